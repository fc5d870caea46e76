"""The reference engine: a condition tree becomes nested Python closures over the normalised values.

In: a `RuleSet`, and per check a mapping of normalised values. Out: one `Truth` per rule; also `evaluator(node)` for
a single tree, which the explainer and the simplifier use.
The surprising thing: there is no null. A fact that is not a key of the mapping makes its comparison UNKNOWN before
anything is compared, and only `known` looks at presence itself (a finished submission: true or false).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import eq, ge, gt, le, lt
from typing import Any

from checker.conditions.tree import All, AnyOf, Compare, FactRef, Known, Node, Not, OneOf, Operator
from checker.engines import Engine, RuleSet, Truth, Values

__all__ = ["ENGINE", "Evaluator", "evaluator"]

Evaluator = Callable[[Values], Truth]

FALSE, UNKNOWN, TRUE = Truth.FALSE, Truth.UNKNOWN, Truth.TRUE
_OPPOSITE = (TRUE, UNKNOWN, FALSE)

# Any: the parser has made sure that both sides are of one family, so no comparison meets two kinds of value.
_COMPARISONS: Mapping[Operator, Callable[[Any, Any], bool]] = {
    "is": eq, "at_least": ge, "more_than": gt, "at_most": le, "less_than": lt, "before": lt, "after": gt,
    "includes": lambda chosen, option: option in chosen,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Program:
    rules: tuple[tuple[str, Evaluator], ...]

    def evaluate(self, values: Values) -> Mapping[str, Truth]:
        return {name: rule(values) for name, rule in self.rules}


@dataclass(frozen=True, slots=True)
class _Compiled:
    name: str = "compiled"

    def compile(self, rules: RuleSet) -> _Program:
        return _Program(tuple((name, evaluator(node)) for name, node in rules.rules.items()))


ENGINE: Engine = _Compiled()


def evaluator(node: Node) -> Evaluator:
    """The tree as one function from values to its truth."""
    match node:
        case Compare(fact, operator, FactRef(other)):
            return _against_fact(fact, _COMPARISONS[operator], other)
        case Compare(fact, operator, constant):
            return _against_constant(fact, _COMPARISONS[operator], constant)
        case OneOf(fact, options):
            return _one_of(fact, frozenset(options))
        case Known(fact, given):
            return _known(fact, given)
        case Not(child):
            return _not(evaluator(child))
        case All(children):
            return _fold(tuple(evaluator(child) for child in children), FALSE, TRUE)
        case AnyOf(children):
            return _fold(tuple(evaluator(child) for child in children), TRUE, FALSE)


def _against_constant(fact: str, holds: Callable[[Any, Any], bool], constant: object) -> Evaluator:
    def compare(values: Values) -> Truth:
        value = values.get(fact)
        if value is None:
            return UNKNOWN
        return TRUE if holds(value, constant) else FALSE

    return compare


def _against_fact(fact: str, holds: Callable[[Any, Any], bool], other: str) -> Evaluator:
    def compare(values: Values) -> Truth:
        left, right = values.get(fact), values.get(other)
        if left is None or right is None:
            return UNKNOWN
        return TRUE if holds(left, right) else FALSE

    return compare


def _one_of(fact: str, options: frozenset[object]) -> Evaluator:
    def contains(values: Values) -> Truth:
        value = values.get(fact)
        if value is None:
            return UNKNOWN
        found = not options.isdisjoint(value) if isinstance(value, tuple) else value in options
        return TRUE if found else FALSE

    return contains


def _known(fact: str, given: bool) -> Evaluator:
    def look(values: Values) -> Truth:
        return TRUE if (fact in values) is given else FALSE

    return look


def _not(child: Evaluator) -> Evaluator:
    def opposite(values: Values) -> Truth:
        return _OPPOSITE[child(values)]

    return opposite


def _fold(children: tuple[Evaluator, ...], decisive: Truth, otherwise: Truth) -> Evaluator:
    """Kleene's and/or: one `decisive` child settles it, else one unknown child leaves it open."""

    def fold(values: Values) -> Truth:
        result = otherwise
        for child in children:
            truth = child(values)
            if truth is decisive:
                return decisive
            if truth is UNKNOWN:
                result = UNKNOWN
        return result

    return fold
