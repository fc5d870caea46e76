"""One submission under two desks: what is decided before and after, and which rules make the difference.

In: two `Desk`s of one matter. Out: `Pair.replay(submission, day)` -> a `Replayed`.
The surprising thing: the second decision is not made from nothing. Where facts and parameters are declared alike,
only the papers and rules that differ are evaluated again; a test holds the result against two full decisions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from checker.check import Decision, Desk, concluded, decide
from checker.conditions.facts import Fact
from checker.conditions.tree import facts_of
from checker.documents import state_of
from checker.engines import Truth, Values
from checker.engines.compiled import evaluator
from checker.finding import nowhere
from checker.model.edition import Edition, MaterialRequirement
from checker.rulebook import Rule, paper_values
from checker.submission import Submission

__all__ = ["Pair", "Replayed", "Turn", "pair"]

Turn = tuple[str, str]
"""("appears" | "vanishes" | "opens", rule)."""
_NOWHERE = nowhere()


@dataclass(frozen=True, slots=True)
class Replayed:
    """Both answers before and after; `turns` are the rules that came out otherwise."""

    before: str
    after: str
    prospects_before: str
    prospects_after: str
    turns: tuple[Turn, ...]

    @property
    def same(self) -> bool:
        """Nothing changes for this submission."""
        return self.before == self.after and self.prospects_before == self.prospects_after and not self.turns


@dataclass(slots=True)
class Pair:
    """Two desks and what differs between them. `alike`: no rule and no paper does, so nobody needs to be asked.

    `changed`: the second edition with the papers alone that are judged otherwise; `whole`: facts differ, so all is decided anew.
    """

    before: Desk
    after: Desk
    alike: bool
    whole: bool
    changed: Edition
    fresh: Mapping[str, Callable[[Values], Truth]]
    kept: frozenset[str]
    concluded: dict[tuple[Truth, ...], tuple[str, str]] = field(default_factory=dict)

    def replay(self, submission: Submission, on: date) -> Replayed:
        """What the two desks say of this submission."""
        made = decide(submission, self.before, on)
        truths = (
            decide(submission, self.after, on).truths if self.whole else self._again(made, submission, on)
        )
        key = tuple(truths.values())
        answers = self.concluded.get(key)
        if answers is None:
            answers = self.concluded[key] = concluded(self.after, truths)
        turns = _turns(made.truths, truths, self.before.rulebook.rules, self.after.rulebook.rules)
        return Replayed(made.acceptance, answers[0], made.eligibility, answers[1], turns)

    def _again(self, made: Decision, submission: Submission, on: date) -> dict[str, Truth]:
        """The truths of the second desk's rules, with what the first desk found out."""
        if not self.fresh:
            return {name: made.truths[name] for name in self.after.rulebook.rules}
        states = {paper.id: state_of(paper, submission.documents, on) for paper in self.changed.materials}
        values = {**made.values, **paper_values(self.changed, states)}
        fresh = self.fresh
        return {
            name: made.truths[name] if name in self.kept else fresh[name](values)
            for name in self.after.rulebook.rules
        }


def pair(before: Desk, after: Desk) -> Pair:
    """What differs between two desks."""
    first, second = before.rulebook.rules, after.rulebook.rules
    papers = _changed_papers(before, after)
    states = {
        f"doc.{paper}.{state}"
        for paper in papers
        for state in ("lacking", "correctable", "following", "promised")
    }
    kept = frozenset(
        name
        for name, rule in second.items()
        if name in first and first[name].node == rule.node and not states.intersection(facts_of(rule.node))
    )
    effects = {name: rule.effect for name, rule in first.items()} == {
        name: rule.effect for name, rule in second.items()
    }
    facts = (
        _declared(before.edition.facts) == _declared(after.edition.facts)
        and before.parameters == after.parameters
    )
    rows = [(row.outcome, dict(row.when)) for row in before.table.rows] == [
        (row.outcome, dict(row.when)) for row in after.table.rows
    ]
    alike = facts and effects and rows and not papers and len(kept) == len(second) == len(first)
    fresh = {name: evaluator(rule.node) for name, rule in second.items() if name not in kept}
    changed = replace(
        after.edition, materials=tuple(each for each in after.edition.materials if each.id in papers)
    )
    return Pair(before, after, alike, not facts, changed, fresh, kept)


def _declared(facts: Mapping[str, Fact]) -> dict[str, object]:
    """What of a fact decides how an answer is read."""
    return {name: (fact.type, frozenset(fact.option_ids), fact.derive) for name, fact in facts.items()}


def _changed_papers(before: Desk, after: Desk) -> frozenset[str]:
    was = {paper.id: _judged(paper) for paper in before.edition.materials}
    now = {paper.id: _judged(paper) for paper in after.edition.materials}
    return frozenset(name for name in now if was.get(name) != now[name])


def _judged(paper: MaterialRequirement) -> tuple[object, ...]:
    """What of a requirement decides on its papers; names and places do not."""
    forms = tuple(
        replace(form, material=replace(form.material, place=_NOWHERE), name=None, format=None, place=_NOWHERE)
        for form in paper.forms
    )
    return forms, paper.count, paper.waived is None, paper.may_follow is None


def _turns(
    was: Mapping[str, Truth], now: Mapping[str, Truth], first: Mapping[str, Rule], second: Mapping[str, Rule]
) -> tuple[Turn, ...]:
    found: list[Turn] = []
    for name in second:
        before, after = was.get(name, Truth.FALSE) if name in first else Truth.FALSE, now[name]
        if after is before:
            continue
        if after is Truth.TRUE:
            found.append(("appears", name))
        elif before is Truth.TRUE:
            found.append(("vanishes", name))
        elif after is Truth.UNKNOWN:
            found.append(("opens", name))
    found.extend(("vanishes", name) for name in first if name not in second and was[name] is Truth.TRUE)
    return tuple(found)
