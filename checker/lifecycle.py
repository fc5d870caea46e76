"""The life cycle of matters (清理): what the decisions say, what the editions and implementation lists do, and where they part.

In: a Catalogue. Out: `conflicts` for lint, `announced` for the public notice, `table` for the clean-up table.
The surprising thing: a national decision is held against the editions, a local one against the implementation lists of its
division alone, because a county that hands a matter to its city changes nothing about the matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from checker.catalogue import Catalogue
from checker.finding import Place, Text
from checker.model.decisions import ACTIONS, Action, Decision, DecisionLine
from checker.model.edition import Edition
from checker.model.registers import Office

__all__ = ["Conflict", "TableRow", "announced", "conflicts", "standing", "table"]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A line of a decision that the catalogue does not follow; `other` is the file that speaks against it."""

    line: DecisionLine
    message: Text
    help: Text
    other: Place | None


@dataclass(frozen=True, slots=True)
class TableRow:
    """One decision in the clean-up table: how many matters each action took."""

    decision: Decision
    counts: Mapping[Action, int]

    @property
    def total(self) -> int:
        """All matters of the decision."""
        return sum(self.counts.values())


def announced(
    decisions: Iterable[Decision], since: date, division: str | None = None
) -> tuple[Decision, ...]:
    """The decisions published on that day or later, of one division ("" national) or, with None, of all."""
    chosen = (
        item
        for item in decisions
        if item.published >= since and (division is None or item.division == division)
    )
    return tuple(sorted(chosen, key=lambda item: (item.published, item.id)))


def table(decisions: Iterable[Decision]) -> tuple[TableRow, ...]:
    """The clean-up table, one row a decision, in the order of time."""
    return tuple(
        TableRow(
            decision,
            {action: sum(1 for line in decision.lines if line.action == action) for action in ACTIONS},
        )
        for decision in decisions
    )


def standing(decisions: Iterable[Decision], on: date) -> Mapping[tuple[str, str], DecisionLine]:
    """(division, matter) -> the last decided line that had taken effect on that day; a suspension that ran out counts no more."""
    lines = [(decision, line) for decision in decisions for line in decision.lines if line.begins <= on]
    lines.sort(key=lambda item: (item[1].begins, item[0].decided))
    return {
        (decision.division, line.matter): line
        for decision, line in lines
        if line.until is None or on <= line.until
    }


def conflicts(catalogue: Catalogue) -> Iterator[Conflict]:
    """Every decided line that the editions or lists contradict. What a later decision changed again is judged up to then."""
    starts: dict[tuple[str, str], list[date]] = {}
    for decision in catalogue.decisions:
        for line in decision.lines:
            starts.setdefault((decision.division, line.matter), []).append(line.begins)
    for decision in catalogue.decisions:
        for line in decision.lines:
            if line.matter not in catalogue.editions:
                continue  # an unknown matter is told by its own check
            last = _last_day(line, starts[decision.division, line.matter])
            if decision.division:
                yield from _local(catalogue, decision, line, last)
            else:
                yield from _national(catalogue, line, last)


def _last_day(line: DecisionLine, starts: Iterable[date]) -> date | None:
    """Up to which day the line holds: its own end, or the day before a later decision about the matter takes effect."""
    later = min((day for day in starts if day > line.begins), default=None)
    eve = later - timedelta(days=1) if later else None
    return min((day for day in (line.until, eve) if day), default=None)


def _national(catalogue: Catalogue, line: DecisionLine, last: date | None) -> Iterator[Conflict]:
    """Against the editions: kept means in use, suspended and cancelled mean not in use, a service is no licence."""
    met = [item for item in catalogue.editions[line.matter] if _meets(item, line.begins, last)]
    if line.action in ("cancelled", "suspended"):
        wanted = ("cancelled",) if line.action == "cancelled" else ("suspended", "cancelled")
        for edition in met:
            if edition.state not in wanted:
                yield Conflict(
                    line,
                    Text(
                        f"决定从 {line.begins} 起{_SAID[line.action].zh} `{line.matter}`，事项版本仍然写 state: {edition.state}",
                        f"`{line.matter}` is {_SAID[line.action].en} from {line.begins}, "
                        f"but its edition says state: {edition.state}",
                    ),
                    Text(
                        f'给那一版写上 effective_to: "{line.begins - timedelta(days=1)}"，或者把 state 写成 {wanted[0]}',
                        f'end that edition with `effective_to: "{line.begins - timedelta(days=1)}"`, or set state: {wanted[0]}',
                    ),
                    edition.place,
                )
    elif line.action == "kept":
        yield from _must_be_in_use(catalogue, line, met)
    elif line.action == "converted_to_service":
        for edition in met:
            if edition.kind == "licence":
                yield Conflict(
                    line,
                    Text(
                        f"决定从 {line.begins} 起把 `{line.matter}` 转为服务，事项版本仍然是行政许可",
                        f"`{line.matter}` is a service from {line.begins}, but its edition is still a licence",
                    ),
                    Text(
                        "从那一天起写一个新版本，改正 kind",
                        "write an edition from that day with its new kind",
                    ),
                    edition.place,
                )


def _must_be_in_use(catalogue: Catalogue, line: DecisionLine, met: list[Edition]) -> Iterator[Conflict]:
    first = catalogue.editions[line.matter][0].place
    begun = next((item for item in met if _meets(item, line.begins, line.begins)), None)
    if begun is None or begun.state != "in-use":
        state = begun.state if begun else ""
        yield Conflict(
            line,
            Text(
                f"决定保留 `{line.matter}`，{line.begins} 那一天却"
                + (f"是 state: {state}" if state else "没有有效的版本"),
                f"`{line.matter}` is kept, but on {line.begins} "
                + (f"its edition says state: {state}" if state else "no edition is in force"),
            ),
            Text(
                "改正版本的日期和 state，或者改正决定",
                "correct the edition's days and state, or the decision",
            ),
            begun.place if begun else first,
        )


def _local(
    catalogue: Catalogue, decision: Decision, line: DecisionLine, last: date | None
) -> Iterator[Conflict]:
    """Against the division's own lists: what it stopped or gave away has no list any more, what it kept or took over has one."""
    receiver = line.to or decision.division
    keepers = {
        "kept": (decision.division,),
        "converted_to_service": (decision.division,),
        "delegated": (receiver,),
        "taken_over": (receiver,),
    }.get(line.action, ())
    for keeper in keepers:
        own = catalogue.offices.get((keeper, line.matter), ())
        if not any(_meets(item, line.begins, line.begins) for item in own):
            yield Conflict(
                line,
                Text(
                    f"`{line.matter}` 从 {line.begins} 起由 {keeper} 办理，那一天却没有它的实施清单",
                    f"{keeper} handles `{line.matter}` from {line.begins}, but has no implementation list on that day",
                ),
                Text(
                    f"写 catalogue/offices/{keeper}/{line.matter}/，或者改正决定",
                    f"write catalogue/offices/{keeper}/{line.matter}/, or correct the decision",
                ),
                own[-1].place if own else None,
            )
    for giver in _givers(catalogue, decision, line, receiver):
        for office in catalogue.offices.get((giver, line.matter), ()):
            if _meets(office, line.begins, last):
                yield _still_listed(line, office)


def _givers(catalogue: Catalogue, decision: Decision, line: DecisionLine, receiver: str) -> Iterator[str]:
    """The divisions that may no longer handle the matter: who stops it, who hands it on, from whom it is taken."""
    if line.action in ("cancelled", "suspended") or (
        line.action == "delegated" and decision.division != receiver
    ):
        yield decision.division
    elif line.action == "taken_over":  # the counties of this city; those of other cities keep theirs
        yield from (item.code for item in catalogue.info.divisions if item.within == receiver)


def _still_listed(line: DecisionLine, office: Office) -> Conflict:
    eve = line.begins - timedelta(days=1)
    return Conflict(
        line,
        Text(
            f"决定从 {line.begins} 起{_SAID[line.action].zh} `{line.matter}`，{office.division} 的实施清单仍然有效",
            f"`{line.matter}` is {_SAID[line.action].en} from {line.begins}, but the list of {office.division} is still in force",
        ),
        Text(f'给清单写上 effective_to: "{eve}"', f'end the list with `effective_to: "{eve}"`'),
        office.place,
    )


def _meets(item: Edition | Office, first: date, last: date | None) -> bool:
    """Whether it is in force on some day of that span; without a last day the span has no end."""
    return (item.effective_to is None or item.effective_to >= first) and (
        last is None or item.effective_from <= last
    )


_SAID: Mapping[Action, Text] = {
    "kept": Text("保留", "kept"),
    "suspended": Text("暂停", "suspended"),
    "cancelled": Text("取消", "cancelled"),
    "delegated": Text("下放", "delegated"),
    "taken_over": Text("上收", "taken over"),
    "converted_to_service": Text("转为服务", "a service"),
}
