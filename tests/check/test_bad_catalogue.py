"""Hostile and broken files in a catalogue: each is told with its place and a remedy, and the rest still loads."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from checker.catalogue import Catalogue
from checker.loading import load_catalogue

EDITION = "catalogue/matters/labour-dispatch/2013-07-01.yaml"
BOMB = "\n".join(
    ["format: 1", "a0: &a0 [x, x]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40))]
)

FILES: dict[str, bytes] = {
    "empty": b"",
    "bom": b"\xef\xbb\xbfformat: 1\n",
    "gbk": "format: 1\nname: 劳务派遣\n".encode("gbk"),
    "utf16": "format: 1\n".encode("utf-16"),
    "nul": b"format: 1\nname: a\x00b\n",
    "tabs": b"format: 1\nname:\n\t- x\n",
    "duplicate-key": b"format: 1\nmatter: a\nmatter: b\n",
    "anchor": b"format: 1\nname: &n x\nsummary: *n\n",
    "billion-laughs": BOMB.encode(),
    "merge-keys": (
        "format: 1\nx: &x {a: 1}\n" + "".join(f"k{n}: {{<<: *x, b: {n}}}\n" for n in range(3000))
    ).encode(),
    "deep": b"format: 1\nname: " + b"[" * 10_000 + b"]" * 10_000 + b"\n",
    "ten-megabytes": b"format: 1\nname: " + b"x" * 10_000_000 + b"\n",
    "full-width-colon": "format: 1\nmatter：labour-dispatch\n".encode(),
    "yaml-1.1": b"format: 1\nmatter: no\nname: 1:30\nsummary: 0123\nkind: =\n",
    "unknown-format": b"format: 99\nmatter: labour-dispatch\n",
    "two-documents": b"format: 1\n---\nformat: 1\n",
    "python-tag": b"format: 1\nname: !!python/object/apply:os.system ['true']\n",
    "a-list": b"- 1\n- 2\n",
    "a-word": b"hello\n",
    "wrong-types": b"format: 1\nmatter: [1]\neffective_from: {a: b}\nfacts: 7\nconditions: x\nmaterials: {a: 1}\nflow: []\n",
}


@pytest.fixture
def root(repository: Path, tmp_path: Path) -> Path:
    """A small catalogue in which one more edition is the file under test."""
    shutil.copytree(repository / "rules", tmp_path / "rules")
    for part in ("laws", "materials", "agencies", "matters/labour-dispatch"):
        shutil.copytree(repository / "catalogue" / part, tmp_path / "catalogue" / part)
    shutil.copy(repository / "catalogue/catalogue.yaml", tmp_path / "catalogue/catalogue.yaml")
    return tmp_path


def added(root: Path) -> Path:
    folder = root / "catalogue/matters/bad"
    folder.mkdir()
    return folder / "2026-01-01.yaml"


def sound_otherwise(catalogue: Catalogue) -> None:
    assert "labour-dispatch" in catalogue.editions
    assert EDITION not in catalogue.faulty
    for finding in catalogue.findings:
        assert finding.place.path.startswith("catalogue/matters/bad/")
        assert finding.message.zh
        assert finding.message.en


@pytest.mark.parametrize("name", FILES)
def test_a_bad_edition_is_told_and_the_rest_still_loads(root: Path, name: str) -> None:
    added(root).write_bytes(FILES[name])
    catalogue = load_catalogue(root)
    assert "catalogue/matters/bad/2026-01-01.yaml" in catalogue.faulty
    assert any(finding.help for finding in catalogue.findings)
    sound_otherwise(catalogue)


def test_a_link_out_of_the_root_is_not_followed(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    secret = tmp_path_factory.mktemp("outside") / "secret.yaml"
    secret.write_text("format: 1\nname: secret\n", "utf-8")
    added(root).symlink_to(secret)
    catalogue = load_catalogue(root)
    assert [finding.code for finding in catalogue.findings] == ["S19"]
    sound_otherwise(catalogue)


def test_a_named_pipe_does_not_hang(root: Path) -> None:
    os.mkfifo(added(root))
    assert [finding.code for finding in load_catalogue(root).findings] == ["S20"]


def change(root: Path, path: str, old: str, new: str) -> Catalogue:
    file = root / path
    text = file.read_text("utf-8")
    assert text.count(old) == 1, old
    file.write_text(text.replace(old, new), "utf-8")
    return load_catalogue(root)


BREAKS: list[tuple[str, str, str, str]] = [
    ("R02", "law: labour-contract-law, article", "law: labour-contract-lw, article", "labour-contract-law"),
    (
        "R02",
        "material: articles-of-association,",
        "material: article-of-association,",
        "articles-of-association",
    ),
    ("R02", "{id: agent, use: agent}", "{id: agent, use: agnt}", "agent"),
    ("R02", "basis: [measures-10]", "basis: [measure-10]", "measures-10"),
    (
        "R03",
        "signed: true, sealed: true, on_the_spot: [signed, sealed], fill",
        "sealed: true, on_the_spot: [signed, sealed], fill",
        "signed: true",
    ),
    ("R04", "  - id: premises.tenure\n", "  - id: premises.fixed\n", "premises.fixed"),
    ("R10", "matter: labour-dispatch\n", "matter: labour-dispatsh\n", "labour-dispatch"),
    ("R01", 'effective_from: "2013-07-01"', 'effective_from: "2013-02-30"', "YYYY-MM-DD"),
    ("K01", "promised: 10 working_days", "promised: 10 日", "working_days"),
    (
        "C",
        "capital.registered: {at_least: 2000000}",
        "capital.registred: {at_least: 2000000}",
        "capital.registered",
    ),
    ("C", "premises.tenure: leased", "premises.tenure: rented", "leased"),
]


@pytest.mark.parametrize(("code", "old", "new", "remedy"), BREAKS, ids=range(len(BREAKS)))
def test_a_slip_is_told_at_its_line_with_a_remedy(
    root: Path, code: str, old: str, new: str, remedy: str
) -> None:
    before = (root / EDITION).read_text("utf-8")
    found = before.index(old)
    catalogue = change(root, EDITION, old, new)
    findings = [finding for finding in catalogue.findings if finding.code.startswith(code)]
    assert findings, [str(finding) for finding in catalogue.findings]
    finding = findings[0]
    wanted = {before[:found].count("\n") + 1 + offset for offset in range(new.count("\n") + 1)}
    assert finding.place.line in wanted
    assert finding.help is not None
    assert remedy in finding.help.en + finding.message.en
    assert EDITION in catalogue.faulty


def test_all_slips_of_a_file_are_told_in_one_run(root: Path) -> None:
    file = root / EDITION
    text = file.read_text("utf-8")
    for code, old, new, _ in BREAKS:
        if code not in ("R10", "R01"):
            text = text.replace(old, new)
    file.write_text(text, "utf-8")
    codes = {finding.code for finding in load_catalogue(root).findings}
    assert {"R02", "R03", "R04", "K01"} <= codes
    assert any(code.startswith("C") for code in codes)


Loader = Callable[[Path], Catalogue]


def test_an_office_may_not_set_what_is_no_local_parameter(root: Path, repository: Path) -> None:
    path = "catalogue/offices/999922/labour-dispatch/2026-01-01.yaml"
    (root / path).parent.mkdir(parents=True)
    text = (repository / path).read_text("utf-8")
    (root / path).write_text(text + 'parameters:\n  - {fact: capital.registered, value: "1"}\n', "utf-8")
    assert "R05" in {finding.code for finding in load_catalogue(root).findings}
