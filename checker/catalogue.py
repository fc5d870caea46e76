"""The catalogue in memory: all registers, editions and overlays by id, and which edition applies on a day at an office.

In: built by checker/loading.py. Out: read by everything else.
The surprising thing: a file with faults is still in here as far as it could be read, so that lint can tell everything in one run;
`faulty` remembers it, and nobody may give a verdict from it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from checker.acceptance_table import AcceptanceTable
from checker.calendar import Calendar
from checker.conditions.facts import Fact
from checker.finding import Finding, Place, Text, near_names
from checker.model.decisions import Decision
from checker.model.edition import Edition, MaterialRequirement
from checker.model.parts import NamedCondition
from checker.model.registers import Agency, CatalogueInfo, Law, Material, Office, Vocabulary
from checker.model.terms import ReviewedTerm
from checker.reading.office import overlaid
from checker.schema import Schemas
from checker.source import Source
from checker.words import Words

__all__ = ["Catalogue", "NoEdition", "content_of", "digest_of"]


class NoEdition(LookupError):
    """There is no such matter, or no edition of it in force on that day, or no such office.

    `finding` says which and what is near.
    """

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message.en)
        self.finding = finding


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything the office publishes and everything that holds for every matter, by id."""

    root: Path
    info: CatalogueInfo
    laws: Mapping[str, Law]
    agencies: Mapping[str, Agency]
    materials: Mapping[str, Material]
    vocabulary: Vocabulary
    facts: Mapping[str, Fact]
    named: Mapping[str, NamedCondition]
    groups: Mapping[str, tuple[MaterialRequirement, ...]]
    editions: Mapping[str, tuple[Edition, ...]]
    offices: Mapping[tuple[str, str], tuple[Office, ...]]
    acceptance: AcceptanceTable | None
    calendar: Calendar
    words: Words
    schemas: Schemas
    sources: Mapping[str, Source]
    findings: tuple[Finding, ...]
    faulty: frozenset[str]
    decisions: tuple[Decision, ...] = ()
    terms: tuple[ReviewedTerm, ...] = ()

    @property
    def digest(self) -> str:
        """A name for exactly this content, where there is no git commit to name it."""
        return digest_of({path: content_of(source) for path, source in self.sources.items()})

    def at(self, matter: str, on: date, office: str = "") -> Edition:
        """The edition in force on that day, as that office applies it. Raises NoEdition."""
        edition = self.national(matter, on)
        return overlaid(edition, self.office(matter, on, office)) if office else edition

    def national(self, matter: str, on: date) -> Edition:
        """The edition in force on that day, without any overlay. Raises NoEdition."""
        editions = self.editions.get(matter)
        if not editions:
            raise NoEdition(_no_matter(matter, tuple(self.editions)))
        for edition in reversed(editions):
            if edition.effective_from <= on and (edition.effective_to is None or on <= edition.effective_to):
                return edition
        raise NoEdition(_not_in_force(matter, on, editions))

    def office(self, matter: str, on: date, division: str) -> Office:
        """The overlay of one division in force on that day. Raises NoEdition."""
        for office in reversed(self.offices.get((division, matter), ())):
            if office.effective_from <= on and (office.effective_to is None or on <= office.effective_to):
                return office
        known = tuple(sorted(code for code, name in self.offices if name == matter))
        raise NoEdition(_no_office(matter, division, known))


def content_of(source: Source) -> str:
    """A digest of what one file says, however it is laid out."""
    return hashlib.sha256(repr(source.data).encode("utf-8", "surrogatepass")).hexdigest()


def digest_of(contents: Mapping[str, str]) -> str:
    """The digest of a catalogue from those of its files: a rebuild keeps them and reads only what changed."""
    found = hashlib.sha256()
    for path, content in sorted(contents.items()):
        found.update(f"{path}\0{content}\0".encode("utf-8", "surrogatepass"))
    return found.hexdigest()


def _no_matter(matter: str, known: tuple[str, ...]) -> Finding:
    return Finding(
        "B06",
        "unknown-matter",
        "error",
        Place("-"),
        Text(f"目录里没有事项 `{matter}`", f"the catalogue has no matter `{matter}`"),
        near_names(matter, known)
        or Text("用 `banshi show` 列出全部事项", "run `banshi show` for a list of all matters"),
    )


def _not_in_force(matter: str, on: date, editions: tuple[Edition, ...]) -> Finding:
    first, last = editions[0].effective_from, editions[-1].effective_to
    return Finding(
        "B07",
        "no-edition-on-that-day",
        "error",
        Place("-"),
        Text(f"{on} 这一天没有有效的 `{matter}` 版本", f"no edition of `{matter}` is in force on {on}"),
        Text(
            f"现有版本从 {first} 起{f'，到 {last} 为止' if last else ''}",
            f"the editions begin on {first}{f' and end on {last}' if last else ''}",
        ),
        tuple(edition.place for edition in editions),
    )


def _no_office(matter: str, division: str, known: tuple[str, ...]) -> Finding:
    listed = "、".join(known) or "（没有）"
    return Finding(
        "B08",
        "unknown-office",
        "error",
        Place("-"),
        Text(
            f"`{division}` 没有在那一天有效的 `{matter}` 实施清单",
            f"the division `{division}` has no implementation list of `{matter}` on that day",
        ),
        Text(
            f"有清单的区划：{listed}；不写办理地点就按全国统一的版本",
            f"divisions that have one: {', '.join(known) or 'none'}; leave the office out for the national edition",
        ),
    )
