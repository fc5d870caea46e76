"""The site of a catalogue: a guide for every matter, and an index page that leads to them.

In: a `Catalogue`, a day, an office or none, formats. Out: `Page`s, bytes with the path below the output folder;
whoever asks writes them.
The surprising thing: nothing but the catalogue, the day and the version goes into a page, so the same input
gives the same bytes; a matter whose file has faults is left out, and the index does not link to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from checker.catalogue import Catalogue, NoEdition
from checker.finding import Finding, Place, Text
from checker.model.edition import Edition
from checker.model.registers import Office
from checker.phrases import Phrases
from generators.author import Author
from generators.document import Directory, Document, Entry, Group, Link, Pair, Paragraph, Section
from generators.formats import FORMATS, html
from generators.guide import guide
from generators.guide_terms import fee_in_short, limit_in_short
from generators.initials import initial, order

__all__ = ["Page", "Plan", "index_document", "pages", "plan"]


@dataclass(frozen=True, slots=True)
class Page:
    """One file: its path below the output folder, with `/`, and its bytes."""

    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be built: the editions with their offices, and why some matters are left out."""

    editions: tuple[tuple[Edition, Office | None], ...]
    findings: tuple[Finding, ...]


def plan(catalogue: Catalogue, on: date, matters: Sequence[str] = (), division: str = "") -> Plan:
    """The editions in force on that day. Matters that nobody asked for by name and that are not in force are not a finding."""
    chosen, findings = [], []
    for matter in matters or catalogue.editions:
        try:
            edition = catalogue.national(matter, on)
            office = _office(catalogue, matter, on, division)
        except NoEdition as error:
            if matters or error.finding.code != "B07":
                findings.append(error.finding)
            continue
        faulty = next(
            (
                place
                for place in (edition.place, *((office.place,) if office else ()))
                if place.path in catalogue.faulty
            ),
            None,
        )
        if faulty:
            findings.append(_faulty(faulty))
            continue
        chosen.append((catalogue.at(matter, on, division) if office else edition, office))
    return Plan(tuple(chosen), tuple(findings))


def _office(catalogue: Catalogue, matter: str, on: date, division: str) -> Office | None:
    """The overlay of the division; a division that has none for this matter prints the national edition."""
    if not division or (division, matter) not in catalogue.offices:
        return None
    return catalogue.office(matter, on, division)


def _faulty(place: Place) -> Finding:
    return Finding(
        "B09", "faulty-file", "error", Place(place.path),
        Text("这个文件有错误，没有生成它的指南", "this file has errors, so its guide was not built"),
        Text("运行 `banshi lint`，改好以后再生成", "run `banshi lint`, mend it, and build again"),
    )  # fmt: skip


def pages(
    what: Plan, catalogue: Catalogue, phrases: Phrases, on: date, version: str, formats: Iterable[str]
) -> Iterator[Page]:
    """Every file of the site, one at a time, so that thousands need no more memory than one."""
    names = list(formats)
    published = frozenset(edition.matter for edition, _ in what.editions)
    for name in names:
        if name == "html":
            yield Page(f"html/{html.stylesheet_name()}", html.stylesheet().encode("utf-8"))
    for edition, office in what.editions:
        document = guide(edition, catalogue, phrases, office=office, version=version, published=published)
        for name in names:
            yield _page(document, phrases, name)
    for name in names:
        yield _page(index_document(what, catalogue, phrases, on, version), phrases, name)


def _page(document: Document, phrases: Phrases, name: str) -> Page:
    form = FORMATS[name]
    data = (
        html.page(document, phrases, html.stylesheet_name())
        if name == "html"
        else form.write(document, phrases)
    )
    return Page(f"{name}/{document.id}{form.suffix}", data)


def index_document(what: Plan, catalogue: Catalogue, phrases: Phrases, on: date, version: str) -> Document:
    """All matters by organ with limit and fee; then names only by audience, topic and first letter."""
    say = _words(phrases)
    authors = [Author(edition, office, catalogue, phrases, version) for edition, office in what.editions]
    authors.sort(key=lambda author: (order(phrases.text(author.edition.name)), author.edition.matter))
    info = catalogue.info
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
        summary=say("index.count", n=str(len(authors)), day=phrases.day(on)),
        meta=(),
        opening=(Paragraph("", links=tuple(Link(section.title, f"#{section.id}") for section in sections)),)
        if authors
        else (),
        sections=tuple(sections if authors else ()),
        imprint=(
            Pair(say("imprint.publisher"), phrases.text(info.publisher)),
            Pair(say("imprint.catalogue"), version),
        ),
        contents=False,
    )


def _words(phrases: Phrases) -> Callable[..., str]:
    def say(key: str, **fields: str) -> str:
        return phrases.say(f"guide.{key}", **fields)

    return say


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
        found.setdefault(initial(author.text(author.edition.name)) or "#", []).append(author)
    return tuple(
        Group(
            f"initial-{letter if letter != '#' else 'other'}",
            letter,
            tuple(Entry(_link(author)) for author in found[letter]),
        )
        for letter in sorted(found)
    )
