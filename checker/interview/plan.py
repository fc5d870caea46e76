"""What a verdict says, as a list of conditions to be decided: the observations of one desk.

In: a Desk. Out: a `Plan`, built once and used for every step of every interview.
The surprising thing: a paper is looked at twice. Until the applicant was asked for it, only its `when` counts (is it
needed?); once it was, its rules take over, so that a question which matters only if the paper is lacking is never asked of
those who have it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from checker.check import Desk
from checker.conditions.tree import All, AnyOf, Known, Node, Not, facts_of, walk
from checker.derive import source_of
from checker.engines.compiled import Evaluator, evaluator
from checker.interview.known import to_bring
from checker.model.edition import Edition, FeeItem, MaterialRequirement

__all__ = ["BESIDE", "GATES", "PAPERS", "TIERS", "Observation", "Plan", "plan"]

GATES = ("not_required", "not_competent")
"""The effects that end everything (行政许可法 §32(1)(2)): nothing else is told beside them, so nothing else is asked."""

TIERS: Mapping[str, int] = {
    "not_required": 0,
    "not_competent": 1,
    "refuse": 2,
    "supplement": 3,
    "on_the_spot": 3,
    "tolerable": 3,
    "ineligible": 4,
}
"""What a rule brings about -> how early it is asked for: the order of Art. 32, then the outlook on the decision."""
PAPERS = TIERS["supplement"]
BESIDE = 5
"""Lists, limits and fees: what is told beside the two answers."""


@dataclass(frozen=True, slots=True)
class Observation:
    """One thing that a verdict says, and in which tier it is asked for.

    `paper`: it concerns this requirement's papers; then it counts `before` or after that was asked for. `decided` evaluates
    the tree at once; None when the tree asks whether a fact is known (which only simplification can leave open).
    """

    name: str
    tier: int
    node: Node
    effect: str = ""
    paper: str = ""
    before: bool = False
    decided: Evaluator | None = None


@dataclass(frozen=True)
class Plan:
    """The observations of one desk, in the order of its rulebook, and where each fact first appears in them."""

    desk: Desk
    observations: tuple[Observation, ...]
    counted: tuple[tuple[FeeItem, str], ...]

    @property
    def edition(self) -> Edition:
        """The edition of the desk."""
        return self.desk.edition

    @cached_property
    def positions(self) -> Mapping[str, int]:
        """The place of each fact to ask in the walk over all observations: the last tie-break."""
        found: dict[str, int] = {}
        for observation in self.observations:
            for name in facts_of(observation.node):
                if not name.startswith("doc."):
                    found.setdefault(source_of(self.edition.facts[name]), len(found))
        for item, _ in self.counted:
            found.setdefault(item.times, len(found))
        return found


def plan(desk: Desk) -> Plan:
    """The plan of a desk: pure, some milliseconds; keep it beside the desk."""
    counted = tuple((item, f"charged/{item.id}") for item in desk.edition.fees.items if item.times)
    return Plan(desk, tuple(_observations(desk)), counted)


def _observations(desk: Desk) -> Iterator[Observation]:
    book = desk.rulebook
    for name, rule in book.rules.items():
        paper = rule.subject.id if isinstance(rule.subject, MaterialRequirement) else ""
        yield _observation(name, TIERS[rule.effect], rule.node, rule.effect, paper)
    for paper_ in book.edition.materials:
        if paper_.when and to_bring(paper_):
            yield _observation(f"needed/{paper_.id}", PAPERS, paper_.when, paper=paper_.id, before=True)
    for paper_ in book.edition.materials:
        if paper_.when and to_bring(paper_):
            yield _observation(f"needed/{paper_.id}", BESIDE, paper_.when, paper=paper_.id)
    for name, node in book.cases.items():
        if name.startswith("limit/"):
            yield _observation(name, BESIDE, node)
    yield from _charged(book.edition)


def _charged(edition: Edition) -> Iterator[Observation]:
    """Whether a fee item is really paid: it applies, and no reduction takes it away."""
    for item in edition.fees.items:
        spared = [each.when for each in edition.fees.reductions if not each.items or item.id in each.items]
        parts: list[Node] = [item.when] if item.when else []
        parts += [Not(spared[0])] if len(spared) == 1 else [Not(AnyOf(tuple(spared)))] if spared else []
        if parts:
            node = parts[0] if len(parts) == 1 else All(tuple(parts))
            yield _observation(f"charged/{item.id}", BESIDE, node)


def _observation(
    name: str, tier: int, node: Node, effect: str = "", paper: str = "", before: bool = False
) -> Observation:
    asks_presence = any(isinstance(part, Known) for part in walk(node))
    return Observation(name, tier, node, effect, paper, before, None if asks_presence else evaluator(node))
