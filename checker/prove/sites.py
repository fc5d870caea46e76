"""Every condition of an edition, with what it is called and where it stands.

In: an Edition and its Source. Out: `Site`s in the order of the file. The surprising thing: the rulebook holds fewer trees than
this. The `when` of an extension or of a step decides nothing about the verdict, but an author wrote it and expects it to
hold for somebody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from checker.conditions.tree import AnyOf, Node
from checker.finding import Place, Text
from checker.model.edition import Edition, FeeItem, Reduction
from checker.source import Pointer, Source

__all__ = ["Locate", "Reach", "Site", "locator", "sites"]

Reach = Literal["everybody", "applicants", "granted"]
"""Among whom a condition ought to hold for somebody: all who ask, those who need this from this office, those who get it."""
Locate = Callable[..., Place]


@dataclass(frozen=True, slots=True)
class Site:
    """One condition. `within` are the conditions of what it belongs to: it only matters where they all hold."""

    what: Text
    node: Node
    place: Place
    reach: Reach = "everybody"
    within: tuple[Node, ...] = ()
    owner: Place | None = None


def locator(source: Source | None) -> Locate:
    """`at(place, *keys)`: where the value at `keys` stands below the item that begins at `place`."""
    pointers = {found: pointer for pointer, found in source.positions.items()} if source else {}

    def at(place: Place, *keys: str | int) -> Place:
        pointer: Pointer | None = pointers.get((place.line, place.column))
        if source is None or pointer is None or place.path != source.path:
            return place
        return source.place((*pointer, *keys))

    return at


def sites(edition: Edition, at: Locate) -> Iterator[Site]:
    """All conditions, in the order of the file."""
    for exempt in edition.not_required_when:
        yield Site(_named("不需要办理的情形", "exemption", exempt.id), exempt.when, at(exempt.place, "when"))
    for line in edition.competence:
        if line.when:
            yield Site(_named("管辖", "competence line", line.id), line.when, at(line.place, "when"))
    for need in edition.requirements:
        yield Site(_named("条件", "condition", need.id), need.when, at(need.place, "when"))
        if need.only_if:
            what = _named("适用条件的前提", "the `only_if` of condition", need.id)
            yield Site(what, need.only_if, at(need.place, "only_if"), "applicants")
    yield from _papers(edition, at)
    yield from _limits(edition, at)
    yield from _fees(edition, at)
    for step in edition.flow.steps:
        if step.when:
            yield Site(_named("环节", "step", step.id), step.when, at(step.place, "when"), "applicants")
    yield from _results(edition, at)


def _papers(edition: Edition, at: Locate) -> Iterator[Site]:
    for paper in edition.materials:
        if paper.when:  # among whom it is needed has a proof of its own
            yield Site(_named("材料", "paper", paper.id), paper.when, at(paper.place, "when"))
        if paper.promise and paper.promise.when:
            what = _named("告知承诺，材料", "the promise for paper", paper.id)
            place = at(paper.place, "promise", "when")
            yield Site(what, paper.promise.when, place, "applicants", _given(paper.when), paper.place)


def _limits(edition: Edition, at: Locate) -> Iterator[Site]:
    for limit in edition.time_limits:
        if limit.when:
            yield Site(_named("时限", "limit", limit.id), limit.when, at(limit.place, "when"), "applicants")
        if limit.extension and limit.extension.when:
            what = _named("时限的延长，时限", "the extension of limit", limit.id)
            place = at(limit.place, "extension", "when")
            yield Site(what, limit.extension.when, place, "applicants", _given(limit.when), limit.place)
    for special in edition.special_procedures:
        if special.when:
            what = _named("特别程序", "special procedure", special.kind)
            yield Site(what, special.when, at(special.place, "when"), "applicants")


def _fees(edition: Edition, at: Locate) -> Iterator[Site]:
    for item in edition.fees.items:
        if item.when:
            yield Site(
                _named("收费项目", "fee item", item.id), item.when, at(item.place, "when"), "applicants"
            )
    for cut in edition.fees.reductions:
        items = [item for item in edition.fees.items if not cut.items or item.id in cut.items]
        what = _named("减免", "reduction", cut.id)
        yield Site(what, cut.when, at(cut.place, "when"), "applicants", _charged(items), _owner(cut, items))


def _charged(items: list[FeeItem]) -> tuple[Node, ...]:
    """At least one of the items is charged."""
    whens = [item.when for item in items if item.when]
    return (AnyOf(tuple(whens)),) if whens and len(whens) == len(items) else ()


def _owner(cut: Reduction, items: list[FeeItem]) -> Place:
    return items[0].place if items else cut.place


def _results(edition: Edition, at: Locate) -> Iterator[Site]:
    for index, row in enumerate(edition.result.validity):
        if row.when:
            what = _named("有效期", "validity row", str(index + 1))
            yield Site(what, row.when, at(edition.result.place, "validity", index, "when"), "granted")
    for item in edition.result.entitlements:
        yield Site(_named("待遇", "entitlement", item.id), item.when, at(item.place, "when"), "granted")


def _given(node: Node | None) -> tuple[Node, ...]:
    return () if node is None else (node,)


def _named(zh: str, en: str, identity: str) -> Text:
    return Text(f"{zh} `{identity}`", f"{en} `{identity}`")
