"""Every code that the sources can say is in the table of `banshi explain`, under the same name, with a rule in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from checker.codes import EXPLAINED, FAMILIES
from checker.lint import CHECKS, CODES

CODE = re.compile(r'"([A-Z][0-9]{2})"')
NAMED = re.compile(r'"([A-Z][0-9]{2})",\s*"([a-z][a-z0-9-]+)"')
FEWEST = 150
NAMES_BESIDE_CODES = set(FAMILIES) - {"V"}  # a verdict's codes stand in a dict of their kinds


def sources(repository: Path) -> Iterator[str]:
    for path in sorted((repository / "checker").rglob("*.py")):
        if path.name != "codes.py" or path.parent.name != "checker":
            yield path.read_text("utf-8")


def test_every_code_is_explained(repository: Path) -> None:
    said = {code for text in sources(repository) for code in CODE.findall(text) if code[0] in FAMILIES}
    assert len(said) > FEWEST
    assert said <= set(EXPLAINED)


def test_names_agree(repository: Path) -> None:
    pairs = {
        pair
        for text in sources(repository)
        for pair in NAMED.findall(text)
        if pair[0][0] in NAMES_BESIDE_CODES
    }
    assert len(pairs) > len(CHECKS)
    assert {(code, name) for code, name in pairs if EXPLAINED[code].name != name} == set()


def test_table_is_whole() -> None:
    assert {entry.code[0] for entry in EXPLAINED.values()} == set(FAMILIES)
    names = [entry.name for entry in EXPLAINED.values() if entry.code[0] == "L"]
    assert len(names) == len(set(names)) == len(CODES)
    for entry in EXPLAINED.values():
        assert entry.rule.zh, entry
        assert entry.rule.en, entry
