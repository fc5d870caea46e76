"""The conformance suite on every engine that runs here, and the runner itself: it must be able to say no."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from checker.conformance import Difference, read_corpus, run
from checker.engines import RuleSet, Truth, Values
from checker.engines.available import engines
from checker.engines.compiled import ENGINE
from checker.engines.fault import EngineFault
from checker.finding import Text
from checker.source import parse_json

FILES = sorted((Path(__file__).resolve().parent.parent / "conformance").glob("*.json"))


def unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    twice = [key for key, count in Counter(key for key, _ in pairs).items() if count > 1]
    assert not twice, twice
    return dict(pairs)


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_every_case_of_the_suite_holds_on_every_engine(path: Path) -> None:
    report = run(read_corpus(path.read_text(encoding="utf-8")), engines("both"))
    assert report.ok, report.differences
    assert "compiled" in report.engines


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_the_command_line_can_read_every_file_of_the_suite(path: Path) -> None:
    source, findings = parse_json(path.read_bytes(), path.name)
    assert source is not None, findings


def test_the_suite_is_large_and_every_case_says_why() -> None:
    files = [json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=unique_keys) for path in FILES]
    cases = [case for file in files for case in file["cases"]]
    refused = [case for file in files for case in file["refused"]]
    assert len(cases) >= 700
    assert len(refused) >= 150
    ids = Counter(case["id"] for case in cases + refused)
    assert ids.most_common(1)[0][1] == 1
    assert all(case["why"] for case in cases + refused)
    assert all(set(case) == {"id", "condition", "types", "facts", "expected", "why"} for case in cases)
    assert all(set(case) == {"id", "condition", "types", "why"} for case in refused)
    assert min(Counter(case["expected"] for case in cases).values()) >= 150


def corpus(**changes: Any) -> dict[str, Any]:
    case = {
        "id": "c",
        "condition": {"staff.count": {"at_least": 3}},
        "types": {"staff.count": {"type": "integer"}},
        "facts": {"staff.count": 3},
        "expected": "true",
        "why": "3 is the bound",
    }
    return {"cases": [case | changes], "refused": []}


class Says:
    """An engine that gives one answer to everything, or none at all."""

    name = "says"

    def __init__(self, truth: Truth | None) -> None:
        self.truth = truth

    def compile(self, rules: RuleSet) -> Says:
        self.names = tuple(rules.rules)
        return self

    def evaluate(self, values: Values) -> Mapping[str, Truth]:
        if self.truth is None:
            raise EngineFault("says", Text("不行", "no answer"))
        return dict.fromkeys(self.names, self.truth)


def test_a_good_case_is_ok() -> None:
    report = run(corpus(), [ENGINE])
    assert (report.ok, report.cases, report.refused, report.engines) == (True, 1, 0, ("compiled",))


def test_a_wrong_answer_names_case_engine_and_both_answers() -> None:
    report = run(corpus(), [ENGINE, Says(Truth.UNKNOWN)])
    assert report.differences == (Difference("c", "says", "true", "unknown"),)
    assert not report.ok


def test_an_engine_that_cannot_decide_is_a_difference() -> None:
    (difference,) = run(corpus(), [Says(None)]).differences
    assert (difference.got, difference.detail) == ("fault", "says: no answer")


def test_a_refused_condition_among_the_cases_is_a_difference_with_its_findings() -> None:
    (difference,) = run(corpus(condition={"staff.count": {"before": 3}}), [ENGINE]).differences
    assert (difference.engine, difference.expected, difference.got) == ("parser", "true", "refused")
    assert difference.detail.startswith("C06 ")


def test_an_accepted_condition_among_the_refused_is_a_difference() -> None:
    data = {"refused": [{"id": "r", "condition": {"a.b": 1}, "types": {"a.b": {"type": "integer"}}}]}
    assert run(data, [ENGINE]).differences == (Difference("r", "parser", "refused", "accepted"),)


@pytest.mark.parametrize(
    "changes",
    [
        {"expected": True},
        {"expected": "yes"},
        {"facts": []},
        {"types": []},
        {"types": {"staff.count": {"type": "number"}}},
        {"types": {"staff.count": {}}},
        {"types": {"staff.count": {"type": "choice", "options": "a"}}},
    ],
    ids=[
        "expected-boolean",
        "expected-word",
        "facts-list",
        "types-list",
        "type-word",
        "no-type",
        "options-text",
    ],
)
def test_a_malformed_case_is_a_difference_and_does_not_stop_the_run(changes: dict[str, Any]) -> None:
    data = corpus(**changes)
    data["cases"].append(corpus()["cases"][0])
    report = run(data, [ENGINE])
    assert [difference.got for difference in report.differences] == ["malformed"]
    assert report.cases == 2


@pytest.mark.parametrize("data", [{}, {"cases": []}, [], None, {"cases": {}}], ids=str)
def test_a_file_without_cases_is_not_a_pass(data: object) -> None:
    assert not run(data, [ENGINE]).ok


def test_a_case_without_an_id_is_named_by_its_place() -> None:
    assert [difference.id for difference in run({"cases": [5]}, [ENGINE]).differences] == ["cases[0]"]


def test_numbers_keep_the_digits_they_are_written_with() -> None:
    read = read_corpus('[0.1, 1e3, 18.0, 7, "1e3"]')
    assert read == ["0.1", "1e3", "18.0", 7, "1e3"]
    assert run(corpus(facts={"staff.count": read_corpus("9" * 5000)}, expected="unknown"), [ENGINE]).ok
