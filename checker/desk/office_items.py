"""What an implementation list (实施清单) changes for the applicant, and what all matters share, as items.

In: an Office, or a Catalogue. Out: items by (kind, id).
The surprising thing: how a change in a shared condition weighs depends on where it is used; unless the old and the
new mean the same it counts as heavier, so that a person looks at the matters that are named beside it.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.catalogue import Catalogue
from checker.conditions.tree import Node
from checker.desk.edition_items import fact_item
from checker.desk.edition_papers import paper_item
from checker.desk.items import Aspect, Item, Key, Writer, item
from checker.desk.strictness import compared
from checker.desk.weights import Burden, Facts
from checker.durations import Duration
from checker.finding import Place, Text
from checker.model.edition import Edition
from checker.model.parts import NamedCondition
from checker.model.registers import Office

__all__ = ["MODELLED", "office_items", "shared_items"]

MODELLED = frozenset({"promised", "parameters", "waived", "service", "tolerance"})
"""The heads of an office's file that are told here; addresses, codes and phones are told value by value."""


def office_items(office: Office, edition: Edition | None, writer: Writer) -> dict[Key, Item]:
    """The items of one implementation list; `edition` gives its limits and papers their names."""
    return {(made.kind, identity): made for identity, made in _office(office, edition, writer)}


def _office(office: Office, edition: Edition | None, w: Writer) -> Iterator[tuple[str, Item]]:
    limits = {limit.id: w.limit_name(limit) for limit in edition.time_limits} if edition else {}
    papers = {paper.id: w.phrases.paper(paper) for paper in edition.materials} if edition else {}
    for limit, (promised, place) in office.promised.items():
        yield limit, _promised(limit, limits.get(limit, limit), promised, place, w)
    for name, (value, place) in office.parameters.items():
        fact = w.facts.get(name)
        yield name, _parameter(name, w.phrases.text(fact.label) if fact else name, value, place, w)
    for paper, (reason, place) in office.waived.items():
        yield paper, _waiver(paper, papers.get(paper, paper), reason, place, w)
    if office.service:
        yield "", item("service", "service", "", office.service.place, w.service(office.service), lambda: "")
    tolerance = (
        w.own_time("tolerance_due", office.tolerance_due, "due"),
        w.string("tolerance_overdue", office.tolerance_overdue, "overdue"),
    )
    yield "", item("tolerance", "tolerance", "", office.place, tolerance, lambda: "")


def _promised(limit: str, name: str, promised: Duration, place: Place, w: Writer) -> Item:
    aspects = (w.office_time("promised", promised),)
    return item(
        "limit", f"time_limits.{limit}", name, place, aspects, lambda: w.phrases.duration(promised), "lighter"
    )


def _parameter(name: str, label: str, value: object, place: Place, w: Writer) -> Item:
    said = w.listed(map(str, value)) if isinstance(value, list) else w.plain(value)
    aspects = (Aspect("value", "value", (type(value).__name__, str(value)), lambda: said),)
    return item("parameter", f"facts.{name}", label, place, aspects, lambda: said)


def _waiver(paper: str, name: str, reason: Text, place: Place, w: Writer) -> Item:
    aspects = (w.text("reason", reason),)
    path = f"materials.{paper}.waived"
    return item("waiver", path, name, place, aspects, lambda: w.phrases.text(reason), "lighter")


def shared_items(catalogue: Catalogue, writer: Writer) -> dict[Key, Item]:
    """The conditions, facts and material groups of rules/; each path begins with the file's part."""
    found: dict[Key, Item] = {}
    for name, condition in catalogue.named.items():
        found["shared-condition", name] = _named(condition, writer)
    for fact in catalogue.facts.values():
        found["fact", fact.id] = fact_item(fact, writer)
    for group, papers in catalogue.groups.items():
        for paper in papers:
            made = paper_item(paper, writer)
            found["material", f"{group}.{paper.id}"] = made.at(f"groups.{group}.{paper.id}")
    return found


def _named(condition: NamedCondition, w: Writer) -> Item:
    aspects = (w.text("label", condition.label), w.condition("when", condition.when, _any_difference))
    path, name = f"conditions.{condition.id}", w.phrases.text(condition.label)
    return item("shared-condition", path, name, condition.place, aspects, lambda: w.sentence(condition.when))


def _any_difference(before: Node | None, after: Node | None, facts: Facts) -> Burden:
    found = compared(before, after, facts)
    return "heavier" if found is None or found.only_first or found.only_second else "same"
