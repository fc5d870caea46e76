"""Durations, dates and deadlines in the reader's words, and the explanation of how a last day was counted.

In: a `Duration`, `Deadline` or `Timetable`, and a `Speaker`: the words of rules/words/clock.*.yaml in one language.
Out: plain sentences, one a line, without markup.
The surprising thing: ordinary weekends are folded into the counted days around them (周末不计), since a line for each
would bury the lines that matter: holidays, make-up days, and time left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from checker.calendar import Calendar
from checker.clock import COUNTED, Deadline, Interval, Run
from checker.durations import Duration
from checker.finding import Language, Text
from checker.timetable import Timetable, TimetableEntry
from checker.words import Words

__all__ = ["Speaker", "acceptance_text", "day_text", "due_text", "duration_text", "entry_text", "why"]


@dataclass(frozen=True, slots=True)
class Speaker:
    """The words in one language."""

    words: Words
    language: Language

    def __call__(self, key: str, **fields: str) -> str:
        """The sentence of this area, its fields filled in."""
        return self.words.say(f"clock.{key}", self.language, **fields)

    def name(self, text: Text | None) -> str:
        """A name that stands in the data, in this language where there is one."""
        return (self.words.text(text, self.language) or text.zh) if text else ""


def duration_text(duration: Duration, say: Speaker) -> str:
    """20个工作日, 30日（自然日）, 3个月, 6年, 当场."""
    if duration.at_once:
        return say("duration.at_once")
    key = f"duration.{duration.unit}"
    return say(f"{key}.one" if duration.amount == 1 else key, amount=str(duration.amount))


def day_text(day: date, say: Speaker, *, near: date | None = None, weekday: bool = False) -> str:
    """2026年2月13日; without the year where it is that of `near`; with （星期五） on demand."""
    short = near is not None and near.year == day.year
    month = say(f"month.{day.month}")
    text = say("day" if short else "date", year=str(day.year), month=month, day=str(day.day))
    return say("with-weekday", date=text, weekday=say(f"weekday.{day.isoweekday()}")) if weekday else text


def due_text(found: Deadline, say: Speaker, *, latest: bool = False) -> str:
    """The last day as it is printed: with 最迟 if it hangs on another last day, with 暂定 if it is provisional."""
    text = day_text(found.last_day, say, weekday=True)
    if latest:
        text = say("due.latest", date=text)
    return say("due.provisional", date=text) if found.provisional else text


def entry_text(entry: TimetableEntry, say: Speaker) -> tuple[str, ...]:
    """What one limit says: until when by law and by promise, or what it waits for."""
    if entry.waits_for is not None:
        return (say("entry.waits", event=say(f"event.{entry.waits_for}")),)
    promise = (
        "promised" if entry.limit.promised else "promise-kept"
    )  # the promise may be the decision's, not its own
    found = ((promise, entry.promised), ("statutory", entry.statutory), ("extended", entry.if_extended))
    suffix = ".latest" if entry.latest else ""
    return tuple(
        say(f"entry.{name}{suffix}", duration=_whole(deadline, say), date=due_text(deadline, say))
        for name, deadline in found
        if deadline is not None
    )


def acceptance_text(timetable: Timetable, say: Speaker) -> str | None:
    """How and when the application came to be accepted; None while it has not been."""
    if timetable.accepted_on is None or timetable.acceptance is None:
        return None
    return say(f"acceptance.{timetable.acceptance}", date=day_text(timetable.accepted_on, say))


def why(found: Deadline, calendar: Calendar, say: Speaker) -> tuple[str, ...]:
    """How the last day was counted, step by step, so that anybody can count along."""
    return tuple(_lines(found, calendar, say))


def _lines(found: Deadline, calendar: Calendar, say: Speaker) -> Iterator[str]:
    start = day_text(found.start, say, weekday=True)
    if found.limit.at_once and found.extension is None:
        yield say("why.at-once", date=start)
        return
    yield say(f"why.start.{found.direction}", date=start, duration=_whole(found, say))
    if found.limit.unit in ("months", "years"):
        yield say("why.same-day")
    for interval in found.not_excluded:
        yield say(
            "why.not-told",
            span=_span(interval, found, say),
            reason=say.name(interval.reason),
        )
    for plain, group in groupby(found.counted, key=lambda run: run.kind in ("counted", "weekend")):
        runs = list(group)
        yield from ((_folded(runs, found, say),) if plain else (_special(run, found, say) for run in runs))
    yield from _ending(found, calendar, say)


def _folded(runs: list[Run], found: Deadline, say: Speaker) -> str:
    """Counted days with the ordinary weekends between and around them."""
    counted = [run for run in runs if run.kind == "counted"]
    if not counted:
        return say("why.weekend", span=_span(runs[0], found, say))
    whole = Run(counted[0].first, counted[-1].last, "counted", counted[0].from_number, counted[-1].to_number)
    span = _span(whole, found, say)
    if not whole.to_number:
        return say("why.in-months", span=span)
    text = say("why.counted", span=span, ordinal=_ordinal(whole, found, say))
    return say("why.but-weekends", counted=text) if len(runs) > len(counted) else text


def _special(run: Run, found: Deadline, say: Speaker) -> str:
    name = say.name(run.name)
    if run.kind in COUNTED:
        weekday = say(f"weekday.{run.first.isoweekday()}")
        ordinal = _ordinal(run, found, say)
        key = "why.makeup" if run.first == run.last else "why.makeup.days"
        return say(key, span=_span(run, found, say), weekday=weekday, ordinal=ordinal, name=name)
    return say(f"why.{run.kind}", span=_span(run, found, say), name=name)


def _ending(found: Deadline, calendar: Calendar, say: Speaker) -> Iterator[str]:
    counted = day_text(found.unrolled, say, near=found.start)
    holiday = calendar.holiday_name(found.unrolled)
    because = say("why.on-holiday", name=say.name(holiday)) if holiday else say("why.on-weekend")
    if found.last_day != found.unrolled:
        to = day_text(found.last_day, say, near=found.start, weekday=True)
        yield say("why.moved", date=counted, because=because, to=to)
    advised = found.advised_last_working_day
    if advised is not None and advised != found.unrolled:
        to = day_text(advised, say, near=found.start, weekday=True)
        yield say("why.advice", date=counted, because=because, to=to)
    if found.provisional:
        yield say("why.provisional")
    yield say(f"why.end.{found.direction}", date=due_text(found, say))


def _whole(found: Deadline, say: Speaker) -> str:
    limit = duration_text(found.limit, say)
    if found.extension is None:
        return limit
    return say("duration.extended", limit=limit, extension=duration_text(found.extension, say))


def _span(days: Run | Interval, found: Deadline, say: Speaker) -> str:
    """2月15日至23日; with the months or years where they differ."""
    first, last = days.first, days.last
    begin = day_text(first, say, near=found.start)
    if first == last:
        return begin
    if (first.year, first.month) == (last.year, last.month) and first.year == found.start.year:
        month = say(f"month.{first.month}")
        return say("span.in-month", month=month, first=str(first.day), last=str(last.day))
    return say("span", first=begin, last=day_text(last, say, near=first))


def _ordinal(run: Run, found: Deadline, say: Speaker) -> str:
    key = f"ordinal.{found.direction}"
    if run.from_number == run.to_number:
        return say(key, number=str(run.from_number))
    return say(f"{key}.span", first=str(run.from_number), last=str(run.to_number))
