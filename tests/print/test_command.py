"""`banshi build` and `banshi check --notice` with everything that is printed, as somebody types them."""

from __future__ import annotations

import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from checker.cli.app import app
from generators.typeset import fonts

FORMATS = ("pdf", "leaflet", "fold", "poster", "large-print", "kiosk")
MATTER = "labour-dispatch"
Run = Callable[..., Result]


@pytest.fixture
def run(repository: Path) -> Run:
    def invoke(*arguments: object, root: Path = repository) -> Result:
        result = CliRunner().invoke(app, ["--root", str(root), *map(str, arguments)])
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return invoke


@pytest.fixture
def small_root(repository: Path, tmp_path: Path) -> Path:
    """Rules, registers and one matter."""
    root = tmp_path / "root"
    shutil.copytree(repository / "rules", root / "rules")
    for register in ("laws", "materials", "agencies"):
        shutil.copytree(repository / "catalogue" / register, root / "catalogue" / register)
    shutil.copy(repository / "catalogue" / "catalogue.yaml", root / "catalogue" / "catalogue.yaml")
    shutil.copytree(repository / "catalogue" / "matters" / MATTER, root / "catalogue" / "matters" / MATTER)
    return root


def building(out: Path, *more: object, formats: str = ",".join(FORMATS)) -> tuple[object, ...]:
    return ("build", "--out", out, "--formats", formats, "--matters", MATTER, "--on", "2026-11-22", *more)


def test_every_format_makes_its_file(run: Run, tmp_path: Path) -> None:
    result = run(*building(tmp_path))
    assert result.exit_code == 0, result.stderr
    made = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file())
    assert made == sorted(f"{name}/{MATTER}.{'html' if name == 'kiosk' else 'pdf'}" for name in FORMATS)
    for path in tmp_path.rglob("*.pdf"):
        assert path.read_bytes().startswith(b"%PDF-1.7")


def test_a_notice_as_pdf(run: Run, repository: Path, tmp_path: Path) -> None:
    result = run(
        "check", repository / "examples/labour-dispatch/several-defects.yaml", "--notice", tmp_path / "n.pdf"
    )
    assert result.exit_code == 1
    assert (tmp_path / "n.pdf").read_bytes().startswith(b"%PDF")


def test_a_sign_without_glyph_names_the_file(run: Run, small_root: Path, tmp_path: Path) -> None:
    path = small_root / "catalogue/matters" / MATTER / "2013-07-01.yaml"
    text = path.read_text("utf-8")
    assert "公司经营劳务派遣业务前" in text
    path.write_text(text.replace("公司经营劳务派遣业务前", "😀公司经营劳务派遣业务前"), "utf-8")
    result = run(*building(tmp_path / "out", formats="pdf"), root=small_root)
    assert result.exit_code == 1
    assert "B42" in result.stderr
    assert f"catalogue/matters/{MATTER}/2013-07-01.yaml" in result.stderr
    assert not list((tmp_path / "out").rglob("*.pdf"))


def test_a_missing_font_is_said_once(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "FONT_FILES", (("pylopdf_fonts_zh_cn", "NoSuch.otf"),))
    result = run("build", "--out", tmp_path, "--formats", "leaflet", "--on", "2026-11-22")
    assert result.exit_code == 1
    assert result.stderr.count("B40") == 1
    assert "NoSuch.otf" in result.stderr
    assert not list(tmp_path.rglob("*.pdf"))


def test_a_notice_without_fonts_leaves_no_file(
    run: Run, repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fonts, "FONT_FILES", (("pylopdf_fonts_zh_cn", "NoSuch.otf"),))
    result = run(
        "check", repository / "examples/labour-dispatch/complete.yaml", "--notice", tmp_path / "n.pdf"
    )
    assert result.exit_code == 2
    assert "B40" in result.stderr
    assert not list(tmp_path.iterdir())


def test_a_full_disk_leaves_no_half_file(repository: Path, tmp_path: Path) -> None:
    """A limit of the size of files stands for the disk: the write fails in the middle."""

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    script = "from checker.cli import main; main()"
    arguments = map(str, ("--root", repository, *building(tmp_path, formats="pdf")))
    told = subprocess.run(
        [sys.executable, "-B", "-c", script, *arguments],
        capture_output=True,
        text=True,
        preexec_fn=limit,
        check=False,
    )
    assert told.returncode == 2, told.stderr
    assert "B13" in told.stderr
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_an_unwritable_folder_is_a_sentence(run: Run, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file where the folder should be", "utf-8")
    result = run(*building(tmp_path / "taken" / "below", formats="pdf"))
    assert result.exit_code == 2
    assert "B13" in result.stderr
