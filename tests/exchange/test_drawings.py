"""Flowcharts as files of their own: whole drawings that stand alone, and pictures of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from checker.catalogue import Catalogue
from checker.loading import load_catalogue
from checker.phrases import Phrases
from generators import drawings, pictures
from generators.subject import Page, Selection, plan

ON = date(2026, 11, 22)
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def catalogue(repository: Path) -> Catalogue:
    return load_catalogue(repository)


def selection(catalogue: Catalogue, *matters: str) -> Selection:
    phrases = Phrases(catalogue.words, "zh-Hans", catalogue.laws, catalogue.vocabulary)
    return Selection(plan(catalogue, ON, matters), catalogue, phrases, ON, "test")


def test_every_chart_is_a_drawing_that_needs_nothing_else(catalogue: Catalogue) -> None:
    made = {page.path: page.data for page in drawings.pages(selection(catalogue))}
    assert len(made) == len(catalogue.editions)
    for path, data in made.items():
        root = ET.fromstring(data)
        text = data.decode("utf-8")
        assert root.tag == f"{SVG}svg", path
        assert "var(--" not in text, f"{path}: a colour from a style sheet that is not there"
        assert "href" not in text, path
        told = root.find(f"{SVG}desc")
        assert told is not None, path
        assert told.text is not None
        assert len(told.text.splitlines()) >= 3, path
        assert root.findall(f".//{SVG}text"), path


def test_a_picture_is_one_png_and_the_same_twice(catalogue: Catalogue) -> None:
    first, second = ([*pictures.pages(selection(catalogue, "labour-dispatch"))] for _ in range(2))
    assert first == second
    [page] = first
    assert isinstance(page, Page)
    assert page.path == "png/labour-dispatch.png"
    assert page.data.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = (int.from_bytes(page.data[at : at + 4], "big") for at in (16, 20))
    assert width > 1000
    assert height > width / 2
