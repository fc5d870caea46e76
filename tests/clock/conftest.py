"""The published calendar and the words, read once from rules/ as the program reads them."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.calendar import Calendar, CalendarYear, calendar_of
from checker.deadline_text import Speaker
from checker.reading.calendar import read_calendar_year
from checker.source import parse
from checker.words import Words, load_words


@pytest.fixture(scope="session")
def years(repository: Path) -> tuple[CalendarYear, ...]:
    """Every year of rules/calendar."""
    found = []
    for path in sorted((repository / "rules" / "calendar").glob("*.yaml")):
        source, problems = parse(path.read_bytes(), path.name)
        assert source is not None, problems
        year, findings = read_calendar_year(source)
        assert year is not None, findings
        found.append(year)
    return tuple(found)


@pytest.fixture(scope="session")
def published(years: tuple[CalendarYear, ...]) -> Calendar:
    """The calendar as it is published now."""
    return calendar_of(years)


@pytest.fixture(scope="session")
def words(repository: Path) -> Words:
    """All words files."""
    return load_words(repository / "rules" / "words")


@pytest.fixture(scope="session")
def chinese(words: Words) -> Speaker:
    """The Chinese sentences."""
    return Speaker(words, "zh-Hans")


@pytest.fixture(scope="session")
def english(words: Words) -> Speaker:
    """The English sentences."""
    return Speaker(words, "en")
