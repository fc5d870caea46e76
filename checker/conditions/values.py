"""One raw answer -> one normalised value, or the reason why it counts as not given.

In: what YAML, JSON or a form delivered (text, integer, true/false, list, null) and the declaration of its fact.
Out: bool, int, Decimal, date, str or a tuple of option ids; else a `NotGiven`, which never carries the raw answer
(personal data).
The surprising thing: nothing is repaired. "1e3", "1,000", "007", full-width digits and "2026-2-7" count as not
given, so that no engine can read a number that a person would read differently; only text is trimmed.
A normalised value normalises to itself.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, TypeGuard

from checker.conditions.facts import Fact
from checker.engines import Value
from checker.finding import Text

__all__ = ["MAX_INTEGER_DIGITS", "MAX_TEXT_BYTES", "PLACES", "NotGiven", "NumberText", "Reason", "normalise"]

Reason = Literal[
    "null", "empty", "wrong-type", "not-a-number", "too-large", "too-precise", "not-a-date", "not-an-option",
    "control-character", "too-long", "not-unicode",
]  # fmt: skip

MAX_INTEGER_DIGITS = 14
MAX_TEXT_BYTES = 4096
PLACES = {"integer": 0, "money": 2, "decimal": 4}
"""Decimal places that count for each kind of number; zeros behind them are no precision."""

_TRIMMED = " \t\n\r\u3000\u00a0"
_NUMBER = re.compile(r"(-?)(0|[1-9][0-9]*)(?:\.([0-9]+))?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class NumberText(str):
    """A number as JSON wrote it, `json.loads(text, parse_float=NumberText)`: never an answer to a text fact."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class NotGiven:
    """Why an answer does not count: a stable code and a sentence that does not repeat the answer."""

    code: Reason
    reason: Text


_NULL = NotGiven("null", Text("没有填写", "nothing was given"))
_EMPTY = NotGiven("empty", Text("填写的内容是空的", "the answer is empty"))
_NOT_NUMBER = NotGiven(
    "not-a-number",
    Text(
        "不是可以识别的数字：只用半角数字、小数点和负号，不用逗号、加号、指数，前面不补零",
        "not a plain number: digits, point and minus only; no comma, plus sign, exponent or leading zero",
    ),
)
_TOO_LARGE = NotGiven("too-large", Text("整数部分超过14位", "more than 14 digits before the point"))
_TOO_PRECISE = {
    "integer": NotGiven("too-precise", Text("应当是整数", "must be a whole number")),
    "money": NotGiven("too-precise", Text("金额最多保留两位小数", "money has at most two decimal places")),
    "decimal": NotGiven("too-precise", Text("最多保留四位小数", "at most four decimal places")),
}
_NOT_DATE = NotGiven(
    "not-a-date",
    Text(
        "不是一个真实的日期；写成 2026-02-27 这样的样子，不带时间",
        "not a real day written like 2026-02-27, without a time",
    ),
)
_NOT_OPTION = NotGiven("not-an-option", Text("不是所列选项", "not one of the options"))
_CONTROL = NotGiven(
    "control-character", Text("含有换行等控制字符", "holds a line break or other control character")
)
_TOO_LONG = NotGiven("too-long", Text("超过4 KB", "longer than 4 KB"))
_NOT_UNICODE = NotGiven("not-unicode", Text("含有不完整的字符", "holds half a character"))
_WRONG_BOOLEAN = NotGiven("wrong-type", Text("只能填 true 或者 false", "must be true or false"))
_WRONG_LIST = NotGiven("wrong-type", Text("应当是选项的列表", "must be a list of options"))
_WRONG_TEXT = NotGiven("wrong-type", Text("应当是一段文字", "must be text"))


def normalise(raw: object, fact: Fact) -> Value | NotGiven:
    """The value of `fact` that `raw` states, or why it counts as not given."""
    if raw is None:
        return _NULL
    if raw == "" and isinstance(raw, str):
        return _EMPTY
    match fact.type:
        case "boolean":
            return raw if isinstance(raw, bool) else _WRONG_BOOLEAN
        case "integer" | "money" | "decimal":
            return _number(raw, fact.type)
        case "date":
            return _day(raw)
        case "choice":
            return raw if _is_option(raw, fact) else _NOT_OPTION
        case "choices":
            return _options(raw, fact)
        case "text" | "person-id" | "credit-code":
            return _text(raw)


def _number(raw: object, kind: Literal["integer", "money", "decimal"]) -> int | Decimal | NotGiven:
    if isinstance(raw, bool) or not isinstance(raw, int | float | Decimal | str):
        return _NOT_NUMBER
    if isinstance(raw, int):
        if abs(raw) >= 10**MAX_INTEGER_DIGITS:
            return _TOO_LARGE
        return raw if kind == "integer" else Decimal(raw)
    # A float is only ever read as the digits it prints; nothing is computed with it.
    match = _NUMBER.fullmatch(repr(raw) if isinstance(raw, float) else str(raw))
    if match is None:
        return _NOT_NUMBER
    sign, whole, fraction = match[1], match[2], (match[3] or "").rstrip("0")
    if len(whole) > MAX_INTEGER_DIGITS:
        return _TOO_LARGE
    if len(fraction) > PLACES[kind]:
        return _TOO_PRECISE[kind]
    if kind == "integer":
        return int(sign + whole)
    value = Decimal(f"{sign}{whole}.{fraction}" if fraction else sign + whole)
    return value if value else Decimal(0)  # "-0" is 0


def _day(raw: object) -> date | NotGiven:
    if type(raw) is date:  # a datetime is a date too, but holds a time of day
        return raw
    if not isinstance(raw, str) or not _DATE.fullmatch(raw):
        return _NOT_DATE
    try:
        return date.fromisoformat(raw)
    except ValueError:
        return _NOT_DATE


def _is_option(raw: object, fact: Fact) -> TypeGuard[str]:
    return isinstance(raw, str) and not isinstance(raw, NumberText) and raw in fact.option_ids


def _options(raw: object, fact: Fact) -> tuple[str, ...] | NotGiven:
    if not isinstance(raw, list | tuple):
        return _WRONG_LIST
    chosen: dict[str, None] = {}
    for element in raw:
        if not _is_option(element, fact):
            return _NOT_OPTION
        chosen.setdefault(element)
    return tuple(chosen)


def _text(raw: object) -> str | NotGiven:
    if not isinstance(raw, str) or isinstance(raw, NumberText):
        return _WRONG_TEXT
    text = unicodedata.normalize("NFC", raw.strip(_TRIMMED))
    if not text:
        return _EMPTY
    if any(unicodedata.category(character) == "Cc" for character in text):
        return _CONTROL
    try:
        size = len(text.encode("utf-8"))
    except UnicodeEncodeError:
        return _NOT_UNICODE
    return _TOO_LONG if size > MAX_TEXT_BYTES else text
