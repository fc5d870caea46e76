"""Workbooks that people change: what was not understood is told by sheet and cell, and nothing is lost or executed."""

from __future__ import annotations

import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.workbook import Workbook

from checker.catalogue import Catalogue
from checker.sheets.intake import take_in
from tests.sheets.conftest import Import

EDITION = "catalogue/matters/labour-dispatch/2013-07-01.yaml"


def column(book: Workbook, sheet: str, path: str) -> str:
    for cell in book[sheet][2]:
        if cell.value == path:
            return str(cell.column_letter)
    raise KeyError(path)


def put(sheet: str, path: str, row: int, value: object):  # type: ignore[no-untyped-def]  # a change for `imported`
    def change(book: Workbook) -> None:
        book[sheet][f"{column(book, sheet, path)}{row}"] = value

    return change


def told(imported: Import, change) -> set[tuple[str, str]]:  # type: ignore[no-untyped-def]  # see `put`
    intake = imported(change)
    return {(found.code, str(found.place)) for found in intake.findings}


def test_an_untouched_workbook_is_understood(imported: Import) -> None:
    intake = imported(lambda book: None)
    assert intake.findings == ()
    assert EDITION in intake.files


@pytest.mark.parametrize(
    ("sheet", "path", "value", "code"),
    [
        ("材料", "originals", "=1+1", "X08"),
        ("材料", "originals", "两份", "X09"),
        ("材料", "electronic", "也许", "X09"),
        ("条件", "when", "a: [", "X09"),
        ("条件", "when", "id：x", "X09"),
        ("事项", "effective_to", datetime.fromisoformat("2030-01-01T08:30"), "X09"),
        ("事项", "name", 1.5, "X09"),
        ("事项", "special_procedures", "听证", "X09"),
        ("条件", "stage", "sometimes", "F04"),
        ("事项", "codes.basic", "12", "F07"),
        ("材料", "^.matter", "no-such-matter", "X10"),
        ("材料", "^.matter", None, "X10"),
        ("材料", "^.matter", "../../etc", "X12"),
    ],
)  # fmt: skip
def test_a_cell_is_told(imported: Import, sheet: str, path: str, value: object, code: str) -> None:
    place = ""

    def change(book: Workbook) -> None:
        nonlocal place
        place = f"{sheet}!{column(book, sheet, path)}3"
        put(sheet, path, 3, value)(book)

    intake = imported(change)
    assert intake.refused
    hits = [found for found in intake.findings if found.code == code]
    assert hits
    assert any(place == str(found.place) or str(found.place) == f"{sheet}!3" for found in hits)
    assert all(found.help and found.help.zh and found.help.en for found in intake.findings)


def test_dates_of_excel_and_whole_numbers_are_read(imported: Import) -> None:
    intake = imported(put("事项", "effective_to", 3, datetime.fromisoformat("2030-01-31")))
    assert not intake.refused
    assert intake.files[EDITION][0]["effective_to"] == "2030-01-31"
    intake = imported(put("材料", "originals", 3, 2.0))
    assert intake.files[EDITION][0]["materials"][0]["originals"] == 2  # type: ignore[index]  # plain data


def test_a_code_stored_as_a_number_is_told(imported: Import) -> None:
    assert "X13" in {code for code, _ in told(imported, put("事项", "codes.basic", 3, 123456789012))}


def test_text_that_begins_with_an_equals_sign_stays_text(imported: Import) -> None:
    def change(book: Workbook) -> None:
        cell = book["事项"][f"{column(book, '事项', 'owner')}3"]
        cell.value = "=HYPERLINK(1)"
        cell.data_type = "s"

    intake = imported(change)
    assert intake.findings == ()
    assert intake.files[EDITION][0]["owner"] == "=HYPERLINK(1)"


def test_an_unknown_sheet_and_an_unknown_column_are_told(imported: Import) -> None:
    def sheet(book: Workbook) -> None:
        book.create_sheet("新表")["A1"] = "x"

    def extra(book: Workbook) -> None:
        last = book["材料"].max_column + 1
        book["材料"].cell(1, last, "心得")
        book["材料"].cell(5, last, "x")

    assert ("X05", "新表") in told(imported, sheet)
    assert {code for code, _ in told(imported, extra)} == {"X06"}


def test_own_notes_and_empty_columns_are_left_alone(imported: Import) -> None:
    def change(book: Workbook) -> None:
        book.create_sheet("备注 我的")["A1"] = "=1+1"
        book["材料"].cell(1, book["材料"].max_column + 1, "空列")

    assert imported(change).findings == ()


def test_columns_may_move_and_the_hidden_row_may_go(imported: Import) -> None:
    plain = imported(lambda book: None).files
    assert imported(lambda book: book["条件"].move_range("C1:C40", cols=30)).files == plain
    assert imported(lambda book: book["收费"].delete_rows(2)).files == plain


def test_merged_cells_are_refused(imported: Import) -> None:
    assert ("X07", "材料!C3:C4") in told(imported, lambda book: book["材料"].merge_cells("C3:C4"))


def test_a_file_twice_is_refused(imported: Import) -> None:
    def change(book: Workbook) -> None:
        book["事项"].append([cell.value for cell in book["事项"][3]])

    assert ("X11", "事项!4") in told(imported, change)


def test_empty_list_and_rows_contradict(imported: Import) -> None:
    assert {code for code, _ in told(imported, put("事项", "materials", 3, "无"))} == {"X09"}


def test_comments_are_told(imported: Import) -> None:
    def change(book: Workbook) -> None:
        book["事项"]["A3"].comment = Comment("x", "y")

    intake = imported(change)
    assert [found.code for found in intake.findings] == ["X14"]
    assert not intake.refused


def test_a_missing_field_is_told_at_its_row(imported: Import) -> None:
    codes = told(imported, put("条件", "remedy", 3, None))
    assert any(code.startswith("F") and place.startswith("条件!") for code, place in codes)


@pytest.mark.parametrize("name", ["x.xlsm", "x.xlsx"])
def test_macros_are_refused(small: Path, catalogue: Catalogue, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(small.read_bytes())
    if name.endswith("x"):
        with zipfile.ZipFile(path, "a") as archive:
            archive.writestr("xl/vbaProject.bin", b"x")
    intake = take_in(path, catalogue.schemas)
    assert [found.code for found in intake.findings] == ["X03"]
    assert intake.files == {}


def test_too_many_rows_are_refused(catalogue: Catalogue, tmp_path: Path) -> None:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("材料")
    for _ in range(100_005):
        sheet.append(["x"])
    path = tmp_path / "long.xlsx"
    book.save(path)
    intake = take_in(path, catalogue.schemas)
    assert [(found.code, str(found.place)) for found in intake.findings] == [("X04", "材料")]


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("../evil.xml", b"<a/>"),
        ("/evil.xml", b"<a/>"),
        ("xl/x.xml", b"<!DOCTYPE a><a/>"),
        ("xl/x.xml", "<a/>".encode("utf-16")),
    ],
)
def test_hostile_archives_are_refused(
    small: Path, catalogue: Catalogue, tmp_path: Path, part: str, content: bytes
) -> None:
    path = tmp_path / "hostile.xlsx"
    path.write_bytes(small.read_bytes())
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(part, content)
    assert [found.code for found in take_in(path, catalogue.schemas).findings] == ["X02"]


def test_a_bomb_is_refused_by_its_declared_size(catalogue: Catalogue, tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/sharedStrings.xml", "w") as part,
    ):
        for _ in range(80):
            part.write(b" " * 1024**2)
    assert [found.code for found in take_in(path, catalogue.schemas).findings] == ["X02"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0 old", b"a,b\n1,2\n"])
def test_what_is_no_workbook_is_refused(catalogue: Catalogue, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    intake = take_in(path, catalogue.schemas)
    assert {found.code for found in intake.findings} <= {"X01", "X02"}
    assert intake.refused


def test_no_file_at_all(catalogue: Catalogue, tmp_path: Path) -> None:
    assert [found.code for found in take_in(tmp_path / "none.xlsx", catalogue.schemas).findings] == ["X01"]
