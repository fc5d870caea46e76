"""Notices: one for each outcome that the office's own cases reach, each naming all that the verdict names."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from checker.cases import read_cases
from checker.catalogue import Catalogue
from checker.check import check
from checker.desks import desks
from checker.phrases import Phrases
from checker.verdict import Verdict
from generators.document import Document, TimeLine
from generators.formats import html, text
from generators.notice import notice
from generators.writing import UnknownFormat, write_document

Page = Any  # justhtml types every attribute as possibly absent

TITLES = {
    "accept": "受理通知书",
    "accept_tolerating": "容缺受理通知书",
    "correct_on_spot": "当场更正告知单",
    "supplement": "补正材料一次性告知书",
    "refuse": "不予受理决定书",
    "not_competent": "不予受理决定书",
    "not_required": "不需要许可告知书",
    "undetermined": "还需要知道的情况",
}


def verdicts(catalogue: Catalogue, phrases: Phrases) -> Iterator[Verdict]:
    every = desks(catalogue, "compiled", "test")
    for matter in catalogue.editions:
        source = catalogue.sources.get(f"catalogue/matters/{matter}/cases.yaml")
        for case in read_cases(source)[0] if source else ():
            yield check(case.submission, every.at(case.matter, case.on, case.office), phrases, case.on)


@pytest.fixture(scope="module")
def notices(catalogue: Catalogue, phrases: Phrases) -> list[tuple[Verdict, Document]]:
    made = [(verdict, notice(verdict, catalogue, phrases)) for verdict in verdicts(catalogue, phrases)]
    assert len(made) > 40
    return made


def test_each_outcome_has_its_paper(notices: list[tuple[Verdict, Document]]) -> None:
    seen = set()
    for verdict, document in notices:
        if verdict.kind == "licence":
            seen.add(verdict.acceptance)
            assert document.title == TITLES[verdict.acceptance]
        else:
            assert "许可" not in document.title
    assert {"accept", "supplement", "correct_on_spot", "not_competent", "undetermined"} <= seen


def test_everything_the_verdict_names_stands_in_the_notice(
    notices: list[tuple[Verdict, Document]], phrases: Phrases
) -> None:
    """The one-notice guarantee ends on paper: nothing may get lost on the way (行政许可法 §32(4))."""
    named = 0
    for verdict, document in notices:
        plain = "".join(text.write(document, phrases).decode("utf-8").split())
        for problem in verdict.findings:
            named += 1
            assert "".join(problem.remedy.split()) in plain
            assert "".join(problem.text.split()) in plain
        for question in verdict.questions:
            assert "".join(question.ask.split()) in plain
        assert "".join(verdict.disclaimer.split()) in plain
    assert named > 100


def test_pages_are_valid_and_ordered(
    notices: list[tuple[Verdict, Document]], phrases: Phrases, read: Callable[[bytes], Page]
) -> None:
    for verdict, document in notices:
        page = read(html.write(document, phrases))
        assert not page.errors, (verdict.matter, page.errors[:2])
        levels = [int(node.name[1]) for node in page.query("h1, h2, h3, h4")]
        assert all(later <= earlier + 1 for earlier, later in itertools.pairwise(levels)), (
            verdict.matter,
            levels,
        )
        ids = [node.attrs["id"] for node in page.query("[id]")]
        assert len(ids) == len(set(ids)), verdict.matter


def test_a_refusal_names_the_remedies_and_an_acceptance_does_not(
    notices: list[tuple[Verdict, Document]],
) -> None:
    told = 0
    for verdict, document in notices:
        sections = {section.id for section in document.sections}
        refused = verdict.acceptance in ("refuse", "not_competent")
        assert ("remedies" in sections) == refused
        told += refused
        assert "signing" in sections
    assert told


def test_the_time_line_greys_what_the_calendar_says(
    notices: list[tuple[Verdict, Document]], catalogue: Catalogue
) -> None:
    drawn = 0
    for verdict, document in notices:
        for section in document.sections:
            for block in section.blocks:
                if isinstance(block, TimeLine) and block.days:
                    drawn += 1
                    assert block.days[0][0] == verdict.on
                    assert all(kind == catalogue.calendar.kind(day) for day, kind in block.days)
                    assert {mark.day for mark in block.marks} <= {day for day, _ in block.days}
                    assert [mark.day for mark in block.marks] == sorted(mark.day for mark in block.marks)
    assert drawn


def test_a_notice_is_written_by_the_ending_of_its_file(
    notices: list[tuple[Verdict, Document]], phrases: Phrases, tmp_path: Path
) -> None:
    document = notices[0][1]
    write_document(document, tmp_path / "a.html", phrases)
    write_document(document, tmp_path / "a.TXT", phrases)
    assert (tmp_path / "a.html").read_bytes().startswith(b"<!DOCTYPE html>")
    assert (tmp_path / "a.TXT").read_text("utf-8").startswith(document.title)
    with pytest.raises(UnknownFormat, match=r"no format writes \.odt"):
        write_document(document, tmp_path / "a.odt", phrases)
    assert not (tmp_path / "a.odt").exists()
