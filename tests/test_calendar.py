"""rules/calendar against the notices as an independent package knows them, and the reader against wrong files."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import chinese_calendar  # type: ignore[import-untyped]  # the package has no stubs
import jsonschema
import pytest
from referencing import Registry, Resource

from checker.calendar import Calendar, CalendarYear, calendar_of, days_from
from checker.durations import DURATION_CODES
from checker.finding import Finding, Text
from checker.reading.calendar import CALENDAR_CODES, read_calendar_year
from checker.source import Code, Source, parse

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "rules" / "calendar"
SCHEMAS = ROOT / "rules" / "schema"
YEARS = range(2020, 2027)
WORKING_DAYS = {2020: 249, 2021: 250, 2022: 249, 2023: 249, 2024: 251, 2025: 248, 2026: 248}

SMALL = """\
format: 1
year: 2026
working_days: 260
notices:
  - title: 通知
    number: 国办发明电〔2025〕1号
    issued_on: "2025-11-04"
    url: https://example.org/
    verified: {by: sample, on: "2026-11-22"}
holidays:
  - {name: {zh: 元旦, en: New Year}, from: "2026-01-01", to: "2026-01-03", days: 3, makeup: ["2026-01-04"]}
"""


def source(text: str, name: str = "rules/calendar/2026.yaml") -> Source:
    found, findings = parse(text.encode(), name)
    assert found is not None, findings
    return found


def year(number: int) -> CalendarYear:
    path = FOLDER / f"{number}.yaml"
    found, findings = read_calendar_year(
        source(path.read_text(encoding="utf-8"), f"rules/calendar/{path.name}")
    )
    assert found is not None, findings
    return found


def published() -> Calendar:
    return calendar_of(year(number) for number in YEARS)


def changed(change: str) -> Source:
    """The small year with some of its top-level keys replaced."""
    base, update = source(SMALL), source(change)
    assert isinstance(base.data, dict)
    assert isinstance(update.data, dict)
    positions = {**base.positions, **update.positions}
    return Source(base.path, {**base.data, **update.data}, positions, base.key_positions)


def with_change(change: str) -> tuple[CalendarYear | None, tuple[Finding, ...]]:
    return read_calendar_year(changed(change))


# ---- the published years


def test_the_folder_holds_exactly_the_published_years() -> None:
    assert [path.name for path in sorted(FOLDER.iterdir())] == [f"{number}.yaml" for number in YEARS]


@pytest.mark.parametrize("number", YEARS)
def test_every_day_equals_the_independent_package(number: int) -> None:
    calendar = published()
    days = list(days_from(date(number, 1, 1), date(number, 12, 31)))
    assert len(days) in (365, 366)
    assert [day for day in days if calendar.is_working(day) != chinese_calendar.is_workday(day)] == []


@pytest.mark.parametrize("number", YEARS)
def test_working_days_of_the_year(number: int) -> None:
    calendar = published()
    assert (
        calendar.working_days_between(date(number - 1, 12, 31), date(number, 12, 31)) == WORKING_DAYS[number]
    )
    data = source((FOLDER / f"{number}.yaml").read_text(encoding="utf-8")).data
    assert isinstance(data, dict)
    assert data["working_days"] == WORKING_DAYS[number]


def test_every_kind_of_day_has_its_name() -> None:
    calendar = published()
    assert calendar.holiday_name(date(2026, 2, 21)) == Text("春节", "Spring Festival")
    assert calendar.kind(date(2026, 2, 21)) == "holiday"
    assert calendar.makeup_for(date(2026, 2, 14)) == Text("春节", "Spring Festival")
    assert calendar.kind(date(2026, 2, 14)) == "makeup"
    assert calendar.kind(date(2026, 2, 13)) == "working"
    assert calendar.kind(date(2026, 3, 7)) == "weekend"
    assert calendar.holiday_name(date(2026, 3, 7)) is None
    assert calendar.holiday_name(date(2022, 12, 31)) == Text("元旦", "New Year")  # by the notice for 2023


def test_an_unpublished_year_is_unknown() -> None:
    calendar = published()
    monday = date(2027, 1, 11)
    assert calendar.is_working(monday) is None
    assert calendar.works(monday)
    assert not calendar.covers(monday)
    assert Calendar().is_working(date(2026, 3, 2)) is None


def test_the_notice_of_2020_before_the_holiday_was_lengthened() -> None:
    years = [year(number) for number in YEARS]
    before, after = (calendar_of(years, known_on=date(2020, 1, day)) for day in (26, 27))
    changed = [date(2020, 1, 31), date(2020, 2, 1)]
    assert [before.is_working(day) for day in changed] == [True, True]
    assert [after.is_working(day) for day in changed] == [False, False]
    all_days = list(days_from(date(2020, 1, 1), date(2020, 12, 31)))
    assert [day for day in all_days if before.is_working(day) != after.is_working(day)] == changed


def test_a_year_is_known_from_the_day_its_notice_was_issued() -> None:
    years = [year(number) for number in YEARS]
    day = date(2026, 3, 2)
    assert calendar_of(years, known_on=date(2025, 11, 3)).is_working(day) is None
    assert calendar_of(years, known_on=date(2025, 11, 4)).is_working(day) is True


def test_a_year_is_given_once() -> None:
    with pytest.raises(ValueError, match="two calendars for 2026"):
        calendar_of([year(2026), year(2026)])


def test_next_and_previous_working_day() -> None:
    calendar = published()
    assert calendar.next_working_day(date(2026, 2, 14)).day == date(2026, 2, 24)
    assert calendar.previous_working_day(date(2026, 2, 24)).day == date(2026, 2, 14)
    assert calendar.next_working_day(date(2026, 3, 2)).day == date(2026, 3, 3)
    assert not calendar.next_working_day(date(2026, 12, 30)).provisional
    assert calendar.next_working_day(date(2026, 12, 31)).provisional
    assert calendar.add_working_days(date(2026, 3, 7), 0).day == date(2026, 3, 7)


# ---- the schema


def validator() -> jsonschema.Draft202012Validator:
    schemas = [
        json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
        for name in ("calendar", "parts")
    ]
    registry: Registry[Any] = Registry().with_resources(
        [(schema["$id"], Resource.from_contents(schema)) for schema in schemas]
    )
    return jsonschema.Draft202012Validator(schemas[0], registry=registry)


@pytest.mark.parametrize("number", YEARS)
def test_each_file_fits_the_schema_and_names_it(number: int) -> None:
    text = (FOLDER / f"{number}.yaml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=../schema/calendar.schema.json\n")
    assert list(validator().iter_errors(source(text).data)) == []


@pytest.mark.parametrize(
    "change",
    [
        "year: '2026'",
        "working_days: 24",
        "notices: []",
        "holidays: [{name: {zh: 元旦}, from: '2026-01-01', to: '2026-01-03', days: 3}]",
        "holidays: [{name: {zh: 元旦, en: New Year}, from: 2026-1-1, to: '2026-01-03', days: 3}]",
        "makeup_days: []",
    ],
    ids=["year-as-text", "too-few-days", "no-notice", "no-english-name", "unpadded-date", "unknown-field"],
)
def test_the_schema_refuses(change: str) -> None:
    assert list(validator().iter_errors(source(SMALL).data)) == []
    assert list(validator().iter_errors(changed(change).data)) != []


def described(schema: dict[str, Any], at: str) -> list[str]:
    """Fields without a Chinese title and description."""
    lacking = []
    for name, field in schema.get("properties", {}).items():
        if not all(
            any("一" <= sign <= "鿿" for sign in field.get(key, "")) for key in ("title", "description")
        ):
            lacking.append(f"{at}/{name}")
        lacking += described(field, f"{at}/{name}")
    for name, field in schema.get("$defs", {}).items():
        lacking += described(field, f"{at}/{name}")
    return lacking


def test_every_field_of_the_schema_is_described_in_chinese() -> None:
    schema = json.loads((SCHEMAS / "calendar.schema.json").read_text(encoding="utf-8"))
    assert described(schema, "") == []
    assert described({"properties": {"x": {"title": "x", "description": "中"}}}, "") == ["/x"]


# ---- wrong files


@pytest.mark.parametrize("code", CALENDAR_CODES.values(), ids=list(CALENDAR_CODES))
def test_each_code_fires_on_its_bad_example_and_spares_the_good_one(code: Code) -> None:
    found, findings = with_change(code.bad)
    assert found is None
    assert {finding.code for finding in findings} == {code.code}
    assert all(finding.help and finding.place.line for finding in findings)
    found, findings = with_change(code.good)
    assert found is not None
    assert findings == ()


@pytest.mark.parametrize(
    "change",
    [
        "holidays: [1]",
        "holidays: {}",
        "holidays: [{name: 元旦, days: 3}]",
        "holidays: [{name: {}, from: 20260101, to: [], days: three, makeup: 4}]",
        "notices: null",
        "notices: [{issued_on: soon}]",
        "superseded: [{}]",
    ],
)
def test_a_file_that_the_schema_refuses_gives_no_year_and_no_crash(change: str) -> None:
    assert list(validator().iter_errors(changed(change).data)) != []
    assert with_change(change)[0] is None


@pytest.mark.parametrize("text", ["[]", "year: 2026", "text"])
def test_a_file_of_another_shape_gives_no_year(text: str) -> None:
    assert read_calendar_year(source(text))[0] is None


def test_codes_are_not_shared() -> None:
    assert not set(CALENDAR_CODES) & set(DURATION_CODES)


def test_a_wrong_day_in_a_real_file_contradicts_itself() -> None:
    """Each date of 2026 moved by one day. Only a make-up Saturday moved to its Sunday escapes: no sum can tell the two apart."""
    text = (FOLDER / "2026.yaml").read_text(encoding="utf-8")
    body = text[text.index("\nholidays:") :]
    dates = sorted({part for part in body.split('"') if part.startswith("2026-")})
    assert len(dates) == 20
    escaped = []
    for written in dates:
        moved = str(date.fromisoformat(written) + timedelta(days=1))
        found, findings = read_calendar_year(source(text.replace(f'"{written}"', f'"{moved}"')))
        assert (found is None) == bool(findings)
        if not findings:
            escaped.append(written)
    assert escaped == ["2026-02-28", "2026-05-09", "2026-10-10"]
