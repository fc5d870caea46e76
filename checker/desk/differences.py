"""Two lists of items -> what changed, each change in one sentence with its weight for the applicant.

In: the items of an edition before and after (or of an office's list, or of what all matters share). Out: `Change`s in
the order of the file.
The surprising thing: a change has a kind that says what happened (limit-shortened, fee-raised, condition-rewritten),
so that a script need not read the sentence, and a path of ids, so that it stays the same when somebody inserts a line
above.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from checker.conditions.tree import All, AnyOf, Compare, Known, Not, OneOf
from checker.desk.items import Aspect, Item, Key, Writer
from checker.desk.weights import Burden, opposite
from checker.durations import Duration, exceeds
from checker.finding import Place

__all__ = ["Change", "compare_items"]

_NODES = (All, AnyOf, Compare, Known, Not, OneOf)
_QUIET = ("competence-table",)
"""Kinds that are no thing of their own: they are never added or dropped, only changed."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference in meaning. `before` and `after` are in words; None: it was not there.

    `matters` are those that a change in a shared file reaches; `office` the division whose list it is.
    """

    matter: str
    edition: str
    kind: str
    path: str
    before: str | None
    after: str | None
    text: str
    place_before: Place | None
    place_after: Place | None
    burden: Burden
    office: str = ""
    matters: tuple[str, ...] = ()
    item: str = ""
    """What changed, without the values: the middle column of a table."""

    def at(self, matter: str, edition: str, office: str = "") -> Change:
        """The change, told of this edition."""
        return replace(self, matter=matter, edition=edition, office=office)


def compare_items(
    before: Mapping[Key, Item], after: Mapping[Key, Item], was: Writer, now: Writer
) -> Iterator[Change]:
    """What changed. `was` and `now` write for the two sides, whose registers may differ."""
    for key in dict.fromkeys((*after, *before)):
        old, new = before.get(key), after.get(key)
        if old is None or new is None:
            if new is not None and new.kind not in _QUIET:
                yield _whole(new, "added", now)
            elif old is not None and old.kind not in _QUIET:
                yield _whole(old, "dropped", was)
            continue
        for path in dict.fromkeys((*new.aspects, *old.aspects)):
            a, b = old.aspects.get(path), new.aspects.get(path)
            if _differ(a, b) and not _told_elsewhere(path, old, new):
                yield _changed(old, new, a, b, now)


def _differ(before: Aspect | None, after: Aspect | None) -> bool:
    first, second = before.value if before else None, after.value if after else None
    if first == second or (_empty(first) and _empty(second)):
        return False
    one = before or after
    if one and one.sequence and isinstance(first, tuple) and isinstance(second, tuple):
        return sorted(first) == sorted(second)  # the same entries, in another order
    return True


def _empty(value: object) -> bool:
    return value is None or value == "" or value == () or value == frozenset() or value == {}


def _told_elsewhere(path: str, old: Item, new: Item) -> bool:
    """The form of a paper that is no longer, or only now, one of the ways: the change of the ways says it."""
    return new.kind == "material" and path.partition(".")[0] in (_ways(old) ^ _ways(new))


def _ways(item: Item) -> frozenset[str]:
    aspect = item.aspects.get("one_of")
    return aspect.value if aspect and isinstance(aspect.value, frozenset) else frozenset()


def _whole(item: Item, what: str, writer: Writer) -> Change:
    gist, thing = item.gist(), _thing(item, writer)
    said = writer.say(what, thing=thing, gist=gist) if gist else writer.say(f"{what}.plain", thing=thing)
    there = gist or thing
    added = what == "added"
    return Change(
        "", "", f"{item.kind}-{what}", item.path,
        None if added else there, there if added else None, said,
        None if added else item.place, item.place if added else None,
        item.added if added else opposite(item.added), item=thing,
    )  # fmt: skip


def _changed(old: Item, new: Item, a: Aspect | None, b: Aspect | None, writer: Writer) -> Change:
    one = b or a
    assert one is not None  # one of them is there, else nothing differs
    first, second = a.value if a else None, b.value if b else None
    before, after = a.say() if a else "", b.say() if b else ""
    verb = _verb(one, first, second)
    thing = _thing(new, writer)
    aspect = writer.say(f"aspect.{one.name}")
    key = "gained" if after else "lost"
    if before and after:
        key = "changed" if before != after else "changed.alike"
    how = {"shortened", "lengthened", "raised", "lowered"} & {verb}
    said = writer.say(
        "changed.how" if how and key == "changed" else key,
        **_fields(key, thing, aspect, before, after),
        **({"verb": writer.say(f"verb.{verb}")} if how and key == "changed" else {}),
    )
    return Change(
        "", "", _kind(new.kind, one.name, verb), _path(new, old, one), before or None, after or None, said,
        old.place, new.place, one.weigh(first, second, writer.facts), item=writer.say("item", thing=thing, aspect=aspect),
    )  # fmt: skip


def _fields(key: str, thing: str, aspect: str, before: str, after: str) -> dict[str, str]:
    fields = {"thing": thing, "aspect": aspect}
    if key in ("changed", "lost"):
        fields["before"] = before
    if key in ("changed", "gained"):
        fields["after"] = after
    return fields


def _verb(aspect: Aspect, first: object, second: object) -> str:
    """What happened to the value."""
    if isinstance(first, Duration) and isinstance(second, Duration):
        longer, shorter = exceeds(second, first), exceeds(first, second)
        return (
            "lengthened"
            if longer != "no" and shorter == "no"
            else "shortened"
            if shorter != "no" and longer == "no"
            else "changed"
        )
    if aspect.name == "amount" and isinstance(first, Decimal) and isinstance(second, Decimal):
        return "raised" if second > first else "lowered"
    return "rewritten" if isinstance(first, _NODES) or isinstance(second, _NODES) else "changed"


def _kind(kind: str, aspect: str, verb: str) -> str:
    if aspect == "name":
        return "name-changed"
    if kind in ("fees", "competence-table"):
        kind = {"fees": "fee", "competence-table": "competence"}[kind]
    # only limits are shortened; another time (a paper's age) changes
    if verb in ("shortened", "lengthened") and kind not in ("limit", "validity"):
        verb = "changed"
    return f"{kind}-{verb}"


def _path(new: Item, old: Item, aspect: Aspect) -> str:
    path = aspect.path
    head, _, rest = path.partition(".")
    # a paper without alternatives: its material need not be named
    if new.kind == "material" and len(_ways(old)) == len(_ways(new)) == 1:
        path = "material" if path == "one_of" else rest if head in _ways(new) else path
    return f"{new.path}.{path}" if new.path else path


def _thing(item: Item, writer: Writer) -> str:
    name = item.name()
    kind = writer.say(f"kind.{item.kind}")
    return writer.say("thing", kind=kind, name=name) if name else kind
