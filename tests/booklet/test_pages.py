"""Page numbers of a booklet are true: contents, chapters, indexes and bookmarks lead to pages that hold what they name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from checker.catalogue import Catalogue
from checker.model.publication import Publication
from generators import booklet_volumes
from tests.booklet.conftest import Print, set_booklet, squeezed

WHOLE = "city-guide"
CASES = {
    "city": (WHOLE,),
    "large": ("for-people-with-disabilities", "zh-Hans", "large"),
    "bilingual": ("open-a-restaurant", "zh-Hans", "print", "en"),
}
each = pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))


def entries(book: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    """Title and page of every line of the contents and of the first pages of the chapters."""
    for chapter in book["contents"]:
        yield chapter["title"], chapter["page"]
        for entry in chapter["entries"]:
            yield entry["title"], entry["page"]
    for chapter in book["chapters"]:
        for entry in (*chapter["entries"], *chapter["also"]):
            yield entry["title"], entry["page"]


def indexed(book: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    """What each line of the indexes says is on which page."""
    for group in book["matters"]:
        for entry in group["entries"]:
            yield entry["title"], entry["page"]
    for rank in book["laws"]:
        for law in rank["laws"]:
            for article in law["articles"]:
                yield from ((article["title"], page) for page in article["pages"])
    for group in book["papers"]:
        for paper in group["entries"]:
            for use in paper["uses"]:
                yield use["name"], use["page"]


@each
def test_every_page_bears_its_number(case: Sequence[str], printed: Print) -> None:
    book = printed(*case)
    total = len(book.pages)
    for number, text in enumerate(book.pages[1:], 2):
        assert f"第{number}页/共{total}页" in text, number


@each
def test_contents_and_chapters_lead_to_the_page(case: Sequence[str], printed: Print) -> None:
    book = printed(*case)
    listed = list(entries(book.book))
    assert len(listed) >= 2 * len(book.booklet.selection.subjects)
    for title, page in listed:
        assert squeezed(title) in book.pages[page - 1], (title, page)


@each
def test_contents_are_printed_with_these_numbers(case: Sequence[str], printed: Print) -> None:
    book = printed(*case)
    first = next(page for title, _, page in book.bookmarks if title == book.book["words"]["contents"])
    last = book.book["contents"][0]["page"]
    shown = "".join(book.pages[first - 1 : last - 1])
    for chapter in book.book["contents"]:
        for entry in chapter["entries"]:
            assert squeezed(f"{entry['title']}{entry['second']}{entry['page']}") in shown, entry


@each
def test_every_index_entry_leads_to_a_page_with_the_name(case: Sequence[str], printed: Print) -> None:
    book = printed(*case)
    listed = list(indexed(book.book))
    assert len(listed) > 5 * len(book.booklet.selection.subjects)
    for name, page in listed:
        assert squeezed(name) in book.pages[page - 1], (name, page)


def test_indexes_hold_every_matter_law_and_paper(printed: Print) -> None:
    book = printed(WHOLE)
    phrases = book.booklet.phrases
    matters = {entry["title"] for group in book.book["matters"] for entry in group["entries"]}
    laws = {law["title"] for rank in book.book["laws"] for law in rank["laws"]}
    papers = {paper["title"] for group in book.book["papers"] for paper in group["entries"]}
    for subject in book.booklet.selection.subjects:
        edition = subject.edition
        assert phrases.text(edition.name) in matters
        assert {phrases.laws[citation.law].title for citation in edition.legal_basis} <= laws
        asked = {
            phrases.text(form.material.name)
            for paper in edition.materials
            for form in paper.forms
            # of several ways that need not be brought only the first line is printed
            if len(paper.forms) == 1 or not all(each.shared_data for each in paper.forms)
        }
        assert asked <= papers, asked - papers


def test_letters_follow_the_sound(printed: Print) -> None:
    letters = {
        entry["title"]: group["letter"]
        for group in printed(WHOLE).book["matters"]
        for entry in group["entries"]
    }
    assert letters["残疾人两项补贴资格认定"] == "C"
    assert letters["食品经营许可（新办）"] == "S"
    assert list(dict.fromkeys(letters.values())) == sorted(set(letters.values()))


@each
def test_bookmarks_lead_to_what_they_name(case: Sequence[str], printed: Print) -> None:
    book = printed(*case)
    found = book.bookmarks
    guides = [item for item in found if item[1] == 1]
    assert len(guides) == len(book.booklet.selection.subjects) * (2 if book.booklet.second else 1)
    for title, _, page in found:
        assert squeezed(title) in book.pages[page - 1], (title, page)
    sections = [item for item in found if item[1] == 2]
    assert len(sections) > 8 * len(guides)


def test_running_titles_name_matter_and_chapter(printed: Print) -> None:
    book = printed(WHOLE)
    starts = sorted((page, title) for title, level, page in book.bookmarks if level == 1)
    chapter = {page: title for title, level, page in book.bookmarks if level == 0}
    for page, title in starts[:20]:
        aside = chapter[max(begin for begin in chapter if begin <= page)]
        assert (
            book.pages[page].endswith(squeezed(title + aside)) or squeezed(title + aside) in book.pages[page]
        ), page


def test_second_language_follows_the_first(printed: Print) -> None:
    book = printed("open-a-restaurant", "zh-Hans", "print", "en")
    titles = [title for title, level, _ in book.bookmarks if level == 1]
    subjects = book.booklet.selection.subjects
    assert titles == [
        name for subject in subjects for name in (subject.edition.name.zh, subject.edition.name.en)
    ]


def test_long_books_are_cut_into_volumes(
    printed: Print, catalogue: Catalogue, recipes: dict[str, Publication], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """From three volumes or from one: the same pages, the same bookmarks, the same indexes."""
    whole = printed(*CASES["large"])
    monkeypatch.setattr(booklet_volumes, "_MOST_DOCUMENTS", 5)
    cut = set_booklet(recipes["for-people-with-disabilities"], catalogue, tmp_path, "zh-Hans", "large")
    assert len(list(tmp_path.glob("volume*.pdf"))) == 3
    assert cut.pages == whole.pages
    assert cut.bookmarks == whole.bookmarks
    assert cut.book == whole.book
