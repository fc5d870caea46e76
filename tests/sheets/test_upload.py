"""The upload tables: field names of docs/elements.md, codes by version, what is missing is said."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from pathlib import Path

from checker.catalogue import Catalogue
from checker.sheets.upload import TABLES, as_csv, upload_tables

DAY = date(2026, 11, 22)


def test_columns_are_the_fields_of_the_elements_page(catalogue: Catalogue, repository: Path) -> None:
    named = set(re.findall(r"`([a-z_]+)`", (repository / "docs" / "elements.md").read_text("utf-8")))
    tables, _ = upload_tables(catalogue, DAY, "platform-2020")
    assert set(tables) == set(TABLES)
    for rows in tables.values():
        assert set(rows[0]) <= named


def test_codes_follow_the_version(catalogue: Catalogue) -> None:
    def audience(version: str) -> dict[str, str]:
        tables, _ = upload_tables(catalogue, DAY, version)
        return {row["task_name"]: row["server_type"] for row in tables["task"]}

    assert audience("platform-2020") != audience("gbt-39046")


def test_one_matter_is_uploaded_as_it_is_written(catalogue: Catalogue) -> None:
    tables, _ = upload_tables(catalogue, DAY, "platform-2020", "999922")
    row = next(row for row in tables["task"] if row["task_name"] == "劳务派遣经营许可")
    assert (row["task_type"], row["use_level"], row["project_type"]) == ("01", "4", "2")
    assert (row["anticipate_day"], row["anticipate_type"]) == ("20", "1")
    assert row["is_fee"] == row["is_pay_online"] == "0"
    papers = [paper for paper in tables["material"] if paper["task_guid"] == row["task_guid"]]
    assert [paper["order_num"] for paper in papers] == [str(number) for number in range(1, len(papers) + 1)]


def test_what_is_missing_is_said(catalogue: Catalogue) -> None:
    _, findings = upload_tables(catalogue, DAY, "gbt-39046")
    assert {"X30", "X31"} <= {found.code for found in findings}
    assert any("task_state" in found.message.en for found in findings if found.code == "X31")


def test_csv_can_be_read_back(catalogue: Catalogue) -> None:
    tables, _ = upload_tables(catalogue, DAY, "platform-2020")
    for name, rows in tables.items():
        assert list(csv.DictReader(io.StringIO(as_csv(rows, name)))) == list(rows)
        assert as_csv((), name).startswith("row_guid,") if name != "task" else True
