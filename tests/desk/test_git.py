"""Repositories of every kind, whole and broken: an answer, or one clear sentence and exit code 2."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from checker.desk.gitstore import open_repository
from tests.desk.conftest import EDITION, MATTER, Desk, Store


@pytest.fixture
def two(store: Store) -> Store:
    store.change(EDITION, ("promised: 10 working_days", "promised: 8 working_days"))
    store.commit("v2")
    return store


def clone(store: Store, target: Path, *options: str) -> Path:
    subprocess.run(
        ["git", "clone", "--quiet", *options, f"file://{store.root}", str(target)],
        check=True,
        capture_output=True,
    )
    return target


def test_a_bare_repository(two: Store, desk: Desk, tmp_path: Path) -> None:
    run = desk("diff", "v1", "v2", "--format", "json", root=clone(two, tmp_path / "bare.git", "--bare"))
    assert [each["kind"] for each in json.loads(run.out)] == ["limit-shortened"]


def test_a_worktree_and_a_folder_below(two: Store, desk: Desk, tmp_path: Path) -> None:
    two.git("worktree", "add", "--quiet", str(tmp_path / "tree"), "v1")
    assert "limit-shortened" in desk("diff", "v1", "v2", "--format", "json", root=tmp_path / "tree").out
    below = Store(tmp_path / "outer" / "gov")
    shutil.copytree(two.root, below.root, ignore=shutil.ignore_patterns(".git"))
    outer = Store(tmp_path / "outer")
    outer.git("init", "--quiet")
    outer.commit("a")
    below.change(EDITION, ("promised: 8 working_days", "promised: 6 working_days"))
    outer.commit("b")
    assert "limit-shortened" in desk("diff", "a", "b", "--format", "json", root=below.root).out
    run = desk("diff", "a", "b", root=outer.root)
    assert run.code == 2
    assert "G06" in run.err


def test_a_shallow_clone(two: Store, desk: Desk, tmp_path: Path) -> None:
    root = clone(two, tmp_path / "shallow", "--depth=1")
    run = desk("diff", "v1", "HEAD", root=root)
    assert run.code == 2
    assert "G05" in run.err
    assert "fetch-depth" in run.err
    told = json.loads(desk("show", MATTER, "--history", "--format", "json", root=root).out)
    assert told["shallow"] is True


@pytest.mark.parametrize(
    "name", ["v3", "-x", "--output=/tmp/x", "", "v1:rules", "HEAD~9", "v1\nv2", "0" * 40]
)
def test_an_unknown_revision(two: Store, desk: Desk, name: str) -> None:
    run = desk("diff", "--", name, "v2")
    assert run.code == 2
    assert "G03" in run.err
    assert "Traceback" not in run.err


def test_near_names(two: Store, desk: Desk) -> None:
    two.git("tag", "release-2026", "v1")
    assert "`release-2026`" in desk("diff", "relaese-2026", "v2").err


def test_no_git(two: Store, desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    run = desk("diff", "v1", "v2")
    assert run.code == 2
    assert "G01" in run.err
    assert desk("diff", f"{MATTER}@2026-01-01", f"{MATTER}@2026-02-01").code == 0
    told = json.loads(desk("show", MATTER, "--history", "--format", "json").out)
    assert (told["git"], told["reason"]["code"]) == (False, "G01")
    assert [each["edition"] for each in told["editions"]] == ["2013-07-01"]
    assert "without Git" in desk("show", MATTER, "--history").out


def test_no_repository(two: Store, desk: Desk, tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    shutil.copytree(two.root, plain, ignore=shutil.ignore_patterns(".git"))
    run = desk("diff", "v1", "v2", root=plain)
    assert (run.code, "G02" in run.err) == (2, True)
    assert desk("show", MATTER, "--history", root=plain).code == 0


def test_an_empty_repository(store: Store, desk: Desk, tmp_path: Path) -> None:
    empty = Store(tmp_path / "empty")
    shutil.copytree(store.root, empty.root, ignore=shutil.ignore_patterns(".git"))
    empty.git("init", "--quiet")
    assert (desk("diff", "HEAD", "HEAD", root=empty.root).code) == 2
    assert "not committed yet" in desk("show", MATTER, "--history", root=empty.root).out


def test_a_missing_object(two: Store, desk: Desk) -> None:
    blob = two.git("rev-parse", f"v2:{EDITION}").strip()
    loose = two.root / ".git" / "objects" / blob[:2] / blob[2:]
    loose.chmod(0o644)
    loose.write_bytes(b"damaged")
    run = desk("diff", "v1", "v2")
    assert (run.code, "G04" in run.err, "Traceback" in run.err) == (2, True, False)
    loose.unlink()
    run = desk("diff", "v1", "v2")
    assert (run.code, "G04" in run.err) == (2, True)
    assert "git fsck" in run.err


def test_a_damaged_repository(two: Store, desk: Desk) -> None:
    (two.root / ".git" / "HEAD").write_text("nonsense", "utf-8")
    run = desk("diff", "v1", "v2")
    assert (run.code, "G04" in run.err) == (2, True)


def test_a_revision_that_does_not_parse(two: Store, desk: Desk) -> None:
    two.change(EDITION, ("matter: labour-dispatch\n", "matter: [labour-dispatch\n"))
    two.commit("v3")
    run = desk("diff", "v2", "v3", "--format", "json")
    assert run.code == 1
    assert f"{EDITION}@v3:" in run.err
    assert [(each["kind"], each["burden"]) for each in json.loads(run.out)] == [("file-unread", "heavier")]


def test_a_link_in_the_tree_is_not_followed(two: Store, desk: Desk, tmp_path: Path) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text("id: secret\n", "utf-8")
    (two.root / "catalogue" / "laws" / "linked.yaml").symlink_to(secret)
    two.commit("v3")
    run = desk("diff", "v2", "v3", "--format", "json")
    assert "secret" not in run.out
    assert "file-unread" in run.out


@pytest.mark.parametrize(
    ("a", "b", "code"),
    [
        (f"{MATTER}@2026-01-01", "v1", "G07"),
        (f"{MATTER}@2026-01-01", "other@2026-01-01", "G07"),
        (f"{MATTER}@2026-13-01", f"{MATTER}@2026-01-01", "G08"),
        (f"{MATTER}@1999-01-01", f"{MATTER}@2026-01-01", "B07"),
        ("labour-dispach@2026-01-01", "labour-dispach@2026-02-01", "B06"),
    ],
)
def test_two_sides_that_do_not_compare(two: Store, desk: Desk, a: str, b: str, code: str) -> None:
    run = desk("diff", a, b)
    assert (run.code, code in run.err) == (2, True)


def test_a_hooks_surroundings_do_not_lead_elsewhere(
    two: Store, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    monkeypatch.setenv("GIT_INDEX_FILE", "/nowhere/index")
    assert desk("diff", "v1", "v2").code == 0
    assert os.environ["GIT_DIR"] == "/nowhere"


def test_history_follows_a_renamed_file(two: Store, desk: Desk) -> None:
    newer = EDITION.replace("2013-07-01", "2014-07-01")
    two.git("mv", EDITION, newer)
    two.change(newer, ('effective_from: "2013-07-01"', 'effective_from: "2014-07-01"'))
    two.commit("v3")
    (edition,) = json.loads(desk("show", MATTER, "--history", "--format", "json").out)["editions"]
    assert [each["subject"] for each in edition["commits"]] == ["v3", "v2", "v1"]
    assert edition["commits"][0]["was"] == EDITION
    assert edition["commits"][0]["author"] == "Legal Office"


def test_listing_by_difference_is_listing(two: Store) -> None:
    two.git("rm", "--quiet", "catalogue/agencies/sample-county-transport.yaml")
    (two.root / "catalogue" / "agencies" / "new.yaml").write_text("id: new\n", "utf-8")
    two.commit("v3")
    repository = open_repository(two.root)
    first, last = repository.commit("v1"), repository.commit("v3")
    assert repository.entries(last, (first, repository.entries(first))) == repository.entries(last)
