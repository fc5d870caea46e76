"""The catalogue as a workbook.

In: a loaded catalogue. Out: every file of catalogue/ as rows of its sheets, and findings for files that do not fit.
The surprising thing: comments in the files are not carried. They are for who reads the YAML; the importer leaves a file
alone, with
its comments, as long as its content stays the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from checker.catalogue import Catalogue
from checker.finding import Finding, Place, Text, in_order
from checker.sheets.cells import Content
from checker.sheets.codes import at_cell, refuse
from checker.sheets.layout import FILE, KINDS, Sheet, sheets_of
from checker.sheets.package import MOST_ROWS
from checker.sheets.tables import kind_of_path, taken_apart
from checker.sheets.workbook import write_workbook

__all__ = ["export_workbook", "tables_of"]

Table = tuple[Sheet, list[tuple[Content, ...]]]


def export_workbook(catalogue: Catalogue, path: Path) -> tuple[Finding, ...]:
    """Write all of it to `path`; what could not be exported is found."""
    tables, findings = tables_of(catalogue)
    return (*findings, *write_workbook(path, tables))


def tables_of(catalogue: Catalogue) -> tuple[tuple[Table, ...], tuple[Finding, ...]]:
    """Sheets and rows in the order of kinds and paths."""
    sheets = sheets_of(catalogue.schemas.library.documents)
    tables: dict[str, Table] = {sheet.name: (sheet, []) for sheet in sheets}
    findings = list(_unread(catalogue))
    order = {kind: number for number, kind in enumerate(KINDS)}
    listed = []
    for path in catalogue.sources:
        if path.startswith("catalogue/"):
            known = kind_of_path(path)
            if known is None or not any(sheet.kind is known[0] for sheet in sheets):
                findings.append(_does_not_fit(path))
            else:
                listed.append((order[known[0]], path, known[1]))
    for number, path, keys in sorted(listed):
        own = [sheet for sheet in sheets if sheet.kind is KINDS[number]]
        data = catalogue.sources[path].data
        named = (
            {name: data.get(name, key) for name, key in keys.items() if name != FILE}
            if isinstance(data, dict)
            else {}
        )
        rows = taken_apart(data, keys, own)
        if rows is None or any(keys[name] != value for name, value in named.items()):
            findings.append(_does_not_fit(path))
            continue
        for sheet, cells in rows:
            tables[sheet.name][1].append(cells)
    findings.extend(_too_long(sheet, rows) for sheet, rows in tables.values() if len(rows) > MOST_ROWS)
    return tuple(tables.values()), in_order(findings)


def _unread(catalogue: Catalogue) -> Iterator[Finding]:
    """Files that the loader could not read at all: their own findings say why."""
    for finding in catalogue.findings:
        path = finding.place.path
        if finding.severity == "error" and path.startswith("catalogue/") and path not in catalogue.sources:
            yield finding


def _does_not_fit(path: str) -> Finding:
    return refuse(
        "X20", Place(path),
        Text("这个文件没有导出：有表格装不下的内容，或者文件名与内容不一致",
             "this file was not exported: the sheets cannot hold all of it, or its name and content differ"),
        Text("用 `banshi lint` 看有什么错误，改正后再导出", "see what `banshi lint` finds, mend it and export again"),
    )  # fmt: skip


def _too_long(sheet: Sheet, rows: Sequence[object]) -> Finding:
    return refuse(
        "X04", at_cell(sheet.name),
        Text(f"这张工作表有 {len(rows)} 行，导入时最多 {MOST_ROWS} 行",
             f"this sheet has {len(rows)} rows; an import takes {MOST_ROWS}"),
        Text("按事项分开导出", "export fewer matters at a time"),
    )  # fmt: skip
