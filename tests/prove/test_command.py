"""`banshi prove` on the shipped catalogue and on broken ones: streams, formats, exit codes, and life without z3."""

from __future__ import annotations

import builtins
import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from checker.cli.app import app

EDITION = "catalogue/matters/labour-dispatch"
Banshi = Callable[..., "Run"]


@dataclass(frozen=True)
class Run:
    """What a run of the command left."""

    code: int
    out: str
    err: str


@pytest.fixture
def banshi(repository: Path) -> Banshi:
    def run(*arguments: str, root: Path = repository, language: str = "en") -> Run:
        result = CliRunner().invoke(app, ["--root", str(root), "--language", language, *arguments])
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Run(result.exit_code, result.stdout, result.stderr)

    return run


@pytest.fixture
def broken(repository: Path, tmp_path: Path) -> Path:
    """A catalogue with one matter, to which a condition is added that nobody can meet."""
    root = tmp_path / "root"
    shutil.copytree(repository / "rules", root / "rules")
    for register in ("laws", "materials", "agencies"):
        shutil.copytree(repository / "catalogue" / register, root / "catalogue" / register)
    shutil.copy(repository / "catalogue" / "catalogue.yaml", root / "catalogue" / "catalogue.yaml")
    shutil.copytree(repository / EDITION, root / EDITION)
    file = next((root / EDITION).glob("2*.yaml"))
    text = file.read_text("utf-8")
    assert "\nconditions:\n" in text
    added = (
        "  - {id: impossible, stage: decision, when: {applicant.age: {at_least: 60, less_than: 18}}, "
        "remedy: 改正。, basis: [measures-7]}\n"
    )
    file.write_text(text.replace("\nconditions:\n", f"\nconditions:\n{added}"), encoding="utf-8")
    return root


def test_shipped_catalogue_is_proven(needs_z3: None, banshi: Banshi) -> None:
    answer = banshi("prove", "--strict")
    assert (answer.code, answer.out) == (0, "")
    assert "0 errors, 0 warnings" in answer.err


def test_shipped_offices_are_proven(needs_z3: None, banshi: Banshi, repository: Path) -> None:
    divisions = sorted(path.name for path in (repository / "catalogue" / "offices").iterdir())
    assert divisions
    for division in divisions:
        answer = banshi("prove", "--office", division)
        assert (answer.code, answer.out) == (0, ""), division


def test_json(needs_z3: None, banshi: Banshi, broken: Path) -> None:
    answer = banshi("prove", "--format", "json", root=broken)
    assert answer.code == 1
    found = json.loads(answer.out)
    assert [item["code"] for item in found] == ["P01"]
    (item,) = found
    assert set(item) == {"code", "name", "severity", "places", "message", "help", "counterexample"}
    assert item["places"][0]["path"].startswith(EDITION)
    assert item["places"][0]["line"] > 1
    applicant = item["counterexample"]
    assert set(applicant) == {"received_on", "facts", "lines", "why"}
    assert list(applicant["facts"]) == ["applicant.birth-date"]
    assert all(len(pair) == 2 for pair in applicant["lines"])


def test_text_in_plain_chinese(needs_z3: None, banshi: Banshi, broken: Path) -> None:
    answer = banshi("prove", "--matters", "labour-dispatch", root=broken, language="zh-Hans")
    assert answer.code == 1
    assert "没有人能符合" in answer.out
    assert "申请人出生日期：" in answer.out
    assert "周岁" in answer.out
    assert "1 个错误" in answer.err


def test_names_are_checked(needs_z3: None, banshi: Banshi) -> None:
    answer = banshi("prove", "--matters", "labor-dispatch")
    assert answer.code == 2
    assert "labour-dispatch" in answer.err
    assert banshi("prove", "--office", "000000").code == 2


def test_a_faulty_file_is_not_proven(needs_z3: None, banshi: Banshi, broken: Path) -> None:
    file = next((broken / EDITION).glob("2*.yaml"))
    file.write_text(file.read_text("utf-8") + "nonsense: true\n", encoding="utf-8")
    answer = banshi("prove", root=broken)
    assert answer.code == 2
    assert "B09" in answer.err
    assert answer.out == ""


def test_without_z3_it_says_how_to_get_it(banshi: Banshi, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def importing(name: str, *rest: Any, **more: Any) -> Any:
        if name == "z3" or name.startswith("z3."):
            raise ModuleNotFoundError("No module named 'z3'", name="z3")
        return real(name, *rest, **more)

    for name in [name for name in sys.modules if name.startswith("checker.prove.") or name == "z3"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(builtins, "__import__", importing)
    answer = banshi("prove")
    assert answer.code == 2
    assert 'pip install "banshi[prove]"' in answer.err
    assert answer.out == ""
    assert banshi("explain", "P01").code == 0
