"""From a start day and a limit to the last day: how periods are counted (期间的计算).

In: the day of the start event, a `Duration`, a `Calendar`, and what the law says of this limit (direction, last day,
time that does not count, extension). Out: a `Deadline` with every run of days that was counted or passed over.
The surprising thing: a deadline that needs a year whose holidays are not published is still computed, Monday to
Friday, but `provisional` is set, and whoever prints it must print 暂定 beside it.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Literal

from checker.calendar import Calendar
from checker.durations import Duration, calendar_days
from checker.finding import Text

__all__ = [
    "COUNTED",
    "Deadline",
    "Direction",
    "Interval",
    "LastDayRule",
    "Run",
    "RunKind",
    "corresponding_day",
    "deadline",
    "default_rule",
]

Direction = Literal["forward", "backward"]
LastDayRule = Literal["none", "next_working_day", "after_public_holiday", "previous_working_day_advice"]
"""What happens when the last day is not worked. `none`: nothing. `next_working_day`: it moves to the next working day,
ordinary weekends included. `after_public_holiday`: it moves only out of a public holiday (民法典 §203 read narrowly).
`previous_working_day_advice`: it stays, and the working day before it is advised (limits that bind the applicant)."""

RunKind = Literal["counted", "makeup", "weekend", "holiday", "excluded", "suspended"]
COUNTED: frozenset[RunKind] = frozenset({"counted", "makeup"})


@dataclass(frozen=True, slots=True)
class Interval:
    """Days, both ends included, that do not count: an expert review (行政许可法 §45) or a suspension (中止).

    An exclusion counts as one only if the applicant was told in writing how long it takes (§45).
    """

    first: date
    last: date
    reason: Text
    told_in_writing: bool = False

    def holds(self, day: date) -> bool:
        """Whether the day lies in it."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring days with one treatment, in the order of counting. Counted days bear their ordinals.

    The ordinals are 0 where months or years are counted, not days. `name`: the holiday, or why days were left out.
    """

    first: date
    last: date
    kind: RunKind
    from_number: int = 0
    to_number: int = 0
    name: Text | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day of a period. `unrolled` is the last day as counted, before 民法典 §203 moved it.

    `not_excluded` were claimed as excluded time but count all the same: nobody was told of them in writing.
    """

    start: date
    limit: Duration
    last_day: date
    unrolled: date
    provisional: bool = False
    direction: Direction = "forward"
    rule: LastDayRule = "none"
    extension: Duration | None = None
    advised_last_working_day: date | None = None
    counted: tuple[Run, ...] = ()
    not_excluded: tuple[Interval, ...] = ()


def default_rule(limit: Duration, direction: Direction = "forward") -> LastDayRule:
    """Working days end on a working day by themselves; other periods end by 民法典 §203; applicants get advice."""
    if direction == "backward":
        return "previous_working_day_advice"
    return "none" if limit.unit in ("at_once", "working_days") else "next_working_day"


def deadline(
    start: date,
    limit: Duration,
    calendar: Calendar,
    *,
    rule: LastDayRule | None = None,
    direction: Direction = "forward",
    excluded: Iterable[Interval] = (),
    suspended: Iterable[Interval] = (),
    extension: Duration | None = None,
    must_be_told: bool = True,
) -> Deadline:
    """The last day of `limit` after `start` (before it, if backward). The start day never counts (民法典 §201)."""
    rule = rule or default_rule(limit, direction)
    if rule != "none" and (direction == "backward") != (rule == "previous_working_day_advice"):
        raise ValueError(f"a limit counted {direction} cannot end by the rule {rule}")
    claimed = tuple(excluded)
    left_out = _LeftOut(
        tuple(interval for interval in claimed if interval.told_in_writing or not must_be_told),
        tuple(suspended),
    )
    unrolled, provisional = start, False
    runs: tuple[Run, ...] = ()
    for period in _periods(limit, extension):
        unrolled, guessed, more = _count(unrolled, period, direction, calendar, left_out)
        provisional, runs = provisional or guessed, runs + more
    last_day, advised = unrolled, None
    if rule != "none" and unrolled != start:
        near, guessed = _nearest_working_day(unrolled, rule, calendar)
        provisional = provisional or guessed
        last_day, advised = (unrolled, near) if direction == "backward" else (near, None)
    return Deadline(
        start=start,
        limit=limit,
        last_day=last_day,
        unrolled=unrolled,
        provisional=provisional,
        direction=direction,
        rule=rule,
        extension=extension,
        advised_last_working_day=advised,
        counted=runs,
        not_excluded=tuple(interval for interval in claimed if interval not in left_out.excluded),
    )


@dataclass(frozen=True, slots=True)
class _LeftOut:
    """The days that do not count, whatever the unit."""

    excluded: tuple[Interval, ...]
    suspended: tuple[Interval, ...]

    @property
    def any(self) -> bool:
        return bool(self.excluded or self.suspended)

    def why(self, day: date) -> tuple[RunKind, Text] | None:
        for interval in self.excluded:
            if interval.holds(day):
                return "excluded", interval.reason
        for interval in self.suspended:
            if interval.holds(day):
                return "suspended", interval.reason
        return None


def _periods(limit: Duration, extension: Duration | None) -> tuple[Duration, ...]:
    """One period where the units agree, since 20 + 10 days are 30; else the extension counts on from the limit's end."""
    if extension is None:
        return (limit,)
    if limit.unit == extension.unit:
        return (Duration(limit.amount + extension.amount, limit.unit),)
    return (limit, extension)


def _count(
    start: date, period: Duration, direction: Direction, calendar: Calendar, left_out: _LeftOut
) -> tuple[date, bool, tuple[Run, ...]]:
    """The last day as counted, whether unpublished days were counted as weekdays, and the runs on the way."""
    step = timedelta(days=1 if direction == "forward" else -1)
    working = period.unit == "working_days"
    numbered = working or period.unit == "days"
    left = period.amount if numbered else abs((_same_day(start, _months(period) * step.days) - start).days)
    if not left:
        return start, False, ()
    if not working and not left_out.any:  # six years need no walk of two thousand days
        day = start + step * left
        return day, False, (Run(start + step, day, "counted", int(numbered), left * numbered),)
    day, number = start, 0
    steps: list[tuple[date, RunKind, Text | None, int]] = []
    while left:
        day += step
        kind, name = left_out.why(day) or (_kind(day, calendar) if working else ("counted", None))
        if kind in COUNTED:
            left -= 1
            number += numbered
        steps.append((day, kind, name, number if kind in COUNTED else 0))
    runs = []
    for (kind, name), group in groupby(steps, key=lambda item: (item[1], item[2])):
        days = list(group)
        runs.append(Run(days[0][0], days[-1][0], kind, days[0][3], days[-1][3], name))
    first, last = sorted((start + step, day))
    guessed = working and not calendar.years.issuperset(range(first.year, last.year + 1))
    return day, guessed, tuple(runs)


def _kind(day: date, calendar: Calendar) -> tuple[RunKind, Text | None]:
    kind = calendar.kind(day)
    if kind == "working":
        return "counted", None
    return kind, calendar.holiday_name(day) or calendar.makeup_for(day)


def corresponding_day(day: date, length: Duration, direction: Direction) -> date:
    """The day so long on or back with no calendar, weekends not looked at (民法典 §202): for the age of a paper.

    Working days are taken at the most calendar days they can last, so that no paper is called too old by a guess.
    """
    sign = 1 if direction == "forward" else -1
    if length.unit in ("months", "years"):
        return _same_day(day, sign * _months(length))
    return day + timedelta(days=sign * calendar_days(length)[1])


def _months(period: Duration) -> int:
    return period.amount * {"months": 1, "years": 12}.get(period.unit, 0)


def _same_day(start: date, months: int) -> date:
    """The corresponding day so many months on or back; the month's last day where there is none (民法典 §202)."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    year = min(max(year, 1), 9999)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def _nearest_working_day(day: date, rule: LastDayRule, calendar: Calendar) -> tuple[date, bool]:
    """`day` itself if the rule lets it stand, else the nearest working day in the rule's direction; was it a guess?"""
    stands = calendar.works(day) or (rule == "after_public_holiday" and calendar.kind(day) == "weekend")
    if stands:
        return day, not calendar.covers(day)
    near = (
        calendar.previous_working_day(day)
        if rule == "previous_working_day_advice"
        else calendar.next_working_day(day)
    )
    return near.day, near.provisional or not calendar.covers(day)
