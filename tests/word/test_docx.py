"""Guides and notices as Word files: everything that is said, nothing that Word would call damaged, the same bytes twice."""

from __future__ import annotations

import hashlib
import io
import os
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from docx import Document as open_word

from checker.catalogue import Catalogue
from checker.phrases import Phrases
from checker.verdict import Verdict
from generators.document import (
    Blanks,
    Chip,
    Chips,
    Directory,
    Document,
    Entry,
    Facts,
    Fold,
    Group,
    Item,
    ItemList,
    Link,
    Pair,
    Paragraph,
    Row,
    Section,
    Table,
)  # fmt: skip
from generators.formats import docx, text
from generators.formats.word_check import WordFault
from generators.notice import notice
from generators.subject import Selection
from generators.word_columns import shares
from generators.word_guides import pages
from generators.word_styles import STYLES
from generators.word_template import TEMPLATES, packed, template
from tests.word.conftest import W, paragraphs, part, plain

GOLDEN = Path(__file__).parent / "golden"
_ORDER = (
    "pStyle",
    "keepNext",
    "keepLines",
    "numPr",
    "pBdr",
    "shd",
    "tabs",
    "spacing",
    "ind",
    "jc",
    "outlineLvl",
    "rPr",
    "sectPr",
)


def test_every_guide_says_what_its_text_says(selection: Selection, guides: dict[str, bytes]) -> None:
    """The plain text is the reference: each of its lines stands in the Word file too."""
    for subject in selection.subjects[::6]:
        document = subject.guide()
        shown = plain(guides[subject.matter])
        for section in document.sections:
            assert "".join(section.title.split()) in shown, (subject.matter, section.title)
        for paper in subject.edition.materials:
            for form in paper.forms:
                assert "".join(form.label.zh.split()) in shown, (subject.matter, form.label.zh)
        written = text.write(document, selection.phrases).decode()
        for line in written.split("\n"):
            # a line of the text breaks at 78 columns and joins label and value: its clauses are what must be there
            for words in re.split(r"[：；，。（）、|\s]+", line):
                if len(words) > 3:
                    assert words.strip("·✓✕!?-=[]") in shown, (subject.matter, line)


def test_every_guide_is_sound(guides: dict[str, bytes]) -> None:
    """Styles exist, ids are unique, relationships lead somewhere, cells end in a paragraph, rows are as wide as their table."""
    for matter, data in guides.items():
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            assert all(entry.date_time == (1980, 1, 1, 0, 0, 0) for entry in archive.infolist())
            links = ElementTree.fromstring(archive.read("word/_rels/document.xml.rels"))
            styles = ElementTree.fromstring(archive.read("word/styles.xml"))
        known = {style.get(f"{W}styleId") for style in styles.iter(f"{W}style")}
        targets = {link.get("Id"): link for link in links}
        body = part(data)
        for element in body.iter():
            if element.tag in (f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle"):
                assert element.get(f"{W}val") in known, (matter, element.get(f"{W}val"))
            for name, value in element.attrib.items():
                if name.endswith("}embed") or (name.endswith("}id") and element.tag == f"{W}hyperlink"):
                    link = targets[value]
                    assert link.get("TargetMode") == "External" or f"word/{link.get('Target')}" in names
        for table in body.iter(f"{W}tbl"):
            grid = [int(column.get(f"{W}w", "0")) for column in table.findall(f"{W}tblGrid/{W}gridCol")]
            assert min(grid) > 0
            for row in table.findall(f"{W}tr"):
                cells = row.findall(f"{W}tc")
                spans = [
                    int(found.get(f"{W}val", "1"))
                    if (found := cell.find(f"{W}tcPr/{W}gridSpan")) is not None
                    else 1
                    for cell in cells
                ]
                assert sum(spans) == len(grid), matter
                assert all(cell[-1].tag == f"{W}p" for cell in cells), matter
        pictures = [each.get("id") for each in body.iter() if each.tag.endswith("}docPr")]
        assert len(pictures) == len(set(pictures))


def test_paragraph_properties_stand_in_the_order_of_the_schema(guides: dict[str, bytes]) -> None:
    """Word repairs, or refuses, what stands in another order."""
    for name in TEMPLATES:
        for element in part(template(name), "word/styles.xml").iter(f"{W}pPr"):
            _in_order(element, name)
    for matter in list(guides)[::10]:
        for element in part(guides[matter]).iter(f"{W}pPr"):
            _in_order(element, matter)


def _in_order(element: ElementTree.Element, where: str) -> None:
    found = [child.tag.rpartition("}")[2] for child in element]
    places = [_ORDER.index(name) for name in found if name in _ORDER]
    assert places == sorted(places), (where, found)


def test_fonts_have_chinese_faces_and_no_theme(guides: dict[str, bytes]) -> None:
    data = guides["labour-dispatch"]
    for path in ("word/styles.xml", "word/document.xml"):
        for fonts in part(data, path).iter(f"{W}rFonts"):
            assert fonts.get(f"{W}eastAsia")
            assert not any("Theme" in name for name in fonts.attrib)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not any("theme" in name for name in archive.namelist())


def test_head_rows_repeat_and_rows_stay_whole(guides: dict[str, bytes]) -> None:
    body = part(guides["labour-dispatch"])
    headed = [
        table for table in body.iter(f"{W}tbl") if table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None
    ]
    assert len(headed) >= 3
    rows = list(body.iter(f"{W}tr"))
    whole = [row for row in rows if row.find(f"{W}trPr/{W}cantSplit") is not None]
    assert len(whole) > 0.95 * len(rows)


def test_the_chart_is_a_picture_with_its_words(guides: dict[str, bytes]) -> None:
    for matter, data in guides.items():
        told = [each.get("descr", "") for each in part(data).iter() if each.tag.endswith("}docPr")]
        assert told, matter
        assert len(told[0]) > 100, (matter, told[0][:50])
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            pictures = [archive.read(name) for name in archive.namelist() if name.startswith("word/media/")]
        assert all(picture.startswith(b"\x89PNG") for picture in pictures)


def test_links_lead_out_only_by_harmless_schemes(phrases: Phrases) -> None:
    links = (
        "https://example.gov.cn/a",
        "tel:0999-1",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "other.html",
        "#materials",
    )
    made = docx.write(_document(Paragraph("看", links=tuple(Link(href, href) for href in links))), phrases)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        targets = [link.get("Target") for link in ElementTree.fromstring(archive.read("word/_rels/document.xml.rels"))
                   if link.get("TargetMode") == "External"]  # fmt: skip
    assert targets == ["https://example.gov.cn/a", "tel:0999-1"]
    assert all(href.replace(" ", "") in plain(made) for href in links)


def _document(*blocks: object, title: str = "标题", **more: object) -> Document:
    plain_document = Document(
        "guide", "x", "zh-Hans", title, "小字", "一句话", (Pair("类型", "行政许可"),), (),
        (Section("s", "一节", tuple(blocks)),), (Pair("编印", "示例局"),),  # type: ignore[arg-type]  # any block
    )  # fmt: skip
    return replace(plain_document, **more)  # type: ignore[arg-type]


def test_hostile_text_stays_text(phrases: Phrases) -> None:
    """Markup, template tags, control characters, halves of pairs: a sentence of the catalogue is only ever a sentence."""
    nasty = "</w:t><w:p>&amp; {{ title }} {% for x in y %} \x00\x0b\ufffe\ud800 𠮷 ]]> \u202e"
    made = docx.write(
        _document(
            Paragraph(nasty),
            Table(nasty, (nasty, "b"), (Row((nasty, "c"), nasty, nasty),)),
            Facts((Pair(nasty, nasty, nasty, nasty),)),
            ItemList((Item(nasty, nasty),), "numbers"),
            Fold(nasty, (Chips((Chip(nasty, "stop"),)),)),
            Directory((Group("g", nasty, (Entry(Link(nasty, "https://a.b"), (nasty,)),)),)),
            Blanks((nasty,), nasty),
            title=nasty,
        ),
        phrases,
    )
    assert plain(made).count("{{title}}{%forxiny%}") >= 10
    assert open_word(io.BytesIO(made)).core_properties.title.startswith("</w:t>")


def test_a_row_that_fills_a_page_may_part(phrases: Phrases) -> None:
    long = "长" * 2000
    body = part(docx.write(_document(Table("", ("a",), (Row((long,)), Row(("短",))))), phrases))
    rows = list(body.iter(f"{W}tr"))
    assert [row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows] == [True, False, True]


def test_numbered_lists_begin_at_one_again(phrases: Phrases) -> None:
    one = ItemList((Item("甲"), Item("乙")), "numbers")
    body = part(docx.write(_document(one, one), phrases))
    lists = [element.get(f"{W}val") for element in body.iter(f"{W}numId")]
    assert len(lists) == 4
    assert len(set(lists)) == 2


def test_equal_bytes_twice(selection: Selection, guides: dict[str, bytes]) -> None:
    for subject in selection.subjects[::6][:2]:
        again = docx.write(subject.guide(), selection.phrases)
        assert hashlib.sha256(again).digest() == hashlib.sha256(guides[subject.matter]).digest()


def test_english_guides_and_notices(
    selection: Selection, english: Phrases, verdicts: list[Verdict], catalogue: Catalogue
) -> None:
    whole = Selection(selection.plan, selection.catalogue, english, selection.on, "test")
    made = docx.write(whole.subjects[0].guide(), english)
    assert whole.subjects[0].edition.name.en in list(paragraphs(made))
    for verdict in verdicts[::97]:
        shown = plain(docx.write(notice(verdict, catalogue, selection.phrases), selection.phrases))
        for problem in verdict.findings:
            assert "".join(problem.remedy.split()) in shown


def test_golden_structure(guides: dict[str, bytes]) -> None:
    """Style and text of every paragraph, not the bytes: a new release of a library may not change what we say."""
    lines = []
    for paragraph in part(guides["labour-dispatch"]).iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        words = "".join(piece.text or "" for piece in paragraph.iter(f"{W}t"))
        if words:
            lines.append(f"{style.get(f'{W}val') if style is not None else '-'}\t{words}")
    golden = GOLDEN / "labour-dispatch.docx.txt"
    if os.environ.get("BANSHI_UPDATE_GOLDEN"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text("\n".join(lines) + "\n", "utf-8")
    assert golden.is_file(), "run once with BANSHI_UPDATE_GOLDEN=1"
    assert "\n".join(lines) + "\n" == golden.read_text("utf-8")


@pytest.mark.parametrize("name", list(TEMPLATES))
def test_the_shipped_templates_are_those_of_the_script(repository: Path, name: str) -> None:
    """`rules/templates` holds what generators/word_template.py makes; after a change: BANSHI_UPDATE_GOLDEN=1."""
    path = repository / "rules" / "templates" / f"{name}.docx"
    if os.environ.get("BANSHI_UPDATE_GOLDEN"):
        path.write_bytes(template(name))
    assert path.read_bytes() == template(name)
    styles = {style.get(f"{W}styleId") for style in part(template(name), "word/styles.xml").iter(f"{W}style")}
    assert styles.issuperset(STYLES)


def test_widths_add_up_and_short_columns_stay_short() -> None:
    widths = shares(("序号", "很长的一列", "短"), [("1", "字" * 300, "是")], 9638)
    assert sum(widths) == 9638
    assert widths[0] < 1500
    assert widths[1] > 5000
    assert sum(shares(("a",) * 12, [("字" * 40,) * 12], 5000)) == 5000


# ---- the office's own template


def _edited(name: str, change: dict[str, tuple[str, str]]) -> bytes:
    parts = []
    with zipfile.ZipFile(io.BytesIO(template(name))) as archive:
        for entry in archive.infolist():
            data = archive.read(entry).decode()
            before, after = change.get(entry.filename, ("", ""))
            assert before in data
            parts.append((entry.filename, data.replace(before, after).encode()))
    return packed(parts)


def _with(text: str) -> bytes:
    return _edited("guide", {"word/document.xml": ("{{ content }}", text)})


def test_an_office_template_is_used(selection: Selection, phrases: Phrases) -> None:
    data = _edited("guide", {"word/header.xml": ("{{ title }}", "示例市政务服务局 {{ title }}"),
                             "word/styles.xml": ('w:styleId="BanshiTable"', 'w:styleId="Gone"')})  # fmt: skip
    made = docx.write_with(selection.subjects[0].guide(), phrases, data, "guide.docx")
    header = "".join(part(made, "word/header.xml").itertext())
    assert header.startswith("示例市政务服务局 ")
    styles = {style.get(f"{W}styleId") for style in part(made, "word/styles.xml").iter(f"{W}style")}
    assert "BanshiTable" in styles, "a style that the office lost is lent from the shipped template"


FAULTS = {
    "no-zip": (b"not a zip at all", "B60"),
    "cut": (template("guide")[:3000], "B60"),
    "no-word": (packed([("[Content_Types].xml", b"<a/>"), ("x.xml", b"<a/>")]), "B60"),
    "entities": (_edited("guide", {"word/header.xml": ("<w:hdr", '<!DOCTYPE a [<!ENTITY b "c">]><w:hdr')}), "B60"),
    "macros": (packed([("word/vbaProject.bin", b"x")]), "B60"),
    "dotx": (_edited("guide", {"[Content_Types].xml": ("document.main+xml", "template.main+xml")}), "B60"),
    "bomb": (packed([("word/document.xml", b"<a>" + b" " * (40 * 1024**2) + b"</a>")]), "B60"),
    "syntax": (_with("{{ content }} {% for %}"), "B61"),
    "open-loop": (_with("{{ content }} {%p for x in meta %}"), "B61"),
    "field": (_with("{{ content }} {{ tittle }} {{ oranization }}"), "B62"),
    "field-of-field": (_with("{{ content }} {{ title.author }}"), "B62"),
    "sum": (_with("{{ content }} {{ title + 1 }}"), "B62"),
    "escape": (_with("{{ content }} {{ title.__class__.__mro__ }}"), "B62"),
    "no-content": (_with("nothing here"), "B63"),
}  # fmt: skip


@pytest.mark.parametrize("name", list(FAULTS))
def test_a_template_that_cannot_be_used_says_why(phrases: Phrases, name: str) -> None:
    data, code = FAULTS[name]
    with pytest.raises(WordFault) as raised:
        docx.write_with(_document(), phrases, data, "ours.docx")
    findings = raised.value.findings
    assert {finding.code for finding in findings} == {code}
    assert all(finding.place.path.startswith("ours.docx") and finding.help for finding in findings)
    if name == "field":
        assert len(findings) == 2, "both unknown fields are told in one go"
        assert "`title`" in findings[1].help.zh if findings[1].help else False


def test_a_broken_template_of_the_office_is_a_finding_and_no_file(
    selection: Selection, tmp_path: Path, catalogue: Catalogue
) -> None:
    folder = tmp_path / "rules" / "templates"
    folder.mkdir(parents=True)
    (folder / "guide.docx").write_bytes(b"broken")
    elsewhere = Selection(
        selection.plan, replace(catalogue, root=tmp_path), selection.phrases, selection.on, "test"
    )
    made = list(pages(elsewhere))
    assert [getattr(each, "code", "") for each in made] == ["B60"]
