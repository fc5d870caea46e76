"""How a matter came to be what it is: its editions in time, and the commits that touched each file.

In: the editions of one matter, and the log of its folder (none without Git). Out: a `History`, as text or plain data.
The surprising thing: two times run side by side, the time in which an edition applies and the time in which somebody
wrote it; a correction of an old edition is a new commit on an old day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from checker.catalogue import Catalogue
from checker.desk.faults import GitFault
from checker.desk.gitstore import LogLine, open_repository
from checker.finding import Finding
from checker.model.edition import Edition
from checker.phrases import Phrases

__all__ = ["History", "as_data", "as_text", "history"]

_SHORT = 12


@dataclass(frozen=True, slots=True)
class History:
    """`missing`: why there are no commits; None with Git. `shallow`: the clone was cut off and lacks the oldest commits."""

    matter: str
    editions: tuple[tuple[Edition, tuple[LogLine, ...]], ...]
    others: tuple[tuple[str, tuple[LogLine, ...]], ...]
    missing: Finding | None
    shallow: bool


def history(root: Path, catalogue: Catalogue, matter: str) -> History:
    """The history of one matter. Never raises for want of Git."""
    editions = catalogue.editions.get(matter, ())
    lines: tuple[LogLine, ...] = ()
    missing: Finding | None = None
    shallow = False
    try:
        repository = open_repository(root)
        lines, shallow = repository.log(f"catalogue/matters/{matter}"), repository.shallow
    except GitFault as fault:
        missing = fault.finding
    by_path: dict[str, list[LogLine]] = {}
    now: dict[str, str] = {}
    for line in lines:  # the newest first: a rename sends the older commits of the old name to the new one
        path = now.get(line.path, line.path)
        if line.was:
            now[line.was] = path
        by_path.setdefault(path, []).append(line)
    told = tuple((edition, tuple(by_path.pop(edition.place.path, ()))) for edition in editions)
    others = tuple((path, tuple(found)) for path, found in sorted(by_path.items()))
    return History(matter, told, others, missing, shallow)


def as_data(found: History) -> dict[str, Any]:
    """What `--format json` prints; `git` says whether there was one to ask."""
    return {
        "matter": found.matter,
        "git": found.missing is None,
        "reason": None if found.missing is None else {"code": found.missing.code, "name": found.missing.name},
        "shallow": found.shallow,
        "editions": [
            {
                "edition": edition.effective_from.isoformat(),
                "effective_from": edition.effective_from.isoformat(),
                "effective_to": edition.effective_to.isoformat() if edition.effective_to else None,
                "version": edition.version,
                "state": edition.state,
                "path": edition.place.path,
                "commits": [_commit(line) for line in lines],
            }
            for edition, lines in found.editions
        ],
        "other_files": [
            {"path": path, "commits": [_commit(line) for line in lines]} for path, lines in found.others
        ],
    }


def _commit(line: LogLine) -> dict[str, Any]:
    return {
        "commit": line.commit,
        "date": line.day.isoformat(),
        "author": line.author,
        "subject": line.subject,
        "was": line.was or None,
    }


def as_text(found: History, phrases: Phrases) -> Iterator[str]:
    """For a terminal: the newest edition first."""
    if found.missing is not None:
        reason = phrases.text(found.missing.message)
        yield f"{phrases.say('desk.history.no_git')}{f' ({reason})' if phrases.language == 'en' else f'（{reason}）'}"
    if found.shallow:
        yield phrases.say("desk.history.shallow")
    for edition, lines in reversed(found.editions):
        state = phrases.text(phrases.vocabulary.label("matter-state", edition.state))
        until = edition.effective_to
        yield phrases.say("desk.history.edition", day=phrases.day(edition.effective_from), state=state) + (
            f"{' ' if phrases.language == 'en' else '，'}{phrases.say('desk.history.until', day=phrases.day(until))}"
            if until
            else ""
        )
        yield f"  {edition.place.path}"
        yield from _commits(lines, found, phrases)
    for path, lines in found.others:
        yield path
        yield from _commits(lines, found, phrases)


def _commits(lines: tuple[LogLine, ...], found: History, phrases: Phrases) -> Iterator[str]:
    if not lines and found.missing is None:
        yield f"    {phrases.say('desk.history.no_commits')}"
    for line in lines:
        said = phrases.say(
            "desk.history.commit",
            day=line.day.isoformat(),
            commit=line.commit[:_SHORT],
            subject=line.subject,
            author=line.author,
        )
        renamed = phrases.say("desk.history.renamed", was=line.was) if line.was else ""
        yield f"    {said}  {renamed}".rstrip()
