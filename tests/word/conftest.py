"""The shipped catalogue, its guides as Word files, and ways to read a Word file without the library that wrote it."""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from checker.cases import read_cases
from checker.catalogue import Catalogue
from checker.check import check
from checker.desks import desks
from checker.loading import load_catalogue
from checker.phrases import Phrases
from checker.verdict import Verdict
from generators.formats import docx
from generators.subject import Selection, plan
from generators.typeset.chart_png import Picture

_PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
ON = date(2026, 11, 22)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="session")
def catalogue(repository: Path) -> Catalogue:
    return load_catalogue(repository)


@pytest.fixture(scope="session")
def phrases(catalogue: Catalogue) -> Phrases:
    return Phrases(catalogue.words, "zh-Hans", catalogue.laws, catalogue.vocabulary)


@pytest.fixture(scope="session")
def english(catalogue: Catalogue) -> Phrases:
    return Phrases(catalogue.words, "en", catalogue.laws, catalogue.vocabulary)


@pytest.fixture(scope="session")
def selection(catalogue: Catalogue, phrases: Phrases) -> Selection:
    return Selection(plan(catalogue, ON), catalogue, phrases, ON, "test")


@pytest.fixture(scope="session")
def guides(selection: Selection) -> dict[str, bytes]:
    """Matter id -> its guide as a Word file: all of them, every sixth with its chart really drawn."""
    made = {}
    for place, subject in enumerate(selection.subjects):
        with pytest.MonkeyPatch.context() as patch:
            if place % 6 and subject.matter != "labour-dispatch":
                patch.setattr(docx, "chart_pictures", _dot)
            made[subject.matter] = docx.write(subject.guide(), selection.phrases)
    assert len(made) > 50
    return made


def _dot(chart: object, sheets: object, language: str) -> tuple[Picture, ...]:
    """A picture of one dot: drawing a chart takes most of a guide's time, and is tried on enough of them."""
    return (Picture(_PNG, 400.0, 300.0, True),)


@pytest.fixture(scope="session")
def verdicts(catalogue: Catalogue, phrases: Phrases) -> list[Verdict]:
    """A verdict for each of the office's own cases."""
    every = desks(catalogue, "compiled", "test")
    made = []
    for matter in catalogue.editions:
        source = catalogue.sources.get(f"catalogue/matters/{matter}/cases.yaml")
        for case in read_cases(source)[0] if source else ():
            made.append(check(case.submission, every.at(case.matter, case.on, case.office), phrases, case.on))
    assert len(made) > 300
    return made


def part(data: bytes, path: str = "word/document.xml") -> ElementTree.Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return ElementTree.fromstring(archive.read(path))


def paragraphs(data: bytes) -> Iterator[str]:
    """Every paragraph's text, tables included."""
    for paragraph in part(data).iter(f"{W}p"):
        text = "".join(piece.text or "" for piece in paragraph.iter(f"{W}t"))
        if text:
            yield text


def plain(data: bytes) -> str:
    """The whole text without spaces."""
    return "".join("".join(paragraphs(data)).split())
