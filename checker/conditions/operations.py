"""One line with a fact, `fact.id: value` or `fact.id: {operator: operand, ...}` -> comparisons.

In: the fact's id and what stands behind it. Out: one node per operator, or None and the findings.
The surprising thing: a constant passes through the same `normalise` as an applicant's answer, so a rule cannot
compare with something that nobody could answer. A date may get at_least and at_most here, which no author can
write: they are the two halves of `between`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from checker.conditions.facts import Fact
from checker.conditions.operators import FAMILY, OPERATORS, SPELT_OTHERWISE, operators_for
from checker.conditions.refusals import Pointer, Reading, did_you_mean, shown
from checker.conditions.tree import All, Compare, FactRef, Known, Node, Not, OneOf, Operator, Scalar
from checker.conditions.values import NotGiven, normalise
from checker.finding import Text

__all__ = ["read_fact_line"]


def read_fact_line(reading: Reading, name: str, value: object, at: Pointer) -> list[Node | None] | None:
    """A node for each operator of the line (None where it was refused); None when the fact is not known."""
    fact = _declared(reading, name, at)
    if fact is None:
        return None
    if not isinstance(value, Mapping):
        return [_operation(reading, fact, "is", value, at)]
    if not value:
        remedy = Text("写上运算，或者删掉这一行", "write an operator or leave the line out")
        reading.refuse("C02", at, "没有写运算", "there is no operator here", remedy)
        return None
    return [_operation(reading, fact, word, operand, (*at, word)) for word, operand in value.items()]


def _declared(reading: Reading, name: str, at: Pointer) -> Fact | None:
    fact = reading.facts.get(name)
    if fact is None:
        remedy = did_you_mean(name, reading.facts, Text("在 facts 里声明它", "declare it under `facts`"))
        zh, en = f"没有声明情形“{shown(name)}”", f"the fact `{shown(name)}` is not declared"
        reading.refuse("C04", at, zh, en, remedy)
    return fact


def _operation(reading: Reading, fact: Fact, word: object, operand: object, at: Pointer) -> Node | None:
    if not isinstance(word, str) or word not in OPERATORS:
        meant = SPELT_OTHERWISE.get(str(word).lower())
        remedy = (
            Text(f"写 {meant}", f"write {meant}") if meant else did_you_mean(word, OPERATORS, _fitting(fact))
        )
        zh, en = f"没有“{shown(word)}”这个运算", f"there is no operator `{shown(word)}`"
        reading.refuse("C05", at, zh, en, remedy)
        return None
    if fact.type not in OPERATORS[word]:
        zh = f"{fact.type} 类型的情形“{fact.id}”不能用 {word}"
        en = f"`{word}` does not fit `{fact.id}`, a {fact.type} fact"
        reading.refuse("C06", at, zh, en, _fitting(fact))
        return None
    match word:
        case "known":
            if isinstance(operand, bool):
                return Known(fact.id, operand)
            remedy = Text("写 true 或者 false，不加引号", "write true or false without quotes")
            reading.refuse(
                "C17", at, "known 后面只能是 true 或者 false", "`known` takes true or false", remedy
            )
            return None
        case "one_of":
            return _one_of(reading, fact, operand, at)
        case "between":
            return _between(reading, fact, operand, at)
        case "includes":
            option = _constant(reading, fact, operand, at)
            return None if option is None else Compare(fact.id, "includes", option)
    right = _operand(reading, fact, operand, at)
    if right is None:
        return None
    if word == "is_not":
        return Not(Compare(fact.id, "is", right))
    # What is left of OPERATORS are operators of the tree.
    return Compare(fact.id, cast(Operator, word), right)


def _fitting(fact: Fact) -> Text:
    words = operators_for(fact.type)
    return Text(f"可以用 {'、'.join(words)}", f"use one of {', '.join(words)}")


def _one_of(reading: Reading, fact: Fact, operand: object, at: Pointer) -> Node | None:
    if not isinstance(operand, list):
        remedy = Text("写在方括号里：[a, b]", "put the values in square brackets: [a, b]")
        reading.refuse("C12", at, "one_of 后面应当是列表", "`one_of` takes a list", remedy)
        return None
    if not operand:
        remedy = Text("写上内容，或者删掉这一行", "fill it in or leave the line out")
        reading.refuse("C02", at, "one_of 是空的", "`one_of` is empty", remedy)
        return None
    read = [_constant(reading, fact, option, (*at, index)) for index, option in enumerate(operand)]
    options = tuple(dict.fromkeys(option for option in read if option is not None))
    return None if None in read else OneOf(fact.id, options)


def _between(reading: Reading, fact: Fact, operand: object, at: Pointer) -> Node | None:
    if not isinstance(operand, list) or len(operand) != 2:
        zh, en = "between 后面是两个值的列表", "`between` takes a list of two ends"
        reading.refuse("C10", at, zh, en, Text("写 [下限, 上限]", "write [low, high]"))
        return None
    low, high = (_operand(reading, fact, end, (*at, index)) for index, end in enumerate(operand))
    if low is None or high is None:
        return None
    if not isinstance(low, FactRef) and not isinstance(high, FactRef) and _above(low, high):
        zh = f"between 的两端写反了：{low} 大于 {high}"
        en = f"the ends of `between` are upside down: {low} is above {high}"
        reading.refuse("C10", at, zh, en, Text(f"写 [{high}, {low}]", f"write [{high}, {low}]"))
        return None
    return All((Compare(fact.id, "at_least", low), Compare(fact.id, "at_most", high)))


def _above(low: Scalar, high: Scalar) -> bool:
    return low > high  # type: ignore[operator]  # both are constants of one number or date fact


def _operand(reading: Reading, fact: Fact, operand: object, at: Pointer) -> Scalar | FactRef | None:
    """The right-hand side: a constant of the fact's type or a fact of its family."""
    if not isinstance(operand, Mapping):
        return _constant(reading, fact, operand, at)
    name = operand.get("fact")
    if len(operand) != 1 or not isinstance(name, str):
        zh, en = "这不是值，也不是另一个情形", "this is neither a constant nor another fact"
        reading.refuse(
            "C13", at, zh, en, Text("另一个情形写 {fact: 编号}", "another fact is written {fact: id}")
        )
        return None
    other = _declared(reading, name, (*at, "fact"))
    if other is None:
        return None
    if "." not in name:
        zh, en = f"情形编号“{name}”里没有点", f"the fact id `{name}` holds no dot"
        remedy = Text("情形编号中间至少有一个点", "a fact id holds at least one dot")
        reading.refuse("C03", (*at, "fact"), zh, en, remedy)
        return None
    if FAMILY[fact.type] != FAMILY[other.type]:
        zh = f"{fact.type} 类型的“{fact.id}”不能与 {other.type} 类型的“{name}”比较"
        en = f"`{fact.id}` ({fact.type}) cannot be compared with `{name}` ({other.type})"
        remedy = Text(
            "整数可以与小数比；金额、日期、文字等只与同类比",
            "integer compares with decimal; money, dates, text and the rest only with their own kind",
        )
        reading.refuse("C14", at, zh, en, remedy)
        return None
    return FactRef(name)


def _constant(reading: Reading, fact: Fact, raw: object, at: Pointer) -> Scalar | None:
    if raw is None:
        ask = f"{fact.id}: {{known: false}}"
        remedy = Text(f"问有没有填写：{ask}", f"to ask whether it was given: {ask}")
        reading.refuse("C07", at, "不能与空值比较", "nothing compares with null", remedy)
        return None
    if isinstance(raw, Mapping):
        remedy = Text(
            "另一个情形只能写在 is、is_not、大小、先后和 between 后面",
            "another fact can stand behind is, is_not, an order, before, after and between only",
        )
        reading.refuse("C13", at, "这里只能写固定的值", "only a constant can stand here", remedy)
        return None
    if isinstance(raw, list):
        remedy = Text(
            "几个值中的任何一个写 {one_of: [...]}", "for any of several values write {one_of: [...]}"
        )
        reading.refuse("C08", at, "这里只能写一个值", "only one value can stand here", remedy)
        return None
    value = normalise([raw] if fact.type == "choices" else raw, fact)
    if isinstance(value, tuple):
        return value[0]
    if not isinstance(value, NotGiven):
        return value
    if fact.type in ("choice", "choices"):
        zh, en = f"“{fact.id}”没有选项“{shown(raw)}”", f"`{fact.id}` has no option `{shown(raw)}`"
        some = fact.option_ids[:12]
        options = Text(f"选项有 {'、'.join(some)}", f"the options are {', '.join(some)}")
        reading.refuse("C09", at, zh, en, did_you_mean(raw, fact.option_ids, options))
        return None
    zh = f"“{shown(raw)}”不能与“{fact.id}”比较：{value.reason.zh}"
    en = f"`{shown(raw)}` does not fit `{fact.id}`: {value.reason.en}"
    digits = isinstance(raw, int) and fact.type in ("date", "text", "person-id", "credit-code")
    quote = Text("放在引号里", "put it in quotes") if digits and not isinstance(raw, bool) else None
    reading.refuse("C08", at, zh, en, quote)
    return None
