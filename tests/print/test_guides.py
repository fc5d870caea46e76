"""Guides and notices as PDF, measured: every shipped one, letter by letter."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import measure
import pytest

from checker.calendar import DayKind
from checker.phrases import Phrases
from generators.document import (
    Document,
    Fold,
    Link,
    Pair,
    Paper,
    Papers,
    Paragraph,
    Row,
    Section,
    Table,
    TimeLine,
    TimeMark,
)  # fmt: skip
from generators.formats import pdf
from generators.index import index_document
from generators.subject import Selection
from generators.typeset import fonts
from generators.typeset.compiler import typeset
from generators.typeset.failures import CannotPrint
from generators.typeset.job import volume_job
from generators.typeset.tree import plain_text

GOLDEN = Path(__file__).parent / "golden"


def joined(data: bytes) -> str:
    return "".join("".join(lines) for lines in measure.texts(data))


def small(text: str, **more: object) -> Document:
    """A guide of one section with this text."""
    section = Section("one", "标题", (Paragraph(text),))
    imprint = (Pair("编印", "本局"),)
    document = Document(
        "guide", "small", "zh-Hans", "一件事", "办事指南", "说明", (), (), (section,), imprint
    )
    return replace(document, **more)  # type: ignore[arg-type]  # tests give any field


def compare(name: str, text: str) -> None:
    path = GOLDEN / name
    if os.environ.get("BANSHI_UPDATE_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    assert path.is_file(), f"no golden file {name}: run once with BANSHI_UPDATE_GOLDEN=1"
    assert text == path.read_text("utf-8")


def test_no_guide_has_a_fault(printed: Mapping[str, bytes]) -> None:
    found = [f"{matter} {fault}" for matter, data in printed.items() for fault in measure.faults(data)]
    assert not found, "\n".join(found[:20])


def test_no_heading_stands_alone(printed: Mapping[str, bytes]) -> None:
    found = [f"{matter} {fault}" for matter, data in printed.items() for fault in measure.orphans(data)]
    assert not found, "\n".join(found[:20])


def test_every_guide_is_tagged_and_whole(
    printed: Mapping[str, bytes], guides: Mapping[str, Document]
) -> None:
    for matter, data in printed.items():
        told = measure.structure(data)
        assert told["ua"], matter
        assert told["tagged"], matter
        assert told["title"], matter
        assert told["language"] == "zh-CN"
        assert not told["loose"], f"{matter}: fonts outside the file: {told['loose']}"
        assert told["bookmarks"] == [guides[matter].title]
        named = measure.places(data)
        for section in guides[matter].sections:
            assert f"{matter}--{section.id}" in named


def test_every_page_says_which_of_how_many(printed: Mapping[str, bytes]) -> None:
    for matter, data in printed.items():
        pages = measure.texts(data)
        for number, lines in enumerate(pages, 1):
            assert f"第{number}页/共{len(pages)}页" in "".join(lines), (matter, number)


def test_contents_name_the_page_of_each_section(
    printed: Mapping[str, bytes], guides: Mapping[str, Document]
) -> None:
    for matter, data in list(printed.items())[:12]:
        named = measure.places(data)
        first = "".join(measure.texts(data)[0])
        for section in guides[matter].sections:
            page = named[f"{matter}--{section.id}"][0]
            assert f"{section.number}{section.title}".replace(" ", "") + str(page) in first, (
                matter,
                section.id,
            )


def test_all_words_of_a_guide_are_printed(
    printed: Mapping[str, bytes], guides: Mapping[str, Document]
) -> None:
    """Names of papers, questions and laws: nothing gets lost between the tree and the page."""
    for matter, document in guides.items():
        told = joined(printed[matter])
        for section in document.sections:
            for block in section.blocks:
                for paper in block.papers if isinstance(block, Papers) else ():
                    assert "".join(plain_text(paper.name).split()) in told, (matter, paper.name)


def test_notices(notices: Mapping[str, Document], phrases: Phrases) -> None:
    """All in one volume: the same pages as alone, in a fraction of the time."""
    data = typeset("volume", volume_job(tuple(notices.values()), phrases))
    found = list(measure.faults(data))
    assert not found, "\n".join(found[:20])
    told = joined(data)
    for document in notices.values():
        assert "".join(document.title.split()) in told


def test_a_notice_alone(notices: Mapping[str, Document], phrases: Phrases) -> None:
    data = pdf.write(notices["labour-dispatch"], phrases)
    assert measure.structure(data)["tagged"]
    compare("notice-labour-dispatch.txt", "\n".join("\n".join(lines) for lines in measure.texts(data)) + "\n")


def test_golden_guide(printed: Mapping[str, bytes]) -> None:
    """Structure and words of one guide: a digest of each page, and the lines of the first."""
    pages = measure.texts(printed["labour-dispatch"])
    digests = [hashlib.sha256("\n".join(lines).encode("utf-8")).hexdigest()[:16] for lines in pages]
    compare("guide-labour-dispatch.txt", "\n".join([*digests, "", *pages[0]]) + "\n")


def test_index(selection: Selection, phrases: Phrases) -> None:
    data = pdf.write(index_document(selection), phrases)
    assert not list(measure.faults(data))
    assert "劳务派遣经营许可" in joined(data)


def test_english(english_guides: Mapping[str, Document], english: Phrases) -> None:
    for matter, document in english_guides.items():
        data = pdf.write(document, english)
        assert not list(measure.faults(data)), matter
        assert not list(measure.orphans(data)), matter
        assert measure.structure(data)["language"] == "en-GB"


def test_large_print(guides: Mapping[str, Document], phrases: Phrases) -> None:
    for matter in list(guides)[::12]:
        data = typeset("volume", volume_job((guides[matter],), phrases, size="large"))
        assert not list(measure.faults(data)), matter
        assert measure.smallest(data) >= 15.99


def test_two_processes_give_the_same_bytes(
    guides: Mapping[str, Document], printed: Mapping[str, bytes], repository: Path
) -> None:
    script = (
        "import hashlib,sys\n"
        f"sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "from pathlib import Path\n"
        "from conftest import documents, speaking\n"
        "from checker.loading import load_catalogue\n"
        "from generators.formats import pdf\n"
        f"catalogue = load_catalogue(Path({str(repository)!r}))\n"
        "phrases = speaking(catalogue, 'zh-Hans')\n"
        "document = documents(catalogue, phrases)['labour-dispatch']\n"
        "print(hashlib.sha256(pdf.write(document, phrases)).hexdigest())\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        cwd=repository,
        env={**os.environ, "PYTHONHASHSEED": "4711", "TZ": "Pacific/Auckland"},
    )
    assert told.stdout.strip() == hashlib.sha256(printed["labour-dispatch"]).hexdigest()


HOSTILE = '#import "x.typ": * #panic("x") *b* _c_ $x^2$ <one> @one `raw` // c /* d */ \\ #{1+1} = h - i + j / k: ~ -- "q"'


def test_markup_prints_as_it_stands(phrases: Phrases) -> None:
    data = pdf.write(small(HOSTILE, title=HOSTILE, id="small"), phrases)
    assert "".join(HOSTILE.split()) in joined(data)


def test_control_characters_print_nothing(phrases: Phrases) -> None:
    data = pdf.write(small("前\x00\x07\u202e中\u200b后"), phrases)
    assert "前中后" in joined(data)


def test_only_harmless_addresses_become_links(phrases: Phrases) -> None:
    links = tuple(
        Link(f"去{number}", href)
        for number, href in enumerate(
            ("javascript:alert(1)", "file:///etc/passwd", "https://example.gov.cn/a")
        )
    )
    section = Section("one", "标题", (Paragraph("看", links=links),))
    data = pdf.write(small("正文", sections=(section,)), phrases)
    assert measure.addresses(data) == ["https://example.gov.cn/a"]


def test_a_character_without_glyph_is_a_finding(phrases: Phrases) -> None:
    with pytest.raises(CannotPrint) as told:
        pdf.write(small("笑😀"), phrases)
    assert told.value.finding.code == "B42"
    assert "😀" in told.value.finding.message.zh
    assert "U+1F600" in told.value.finding.message.en


def test_a_missing_font_is_a_finding(phrases: Phrases, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        fonts, "FONT_FILES", (("pylopdf_fonts_zh_cn", "NoSuch.otf"), ("no_such_package", "Other.otf"))
    )
    with pytest.raises(CannotPrint) as told:
        pdf.write(small("正文"), phrases)
    assert told.value.finding.code == "B40"
    assert "NoSuch.otf" in told.value.finding.message.zh
    assert told.value.finding.help is not None
    assert "no-such-package" in told.value.finding.help.en


def test_two_hundred_papers_and_a_condition_of_two_thousand_characters(phrases: Phrases) -> None:
    papers = tuple(
        Paper(str(number), f"第{number}种材料", "情形" if number % 3 else "") for number in range(1, 201)
    )
    text = "条件很长，" * 400
    long = Papers("都要交的", "", ("材料", "要求", "从哪里来"), (*papers, Paper("201", "最后一种", text)))
    table = Table("表", ("一", "二"), (Row(("甲", text)),))
    data = pdf.write(
        small("正文", sections=(Section("one", "标题", (long, table, Fold("展开", (Paragraph(text),)))),)),
        phrases,
    )
    assert not list(measure.faults(data))
    told = joined(data)
    assert "第200种材料" in told
    assert told.count("很") == 1200  # a page may end within a clause


def test_no_row_is_split_and_heads_repeat(phrases: Phrases) -> None:
    note = "这一条附注写得很长，要占好几行，" * 12
    rows = tuple(Row((f"甲{number}始", f"乙{number}"), note=f"{note}甲{number}终") for number in range(40))
    table = Table("表", ("表头甲", "表头乙"), rows)
    data = pdf.write(small("正文", sections=(Section("one", "标题", (table,)),)), phrases)
    pages = ["".join(lines) for lines in measure.texts(data)]
    assert len(pages) > 3
    for page in pages:
        assert "表头甲" in page
    for number in range(40):
        assert any(f"甲{number}始" in page and f"甲{number}终" in page for page in pages)


def test_time_line_marks_days_off(phrases: Phrases) -> None:
    first = date(2026, 2, 13)
    kinds: tuple[DayKind, ...] = ("working", "weekend", "holiday", "makeup")
    days = tuple((first + timedelta(days=n), kinds[n % 4]) for n in range(30))
    line = TimeLine(
        "从收到之日起",
        days,
        (TimeMark(first, "2月13日", "收到"),),
        (("holiday", "放假"),),
        tuple(f"{n}月" for n in range(1, 13)),
    )
    told = joined(pdf.write(small("正文", sections=(Section("one", "日期", (line,)),)), phrases))
    assert "2月13" in told
    assert "3月1" in told


def test_no_code_without_an_address(guides: Mapping[str, Document], phrases: Phrases) -> None:
    document = replace(guides["labour-dispatch"], online="")
    told = joined(pdf.write(document, phrases))
    assert phrases.say("print.qr") not in told
    assert phrases.say("print.qr") in joined(pdf.write(guides["labour-dispatch"], phrases))


def test_a_volume_begins_at_any_page(guides: Mapping[str, Document], phrases: Phrases) -> None:
    two = (guides["labour-dispatch"], guides["marriage-registration"])
    data = typeset("volume", volume_job(two, phrases, first=41, total=900))
    pages = ["".join(lines) for lines in measure.texts(data)]
    assert "第41页/共900页" in pages[0]
    assert f"第{40 + len(pages)}页/共900页" in pages[-1]
    named = measure.places(data)
    assert named["labour-dispatch"][0] == 1
    assert named["marriage-registration"][0] > 1
