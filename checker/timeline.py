"""The days of some deadlines one by one, for a drawing that greys days off and marks starts and ends.

In: deadlines by name and their calendar. Out: a `TimelineDay` for each day from the first start to the last end.
The surprising thing: a make-up Saturday is a working day here and a Monday of Spring Festival is not; draw by `kind`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from checker.calendar import Calendar, DayKind, days_from
from checker.clock import COUNTED, Deadline
from checker.finding import Text

__all__ = ["TimelineDay", "timeline"]


@dataclass(frozen=True, slots=True)
class TimelineDay:
    """One day of a drawing: its kind, whether the year's notice is published, and what the deadlines do on it."""

    day: date
    kind: DayKind
    published: bool
    name: Text | None = None
    starts: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()


def timeline(
    deadlines: Mapping[str, Deadline],
    calendar: Calendar,
    *,
    first: date | None = None,
    last: date | None = None,
) -> tuple[TimelineDay, ...]:
    """Every day from the first start to the last end (or `first` to `last`), for a drawing that greys days off."""
    ends = [day for found in deadlines.values() for day in (found.start, found.last_day)]
    begin, end = first or min(ends, default=None), last or max(ends, default=None)
    if begin is None or end is None:
        return ()
    counted = {name: _counted_days(found) for name, found in deadlines.items()}
    return tuple(
        TimelineDay(
            day=day,
            kind=calendar.kind(day),
            published=calendar.covers(day),
            name=calendar.holiday_name(day) or calendar.makeup_for(day),
            starts=tuple(name for name, found in deadlines.items() if found.start == day),
            counts=tuple(name for name in deadlines if day in counted[name]),
            ends=tuple(name for name, found in deadlines.items() if found.last_day == day),
        )
        for day in days_from(begin, end)
    )


def _counted_days(found: Deadline) -> frozenset[date]:
    runs = [sorted((run.first, run.last)) for run in found.counted if run.kind in COUNTED]
    return frozenset(day for first, last in runs for day in days_from(first, last))
