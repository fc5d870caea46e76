"""Runs the `banshi` command in this process on the shipped catalogue or on a copy that a test may break."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from checker.cli.app import app


@dataclass(frozen=True)
class Run:
    """What a run of the command left: its exit code and both streams."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as JSON."""
        return json.loads(self.out)


Banshi = Callable[..., Run]


@pytest.fixture
def banshi(repository: Path) -> Banshi:
    """`banshi("check", file, input=b"...", root=folder)`."""

    def run(*arguments: object, input: bytes | str | None = None, root: Path = repository) -> Run:
        result = CliRunner().invoke(app, ["--root", str(root), *map(str, arguments)], input=input)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Run(result.exit_code, result.stdout, result.stderr)

    return run


@pytest.fixture
def copy(repository: Path, tmp_path: Path) -> Path:
    """A small catalogue to break: the rules and registers, and the matter labour-dispatch."""
    root = tmp_path / "root"
    shutil.copytree(repository / "rules", root / "rules")
    for register in ("laws", "materials", "agencies"):
        shutil.copytree(repository / "catalogue" / register, root / "catalogue" / register)
    shutil.copy(repository / "catalogue" / "catalogue.yaml", root / "catalogue" / "catalogue.yaml")
    matter = "labour-dispatch"
    shutil.copytree(repository / "catalogue" / "matters" / matter, root / "catalogue" / "matters" / matter)
    return root
