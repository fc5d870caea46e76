"""The questions of one visit: which comes next, and any one of them again.

In: a visit and the plan of its desk. Out: a `Step`: the standing and the question to show.
The surprising thing: going back to a question means asking it as if it had not been answered, so its reasons are those of
that moment and not of this one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from checker.conditions.facts import Fact
from checker.finding import Finding
from checker.interview.asking import FactQuestion, fact_question
from checker.interview.choosing import position
from checker.interview.known import Answers, known
from checker.interview.papers import PaperQuestion, paper_question
from checker.interview.plan import Plan
from checker.interview.saved import Saved, adopted
from checker.interview.standing import Standing, standing
from checker.phrases import Phrases
from checker.submission import Document
from checker.web.visit import FACT, PAPER, Visit

__all__ = ["Step", "asked_again", "fitted", "next_step"]


@dataclass(frozen=True, slots=True)
class Step:
    """One moment of a visit, and the question that its page shows; none when it shows the result."""

    visit: Visit
    plan: Plan
    standing: Standing
    question: FactQuestion | PaperQuestion | None


def next_step(visit: Visit, plan: Plan, phrases: Phrases) -> Step:
    """The question that comes next."""
    found = standing(plan, visit.answers, visit.on, phrases)
    return Step(visit, plan, found, found.question)


def asked_again(name: str, visit: Visit, plan: Plan, phrases: Phrases) -> Step | None:
    """A question by the name of its step, whether it was answered or not; None when the edition has no such question."""
    found = standing(plan, visit.answers, visit.on, phrases)
    if name.startswith(PAPER):
        requirement = name.removeprefix(PAPER)
        paper = next((each for each in plan.edition.materials if each.id == requirement), None)
        if paper is None:
            return None
        others = {each: documents for each, documents in visit.given.items() if each != requirement}
        answers = replace(visit, given=others).answers
        at = position(plan, known(plan.desk, answers, visit.on))
        return Step(visit, plan, found, paper_question(paper, at, answers, phrases))
    fact = plan.edition.facts.get(name.removeprefix(FACT))
    if fact is None or fact.derive or not name.startswith(FACT):
        return None
    return Step(visit, plan, found, _fact(fact, visit, plan, phrases))


def _fact(fact: Fact, visit: Visit, plan: Plan, phrases: Phrases) -> FactQuestion:
    answers = Answers(
        {name: raw for name, raw in visit.facts.items() if name != fact.id},
        visit.skipped - {fact.id},
        visit.answers.documents,
        visit.answers.papers,
    )
    at = position(plan, known(plan.desk, answers, visit.on))
    candidate = next((each for each in at.candidates if each.fact == fact.id), None)
    if candidate is not None:
        return fact_question(candidate, at, phrases)
    # nothing waits for it any more; whoever wants to look at it again still may
    return FactQuestion(
        fact=fact.id,
        type=fact.type,
        unit=phrases.say("ask.unit.yuan") if fact.type == "money" else phrases.text(fact.unit),
        ask=phrases.text(fact.ask),
        hint=phrases.text(fact.hint),
        options=fact.options,
        option_labels=tuple(phrases.text(option.label) for option in fact.options),
        because=(),
        why="",
        basis=(),
    )


def fitted(visit: Visit, plan: Plan, materials: Mapping[str, object]) -> tuple[Visit, tuple[Finding, ...]]:
    """The visit under the edition in force now, and what changed since its answers were given."""
    edition, version = plan.edition.effective_from, plan.desk.catalogue_version
    now = replace(visit, edition=edition, version=version)
    if visit.edition in (None, edition) and visit.version in ("", version):
        return now, ()
    saved = Saved(visit.matter, visit.answers, visit.office, visit.on, visit.edition, visit.version)
    kept, findings = adopted(saved, plan, visit.on, set(materials))
    papers = kept.papers or frozenset()

    def known_ones(documents: tuple[Document, ...]) -> tuple[Document, ...]:
        return tuple(each for each in documents if each.material in materials)

    steps = {*(FACT + name for name in (*kept.facts, *kept.skipped)), *(PAPER + name for name in papers)}
    return replace(
        now,
        facts=kept.facts,
        skipped=kept.skipped,
        given={name: known_ones(documents) for name, documents in visit.given.items() if name in papers},
        loose=known_ones(visit.loose),
        order=tuple(step for step in visit.order if step in steps),
    ), findings
