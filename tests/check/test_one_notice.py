"""The one-notice guarantee (一次告知, 行政许可法 §32(4)): after everything the notice names is mended, nothing new may come up.

Random submissions to every shipped matter; the notice is taken as the only source of what to mend. The clerk's view is fixed: the
facts stay as they are, only what the findings name changes.
"""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest

from checker.catalogue import Catalogue
from checker.check import check
from checker.conditions.facts import Fact
from checker.desks import Desks
from checker.model.edition import Edition, Form
from checker.phrases import Phrases
from checker.submission import Document, Submission
from checker.verdict import Problem, Verdict

ON = date(2026, 3, 2)
ROUNDS = 40
SEED = 20260302


def matters(catalogue: Catalogue) -> list[str]:
    return sorted(catalogue.editions)


def random_fact(fact: Fact, dice: random.Random) -> object:
    match fact.type:
        case "boolean":
            return dice.random() < 0.5
        case "choice":
            return dice.choice(fact.option_ids)
        case "choices":
            return [option for option in fact.option_ids if dice.random() < 0.5]
        case "date":
            return (ON + timedelta(days=dice.randint(-25000, 400))).isoformat()
        case "integer":
            return str(dice.choice([0, 1, 2, 5, 16, 18, 60, 99, 100, 1000, 5000]))
        case "money" | "decimal":
            return str(dice.choice([0, 1, 100, 300, 200000, 2000000, 10000000]))
        case _:
            return "示例"


def random_document(form: Form, dice: random.Random) -> list[Document]:
    holders = [holder.id for holder in form.holders] or [""]
    found = []
    for holder in holders:
        if dice.random() < 0.25:
            continue
        found.append(
            Document(
                form.material.id,
                originals=dice.choice([0, 1, form.originals]),
                copies=dice.choice([0, form.copies, form.copies]),
                electronic=dice.random() < 0.2,
                holder=holder,
                issued_on=dice.choice([None, ON, ON, ON - timedelta(days=800), ON + timedelta(days=9)]),
                valid_until=dice.choice([None, ON, ON - timedelta(days=1), ON + timedelta(days=99)]),
                signed=dice.choice([None, True, True, False]),
                sealed=dice.choice([None, True, True, False]),
                follows=dice.random() < 0.05,
                promised=dice.random() < 0.05,
            )
        )
    return found


def random_submission(edition: Edition, dice: random.Random) -> Submission:
    facts = {
        name: random_fact(fact, dice)
        for name, fact in edition.facts.items()
        if not fact.derive and dice.random() < 0.9
    }
    documents = [
        document
        for paper in edition.materials
        for form in paper.forms
        if dice.random() < 0.7
        for document in random_document(form, dice)
    ]
    return Submission(edition.matter, ON, facts=facts, documents=tuple(documents))


def sound(form: Form, holder: str) -> Document:
    """A paper that is right in every respect the form asks for."""
    return Document(
        form.material.id,
        originals=max(form.originals, 1 if form.check_only else 0),
        copies=max(form.copies, 1),
        holder=holder,
        issued_on=ON,
        valid_until=ON + timedelta(days=365),
        signed=True,
        sealed=True,
    )


def mended(submission: Submission, problems: tuple[Problem, ...], edition: Edition) -> Submission:
    """Do exactly what the notice says: for each named paper (and holder), hand in a sound one; nothing else."""
    papers = {paper.id: paper for paper in edition.materials}
    documents = list(submission.documents)
    for problem in problems:
        paper = papers.get(problem.requirement)
        if paper is None:
            continue
        form = next(form for form in paper.forms if form.material.id == problem.material)
        documents = [
            each
            for each in documents
            if not (each.material == problem.material and each.holder == problem.holder)
        ]
        documents.append(sound(form, problem.holder))
    return replace(submission, documents=tuple(documents))


def defects(verdict: Verdict) -> set[tuple[str, str, str, str]]:
    return {
        (p.requirement, p.code, p.material, p.holder)
        for p in verdict.findings
        if p.effect in ("supplement", "on_the_spot", "tolerable")
    }


def test_a_mended_submission_has_no_new_defect(
    catalogue: Catalogue, all_desks: Desks, phrases: Phrases
) -> None:
    dice = random.Random(SEED)
    notices = 0
    for matter in matters(catalogue):
        for _ in range(ROUNDS):
            desk = all_desks.at(matter, ON)
            submission = random_submission(desk.edition, dice)
            first = check(submission, desk, phrases, ON)
            assert first.acceptance != "cannot_decide"
            if first.acceptance not in ("supplement", "correct_on_spot"):
                continue
            notices += 1
            second = check(mended(submission, first.findings, desk.edition), desk, phrases, ON)
            # what papers cannot mend (a condition of acceptance that the facts do not meet) was told the first time
            lasting = {defect for defect in defects(first) if defect[1] == "V04"}
            assert defects(second) == lasting, (matter, submission.documents, first.findings, second.findings)
            assert lasting or second.acceptance not in ("supplement", "correct_on_spot")
            assert {q.fact for q in second.questions} <= {q.fact for q in first.questions}
    assert notices > 5 * len(matters(catalogue))


def test_a_notice_lists_every_requirement_that_is_not_in_order(
    catalogue: Catalogue, all_desks: Desks, phrases: Phrases
) -> None:
    """Independent of the rulebook: what is needed and not in order is in the notice, and nothing else."""
    dice = random.Random(SEED + 1)
    for matter in matters(catalogue):
        for _ in range(ROUNDS):
            desk = all_desks.at(matter, ON)
            verdict = check(random_submission(desk.edition, dice), desk, phrases, ON)
            if verdict.acceptance in ("not_required", "not_competent"):
                assert {problem.effect for problem in verdict.findings} == {verdict.acceptance}
                continue
            told = {problem.requirement for problem in verdict.findings if problem.material}
            wanting = {
                line.requirement for line in verdict.materials if line.need == "needed" and not line.in_order
            }
            promised = {paper.id for paper in desk.edition.materials if paper.promise}
            assert wanting - promised <= told
            assert told <= wanting


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_every_finding_has_text_remedy_article_and_place(
    catalogue: Catalogue, all_desks: Desks, language: str
) -> None:
    phrases = Phrases(
        catalogue.words, "en" if language == "en" else "zh-Hans", catalogue.laws, catalogue.vocabulary
    )
    dice = random.Random(SEED + 2)
    seen = set()
    for matter in matters(catalogue):
        for _ in range(10):
            desk = all_desks.at(matter, ON)
            for problem in check(random_submission(desk.edition, dice), desk, phrases, ON).findings:
                seen.add(problem.code)
                assert problem.text
                assert problem.remedy, problem
                assert problem.basis, problem
                assert problem.place.path.startswith(("catalogue/", "rules/"))
                assert problem.place.line > 0
    assert len(seen) >= 12, seen
