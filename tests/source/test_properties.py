"""For all inputs: nothing raises; what is refused has a reason; what is read is what YAML and JSON readers read."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from checker.finding import Finding, in_order
from checker.source import LOADER_CODES, MAX_DEPTH, Pointer, Source, parse, parse_json, yaml_text
from checker.source.encoding import INVISIBLE

PARSERS = {"libyaml": yaml.CSafeLoader, "pure-python": yaml.SafeLoader}
per_parser = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])

# Pieces that YAML's grammar is made of, so that random text reaches deep into the parser.
PIECES = [
    "a", "id", "中文", "1", "0123", "null", "true", "~", "<<", ": ", ":", "：", "，", "- ", "-", "? ", "\n", "\n  ", "\n    ",
    "\n\t", "\r\n", "\r", "[", "]", "{", "}", ", ", '"', "'", "\\", "\\ud800", "\\0", "\\u4e2d", "#", " #", "&a ", "*a", "!t ",
    "!!int ", "|\n", ">-\n", "%YAML 1.2\n", "---\n", "...\n", "@", "`", "\u3000", "\u00a0", "\ufeff", "\u200b", "\x00", "\x85",
    "\u2028", "\U00020bb7", " ",
]  # fmt: skip
yaml_like = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)
JSON_PIECES = [
    "{", "}", "[", "]", '"', '"a"', '"a":', ":", ",", "1", "-0", "1.5", "1e5", "1e400", "NaN", "-Infinity", "true", "null",
    "\\", "\\u", "\\ud800", "\\ude00", '"\\ud83d\\ude00"', " ", "\n", "\t", "\x00", "中", "/", "'",
]  # fmt: skip
json_like = st.lists(st.sampled_from(JSON_PIECES), max_size=25).map("".join)


def hold(data: bytes, source: Source | None, findings: tuple[Finding, ...]) -> None:
    """What must be true of every answer."""
    assert (source is None) == any(finding.severity == "error" for finding in findings)
    assert findings == in_order(findings)
    lines = data.count(b"\n") + data.count(b"\r") + 2
    for finding in findings:
        assert finding.name == LOADER_CODES[finding.code].name
        assert finding.help is not None
        assert all((finding.message.zh, finding.message.en, finding.help.zh, finding.help.en))
        assert 0 <= finding.place.line <= lines
        assert 0 <= finding.place.column <= len(data) + 1
        assert (finding.place.line == 0) == (finding.place.column == 0)
        json.dumps([finding.message.zh, finding.message.en, finding.help.zh], ensure_ascii=False).encode(
            "utf-8"
        )
    if source is not None:
        assert depth(source.data) <= MAX_DEPTH
        json.dumps(source.data, ensure_ascii=False).encode("utf-8")


def depth(value: object) -> int:
    if isinstance(value, dict):
        assert all(type(key) is str for key in value)
        return 1 + max(map(depth, value.values()), default=0)
    if isinstance(value, list):
        return 1 + max(map(depth, value), default=0)
    assert value is None or type(value) in (str, int, bool)
    return 0


@pytest.mark.parametrize("name", PARSERS)
@per_parser
@given(data=st.one_of(st.binary(max_size=200), yaml_like.map(lambda text: text.encode("utf-8", "replace"))))
@example(data=b"\x00")
@example(data=b"a: \xed\xa0\x80")
@example(data=b'"\\UFFFFFFFF"')
@example(data=b'"\\U00110000"')
@example(data=b"%YAML " + b"9" * 5000 + b".1\n--- a\n")
@example(data=b"? ")
def test_any_bytes_are_survived_as_yaml(name: str, monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(yaml_text, "_PARSER", PARSERS[name])
    hold(data, *parse(data, "x.yaml"))


@given(data=st.one_of(st.binary(max_size=200), json_like.map(lambda text: text.encode("utf-8", "replace"))))
@example(data=b'"\\')
@example(data=b'{"a\\')
def test_any_bytes_are_survived_as_json(data: bytes) -> None:
    hold(data, *parse_json(data, "x.json"))


@given(text=yaml_like)
def test_both_parsers_read_the_same(text: str) -> None:
    """They differ in what they accept at the edges; where both accept, data and warnings are equal."""
    answers = []
    for loader in PARSERS.values():
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(yaml_text, "_PARSER", loader)
            answers.append(parse(text.encode("utf-8", "replace"), "x.yaml"))
    (first, warnings), (second, others) = answers
    if first is not None and second is not None:
        assert first.data == second.data
        assert [f.code for f in warnings] == [f.code for f in others]


# ---- a tiny emitter: what it writes, every reader must read back

keys = st.from_regex(r"[a-z][a-z0-9_.-]{0,8}", fullmatch=True).filter(
    lambda key: key not in {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}
)
texts = st.text(st.characters(codec="utf-8"), max_size=12).filter(lambda text: not INVISIBLE.search(text))
whole = st.integers(-(10**15) + 1, 10**15 - 1)
plain_data = st.recursive(
    st.one_of(st.none(), st.booleans(), whole, texts),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(keys, inner, max_size=4)),
    max_leaves=20,
)


def emitted(value: object, indent: int) -> str:
    """Block style for filled mappings and lists, JSON for the rest."""
    space = " " * indent
    if isinstance(value, dict) and value:
        return "".join(f"\n{space}{key}:{after(inner, indent)}" for key, inner in value.items())
    if isinstance(value, list) and value:
        return "".join(f"\n{space}-{after(inner, indent)}" for inner in value)
    return " " + json.dumps(value, ensure_ascii=False)


def after(value: object, indent: int) -> str:
    return emitted(value, indent + 2)


@given(data=st.dictionaries(keys, plain_data, min_size=1, max_size=4))
def test_what_is_written_is_read_as_pyyaml_reads_it(data: dict[str, Any]) -> None:
    text = emitted(data, 0).lstrip("\n")
    source, findings = parse(text.encode(), "x.yaml")
    assert findings == ()
    assert source is not None
    assert source.data == data == yaml.safe_load(text)
    hold_places(source, text, data)


def hold_places(source: Source, text: str, data: object) -> None:
    """Every value stands where its place says, and no value lacks a place."""
    lines = text.split("\n")
    pointers = list(walk(data, ()))
    assert set(source.positions) == {pointer for pointer, _ in pointers}
    for pointer, value in pointers:
        line, column = source.positions[pointer]
        if not isinstance(value, (dict, list)) or not value:
            assert lines[line - 1][column - 1 :] == json.dumps(value, ensure_ascii=False)
        if pointer and isinstance(pointer[-1], str):
            line, column = source.key_positions[pointer]
            assert lines[line - 1][column - 1 :].startswith(f"{pointer[-1]}:")


def walk(value: object, pointer: Pointer) -> list[tuple[Pointer, object]]:
    inner: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value))
    return [(pointer, value), *(found for step, each in inner for found in walk(each, (*pointer, step)))]


any_text = st.text(st.characters(codec="utf-8"), max_size=12)
json_data = st.recursive(
    st.one_of(st.none(), st.booleans(), whole, any_text),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(any_text, inner, max_size=4)),
    max_leaves=20,
)


@given(data=json_data, indent=st.sampled_from([None, 1]), ascii_only=st.booleans())
def test_json_is_read_as_the_standard_parser_reads_it(
    data: object, indent: int | None, ascii_only: bool
) -> None:
    text = json.dumps(data, indent=indent, ensure_ascii=ascii_only)
    source, findings = parse_json(text.encode(), "x.json")
    assert findings == ()
    assert source is not None
    assert source.data == data


@given(text=json_like)
def test_equal_keys_and_odd_numbers_in_json_are_found(text: str) -> None:
    """Against the standard parser's own hooks as the judge."""
    odd: list[str] = []

    def pairs(items: list[tuple[str, object]]) -> dict[str, object]:
        names = [key for key, _ in items]
        odd.extend(name for name in names if names.count(name) > 1)
        return dict(items)

    try:
        value = json.loads(text, object_pairs_hook=pairs, parse_constant=odd.append)
    except json.JSONDecodeError:
        assert parse_json(text.encode(), "x.json")[0] is None
        return
    source, findings = parse_json(text.encode(), "x.json")
    halves = any("\ud800" <= c <= "\udfff" for c in json.dumps(value, ensure_ascii=False))
    huge = "1e400" in text.replace('"a"', "")
    assert (source is None) == bool(odd or halves or (huge and findings)), findings
    assert {f.code for f in findings} <= {"S08", "S16", "S18"}
