"""Submissions in JSON: what the standard parser would let through is refused, and no digit is lost."""

from __future__ import annotations

import json

import pytest

from checker.finding import Place
from checker.source import JSON_LIMIT, parse_json

REFUSED: dict[str, tuple[bytes, str, int, int]] = {
    "empty": (b"", "S05", 0, 0),
    "blank": (b" \r\n\t", "S05", 0, 0),
    "bom": (b"\xef\xbb\xbf{}", "S02", 1, 1),
    "gbk": ('{"名称": "许可"}'.encode("gbk"), "S01", 1, 3),
    "utf-16": ('{"a": 1}'.encode("utf-16"), "S01", 1, 1),
    "nan": (b'{"a": NaN}', "S18", 1, 7),
    "infinity": (b'{"a":\n -Infinity}', "S18", 2, 2),
    "one-e-400": (b'{"a": 1e400}', "S18", 1, 7),
    "one-e-minus-400": (b"[1, -1.5E-400]", "S18", 1, 6),
    "exponent-of-any-length": (b"[1e" + b"9" * 5000 + b"]", "S18", 1, 2),
    "duplicate-key": (b'{"a": 1,\n "b": {"c": 1,\n "c": 2}}', "S08", 3, 2),
    "duplicate-key-by-escape": (b'{"a": 1, "\\u0061": 2}', "S08", 1, 10),
    "lone-surrogate-high": (b'{"a": "x\\ud800"}', "S16", 1, 9),
    "lone-surrogate-low": (b'["\\udc00"]', "S16", 1, 3),
    "lone-surrogate-swapped": (b'["\\ude00\\ud83d"]', "S16", 1, 3),
    "lone-surrogate-in-key": (b'{"\\ud800": 1}', "S16", 1, 3),
    "half-a-pair-and-a-pair": (b'["\\ud83d\\ud83d\\ude00"]', "S16", 1, 3),
    "halves-apart": (b'["\\ud83d-\\ude00"]', "S16", 1, 3),
    "surrogate-bytes": (b'["\xed\xa0\x80"]', "S16", 1, 3),
    "depth-33": (b"[" * 33 + b"]" * 33, "S14", 1, 33),
    "depth-10000": (b"[" * 10_000 + b"]" * 10_000, "S14", 1, 33),
    "depth-10000-open": (b'{"a":' * 10_000, "S14", 1, 161),
    "too-large": (b'"' + b"x" * JSON_LIMIT + b'"', "S04", 0, 0),
    "nul": (b'["a\x00"]', "S23", 1, 4),
    "control-character": (b'["\x07"]', "S23", 1, 3),
    "trailing-comma": (b'{"a": 1,}', "S23", 1, 8),
    "comment": (b"{} // x", "S23", 1, 4),
    "single-quotes": (b"{'a': 1}", "S23", 1, 2),
    "no-colon": (b'{"a" 1}', "S23", 1, 6),
    "no-comma": (b"[1\n2]", "S23", 2, 1),
    "open-quote": (b'["x]', "S23", 1, 2),
    "bad-escape": (b'["\\x"]', "S23", 1, 3),
    "bare-word": (b"[yes]", "S23", 1, 2),
    "two-values": (b"{} {}", "S23", 1, 4),
    "unclosed": (b"[", "S23", 1, 2),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_place_and_remedy(name: str) -> None:
    data, code, line, column = REFUSED[name]
    source, findings = parse_json(data, "x.json")
    assert source is None
    assert findings[0].code == code, findings
    if name != "trailing-comma":  # Python 3.13 points at the comma, earlier ones behind it
        assert findings[0].place == Place("x.json", line, column), findings
    for finding in findings:
        assert finding.help is not None
        assert all((finding.message.zh, finding.message.en, finding.help.zh, finding.help.en))


def test_data_comes_as_written() -> None:
    text = '{"a": 1.50, "b": 1e5, "c": 12345678901234567890, "d": -0, "e": -5, "f": 0, "g": true, "h": null, '
    text += '"i": "\\ud83d\\ude00"}'
    source, findings = parse_json(text.encode(), "x.json")
    assert findings == ()
    assert source is not None
    assert source.data == {
        "a": "1.50", "b": "1e5", "c": "12345678901234567890", "d": "-0", "e": -5, "f": 0, "g": True, "h": None, "i": "😀",
    }  # fmt: skip
    assert source.positions == {}


def test_what_looks_hostile_inside_texts_is_text() -> None:
    data = {"a": "NaN [[[{{{ 1e400", "b": '\\ud800 "x": "x":', "c": {"a": 1}, "d": [{"a": 1}, {"a": 2}]}
    source, findings = parse_json(json.dumps(data).encode(), "x.json")
    assert findings == ()
    assert source is not None
    assert source.data == data


def test_the_limit_is_the_callers(monkeypatch: pytest.MonkeyPatch) -> None:
    assert parse_json(b'"xxxx"', "x.json", limit=6)[0] is not None
    assert parse_json(b'"xxxx"', "x.json", limit=5)[1][0].code == "S04"


def test_every_problem_is_told() -> None:
    _, findings = parse_json(b'{"a": NaN, "a": 1e999, "b": "\\udc00",}', "x.json")
    assert [f.code for f in findings] == ["S18", "S08", "S18", "S16", "S23"]


def test_a_hundred_findings_and_no_more() -> None:
    _, findings = parse_json(b"[" + b"NaN," * 5000 + b"1]", "x.json")
    assert sorted(f.code for f in findings) == ["S18"] * 100 + ["S22"]


def test_no_value_is_repeated_in_a_message() -> None:
    """A submission holds names and identity numbers; only keys and signs may appear."""
    text = '{"name": "张三", "id": "11010819900101123X", "id": "11010819900101123X", "x": NaN'
    _, findings = parse_json(text.encode(), "x.json")
    assert findings
    for finding in findings:
        assert finding.help is not None
        words = finding.message.zh + finding.message.en + finding.help.zh + finding.help.en
        assert "张三" not in words
        assert "123X" not in words
