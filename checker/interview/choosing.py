"""The next question: which fact to ask, and what stands at this moment.

In: a Plan and what is known. Out: a `Position`: the truths so far, the open observations, the facts in the order of asking.
The surprising thing: nobody wrote this order. First what Art. 32 looks at first, then the outlook on the decision, then
lists and fees; within a tier the fact that most open conditions wait for; among equals the one that the rules name first. A
fact that can no longer change anything is passed over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from checker.conditions.simplify import open_facts, simplify
from checker.derive import source_of
from checker.engines import Truth
from checker.interview.known import Known
from checker.interview.plan import BESIDE, GATES, Observation, Plan
from checker.interview.relevance import NO_GATES, Gates, Rest, in_some_case, matters

__all__ = ["Candidate", "Position", "position"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A fact that may still come, and the open observations that wait for it (of every tier, in order)."""

    fact: str
    waiting: tuple[Observation, ...]
    tier: int


@dataclass(frozen=True, slots=True)
class Position:
    """Where an interview stands. `truths` say how every observation stands; `ended`: by a gate, nothing else is told."""

    plan: Plan
    known: Known
    truths: Mapping[str, Truth]
    rests: tuple[tuple[Observation, Rest], ...]
    ended: bool
    candidates: tuple[Candidate, ...]

    @property
    def next_fact(self) -> Candidate | None:
        """The fact to ask now: the first that matters; else the first that a rule waits for whose outcome is certain, though
        the engines cannot see it yet (`a or not a`)."""
        gates = self._gates()
        for candidate in self.candidates:
            if self._matters(candidate, gates):
                return candidate
        return next((each for each in self.candidates if self._closes(each)), None)

    def case(self, name: str) -> Truth:
        """How a condition beside the verdict stands (`needed/x`, `limit/x` ...); a case without a condition always holds."""
        node = self.plan.desk.rulebook.cases.get(name)
        if node is None:
            return Truth.TRUE
        rest = simplify(node, self.known.values, self.known.closed)
        return rest if isinstance(rest, Truth) else Truth.UNKNOWN

    def _gates(self) -> Gates:
        of = {effect: tuple(rest for each, rest in self.rests if each.effect == effect) for effect in GATES}
        gates = Gates(of[GATES[0]], of[GATES[1]])
        return gates if next(gates.nodes, None) else NO_GATES

    def _matters(self, candidate: Candidate, gates: Gates) -> bool:
        known, facts = self.known, self.plan.edition.facts
        if not candidate.waiting:
            return True  # how many units of a fee are to be paid: every number is another sum
        rests = {each.name: rest for each, rest in self.rests}
        return any(
            matters(
                candidate.fact,
                Truth.FALSE if each.effect in GATES else rests[each.name],
                gates,
                facts,
                known.values,
                known.closed,
                known.on,
            )
            for each in candidate.waiting
        )

    def _closes(self, candidate: Candidate) -> bool:
        """Whether a rule waits for it that comes out one way whatever is answered, but only once it is answered."""
        known, facts = self.known, self.plan.edition.facts
        values, closed, on = known.values, known.closed, known.on
        rests = {each.name: rest for each, rest in self.rests}
        for each in candidate.waiting:
            rest = rests[each.name]
            if not each.effect or isinstance(rest, Truth):
                continue
            asked = {source_of(facts[name]) for name in open_facts((rest,), values, closed)}
            if any(matters(name, rest, NO_GATES, facts, values, closed, on) for name in asked):
                continue
            if in_some_case(rest, facts, values, closed, on) is not Truth.UNKNOWN:
                return True
        return False


def position(plan: Plan, known: Known) -> Position:
    """How every observation stands, and which facts are still open."""
    rests = tuple(_rests(plan, known))
    truths = {each.name: rest if isinstance(rest, Truth) else Truth.UNKNOWN for each, rest in rests}
    ended = _ended(rests)
    candidates = () if ended else tuple(sorted(_candidates(plan, known, rests), key=_order(plan)))
    return Position(plan, known, truths, rests, ended, candidates)


def _rests(plan: Plan, known: Known) -> Iterator[tuple[Observation, Rest]]:
    for each in plan.observations:
        if each.paper and each.before is (each.paper in known.papers):
            continue
        if each.decided is not None:
            truth = each.decided(known.values)
            if truth is not Truth.UNKNOWN:
                yield each, truth
                continue
        yield each, simplify(each.node, known.values, known.closed)


def _ended(rests: Iterable[tuple[Observation, Rest]]) -> bool:
    strongest = dict.fromkeys(GATES, Truth.FALSE)
    for each, rest in rests:
        if each.effect in strongest:
            truth = rest if isinstance(rest, Truth) else Truth.UNKNOWN
            strongest[each.effect] = max(strongest[each.effect], truth)
    first, second = (strongest[effect] for effect in GATES)
    return first is Truth.TRUE or (first is Truth.FALSE and second is Truth.TRUE)


def _candidates(plan: Plan, known: Known, rests: Iterable[tuple[Observation, Rest]]) -> Iterator[Candidate]:
    facts = plan.edition.facts
    waiting: dict[str, list[Observation]] = {}
    charged: dict[str, Rest] = {}
    for each, rest in rests:
        if each.name.startswith("charged/"):
            charged[each.name] = rest
        if isinstance(rest, Truth):
            continue
        names = open_facts((rest,), known.values, known.closed)
        for source in dict.fromkeys(source_of(facts[name]) for name in names):
            waiting.setdefault(source, []).append(each)
    for fact, observations in waiting.items():
        yield Candidate(fact, tuple(observations), min(each.tier for each in observations))
    for item, name in plan.counted:
        units = item.times not in known.values and item.times not in known.closed
        if charged.get(name, Truth.TRUE) is Truth.TRUE and units and item.times not in waiting:
            yield Candidate(item.times, (), BESIDE + 1)


def _order(plan: Plan) -> Callable[[Candidate], tuple[int, int, int]]:
    return lambda each: (each.tier, -len(each.waiting), plan.positions[each.fact])
