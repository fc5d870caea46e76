"""Files written so that nobody ever reads half of one.

In: a path and bytes, or a `Document`. Out: the file, under its name only when it is whole. Raises `OSError`
when the folder cannot be written and `UnknownFormat` when the file's ending names no format.
The surprising thing: bytes that are already there are left alone, dates and all, so that a second build changes
nothing.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from checker.phrases import Phrases
from generators.document import Document
from generators.formats import FORMATS

__all__ = ["UnknownFormat", "write_atomic", "write_document"]


class UnknownFormat(ValueError):
    """No format has this ending. `known` are those that there are."""

    def __init__(self, suffix: str) -> None:
        self.suffix = suffix
        self.known = tuple(form.suffix for form in FORMATS.values())
        super().__init__(
            f"no format writes {suffix or 'a file without an ending'}; there are {', '.join(self.known)}"
        )


def write_atomic(path: Path, data: bytes) -> bool:
    """Write under a temporary name in the same folder, then rename. False when the file held these bytes already."""
    # plain strings below: a site is 30,000 files, and Path objects cost as much as the writing
    whole = os.fspath(path)
    folder = os.path.dirname(whole) or "."  # noqa: PTH120
    try:
        with open(whole, "rb") as file:  # noqa: PTH123
            if file.read() == data:
                return False
    except FileNotFoundError:
        pass
    prefix = f".{path.name}."
    try:
        handle, name = tempfile.mkstemp(prefix=prefix, dir=folder)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=prefix, dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            os.fchmod(
                handle, 0o644
            )  # mkstemp makes files that only their owner reads; a page is for everybody
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
    return True


def write_document(document: Document, path: Path, phrases: Phrases) -> None:
    """One document as a file that needs no other; its ending chooses the format."""
    suffix = path.suffix.lower()
    form = next((each for each in FORMATS.values() if each.suffix == suffix), None)
    if form is None:
        raise UnknownFormat(suffix)
    write_atomic(path, form.write(document, phrases))
