"""Where the files of a catalogue stand: a folder on disk, or any other tree of files (a revision in Git, a part of one).

In: paths relative to the root, with `/`. Out: which files there are, and each as a `Source` with findings.
The surprising thing: the loader knows only this protocol, so a revision is read by the same code, in the same order and with
the same findings as the files on disk.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from checker.finding import Finding
from checker.source.document import Source
from checker.source.files import load

__all__ = ["Folder", "Tree"]


class Tree(Protocol):
    """Files below a root."""

    def has_folder(self, folder: str) -> bool:
        """Whether there is such a folder."""
        ...

    def has_file(self, path: str) -> bool:
        """Whether there is such a file."""
        ...

    def paths(self, folder: str) -> tuple[str, ...]:
        """All files below `folder`, in the order of their paths; those whose own name begins with a dot are left out."""
        ...

    def load(self, path: str) -> tuple[Source | None, tuple[Finding, ...]]:
        """One file, read and parsed."""
        ...


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder on disk."""

    root: Path

    def has_folder(self, folder: str) -> bool:
        return (self.root / folder).is_dir()

    def has_file(self, path: str) -> bool:
        return (self.root / path).is_file()

    def paths(self, folder: str) -> tuple[str, ...]:
        return tuple(_files(str(self.root / folder), folder))

    def load(self, path: str) -> tuple[Source | None, tuple[Finding, ...]]:
        return load(self.root / path, self.root)


def _files(folder: str, shown: str, linked: bool = False) -> Iterator[str]:
    """Below a folder that is a link, its own files and nothing deeper: links that lead in a circle end there."""
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError:  # no such folder, or none that may be read: nothing stands in it
        return
    for entry in entries:
        name = f"{shown}/{entry.name}"
        if entry.is_dir():
            if not linked:
                yield from _files(entry.path, name, entry.is_symlink())
        elif not entry.name.startswith("."):
            yield name
