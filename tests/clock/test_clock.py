"""The rules of counting, one by one, where the golden cases do not reach."""

from __future__ import annotations

from datetime import date

import pytest

from checker.calendar import Calendar, CalendarYear, calendar_of
from checker.clock import Direction, Interval, LastDayRule, Run, corresponding_day, deadline, default_rule
from checker.durations import AT_ONCE, Duration
from checker.finding import Text

REVIEW = Text("专家评审", "expert review")
SPRING = Text("春节", "Spring Festival")
FIVE, TWENTY = Duration(5, "working_days"), Duration(20, "working_days")
THIRTY_DAYS, THREE_MONTHS = Duration(30, "days"), Duration(3, "months")


def test_every_run_is_told(published: Calendar) -> None:
    found = deadline(date(2026, 2, 13), FIVE, published)
    assert found.counted == (
        Run(date(2026, 2, 14), date(2026, 2, 14), "makeup", 1, 1, SPRING),
        Run(date(2026, 2, 15), date(2026, 2, 23), "holiday", 0, 0, SPRING),
        Run(date(2026, 2, 24), date(2026, 2, 27), "counted", 2, 5),
    )


@pytest.mark.parametrize(
    ("limit", "direction", "rule"),
    [
        (FIVE, "forward", "none"),
        (AT_ONCE, "forward", "none"),
        (THIRTY_DAYS, "forward", "next_working_day"),
        (THREE_MONTHS, "forward", "next_working_day"),
        (THIRTY_DAYS, "backward", "previous_working_day_advice"),
        (FIVE, "backward", "previous_working_day_advice"),
    ],
)
def test_default_rules(limit: Duration, direction: Direction, rule: LastDayRule, published: Calendar) -> None:
    assert default_rule(limit, direction) == rule
    assert deadline(date(2026, 3, 2), limit, published, direction=direction).rule == rule


@pytest.mark.parametrize(
    ("rule", "expected"),
    [("none", "2026-03-07"), ("next_working_day", "2026-03-09"), ("after_public_holiday", "2026-03-07")],
)
def test_a_last_day_on_an_ordinary_saturday_is_a_parameter(
    rule: LastDayRule, expected: str, published: Calendar
) -> None:
    found = deadline(date(2026, 3, 2), Duration(5, "days"), published, rule=rule)
    assert found.unrolled == date(2026, 3, 7)
    assert found.last_day == date.fromisoformat(expected)


@pytest.mark.parametrize("rule", ["next_working_day", "after_public_holiday"])
def test_a_last_day_in_a_public_holiday_moves_by_either_rule(rule: LastDayRule, published: Calendar) -> None:
    found = deadline(date(2026, 1, 22), THIRTY_DAYS, published, rule=rule)
    assert found.unrolled == date(2026, 2, 21)  # the Saturday inside Spring Festival
    assert found.last_day == date(2026, 2, 24)


def test_a_last_day_on_a_make_up_saturday_stands(published: Calendar) -> None:
    found = deadline(date(2026, 1, 15), THIRTY_DAYS, published)
    assert found.last_day == found.unrolled == date(2026, 2, 14)


@pytest.mark.parametrize(
    ("direction", "rule"), [("forward", "previous_working_day_advice"), ("backward", "next_working_day")]
)
def test_a_rule_that_cannot_be(direction: Direction, rule: LastDayRule, published: Calendar) -> None:
    with pytest.raises(ValueError, match="cannot end by the rule"):
        deadline(date(2026, 3, 2), FIVE, published, rule=rule, direction=direction)


# ---- time left out


def review(told: bool) -> Interval:
    return Interval(date(2026, 3, 9), date(2026, 3, 20), REVIEW, told_in_writing=told)


def test_an_exclusion_nobody_was_told_of_counts(published: Calendar) -> None:
    """行政许可法 §45."""
    start = date(2026, 3, 2)
    told = deadline(start, TWENTY, published, excluded=[review(told=True)])
    untold = deadline(start, TWENTY, published, excluded=[review(told=False)])
    assert told.last_day == date(2026, 4, 14)
    assert told.not_excluded == ()
    assert untold.last_day == deadline(start, TWENTY, published).last_day == date(2026, 3, 30)
    assert untold.not_excluded == (review(told=False),)
    lenient = deadline(start, TWENTY, published, excluded=[review(told=False)], must_be_told=False)
    assert lenient.last_day == told.last_day


def test_a_suspension_needs_no_notice_of_its_length(published: Calendar) -> None:
    found = deadline(date(2026, 3, 2), TWENTY, published, suspended=[review(told=False)])
    assert found.last_day == date(2026, 4, 14)
    assert [run.kind for run in found.counted][:4] == ["counted", "weekend", "suspended", "weekend"]


def test_intervals_that_overlap_are_left_out_once(published: Calendar) -> None:
    again = Interval(date(2026, 3, 16), date(2026, 3, 20), REVIEW, told_in_writing=True)
    found = deadline(
        date(2026, 3, 2), TWENTY, published, excluded=[review(told=True), again], suspended=[again]
    )
    assert found.last_day == date(2026, 4, 14)


def test_calendar_days_and_months_are_lengthened_by_the_days_left_out(published: Calendar) -> None:
    start, fortnight = date(2026, 3, 2), [review(told=True)]  # 12 calendar days
    for limit in (THIRTY_DAYS, THREE_MONTHS):
        plain = deadline(start, limit, published, rule="none")
        longer = deadline(start, limit, published, rule="none", excluded=fortnight)
        assert (longer.last_day - plain.last_day).days == 12


def test_an_interval_after_the_last_day_changes_nothing(published: Calendar) -> None:
    late = Interval(date(2026, 4, 1), date(2026, 4, 30), REVIEW, told_in_writing=True)
    assert deadline(date(2026, 3, 2), FIVE, published, excluded=[late]).last_day == date(2026, 3, 9)


# ---- extension


def test_an_extension_in_another_unit_counts_on_from_the_end_of_the_limit(published: Calendar) -> None:
    found = deadline(date(2025, 7, 3), THREE_MONTHS, published, extension=Duration(10, "working_days"))
    assert found.unrolled == published.add_working_days(date(2025, 10, 3), 10).day
    assert found.limit == THREE_MONTHS
    assert found.extension == Duration(10, "working_days")


def test_months_and_their_extension_are_added_up(published: Calendar) -> None:
    found = deadline(
        date(2026, 1, 31), Duration(1, "months"), published, rule="none", extension=Duration(1, "months")
    )
    assert found.last_day == date(2026, 3, 31)  # not 28 March, one month after 28 February


# ---- months and years


@pytest.mark.parametrize(
    ("start", "limit", "expected"),
    [
        ("2024-01-31", "1 months", "2024-02-29"),
        ("2025-01-31", "1 months", "2025-02-28"),
        ("2024-02-29", "1 years", "2025-02-28"),
        ("2024-02-29", "4 years", "2028-02-29"),
        ("2025-02-28", "1 months", "2025-03-28"),
        ("2025-12-31", "2 months", "2026-02-28"),
        ("2025-08-31", "1 months", "2025-09-30"),
    ],
)
def test_the_corresponding_day_or_the_end_of_the_month(start: str, limit: str, expected: str) -> None:
    """民法典 §202."""
    amount, unit = limit.split()
    duration = Duration(int(amount), "years" if unit == "years" else "months")
    found = deadline(date.fromisoformat(start), duration, Calendar(), rule="none")
    assert found.last_day == date.fromisoformat(expected)
    assert not found.provisional


def test_months_backward(published: Calendar) -> None:
    found = deadline(date(2026, 8, 31), Duration(6, "months"), published, direction="backward")
    assert found.last_day == date(2026, 2, 28)
    assert found.advised_last_working_day == date(2026, 2, 28)  # a make-up Saturday


def test_working_days_backward(published: Calendar) -> None:
    """食品经营许可: at least 15 working days before expiry, over Spring Festival."""
    found = deadline(date(2026, 3, 6), Duration(15, "working_days"), published, direction="backward")
    assert found.last_day == published.add_working_days(date(2026, 3, 6), -15).day == date(2026, 2, 9)
    assert found.counted[0] == Run(date(2026, 3, 5), date(2026, 3, 2), "counted", 1, 4)


@pytest.mark.parametrize(("direction", "year"), [("forward", 9999), ("backward", 1)])
def test_a_period_longer_than_history_ends_with_it(direction: Direction, year: int) -> None:
    limit = Duration(9999, "years")
    assert (
        deadline(date(2026, 3, 2), limit, Calendar(), rule="none", direction=direction).last_day.year == year
    )


# ---- what is not published


def test_only_what_is_needed_makes_a_date_provisional(published: Calendar) -> None:
    start = date(2026, 12, 1)
    assert deadline(start, TWENTY, published).provisional is False
    assert deadline(start, TWENTY, published).last_day == date(2026, 12, 29)
    assert deadline(start, Duration(23, "working_days"), published).provisional
    assert deadline(start, Duration(60, "days"), published, rule="none").provisional is False
    assert deadline(start, Duration(60, "days"), published).provisional
    assert deadline(start, Duration(30, "days"), published).provisional is False
    assert deadline(date(2028, 1, 1), AT_ONCE, published).provisional is False
    assert deadline(date(2019, 12, 31), FIVE, published).provisional is False  # its five days lie in 2020
    assert deadline(start, Duration(62, "days"), published).last_day == date(
        2027, 2, 1
    )  # a Monday, perhaps a holiday
    assert deadline(start, Duration(62, "days"), published).provisional
    left_out = Interval(date(2026, 12, 7), date(2026, 12, 8), REVIEW, told_in_writing=True)
    assert not deadline(start, Duration(60, "days"), published, rule="none", excluded=[left_out]).provisional
    back = deadline(date(2020, 1, 6), FIVE, published, direction="backward")
    assert back.provisional


def test_a_last_day_before_the_published_years_is_provisional_too(years: tuple[CalendarYear, ...]) -> None:
    """Only 2023 is known: Saturday 31 December 2022 may have been worked, wherever the next working day lies."""
    calendar = calendar_of(year for year in years if year.year == 2023)
    found = deadline(date(2022, 12, 1), THIRTY_DAYS, calendar)
    assert (found.unrolled, found.last_day) == (date(2022, 12, 31), date(2023, 1, 3))
    assert found.provisional


def test_a_provisional_date_counts_monday_to_friday(published: Calendar) -> None:
    found = deadline(date(2026, 12, 14), TWENTY, published)
    assert found.provisional
    assert found.last_day == date(2027, 1, 11)
    moved = deadline(date(2026, 12, 10), THIRTY_DAYS, published)
    assert (moved.unrolled, moved.last_day, moved.provisional) == (date(2027, 1, 9), date(2027, 1, 11), True)


# ---- at once


@pytest.mark.parametrize(
    "limit", [AT_ONCE, Duration(0, "days"), Duration(0, "working_days"), Duration(0, "months")]
)
def test_at_once_is_the_same_day_even_on_a_sunday(limit: Duration, published: Calendar) -> None:
    found = deadline(date(2026, 3, 8), limit, published)
    assert found.last_day == date(2026, 3, 8)
    assert found.counted == ()


# ---- without a calendar


@pytest.mark.parametrize(
    ("duration", "before", "after"),
    [
        (Duration(12, "months"), "2025-03-31", "2027-03-31"),
        (Duration(1, "months"), "2026-02-28", "2026-04-30"),
        (Duration(2, "years"), "2024-03-31", "2028-03-31"),
        (Duration(30, "days"), "2026-03-01", "2026-04-30"),
        (Duration(5, "working_days"), "2026-03-13", "2026-04-18"),
        (AT_ONCE, "2026-03-31", "2026-03-31"),
    ],
)
def test_corresponding_day(duration: Duration, before: str, after: str) -> None:
    day = date(2026, 3, 31)
    assert corresponding_day(day, duration, "backward") == date.fromisoformat(before)
    assert corresponding_day(day, duration, "forward") == date.fromisoformat(after)
