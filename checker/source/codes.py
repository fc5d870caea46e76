"""The codes of the loader, S01 to S22: what each refuses, with an example that is refused and one that is read.

In: nothing. Out: `Code` (also the type of the schema door's table), `LOADER_CODES` for `banshi explain`, and `refuse`.
The surprising thing: codes are never reused and never renumbered, so that an old message can still be looked up.
`bad` is executed by the tests wherever text alone can show the fault (not: a file in GBK, a symbolic link).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from checker.finding import Finding, Place, Severity, Text

__all__ = ["LOADER_CODES", "MAX_DEPTH", "MAX_FINDINGS", "Code", "refuse"]

MAX_DEPTH = 32
MAX_FINDINGS = 100


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of finding: the stable code, its kebab-case name, one sentence about it, and an example either way."""

    code: str
    name: str
    summary: Text
    bad: str
    good: str
    severity: Severity = "error"


_TABLE = (
    Code(
        "S01", "not-utf-8",
        Text("文件必须是 UTF-8 编码；GBK、UTF-16 等编码的文件不读。",
             "A file must be UTF-8; GBK, UTF-16 and others are not read."),
        "（以 GBK 保存的文件 / a file saved as GBK）", "name: 食品经营许可\n",
    ),
    Code(
        "S02", "byte-order-mark",
        Text("文件开头不得有字节顺序标记（BOM）。", "A file must not begin with a byte order mark (BOM)."),
        "（“UTF-8 with BOM” / saved as UTF-8 with BOM）", "format: 1\n",
    ),
    Code(
        "S03", "control-character",
        Text("不得有看不见的控制字符（NUL、零宽空格、方向控制符等）。",
             "No invisible control characters (NUL, zero-width space, bidirectional overrides and so on)."),
        'name: "食品\\u0000经营"\n', "name: 食品经营\n",
    ),
    Code(
        "S04", "too-large",
        Text("文件过大：目录文件不超过 256 KB，申请数据不超过 1 MB。",
             "The file is too large: catalogue files hold at most 256 KB, submissions at most 1 MB."),
        "（300 KB 的文件 / a file of 300 KB）", "format: 1\n",
    ),
    Code(
        "S05", "empty-file",
        Text("文件里没有内容（空白或只有注释）。", "The file holds nothing (blank, or comments only)."),
        "# 只有注释 / only a comment\n", "format: 1\n",
    ),
    Code(
        "S06", "yaml-syntax",
        Text("这里不成 YAML：缩进、引号、括号或冒号有误。",
             "This is not YAML: indentation, quotes, brackets or colons are wrong."),
        "name: 许可: 变更\n", 'name: "许可: 变更"\n',
    ),
    Code(
        "S07", "tab-indentation",
        Text("缩进用了制表符（Tab）；YAML 只允许空格。", "A tab is used for indentation; YAML allows only spaces."),
        "fees:\n\tcharged: false\n", "fees:\n  charged: false\n",
    ),
    Code(
        "S08", "duplicate-key",
        Text("同一个映射里同一个键写了两次；多数程序会悄悄丢掉其中一个。",
             "A key stands twice in one mapping; most programs silently drop one of the two."),
        "promised: 10\npromised: 20\n", "promised: 10\nstatutory: 20\n",
    ),
    Code(
        "S09", "anchor-or-alias",
        Text("不用锚点（&）和别名（*）：读者应当在原处看到全文。",
             "No anchors (&) or aliases (*): a reader must see the whole text where it applies."),
        "a: &same {days: 5}\nb: *same\n", "a: {days: 5}\nb: {days: 5}\n",
    ),
    Code(
        "S10", "tag",
        Text("不用类型标签（!）和 % 指令：值就是写出来的样子。", "No tags (!) and no % directives: a value is what is written."),
        "days: !!int '5'\n", "days: 5\n",
    ),
    Code(
        "S11", "merge-key",
        Text("不用合并键（<<）：每个字段写在它所在的地方。", "No merge keys (<<): every field is written where it belongs."),
        "<<: {days: 5}\nname: 受理\n", "days: 5\nname: 受理\n",
    ),
    Code(
        "S12", "several-documents",
        Text("一个文件只放一份文档。", "One file holds one document."),
        "a: 1\n---\nb: 2\n", "a: 1\nb: 2\n",
    ),
    Code(
        "S13", "key-not-text",
        Text("键必须是文字；数字、true、false、null 作键要加引号。",
             "A key must be text; numbers, true, false and null need quotes when they are keys."),
        "110108: 海淀区\n", '"110108": 海淀区\n',
    ),
    Code(
        "S14", "too-deep",
        Text(f"嵌套超过 {MAX_DEPTH} 层。", f"Nested more than {MAX_DEPTH} levels deep."),
        "a: " + "[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1) + "\n", "a: [[1]]\n",
    ),
    Code(
        "S15", "full-width-punctuation",
        Text("用了全角冒号、逗号或空格，而 YAML 只认半角的；整段会被当成一句话。",
             "A full-width colon, comma or space where YAML knows only the ASCII one; the whole is read as one sentence."),
        "id：lcl-57\n", "id: lcl-57\n",
    ),
    Code(
        "S16", "lone-surrogate",
        Text("有半个字符（落单的 UTF-16 代理码），无法显示也无法保存。",
             "Half a character (a lone UTF-16 surrogate), which can be neither shown nor stored."),
        'name: "\\ud800"\n', 'name: "𠮷"\n',
    ),
    Code(
        "S17", "tilde",
        Text("不用 ~ 表示空值：写 null，或不写这个字段。", "No ~ for “nothing”: write null, or leave the field out."),
        "note: ~\n", "note: null\n",
    ),
    Code(
        "S18", "not-a-number",
        Text("NaN、Infinity 和 1e400 之类不是 JSON 数字。", "NaN, Infinity and the like of 1e400 are not JSON numbers."),
        '{"area": NaN}', '{"area": "100.50"}',
    ),
    Code(
        "S19", "outside-the-root",
        Text("文件或链接指向目录之外；目录之外的文件不读。",
             "The file or link leads out of the folder; nothing outside it is read."),
        "（指向 /etc/passwd 的链接 / a link to /etc/passwd）", "（目录内的普通文件 / a plain file in the folder）",
    ),
    Code(
        "S20", "not-a-file",
        Text("不是普通文件（是文件夹、管道或设备）。", "Not a plain file (a folder, a pipe or a device)."),
        "（命名管道 / a named pipe）", "（普通文件 / a plain file）",
    ),
    Code(
        "S21", "unreadable",
        Text("文件不存在或没有读取权限。", "The file is not there, or must not be read."),
        "（文件名写错 / a wrong file name）", "（存在且可读的文件 / a file that is there and may be read）",
    ),
    Code(
        "S22", "more-findings",
        Text(f"问题超过 {MAX_FINDINGS} 个，其余的没有列出。", f"More than {MAX_FINDINGS} problems; the rest are not listed."),
        "a: 1\n" * (MAX_FINDINGS + 2), "a: 1\n",
    ),
    Code(
        "S23", "json-syntax",
        Text("这里不成 JSON。", "This is not JSON."),
        "{'matter': 'labour-dispatch'}", '{"matter": "labour-dispatch"}',
    ),
)  # fmt: skip

LOADER_CODES: Mapping[str, Code] = {entry.code: entry for entry in _TABLE}


def refuse(
    code: str,
    place: Place,
    message: Text,
    help: Text,
    related: tuple[Place, ...] = (),
    severity: Severity | None = None,
) -> Finding:
    """A finding of the loader; every one has a remedy."""
    entry = LOADER_CODES[code]
    return Finding(code, entry.name, severity or entry.severity, place, message, help, related)
