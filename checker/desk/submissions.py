"""Many submissions, one by one, from JSONL, a single file or a folder.

In: a path. Out: `Piece`s (number and bytes), and `understood(bytes)`: the submission, or the code of what is wrong
with it.
The surprising thing: nothing of a submission ever leaves this module but its number and a code. Messages of the
parser quote what is written, which may be somebody's name, so they are dropped here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from checker.finding import Finding, Place, nowhere
from checker.schema import Schemas
from checker.source import JSON_LIMIT, Pointer, Source, parse, parse_json, read
from checker.submission import Submission, read_submission

__all__ = ["Piece", "Unread", "matters_of", "pieces", "understood"]

_MATTER = re.compile(rb"""["']?\bmatter["']?\s*:\s*["']?([a-z0-9][a-z0-9.-]*)""")
_ENDINGS = (".json", ".jsonl", ".ndjson", ".yaml", ".yml")
_PLAIN_NUMBER = re.compile(r"-?[1-9][0-9]{0,14}|0")
_DEEPEST = 512
_NOWHERE = nowhere()
_HALF = re.compile(rb"\\u[dD][89a-fA-F]")
"""Half of a character, which may stand alone."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One submission as bytes: its number, counted from 1 over all files (in a JSONL file the number of its line), and whether
    it is JSON for sure."""

    number: int
    data: bytes
    is_json: bool


@dataclass(frozen=True, slots=True)
class Unread:
    """Why a submission could not be judged: a code and its name."""

    code: str
    name: str


def pieces(path: Path) -> Iterator[Piece]:
    """Every submission below `path`, in the order of the names. Raises OSError."""
    if not path.is_dir():
        yield from _file(path, path.parent, 0)
        return
    count = 0
    for file in sorted(
        each for each in path.rglob("*") if each.suffix.lower() in _ENDINGS and each.is_file()
    ):
        for piece in _file(file, path, count):
            count = piece.number
            yield piece


def _file(path: Path, root: Path, before: int) -> Iterator[Piece]:
    if path.suffix.lower() in (".jsonl", ".ndjson"):
        with path.open("rb") as file:
            number = before
            # of a line beyond the limit only the beginning is kept: it cannot fill the memory, and is refused
            while line := file.readline(JSON_LIMIT + 1):
                number += 1
                while (
                    len(line) > JSON_LIMIT
                    and not line.endswith(b"\n")
                    and (rest := file.readline(JSON_LIMIT))
                ):
                    if rest.endswith(b"\n"):
                        break
                if line.strip():
                    yield Piece(number, line, True)
        return
    data, _ = read(path, root, JSON_LIMIT)
    yield Piece(before + 1, data if data is not None else b"", path.suffix.lower() == ".json")


def matters_of(path: Path) -> frozenset[str]:
    """The matters that the submissions may be about; some too many do no harm."""
    return frozenset(match.decode() for piece in pieces(path) for match in _MATTER.findall(piece.data))


def understood(piece: Piece, schemas: Schemas) -> Submission | Unread:
    """The submission, judged by its schema."""
    source = _quickly(piece.data) if piece.is_json else None
    if source is None:
        source, findings = (parse_json if piece.is_json else parse)(piece.data, "-", JSON_LIMIT)
        if source is None:
            return _first(findings)
    problems = schemas.check("submission", source)
    if problems:
        return _first(problems)
    submission, problems = read_submission(source)
    return submission if submission is not None else _first(problems)


def _first(findings: tuple[Finding, ...]) -> Unread:
    found = next(iter(findings), None)
    return Unread(found.code, found.name) if found else Unread("B00", "empty-submission")


@dataclass(frozen=True, slots=True)
class _Placeless(Source):
    """JSON has no places to tell; not looking for them saves a tenth of the reading."""

    def place(self, pointer: Pointer = ()) -> Place:
        return _NOWHERE


class _Odd(Exception):
    """Something that only the careful parser may judge."""


def _quickly(data: bytes) -> Source | None:
    """The same data as `parse_json` gives, for lines without anything odd; else None. A tenth of the time."""
    # brackets are counted first: the standard parser would recurse into them
    if len(data) > JSON_LIMIT or data.count(b"{") + data.count(b"[") > _DEEPEST or _HALF.search(data):
        return None
    try:
        text = data.decode("utf-8")
        found = json.loads(
            text,
            parse_float=_decimal,
            parse_int=_whole,
            parse_constant=_odd_constant,
            object_pairs_hook=_object,
        )
    except (ValueError, _Odd):
        return None
    return _Placeless("-", found) if text.isprintable() or _only_breaks(text) else None


def _only_breaks(text: str) -> bool:
    return text.rstrip("\r\n").replace("\t", " ").isprintable()


def _decimal(text: str) -> str:
    if "e" in text or "E" in text:
        raise _Odd
    return text


def _whole(text: str) -> int | str:
    return int(text) if _PLAIN_NUMBER.fullmatch(text) else text


def _odd_constant(text: str) -> str:
    raise _Odd(text)


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Odd
    return found
