"""Condition trees -> the node table that the browser engine evaluates.

In: trees, one after the other. Out: rows such as `["at_least", "premises.area", "100"]` or `["all", 3, 7]`, children before
their parents, every different node once; a tree is named by the number of its row.
The surprising thing: equal nodes share a row, so two conditions are the same exactly when their numbers are the same; the
simplifier in the browser needs no comparison of trees.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from checker.conditions.tree import All, AnyOf, Compare, FactRef, Known, Node, Not, OneOf, Scalar

__all__ = ["Nodes", "Plain"]

Plain = str | int | bool | list["Plain"] | dict[str, "Plain"] | None
"""What JSON can say, numbers with a point left out: they are written as text."""


@dataclass(slots=True)
class Nodes:
    """The table while it grows."""

    rows: list[list[Plain]] = field(default_factory=list)
    known: dict[Node, int] = field(default_factory=dict)

    def add(self, node: Node) -> int:
        """The number of this tree's row; its rows are added when they are not there yet."""
        found = self.known.get(node)
        if found is None:
            row = self._row(node)
            found = self.known[node] = len(self.rows)
            self.rows.append(row)
        return found

    def _row(self, node: Node) -> list[Plain]:
        match node:
            case All(children):
                return ["all", *(self.add(child) for child in children)]
            case AnyOf(children):
                return ["any", *(self.add(child) for child in children)]
            case Not(child):
                return ["not", self.add(child)]
            case Known(fact, given):
                return ["known", fact, given]
            case OneOf(fact, options):
                return ["one_of", fact, [_constant(option) for option in options]]
            case Compare(fact, operator, FactRef(other)):
                return [operator, fact, {"fact": other}]
            case Compare(fact, operator, constant):
                return [operator, fact, _constant(constant)]


def _constant(value: Scalar | FactRef) -> Plain:
    """A constant as an applicant would write it: the browser reads it with the same rules as an answer."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, FactRef):
        raise TypeError(value)  # _row has taken it
    return value
