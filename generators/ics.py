"""The dates of one case as a calendar file (.ics, RFC 5545): the one door for icalendar.

In: a `Verdict`, phrases. Out: the bytes of a file; two runs give the same bytes.
The surprising thing: a stamp of the present moment, which every calendar library adds, is the one thing that must not be
there. The stamp is the day of receipt, and an event's id is made of the matter, the edition, the day and the limit, of
nobody's data.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256

from icalendar import Alarm, Calendar, Event

from checker.phrases import Phrases
from checker.verdict import DeadlineLine, Verdict

__all__ = ["calendar_file"]

_BEFORE = timedelta(days=-1)
"""A calendar reminds the day before."""


@dataclass(frozen=True, slots=True)
class _Date:
    id: str
    day: date
    name: str
    text: str
    provisional: bool
    remind: bool


def calendar_file(verdict: Verdict, phrases: Phrases) -> bytes:
    """Every date of the verdict as an event of one whole day."""
    calendar = Calendar()
    calendar.add("prodid", "-//banshi//pre-check//ZH")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", phrases.say("result.calendar.name", matter=verdict.matter_name))
    stamp = datetime.combine(verdict.on, time(), tzinfo=UTC)
    for item in _dates(verdict, phrases):
        calendar.add_component(_event(item, verdict, phrases, stamp))
    return bytes(calendar.to_ical())


def _event(item: _Date, verdict: Verdict, phrases: Phrases, stamp: datetime) -> Event:
    note = phrases.say("result.event.description", matter=verdict.matter_name, text=item.text)
    if item.provisional:
        note += phrases.say("result.event.provisional")
    event = Event()
    event.add("uid", _identity(verdict, item))
    event.add("dtstamp", stamp)
    event.add("dtstart", item.day)
    event.add("dtend", item.day + timedelta(days=1))
    event.add("summary", phrases.say("result.event.name", matter=verdict.matter_name, name=item.name))
    event.add("description", note)
    event.add("transp", "TRANSPARENT")
    event.add("status", "TENTATIVE" if item.provisional else "CONFIRMED")
    if item.remind:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", item.name)
        alarm.add("trigger", _BEFORE)
        event.add_component(alarm)
    return event


def _identity(verdict: Verdict, item: _Date) -> str:
    parts = (verdict.matter, verdict.edition.isoformat(), verdict.office, verdict.on.isoformat(), item.id)
    return f"{sha256('|'.join(parts).encode()).hexdigest()[:32]}@banshi"


def _dates(verdict: Verdict, phrases: Phrases) -> Iterator[_Date]:
    yield _Date("received", verdict.on, phrases.say("result.event.received"), "", False, False)
    for line in verdict.deadlines:
        for kind, day, name in _days(line, phrases):
            yield _Date(f"{line.id}/{kind}", day, name, line.text, line.provisional, True)


def _days(line: DeadlineLine, phrases: Phrases) -> Iterator[tuple[str, date, str]]:
    if line.promised_day:
        yield "promised", line.promised_day, phrases.say("result.event.promised", label=line.label)
    if line.day:
        yield "statutory", line.day, line.label
    if line.extended_day:
        yield "extended", line.extended_day, phrases.say("result.event.extended", label=line.label)
