"""The lists of the two sample divisions: enough of them, true to their organs, and felt in a verdict."""

from __future__ import annotations

from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from checker.catalogue import Catalogue
from checker.check import check
from checker.desks import Desks, desks
from checker.phrases import Phrases
from checker.source import Source, load
from checker.submission import read_submission

CITY, COUNTY = "999900", "999922"
ON = date(2026, 3, 2)


def test_two_divisions_carry_out_enough_matters(catalogue: Catalogue) -> None:
    city = {matter for division, matter in catalogue.offices if division == CITY}
    county = {matter for division, matter in catalogue.offices if division == COUNTY}
    assert len(city | county) >= 30
    assert len(city & county) >= 5
    assert {division for division, _ in catalogue.offices} == {CITY, COUNTY}


def test_every_local_parameter_has_a_value_somewhere(catalogue: Catalogue) -> None:
    declared = {
        (matter, fact)
        for matter, editions in catalogue.editions.items()
        for fact in editions[-1].facts
        if fact.startswith("local.")
    }
    given = {
        (office.matter, fact)
        for office in chain.from_iterable(catalogue.offices.values())
        for fact in office.parameters
    }
    assert len(declared) >= 20
    assert declared == given


def test_phones_and_hours_are_those_of_the_organ(catalogue: Catalogue, repository: Path) -> None:
    """The organ's file says once how to reach it; a list that says otherwise sends people astray."""
    for office in chain.from_iterable(catalogue.offices.values()):
        source, _ = load(repository / f"catalogue/agencies/{office.agency}.yaml", repository)
        assert source is not None
        assert isinstance(source.data, dict)
        assert office.enquiries.phone == source.data["enquiries"]["phone"], office.place
        assert office.complaints.phone == source.data["complaints"]["phone"], office.place
        assert office.division == source.data["division"], office.place
        assert {place.hours.zh for place in office.places} == {source.data["hours"]["zh"]}, office.place


def test_every_list_lies_over_an_edition_on_its_first_day(catalogue: Catalogue) -> None:
    for (division, matter), offices in catalogue.offices.items():
        for office in offices:
            assert catalogue.at(matter, office.effective_from, division).office == division


def test_many_lists_promise_less_time_than_the_law_and_some_waive_papers(catalogue: Catalogue) -> None:
    lists = tuple(chain.from_iterable(catalogue.offices.values()))
    assert sum(bool(office.promised) for office in lists) >= 25
    assert sum(bool(office.waived) for office in lists) >= 10
    assert all(reason.zh and reason.en for office in lists for reason, _ in office.waived.values())


@pytest.fixture(scope="module")
def all_desks(catalogue: Catalogue) -> Desks:
    return desks(catalogue, "compiled", "test")


def trader(repository: Path) -> dict[str, Any]:
    source, _ = load(repository / "catalogue/matters/hazardous-chemicals-trade/cases.yaml", repository)
    assert source is not None
    assert isinstance(source.data, dict)
    base: dict[str, Any] = source.data["bases"][0]
    facts = {key: value for key, value in base["facts"].items() if key != "local"}
    return {
        "format": 1,
        "matter": "hazardous-chemicals-trade",
        "received_on": "2026-03-02",
        "facts": facts,
        "documents": base["documents"],
    }


@pytest.mark.parametrize(
    ("office", "stored", "acceptance"),
    [
        (COUNTY, False, "accept"),
        (CITY, False, "not_competent"),
        (COUNTY, True, "not_competent"),
        (CITY, True, "supplement"),
    ],
)
def test_city_and_county_share_a_matter_by_their_parameters(
    catalogue: Catalogue, all_desks: Desks, repository: Path, office: str, stored: bool, acceptance: str
) -> None:
    data = trader(repository)
    data["office"] = office
    data["facts"]["storage"] = {"present": stored, "standards-met": True}
    submission, findings = read_submission(Source("-", data))
    assert submission is not None, findings
    phrases = Phrases(catalogue.words, "zh-Hans", catalogue.laws, catalogue.vocabulary)
    verdict = check(submission, all_desks.at(submission.matter, ON, office), phrases, ON)
    assert verdict.acceptance == acceptance
