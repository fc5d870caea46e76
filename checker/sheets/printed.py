"""Sheets for people to read, sort and print, as the bytes of an .xlsx file. Beside checker.sheets.workbook the only module that
imports xlsxwriter.

In: sheets: columns, rows of text and whole numbers. Out: bytes, the same for the same input. The surprising thing: a cell that
begins with `=`, `+` or `@` is written as the text it is, like every other; there is no way to get a formula or a link in here.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Literal
from unicodedata import east_asian_width

import xlsxwriter

__all__ = ["CREATED", "MOST_COLUMNS", "MOST_ROWS", "Cell", "Column", "Look", "Sheet", "written"]

Cell = str | int | None
MOST_ROWS, MOST_COLUMNS = 1_000_000, 16_000
_MOST_TEXT = 32_000  # Excel holds 32,767 characters in a cell
CREATED = datetime(2020, 1, 1)  # noqa: DTZ001  # a fixed stamp, in Excel's own time without a zone: the same rows give the same file
_NO_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_NO_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
_MOST_NAME = 31
_LINE, _HIGHEST = 16, 400  # points; Excel's highest row is 409
_WIDEST, _LEAST, _SIGN_WIDTH = 60, 12, 4
_ROOM = {"A4": 130, "A3": 250}  # half-widths across the paper on its long side
_UPRIGHT_ROOM = 92


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `kind` sign: one character, centred, its heading turned upright."""

    title: str
    kind: Literal["text", "number", "sign"] = "text"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: a title and small lines above the head; `frozen` columns stay in sight. Rows may be shorter than the head."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: Sequence[Sequence[Cell]]
    lines: tuple[str, ...] = ()
    frozen: int = 1
    filtered: bool = True
    paper: Literal["A4", "A3"] = "A4"


@dataclass(frozen=True, slots=True)
class Look:
    """What holds for the whole file: its title, who publishes it, and the font of its language."""

    title: str
    publisher: str
    font: str
    upright: Literal[90, 270] = 270
    """How headings are turned: 270 stands Chinese characters one above the other, 90 lays Latin words on their side."""


def written(sheets: Iterable[Sheet], look: Look) -> bytes:
    """The file."""
    file = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties(
            {"title": _clean(look.title), "company": _clean(look.publisher), "created": CREATED}
        )
        styles = _styles(book, look)
        taken: set[str] = set()
        for sheet in sheets:
            _fill(book.add_worksheet(_name(sheet.name, taken)), sheet, styles, look.upright)
    return file.getvalue()


def _styles(book: Any, look: Look) -> dict[str, Any]:
    plain = {"font_name": look.font, "font_size": 10.5, "valign": "top", "font_color": "#1B1F24"}
    rule = {"bottom": 1, "bottom_color": "#D5DBE3"}
    head = {
        "bold": True,
        "bg_color": "#F5F7FA",
        "bottom": 2,
        "bottom_color": "#0B5394",
        "text_wrap": True,
        "valign": "bottom",
    }
    made = {
        "title": {**plain, "bold": True, "font_size": 15, "font_color": "#083D6E"},
        "line": {**plain, "font_size": 9, "font_color": "#57606A"},
        "text": {**plain, **rule, "num_format": "@", "text_wrap": True},
        "number": {**plain, **rule, "num_format": "#,##0", "align": "right", "indent": 1},
        "sign": {**plain, **rule, "num_format": "@", "align": "center"},
        "head-text": {**plain, **head},
        "head-number": {**plain, **head, "align": "right", "indent": 1},
        "count": {**plain, **rule, "num_format": "#,##0", "align": "center"},
        "head-sign": {
            **plain,
            **head,
            "align": "center",
            "rotation": look.upright,
            "font_size": 9,
            "text_wrap": False,
        },
    }
    return {name: book.add_format(style) for name, style in made.items()}


def _fill(page: Any, sheet: Sheet, styles: dict[str, Any], upright: int) -> None:
    room = _ROOM[sheet.paper]
    widths = _widths(sheet, room)
    page.write_string(0, 0, _clean(sheet.title), styles["title"])
    page.set_row(0, _LINE * 1.6)
    for place, line in enumerate(sheet.lines, 1):
        page.write_string(place, 0, _clean(line), styles["line"])
    top = len(sheet.lines) + 2
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, widths[place])
        page.write_string(top, place, _clean(column.title), styles[f"head-{column.kind}"])
    page.set_row(top, _head_height(sheet, widths, upright))
    for number, row in enumerate(sheet.rows, top + 1):
        page.set_row(number, _height(row, widths))
        for place, column in enumerate(sheet.columns):
            cell = row[place] if place < len(row) else None
            if isinstance(cell, int):
                page.write_number(
                    number, place, cell, styles["number" if column.kind == "number" else "count"]
                )
            elif cell:
                page.write_string(
                    number, place, _clean(cell), styles["text" if column.kind == "number" else column.kind]
                )
            else:
                page.write_blank(number, place, None, styles["text"])
    page.freeze_panes(top + 1, sheet.frozen)
    if sheet.filtered and sheet.rows:
        page.autofilter(top, 0, top + len(sheet.rows), len(sheet.columns) - 1)
    _set_up_print(page, sheet, top, sum(widths), room)


def _widths(sheet: Sheet, room: int) -> tuple[int, ...]:
    """In half-widths: each column as its longest line needs it; where all of them exceed the paper, the widest give way."""
    wanted = [
        _SIGN_WIDTH if column.kind == "sign" else _columns_of(column.title) + 2 for column in sheet.columns
    ]
    for row in sheet.rows:
        for place, cell in enumerate(row[: len(wanted)]):
            if cell is not None and sheet.columns[place].kind != "sign":
                wanted[place] = max(wanted[place], *(_columns_of(line) + 2 for line in str(cell).split("\n")))
    wanted = [min(max(width, _SIGN_WIDTH), _WIDEST) for width in wanted]
    cap = _WIDEST
    while cap > _LEAST and sum(min(width, cap) for width in wanted) > room:
        cap -= 1
    if sum(min(width, cap) for width in wanted) > room:  # it takes several pages anyway: then legibly
        cap = 2 * _LEAST
    return tuple(min(width, cap) for width in wanted)


def _head_height(sheet: Sheet, widths: Sequence[int], upright: int) -> float:
    """Headings that stand upright need as much as their longest: stacked characters a line each, Latin five points a letter."""
    signs = [_columns_of(column.title) for column in sheet.columns if column.kind == "sign"]
    level = [column.title for column in sheet.columns if column.kind != "sign"]
    turned = max(signs, default=0) * (6 if upright == 270 else 5.2) + 8 if signs else 0
    return min(max(_height(level, widths), turned), _HIGHEST)


def _height(row: Iterable[Cell], widths: Sequence[int]) -> float:
    """So high that every line is seen: the programs differ in whether they find it out themselves."""
    lines = 1
    for cell, width in zip(row, widths, strict=False):
        if isinstance(cell, str):
            lines = max(
                lines, sum(max(1, -(-_columns_of(line) // max(width - 1, 1))) for line in cell.split("\n"))
            )
    return min(lines * _LINE + 3, _HIGHEST)


@lru_cache(8192)
def _columns_of(text: str) -> int:
    """How many half-widths the text takes."""
    return len(text) if text.isascii() else sum(2 if east_asian_width(sign) in "WFA" else 1 for sign in text)


def _set_up_print(page: Any, sheet: Sheet, top: int, width: int, room: int) -> None:
    """As wide as one page where that stays legible, the head on every page, page numbers at the foot."""
    page.set_paper(9 if sheet.paper == "A4" else 8)
    if width > _UPRIGHT_ROOM:
        page.set_landscape()
    if width <= room * 1.5:
        page.fit_to_pages(1, 0)
    else:
        page.set_print_scale(70)
        page.repeat_columns(0, max(sheet.frozen - 1, 0))
    page.repeat_rows(top)
    page.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.8)
    title = _clean(sheet.title).replace("&", "&&")[:100]
    page.set_footer(f"&L&9{title}&R&9&P / &N")
    page.hide_gridlines(2)


def _name(wanted: str, taken: set[str]) -> str:
    """A name that Excel takes: short, without its forbidden signs, unlike all others."""
    clean = _NO_NAME.sub(" ", _clean(wanted)).strip(" '")[:_MOST_NAME].strip(" '") or "-"
    name, number = clean, 1
    while name.casefold() in taken or name.casefold() == "history":
        number += 1
        name = f"{clean[: _MOST_NAME - 4]} {number}"
    taken.add(name.casefold())
    return name


def _clean(text: str) -> str:
    """The text as a cell can hold it; what is too long ends visibly."""
    text = _NO_XML.sub("", text)
    return text if len(text) <= _MOST_TEXT else f"{text[:_MOST_TEXT]}…"
