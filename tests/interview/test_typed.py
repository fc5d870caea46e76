"""What is typed into one box: what reads one way is understood, everything else is left for `normalise` to refuse."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.conditions.facts import Fact, FactType, Option
from checker.conditions.values import NotGiven, normalise
from checker.finding import Text
from checker.interview.typed import typed, typed_day, typed_flag

NO_TEXT = Text("", "")
LABELS = ("自有", "租赁", "无偿使用")


def fact(kind: FactType) -> Fact:
    options = tuple(Option(each, NO_TEXT) for each in ("owned", "leased", "free"))
    return Fact("f.x", kind, NO_TEXT, NO_TEXT, options=options if kind.startswith("choice") else ())


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("boolean", "是", True),
        ("boolean", " 1 ", True),
        ("boolean", "没有", False),
        ("boolean", "N", False),
        ("choice", "2", "leased"),
        ("choice", "２", "leased"),
        ("choice", "租赁", "leased"),
        ("choice", "free", "free"),
        ("choices", "1 3", ("owned", "free")),
        ("choices", "1、租赁", ("owned", "leased")),
        ("choices", "0", ()),
        ("integer", "００7", None),
        ("integer", "７", 7),
        ("integer", "3万", 30000),
        ("money", "200万", Decimal(2000000)),
        ("money", "1.25 亿", Decimal(125000000)),
        ("money", "0.1万", Decimal(1000)),
        ("money", "0.00000001万", None),
        ("decimal", "99.5", Decimal("99.5")),
        ("date", "2026年2月7日", date(2026, 2, 7)),
        ("date", "2026/2/7", date(2026, 2, 7)),
        ("date", "20260207", date(2026, 2, 7)),
        ("date", "2026-02-30", None),
        ("date", "7.2.2026", None),
        ("text", " 某某公司 ", "某某公司"),
        ("choice", "0", None),
        ("choice", "4", None),
        ("choices", "1 9", None),
        ("money", "10²", None),
        ("money", "两百万", None),
        ("money", "2,000", None),
        ("boolean", "可能", None),
        ("integer", "", None),
        ("text", "x" * 5000, None),
        ("text", "a\x07b", None),
        ("text", "\udce4", None),
    ],
)
def test_what_is_understood(kind: FactType, text: str, value: object) -> None:
    declared = fact(kind)
    found = normalise(typed(text, declared, LABELS if declared.options else ()), declared)
    assert isinstance(found, NotGiven) if value is None else found == value


@given(
    st.text(max_size=30),
    st.sampled_from(("boolean", "choice", "choices", "integer", "money", "date", "text")),
)
def test_nothing_typed_breaks_it(text: str, kind: FactType) -> None:
    declared = fact(kind)
    normalise(typed(text, declared, LABELS if declared.options else ()), declared)
    typed_day(text)
    typed_flag(text)


@given(st.dates())
def test_a_day_reads_back(day: date) -> None:
    assert typed_day(f"{day.year:04d}年{day.month}月{day.day}日") == day.isoformat()
