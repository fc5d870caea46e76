"""`banshi announce` and `banshi stats`: the notice tells what was decided, and every figure can be counted again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from checker.catalogue import Catalogue
from checker.model.decisions import ACTIONS
from checker.savings import percent_saved, speed

Banshi = Callable[..., Any]


@pytest.mark.parametrize(
    ("statutory", "promised", "percent"),
    [
        (2659, 713, 73),  # the figures of a county centre: 73.19 %
        (20, 20, 0),
        (20, 0, 100),
        (200, 1, 100),  # 99.5 is rounded half up
        (1000, 6, 99),
        (386, 331, 14),  # 14.25
        (0, 0, None),
    ],
)
def test_percent_saved_is_rounded_half_up(statutory: int, promised: int, percent: int | None) -> None:
    assert percent_saved(statutory, promised) == percent


def test_speed_adds_up_each_unit_by_itself(catalogue: Catalogue) -> None:
    on = date(2026, 3, 2)
    chosen = (
        "labour-dispatch",
        "drug-retail",
        "legal-aid",
        "resident-id-card",
        "marriage-registration",
        "temporary-relief",
    )
    editions = [catalogue.at(matter, on, "999922") for matter in chosen]
    found = speed(editions)
    sums = {item.unit: (item.limits, item.statutory, item.promised, item.saved) for item in found.sums}
    assert sums == {"working_days": (2, 40, 17, 58), "days": (1, 7, 3, 57)}
    assert [(item.matter, item.limit.id) for item in found.uncompared] == [("resident-id-card", "decision")]
    assert (found.at_once, found.unlimited) == (1, 2)


def test_stats_as_json(banshi: Banshi, catalogue: Catalogue) -> None:
    run = banshi("stats", "--on", "2026-03-02", "--format", "json")
    assert run.code == 0
    data = run.json
    assert data["matters"] == sum(data["kinds"].values()) == sum(data["levels"].values()) == 59
    assert data["editions"] == sum(len(items) for items in catalogue.editions.values()) >= 67
    assert {row["id"] for row in data["reviews"]} == {item.id for item in catalogue.decisions}
    assert all(row["total"] == sum(row["counts"].values()) for row in data["reviews"])
    assert set(data["standing"]) == set(ACTIONS)
    assert data["standing"]["cancelled"] == 1
    for item in data["speed"]["sums"]:
        assert item["saved_percent"] == percent_saved(item["statutory"], item["promised"])
    assert "half up" in data["speed"]["rounding"]


def test_stats_of_a_day_know_only_what_was_published(banshi: Banshi) -> None:
    early = banshi("stats", "--on", "2025-12-11", "--format", "json").json
    assert [row["date"] for row in early["reviews"]] == ["2023-12-20", "2024-12-10"]
    assert (
        banshi("stats", "--on", "2025-12-12", "--format", "json").json["reviews"][-1]["date"] == "2025-12-05"
    )


def test_stats_of_an_office_count_what_it_handles(banshi: Banshi, catalogue: Catalogue) -> None:
    run = banshi("stats", "--on", "2026-03-02", "--office", "999900", "--format", "json").json
    in_force = [
        key
        for key, items in catalogue.offices.items()
        if key[0] == "999900" and items[-1].effective_to is None
    ]
    assert run["matters"] == len(in_force)
    assert all(row["division"] == "999900" for row in run["reviews"])
    unknown = banshi("stats", "--office", "999901")
    assert unknown.code == 2
    assert "999900" in unknown.err


def test_stats_as_text(banshi: Banshi) -> None:
    run = banshi("stats", "--on", "2026-03-02")
    assert "行政许可 29" in run.out
    assert "四舍五入" in run.out
    assert "2025-12-15  999922" in run.out
    assert "calendar days by law" in banshi("--language", "en", "stats", "--on", "2026-03-02").out


def test_the_notice_as_text(banshi: Banshi) -> None:
    run = banshi("announce", "--since", "2025-12-20")
    assert run.code == 0
    lines = run.out.splitlines()
    assert lines[0] == "关于政务服务事项清理结果的公告"
    assert "以下是示例数据" in lines[2]
    assert any("老年人优待证办理：2026年1月1日起取消" in text and "事后监管" in text for text in lines)
    assert any("2026年1月1日至2026年12月31日暂停办理" in text for text in lines)
    assert lines[-1] == "以上共18项：保留15项、暂停1项、取消1项、转为服务或者备案1项。"


def test_the_notice_names_who_handles_the_matter_now(banshi: Banshi) -> None:
    run = banshi("announce", "--since", "2025-12-01", "--division", "999900")
    assert "2026年1月1日起由示例县市场监督管理局办理" in run.out
    assert "示例市住房公积金" in banshi("announce", "--since", "2024-12-16").out


def test_the_notice_as_json(banshi: Banshi, repository: Path) -> None:
    run = banshi("announce", "--since", "2020-01-01", "--format", "json")
    decisions = run.json["decisions"]
    assert len(decisions) == 4
    for decision in decisions:
        assert decision["sample"] is True
        for matter in decision["matters"]:
            text = (repository / matter["path"]).read_text("utf-8").splitlines()[matter["line"] - 1 :][:1][0]
            assert f"matter: {matter['matter']}" in text
    cancelled = [
        item for decision in decisions for item in decision["matters"] if item["action"] == "cancelled"
    ]
    assert [(item["matter"], item["ground"]) for item in cancelled] == [("elderly-card", "later-control")]
    assert cancelled[0]["from"] == "2026-01-01"


def test_the_notice_as_markdown_in_english(banshi: Banshi) -> None:
    run = banshi("--language", "en", "announce", "--since", "2025-12-01", "--format", "markdown")
    assert run.out.startswith("# Notice of the result of the review of government matters\n")
    assert "### Matters moved down (1)" in run.out
    assert "handled by Sample County Administration for Market Regulation from 1 January 2026." in run.out
    assert "*" not in run.out.replace("**", "")


def test_markup_in_a_decision_stays_text(catalogue: Catalogue) -> None:
    from dataclasses import replace

    from checker.announcement import as_markdown, notice
    from checker.finding import Text
    from checker.phrases import Phrases

    hostile = replace(catalogue.decisions[0], reason=Text("<script>*x* [y](z) {name}", ""))
    phrases = Phrases(catalogue.words, "zh-Hans", catalogue.laws, catalogue.vocabulary)
    page = "\n".join(as_markdown(notice(catalogue, [hostile], date(2020, 1, 1), phrases)))
    assert r"\<script\>\*x\* \[y\](z) {name}" in page


def test_nothing_decided_is_said(banshi: Banshi) -> None:
    run = banshi("announce", "--since", "2030-01-01")
    assert run.code == 0
    assert "没有公布清理决定" in run.out
    assert banshi("announce").code == 2
