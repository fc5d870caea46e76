"""Numbers in prose against numbers in fields, and online against at the counter: a guide must not say 100 where the rule says 80.

In: editions. Out: faults. The surprising thing: Chinese numerals are read too (二百万元, 十八周岁), and years
and months count as the same, so that the law's own words may stand as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from checker.conditions.tree import Compare, Node, walk
from checker.finding import Place, Text
from checker.lint.registry import Fault, Scope, per_edition
from checker.model.edition import Edition

__all__ = ["CHECKS", "numbers_in"]

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
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}
_ARABIC = re.compile(r"([0-9][0-9,，]*(?:\.[0-9]+)?)\s*([万亿]?)")
_CHINESE = re.compile("[零〇一二两三四五六七八九十百千万亿]+")
_ALIKE = (Decimal(1), Decimal(12), Decimal(100), Decimal(10_000))  # years and months, per cent, 万元


def numbers_in(text: str) -> frozenset[Decimal]:
    """All numbers that a Chinese sentence names."""
    found = set()
    for digits, scale in _ARABIC.findall(text):
        found.add(Decimal(digits.replace(",", "").replace("，", "")) * _MYRIADS.get(scale, 1))
    for words in _CHINESE.findall(text):
        found.add(Decimal(_chinese(words)))
    return frozenset(found)


def _chinese(words: str) -> int:
    total = section = digit = 0
    for character in words:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _TENS:
            section += (digit or 1) * _TENS[character]
            digit = 0
        else:
            total = (total + section + digit) * _MYRIADS[character]
            section = digit = 0
    return total + section + digit


def _constants(node: Node) -> Iterator[Decimal]:
    """The numbers that a condition compares with; 0 and 1 are usually not said in words."""
    for part in walk(node):
        if (
            isinstance(part, Compare)
            and isinstance(part.operand, int | Decimal)
            and not isinstance(part.operand, bool)
        ):
            constant = Decimal(part.operand)
            if abs(constant) > 1:
                yield constant


@per_edition("L69", "prose-number-agrees", "行政许可法 §30；优化营商环境条例 §35")
def prose_number_agrees(edition: Edition, scope: Scope) -> Iterator[Fault]:
    """条件和延续的文字里写了数目的，要与字段里的数目一致。
    Where the words of a condition or of a renewal name a number, it agrees with the field.

    错误:
        facts:
          - {id: capital.registered, type: money, label: 注册资本}
        conditions:
          - id: capital
            stage: decision
            when: {capital.registered: {at_least: 2000000}}
            text: 注册资本不少于一百万元。  # <-
            remedy: 增加注册资本。
            basis: [permit-20]
    正确:
        facts:
          - {id: capital.registered, type: money, label: 注册资本}
        conditions:
          - id: capital
            stage: decision
            when: {capital.registered: {at_least: 2000000}}
            text: 注册资本不少于二百万元。
            remedy: 增加注册资本。
            basis: [permit-20]
    """
    for requirement in edition.requirements:
        said = numbers_in(requirement.text.zh) if requirement.text else frozenset()
        for wanted in _constants(requirement.when) if said else ():
            if not _named(wanted, said):
                yield Fault(
                    scope.at(requirement.place, "text"),
                    Text(
                        f"条件里的数目是 {wanted}，文字里没有它",
                        f"the condition compares with {wanted}, but the words do not name it",
                    ),
                    Text(
                        "改成一致；能由条件生成句子的，删去 text",
                        "make them agree, or drop `text` and let the sentence be made from the condition",
                    ),
                    (scope.at(requirement.place, "when"),),
                )
    renewal = edition.result.renewal
    if renewal and renewal.text:
        said = numbers_in(renewal.text.zh)
        for key, length in (
            ("no_later_than", renewal.no_later_than),
            ("no_earlier_than", renewal.no_earlier_than),
        ):
            if length and said and not _named(Decimal(length.amount), said):
                yield Fault(
                    scope.at(renewal.place, "text"),
                    Text(
                        f"`{key}` 是 {length}，文字里没有这个数目",
                        f"`{key}` is {length}, but the words do not name it",
                    ),
                    Text("改成一致", "make them agree"),
                    (scope.at(renewal.place, key),),
                )


def _named(number: Decimal, said: frozenset[Decimal]) -> bool:
    return any(number == other * factor or number * factor == other for other in said for factor in _ALIKE)


_CLAUSE = re.compile("[^，。；、！？,;]+")
_AMOUNT = re.compile("([0-9][0-9.]*|[零〇一二两三四五六七八九十百千万]+)(?:个)?(工作日|份|日|天|元)")


@per_edition("L46", "one-rule-online-and-at-counter", "优化营商环境条例 §37；上海优化营商环境条例 §24")
def one_rule_online_and_at_counter(edition: Edition, scope: Scope) -> Iterator[Fault]:
    """网上和窗口的份数、日数、金额要一致。
    Copies, days and sums are the same online and at the counter.

    错误:
        notes: [网上提交3份，窗口提交5份。]  # <-
    正确:
        notes: [网上提交3份，窗口提交3份。]
    """
    for texts in _side_by_side(edition):
        ways: dict[tuple[str, str, str], tuple[Decimal, Place]] = {}
        for text, item, keys in texts:
            for way, other, about, number in _amounts(text.zh, scope):
                place = scope.at(item, *keys)
                ways.setdefault((way, *about), (number, place))
                against = ways.get((other, *about))
                if against is not None and against[0] != number:
                    yield Fault(
                        place,
                        Text(
                            f"网上和窗口不一样：{against[0]}{about[1]}、{number}{about[1]}",
                            f"online and at the counter differ: {against[0]} and {number} {about[1]}",
                        ),
                        Text("改成一致，写一个数目", "make them agree and write one number"),
                        (against[1],) if against[1] != place else (),
                    )


_Said = tuple[Text, Place, tuple[str | int, ...]]
"""A text, the item that it stands in, and where below it."""


def _side_by_side(edition: Edition) -> Iterator[list[_Said]]:
    """Texts that speak of the same thing: those of one paper, all notes, one answer."""
    for paper in edition.materials:
        said: list[_Said] = []
        for key, text in (("fill", paper.fill), ("standard", paper.standard)):
            if text is not None:
                said.append((text, paper.place, (key,)))
        for form in paper.forms:
            if form.format is not None:
                said.append((form.format, form.place if len(paper.forms) > 1 else paper.place, ("format",)))
        if said:
            yield said
    yield [(text, edition.place, ("notes", index)) for index, text in enumerate(edition.notes)]
    for index, faq in enumerate(edition.faq):
        yield [(faq.answer, edition.place, ("faq", index, "answer"))]


def _amounts(text: str, scope: Scope) -> Iterator[tuple[str, str, tuple[str, str], Decimal]]:
    """Way, the other way, what is counted (the clause without way and number, and the unit), and how many."""
    lists = scope.lists
    if not (lists.hit("online-way", text) or lists.hit("counter-way", text)):
        return
    for clause in _CLAUSE.findall(text):
        amounts = _AMOUNT.findall(clause)
        online, counter = lists.hit("online-way", clause), lists.hit("counter-way", clause)
        if len(amounts) != 1 or bool(online) == bool(counter):
            continue
        rest = _AMOUNT.sub("", clause).replace(online or counter, "", 1)
        filler = lists.patterns.get("way-filler")
        about = filler.sub("", rest) if filler else rest
        way, other = ("online", "counter") if online else ("counter", "online")
        for number in numbers_in(amounts[0][0]):
            yield way, other, (about, amounts[0][1].replace("天", "日")), number


CHECKS = (prose_number_agrees, one_rule_online_and_at_counter)
