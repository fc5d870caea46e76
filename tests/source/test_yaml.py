"""What is read: plain data exactly as written, and the line and column of every value and key."""

from __future__ import annotations

import pytest

from checker.finding import Place
from checker.source import Source, parse

READ: dict[str, tuple[str, object]] = {
    "no": ("no", "no"),
    "yes": ("yes", "yes"),
    "on": ("on", "on"),
    "off": ("off", "off"),
    "y": ("y", "y"),
    "capital-true": ("True", "True"),
    "upper-null": ("NULL", "NULL"),
    "true": ("true", True),
    "false": ("false", False),
    "null": ("null", None),
    "nothing": ("", None),
    "quoted-true": ('"true"', "true"),
    "quoted-null": ("'null'", "null"),
    "sexagesimal": ("1:30", "1:30"),
    "time": ("08:30:00", "08:30:00"),
    "leading-zero": ("0123", "0123"),
    "zero-zero": ("00", "00"),
    "version": ("1.10", "1.10"),
    "exponent": ("1e3", "1e3"),
    "hexadecimal": ("0x1F", "0x1F"),
    "octal": ("0o17", "0o17"),
    "underscore": ("1_000", "1_000"),
    "comma": ("1,000", "1,000"),
    "plus": ("+1", "+1"),
    "minus-zero": ("-0", "-0"),
    "infinity": (".inf", ".inf"),
    "not-a-number": (".nan", ".nan"),
    "equals-sign": ("=", "="),
    "date": ("2024-12-01", "2024-12-01"),
    "timestamp": ("2024-12-01T08:00:00Z", "2024-12-01T08:00:00Z"),
    "full-width-digits": ("１２", "１２"),
    "zero": ("0", 0),
    "integer": ("20", 20),
    "negative": ("-5", -5),
    "fifteen-digits": ("123456789012345", 123456789012345),
    "sixteen-digits": ("1234567890123456", "1234567890123456"),
    "quoted-integer": ('"20"', "20"),
    "credit-code": ("91110108MA01ABCD5X", "91110108MA01ABCD5X"),
    "block-text": ("|\n  甲\n  乙\n", "甲\n乙\n"),
    "block-text-of-digits": ("|-\n  20\n", "20"),
    "folded-text": (">-\n  甲\n  乙\n", "甲 乙"),
    "hash-in-text": ("a#b", "a#b"),
    "comment": ("a # b", "a"),
    "emoji-with-joiner": ("👨\u200d👩", "👨\u200d👩"),
    "escape": ('"a\\tb\\n\\u4e2d"', "a\tb\n中"),
    "rare-character": ("𠮷", "𠮷"),
    "merge-sign-quoted": ('{"<<": 1}', {"<<": 1}),
    "tilde-quoted": ('"~"', "~"),
    "empty-list": ("[]", []),
    "empty-mapping": ("{}", {}),
}


@pytest.mark.parametrize("name", READ)
def test_values_are_read_as_written(name: str, parser: str) -> None:
    text, expected = READ[name]
    source, findings = parse(f"k: {text}\n".encode(), "x.yaml")
    assert findings == ()
    assert source is not None
    assert isinstance(source.data, dict)
    value = source.data["k"]
    assert (value, type(value)) == (expected, type(expected))


def test_keys_are_text_as_written(parser: str) -> None:
    source, _ = parse('no: 1\non: 2\n1.5: 3\n"110108": 4\n2024-01-01: 5\n中文: 6\n'.encode(), "x.yaml")
    assert source is not None
    assert source.data == {"no": 1, "on": 2, "1.5": 3, "110108": 4, "2024-01-01": 5, "中文": 6}


TEXT = """\
# a comment
format: 1
name: "食品"
legal_basis:
  - {id: lcl-57, article: "57"}
  - id: all-32
    text: |
      甲
      乙
empty:
nested: {a: [1, {b: x}]}
"""

VALUES: dict[tuple[str | int, ...], tuple[int, int]] = {
    (): (2, 1),
    ("format",): (2, 9),
    ("name",): (3, 7),
    ("legal_basis",): (5, 3),
    ("legal_basis", 0): (5, 5),
    ("legal_basis", 0, "id"): (5, 10),
    ("legal_basis", 0, "article"): (5, 27),
    ("legal_basis", 1): (6, 5),
    ("legal_basis", 1, "id"): (6, 9),
    ("legal_basis", 1, "text"): (7, 11),
    ("empty",): (10, 7),
    ("nested",): (11, 9),
    ("nested", "a"): (11, 13),
    ("nested", "a", 0): (11, 14),
    ("nested", "a", 1): (11, 17),
    ("nested", "a", 1, "b"): (11, 21),
}
KEYS: dict[tuple[str | int, ...], tuple[int, int]] = {
    ("format",): (2, 1),
    ("name",): (3, 1),
    ("legal_basis",): (4, 1),
    ("legal_basis", 0, "id"): (5, 6),
    ("legal_basis", 0, "article"): (5, 18),
    ("legal_basis", 1, "id"): (6, 5),
    ("legal_basis", 1, "text"): (7, 5),
    ("empty",): (10, 1),
    ("nested",): (11, 1),
    ("nested", "a"): (11, 10),
    ("nested", "a", 1, "b"): (11, 18),
}


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_every_value_and_key_has_its_place(line_end: str, parser: str) -> None:
    source, findings = parse(TEXT.replace("\n", line_end).encode(), "x.yaml")
    assert findings == ()
    assert source is not None
    if (
        parser == "pure-python"
    ):  # it places an empty value at the colon's end or behind it, differing by version
        assert source.positions.keys() == VALUES.keys()
    else:
        assert dict(source.positions) == VALUES
    assert dict(source.key_positions) == KEYS


def test_places_fall_back_to_the_nearest_ancestor() -> None:
    source, _ = parse(TEXT.encode(), "catalogue/x.yaml")
    assert source is not None
    assert source.place(("legal_basis", 1, "id")) == Place("catalogue/x.yaml", 6, 9)
    assert source.place(("legal_basis", 1, "missing", 7)) == Place("catalogue/x.yaml", 6, 5)
    assert source.place(("missing",)) == Place("catalogue/x.yaml", 2, 1)
    assert source.place() == Place("catalogue/x.yaml", 2, 1)
    assert source.key_place(("legal_basis", 1, "id")) == Place("catalogue/x.yaml", 6, 5)
    assert source.key_place(("legal_basis", 1)) == Place("catalogue/x.yaml", 6, 5)


def test_a_source_without_positions_is_placed_as_a_file() -> None:
    source = Source("x.json", {"a": 1})
    assert source.place(("a",)) == Place("x.json", 0, 0)
    assert source.key_place(("a",)) == Place("x.json", 0, 0)
