"""The smallest repair is the smallest: shown by trying everything smaller.

In: the office's examples that are not accepted, and random ones. Out: no smaller set of changes leads to acceptance. The
surprising thing: the trial applies changes by its own hand and asks `decide`; it shares no search with the code under test.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

import pytest

from checker.cases import Case
from checker.check import Desk, decide
from checker.engines import Truth
from checker.engines.compiled import ENGINE as COMPILED
from checker.finding import Text
from checker.interview.plan import Plan
from checker.interview.repair import applied, smallest_repair
from checker.interview.told import steps
from checker.model.edition import Edition, Form, Holder
from checker.phrases import Phrases
from checker.rulebook import rulebook
from checker.submission import Document, Submission

ON = date(2026, 3, 2)
PlanAt = Callable[..., Plan]
Trial = Callable[[Submission], Submission]


def sound(form: Form, holder: str, on: date) -> Document:
    """A paper that is right in every respect any form could ask for."""
    return Document(form.material.id, 3, 3, False, holder, on, on + timedelta(days=400), True, True)


def trials(submission: Submission, edition: Edition, on: date) -> Iterator[Trial]:
    """Every single thing that somebody could do: put one paper in order, promise, promise to follow, choose otherwise."""
    seen = set()
    for paper in edition.materials:
        for form in paper.forms:
            for holder in [each.id for each in form.holders] or [""]:
                if (form.material.id, holder) not in seen and not form.shared_data:
                    seen.add((form.material.id, holder))
                    yield lambda given, form=form, holder=holder: handed_in(given, form, holder, on)
        first = paper.forms[0].material.id
        if paper.promise:
            yield lambda given, first=first: more(given, Document(first, promised=True))
        if paper.may_follow:
            yield lambda given, first=first: more(given, Document(first, follows=True))
    for name, fact in edition.facts.items():
        if fact.applicant_decides and name in submission.facts:
            for value in fact.option_ids or (True, False):
                if value != submission.facts[name]:
                    yield lambda given, name=name, value=value: replace(
                        given, facts={**given.facts, name: value}
                    )


def handed_in(given: Submission, form: Form, holder: str, on: date) -> Submission:
    kept = [
        each
        for each in given.documents
        if each.material != form.material.id
        or (holder and each.holder != holder)
        or each.promised
        or each.follows
    ]
    return replace(given, documents=(*kept, sound(form, holder, on)))


def more(given: Submission, document: Document) -> Submission:
    return replace(given, documents=(*given.documents, document))


def right(submission: Submission, desk: Desk, on: date) -> bool:
    """Accepted, or open because of a question alone."""
    made = decide(submission, desk, on)
    wrong = {
        rule.effect
        for name, rule in desk.rulebook.rules.items()
        if made.truths[name] is Truth.TRUE
        and rule.effect in ("not_competent", "not_required", "refuse", "supplement", "on_the_spot")
    }
    return made.acceptance in ("accept", "accept_tolerating") or (
        made.acceptance == "undetermined" and not wrong
    )


def smallest_by_trying(submission: Submission, desk: Desk, on: date, below: int) -> int | None:
    """The fewest single things that lead to acceptance, of fewer than `below`."""
    every = list(trials(submission, desk.edition, on))
    for size in range(below):
        for chosen in combinations(every, size):
            changed = submission
            for change in chosen:
                changed = change(changed)
            if right(changed, desk, on):
                return size
    return None


SMALL = (
    "elderly-card", "housing-fund-retire", "labour-dispatch", "legal-aid", "marriage-registration",
    "medical-insurance-offsite", "public-place-hygiene", "resident-id-card", "temporary-relief", "unemployment-benefit",
    "water-gas-transfer", "foreigner-work-permit", "fire-safety-inspection", "company-establishment",
)  # fmt: skip


@pytest.mark.parametrize("matter", SMALL)
def test_no_smaller_repair_exists(matter: str, cases: dict[str, tuple[Case, ...]], plan_at: PlanAt) -> None:
    tried = 0
    for case in cases[matter]:
        desk = plan_at(matter, case.on, case.office).desk
        before = decide(case.submission, desk, case.on).acceptance
        found = smallest_repair(case.submission, desk, case.on)
        assert found.before == before
        changed = applied(case.submission, found.changes, desk.edition, case.on)
        after = decide(changed, desk, case.on).acceptance
        assert after == found.after
        assert found.possible is right(changed, desk, case.on)
        if found.possible and 0 < len(found.changes) < 4:
            tried += 1
            assert smallest_by_trying(case.submission, desk, case.on, len(found.changes)) is None
        if not found.possible:
            assert found.changes == ()
            assert smallest_by_trying(case.submission, desk, case.on, 3) is None, case.name
    assert tried


def test_random_papers_are_repaired_with_the_fewest_changes(
    cases: dict[str, tuple[Case, ...]], plan_at: PlanAt
) -> None:
    dice = random.Random(20260302)
    tried = 0
    for matter in (
        "labour-dispatch",
        "temporary-relief",
        "marriage-registration",
        "medical-insurance-offsite",
    ):
        desk = plan_at(matter).desk
        whole = next(
            case
            for case in cases[matter]
            if case.on >= ON
            and not case.office
            and decide(case.submission, desk, case.on).acceptance == "accept"
        )
        for _ in range(12):
            documents = tuple(
                spoilt(each, dice) for each in whole.submission.documents if dice.random() < 0.8
            )
            submission = replace(whole.submission, documents=documents)
            found = smallest_repair(submission, desk, whole.on)
            assert found.possible
            if 0 < len(found.changes) < 4:
                tried += 1
                assert smallest_by_trying(submission, desk, whole.on, len(found.changes)) is None
            assert found == smallest_repair(submission, desk, whole.on)
    assert tried > 15


def spoilt(document: Document, dice: random.Random) -> Document:
    """The paper with some fault or none."""
    match dice.randrange(5):
        case 0:
            return replace(document, signed=False, sealed=False)
        case 1:
            return replace(document, originals=0, copies=0, electronic=False)
        case 2:
            return replace(document, valid_until=ON - timedelta(days=900), issued_on=ON - timedelta(days=900))
    return document


def test_a_choice_open_to_the_applicant_can_be_the_shortest_way(
    cases: dict[str, tuple[Case, ...]], plan_at: PlanAt, phrases: Phrases
) -> None:
    """An agent whose two papers are missing: coming oneself is one change, the papers are two."""
    case = next(case for case in cases["labour-dispatch"] if case.name.startswith("租用场所的公司材料齐全"))
    desk = plan_at("labour-dispatch", case.on).desk
    submission = replace(case.submission, facts={**case.submission.facts, "agent.used": True})
    found = smallest_repair(submission, desk, case.on)
    assert [(change.kind, change.fact, change.value) for change in found.changes] == [
        ("choose", "agent.used", False)
    ]
    assert found.after == "accept"
    (step,) = steps(found, desk.edition, phrases)
    assert "委托代理人" in step.text
    assert "授权委托书" in step.text


def test_a_fact_that_is_no_choice_is_never_repaired(
    cases: dict[str, tuple[Case, ...]], plan_at: PlanAt
) -> None:
    for matter, examples in cases.items():
        for case in examples:
            desk = plan_at(matter, case.on, case.office).desk
            for change in smallest_repair(case.submission, desk, case.on).changes:
                assert not change.fact or desk.edition.facts[change.fact].applicant_decides


def test_the_repair_of_every_example_is_said_in_both_languages(
    cases: dict[str, tuple[Case, ...]], plan_at: PlanAt, phrases: Phrases
) -> None:
    said = set()
    for matter, examples in cases.items():
        for case in examples:
            plan = plan_at(matter, case.on, case.office)
            found = smallest_repair(case.submission, plan.desk, case.on)
            for language in ("zh-Hans", "en"):
                told = steps(found, plan.edition, replace(phrases, language=language, _said={}))
                assert len(told) == len(found.changes)
                assert all(step.text for step in told)
                assert all(step.basis for step in told if step.requirement)
            said |= {change.kind for change in found.changes}
    assert {"choose", "mend", "bring", "replace"} <= said


def test_papers_alone_do_not_help_where_a_condition_of_acceptance_fails(
    cases: dict[str, tuple[Case, ...]], plan_at: PlanAt
) -> None:
    case = next(case for case in cases["labour-dispatch"] if "虚假" in case.name)
    found = smallest_repair(case.submission, plan_at("labour-dispatch", case.on).desk, case.on)
    assert (found.possible, found.changes, found.before) == (False, (), "refuse")


def test_one_thing_to_fetch_is_less_than_two_to_mend(
    cases: dict[str, tuple[Case, ...]], plan_at: PlanAt
) -> None:
    """The number of changes comes before how easy they are."""
    case = next(case for case in cases["labour-dispatch"] if case.name.startswith("租用场所的公司材料齐全"))
    desk = plan_at("labour-dispatch", case.on).desk
    papers = {paper.id: paper for paper in desk.edition.materials}
    both, instead = papers["articles"].forms[0], papers["facilities-list"].forms[0]
    holders = (Holder("one", Text("甲", "one")), Holder("two", Text("乙", "two")))
    signed = replace(both, holders=holders, signed=True)
    either = replace(papers["articles"], forms=(signed, instead), count=1)
    edition = replace(desk.edition, materials=(either,))
    book = rulebook(edition)
    changed = replace(desk, rulebook=book, programs={"compiled": COMPILED.compile(book.rule_set)})
    documents = tuple(Document(both.material.id, copies=1, holder=each.id, signed=False) for each in holders)
    found = smallest_repair(replace(case.submission, documents=documents), changed, case.on)
    assert [(change.kind, change.material) for change in found.changes] == [("bring", instead.material.id)]
