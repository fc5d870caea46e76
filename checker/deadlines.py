"""The deadlines of a verdict: which limits apply, from when they run, until when.

In: the edition's limits, the truth of their conditions, the day of receipt, the outcome. Out: one `DeadlineLine` a limit.
The surprising thing: only an accepted application has a decision date. Where something must be corrected first, the notice has a
date (and what silence means, 行政许可法 §32(4)), and the decision waits for the correction.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from checker.acceptance_profile import Profile
from checker.calendar import Calendar
from checker.deadline_text import entry_text
from checker.engines import Truth
from checker.model.edition import Edition, TimeLimit
from checker.phrases import Phrases
from checker.timetable import LimitInput, Silence, Timetable, TimetableEntry, procedure_deadlines, project
from checker.verdict import AcceptanceOutcome, DeadlineLine

__all__ = ["deadline_lines"]

_ACCEPTED: tuple[AcceptanceOutcome, ...] = ("accept", "accept_tolerating", "correct_on_spot")
_NOTIFIED: tuple[AcceptanceOutcome, ...] = ("supplement", "undetermined")
TOLERATED = "tolerated"


def deadline_lines(
    edition: Edition,
    truths: Mapping[str, Truth],
    on: date,
    outcome: AcceptanceOutcome,
    profile: Profile,
    calendar: Calendar,
    phrases: Phrases,
) -> tuple[DeadlineLine, ...]:
    """The dates of one case; limits whose condition is not known carry the condition as a note."""
    if outcome not in _ACCEPTED and outcome not in _NOTIFIED:
        return ()
    chosen = {
        limit.id: limit
        for limit in edition.time_limits
        if truths.get(f"limit/{limit.id}", Truth.TRUE) is not Truth.FALSE
    }
    inputs = [_input(limit, profile) for limit in chosen.values()]
    notice = profile.correction.notice_limit
    if notice and not any(item.kind == "notice" for item in inputs):
        inputs.insert(0, LimitInput("notice", "notice", notice, starts="received", silence=_silence(profile)))
    if outcome in _ACCEPTED:
        inputs = [item for item in inputs if item.kind != "notice"]
        due = _tolerated(edition, profile) if outcome == "accept_tolerating" else None
        if due:
            inputs.insert(0, due)
        table = project(tuple(inputs), on, calendar)
    else:
        table = procedure_deadlines(tuple(inputs), {"received": on}, calendar)
    return tuple(_lines(table, chosen, truths, edition, on, profile, phrases))


def _input(limit: TimeLimit, profile: Profile) -> LimitInput:
    # the model and the clock call the other kinds alike
    return LimitInput(
        id=limit.id,
        kind=limit.kind,
        statutory=limit.statutory,
        promised=limit.promised,
        starts=limit.starts,
        extension=limit.extension.amount if limit.extension else None,
        silence=_silence(profile) if limit.kind == "notice" else "nothing",
    )


def _silence(profile: Profile) -> Silence:
    return "deemed_accepted" if profile.correction.silence == "deemed_accepted" else "nothing"


def _tolerated(edition: Edition, profile: Profile) -> LimitInput | None:
    """The last day for papers that follow: the office's rule, else the shortest that a requirement names."""
    rule = profile.tolerance_due
    dues = [paper.may_follow.due for paper in edition.materials if paper.may_follow]
    due = rule or min(dues, key=lambda item: (item.unit, item.amount), default=None)
    return LimitInput(TOLERATED, "other", due, starts="accepted") if due else None


def _lines(
    table: Timetable,
    chosen: Mapping[str, TimeLimit],
    truths: Mapping[str, Truth],
    edition: Edition,
    on: date,
    profile: Profile,
    phrases: Phrases,
) -> list[DeadlineLine]:
    found = []
    for entry in table.entries:
        limit = chosen.get(entry.limit.id)
        label = phrases.text(limit.label) if limit and limit.label else _label(entry, phrases)
        note = ""
        if limit and limit.when and truths.get(f"limit/{limit.id}") is Truth.UNKNOWN:
            note = phrases.say("verdict.deadline.if", condition=phrases.sentence(limit.when, edition.facts))
        elif entry.limit.kind == "notice" and entry.limit.silence == "deemed_accepted":
            note = phrases.say("verdict.deadline.deemed", day=phrases.full_day(on))
        said = "".join(entry_text(entry, phrases.clock))
        shown = entry.limit.statutory or entry.limit.promised
        found.append(
            DeadlineLine(
                id=entry.limit.id,
                kind=entry.limit.kind,
                label=label,
                limit=phrases.duration(shown) if shown else "",
                start=entry.start,
                day=entry.statutory.last_day if entry.statutory else None,
                promised_day=entry.promised.last_day if entry.promised else None,
                extended_day=entry.if_extended.last_day if entry.if_extended else None,
                provisional=any(each.provisional for each in (entry.statutory, entry.promised) if each),
                waits_for=entry.waits_for or "",
                note=note,
                text=phrases.say("verdict.deadline.line", label=label, text=said),
            )
        )
    return found


def _label(entry: TimetableEntry, phrases: Phrases) -> str:
    return phrases.say(
        "verdict.deadline.tolerated" if entry.limit.id == TOLERATED else f"clock.limit.{entry.limit.kind}"
    )
