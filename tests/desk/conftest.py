"""A small catalogue in a Git repository of its own, which a test changes and commits."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from checker.cli.app import app

MATTER = "labour-dispatch"
EDITION = f"catalogue/matters/{MATTER}/2013-07-01.yaml"


@dataclass(frozen=True)
class Run:
    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Store:
    """A repository: `root` holds catalogue/ and rules/."""

    root: Path

    def git(self, *arguments: str) -> str:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        who = {f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER") for what, value in (
            ("NAME", "Legal Office"), ("EMAIL", "office@example.org"), ("DATE", "2026-03-02T09:00:00+0800"),
        )}  # fmt: skip
        answer = subprocess.run(
            ["git", "-c", "init.defaultBranch=main", "-C", str(self.root), *arguments],
            check=True, capture_output=True, text=True, env=kept | who | {"GIT_CONFIG_GLOBAL": os.devnull},
        )  # fmt: skip
        return answer.stdout

    def change(self, path: str, *pairs: tuple[str, str]) -> None:
        """Replaces texts that must stand there exactly once."""
        file = self.root / path
        text = file.read_text("utf-8")
        for old, new in pairs:
            assert text.count(old) == 1, (path, old, text.count(old))
            text = text.replace(old, new)
        file.write_text(text, "utf-8")

    def commit(self, tag: str) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", f"--message={tag}")
        self.git("tag", tag)


@pytest.fixture(scope="session")
def template(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The rules and registers and one matter with its offices, committed and tagged v1."""
    root = tmp_path_factory.mktemp("desk") / "root"
    shutil.copytree(repository / "rules", root / "rules")
    for part in ("laws", "materials", "agencies", f"matters/{MATTER}", f"offices/999922/{MATTER}"):
        shutil.copytree(repository / "catalogue" / part, root / "catalogue" / part)
    shutil.copy(repository / "catalogue" / "catalogue.yaml", root / "catalogue" / "catalogue.yaml")
    store = Store(root)
    store.git("init", "--quiet")
    store.commit("v1")
    return root


@pytest.fixture
def store(template: Path, tmp_path: Path) -> Store:
    root = tmp_path / "root"
    shutil.copytree(template, root)
    return Store(root)


Desk = Callable[..., Run]


@pytest.fixture
def desk(store: Store) -> Desk:
    """`desk("diff", "v1", "v2")`."""

    def run(*arguments: object, root: Path = store.root, language: str = "en") -> Run:
        given = ["--root", str(root), "--language", language, *map(str, arguments)]
        result = CliRunner().invoke(app, given)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Run(result.exit_code, result.stdout, result.stderr)

    return run
