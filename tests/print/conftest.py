"""The shipped catalogue, and what is printed from it: each thing set once for all tests."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from checker.cases import read_cases
from checker.catalogue import Catalogue
from checker.check import check
from checker.desks import desks
from checker.finding import Language
from checker.loading import load_catalogue
from checker.phrases import Phrases
from generators.document import Document
from generators.formats import pdf
from generators.notice import notice
from generators.printed.fitting import Fitted
from generators.printed.leaflet import leaflet
from generators.printed.poster import poster
from generators.subject import Selection, plan

sys.path.append(str(Path(__file__).parent))  # for `measure`, the ruler that these tests share

ON = date(2026, 11, 22)
OFFICE = "999922"
SITE = "https://zwfw.example.gov.cn"


@pytest.fixture(scope="session")
def catalogue(repository: Path) -> Catalogue:
    return load_catalogue(repository)


def speaking(catalogue: Catalogue, language: Language) -> Phrases:
    return Phrases(catalogue.words, language, catalogue.laws, catalogue.vocabulary)


@pytest.fixture(scope="session")
def phrases(catalogue: Catalogue) -> Phrases:
    return speaking(catalogue, "zh-Hans")


@pytest.fixture(scope="session")
def english(catalogue: Catalogue) -> Phrases:
    return speaking(catalogue, "en")


def chosen(catalogue: Catalogue, phrases: Phrases) -> Selection:
    return Selection(plan(catalogue, ON, (), OFFICE), catalogue, phrases, ON, "test")


def documents(catalogue: Catalogue, phrases: Phrases) -> dict[str, Document]:
    found = {
        subject.matter: replace(subject.guide(), online=f"{SITE}/{subject.matter}.html")
        for subject in chosen(catalogue, phrases).subjects
    }
    assert found, "the catalogue holds no edition in force"
    return found


@pytest.fixture(scope="session")
def selection(catalogue: Catalogue, phrases: Phrases) -> Selection:
    return chosen(catalogue, phrases)


@pytest.fixture(scope="session")
def guides(catalogue: Catalogue, phrases: Phrases) -> dict[str, Document]:
    """Matter -> its guide, of the office, with the address of its page."""
    return documents(catalogue, phrases)


@pytest.fixture(scope="session")
def english_guides(catalogue: Catalogue, english: Phrases) -> dict[str, Document]:
    """Every twelfth guide in English."""
    return dict(list(documents(catalogue, english).items())[::12])


@pytest.fixture(scope="session")
def printed(guides: Mapping[str, Document], phrases: Phrases) -> dict[str, bytes]:
    """Matter -> its guide as PDF."""
    return {matter: pdf.write(document, phrases) for matter, document in guides.items()}


@pytest.fixture(scope="session")
def leaflets(guides: Mapping[str, Document], phrases: Phrases) -> dict[str, Fitted]:
    """Of every third matter; `benchmarks/contact_sheet.py` measures all."""
    return {matter: leaflet(guides[matter], phrases) for matter in list(guides)[::3]}


@pytest.fixture(scope="session")
def posters(guides: Mapping[str, Document], phrases: Phrases) -> dict[str, Fitted]:
    """Of every fourth matter; `benchmarks/contact_sheet.py` measures all."""
    return {matter: poster(guides[matter], phrases) for matter in list(guides)[1::4]}


@pytest.fixture(scope="session")
def notices(catalogue: Catalogue, phrases: Phrases) -> dict[str, Document]:
    """Of every matter the notice of the office's own case with most defects, and one of each outcome."""
    desk = desks(catalogue, "compiled", "test")
    found: dict[str, tuple[int, Document]] = {}
    for matter in catalogue.editions:
        source = catalogue.sources.get(f"catalogue/matters/{matter}/cases.yaml")
        for case in read_cases(source)[0] if source else ():
            verdict = check(case.submission, desk.at(case.matter, case.on, case.office), phrases, case.on)
            for key in (matter, f"outcome-{verdict.acceptance}"):
                weight = len(verdict.findings)
                if key not in found or found[key][0] < weight:
                    found[key] = (weight, notice(verdict, catalogue, phrases))
    assert len(found) > 40
    return {key: replace(document, id=key) for key, (_, document) in found.items()}
