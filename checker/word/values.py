"""Values as published guides write them: durations, counts of papers, articles of law, money, days.

In: text. Out: values as the catalogue writes them, or nothing; a parser never guesses a unit.
The surprising thing: 日 without 工作 in front stays unread. Whether it means working days is a question of law (行政许可法
§82), so a person has to answer it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["Cited", "Counted", "amount", "at_once", "cited", "counted", "day", "duration", "number", "visits"]

_DIGITS = {
    "零": 0,
    "〇": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_NUMBER = r"[0-9]{1,4}|[零〇一二两三四五六七八九十百千]{1,7}"
_DURATION = re.compile(rf"({_NUMBER})\s*(?:个)?\s*(工作日|自然日|个月|月|年|日（自然日）|日\(自然日\))")
_BARE_DAY = re.compile(rf"({_NUMBER})\s*(?:日|天)")
_AT_ONCE = re.compile(r"当场|即时|即办|立等可取|(?<![0-9])0\s*个?\s*工作日")
_MONEY = re.compile(
    r"([0-9]{1,9}(?:,[0-9]{3})*(?:\.[0-9]{1,2})?)\s*(万)?元(?:\s*[/／]\s*([^\s，。；（）()、]{1,8})|\s*每([^\s，。；（）()、]{1,4}))?"
)
_FREE = re.compile(r"不收费|免费|不收取|无收费|^无$|^否$|^不$|不涉及")
_LAW = re.compile(r"《([^《》]{2,60})》")
_ARTICLE = re.compile(
    rf"第({_NUMBER})条(?:之({_NUMBER}))?(?:第({_NUMBER})款)?((?:、?第?[（(]({_NUMBER})[)）]项)*)"
)
_ITEM = re.compile(rf"[（(]({_NUMBER})[)）]项")
_DAY = re.compile(r"((?:19|20)[0-9]{2})\s*[年./-]\s*([0-9]{1,2})\s*[月./-]\s*([0-9]{1,2})\s*日?")
_ORIGINALS = re.compile(rf"原件\s*(?:[×xX*]\s*|（|\()?\s*({_NUMBER})?\s*(?:份)?")
_COPIES = re.compile(rf"复印件\s*(?:[×xX*]\s*|（|\()?\s*({_NUMBER})?\s*(?:份)?")
_VISITS = re.compile(rf"({_NUMBER})\s*次")
_MONTH_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def number(text: str) -> int | None:
    """20, 二十, 一百零五."""
    if text.isascii() and text.isdigit():
        return int(text)
    total = digit = 0
    for sign in text:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        elif sign in _UNITS:
            total += (digit or 1) * _UNITS[sign]
            digit = 0
        else:
            return None
    return total + digit if text else None


def at_once(text: str) -> bool:
    """Whether it is done while one waits."""
    return bool(_AT_ONCE.search(text)) and not _DURATION.search(text)


def duration(text: str) -> str:
    """20 working_days, as the catalogue writes it; nothing when the unit is open."""
    match = _DURATION.search(text)
    if match is None:
        return "at_once" if at_once(text) else ""
    value = number(match[1])
    unit = match[2]
    name = {"工作日": "working_days", "自然日": "days", "个月": "months", "月": "months", "年": "years"}.get(
        unit, "days"
    )
    return f"{value} {name}" if value else ""


def bare_days(text: str) -> str:
    """The days of a limit whose unit nobody named."""
    match = _BARE_DAY.search(text)
    return match[0] if match and not _DURATION.search(text) else ""


def amount(text: str) -> tuple[str, str] | None:
    """Yuan and what for: ("80", "件"). Several amounts in one text are not one fee."""
    found = _MONEY.findall(text.replace("，", ","))
    if len(found) != 1:
        return None
    value, ten_thousand, per, each = found[0]
    value = value.replace(",", "")
    if ten_thousand:
        if "." in value:
            return None
        value += "0000"
    return value, per or each


def free(text: str) -> bool:
    """Whether it says that nothing is charged."""
    return bool(_FREE.search(text.strip())) and not _MONEY.search(text)


@dataclass(frozen=True, slots=True)
class Cited:
    """One law and one of its articles as the catalogue writes it: 32(4); empty for the whole law."""

    title: str
    article: str


def cited(text: str) -> Iterator[Cited]:
    """Every citation in a text; articles belong to the law before them."""
    laws = list(_LAW.finditer(text))
    for place, law in enumerate(laws):
        end = laws[place + 1].start() if place + 1 < len(laws) else len(text)
        articles = list(articles_of(text[law.end() : end]))
        if not articles:
            yield Cited(law[1], "")
        for article in articles:
            yield Cited(law[1], article)


def articles_of(text: str) -> Iterator[str]:
    """The articles that a text names: 第三十二条第一款第（四）项 is 32[1](4)."""
    for match in _ARTICLE.finditer(text):
        value = number(match[1])
        if not value:
            continue
        paragraph = f"[{number(match[3])}]" if match[3] else ""
        items = [found for item in _ITEM.findall(match[4] or "") if (found := number(item))]
        yield f"{value}{paragraph}{f'({items[0]})' if items else ''}"


@dataclass(frozen=True, slots=True)
class Counted:
    """How many originals and copies a paper needs, and what the words beside them say; None: not said."""

    originals: int | None = None
    copies: int | None = None
    electronic: bool = False
    paper_only: bool = False
    signed: bool = False
    sealed: bool = False
    shown: bool = False


def counted(text: str) -> Counted:
    """原件1份、复印件2份; 纸质/电子; 签字、盖章."""
    originals, copies = _ORIGINALS.search(text.replace("复印件", "复印")), _COPIES.search(text)
    shown = bool(re.search(r"验原件|核对原件|原件核对|交验原件|带原件", text))
    return Counted(
        _count(originals) if originals and not shown else None,
        _count(copies) if copies else None,
        bool(re.search(r"电子", text)) and not re.search(r"只收纸质|仅限?纸质", text),
        bool(re.search(r"只收纸质|仅限?纸质", text)),
        bool(re.search(r"签字|签名", text)),
        bool(re.search(r"盖章|公章|加盖", text)),
        shown,
    )


def _count(match: re.Match[str]) -> int:
    return (number(match[1]) if match[1] else 1) or 1


def day(text: str) -> str:
    """2024-12-01; only a day that the calendar has."""
    match = _DAY.search(text)
    if match is None:
        return ""
    year, month, of_month = (int(part) for part in match.groups())
    if not 1 <= month <= 12 or not 1 <= of_month <= _MONTH_DAYS[month - 1]:
        return ""
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return "" if month == 2 and of_month == 29 and not leap else f"{year:04d}-{month:02d}-{of_month:02d}"


def visits(text: str) -> int | None:
    """How often one must come."""
    if re.search(r"不用到现场|无需到|零跑|不见面|全程网办|零次", text):
        return 0
    match = _VISITS.search(text)
    if match:
        return number(match[1])
    return int(text) if text.isascii() and text.isdigit() and len(text) < 3 else None
