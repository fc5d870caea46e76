"""Text is measured and broken without a font: nothing is lost, nothing forbidden stands at the end or beginning of a line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generators.flow.measure import EM, balanced, breaks_rule, pixels, units, wrap

MIXED = st.text(st.sampled_from("受理行政许可材料，。；：？（）《》「」、5一20日GBbt/ -1…"), max_size=40)


def bare(text: str) -> str:
    return "".join(text.split())


def test_chinese_is_an_em_and_latin_is_less() -> None:
    assert units("受理。") == 3 * EM
    assert 0 < units("i") < units("a") < units("W") < EM
    assert units("e\N{COMBINING ACUTE ACCENT}") == units("e")
    assert units("“”") == 2 * EM


def test_pixels_are_rounded_up() -> None:
    assert pixels(150, 13) == 20
    assert pixels(100, 13) == 13


@pytest.mark.parametrize(
    ("text", "limit", "lines"),
    [
        ("提交申请", 8, ("提交申请",)),
        ("提交申请（窗口或网上）", 8, ("提交申请", "（窗口或网上）")),
        ("受理，出具《受理通知书》", 8, ("受理，出具", "《受理通知书》")),
        ("材料齐全、符合法定形式？", 8, ("材料齐全、", "符合法定形式？")),
        ("作出准予行政许可决定", 8, ("作出准予", "行政许可决定")),
        ("2名以上工作人员现场核查", 8, ("2名以上工作人员", "现场核查")),
        ("自受理之日起20个工作日内", 8, ("自受理之日起", "20个工作日内")),
        ("提交申请\n补正", 8, ("提交申请", "补正")),
        ("Decision to grant", 6, ("Decision", "to grant")),
        ("", 8, ()),
    ],
)
def test_lines_break_where_a_reader_would_break_them(text: str, limit: int, lines: tuple[str, ...]) -> None:
    assert wrap(text, limit * EM) == lines


def test_a_word_longer_than_the_box_is_cut_rather_than_run_over() -> None:
    lines = wrap("https://www.example.gov.cn/a/very/long/address/of/a/form", 8 * EM)
    assert len(lines) > 1
    assert all(units(line) <= 12 * EM for line in lines)


@given(MIXED, st.integers(3, 12))
def test_wrapping_loses_nothing_and_obeys_the_rules(text: str, limit: int) -> None:
    lines = wrap(text, limit * EM)
    assert bare("".join(lines)) == bare(text)
    assert all(line == line.strip() and line for line in lines)
    assert not breaks_rule(lines)


@given(MIXED, st.integers(1, 4))
def test_balancing_loses_nothing(text: str, count: int) -> None:
    lines = balanced(text, count)
    assert bare("".join(lines)) == bare(text)
    assert not breaks_rule(lines)


def test_the_rule_is_one_that_can_be_broken() -> None:
    assert breaks_rule(("受理", "，出具"))
    assert breaks_rule(("受理《", "通知书》"))
    assert not breaks_rule(("受理，", "《通知书》"))
