"""Marks: a mapping of pointers that stores none."""

from __future__ import annotations

from checker.finding import Place
from checker.source import Source, parse

TEXT = b"a: {b: 1, c: [x, {d: }]}\ne:\n  - f: 1\n    g: 2\n  - []\nh: |\n  i\n"


def test_every_place_leads_back_to_its_innermost_value() -> None:
    source, _ = parse(TEXT, "x.yaml")
    assert source is not None
    innermost = {found: pointer for pointer, found in source.positions.items()}
    assert len(innermost) > 10
    assert {found: source.pointer_at(Place("x.yaml", *found)) for found in innermost} == innermost
    assert source.pointer_at(Place("x.yaml", 99, 1)) is None


def test_what_is_not_there_has_no_mark() -> None:
    source, _ = parse(TEXT, "x.yaml")
    assert source is not None
    for pointer in (("z",), ("a", "b", "c"), ("e", 2), ("e", "f"), ("a", 0)):
        assert source.positions.get(pointer) is None
        assert pointer not in source.key_positions
    assert () not in source.key_positions


def test_places_given_by_hand_lead_back_too() -> None:
    source = Source("x.yaml", {"a": 1}, {(): (1, 1), ("a",): (1, 4)})
    assert source.pointer_at(Place("x.yaml", 1, 4)) == ("a",)
    assert source.pointer_at(Place("x.yaml", 2, 1)) is None
