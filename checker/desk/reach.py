"""Which matters a change in a shared file reaches: those whose files name what changed.

In: changes, and the new revision. Out: the same changes, those of shared files with the matters they reach.
The surprising thing: the files of matters are searched as bytes, in one pass, and only when something shared changed at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from checker.desk.differences import Change
from checker.desk.revision import Revision

__all__ = ["reaching"]

_MATTERS = "catalogue/matters/"
_NAMED = {
    "shared-condition": "use", "law": "law", "paper": "material",
}  # fmt: skip
"""Kind of shared thing -> the key under which a matter names it."""


def reaching(changes: Iterable[Change], revision: Revision) -> tuple[Change, ...]:
    """The changes with `matters` filled in where they belong to no matter."""
    listed = tuple(changes)
    wanted = {needle for change in listed if (needle := _needle(change))}
    if not wanted:
        return listed
    found = dict(_found(revision, wanted))
    return tuple(
        replace(change, matters=found.get(needle, ())) if (needle := _needle(change)) else change
        for change in listed
    )


def _needle(change: Change) -> tuple[str, str] | None:
    """What a file must hold to be reached: a key and an id; a fact is named by its id alone."""
    if change.matter:
        return None
    kind, parts = change.kind.rpartition("-")[0], change.path.split(".")
    if change.path.startswith("groups."):
        return "use", parts[1]
    if change.path.startswith("facts."):
        place = change.place_after or change.place_before
        name = parts[1:-1] if change.kind.endswith("-changed") else parts[1:]
        return ("", ".".join(name)) if place and place.path == "rules/facts.yaml" else None
    if change.path.startswith("conditions."):
        return "use", parts[1]
    key = _NAMED.get(kind)
    file = change.path.partition("#")[0].rpartition("/")[2].removesuffix(".yaml")
    return (key, file) if key and file else None


def _found(
    revision: Revision, wanted: Iterable[tuple[str, str]]
) -> Iterator[tuple[tuple[str, str], tuple[str, ...]]]:
    files: dict[str, str] = {
        entry.blob: path.split("/")[2]
        for path, entry in revision.entries.items()
        if path.startswith(_MATTERS)
        and path.endswith(".yaml")
        and not path.endswith("/cases.yaml")
        and entry.mode.startswith("100")
    }
    contents = revision.fetch(files)
    for key, name in wanted:
        before = rf"\b{key}:\s*[\"\']?" if key else r"(?<![\w.-])"
        pattern = re.compile(f"{before}{re.escape(name)}(?![\\w-])".encode())
        yield (
            (key, name),
            tuple(sorted({files[blob] for blob, data in contents.items() if pattern.search(data)})),
        )
