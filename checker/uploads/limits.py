"""What may be attached: rules/uploads.yaml as one frozen value.

In: the root and its schemas. Out: `Limits`, or findings. The surprising thing: the limits of the process that reads the
files stand beside those for people, because both are for the office to set.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from checker.finding import Finding, Text
from checker.reading.reader import Context, Reader
from checker.schema import Schemas
from checker.source import load

__all__ = ["Kind", "Limits", "read_limits", "size_text"]

_UNITS = {"KB": 1024, "MB": 1024 * 1024}
_PATH = "rules/uploads.yaml"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file that is accepted, and how its names end."""

    id: str
    label: Text
    endings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits; sizes in bytes, `seconds` and `memory` for the process that reads."""

    files: int
    file_size: int
    pages: int
    short_side: int
    pixels: int
    entries: int
    unpacked: int
    ratio: int
    kinds: tuple[Kind, ...]
    seconds: int
    memory: int

    def kind(self, name: str) -> Kind | None:
        """The accepted kind of that id."""
        return next((kind for kind in self.kinds if kind.id == name), None)

    @property
    def accept(self) -> str:
        """The endings, as a file field of a form wants them."""
        return ",".join(ending for kind in self.kinds for ending in kind.endings)


def read_limits(root: Path, schemas: Schemas) -> tuple[Limits | None, tuple[Finding, ...]]:
    """The limits of this root; None, with every reason, when the file does not say them."""
    source, findings = load(root / _PATH, root)
    if source is None:
        return None, findings
    findings = schemas.check("uploads", source)
    if findings:
        return None, findings
    top = Reader.of(source, Context())
    image, archive, worker = (top.must_child(name) for name in ("image", "archive", "worker"))
    return Limits(
        files=top.integer("files"),
        file_size=_bytes(top.string("file_size")),
        pages=top.integer("pages"),
        short_side=image.integer("short_side"),
        pixels=image.integer("pixels"),
        entries=archive.integer("entries"),
        unpacked=_bytes(archive.string("unpacked")),
        ratio=archive.integer("ratio"),
        kinds=tuple(
            Kind(item.string("id"), item.must_text("label"), item.strings("endings"))
            for item in top.children("kinds")
        ),
        seconds=worker.integer("seconds"),
        memory=_bytes(worker.string("memory")),
    ), ()


def _bytes(text: str) -> int:
    number, unit = text.split(" ")
    return int(number) * _UNITS[unit]


def size_text(size: int) -> str:
    """10 MB, 512 KB."""
    for unit in ("MB", "KB"):
        if size >= _UNITS[unit]:
            return f"{size / _UNITS[unit]:.1f} {unit}".replace(".0 ", " ")
    return f"{size} B"
