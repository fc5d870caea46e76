"""What the last lint of a folder found, kept between runs in one SQLite file.

In: the path of the file. Out: a `Store`; or None, and then everything is computed anew. The surprising thing: no failure
of the cache
is ever told. A damaged file is put away and made again; a folder that cannot be written to means no cache. Only JSON is
stored, never
pickles: reading the file cannot run anything.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from checker.finding import Finding, Place, Severity, Text

__all__ = ["FileRow", "Store", "UnitRow", "as_text", "from_text", "open_store"]

_TABLES = """
CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS files (path TEXT PRIMARY KEY, folder INTEGER, changed INTEGER, size INTEGER, inode INTEGER,
digest TEXT);
CREATE TABLE IF NOT EXISTS units (name TEXT PRIMARY KEY, seen TEXT, loaded TEXT, checked TEXT);
"""
FileRow = tuple[str, int, int, int, int, str]
"""Path, 1 for a folder, time of change in ns, size, inode, digest of the content."""


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One matter (or, named "", all that is shared): what other matters see of it, and the findings in its files."""

    name: str
    seen: str
    loaded: tuple[Finding, ...]
    checked: tuple[Finding, ...]


class Store:
    """The cache file, open. Any method may raise sqlite3.Error or ValueError, which means: damaged."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection, self._path = connection, path

    def state(self) -> dict[str, str]:
        """What the stored run stood on."""
        return dict(self._connection.execute("SELECT name, value FROM state"))

    def files(self) -> list[FileRow]:
        """A row for every file and folder."""
        return self._connection.execute(
            "SELECT path, folder, changed, size, inode, digest FROM files"
        ).fetchall()

    def findings(self) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
        """All stored findings: of loading, of checks."""
        found = self._connection.execute(
            "SELECT loaded, checked FROM units WHERE loaded != '[]' OR checked != '[]'"
        ).fetchall()
        return (
            tuple(each for loaded, _ in found for each in from_text(loaded)),
            tuple(each for _, checked in found for each in from_text(checked)),
        )

    def checked(self, name: str) -> tuple[Finding, ...]:
        """The findings of checks in one unit."""
        row = self._connection.execute("SELECT checked FROM units WHERE name = ?", (name,)).fetchone()
        return tuple(from_text(row[0])) if row else ()

    def seen(self, names: Iterable[str]) -> dict[str, str]:
        """What other matters see of these."""
        found = {}
        for name in names:
            row = self._connection.execute("SELECT seen FROM units WHERE name = ?", (name,)).fetchone()
            if row:
                found[name] = row[0]
        return found

    def replace(self, state: Mapping[str, str], files: Iterable[FileRow], units: Iterable[UnitRow]) -> None:
        """Forget everything and store this."""
        with self._connection:
            for table in ("state", "files", "units"):
                self._connection.execute(f"DELETE FROM {table}")
            self._put(state, files, units)

    def update(
        self,
        state: Mapping[str, str],
        files: Iterable[FileRow],
        gone: Iterable[str],
        units: Iterable[UnitRow],
    ) -> None:
        """Store what changed."""
        with self._connection:
            self._connection.executemany("DELETE FROM files WHERE path = ?", ((path,) for path in gone))
            self._put(state, files, units)

    def _put(self, state: Mapping[str, str], files: Iterable[FileRow], units: Iterable[UnitRow]) -> None:
        self._connection.executemany("REPLACE INTO state VALUES (?, ?)", state.items())
        self._connection.executemany("REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?)", files)
        self._connection.executemany(
            "REPLACE INTO units VALUES (?, ?, ?, ?)",
            ((unit.name, unit.seen, as_text(unit.loaded), as_text(unit.checked)) for unit in units),
        )

    def close(self) -> None:
        """Let go of the file."""
        with suppress(sqlite3.Error):
            self._connection.close()

    def discard(self) -> None:
        """Away with a damaged file."""
        self.close()
        with suppress(OSError):
            self._path.unlink()


def open_store(path: Path) -> Store | None:
    """The cache at `path`; a damaged file is made anew; None where nothing can be kept."""
    for _ in range(2):
        store = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            store = Store(sqlite3.connect(path, timeout=1), path)
            store._connection.executescript(_TABLES)
            store.state()
        except sqlite3.DatabaseError as error:
            busy = isinstance(error, sqlite3.OperationalError)
            if store and not busy:
                store.discard()
            elif store:
                store.close()
            if busy:
                return None
        except OSError:
            return None
        else:
            return store
    return None


def as_text(findings: Iterable[Finding]) -> str:
    """Findings as JSON."""
    return json.dumps([_plain(finding) for finding in findings], ensure_ascii=False)


def _plain(finding: Finding) -> list[Any]:
    return [
        finding.code, finding.name, finding.severity, _at(finding.place), [finding.message.zh, finding.message.en],
        [finding.help.zh, finding.help.en] if finding.help else None, [_at(place) for place in finding.related],
    ]  # fmt: skip


def _at(place: Place) -> list[Any]:
    return [place.path, place.line, place.column]


def from_text(text: str) -> Iterable[Finding]:
    """Findings from JSON."""
    for code, name, severity, place, message, help, related in json.loads(text):
        known: Severity = "error" if severity == "error" else "warning"
        yield Finding(
            str(code), str(name), known, Place(*place), Text(*message), Text(*help) if help else None,
            tuple(Place(*each) for each in related),
        )  # fmt: skip
