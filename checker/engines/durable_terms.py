"""From a three-valued condition tree to two-valued alternatives that a rule engine without "unknown" can
match.

In: a condition tree. Out: for "definitely true" and "definitely false" the shorter of two lists of
alternatives (`Reading`).
The surprising thing: a list may describe the *opposite*. "All of ten groups of three" has 59,049 ways to hold
but only ten ways not to; so the engine looks for those ten, and their absence is the answer
(`holds_when_none_fires`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from checker.conditions.tree import All, AnyOf, Node, Not
from checker.engines import Truth
from checker.engines.durable_atoms import Atom

__all__ = ["TERM_LIMIT", "Probe", "Question", "Reading", "Term", "alternatives", "reading"]

Question = Literal["true", "false", "not_true", "not_false"]
"""What is asked of a tree or an atom: definitely true (2), definitely false (0), not definitely true (0 or
1), possible (1 or 2)."""

TERM_LIMIT = 40
"""More alternatives than this are refused: measured conditions need 15 at most, and AND of n ORs grows like
2^n."""

_CEILING = 200  # while multiplying out; absorption may still bring a list of up to 200 below TERM_LIMIT

_OPPOSITE: dict[Question, Question] = {
    "true": "not_true", "not_true": "true", "false": "not_false", "not_false": "false",
}  # fmt: skip
_UNDER_NOT: dict[Question, Question] = {
    "true": "false", "false": "true", "not_true": "not_false", "not_false": "not_true",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Probe:
    """One test on one field of the engine's record."""

    atom: Atom
    question: Question

    def passes(self, truth: Truth) -> bool:
        """Whether an atom of this truth answers the question with yes."""
        match self.question:
            case "true":
                return truth is Truth.TRUE
            case "false":
                return truth is Truth.FALSE
            case "not_true":
                return truth is not Truth.TRUE
            case "not_false":
                return truth is not Truth.FALSE


Term = frozenset[Probe]
"""One alternative: all its probes pass. The empty term always holds."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How the engine answers one question: it fires when one of `terms` holds."""

    terms: tuple[Term, ...]
    holds_when_none_fires: bool


def reading(node: Node, question: Literal["true", "false"]) -> Reading | None:
    """The shorter way to ask, as such or through the opposite; None when both need more than TERM_LIMIT
    alternatives."""
    straight = alternatives(node, question)
    around = alternatives(node, _OPPOSITE[question])
    choices = [
        Reading(terms, inverted)
        for terms, inverted in ((straight, False), (around, True))
        if terms is not None and len(terms) <= TERM_LIMIT
    ]
    return min(choices, key=lambda choice: len(choice.terms), default=None)


def alternatives(node: Node, question: Question) -> tuple[Term, ...] | None:
    """All shortest alternatives that answer `question` with yes, none implied by another; None when there are
    too many."""
    match node:
        case Not(child):
            return alternatives(child, _UNDER_NOT[question])
        case All(children):
            joined = question in ("true", "not_false")
        case AnyOf(children):
            joined = question in ("false", "not_true")
        case _:
            return (frozenset((Probe(node, question),)),)
    return _every(children, question) if joined else _either(children, question)


def _either(children: Iterable[Node], question: Question) -> tuple[Term, ...] | None:
    found: list[Term] = []
    for child in children:
        terms = alternatives(child, question)
        if terms is None:
            return None
        found.extend(terms)
    return _shortest(found)


def _every(children: Iterable[Node], question: Question) -> tuple[Term, ...] | None:
    product: tuple[Term, ...] | None = (frozenset(),)
    for child in children:
        terms = alternatives(child, question)
        if terms is None or product is None:
            return None
        product = _shortest([left | right for left in product for right in terms if _possible(left | right)])
    return product


def _possible(term: Term) -> bool:
    """Whether one submission can pass all probes: the same atom is never true and false at once."""
    certain = [probe.atom for probe in term if probe.question in ("true", "false")]
    return len(certain) == len(set(certain))


def _shortest(terms: list[Term]) -> tuple[Term, ...] | None:
    """Drop every alternative that contains another one; keep the order of the file."""
    distinct = list(dict.fromkeys(terms))
    if len(distinct) > _CEILING * 4:
        return None
    kept = [term for term in distinct if not any(other < term for other in distinct)]
    return tuple(kept) if len(kept) <= _CEILING else None
