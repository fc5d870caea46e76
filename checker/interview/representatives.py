"""A few answers that stand for all: the values of a fact between which the open conditions can tell apart.

In: condition trees, declared facts, the values known so far, the day of receipt. Out: for each fact still open, by the fact
that is asked (a derived fact stands under its date), values such that every possible answer behaves in these trees like one
of them.
The surprising thing: a fact that is compared with another open fact needs several values in each gap between the constants,
so that both "less" and "equal" and "more" can happen there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from datetime import MAXYEAR, MINYEAR, date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import combinations

from checker.conditions.facts import Fact
from checker.conditions.tree import Compare, FactRef, Known, Node, OneOf, walk
from checker.conditions.values import MAX_INTEGER_DIGITS, PLACES
from checker.derive import derived, source_of
from checker.engines import Value, Values

__all__ = ["Answer", "representatives"]

Answer = Value | None
"""None: asked, and no answer; only where a condition looks at whether the fact is known."""

_LIMIT = Decimal(10) ** MAX_INTEGER_DIGITS
_FIRST, _LAST = date(MINYEAR, 1, 1).toordinal(), date(MAXYEAR, 12, 31).toordinal()
_TEXTS = ("text", "person-id", "credit-code")
_NUMBERS = ("integer", "money", "decimal")


@dataclass(slots=True)
class _Use:
    """How the trees use one fact: constants compared with, groups of options told apart, partners in comparisons."""

    constants: set[object] = field(default_factory=set)
    groups: set[frozenset[object]] = field(default_factory=set)
    partners: set[str] = field(default_factory=set)
    presence: bool = False


def representatives(
    nodes: Iterable[Node], facts: Mapping[str, Fact], values: Values, closed: Set[str], on: date
) -> dict[str, tuple[Answer, ...]]:
    """Fact to ask -> values that stand for all its answers, in a fixed order."""
    uses = _uses(nodes, values, closed)
    found: dict[str, tuple[Answer, ...]] = {}
    for name in dict.fromkeys(source_of(facts[name]) for name in uses):
        fact = facts[name]
        own = uses.get(name, _Use())
        counted = [each for each in uses if facts[each].derive and source_of(facts[each]) == name]
        answers: list[Answer] = list(_answers(fact, own, counted, uses, facts, on))
        presence = own.presence or any(uses[each].presence for each in counted)
        found[name] = (*answers, None) if presence else tuple(answers)
    return found


def _uses(nodes: Iterable[Node], values: Values, closed: Set[str]) -> dict[str, _Use]:
    """Uses of the facts without a value, in order of first appearance."""
    uses: dict[str, _Use] = {}
    for node in nodes:
        for atom in walk(node):
            if isinstance(atom, Known) and atom.fact not in values:
                uses.setdefault(atom.fact, _Use()).presence = True
            elif isinstance(atom, OneOf) and atom.fact not in values:
                use = uses.setdefault(atom.fact, _Use())
                use.constants.update(atom.options)
                use.groups.add(frozenset(atom.options))
            elif isinstance(atom, Compare):
                _comparison(atom, values, uses)
    return {name: use for name, use in uses.items() if name not in closed}


def _comparison(atom: Compare, values: Values, uses: dict[str, _Use]) -> None:
    if not isinstance(atom.operand, FactRef):
        if atom.fact not in values:
            use = uses.setdefault(atom.fact, _Use())
            use.constants.add(atom.operand)
            use.groups.add(frozenset((atom.operand,)))
        return
    other = atom.operand.fact
    for name, partner in ((atom.fact, other), (other, atom.fact)):
        if name in values:
            continue
        use = uses.setdefault(name, _Use())
        if partner in values:
            use.constants.add(values[partner])
            use.groups.add(frozenset((values[partner],)))
        else:
            use.partners.add(partner)


def _answers(
    fact: Fact,
    own: _Use,
    counted: list[str],
    uses: Mapping[str, _Use],
    facts: Mapping[str, Fact],
    on: date,
) -> Iterator[Answer]:
    match fact.type:
        case "boolean":
            yield from (True, False)
        case "choice":
            yield from _choices(fact, own)
        case "choices":
            yield from _subsets(fact, own)
        case "date":
            days = set[int]()
            if fact.id in uses:
                days.update(_near_days(fact.id, uses))
            for name in counted:
                days.update(_days_of(facts[name], _near_numbers(name, uses, facts), on))
            yield from (date.fromordinal(day) for day in sorted(days))
        case "integer" | "money" | "decimal":
            numbers = _near_numbers(fact.id, uses, facts)
            yield from (int(number) if fact.type == "integer" else number for number in numbers)
        case _:
            texts = sorted(str(each) for each in _constants(fact.id, uses))
            # private-use characters: no rule names them, so they stand for "some other text"
            yield from (*texts, *(chr(0xE000 + n) for n in range(len(_together(fact.id, uses)))))


def _choices(fact: Fact, own: _Use) -> Iterator[str]:
    """The options that some condition names, and one that none does."""
    if own.partners:
        yield from fact.option_ids
        return
    yield from (option for option in fact.option_ids if option in own.constants)
    other = next((option for option in fact.option_ids if option not in own.constants), None)
    if other is not None:
        yield other


def _subsets(fact: Fact, own: _Use) -> Iterator[tuple[str, ...]]:
    """All choices among options of which each stands for those that are always named together."""
    kinds: dict[frozenset[frozenset[object]], str] = {}
    for option in fact.option_ids:
        signature = frozenset(group for group in own.groups if option in group)
        if signature:
            kinds.setdefault(signature, option)
    options = tuple(kinds.values())
    for size in range(len(options) + 1):
        yield from combinations(options, size)


def _together(name: str, uses: Mapping[str, _Use]) -> list[str]:
    """The fact and all open facts that it is compared with, directly or through others."""
    found = [name]
    for each in found:
        if each in uses:
            found.extend(other for other in sorted(uses[each].partners) if other not in found)
    return found


def _constants(name: str, uses: Mapping[str, _Use]) -> set[object]:
    return {value for each in _together(name, uses) if each in uses for value in uses[each].constants}


def _near_days(name: str, uses: Mapping[str, _Use]) -> Iterator[int]:
    reach = len(_together(name, uses))
    bases = [day.toordinal() for day in _constants(name, uses) if isinstance(day, date)]
    for base in bases or [date(2000, 1, 1).toordinal()]:
        yield from (base + step for step in range(-reach, reach + 1) if _FIRST <= base + step <= _LAST)


def _near_numbers(name: str, uses: Mapping[str, _Use], facts: Mapping[str, Fact]) -> list[Decimal]:
    """Numbers of the fact's own grid on, just below and just above every constant of its group."""
    group = _together(name, uses)
    reach = len(group)
    bases = {_number(value) for value in _constants(name, uses)} or {Decimal(0)}
    steps = {_step(facts[each]) for each in group}
    if len(steps) > 1:  # whole numbers beside decimals: both sides need the others' neighbours
        bases |= {
            whole + step
            for base in bases
            for whole in (base.to_integral_value(ROUND_FLOOR), base.to_integral_value(ROUND_CEILING))
            for step in range(-reach, reach + 1)
        }
    grid = _step(facts[name])
    found = {
        (base / step).to_integral_value(rounding) * step + count * step
        for base in bases
        for step in steps
        for rounding in (ROUND_FLOOR, ROUND_CEILING)
        for count in range(-reach, reach + 1)
    }
    return sorted(number for number in found if number % grid == 0 and abs(number) < _LIMIT)


def _number(value: object) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(str(value))


def _step(fact: Fact) -> Decimal:
    return Decimal(1).scaleb(-PLACES.get(fact.type, 0))


def _days_of(fact: Fact, numbers: Iterable[Decimal], on: date) -> Iterator[int]:
    """The first and the last day on which the derived fact has each of these values."""
    assert fact.derive is not None
    source = fact.derive.fact
    falls = fact.derive.kind != "days_until"  # a later day means a smaller age

    def count(day: int) -> int:
        value = derived({fact.id: fact}, {source: date.fromordinal(day)}, on)[fact.id]
        assert isinstance(value, int)
        return -value if falls else value

    for number in numbers:
        wanted = int(-number if falls else number)
        first, after = _first_day(count, wanted), _first_day(count, wanted + 1)
        if first < after:
            yield first
            yield after - 1


def _first_day(count: Callable[[int], int], wanted: int) -> int:
    """The first day whose count is `wanted` or more, as counts never fall; the day after the last one when there is none."""
    low, high = _FIRST, _LAST + 1
    while low < high:
        middle = (low + high) // 2
        if count(middle) >= wanted:
            high = middle
        else:
            low = middle + 1
    return low
