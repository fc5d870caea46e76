"""The index of what is published: every matter by organ with limit and fee, by audience, topic and first letter.

In: a `Selection`. Out: a `Document`. The surprising thing: a matter stands in it once for each organ, audience and topic, so that
a reader finds it whichever way they think of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from checker.phrases import Phrases
from generators.author import Author
from generators.document import Directory, Document, Entry, Group, Link, Pair, Paragraph, Section
from generators.guide_terms import fee_in_short, limit_in_short
from generators.initials import initial, order
from generators.language_note import language_note
from generators.subject import Selection

__all__ = ["index_document"]


def index_document(selection: Selection) -> Document:
    """All matters by organ with limit and fee; then names only by audience, topic and first letter."""
    phrases, version = selection.phrases, selection.version
    say = _words(phrases)
    authors = [subject.author for subject in selection.subjects]
    authors.sort(key=lambda author: (order(_sorted_by(author)), author.edition.matter))
    info = selection.catalogue.info
    sections = [
        Section("agency", say("index.agency"), (Directory(_by_agency(authors, say)),), lead=True),
        Section(
            "audience",
            say("index.audience"),
            (Directory(_by_terms(authors, "audience", say), dense=True),),
            wide=True,
        ),
        Section("topic", say("index.topic"), (Directory(_by_terms(authors, "topic", say), dense=True),)),
        Section("initial", say("index.initial"), (Directory(_by_initial(authors), dense=True),)),
    ]
    return Document(
        kind="index",
        id="index",
        language=phrases.language,
        title=phrases.text(info.title),
        running=say("index.running"),
        summary=say("index.count", n=str(len(authors)), day=phrases.day(selection.on)),
        meta=(),
        opening=(Paragraph("", links=tuple(Link(section.title, f"#{section.id}") for section in sections)),)
        if authors
        else (),
        sections=tuple(sections if authors else ()),
        imprint=(
            Pair(say("imprint.publisher"), phrases.text(info.publisher)),
            Pair(say("imprint.catalogue"), version),
        ),
        closing=language_note(phrases),
        contents=False,
    )


def _words(phrases: Phrases) -> Callable[..., str]:
    def say(key: str, **fields: str) -> str:
        return phrases.say(f"guide.{key}", **fields)

    return say


def _sorted_by(author: Author) -> str:
    """The name by which a matter is looked up: a traditional one stands where its simplified name does."""
    return author.edition.name.in_language(author.phrases.language)


def _link(author: Author) -> Link:
    return Link(author.text(author.edition.name), f"{author.edition.matter}.html")


def _by_agency(authors: Sequence[Author], say: Callable[..., str]) -> tuple[Group, ...]:
    kinds: dict[str, list[Author]] = {}
    for author in authors:
        kinds.setdefault(author.edition.agency_kind, []).append(author)
    terms = list(authors[0].phrases.vocabulary.lists.get("agency-kind", ())) if authors else []
    ranked = sorted(kinds, key=lambda kind: (terms.index(kind) if kind in terms else len(terms), kind))
    return tuple(
        Group(
            f"agency-{kind}",
            say("index.group", name=authors[0].label("agency-kind", kind), n=str(len(kinds[kind]))),
            tuple(
                Entry(_link(author), (limit_in_short(author)[0], fee_in_short(author)[0]))
                for author in kinds[kind]
            ),
        )
        for kind in ranked
    )


def _by_terms(authors: Sequence[Author], list_id: str, say: Callable[..., str]) -> tuple[Group, ...]:
    """By the terms of a code list, in the list's order; a matter stands under each of its terms."""
    found: dict[str, list[Author]] = {}
    for author in authors:
        for term in author.edition.audience if list_id == "audience" else author.edition.topics:
            found.setdefault(term, []).append(author)
    terms = list(authors[0].phrases.vocabulary.lists.get(list_id, ())) if authors else []
    ranked = sorted(found, key=lambda term: (terms.index(term) if term in terms else len(terms), term))
    return tuple(
        Group(
            f"{list_id}-{term}",
            say("index.group", name=authors[0].label(list_id, term), n=str(len(found[term]))),
            tuple(Entry(_link(author)) for author in found[term]),
        )
        for term in ranked
    )


def _by_initial(authors: Sequence[Author]) -> tuple[Group, ...]:
    found: dict[str, list[Author]] = {}
    for author in authors:
        found.setdefault(initial(_sorted_by(author)) or "#", []).append(author)
    return tuple(
        Group(
            f"initial-{letter if letter != '#' else 'other'}",
            letter,
            tuple(Entry(_link(author)) for author in found[letter]),
        )
        for letter in sorted(found)
    )
