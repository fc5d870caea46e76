"""Fragments laid over the example catalogue: what `错误` and `正确` of a check mean, line by line.

In: the files of tests/lint/example, the rules of this repository, and a fragment. Out: the fixture `judge`: the
findings, and the lines that carry the mark `# <-`. The surprising thing: a fragment replaces whole top-level
fields, but a list whose items have ids is merged by id, as the legal office would edit it. `# file: path`
begins another file; a file that is not there grows from one beside it.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from checker.finding import Finding
from checker.lint import run
from checker.loading import load_catalogue

MARK = "# <-"
EDITION = "catalogue/matters/sample-permit/2024-12-01.yaml"
_FILE = re.compile(r"^# file: (\S+)$")
_KEY = re.compile(r"^([a-z_]+):")
_ITEM_ID = re.compile(r"^  - (?:\{)?id: ([a-z0-9.-]+)")
Block = tuple[str, list[str]]
TODAY = date(2026, 11, 22)


@dataclass(frozen=True)
class Judged:
    """What lint says about the example with a fragment laid over it, and where the fragment's marks stand."""

    findings: tuple[Finding, ...]
    marks: frozenset[tuple[str, int]]

    @property
    def codes(self) -> set[str]:
        return {finding.code for finding in self.findings}

    @property
    def lines(self) -> set[tuple[str, int]]:
        return {(finding.place.path, finding.place.line) for finding in self.findings}


Judge = Callable[[str], Judged]


@pytest.fixture(scope="session")
def example_root(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A root with the rules that lint reads; `judge` writes the catalogue into it."""
    root = tmp_path_factory.mktemp("lint")
    keep = shutil.ignore_patterns("calendar", "words")
    shutil.copytree(repository / "rules", root / "rules", ignore=keep)
    shutil.copytree(repository / "rules" / "words", root / "rules" / "words")
    return root


@pytest.fixture
def judge(example_root: Path) -> Judge:
    """`judge(fragment)`: lint of the example with the fragment laid over it."""
    files = example(Path(__file__).with_name("example"))

    def judged(fragment: str, on: date | None = TODAY) -> Judged:
        shutil.rmtree(example_root / "catalogue", ignore_errors=True)
        texts = laid_over(files, fragment)
        for path, text in texts.items():
            target = example_root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        return Judged(run(load_catalogue(example_root), on=on), frozenset(marked(texts)))

    return judged


def example(folder: Path) -> dict[str, str]:
    """The files of the example, by path below the root."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*.yaml"))
    }


def laid_over(files: Mapping[str, str], fragment: str) -> dict[str, str]:
    """All files with the fragment in place."""
    found = dict(files)
    for path, text in sections(fragment):
        base = found.get(path) or (grown(found, path) if path.startswith("catalogue/matters/") else "")
        found[path] = merged(base, text)
    return found


def marked(files: Mapping[str, str]) -> set[tuple[str, int]]:
    """Where findings are expected."""
    return {
        (path, number)
        for path, text in files.items()
        for number, line in enumerate(text.splitlines(), 1)
        if line.endswith(MARK)
    }


def sections(fragment: str) -> list[tuple[str, str]]:
    """Path and text of each part of the fragment."""
    found: list[tuple[str, list[str]]] = [(EDITION, [])]
    for line in fragment.splitlines():
        start = _FILE.match(line)
        if start:
            found.append((start[1], []))
        else:
            found[-1][1].append(line)
    return [(path, "\n".join(lines)) for path, lines in found if any(lines)]


def grown(files: Mapping[str, str], path: str) -> str:
    """A new file like one of its kind: its folder and its day put in."""
    folder, name = path.split("/")[2:4]
    text = files[EDITION].replace("matter: sample-permit", f"matter: {folder}", 1)
    day = name.removesuffix(".yaml")
    text = re.sub(r"^effective_from: .*$", f'effective_from: "{day}"', text, flags=re.MULTILINE)
    text = re.sub(r"^effective_to: .*\n", "", text, flags=re.MULTILINE)
    result = "  material: sample-licence\n"
    assert result in text
    return text if folder == "sample-permit" else text.replace(result, "", 1)


def merged(base: str, fragment: str) -> str:
    """The base with each top-level field of the fragment in the place of its own, or at the end."""
    blocks = split(base)
    for key, lines in split(fragment):
        index = next((number for number, (name, _) in enumerate(blocks) if name == key), None)
        if index is None:
            blocks.append((key, lines))
        else:
            blocks[index] = (key, by_id(blocks[index][1], lines))
    return "\n".join(line for _, lines in blocks for line in lines) + "\n"


def split(text: str) -> list[Block]:
    """The top-level fields: key and lines."""
    blocks: list[Block] = []
    for line in text.splitlines():
        key = _KEY.match(line)
        if key:
            blocks.append((key[1], [line]))
        elif blocks:
            blocks[-1][1].append(line)
    return blocks


def by_id(base: list[str], fragment: list[str]) -> list[str]:
    """Two blocks of one field: lists of items with ids are merged, everything else is replaced."""
    new, old = items(fragment[1:]), items(base[1:])
    if not new or not old or any(not name for name, _ in (*new, *old)):
        return fragment
    first = dict(new)
    doubled = len(first) < len(new)
    kept = [first.pop(name, lines) for name, lines in old] if not doubled else [lines for _, lines in old]
    added = [lines for name, lines in new if doubled or name in first]
    return [fragment[0], *(line for lines in (*kept, *added) for line in lines)]


def items(lines: list[str]) -> list[Block]:
    """The items of a list block: id ("" without one) and lines."""
    found: list[Block] = []
    for line in lines:
        start = _ITEM_ID.match(line)
        if start:
            found.append((start[1], [line]))
        elif line.startswith("  - "):
            found.append(("", [line]))
        elif found and line.strip():
            found[-1][1].append(line)
    return found
