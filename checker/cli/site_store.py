"""What a build of the site left: rows of matters, the files it wrote, the state of the sources; kept between runs in one
SQLite file.

In: the path of the file. Out: a `SiteStore`, or None, and then everything is built anew. The surprising thing: as with the
store of lint, no failure is ever told, a damaged file is put away, and nothing but plain text is stored, so that reading it
cannot run anything.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from checker.cache import FileRow

__all__ = ["SiteStore", "Unit", "Written", "open_site_store"]

_TABLES = """
CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS files (path TEXT PRIMARY KEY, folder INTEGER, changed INTEGER, size INTEGER, inode INTEGER,
digest TEXT);
CREATE TABLE IF NOT EXISTS contents (path TEXT PRIMARY KEY, digest TEXT);
CREATE TABLE IF NOT EXISTS units (matter TEXT PRIMARY KEY, line TEXT, findings TEXT);
CREATE TABLE IF NOT EXISTS lists (path TEXT PRIMARY KEY, key TEXT);
CREATE TABLE IF NOT EXISTS written (path TEXT PRIMARY KEY, matter TEXT, size INTEGER, changed INTEGER);
"""
_ALL = ("state", "files", "contents", "units", "lists", "written")
Written = tuple[str, str, int, int]
"""Path, the matter it belongs to ("" for the whole), size, time of change in ns."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One matter: its row as JSON, "" when it has no page, and the findings told of it as JSON."""

    matter: str
    line: str
    findings: str


@dataclass(frozen=True, slots=True, eq=False)
class SiteStore:
    """The file, open. Any method may raise sqlite3.Error, which means: damaged. `with store.connection` around changes makes
    them one."""

    connection: sqlite3.Connection
    path: Path

    def state(self) -> dict[str, str]:
        """What the stored build stood on."""
        return dict(self.connection.execute("SELECT name, value FROM state"))

    def files(self) -> list[FileRow]:
        """A row for every file and folder of the sources."""
        return self.connection.execute(
            "SELECT path, folder, changed, size, inode, digest FROM files"
        ).fetchall()

    def contents(self) -> dict[str, str]:
        """Path -> digest of what each source says."""
        return dict(self.connection.execute("SELECT path, digest FROM contents"))

    def lists(self) -> dict[str, str]:
        """Path -> key of every page of a list."""
        return dict(self.connection.execute("SELECT path, key FROM lists"))

    def units(self) -> dict[str, Unit]:
        """Every matter."""
        found = self.connection.execute("SELECT matter, line, findings FROM units ORDER BY matter")
        return {row[0]: Unit(*row) for row in found}

    def written(self) -> list[Written]:
        """Every file of the site."""
        return self.connection.execute("SELECT path, matter, size, changed FROM written").fetchall()

    def forget(self) -> None:
        """Nothing is known any more."""
        for table in _ALL:
            self.connection.execute(f"DELETE FROM {table}")

    def put(
        self,
        state: Mapping[str, str] | None = None,
        files: Iterable[FileRow] = (),
        contents: Mapping[str, str] | None = None,
        units: Iterable[Unit] = (),
        written: Iterable[Written] = (),
        lists: Mapping[str, str] | None = None,
    ) -> None:
        """Add these, in place of what had the same name."""
        run = self.connection.executemany
        run("REPLACE INTO state VALUES (?, ?)", (state or {}).items())
        run("REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?)", files)
        run("REPLACE INTO contents VALUES (?, ?)", (contents or {}).items())
        run(
            "REPLACE INTO units VALUES (?, ?, ?)", ((unit.matter, unit.line, unit.findings) for unit in units)
        )
        run("REPLACE INTO written VALUES (?, ?, ?, ?)", written)
        run("REPLACE INTO lists VALUES (?, ?)", (lists or {}).items())

    def drop(self, table: str, names: Iterable[str]) -> None:
        """Take these out: of `files`, `contents` and `written` by path, of `units` by matter."""
        if table not in _ALL:
            raise ValueError(f"no table {table}")
        key = "matter" if table == "units" else "path"
        self.connection.executemany(f"DELETE FROM {table} WHERE {key} = ?", ((name,) for name in names))

    def close(self) -> None:
        """Let go of the file."""
        with suppress(sqlite3.Error):
            self.connection.close()

    def discard(self) -> None:
        """Away with a damaged file."""
        self.close()
        with suppress(OSError):
            self.path.unlink()


def open_site_store(path: Path) -> SiteStore | None:
    """The store at `path`; a damaged file is made anew; None where nothing can be kept."""
    for _ in range(2):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            store = SiteStore(sqlite3.connect(path, timeout=1), path)
        except (OSError, sqlite3.OperationalError):
            return None
        try:
            store.connection.executescript(_TABLES)
            store.state()
        except sqlite3.OperationalError:  # busy
            store.close()
            return None
        except sqlite3.DatabaseError:
            store.discard()
        else:
            return store
    return None
