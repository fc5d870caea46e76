"""docs/deadlines.md does what it says: every example on it is computed, every line of explanation compared."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from checker.calendar import Calendar, CalendarYear, calendar_of
from checker.clock import Interval, deadline
from checker.deadline_text import Speaker, acceptance_text, entry_text, why
from checker.durations import Duration, exceeds, read_duration
from checker.finding import Text
from checker.source import parse
from checker.timetable import LimitInput, procedure_deadlines, project

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "deadlines.md").read_text(encoding="utf-8")
FENCES = re.findall(r"^```([^\n]+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
ROWS = re.findall(r"^\| (\S+(?: \S+)?) \| (\S+(?: \S+)?) \| (no|possibly|certainly) \|$", PAGE, re.MULTILINE)


def block(text: str) -> dict[str, Any]:
    source, findings = parse(text.encode(), "docs/deadlines.md")
    assert source is not None, findings
    assert isinstance(source.data, dict)
    return source.data


DEADLINES = [block(text) for info, text in FENCES if info == "yaml deadline"]
TIMETABLES = [block(text) for info, text in FENCES if info == "yaml timetable"]


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def must_day(text: str) -> date:
    return date.fromisoformat(text)


def length(text: str | None) -> Duration | None:
    return read_duration(text) if text else None


def must_length(text: str) -> Duration:
    found = read_duration(text)
    assert found is not None, text
    return found


def intervals(items: list[dict[str, Any]]) -> list[Interval]:
    return [
        Interval(
            must_day(item["from"]),
            must_day(item["to"]),
            Text(item["reason"], ""),
            told_in_writing=item.get("told_in_writing", False),
        )
        for item in items
    ]


def test_no_example_escapes() -> None:
    assert len(FENCES) == len(DEADLINES) + len(TIMETABLES)
    assert len(FENCES) == PAGE.count("```") / 2
    assert (len(DEADLINES), len(TIMETABLES), len(ROWS)) == (12, 3, 7)
    sections = PAGE.split("\n## ")[1:]
    assert [title for title in sections if "```yaml" not in title and "| possibly |" not in title] == []


@pytest.mark.parametrize(
    "example", DEADLINES, ids=[f"{item['start']}-{item['limit']}".replace(" ", "-") for item in DEADLINES]
)
def test_deadline(example: dict[str, Any], years: tuple[CalendarYear, ...], chinese: Speaker) -> None:
    calendar = calendar_of(years, known_on=day(example.get("known_on")))
    found = deadline(
        must_day(example["start"]),
        must_length(example["limit"]),
        calendar,
        rule=example.get("rule"),
        direction=example.get("direction", "forward"),
        excluded=intervals(example.get("excluded", [])),
        suspended=intervals(example.get("suspended", [])),
        extension=length(example.get("extension")),
    )
    assert found.last_day == must_day(example["last_day"])
    assert found.unrolled == must_day(example.get("unrolled", example["last_day"]))
    assert found.provisional == example.get("provisional", False)
    assert found.advised_last_working_day == day(example.get("advised"))
    if "why" in example:
        assert list(why(found, calendar, chinese)) == example["why"]


@pytest.mark.parametrize("example", TIMETABLES, ids=["silence", "corrections", "projection"])
def test_timetable(example: dict[str, Any], published: Calendar, chinese: Speaker) -> None:
    limits = tuple(
        LimitInput(
            limit["id"],
            limit["kind"],
            length(limit.get("statutory")),
            length(limit.get("promised")),
            limit["starts"],
            length(limit.get("extension")),
            silence=limit.get("silence", "nothing"),
        )
        for limit in example["limits"]
    )
    if "project" in example:
        found = project(limits, must_day(example["project"]), published)
    else:
        events = {name: must_day(value) for name, value in example["events"].items()}
        found = procedure_deadlines(limits, events, published, as_of=must_day(example["as_of"]))
    assert acceptance_text(found, chinese) == example["acceptance"]
    assert {entry.limit.id: list(entry_text(entry, chinese)) for entry in found.entries} == example["says"]


@pytest.mark.parametrize(("a", "b", "answer"), ROWS)
def test_comparison(a: str, b: str, answer: str) -> None:
    assert exceeds(must_length(a), must_length(b)) == answer
