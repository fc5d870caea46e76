"""A revision as a tree of files that the loader reads, and the part of it that a question needs.

In: a commit of a repository, or the folder on disk as it is now. Out: `Revision`: paths with blob ids; `part(...)` is
a `Tree` of the chosen paths, whose findings name `path@revision`.
The surprising thing: files are parsed once for both sides of a comparison. The store keeps what a path with a blob id
gave, and two revisions that share it share the parsed file too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from checker.desk.gitstore import Commit, Entry, Repository
from checker.finding import Finding, Place, Text
from checker.source import YAML_LIMIT, Folder, Source, parse, parse_json, read
from checker.source.codes import refuse

__all__ = ["Parsed", "Part", "Revision", "on_disk", "revision", "told_at"]

Read = tuple[Source | None, tuple[Finding, ...]]
_PLAIN = ("100644", "100755")


@dataclass(slots=True)
class Parsed:
    """The files parsed so far, by path and blob id: shared by the two sides of a comparison."""

    files: dict[tuple[str, str], Read] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Revision:
    """One state of the catalogue: `name` as it was asked for, `id` the commit ("" for the files on disk)."""

    name: str
    id: str
    day: date | None
    entries: Mapping[str, Entry]
    fetch: Callable[[Iterable[str]], Mapping[str, bytes]]
    """Blob ids -> contents; for the files on disk the ids are those that git would give them."""

    def part(self, wanted: Iterable[str], parsed: Parsed) -> Part:
        """The files of `wanted` that are there, read at once."""
        entries = {path: self.entries[path] for path in wanted if path in self.entries}
        missing = [
            entry.blob
            for path, entry in entries.items()
            if entry.mode in _PLAIN and (path, entry.blob) not in parsed.files
        ]
        contents = self.fetch(missing)
        for path, entry in entries.items():
            key = (path, entry.blob)
            if key not in parsed.files:
                parsed.files[key] = _read(path, entry, contents)
        return Part(entries, parsed, frozenset(_folders(entries)))


@dataclass(frozen=True, slots=True)
class Part:
    """Some files of a revision; a `Tree` for the loader."""

    entries: Mapping[str, Entry]
    parsed: Parsed
    folders: frozenset[str]

    def has_folder(self, folder: str) -> bool:
        return folder in self.folders

    def has_file(self, path: str) -> bool:
        return path in self.entries

    def paths(self, folder: str) -> tuple[str, ...]:
        below = f"{folder}/"
        found = [path for path in self.entries if path.startswith(below)]
        return tuple(sorted((path for path in found if not _hidden(path)), key=lambda path: path.split("/")))

    def load(self, path: str) -> Read:
        entry = self.entries.get(path)
        return self.parsed.files[path, entry.blob] if entry else (None, (_not_there(path),))


def revision(repository: Repository, name: str, like: Revision | None = None) -> Revision:
    """The state of the catalogue in a commit; `like`: one already listed, so that only the differences are. Raises GitFault."""
    commit = repository.commit(name)
    base = (Commit(like.id, like.name, commit.day), like.entries) if like else None
    return Revision(name, commit.id, commit.day, repository.entries(commit, base), repository.blobs)


def on_disk(root: Path, like: str) -> Revision:
    """The files as they stand on disk now; `like` is a commit id of the repository, whose kind of hash is used."""
    tree = Folder(root)
    entries: dict[str, Entry] = {}
    contents: dict[str, bytes] = {}
    kind = "sha256" if len(like) == 64 else "sha1"
    for path in (*tree.paths("catalogue"), *tree.paths("rules")):
        data, _ = read(root / path, root)
        if data is None:
            entries[path] = Entry("120000", f"unread {path}")
            continue
        # the id that git gives a file: its name for the same bytes, nobody's secret
        blob = hashlib.new(kind, b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
        entries[path] = Entry("100644", blob)
        contents[blob] = data
    return Revision(".", "", None, entries, lambda ids: {each: contents[each] for each in ids})


def told_at(finding: Finding, name: str) -> Finding:
    """The finding with its places named in that revision: catalogue/x.yaml@v1:3:5."""
    places = tuple(replace(place, path=f"{place.path}@{name}") for place in finding.related)
    return replace(finding, place=replace(finding.place, path=f"{finding.place.path}@{name}"), related=places)


def _read(path: str, entry: Entry, contents: Mapping[str, bytes]) -> Read:
    if entry.mode not in _PLAIN:
        return None, (_not_plain(path),)
    data = contents[entry.blob]
    if path.endswith(".json"):
        return parse_json(data, path)
    return parse(data, path, YAML_LIMIT)


def _folders(paths: Iterable[str]) -> Iterable[str]:
    for path in paths:
        parts = path.split("/")
        yield from ("/".join(parts[:end]) for end in range(1, len(parts)))


def _hidden(path: str) -> bool:
    return path.rpartition("/")[2].startswith(".")


def _not_there(path: str) -> Finding:
    return refuse(
        "S21", Place(path),
        Text("找不到这个文件", "there is no such file"),
        Text("检查这个修订里的文件。", "Look at the files of this revision."),
    )  # fmt: skip


def _not_plain(path: str) -> Finding:
    return refuse(
        "S20", Place(path),
        Text("这不是普通文件，而是链接或者子模块", "this is not a plain file but a link or a submodule"),
        Text("换成普通文件，或删掉它。", "Put a plain file in its place, or delete it."),
    )  # fmt: skip
