"""`banshi publish`: all of a recipe or nothing, the same bytes twice, a manifest that holds; a clear sentence for what is wrong.

The booklets themselves are tested beside this; here most recipes print text, which is cheap.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from checker.cli.app import app
from checker.finding import Finding, Place, Text
from checker.languages import phrases_in
from checker.lint import run as lint
from checker.loading import load_catalogue
from checker.model.registers import Contact
from checker.reading.publication import publications
from generators.booklet_missing import missing
from generators.booklet_plan import booklet_of
from generators.outputs import OUTPUTS
from generators.publish import BOOKLETS
from generators.typeset.failures import CannotPrint
from tests.booklet.conftest import texts

EDITION = "catalogue/matters/labour-dispatch/2013-07-01.yaml"
RECIPE = """\
format: 1
publication: small
title: {zh: 小册, en: Small}
foreword: [一段话。]
order: agency
matters: {ids: [labour-dispatch, drainage-permit]}
offices: ["999922"]
on: "2026-11-22"
formats: [text]
"""


@dataclass(frozen=True)
class Ran:
    """Exit code and what was said."""

    code: int
    said: str


Banshi = Callable[..., Ran]


@pytest.fixture
def banshi() -> Banshi:
    """`banshi("publish", ..., root=folder)`."""

    def run(*arguments: object, root: Path) -> Ran:
        result = CliRunner().invoke(app, ["--root", str(root), *map(str, arguments)])
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Ran(result.exit_code, result.stdout + result.stderr)

    return run


@pytest.fixture
def root(repository: Path, tmp_path: Path) -> Path:
    """The catalogue with few matters and one small recipe."""
    folder = tmp_path / "root"
    shutil.copytree(repository / "rules", folder / "rules")
    for part in ("agencies", "laws", "materials"):
        shutil.copytree(repository / "catalogue" / part, folder / "catalogue" / part)
    shutil.copy(repository / "catalogue" / "catalogue.yaml", folder / "catalogue")
    for matter in ("labour-dispatch", "drainage-permit", "legal-aid"):
        for part in (f"matters/{matter}", f"offices/999922/{matter}"):
            if (repository / "catalogue" / part).is_dir():
                shutil.copytree(repository / "catalogue" / part, folder / "catalogue" / part)
    (folder / "catalogue" / "publications").mkdir()
    (folder / "catalogue" / "publications" / "small.yaml").write_text(RECIPE, encoding="utf-8")
    return folder


def rewrite(root: Path, *pairs: tuple[str, str]) -> None:
    path = root / "catalogue" / "publications" / "small.yaml"
    text = path.read_text("utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def tree(folder: Path) -> dict[str, str]:
    """Every file below the folder, hidden ones too, with its hash."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def data(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


# ---- the shipped recipes


def test_the_formats_of_recipes_are_the_outputs_there_are(repository: Path) -> None:
    schema = data(repository / "rules" / "schema" / "publication.schema.json")
    assert set(schema["properties"]["formats"]["items"]["enum"]) == {*BOOKLETS, *OUTPUTS}


def test_shipped_recipes_are_clean_and_have_both_languages(repository: Path) -> None:
    catalogue = load_catalogue(repository)
    found = [
        finding for finding in lint(catalogue) if finding.place.path.startswith("catalogue/publications/")
    ]
    assert found == []
    paths = [path for path in catalogue.sources if path.startswith("catalogue/publications/")]
    assert {Path(path).stem for path in paths} >= {
        "city-guide",
        "open-a-restaurant",
        "for-people-with-disabilities",
    }
    for path in paths:
        recipe = catalogue.sources[path].data
        assert isinstance(recipe, dict)
        for text in (recipe["title"], *recipe["cover"].values(), *recipe["foreword"]):
            assert set(text) == {"zh", "en"}
            assert "！" not in text["zh"]


# ---- what is made


def test_manifest_and_report_tell_the_truth(root: Path, banshi: Banshi, tmp_path: Path) -> None:
    out = tmp_path / "out"
    ran = banshi("publish", "small", "--out", out, root=root)
    assert (ran.code, sorted(tree(out))) == (
        0,
        [
            "manifest.json",
            "report.json",
            "report.md",
            "text/drainage-permit.txt",
            "text/index.txt",
            "text/labour-dispatch.txt",
        ],
    )
    manifest = data(out / "manifest.json")
    assert {file["path"]: file["sha256"] for file in manifest["files"]} == {
        path: sha for path, sha in tree(out).items() if path != "manifest.json"
    }
    assert all((out / file["path"]).stat().st_size == file["bytes"] for file in manifest["files"])
    assert manifest["on"] == "2026-11-22"
    assert {(each["matter"], each["office"]) for each in manifest["matters"]} == {
        ("labour-dispatch", "999922"),
        ("drainage-permit", None),
    }
    assert {file["matter"] for file in manifest["files"] if file["kind"] == "text"} == {
        "labour-dispatch",
        "drainage-permit",
        None,
    }
    report = data(out / "report.json")
    assert report["counts"] == {"B55": 1, "B57": 2}
    gap = next(each for each in report["missing"] if each["code"] == "B55")
    assert gap["place"]["path"].startswith("catalogue/matters/drainage-permit/")
    text = (out / "report.md").read_text("utf-8")
    assert "没有实施清单：1" in text
    assert gap["message"]["zh"] in text


def test_two_runs_and_two_processes_give_the_same_bytes(root: Path, banshi: Banshi, tmp_path: Path) -> None:
    rewrite(
        root,
        ("formats: [text]", "formats: [text, booklet]"),
        ("labour-dispatch, drainage", "legal-aid, drainage"),
    )
    first, second = tmp_path / "one", tmp_path / "two"
    assert banshi("publish", "small", "--out", first, root=root).code == 0
    command = [
        sys.executable,
        "-c",
        "from checker.cli import main; main()",
        "--root",
        str(root),
        "publish",
        "small",
    ]
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Kathmandu", "LC_ALL": "C"}
    subprocess.run([*command, "--out", str(second)], check=True, capture_output=True, env=environment)
    assert tree(first) == tree(second)
    assert "small.pdf" in tree(first)
    assert data(first / "manifest.json")["files"][0]["pages"] > 10
    stamps = {path: (first / path).stat().st_mtime_ns for path in tree(first)}
    again = banshi("publish", "small", "--out", first, root=root)
    assert "0 处有变化" in again.said
    assert stamps == {path: (first / path).stat().st_mtime_ns for path in tree(first)}


def test_missing_english_is_reported(root: Path, banshi: Banshi, tmp_path: Path) -> None:
    ran = banshi("publish", "small", "--out", tmp_path / "out", "--language", "en", root=root)
    assert ran.code == 0, ran.said
    counts = data(tmp_path / "out" / "report.json")["counts"]
    assert counts["B58"] == 2
    assert "Small" in (tmp_path / "out" / "report.md").read_text("utf-8")


def test_a_list_without_contacts_is_reported(root: Path) -> None:
    """The schema asks for them today; a list of an older revision may lack them."""
    catalogue = load_catalogue(root)
    key = ("999922", "labour-dispatch")
    bare = replace(catalogue.offices[key][0], places=(), in_hall=False, complaints=Contact(""))
    recipe = next(publications(catalogue.sources))
    booklet = booklet_of(
        recipe,
        replace(catalogue, offices={key: (bare,)}),
        phrases_in(catalogue, "zh-Hans"),
        date(2026, 11, 22),
        "x",
        {},
    )
    said = [gap.message.zh for gap in missing(booklet) if gap.code == "B56"]
    assert said == ["“劳务派遣经营许可”的实施清单没有写办理地点、投诉电话或者网址"]


def test_files_that_are_no_longer_made_go_and_strangers_stay(
    root: Path, banshi: Banshi, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    banshi("publish", "small", "--out", out, root=root)
    (out / "text" / "index.txt").write_text("edited by hand", encoding="utf-8")
    (out / "own.txt").write_text("mine", encoding="utf-8")
    rewrite(
        root,
        ("[labour-dispatch, drainage-permit]", "[labour-dispatch]"),
        ("formats: [text]", "formats: [markdown]"),
    )
    assert banshi("publish", "small", "--out", out, root=root).code == 0
    left = set(tree(out))
    assert "text/drainage-permit.txt" not in left
    assert "text/labour-dispatch.txt" not in left
    assert {"text/index.txt", "own.txt", "markdown/labour-dispatch.md"} <= left


# ---- days and revisions


def test_another_day_and_a_matter_not_yet_in_force(root: Path, banshi: Banshi, tmp_path: Path) -> None:
    ran = banshi("publish", "small", "--out", tmp_path / "out", "--on", "2020-01-01", root=root)
    assert ran.code == 1
    assert "small.yaml:6:" in ran.said
    assert "B59" in ran.said
    manifest = data(tmp_path / "out" / "manifest.json")
    assert [each["matter"] for each in manifest["matters"]] == ["labour-dispatch"]
    ran = banshi("publish", "small", "--out", tmp_path / "none", "--on", "1999-01-01", root=root)
    assert ran.code == 2
    assert "B53" in ran.said
    assert not (tmp_path / "none").exists()


def git(root: Path, *arguments: str) -> str:
    who = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def test_any_revision_can_be_printed_again(root: Path, banshi: Banshi, tmp_path: Path) -> None:
    git(root, "init", "--quiet")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "-m", "one")
    git(root, "tag", "v1")
    path = root / EDITION
    path.write_text(
        path.read_text("utf-8").replace("劳务派遣经营许可", "劳务派遣新许可", 1), encoding="utf-8"
    )
    old, new = tmp_path / "old", tmp_path / "new"
    assert banshi("publish", "small", "--out", old, "--rev", "v1", root=root).code == 0
    assert banshi("publish", "small", "--out", new, root=root).code == 0
    assert "劳务派遣新许可" not in (old / "text/labour-dispatch.txt").read_text("utf-8")
    assert "劳务派遣新许可" in (new / "text/labour-dispatch.txt").read_text("utf-8")
    assert data(old / "manifest.json")["catalogue_version"] == git(root, "rev-parse", "--short=12", "v1")
    ran = banshi("publish", "small", "--out", tmp_path / "x", "--rev", "v9", root=root)
    assert (ran.code, "G03" in ran.said, (tmp_path / "x").exists()) == (2, True, False)


def test_without_git_there_is_no_revision(
    root: Path, banshi: Banshi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    ran = banshi("publish", "small", "--out", tmp_path / "x", "--rev", "v1", root=root)
    assert (ran.code, "G02" in ran.said) == (2, True)
    monkeypatch.setattr("shutil.which", lambda _: None)
    ran = banshi("publish", "small", "--out", tmp_path / "x", "--rev", "v1", root=root)
    assert (ran.code, "G01" in ran.said) == (2, True)
    assert banshi("publish", "small", "--out", tmp_path / "x", root=root).code == 0
    assert data(tmp_path / "x" / "manifest.json")["catalogue_version"].startswith("content-")


# ---- everything wrong

WRONG = {
    "matter": ("drainage-permit", "drainage-permits", "small.yaml:6:", "L95", "drainage-permit"),
    "office": ('"999922"', '"999921"', "small.yaml:7:", "L95", "999922"),
    "agency": (
        "ids: [labour-dispatch, drainage-permit]",
        "agencies: [helth]",
        "small.yaml:6:",
        "L95",
        "health",
    ),
    "bundle": (
        "ids: [labour-dispatch, drainage-permit]",
        "bundles: [newborns]",
        "small.yaml:6:",
        "L95",
        "newborns",
    ),
    "format": ("[text]", "[pfd]", "small.yaml:9:", "F04", "pdf"),
    "twice": ("[labour-dispatch, drainage-permit]", "[legal-aid, legal-aid]", "small.yaml:6:", "F10", ""),
    "nothing": ("ids: [labour-dispatch, drainage-permit]", "topics: [death]", "small.yaml:6:", "L97", ""),
    "no-yaml": ("order: agency", "order: [agency", "small.yaml:", "S", ""),
    "no-day": ("2026-11-22", "2026-02-30", "small.yaml:8:", "R01", ""),
    "field": ("foreword:", "forword:", "small.yaml:4:", "F02", "foreword"),
    "given": ("order: agency", "order: given", "small.yaml:", "F", "chapters"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_recipe_is_told_with_its_place(name: str, root: Path, banshi: Banshi, tmp_path: Path) -> None:
    old, new, place, code, remedy = WRONG[name]
    rewrite(root, (old, new))
    ran = banshi("publish", "small", "--out", tmp_path / "out", root=root)
    assert ran.code == 2, ran.said
    assert f"catalogue/publications/{place}" in ran.said
    assert f": {code}" in ran.said
    assert remedy in ran.said
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        (("smal",), "B50", "small"),
        (("nothing-like-it",), "B50", "small"),
        (("small", "--formats", "bookle"), "B11", "booklet"),
        (("small", "--formats", ","), "B52", "booklet"),
        (("small", "--office", "999999"), "B08", "999922"),
    ],
    ids=["near", "far", "format", "no-format", "office"],
)
def test_a_wrong_command_is_told(
    arguments: tuple[str, ...], code: str, word: str, root: Path, banshi: Banshi, tmp_path: Path
) -> None:
    ran = banshi("publish", *arguments, "--out", tmp_path / "out", root=root)
    assert (ran.code, code in ran.said, word in ran.said) == (2, True, True), ran.said
    assert not (tmp_path / "out").exists()


def test_a_recipe_may_stand_anywhere(root: Path, banshi: Banshi, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(RECIPE.replace("small", "mine"), encoding="utf-8")
    assert banshi("publish", path, "--out", tmp_path / "out", root=root).code == 0
    path.write_text(
        RECIPE.replace("small", "mine").replace("legal", "x").replace("drainage", "dranage"), encoding="utf-8"
    )
    ran = banshi("publish", path, "--out", tmp_path / "out", root=root)
    assert (ran.code, "mine.yaml:6:" in ran.said) == (2, True)


def test_a_folder_that_cannot_be_written(root: Path, banshi: Banshi, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    ran = banshi("publish", "small", "--out", tmp_path / "file" / "out", root=root)
    assert (ran.code, "B13" in ran.said) == (2, True)


@pytest.mark.parametrize("after", [0, 1, 4], ids=["at-once", "midway", "at-the-end"])
def test_a_full_disk_leaves_what_stood_there(
    after: int, root: Path, banshi: Banshi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    banshi("publish", "small", "--out", out, root=root)
    before = tree(out)
    rewrite(root, ("一段话", "另一段话"), ("小册", "大册"))
    left = after
    write = Path.write_bytes

    def full(path: Path, content: bytes) -> int:
        nonlocal left
        if out in path.parents:
            left -= 1
            if left < 0:
                write(path, content[: len(content) // 2])
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        return write(path, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    ran = banshi("publish", "small", "--out", out, root=root)
    assert (ran.code, "B13" in ran.said, os.strerror(errno.ENOSPC) in ran.said) == (2, True, True)
    assert tree(out) == before
    fresh = banshi("publish", "small", "--out", tmp_path / "a" / "b", root=root)
    monkeypatch.setattr(Path, "write_bytes", write)
    assert fresh.code in (0, 2)


def test_what_cannot_be_set_is_told_and_the_rest_is_made(
    root: Path, banshi: Banshi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = Finding(
        "B40", "font-missing", "error", Place("font.otf"), Text("缺字体", "no font"), Text("装", "install")
    )

    def fails(*_: object) -> None:
        raise CannotPrint(missing)

    monkeypatch.setattr("generators.booklet.volume", fails)
    ran = banshi("publish", "small", "--out", tmp_path / "out", "--formats", "booklet,text", root=root)
    assert (ran.code, "font.otf: B40 缺字体" in ran.said) == (1, True)
    assert "small.pdf" not in tree(tmp_path / "out")
    assert "text/labour-dispatch.txt" in tree(tmp_path / "out")
    assert data(tmp_path / "out" / "report.json")["failed"][0]["code"] == "B40"


def test_what_fails_does_not_take_the_last_good_one_away(
    root: Path, banshi: Banshi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    rewrite(root, ("formats: [text]", "formats: [booklet]"))
    assert banshi("publish", "small", "--out", out, "--language", "en", root=root).code == 0
    good = tree(out)["small.pdf"]
    pages = texts(out / "small.pdf")
    assert f"Page2of{len(pages)}" in pages[1]
    monkeypatch.setattr("generators.booklet_volumes._RUN", "import os; os._exit(9)")
    assert banshi("publish", "small", "--out", out, root=root).code == 1
    assert tree(out)["small.pdf"] == good


def test_a_process_that_dies_is_a_finding(
    root: Path, banshi: Banshi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generators.booklet_volumes._RUN", "import os; os._exit(9)")
    ran = banshi("publish", "small", "--out", tmp_path / "out", "--formats", "booklet", root=root)
    assert (ran.code, "B54" in ran.said) == (1, True)
    monkeypatch.setattr("generators.booklet_volumes._RUN", "import sys; sys.stderr.write('28'); sys.exit(3)")
    ran = banshi("publish", "small", "--out", tmp_path / "two", "--formats", "booklet", root=root)
    assert (ran.code, "B13" in ran.said, (tmp_path / "two").exists()) == (2, True, False)
