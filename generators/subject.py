"""What is published: the chosen matters of a catalogue as of one day, in one language, and the files made of them.

In: a `Catalogue`, a day, matters by name or all, a division or none. Out: a `Selection` of `Subject`s with the findings about
matters that had to be left out; `Page`s are what the outputs of generators/outputs.py make of it.
The surprising thing: a subject holds no document. Each output asks for the one it prints, so that thousands of matters need no
more memory than one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from checker.catalogue import Catalogue, NoEdition
from checker.finding import Finding, Place, Text
from checker.model.edition import Edition
from checker.model.registers import Office
from checker.phrases import Phrases
from generators.author import Author
from generators.document import Document
from generators.guide import guide

__all__ = ["Difference", "Page", "Plan", "Selection", "Subject", "plan"]


@dataclass(frozen=True, slots=True)
class Page:
    """One file: its path below the output folder, with `/`, and its bytes."""

    path: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Difference:
    """One change from an edition to the next: what changed, and its words before and after as HTML with the changed ones marked;
    or `text` alone, when there are no two values. `burden`: heavier, lighter or same, for applicants."""

    item: str
    text: str
    before: str
    after: str
    burden: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be built: the editions with their offices, and why some matters are left out."""

    editions: tuple[tuple[Edition, Office | None], ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """One matter as it is published."""

    edition: Edition
    office: Office | None
    selection: Selection

    @property
    def matter(self) -> str:
        """The id of the matter: the name of its files."""
        return self.edition.matter

    @property
    def author(self) -> Author:
        """Who writes about this matter."""
        whole = self.selection
        return Author(self.edition, self.office, whole.catalogue, whole.phrases, whole.version)

    def guide(self, check: str = "") -> Document:
        """Its service guide. `check`: the address of its pre-check, else that of the selection, else none."""
        whole = self.selection
        return guide(
            self.edition,
            whole.catalogue,
            whole.phrases,
            office=self.office,
            version=whole.version,
            published=whole.published,
            check=check or whole.precheck.replace("{matter}", self.matter),
        )


@dataclass(frozen=True, slots=True)
class Selection:
    """All that is published together. `on` is the day whose editions these are; `version` names the state of the catalogue;
    `precheck` is the address of the pre-checks with `{matter}` in it, where there are any. `published`: the matters that have
    a page, unless told otherwise those of the plan. `tell` says what changed between two editions of a matter;
    `fulltext`: the site gets an index of its text; `some`: these are
    some matters of many, so that it is no fault when what leads to others is left out."""

    plan: Plan
    catalogue: Catalogue
    phrases: Phrases
    on: date
    version: str
    precheck: str = ""
    published: frozenset[str] = frozenset()
    tell: Callable[[Selection, Edition, Edition], tuple[Difference, ...]] | None = None
    fulltext: bool = False
    some: bool = False

    def __post_init__(self) -> None:
        if not self.published:
            matters = frozenset(edition.matter for edition, _ in self.plan.editions)
            object.__setattr__(self, "published", matters)

    @property
    def subjects(self) -> tuple[Subject, ...]:
        """The matters in the order of the plan."""
        return tuple(Subject(edition, office, self) for edition, office in self.plan.editions)


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
