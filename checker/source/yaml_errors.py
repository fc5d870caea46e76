"""The YAML parser's errors as sentences that a lawyer can act on.

In: the parser's English problem and its two marks, and the text. Out: one `Finding` with the real cause and what to type instead.
The surprising thing: the parser often complains one line too late. A missing colon, an open quote or an open bracket is placed
where it began; and before believing the parser, the lines around are searched for full-width punctuation, the usual cause.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from checker.finding import Finding, Place, Text
from checker.source.codes import refuse
from checker.source.refusals import half_character, key_not_text, wide_colon

__all__ = ["Mark", "syntax_finding"]

Mark = tuple[int, int]
"""Line and column as the parser counts them, from 0."""

_BREAK = re.compile("\r\n|\r|\n")
_WIDE_KEY = re.compile(r"[ \t\u3000\u00a0]*(?:- +)*[{\[]?([A-Za-z_][A-Za-z0-9_.-]*) ?(：)")
_WIDE_INDENT = re.compile("[ \t]*([\u3000\u00a0]+)[A-Za-z_\"'-]")


@dataclass(frozen=True, slots=True)
class _Case:
    """One problem of the parser, known by a part of its text (libyaml's words; the pure Python parser says nearly the same)."""

    parts: tuple[str, ...]
    message: Text
    help: Text
    at_start: bool = False  # report where the construct began instead of where the parser gave up


_CASES = (
    _Case(
        ("could not find expected ':'",),
        Text("这一行缺少冒号（`键: 值`）", "this line lacks a colon (`key: value`)"),
        Text("写成 `键: 值`，冒号用半角，后面空一格；若是上一行文字的继续，比上一行多缩进。",
             "Write `key: value`, an ASCII colon and a space; if it continues the text above, indent it more than that line."),
        at_start=True,
    ),
    _Case(
        ("mapping values are not allowed",),
        Text("这里不该有 `: `", "a `: ` cannot stand here"),
        Text("若冒号属于文字，给整段加引号；若这是新的字段，让它与同级字段左对齐，并查看上一行是否写完。",
             "If the colon belongs to the text, quote it; if this is a new field, align it with the others; see the line above."),
    ),
    _Case(
        ("block sequence entries are not allowed",),
        Text("`- ` 不能跟在 `键:` 的同一行", "`- ` cannot stand on the same line as `key:`"),
        Text("把列表移到下一行并缩进，或写成 `[甲, 乙]`。", "Put the list on the next line and indent it, or write `[a, b]`."),
    ),
    _Case(
        ("did not find expected key", "expected <block end>"),
        Text("这里的缩进与同级不齐，或值后面多了内容",
             "this is not aligned with its neighbours, or something follows a finished value"),
        Text("同级字段左对齐；引号结束后不要再写字，整段文字只用一对引号。",
             "Align fields of one level; write nothing after a closing quote, and use one pair of quotes for one text."),
    ),
    _Case(
        ("did not find expected '-' indicator",),
        Text("列表里的这一行不以 `- ` 开头", "this line of a list does not begin with `- `"),
        Text("补上 `- `；若列表已经结束，检查这一行的缩进。",
             "Add `- `; if the list is over, check how far this line is indented."),
    ),
    _Case(
        ("expected ',' or ']'",),
        Text("方括号 `[` 没有用 `]` 关上，或少了逗号", "the bracket `[` is not closed by `]`, or a comma is missing"),
        Text("用半角的逗号和括号：`[甲, 乙]`。", "Use ASCII commas and brackets: `[a, b]`."),
        at_start=True,
    ),
    _Case(
        ("expected ',' or '}'",),
        Text("花括号 `{` 没有用 `}` 关上，或少了逗号", "the brace `{` is not closed by `}`, or a comma is missing"),
        Text("用半角的逗号和括号：`{a: 甲, b: 乙}`。", "Use ASCII commas and braces: `{a: x, b: y}`."),
        at_start=True,
    ),
    _Case(
        ("expected node content", "expected the node content"),
        Text("这里缺一个值：多了逗号，或括号没有关上",
             "a value is missing here: a comma too many, or a bracket that is not closed"),
        Text("删掉多余的逗号，或补上括号；给以符号开头的文字加引号。",
             "Delete the extra comma or close the bracket; quote a text that begins with a sign."),
    ),
    _Case(
        ("found unexpected end of stream", "found unexpected document separator", "found unexpected document indicator"),
        Text("从这里开始的引号没有关上", "the quote that opens here is not closed"),
        Text("补上结尾的引号；文字里的引号用“ ”，或改用另一种引号包住。",
             "Add the closing quote; for a quote within the text use “ ”, or enclose the text in the other kind."),
        at_start=True,
    ),
    _Case(
        ("found unknown escape character", "expected escape sequence"),
        Text("双引号里的反斜杠 `\\` 开始了一个不认识的转义", "a backslash `\\` in double quotes begins an unknown escape"),
        Text("改用单引号 '…'，或把反斜杠写成 `\\\\`。", "Use single quotes '…', or write the backslash as `\\\\`."),
    ),
    _Case(
        ("cannot start any token",),
        Text("没有加引号的文字不能以这个符号开头", "a text without quotes cannot begin with this sign"),
        Text("给整段加引号，例如 `\"@所有人\"`。", 'Put quotes around the text, such as `"@all"`.'),
    ),
    _Case(
        ("expected alphabetic or numeric character",),
        Text("以 & 或 * 开头的文字没有加引号", "a text that begins with & or * has no quotes"),
        Text("给整段加引号，例如 `\"* 必填\"`。", 'Put quotes around the text, such as `"* required"`.'),
    ),
    _Case(
        ("expected comment or line break", "expected a comment or a line break", "expected chomping or indentation",
         "indentation indicator"),
        Text("`|` 或 `>` 后面不能直接写文字", "no text can follow `|` or `>` on the same line"),
        Text("从下一行起写文字并缩进；若 | 或 > 属于文字，给整段加引号。",
             "Begin the text on the next line, indented; if | or > belongs to the text, put quotes around it."),
    ),
    _Case(
        ("<document start>",),
        Text("文档已经结束，后面还有内容", "the document has ended, but something follows"),
        Text("整个文件应是一组 `键: 值`；检查这一行及上一行的缩进和引号。",
             "The whole file is one set of `key: value`; check indentation and quotes of this line and the line above."),
    ),
    _Case(
        ("mapping keys are not allowed",),
        Text("这里不该有 `? `", "a `? ` cannot stand here"),
        Text("若问号属于文字，给整段加引号。", "If the question mark belongs to the text, put quotes around it."),
    ),
)  # fmt: skip

_TAGS = ("tag", "directive", "%YAML", "incompatible YAML", "version number", "URI")


def syntax_finding(path: str, text: str, problem: str, at: Mark | None, start: Mark | None) -> Finding:
    """What `problem` means here. `at` is where the parser gave up, `start` where the construct began that it was reading."""
    at = at or start or (0, 0)
    lines = _BREAK.split(text)
    place = _place(path, at)
    if "tab" in problem or _character(lines, at) == "\t":
        return _tab(place, lines)
    wide = _full_width(path, lines, at, start)
    if wide:
        return wide
    if "Unicode" in problem or "escape code" in problem:
        return half_character(place)
    if ("expected key" in problem or "expected <block end>" in problem) and _character(lines, at) == ":":
        return key_not_text(place, "")
    for case in _CASES:
        if any(part in problem for part in case.parts):
            where = _place(path, start) if case.at_start and start else place
            return refuse("S06", where, case.message, case.help, () if where == place else (place,))
    if any(word in problem for word in _TAGS):
        return refuse(
            "S10", place,
            Text("这里的 ! 标签或 % 指令不成立；本格式也不用它们",
                 "this ! tag or % directive is broken; this format has none anyway"),
            Text("删掉它；若 ! 或 % 是文字的一部分，给整段加引号。",
                 "Delete it; if ! or % belongs to the text, put quotes around it."),
        )  # fmt: skip
    return refuse(
        "S06", place,
        Text(f"这里不成 YAML（{problem}）", f"this is not YAML ({problem})"),
        Text("检查这一行和上一行的缩进、引号和冒号；拿不准时给文字加引号。",
             "Check indentation, quotes and colons of this line and the line above; when in doubt, quote the text."),
    )  # fmt: skip


def _place(path: str, mark: Mark) -> Place:
    return Place(path, mark[0] + 1, mark[1] + 1)


def _character(lines: list[str], mark: Mark) -> str:
    line = lines[mark[0]] if mark[0] < len(lines) else ""
    return line[mark[1] : mark[1] + 1]


def _tab(place: Place, lines: list[str]) -> Finding:
    others = sum(line.lstrip(" ").startswith("\t") for line in lines[place.line :])
    rest_zh = f"（下面还有 {others} 行也是）" if others else ""
    rest_en = f" (and in {others} of the lines below)" if others else ""
    return refuse(
        "S07", place,
        Text(f"这里用了制表符（Tab）缩进{rest_zh}", f"a tab stands here as indentation{rest_en}"),
        Text("换成空格，每层 2 个；在编辑器里设“用空格代替 Tab”。",
             "Use spaces, two for each level; tell your editor to insert spaces for tabs."),
    )  # fmt: skip


def _full_width(path: str, lines: list[str], at: Mark, start: Mark | None) -> Finding | None:
    """Full-width punctuation in the line where it broke, where it began, or just above: the first is the cause."""
    candidates = {at[0], at[0] - 1} | ({start[0]} if start else set())
    for number in sorted(candidates):
        line = lines[number] if 0 <= number < len(lines) else ""
        if key := _WIDE_KEY.match(line):
            return wide_colon(_place(path, (number, key.start(2))), key[1], "error")
        if indent := _WIDE_INDENT.match(line):
            return refuse(
                "S15", _place(path, (number, indent.start(1))),
                Text("这一行用全角空格或不换行空格缩进", "this line is indented with full-width or no-break spaces"),
                Text("换成半角空格，每层 2 个。", "Use ASCII spaces, two for each level."),
            )  # fmt: skip
    return None
