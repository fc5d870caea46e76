"""What is due to be checked again: verified longer ago than so many months, or written from knowledge and never verified.

In: a Catalogue, a day and a number of months. Out: `Due` lines with their owner, the oldest first.
The surprising thing: a part of a file is listed by itself only where it says something of its own about being verified; whatever
rests on the mark of the whole file is one line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from checker.catalogue import Catalogue
from checker.clock import corresponding_day
from checker.durations import Duration
from checker.finding import Place
from checker.model.edition import (
    Competence,
    Edition,
    FeeItem,
    MaterialRequirement,
    NotRequired,
    Requirement,
    TimeLimit,
)
from checker.model.parts import Verified
from checker.model.registers import Office

__all__ = ["Due", "Reason", "due"]

Reason = Literal["old", "knowledge"]
Kind = Literal["edition", "citation", "part", "law", "material", "office"]


@dataclass(frozen=True, slots=True)
class Due:
    """One thing to check. `months` are the whole months since the day it was last checked."""

    kind: Kind
    id: str
    matter: str
    edition: date | None
    owner: str
    verified: Verified
    months: int
    reason: Reason
    place: Place


def due(catalogue: Catalogue, on: date, months: int) -> tuple[Due, ...]:
    """Everything due on that day; editions and lists that had ended by then are left alone."""
    found = [
        Due(kind, identity, matter, edition, owner, verified, _whole_months(verified.on, on), reason, place)
        for kind, identity, matter, edition, owner, verified, place in _everything(catalogue, on)
        if (reason := _reason(verified, on, months))
    ]
    return tuple(sorted(found, key=lambda item: (item.verified.on, item.place)))


def _reason(verified: Verified, on: date, months: int) -> Reason | None:
    if corresponding_day(verified.on, Duration(months, "months"), "forward") < on:
        return "old"
    return "knowledge" if verified.by == "knowledge" else None


def _whole_months(day: date, on: date) -> int:
    return max((on.year - day.year) * 12 + on.month - day.month - (1 if on.day < day.day else 0), 0)


Marked = tuple[Kind, str, str, date | None, str, Verified, Place]


def _everything(catalogue: Catalogue, on: date) -> Iterator[Marked]:
    for editions in catalogue.editions.values():
        for edition in editions:
            if edition.effective_to is None or edition.effective_to >= on:
                yield from _of_edition(edition)
    for (_, matter), offices in catalogue.offices.items():
        for office in offices:
            if office.effective_to is None or office.effective_to >= on:
                owner = _keeper(catalogue, office)
                yield (
                    "office",
                    office.division,
                    matter,
                    office.effective_from,
                    owner,
                    office.verified,
                    office.place,
                )
    publisher = catalogue.info.publisher.zh
    for law in catalogue.laws.values():
        yield "law", law.id, "", None, publisher, law.verified, law.place
    for material in catalogue.materials.values():
        yield "material", material.id, "", None, publisher, material.verified, material.place


def _of_edition(edition: Edition) -> Iterator[Marked]:
    def marked(kind: Kind, identity: str, verified: Verified, place: Place) -> Marked:
        return kind, identity, edition.matter, edition.effective_from, edition.owner, verified, place

    yield marked("edition", edition.matter, edition.verified, edition.place)
    for citation in edition.legal_basis:
        if citation.verified != edition.verified:
            yield marked("citation", citation.id, citation.verified, citation.place)
    parts: tuple[NotRequired | Competence | Requirement | MaterialRequirement | TimeLimit | FeeItem, ...] = (
        *edition.not_required_when,
        *edition.competence,
        *edition.requirements,
        *edition.materials,
        *edition.time_limits,
        *edition.fees.items,
    )
    for part in parts:
        # a shared group of papers is judged in its own file, and stands here with the place of the line that uses it
        if part.verified != edition.verified and "." not in part.id:
            yield marked("part", part.id, part.verified, part.place)
    if edition.fees.verified != edition.verified:
        yield marked("part", "fees", edition.fees.verified, edition.fees.place)


def _keeper(catalogue: Catalogue, office: Office) -> str:
    agency = catalogue.agencies.get(office.agency)
    return agency.name.zh if agency else office.agency
