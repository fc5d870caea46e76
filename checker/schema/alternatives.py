"""Alternatives: which branch of a failed `oneOf` or `anyOf` was meant, and what to say when that cannot be known.

In: a fault with the faults of all branches. Out: the faults of the branch that fits best; or findings about the choice itself.
The surprising thing: the fewest faults do not win. A branch that wants another type is out; then the field that tells the
branches apart (`kind: x`) decides; only then the missing and unknown fields are counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from checker.finding import Finding, Text
from checker.schema import sentences as say
from checker.schema.codes import misfit
from checker.schema.fault import Branch, Fault, View, follow_pattern, given
from checker.schema.library import extra_keys
from checker.schema.values import choice_finding, form_finding, other, type_finding

__all__ = ["no_alternative", "settle"]

_VALUES = frozenset({"const", "enum"})
_FORMS = _VALUES | {"pattern"}


def settle(fault: Fault) -> Iterator[Fault]:
    """The faults to tell in place of `fault`: those of the branch that was meant, or `fault` itself."""
    fitting = [branch for branch in fault.branches if not _wants_other_type(branch)]
    if not fitting or _only_missing_fields(fitting) or _only_forms(fault, fitting):
        yield fault
    else:
        for inner in min(fitting, key=_distance):
            yield from settle(inner)


def _wants_other_type(branch: Branch) -> bool:
    """Whether the branch is about another type of value altogether."""
    for inner in branch:
        if not inner.steps:
            if inner.keyword == "type" or (
                inner.keyword in _VALUES and isinstance(inner.value, (dict, list))
            ):
                return True
            if inner.branches and all(_wants_other_type(deeper) for deeper in inner.branches):
                return True
    return False


def _only_missing_fields(fitting: list[Branch]) -> bool:
    """`oneOf: [{required: [a]}, {required: [b]}]`: no branch is nearer than another."""
    inner = [each for branch in fitting for each in branch]
    return len(fitting) > 1 and all(each.keyword == "required" and not each.steps for each in inner)


def _only_forms(fault: Fault, fitting: list[Branch]) -> bool:
    """A single value that is none of the choices and of no allowed form: all of them have to be told together."""
    leaves = [leaf for branch in fitting for each in branch for leaf in _leaves(each)]
    return not isinstance(fault.value, (dict, list)) and all(leaf.keyword in _FORMS for leaf in leaves)


def _distance(branch: Branch) -> tuple[int, int, int]:
    tells_apart = sum(inner.keyword in _VALUES and len(inner.steps) == 1 for inner in branch)
    fields = 0
    for inner in branch:
        if not inner.steps:
            unknown = inner.keyword == "additionalProperties"
            fields += len(extra_keys(inner.schema, inner.value)) if unknown else 1
    return tells_apart, fields, len(branch)


def _leaves(fault: Fault) -> Iterator[Fault]:
    """The faults about this same value in all branches, branches of branches included."""
    if not fault.branches:
        yield fault
    for branch in fault.branches:
        for inner in branch:
            if not inner.steps:
                yield from _leaves(inner)


def no_alternative(view: View, fault: Fault) -> Iterator[Finding]:
    """No branch of `oneOf` or `anyOf` fits, and none stands out; or more than one of `oneOf` fits."""
    if not fault.branches:
        yield _too_many(view, fault)
        return
    leaves = list(_leaves(fault))
    missing = [name for leaf in leaves if leaf.keyword == "required" for name in leaf.wanted]
    choices = [choice for leaf in leaves for choice in _choices(leaf)]
    forms = [view.hint(leaf) or follow_pattern(leaf) for leaf in leaves if leaf.keyword == "pattern"]
    types = [
        name for leaf in leaves if leaf.keyword == "type" for name in _names(leaf.wanted) if name in say.TYPES
    ]
    others = say.one_of(say.TYPES[name] for name in types)
    instead = Text(f"也可以是{others.zh}。", f"It can also be {others.en}.") if types else None
    if missing:
        yield _one_field_of(view, fault, missing)
    elif choices and not isinstance(fault.value, (dict, list)):
        yield choice_finding(view, fault, choices, tuple(each for each in (*forms, instead) if each))
    elif forms:
        yield form_finding(view, fault, say.plus(forms[0], *forms[1:], instead))
    elif types:
        yield type_finding(view, fault, types)
    else:
        yield other(view, fault)


def _one_field_of(view: View, fault: Fault, names: list[str]) -> Finding:
    pointer = fault.pointer
    inside, fields = view.inside(pointer), say.listed(list(dict.fromkeys(names)))
    return misfit(
        "F12", view.source.place(pointer),
        Text(f"{inside.zh}{fields.zh} 中必须写一个", f"{inside.en}one of {fields.en} must be given"),
        Text("补上其中一个。", "Add one of them."),
    )  # fmt: skip


def _too_many(view: View, fault: Fault) -> Finding:
    pointer = fault.pointer
    names = list(dict.fromkeys(name for branch in fault.wanted for name in given(branch, fault.value)))
    if len(names) < 2:
        return other(view, fault)
    places = [view.source.key_place((*pointer, name)) for name in names]
    fields, inside = say.listed(names), view.inside(pointer)
    return misfit(
        "F12", max(places),
        Text(f"{inside.zh}{fields.zh} 只能写一个", f"{inside.en}only one of {fields.en} can be given"),
        Text("留下一个，删掉其余的。", "Keep one and delete the rest."),
        (min(places),),
    )  # fmt: skip


def _names(value: object) -> list[str]:
    return [name for name in (value if isinstance(value, list) else [value]) if isinstance(name, str)]


def _choices(fault: Fault) -> list[Any]:
    if fault.keyword == "const":
        return [fault.wanted]
    return list(fault.wanted) if fault.keyword == "enum" else []
