"""A recipe carried out: all its files, a manifest of them, and a report of what is missing.

In: a `Booklet`, the folder to publish into. Out: the files there, all of them or none; the `Published` that tells
about them.
The surprising thing: everything is made in a hidden folder beside the place where it will stand, and moved when the
last file is whole. A full disk or a stopped run leaves yesterday's publication as it was. What an earlier run of
the same recipe made, and this one does not, is taken away, as long as nobody has changed it.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from checker.finding import Finding
from generators.booklet_missing import missing
from generators.booklet_plan import Booklet
from generators.booklet_report import manifest, report_data, report_text
from generators.outputs import OUTPUTS
from generators.typeset.failures import CannotPrint

__all__ = ["BOOKLETS", "MANIFEST", "Made", "Published", "publish", "steps"]

MANIFEST = "manifest.json"
BOOKLETS = {"booklet": "print", "booklet-large": "large"}
"""The formats that print the whole booklet, and their size of type; every other is an output of generators/outputs.py."""


@dataclass(frozen=True, slots=True)
class Made:
    """One file: path below the folder, what it is, of which matter ("" for all), its bytes and their hash, its pages
    (0: not known)."""

    path: str
    kind: str
    matter: str
    size: int
    sha256: str
    pages: int = 0


@dataclass(slots=True)
class Published:
    """What a run made, what is missing, and how many files changed."""

    files: list[Made] = field(default_factory=list)
    missing: tuple[Finding, ...] = ()
    failed: list[Finding] = field(default_factory=list)
    changed: int = 0


def steps(booklet: Booklet) -> int:
    """How many steps `publish` tells of: one for each matter in each format."""
    matters = len(booklet.selection.published)
    per_booklet = matters * (2 if booklet.second else 1)
    return sum(per_booklet if item.name in BOOKLETS else matters for item in booklet.recipe.formats)


def publish(booklet: Booklet, out: Path, tool: str, source: str, advance: Callable[[int], None]) -> Published:
    """Make everything the recipe asks for below `out`. `tool` is the program's version, `source` the hash of the
    recipe. Raises `OSError`; then nothing below `out` has changed."""
    told = Published(missing=missing(booklet))
    with _workshop(out) as shop:
        made = shop / "made"
        for item in booklet.recipe.formats:
            if item.name in BOOKLETS:
                _booklet(booklet, item.name, shop, made, told, advance)
            else:
                _pages(booklet, item.name, made, told, advance)
        told.files.sort(key=lambda file: file.path)
        for name, data in (
            ("report.json", _json(report_data(booklet, told.missing, told.failed))),
            ("report.md", report_text(booklet, told.files, told.missing, told.failed).encode()),
        ):
            _write(made / name, data)
            told.files.append(_told(name, "report", "", data))
        _write(made / MANIFEST, _json(manifest(booklet, told.files, tool, source)))
        # where something failed, what an earlier run made of it stays until it can be made again
        stale = [] if told.failed else _stale(out, booklet.recipe.id, {file.path for file in told.files})
        told.changed = _move(made, out, stale)
    return told


def _booklet(
    booklet: Booklet, name: str, shop: Path, made: Path, told: Published, advance: Callable[[int], None]
) -> None:
    from generators.booklet import print_booklet  # Typst is for those who print

    path = f"{booklet.recipe.id}{name.removeprefix('booklet')}.pdf"
    work = shop / "work"
    work.mkdir()
    target = made / path
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with target.open("w+b") as file:
            pages = print_booklet(
                booklet, "large" if BOOKLETS[name] == "large" else "print", work, file, advance
            )
    except CannotPrint as fault:
        target.unlink()
        told.failed.append(fault.finding)
        return
    finally:
        shutil.rmtree(work)
    told.files.append(Made(path, name, "", target.stat().st_size, _hash(target), pages))


def _pages(booklet: Booklet, name: str, made: Path, told: Published, advance: Callable[[int], None]) -> None:
    published = booklet.selection.published
    for page in OUTPUTS[name].pages(booklet.selection):
        if isinstance(page, Finding):
            told.failed.append(page)
            continue
        _write(made / page.path, page.data)
        matter = page.path.split("/")[1].partition(".")[0] if "/" in page.path else ""
        matter = matter if matter in published else ""
        told.files.append(_told(page.path, name, matter, page.data))
        if matter:
            advance(1)


def _told(path: str, kind: str, matter: str, data: bytes) -> Made:
    return Made(path, kind, matter, len(data), hashlib.sha256(data).hexdigest())


def _json(data: object) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def _workshop(out: Path) -> Iterator[Path]:
    """A hidden folder on the same disk, gone afterwards; a folder that was made for nothing goes too."""
    fresh = [folder for folder in (out, *out.parents) if not folder.exists()]
    out.mkdir(parents=True, exist_ok=True)
    shop = Path(tempfile.mkdtemp(prefix=".banshi-", dir=out))
    try:
        (shop / "made").mkdir()
        yield shop
    finally:
        shutil.rmtree(shop, ignore_errors=True)
        for folder in fresh:
            if any(folder.iterdir()):
                break
            folder.rmdir()


def _stale(out: Path, recipe: str, now: set[str]) -> list[Path]:
    """Files that an earlier run of the same recipe made, that this one does not, and that are as they were made."""
    try:
        before = json.loads((out / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError):
        return []
    if not isinstance(before, dict) or before.get("recipe") != recipe:
        return []
    found = []
    for file in before.get("files") or ():
        path, sha = (file.get("path"), file.get("sha256")) if isinstance(file, dict) else ("", "")
        if not isinstance(path, str) or path in now or path.startswith("/") or ".." in path.split("/"):
            continue
        target = out / path
        if target.is_file() and not target.is_symlink() and _hash(target) == sha:
            found.append(target)
    return found


def _move(made: Path, out: Path, stale: list[Path]) -> int:
    """Everything into its place, the manifest last; files that are the same already stay as they are. How many changed."""
    changed = 0
    paths = sorted(path for path in made.rglob("*") if path.is_file())
    paths.sort(key=lambda path: path.name == MANIFEST)
    for path in paths:
        target = out / path.relative_to(made)
        if target.is_file() and target.stat().st_size == path.stat().st_size and _hash(target) == _hash(path):
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        path.chmod(0o644)
        path.replace(target)
        changed += 1
    for path in stale:
        path.unlink()
        changed += 1
        if path.parent != out and not any(path.parent.iterdir()):
            path.parent.rmdir()
    return changed
