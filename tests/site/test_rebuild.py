"""A rebuild makes only what changed, and what it leaves is byte for byte what a build from nothing would leave."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from rich.console import Console

from checker.cli.session import Session
from checker.cli.site_build import Built, Wish, build_site
from checker.finding import Language

MATTERS = (
    "labour-dispatch", "marriage-registration", "company-establishment", "construction-permit", "construction-planning-permit",
    "fertility-registration", "birth-registration",
)  # fmt: skip
ON = date(2026, 11, 22)
Edit = Callable[[Path], None]


@pytest.fixture(scope="module")
def seed(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some matters beside all that is shared: two refer to each other by name, two have several editions, two are a bundle."""
    root = tmp_path_factory.mktemp("seed")
    shutil.copytree(repository / "rules", root / "rules")
    for part in ("laws", "agencies", "materials", "bundles"):
        shutil.copytree(repository / "catalogue" / part, root / "catalogue" / part)
    shutil.copy(repository / "catalogue" / "catalogue.yaml", root / "catalogue")
    for matter in MATTERS:
        shutil.copytree(
            repository / "catalogue" / "matters" / matter, root / "catalogue" / "matters" / matter
        )
    return root


@pytest.fixture
def root(seed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("BANSHI_CACHE", raising=False)
    monkeypatch.setattr("checker.cli.site_build.tool", lambda: "the same program")
    return Path(shutil.copytree(seed, tmp_path / "root"))


def build(
    root: Path, out: Path, day: date = ON, language: Language = "zh-Hans", fulltext: bool = False
) -> Built:
    quiet = Console(quiet=True)
    return build_site(Session(root, language, quiet, quiet), Wish(out, "", day, language, fulltext))


def digests(out: Path) -> dict[str, str]:
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in out.rglob("*")
        if path.is_file()
    }


def edition(root: Path, matter: str) -> Path:
    return max(path for path in (root / "catalogue" / "matters" / matter).glob("2*.yaml"))


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text, f"{path} does not hold {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def shorter(root: Path) -> None:
    change(edition(root, "labour-dispatch"), "promised: 10 working_days", "promised: 9 working_days")


def reworded(root: Path) -> None:
    change(edition(root, "labour-dispatch"), "name: {zh: 劳务派遣经营许可", "name: {zh: 会计劳务派遣许可")


def renamed_elsewhere(root: Path) -> None:
    path = edition(root, "construction-planning-permit")
    change(path, "name: {zh: 建设工程规划许可", "name: {zh: 工程规划许可")


def dropped(root: Path) -> None:
    shutil.rmtree(root / "catalogue" / "matters" / "construction-planning-permit")


def added(root: Path) -> None:
    new = root / "catalogue" / "matters" / "labour-dispatch-copy"
    shutil.copytree(root / "catalogue" / "matters" / "labour-dispatch", new)
    for path in new.glob("*.yaml"):
        change(path, "matter: labour-dispatch", "matter: labour-dispatch-copy")


def broken(root: Path) -> None:
    edition(root, "labour-dispatch").write_text("format: [1\n", encoding="utf-8")


def faulty(root: Path) -> None:
    change(edition(root, "labour-dispatch"), "handling: promised", "handling: sometimes")


def only_a_remark(root: Path) -> None:
    path = edition(root, "labour-dispatch")
    path.write_text(path.read_text("utf-8") + "# 没有意义的一行\n", encoding="utf-8")


def of_a_law(root: Path) -> None:
    path = root / "catalogue" / "laws" / "labour-contract-law.yaml"
    change(path, "title: 中华人民共和国劳动合同法", "title: 中华人民共和国劳动合同法（试行）")


def of_a_word(root: Path) -> None:
    change(root / "rules" / "words" / "guide.zh-Hans.yaml", "skip: 跳到正文", "skip: 到正文去")


EDITS: dict[str, tuple[Edit, int | None]] = {
    "shorter": (shorter, 1), "reworded": (reworded, 1), "renamed-elsewhere": (renamed_elsewhere, 2), "dropped": (dropped, 1),
    "added": (added, 1), "broken": (broken, 1), "faulty": (faulty, 1), "only-a-remark": (only_a_remark, 1), "of-a-law":
    (of_a_law, None), "of-a-word": (of_a_word, None),
}  # fmt: skip
"""What is changed, and how many matters are made again; None: all."""


@pytest.mark.parametrize("name", EDITS)
def test_a_rebuild_leaves_what_a_build_from_nothing_leaves(root: Path, tmp_path: Path, name: str) -> None:
    edit, again = EDITS[name]
    first = build(root, tmp_path / "out")
    assert first.again is None
    edit(root)
    second = build(root, tmp_path / "out")
    fresh = build(root, tmp_path / "fresh")
    assert fresh.again is None
    assert second.again == again
    assert digests(tmp_path / "out") == digests(tmp_path / "fresh")
    assert (second.matters, second.files) == (fresh.matters, fresh.files)
    assert sorted(map(str, second.findings)) == sorted(map(str, fresh.findings))
    third = build(root, tmp_path / "out")
    assert (third.again, third.changed, third.matters, third.files) == (0, 0, fresh.matters, fresh.files)
    assert sorted(map(str, third.findings)) == sorted(map(str, fresh.findings)), (
        "told again, as long as it is true"
    )


def test_a_remark_changes_no_page(root: Path, tmp_path: Path) -> None:
    build(root, tmp_path / "out")
    only_a_remark(root)
    assert build(root, tmp_path / "out").changed == 0


def test_a_page_that_somebody_spoilt_is_made_again(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build(root, out)
    before = digests(out)
    (out / "html" / "labour-dispatch.html").write_text("spoilt", encoding="utf-8")
    (out / "html" / "index.html").unlink()
    shutil.rmtree(out / "html" / "marriage-registration")
    mended = build(root, out)
    assert digests(out) == before
    assert mended.again == 2


def test_a_day_on_which_another_edition_begins_changes_its_matter(root: Path, tmp_path: Path) -> None:
    eve, day = date(2025, 5, 9), date(2025, 5, 10)
    build(root, tmp_path / "out", eve)
    old = (tmp_path / "out/html/marriage-registration.html").read_bytes()
    later = build(root, tmp_path / "out", day)
    build(root, tmp_path / "fresh", day)
    assert (tmp_path / "out/html/marriage-registration.html").read_bytes() != old
    assert digests(tmp_path / "out") == digests(tmp_path / "fresh")
    assert later.again is not None
    assert later.again < len(MATTERS)


def test_a_damaged_store_costs_time_and_nothing_else(root: Path, tmp_path: Path) -> None:
    build(root, tmp_path / "out")
    before = digests(tmp_path / "out")
    for path in (tmp_path / "cache").rglob("*.sqlite"):
        path.write_bytes(b"no database" * 400)
    shorter(root)
    build(root, tmp_path / "out")
    changed = digests(tmp_path / "out")
    assert changed != before
    build(root, tmp_path / "fresh")
    assert changed == digests(tmp_path / "fresh")


def test_without_a_cache_everything_is_made(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BANSHI_CACHE", "off")
    build(root, tmp_path / "out")
    assert build(root, tmp_path / "out").again is None
    assert not (tmp_path / "cache").exists()


def test_another_program_makes_everything(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(root, tmp_path / "out")
    monkeypatch.setattr("checker.cli.site_build.tool", lambda: "another program")
    again = build(root, tmp_path / "out")
    assert (again.again, again.changed) == (None, 0)


def test_a_part_at_a_time_gives_the_same_site(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten thousand matters are read a thousand at a time; here, two."""
    build(root, tmp_path / "out")
    monkeypatch.setattr("checker.cli.site_build._AT_ONCE", 2)
    build(root, tmp_path / "parts")
    assert digests(tmp_path / "parts") == digests(tmp_path / "out")


def test_the_version_is_that_of_the_whole_catalogue(root: Path, tmp_path: Path) -> None:
    build(root, tmp_path / "out")
    shorter(root)
    build(root, tmp_path / "out")
    quiet = Console(quiet=True)
    assert Session(root, "zh-Hans", quiet, quiet).version in (tmp_path / "out/html/about.html").read_text(
        "utf-8"
    )


def test_files_that_the_build_did_not_write_stay(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build(root, out)
    own = out / "html" / "construction-planning-permit" / "note.txt"
    own.write_text("ours", encoding="utf-8")
    dropped(root)
    build(root, out)
    assert own.read_text("utf-8") == "ours"
    assert not (out / "html" / "construction-planning-permit.html").exists()
