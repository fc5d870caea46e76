"""Every shipped guide: complete, well ordered, valid, and saying how far each statement was checked."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

from checker.catalogue import Catalogue
from checker.phrases import Phrases
from generators.document import Document, Papers, Section
from generators.formats import html, text
from generators.guide import guide

Page = Any  # justhtml types every attribute as possibly absent

MAIN = ["scope", "conditions", "materials", "process", "limits", "fees", "result", "rights", "contact"]
"""GB/T 36114—2018, from scope to public query."""
LARGEST = 150_000


def sections(document: Document) -> list[Section]:
    found: list[Section] = []
    left = list(document.sections)
    while left:
        section = left.pop(0)
        found.append(section)
        left = [*section.parts, *left]
    return found


def test_sections_follow_the_standard(guides: dict[str, Document]) -> None:
    for matter, document in guides.items():
        ids = [section.id for section in document.sections]
        assert ids[: len(MAIN)] == MAIN, matter
        assert ids[len(MAIN)] == "chart", matter
        assert [section.id for section in document.sections if section.lead] == ["materials"], matter


def test_every_material_of_the_edition_is_named(
    guides: dict[str, Document], catalogue: Catalogue, parsed: dict[str, Page]
) -> None:
    for matter in guides:
        words = parsed[matter].query("#materials")[0].parent.to_text()
        edition = catalogue.editions[matter][-1]
        assert edition.materials, matter
        for paper in edition.materials:
            for form in paper.forms:
                assert form.label.zh in words, (matter, paper.id, form.label.zh)


def test_numbers_of_papers_run_through_all_groups(guides: dict[str, Document], catalogue: Catalogue) -> None:
    for matter, document in guides.items():
        listed = [
            block for section in sections(document) for block in section.blocks if isinstance(block, Papers)
        ]
        numbers = [int(paper.number) for block in listed for paper in block.papers]
        assert numbers == list(range(1, len(catalogue.editions[matter][-1].materials) + 1)), matter


def test_every_citation_carries_its_mark(parsed: dict[str, Page], catalogue: Catalogue) -> None:
    for matter, page in parsed.items():
        marks = page.query(".laws .mark")
        assert len(marks) == len(catalogue.editions[matter][-1].legal_basis), matter
        kinds = Counter(re.findall(r"mark-(\w+)", mark.attrs["class"])[0] for mark in marks)
        expected = Counter(citation.verified.by for citation in catalogue.editions[matter][-1].legal_basis)
        assert kinds == expected, matter
        assert all(mark.attrs["title"] and mark.query(".vh") for mark in marks), matter


def test_first_screen_has_four_facts_and_one_action(parsed: dict[str, Page]) -> None:
    for matter, page in parsed.items():
        facts = page.query(".summary dl > div")
        assert [fact.attrs["class"] for fact in facts] == [
            "fact-limit",
            "fact-fee",
            "fact-visits",
            "fact-who",
        ], matter
        assert all(fact.query(".value")[0].to_text().strip() for fact in facts), matter
        assert [link.attrs["href"] for link in page.query(".action a")] == ["#materials"], matter


def test_pages_are_valid_html(parsed: dict[str, Page]) -> None:
    for matter, page in parsed.items():
        assert not page.errors, (matter, page.errors[:3])


def test_headings_do_not_jump(parsed: dict[str, Page]) -> None:
    for matter, page in parsed.items():
        levels = [int(node.name[1]) for node in page.query("h1, h2, h3, h4, h5, h6")]
        assert levels.count(1) == 1, matter
        assert levels[0] == 1, matter
        assert all(later <= earlier + 1 for earlier, later in itertools.pairwise(levels)), (
            matter,
            levels,
        )


def test_ids_are_unique_and_anchors_lead_somewhere(parsed: dict[str, Page]) -> None:
    for matter, page in parsed.items():
        ids = [node.attrs["id"] for node in page.query("[id]")]
        assert len(ids) == len(set(ids)), (
            matter,
            [name for name, times in Counter(ids).items() if times > 1],
        )
        anchors = {
            link.attrs["href"][1:] for link in page.query("a[href]") if link.attrs["href"].startswith("#")
        }
        assert anchors <= set(ids), (matter, anchors - set(ids))
        named = {
            name for node in page.query("[aria-labelledby]") for name in node.attrs["aria-labelledby"].split()
        }
        assert named <= set(ids), (matter, named - set(ids))


def test_tables_have_headers_and_captions(parsed: dict[str, Page]) -> None:
    for matter, page in parsed.items():
        tables = page.query("table")
        assert tables, matter
        for table in tables:
            assert table.query("caption"), matter
            assert all(cell.attrs.get("scope") in ("col", "row") for cell in table.query("th")), matter


def test_pages_are_small(guides: dict[str, Document], phrases: Phrases) -> None:
    for matter, document in guides.items():
        size = len(html.write(document, phrases))
        assert size < LARGEST, (matter, size)


def test_no_page_asks_for_anything_from_elsewhere(parsed: dict[str, Page]) -> None:
    for matter, page in parsed.items():
        assert not page.query("script, link, iframe, object, embed, img[src]"), matter
        styles = "".join(node.to_text() for node in page.query("style"))
        assert "url(" not in styles
        assert "@import" not in styles


def test_text_says_what_html_says(
    guides: dict[str, Document], parsed: dict[str, Page], phrases: Phrases
) -> None:
    """Every heading and every paper of the page stands in the plain text too."""
    for matter, document in guides.items():
        plain = "".join(text.write(document, phrases).decode("utf-8").split())
        for node in parsed[matter].query("h2, h3, .papers .name, .items.spared s, .items:not(.spared) .said"):
            assert "".join(node.to_text().split()) in plain, (matter, node.to_text())


def test_english_guides_mark_what_is_chinese(
    catalogue: Catalogue,
    guides: dict[str, Document],
    english: Phrases,
    on: date,
    read: Callable[[bytes], Page],
) -> None:
    seen = 0
    for matter in guides:
        page = read(html.write(guide(catalogue.at(matter, on), catalogue, english), english))
        assert page.query("html")[0].attrs["lang"] == "en"
        for span in page.query('span[lang="zh-Hans"]'):
            seen += 1
            span.parent.remove_child(span)
        body = page.query("main")[0]
        for drawing in body.query("svg"):
            drawing.parent.remove_child(drawing)
        left = re.findall(r"[一-鿿]+", body.to_text())
        assert not left, (matter, left[:5])
    assert seen
