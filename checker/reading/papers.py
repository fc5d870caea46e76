"""The material list of an edition: requirements, their alternative forms, and the shared groups of rules/requirements.yaml.

In: the `materials:` list. Out: MaterialRequirements with the library's Material in them.
The surprising thing: `{id: agent, use: agent}` expands into several requirements whose ids are
`agent.power-of-attorney` and so on, and the group's own condition is joined to each.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from checker.conditions.tree import All, Node
from checker.finding import Finding, Place, Text
from checker.model.edition import Form, Holder, MaterialRequirement, MayFollow, Promise
from checker.model.parts import Verified
from checker.model.registers import Material
from checker.reading.reader import EPOCH, Reader, unknown_id

__all__ = ["both", "read_materials"]

_UNKNOWN = Verified("knowledge", EPOCH)


def both(first: Node | None, second: Node | None) -> Node | None:
    """The condition that holds when both do; None stands for "always"."""
    if first is None or second is None:
        return first or second
    return All((first, second))


def read_materials(
    reader: Reader, library: Mapping[str, Material], groups: Mapping[str, tuple[MaterialRequirement, ...]]
) -> tuple[MaterialRequirement, ...]:
    """The requirements in the order of the file, shared groups expanded where they stand."""
    found: list[MaterialRequirement] = []
    for item in reader.children("materials"):
        if item.has("use"):
            found.extend(_shared(item, groups))
        else:
            found.append(_requirement(item, library))
    return tuple(found)


def _shared(
    item: Reader, groups: Mapping[str, tuple[MaterialRequirement, ...]]
) -> Iterator[MaterialRequirement]:
    name = item.string("use")
    if name not in groups:
        what = Text("共用材料要求", "shared requirement")
        item.context.findings.append(unknown_id(item.place("use"), name, tuple(groups), what))
        return
    own = item.condition("when")
    for requirement in groups[name]:
        identity = f"{item.string('id')}.{requirement.id}"
        yield replace(requirement, id=identity, when=both(own, requirement.when), place=item.place())


def _requirement(item: Reader, library: Mapping[str, Material]) -> MaterialRequirement:
    alternatives = tuple(_form(form, library) for form in item.children("one_of"))
    forms = alternatives or (_form(item, library),)
    follow = item.child("may_follow")
    promise = item.child("promise")
    due = follow.duration("due") if follow else None
    return MaterialRequirement(
        id=item.string("id"),
        forms=forms,
        count=item.integer("count", 1),
        when=item.condition("when"),
        may_follow=MayFollow(due, follow.basis()) if follow and due else None,
        promise=_promise(promise) if promise else None,
        fill=item.text("fill"),
        standard=item.text("standard"),
        basis=item.basis(),
        verified=item.verified(),
        place=item.place(),
    )


def _promise(item: Reader) -> Promise:
    return Promise(
        item.condition("when"), item.must_text("liability"), item.must_text("later_check"), item.basis()
    )


def _form(item: Reader, library: Mapping[str, Material]) -> Form:
    name = item.string("material")
    material = library.get(name)
    if material is None:
        if name:
            what = Text("材料", "material")
            item.context.findings.append(unknown_id(item.place("material"), name, tuple(library), what))
        material = Material(name, Text(name, name), "other", "", "", (), (), False, _UNKNOWN, item.place())
    spots = frozenset(item.strings("on_the_spot"))
    _spots_fit(item, spots)
    return Form(
        material=material,
        name=item.text("name"),
        originals=item.integer("originals"),
        copies=item.integer("copies"),
        check_only=item.flag("check_only"),
        electronic=item.flag("electronic"),
        signed=item.flag("signed"),
        sealed=item.flag("sealed"),
        on_the_spot=spots,
        valid_on_receipt=item.string("valid_on") == "received",
        issued_within=item.duration("issued_within"),
        format=item.text("format"),
        holders=tuple(
            Holder(holder.string("id"), holder.must_text("label")) for holder in item.children("holders")
        ),
        shared_data=item.flag("shared_data"),
        place=item.place(),
    )


def _spots_fit(item: Reader, spots: frozenset[str]) -> None:
    """A defect can be mended on the spot only where the paper is asked for that feature at all."""
    for spot in sorted(spots & {"signed", "sealed"}):
        if not item.flag(spot):
            item.context.findings.append(_unasked(item.place("on_the_spot"), spot))


def _unasked(place: Place, spot: str) -> Finding:
    return Finding(
        "R03",
        "on-the-spot-without-demand",
        "error",
        place,
        Text(
            f"`on_the_spot` 写了 `{spot}`，但这份材料没有要求 `{spot}: true`",
            f"`on_the_spot` names `{spot}`, but the paper is not asked to be `{spot}`",
        ),
        Text(
            f"加上 `{spot}: true`，或者从 `on_the_spot` 中去掉",
            f"add `{spot}: true`, or take it out of `on_the_spot`",
        ),
    )
