"""Days as three unknown numbers, with the calendar that `checker.derive` counts by.

In: names, or known dates. Out: `Day`, its order, its number, and the ages and windows counted from it. The surprising thing:
years and months are counted from year, month and day, as the law does (周岁), and not from a number of days; so the
29th of February needs no special case, and an example found here has the same age in every engine.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from checker.conditions.facts import DerivationKind
from checker.prove.solver import Term, all_of, any_of, choose, integer, quotient, remainder

__all__ = ["Day", "counted"]

_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_BEFORE = (0, *accumulate(_LENGTHS))[:12]
_FEBRUARY = 2
_SHORT = (4, 6, 9, 11)


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the Gregorian calendar, from year 1 to 9999, as Python's `date`."""

    year: Term
    month: Term
    day: Term

    @classmethod
    def unknown(cls, name: str) -> Day:
        """A day that z3 may choose."""
        return cls(integer(f"{name}/year"), integer(f"{name}/month"), integer(f"{name}/day"))

    @classmethod
    def of(cls, day: date) -> Day:
        """A day that is known."""
        return cls(day.year, day.month, day.day)

    @property
    def unknowns(self) -> tuple[Term, ...]:
        """Its three numbers."""
        return (self.year, self.month, self.day)

    @property
    def order(self) -> Term:
        """A number that grows with the days, with gaps: cheaper than counting them."""
        return (self.year * 12 + self.month) * 32 + self.day

    @property
    def months(self) -> Term:
        """Months since the beginning."""
        return self.year * 12 + self.month

    @property
    def number(self) -> Term:
        """The number of the day, as `date.toordinal`."""
        past = self.year - 1
        before: Term = _BEFORE[11]
        for month in range(11, 0, -1):
            before = choose(self.month == month, _BEFORE[month - 1], before)
        leaped = choose(all_of([self.month > _FEBRUARY, self._leap()]), 1, 0)
        leaps = quotient(past, 4) - quotient(past, 100) + quotient(past, 400)
        return past * 365 + leaps + before + leaped + self.day

    def real(self) -> Term:
        """It stands in the calendar."""
        short = any_of(self.month == month for month in _SHORT)
        last = choose(self.month == _FEBRUARY, choose(self._leap(), 29, 28), choose(short, 30, 31))
        return all_of(
            [
                self.year >= date.min.year,
                self.year <= date.max.year,
                self.month >= 1,
                self.month <= 12,
                self.day >= 1,
                self.day <= last,
            ]
        )

    def _leap(self) -> Term:
        by = [remainder(self.year, number) == 0 for number in (4, 100, 400)]
        return any_of([by[2], all_of([by[0], remainder(self.year, 100) != 0])])


def counted(kind: DerivationKind, day: Day, received: Day) -> Term:
    """The derived number, counted to the day of receipt as checker.derive does."""
    match kind:
        case "days_since":
            return received.number - day.number
        case "days_until":
            return day.number - received.number
    months = received.months - day.months - choose(received.day < day.day, 1, 0)
    return quotient(months, 12) if kind == "years_since" else months
