"""One year of the working-day calendar: rules/calendar/<year>.yaml -> `CalendarYear`.

In: a Source that rules/schema/calendar.schema.json has judged. Out: the year, or findings.
The surprising thing: the file says some things twice (共几天, the year's working days, the year in the file's name), so that
a slip of one digit contradicts itself. With any finding there is no year at all: one wrong day gives wrong deadlines.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import PurePosixPath
from types import MappingProxyType

from checker.calendar import Arrangement, Calendar, CalendarYear, Notice, days_from
from checker.finding import Finding, Place, Text
from checker.reading.reader import Context, Reader, iso_date
from checker.source import Code, Source

__all__ = ["CALENDAR_CODES", "read_calendar_year"]

_NEW_YEAR = "  - {name: {zh: 元旦, en: New Year}, from: %s, to: %s, days: %s, makeup: [%s]}"
_GOOD = "holidays:\n" + _NEW_YEAR % ('"2026-01-01"', '"2026-01-03"', 3, '"2026-01-04"') + "\n"


def _holidays(first: str, last: str, days: int, makeup: str) -> str:
    return "holidays:\n" + _NEW_YEAR % (f'"{first}"', f'"{last}"', days, f'"{makeup}"') + "\n"


_TABLE = (
    Code(
        "K02",
        "calendar-file-name",
        Text("文件名是年份，与 `year` 相同。", "The file is named after its year."),
        "year: 2025  # 2026.yaml\n",
        "year: 2026  # 2026.yaml\n",
    ),
    Code(
        "K03",
        "holiday-days",
        Text(
            "“共几天”等于从第一天到最后一天的天数。",
            "`days` is the number of days from the first to the last.",
        ),
        _holidays("2026-01-01", "2026-01-04", 3, "2026-01-10"),
        _GOOD,
    ),
    Code(
        "K04",
        "calendar-day-twice",
        Text("一天只列一次：不能既放假又补班。", "A day is listed once: it cannot be both off and made up."),
        _holidays("2026-01-01", "2026-01-03", 3, "2026-01-03"),
        _GOOD,
    ),
    Code(
        "K05",
        "calendar-day-outside-year",
        Text(
            "只列这一年和上一年十二月的日子。",
            "Only days of the year, or of the December before, are listed.",
        ),
        _holidays("2027-01-01", "2027-01-03", 3, "2026-01-04"),
        _GOOD,
    ),
    Code(
        "K06",
        "makeup-on-weekday",
        Text("补班日是周六或者周日。", "A make-up day is a Saturday or a Sunday."),
        _holidays("2026-01-01", "2026-01-03", 3, "2026-01-05"),
        _GOOD,
    ),
    Code(
        "K07",
        "calendar-total",
        Text(
            "全年工作日数等于按放假安排数出来的天数。", "`working_days` is what the arrangement adds up to."
        ),
        "working_days: 248\n",
        "working_days: 260\n",
    ),
    Code(
        "K08",
        "no-such-date",
        Text("写日历上有的日子。", "A date is a day that exists."),
        _holidays("2026-01-01", "2026-02-30", 3, "2026-01-04"),
        _GOOD,
    ),
)

CALENDAR_CODES: Mapping[str, Code] = MappingProxyType({code.code: code for code in _TABLE})


@dataclass(slots=True)
class _Reading:
    """What was found so far. `complete` turns false where the shape is broken, which the schema has told already."""

    findings: list[Finding] = field(default_factory=list)
    complete: bool = True

    def wrong(self, code: str, where: Place, zh: str, en: str) -> None:
        remedy = Text("对照放假通知改正", "correct it after the holiday notice")
        self.findings.append(Finding(code, CALENDAR_CODES[code].name, "error", where, Text(zh, en), remedy))

    def day(self, text: str, where: Place) -> date | None:
        """The date. Its form is the schema's affair; days such as 31 June are left."""
        found = iso_date(text)
        if found is None:
            self.complete = False
            if len(text) == len("2026-06-31"):
                self.wrong("K08", where, f"没有 {text} 这一天", f"there is no day {text}")
        return found


def read_calendar_year(source: Source) -> tuple[CalendarYear | None, tuple[Finding, ...]]:
    """The year of one file, or what is wrong with it; neither when the schema refuses the file."""
    top, reading = Reader.of(source, Context()), _Reading()
    year, stem = top.integer("year"), PurePosixPath(source.path).stem
    if stem != str(year):
        zh, en = f"文件名是 {stem}，年份却是 {year}", f"the file is named {stem} but holds {year}"
        reading.wrong("K02", top.place("year"), zh, en)
        return None, tuple(reading.findings)
    current = _arrangement(top, year, reading)
    superseded = []
    for old in top.children("superseded"):
        replaced_on = reading.day(old.string("replaced_on"), old.place("replaced_on"))
        superseded.append(replace(_arrangement(old, year, reading), replaced_on=replaced_on))
    notices = []
    for notice in top.children("notices"):
        issued_on = reading.day(notice.string("issued_on"), notice.place("issued_on"))
        if issued_on is not None:
            notices.append(
                Notice(notice.string("title"), notice.string("number"), issued_on, notice.string("url"))
            )
    if reading.findings or not reading.complete or not notices or not current.off:
        return None, tuple(reading.findings)
    return CalendarYear(year, tuple(notices), current, tuple(superseded)), ()


def _arrangement(data: Reader, year: int, reading: _Reading) -> Arrangement:
    off: dict[date, Text] = {}
    makeup: dict[date, Text] = {}
    before = len(reading.findings)
    for holiday in data.children("holidays"):
        name = holiday.must_text("name")
        span = _span(holiday, name, reading)
        extra = list(_makeup(holiday, reading))
        for day in span + extra:
            _in_its_place(day, year, day in off or day in makeup, reading, holiday.place())
            (off if day in span else makeup)[day] = name
    if reading.complete and len(reading.findings) == before:
        _total(Arrangement(off, makeup), data, year, reading)
    return Arrangement(off, makeup)


def _total(arrangement: Arrangement, data: Reader, year: int, reading: _Reading) -> None:
    calendar = Calendar(frozenset(), arrangement.off, arrangement.makeup)
    total = calendar.working_days_between(date(year - 1, 12, 31), date(year, 12, 31))
    told = data.integer("working_days")
    if total != told:
        zh, en = (
            f"按放假安排数出 {total} 个工作日，不是 {told} 个",
            f"it adds up to {total} working days, not {told}",
        )
        reading.wrong("K07", data.place("working_days"), zh, en)


def _span(holiday: Reader, name: Text, reading: _Reading) -> list[date]:
    first = reading.day(holiday.string("from"), holiday.place("from"))
    last = reading.day(holiday.string("to"), holiday.place("to"))
    if first is None or last is None:
        return []
    days, told = (last - first).days + 1, holiday.integer("days")
    if days != told:
        zh = f"{name.zh}从 {first} 到 {last} 是 {days} 天，不是 {told} 天"
        reading.wrong(
            "K03", holiday.place("days"), zh, f"{name.en} from {first} to {last} is {days} days, not {told}"
        )
        return []
    return list(days_from(first, last))


def _makeup(holiday: Reader, reading: _Reading) -> Iterator[date]:
    for number, text in enumerate(holiday.strings("makeup")):
        where = holiday.place("makeup", number)
        day = reading.day(text, where)
        if day is None:
            continue
        yield day
        if day.isoweekday() < 6:  # "2月3日（星期一）起正常上班" is no make-up day: it is worked anyway
            reading.wrong(
                "K06", where, f"{day} 不是周六或者周日，本来就上班", f"{day} is a weekday, worked anyway"
            )


def _in_its_place(day: date, year: int, twice: bool, reading: _Reading, where: Place) -> None:
    if twice:
        reading.wrong("K04", where, f"{day} 列了两次", f"{day} is listed twice")
    # A New Year holiday may begin in the December before: 2022-12-31 was arranged by the notice for 2023.
    if day.year != year and (day.year, day.month) != (year - 1, 12):
        reading.wrong("K05", where, f"{day} 不在 {year} 年", f"{day} is not in {year}")
