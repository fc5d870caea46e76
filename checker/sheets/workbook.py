"""Rows to an .xlsx file. The only module that imports xlsxwriter.

In: sheets with their rows. Out: one file. The surprising thing: every text is written as text (`write_string`), so that `=1+1`,
`0123` and `2026-02-13` stay what they are; the same rows give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException

from checker.finding import Finding, Place, Text
from checker.sheets.cells import Content
from checker.sheets.codes import refuse
from checker.sheets.layout import Column, Sheet
from checker.sheets.printed import CREATED

__all__ = ["INTRODUCTION", "write_workbook"]

INTRODUCTION = "说明"
_LINES = (
    "政务服务事项目录：每张工作表一类内容，一行一项。",
    "第一行是表头，第二行（已隐藏）是字段的路径，不要改动；可以调整列的次序，可以删去空列。",
    "每张子表的前几列（“所属”）说明这一行属于哪个文件，要与主表中的一致。",
    "条件等有层次的内容写成 YAML 文本，照已有的样子改；列表一行一项；空列表写“无”。",
    "不要合并单元格，不要写公式，不要用宏；自己用的工作表，名称以“备注”开头即可，不会读取。",
    "改好以后：banshi import 本文件.xlsx --into 文件夹；读不懂的单元格会逐个列出，不会悄悄丢掉。",
    "One sheet a kind of content, one row an item. Row 2 (hidden) holds the path of each field: leave it as it is.",
    "Import: banshi import FILE.xlsx --into DIR. Whatever cannot be understood is listed cell by cell; nothing is dropped.",
)
_WIDE, _NARROW, _MOST = 42, 10, 60
_ROOM = 500
"""Rows below the last one that still offer the choices of their column."""


def write_workbook(
    path: Path, tables: Sequence[tuple[Sheet, Sequence[Sequence[Content]]]]
) -> tuple[Finding, ...]:
    """Write the file; a finding when that cannot be done."""
    try:
        with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
            book.set_properties({"title": "政务服务事项目录", "created": CREATED})
            _introduce(book)
            for sheet, rows in tables:
                _fill(book, sheet, rows)
    except (OSError, XlsxWriterException) as error:
        return (
            refuse(
                "X21",
                Place(str(path)),
                Text(f"写不了这个文件（{error}）", f"this file cannot be written ({error})"),
                Text(
                    "换一个能写的位置；已经打开的工作簿先关掉",
                    "choose a place that can be written; close the workbook first",
                ),
            ),
        )
    return ()


def _introduce(book: Any) -> None:
    sheet = book.add_worksheet(INTRODUCTION)
    sheet.set_column(0, 0, _WIDE * 3)
    for number, line in enumerate(_LINES):
        sheet.write_string(number, 0, line)


def _fill(book: Any, sheet: Sheet, rows: Sequence[Sequence[Content]]) -> None:
    page = book.add_worksheet(sheet.name)
    head = book.add_format(
        {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E8EEF4", "border": 1}
    )
    text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    number = book.add_format({"num_format": "0", "valign": "top"})
    for index, column in enumerate(sheet.headings):
        style = number if column.form == "integer" else text
        page.set_column(index, index, _width(column, (row[index] for row in rows)), style)
        page.write_string(0, index, column.title, head)
        page.write_string(1, index, column.address)
        if column.choices and len(",".join(column.choices)) < 255:  # Excel's limit for a list
            page.data_validation(
                2,
                index,
                len(rows) + _ROOM,
                index,
                {
                    "validate": "list",
                    "source": list(column.choices),
                    "ignore_blank": True,
                    "error_type": "warning",
                },
            )
    page.set_row(1, None, None, {"hidden": True})
    page.freeze_panes(2, max(1, len(sheet.keys)))
    for line, row in enumerate(rows, 2):
        for index, cell in enumerate(row):
            if isinstance(cell, str):
                page.write_string(line, index, cell, text)
            elif cell is not None:
                page.write_number(line, index, cell, number)


def _width(column: Column, cells: Iterable[Content]) -> int:
    longest = max(
        (len(line) for cell in cells if isinstance(cell, str) for line in cell.splitlines()), default=0
    )
    wanted = max(longest, len(column.title) * 2)
    return _NARROW if wanted <= _NARROW else min(wanted + 2, _MOST if column.form == "yaml" else _WIDE)
