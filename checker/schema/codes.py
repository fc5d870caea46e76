"""The codes of the schema door, F01 to F17: what each means, with an example that is refused and one that passes.

In: nothing. Out: `SHAPE_CODES` for `banshi explain`, `EXAMPLE_SCHEMA` for which the examples are written, and `misfit`.
The surprising thing: the examples are executed by the tests against `EXAMPLE_SCHEMA`, so that no code can lose its meaning.
"""

from __future__ import annotations

from collections.abc import Mapping

from checker.finding import Finding, Place, Text
from checker.source.codes import MAX_FINDINGS, Code

__all__ = ["EXAMPLE_SCHEMA", "SHAPE_CODES", "misfit"]

EXAMPLE_SCHEMA: Mapping[str, object] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "additionalProperties": False,
    "required": ["name"],
    "oneOf": [{"required": ["days"]}, {"required": ["hours"]}, {"properties": {"days": False, "hours": False}}],
    "dependentRequired": {"fee": ["fee_basis"]},
    "properties": {
        "format": {"title": "格式版本", "const": 1},
        "name": {"title": "名称", "type": "string", "minLength": 1},
        "effective_from": {"title": "生效日期", "type": "string", "format": "date", "examples": ["2024-12-01"]},
        "code": {"title": "代码", "type": "string", "pattern": "^[0-9]{6}$", "x-hint": {"zh": "六位数字", "en": "six digits"}},
        "state": {"title": "状态", "enum": ["in-use", "suspended"]},
        "days": {"title": "天数", "type": "integer", "minimum": 1},
        "hours": {"title": "小时数", "type": "integer"},
        "fee": {"title": "收费", "type": "string"},
        "fee_basis": {"title": "收费依据", "type": "string"},
        "basis": {"title": "依据", "type": "array", "minItems": 1, "uniqueItems": True, "items": {"type": "string"}},
        "agency": {"title": "机关", "type": "object", "propertyNames": {"pattern": "^[a-z]+$"}},
        "ordinal": {"title": "序号", "multipleOf": 2},
    },
}  # fmt: skip

_GOOD = "name: 受理\n"

_TABLE = (
    Code(
        "F01", "wrong-type",
        Text("值的类型不对，例如该写文字的地方写了数字。",
             "A value is of the wrong type, such as a number where text is wanted."),
        _GOOD + "code: 110108\n", _GOOD + 'code: "110108"\n',
    ),
    Code(
        "F02", "unknown-field",
        Text("没有这个字段；多半是拼写错误，或写错了层次。",
             "There is no such field: mostly a typing error, or the wrong level."),
        _GOOD + "stat: in-use\n", _GOOD + "state: in-use\n",
    ),
    Code(
        "F03", "missing-field",
        Text("缺少必填的字段。", "A required field is missing."),
        "state: in-use\n", "name: 受理\nstate: in-use\n",
    ),
    Code(
        "F04", "not-a-choice",
        Text("值不在可选的范围内。", "The value is none of the choices."),
        _GOOD + "state: in_use\n", _GOOD + "state: in-use\n",
    ),
    Code(
        "F05", "unknown-format",
        Text("文件的格式版本比本程序新。", "The file is written for a newer format than this program knows."),
        _GOOD + "format: 2\n", _GOOD + "format: 1\n",
    ),
    Code(
        "F06", "fixed-value",
        Text("这里只能是一个固定的值。", "Only one fixed value can stand here."),
        _GOOD + 'format: "1"\n', _GOOD + "format: 1\n",
    ),
    Code(
        "F07", "wrong-form",
        Text("文字的写法不对（日期、代码、编号各有固定写法）。",
             "A text is not written as it must be (dates, codes and ids have a fixed form)."),
        _GOOD + 'code: "11010"\n', _GOOD + 'code: "110108"\n',
    ),
    Code(
        "F08", "wrong-length",
        Text("太短、太长、项数太少或太多；空的文字和空的列表也在内。",
             "Too short, too long, too few or too many; an empty text or list too."),
        _GOOD + "basis: []\n", _GOOD + "basis: [lcl-57]\n",
    ),
    Code(
        "F09", "out-of-range",
        Text("数字太小或太大。", "A number is too small or too large."),
        _GOOD + "days: 0\n", _GOOD + "days: 5\n",
    ),
    Code(
        "F10", "repeated-item",
        Text("列表里同一项写了两次。", "An item stands twice in a list."),
        _GOOD + "basis: [lcl-57, lcl-57]\n", _GOOD + "basis: [lcl-57, lcl-58]\n",
    ),
    Code(
        "F11", "no-such-day",
        Text("日历上没有这一天，或写法不是 年-月-日。",
             "There is no such day in the calendar, or it is not written year-month-day."),
        _GOOD + 'effective_from: "2024-02-30"\n', _GOOD + 'effective_from: "2024-02-29"\n',
    ),
    Code(
        "F12", "not-one-of",
        Text("几个字段里必须写一个且只能写一个，或者几个字段不能同时写。",
             "Exactly one of several fields must be given, or some fields exclude each other."),
        _GOOD + "days: 1\nhours: 8\n", _GOOD + "days: 1\n",
    ),
    Code(
        "F13", "field-needs-field",
        Text("写了一个字段，就必须同时写另一个。", "A field needs another field beside it."),
        _GOOD + 'fee: "80"\n', _GOOD + 'fee: "80"\nfee_basis: all-59\n',
    ),
    Code(
        "F14", "wrong-key",
        Text("键的写法不对。", "A key is not written as it must be."),
        _GOOD + "agency: {A1: x}\n", _GOOD + "agency: {a: x}\n",
    ),
    Code(
        "F15", "does-not-fit",
        Text("不符合架构文件的其他规定。", "It does not fit another rule of the schema."),
        _GOOD + "ordinal: 3\n", _GOOD + "ordinal: 4\n",
    ),
    Code(
        "F16", "more-findings",
        Text(f"问题超过 {MAX_FINDINGS} 个，其余的没有列出。", f"More than {MAX_FINDINGS} problems; the rest are not listed."),
        _GOOD + "".join(f"x{number}: 1\n" for number in range(MAX_FINDINGS + 1)), _GOOD,
    ),
    Code(
        "F17", "broken-schema",
        Text("架构文件本身有误，或没有这一类文件的架构。",
             "The schema file itself is broken, or there is no schema for this kind of file."),
        '{"type": "strin"}', '{"type": "string"}',
    ),
)  # fmt: skip

SHAPE_CODES: Mapping[str, Code] = {entry.code: entry for entry in _TABLE}


def misfit(
    code: str, place: Place, message: Text, help: Text | None, related: tuple[Place, ...] = ()
) -> Finding:
    """A finding of the schema door."""
    entry = SHAPE_CODES[code]
    return Finding(code, entry.name, entry.severity, place, message, help, related)
