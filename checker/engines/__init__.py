"""The engines that evaluate condition trees. All have one face (`Engine`) and must agree on every case of tests/conformance.

In: a `RuleSet` (names -> condition trees over declared facts) and, per check, normalised values. Out: one `Truth` per name.
The surprising thing: everything the verdict needs is put as a named rule, also "this paper is missing": document states enter
as extra boolean facts whose ids begin with `doc.`, so no engine knows what a material is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Protocol

from checker.conditions.facts import Fact
from checker.conditions.tree import Node, Scalar
from checker.finding import Place

__all__ = ["Engine", "Program", "RuleSet", "Truth", "Value", "Values"]

Value = Scalar | tuple[str, ...]
Values = Mapping[str, Value]
"""Normalised facts: id -> value. A fact that is absent from the mapping was not given. `choices` are tuples of option ids."""


class Truth(IntEnum):
    """Kleene's three values; the numbers are those of the durable record (0 false, 1 unknown, 2 true)."""

    FALSE = 0
    UNKNOWN = 1
    TRUE = 2


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Named conditions over declared facts. `places` point at each rule's YAML for messages about limits."""

    name: str
    rules: Mapping[str, Node]
    facts: Mapping[str, Fact]
    places: Mapping[str, Place]


class Program(Protocol):
    """A compiled rule set. `evaluate` is pure: the same values give the same answer."""

    def evaluate(self, values: Values) -> Mapping[str, Truth]:
        """The truth of every rule on these values."""
        ...


class Engine(Protocol):
    """Turns rule sets into programs; `name` goes into the verdict's list of engines that ran."""

    @property
    def name(self) -> str:
        """`compiled` or `durable`."""
        ...

    def compile(self, rules: RuleSet) -> Program:
        """Compile once per matter edition; keep the program."""
        ...
