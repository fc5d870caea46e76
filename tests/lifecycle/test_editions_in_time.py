"""Matters with several editions: the law that was really replaced or amended, and a case on each side of the border."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from checker.catalogue import Catalogue, NoEdition
from checker.source import load

FEWEST = 8
BORDERS = {
    "company-establishment": "2024-07-01",  # 公司法 2023 §47: five years to pay in the capital
    "driving-licence-renewal": "2025-01-01",
    "drug-retail": "2024-01-01",
    "fire-safety-inspection": "2021-04-29",  # 消防法 2021 §15: commitment instead of inspection
    "food-business-licence-new": "2023-12-01",
    "internet-cafe": "2022-05-01",  # 国务院令第752号: commitment instead of the police's approval
    "marriage-registration": "2025-05-10",  # 婚姻登记条例 2025 §8: no household register
    "medical-institution-practice": "2022-05-01",
}


def test_enough_matters_have_several_editions(catalogue: Catalogue) -> None:
    several = {matter for matter, editions in catalogue.editions.items() if len(editions) > 1}
    assert len(several) >= FEWEST
    assert set(BORDERS) <= several


@pytest.mark.parametrize("matter", BORDERS)
def test_editions_join_without_gap_and_count_up(matter: str, catalogue: Catalogue) -> None:
    editions = catalogue.editions[matter]
    border = date.fromisoformat(BORDERS[matter])
    eve = border - timedelta(days=1)
    assert catalogue.national(matter, eve) is not catalogue.national(matter, border)
    for earlier, later in pairwise(editions):
        assert earlier.effective_to == later.effective_from - timedelta(days=1)
        assert later.version == earlier.version + 1
    assert editions[-1].effective_to is None
    with pytest.raises(NoEdition):
        catalogue.national(matter, editions[0].effective_from - timedelta(days=1))


@pytest.mark.parametrize("matter", BORDERS)
def test_every_edition_has_cases_of_its_own_time(matter: str, catalogue: Catalogue, repository: Path) -> None:
    source, _ = load(repository / f"catalogue/matters/{matter}/cases.yaml", repository)
    assert source is not None
    assert isinstance(source.data, dict)
    days = [date.fromisoformat(case["on"]) for case in source.data["cases"]]
    for edition in catalogue.editions[matter]:
        last = edition.effective_to or date.max
        assert any(edition.effective_from <= day <= last for day in days), edition.place


@pytest.mark.parametrize("matter", BORDERS)
def test_the_editions_differ_in_what_they_ask(matter: str, catalogue: Catalogue) -> None:
    def asked(day: date) -> object:
        edition = catalogue.national(matter, day)
        return (
            {paper.id for paper in edition.materials},
            {item.when for item in edition.not_required_when},
            {(need.id, need.when, need.only_if) for need in edition.requirements},
            {(limit.id, str(limit.statutory)) for limit in edition.time_limits},
        )

    border = date.fromisoformat(BORDERS[matter])
    assert asked(border) != asked(border - timedelta(days=1))
