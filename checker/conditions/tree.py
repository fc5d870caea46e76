"""The condition tree: six kinds of node, frozen, hashable, with no text of their own.

In: built by parse.py from a `when:` block (named conditions are resolved there, so a tree is closed). Out: read by every engine,
by the explainer and by the simplifier.
The surprising thing: `is_not`, `less_than`, `at_most` and friends are not nodes; they are operators of Compare, and several
operators on one fact become an All. Equality is the operator "is". A `not` holds exactly one child.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

__all__ = [
    "All",
    "AnyOf",
    "Compare",
    "FactRef",
    "Known",
    "Node",
    "Not",
    "OneOf",
    "Operator",
    "Scalar",
    "facts_of",
    "walk",
]

Scalar = bool | int | Decimal | date | str
Operator = Literal["is", "at_least", "more_than", "at_most", "less_than", "before", "after", "includes"]


@dataclass(frozen=True, slots=True)
class FactRef:
    """The right-hand side of a comparison with another fact: `{at_least: {fact: x.y}}`."""

    fact: str


@dataclass(frozen=True, slots=True)
class All:
    """Every child holds (且)."""

    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one child holds (或)."""

    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The child does not hold (非); unknown stays unknown."""

    child: Node


@dataclass(frozen=True, slots=True)
class Compare:
    """One fact against a constant or another fact. `includes` asks a `choices` fact for one option."""

    fact: str
    operator: Operator
    operand: Scalar | FactRef


@dataclass(frozen=True, slots=True)
class OneOf:
    """The fact equals one of these constants (or, for `choices`, contains at least one of them)."""

    fact: str
    options: tuple[Scalar, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """The fact was given (`given=True`) or was not. Two-valued on a finished submission, unknown in an interview until asked."""

    fact: str
    given: bool = True


Node = All | AnyOf | Not | Compare | OneOf | Known


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it, parents first."""
    stack = [node]
    while stack:
        current = stack.pop()
        yield current
        if isinstance(current, (Compare, OneOf, Known)):  # first, because most nodes are leaves
            continue
        if isinstance(current, Not):
            stack.append(current.child)
        else:
            stack.extend(reversed(current.children))


def facts_of(node: Node) -> tuple[str, ...]:
    """The ids of all facts that the tree reads, in order of first appearance, each once."""
    found: dict[str, None] = {}
    for part in walk(node):
        if isinstance(part, (Compare, OneOf, Known)):
            found.setdefault(part.fact)
            if isinstance(part, Compare) and isinstance(part.operand, FactRef):
                found.setdefault(part.operand.fact)
    return tuple(found)
