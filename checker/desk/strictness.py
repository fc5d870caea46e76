"""Which of two conditions is harder to meet: found by trying, not by guessing.

In: two condition trees and the facts they name. Out: whether some applicant meets the first and not the second, and
the reverse.
The surprising thing: trying is exact. Comparisons with constants cannot tell apart two values that lie between the
same constants, so one value of each interval, each option and yes and no are all there is to try. Too many
combinations: None, and the caller is careful.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import product

from checker.conditions.facts import Fact
from checker.conditions.tree import Compare, FactRef, Known, Node, OneOf, Scalar, facts_of, walk
from checker.engines import Truth, Value
from checker.engines.compiled import evaluator

__all__ = ["Compared", "compared"]

_MOST = 20_000
_OTHER = "\0"
"""A text that no catalogue names (control characters are refused)."""


@dataclass(frozen=True, slots=True)
class Compared:
    """`only_first`: somebody meets the first condition alone; `only_second`: the second alone. Neither: they mean the same."""

    only_first: bool
    only_second: bool


def compared(first: Node | None, second: Node | None, facts: Mapping[str, Fact]) -> Compared | None:
    """None as a condition holds always; None as an answer: too many cases to try."""
    trees = [node for node in (first, second) if node is not None]
    names = tuple(dict.fromkeys(name for node in trees for name in facts_of(node)))
    values = _values(trees, names, facts)
    total = 1
    for name in names:
        total *= len(values[name])
        if total > _MOST:
            return None
    left, right = (evaluator(node) if node is not None else None for node in (first, second))
    only_first = only_second = False
    for chosen in product(*(values[name] for name in names)):
        case = {name: value for name, value in zip(names, chosen, strict=True) if value is not None}
        a = left is None or left(case) is Truth.TRUE
        b = right is None or right(case) is Truth.TRUE
        only_first |= a and not b
        only_second |= b and not a
        if only_first and only_second:
            break
    return Compared(only_first, only_second)


def _values(
    trees: list[Node], names: tuple[str, ...], facts: Mapping[str, Fact]
) -> dict[str, list[Value | None]]:
    """What to try for each fact. Facts that are compared with each other share their constants."""
    constants: dict[str, set[Scalar]] = {name: set() for name in names}
    asked: set[str] = set()
    pairs: list[tuple[str, str]] = []
    for tree in trees:
        for part in walk(tree):
            match part:
                case Compare(fact, _, FactRef(other)):
                    pairs.append((fact, other))
                case Compare(fact, _, constant) if not isinstance(constant, FactRef):
                    constants[fact].add(constant)
                case OneOf(fact, options):
                    constants[fact].update(options)
                case Known(fact, _):
                    asked.add(fact)
                case _:
                    pass
    for _ in pairs:
        for one, other in pairs:
            shared = constants[one] | constants[other]
            constants[one] = constants[other] = shared
    paired = frozenset(name for pair in pairs for name in pair)
    return {
        name: [*_domain(facts.get(name), constants[name], name in paired), *([None] if name in asked else [])]
        for name in names
    }


def _domain(fact: Fact | None, constants: set[Scalar], paired: bool) -> Iterator[Value]:
    kind = fact.type if fact else "text"
    if kind == "boolean":
        yield from (True, False)
    elif kind == "choice":
        yield from (fact.option_ids if fact else ())
    elif kind == "choices":
        # which of the named options are chosen, and none of them
        named = [option for option in (fact.option_ids if fact else ()) if option in constants]
        for picks in product((False, True), repeat=min(len(named), 12)):
            yield tuple(option for option, picked in zip(named, picks, strict=False) if picked)
    elif kind in ("integer", "money", "decimal"):
        yield from _numbers(
            {each for each in constants if isinstance(each, int | Decimal)}, kind == "integer", paired
        )
    elif kind == "date":
        yield from _days({each for each in constants if isinstance(each, date)})
    else:
        yield from sorted(str(each) for each in constants)
        yield _OTHER
        if paired:
            yield _OTHER * 2


def _numbers(constants: set[int | Decimal], whole: bool, paired: bool) -> Iterator[Value]:
    """The constants, and a value below, between and above them; steps of one cent of a cent where numbers have places."""
    step = 1 if whole else Decimal("0.0001")
    found: set[int | Decimal] = set()
    for each in constants or {0}:
        found.update((each - step, each, each + step))
        if paired:
            found.update((each - 2 * step, each + 2 * step))
    yield from sorted(found)


def _days(constants: set[date]) -> Iterator[Value]:
    found: set[date] = set()
    for each in constants or {date(2000, 1, 1)}:
        found.add(each)
        found.update(
            each + timedelta(days=by)
            for by in (-2, -1, 1, 2)
            if date.min.toordinal() + 2 < each.toordinal() < date.max.toordinal() - 2
        )
    yield from sorted(found)
