"""`banshi lint` and `banshi explain` as a person and as a machine use them: streams, formats, exit codes."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner
from rich.console import Console

from checker.cli.explain import explain
from checker.cli.lint import lint
from checker.cli.session import Session
from checker.codes import EXPLAINED
from checker.finding import Language

EDITION = "catalogue/matters/sample-permit/2024-12-01.yaml"
Run = Callable[..., "Outcome"]


@dataclass(frozen=True)
class Outcome:
    """What a run of a command left."""

    code: int
    out: str
    err: str


@pytest.fixture
def root(repository: Path, tmp_path: Path) -> Path:
    """The example catalogue and the rules of the repository."""
    shutil.copytree(repository / "rules", tmp_path / "rules")
    shutil.copytree(Path(__file__).with_name("example") / "catalogue", tmp_path / "catalogue")
    return tmp_path


@pytest.fixture
def banshi(root: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(root)

    def run(command: click.Command, *arguments: str, language: Language = "en", at: Path = root) -> Outcome:
        import io

        errors = io.StringIO()
        answer = io.StringIO()
        session = Session(
            at,
            language,
            Console(file=answer, soft_wrap=True, highlight=False),
            Console(file=errors, soft_wrap=True, highlight=False),
        )
        result = CliRunner().invoke(command, arguments, obj=session)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Outcome(result.exit_code, answer.getvalue() + result.stdout, errors.getvalue() + result.stderr)

    return run


def spoil(root: Path, old: str = "promised: 10 working_days", new: str = "promised: 21 working_days") -> int:
    """One mistake in the edition; the line it stands in."""
    path = root / EDITION
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_a_clean_catalogue(banshi: Run) -> None:
    outcome = banshi(lint)
    assert (outcome.code, outcome.out) == (0, "")
    assert "0 errors, 0 warnings" in outcome.err


def test_text(banshi: Run, root: Path) -> None:
    line = spoil(root)
    outcome = banshi(lint)
    assert outcome.code == 1
    first, remedy, *_ = outcome.out.splitlines()
    assert first.startswith(f"{EDITION}:{line}:")
    assert (
        ": L03 `promised` (21 working_days) is longer than `statutory` (20 working_days) [promised-within-statutory]"
        in first
    )
    assert remedy.startswith("  help: ")
    assert "\x1b" not in outcome.out
    assert "1 errors, 0 warnings" in outcome.err


def test_chinese(banshi: Run, root: Path) -> None:
    spoil(root)
    assert "承诺时限 21 working_days 长于法定时限 20 working_days" in banshi(lint, language="zh-Hans").out


def test_json(banshi: Run, root: Path) -> None:
    line = spoil(root)
    outcome = banshi(lint, "--format", "json", language="zh-Hans")
    found = json.loads(outcome.out)
    assert outcome.code == 1
    assert list(found[0]) == [
        "code", "name", "severity", "path", "line", "column", "message", "message_en", "help", "related",
    ]  # fmt: skip
    assert [(item["code"], item["path"], item["line"]) for item in found] == [("L03", EDITION, line)]
    assert json.loads(banshi(lint, "--format", "json", "--select", "L12").out) == []


def test_github_is_escaped(banshi: Run, root: Path) -> None:
    line = spoil(
        root,
        "name: {zh: 示例经营许可, en: Sample business licence}",
        "name: 示例%经营许可\nnotes: [详见附件。, 打 13800000000]",
    )
    lines = banshi(lint, "--format", "github").out.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith(
        f"::warning file={EDITION},line={line + 1},col=9,title=L61 content-not-reference::"
    )
    assert "%0Ahelp: " in lines[0]


def test_sarif(banshi: Run, root: Path) -> None:
    line = spoil(root)
    log = json.loads(banshi(lint, "--format", "sarif").out)
    run: dict[str, Any] = log["runs"][0]
    assert log["version"] == "2.1.0"
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["L03"]
    result = run["results"][0]
    assert (result["ruleId"], result["ruleIndex"], result["level"]) == ("L03", 0, "error")
    physical = result["locations"][0]["physicalLocation"]
    assert physical["artifactLocation"]["uri"] == EDITION
    assert physical["region"]["startLine"] == line
    assert json.loads(banshi(lint, "--format", "sarif", "--select", "L12").out)["runs"][0]["results"] == []


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((EDITION,), 1),
        (("catalogue/matters/sample-permit",), 1),
        (("catalogue/laws",), 0),
        ((".",), 1),
        (("catalogue/laws", EDITION), 1),
        (("--select", "L12"), 0),
        (("--select", "l03, L12"), 1),
        (("nowhere",), 2),
        (("catalogue/matters/sample-perm",), 2),
        (("--select", "L999"), 2),
        (("--select", ","), 2),
        (("--on", "soon"), 2),
    ],
    ids=lambda value: str(value),
)
def test_narrowed_down(arguments: tuple[str, ...], code: int, banshi: Run, root: Path) -> None:
    spoil(root)
    assert banshi(lint, *arguments).code == code


def test_warnings_count_only_when_strict(banshi: Run, root: Path) -> None:
    spoil(root, 'verified: {by: text, on: "2026-11-22"}', 'verified: {by: text, on: "2001-11-22"}')
    assert banshi(lint, "--on", "2026-11-22").code == 0
    assert banshi(lint, "--on", "2026-11-22", "--strict").code == 1
    assert banshi(lint, "--on", "2002-11-22", "--strict").code == 0


def test_no_catalogue(banshi: Run, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    outcome = banshi(lint, at=empty)
    assert outcome.code == 2
    assert "R11" in outcome.err


def test_explain_prints_the_page(banshi: Run) -> None:
    outcome = banshi(explain, "l03")
    assert outcome.code == 0
    for part in (
        "L03 promised-within-statutory",
        "优化营商环境条例 §36",
        "promised: 21 working_days",
        "must not be longer",
    ):
        assert part in outcome.out
    assert banshi(explain, "promised-within-statutory").out == outcome.out
    assert json.loads(banshi(explain, "L03", "--format", "json").out)["code"] == "L03"


def test_explain_list_holds_every_code(banshi: Run) -> None:
    listed = banshi(explain, "--list").out
    assert all(f"  {code} " in listed for code in EXPLAINED)
    assert len(json.loads(banshi(explain, "--list", "--format", "json").out)) == len(EXPLAINED)


def test_explain_unknown(banshi: Run) -> None:
    outcome = banshi(explain, "promised-within-statutry")
    assert outcome.code == 2
    assert outcome.out == ""
    assert "promised-within-statutory" in outcome.err
