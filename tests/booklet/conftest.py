"""Booklets of the shipped recipes, each printed once for all tests, with what its frame was told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

import generators.booklet
from checker.catalogue import Catalogue
from checker.finding import Language
from checker.languages import phrases_in
from checker.loading import load_catalogue
from checker.model.publication import Publication
from checker.reading.publication import bundle_members, publications
from generators.booklet import print_booklet
from generators.booklet_plan import Booklet, booklet_of

ON = date(2026, 11, 22)
BLANK = re.compile(r"\s+")


@dataclass(frozen=True)
class Printed:
    """A booklet on paper: its file, the text of its pages without blanks, and the data that the frame was set from."""

    path: Path
    booklet: Booklet
    book: dict[str, Any]
    pages: tuple[str, ...]

    @property
    def bookmarks(self) -> list[tuple[str, int, int]]:
        """Title, level and page (from 1) of each."""
        document = pypdfium2.PdfDocument(self.path)
        found = []
        for item in document.get_toc():
            target = item.get_dest()
            assert target is not None
            page = target.get_index()
            assert page is not None
            found.append((item.get_title(), item.level, page + 1))
        document.close()
        return found


Print = Callable[..., Printed]


def squeezed(text: str) -> str:
    """The text as it is compared: lines and spaces do not matter."""
    return BLANK.sub("", text).replace("\ufffe", "").replace("\u0002", "")


def texts(path: Path) -> tuple[str, ...]:
    document = pypdfium2.PdfDocument(path)
    found = []
    for page in document:
        sheet = page.get_textpage()
        found.append(squeezed(sheet.get_text_bounded()))
        sheet.close()
        page.close()
    document.close()
    return tuple(found)


@pytest.fixture(scope="session")
def catalogue(repository: Path) -> Catalogue:
    return load_catalogue(repository)


@pytest.fixture(scope="session")
def recipes(catalogue: Catalogue) -> dict[str, Publication]:
    found = {recipe.id: recipe for recipe in publications(catalogue.sources)}
    assert len(found) >= 3
    return found


def set_booklet(
    recipe: Publication, catalogue: Catalogue, folder: Path, language: Language = "zh-Hans", size: str = "print",
    second: Language | None = None,
) -> Printed:  # fmt: skip
    """Print it into the folder."""
    booklet = booklet_of(
        recipe, catalogue, phrases_in(catalogue, language), ON, "0123456789ab",
        bundle_members(catalogue.sources), phrases_in(catalogue, second) if second else None,
    )  # fmt: skip
    path = folder / "booklet.pdf"
    with _Listening() as jobs, path.open("w+b") as file:
        pages = print_booklet(booklet, "large" if size == "large" else "print", folder, file, lambda _: None)
    found = Printed(path, booklet, jobs[-1]["book"], texts(path))
    assert len(found.pages) == pages
    return found


@pytest.fixture(scope="session")
def printed(
    catalogue: Catalogue, recipes: dict[str, Publication], tmp_path_factory: pytest.TempPathFactory
) -> Print:
    """`printed(recipe, language, size, second)`: the booklet, set once in a session."""
    known: dict[tuple[object, ...], Printed] = {}

    def made(name: str, *how: Any) -> Printed:
        if (name, *how) not in known:
            folder = tmp_path_factory.mktemp("booklet")
            known[(name, *how)] = set_booklet(recipes[name], catalogue, folder, *how)
        return known[(name, *how)]

    return made


class _Listening:
    """What the frame was told, job by job."""

    def __enter__(self) -> list[dict[str, Any]]:
        self.jobs: list[dict[str, Any]] = []
        self.before = generators.booklet.frame_job

        def told(*given: Any) -> dict[str, Any]:
            self.jobs.append(self.before(*given))
            return self.jobs[-1]

        generators.booklet.frame_job = told
        return self.jobs

    def __exit__(self, *_: object) -> None:
        generators.booklet.frame_job = self.before


@pytest.fixture
def opened() -> Iterator[Callable[[Path], pikepdf.Pdf]]:
    """A PDF, closed after the test."""
    files: list[pikepdf.Pdf] = []

    def open_(path: Path) -> pikepdf.Pdf:
        files.append(pikepdf.open(path))
        return files[-1]

    yield open_
    for file in files:
        file.close()
