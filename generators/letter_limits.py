"""The limits of an accepted application, counted from the day on which it was accepted.

In: an `Author`, a `Verdict`, the day of acceptance or none. Out: lines with their last days.
The surprising thing: a verdict counts as if the application were accepted on the day it was received. A letter that is dated
later counts again; which limits apply stays what the verdict found.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from checker.durations import Duration
from checker.timetable import LimitInput, project
from checker.verdict import DeadlineLine, Verdict
from generators.author import Author

__all__ = ["LimitLine", "limits"]


@dataclass(frozen=True, slots=True)
class LimitLine:
    """One limit: its name, its length, the last days by law, by promise, and if extended."""

    label: str
    limit: str
    statutory: date | None
    promised: date | None
    extended: date | None
    provisional: bool


def limits(author: Author, verdict: Verdict, day: date | None) -> tuple[LimitLine, ...]:
    """The limits of the verdict that still run, from that day."""
    told = {line.id: line for line in verdict.deadlines if line.kind != "notice"}
    if day is None or day == verdict.on:
        return tuple(_as_told(line) for line in told.values())
    table = project(tuple(_inputs(author, told)), day, author.catalogue.calendar)
    counted = {entry.limit.id: entry for entry in table.entries}
    found = []
    for line in told.values():
        entry = counted.get(line.id)
        if entry is None:  # it runs from the receipt, whatever the day of acceptance
            found.append(_as_told(line))
            continue
        by_law, by_promise, extended = (
            each.last_day if each else None for each in (entry.statutory, entry.promised, entry.if_extended)
        )
        provisional = any(each.provisional for each in (entry.statutory, entry.promised) if each)
        found.append(LimitLine(line.label, line.limit, by_law, by_promise, extended, provisional))
    return tuple(found)


def _as_told(line: DeadlineLine) -> LimitLine:
    return LimitLine(line.label, line.limit, line.day, line.promised_day, line.extended_day, line.provisional)


def _inputs(author: Author, told: Mapping[str, DeadlineLine]) -> Iterator[LimitInput]:
    """The limits that the acceptance starts, at once or by what follows it."""
    for limit in author.edition.time_limits:
        if limit.id in told and limit.starts not in ("received", "full_papers"):
            yield LimitInput(
                limit.id, limit.kind, limit.statutory, limit.promised, limit.starts,
                limit.extension.amount if limit.extension else None,
            )  # fmt: skip
    known = {limit.id for limit in author.edition.time_limits}
    due = _tolerated(author)
    for line in told.values():
        if line.id not in known and due:
            yield LimitInput(line.id, "other", due, starts="accepted")


def _tolerated(author: Author) -> Duration | None:
    """The last day for papers that follow: the office's rule, else the shortest that a requirement names."""
    table, edition = author.catalogue.acceptance, author.edition
    rule = table.profile(edition.kind, edition.acceptance).tolerance_due if table else None
    dues = [paper.may_follow.due for paper in edition.materials if paper.may_follow]
    return rule or min(dues, key=lambda item: (item.unit, item.amount), default=None)
