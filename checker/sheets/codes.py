"""What can be wrong with a workbook, an export or an upload table: codes X01 to X32, with their rules in both languages.

In: nothing. Out: `SHEET_CODES`, and `refuse` and `warn`, which make findings of them.
The surprising thing: the place of a finding about a workbook is `sheet!cell`, as a person finds it on the screen.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from checker.finding import Finding, Place, Text

__all__ = ["SHEET_CODES", "SHEET_WARNINGS", "at_cell", "column_name", "refuse", "warn"]

_TABLE = (
    ("X01", "not-a-workbook", "要导入的文件是 .xlsx 工作簿", "what is imported is an .xlsx workbook"),
    ("X02", "workbook-not-opened", "工作簿的压缩包要正常：大小、名称和内容都可信",
        "the archive of a workbook is sound in size, names and content"),
    ("X03", "workbook-has-macros", "带宏的工作簿不导入", "a workbook with macros is not imported"),
    ("X04", "too-many-rows", "一张工作表最多十万行", "a sheet has at most 100,000 rows"),
    ("X05", "unknown-sheet", "工作表要有用处：名称以“备注”开头的不读",
        "every sheet is known; one whose name begins with 备注 is not read"),
    ("X06", "unknown-column", "每一列要有用处，除非整列是空的", "every column is known, unless it is empty"),
    ("X07", "merged-cells", "不合并单元格", "no cells are merged"),
    ("X08", "formula", "单元格里写值，不写公式", "cells hold values, not formulas"),
    ("X09", "cell-not-understood", "单元格里的内容要合这一列", "what a cell holds fits its column"),
    ("X10", "row-without-file", "每一行要指明属于哪个文件，而且那个文件有自己的一行",
        "every row names its file, and that file has a row of its own"),
    ("X11", "file-twice", "一个文件只有一行", "a file has one row"),
    ("X12", "no-such-name", "编号、日期和文件名要能作文件名", "ids, days and file names can name a file"),
    ("X13", "number-for-text", "文本列写文本：数字会丢掉前面的零", "columns of text hold text: a number loses its leading zeros"),
    ("X14", "not-imported", "批注、图片和外部链接不导入", "comments, pictures and outside links are not imported"),
    ("X15", "file-exists", "已有的文件不覆盖，除非写明 --replace", "files that are there are not overwritten without --replace"),
    ("X16", "sheet-not-recognised", "工作表要有完整的表头", "a sheet has its headings"),
    ("X20", "not-exported", "表格装不下的文件不导出", "a file that the sheets cannot hold is not exported"),
    ("X21", "not-written", "导出的位置要能写", "the place to export to can be written"),
    ("X30", "no-code", "上传表里每个词条都有代码", "every term in the upload tables has a code"),
    ("X31", "element-missing", "上传表里必填的要素不能空", "mandatory elements of the upload tables are not empty"),
    ("X32", "looks-like-formula", "上传表里的文字不以 =、+、-、@ 开头", "no text in the upload tables begins with =, +, - or @"),
)  # fmt: skip

SHEET_CODES: Mapping[str, tuple[str, Text]] = MappingProxyType(
    {code: (name, Text(f"{zh}。", f"{en[0].upper()}{en[1:]}.")) for code, name, zh, en in _TABLE}
)
SHEET_WARNINGS = frozenset({"X13", "X14", "X30", "X31", "X32"})
_LETTERS = 26


def refuse(code: str, place: Place, message: Text, help: Text, related: tuple[Place, ...] = ()) -> Finding:
    """A finding that stops the import."""
    return Finding(code, SHEET_CODES[code][0], "error", place, message, help, related)


def warn(code: str, place: Place, message: Text, help: Text) -> Finding:
    """A finding to know about."""
    return Finding(code, SHEET_CODES[code][0], "warning", place, message, help)


def column_name(index: int) -> str:
    """The letters of a column counted from 0: A, Z, AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, _LETTERS)
        name = chr(ord("A") + rest) + name
    return name


def at_cell(sheet: str, row: int = 0, column: int | None = None) -> Place:
    """`sheet!C5`; a whole row or sheet where that is meant."""
    if not row:
        return Place(sheet)
    return Place(f"{sheet}!{'' if column is None else column_name(column)}{row}")
