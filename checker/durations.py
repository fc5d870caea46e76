"""Lengths of time as the catalogue writes them: `20 working_days`, `30 days`, `3 months`, `6 years`, `at_once` (当场).

In: the text of one YAML value. Out: a `Duration`, or a finding that says what to write instead.
The surprising thing: limits in different units have no order. 20 working days last from 25 to 38 calendar days, depending on
where Spring Festival falls, so `exceeds` answers "no", "possibly" or "certainly".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, get_args

from checker.finding import Finding, Place, Text
from checker.source import Code

__all__ = [
    "AT_ONCE",
    "DURATION_CODES",
    "UNITS",
    "Duration",
    "Exceeds",
    "Unit",
    "calendar_days",
    "exceeds",
    "parse_duration",
    "read_duration",
]

Unit = Literal["at_once", "working_days", "days", "months", "years"]
UNITS: tuple[Unit, ...] = get_args(Unit)
Exceeds = Literal["no", "possibly", "certainly"]

_FORM = re.compile(r"(0|[1-9][0-9]{0,3}) (working_days|days|months|years)")
_ATTEMPT = re.compile(r"([0-9]{1,4})[ _-]*个?([^0-9]*?)(?:以?内)?")
_MEANT: dict[str, Unit] = {
    "工作日": "working_days",
    "working_day": "working_days",
    "workday": "working_days",
    "business_day": "working_days",
    "自然日": "days",
    "calendar_day": "days",
    "day": "days",
    "月": "months",
    "month": "months",
    "年": "years",
    "year": "years",
}


@dataclass(frozen=True, slots=True)
class Duration:
    """An amount of one unit. An amount of 0 means at once (当场), whatever the unit says."""

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        if self.amount < 0 or (self.unit == "at_once" and self.amount):
            raise ValueError(f"no such length of time: {self.amount} {self.unit}")

    def __str__(self) -> str:
        return "at_once" if self.unit == "at_once" else f"{self.amount} {self.unit}"

    @property
    def at_once(self) -> bool:
        """To be done on the day itself (行政许可法 §34(2), §56)."""
        return self.amount == 0


AT_ONCE = Duration(0, "at_once")

_FORM_CODE = Code(
    "K01",
    "duration-form",
    Text(
        "期限写成数目、空格和单位，或者 `at_once`。",
        "A length of time is a number, a space and a unit, or `at_once`.",
    ),
    "statutory: 20日\n",
    "statutory: 20 working_days\n",
)
DURATION_CODES: Mapping[str, Code] = MappingProxyType({_FORM_CODE.code: _FORM_CODE})


def read_duration(text: str) -> Duration | None:
    """The duration that `text` spells, or None. Only one spelling is right, so that a diff shows only real changes."""
    if text == "at_once":
        return AT_ONCE
    match = _FORM.fullmatch(text)
    if match is None:
        return None
    return Duration(int(match[1]), next(unit for unit in UNITS if unit == match[2]))


def parse_duration(text: object, place: Place) -> tuple[Duration | None, tuple[Finding, ...]]:
    """As `read_duration`, with a finding at `place` when it is no duration."""
    found = read_duration(text) if isinstance(text, str) else None
    if found is not None:
        return found, ()
    message = Text(f"“{text}”不是期限", f"`{text}` is not a length of time")
    return None, (Finding(_FORM_CODE.code, _FORM_CODE.name, "error", place, message, _help(str(text))),)


def _help(text: str) -> Text:
    """What the author probably meant. A bare 日 is never guessed: its unit decides the date (行政许可法 §82)."""
    attempt = _ATTEMPT.fullmatch(text.strip().lower())
    amount = int(attempt[1]) if attempt else 0
    unit = re.sub("[ -]", "_", attempt[2].strip()).removesuffix("s") if attempt else ""
    if attempt and unit in {"日", "天", ""}:
        return Text(
            f"写明单位：`{amount} working_days`（工作日）或者 `{amount} days`（自然日）",
            f"say which days: `{amount} working_days`, or `{amount} days` for calendar days",
        )
    if attempt and unit in _MEANT:
        return Text(f"写成 `{amount} {_MEANT[unit]}`", f"write `{amount} {_MEANT[unit]}`")
    if attempt and unit in {"周", "星期", "week"}:
        return Text(f"写成 `{amount * 7} days`", f"write `{amount * 7} days`")
    if unit in {"小时", "hour"} or "0.5" in text or "半" in text or "half" in text:
        return Text(
            "期限按日计算：当天办结写 `at_once`，次日办结写 `1 working_days`",
            "limits count whole days: `at_once` for the same day, `1 working_days` for the next",
        )
    if text.strip().lower() in {"当场", "即时", "即办", "at once", "immediately"}:
        return Text("写成 `at_once`", "write `at_once`")
    return Text(
        "写数目和单位，例如 `20 working_days`、`30 days`、`3 months`、`6 years`，或者 `at_once`",
        "write a number and a unit, such as `20 working_days`, `30 days`, `3 months`, `6 years`, or `at_once`",
    )


def exceeds(a: Duration, b: Duration) -> Exceeds:
    """Whether limit `a` runs out after `b` when both start on one day: for no start, for some start, or for every start."""
    if a.at_once or b.at_once:
        return "no" if a.at_once else "certainly"
    if a.unit == b.unit:
        return "certainly" if a.amount > b.amount else "no"
    if {a.unit, b.unit} == {"months", "years"}:
        return "certainly" if _months(a) > _months(b) else "no"
    (a_least, a_most), (b_least, b_most) = calendar_days(a), calendar_days(b)
    if a_least > b_most:
        return "certainly"
    return "possibly" if a_most > b_least else "no"


def calendar_days(duration: Duration) -> tuple[int, int]:
    """The fewest and the most calendar days that the duration can take, before any last day is moved."""
    if duration.unit == "working_days" and duration.amount:
        return _days_of_working_days(duration.amount)
    if duration.unit in ("months", "years"):
        return _days_of_months(_months(duration))
    return duration.amount, duration.amount


def _months(duration: Duration) -> int:
    return duration.amount * (12 if duration.unit == "years" else 1)


def _days_of_working_days(amount: int) -> tuple[int, int]:
    """Wide enough for every start since 2008; a test holds it against every start of the published years.

    Fewest: five working days a week, less 4 for weekends that make-up days fill. Most: five a week, plus 11 (the eve of
    Spring Festival 2020 to the next working day), plus one in ten (public holidays take about one weekday in twenty).
    """
    weeks = amount * 7 // 5
    return max(amount, weeks - 4), weeks + 11 + amount // 10


_FEWEST = (
    0,
    28,
    59,
    89,
    120,
    150,
    181,
    212,
    242,
    273,
    303,
    334,
)  # days in 0 to 11 months on end, over a February
_MOST = (0, 31, 62, 92, 123, 153, 184, 215, 245, 276, 306, 337)  # the same, over July and August


def _days_of_months(months: int) -> tuple[int, int]:
    """Whole years have a leap day every four years, but for one century year in between; then the rest of months."""
    years, rest = divmod(months, 12)
    return 365 * years + max(0, years // 4 - 1) + _FEWEST[rest], 365 * years + (years + 3) // 4 + _MOST[rest]
