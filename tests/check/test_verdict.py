"""Verdicts on the shipped example matter: the order of Art. 32, three values, fail closed, and the JSON object's schema."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from checker.catalogue import Catalogue
from checker.check import check
from checker.desks import Desks
from checker.engines import Truth, Values
from checker.phrases import Phrases
from checker.source import Source, load
from checker.submission import read_submission
from checker.verdict import Verdict, as_data

Judge = Callable[..., Verdict]


@pytest.fixture
def complete(repository: Path) -> dict[str, Any]:
    source, findings = load(repository / "examples/labour-dispatch/complete.yaml", repository)
    assert source is not None
    assert not findings
    assert isinstance(source.data, dict)
    return deepcopy(source.data)


@pytest.fixture
def defective(repository: Path) -> dict[str, Any]:
    source, _ = load(repository / "examples/labour-dispatch/several-defects.yaml", repository)
    assert source is not None
    assert isinstance(source.data, dict)
    return deepcopy(source.data)


def told(verdict: Verdict) -> set[str]:
    return {problem.requirement for problem in verdict.findings}


def test_a_complete_submission_is_accepted(judge: Judge, complete: dict[str, Any]) -> None:
    verdict = judge(complete)
    assert (verdict.acceptance, verdict.eligibility) == ("accept", "met")
    assert verdict.findings == () == verdict.questions
    assert verdict.settled
    assert verdict.notice_complete


def test_every_defect_is_told_at_once(judge: Judge, defective: dict[str, Any]) -> None:
    verdict = judge(defective)
    assert verdict.acceptance == "supplement"
    assert told(verdict) == {
        "application",
        "capital-proof",
        "lease",
        "facilities-list",
        "agent.power-of-attorney",
        "agent.agent-identity",
        "capital",
    }
    assert {problem.code for problem in verdict.findings} == {"V05", "V11", "V15", "V16", "V17", "V19"}


def test_the_notice_is_due_after_the_make_up_saturday_and_the_holiday(
    judge: Judge, defective: dict[str, Any]
) -> None:
    line = next(line for line in judge(defective).deadlines if line.kind == "notice")
    assert line.day == date(2026, 2, 27)  # 行政许可法 §32(4), §82; golden case P01
    assert "2026年2月13日" in line.note


def test_only_correctable_defects_are_corrected_on_the_spot(judge: Judge, complete: dict[str, Any]) -> None:
    complete["documents"][0]["sealed"] = False
    verdict = judge(complete)
    assert verdict.acceptance == "correct_on_spot"
    assert [problem.effect for problem in verdict.findings] == ["on_the_spot"]


def test_competence_comes_before_defects(judge: Judge, defective: dict[str, Any]) -> None:
    defective["facts"]["region"]["same"] = False
    verdict = judge(defective)
    assert verdict.acceptance == "not_competent"
    assert told(verdict) == {"elsewhere"}
    assert "人力资源社会保障部门" in verdict.findings[0].remedy


def test_an_unknown_case_is_a_question_not_a_defect(judge: Judge, complete: dict[str, Any]) -> None:
    del complete["facts"]["premises"]["tenure"]
    verdict = judge(complete)
    assert verdict.acceptance == "undetermined"
    assert [question.fact for question in verdict.questions] == ["premises.tenure"]
    assert not verdict.findings
    assert not verdict.settled
    assert not verdict.notice_complete


@pytest.mark.parametrize(
    "value", [None, "", "  ", "五百万", "1e6", "5,000,000", True, ["5000000"], "5000000.001"]
)
def test_an_unreadable_answer_counts_as_not_given_and_is_said_so(
    judge: Judge, complete: dict[str, Any], value: object
) -> None:
    complete["facts"]["capital"]["registered"] = value
    verdict = judge(complete)
    assert (verdict.acceptance, verdict.eligibility) == ("accept", "undetermined")
    assert [question.fact for question in verdict.questions] == ["capital.registered"]
    assert verdict.questions[0].not_given_because
    assert any("注册资本" in remark for remark in verdict.remarks)


@pytest.mark.parametrize(
    ("amount", "eligibility"),
    [("1999999.99", "not_met"), ("2000000", "met"), ("2000000.00", "met"), (2000001, "met")],
)
def test_the_capital_threshold_is_exact(
    judge: Judge, complete: dict[str, Any], amount: object, eligibility: str
) -> None:
    complete["facts"]["capital"]["registered"] = amount
    assert judge(complete).eligibility == eligibility


@pytest.mark.parametrize(("until", "acceptance"), [("2026-03-01", "supplement"), ("2026-03-02", "accept")])
def test_a_paper_is_valid_on_its_last_day(
    judge: Judge, complete: dict[str, Any], until: str, acceptance: str
) -> None:
    complete["facts"]["premises"]["tenure"] = "leased"
    complete["documents"].append({"material": "lease-contract", "form": "copy", "valid_until": until})
    assert judge(complete).acceptance == acceptance


@pytest.mark.parametrize(("issued", "acceptance"), [("2025-03-01", "supplement"), ("2025-03-02", "accept")])
def test_twelve_months_end_on_the_corresponding_day(
    judge: Judge, complete: dict[str, Any], issued: str, acceptance: str
) -> None:
    complete["documents"] = [
        each for each in complete["documents"] if each["material"] != "capital-verification-report"
    ]
    complete["documents"].append(
        {"material": "financial-audit-report", "form": "original", "issued_on": issued}
    )
    assert judge(complete).acceptance == acceptance


def test_a_paper_from_the_future_is_told(judge: Judge, complete: dict[str, Any]) -> None:
    complete["documents"][1]["issued_on"] = "2026-03-03"
    verdict = judge(complete)
    assert [(problem.code, problem.action) for problem in verdict.findings] == [("V22", "correct")]
    complete["documents"][1]["issued_on"] = "2026-03-02"
    assert judge(complete).acceptance == "accept"


def test_papers_that_nobody_asked_for_are_named(judge: Judge, complete: dict[str, Any]) -> None:
    complete["documents"].append({"material": "power-of-attorney", "form": "original"})
    complete["documents"].append({"material": "passport", "form": "original"})
    verdict = judge(complete)
    assert verdict.acceptance == "accept"
    assert any("授权委托书" in remark for remark in verdict.remarks)
    assert any("护照" in remark for remark in verdict.remarks)


@dataclass(frozen=True)
class Contrary:
    """An engine gone wrong: it answers the opposite of what is true."""

    truth: dict[str, Truth]

    def evaluate(self, values: Values) -> dict[str, Truth]:
        return self.truth


def test_engines_that_differ_decide_nothing(
    all_desks: Desks, phrases: Phrases, complete: dict[str, Any]
) -> None:
    submission, _ = read_submission(Source("-", complete))
    assert submission is not None
    day = date(2026, 3, 2)
    desk = all_desks.at("labour-dispatch", day)
    wrong = Contrary(dict.fromkeys(desk.rulebook.rule_set.rules, Truth.TRUE))
    verdict = check(submission, replace(desk, programs={**desk.programs, "durable": wrong}), phrases, day)
    assert verdict.acceptance == "cannot_decide"
    assert not verdict.settled


def test_a_table_on_which_engines_differ_decides_nothing(
    all_desks: Desks, phrases: Phrases, complete: dict[str, Any]
) -> None:
    submission, _ = read_submission(Source("-", complete))
    assert submission is not None
    day = date(2026, 3, 2)
    desk = replace(
        all_desks.at("labour-dispatch", day), table_programs={"durable": Contrary({"supplement": Truth.TRUE})}
    )
    assert check(submission, desk, phrases, day).acceptance == "cannot_decide"


def test_no_personal_answer_is_repeated(judge: Judge, defective: dict[str, Any]) -> None:
    defective["facts"]["applicant"].update({"name": "张三丰", "identity-number": "110101199001011234"})
    text = json.dumps(as_data(judge(defective)), ensure_ascii=False)
    assert "张三丰" not in text
    assert "110101199001011234" not in text


def test_the_json_object_keeps_to_its_schema(
    repository: Path, judge: Judge, complete: dict[str, Any], defective: dict[str, Any]
) -> None:
    schema = json.loads((repository / "rules/schema/verdict.schema.json").read_text("utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    undecided = deepcopy(complete)
    undecided["facts"] = {}
    for data in (complete, defective, undecided):
        assert not list(validator.iter_errors(as_data(judge(data))))


def test_the_keys_that_scripts_read_are_there(judge: Judge, complete: dict[str, Any]) -> None:
    keys = {
        "matter",
        "edition",
        "office",
        "on",
        "catalogue_version",
        "engines",
        "acceptance",
        "eligibility",
        "findings",
        "questions",
        "materials",
        "deadlines",
        "fees",
        "disclaimer",
    }
    assert keys <= as_data(judge(complete)).keys()


def test_every_matter_answers_an_empty_submission_with_questions_or_defects(
    catalogue: Catalogue, judge: Judge
) -> None:
    for matter in catalogue.editions:
        verdict = judge({"matter": matter, "received_on": "2026-03-02"})
        assert verdict.acceptance != "cannot_decide"
        assert verdict.questions or verdict.findings, matter
