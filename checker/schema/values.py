"""Sentences about values: of the wrong type, not among the choices, wrongly written, too short, too large, said twice.

In: a fault and the view of its file. Out: findings at the value, each with what to type instead.
The surprising thing: the commonest fault is a number where text is wanted (a code, a date), so the remedy shows it in quotes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from checker.finding import Finding, Text
from checker.schema import sentences as say
from checker.schema.codes import misfit
from checker.schema.fault import NOTHING, Fault, View, duplicates, follow_pattern

__all__ = [
    "choice_finding", "fixed_value", "form_finding", "no_such_day", "not_a_choice", "other", "out_of_range", "repeated_item",
    "type_finding", "wrong_form", "wrong_length", "wrong_type",
]  # fmt: skip

_YES_NO = frozenset(["yes", "no", "on", "off", "y", "n", "true", "false", "是", "否", "有", "无", "1", "0"])
_PLAIN_INTEGER = re.compile(r"-?[1-9][0-9]{0,14}|0")
_BOUNDS = {
    "minimum": Text("不小于", "at least"),
    "maximum": Text("不大于", "at most"),
    "exclusiveMinimum": Text("大于", "more than"),
    "exclusiveMaximum": Text("小于", "less than"),
}


def wrong_type(view: View, fault: Fault) -> Iterator[Finding]:
    wanted = fault.wanted if isinstance(fault.wanted, list) else [fault.wanted]
    yield type_finding(view, fault, wanted)


def type_finding(view: View, fault: Fault, wanted: list[str]) -> Finding:
    name, value = view.name(fault.pointer), fault.value
    expected = say.one_of(say.TYPES[each] for each in wanted)
    if value is None:
        message = Text(f"{name.zh}没有值", f"{name.en} has no value")
        help = Text(f"写上{expected.zh}", f"Write {expected.en}")
        help = _or_leave_out(view, fault, help)
    else:
        found = say.shown(value, view.private)
        message = Text(
            f"{name.zh}应为{expected.zh}，不是{found.zh}", f"{name.en} must be {expected.en}, not {found.en}"
        )
        help = _retyped(view, wanted, value)
    return misfit(
        "F01", view.place(fault), message, say.plus(help, view.hint(fault), view.example(fault.schema))
    )


def _or_leave_out(view: View, fault: Fault, help: Text) -> Text:
    if view.can_be_left_out(fault.pointer):
        return Text(f"{help.zh}；没有内容就删掉这个字段。", f"{help.en}, or leave the field out.")
    return Text(f"{help.zh}。", f"{help.en}.")


def _retyped(view: View, wanted: list[str], value: object) -> Text:
    """How to make the value what it must be: by its own type first, since that is what the author has before him."""
    if isinstance(value, str):
        return _text_retyped(wanted, value)
    if "array" in wanted and isinstance(value, dict):
        return Text("每项前加 `- `。", "Put `- ` before each item.")
    if isinstance(value, (dict, list)):
        if wanted == ["object"]:
            return Text("写成 `键: 值`，去掉行首的 `- `。", "Write `key: value`, without `- ` before it.")
        return Text("写成一个值。", "Write a single value.")
    if "string" in wanted:
        literal = '"…"' if view.private else say.in_quotes(value)
        return Text(f"加上引号：`{literal}`。", f"Put it in quotes: `{literal}`.")
    return _structured(wanted)


def _text_retyped(wanted: list[str], value: str) -> Text:
    if "boolean" in wanted and value.lower() in _YES_NO:
        return Text(
            "写 `true` 或 `false`，小写，不加引号。",
            "Write `true` or `false`, in lower case, without quotes.",
        )
    if "integer" in wanted and _PLAIN_INTEGER.fullmatch(value):
        return Text("去掉引号。", "Remove the quotes.")
    if "integer" in wanted:
        return Text("写成不加引号的整数，例如 `5`。", "Write a whole number without quotes, such as `5`.")
    if "object" in wanted and "：" in value:
        return Text(
            "用了全角冒号：写成 `键: 值`，半角冒号后空一格。",
            "A full-width colon: write `key: value`, an ASCII colon and a space.",
        )
    return _structured(wanted)


def _structured(wanted: list[str]) -> Text:
    if "array" in wanted:
        return Text(
            "写成列表：`[甲, 乙]`，或每项一行，以 `- ` 开头。",
            "Write a list: `[a, b]`, or one `- item` a line.",
        )
    if "object" in wanted:
        return Text("写成下面缩进的几行 `键: 值`。", "Write indented lines `key: value` below it.")
    return Text("写成一个值，不加引号。", "Write a single value without quotes.")


def not_a_choice(view: View, fault: Fault) -> Iterator[Finding]:
    yield choice_finding(view, fault, list(fault.wanted))


def fixed_value(view: View, fault: Fault) -> Iterator[Finding]:
    yield choice_finding(view, fault, [fault.wanted])


def choice_finding(
    view: View, fault: Fault, choices: list[Any], hints: tuple[Text | None, ...] = ()
) -> Finding:
    name, value = view.name(fault.pointer), fault.value
    found = say.shown(value, view.private)
    texts = [choice for choice in choices if isinstance(choice, str)]
    written = (each if isinstance(each, str) else json.dumps(each, ensure_ascii=False) for each in choices)
    literals = list(dict.fromkeys(written))
    if isinstance(value, str) and texts:
        literals = say.by_nearness(value, literals)
    near = say.nearest(value, texts) if isinstance(value, str) else None
    asked = Text(f"是不是 `{near}`？", f"Did you mean `{near}`?") if near and not view.private else NOTHING
    names = say.listed(literals)
    if value is not None and not isinstance(value, str) and json.dumps(value) in texts:
        asked = Text("加上引号。", "Put it in quotes.")
    elif isinstance(value, str) and value not in texts and value in literals:
        asked = Text("去掉引号。", "Remove the quotes.")
    only = len(choices) == 1 and not hints
    return misfit(
        "F06" if only else "F04", view.place(fault),
        Text(f"{name.zh}不能是{found.zh}", f"{name.en} cannot be {found.en}"),
        say.plus(
            asked,
            Text(f"只能写 {names.zh}。", f"It can only be {names.en}.") if only
            else Text(f"可以写：{names.zh}。", f"It can be {names.en}."),
            *hints,
        ),
    )  # fmt: skip


def wrong_form(view: View, fault: Fault) -> Iterator[Finding]:
    if fault.value != "" or "minLength" not in fault.schema:  # else it is told as empty
        yield form_finding(
            view, fault, say.plus(view.hint(fault) or follow_pattern(fault), view.example(fault.schema))
        )


def form_finding(view: View, fault: Fault, help: Text) -> Finding:
    name, found = view.name(fault.pointer), say.shown(fault.value, view.private)
    return misfit(
        "F07", view.place(fault),
        Text(f"{name.zh}的写法不对：{found.zh}", f"{name.en} is not written as it must be: {found.en}"),
        help,
    )  # fmt: skip


def no_such_day(view: View, fault: Fault) -> Iterator[Finding]:
    name, found = view.name(fault.pointer), say.shown(fault.value, view.private)
    yield misfit(
        "F11", view.place(fault),
        Text(f"{name.zh}不是日历上的一天：{found.zh}", f"{name.en} is no day of the calendar: {found.en}"),
        Text('写成 `"2024-02-29"`：年-月-日，月和日补足两位。',
             'Write `"2024-02-29"`: year-month-day, two digits for month and day.'),
    )  # fmt: skip


def wrong_length(view: View, fault: Fault) -> Iterator[Finding]:
    name, keyword = view.name(fault.pointer), str(fault.keyword)
    unit, count = keyword[3:], len(fault.value)
    limit, found = say.counted(fault.wanted, unit), say.counted(count, unit)
    message = Text(f"{name.zh}有 {found.zh}", f"{name.en} has {found.en}")
    help = Text(f"最多 {limit.zh}。", f"At most {limit.en}.")
    if keyword.startswith("min"):
        help = Text(f"至少要有 {limit.zh}。", f"At least {limit.en}.")
    if count == 0:
        message = Text(f"{name.zh}是空的", f"{name.en} is empty")
        help = _or_leave_out(view, fault, Text(f"至少要有 {limit.zh}", f"Write at least {limit.en}"))
    yield misfit("F08", view.place(fault), message, say.plus(help, view.hint(fault)))


def out_of_range(view: View, fault: Fault) -> Iterator[Finding]:
    name, found = view.name(fault.pointer), say.shown(fault.value, view.private)
    bound = _BOUNDS[str(fault.keyword)]
    yield misfit(
        "F09", view.place(fault),
        Text(f"{name.zh}不能是{found.zh}", f"{name.en} cannot be {found.en}"),
        say.plus(Text(f"应{bound.zh} {fault.wanted}。",
                      f"It must be {bound.en} {fault.wanted}."), view.hint(fault)),
    )  # fmt: skip


def repeated_item(view: View, fault: Fault) -> Iterator[Finding]:
    pointer = fault.pointer
    name = view.name(pointer)
    for index, first in view.some(list(duplicates(fault.value))):
        yield misfit(
            "F10", view.source.place((*pointer, index)),
            Text(f"{name.zh}的第 {index + 1} 项与第 {first + 1} 项相同",
                 f"items {first + 1} and {index + 1} of {name.en} are the same"),
            Text("删掉其中一项。", "Delete one of the two."),
            (view.source.place((*pointer, first)),),
        )  # fmt: skip


def other(view: View, fault: Fault) -> Finding:
    """A keyword without a sentence of its own: the description of the field has to do."""
    name = view.name(fault.pointer)
    descriptions = (
        view.library.word(schema, "description") for schema in view.library.at(view.root, fault.pointer)
    )
    description = next((each for each in descriptions if each), "")
    return misfit(
        "F15", view.place(fault),
        Text(f"{name.zh}不符合规定（{fault.keyword}）", f"{name.en} does not fit the rules ({fault.keyword})"),
        view.hint(fault)
        or Text(f"对照说明改写。{description}", "Compare it with the description of the field in the schema."),
    )  # fmt: skip
