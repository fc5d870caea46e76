"""Which days are working days: the State Council's holiday notices, as data, turned into a `Calendar`.

In: `CalendarYear`s, which checker/reading/calendar.py reads from rules/calendar/<year>.yaml. Out: a `Calendar` that says which
days are worked and counts working days forward and back.
The surprising thing: a year without a published notice is *unknown*, not "weekends off". `is_working` says None there, and
whatever was counted through such days comes back marked provisional. Make-up weekends (补班) are working days.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from checker.finding import Text

__all__ = [
    "Arrangement",
    "Calendar",
    "CalendarYear",
    "DayKind",
    "Notice",
    "Reckoned",
    "calendar_of",
    "days_from",
]

DayKind = Literal["working", "makeup", "weekend", "holiday"]

_ONE = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Notice:
    """A holiday notice (放假通知) of the General Office of the State Council."""

    title: str
    number: str
    issued_on: date
    url: str


@dataclass(frozen=True, slots=True)
class Arrangement:
    """A year's days off and make-up days, each with its holiday. `replaced_on`: the day a later notice took its place."""

    off: Mapping[date, Text]
    makeup: Mapping[date, Text]
    replaced_on: date | None = None


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """A year as its file tells it: the notices, the arrangement now in force, and those that went before."""

    year: int
    notices: tuple[Notice, ...]
    current: Arrangement
    superseded: tuple[Arrangement, ...] = ()

    def known_on(self, day: date) -> Arrangement | None:
        """The arrangement that was published on `day`; None before the first notice."""
        if day < self.notices[0].issued_on:
            return None
        return next(
            (old for old in self.superseded if old.replaced_on and day < old.replaced_on), self.current
        )


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A day that was counted out. `provisional`: on the way lay days whose holidays are not published yet (暂定)."""

    day: date
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Calendar:
    """The working days of the published years. Build it with `calendar_of`; an empty one knows no year."""

    years: frozenset[int] = frozenset()
    off: Mapping[date, Text] = field(default_factory=dict)
    makeup: Mapping[date, Text] = field(default_factory=dict)

    def covers(self, day: date) -> bool:
        """Whether the notice for this day's year is published."""
        return day.year in self.years

    def kind(self, day: date) -> DayKind:
        """What sort of day it is; in a year that is not covered, by the weekday alone."""
        if day in self.off:
            return "holiday"
        if day in self.makeup:
            return "makeup"
        return "working" if day.weekday() < _SATURDAY else "weekend"

    def is_working(self, day: date) -> bool | None:
        """Whether it is a working day (行政许可法 §82); None when the year's notice is not published."""
        return self.works(day) if self.covers(day) else None

    def works(self, day: date) -> bool:
        """As `is_working`, but Monday to Friday where nothing is published: only for dates shown as provisional."""
        return self.kind(day) in ("working", "makeup")

    def holiday_name(self, day: date) -> Text | None:
        """The public holiday in whose span the day lies (weekend days inside it too)."""
        return self.off.get(day)

    def makeup_for(self, day: date) -> Text | None:
        """The public holiday for whose sake this weekend day is worked."""
        return self.makeup.get(day)

    def next_working_day(self, day: date) -> Reckoned:
        """The first working day after `day`."""
        return self.add_working_days(day, 1)

    def previous_working_day(self, day: date) -> Reckoned:
        """The last working day before `day`."""
        return self.add_working_days(day, -1)

    def add_working_days(self, day: date, amount: int) -> Reckoned:
        """The `amount`-th working day after `day`, or before it if negative. `day` itself never counts (民法典 §201)."""
        step, provisional = (_ONE if amount > 0 else -_ONE), False
        left = abs(amount)
        while left:
            day += step
            provisional = provisional or not self.covers(day)
            left -= self.works(day)
        return Reckoned(day, provisional)

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days lie after `start`, up to and including `end`."""
        return sum(self.works(day) for day in days_from(start + _ONE, end))


def calendar_of(years: Iterable[CalendarYear], known_on: date | None = None) -> Calendar:
    """The calendar of these years. With `known_on`, as it stood on that day, to retrace what was then computed."""
    covered: set[int] = set()
    off: dict[date, Text] = {}
    makeup: dict[date, Text] = {}
    for year in years:
        if year.year in covered:
            raise ValueError(f"two calendars for {year.year}")
        arrangement = year.current if known_on is None else year.known_on(known_on)
        if arrangement is not None:
            covered.add(year.year)
            off.update(arrangement.off)
            makeup.update(arrangement.makeup)
    return Calendar(frozenset(covered), off, makeup)


def days_from(first: date, last: date) -> Iterator[date]:
    """Every day from `first` to `last`, both included."""
    return (first + timedelta(days=n) for n in range((last - first).days + 1))
