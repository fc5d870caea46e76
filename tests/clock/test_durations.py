"""Lengths of time: one spelling, helpful refusals, and comparison across units."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.calendar import Calendar, days_from
from checker.clock import deadline
from checker.durations import (
    AT_ONCE,
    DURATION_CODES,
    UNITS,
    Duration,
    Exceeds,
    calendar_days,
    exceeds,
    parse_duration,
    read_duration,
)
from checker.finding import Place

PLACE = Place("catalogue/matters/x/2024-12-01.yaml", 31, 7)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("at_once", AT_ONCE),
        ("20 working_days", Duration(20, "working_days")),
        ("1 working_days", Duration(1, "working_days")),
        ("0 working_days", Duration(0, "working_days")),
        ("30 days", Duration(30, "days")),
        ("3 months", Duration(3, "months")),
        ("6 years", Duration(6, "years")),
    ],
    ids=lambda value: value.replace(" ", "-") if isinstance(value, str) else None,
)
def test_it_reads_what_it_writes(text: str, expected: Duration) -> None:
    assert read_duration(text) == expected
    assert parse_duration(text, PLACE) == (expected, ())
    assert str(expected) == text


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("20日", "`20 working_days`（工作日）或者 `20 days`（自然日）"),
        ("20", "`20 working_days`（工作日）或者 `20 days`（自然日）"),
        ("30天内", "`30 working_days`（工作日）或者 `30 days`（自然日）"),
        ("20个工作日", "`20 working_days`"),
        ("20 工作日", "`20 working_days`"),
        ("1 working_day", "`1 working_days`"),
        ("5 business days", "`5 working_days`"),
        ("20 working-days", "`20 working_days`"),
        ("020 days", "`20 working_days`（工作日）|`20 days`"),
        ("3个月", "`3 months`"),
        ("1 month", "`1 months`"),
        ("6年", "`6 years`"),
        ("2周", "`14 days`"),
        ("24小时", "`1 working_days`"),
        ("0.5 working_days", "`1 working_days`"),
        ("半个工作日", "`1 working_days`"),
        ("当场", "`at_once`"),
        ("尽快", "例如 `20 working_days`"),
        ("-3 days", "例如 `20 working_days`"),
        (" 3 months", "`3 months`"),
        ("３ months", "例如 `20 working_days`"),
        ("10000 days", "例如 `20 working_days`"),
    ],
)
def test_it_refuses_with_the_remedy_that_fits(text: str, remedy: str) -> None:
    assert read_duration(text) is None
    found, (finding,) = parse_duration(text, PLACE)
    assert found is None
    assert (finding.code, finding.place, finding.severity) == ("K01", PLACE, "error")
    assert text in finding.message.zh
    assert text in finding.message.en
    assert finding.help is not None
    assert re.search("|".join(re.escape(part) for part in remedy.split("|")), finding.help.zh)
    assert finding.help.en


@pytest.mark.parametrize(
    "value", [20, None, ["20 days"], {"amount": 20}, True], ids=["int", "null", "list", "map", "bool"]
)
def test_what_is_no_text_is_refused(value: object) -> None:
    found, findings = parse_duration(value, PLACE)
    assert found is None
    assert len(findings) == 1


def test_the_example_of_the_code_is_true() -> None:
    code = DURATION_CODES["K01"]
    bad, good = (line.split(": ", 1)[1].strip() for line in (code.bad, code.good))
    assert read_duration(bad) is None
    assert read_duration(good) is not None


@given(st.text(max_size=20))
def test_no_text_raises_and_the_schema_agrees(text: str) -> None:
    schemas = Path(__file__).resolve().parents[2] / "rules" / "schema" / "parts.schema.json"
    pattern = json.loads(schemas.read_text(encoding="utf-8"))["$defs"]["duration"]["pattern"]
    found, findings = parse_duration(text, PLACE)
    assert (found is None) == bool(findings)
    assert (found is None) == (re.fullmatch(pattern, text) is None)


@pytest.mark.parametrize(("amount", "unit"), [(-1, "days"), (1, "at_once")])
def test_there_are_no_such_lengths(amount: int, unit: str) -> None:
    with pytest.raises(ValueError, match="no such length"):
        Duration(amount, unit)  # type: ignore[arg-type]  # a unit, seen as text by the parametrization


DURATIONS = st.builds(
    Duration, st.integers(1, 400), st.sampled_from([unit for unit in UNITS if unit != "at_once"])
) | st.just(AT_ONCE)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("30 days", "20 working_days", "possibly"),
        ("45 days", "20 working_days", "certainly"),
        ("20 days", "20 working_days", "no"),
        ("20 working_days", "30 days", "possibly"),
        ("20 working_days", "20 days", "certainly"),
        ("10 working_days", "30 days", "no"),
        ("21 working_days", "20 working_days", "certainly"),
        ("20 working_days", "20 working_days", "no"),
        ("1 years", "12 months", "no"),
        ("13 months", "1 years", "certainly"),
        ("3 months", "90 days", "possibly"),
        ("3 months", "92 days", "no"),
        ("93 days", "3 months", "certainly"),
        ("1 working_days", "at_once", "certainly"),
        ("at_once", "1 days", "no"),
        ("0 days", "at_once", "no"),
        ("1 years", "365 days", "possibly"),
        ("1 years", "364 days", "certainly"),
    ],
)
def test_exceeds(a: str, b: str, expected: Exceeds) -> None:
    left, right = read_duration(a), read_duration(b)
    assert left is not None
    assert right is not None
    assert exceeds(left, right) == expected


@given(DURATIONS, DURATIONS, st.dates(date(2020, 1, 1), date(2024, 12, 31)))
def test_exceeds_keeps_its_word_on_every_start(
    published: Calendar, a: Duration, b: Duration, start: date
) -> None:
    left, right = (deadline(start, limit, published, rule="none") for limit in (a, b))
    if left.provisional or right.provisional:
        return
    answer = exceeds(a, b)
    if answer == "no":
        assert left.last_day <= right.last_day
    if answer == "certainly":
        assert left.last_day > right.last_day
    assert not (answer == "certainly" and exceeds(b, a) != "no")


@pytest.mark.parametrize("amount", [1, 2, 3, 5, 8, 10, 14, 20, 30, 45, 60, 120, 250])
def test_working_days_stay_within_their_calendar_days(amount: int, published: Calendar) -> None:
    """Every start of the published years, counted on a list of working days."""
    working = [day for day in days_from(date(2020, 1, 1), date(2026, 12, 31)) if published.works(day)]
    least, most = calendar_days(Duration(amount, "working_days"))
    # The longest begin on a working day before days off, the shortest on the last day off.
    longest = max((working[i + amount] - working[i]).days for i in range(len(working) - amount))
    shortest = min((working[i + amount - 1] - working[i]).days + 1 for i in range(len(working) - amount))
    assert least <= shortest
    assert longest <= most


@pytest.mark.parametrize("months", [1, 2, 3, 6, 11, 12, 13, 24, 36, 60, 72, 1200])
def test_months_stay_within_their_calendar_days(months: int) -> None:
    least, most = calendar_days(Duration(months, "months"))
    starts = days_from(date(2019, 1, 1), date(2024, 12, 31))
    lengths = {
        (deadline(start, Duration(months, "months"), Calendar(), rule="none").last_day - start).days
        for start in starts
    }
    assert least <= min(lengths)
    assert max(lengths) <= most
    if months < 12:
        assert (least, most) == (min(lengths), max(lengths))
