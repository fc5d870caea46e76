"""What a person installs: exactly two packages, the starter catalogue and rules inside `checker`, and no git-ignored file."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("checker", "generators", "catalogue", "rules")
# Files that lie about in a working copy. Each is planted in the copy from which the wheel is built.
IGNORED = (
    "checker/__pycache__/stray.cpython-311.pyc",
    "catalogue/.DS_Store",
    "catalogue/matters/stray.yaml~",
    "rules/.stray.yaml.swp",
    "checker/stray.so",
)
# Files of the project that are no part of what a person installs.
ELSEWHERE = ("tests/test_stray.py", "docs/stray.md", "benchmarks/bench_stray.py", "stray.py")


def source_files(tree: Path) -> set[str]:
    """Every file of the four folders that belongs to the project, as its path in the wheel."""
    moved = {"catalogue": "checker/_starter/catalogue", "rules": "checker/_starter/rules"}
    found = set()
    for folder in FOLDERS:
        for path in (tree / folder).rglob("*"):
            inside = path.relative_to(tree / folder).as_posix()
            if path.is_file() and f"{folder}/{inside}" not in IGNORED:
                found.add(f"{moved.get(folder, folder)}/{inside}")
    return found


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project without what git ignores, plus the strays of `IGNORED` and `ELSEWHERE`."""
    copy = tmp_path_factory.mktemp("tree")
    for name in ("pyproject.toml", "LICENSE", ".gitignore", "README.md"):
        if (ROOT / name).exists():
            shutil.copy(ROOT / name, copy)
    leftovers = shutil.ignore_patterns("__pycache__", "*.pyc", ".DS_Store", "*~", "*.swp", "*.so", ".*_cache")
    for folder in FOLDERS:
        shutil.copytree(ROOT / folder, copy / folder, ignore=leftovers)
    for stray in (*IGNORED, *ELSEWHERE):
        (copy / stray).parent.mkdir(parents=True, exist_ok=True)
        (copy / stray).write_bytes(b"stray")
    return copy


@pytest.fixture(scope="module")
def wheel(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[zipfile.ZipFile]:
    out = tmp_path_factory.mktemp("wheel")
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-index",
        "--no-build-isolation",
    ]
    built = subprocess.run(
        [*command, "--wheel-dir", out, tree],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert built.returncode == 0, built.stderr
    (path,) = out.glob("*.whl")
    assert path.name == "banshi-0.1.0-py3-none-any.whl"
    with zipfile.ZipFile(path) as archive:
        yield archive


def test_top_level_is_two_packages_and_the_metadata(wheel: zipfile.ZipFile) -> None:
    top = {name.split("/")[0] for name in wheel.namelist()}
    assert top == {"checker", "generators", "banshi-0.1.0.dist-info"}


def test_every_file_of_the_project_is_inside_and_no_ignored_one(tree: Path, wheel: zipfile.ZipFile) -> None:
    inside = {name for name in wheel.namelist() if not name.startswith("banshi-0.1.0.dist-info/")}
    assert inside == source_files(tree)
    assert not [name for name in inside if "stray" in name or ".DS_Store" in name]


@pytest.mark.parametrize("part", ["catalogue", "rules"])
def test_the_starter_data_is_inside_checker(wheel: zipfile.ZipFile, part: str) -> None:
    assert [name for name in wheel.namelist() if name.startswith(f"checker/_starter/{part}/")]


def test_the_command_and_the_licence_are_declared(wheel: zipfile.ZipFile) -> None:
    commands = wheel.read("banshi-0.1.0.dist-info/entry_points.txt").decode()
    assert "banshi = checker.cli:main" in commands
    assert "banshi-0.1.0.dist-info/licenses/LICENSE" in wheel.namelist()
