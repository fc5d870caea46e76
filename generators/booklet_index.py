"""The indexes of a booklet: matters by sound, laws with their articles, papers with the matters that use them.

In: the subjects and where everything stands in the finished book. Out: plain data for the template; pages are
numbers of the book.
The surprising thing: an entry is made from what was printed, not from the catalogue. A law or a paper gets a page
only where its name was set in type, so no entry can lead to a page that does not hold it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from checker.finding import Text
from checker.model.registers import Law
from checker.phrases import Phrases
from generators.initials import initial, order
from generators.subject import Subject

__all__ = ["Data", "Spot", "law_index", "matter_index", "paper_index"]

Data = dict[str, object]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a matter stands: its first page, the pages of its sections, and where names are printed: (kind, name,
    law) -> pages."""

    page: int
    sections: tuple[int, ...]
    seen: Mapping[tuple[str, str, str], tuple[int, ...]]

    def of(self, kind: str, name: str, law: str = "") -> int | None:
        """The first page on which the name is printed."""
        pages = self.seen.get((kind, name, law))
        return pages[0] if pages else None


def matter_index(subjects: Sequence[Subject], spots: Mapping[str, Spot], phrases: Phrases) -> list[Data]:
    """Every matter under the letter of its name."""
    return _lettered(
        (
            _sound(subject.edition.name, phrases),
            {"title": phrases.text(subject.edition.name), "page": spots[subject.matter].page},
        )
        for subject in subjects
    )


def law_index(subjects: Sequence[Subject], spots: Mapping[str, Spot], phrases: Phrases) -> list[Data]:
    """The laws by rank and sound; below each the articles that are cited, with the pages that cite them."""
    found: dict[str, _Cited] = {}
    for subject in subjects:
        spot = spots[subject.matter]
        for citation in subject.edition.legal_basis:
            law = phrases.laws.get(citation.law)
            title = phrases.name(law.title) if law else citation.law
            article = (
                phrases.article(citation.article) if citation.article else phrases.say("guide.basis.whole")
            )
            page = spot.of("article", article, title)
            if page is not None:
                cited = found.setdefault(citation.law, _Cited(title, law))
                cited.articles.setdefault((_number(citation.article), article), set()).add(page)
    ranks: dict[str, list[_Cited]] = {}
    for cited in found.values():
        ranks.setdefault(cited.law.rank if cited.law else "", []).append(cited)
    terms = phrases.vocabulary.lists.get("law-rank", {})
    return [
        {
            "title": phrases.text(phrases.vocabulary.label("law-rank", rank)) if rank else "",
            "laws": [
                cited.data(phrases) for cited in sorted(ranks[rank], key=lambda each: order(each.sortable))
            ],
        }
        for rank in sorted(
            ranks, key=lambda rank: (list(terms).index(rank) if rank in terms else len(terms), rank)
        )
    ]


def paper_index(subjects: Sequence[Subject], spots: Mapping[str, Spot], phrases: Phrases) -> list[Data]:
    """Every paper of the library that is asked for, with the matters that use it; how it is called there, if otherwise."""
    uses: dict[str, list[Data]] = {}
    for subject in subjects:
        spot = spots[subject.matter]
        told: set[tuple[str, int]] = set()
        for requirement in subject.edition.materials:
            for form in requirement.forms:
                written = phrases.text(form.label)
                page = spot.of("paper", written)
                material = form.material
                if page is None or (material.id, page) in told:
                    continue
                told.add((material.id, page))
                name = phrases.text(material.name)
                uses.setdefault(material.id, []).append(
                    {
                        "matter": phrases.text(subject.edition.name),
                        "page": page,
                        "name": written,
                        "written": phrases.say("booklet.index.written", name=written)
                        if written != name
                        else "",
                    }
                )
    library = {
        form.material.id: form.material
        for subject in subjects
        for requirement in subject.edition.materials
        for form in requirement.forms
    }
    return _lettered(
        (
            _sound(library[paper].name, phrases),
            {"title": phrases.text(library[paper].name), "uses": sorted(found, key=_page)},
        )
        for paper, found in uses.items()
    )


@dataclass(slots=True)
class _Cited:
    title: str
    law: Law | None
    articles: dict[tuple[tuple[int, ...], str], set[int]] = field(default_factory=dict)

    @property
    def sortable(self) -> str:
        """The title as it is looked up: nobody looks for 中华人民共和国."""
        return (self.law.title if self.law else self.title).removeprefix("中华人民共和国")

    def data(self, phrases: Phrases) -> Data:
        return {
            "title": self.title,
            "number": phrases.name(self.law.document_number) if self.law else "",
            "articles": [
                {"title": article, "pages": sorted(pages)}
                for (_, article), pages in sorted(self.articles.items())
            ],
        }


def _page(use: Data) -> int:
    page = use["page"]
    return page if isinstance(page, int) else 0


def _number(article: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", article))


def _sound(name: Text, phrases: Phrases) -> str:
    """What the name is sorted by: a traditional name by its simplified characters."""
    return name.en or name.zh if phrases.language == "en" else name.zh


def _lettered(entries: Iterable[tuple[str, Data]]) -> list[Data]:
    """Entries under their letters, by sound; what has no letter comes last."""
    groups: dict[str, list[tuple[bytes, Data]]] = {}
    for sound, data in entries:
        groups.setdefault(initial(sound) or "#", []).append((order(sound), data))
    letters = sorted(groups, key=lambda letter: (letter == "#", letter))
    return [
        {
            "letter": letter,
            "entries": [data for _, data in sorted(groups[letter], key=lambda entry: entry[0])],
        }
        for letter in letters
    ]
