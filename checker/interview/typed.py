"""What a person typed into one box -> a raw answer for that fact.

In: a line of text and the fact. Out: what a submission file would hold (true, "2000000", "2026-02-27", an option's id ...).
The surprising thing: only what reads one way is understood (200万, 2026年2月27日, the number of an option). Anything else
is handed on as typed, so that `normalise` refuses it with its reason instead of this module guessing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from checker.conditions.facts import Fact
from checker.conditions.values import MAX_TEXT_BYTES

__all__ = ["typed", "typed_day", "typed_flag"]

_YES = frozenset({"1", "y", "yes", "true", "是", "有", "对", "好"})
_NO = frozenset({"2", "n", "no", "false", "否", "不", "不是", "没有", "没", "无"})
_DAY = re.compile(
    r"([0-9]{4})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*日?|([0-9]{4})([0-9]{2})([0-9]{2})"
)
_LARGE = re.compile(r"([0-9]{1,14}(?:\.[0-9]{1,8})?)\s*(万|亿)")
_SIZES = {"万": 10_000, "亿": 100_000_000}
_BETWEEN = re.compile(r"[\s,，、;；]+")
_NARROW = {0x3000: " ", **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}}
"""Full-width letters, digits and signs, and nothing more: a superscript is not a digit."""


def typed(text: str, fact: Fact, labels: Sequence[str]) -> object:
    """The raw answer; `labels` are the options as the person reads them. An empty line counts as not given."""
    if len(text) > MAX_TEXT_BYTES:
        return text  # too long for any answer; not worth reading
    plain = text.translate(_NARROW).strip()
    match fact.type:
        case "boolean":
            return typed_flag(plain)
        case "choice":
            return _option(plain, fact, labels)
        case "choices":
            if plain in ("0", ""):
                return [] if plain else ""
            return [_option(part, fact, labels) for part in _BETWEEN.split(plain) if part]
        case "date":
            return typed_day(plain)
        case "integer" | "decimal" | "money":
            return _number(plain)
        case _:
            return text


def typed_flag(text: str) -> object:
    """Yes or no in the words people use; 1 is the first option and 2 the second."""
    word = text.translate(_NARROW).strip().lower()
    return True if word in _YES else False if word in _NO else text


def typed_day(text: str) -> str:
    """A day as 2026-02-27, 2026年2月27日, 2026/2/27 or 20260227, written the one way that counts."""
    match = _DAY.fullmatch(text.translate(_NARROW).strip())
    if match is None:
        return text
    year, month, day = (match[1], match[2], match[3]) if match[1] else (match[4], match[5], match[6])
    return f"{year}-{int(month):02d}-{int(day):02d}"


def _option(text: str, fact: Fact, labels: Sequence[str]) -> str:
    if text.isdecimal() and 0 < int(text) <= len(fact.options):
        return fact.options[int(text) - 1].id
    for option, label in zip(fact.options, labels, strict=True):
        if text in (option.id, label):
            return option.id
    return text


def _number(text: str) -> str:
    match = _LARGE.fullmatch(text)
    if match is None:
        return text
    return f"{(Decimal(match[1]) * _SIZES[match[2]]).normalize():f}"
