"""The table of codes: every example does what it says, and nothing speaks with a code that is not in the table."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from checker.source import LOADER_CODES, parse, parse_json

# What text alone cannot show: encodings, sizes, files. Each has its own test in test_hostile.py or test_files.py.
NOT_TEXT = {"S01", "S02", "S04", "S19", "S20", "S21"}
JSON = {"S18", "S23"}


@pytest.mark.parametrize("code", sorted(set(LOADER_CODES) - NOT_TEXT))
def test_the_bad_example_is_refused_and_the_good_one_read(code: str) -> None:
    entry = LOADER_CODES[code]
    read = parse_json if code in JSON else parse
    source, findings = read(entry.bad.encode(), "x")
    assert source is None
    assert code in {finding.code for finding in findings}
    assert {finding.name for finding in findings if finding.code == code} == {entry.name}
    if code != "S22":
        assert {finding.code for finding in findings} == {code}
    good, findings = read(entry.good.encode(), "x")
    assert good is not None
    assert findings == ()


def test_the_table_is_complete_and_in_order() -> None:
    assert list(LOADER_CODES) == [f"S{number:02}" for number in range(1, 24)]
    assert len({entry.name for entry in LOADER_CODES.values()}) == len(LOADER_CODES)
    for entry in LOADER_CODES.values():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", entry.name)
        assert entry.summary.zh.endswith("。")
        assert entry.summary.en.endswith(".")
        assert entry.bad
        assert entry.good


def test_every_code_is_spoken_somewhere(repository: Path) -> None:
    files = [path for path in (repository / "checker" / "source").glob("*.py") if path.name != "codes.py"]
    spoken = {
        code
        for path in files
        for code in re.findall(r'refuse\(\s*"(S\d\d)"', path.read_text(encoding="utf-8"))
    }
    assert spoken == set(LOADER_CODES)
