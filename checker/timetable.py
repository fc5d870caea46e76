"""The limits of one case put on the calendar: which clock runs, since when, until when, and what another one waits for.

In: the limits that apply (`LimitInput`, already chosen by their `when`), the events so far, a `Calendar`.
Out: a `Timetable` with a statutory and a promised `Deadline` for each limit that has started, and the day of acceptance.
The surprising thing: acceptance is a conclusion of law, not only an event. If no notice was given in time, the application
counts as accepted from the day it was received, so the decision clock has been running all along (行政许可法 §32(4)).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from checker.calendar import Calendar
from checker.clock import Deadline, Direction, Interval, LastDayRule, deadline
from checker.durations import Duration

__all__ = [
    "Acceptance",
    "LimitInput",
    "LimitKind",
    "Silence",
    "Timetable",
    "TimetableEntry",
    "out_of_order",
    "procedure_deadlines",
    "project",
]

LimitKind = Literal["notice", "decision", "delivery", "stage", "renewal", "other"]
Silence = Literal["nothing", "deemed_accepted"]
Acceptance = Literal["accepted", "corrected", "deemed", "projected"]

_ORDER = (
    ("received", "notified"),
    ("received", "accepted"),
    ("received", "not_accepted"),
    ("notified", "corrected"),
    ("accepted", "decided"),
    ("decided", "delivered"),
)


@dataclass(frozen=True, slots=True)
class LimitInput:
    """A limit as the clock needs it. `starts` names an event; see docs/deadlines.md for those the clock itself knows.

    `extension` is what the law allows; it lengthens the limit only once it was granted. `silence`: what follows when a
    notice limit passes without a notice; never assumed, since it holds only where a law says so.
    """

    id: str
    kind: LimitKind
    statutory: Duration | None
    promised: Duration | None = None
    starts: str = "received"
    extension: Duration | None = None
    last_day_rule: LastDayRule | None = None
    direction: Direction | None = None
    silence: Silence = "nothing"
    basis: tuple[str, ...] = ()

    @property
    def counts(self) -> Direction:
        """Renewals count back from the expiry (行政许可法 §50); everything else counts forward unless it says so."""
        return self.direction or ("backward" if self.kind == "renewal" else "forward")


@dataclass(frozen=True, slots=True)
class TimetableEntry:
    """One limit on the calendar, or the event it waits for.

    `if_extended`: the statutory last day should the allowed extension be granted. `latest`: the start is not an event
    but the last day of another limit, so that the dates say 最迟, at the latest. `extended`: the extension was granted.
    """

    limit: LimitInput
    start: date | None = None
    waits_for: str | None = None
    statutory: Deadline | None = None
    promised: Deadline | None = None
    if_extended: Deadline | None = None
    latest: bool = False
    extended: bool = False

    @property
    def binding(self) -> Deadline | None:
        """The deadline by which the organ itself said it would act: the promise, unless the limit was extended."""
        return self.statutory if self.extended else self.promised or self.statutory


@dataclass(frozen=True, slots=True)
class Timetable:
    """The entries in the order of the limits, and when and how the application came to be accepted (受理)."""

    entries: tuple[TimetableEntry, ...]
    accepted_on: date | None = None
    acceptance: Acceptance | None = None

    def entry(self, limit_id: str) -> TimetableEntry:
        """The entry of one limit."""
        return next(entry for entry in self.entries if entry.limit.id == limit_id)


@dataclass(frozen=True, slots=True)
class _Case:
    """What bears on every deadline of one case."""

    calendar: Calendar
    granted: Collection[str] = ()
    excluded: Mapping[str, tuple[Interval, ...]] = field(default_factory=dict)
    suspended: Mapping[str, tuple[Interval, ...]] = field(default_factory=dict)

    def count(
        self, limit: LimitInput, amount: Duration | None, start: date, extended: bool = False
    ) -> Deadline | None:
        if amount is None:
            return None
        return deadline(
            start,
            amount,
            self.calendar,
            rule=limit.last_day_rule,
            direction=limit.counts,
            excluded=self.excluded.get(limit.id, ()),
            suspended=self.suspended.get(limit.id, ()),
            extension=limit.extension if extended else None,
        )

    def entry(self, limit: LimitInput, start: date) -> TimetableEntry:
        granted = limit.extension is not None and limit.id in self.granted
        allowed = limit.extension is not None and not granted
        return TimetableEntry(
            limit=limit,
            start=start,
            statutory=self.count(limit, limit.statutory, start, granted),
            promised=self.count(limit, limit.promised, start),
            if_extended=self.count(limit, limit.statutory, start, True) if allowed else None,
            extended=granted,
        )


def procedure_deadlines(
    limits: tuple[LimitInput, ...],
    events: Mapping[str, date],
    calendar: Calendar,
    *,
    as_of: date | None = None,
    granted: Collection[str] = (),
    excluded: Mapping[str, tuple[Interval, ...]] | None = None,
    suspended: Mapping[str, tuple[Interval, ...]] | None = None,
) -> Timetable:
    """Every limit of a case from its events (received, notified, corrected, accepted, decided, ...).

    `as_of` is the day of looking: only then can silence be noticed. `granted` names limits whose extension was granted
    and told; `excluded` and `suspended` hold the days that do not count, by limit.
    """
    case = _Case(calendar, granted, excluded or {}, suspended or {})
    accepted_on, acceptance = _accepted(limits, events, case, as_of)
    known = dict(events)
    if accepted_on is not None:
        known["accepted"] = accepted_on
    full = events.get("corrected") or (events.get("received") if acceptance == "accepted" else None)
    if full is not None:
        known.setdefault(
            "full_papers", full
        )  # accepted without a correction: the papers were complete when received
    entries = []
    for limit in limits:
        start = known.get(limit.starts)
        waiting = TimetableEntry(limit, waits_for=_awaited(limit.starts, events))
        entries.append(waiting if start is None else case.entry(limit, start))
    return Timetable(tuple(entries), accepted_on, acceptance)


def project(
    limits: tuple[LimitInput, ...],
    received_on: date,
    calendar: Calendar,
    events: Mapping[str, date] | None = None,
) -> Timetable:
    """What a pre-check may tell: an application received on this day and accepted at once is decided and delivered by ...

    Where a limit starts at the decision, it is counted from the last day for deciding, by law and by promise apart.
    """
    known = {**(events or {}), "received": received_on, "accepted": received_on, "full_papers": received_on}
    case = _Case(calendar)
    first = {limit.id: case.entry(limit, known[limit.starts]) for limit in limits if limit.starts in known}
    decisions = [entry for entry in first.values() if entry.limit.kind == "decision"]
    by_law = _latest([entry.statutory or entry.promised for entry in decisions])
    by_promise = _latest([entry.promised or entry.statutory for entry in decisions])
    entries = []
    for limit in limits:
        if limit.id in first:
            entries.append(first[limit.id])
        elif limit.starts == "decided" and by_law is not None and by_promise is not None:
            entries.append(_after_decision(case, limit, by_law, by_promise))
        else:
            entries.append(TimetableEntry(limit, waits_for=limit.starts))
    return Timetable(tuple(entries), received_on, "projected")


def _accepted(
    limits: tuple[LimitInput, ...], events: Mapping[str, date], case: _Case, as_of: date | None
) -> tuple[date | None, Acceptance | None]:
    """When the application came to be accepted, and how (行政许可法 §32)."""
    accepted, corrected = events.get("accepted"), events.get("corrected")
    silence = _silence(limits, case, events)
    if silence is not None:
        received, due = silence
        answers = [events[name] for name in ("notified", "accepted", "not_accepted") if name in events]
        if (min(answers) if answers else as_of or due) > due:
            return received, "deemed"  # §32(4): from the day of receipt, not from the end of the notice limit
    if accepted is not None and (silence is None or corrected is None or accepted < corrected):
        return accepted, "accepted"
    if corrected is not None:
        return corrected, "corrected"  # §32(5): once all corrections are in, the organ must accept
    return None, None


def _silence(
    limits: tuple[LimitInput, ...], case: _Case, events: Mapping[str, date]
) -> tuple[date, date] | None:
    """The day of receipt and the last day for a notice, where silence means acceptance and the last day is certain."""
    for limit in limits:
        if limit.kind == "notice" and limit.silence == "deemed_accepted" and limit.starts in events:
            notice = case.count(limit, limit.statutory, events[limit.starts])
            if notice is not None and not notice.provisional:
                return notice.start, notice.last_day
    return None


def _awaited(starts: str, events: Mapping[str, date]) -> str:
    """What must happen before the limit runs: after a notice, not the acceptance but the correction."""
    asked = "notified" in events and "corrected" not in events
    return "corrected" if asked and starts in ("accepted", "full_papers") else starts


def _latest(deadlines: list[Deadline | None]) -> date | None:
    return max((found.last_day for found in deadlines if found is not None), default=None)


def _after_decision(case: _Case, limit: LimitInput, by_law: date, by_promise: date) -> TimetableEntry:
    entry = replace(case.entry(limit, by_law), latest=True)
    if limit.promised is None and by_promise == by_law:
        return entry
    return replace(entry, promised=case.count(limit, limit.promised or limit.statutory, by_promise))


def out_of_order(events: Mapping[str, date]) -> tuple[tuple[str, str], ...]:
    """Pairs of events of which the second is dated before the first, which it cannot be."""
    return tuple(
        (first, second)
        for first, second in _ORDER
        if first in events and second in events and events[second] < events[first]
    )
