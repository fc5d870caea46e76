"""Where an interview stands: the next question, the two answers so far, the personal list, and what may still change.

In: a Plan, the answers, the day of receipt, phrases. Out: a `Standing`.
The surprising thing: three ends, never mixed. `settled`: nothing can change the acceptance any more; `notice_complete`:
nothing can be added to the one notice (行政许可法 §32(4)); `complete`: nothing is left to ask. Stopping at the first must
not cost the second.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from checker.acceptance_table import EFFECTS
from checker.conditions.tree import facts_of
from checker.deadlines import deadline_lines
from checker.documents import Fault, PaperState
from checker.engines import Truth
from checker.fees import fees_of
from checker.interview.asking import FactQuestion, fact_question
from checker.interview.choosing import Position, position
from checker.interview.known import LOCAL, Answers, known
from checker.interview.papers import PaperQuestion, paper_question, papers_to_ask
from checker.interview.plan import Plan
from checker.model.edition import MaterialRequirement
from checker.personal_list import material_lines
from checker.phrases import Phrases
from checker.verdict import AcceptanceOutcome, DeadlineLine, Eligibility, Fees, MaterialLine

__all__ = ["OfficeFact", "Standing", "Unread", "standing"]

Stage = Literal["facts", "papers", "done"]
_ELIGIBILITY: Mapping[Truth, Eligibility] = {
    Truth.FALSE: "met",
    Truth.UNKNOWN: "undetermined",
    Truth.TRUE: "not_met",
}


@dataclass(frozen=True, slots=True)
class OfficeFact:
    """A fact that only the office can tell; choosing an office settles it."""

    fact: str
    label: str


@dataclass(frozen=True, slots=True)
class Unread:
    """An answer that counts as not given, and why (the answer itself is not repeated)."""

    fact: str
    label: str
    reason: str


@dataclass(frozen=True, slots=True)
class Standing:
    """One moment of an interview. `outlook` is the acceptance if every paper not yet asked for turns out in order.

    `asked` counts facts answered or passed over, `left` those that may still come, `papers_left` the papers to ask for.
    """

    matter: str
    matter_name: str
    edition: date
    office: str
    on: date
    catalogue_version: str
    language: str
    stage: Stage
    question: FactQuestion | PaperQuestion | None
    acceptance: AcceptanceOutcome
    acceptance_text: str
    outlook: AcceptanceOutcome
    outlook_text: str
    eligibility: Eligibility
    eligibility_text: str
    settled: bool
    notice_complete: bool
    complete: bool
    asked: int
    left: int
    papers_left: int
    office_facts: tuple[OfficeFact, ...]
    unread: tuple[Unread, ...]
    materials: tuple[MaterialLine, ...]
    fees: Fees
    deadlines: tuple[DeadlineLine, ...]
    disclaimer: str


def standing(plan: Plan, answers: Answers, on: date, phrases: Phrases) -> Standing:
    """Where the interview stands after these answers."""
    edition, desk = plan.edition, plan.desk
    at = position(plan, known(desk, answers, on))
    papers = tuple(papers_to_ask(at, answers))
    fact = at.next_fact
    question: FactQuestion | PaperQuestion | None = None
    if fact is not None:
        question = fact_question(fact, at, phrases)
    elif papers:
        question = paper_question(papers[0], at, answers, phrases)
    acceptance, outlook = _acceptance(at, Truth.UNKNOWN), _acceptance(at, Truth.FALSE)
    eligibility = _eligibility(at)
    truths = {name: at.case(name) for name in desk.rulebook.cases}
    told = [name for name in plan.positions if name in answers.facts or name in answers.skipped]
    return Standing(
        matter=edition.matter,
        matter_name=phrases.text(edition.name),
        edition=edition.effective_from,
        office=edition.office,
        on=on,
        catalogue_version=desk.catalogue_version,
        language=phrases.language,
        stage="facts" if fact else "papers" if papers else "done",
        question=question,
        acceptance=acceptance,
        acceptance_text=phrases.say(f"verdict.outcome.{acceptance}"),
        outlook=outlook,
        outlook_text=phrases.say(f"verdict.outcome.{outlook}"),
        eligibility=eligibility,
        eligibility_text=phrases.say(f"verdict.eligibility.{eligibility}"),
        settled=acceptance != "undetermined",
        notice_complete=at.ended or (not papers and not _rules_open(at)),
        complete=question is None,
        asked=len(told),
        left=len(at.candidates) if fact else 0,
        papers_left=len(papers),
        office_facts=tuple(_office_facts(at, phrases)),
        unread=tuple(
            Unread(name, phrases.text(edition.facts[name].label), phrases.text(why.reason))
            for name, why in at.known.unread.items()
        ),
        materials=material_lines(edition, truths, _states(at), phrases),
        fees=fees_of(edition, truths, at.known.values, phrases),
        deadlines=deadline_lines(
            edition,
            truths,
            on,
            outlook,
            desk.table.profile(edition.kind, edition.acceptance),
            desk.calendar,
            phrases,
        ),
        disclaimer=phrases.say("verdict.disclaimer"),
    )


def _acceptance(at: Position, unasked: Truth) -> AcceptanceOutcome:
    """The outcome of the table; rules about papers that were not asked for count as `unasked`."""
    effects: dict[str, Truth] = dict.fromkeys(EFFECTS, Truth.FALSE)
    for name, rule in at.plan.desk.rulebook.rules.items():
        if rule.effect not in effects:
            continue
        truth = at.truths.get(name)
        if truth is None:  # a paper that was not asked for
            needed = at.truths.get(f"needed/{rule.subject.id}", Truth.TRUE)
            truth = Truth.FALSE if needed is Truth.FALSE else unasked
        effects[rule.effect] = max(effects[rule.effect], truth)
    return at.plan.desk.table.decide(effects)


def _eligibility(at: Position) -> Eligibility:
    worst = max(
        (
            at.truths[name]
            for name, rule in at.plan.desk.rulebook.rules.items()
            if rule.effect == "ineligible"
        ),
        default=Truth.FALSE,
    )
    return _ELIGIBILITY[worst]


def _rules_open(at: Position) -> bool:
    return any(each.effect and at.truths[each.name] is Truth.UNKNOWN for each, _ in at.rests)


def _office_facts(at: Position, phrases: Phrases) -> Iterator[OfficeFact]:
    """What only the office can tell, of what is still open."""
    if at.ended:
        return
    facts, found = at.plan.edition.facts, dict[str, None]()
    for each, _ in at.rests:
        if at.truths[each.name] is Truth.UNKNOWN:
            found.update(
                (name, None)
                for name in facts_of(each.node)
                if name.startswith(LOCAL) and name in at.known.closed
            )
    for name in found:
        yield OfficeFact(name, phrases.text(facts[name].label))


def _states(at: Position) -> dict[str, PaperState]:
    """How the papers stand for the list: one that was not asked for is not in order yet."""
    return {
        paper.id: at.known.papers.get(paper.id) or _not_seen(paper) for paper in at.plan.edition.materials
    }


def _not_seen(paper: MaterialRequirement) -> PaperState:
    return PaperState((Fault("missing", paper.forms[0]),), promised=False, follows=False)
