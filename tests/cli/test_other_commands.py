"""`banshi test`, `show`, `new` and `conformance` as their users run them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from checker.cli.app import options_first

Banshi = Callable[..., Any]


def test_all_shipped_cases_pass_and_cover_every_requirement(banshi: Banshi) -> None:
    run = banshi("test", "--format", "json")
    assert run.json["failures"] == []
    assert run.json["uncovered"] == []
    assert run.json["matters"] >= 24
    assert run.json["cases"] == run.json["passed"] >= 120
    assert run.code == 0


def test_every_matter_has_at_least_four_cases_of_different_kinds(banshi: Banshi, repository: Path) -> None:
    from checker.source import load

    for folder in sorted((repository / "catalogue/matters").iterdir()):
        source, _ = load(folder / "cases.yaml", repository)
        assert source is not None, folder.name
        assert isinstance(source.data, dict)
        outcomes = [case["expect"]["acceptance"] for case in source.data["cases"]]
        assert len(outcomes) >= 4, folder.name
        assert len(set(outcomes)) >= 3, folder.name


def test_a_wrong_expectation_and_a_missing_case_are_told(banshi: Banshi, copy: Path) -> None:
    file = copy / "catalogue/matters/labour-dispatch/cases.yaml"
    text = file.read_text("utf-8")
    cut = text[: text.index("  - name: 没有说明场所")] + text[text.index("  - name: 自有场所的公司") :]
    file.write_text(
        cut.replace("expect: {acceptance: refuse", "expect: {acceptance: accept").replace(", lease,", ","),
        "utf-8",
    )
    run = banshi("test", "--format", "json", root=copy)
    assert run.code == 1
    assert run.json["failed"] == 2
    assert any("refuse" in line for failure in run.json["failures"] for line in failure["differences"])


def test_coverage_names_the_requirement_that_no_case_triggers(banshi: Banshi, copy: Path) -> None:
    file = copy / "catalogue/matters/labour-dispatch/cases.yaml"
    text = file.read_text("utf-8")
    file.write_text(
        text.replace(
            "without: [capital-verification-report, articles-of-association,",
            "without: [capital-verification-report,",
        ).replace("findings: [application, articles, capital,", "findings: [application, capital,"),
        "utf-8",
    )
    run = banshi("test", "--format", "json", root=copy)
    assert run.json["uncovered"] == ["labour-dispatch/articles"]
    assert run.code == 1


def test_show_gives_the_place_of_each_value(banshi: Banshi, repository: Path) -> None:
    run = banshi("show", "labour-dispatch", "--on", "2026-03-02", "--format", "json")
    assert run.code == 0
    promised = next(value for value in run.json["values"] if value["path"] == "time_limits.decision.promised")
    lines = (repository / promised["place"]["path"]).read_text("utf-8").splitlines()
    assert promised["value"] == "10 working_days"
    assert lines[promised["place"]["line"] - 1][promised["place"]["column"] - 1 :].startswith(
        "10 working_days"
    )


def test_show_lists_the_matters(banshi: Banshi) -> None:
    run = banshi("show", "--format", "json")
    assert "labour-dispatch" in [matter["matter"] for matter in run.json]


def test_show_of_an_unknown_matter_offers_near_names(banshi: Banshi) -> None:
    run = banshi("show", "labour-dispach")
    assert run.code == 2
    assert "labour-dispatch" in run.err


@pytest.mark.parametrize("name", ["x/../../y", "Bad", "-x", "a--b", "", "名称"])
def test_new_refuses_ids_that_are_no_ids(banshi: Banshi, copy: Path, name: str) -> None:
    run = banshi("new", "--", name, root=copy)
    assert run.code == 2
    assert sorted(path.name for path in (copy / "catalogue/matters").iterdir()) == ["labour-dispatch"]


def test_a_new_matter_passes_its_own_cases_and_lints_with_todo_findings_only(
    banshi: Banshi, copy: Path
) -> None:
    assert (
        banshi("new", "street-trading", "--name", "占道经营许可", "--on", "2026-03-02", root=copy).code == 0
    )
    run = banshi("test", "--matters", "street-trading", "--format", "json", root=copy)
    assert (run.json["failed"], run.json["uncovered"]) == (0, [])
    found = banshi("lint", "--format", "json", root=copy).json
    mine = [finding for finding in found if "street-trading" in finding["path"]]
    assert mine
    assert {finding["name"] for finding in mine} == {"to-fill-in"}


def test_new_does_not_overwrite(banshi: Banshi, copy: Path) -> None:
    run = banshi("new", "labour-dispatch", root=copy)
    assert run.code == 2
    assert "B20" in run.err


def test_conformance_runs_an_outside_corpus(banshi: Banshi, tmp_path: Path) -> None:
    types = {"capital.registered": {"type": "money"}}
    case = {
        "id": "a",
        "condition": {"capital.registered": {"at_least": 100}},
        "types": types,
        "facts": {"capital.registered": "99.99"},
        "expected": "false",
        "why": "",
    }
    refused = {"id": "b", "condition": {"capital.registered": {"at_leest": 100}}, "types": types, "why": ""}
    file = tmp_path / "corpus.json"
    file.write_text(json.dumps({"cases": [case], "refused": [refused]}), "utf-8")
    assert banshi("conformance", file).code == 0
    file.write_text(json.dumps({"cases": [case | {"expected": "true"}], "refused": []}), "utf-8")
    run = banshi("conformance", file, "--format", "json")
    assert run.code == 1
    assert {difference["got"] for difference in run.json["files"][0]["differences"]} == {"false"}


def test_conformance_refuses_a_file_that_is_no_json(banshi: Banshi, tmp_path: Path) -> None:
    file = tmp_path / "corpus.json"
    file.write_text("{", "utf-8")
    assert banshi("conformance", file).code == 2


def test_the_version_is_told(banshi: Banshi) -> None:
    assert banshi("--version").out.startswith("banshi, version")


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("lint --root x", "--root x lint"),
        ("lint --root=x --format json", "--root=x lint --format json"),
        ("check a --language en -", "--language en check a -"),
        ("build --out o --language en --root x", "--root x build --out o --language en"),
        ("new -- --root", "new -- --root"),
        ("lint --root", "--root lint"),
    ],
)
def test_global_options_may_stand_behind_the_command(given: str, read: str) -> None:
    assert options_first(given.split()) == read.split()
