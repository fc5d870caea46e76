"""Questions over the shipped catalogue: each can change the verdict, none is missing, the order of answers does not count.

In: every matter, random answers. Out: what `check` itself decides on whole submissions, compared. The surprising thing: the
judge here is `decide`, which knows nothing of interviews; two submissions that differ in one answer and come out
differently are the proof.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

import pytest

from checker.catalogue import Catalogue
from checker.check import Desk, decide
from checker.conditions.tree import All, AnyOf, Compare, Node, Not
from checker.conditions.values import NotGiven, normalise
from checker.engines import Truth
from checker.engines.compiled import ENGINE as COMPILED
from checker.interview.asking import FactQuestion
from checker.interview.choosing import Position, position
from checker.interview.known import Answers, known, submission_of, to_bring
from checker.interview.papers import PaperQuestion, papers_to_ask
from checker.interview.plan import GATES, Plan, plan
from checker.interview.representatives import representatives
from checker.interview.standing import standing
from checker.phrases import Phrases
from checker.rulebook import rulebook
from checker.submission import Document

ON = date(2026, 3, 2)
SEED = 20260302
PlanAt = Callable[..., Plan]


def whole(answers: Answers) -> Answers:
    """These answers, and no paper beside those given."""
    return replace(answers, papers=None)


def view(desk: Desk, answers: Answers, on: date = ON, *, reason: bool = False) -> object:
    """What a verdict says, in short: of an outcome that ends everything that alone (and its `reason`, the first rule that
    holds); else both answers and every list."""
    edition = desk.edition
    made = decide(submission_of(answers, edition.matter, on, edition.office), desk, on)
    if made.acceptance in ("not_required", "not_competent"):
        rules_ = desk.rulebook.rules.items()
        holding = [name for name, rule in rules_ if made.truths[name] is Truth.TRUE]
        first = next(name for name in holding if desk.rulebook.rules[name].effect == made.acceptance)
        return (made.acceptance, first) if reason else made.acceptance
    truths = made.truths
    gates = {
        effect: max(
            (truths[name] for name, rule in desk.rulebook.rules.items() if rule.effect == effect), default=0
        )
        for effect in GATES
    }
    told = {name: truths[name] for name, rule in desk.rulebook.rules.items() if rule.effect not in GATES}
    # who is competent does not count while it is open whether anything is required
    ends = (gates["not_required"], None if gates["not_required"] else gates["not_competent"])
    rules = (ends, tuple(told.items()))
    needs = tuple(
        truths.get(f"needed/{paper.id}", Truth.TRUE) for paper in edition.materials if to_bring(paper)
    )
    limits = tuple(truths.get(f"limit/{limit.id}", Truth.TRUE) for limit in edition.time_limits)
    return made.acceptance, made.eligibility, rules, needs, limits, fees(desk, truths, made.values)


def fees(desk: Desk, truths: Mapping[str, Truth], values: Mapping[str, object]) -> object:
    spared = {
        item
        for reduction in desk.edition.fees.reductions
        if truths[f"reduction/{reduction.id}"] is Truth.TRUE
        for item in (reduction.items or [each.id for each in desk.edition.fees.items])
    }
    return [
        (item.id, values.get(item.times))
        for item in desk.edition.fees.items
        if truths.get(f"fee/{item.id}", Truth.TRUE) is not Truth.FALSE and item.id not in spared
    ]


def answers_of(plan: Plan, answers: Answers, on: date = ON) -> dict[str, tuple[object, ...]]:
    """A few answers to every open fact that stand for all, over all conditions at once."""
    nodes = [each.node for each in plan.observations]
    facts = plan.desk.rulebook.rule_set.facts
    values = known(plan.desk, answers, on).values
    found = representatives(nodes, facts, values, frozenset(), on)
    possible: dict[str, tuple[object, ...]] = {
        name: tuple(answer for answer in given if answer is not None)
        for name, given in found.items()
        if not name.startswith(("doc.", "local."))
    }
    for item, _ in plan.counted:
        if item.times not in values:
            possible[item.times] = (0, 1, 2)
    return possible


def complete(plan: Plan, dice: random.Random) -> dict[str, object]:
    return {name: dice.choice(given) for name, given in answers_of(plan, Answers()).items()}


def at(plan: Plan, answers: Answers, on: date = ON) -> Position:
    return position(plan, known(plan.desk, answers, on))


def differs(plan: Plan, answers: Answers, fact: str, dice: random.Random) -> bool:
    """Two answers to the fact that come out differently, whatever else is still open being answered alike."""
    possible = answers_of(plan, answers)
    open_ = [name for name in possible if name not in answers.facts and name not in answers.skipped]
    for attempt in range(400):
        # the likeliest world first: answers that end everything are rare ones
        rest = {name: dice.choice(possible[name]) for name in open_ if name != fact}
        if attempt % 2:
            rest |= passing(plan, answers, fact, dice)
        seen = []
        for value in possible[fact]:
            told = replace(whole(answers), facts={**answers.facts, **rest, fact: value})
            found = view(plan.desk, told, reason=True)
            if seen and found != seen[0]:
                return True
            seen.append(found)
    return False


def passing(plan: Plan, answers: Answers, fact: str, dice: random.Random) -> dict[str, object]:
    """Answers to the facts that may end everything, such that they do not."""
    possible = answers_of(plan, answers)
    gates = [each for each in plan.observations if each.tier < 2]
    names = [
        name
        for name in possible
        if name != fact and name not in answers.facts and name not in answers.skipped
    ]
    for _ in range(200):
        tried = {name: dice.choice(possible[name]) for name in names}
        values = known(plan.desk, replace(answers, facts={**answers.facts, **tried}), ON).values
        if all(each.decided is None or each.decided(values) is not Truth.TRUE for each in gates):
            return tried
    return {}


def matters(catalogue: Catalogue) -> list[str]:
    return sorted(catalogue.editions)


def test_every_question_can_change_the_verdict(catalogue: Catalogue, plan_at: PlanAt) -> None:
    dice = random.Random(SEED)
    asked = 0
    for matter in matters(catalogue) * 2:
        plan = plan_at(matter)
        truth = complete(plan, dice)
        answers = Answers()
        while (candidate := at(plan, answers).next_fact) is not None:
            asked += 1
            assert differs(plan, answers, candidate.fact, dice), (matter, candidate.fact, dict(answers.facts))
            if dice.random() < 0.1:
                answers = answers.without_answer(candidate.fact)
            else:
                answers = answers.told(candidate.fact, truth[candidate.fact])
    assert asked > 3 * len(matters(catalogue))


def test_nothing_that_matters_is_left_out(catalogue: Catalogue, plan_at: PlanAt) -> None:
    """At the end of the facts every completion comes out alike: no question was missing."""
    dice = random.Random(SEED + 1)
    for matter in matters(catalogue):
        plan = plan_at(matter)
        for _ in range(3):
            truth = complete(plan, dice)
            answers = Answers()
            while (candidate := at(plan, answers).next_fact) is not None:
                answers = answers.told(candidate.fact, truth[candidate.fact])
            wanted = view(plan.desk, whole(answers))
            for _ in range(6):
                other = complete(plan, dice) | dict(answers.facts)
                assert view(plan.desk, replace(whole(answers), facts=other)) == wanted, matter


def test_answers_in_any_order_give_the_same_verdict(catalogue: Catalogue, plan_at: PlanAt) -> None:
    dice = random.Random(SEED + 2)
    for matter in matters(catalogue):
        plan = plan_at(matter)
        truth = complete(plan, dice)
        ways = []
        for number in range(4):
            answers = Answers()
            while (now := at(plan, answers)).next_fact is not None:
                candidate = now.next_fact if not number else dice.choice(now.candidates)
                answers = answers.told(candidate.fact, truth[candidate.fact])
            ways.append(view(plan.desk, whole(answers)))
        assert all(way == ways[0] for way in ways), matter
        assert ways[0] == view(plan.desk, replace(whole(Answers()), facts=truth)), matter


def test_stopping_when_settled_is_safe_and_says_what_is_missing(
    catalogue: Catalogue, plan_at: PlanAt, phrases: Phrases
) -> None:
    """Settled: the acceptance stays whatever follows. Notice complete: not one more defect can come."""
    dice = random.Random(SEED + 3)
    early = 0
    for matter in matters(catalogue):
        plan = plan_at(matter)
        truth = complete(plan, dice)
        answers = Answers(papers=None)
        settled = noticed = None
        while True:
            now = standing(plan, answers, ON, phrases)
            submission = submission_of(answers, matter, ON)
            made = decide(submission, plan.desk, ON)
            assert now.acceptance == made.acceptance
            assert now.settled is (made.acceptance != "undetermined")
            if now.settled and settled is None:
                settled = now.acceptance
            if now.notice_complete and noticed is None:
                noticed = {name for name, found in made.truths.items() if found is Truth.TRUE}
            if not isinstance(now.question, FactQuestion):
                break
            early += now.settled and not now.notice_complete
            answers = answers.told(now.question.fact, truth[now.question.fact])
            if settled is not None:
                assert standing(plan, answers, ON, phrases).acceptance == settled
        assert now.complete
        if now.office_facts:  # the rest is for the office to say
            continue
        assert settled is not None
        assert noticed is not None
        if settled not in ("not_required", "not_competent"):
            last = decide(submission_of(answers, matter, ON), plan.desk, ON).truths
            rules = plan.desk.rulebook.rules
            assert {name for name, found in last.items() if found is Truth.TRUE and name in rules} == {
                name for name in noticed if name in rules
            }
    assert early > 50  # settled long before the notice is complete: the two are not the same


def test_an_outcome_that_ends_everything_ends_the_questions(plan_at: PlanAt, phrases: Phrases) -> None:
    plan = plan_at("labour-dispatch")
    now = standing(plan, Answers({"region.same": False}), ON, phrases)
    assert (now.acceptance, now.question, now.notice_complete) == ("not_competent", None, True)
    now = standing(
        plan_at("food-business-licence-new"), Answers({"business.scope": "farm-produce"}), ON, phrases
    )
    assert (now.acceptance, now.question, now.complete) == ("not_required", None, True)


def test_not_asked_is_not_the_same_as_not_answered(plan_at: PlanAt, phrases: Phrases) -> None:
    plan = plan_at("labour-dispatch")
    answers = Answers({"region.same": True})
    first = standing(plan, answers, ON, phrases).question
    assert isinstance(first, FactQuestion)
    passed = standing(plan, answers.without_answer(first.fact), ON, phrases)
    assert isinstance(passed.question, FactQuestion)
    assert passed.question.fact != first.fact
    while isinstance(passed.question, FactQuestion):
        answers = answers.without_answer(first.fact) if first.fact not in answers.skipped else answers
        answers = answers.told(passed.question.fact, "2000000" if passed.question.type == "money" else True)
        if passed.question.type == "choice":
            answers = answers.told(passed.question.fact, passed.question.options[0].id)
        passed = standing(plan, answers, ON, phrases)
    assert passed.acceptance == "undetermined"
    assert not passed.notice_complete


def test_an_answer_that_does_not_count_is_asked_again(plan_at: PlanAt, phrases: Phrases) -> None:
    plan = plan_at("labour-dispatch")
    now = standing(plan, Answers({"region.same": "yes"}), ON, phrases)
    assert isinstance(now.question, FactQuestion)
    assert now.question.fact == "region.same"
    assert now.question.given_but
    assert [each.fact for each in now.unread] == ["region.same"]


def test_what_the_office_sets_is_never_asked(catalogue: Catalogue, plan_at: PlanAt, phrases: Phrases) -> None:
    dice = random.Random(SEED + 4)
    told = set()
    for matter in matters(catalogue):
        plan = plan_at(matter)
        truth = complete(plan, dice)
        answers = Answers()
        while isinstance((now := standing(plan, answers, ON, phrases)).question, FactQuestion):
            assert not now.question.fact.startswith("local.")
            answers = answers.told(now.question.fact, truth[now.question.fact])
        told |= {each.fact for each in now.office_facts}
    assert len(told) > 2
    plan = plan_at("entertainment-venue", office="999922")
    assert not standing(plan, Answers(), ON, phrases).office_facts


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_every_question_says_why(catalogue: Catalogue, plan_at: PlanAt, language: str) -> None:
    phrases = Phrases(
        catalogue.words, "en" if language == "en" else "zh-Hans", catalogue.laws, catalogue.vocabulary
    )
    dice = random.Random(SEED + 5)
    for matter in matters(catalogue):
        plan = plan_at(matter)
        truth = complete(plan, dice)
        answers = Answers()
        while isinstance((now := standing(plan, answers, ON, phrases)).question, FactQuestion):
            question = now.question
            assert question.ask
            assert question.because
            assert question.why
            assert question.basis, (matter, question.fact)
            answers = answers.told(question.fact, truth[question.fact])


def test_a_derived_fact_asks_for_its_date(plan_at: PlanAt, phrases: Phrases) -> None:
    on = date(2025, 6, 3)
    plan = plan_at("elderly-card", on, "999922")
    answers, asked = Answers(), []
    while isinstance((now := standing(plan, answers, on, phrases)).question, FactQuestion):
        asked.append(now.question.fact)
        answers = answers.without_answer(now.question.fact)
    assert "applicant.birth-date" in asked
    assert "applicant.age" not in asked


def with_conditions(plan_at: PlanAt, *whens: Node) -> Plan:
    """A matter of which nothing is left but these conditions of acceptance."""
    desk = plan_at("labour-dispatch").desk
    edition = desk.edition
    plain = replace(edition.requirements[0], stage="acceptance", effect="supplement", only_if=None)
    requirements = tuple(replace(plain, id=f"r{n}", when=when) for n, when in enumerate(whens))
    bare = replace(
        edition, requirements=requirements, materials=(), competence=(), not_required_when=(), time_limits=()
    )
    book = rulebook(bare)
    return plan(replace(desk, rulebook=book, programs={"compiled": COMPILED.compile(book.rule_set)}))


FIXED, USED = Compare("premises.fixed", "is", True), Compare("agent.used", "is", True)


def test_what_is_certain_without_an_answer_is_asked_last_and_only_to_conclude(
    plan_at: PlanAt, phrases: Phrases
) -> None:
    """`a or not a` holds whatever a is, but no engine concludes it without an answer: it is asked after all that matters."""
    plan_ = with_conditions(plan_at, AnyOf((FIXED, Not(FIXED))), USED)
    first = standing(plan_, Answers(), ON, phrases)
    assert isinstance(first.question, FactQuestion)
    assert first.question.fact == "agent.used"
    second = standing(plan_, Answers({"agent.used": True}), ON, phrases)
    assert isinstance(second.question, FactQuestion)
    assert second.question.fact == "premises.fixed"
    assert not second.settled
    third = standing(plan_, Answers({"agent.used": True, "premises.fixed": False}), ON, phrases)
    assert (third.question, third.acceptance) == (None, "accept")


def test_what_can_never_be_concluded_is_not_asked_for(plan_at: PlanAt, phrases: Phrases) -> None:
    """`a or (a and b)`, a not known: b changes nothing, and no answer concludes the rule."""
    plan_ = with_conditions(plan_at, AnyOf((FIXED, All((FIXED, USED)))))
    now = standing(plan_, Answers(skipped=frozenset({"premises.fixed"})), ON, phrases)
    assert (now.question, now.complete, now.acceptance) == (None, True, "undetermined")


def test_the_fact_in_most_open_conditions_comes_first(plan_at: PlanAt, phrases: Phrases) -> None:
    one = Compare("management.dispatch-rules", "is", True)
    plan_ = with_conditions(plan_at, one, All((FIXED, USED)), FIXED)
    now = standing(plan_, Answers(), ON, phrases)
    assert isinstance(now.question, FactQuestion)
    assert now.question.fact == "premises.fixed"
    plan_ = with_conditions(plan_at, one, FIXED)  # a tie: the one that the rules name first
    now = standing(plan_, Answers(), ON, phrases)
    assert isinstance(now.question, FactQuestion)
    assert now.question.fact == "management.dispatch-rules"


def sound(question: PaperQuestion) -> tuple[Document, ...]:
    """The documents of somebody who has the first paper of everybody concerned, as it is asked for."""
    first = [way for way in question.ways if way.material in {each.material for each in question.ways[:1]}]
    return tuple(
        Document(
            way.material,
            originals=next((int(each.wanted) for each in way.fields if each.name == "originals"), 0),
            copies=next((int(each.wanted) for each in way.fields if each.name == "copies"), 0),
            electronic=way.electronic,
            holder=way.holder,
            signed=any(each.name == "signed" for each in way.fields) or None,
            sealed=any(each.name == "sealed" for each in way.fields) or None,
            issued_on=ON if any(each.name == "issued_on" for each in way.fields) else None,
            valid_until=ON if any(each.name == "valid_until" for each in way.fields) else None,
        )
        for way in first
    )


def test_the_papers_asked_for_are_the_papers_that_count(
    catalogue: Catalogue, plan_at: PlanAt, phrases: Phrases
) -> None:
    """Who tells of every paper as demanded lacks none; who has none lacks each that was asked for, and no other."""
    dice = random.Random(SEED + 6)
    walked = 0
    for matter in matters(catalogue):
        plan = plan_at(matter)
        truth = complete(plan, dice)
        for having in (True, False):
            answers, asked = Answers(), list[str]()
            while (now := standing(plan, answers, ON, phrases)).question is not None:
                question = now.question
                if isinstance(question, FactQuestion):
                    answers = answers.told(question.fact, truth[question.fact])
                    continue
                asked.append(question.requirement)
                assert question.ways
                answers = answers.with_papers(question.requirement, sound(question) if having else ())
            made = decide(submission_of(answers, matter, ON), plan.desk, ON)
            if made.acceptance in ("not_required", "not_competent"):
                assert not asked
                continue
            walked += 1
            lacking = {
                rule.subject.id
                for name, rule in plan.desk.rulebook.rules.items()
                if name.startswith(("material/", "spot/")) and made.truths[name] is Truth.TRUE
            }
            if having:
                assert lacking == set(), (matter, lacking)
            else:
                named = {paper.id for paper in plan.edition.materials if paper.id in asked}
                assert lacking <= named
                assert {
                    each for each in named if made.truths.get(f"needed/{each}", Truth.TRUE) is Truth.TRUE
                } <= lacking
    assert walked > 20


def test_papers_given_at_once_are_not_asked_for(plan_at: PlanAt, phrases: Phrases) -> None:
    plan = plan_at("labour-dispatch")
    now = standing(plan, Answers(papers=None), ON, phrases)
    assert now.papers_left == 0


def test_a_paper_in_two_entries_is_asked_once(plan_at: PlanAt) -> None:
    plan = plan_at("temporary-relief")
    doubled = [
        paper
        for paper in plan.edition.materials
        if sum(
            paper.forms[0].material.id == form.material.id
            for other in plan.edition.materials
            for form in other.forms
        )
        > 1
    ]
    first, second = doubled
    answers = Answers().with_papers(first.id, ())
    assert first.id in known(plan.desk, answers, ON).papers
    assert second.id in known(plan.desk, answers, ON).papers
    assert second not in list(papers_to_ask(at(plan, answers), answers))


def test_values_stay_out_of_the_standing(plan_at: PlanAt, phrases: Phrases) -> None:
    """What cannot be read is named, never repeated."""
    secret = "不应出现的内容"
    now = standing(plan_at("labour-dispatch"), Answers({"region.same": secret}), ON, phrases)
    assert secret not in repr(now)
    fact = plan_at("labour-dispatch").edition.facts["region.same"]
    assert isinstance(normalise(secret, fact), NotGiven)


def test_a_fee_that_is_surely_not_paid_waits_for_nothing(plan_at: PlanAt, phrases: Phrases) -> None:
    """A reduction that takes everything away settles the fee, whatever kind of fee it would have been."""
    desk = plan_at("resident-id-card").desk
    fees_ = desk.edition.fees
    (reduction,) = fees_.reductions
    edition = replace(desk.edition, fees=replace(fees_, reductions=(replace(reduction, items=()),)))
    book = rulebook(edition)
    plan_ = plan(replace(desk, rulebook=book, programs={"compiled": COMPILED.compile(book.rule_set)}))
    spared = standing(plan_, Answers({"household.subsistence": True}), ON, phrases).fees
    assert (spared.total, spared.items, spared.depends_on) == (0, (), ())
    charged = standing(plan_, Answers({"household.subsistence": False}), ON, phrases).fees
    assert charged.total is None
    assert "household.subsistence" not in charged.depends_on
    asked, answers = set(), Answers({"household.subsistence": True})
    while isinstance((now := standing(plan_, answers, ON, phrases)).question, FactQuestion):
        asked.add(now.question.fact)
        answers = answers.without_answer(now.question.fact)
    assert "card.temporary" not in asked


def test_before_the_papers_nothing_is_settled_but_the_outlook_is_told(
    plan_at: PlanAt, phrases: Phrases
) -> None:
    """Whoever stops after the facts hears "with all papers in order", never "accepted"."""
    plan_ = plan_at("labour-dispatch")
    answers = Answers()
    while isinstance((now := standing(plan_, answers, ON, phrases)).question, FactQuestion):
        fact = plan_.edition.facts[now.question.fact]
        good = {"money": "2000000", "choice": "leased"}.get(fact.type, not fact.id.startswith("licence."))
        answers = answers.told(fact.id, good)
    assert (now.stage, now.outlook, now.acceptance) == ("papers", "accept", "undetermined")
    assert (now.settled, now.notice_complete, now.complete) == (False, False, False)
    one_lacking = standing(plan_, answers.with_papers("articles", ()), ON, phrases)
    assert (one_lacking.acceptance, one_lacking.settled, one_lacking.notice_complete) == (
        "supplement", True, False,
    )  # fmt: skip
