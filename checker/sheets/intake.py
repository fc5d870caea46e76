"""A workbook as catalogue files.

In: a path and the schemas. Out: the text of every file by its path, and findings by sheet and cell.
The surprising thing: the schemas judge the rows as if they were files. Each value remembers its cell, so what the schema
door says
about line and column of a file comes out as sheet and cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from checker.finding import Finding, Place, Text, in_order
from checker.schema import Schemas
from checker.sheets.cells import Seen
from checker.sheets.codes import at_cell, column_name, refuse, warn
from checker.sheets.grid import Grid, read_grids
from checker.sheets.layout import KINDS, Column, Kind, Sheet, sheets_of
from checker.sheets.package import inspect
from checker.sheets.tables import Built, Row, blank, file_path, put_together
from checker.sheets.workbook import INTRODUCTION
from checker.sheets.yaml_writing import document
from checker.source import Source, parse

__all__ = ["Intake", "take_in"]

_NOTES = "备注"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_HEADINGS = 2


@dataclass(slots=True)
class Intake:
    """The files that the workbook describes, path -> (data, text), and what is wrong. With an error nothing should be written."""

    files: dict[str, tuple[dict[str, object], str]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether anything could not be understood."""
        return any(finding.severity == "error" for finding in self.findings)


def take_in(path: Path, schemas: Schemas) -> Intake:
    """Read the workbook; never raises for what it holds."""
    package = inspect(path)
    if package.refused:
        return Intake(findings=in_order(package.findings))
    grids, problems = read_grids(path)
    reading = _Reading(schemas, sheets_of(schemas.library.documents), [*package.findings, *problems])
    for name, ranges in package.merged.items():
        if not name.startswith(_NOTES) and name != INTRODUCTION:
            reading.findings.extend(_merged(name, where) for where in ranges)
    return Intake(reading.files(grids), in_order(reading.findings))


@dataclass(slots=True)
class _Reading:
    """One import: rows by sheet, moved into the order of our headings."""

    schemas: Schemas
    sheets: tuple[Sheet, ...]
    findings: list[Finding]
    rows: dict[str, list[Row]] = field(default_factory=dict)
    seen: dict[str, dict[int, Row]] = field(default_factory=dict)
    homes: dict[str, dict[int, int]] = field(default_factory=dict)
    """Sheet -> index of our heading -> index of the column in the workbook."""

    def files(self, grids: Sequence[Grid]) -> dict[str, tuple[dict[str, object], str]]:
        known = {sheet.name: sheet for sheet in self.sheets}
        for grid in grids:
            if grid.name == INTRODUCTION or grid.name.startswith(_NOTES):
                continue
            self.findings.extend(grid.findings)
            sheet = known.get(grid.name)
            if sheet is None:
                if grid.rows or grid.findings:
                    self.findings.append(_unknown_sheet(grid.name, tuple(known)))
            else:
                self.rows[grid.name] = list(self.ordered(sheet, grid))
                self.seen[grid.name] = {row.number: row for row in self.rows[grid.name]}
        found: dict[str, tuple[dict[str, object], str]] = {}
        for kind in KINDS:
            own = [sheet for sheet in self.sheets if sheet.kind is kind]
            if own:
                found.update(self.of_kind(kind, own))
        if not found and not any(finding.severity == "error" for finding in self.findings):
            self.findings.append(_nothing())
        return found

    def ordered(self, sheet: Sheet, grid: Grid) -> Iterator[Row]:
        """The rows with their cells in the order of our headings; columns that nobody knows are told."""
        titles = {column.title: index for index, column in enumerate(sheet.headings)}
        paths = {column.address: index for index, column in enumerate(sheet.headings)}
        head = [row for row in grid.rows if row.number <= _HEADINGS]
        by_path = next((row for row in head if sum(str(cell) in paths for cell in row.cells) > 1
                        or (row.number == _HEADINGS and str(row.cells[0]) in paths)), None)  # fmt: skip
        names = by_path or next((row for row in head if row.number == 1), None)
        wanted = paths if by_path else titles
        if names is None:
            if grid.rows:
                self.findings.append(_no_headings(sheet.name))
            return
        last = by_path.number if by_path else 1
        home: dict[int, int] = {}
        unknown: dict[int, Seen] = {}
        first = next((row.cells for row in head if row.number == 1), ())
        for index in range(max((len(row.cells) for row in grid.rows), default=0)):
            name = names.cells[index] if index < len(names.cells) else None
            place = wanted.get(str(name).strip()) if not blank(name) else None
            if place is None or place in home:
                unknown[index] = name if not blank(name) else first[index] if index < len(first) else None
            else:
                home[place] = index
        self.homes[sheet.name] = home
        for row in grid.rows:
            if row.number <= last:
                continue
            for index, name in list(unknown.items()):
                if index < len(row.cells) and not blank(row.cells[index]):
                    self.findings.append(_unknown_column(sheet.name, row.number, index, name))
                    del unknown[index]
            yield Row(
                row.number,
                tuple(
                    row.cells[home[place]] if place in home and home[place] < len(row.cells) else None
                    for place in range(len(sheet.headings))
                ),
            )

    def of_kind(self, kind: Kind, sheets: list[Sheet]) -> Iterator[tuple[str, tuple[dict[str, object], str]]]:
        main = sheets[0]
        own: dict[tuple[str, ...], Row] = {}
        for row in self.rows.get(main.name, ()):
            keys = self.keys(main, row)
            if keys is None:
                continue
            if keys in own:
                self.findings.append(
                    _twice(at_cell(main.name, row.number), at_cell(main.name, own[keys].number))
                )
            else:
                own[keys] = row
        items: dict[tuple[str, ...], dict[str, list[Row]]] = {}
        for sheet in sheets[1:]:
            for row in self.rows.get(sheet.name, ()):
                keys = self.keys(sheet, row)
                if keys is None:
                    continue
                if keys not in own:
                    self.findings.append(_orphan(sheet, row, main, keys))
                items.setdefault(keys, {}).setdefault(sheet.name, []).append(row)
        for keys, row in own.items():
            path = file_path(kind, dict(zip(kind.keys, keys, strict=True)))
            built = put_together(sheets, row, items.get(keys, {}))
            text = self.judged(path, kind, built)
            yield path, (built.data, text)

    def keys(self, sheet: Sheet, row: Row) -> tuple[str, ...] | None:
        """The keys of a row; each must be able to name a file, since it becomes part of a path."""
        found = []
        for index, column in enumerate(sheet.keys):
            seen = row.cells[index]
            key = _key(seen, column)
            if not _NAME.fullmatch(key) or ".." in key:
                place = self.place(sheet, row.number, index)
                self.findings.append(_no_key(place, column) if blank(seen) else _bad_key(place, column, key))
                return None
            found.append(key)
        return tuple(found)

    def judged(self, path: str, kind: Kind, built: Built) -> str:
        """The text of the file; what its cells or the schema say against it goes to the findings."""
        for problem in built.problems:
            place = self.place(problem.sheet, problem.row, problem.column)
            self.findings.append(refuse("X09", place, problem.message, problem.help))
        self.findings.extend(self.numbers(built))
        cells = list(built.cells.items())
        source = Source(
            path, built.data, {pointer: (number, 1) for number, (pointer, _) in enumerate(cells, 1)}
        )
        spoilt = {self.place(problem.sheet, problem.row, problem.column) for problem in built.problems}
        for finding in self.schemas.check(kind.name, source):
            place = self.moved(finding.place, path, cells)
            if place not in spoilt:
                related = tuple(self.moved(each, path, cells) for each in finding.related)
                self.findings.append(replace(finding, place=place, related=related))
        text = document(built.data, "../" * path.count("/") + f"rules/schema/{kind.name}.schema.json")
        again, _ = parse(text.encode("utf-8", "replace"), path)
        if (again is None or again.data != built.data) and not built.problems:
            self.findings.append(_not_writable(self.moved(source.place(), path, cells), path))
        return text

    def numbers(self, built: Built) -> Iterator[Finding]:
        """Numbers in columns of text: taken by their digits, and told, because zeros before them may be gone."""
        for sheet, row, index in dict.fromkeys(built.cells.values()):
            column = sheet.headings[index]
            if not column.code:
                continue
            seen = self.seen[sheet.name][row].cells[index]
            if isinstance(seen, (int, float)) and not isinstance(seen, bool):
                yield _number(self.place(sheet, row, index), seen)

    def moved(self, place: Place, path: str, cells: Sequence[tuple[object, tuple[Sheet, int, int]]]) -> Place:
        """From a line of the file that does not exist yet to the cell."""
        if place.path != path or not 0 < place.line <= len(cells):
            return place
        sheet, row, column = cells[place.line - 1][1]
        return self.place(sheet, row, column)

    def place(self, sheet: Sheet, row: int, column: int) -> Place:
        return at_cell(sheet.name, row, self.homes.get(sheet.name, {}).get(column, column))


def _key(seen: Seen, column: Column) -> str:
    if isinstance(seen, datetime):
        return seen.date().isoformat()
    if isinstance(seen, date):
        return seen.isoformat()
    return "" if blank(seen) else str(seen)


def _merged(sheet: str, where: str) -> Finding:
    return refuse(
        "X07", Place(f"{sheet}!{where}"),
        Text("这些单元格合并了，看不出内容属于哪几行",
             "these cells are merged: which rows the content belongs to cannot be told"),
        Text("取消合并，把内容写进每一行", "unmerge them and write the content into each row"),
    )  # fmt: skip


def _unknown_sheet(name: str, known: tuple[str, ...]) -> Finding:
    return refuse(
        "X05", Place(name),
        Text("不认识这张工作表，里面有内容", "this sheet is unknown, and there is content in it"),
        Text(f"改成已有的名称（{'、'.join(known[:6])}……）；自己用的，名称以“{_NOTES}”开头",
             f"give it a name that is known ({', '.join(known[:6])} …); begin the name of your own notes with {_NOTES}"),
    )  # fmt: skip


def _unknown_column(sheet: str, row: int, index: int, name: Seen) -> Finding:
    title = "" if blank(name) else f"“{name}”"
    return refuse(
        "X06", at_cell(sheet, row, index),
        Text(f"不认识 {column_name(index)} 列{title}，里面有内容，或者与另一列重复",
             f"column {column_name(index)} {title} is unknown or stands here twice, and it has content"),
        Text("表头照模板写，第二行的路径不要改；用不着的列删去",
             "write the headings as in the template and leave row 2 alone; delete a column that is not needed"),
    )  # fmt: skip


def _no_headings(sheet: str) -> Finding:
    return refuse(
        "X16", at_cell(sheet),
        Text("这张工作表的前两行没有表头", "the first two rows of this sheet hold no headings"),
        Text("从 `banshi export --xlsx` 的模板复制前两行", "copy the first two rows from a file made by `banshi export --xlsx`"),
    )  # fmt: skip


def _twice(place: Place, first: Place) -> Finding:
    return refuse(
        "X11", place,
        Text(f"同一个文件已经在 {first} 写过", f"the same file stands at {first} already"),
        Text("只留一行，或者改编号、生效日期", "keep one row, or change id or day"),
        (first,),
    )  # fmt: skip


def _orphan(sheet: Sheet, row: Row, main: Sheet, keys: tuple[str, ...]) -> Finding:
    named = " ".join(keys)
    return refuse(
        "X10", at_cell(sheet.name, row.number),
        Text(f"工作表“{main.name}”里没有 {named} 这一行", f"the sheet `{main.name}` has no row {named}"),
        Text("改正前几列，或者在那张表里补一行", "correct the first columns, or add the row there"),
    )  # fmt: skip


def _no_key(place: Place, column: Column) -> Finding:
    return refuse(
        "X10", place,
        Text(f"没有写“{column.title}”，不知道这一行属于哪个文件",
             f"`{column.address}` is empty: nobody knows which file this row belongs to"),
        Text("照上一行补上；用不着的行整行清空", "fill it in as in the row above, or clear the whole row"),
    )  # fmt: skip


def _bad_key(place: Place, column: Column, key: str) -> Finding:
    return refuse(
        "X12", place,
        Text(f"`{key[:40]}` 不能作文件名", f"`{key[:40]}` cannot name a file"),
        Text("只用英文字母、数字、连字符；日期写成 2026-02-13",
             "use ASCII letters, digits and hyphens; write a day as 2026-02-13"),
    )  # fmt: skip


def _number(place: Place, seen: float) -> Finding:
    return warn(
        "X13", place,
        Text(f"这里的代码存成了数字 {seen}，前面若有零，已经丢了",
             f"this code is stored as the number {seen}; zeros before it, if any, are gone"),
        Text("核对；把这一列设为“文本”格式再写", "compare it; format the column as text and type it again"),
    )  # fmt: skip


def _not_writable(place: Place, path: str) -> Finding:
    return refuse(
        "X09", place,
        Text(f"这一行的内容写进 {path} 后读不回原样，可能有看不见的字符",
             f"written to {path} the content of this row does not read back the same; it may hold invisible characters"),
        Text("把文字重新输入一遍，不要从网页粘贴", "type the text again instead of pasting it"),
    )  # fmt: skip


def _nothing() -> Finding:
    return refuse(
        "X16", Place(KINDS[0].sheet),
        Text("工作簿里没有一行可以导入", "the workbook holds no row to import"),
        Text("用 `banshi export --xlsx` 导出的文件作模板", "start from a file made by `banshi export --xlsx`"),
    )  # fmt: skip
