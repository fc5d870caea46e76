"""Whom a change hits: submissions replayed under two states of the catalogue, and those that come out otherwise, grouped by why.

In: two `State`s (the desks of a catalogue, perhaps one fixed day), and submissions with their numbers. Out: an
`Impact`: counts, transitions and groups of submissions by number.
The surprising thing: a matter whose rules are the same in both states is counted and not replayed; what cannot be
decided in one of the states (no edition, suspended) is an outcome of its own, so that nobody drops out of the sum.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from checker.catalogue import NoEdition
from checker.check import Desk, decide
from checker.desk.replay import Pair, Replayed, Turn, pair
from checker.desk.submissions import Unread
from checker.desks import Desks
from checker.submission import Submission

__all__ = ["Group", "GroupKey", "Impact", "Replay", "State"]

UNAVAILABLE = "not_available"


@dataclass(frozen=True, slots=True)
class State:
    """One side: its desks. `edition_on` fixes the edition to that of a day; `matter` the only matter that is asked about."""

    desks: Desks
    edition_on: date | None = None
    matter: str = ""


@dataclass(frozen=True, slots=True)
class GroupKey:
    """Submissions that change in the same way for the same reasons."""

    matter: str
    office: str
    edition_before: str
    edition_after: str
    before: str
    after: str
    prospects_before: str
    prospects_after: str
    turns: tuple[Turn, ...]


@dataclass(slots=True)
class Group:
    """The numbers of the submissions, and the desks that tell the rules in words."""

    numbers: list[int]
    before: Desk | None
    after: Desk | None


@dataclass(slots=True)
class Impact:
    """What was found."""

    submissions: int = 0
    unchanged: int = 0
    unread: dict[Unread, list[int]] = field(default_factory=dict)
    groups: dict[GroupKey, Group] = field(default_factory=dict)

    def count(self, what: str) -> int:
        """How many submissions change in acceptance, else only in prospects, else only in findings."""
        return sum(len(group.numbers) for key, group in self.groups.items() if _change(key) == what)

    def transitions(self) -> dict[tuple[str, str], int]:
        """(before, after) -> how many, for acceptance."""
        found: dict[tuple[str, str], int] = {}
        for key, group in self.groups.items():
            if key.before != key.after:
                found[key.before, key.after] = found.get((key.before, key.after), 0) + len(group.numbers)
        return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def _change(key: GroupKey) -> str:
    if key.before != key.after:
        return "acceptance"
    return "prospects" if key.prospects_before != key.prospects_after else "findings"


@dataclass(slots=True)
class Replay:
    """A replay in progress. `day` replaces the day of receipt, `today` stands where a submission names none."""

    before: State
    after: State
    today: date
    day: date | None = None
    impact: Impact = field(default_factory=Impact)
    pairs: dict[tuple[str, date, str], Pair | tuple[Desk | str, Desk | str]] = field(default_factory=dict)
    known: dict[tuple[int, int], Pair] = field(default_factory=dict)

    def add(self, number: int, submission: Submission | Unread) -> None:
        """One more submission."""
        self.impact.submissions += 1
        if isinstance(submission, Unread):
            self.impact.unread.setdefault(submission, []).append(number)
            return
        if self.before.matter and submission.matter != self.before.matter:
            self.impact.unread.setdefault(Unread("G10", "no-submissions"), []).append(number)
            return
        on = self.day or submission.received_on or self.today
        both = self._pair(submission.matter, on, submission.office)
        if isinstance(both, Pair):
            if both.alike:
                self.impact.unchanged += 1
                return
            self._note(number, submission, both.replay(submission, on), both.before, both.after)
            return
        first, second = both
        if isinstance(first, str) and isinstance(second, str):
            # in neither state is there anything to apply: nothing changes, and nothing was judged
            self.impact.unread.setdefault(Unread(second, "not-judged"), []).append(number)
            return
        made = [None if isinstance(desk, str) else decide(submission, desk, on) for desk in (first, second)]
        outcomes = [each.acceptance if each else UNAVAILABLE for each in made]
        prospects = [each.eligibility if each else "none" for each in made]
        turns = tuple(
            (what, code) for what, code in (("vanishes", first), ("appears", second)) if isinstance(code, str)
        )
        replayed = Replayed(outcomes[0], outcomes[1], prospects[0], prospects[1], turns)
        desks = [None if isinstance(desk, str) else desk for desk in (first, second)]
        self._note(number, submission, replayed, desks[0], desks[1])

    def add_all(self, submissions: Iterable[tuple[int, Submission | Unread]]) -> Impact:
        """Many submissions, and what was found."""
        for number, submission in submissions:
            self.add(number, submission)
        return self.impact

    def _note(
        self, number: int, submission: Submission, found: Replayed, before: Desk | None, after: Desk | None
    ) -> None:
        if found.same:
            self.impact.unchanged += 1
            return
        key = GroupKey(
            submission.matter, submission.office, _edition(before), _edition(after), found.before, found.after,
            found.prospects_before, found.prospects_after, found.turns,
        )  # fmt: skip
        group = self.impact.groups.get(key)
        if group is None:
            group = self.impact.groups[key] = Group([], before, after)
        group.numbers.append(number)

    def _pair(self, matter: str, on: date, office: str) -> Pair | tuple[Desk | str, Desk | str]:
        key = (matter, on, office)
        found = self.pairs.get(key)
        if found is None:
            first, second = (_desk(state, matter, on, office) for state in (self.before, self.after))
            if isinstance(first, str) or isinstance(second, str):
                found = (first, second)
            else:
                # two desks meet on many days; what differs between them is found once
                both = (id(first), id(second))
                found = self.known.get(both) or self.known.setdefault(both, pair(first, second))
            self.pairs[key] = found
        return found


def _desk(state: State, matter: str, on: date, office: str) -> Desk | str:
    """The desk, or the code of why there is none."""
    try:
        return state.desks.at(matter, state.edition_on or on, office)
    except NoEdition as error:
        return error.finding.code


def _edition(desk: Desk | None) -> str:
    return desk.edition.effective_from.isoformat() if desk else ""
