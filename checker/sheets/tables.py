"""A catalogue file as rows of several sheets, and rows as a file.

In: plain data and the sheets of its kind; or rows. Out: rows with nothing but text and whole numbers; or the data, with
the cell of
every value. The surprising thing: what was taken apart is put together again at once and compared. Only a file that comes back
the same is exported; any other is named, with its path.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field

from checker.finding import Text
from checker.sheets.cells import EMPTY_LIST, Content, NotHeld, NotUnderstood, Seen, held, understood
from checker.sheets.layout import FILE, KINDS, Column, Kind, Path, Sheet
from checker.source import Pointer

__all__ = [
    "Built",
    "Problem",
    "Row",
    "blank",
    "build",
    "file_path",
    "kind_of_path",
    "put_together",
    "taken_apart",
]

FORMAT = 1  # of catalogue files; see checker/reading


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it was read: its number in the sheet, counted from 1, and its cells in the order of the headings."""

    number: int
    cells: tuple[Seen, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """A cell that is no value: row, index of the column, why and what to do."""

    sheet: Sheet
    row: int
    column: int
    message: Text
    help: Text


@dataclass(slots=True)
class Built:
    """A file put together: its data, the cell of each value (sheet, row, column), and the cells that are none."""

    data: dict[str, object]
    cells: dict[Pointer, tuple[Sheet, int, int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def blank(cell: Seen) -> bool:
    """Whether there is nothing in the cell that a person could see."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def kind_of_path(path: str) -> tuple[Kind, dict[str, str]] | None:
    """The kind of a catalogue file and the keys in its path; `cases.yaml` is no edition."""
    for kind in reversed(KINDS):
        pattern = re.escape(kind.path)
        for key in kind.keys:
            pattern = pattern.replace(re.escape("{" + key + "}"), f"(?P<{_group(key)}>[^/]+)", 1)
        found = re.fullmatch(pattern, path)
        if found and not (kind.name == "edition" and path.endswith("/cases.yaml")):
            return kind, {key: found[_group(key)] for key in kind.keys}
    return None


def file_path(kind: Kind, keys: Mapping[str, str]) -> str:
    """Where the file with these keys stands."""
    path = kind.path
    for key, value in keys.items():
        path = path.replace("{" + key + "}", value)
    return path


def _group(key: str) -> str:
    return "file" if key == FILE else key


def taken_apart(
    data: object, keys: Mapping[str, str], sheets: Sequence[Sheet]
) -> list[tuple[Sheet, tuple[Content, ...]]] | None:
    """The rows of one file, its own row first; None when the sheets cannot hold it exactly."""
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        return None
    whole = deepcopy(data)
    rows: list[tuple[Sheet, tuple[Content, ...]]] = []
    try:
        head = tuple(held(keys[column.address.removeprefix("^.")], "text") for column in sheets[0].keys)
        for sheet in sheets:
            items = [whole] if not sheet.items else _at(whole, sheet.items)
            for item in items if isinstance(items, list) else ():
                if not isinstance(item, dict):
                    return None
                rows.append((sheet, (*head, *(_cell(item, column) for column in sheet.columns))))
    except NotHeld:
        return None
    numbered: dict[str, list[Row]] = {}
    for sheet, cells in rows:
        numbered.setdefault(sheet.name, []).append(Row(0, cells))
    built = put_together(sheets, numbered[sheets[0].name][0], numbered)
    return rows if not built.problems and built.data == whole else None


def _cell(item: dict[str, object], column: Column) -> Content:
    """What stands in the column for this item; a text of Chinese alone is first made plain, which says the same."""
    path = column.path[:-1] if column.form == "en" else column.path
    value = _at(item, path)
    if value is None:
        return None
    if column.form == "rows":
        if not isinstance(value, list):
            raise NotHeld
        return None if value else EMPTY_LIST
    if column.form in ("zh", "en") and isinstance(value, dict):
        if list(value) == ["zh"]:
            value = value["zh"]
            _put(item, path, value)
        else:
            value = value.get(column.form)
            return None if value is None else held(value, column.form)
    if column.form == "en":
        return None
    return held(value, column.form)


def _at(item: object, path: Path) -> object:
    for name in path:
        if not isinstance(item, dict):
            return None
        item = item.get(name)
    return item


def _put(item: dict[str, object], path: Path, value: object) -> None:
    for name in path[:-1]:
        inner = item.setdefault(name, {})
        if not isinstance(
            inner, dict
        ):  # a mapping where a text stands already: the text is reported, not replaced
            raise NotHeld
        item = inner
    item[path[-1]] = value


def put_together(sheets: Sequence[Sheet], own: Row, rows: Mapping[str, Iterable[Row]]) -> Built:
    """One file from its own row and, by the name of their sheet, the rows of its lists."""
    main = sheets[0]
    built = build(main, own, ())
    built.data = {"format": FORMAT, **built.data}
    for sheet in sheets[1:]:
        items = [
            build(sheet, row, (*sheet.items, index)) for index, row in enumerate(rows.get(sheet.name, ()))
        ]
        if not items:
            continue
        if _at(built.data, sheet.items) is not None:
            _said_to_be_empty(built, main, own, sheet)
        try:
            _put(built.data, sheet.items, [item.data for item in items])
        except NotHeld:
            continue  # reported by the schema: something else stands where the list belongs
        for item in items:
            built.cells.update(item.cells)
            built.problems.extend(item.problems)
    return built


def _said_to_be_empty(built: Built, main: Sheet, own: Row, sheet: Sheet) -> None:
    column = next(index for index, each in enumerate(main.headings) if each.path == sheet.items)
    built.problems.append(
        Problem(
            main,
            own.number,
            column,
            Text(
                f"这里写着“{EMPTY_LIST}”，工作表“{sheet.name}”里却有行",
                f"`{EMPTY_LIST}` stands here, but the sheet `{sheet.name}` has rows",
            ),
            Text("清空这一格，或者删去那些行", "clear this cell, or delete those rows"),
        )
    )


def build(sheet: Sheet, row: Row, pointer: Pointer) -> Built:
    """One item from one row; keys of the file above it are left out."""
    built = Built({})
    built.cells[pointer] = (sheet, row.number, 0)
    texts: list[tuple[Path, int, str]] = []
    for index, column in enumerate(sheet.headings):
        seen = row.cells[index] if index < len(row.cells) else None
        if blank(seen) or column.path[0] in ("^", FILE):
            continue
        try:
            value = _rows_marker(seen) if column.form == "rows" else understood(seen, column.form)
            if column.form == "en":
                texts.append((column.path[:-1], index, str(value)))
            else:
                _put(built.data, column.path, value)
        except NotUnderstood as problem:
            built.problems.append(Problem(sheet, row.number, index, problem.message, problem.help))
        except NotHeld:
            continue
        for length in range(len(column.path), 0, -1):
            built.cells.setdefault((*pointer, *column.path[:length]), (sheet, row.number, index))
    for path, _, english in texts:
        chinese = _at(built.data, path)
        _put(built.data, path, {"en": english} if chinese is None else {"zh": chinese, "en": english})
    return built


def _rows_marker(seen: Seen) -> list[object]:
    if isinstance(seen, str) and seen.strip() == EMPTY_LIST:
        return []
    raise NotUnderstood(
        Text(
            f"这一格只能空着，或者写“{EMPTY_LIST}”：各项在自己的工作表里，一项一行",
            f"this cell is empty or says `{EMPTY_LIST}`: the items stand in their own sheet, one a row",
        ),
        Text("把内容移到那个工作表", "move the content to that sheet"),
    )
