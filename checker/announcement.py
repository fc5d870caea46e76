"""The public notice (公告) of what a clean-up kept, stopped and moved.

In: decisions in the order of publication, the catalogue, the phrases of one language. Out: `Notice`, plain sentences that the
command line prints as text, Markdown or JSON.
The surprising thing: the notice is made from the decisions alone. Whether the catalogue follows them is a matter for lint, and
the reader must not find a different list here and there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from checker.catalogue import Catalogue
from checker.model.decisions import ACTIONS, Action, Decision, DecisionLine
from checker.phrases import Phrases

__all__ = ["Announced", "AnnouncedLine", "Group", "Notice", "as_markdown", "as_text", "notice"]


@dataclass(frozen=True, slots=True)
class AnnouncedLine:
    """One matter: its name and what the reader has to know about it."""

    line: DecisionLine
    name: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The matters that share an action, under their heading."""

    action: Action
    heading: str
    lines: tuple[AnnouncedLine, ...]


@dataclass(frozen=True, slots=True)
class Announced:
    """One decision: its heading, its reason, its groups and their sum."""

    decision: Decision
    heading: str
    reason: str
    groups: tuple[Group, ...]
    total: str


@dataclass(frozen=True, slots=True)
class Notice:
    """The whole notice. `warning` says that it is sample data; "" where all of it is real."""

    title: str
    opening: str
    warning: str
    decisions: tuple[Announced, ...]


def notice(catalogue: Catalogue, decisions: Iterable[Decision], since: date, phrases: Phrases) -> Notice:
    """The notice of these decisions."""
    listed = tuple(_announced(catalogue, decision, phrases) for decision in decisions)
    sample = any(item.decision.verified.by == "sample" for item in listed)
    return Notice(
        phrases.say("lifecycle.title"),
        phrases.say("lifecycle.since" if listed else "lifecycle.none", day=phrases.day(since)),
        phrases.say("lifecycle.sample") if sample else "",
        listed,
    )


def as_text(made: Notice) -> Iterator[str]:
    """The notice for a notice board, line by line."""
    yield made.title
    yield ""
    if made.warning:
        yield made.warning
    yield made.opening
    for item in made.decisions:
        yield ""
        yield item.heading
        yield item.reason
        for group in item.groups:
            yield f"  {group.heading}"
            yield from (f"    {''.join(_spaced(line))}" for line in group.lines)
        yield item.total


def as_markdown(made: Notice) -> Iterator[str]:
    """The notice for a web page. Texts of the catalogue are escaped: they are words, not markup."""
    yield f"# {_plain(made.title)}"
    yield ""
    if made.warning:
        yield f"> {_plain(made.warning)}"
        yield ""
    yield _plain(made.opening)
    for item in made.decisions:
        yield ""
        yield f"## {_plain(item.heading)}"
        yield ""
        yield _plain(item.reason)
        for group in item.groups:
            yield ""
            yield f"### {_plain(group.heading)}"
            yield ""
            yield from (f"- {_plain(''.join(_spaced(line)))}" for line in group.lines)
        yield ""
        yield f"**{_plain(item.total)}**"


def _spaced(line: AnnouncedLine) -> Iterator[str]:
    """The sentences in a row; a space only after a Latin full stop."""
    for index, sentence in enumerate(line.sentences):
        yield (" " if index and line.sentences[index - 1].endswith(".") else "") + sentence


def _plain(text: str) -> str:
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>#|" else sign for sign in text)


def _announced(catalogue: Catalogue, decision: Decision, phrases: Phrases) -> Announced:
    heading = "lifecycle.decision.sample" if decision.verified.by == "sample" else "lifecycle.decision"
    groups = tuple(_groups(catalogue, decision, phrases))
    parts = [_counted("lifecycle.total.part", group.action, len(group.lines), phrases) for group in groups]
    return Announced(
        decision,
        phrases.say(
            heading,
            title=phrases.text(decision.title),
            document=phrases.text(decision.document),
            issuer=phrases.text(decision.issuer),
            decided=phrases.day(decision.decided),
            published=phrases.day(decision.published),
            where=_division(catalogue, decision.division, phrases)
            if decision.division
            else phrases.say("lifecycle.nationwide"),
        ),
        phrases.say("lifecycle.reason", reason=phrases.text(decision.reason)),
        groups,
        phrases.say("lifecycle.total", count=str(len(decision.lines)), parts=phrases.listed(parts)),
    )


def _groups(catalogue: Catalogue, decision: Decision, phrases: Phrases) -> Iterator[Group]:
    for action in ACTIONS:
        lines = tuple(
            AnnouncedLine(
                line, _name(catalogue, line.matter, phrases), tuple(_sentences(catalogue, line, phrases))
            )
            for line in decision.lines
            if line.action == action
        )
        if lines:
            yield Group(action, _counted("lifecycle.group", action, len(lines), phrases), lines)


def _counted(key: str, action: Action, count: int, phrases: Phrases) -> str:
    return phrases.say(key, action=phrases.say(f"lifecycle.action.{action}"), count=str(count))


def _sentences(catalogue: Catalogue, line: DecisionLine, phrases: Phrases) -> Iterator[str]:
    key = f"lifecycle.line.{line.action}"
    fields = {"name": _name(catalogue, line.matter, phrases), "begins": phrases.day(line.begins)}
    if line.action in ("delegated", "taken_over"):
        yield phrases.say(key, to=_receiver(catalogue, line, phrases), **fields)
    elif line.action == "suspended" and line.until:
        yield phrases.say(f"{key}.until", until=phrases.day(line.until), **fields)
    else:
        yield phrases.say(key, **fields)
    if line.ground:
        yield phrases.say(f"lifecycle.ground.{line.ground}")
    if line.successor:
        yield phrases.say("lifecycle.successor", name=_name(catalogue, line.successor, phrases))
    if line.note:
        yield phrases.text(line.note)


def _receiver(catalogue: Catalogue, line: DecisionLine, phrases: Phrases) -> str:
    """The organ that the division's list names on the first day; else the division itself."""
    for office in catalogue.offices.get((line.to, line.matter), ()):
        agency = catalogue.agencies.get(office.agency)
        if agency and office.effective_from <= line.begins <= (office.effective_to or line.begins):
            return phrases.text(agency.name)
    return phrases.say("lifecycle.moved-to.division", division=_division(catalogue, line.to, phrases))


def _division(catalogue: Catalogue, code: str, phrases: Phrases) -> str:
    named = next((item.name for item in catalogue.info.divisions if item.code == code), None)
    return phrases.text(named) or code


def _name(catalogue: Catalogue, matter: str, phrases: Phrases) -> str:
    editions = catalogue.editions.get(matter)
    return phrases.text(editions[-1].name) if editions else matter
