"""A condition tree and what is known so far -> the part of the tree that can still change, or its truth.

In: a tree, normalised values, and in an interview the facts that were asked without an answer. Out: a smaller
tree or a `Truth`; `open_facts` counts in how many trees each fact can still matter: the order of the questions.
The surprising thing: "asked, no answer" is not "not asked yet". A comparison with an unanswered fact stays
unknown for ever, so it cannot be dropped from an `all` (it forbids TRUE), but it is no reason to ask anything.
The truth under every completion is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from types import MappingProxyType

from checker.conditions.tree import All, AnyOf, Compare, FactRef, Known, Node, Not, OneOf, walk
from checker.engines import Truth, Values
from checker.engines.compiled import evaluator

__all__ = ["open_facts", "simplify"]

_NOTHING: Values = MappingProxyType({})
_NOBODY: frozenset[str] = frozenset()


def simplify(node: Node, values: Values, asked: Set[str] = _NOBODY) -> Node | Truth:
    """What is left of `node` once `values` are put in. `asked` facts without a value will never get one."""
    rest = _reduce(node, values, asked)
    if isinstance(rest, Truth) or _can_change(rest, values, asked):
        return rest
    return Truth.UNKNOWN


def open_facts(nodes: Iterable[Node], values: Values = _NOTHING, asked: Set[str] = _NOBODY) -> dict[str, int]:
    """Fact -> number of these trees in which its value can still matter, in order of first appearance."""
    counts: dict[str, int] = {}
    for node in nodes:
        for fact in dict.fromkeys(_open_facts_of(node, values, asked)):
            counts[fact] = counts.get(fact, 0) + 1
    return counts


def _reduce(node: Node, values: Values, asked: Set[str]) -> Node | Truth:
    match node:
        case Known(fact):
            return evaluator(node)(values) if fact in values or fact in asked else node
        case Compare() | OneOf():
            return evaluator(node)(values) if all(fact in values for fact in _facts(node)) else node
        case Not(child):
            rest = _reduce(child, values, asked)
            return Truth(Truth.TRUE - rest) if isinstance(rest, Truth) else Not(rest)
        case All(children):
            return _combine(All, children, Truth.FALSE, values, asked)
        case AnyOf(children):
            return _combine(AnyOf, children, Truth.TRUE, values, asked)


def _combine(
    group: type[All] | type[AnyOf],
    children: tuple[Node, ...],
    decisive: Truth,
    values: Values,
    asked: Set[str],
) -> Node | Truth:
    kept: dict[Node, None] = {}
    stuck = False  # one child that stays unknown says as much as ten
    for child in children:
        rest = _reduce(child, values, asked)
        if isinstance(rest, Truth):
            if rest is decisive:
                return decisive
        elif _can_change(rest, values, asked):
            kept.setdefault(rest)
        elif not stuck:
            stuck = True
            kept.setdefault(rest)
    if not kept:
        return Truth(Truth.TRUE - decisive)
    return next(iter(kept)) if len(kept) == 1 else group(tuple(kept))


def _can_change(node: Node, values: Values, asked: Set[str]) -> bool:
    return next(_open_facts_of(node, values, asked), None) is not None


def _open_facts_of(node: Node, values: Values, asked: Set[str]) -> Iterator[str]:
    for atom in walk(node):
        if isinstance(atom, Compare | OneOf | Known):
            missing = [fact for fact in _facts(atom) if fact not in values]
            if not any(fact in asked for fact in missing):
                yield from missing


def _facts(atom: Compare | OneOf | Known) -> tuple[str, ...]:
    if isinstance(atom, Compare) and isinstance(atom.operand, FactRef):
        return (atom.fact, atom.operand.fact)
    return (atom.fact,)
