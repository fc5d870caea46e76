"""Fixtures of the offline tests: the catalogue, one Chromium for all of them, and pages that hold the engine and nothing else."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checker.cases import read_cases
from checker.catalogue import Catalogue
from checker.desks import Desks, desks
from checker.loading import load_catalogue
from checker.phrases import Phrases
from checker.source import parse
from checker.submission import Submission
from generators.offline.script import engine

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ON = date(2026, 11, 22)
Examples = dict[str, tuple[Submission, ...]]


@pytest.fixture(scope="session")
def on() -> date:
    """The day whose editions these tests look at."""
    return ON


@pytest.fixture(scope="session")
def catalogue(repository: Path) -> Catalogue:
    """The catalogue in the repository."""
    return load_catalogue(repository)


@pytest.fixture(scope="session")
def phrases(catalogue: Catalogue) -> Phrases:
    """Chinese phrases over it."""
    return Phrases(catalogue.words, "zh-Hans", catalogue.laws, catalogue.vocabulary)


@pytest.fixture(scope="session")
def english(catalogue: Catalogue) -> Phrases:
    """English phrases over it."""
    return Phrases(catalogue.words, "en", catalogue.laws, catalogue.vocabulary)


@pytest.fixture(scope="session")
def all_desks(catalogue: Catalogue) -> Desks:
    """Desks with the reference engine."""
    return desks(catalogue, "compiled", "test")


@pytest.fixture(scope="session")
def examples(catalogue: Catalogue, repository: Path) -> Examples:
    """Matter id -> the submissions of its cases."""
    found = {}
    for matter in catalogue.editions:
        path = repository / "catalogue" / "matters" / matter / "cases.yaml"
        source, _ = parse(path.read_bytes(), str(path))
        assert source is not None
        found[matter] = tuple(case.submission for case in read_cases(source)[0])
    assert all(found.values())
    return found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real Chromium; without one the tests that need it are skipped and say so."""
    found = next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))),
        None,
    )
    if found is None:
        pytest.skip("no Chromium on this machine")
    driver = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with driver.sync_playwright() as started:
        running = started.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        yield running
        running.close()


@pytest.fixture
def bench(browser: Browser) -> Iterator[Page]:
    """An empty page with the engine in it."""
    page = browser.new_page()
    page.add_script_tag(content=engine())
    yield page
    page.close()
