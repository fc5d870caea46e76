"""One comparison on one submission: false, unknown or true.

In: an atom of a condition (Compare, OneOf, Known) and normalised values. Out: its `Truth`.
The surprising thing: `compiled` has its own implementation of the same table and must not share this one: the
two engines check each other only as far as they are written apart. Values of kinds that cannot be compared
are a fault, not "false".
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from checker.conditions.tree import Compare, FactRef, Known, OneOf, Operator
from checker.engines import Truth, Value, Values
from checker.engines.fault import EngineFault
from checker.finding import Text

__all__ = ["Atom", "atom_truth"]

Atom = Compare | OneOf | Known
Family = Literal["truth", "number", "date", "text", "choices"]

_ORDER: Mapping[Operator, Callable[[Any, Any], bool]] = {
    "at_least": operator.ge,
    "more_than": operator.gt,
    "after": operator.gt,  # strict, in whole days
    "at_most": operator.le,
    "less_than": operator.lt,
    "before": operator.lt,
}


def atom_truth(atom: Atom, values: Values) -> Truth:
    """The truth of one atom. A fact that was not given makes a comparison unknown, never false; `Known` is
    two-valued."""
    if isinstance(atom, Known):
        return _two_valued((atom.fact in values) == atom.given)
    actual = values.get(atom.fact)
    if actual is None:
        return Truth.UNKNOWN
    if isinstance(atom, OneOf):
        return _two_valued(_is_one_of(atom, actual))
    if not isinstance(atom.operand, FactRef):
        return _two_valued(_holds(atom, actual, atom.operand))
    other = values.get(atom.operand.fact)
    return Truth.UNKNOWN if other is None else _two_valued(_holds(atom, actual, other))


def _two_valued(holds: bool) -> Truth:
    return Truth.TRUE if holds else Truth.FALSE


def _is_one_of(atom: OneOf, actual: Value) -> bool:
    if isinstance(actual, tuple):  # `choices`: at least one option was ticked
        return any(option in actual for option in atom.options)
    for option in atom.options:
        _same_family(atom.fact, actual, option)
    return actual in atom.options


def _holds(atom: Compare, actual: Value, operand: Value) -> bool:
    if atom.operator == "includes":
        if not isinstance(actual, tuple):
            raise _not_comparable(atom.fact)
        return operand in actual
    family = _same_family(atom.fact, actual, operand)
    if atom.operator == "is":
        return actual == operand
    if family not in ("number", "date"):  # only these have an order; Python would order text too
        raise _not_comparable(atom.fact)
    return bool(_ORDER[atom.operator](actual, operand))


def _family(fact: str, value: Value) -> Family:
    match value:
        case bool():  # before int: Python's True is an int
            return "truth"
        case int() | Decimal():
            return "number"
        case date():
            return "date"
        case str():
            return "text"
        case tuple():
            return "choices"
        case _:
            raise _not_comparable(fact)


def _same_family(fact: str, actual: Value, operand: Value) -> Family:
    family = _family(fact, actual)
    if _family(fact, operand) != family:
        raise _not_comparable(fact)
    return family


def _not_comparable(fact: str) -> EngineFault:
    return EngineFault(
        "durable",
        Text(
            zh=f"情形 {fact} 的值与规则要比较的内容不是同一类",
            en=f"the value of {fact} is not of the kind that the rule compares it with",
        ),
    )
