"""Two guides and one notice, letter for letter. After a meant change: BANSHI_UPDATE_GOLDEN=1, then read the diff."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from checker.catalogue import Catalogue
from checker.check import check
from checker.desks import desks
from checker.phrases import Phrases
from checker.source import parse
from checker.submission import read_submission
from generators.document import Document
from generators.formats import FORMATS, html
from generators.guide import guide
from generators.notice import notice

GOLDEN = Path(__file__).parent / "golden"
MATTERS = ("labour-dispatch", "marriage-registration")


def compare(name: str, data: bytes) -> None:
    path = GOLDEN / name
    if os.environ.get("BANSHI_UPDATE_GOLDEN"):
        path.write_bytes(data)
    assert path.is_file(), f"no golden file {name}: run once with BANSHI_UPDATE_GOLDEN=1"
    assert data.decode("utf-8") == path.read_text("utf-8")


@pytest.mark.parametrize("name", ["html", "text"])
@pytest.mark.parametrize("matter", MATTERS)
def test_guide(catalogue: Catalogue, phrases: Phrases, on: date, matter: str, name: str) -> None:
    document = guide(catalogue.at(matter, on), catalogue, phrases, version="golden", published=MATTERS)
    data = (
        html.page(document, phrases, "site.css") if name == "html" else FORMATS[name].write(document, phrases)
    )
    compare(f"{matter}{FORMATS[name].suffix}", data)


@pytest.fixture(scope="module")
def supplement(catalogue: Catalogue, phrases: Phrases, repository: Path) -> Document:
    source, _ = parse(
        (repository / "examples/labour-dispatch/several-defects.yaml").read_bytes(), "several-defects.yaml"
    )
    assert source is not None
    submission, _ = read_submission(source)
    assert submission is not None
    assert submission.received_on is not None
    desk = desks(catalogue, "compiled", "golden").at(submission.matter, submission.received_on)
    return notice(check(submission, desk, phrases, submission.received_on), catalogue, phrases)


@pytest.mark.parametrize("name", ["html", "text"])
def test_notice(supplement: Document, phrases: Phrases, name: str) -> None:
    data = (
        html.page(supplement, phrases, "site.css")
        if name == "html"
        else FORMATS[name].write(supplement, phrases)
    )
    compare(f"notice-several-defects{FORMATS[name].suffix}", data)
