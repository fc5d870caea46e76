"""Lawful ways around a paper that somebody cannot get: a promise, another paper, handing it in later, or no paper at all.

In: one requirement of an edition, what is known, phrases. Out: `Alternative`s with their article, and the last day where
there is one.
The surprising thing: an alternative that the facts rule out is not offered; one that still depends on a fact says on which
condition.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from checker.calendar import Calendar
from checker.clock import deadline
from checker.engines import Truth
from checker.interview.known import to_bring
from checker.model.edition import Edition, MaterialRequirement
from checker.phrases import Phrases
from checker.problems import basis_lines
from checker.verdict import BasisLine

__all__ = ["Alternative", "AlternativeKind", "alternatives"]

AlternativeKind = Literal["other-paper", "electronic", "promise", "later", "shared"]


@dataclass(frozen=True, slots=True)
class Alternative:
    """One lawful way. `until`: the last day of a later supply, counted from the day of receipt; provisional where the
    calendar of that year is not published yet."""

    kind: AlternativeKind
    text: str
    until: date | None
    provisional: bool
    basis: tuple[BasisLine, ...]


def alternatives(
    paper: MaterialRequirement,
    edition: Edition,
    case: Callable[[str], Truth],
    on: date,
    calendar: Calendar,
    phrases: Phrases,
) -> tuple[Alternative, ...]:
    """The ways for one requirement; `case` says how a condition beside the verdict stands (`promise/<id>`)."""
    return tuple(_alternatives(paper, edition, case, on, calendar, phrases))


def _alternatives(
    paper: MaterialRequirement,
    edition: Edition,
    case: Callable[[str], Truth],
    on: date,
    calendar: Calendar,
    phrases: Phrases,
) -> Iterator[Alternative]:
    basis = basis_lines(paper.basis, phrases)
    if not to_bring(paper):
        yield Alternative("shared", phrases.say("ask.way.shared"), None, False, basis)
        return
    forms = [form for form in paper.forms if not form.shared_data]
    if len(paper.forms) > paper.count:
        names = phrases.listed(phrases.text(form.label) for form in paper.forms)
        yield Alternative(
            "other-paper",
            phrases.say("ask.way.other", n=str(paper.count), names=names),
            None,
            False,
            basis,
        )
    if forms and all(form.electronic for form in forms):
        yield Alternative("electronic", phrases.say("ask.way.electronic"), None, False, basis)
    promise = paper.promise
    if promise and (truth := case(f"promise/{paper.id}")) is not Truth.FALSE:
        liability, check = phrases.text(promise.liability), phrases.text(promise.later_check)
        if promise.when is not None and truth is Truth.UNKNOWN:
            condition = phrases.sentence(promise.when, edition.facts)
            text = phrases.say("ask.promise.if", condition=condition, liability=liability, check=check)
        else:
            text = phrases.say("ask.promise", liability=liability, check=check)
        yield Alternative("promise", text, None, False, basis_lines(promise.basis, phrases))
    if paper.may_follow:
        own = edition.acceptance.tolerance_due if edition.acceptance else None
        due = own or paper.may_follow.due
        last = deadline(on, due, calendar)
        text = phrases.say("ask.way.later", due=phrases.duration(due), day=phrases.full_day(last.last_day))
        yield Alternative(
            "later", text, last.last_day, last.provisional, basis_lines(paper.may_follow.basis, phrases)
        )
