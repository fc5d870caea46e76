"""JSON text (submissions) to data, with what JSON parsers let through refused.

In: bytes and the path to name in messages. Out: a `Source` without positions, or nothing; and findings.
The surprising thing: the text is first read as tokens, because the standard parser recurses into hostile nesting, drops the first
of two equal keys and accepts NaN. Numbers other than plain whole ones stay the text that was written, so that no digit is lost.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice

from checker.finding import Finding, Place, Text, in_order
from checker.source import refusals
from checker.source.codes import MAX_DEPTH, MAX_FINDINGS, refuse
from checker.source.document import Source
from checker.source.encoding import decode, place_at

__all__ = ["JSON_LIMIT", "parse_json"]

JSON_LIMIT = 1024 * 1024
_MAX_EXPONENT = 300

# A string (closed or not) with the colon that makes it a key; a bracket; the non-numbers; a number with an exponent. Every
# quantifier is possessive and numbers are not tried again in their middle, so that the scan is linear on any input.
_TOKEN = re.compile(
    r'(?P<text>"(?:[^"\\]++|\\.)*+"?)(?P<colon>\s*+:)?+'
    r"|(?P<bracket>[\[\]{}])"
    r"|(?P<odd>-?(?:Infinity|NaN))"
    r"|(?<![0-9.])\d++(?:\.\d++)?+[eE](?P<exponent>[+-]?\d++)",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|.)", re.DOTALL)
_PLAIN = re.compile(r"-?[1-9][0-9]{0,14}|0")

# The standard parser's messages, by how they begin.
_PROBLEMS = (
    ("Expecting property name", Text("这里应是双引号括起的键", "a key in double quotes is expected here"),
     Text("键用双引号；最后一项后面不要逗号；JSON 没有注释。",
          "Put the key in double quotes; no comma after the last item; JSON has no comments.")),
    ("Illegal trailing comma", Text("最后一项后面多了逗号", "a comma follows the last item"), Text("删掉逗号。",
                                                                                                   "Delete the comma.")),
    ("Expecting ':'", Text("键后面缺冒号", "a colon is missing after the key"), Text("写成 `\"键\": 值`。",
                                                                                     'Write `"key": value`.')),
    ("Expecting ','", Text("两项之间缺逗号，或括号没有关上", "a comma is missing between two items, or a bracket is not closed"),
     Text("补上逗号或括号。", "Add the comma or the bracket.")),
    ("Unterminated string", Text("从这里开始的引号没有关上", "the quote that opens here is not closed"),
     Text("补上结尾的双引号。", "Add the closing double quote.")),
    ("Invalid control", Text("文字里有换行、Tab 或控制字符", "a line break, tab or control character stands in a text"),
     Text("换行写成 \\n，Tab 写成 \\t。", "Write \\n for a line break and \\t for a tab.")),
    ("Invalid \\", Text("反斜杠 `\\` 后面的转义不成立", "the escape after the backslash `\\` is not valid"),
     Text("反斜杠本身写成 `\\\\`。", "Write a backslash itself as `\\\\`.")),
    ("Extra data", Text("数据已经结束，后面还有内容", "the data has ended, but something follows"),
     Text("一个文件只放一个 JSON 值。", "One file holds one JSON value.")),
    ("Expecting value", Text("这里缺一个值", "a value is missing here"),
     Text("文字用双引号；只认 true、false、null 和数字。",
          "Put texts in double quotes; only true, false, null and numbers go without.")),
)  # fmt: skip


def parse_json(text: bytes, path: str, limit: int = JSON_LIMIT) -> tuple[Source | None, tuple[Finding, ...]]:
    """Read one JSON value. Never raises; without a `Source` there is at least one error among the findings."""
    decoded, found = decode(text, path, limit, invisible=True)
    if decoded is None:
        return None, found
    findings = [*found, *islice(_scan(decoded, path), MAX_FINDINGS)]
    if any(finding.code == "S14" for finding in findings):
        return None, in_order(findings)  # the standard parser would recurse into it
    if len(findings) >= MAX_FINDINGS:
        findings.append(refusals.more(Place(path)))
    data: object = None
    if not decoded.strip(" \t\r\n"):
        findings.append(refusals.empty(path))
    else:
        try:
            data = json.loads(decoded, parse_float=str, parse_int=_whole, parse_constant=str)
        except json.JSONDecodeError as error:
            findings.append(_broken(path, decoded, error))
    return (None, in_order(findings)) if findings else (Source(path, data), ())


def _whole(digits: str) -> int | str:
    return int(digits) if _PLAIN.fullmatch(digits) else digits


def _scan(text: str, path: str) -> Iterator[Finding]:
    """What stands in the tokens and the standard parser would not tell."""
    open_keys: list[
        dict[str, int] | None
    ] = []  # for each open bracket: the keys of an object so far, None for a list
    for token in _TOKEN.finditer(text):
        kind = token.lastgroup
        if token["text"] is not None:
            if "\\u" in token["text"]:
                yield from (
                    refusals.half_character(place_at(path, text, token.start() + at))
                    for at in _halves(token["text"])
                )
            keys = open_keys[-1] if open_keys else None
            if keys is not None and token["colon"]:
                key = _decoded(token["text"])
                if key in keys:
                    first = place_at(path, text, keys[key])
                    yield refusals.duplicate(place_at(path, text, token.start()), key, first)
                else:
                    keys[key] = token.start()
        elif kind == "bracket":
            if token["bracket"] in "]}":
                del open_keys[-1:]
                continue
            open_keys.append({} if token["bracket"] == "{" else None)
            if len(open_keys) > MAX_DEPTH:
                yield refusals.too_deep(place_at(path, text, token.start()))
                return
        elif kind == "odd" or abs(int(token["exponent"][:6])) > _MAX_EXPONENT:
            yield _not_a_number(place_at(path, text, token.start()), token[0])


def _halves(literal: str) -> Iterator[int]:
    """Offsets of the escapes that are one half of a pair without the other."""
    high: int | None = None  # the offset of a first half that waits for its second
    end = 0
    for escape in _ESCAPE.finditer(literal):
        unit = int(escape[1], 16) if escape[1] else 0
        if high is not None and 0xDC00 <= unit <= 0xDFFF and escape.start() == end:
            high = None
        else:
            if high is not None:
                yield high
            high = escape.start() if 0xD800 <= unit <= 0xDBFF else None
            if 0xDC00 <= unit <= 0xDFFF:
                yield escape.start()
        end = escape.end()
    if high is not None:
        yield high


def _decoded(literal: str) -> str:
    """The key without quotes and escapes; as written when it is broken (the standard parser will say so)."""
    if "\\" not in literal:
        return literal[1:-1]
    try:
        key: str = json.loads(literal)
    except json.JSONDecodeError:
        return literal
    return key.encode("utf-8", "replace").decode("utf-8")  # half a character must not reach a message


def _not_a_number(place: Place, written: str) -> Finding:
    shown = written if len(written) <= 20 else written[:20] + "…"
    return refuse(
        "S18", place,
        Text(f"`{shown}` 不是可用的数字", f"`{shown}` is not a usable number"),
        Text("写成普通的数字；不知道就不写这一项。", "Write a plain number; leave the entry out if it is not known."),
    )  # fmt: skip


def _broken(path: str, text: str, error: json.JSONDecodeError) -> Finding:
    place = place_at(path, text, error.pos)
    for begins, message, help in _PROBLEMS:
        if error.msg.startswith(begins):
            return refuse("S23", place, message, help)
    return refuse(
        "S23", place,
        Text(f"这里不成 JSON（{error.msg}）", f"this is not JSON ({error.msg})"),
        Text("检查这一处的引号、逗号和括号。", "Check quotes, commas and brackets here."),
    )  # fmt: skip
