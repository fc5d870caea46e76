"""What stands around the guides of a booklet, as data for booklet.typ: cover, imprint, foreword, contents, chapters, indexes.

In: a `Booklet`, where its parts and matters stand, the language's phrases. Out: a job for the template.
The surprising thing: it is made several times. The first time the pages are guesses; the template answers how many
pages the parts take, and when the answer is what was guessed, the numbers in the contents are true.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from checker.phrases import Phrases, chinese_number
from generators.booklet_index import Data, Spot, law_index, matter_index, paper_index
from generators.booklet_plan import Booklet, Chapter
from generators.guide_terms import fee_in_short, limit_in_short
from generators.subject import Subject
from generators.typeset.job import Size, words_for_print
from generators.typeset.tree import plain_text

__all__ = ["Standing", "chapter_number", "first_guess", "frame_job"]

_MARKS = ("text", "page", "knowledge", "sample")
_INDEXES = ("index-matters", "index-laws", "index-papers")
_WORDS = ("foreword", "contents", "imprint", "index.matters", "index.laws", "index.papers")


@dataclass(frozen=True, slots=True)
class Standing:
    """Where everything stands in the book: its parts by name, its matters."""

    parts: Mapping[str, int]
    spots: Mapping[str, Spot]


def frame_job(booklet: Booklet, standing: Standing, size: Size) -> Data:
    """The job for booklet.typ."""
    phrases, recipe, selection = booklet.phrases, booklet.recipe, booklet.selection
    info = selection.catalogue.info
    subjects = [subject for chapter in booklet.chapters for subject in chapter.subjects]
    publisher = phrases.text(info.publisher)
    title = phrases.text(recipe.title)
    second = booklet.second.phrases.text(recipe.title) if booklet.second else ""
    day = phrases.day(selection.on)
    edition = phrases.text(recipe.edition) or phrases.say("booklet.edition", day=day)
    book: Data = {
        "label": phrases.say("booklet.label"),
        "title": title,
        "second_title": second,
        "subtitle": phrases.text(recipe.subtitle),
        "note": phrases.text(recipe.note),
        "edition": edition,
        "publisher": publisher,
        "day": day,
        "foreword": [phrases.text(text) for text in recipe.foreword],
        "second": _second_foreword(booklet),
        "signed": phrases.text(recipe.signed) or publisher,
        "imprint": [
            {"label": phrases.say(f"booklet.imprint.{key}"), "value": value}
            for key, value in _imprint(booklet, title, publisher, edition, day, len(subjects))
        ],
        "legend": {
            "block": "Legend",
            "title": phrases.say("guide.legend"),
            "marks": [
                [by, phrases.say(f"guide.mark.{by}"), phrases.say(f"guide.legend.{by}")] for by in _MARKS
            ],
        },
        "contents": [*_contents(booklet, standing), *_tail(standing, phrases)],
        "chapters": [
            _chapter(booklet, chapter, index, standing) for index, chapter in enumerate(booklet.chapters)
        ],
        "matters": matter_index(subjects, standing.spots, phrases),
        "laws": law_index(subjects, standing.spots, phrases),
        "papers": paper_index(subjects, standing.spots, phrases),
        "words": _words(phrases),
    }
    return {
        "language": phrases.language,
        "size": size,
        "words": words_for_print(phrases),
        "title": plain_text(title),
        "author": plain_text(publisher),
        "documents": [],
        "book": _plain(book),
    }


def _second_foreword(booklet: Booklet) -> Data:
    """The foreword once more in the other language of a bilingual book."""
    if booklet.second is None:
        return {}
    phrases, recipe = booklet.second.phrases, booklet.recipe
    return {
        "title": phrases.say("booklet.foreword"),
        "foreword": [phrases.text(text) for text in recipe.foreword],
        "signed": phrases.text(recipe.signed or booklet.selection.catalogue.info.publisher),
    }


def chapter_number(index: int, booklet: Booklet) -> str:
    """第一章; nothing where there is one chapter only."""
    if len(booklet.chapters) < 2:
        return ""
    phrases = booklet.phrases
    number = str(index + 1) if phrases.language == "en" else phrases.name(chinese_number(index + 1))
    return phrases.say("booklet.chapter", n=number)


def _words(phrases: Phrases) -> Data:
    words: Data = {key.replace(".", "-"): phrases.say(f"booklet.{key}") for key in _WORDS}
    for key in ("matters", "laws", "papers"):
        words[f"index-{key}-intro"] = phrases.say(f"booklet.index.{key}.intro")
    words["other"] = phrases.say("booklet.index.other")
    words["organs"] = phrases.say("booklet.opener.organs")
    words["also"] = phrases.say("booklet.opener.also")
    words["columns"] = [
        phrases.say(f"booklet.opener.column.{key}") for key in ("matter", "limit", "fee", "page")
    ]
    return words


def _imprint(
    booklet: Booklet, title: str, publisher: str, edition: str, day: str, matters: int
) -> list[tuple[str, str]]:
    phrases, selection = booklet.phrases, booklet.selection
    info = selection.catalogue.info
    lines = [
        ("title", title),
        ("publisher", publisher),
        ("edition", edition),
        ("on", day),
        ("count", phrases.say("booklet.imprint.count.text", n=str(matters))),
        ("catalogue", phrases.say("booklet.imprint.catalogue.text", version=selection.version)),
        ("recipe", booklet.recipe.id),
        ("printed", phrases.say("booklet.imprint.printed.text")),
        ("valid", phrases.say("booklet.imprint.valid.text")),
    ]
    if info.site:
        lines.insert(-2, ("site", info.site))
    if info.sample:
        lines.append(("sample", phrases.say("booklet.imprint.sample.text")))
    return lines


def _contents(booklet: Booklet, standing: Standing) -> list[Data]:
    return [
        {
            "number": chapter_number(index, booklet),
            "title": chapter.title,
            "second": chapter.second,
            "page": standing.parts[f"chapter-{index}"],
            "entries": [
                {**_named(booklet, subject), "page": standing.spots[subject.matter].page}
                for subject in chapter.subjects
            ],
        }
        for index, chapter in enumerate(booklet.chapters)
    ]


def _tail(standing: Standing, phrases: Phrases) -> list[Data]:
    return [
        {
            "number": "",
            "title": phrases.say(f"booklet.index.{key}"),
            "second": "",
            "page": standing.parts[f"index-{key}"],
            "entries": [],
        }
        for key in ("matters", "laws", "papers")
        if f"index-{key}" in standing.parts
    ]


def _named(booklet: Booklet, subject: Subject) -> Data:
    second = booklet.second.phrases.text(subject.edition.name) if booklet.second else ""
    return {"title": booklet.phrases.text(subject.edition.name), "second": second}


def _chapter(booklet: Booklet, chapter: Chapter, index: int, standing: Standing) -> Data:
    names = {
        subject.matter: booklet.phrases.text(subject.edition.name)
        for other in booklet.chapters
        for subject in other.subjects
    }
    return {
        "number": chapter_number(index, booklet),
        "title": chapter.title,
        "second": chapter.second,
        "text": chapter.text,
        "entries": [
            {
                **_named(booklet, subject),
                "page": standing.spots[subject.matter].page,
                "limit": limit_in_short(subject.author)[0],
                "fee": fee_in_short(subject.author)[0],
            }
            for subject in chapter.subjects
        ],
        "also": [{"title": names[matter], "page": standing.spots[matter].page} for matter in chapter.also],
        "organs": _organs(chapter, booklet.phrases),
    }


def _organs(chapter: Chapter, phrases: Phrases) -> list[Data]:
    """Where to go for the matters of the chapter: each organ once, with its first place and its numbers."""
    found: dict[str, Data] = {}
    for subject in chapter.subjects:
        office, author = subject.office, subject.author
        if office is None or office.agency in found:
            continue
        place = office.places[0] if office.places else None
        phones = [
            phrases.say(f"booklet.opener.{key}", phone=contact.phone)
            for key, contact in (("phone", office.enquiries), ("complaints", office.complaints))
            if contact.phone
        ]
        where = (place.name, place.address, place.window) if place else ()
        found[office.agency] = {
            "name": author.organ,
            "place": author.joined(dict.fromkeys(phrases.text(text) for text in where)),
            "hours": phrases.text(place.hours) if place else "",
            "phones": phones,
        }
    return list(found.values())


def _plain(value: object) -> Data:
    """The same without characters that print nothing."""
    plain = _without_controls(value)
    return plain if isinstance(plain, dict) else {}


def _without_controls(value: object) -> object:
    if isinstance(value, str):
        return plain_text(value)
    if isinstance(value, dict):
        return {key: _without_controls(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_without_controls(item) for item in value]
    return value


def first_guess(booklet: Booklet) -> dict[str, int]:
    """On which page of the frame its parts begin, before it has been set; `end` is the page after the last."""
    entries = sum(len(chapter.subjects) for chapter in booklet.chapters)
    foreword = ("foreword",) if booklet.recipe.foreword else ()
    front = ("cover", "imprint", *foreword, "contents")
    pages = {name: place for place, name in enumerate(front, 1)}
    at = len(front) + 1 + (entries + 2 * len(booklet.chapters)) // 36
    for name in (*(f"chapter-{index}" for index in range(len(booklet.chapters))), *_INDEXES, "end"):
        pages[name] = at
        at += 1
    return pages
