"""What the cells of a workbook hold. The only module that imports openpyxl.

In: a file that checker/sheets/package.py found safe. Out: a `Grid` for each sheet, cell by cell as typed.
The surprising thing: formulas are found and refused, never computed, and the value that Excel last computed is not taken either.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from checker.archives import BROKEN
from checker.finding import Finding, Place, Text
from checker.sheets.cells import Seen
from checker.sheets.codes import at_cell, column_name, refuse
from checker.sheets.tables import Row, blank

__all__ = ["Grid", "read_grids"]

_MOST_COLUMNS = 500


@dataclass(slots=True)
class Grid:
    """One sheet: its rows that are not empty; formulas and errors are in `findings` and not among the cells."""

    name: str
    rows: list[Row] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def read_grids(path: Path) -> tuple[tuple[Grid, ...], tuple[Finding, ...]]:
    """All sheets in the order of the workbook, or why it cannot be opened."""
    try:
        book = load_workbook(path, read_only=True, data_only=False, keep_links=False)
        try:
            return tuple(_grid(sheet.title, sheet) for sheet in book.worksheets), ()
        finally:
            book.close()
    except (*BROKEN, InvalidFileException, TypeError, AttributeError, IndexError) as error:
        # openpyxl lets whatever its parts raise come out; a damaged part must not end in a traceback.
        return (), (
            refuse(
                "X02", Place(path.name),
                Text(f"打不开这个工作簿（{type(error).__name__}）", f"this workbook cannot be opened ({type(error).__name__})"),
                Text("用表格软件打开，另存为新的 .xlsx 再导入", "open it in a spreadsheet program and save it as a new .xlsx"),
            ),
        )  # fmt: skip


def _grid(name: str, sheet: object) -> Grid:
    found = Grid(name)
    if not hasattr(sheet, "iter_rows"):  # a sheet that is a chart
        return found
    if hasattr(sheet, "reset_dimensions"):
        sheet.reset_dimensions()  # the declared size is what somebody claims
    for number, cells in enumerate(sheet.iter_rows(), 1):
        if len(cells) > _MOST_COLUMNS:
            found.findings.append(_too_wide(name, number))
            return found
        values = tuple(_values(cells, name, number, found.findings))
        if not all(map(blank, values)):
            found.rows.append(Row(number, values))
    return found


def _values(cells: tuple[object, ...], sheet: str, number: int, findings: list[Finding]) -> Iterator[Seen]:
    for index, cell in enumerate(cells):
        value, kind = getattr(cell, "value", None), getattr(cell, "data_type", "n")
        if kind == "f" or not isinstance(value, (str, int, float, bool, datetime, date, time, type(None))):
            findings.append(_formula(at_cell(sheet, number, index)))
            value = None
        elif kind == "e":
            findings.append(_error(at_cell(sheet, number, index), str(value)))
            value = None
        yield value


def _formula(place: Place) -> Finding:
    return refuse(
        "X08", place,
        Text("这里是公式；公式不计算，也不导入", "here is a formula; formulas are neither computed nor imported"),
        Text("复制后用“选择性粘贴—数值”换成值；文字以 = 开头的，单元格设为“文本”再写",
             "copy and paste it as a value; text that begins with = goes into a cell formatted as text"),
    )  # fmt: skip


def _error(place: Place, value: str) -> Finding:
    return refuse(
        "X09", place,
        Text(f"单元格里是错误值 {value}", f"the cell holds the error {value}"),
        Text("写上应有的内容，或者清空", "write what belongs there, or clear the cell"),
    )  # fmt: skip


def _too_wide(sheet: str, row: int) -> Finding:
    return refuse(
        "X06", at_cell(sheet, row, _MOST_COLUMNS),
        Text(f"第 {column_name(_MOST_COLUMNS)} 列以后还有内容，这张工作表没有读下去",
             f"there is content from column {column_name(_MOST_COLUMNS)} on; this sheet was not read further"),
        Text("删去多余的列", "delete the columns that are too many"),
    )  # fmt: skip
