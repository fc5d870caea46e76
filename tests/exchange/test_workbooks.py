"""Workbooks as openpyxl reads them: complete, text where text was meant, figures that add up, the same bytes every time."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import repeat
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from checker.finding import Finding, Language
from checker.phrases import Phrases
from checker.savings import speed
from checker.sheets.printed import Column, Look, Sheet, written
from generators.document import Block, Callout, Document, Flowchart, Papers, Section, Summary
from generators.formats import FORMATS
from generators.outputs import OUTPUTS
from generators.subject import Page, Selection
from generators.workbook_catalogue import needs, sheets

LOOK = Look("题", "某机关", "Microsoft YaHei")


def read(data: bytes) -> Workbook:
    return load_workbook(io.BytesIO(data))


def cells(page: Worksheet) -> Iterator[object]:
    for row in page.iter_rows():
        for cell in row:
            assert cell.data_type in ("s", "n"), (page.title, cell.coordinate, cell.data_type)
            assert cell.hyperlink is None
            if cell.value is not None:
                yield cell.value


def everything(book: Workbook) -> str:
    return "\n".join(str(value) for page in book.worksheets for value in cells(page))


@pytest.fixture(scope="module")
def whole(select: Callable[..., Selection]) -> dict[str, bytes]:
    return {
        page.path: page.data for page in OUTPUTS["xlsx"].pages(select("zh-Hans")) if isinstance(page, Page)
    }


@pytest.fixture(scope="module")
def summary(whole: dict[str, bytes]) -> Workbook:
    return read(whole["xlsx/catalogue.xlsx"])


def table(page: Worksheet) -> list[dict[str, object]]:
    """The rows below the frozen head, by their headings."""
    assert page.freeze_panes is not None
    head = int("".join(sign for sign in page.freeze_panes if sign.isdigit())) - 1
    rows = list(page.iter_rows(min_row=head, values_only=True))
    return [dict(zip(map(str, rows[0]), row, strict=True)) for row in rows[1:]]


# ---- the workbook of a matter


def test_one_a_matter_and_one_of_all(
    whole: dict[str, bytes], guides: Callable[[Language], dict[str, Document]]
) -> None:
    assert set(whole) == {f"xlsx/{name}.xlsx" for name in (*guides("zh-Hans"), "catalogue")}


def test_every_word_of_every_guide(
    whole: dict[str, bytes],
    guides: Callable[[Language], dict[str, Document]],
    shown: Callable[[object], Iterator[str]],
) -> None:
    """But for headings above what has a sheet of its own, signs, and what points at things on a page."""
    for matter, document in guides("zh-Hans").items():
        book = read(whole[f"xlsx/{matter}.xlsx"])
        seen = everything(book)
        left = {text for text in shown(document) if text not in seen}
        assert left <= set(_pointing(document.opening)) | set(_headings(document.sections)), matter
        assert {"概要", "材料", "步骤", "条件和其他", "依据"} <= set(book.sheetnames), matter


def _headings(sections: tuple[Section, ...]) -> Iterator[str]:
    for section in sections:
        yield from (section.number, section.title)
        yield from _pointing(section.blocks)
        yield from _headings(section.parts)


def _pointing(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Papers) and block.spared:
            yield block.intro  # speaks of papers that are struck out
        if isinstance(block, Flowchart):
            yield block.outline_title
        if isinstance(block, Callout):
            yield block.sign
        if isinstance(block, Summary) and block.action:
            yield block.action.text


def test_sheets_of_a_guide(whole: dict[str, bytes]) -> None:
    book = read(whole["xlsx/labour-dispatch.xlsx"])
    assert book.sheetnames == ["概要", "材料", "步骤", "办理时限", "条件和其他", "依据"]
    papers = table(book["材料"])
    assert [row["材料"] for row in papers if row["序号"] == 3] == [
        "下列材料任选一种",
        "· 验资报告",
        "· 财务审计报告",
    ]
    assert {row["什么情形"] for row in papers if row["材料"] == "房屋租赁合同"} == {"经营场所为租赁的，要交"}
    limits = table(book["办理时限"])
    assert [(row["期限"], row["承诺"], row["法定"]) for row in limits][1] == (
        "作出决定",
        "10个工作日",
        "20个工作日",
    )
    assert table(book["步骤"])[0]["谁"] == "申请人"


def test_other_languages(select: Callable[..., Selection]) -> None:
    for language, sheet, said in (("en", "Papers", "Business licence"), ("zh-Hant", "材料", "營業執照")):
        pages = {
            page.path: page
            for page in OUTPUTS["xlsx"].pages(select(language, "labour-dispatch"))
            if isinstance(page, Page)
        }
        book = read(pages["xlsx/labour-dispatch.xlsx"].data)
        assert said in [
            row[next(key for key in row if key in ("Paper", "材料"))] for row in table(book[sheet])
        ]


def test_a_notice(defects: Callable[[Language], Document], spoken: Mapping[Language, Phrases]) -> None:
    seen = everything(read(FORMATS["xlsx"].write(defects("zh-Hans"), spoken["zh-Hans"])))
    assert "在“劳务派遣经营许可申请书”上加盖公章" in seen
    assert "2026年2月27日（星期五）" in seen


@pytest.mark.parametrize(
    "word",
    ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "{=1}", "https://x.y", "0123", "2026-02-13", "_x0041_", "'某"],
)
def test_text_stays_text(
    word: str, made_of: Callable[[Iterator[str]], Document], spoken: Mapping[Language, Phrases]
) -> None:
    book = read(FORMATS["xlsx"].write(made_of(repeat(word)), spoken["zh-Hans"]))
    assert everything(book).count(word) > 60


def test_hostile_signs_and_names() -> None:
    text = "\x00\x0b\ud800\uffff" + "长" * 40_000
    names = ("a/b:c?", "A b c", "History", "'x'", "", "x" * 60, "x" * 60)
    pages = [Sheet(name, text, (Column("列"),), [[text]], (text,)) for name in names]
    book = read(written(pages, LOOK))
    assert len(book.sheetnames) == len({name.casefold() for name in book.sheetnames}) == len(names)
    cell = book.worksheets[0].cell(5, 1).value
    assert isinstance(cell, str)
    assert cell.endswith("…")


def test_a_sheet_without_rows() -> None:
    page = read(written([Sheet("空", "空", (Column("列"), Column("数", "number")), [])], LOOK)).worksheets[0]
    assert [cell.value for cell in page[3]] == ["列", "数"]


def test_every_line_can_be_seen() -> None:
    """A long text makes its row as high as its lines; the column stays within the paper."""
    pages = [Sheet("表", "表", (Column("短"), Column("长")), [["一", "很长的话" * 40], ["一", "短"]])]
    page = read(written(pages, LOOK)).worksheets[0]
    high, low = page.row_dimensions[4].height, page.row_dimensions[5].height
    assert high is not None
    assert low is not None
    width = page.column_dimensions["B"].width
    assert high / low > 320 / width - 1
    assert page.page_setup.orientation is None or page.page_setup.orientation in ("portrait", "default")


def test_print_set_up(whole: dict[str, bytes]) -> None:
    for path in ("xlsx/labour-dispatch.xlsx", "xlsx/catalogue.xlsx"):
        for page in read(whole[path]).worksheets:
            assert page.print_title_rows is not None, page.title
            assert page.page_setup.paperSize in (8, 9), page.title
            assert (
                "&P / &N"
                in f"&{page.oddFooter.right.text}".replace("&[Page]", "&P").replace("&[Pages]", "&N")
                or page.oddFooter
            )


# ---- the workbook of all


def test_one_row_a_matter(summary: Workbook, guides: Callable[[Language], dict[str, Document]]) -> None:
    rows = table(summary["事项"])
    assert {row["编号"]: row["事项"] for row in rows} == {
        name: document.title for name, document in guides("zh-Hans").items()
    }
    for row in rows:
        facts = {fact.key: fact.value for fact in guides("zh-Hans")[str(row["编号"])].opening[0].facts}
        assert (row["办理时限"], row["收费"]) == (facts["limit"], facts["fee"])


def test_matrix(summary: Workbook, select: Callable[..., Selection]) -> None:
    rows = table(summary["材料矩阵"])
    *matters, sums = rows
    names = list(rows[0])[3:]
    assert len(names) > 200
    for name in names:
        assert sum(bool(row[name]) for row in matters) == sums[name], name
    counts = {
        author.edition.matter: len(needs(author.edition))
        for author in (each.author for each in select("zh-Hans").subjects)
    }
    assert {row["编号"]: row["材料数"] for row in matters} == counts
    signs = {row["编号"]: row for row in matters}["labour-dispatch"]
    assert (signs["公司章程"], signs["验资报告"], signs["房屋租赁合同"], signs["营业执照"]) == (
        "●",
        "◇",
        "○",
        "—",
    )


def test_sums_are_those_of_the_figures(summary: Workbook, select: Callable[..., Selection]) -> None:
    found = speed(each.edition for each in select("zh-Hans").subjects)
    rows = [row for row in table(summary["时限和提速"]) if not row["编号"]]
    assert [(row["法定"], row["承诺"], row["提速（%）"]) for row in rows] == [
        (unit.statutory, unit.promised, unit.saved) for unit in found.sums
    ]
    assert found.sums


def test_papers_and_laws(summary: Workbook) -> None:
    papers = {row["编号"]: row for row in table(summary["材料库"])}
    assert papers["business-licence"]["材料"] == "营业执照"
    assert "劳务派遣经营许可" in str(papers["business-licence"]["哪些事项"])
    laws = {row["编号"]: row for row in table(summary["法律"])}
    law = next(row for row in laws.values() if row["法律、法规、规章、文件"] == "中华人民共和国行政许可法")
    assert isinstance(law["事项数"], int)
    articles = [row for row in table(summary["条文"]) if row["条文"] == "第五十七条"]
    assert any("劳务派遣经营许可" in str(row["哪些事项"]) for row in articles)


def test_too_many_papers_for_a_sheet(select: Callable[..., Selection]) -> None:
    selection = select("zh-Hans", "labour-dispatch")
    edition, office = selection.plan.editions[0]
    paper = edition.materials[0]
    form = paper.forms[0]
    forms = tuple(replace(form, material=replace(form.material, id=f"m{number}")) for number in range(16_001))
    wide = replace(edition, materials=(replace(paper, forms=forms),))
    odd = replace(selection, plan=replace(selection.plan, editions=((wide, office),)))
    made, findings = sheets(odd)
    assert [(each.code, type(each)) for each in findings] == [("B73", Finding)]
    assert "材料矩阵" not in [sheet.name for sheet in made]


def test_same_bytes_twice_and_with_another_hash_seed(
    whole: dict[str, bytes], repository: Path, tmp_path: Path
) -> None:
    del whole
    made = []
    for seed in ("1", "2"):
        out = tmp_path / seed
        command = [sys.executable, "-m", "checker.cli", "build", "--out", str(out), "--on", "2026-11-22"]
        command += ["--formats", "xlsx,epub,markdown", "--matters", "labour-dispatch,marriage-registration"]
        environment = {"PYTHONHASHSEED": seed, "PATH": "/usr/bin:/bin", "XDG_CACHE_HOME": str(tmp_path)}
        subprocess.run(command, cwd=repository, env=environment, check=True, capture_output=True)
        made.append(
            {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}
        )
    assert made[0] == made[1]
    assert len(made[0]) == 9
