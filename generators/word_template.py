"""The Word templates as they are shipped: page, styles, lists, header, footer and the places where content goes.

In: the name of a template. Out: a .docx, the same bytes every time. The surprising thing: these are only the beginning. The same
bytes lie in rules/templates/, where an office edits them in Word or WPS; a test holds the two together until it does.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from generators.word_markup import NAMESPACES
from generators.word_styles import Look, numbering, styles

__all__ = ["TEMPLATES", "packed", "template"]

_A4 = (11906, 16838)
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The earliest day that an archive can name: no file says when it was written."""


@dataclass(frozen=True, slots=True)
class Page:
    """A kind of paper: margins in twips (top, right, foot, left), whether it lies on its side, what stands around the content."""

    look: Look
    margins: tuple[int, int, int, int]
    body: str
    header: str
    footer: str
    landscape: bool = False


def _line(style: str, text: str, properties: str = "") -> str:
    """A paragraph of a template, where `{{ }}` stands as it is."""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>'
        f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
    )


def _field(code: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _text(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


_CONTENT = _line("BanshiText", "{{ content }}")
_META = (
    _line("BanshiMeta", "{%p for pair in meta %}")
    + _line("BanshiMeta", "{{ pair.label }}：{{ pair.value }}")
    + _line("BanshiMeta", "{%p endfor %}")
)
_IMPRINT = (
    _line("BanshiNote", "{%p for pair in imprint %}")
    + _line("BanshiNote", "{{ pair.label }}：{{ pair.value }}")
    + _line("BanshiNote", "{%p endfor %}")
)
_COVER = (
    _line("BanshiRunning", "{{ running }}")
    + _line("Title", "{{ title }}")
    + _line("BanshiMeta", "{{ meta_line }}")
    + _line("BanshiLead", "{%p if summary %}")
    + _line("BanshiLead", "{{ summary }}")
    + _line("BanshiLead", "{%p endif %}")
)
_GUIDE_HEADER = '<w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr>' + _text("{{ title }}") + "</w:p>"


def _footer(tab: int) -> str:
    return (
        f'<w:p><w:pPr><w:pStyle w:val="Footer"/><w:tabs><w:tab w:val="right" w:pos="{tab}"/></w:tabs></w:pPr>'
        + _text("{{ imprint_line }}")
        + "<w:r><w:tab/></w:r>"
        + _text("{{ page.before }}")
        + _field("PAGE")
        + _text("{{ page.between }}")
        + _field("NUMPAGES")
        + _text("{{ page.after }}")
        + "</w:p>"
    )


_LETTER_BODY = (
    _line("BanshiOrgan", "{{ running }}")
    + _line("Title", "{{ title }}")
    + _line("BanshiNumber", "{%p for pair in meta %}")
    + _line("BanshiNumber", "{{ pair.value }}")
    + _line("BanshiNumber", "{%p endfor %}")
    + _CONTENT
    + _IMPRINT
)
_LETTER_FOOTER = (
    '<w:p><w:pPr><w:pStyle w:val="Footer"/><w:jc w:val="center"/></w:pPr>'
    + _text("— ")
    + _field("PAGE")
    + _text(" —")
    + "</w:p>"
)
_EMPTY_HEADER = '<w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr></w:p>'

TEMPLATES: Mapping[str, Page] = {
    # look.md: 20 mm sides, 24 mm top, 22 mm foot
    "guide": Page("guide", (1361, 1134, 1247, 1134), _COVER + _CONTENT + _IMPRINT, _GUIDE_HEADER, _footer(9638)),
    # GB/T 9704-2012: 37 mm top, 35 mm foot, 28 mm left, 26 mm right
    "letter": Page("letter", (2098, 1474, 1984, 1588), _LETTER_BODY, _EMPTY_HEADER, _LETTER_FOOTER),
    "redline": Page(
        "guide", (1134, 1134, 1134, 1134), _COVER + _CONTENT + _IMPRINT, _GUIDE_HEADER, _footer(14570), landscape=True
    ),
}  # fmt: skip


@cache
def template(name: str) -> bytes:
    """The template of that name in `TEMPLATES`."""
    page = TEMPLATES[name]
    return packed((path, text.encode("utf-8")) for path, text in _parts(page).items())


def packed(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """An archive of the parts in their order, the same bytes on every machine and day."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path, data in parts:
            entry = zipfile.ZipInfo(path, _FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    return out.getvalue()


_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PARTS = ("styles", "numbering", "settings", "fontTable", "header", "footer")
# alternates: what a machine without the font may take, by the names that Word and WPS know
_FONTS = (
    ("宋体", "SimSun", "roman"), ("黑体", "SimHei", "swiss"), ("仿宋", "仿宋_GB2312,FangSong", "roman"),
    ("楷体", "KaiTi,楷体_GB2312", "roman"), ("方正小标宋简体", "方正小标宋_GBK,华文中宋,STZhongsong", "roman"),
    ("Times New Roman", "", "roman"), ("Arial", "", "swiss"),
)  # fmt: skip


def _parts(page: Page) -> dict[str, str]:
    """Every part of the file by its path."""
    width, height = (_A4[1], _A4[0]) if page.landscape else _A4
    top, right, foot, left = page.margins
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rIdheader"/><w:footerReference w:type="default" r:id="rIdfooter"/>'
        f'<w:pgSz w:w="{width}" w:h="{height}"{" w:orient=" + chr(34) + "landscape" + chr(34) if page.landscape else ""}/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{foot}" w:left="{left}" w:header="680" w:footer="624" w:gutter="0"/>'
        "</w:sectPr>"
    )
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}{name}+xml"/>' for name in _PARTS
    )
    links = "".join(
        f'<Relationship Id="rId{name}" Type="{_LINK}{name}" Target="{name}.xml"/>' for name in _PARTS
    )
    kinds = "http://schemas.openxmlformats.org/package/2006/content-types"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    core = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
    return {
        "[Content_Types].xml": f'{_XML}<Types xmlns="{kinds}">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPE}document.main+xml"/>{overrides}'
        '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        "</Types>",
        "_rels/.rels": f'{_XML}<Relationships xmlns="{relations}">'
        f'<Relationship Id="rId1" Type="{_LINK}officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{relations}/metadata/core-properties" Target="docProps/core.xml"/></Relationships>',
        "word/document.xml": f"{_XML}<w:document {NAMESPACES}><w:body>{page.body}{section}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'{_XML}<Relationships xmlns="{relations}">{links}</Relationships>',
        "word/styles.xml": f"{_XML}{styles(page.look)}",
        "word/numbering.xml": f"{_XML}{numbering(page.look)}",
        "word/settings.xml": f"{_XML}{_settings()}",
        "word/fontTable.xml": f"{_XML}{_fonts()}",
        "word/header.xml": f"{_XML}<w:hdr {NAMESPACES}>{page.header}</w:hdr>",
        "word/footer.xml": f"{_XML}<w:ftr {NAMESPACES}>{page.footer}</w:ftr>",
        "docProps/core.xml": f'{_XML}<cp:coreProperties xmlns:cp="{core}" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<dc:title>{{ title }}</dc:title></cp:coreProperties>",
    }


def _settings() -> str:
    """Chinese line breaking, closing marks squeezed, the layout rules of today's Word."""
    return (
        f'<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat>'
        "<w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/><w:ulTrailSpace/>"
        "<w:adjustLineHeightInTable/><w:useFELayout/>"
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        '</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )


def _fonts() -> str:
    found = [f"<w:fonts {NAMESPACES}>"]
    for name, other, family in _FONTS:
        alternate = f'<w:altName w:val="{other}"/>' if other else ""
        found.append(f'<w:font w:name="{name}">{alternate}<w:family w:val="{family}"/></w:font>')
    return "".join([*found, "</w:fonts>"])
