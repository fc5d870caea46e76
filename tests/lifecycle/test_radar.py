"""`banshi law` and `banshi due`: nothing that cites an article is overlooked, and nothing old or unchecked either."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from checker.catalogue import Catalogue
from checker.due import due
from checker.radar import KINDS, resting_on

Banshi = Callable[..., Any]
ALL = "administrative-licensing-law"


def test_every_citation_of_the_law_in_the_files_is_found(catalogue: Catalogue) -> None:
    """Counted a second way: the editions that declare a citation of the law, or use papers that rest on it."""
    found = resting_on(catalogue, ALL)
    editions = {
        (edition.matter, edition.effective_from)
        for editions in catalogue.editions.values()
        for edition in editions
        if any(citation.law == ALL for citation in edition.legal_basis)
        or any(
            citation.law == ALL for paper in edition.materials for citation in paper.basis
        )  # shared groups
    }
    assert len(editions) >= 30
    assert {(line.matter, line.edition) for line in found if line.matter} == editions
    assert {(line.matter, line.edition) for line in found if line.kind == "guide"} == editions


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_line_is_found_somewhere(kind: str, catalogue: Catalogue) -> None:
    lines = [line for law in catalogue.laws for line in resting_on(catalogue, law) if line.kind == kind]
    assert lines
    for line in lines:
        assert line.place.path in catalogue.sources
        assert line.place.line > 0


def test_an_article_names_its_lines_with_places(banshi: Banshi, repository: Path) -> None:
    run = banshi("law", ALL, "--article", "32", "--format", "json")
    assert run.code == 0
    lines = run.json["resting"]
    notices = {line["id"] for line in lines if line["kind"] == "notice"}
    assert {"licence.supplement", "licence.accept", "licence.not_competent"} <= notices
    limit = next(line for line in lines if line["matter"] == "labour-dispatch" and line["kind"] == "limit")
    text = (repository / limit["path"]).read_text("utf-8").splitlines()[limit["line"] - 1]
    assert "correction" in text
    assert next(line for line in lines if line["kind"] == "guide")["page"].endswith(".html")
    assert run.json["matters"] == sorted({line["matter"] for line in lines if line["matter"]})


def test_articles_are_told_apart(catalogue: Catalogue) -> None:
    articles = {line.articles[0] for line in resting_on(catalogue, ALL, 42)}
    assert articles
    assert all(article.startswith("42") for article in articles)


def test_ranges_and_whole_documents_are_listed_too(catalogue: Catalogue) -> None:
    whole = resting_on(catalogue, "food-business-licensing-measures", 17)
    assert {"condition", "material", "limit", "result"} <= {line.kind for line in whole}
    assert all("" in line.articles for line in whole)


def test_a_law_by_its_name_and_only_on_a_day(banshi: Banshi) -> None:
    run = banshi("law", "行政许可法", "--article", "45", "--format", "json")
    assert run.json["law"] == ALL
    both = banshi("law", "company-law", "--format", "json").json["resting"]
    now = banshi("law", "company-law", "--on", "2026-03-02", "--format", "json").json["resting"]
    assert {line["edition"] for line in both} == {"2022-03-01", "2024-07-01"}
    assert {line["edition"] for line in now} == {"2024-07-01"}
    assert {line["id"] for line in now if line["kind"] == "condition"} >= {"contribution-term"}


def test_an_unknown_law_or_article_ends_with_2(banshi: Banshi) -> None:
    run = banshi("law", "administrative-licencing-law")
    assert (run.code, run.out) == (2, "")
    assert ALL in run.err
    assert "B22" in run.err
    beyond = banshi("law", ALL, "--article", "84")
    assert beyond.code == 2
    assert "B23" in beyond.err
    assert banshi("law", ALL, "--article", "83").code == 0
    assert banshi("law", ALL, "--article", "0").code == 2


def test_a_title_that_two_texts_share_is_not_guessed(banshi: Banshi) -> None:
    run = banshi("law", "婚姻登记条例")
    assert run.code == 2
    assert "marriage-registration-regulations-2003" in run.err
    assert "marriage-registration-regulations-2025" in run.err


def test_as_text(banshi: Banshi) -> None:
    run = banshi("law", "marriage-registration-regulations-2025", "--article", "8")
    assert "marriage-registration 2025-05-10" in run.out
    assert "材料 identity" in run.out
    assert "1 个事项" in run.err


def test_due_tells_old_from_never_checked(catalogue: Catalogue) -> None:
    found = due(catalogue, date(2026, 11, 22), 19)
    old = {item.verified.by for item in found if item.reason == "old"}
    assert "text" in old  # the texts were read on 2025-04-19, 19 months and 3 days before
    assert {item.verified.by for item in found if item.reason == "knowledge"} == {"knowledge"}
    assert all(item.months == 19 for item in found if item.verified.on == date(2025, 4, 19))
    later = due(catalogue, date(2026, 11, 22), 20)
    assert all(item.reason == "knowledge" for item in later if item.verified.on >= date(2025, 4, 19))


def test_due_begins_the_day_after_the_corresponding_day(catalogue: Catalogue) -> None:
    read = [
        law
        for law in catalogue.laws.values()
        if law.verified.by == "text" and law.verified.on == date(2025, 4, 19)
    ]
    assert read
    on_the_day = {
        item.id
        for item in due(catalogue, date(2026, 4, 19), 12)
        if item.kind == "law" and item.reason == "old"
    }
    day_after = {
        item.id
        for item in due(catalogue, date(2026, 4, 20), 12)
        if item.kind == "law" and item.reason == "old"
    }
    assert not on_the_day & {law.id for law in read}
    assert {law.id for law in read} <= day_after


def test_due_leaves_out_what_has_ended(catalogue: Catalogue) -> None:
    found = due(catalogue, date(2030, 1, 1), 0)
    assert ("marriage-registration", date(2021, 1, 1)) not in {(item.matter, item.edition) for item in found}
    assert ("marriage-registration", date(2025, 5, 10)) in {(item.matter, item.edition) for item in found}
    offices = {(item.id, item.matter) for item in found if item.kind == "office"}
    assert ("999922", "drug-retail") in offices
    assert ("999900", "drug-retail") not in offices


def test_due_names_owner_and_place(banshi: Banshi, repository: Path) -> None:
    run = banshi("due", "--months", "19", "--on", "2026-11-22", "--format", "json")
    assert run.code == 0
    items = run.json["due"]
    assert {item["kind"] for item in items} >= {"edition", "citation", "part", "law", "material"}
    assert all(item["owner"] for item in items)
    assert all((repository / item["path"]).is_file() for item in items)
    assert [item["verified_on"] for item in items] == sorted(item["verified_on"] for item in items)
    owner = items[0]["owner"]
    kept = banshi("due", "--months", "19", "--on", "2026-11-22", "--owner", owner, "--format", "json").json[
        "due"
    ]
    assert {item["owner"] for item in kept} == {owner}
    assert banshi("due").code == 2
    assert "过期" in banshi("due", "--months", "19", "--on", "2026-11-22").out


def named_in(data: object) -> set[str]:
    """Every id under a `basis:` key, at any depth of the plain file."""
    if isinstance(data, list):
        return {name for item in data for name in named_in(item)}
    if not isinstance(data, dict):
        return set()
    here = {str(name) for name in data.get("basis") or ()}
    return here.union(*(named_in(value) for value in data.values()))


def test_no_part_of_a_file_that_names_a_basis_is_overlooked(catalogue: Catalogue) -> None:
    """Held against the plain files, which know nothing of the model: what is named anywhere is not called unused."""
    unused = {
        (line.place.path, line.id)
        for law in catalogue.laws
        for line in resting_on(catalogue, law)
        if line.kind == "basis"
    }
    named = {
        (edition.place.path, name)
        for editions in catalogue.editions.values()
        for edition in editions
        for name in named_in(catalogue.sources[edition.place.path].data)
    }
    assert len(named) > 500
    assert unused & named == set()
