"""A comparison as text, Markdown, a changelog section, or plain data.

In: a `Comparison` and phrases. Out: lines, or what `--format json` prints.
The surprising thing: a changelog is grouped by the day from which a change applies, because that is what an office
has to know first; what came without a new edition applies from the release itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from checker.desk.comparison import Comparison
from checker.desk.differences import Change
from checker.finding import Place
from checker.phrases import Phrases

__all__ = ["Sides", "as_changelog", "as_data", "as_markdown", "as_text", "grouped", "heading", "plain"]

_SIGNS = {"heavier": "▲", "lighter": "▽", "same": "·"}
_BACKGROUND = frozenset(
    {"cases", "schema", "words", "wording", "exception", "file", "basis", "fact", "flow", "step"}
)
"""Kinds that a changelog leaves out: they ask nothing of an applicant."""


@dataclass(frozen=True, slots=True)
class Sides:
    """What was compared, as it was asked for, with the day of each side where it has one."""

    before: str
    after: str
    before_day: date | None = None
    after_day: date | None = None
    before_commit: str = ""
    after_commit: str = ""


def as_data(comparison: Comparison) -> list[dict[str, Any]]:
    """Every change as an object, in the order of the text."""
    return [_change(change, comparison.names) for change in comparison.changes]


def _change(change: Change, names: Mapping[str, str]) -> dict[str, Any]:
    return {
        "matter": change.matter or None,
        "name": names.get(change.matter),
        "edition": change.edition or None,
        "office": change.office or None,
        "kind": change.kind,
        "path": change.path,
        "before": change.before,
        "after": change.after,
        "text": change.text,
        "place_before": _place(change.place_before),
        "place_after": _place(change.place_after),
        "burden": change.burden,
        "matters": list(change.matters),
    }


def _place(place: Place | None) -> dict[str, Any] | None:
    return {"path": place.path, "line": place.line, "column": place.column} if place else None


def grouped(comparison: Comparison) -> Iterator[tuple[Change, tuple[Change, ...]]]:
    """The changes of each edition at each office together; the first of them stands for the group."""
    for _, changes in groupby(
        comparison.changes, key=lambda change: (change.matter, change.edition, change.office)
    ):
        listed = tuple(changes)
        yield listed[0], listed


def as_text(comparison: Comparison, sides: Sides, phrases: Phrases) -> Iterator[str]:
    """For a terminal."""
    yield _title(sides, phrases)
    yield _sum(comparison, phrases)
    for first, changes in grouped(comparison):
        yield ""
        yield heading(first, comparison, phrases)
        for change in changes:
            yield f"  {_SIGNS[change.burden]} {change.text}"
            if change.matters:
                yield f"      {phrases.say('desk.reaches', n=str(len(change.matters)), matters=phrases.listed(change.matters))}"
            yield f"      {change.place_after or change.place_before or change.path}"


def as_markdown(comparison: Comparison, sides: Sides, phrases: Phrases) -> Iterator[str]:
    """For a pull request. Texts of the catalogue are escaped: they are words, not markup."""
    yield f"## {plain(_title(sides, phrases))}"
    yield ""
    yield plain(_sum(comparison, phrases))
    for first, changes in grouped(comparison):
        yield ""
        yield f"### {plain(heading(first, comparison, phrases))}"
        yield ""
        yield from _bullets(changes, phrases)


def _bullets(changes: Iterable[Change], phrases: Phrases) -> Iterator[str]:
    for change in changes:
        weight = (
            "" if change.burden == "same" else f"**{plain(phrases.say(f'diff.burden.{change.burden}'))}** "
        )
        reach = f" — {plain(phrases.say('desk.reaches', n=str(len(change.matters)), matters=phrases.listed(change.matters)))}"
        yield f"- {weight}{plain(change.text)}{reach if change.matters else ''}"


def as_changelog(comparison: Comparison, sides: Sides, phrases: Phrases) -> Iterator[str]:
    """A section of a changelog: the impacted dates and matters first, then the changes of each day."""
    day = f" ({sides.after_day.isoformat()})" if sides.after_day else ""
    yield f"## {plain(sides.after)}{day}"
    yield ""
    by_day: dict[str, list[Change]] = {}
    for change in comparison.changes:
        if _kind(change) not in _BACKGROUND or change.burden != "same":
            by_day.setdefault(change.edition, []).append(change)
    if not by_day:
        yield phrases.say("desk.nothing")
        return
    yield f"| {' | '.join(phrases.say(f'desk.column.{name}') for name in ('day', 'matters', 'heavier', 'lighter', 'same'))} |"
    yield "|---|---|--:|--:|--:|"
    for edition in sorted(by_day):
        yield _row(edition, by_day[edition], comparison, phrases)
    for edition in sorted(by_day):
        yield ""
        yield f"### {plain(_from(edition, phrases))}"
        ordered = sorted(by_day[edition], key=lambda change: (change.matter, change.office))
        for (matter, office), changes in groupby(ordered, key=lambda change: (change.matter, change.office)):
            yield ""
            yield f"**{plain(_matter(matter, office, comparison, phrases))}**"
            yield ""
            yield from _bullets(changes, phrases)


def _row(edition: str, changes: Iterable[Change], comparison: Comparison, phrases: Phrases) -> str:
    listed = list(changes)
    matters = dict.fromkeys(name for change in listed for name in (change.matter, *change.matters) if name)
    said = phrases.listed(comparison.names.get(name, name) for name in matters)
    counts = [
        str(sum(1 for change in listed if change.burden == burden))
        for burden in ("heavier", "lighter", "same")
    ]
    return f"| {' | '.join((plain(_from(edition, phrases)), plain(said), *counts))} |"


def _from(edition: str, phrases: Phrases) -> str:
    try:
        return phrases.say("desk.from", day=phrases.day(date.fromisoformat(edition)))
    except ValueError:  # a shared file, or one that is named after no day
        return phrases.say("desk.at_once")


def _kind(change: Change) -> str:
    return change.kind.rpartition("-")[0]


def heading(change: Change, comparison: Comparison, phrases: Phrases) -> str:
    """The matter by name and id, its edition and office; or that the change is shared by all."""
    name = _matter(change.matter, change.office, comparison, phrases)
    return f"{name} @{change.edition}" if change.edition else name


def _matter(matter: str, office: str, comparison: Comparison, phrases: Phrases) -> str:
    if not matter:
        return phrases.say("desk.general")
    name = comparison.names.get(matter)
    said = phrases.say("desk.matter", name=name, matter=matter) if name else matter
    return phrases.say("desk.at_office", name=said, office=office) if office else said


def _title(sides: Sides, phrases: Phrases) -> str:
    return phrases.say("desk.title", before=sides.before, after=sides.after)


def _sum(comparison: Comparison, phrases: Phrases) -> str:
    if not comparison.changes:
        return phrases.say("desk.only_layout" if comparison.files else "desk.nothing")
    burdens = [change.burden for change in comparison.changes]
    matters = {name for change in comparison.changes for name in (change.matter, *change.matters) if name}
    return phrases.say(
        "desk.sum",
        changes=str(len(burdens)),
        matters=str(len(matters)),
        **{name: str(burdens.count(name)) for name in ("heavier", "lighter", "same")},
    )


def plain(text: str) -> str:
    """Words without a meaning in Markdown or HTML, on one line."""
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>#|~@" else sign for sign in " ".join(text.split()))
