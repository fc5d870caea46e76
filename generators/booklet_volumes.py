"""The guides of a booklet in volumes, each set in a process of its own.

In: documents as data for the templates, a folder to work in. Out: `Volume`s: the file, the page every document
begins on, the pages of sections and names, the size of each page.
The surprising thing: volumes are cut by how much there is to set, not by number: what Typst holds in memory grows
with the text.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from checker.finding import Finding, Place, Text
from generators.typeset.failures import CannotPrint
from generators.typeset.pdf_text import pages_in

__all__ = ["Located", "Volume", "batches", "press", "volume"]

Data = dict[str, Any]
_MOST_DOCUMENTS = 100
_MOST_TEXT = 2_000_000
"""Characters of JSON in one volume: about a hundred guides, and 700 MB of memory."""
_ROOT = Path(__file__).resolve().parent.parent
_RUN = "import sys; sys.path.insert(0, sys.argv.pop(1)); from generators.typeset.press import main; main()"
_NO_ROOM = 3


@dataclass(frozen=True, slots=True)
class Located:
    """One document in its volume; pages count from 0 there."""

    name: str
    first: int
    last: int
    sections: tuple[int, ...]
    plate: int | None
    seen: tuple[tuple[tuple[str, str, str], int], ...]


@dataclass(frozen=True, slots=True)
class Volume:
    """One file of documents."""

    path: Path
    sizes: tuple[tuple[str, str], ...]
    documents: tuple[Located, ...]


def batches(documents: Iterable[Data]) -> Iterator[dict[str, str]]:
    """The documents cut into volumes: name -> the document as JSON, which is written once and never read here again."""
    found: dict[str, str] = {}
    size = 0
    for document in documents:
        text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
        if found and (len(found) == _MOST_DOCUMENTS or size + len(text) > _MOST_TEXT):
            yield found
            found, size = {}, 0
        found[document["id"]] = text
        size += len(text)
    if found:
        yield found


def volume(job: Data, documents: Mapping[str, str], folder: Path, name: str) -> Volume:
    """Set one volume; `job` says everything but the documents. Raises `CannotPrint` and `OSError`."""
    head = json.dumps(job, ensure_ascii=False)
    text = f'{head[:-1]},"documents":[{",".join(documents.values())}]}}'
    path, told = _run("booklet-volume", text, folder, name)
    _, _, sizes = pages_in(path.read_bytes())
    return Volume(path, sizes, _located(tuple(documents), told, len(sizes)))


def press(
    template: str, job: Data, folder: Path, name: str, *, tagged: bool = True
) -> tuple[Path, Mapping[str, Any]]:
    """Set one job in a process of its own: the file, and what its template told. Raises `CannotPrint` and `OSError`."""
    return _run(template, json.dumps(job, ensure_ascii=False), folder, name, tagged=tagged)


def _run(
    template: str, job: str, folder: Path, name: str, *, tagged: bool = True
) -> tuple[Path, Mapping[str, Any]]:
    given, made, answer = (folder / f"{name}.{ending}" for ending in ("job", "pdf", "told"))
    given.write_text(job, "utf-8")
    ran = subprocess.run(
        [sys.executable, "-c", _RUN, str(_ROOT), template, str(given), str(made), str(answer)]
        + ([] if tagged else ["untagged"]),
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    given.unlink()
    if ran.returncode == _NO_ROOM:
        number = int(ran.stderr.split()[-1])
        raise OSError(number, os.strerror(number), str(made))
    if ran.returncode == 1 and answer.is_file():
        raise CannotPrint(_finding(json.loads(answer.read_text("utf-8"))))
    if ran.returncode:
        raise CannotPrint(_died(name, ran.returncode, ran.stderr))
    told = json.loads(answer.read_text("utf-8"))
    answer.unlink()
    return made, told if isinstance(told, dict) else {}


def _located(names: Sequence[str], told: Mapping[str, Any], pages: int) -> tuple[Located, ...]:
    """What the template told, document by document."""
    seen: dict[str, list[tuple[tuple[str, str, str], int]]] = {name: [] for name in names}
    begins: list[int] = []
    for mark, page in told["seen"]:
        if mark["kind"] == "document":
            begins.append(page - 1)
        else:
            seen[names[len(begins) - 1]].append(((mark["kind"], mark["name"], mark.get("law", "")), page - 1))
    ends = [*(begin - 1 for begin in begins[1:]), pages - 1]
    return tuple(
        Located(
            name=name,
            first=begins[index],
            last=ends[index],
            sections=tuple(page - 1 for page in told["sections"][index]),
            plate=told["plates"][index] - 1 if told["plates"][index] else None,
            seen=tuple(seen[name]),
        )
        for index, name in enumerate(names)
    )


def _finding(told: Mapping[str, Any]) -> Finding:
    help = told["help"]
    return Finding(
        told["code"],
        told["name"],
        "error",
        Place(told["place"]),
        Text(*told["message"]),
        Text(*help) if help else None,
    )


def _died(name: str, code: int, said: str) -> Finding:
    last = said.strip().splitlines()[-1][:200] if said.strip() else ""
    reason = f"：{last}" if last else ""
    return Finding(
        "B54",
        "booklet-not-set",
        "error",
        Place(name),
        Text(
            f"排版的进程中途结束（{code}）{reason}",
            f"the process that set it ended early ({code}){f': {last}' if last else ''}",
        ),
        Text(
            "看看内存够不够（每卷约 1 GB），再印一次",
            "see whether there is enough memory (about 1 GB a volume), then print again",
        ),
    )
