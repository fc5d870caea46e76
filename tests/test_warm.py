"""Warm lint: whatever was changed, it says exactly what a cold run says."""

from __future__ import annotations

import ast
import os
import shutil
import sqlite3
from datetime import date
from pathlib import Path

import pytest

from checker.lint import CHECKS
from checker.warm import ACROSS, lint_root

DAY = date(2026, 11, 22)
EDITION = "catalogue/matters/labour-dispatch/2013-07-01.yaml"

# Checks of the whole catalogue that look at one file at a time, at one matter at a time, or at what bundles and decisions name.
# A new check of the whole catalogue belongs here or into ACROSS; warm lint is wrong until somebody has decided.
APART = {"L20", "L28", "L59", "L61", "L62", "L63", "L64", "L91", "L92", "L95", "L96"}


@pytest.fixture
def root(repository: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "root"
    for top in ("catalogue", "rules"):
        shutil.copytree(repository / top, folder / top)
    for path in folder.rglob("*"):  # as if written long ago: fresh files are compared by content
        os.utime(path, (1_700_000_000, 1_700_000_000))
    return folder


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "lint.sqlite"


def edit(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text("utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new, 1), encoding="utf-8")


def both(root: Path, cache: Path) -> int | None:
    warm, cold = lint_root(root, DAY, None, cache), lint_root(root, DAY)
    assert warm.findings == cold.findings
    assert warm.paths == cold.paths
    assert warm.matters == cold.matters
    return warm.again


CHANGES = {
    "nothing": (EDITION, "version: 1", "version: 1", 0),
    "limit": (EDITION, "promised: 10 working_days", "promised: 21 working_days", 1),
    "broken": (EDITION, "version: 1", "version: [", None),
    "shape": (EDITION, "version: 1", "version: x", 1),
    "name": (EDITION, "劳务派遣经营许可", "劳务派遣许可", None),
    "needs": (EDITION, "acceptance: default", "acceptance: default\nneeds_result_of: [drug-retail]", None),
    "cases": ("catalogue/matters/labour-dispatch/cases.yaml", "from: complete", "from: nobody", 1),
    "office": ("catalogue/offices/999922/labour-dispatch/2026-01-01.yaml", "in_hall: true", "in_hall: 1", 1),
    "law": ("catalogue/laws/legal-aid-law.yaml", "format: 1", "format: 2", None),
    "bundle-member": (
        "catalogue/matters/fire-safety-inspection/2021-04-29.yaml",
        "format: 1\n",
        "format: 1\n# remark\n",
        1,
    ),
    "rules": ("rules/wording.yaml", "format: 1", "format: 2", None),
}


@pytest.mark.parametrize("change", CHANGES, ids=list(CHANGES))
def test_warm_says_what_cold_says(root: Path, cache: Path, change: str) -> None:
    path, old, new, again = CHANGES[change]
    assert both(root, cache) is None
    edit(root, path, old, new)
    assert both(root, cache) == again
    assert both(root, cache) == 0
    edit(root, path, new, old)
    both(root, cache)


def test_a_new_and_a_vanished_matter_mean_a_cold_run(root: Path, cache: Path) -> None:
    both(root, cache)
    shutil.rmtree(root / "catalogue/matters/labour-dispatch")
    assert both(root, cache) is None


def test_a_new_edition_is_seen(root: Path, cache: Path) -> None:
    both(root, cache)
    text = (root / EDITION).read_text("utf-8").replace("2013-07-01", "2027-01-01", 1)
    (root / EDITION).with_name("2027-01-01.yaml").write_text(text, encoding="utf-8")
    assert both(root, cache) == 1


def test_a_change_that_keeps_time_and_size_is_seen_while_fresh(root: Path, cache: Path) -> None:
    os.utime(root / EDITION)
    status = (root / EDITION).stat()
    both(root, cache)
    edit(root, EDITION, "promised: 10 working_days", "promised: 99 working_days")
    os.utime(root / EDITION, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert both(root, cache) == 1


def test_selected_codes_and_another_day(root: Path, cache: Path) -> None:
    edit(root, EDITION, "promised: 10 working_days", "promised: 21 working_days")
    lint_root(root, DAY, None, cache)
    assert lint_root(root, DAY, {"L03"}, cache).findings == lint_root(root, DAY, {"L03"}).findings
    later = date(2031, 1, 1)
    assert lint_root(root, later, None, cache).findings == lint_root(root, later).findings


@pytest.mark.parametrize("content", [b"", b"rubbish" * 1000, b"SQLite format 3\0" + b"\0" * 5000])
def test_a_corrupt_cache_is_made_anew(root: Path, cache: Path, content: bytes) -> None:
    cache.parent.mkdir(parents=True)
    cache.write_bytes(content)
    both(root, cache)
    assert both(root, cache) in (0, None)


def test_a_cache_with_wrong_rows_is_made_anew(root: Path, cache: Path) -> None:
    both(root, cache)
    with sqlite3.connect(cache) as connection:
        connection.execute("UPDATE units SET checked = '[[1]]'")
    connection.close()
    both(root, cache)
    both(root, cache)
    assert both(root, cache) == 0


def test_no_cache_where_none_can_be_written(root: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert both(root, tmp_path / "file" / "lint.sqlite") is None


def test_a_link_means_no_memory(root: Path, cache: Path) -> None:
    (root / "catalogue/laws/linked.yaml").symlink_to("legal-aid-law.yaml")
    assert both(root, cache) is None
    assert both(root, cache) is None


def test_every_check_of_the_whole_catalogue_has_been_thought_about(repository: Path) -> None:
    found = set()
    for path in (repository / "checker" / "lint").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef):
                for call in node.decorator_list:
                    if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "per_catalogue":
                        assert isinstance(call.args[0], ast.Constant)
                        found.add(call.args[0].value)
    assert found == APART | ACROSS
    assert found <= {check.code for check in CHECKS}
