"""`banshi export`, `banshi import` and `banshi lint --watch` as a person and as a machine use them."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from checker.cli.app import app


def banshi(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_export_needs_to_know_what(repository: Path) -> None:
    assert banshi("--root", repository, "export").exit_code == 2


def test_export_says_where_it_cannot_write(repository: Path, tmp_path: Path) -> None:
    result = banshi("--root", repository, "export", "--xlsx", tmp_path / "none" / "x.xlsx")
    assert result.exit_code == 2
    assert "X21" in result.stderr
    assert banshi("--root", repository, "export", "--xlsx", tmp_path / "x.ods").exit_code == 2


def test_csv_and_schemas_are_written(repository: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    result = banshi(
        "--root", repository, "export", "--csv", folder, "--schemas", folder / "s", "--on", "2026-11-22"
    )
    assert result.exit_code == 0, result.stderr
    assert {path.name for path in folder.glob("*.csv")} == {
        f"{name}.csv" for name in ("task", "material", "fee", "link", "faq")
    }
    assert (folder / "s" / "edition.schema.json").is_file()


@pytest.mark.parametrize(
    "options", [("--codes", "platform-1999"), ("--on", "1999-01-01"), ("--office", "000000")]
)
def test_csv_of_nothing_is_an_error(repository: Path, tmp_path: Path, options: tuple[str, str]) -> None:
    assert banshi("--root", repository, "export", "--csv", tmp_path / "x", *options).exit_code == 2
    assert not (tmp_path / "x").exists()


def test_a_faulty_file_is_named_and_the_rest_exported(repository: Path, tmp_path: Path) -> None:
    root = tmp_path / "root"
    for top in ("catalogue", "rules"):
        shutil.copytree(repository / top, root / top)
    (root / "catalogue/laws/legal-aid-law.yaml").write_text("a: [", encoding="utf-8")
    (root / "catalogue/laws/civil-code.yaml").write_text("format: 1\nid: other\n", encoding="utf-8")
    result = banshi("--root", root, "export", "--xlsx", tmp_path / "x.xlsx")
    assert result.exit_code == 1
    assert "legal-aid-law.yaml" in result.stderr
    assert "civil-code.yaml: X20" in result.stderr
    assert (tmp_path / "x.xlsx").is_file()


def test_import_lists_cells_for_programs_and_writes_nothing(
    repository: Path, small: Path, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(small)
    book["条件"]["C3"] = "=1"
    book.save(small)
    into = tmp_path / "into"
    result = banshi("--root", repository, "import", small, "--into", into, "--format", "json")
    assert result.exit_code == 1
    found = json.loads(result.stdout)
    assert found["written"] == []
    assert "条件!C3" in {finding["path"] for finding in found["findings"]}
    assert not into.exists()


def test_import_of_a_file_that_is_not_there(repository: Path, tmp_path: Path) -> None:
    assert (
        banshi("--root", repository, "import", tmp_path / "x.xlsx", "--into", tmp_path / "into").exit_code
        == 2
    )


def test_import_does_not_follow_a_link_out_of_the_folder(
    repository: Path, small: Path, tmp_path: Path
) -> None:
    into, outside = tmp_path / "into", tmp_path / "outside"
    outside.mkdir()
    (into / "catalogue").mkdir(parents=True)
    (into / "catalogue" / "matters").symlink_to(outside)
    assert banshi("--root", repository, "import", small, "--into", into).exit_code == 2
    assert list(outside.rglob("*.yaml")) == []


def test_watch_lints_again_after_a_change(repository: Path, tmp_path: Path) -> None:
    root = tmp_path / "root"
    for top in ("catalogue", "rules"):
        shutil.copytree(repository / top, root / top)
    command = [
        sys.executable,
        "-m",
        "checker.cli",
        "--language",
        "en",
        "--root",
        str(root),
        "lint",
        "--watch",
    ]
    with subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        cwd=repository,
        env={**os.environ, "COLUMNS": "200"},
        # a shell's background jobs ignore Ctrl-C, and so would what they start
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:
        assert process.stderr is not None
        assert " 0 errors" in process.stderr.readline()
        file = root / "catalogue/matters/labour-dispatch/2013-07-01.yaml"
        changed = file.read_text("utf-8").replace("promised: 10 working_days", "promised: 21 working_days")
        file.write_text(changed, encoding="utf-8")
        while " 1 errors" not in (line := process.stderr.readline()):
            assert " 0 errors" in line  # seen between opening and writing
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == 0
