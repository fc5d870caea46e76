"""A part of the catalogue on disk: the rules, the registers and the files of a few matters.

In: the root and the ids of matters. Out: a `Tree` for the loader that holds nothing else.
The surprising thing: the other matters are not even listed, so a question about one matter costs the same in a
catalogue of ten thousand.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from checker.finding import Finding
from checker.source import Folder, Source, Tree

__all__ = ["Matters", "matter_part", "of_matters"]

_MATTERS, _OFFICES = "catalogue/matters", "catalogue/offices"
_LEFT_OUT = ("catalogue/decisions", "catalogue/bundles", "catalogue/publications", "rules/calendar")


@dataclass(frozen=True, slots=True)
class Matters:
    """`tree` with the files of `chosen` matters only; calendar, decisions and recipes are left out."""

    tree: Tree
    chosen: frozenset[str]

    def has_folder(self, folder: str) -> bool:
        return self.tree.has_folder(folder)

    def has_file(self, path: str) -> bool:
        return self.tree.has_file(path)

    def paths(self, folder: str) -> tuple[str, ...]:
        if folder == _MATTERS:
            return tuple(
                path for matter in sorted(self.chosen) for path in self.tree.paths(f"{_MATTERS}/{matter}")
            )
        if folder.startswith(_LEFT_OUT):
            return ()
        found = self.tree.paths(folder)
        if folder == _OFFICES:  # catalogue/offices/<division>/<matter>/<day>.yaml
            return tuple(path for path in found if path.count("/") > 3 and path.split("/")[3] in self.chosen)
        return found

    def load(self, path: str) -> tuple[Source | None, tuple[Finding, ...]]:
        return self.tree.load(path)


def matter_part(root: Path, matter: str) -> Matters:
    """The files on disk that one matter needs."""
    return Matters(Folder(root), frozenset({matter}))


def of_matters(tree: Tree, matters: Collection[str]) -> Matters:
    """The part of any tree for these matters."""
    return Matters(tree, frozenset(matters))
