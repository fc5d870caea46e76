"""The files below a root as they stand, which of them changed since an earlier look, and a part of them as a tree to load.

In: a root, and the rows that an earlier look left. Out: `Scanned`; a `Part` for the loader.
The surprising thing: a file whose time, size and inode are the same is not read again, unless it changed within two seconds of
the earlier look: within that time it may have changed again unseen.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from checker.cache import FileRow
from checker.finding import Finding
from checker.source import Folder, Source

__all__ = ["SHARED", "Part", "Scanned", "scan", "unit_of"]

SHARED = ""
"""The unit of all files that belong to no one matter."""
_TOP = ("catalogue", "rules")
_RECENT = 2_000_000_000
"""A file changed less than two seconds before it was read may change again unseen: its content is compared, not its time."""


@dataclass(frozen=True, slots=True)
class Scanned:
    """What stands below the root: a row for every file and folder; `changed` are files whose content is new."""

    rows: Mapping[str, FileRow]
    changed: frozenset[str]
    gone: frozenset[str]

    @property
    def paths(self) -> tuple[str, ...]:
        return tuple(sorted(path for path, row in self.rows.items() if not row[1]))


def scan(root: Path, known: Mapping[str, FileRow], stamp: int = 0) -> Scanned | None:
    """All files and folders; None when a link or an unreadable file is among them: then nothing is remembered."""
    rows: dict[str, FileRow] = {}
    changed: set[str] = set()
    children: dict[str, list[str]] = {}
    for path in known:
        children.setdefault(path.rpartition("/")[0], []).append(path)
    base = str(root)
    waiting = list(_TOP)
    try:
        while waiting:
            path = waiting.pop()
            found = os.lstat(f"{base}/{path}")
            if stat.S_ISDIR(found.st_mode):
                row = (path, 1, found.st_mtime_ns, 0, found.st_ino, "")
                rows[path] = row
                same = known.get(path) == row and found.st_mtime_ns < stamp - _RECENT
                waiting.extend(
                    children.get(path, ())
                    if same
                    else (f"{path}/{name}" for name in os.listdir(f"{base}/{path}"))  # noqa: PTH208  # 10,000 folders: Path objects cost as much as the look
                )
            elif stat.S_ISREG(found.st_mode):
                row = (path, 0, found.st_mtime_ns, found.st_size, found.st_ino, "")
                old = known.get(path)
                if old and old[:5] == row[:5] and found.st_mtime_ns < stamp - _RECENT:
                    rows[path] = old
                    continue
                digest = hashlib.blake2b(Path(base, path).read_bytes(), digest_size=16).hexdigest()
                rows[path] = (*row[:5], digest)
                if old is None or old[5] != digest:
                    changed.add(path)
            else:
                return None
    except OSError:
        return None
    return Scanned(rows, frozenset(changed), frozenset(known) - frozenset(rows))


def unit_of(path: str) -> str:
    """The matter that a file belongs to, "" for what is shared."""
    parts = path.split("/")
    if parts[:2] == ["catalogue", "matters"] and len(parts) > 3:
        return parts[2]
    if parts[:2] == ["catalogue", "offices"] and len(parts) > 4:
        return parts[3]
    return SHARED


@dataclass(frozen=True, slots=True)
class Part:
    """The files of some units and all that is shared, as a tree for the loader."""

    whole: Folder
    files: tuple[str, ...]
    units: Collection[str]

    def has_folder(self, folder: str) -> bool:
        return self.whole.has_folder(folder)

    def has_file(self, path: str) -> bool:
        return self.whole.has_file(path)

    def paths(self, folder: str) -> tuple[str, ...]:
        if folder in ("catalogue/matters", "catalogue/offices"):
            kept = (
                path for path in self.files if path.startswith(f"{folder}/") and unit_of(path) in self.units
            )
            return tuple(path for path in kept if "/." not in path)
        return self.whole.paths(folder)

    def load(self, path: str) -> tuple[Source | None, tuple[Finding, ...]]:
        return self.whole.load(path)
