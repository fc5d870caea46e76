"""Export, import, export again: equal cells over the whole shipped catalogue, and the same lint."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from checker.catalogue import Catalogue
from checker.cli.app import app
from checker.lint import run
from checker.loading import load_catalogue
from checker.sheets.cells import NotHeld, held, understood
from checker.sheets.intake import take_in
from checker.sheets.layout import Form
from checker.sheets.outlet import export_workbook, tables_of
from checker.sheets.yaml_writing import block, document, flow
from checker.source import parse

DAY = date(2026, 11, 22)


def cells(path: Path) -> Iterator[tuple[str, str, object]]:
    with closing(openpyxl.load_workbook(path, read_only=True)) as book:
        for sheet in book.worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.value is not None:
                        yield sheet.title, cell.coordinate, cell.value


def test_nothing_of_the_catalogue_is_left_out(catalogue: Catalogue) -> None:
    tables, findings = tables_of(catalogue)
    assert findings == ()
    own = sum(len(rows) for sheet, rows in tables if not sheet.items)
    assert own == sum(1 for path in catalogue.sources if path.startswith("catalogue/"))


def test_import_gives_the_same_data(catalogue: Catalogue, exported: Path) -> None:
    intake = take_in(exported, catalogue.schemas)
    assert intake.findings == ()
    wanted = {
        path: source.data for path, source in catalogue.sources.items() if path.startswith("catalogue/")
    }
    assert {path: data for path, (data, _) in intake.files.items()} == wanted


def test_export_import_export_gives_equal_cells_and_the_same_lint(
    repository: Path, catalogue: Catalogue, exported: Path, tmp_path: Path
) -> None:
    into = tmp_path / "into"
    result = CliRunner().invoke(
        app, ["--root", str(repository), "import", str(exported), "--into", str(into)]
    )
    assert result.exit_code == 0, result.stderr
    again = load_catalogue(into)
    second = tmp_path / "second.xlsx"
    assert export_workbook(again, second) == ()
    assert list(cells(second)) == list(cells(exported))

    def told(of: Catalogue) -> list[tuple[str, str, str]]:
        return sorted((found.code, found.place.path, found.message.en) for found in run(of, on=DAY))

    assert told(again) == told(catalogue)


def test_a_second_import_changes_no_file_and_keeps_comments(
    repository: Path, exported: Path, tmp_path: Path
) -> None:
    into = tmp_path / "into"
    arguments = ["--root", str(repository), "import", str(exported), "--into", str(into)]
    assert CliRunner().invoke(app, arguments).exit_code == 0
    file = into / "catalogue/matters/labour-dispatch/2013-07-01.yaml"
    file.write_text(file.read_text("utf-8") + "# a remark\n", encoding="utf-8")
    assert CliRunner().invoke(app, arguments).exit_code == 0
    assert file.read_text("utf-8").endswith("# a remark\n")


def test_a_file_that_differs_is_overwritten_only_when_told(
    repository: Path, exported: Path, tmp_path: Path
) -> None:
    into = tmp_path / "into"
    arguments = ["--root", str(repository), "import", str(exported), "--into", str(into)]
    assert CliRunner().invoke(app, arguments).exit_code == 0
    file = into / "catalogue/laws/legal-aid-law.yaml"
    before = file.read_text("utf-8")
    file.write_text(before.replace("format: 1", "format: 1\n# other\nregion: 示例"), encoding="utf-8")
    changed = file.read_text("utf-8")
    refused = CliRunner().invoke(app, arguments)
    assert refused.exit_code == 1
    assert "X15" in refused.stderr
    assert file.read_text("utf-8") == changed
    assert CliRunner().invoke(app, [*arguments, "--replace"]).exit_code == 0
    assert file.read_text("utf-8") == before


def test_the_same_catalogue_gives_the_same_bytes(
    catalogue: Catalogue, exported: Path, tmp_path: Path
) -> None:
    again = tmp_path / "again.xlsx"
    export_workbook(catalogue, again)
    assert again.read_bytes() == exported.read_bytes()


TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**15) + 1, 10**15 - 1) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


@given(TEXTS, st.sampled_from(["text", "zh", "en"]))
def test_text_comes_back_from_its_cell(text: str, form: Form) -> None:
    cell = held(text, form)
    assert isinstance(cell, str)
    assert cell.strip()
    assert understood(cell, form) == text


@given(st.lists(TEXTS, max_size=5))
def test_a_list_comes_back_from_its_cell(items: list[str]) -> None:
    cell = held(items, "list")
    try:
        back = understood(cell, "list")
    except ValueError:  # invisible characters, which no file of the catalogue can hold either
        assert parse(document(items, "x").encode(), "x")[0] is None
        return
    assert back == items


@given(JSON)
def test_yaml_is_read_back_as_written(data: object) -> None:
    for text in (block(data), flow(data)):
        source, findings = parse(text.encode(), "x")
        if source is None:
            # refused characters and keys; never a file that says something else
            assert {finding.code for finding in findings if finding.severity == "error"}
        else:
            assert source.data == data


@pytest.mark.parametrize(
    "text",
    [
        "0123",
        "1.10",
        "=1+1",
        "是",
        "no",
        "2026-02-13",
        "- x",
        "a: b",
        "# c",
        "~",
        "null",
        "id：x",
        "[",
        "{a}",
    ],
)
def test_awkward_text_is_quoted(text: str) -> None:
    source, findings = parse(block({"key": text}).encode(), "x")
    assert source is not None
    assert findings == ()
    assert source.data == {"key": text}


def test_a_value_that_a_form_cannot_hold_is_said() -> None:
    with pytest.raises(NotHeld):
        held(["x"], "text")
    with pytest.raises(NotHeld):
        held("x" * 40000, "text")
