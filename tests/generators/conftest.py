"""The shipped catalogue, loaded once, and every guide that can be made from it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from justhtml import JustHTML

from checker.catalogue import Catalogue
from checker.finding import Language
from checker.loading import load_catalogue
from checker.phrases import Phrases
from generators.document import Document
from generators.formats import html
from generators.guide import guide
from generators.subject import plan

ON = date(2026, 11, 22)


@pytest.fixture(scope="session")
def catalogue(repository: Path) -> Catalogue:
    return load_catalogue(repository)


def phrases_of(catalogue: Catalogue, language: Language) -> Phrases:
    return Phrases(catalogue.words, language, catalogue.laws, catalogue.vocabulary)


@pytest.fixture(scope="session")
def phrases(catalogue: Catalogue) -> Phrases:
    return phrases_of(catalogue, "zh-Hans")


@pytest.fixture(scope="session")
def english(catalogue: Catalogue) -> Phrases:
    return phrases_of(catalogue, "en")


@pytest.fixture(scope="session")
def guides(catalogue: Catalogue, phrases: Phrases) -> dict[str, Document]:
    """Matter id -> its guide, linked as in a site."""
    what = plan(catalogue, ON)
    published = frozenset(edition.matter for edition, _ in what.editions)
    made = {
        edition.matter: guide(edition, catalogue, phrases, office=office, version="test", published=published)
        for edition, office in what.editions
    }
    assert made, "the catalogue holds no edition in force"
    return made


@pytest.fixture(scope="session")
def parsed(guides: dict[str, Document], phrases: Phrases) -> dict[str, JustHTML]:
    """Matter id -> its page as a browser would read it."""
    return {matter: _read(html.write(document, phrases)) for matter, document in guides.items()}


def _read(page: bytes) -> JustHTML:
    return JustHTML(page.decode("utf-8"), sanitize=False, collect_errors=True)


@pytest.fixture(scope="session")
def read() -> Callable[[bytes], JustHTML]:
    """A page as a browser would read it, with its parse errors."""
    return _read


@pytest.fixture(scope="session")
def on() -> date:
    """The day for which the guides of these tests are made."""
    return ON
