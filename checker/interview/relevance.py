"""Can the answer to this question still change the verdict? Decided exactly, not guessed.

In: a fact, one open observation, the gates, what is known. Out: yes or no.
The surprising thing: being left in a condition is not enough. A fact matters only if there are answers to everything else
under which two answers to it come out differently: `any: [area >= 50, all: [lit, area >= 80]]` holds the fact `lit`, and it
never matters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date

from checker.conditions.facts import Fact
from checker.conditions.simplify import open_facts, simplify
from checker.conditions.tree import All, AnyOf, Compare, FactRef, Node, Not, Operator, Scalar, walk
from checker.derive import derived, source_of
from checker.engines import Truth, Value, Values
from checker.interview.representatives import Answer, representatives

__all__ = ["NO_GATES", "Gates", "Rest", "in_some_case", "matters"]

_TURNED: Mapping[Operator, Operator] = {
    "is": "is",
    "at_least": "at_most",
    "at_most": "at_least",
    "more_than": "less_than",
    "less_than": "more_than",
    "before": "after",
    "after": "before",
}
"""x at_least y is y at_most x."""

Rest = Node | Truth
"""What `simplify` leaves of a condition."""


@dataclass(frozen=True, slots=True)
class Gates:
    """What is left of the outcomes that end everything, rule by rule: any of the first, else any of the second.

    `floors`: the strongest truth of those of each that are decided. `passed`: the number of the rule that ended everything;
    which one it is, is told (the reason, the other organ), so two of them are not alike.
    """

    not_required: tuple[Rest, ...]
    not_competent: tuple[Rest, ...]
    floors: tuple[Truth, Truth] = (Truth.FALSE, Truth.FALSE)
    passed: int = -1

    @property
    def nodes(self) -> Iterator[Node]:
        """The conditions that are still open."""
        return (rest for rest in (*self.not_required, *self.not_competent) if not isinstance(rest, Truth))

    def narrowed(self, narrow: Callable[[Rest], Rest]) -> Gates:
        """The gates once more is known."""
        first, worst = _settled(narrow(rest) for rest in self.not_required)
        if worst is Truth.TRUE:
            return Gates((), (), passed=first.index(Truth.TRUE))
        shut = all(isinstance(rest, Truth) for rest in first)
        if shut and max(worst, self.floors[0]) is Truth.UNKNOWN:
            # never certain whether anything is required: the outcome stays open, whoever is competent
            return Gates((), (), (Truth.UNKNOWN, Truth.FALSE))
        second, other = _settled(narrow(rest) for rest in self.not_competent)
        floors = (
            max(worst, self.floors[0]),
            max(other if other is not Truth.TRUE else Truth.FALSE, self.floors[1]),
        )
        if shut and other is Truth.TRUE:
            return Gates((), (), passed=len(first) + second.index(Truth.TRUE))
        return Gates(first, second, floors)


def _settled(rests: Iterable[Rest]) -> tuple[tuple[Rest, ...], Truth]:
    """The rules in their places, decided ones as false unless they hold, and the strongest truth among the decided."""
    found, worst = list[Rest](), Truth.FALSE
    for rest in rests:
        if isinstance(rest, Truth):
            worst = max(worst, rest)
            found.append(Truth.TRUE if rest is Truth.TRUE else Truth.FALSE)
        else:
            found.append(rest)
    return tuple(found), worst


NO_GATES = Gates((), ())


@dataclass(frozen=True, slots=True)
class _View:
    """What is left to be told: the gates and one observation. Two equal views are told alike whatever follows."""

    gates: Gates
    rest: Rest

    @property
    def decided(self) -> bool:
        return isinstance(self.rest, Truth) and next(self.gates.nodes, None) is None


@dataclass(frozen=True, slots=True)
class _World:
    """Answers assumed while looking for two that differ."""

    values: Mapping[str, Value]
    closed: frozenset[str]
    compares: bool
    """Whether facts are compared with each other somewhere; then a known one must become a constant, or two views that
    differ in it would look alike."""

    def supposing(self, fact: str, answer: Answer, facts: Mapping[str, Fact], on: date) -> _World:
        counted = {name: each for name, each in facts.items() if each.derive and each.derive.fact == fact}
        if answer is None:
            return _World(self.values, self.closed | {fact, *counted}, self.compares)
        values = {**self.values, fact: answer}
        if counted:
            values.update(derived(counted, values, on))
        return _World(values, self.closed, self.compares)

    def narrow(self, view: _View) -> _View:
        """The view once these answers are put in; behind a gate that is surely passed nothing is left to be told."""
        gates = view.gates if view.gates is NO_GATES else view.gates.narrowed(self._rest)
        return _View(gates, Truth.FALSE if gates.passed >= 0 else self._rest(view.rest))

    def _rest(self, rest: Rest) -> Rest:
        if isinstance(rest, Truth):
            return rest
        left = simplify(rest, self.values, self.closed)
        return left if isinstance(left, Truth) or not self.compares else _grounded(left, self.values)


def _grounded(node: Node, values: Values) -> Node:
    """Comparisons of two facts of which one is known, as comparisons with a constant."""
    match node:
        case Compare(fact, operator, FactRef(other)):
            if other in values:
                return Compare(fact, operator, _constant(values[other]))
            return Compare(other, _TURNED[operator], _constant(values[fact])) if fact in values else node
        case Not(child):
            return Not(_grounded(child, values))
        case All(children):
            return All(tuple(_grounded(child, values) for child in children))
        case AnyOf(children):
            return AnyOf(tuple(_grounded(child, values) for child in children))
    return node


def _constant(value: Value) -> Scalar:
    assert not isinstance(value, tuple)  # no list of options is compared with another fact
    return value


def matters(
    fact: str,
    rest: Rest,
    gates: Gates,
    facts: Mapping[str, Fact],
    values: Values,
    closed: Set[str],
    on: date,
) -> bool:
    """Whether two answers to `fact` (the fact that is asked, not a derived one) can be told apart by `rest` or by the gates."""
    trees = [*gates.nodes, *([] if isinstance(rest, Truth) else [rest])]
    answers = representatives(trees, facts, values, closed, on)
    compares = any(
        isinstance(atom, Compare) and isinstance(atom.operand, FactRef)
        for tree in trees
        for atom in walk(tree)
    )
    world = _World(dict(values), frozenset(closed), compares)
    start = _View(gates, rest)
    worlds = [world.supposing(fact, answer, facts, on) for answer in answers.get(fact, ())]
    search = _Search(facts, answers, on)
    return search.differ([(each, each.narrow(start)) for each in worlds])


@dataclass(frozen=True, slots=True)
class _Search:
    facts: Mapping[str, Fact]
    answers: Mapping[str, tuple[Answer, ...]]
    on: date

    def differ(self, cases: list[tuple[_World, _View]]) -> bool:
        """Whether some answers to the other facts make two of these cases come out differently."""
        views = {view for _, view in cases}
        if len(views) < 2:
            return False
        if all(view.decided for view in views):
            return True
        other = next(self._open(cases), None)
        if other is None:
            return True
        for answer in self.answers[other]:
            supposed = [(world.supposing(other, answer, self.facts, self.on), view) for world, view in cases]
            if self.differ([(world, world.narrow(view)) for world, view in supposed]):
                return True
        return False

    def _open(self, cases: list[tuple[_World, _View]]) -> Iterator[str]:
        for world, view in cases:
            trees = [*view.gates.nodes, *([] if isinstance(view.rest, Truth) else [view.rest])]
            for name in open_facts(trees, world.values, world.closed):
                yield source_of(self.facts[name])


def in_some_case(rest: Node, facts: Mapping[str, Fact], values: Values, closed: Set[str], on: date) -> Truth:
    """How the condition comes out if everything open is answered somehow. Where nothing matters, that is how it comes out."""
    world = _World(dict(values), frozenset(closed), compares=False)
    for fact, answers in representatives([rest], facts, values, closed, on).items():
        world = world.supposing(fact, answers[0], facts, on)
    left = simplify(rest, world.values, world.closed)
    return left if isinstance(left, Truth) else Truth.UNKNOWN
