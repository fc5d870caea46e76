"""Desks for every edition of a catalogue: prepared on first use and kept.

In: a Catalogue and which engines are wanted. Out: `Desks.at(matter, day, office)` -> the Desk that checks submissions.
The surprising thing: a desk is refused (`NoEdition`) when the edition's own file has errors, since a
verdict from a broken file would look lawful and be wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from checker.acceptance_table import AcceptanceTable, as_rule_set
from checker.catalogue import Catalogue, NoEdition
from checker.check import Desk
from checker.engines import Engine, Program
from checker.engines.available import Wanted, engines, why_not_durable
from checker.finding import Finding, Place, Text
from checker.model.edition import Edition
from checker.reading.office import parameter_values
from checker.rulebook import rulebook

__all__ = ["Desks", "desks"]


@dataclass(slots=True)
class Desks:
    """All desks of one catalogue. Not for sharing between threads that check at the same time."""

    catalogue: Catalogue
    table: AcceptanceTable
    engines: tuple[Engine, ...]
    table_programs: Mapping[str, Program]
    version: str
    why_not_durable: Text | None
    prepared: dict[tuple[str, date, str, date | None], Desk] = field(default_factory=dict)

    def at(self, matter: str, on: date, division: str = "") -> Desk:
        """The desk for the edition in force on that day at that office. Raises NoEdition."""
        edition = self.catalogue.at(matter, on, division)
        office = self.catalogue.office(matter, on, division) if division else None
        key = (matter, edition.effective_from, division, office.effective_from if office else None)
        if key not in self.prepared:
            for place in (edition.place, office.place if office else edition.place):
                if place.path in self.catalogue.faulty:
                    raise NoEdition(_faulty(place))
            if edition.state != "in-use":
                raise NoEdition(_not_in_use(edition))
            parameters = parameter_values(office, edition.facts)[0] if office else {}
            self.prepared[key] = self._prepare(edition, parameters)
        return self.prepared[key]

    def _prepare(self, edition: Edition, parameters: Mapping[str, object]) -> Desk:
        book = rulebook(edition)
        return Desk(
            rulebook=book,
            programs={engine.name: engine.compile(book.rule_set) for engine in self.engines},
            table=self.table,
            table_programs=self.table_programs,
            calendar=self.catalogue.calendar,
            material_names={name: material.name for name, material in self.catalogue.materials.items()},
            matter_names={matter: found[-1].name for matter, found in self.catalogue.editions.items()},
            parameters=parameters,
            catalogue_version=self.version,
            why_not_durable=self.why_not_durable,
        )


def desks(catalogue: Catalogue, wanted: Wanted, version: str) -> Desks:
    """Desks over a catalogue whose general rules are sound. Raises EngineFault when a wanted engine is not here."""
    table = catalogue.acceptance
    if table is None:
        raise NoEdition(_faulty(Place("rules/acceptance.yaml")))
    chosen = engines(wanted)
    rules = as_rule_set(table)
    programs = {engine.name: engine.compile(rules) for engine in chosen}
    missing = why_not_durable() if wanted == "both" and len(chosen) == 1 else None
    return Desks(catalogue, table, chosen, programs, version, missing)


def _faulty(place: Place) -> Finding:
    return Finding(
        "B09",
        "faulty-file",
        "error",
        Place(place.path),
        Text("这个文件有错误，不能据此作出结论", "this file has errors, so no verdict can rest on it"),
        Text("运行 `banshi lint`，改好以后再查", "run `banshi lint`, mend it, and check again"),
    )


def _not_in_use(edition: Edition) -> Finding:
    zh = "暂停" if edition.state == "suspended" else "取消"
    return Finding(
        "B10",
        "matter-not-in-use",
        "error",
        edition.place,
        Text(f"这个事项已经{zh}，不能办理", f"this matter is {edition.state} and cannot be handled"),
        Text("查目录中现行的事项", "look for the matter that is in use now"),
    )
