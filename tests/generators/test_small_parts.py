"""Amounts in words, first letters, line breaks, files: the small parts everything else rests on."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generators.formats.text import width, wrapped
from generators.initials import initial
from generators.money import money_in_words
from generators.writing import write_atomic


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "零元整"),
        ("80", "捌拾元整"),
        ("10", "壹拾元整"),
        ("105.50", "壹佰零伍元伍角整"),
        ("0.5", "伍角整"),
        ("0.05", "伍分"),
        ("1.05", "壹元零伍分"),
        ("1001", "壹仟零壹元整"),
        ("10000", "壹万元整"),
        ("10010", "壹万零壹拾元整"),
        ("100200", "壹拾万零贰佰元整"),
        ("20000000", "贰仟万元整"),
        ("100000000", "壹亿元整"),
        ("100050000", "壹亿零伍万元整"),
        ("107000.53", "壹拾万柒仟元伍角叁分"),  # 万位是零，零字可写可不写
        ("6007.14", "陆仟零柒元壹角肆分"),
    ],
)
def test_amounts_in_words(amount: str, words: str) -> None:
    assert money_in_words(Decimal(amount)) == words


def test_amounts_out_of_range_are_refused() -> None:
    with pytest.raises(ValueError, match="no fee of this size"):
        money_in_words(Decimal(-1))


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("劳务派遣经营许可", "L"), ("食品经营许可", "S"), ("娱乐场所", "Y"), ("机动车", "J"), ("公司设立", "G"),
        ("护照", "H"),
        ("排污许可", "P"), ("座谈", "Z"),
        ("阿尔", "A"), ("Passport", "P"), ("passport", "P"), ("", ""), ("（新办）", ""), ("9 号", ""),
    ],
)  # fmt: skip
def test_first_letters(name: str, letter: str) -> None:
    assert initial(name) == letter


@given(st.text(alphabet=st.sampled_from("申请材料，。（）《》abc 12-"), max_size=200), st.integers(20, 80))
def test_wrapping_loses_nothing_and_keeps_to_the_width(text: str, columns: int) -> None:
    lines = list(wrapped(text, columns=columns))
    assert "".join("".join(lines).split()) == "".join(text.split())
    for line in lines[1:]:
        assert not line.startswith(("，", "。", "）", "》"))
    for line in lines:
        assert width(line) <= columns or not any(sign in "申请材料" for sign in line[:-1])


def test_width_counts_columns() -> None:
    assert width("办事 ab") == 7
    assert width("é") == 1


def test_a_file_is_replaced_whole_and_only_when_it_changes(tmp_path: Path) -> None:
    path = tmp_path / "a" / "x.html"
    assert write_atomic(path, b"one")
    before = path.stat().st_mtime_ns
    assert not write_atomic(path, b"one")
    assert path.stat().st_mtime_ns == before
    assert write_atomic(path, b"two")
    assert path.read_bytes() == b"two"
    assert [item.name for item in path.parent.iterdir()] == ["x.html"]


def test_a_failed_write_leaves_the_old_file_and_no_litter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.html"
    path.write_bytes(b"old")

    def fail(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="No space left"):
        write_atomic(path, b"new")
    assert path.read_bytes() == b"old"
    assert [item.name for item in tmp_path.iterdir()] == ["x.html"]
