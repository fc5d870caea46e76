"""The shipped catalogue with its desks and plans, loaded once.

In: the repository. Out: fixtures. The surprising thing: one engine runs here, because the interview rests on the trees and
not on an engine; that all engines agree is tested elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from checker.cases import Case, read_cases
from checker.catalogue import Catalogue
from checker.desks import Desks, desks
from checker.interview.plan import Plan, plan
from checker.loading import load_catalogue
from checker.phrases import Phrases
from checker.source import parse

ON = date(2026, 3, 2)


@pytest.fixture(scope="session")
def catalogue(repository: Path) -> Catalogue:
    return load_catalogue(repository)


@pytest.fixture(scope="session")
def all_desks(catalogue: Catalogue) -> Desks:
    return desks(catalogue, "compiled", "test")


@pytest.fixture(scope="session")
def plan_at(all_desks: Desks) -> Callable[..., Plan]:
    """The plan of a matter, a day and an office; each is made once."""
    made: dict[int, Plan] = {}

    def at(matter: str, on: date = ON, office: str = "") -> Plan:
        desk = all_desks.at(matter, on, office)
        if id(desk) not in made:
            made[id(desk)] = plan(desk)
        return made[id(desk)]

    return at


@pytest.fixture(scope="session")
def phrases(catalogue: Catalogue) -> Phrases:
    return Phrases(catalogue.words, "zh-Hans", catalogue.laws, catalogue.vocabulary)


@pytest.fixture(scope="session")
def cases(repository: Path) -> dict[str, tuple[Case, ...]]:
    """The office's own examples of every matter."""
    found = {}
    for path in sorted((repository / "catalogue/matters").glob("*/cases.yaml")):
        source, findings = parse(path.read_bytes(), path.name)
        assert source is not None, findings
        found[path.parent.name] = read_cases(source)[0]
    assert len(found) > 50
    return found
