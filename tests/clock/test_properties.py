"""Laws of counting that hold for every start, with an independent package as the judge of what is a working day."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

import chinese_calendar  # type: ignore[import-untyped]  # the package has no stubs
from hypothesis import given
from hypothesis import strategies as st

from checker.calendar import Calendar, days_from
from checker.clock import COUNTED, Interval, LastDayRule, deadline
from checker.durations import Duration
from checker.finding import Text

STARTS = st.dates(date(2020, 1, 1), date(2025, 12, 31))
AMOUNTS = st.integers(1, 90)
ONE = timedelta(days=1)
RULES: st.SearchStrategy[LastDayRule] = st.sampled_from(["none", "next_working_day", "after_public_holiday"])
UNITS: st.SearchStrategy[Duration] = st.builds(
    Duration, AMOUNTS, st.sampled_from(["working_days", "days"])
) | st.builds(Duration, st.integers(1, 9), st.just("months"))


def worked(first: date, last: date) -> int:
    """Working days after `first` up to `last`, by the independent package."""
    return sum(chinese_calendar.is_workday(day) for day in days_from(first + ONE, last))


@given(STARTS, AMOUNTS)
def test_working_days_as_the_independent_package_counts_them(
    published: Calendar, start: date, amount: int
) -> None:
    day, left = start, amount
    while left:
        day += ONE
        left -= chinese_calendar.is_workday(day)
    found = deadline(start, Duration(amount, "working_days"), published)
    assert found.last_day == day
    assert not found.provisional


@given(STARTS, AMOUNTS)
def test_between_start_and_end_lie_exactly_so_many_working_days(
    published: Calendar, start: date, amount: int
) -> None:
    found = deadline(start, Duration(amount, "working_days"), published)
    assert worked(start, found.last_day) == amount == published.working_days_between(start, found.last_day)
    assert chinese_calendar.is_workday(found.last_day)


@given(STARTS, st.integers(1, 200), RULES)
def test_calendar_days_end_where_the_rule_says(
    published: Calendar, start: date, amount: int, rule: LastDayRule
) -> None:
    found = deadline(start, Duration(amount, "days"), published, rule=rule)
    assert found.unrolled == start + ONE * amount
    assert found.last_day >= found.unrolled
    off, holiday = chinese_calendar.get_holiday_detail(found.unrolled)
    moves = off and (rule == "next_working_day" or (rule == "after_public_holiday" and holiday is not None))
    # The package names a holiday only on its own days and calls bridged weekends by it as well; what it does not name stands.
    if not moves and rule != "after_public_holiday":
        assert found.last_day == found.unrolled
    if moves:
        assert chinese_calendar.is_workday(found.last_day)
        assert worked(found.unrolled, found.last_day) == 1


@given(STARTS, UNITS, RULES, st.integers(0, 40))
def test_a_later_start_never_ends_earlier(
    published: Calendar, start: date, limit: Duration, rule: LastDayRule, later: int
) -> None:
    first, second = (deadline(day, limit, published, rule=rule) for day in (start, start + ONE * later))
    assert first.last_day <= second.last_day


@given(STARTS, UNITS, RULES)
def test_a_longer_limit_never_ends_earlier(
    published: Calendar, start: date, limit: Duration, rule: LastDayRule
) -> None:
    longer = Duration(limit.amount + 1, limit.unit)
    first, second = (deadline(start, each, published, rule=rule) for each in (limit, longer))
    assert first.last_day <= second.last_day
    assert first.unrolled < second.unrolled


@given(STARTS, AMOUNTS)
def test_forth_and_back(published: Calendar, start: date, amount: int) -> None:
    """Back from the end to the start, if the start is worked; else to the last working day before it."""
    end = published.add_working_days(start, amount).day
    back = published.add_working_days(end, -amount).day
    assert back == (
        start if chinese_calendar.is_workday(start) else published.previous_working_day(start).day
    )


@given(STARTS, st.integers(1, 60))
def test_an_applicant_is_never_advised_a_day_off_or_a_day_too_late(
    published: Calendar, start: date, amount: int
) -> None:
    if start < date(2021, 1, 1):
        start = start.replace(year=2021, day=min(start.day, 28))
    found = deadline(start, Duration(amount, "days"), published, direction="backward")
    assert found.last_day == start - ONE * amount
    assert found.advised_last_working_day is not None
    assert chinese_calendar.is_workday(found.advised_last_working_day)
    assert found.advised_last_working_day <= found.last_day
    assert worked(found.advised_last_working_day, found.last_day) == 0


@given(st.dates(date(1990, 1, 1), date(2080, 12, 31)), st.integers(1, 600))
def test_months_end_on_the_same_day_or_at_the_end_of_the_month(start: date, months: int) -> None:
    """民法典 §202."""
    found = deadline(start, Duration(months, "months"), Calendar(), rule="none").last_day
    assert (found.year * 12 + found.month) - (start.year * 12 + start.month) == months
    last_of_month = monthrange(found.year, found.month)[1]
    assert found.day == min(start.day, last_of_month)


@given(st.dates(date(1990, 1, 1), date(2080, 12, 31)), st.integers(1, 50))
def test_years_are_twelve_months(start: date, years: int) -> None:
    by_years = deadline(start, Duration(years, "years"), Calendar(), rule="none").last_day
    by_months = deadline(start, Duration(12 * years, "months"), Calendar(), rule="none").last_day
    assert by_years == by_months


INTERVALS = st.lists(
    st.builds(
        lambda start, length: Interval(
            start, start + ONE * length, Text("检验", "testing"), told_in_writing=True
        ),
        st.dates(date(2023, 1, 1), date(2023, 12, 31)),
        st.integers(0, 30),
    ),
    max_size=3,
)


@given(st.dates(date(2023, 1, 1), date(2023, 12, 31)), UNITS, INTERVALS)
def test_no_day_left_out_is_counted_and_the_runs_leave_no_gap(
    published: Calendar, start: date, limit: Duration, left_out: list[Interval]
) -> None:
    found = deadline(start, limit, published, rule="none", excluded=left_out)
    assert found.last_day >= deadline(start, limit, published, rule="none").last_day
    days = [day for run in found.counted for day in days_from(run.first, run.last)]
    assert days == list(days_from(start + ONE, found.unrolled))
    counted = [day for run in found.counted if run.kind in COUNTED for day in days_from(run.first, run.last)]
    assert not [day for day in counted if any(interval.holds(day) for interval in left_out)]
    if limit.unit != "months":
        assert len(counted) == limit.amount
        assert found.counted[-1].to_number == limit.amount
    if limit.unit == "working_days":
        assert all(chinese_calendar.is_workday(day) for day in counted)


@given(STARTS, st.integers(1, 60), st.integers(1, 60))
def test_limit_and_extension_are_one_limit(published: Calendar, start: date, amount: int, more: int) -> None:
    """行政许可法 §42(1): 20 days and 10 days more are 30 days."""
    for unit in ("working_days", "days"):
        limit, extension, whole = (
            Duration(number, "days" if unit == "days" else "working_days")
            for number in (amount, more, amount + more)
        )
        extended = deadline(start, limit, published, extension=extension)
        assert extended.last_day == deadline(start, whole, published).last_day
