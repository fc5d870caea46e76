"""The redline: whoever accepts every change has the new text, whoever rejects them the old one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from checker.catalogue import Catalogue
from checker.cli.app import app
from checker.desk.redline import parted
from checker.phrases import Phrases
from generators.guide import guide
from generators.redline import lines_of
from generators.tracked import Line, Tracker
from generators.word_markup import NAMESPACES
from tests.word.conftest import W, part, plain

DAY = date(2027, 1, 1)


def settled(body: ElementTree.Element, keep: str) -> Iterator[str]:
    """The paragraphs after all changes were accepted (`ins`) or rejected (`del`)."""
    gone = "del" if keep == "ins" else "ins"
    for paragraph in body.iter(f"{W}p"):
        if paragraph.find(f"{W}pPr/{W}rPr/{W}{gone}") is not None:
            continue
        text = ""
        for child in paragraph:
            if child.tag == f"{W}{gone}":
                continue
            text += "".join(
                piece.text or "" for piece in child.iter() if piece.tag in (f"{W}t", f"{W}delText")
            )
        yield text


def tracked(before: list[str], after: list[str]) -> ElementTree.Element:
    made = Tracker("示例局", DAY).lines(
        [Line("BanshiText", text) for text in before], [Line("BanshiText", text) for text in after]
    )
    return ElementTree.fromstring(f"<w:body {NAMESPACES}>{''.join(made)}</w:body>")


WORDS = (
    st.text("甲乙丙 ab12，。", min_size=1, max_size=20).map(lambda text: " ".join(text.split())).filter(bool)
)


@given(st.lists(WORDS, max_size=8), st.lists(WORDS, max_size=8))
def test_accepted_is_new_and_rejected_is_old(before: list[str], after: list[str]) -> None:
    body = tracked(before, after)
    assert list(settled(body, "ins")) == after
    assert list(settled(body, "del")) == before


def test_marks_name_author_and_day_and_are_numbered_once() -> None:
    body = tracked(["资本不少于100万元。", "要走的一行话。"], ["资本不少于200万元。", "完全是另外的新内容"])
    marks = [element for element in body.iter() if element.tag in (f"{W}ins", f"{W}del")]
    assert {element.get(f"{W}author") for element in marks} == {"示例局"}
    assert {element.get(f"{W}date") for element in marks} == {"2027-01-01T00:00:00Z"}
    numbers = [element.get(f"{W}id") for element in marks]
    assert len(numbers) == len(set(numbers)) >= 4
    kept = [piece.text for piece in body.iter(f"{W}t")]
    assert "资本不少于" in kept, "what stays is not marked"


@pytest.fixture
def run(repository: Path, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    def call(*arguments: str):  # type: ignore[no-untyped-def]
        return CliRunner().invoke(app, ["--root", str(repository), "diff", *arguments])

    return call


def test_two_editions_as_a_file_to_sign(run, tmp_path: Path, catalogue: Catalogue, phrases: Phrases) -> None:  # type: ignore[no-untyped-def]
    out = tmp_path / "redline.docx"
    sides = ("drug-retail@2023-06-01", "drug-retail@2024-02-01")
    result = run(*sides, "--format", "docx", "--out", str(out))
    assert result.exit_code == 0, result.stderr
    first = out.read_bytes()
    body = part(first).find(f"{W}body")
    assert body is not None
    old, new = (
        [
            line.text
            for line in lines_of(guide(catalogue.national("drug-retail", day), catalogue, phrases), phrases)
        ]
        for day in (date(2023, 6, 1), date(2024, 2, 1))
    )
    squeezed = ["".join(text.split()) for text in settled(body, "ins")]
    start = squeezed.index("".join(new[0].split()))
    assert squeezed[start : start + len(new)] == ["".join(text.split()) for text in new]
    squeezed = ["".join(text.split()) for text in settled(body, "del")]
    start = squeezed.index("".join(old[0].split()))
    assert squeezed[start : start + len(old)] == ["".join(text.split()) for text in old]
    shown = plain(first)
    for word in ("修改对照", "会签", "法制审核机构", "签字（盖章）", "2024年1月1日"):
        assert word in shown
    assert {mark.get(f"{W}date") for mark in body.iter(f"{W}ins")} == {"2024-01-01T00:00:00Z"}
    out.unlink()
    assert run(*sides, "--format", "docx", "--out", str(out)).exit_code == 0
    assert out.read_bytes() == first, "equal bytes twice"


def test_everything_a_guide_says_is_in_the_redline(catalogue: Catalogue, phrases: Phrases) -> None:
    document = guide(catalogue.national("labour-dispatch", date(2026, 11, 22)), catalogue, phrases)
    shown = "".join("".join(line.text for line in lines_of(document, phrases)).split())
    for section in document.sections:
        assert "".join(section.title.split()) in shown
    assert "劳务派遣经营许可申请书" in shown
    assert "".join(document.summary.split()) in shown


def test_pieces_make_both_texts_again() -> None:
    for before, after in (
        ("", "新"),
        ("旧", ""),
        ("10个工作日内", "5个工作日内"),
        ("甲" * 3000, "乙" * 3000),
    ):
        pieces = parted(before, after)
        assert "".join(old for old, _ in pieces) == before
        assert "".join(new for _, new in pieces) == after


@pytest.mark.parametrize("arguments", [[], ["--out", "x.html"], ["--out", "absent-file/x.docx"]])
def test_what_cannot_be_written_is_said(
    run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.chdir(tmp_path)
    (tmp_path / "absent-file").write_text("a file, not a folder")
    result = run("drug-retail@2023-06-01", "drug-retail@2024-02-01", "--format", "docx", *arguments)
    assert result.exit_code == 2
    assert "B68" in result.stderr
    assert not list(tmp_path.glob("*.docx"))
