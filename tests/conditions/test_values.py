"""One answer: what it becomes, the reason when it does not count, and that the reason never repeats it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.conditions.facts import FACT_TYPES, Fact, FactType, Option
from checker.conditions.values import NotGiven, NumberText, Reason, normalise
from checker.finding import Text


def fact(fact_type: FactType) -> Fact:
    options = tuple(Option(option, Text(option, option)) for option in ("owned", "leased", "1.5"))
    with_options = options if fact_type in ("choice", "choices") else ()
    return Fact("a.b", fact_type, Text("", ""), Text("", ""), options=with_options)


@pytest.mark.parametrize(
    ("fact_type", "raw", "value"),
    [
        ("boolean", False, False),
        ("choice", "owned", "owned"),
        ("choices", ["leased", "owned", "leased"], ("leased", "owned")),
        ("choices", [], ()),
        ("integer", "18.0", 18),
        ("integer", 18.0, 18),
        ("integer", Decimal("18.00"), 18),
        ("integer", "-0", 0),
        ("money", 80, Decimal("80")),
        ("money", "80.50", Decimal("80.5")),
        ("decimal", 0.1, Decimal("0.1")),
        ("decimal", NumberText("0.1"), Decimal("0.1")),
        ("decimal", "-0.0", Decimal("0")),
        ("date", "2024-02-29", date(2024, 2, 29)),
        ("date", date(2024, 2, 29), date(2024, 2, 29)),
        ("text", "\u3000Cafe\u0301\u00a0\r\n", "Café"),
        ("person-id", " X ", "X"),
        ("credit-code", "x", "x"),
    ],
    ids=map(str, count()),
)
def test_what_an_answer_becomes(fact_type: FactType, raw: object, value: object) -> None:
    found = normalise(raw, fact(fact_type))
    assert found == value
    assert type(found) is type(value)
    assert str(found) == str(value)  # "-0" has become 0, "80.50" 80.5


@pytest.mark.parametrize(
    ("fact_type", "raw", "code"),
    [
        ("boolean", None, "null"),
        ("integer", "", "empty"),
        ("text", " \t", "empty"),
        ("boolean", 1, "wrong-type"),
        ("choices", "owned", "wrong-type"),
        ("text", 5, "wrong-type"),
        ("text", NumberText("1.5"), "wrong-type"),
        ("integer", True, "not-a-number"),
        ("integer", "1e3", "not-a-number"),
        ("integer", 1e22, "not-a-number"),
        ("integer", float("nan"), "not-a-number"),
        ("integer", NumberText("1e3"), "not-a-number"),
        ("integer", Decimal("1E+3"), "not-a-number"),
        ("integer", b"18", "not-a-number"),
        ("integer", 10**14, "too-large"),
        ("integer", 10**5000, "too-large"),
        ("money", "1" * 6000, "too-large"),
        ("integer", "1.5", "too-precise"),
        ("money", "0.001", "too-precise"),
        ("decimal", "0.00001", "too-precise"),
        ("date", "2026-02-29", "not-a-date"),
        ("date", datetime(2026, 2, 27, tzinfo=UTC), "not-a-date"),
        ("choice", "rented", "not-an-option"),
        ("choice", ["owned"], "not-an-option"),
        ("choice", NumberText("1.5"), "not-an-option"),
        ("choices", ["owned", None], "not-an-option"),
        ("text", "a\nb", "control-character"),
        ("text", "a" * 4097, "too-long"),
        ("text", "\ud800", "not-unicode"),
    ],
    ids=map(str, count()),
)
def test_why_an_answer_does_not_count(fact_type: FactType, raw: object, code: Reason) -> None:
    found = normalise(raw, fact(fact_type))
    assert isinstance(found, NotGiven)
    assert found.code == code
    assert found.reason.zh
    assert found.reason.en


ANSWERS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.decimals(),
    st.dates(),
    st.text(max_size=8),
    st.text("0123456789.-+e,", max_size=8),
    st.text("０1２\u0661\u00b2.", max_size=4),
    st.lists(st.sampled_from(["owned", "leased", "rented", None, 1]), max_size=3),
    st.dictionaries(st.text(max_size=2), st.integers(), max_size=2),
)


@given(ANSWERS, st.sampled_from(FACT_TYPES))
def test_a_value_is_a_fixed_point_and_a_reason_is_one_of_the_list(raw: object, fact_type: FactType) -> None:
    found = normalise(raw, fact(fact_type))
    if isinstance(found, NotGiven):
        assert found.code in get_args(Reason)
    else:
        again = normalise(found, fact(fact_type))
        assert again == found
        assert type(again) is type(found)


@given(st.text(min_size=3, max_size=20), st.sampled_from(FACT_TYPES))
def test_the_reason_never_repeats_the_answer(secret: str, fact_type: FactType) -> None:
    marked = f"※{secret}※"  # ※ stands in no reason
    found = normalise(marked, fact(fact_type))
    if isinstance(found, NotGiven):
        assert marked not in repr(found)


@given(st.integers(-(10**14) + 1, 10**14 - 1), st.integers(0, 9999))
def test_plain_decimals_are_exact(whole: int, fraction: int) -> None:
    text = f"{whole}.{fraction:04d}"
    found = normalise(text, fact("decimal"))
    assert found == Decimal(text)
