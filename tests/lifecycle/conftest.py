"""Fixtures of the life-cycle tests: the shipped catalogue, the command, and decisions to put beside them.

In: the repository. Out: `catalogue`, `banshi`, `decided(...)`. The surprising thing: decisions are laid over the shipped
catalogue in memory, so that no test has to write files.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from checker.catalogue import Catalogue
from checker.cli.app import app
from checker.loading import load_catalogue
from checker.model.decisions import Decision
from checker.reading.decisions import read_decision
from checker.source import Source


@dataclass(frozen=True)
class Run:
    """What a run of the command left."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output as JSON."""
        return json.loads(self.out)


Banshi = Callable[..., Run]
Decided = Callable[..., Decision]


@pytest.fixture(scope="session")
def catalogue(repository: Path) -> Catalogue:
    """The catalogue in the repository."""
    return load_catalogue(repository)


@pytest.fixture
def banshi(repository: Path) -> Banshi:
    """`banshi("law", "civil-code")` over the repository."""

    def run(*arguments: object, root: Path = repository) -> Run:
        result = CliRunner().invoke(app, ["--root", str(root), *map(str, arguments)])
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Run(result.exit_code, result.stdout, result.stderr)

    return run


@pytest.fixture
def decided() -> Decided:
    """`decided("1999-01-01", {"matter": ..., "action": ...}, division="")`: a decision of that day."""

    def make(day: str, *lines: dict[str, str], division: str = "") -> Decision:
        data = {
            "date": day,
            "published": day,
            "title": "决定",
            "document": "示例文件",
            "issuer": "示例机关",
            "reason": "示例",
            "verified": {"by": "sample", "on": "2026-11-22"},
            "matters": [*lines],
            **({"division": division} if division else {}),
        }
        decision, findings = read_decision(Source(f"catalogue/decisions/{day}-test.yaml", data))
        assert decision is not None
        assert not findings
        return decision

    return make
