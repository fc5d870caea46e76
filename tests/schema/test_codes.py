"""The table of codes: every example does what it says, and nothing speaks with a code that is not in the table."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from checker.schema import EXAMPLE_SCHEMA, SHAPE_CODES, Schemas
from checker.source import parse


def load(tmp_path: Path, text: str) -> Schemas:
    folder = tmp_path / "rules" / "schema"
    folder.mkdir(parents=True)
    (folder / "example.schema.json").write_text(text, encoding="utf-8")
    return Schemas.load(folder)[0]


@pytest.mark.parametrize("code", sorted(set(SHAPE_CODES) - {"F17"}))
def test_the_bad_example_is_refused_and_the_good_one_passes(code: str, tmp_path: Path) -> None:
    schemas = load(tmp_path, json.dumps(EXAMPLE_SCHEMA))
    entry = SHAPE_CODES[code]
    for text, expected in ((entry.bad, {code}), (entry.good, set())):
        source, findings = parse(text.encode(), "x.yaml")
        assert source is not None, findings
        found = {finding.code for finding in schemas.check("example", source)}
        assert found - {"F02" if code == "F16" else ""} == expected
        assert all(SHAPE_CODES[f.code].name == f.name for f in schemas.check("example", source))


def test_the_example_of_a_broken_schema(tmp_path: Path) -> None:
    entry = SHAPE_CODES["F17"]
    assert load(tmp_path / "bad", entry.bad).kinds == ()
    assert load(tmp_path / "good", entry.good).kinds == ("example",)


def test_the_table_is_complete_and_in_order() -> None:
    assert list(SHAPE_CODES) == [f"F{number:02}" for number in range(1, 18)]
    assert len({entry.name for entry in SHAPE_CODES.values()}) == len(SHAPE_CODES)
    for entry in SHAPE_CODES.values():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", entry.name)
        assert entry.summary.zh.endswith("。")
        assert entry.summary.en.endswith(".")


def test_every_code_is_spoken_somewhere(repository: Path) -> None:
    files = [path for path in (repository / "checker" / "schema").glob("*.py") if path.name != "codes.py"]
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    assert set(re.findall(r'"(F\d\d)"', text)) == set(SHAPE_CODES)
