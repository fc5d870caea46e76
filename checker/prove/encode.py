"""Condition trees as terms: Kleene's three values as two bits, over every applicant there can be.

In: declared facts, the days on which papers may be received, what an office has fixed, the trees. Out: a `World`: for each
tree the terms `holds` and `fails`, and for an example of the solver the answers that the applicant gave.
The surprising thing: submissions are complete here. Every fact is given, so a tree is true or false and never unknown, except
facts that some condition asks with `known`: those may be missing, and then neither bit is set. Numbers are whole numbers of
their smallest unit (fen), as far as answers may go; text can only be equal or not, so a text is a number too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from checker.conditions.facts import Fact
from checker.conditions.tree import All, AnyOf, Compare, FactRef, Known, Node, Not, OneOf, Scalar, walk
from checker.conditions.values import MAX_INTEGER_DIGITS, PLACES
from checker.derive import source_of
from checker.engines import Value, Values
from checker.prove.days import Day, counted
from checker.prove.solver import Model, Solver, Term, all_of, any_of, boolean, integer, no, renamed, same

__all__ = ["World"]

_SCALE = {kind: 10**places for kind, places in PLACES.items()}
_WORDS = frozenset({"choice", "text", "person-id", "credit-code"})


@dataclass(frozen=True, slots=True)
class _Answer:
    """One asked fact: whether it was given, and its value in the form of its type."""

    given: Term
    value: Term | Day | Mapping[str, Term]

    @property
    def unknowns(self) -> tuple[Term, ...]:
        if isinstance(self.value, Day):
            values: tuple[Term, ...] = self.value.unknowns
        elif isinstance(self.value, Mapping):
            values = tuple(self.value.values())
        else:
            values = (self.value,)
        return (self.given, *values)


class World:
    """All applicants of one edition. `solver` knows what answers can be; trees become terms on first use."""

    def __init__(
        self,
        facts: Mapping[str, Fact],
        received: tuple[date, date],
        nodes: Iterable[Node],
        fixed: Values | None = None,
    ) -> None:
        self.solver = Solver()
        self._facts = facts
        self._fixed: Values = fixed or {}
        self._at_office = fixed is not None
        atoms = [atom for node in nodes for atom in walk(node)]
        self._optional = {source_of(facts[atom.fact]) for atom in atoms if isinstance(atom, Known)}
        self._words = {
            word: number for number, word in enumerate(dict.fromkeys(_words(facts, atoms, self._fixed)))
        }
        self._answers: dict[str, _Answer] = {}
        self._bits: dict[Node, tuple[Term, Term]] = {}
        self.received = Day.unknown("received")
        self.solver.add(self.received.real())
        first, last = received
        self.solver.add(self.received.order >= Day.of(first).order)
        self.solver.add(self.received.order <= Day.of(last).order)

    def holds(self, node: Node) -> Term:
        """The tree is true."""
        return self._tree(node)[0]

    def fails(self, node: Node) -> Term:
        """The tree is false; on a tree without `known` facts the opposite of `holds`."""
        return self._tree(node)[1]

    def other(self, terms: Sequence[Term], fact: str) -> tuple[Term, ...]:
        """The same terms for an applicant who gives any other answer to this one asked fact."""
        answer = self._answer(fact)
        again = self._unknown(f"{fact}'", self._facts[fact])
        names = {
            mine: theirs
            for mine, theirs in zip(answer.unknowns, again.unknowns, strict=True)
            if not isinstance(mine, bool | int)
        }
        return tuple(renamed(term, names) for term in terms)

    def differ(self, one: Term, other: Term) -> Term:
        """The two terms are not both true and not both false."""
        return no(same(one, other))

    def wishes(self, facts: Iterable[str]) -> Iterator[Term]:
        """What makes an example look like a person: answers given, nothing negative, days of our time."""
        asked = dict.fromkeys(source_of(self._facts[name]) for name in facts)
        for name in asked:
            answer = self._answer(name)
            yield answer.given
            kind = self._facts[name].type
            if isinstance(answer.value, Day):
                yield answer.value.order <= self.received.order
                for years in (2, 30, 80):
                    yield answer.value.year >= self.received.year - years
                    yield answer.value.year <= self.received.year + years
            elif kind in _SCALE and not isinstance(answer.value, Mapping):
                yield answer.value >= 0
                yield answer.value <= 10_000_000 * _SCALE[kind]
                yield same(answer.value % _SCALE[kind], 0)

    def day(self, model: Model) -> date:
        """The day of receipt of the example."""
        return _date(model, self.received)

    def value(self, model: Model, fact: str) -> Value | None:
        """What the applicant of the example answered; None: nothing."""
        answer, declared = self._answer(fact), self._facts[fact]
        if not model.truth(answer.given):
            return None
        value = answer.value
        if isinstance(value, Day):
            return _date(model, value)
        if isinstance(value, Mapping):
            return tuple(option for option, chosen in value.items() if model.truth(chosen))
        if declared.type == "boolean":
            return model.truth(value)
        number = model.number(value)
        if declared.type in _WORDS:
            return self._word(number)
        return number if declared.type == "integer" else Decimal(number) / _SCALE[declared.type]

    def _word(self, number: int) -> str:
        known = tuple(self._words)
        if number < len(known):
            return known[number]
        fresh = f"示例{number - len(known) + 1}"
        while fresh in self._words:
            fresh += "号"
        return fresh

    # ---- facts

    def _answer(self, name: str) -> _Answer:
        if name not in self._answers:
            fact = self._facts[name]
            fixed = self._fixed.get(name)
            self._answers[name] = self._unknown(name, fact) if fixed is None else self._known(fact, fixed)
        return self._answers[name]

    def _unknown(self, name: str, fact: Fact) -> _Answer:
        """New unknowns for a fact, held to what an answer can be."""
        given = boolean(f"{name}?") if fact.id in self._optional else True
        if self._at_office and fact.id.startswith("local."):
            given = False  # the office has not said what its parameter is
        match fact.type:
            case "boolean":
                return _Answer(given, boolean(name))
            case "choices":
                return _Answer(given, {option: boolean(f"{name}={option}") for option in fact.option_ids})
            case "date":
                day = Day.unknown(name)
                self.solver.add(day.real())
                return _Answer(given, day)
        value = integer(name)
        match fact.type:
            case "choice":
                self.solver.add(any_of(same(value, self._words[option]) for option in fact.option_ids))
            case "integer" | "money" | "decimal":
                most = 10**MAX_INTEGER_DIGITS * _SCALE[fact.type]
                self.solver.add(all_of([value > -most, value < most]))
            case _:
                self.solver.add(value >= 0)
        return _Answer(given, value)

    def _known(self, fact: Fact, value: Value) -> _Answer:
        if isinstance(value, tuple):
            return _Answer(True, {option: option in value for option in fact.option_ids})
        if isinstance(value, date):
            return _Answer(True, Day.of(value))
        return _Answer(True, value if isinstance(value, bool) else self._constant(fact, value))

    def _read(self, name: str) -> tuple[Term, Term | Mapping[str, Term]]:
        """Whether the fact is known, and its value as one number or bool (or the options of `choices`)."""
        fact = self._facts[name]
        if fact.derive is None:
            answer = self._answer(name)
            value = answer.value
            return answer.given, value.order if isinstance(value, Day) else value
        source = self._facts.get(fact.derive.fact)
        if source is None or source.type != "date":
            return False, 0
        answer = self._answer(source.id)
        day = answer.value
        return (
            (answer.given, counted(fact.derive.kind, day, self.received))
            if isinstance(day, Day)
            else (False, 0)
        )

    def _constant(self, fact: Fact, value: Scalar) -> Term:
        """A constant in the form of its fact."""
        if isinstance(value, bool):
            return value
        if isinstance(value, date):
            return Day.of(value).order
        if isinstance(value, str):
            return self._words[value]
        return int(value * _SCALE[fact.type])

    # ---- trees

    def _tree(self, node: Node) -> tuple[Term, Term]:
        found = self._bits.get(node)
        if found is None:
            found = self._bits[node] = self._encoded(node)
        return found

    def _encoded(self, node: Node) -> tuple[Term, Term]:
        match node:
            case All(children):
                bits = [self._tree(child) for child in children]
                return all_of(bit[0] for bit in bits), any_of(bit[1] for bit in bits)
            case AnyOf(children):
                bits = [self._tree(child) for child in children]
                return any_of(bit[0] for bit in bits), all_of(bit[1] for bit in bits)
            case Not(child):
                holds, fails = self._tree(child)
                return fails, holds
            case Known(fact, given):
                known = self._read(fact)[0]
                return (known, no(known)) if given else (no(known), known)
            case OneOf(fact, options):
                known, value = self._read(fact)
                return _bits(known, any_of(self._is(fact, value, option) for option in options))
            case Compare(fact, operator, operand):
                if isinstance(operand, FactRef):
                    return _bits(*self._between_facts(fact, operator, operand.fact))
                known, value = self._read(fact)
                if operator in ("is", "includes"):
                    return _bits(known, self._is(fact, value, operand))
                return _bits(known, _ordered(operator, value, self._constant(self._facts[fact], operand)))

    def _is(self, fact: str, value: Term | Mapping[str, Term], constant: Scalar) -> Term:
        if isinstance(value, Mapping):
            return value.get(str(constant), False)
        return same(value, self._constant(self._facts[fact], constant))

    def _between_facts(self, fact: str, operator: str, other: str) -> tuple[Term, Term]:
        (left_known, left), (right_known, right) = self._read(fact), self._read(other)
        mine, theirs = (_SCALE.get(self._facts[name].type, 1) for name in (fact, other))
        if mine != theirs:  # a whole number beside a decimal
            left, right = left * theirs, right * mine
        met = same(left, right) if operator == "is" else _ordered(operator, left, right)
        return all_of([left_known, right_known]), met


def _bits(known: Term, met: Term) -> tuple[Term, Term]:
    return all_of([known, met]), all_of([known, no(met)])


def _ordered(operator: str, left: Term, right: Term) -> Term:
    match operator:
        case "at_least":
            return left >= right
        case "more_than" | "after":
            return left > right
        case "at_most":
            return left <= right
        case _:
            return left < right


def _words(facts: Mapping[str, Fact], atoms: Iterable[Node], fixed: Values) -> Iterator[str]:
    """Every text that can be compared with: they get their numbers before the first question."""
    for atom in atoms:
        if isinstance(atom, Compare) and isinstance(atom.operand, str):
            yield atom.operand
        elif isinstance(atom, OneOf):
            yield from (option for option in atom.options if isinstance(option, str))
    yield from (value for value in fixed.values() if isinstance(value, str))
    for fact in facts.values():
        yield from fact.option_ids


def _date(model: Model, day: Day) -> date:
    year, month, number = (model.number(term) for term in day.unknowns)
    return date(year, month, number)
