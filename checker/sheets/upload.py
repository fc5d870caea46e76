"""The upload tables of the national platform as CSV: task, material, fee, link and faq.

In: a catalogue, a day, a code-list version. Out: rows under the field names of docs/elements.md, and findings for what
is missing.
The surprising thing: a row is what one division does, so only matters with an implementation list are uploaded. What the
catalogue
does not carry (the name of a clerk) stays an empty column and is said, never filled with something likely.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from checker.catalogue import Catalogue, NoEdition
from checker.finding import Finding, Place, Text, in_order
from checker.phrases import Phrases
from checker.sheets.code_lists import CodeLists
from checker.sheets.codes import warn
from checker.sheets.upload_papers import faq_rows, fee_rows, link_rows, material_rows
from checker.sheets.upload_row import Row, Subject
from checker.sheets.upload_task import MANDATORY, task_row

__all__ = ["TABLES", "as_csv", "upload_tables"]

TABLES = ("task", "material", "fee", "link", "faq")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def upload_tables(
    catalogue: Catalogue, day: date, version: str, division: str = ""
) -> tuple[Mapping[str, tuple[Row, ...]], tuple[Finding, ...]]:
    """The rows of every table for what is in force on that day, at one division or at all."""
    codes = CodeLists(catalogue.vocabulary, version)
    phrases = Phrases(catalogue.words, "zh-Hans", catalogue.laws, catalogue.vocabulary)
    tables: dict[str, list[Row]] = {name: [] for name in TABLES}
    findings: list[Finding] = []
    for subject in _subjects(catalogue, day, codes, phrases, division):
        task = task_row(subject)
        tables["task"].append(task)
        for name, rows in (
            ("material", material_rows),
            ("fee", fee_rows),
            ("link", link_rows),
            ("faq", faq_rows),
        ):
            tables[name].extend(rows(subject))
        findings.extend(_incomplete(subject, task))
    if not division:
        findings.extend(_not_uploaded(catalogue))
    findings.extend(_like_formulas(tables))
    return {name: tuple(rows) for name, rows in tables.items()}, in_order([*findings, *codes.findings()])


def as_csv(rows: Iterable[Row], name: str) -> str:
    """One table; its heading stands there also when no row does."""
    listed = list(rows)
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, fieldnames=list(listed[0]) if listed else _HEADINGS[name].split())
    writer.writeheader()
    writer.writerows(listed)
    return stream.getvalue()


_HEADINGS = {  # of a table without rows
    "material": "row_guid task_guid order_num material_name material_type material_format is_need source_type source_explain "
    "page_num page_format fill_explain accept_stand material_by_law handle_case issue_time remark",
    "fee": "row_guid task_guid fee_name fee_stand fee_by_law is_desc desc_explain",
    "link": "row_guid task_guid order_num link_name handle_dept_name handle_person_name handle_day handle_type is_special",
    "faq": "row_guid task_guid order_num question answer",
}


def _subjects(
    catalogue: Catalogue, day: date, codes: CodeLists, phrases: Phrases, division: str
) -> Iterator[Subject]:
    files = {path: source.data for path, source in catalogue.sources.items()}
    materials = {name: files.get(item.place.path) for name, item in catalogue.materials.items()}
    for place, matter in sorted(catalogue.offices):
        if division and place != division:
            continue
        try:
            office = catalogue.office(matter, day, place)
            edition = catalogue.at(matter, day, place)
        except NoEdition:  # not in force on that day
            continue
        agency = catalogue.agencies.get(office.agency)
        organ = files.get(agency.place.path) if agency else None
        yield Subject(
            edition, office, agency, files.get(catalogue.national(matter, day).place.path), files.get(office.place.path),
            organ, materials, codes, phrases, day,
        )  # fmt: skip


def _incomplete(subject: Subject, task: Row) -> Iterator[Finding]:
    empty = [field for field in MANDATORY if not task.get(field)]
    wanted = [*empty, *(field for field, needed in _needed(task) if needed and not task[field])]
    if wanted:
        yield warn(
            "X31", subject.office.place,
            Text(f"{subject.name}：上传表必填的要素空着：{'、'.join(wanted)}",
                 f"{subject.name}: mandatory elements are empty: {', '.join(wanted)}"),
            Text("docs/elements.md 写明每个要素在哪里填；没有代码的见 X30",
                 "docs/elements.md says where each element is written; for codes see X30"),
        )  # fmt: skip


def _needed(task: Row) -> Iterator[tuple[str, bool]]:
    """Elements that are mandatory in the case named."""
    yield "limit_scene_explain", task["limit_scene_num"] not in ("", "0")
    yield "fee_basis", task["is_fee"] == "1"
    yield "online_handle_url", task["is_online"] == "1"
    yield "anticipate_explain", not task["anticipate_day"]


def _not_uploaded(catalogue: Catalogue) -> Iterator[Finding]:
    handled = {matter for _, matter in catalogue.offices}
    missing = [matter for matter in sorted(catalogue.editions) if matter not in handled]
    if missing:
        yield warn(
            "X31", Place("catalogue/offices"),
            Text(f"{len(missing)} 个事项没有实施清单，不在上传表里：{'、'.join(missing)}",
                 f"{len(missing)} matters have no implementation list and are not in the tables: {', '.join(missing)}"),
            Text("在 catalogue/offices/ 里写清单；不由本地实施的不用写",
                 "write a list in catalogue/offices/; none is needed for what is handled elsewhere"),
        )  # fmt: skip


def _like_formulas(tables: Mapping[str, Iterable[Row]]) -> Iterator[Finding]:
    for name, rows in tables.items():
        for number, row in enumerate(rows, 2):
            for field, content in row.items():
                if content.startswith(_FORMULA):
                    yield warn(
                        "X32", Place(f"{name}.csv", number),
                        Text(f"{field} 以 `{content[0]}` 开头，用表格软件打开会当成公式",
                             f"{field} begins with `{content[0]}`: a spreadsheet program takes it for a formula"),
                        Text("改写目录里的文字；CSV 不要直接双击打开，用“导入文本”",
                             "reword it in the catalogue; import the CSV as text instead of opening it"),
                    )  # fmt: skip
