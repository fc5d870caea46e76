"""The site, built so that a second build does only what a change asks for.

In: a session, where to write, and what is wished. Out: a `Built`: how much there is, how much changed, what could not be made.
The surprising thing: a matter is made again when one of its own files changed, when a name on its pages belongs to a matter
that changed its name, came or went, when the day crosses one of its dates, or when a file of its pages is not as it was left.
When anything that all matters share changed (a law, a word, this program), everything is. Both ways write the same bytes:
tests/site/test_rebuild.py.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from operator import attrgetter
from pathlib import Path

from checker.cache import as_text, from_text
from checker.cli.kept import cache_file
from checker.cli.session import Session
from checker.cli.site_store import SiteStore, Unit, Written, open_site_store
from checker.cli.site_work import Wish, Work, tool
from checker.finding import Finding
from checker.scan import SHARED, Scanned, scan, unit_of
from generators.memory import Kept, Memory
from generators.site import fixed_pages, whole_pages
from generators.site.extra import shared_pages
from generators.site.reading import about_page
from generators.site.row import Row, read_rows
from generators.site.writing import Writing
from generators.subject import Page
from generators.writing import write_atomic

__all__ = ["Built", "Wish", "build_site"]

_FIXED = "+"
"""In place of a matter: files that rest on what is shared alone. When that changes, everything is made anyway."""
_MOST = 500
"""With more matters touched than this, reading everything costs no more."""
_AT_ONCE = 1000
"""Matters in memory at a time."""


@dataclass(frozen=True, slots=True)
class Built:
    """`matters` is how many have a page; `again` how many of them were made (None: all)."""

    matters: int
    files: int
    changed: int
    findings: tuple[Finding, ...]
    again: int | None = None


@dataclass(slots=True)
class _Output:
    """The folder that is written to, and what was written."""

    out: Path
    written: list[Written] = field(default_factory=list)
    kept: set[str] = field(default_factory=set)
    told: list[Finding] = field(default_factory=list)
    changed: int = 0

    def take(self, one: Page | Kept | Finding, matter: str = "") -> None:
        if isinstance(one, Page):
            path = self.out / one.path
            self.changed += write_atomic(path, one.data)
            status = os.lstat(path)
            self.written.append((one.path, matter, status.st_size, status.st_mtime_ns))
        elif isinstance(one, Kept):
            self.kept.add(one.path)
        else:
            self.told.append(one)

    def remove(self, paths: Iterable[str]) -> None:
        """Files of an earlier build that are made no more, and the folders that this leaves empty."""
        for name in paths:
            path = self.out / name
            if path.is_file() and not path.is_symlink():
                path.unlink()
                self.changed += 1
                if not any(path.parent.iterdir()):
                    path.parent.rmdir()


def build_site(session: Session, wish: Wish, advance: Callable[[], None] = lambda: None) -> Built:
    """Build what is not there yet. `advance` is called after each matter. Raises OSError when the folder cannot be written."""
    more = (str(wish.out.absolute()), wish.office, wish.language, str(wish.fulltext))
    kept = cache_file("site", session.root, *more)
    store = open_site_store(kept) if kept else None
    if store is None:
        return _all(session, wish, None, advance)
    try:
        built = _changed(session, wish, store)
        return built if built is not None else _all(session, wish, store, advance)
    except (sqlite3.Error, ValueError, TypeError, KeyError, IndexError):  # damaged: only reading shows it
        store.discard()
        return _all(session, wish, None, advance)
    finally:
        store.close()


def _all(session: Session, wish: Wish, store: SiteStore | None, advance: Callable[[], None]) -> Built:
    """Everything, a part at a time."""
    began = time.time_ns()
    tree = scan(session.root, {})  # before reading: what changes meanwhile is seen as changed next time
    work, output = Work(session, wish, tree), _Output(wish.out)
    for wanted in _parts(session, tree):
        for made in work.made(wanted):
            for page in made.pages:
                output.take(page, made.matter)
            advance()
    rows = read_rows([unit.line for unit in work.units.values() if unit.line])
    findings = tuple(_told(work.units.values()))
    if not rows:
        return Built(0, 0, 0, findings)
    version, memory = work.version(), Memory()
    writing = work.writing(memory)
    for fixed in (*fixed_pages(writing), *shared_pages(writing.selection)):
        output.take(fixed, _FIXED)
    for one in _whole(rows, writing, version, wish):
        output.take(one)
    if store is not None and tree is not None:
        now = {path for path, *_ in output.written}
        output.remove(sorted(path for path, *_ in store.written() if path not in now))
        with store.connection:
            store.forget()
            state = _state(wish, began, version, output.told)
            units = work.units.values()
            store.put(state, tree.rows.values(), work.contents, units, output.written, memory.new)
    return Built(len(rows), len(output.written), output.changed, (*findings, *output.told))


def _parts(session: Session, tree: Scanned | None) -> Iterator[tuple[str, ...]]:
    """The ids of all matters, so many at a time; all at once where files cannot be told apart."""
    if tree is None:
        yield tuple(session.catalogue.editions)
        return
    prefix = "catalogue/matters/"
    names = sorted(
        {path.split("/")[2] for path in tree.paths if path.startswith(prefix) and path.count("/") > 2}
    )
    for first in range(0, len(names), _AT_ONCE):
        yield tuple(names[first : first + _AT_ONCE])


def _whole(
    rows: Collection[Row], writing: Writing, version: str, wish: Wish
) -> Iterator[Page | Kept | Finding]:
    ordered = sorted(rows, key=attrgetter("matter"))
    yield from whole_pages(ordered, writing, version)
    if wish.fulltext:
        from generators.search import fulltext_pages  # pagefind is loaded only where its index is asked for

        yield from fulltext_pages(ordered, writing.selection.phrases)


def _told(units: Iterable[Unit]) -> Iterator[Finding]:
    for unit in units:
        if unit.findings != "[]":
            yield from from_text(unit.findings)


def _state(wish: Wish, began: int, version: str, told: Iterable[Finding]) -> dict[str, str]:
    return {
        "tool": tool(),
        "day": wish.day.isoformat(),
        "stamp": str(began),
        "version": version,
        "told": as_text(told),
    }


# ---- what changed


def _changed(session: Session, wish: Wish, store: SiteStore) -> Built | None:
    """The same site from what is kept; None when everything has to be made."""
    state = store.state()
    if state.get("tool") != tool():
        return None
    began = time.time_ns()
    before = {row[0]: row for row in store.files()}
    tree = scan(session.root, before, int(state["stamp"]))
    if tree is None:
        return None
    units, written = store.units(), store.written()
    lost = {path for path in tree.gone if not before[path][1]}
    moved = {unit_of(path) for path in (*tree.changed, *lost)}
    damaged = {
        matter for path, matter, size, changed in written if not _as_left(wish.out, path, size, changed)
    }
    if SHARED in moved or _FIXED in damaged:
        return None
    gone = _vanished(tree, lost)
    touched = (moved | damaged | _dated(units, wish.day, state["day"])) - gone - {""}
    work, output = Work(session, wish, tree, dict(units)), _Output(wish.out)
    if not _make(work, output, touched, gone):
        return None
    again = work.done | gone
    kept = store.contents()
    unread = {path for path in kept if unit_of(path) in again and path not in work.contents}
    version = work.version({path: digest for path, digest in kept.items() if path not in unread})
    lists: dict[str, str] = {}
    everywhere = (
        "" in damaged
        or wish.day.isoformat() != state["day"]
        or _lines(units, again) != _lines(work.units, again)
    )
    if everywhere:
        rows = read_rows([unit.line for unit in work.units.values() if unit.line])
        if not rows:
            return None
        memory = Memory({} if "" in damaged else store.lists(), frozenset(again), lists)
        for one in _whole(rows, work.writing(memory), version, wish):
            output.take(one)
    else:
        output.told += from_text(state["told"])
        if version != state["version"]:
            number = sum(bool(unit.line) for unit in work.units.values())
            output.take(about_page(number, work.writing(Memory(new=lists)), version))
    now = {path for path, *_ in output.written} | output.kept
    stale = {
        path
        for path, matter, *_ in written
        if path not in now and (matter in again or (everywhere and not matter))
    }
    output.remove(sorted(stale))
    with store.connection:
        for table, names in (
            ("written", stale), ("lists", stale), ("files", tree.gone), ("contents", unread), ("units", again -
            work.units.keys()),
        ):  # fmt: skip
            store.drop(table, names)
        fresh = [row for path, row in tree.rows.items() if before.get(path) != row]
        changed_units = [unit for matter, unit in work.units.items() if units.get(matter) != unit]
        state = _state(wish, began, version, output.told)
        store.put(state, fresh, work.contents, changed_units, output.written, lists)
    return Built(
        sum(bool(unit.line) for unit in work.units.values()),
        len(written) - len(stale) + len(now - {path for path, *_ in written}),
        output.changed,
        (*_told(work.units.values()), *output.told),
        len(work.done),
    )


def _make(work: Work, output: _Output, touched: set[str], gone: set[str]) -> bool:
    """Make the touched matters, and those on whose pages a name has changed. False: so many that all may as well be made."""
    old = dict(work.units)
    for matter in gone:
        work.units.pop(matter, None)
    waiting = set(touched)
    renamed = {matter for matter in gone if _name(old, matter)}
    while True:
        waiting = (waiting | _naming(work.units, renamed)) - work.done
        if not waiting:
            return True
        if len(waiting) > _MOST:
            return False
        for made in work.made(sorted(waiting)):
            for page in made.pages:
                output.take(page, made.matter)
        renamed = {matter for matter in waiting if _name(old, matter) != _name(work.units, matter)}


def _naming(units: Mapping[str, Unit], renamed: Collection[str]) -> set[str]:
    """The matters whose pages name one of these."""
    marks = [f'"{matter}"' for matter in renamed]
    near = [unit.line for unit in units.values() if any(mark in unit.line for mark in marks)] if marks else []
    return {row.matter for row in read_rows(near) if set(renamed) & set(row.refs) - {row.matter}}


def _lines(units: Mapping[str, Unit], matters: Iterable[str]) -> dict[str, str]:
    return {matter: units[matter].line for matter in matters if matter in units}


def _name(units: Mapping[str, Unit], matter: str) -> str:
    """What other pages show of a matter: its name; "" when it has no page."""
    unit = units.get(matter)
    return read_rows([unit.line])[0].name if unit and unit.line else ""


def _vanished(tree: Scanned, lost: Collection[str]) -> set[str]:
    """Matters of which no file is left below catalogue/matters."""
    losing = {unit_of(path) for path in lost} - {SHARED}
    if not losing:
        return set()
    left = {path.split("/")[2] for path in tree.paths if path.startswith("catalogue/matters/")}
    return losing - left


def _dated(units: Mapping[str, Unit], day: date, before: str) -> set[str]:
    """The matters whose pages look different on this day."""
    today = day.isoformat()
    if today == before:
        return set()
    rows = {row.matter: row for row in read_rows([unit.line for unit in units.values() if unit.line])}
    return {
        matter
        for matter in units
        if matter not in rows or not rows[matter].since <= today <= (rows[matter].until or today)
    }


def _as_left(out: Path, path: str, size: int, changed: int) -> bool:
    try:
        status = os.lstat(f"{out}/{path}")
    except OSError:
        return False
    return status.st_size == size and status.st_mtime_ns == changed
