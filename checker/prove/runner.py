"""Every proof on every edition that is asked for.

In: a Catalogue, matters, an office or none. Out: `Proven`: findings, each with its counterexample. The surprising thing: an
edition whose file has errors is not proven at all (`Plan.faulty` names it): what could not be read might be the very condition
that makes the difference.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from checker.catalogue import Catalogue
from checker.conditions.values import NotGiven, normalise
from checker.engines import Value, Values
from checker.finding import Finding, Place, Text
from checker.model.edition import Edition
from checker.prove.counterexample import Counterexample
from checker.prove.proofs import PROOFS, UNDECIDED
from checker.prove.registry import Proof
from checker.prove.sites import locator
from checker.prove.solver import Undecided
from checker.prove.subject import Subject
from checker.reading.office import overlaid, parameter_values

__all__ = ["Item", "Plan", "Proven", "plan", "prove", "proven"]

_YEARS_AHEAD = 50


@dataclass(frozen=True, slots=True)
class Item:
    """One edition to prove, the days on which it receives papers, and what its office has fixed (None: no office)."""

    edition: Edition
    received: tuple[date, date]
    fixed: Values | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be proven, and the files that cannot be, because they have errors."""

    items: tuple[Item, ...]
    faulty: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Proven:
    """One finding, and the applicant who shows it."""

    finding: Finding
    counterexample: Counterexample | None


def plan(catalogue: Catalogue, matters: Collection[str] = (), office: str = "") -> Plan:
    """All editions that are not cancelled; with an office, as its lists carry them out. No matters: all of them."""
    items: list[Item] = []
    faulty: list[Place] = []
    for matter, editions in catalogue.editions.items():
        if matters and matter not in matters:
            continue
        for edition in editions:
            if edition.state == "cancelled":
                continue
            for item, path in _carried_out(catalogue, edition, office) if office else _national(edition):
                broken = {edition.place.path, path} & catalogue.faulty
                if broken:
                    faulty.extend(Place(name) for name in sorted(broken))
                else:
                    items.append(item)
    return Plan(tuple(items), tuple(dict.fromkeys(faulty)))


def prove(item: Item, catalogue: Catalogue, proofs: tuple[Proof, ...] = PROOFS) -> tuple[Proven, ...]:
    """Everything found in one edition, in the order of the file."""
    at = locator(catalogue.sources.get(item.edition.place.path))
    national = Subject(item.edition, item.received, at, catalogue.words)
    if item.fixed is None:
        return proven(national, proofs)
    here = Subject(item.edition, item.received, at, catalogue.words, item.fixed)
    text = proven(national, tuple(proof for proof in proofs if proof.any_office))
    cases = proven(here, tuple(proof for proof in proofs if not proof.any_office))
    return tuple(sorted((*text, *cases), key=_order))


def proven(subject: Subject, proofs: tuple[Proof, ...] = PROOFS) -> tuple[Proven, ...]:
    """Everything these proofs find in one subject."""
    found: list[Proven] = []
    for proof in proofs:
        try:
            for fault in proof.faults(subject):
                finding = Finding(
                    proof.code,
                    proof.name,
                    proof.severity,
                    fault.place,
                    fault.message,
                    fault.help,
                    fault.related,
                )
                found.append(Proven(finding, fault.example))
        except Undecided:
            found.append(Proven(_undecided(subject.edition, proof), None))
    unique = {(entry.finding.code, entry.finding.place, entry.finding.message): entry for entry in found}
    return tuple(sorted(unique.values(), key=_order))


def _order(entry: Proven) -> tuple[Place, str]:
    return entry.finding.place, entry.finding.code


def _national(edition: Edition) -> Iterator[tuple[Item, str]]:
    yield Item(edition, _days(edition.effective_from, edition.effective_to)), edition.place.path


def _carried_out(catalogue: Catalogue, edition: Edition, division: str) -> Iterator[tuple[Item, str]]:
    for office in catalogue.offices.get((division, edition.matter), ()):
        first = max(edition.effective_from, office.effective_from)
        ends = [day for day in (edition.effective_to, office.effective_to) if day]
        if ends and min(ends) < first:
            continue
        raw, _ = parameter_values(office, edition.facts)
        fixed: dict[str, Value] = {}
        for name, given in raw.items():
            value = normalise(given, edition.facts[name])
            if not isinstance(value, NotGiven):
                fixed[name] = value
        days = _days(first, min(ends) if ends else None)
        yield Item(overlaid(edition, office), days, fixed), office.place.path


def _days(first: date, last: date | None) -> tuple[date, date]:
    return first, last or date(min(first.year + _YEARS_AHEAD, date.max.year), 12, 31)


def _undecided(edition: Edition, proof: Proof) -> Finding:
    return Finding(
        UNDECIDED,
        "proof-undecided",
        "error",
        edition.place,
        Text(
            f"`{edition.matter}` 的条件太复杂，{proof.code} 证明不了，也推翻不了",
            f"the conditions of `{edition.matter}` are too hard: {proof.code} is neither proven nor refuted",
        ),
        Text("把复杂的条件拆开", "take the hard conditions apart"),
    )
