"""The styles and lists of the Word templates: the visual language of print in the words of Word.

In: a look, `guide` or `letter`. Out: styles.xml and numbering.xml as text. The surprising thing: both looks have the same styles
under the same names, so that one writer serves guides, notices and letters; an office changes how they look, never what they say.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from generators.word_markup import NAMESPACES

__all__ = ["LISTS", "STYLES", "Look", "numbering", "styles"]

Look = Literal["guide", "letter"]
LISTS = ("Dots", "Numbers", "Checks", "Crosses", "Warnings")
_SIGNS = {"Dots": "•", "Checks": "✓", "Crosses": "✕", "Warnings": "！"}
_INK, _MUTED, _RULE, _PRIMARY, _DARK = "1B1F24", "57606A", "D5DBE3", "0B5394", "083D6E"
_OK, _WARN, _STOP = "1A7F37", "9A6700", "B42318"


@dataclass(frozen=True, slots=True)
class _Style:
    """A paragraph style: font of Chinese text, half-points, colour, spacing (before, after, line) in twips, and the rest."""

    id: str
    name: str
    font: str = ""
    size: int = 0
    colour: str = ""
    space: tuple[int, int] = (0, 0)
    line: int = 0
    more: str = ""
    bold: bool = False
    based: str = "Normal"
    exact: bool = False


_SERIF, _SANS = "宋体", "黑体"
_KEEP = "<w:keepNext/><w:keepLines/>"


def _indent(left: int, hanging: int = 0) -> str:
    return f'<w:ind w:left="{left}"{f" w:hanging={chr(34)}{hanging}{chr(34)}" if hanging else ""}/>'


def _outline(level: int) -> str:
    return f'<w:outlineLvl w:val="{level}"/>'


def _rule(side: str, colour: str, eighths: int, away: int) -> str:
    return f'<w:pBdr><w:{side} w:val="single" w:sz="{eighths}" w:space="{away}" w:color="{colour}"/></w:pBdr>'


def _listed(number: int) -> str:
    return f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'


_TWO = '<w:ind w:firstLineChars="200" w:firstLine="640"/>'
"""The first line of a paragraph is indented by two characters."""
_CENTRE, _RIGHT = '<w:jc w:val="center"/>', '<w:jc w:val="right"/>'
_BAND = '<w:shd w:val="clear" w:color="auto" w:fill="F5F7FA"/>'
_SET_OFF = _rule("left", _PRIMARY, 24, 8) + _BAND + _indent(170)
_SET_OFF_LARGE = _rule("left", _PRIMARY, 36, 8) + _BAND + _indent(170)

_GUIDE = (
    _Style("Title", "Title", _SANS, 40, _DARK, (40, 60), 560, _KEEP),
    _Style("Heading1", "heading 1", _SANS, 30, _DARK, (400, 140), 400, _KEEP + _rule("bottom", _RULE, 6, 4) + _outline(0)),
    _Style("Heading2", "heading 2", _SANS, 24, _INK, (240, 80), 340, _KEEP + _outline(1)),
    _Style("Heading3", "heading 3", _SANS, 21, _INK, (160, 60), 320, _KEEP + _outline(2)),
    _Style("BanshiRunning", "Banshi Running", _SANS, 18, _MUTED, (0, 0), 280),
    _Style("BanshiOrgan", "Banshi Organ", _SANS, 24, _INK, (0, 120), 340),
    _Style("BanshiNumber", "Banshi Number", "", 0, _MUTED, (0, 120), 300),
    _Style("BanshiMeta", "Banshi Meta", "", 18, _MUTED, (0, 60), 280),
    _Style("BanshiLead", "Banshi Lead", "", 24, "", (60, 160), 400),
    _Style("BanshiText", "Banshi Text", "", 0, "", (0, 80), 340),
    _Style("BanshiMuted", "Banshi Muted", "", 19, _MUTED, (0, 80), 300),
    _Style("BanshiCaption", "Banshi Caption", _SANS, 21, "", (160, 80), 320, _KEEP),
    _Style("BanshiNote", "Banshi Note", "", 18, _MUTED, (0, 20), 270),
    _Style("BanshiCell", "Banshi Cell", "", 0, "", (30, 30), 300),
    _Style("BanshiCellHead", "Banshi Cell Head", _SANS, 19, _MUTED, (30, 30), 280),
    _Style("BanshiCellRight", "Banshi Cell Right", "", 0, "", (30, 30), 300, _RIGHT, based="BanshiCell"),
    _Style("BanshiFactLabel", "Banshi Fact Label", _SANS, 18, _MUTED, (80, 0), 270, "<w:keepNext/>"),
    _Style("BanshiFact", "Banshi Fact", _SANS, 30, _DARK, (20, 20), 400, "<w:keepNext/>"),
    _Style("BanshiFactNote", "Banshi Fact Note", "", 18, _MUTED, (0, 80), 260),
    _Style("BanshiCallout", "Banshi Callout", _SANS, 21, "", (100, 0), 340, _KEEP + _SET_OFF),
    _Style("BanshiCalloutText", "Banshi Callout Text", "", 0, "", (0, 100), 320, _SET_OFF),
    _Style("BanshiLarge", "Banshi Large", _SANS, 30, "", (160, 0), 440, _KEEP + _SET_OFF_LARGE),
    _Style("BanshiListMore", "Banshi List More", "", 18, _MUTED, (0, 60), 270, _indent(360)),
    _Style("BanshiChart", "Banshi Chart", "", 0, "", (60, 60), 0, _CENTRE),
    _Style("BanshiSeal", "Banshi Seal", "", 0, "", (0, 60), 340, _RIGHT),
    _Style("BanshiNested", "Banshi Nested", "", 19, "", (0, 20), 290),
    _Style("BanshiGap", "Banshi Gap", "", 8, "", (0, 0), 120, exact=True),
    _Style("BanshiBlankLine", "Banshi Blank Line", "", 0, "", (60, 60), 400),
)  # fmt: skip
_LETTER = (
    _Style("Title", "Title", "方正小标宋简体", 44, "000000", (0, 240), 640, _KEEP + _CENTRE),
    _Style("Heading1", "heading 1", _SANS, 32, "000000", (160, 60), 560, _KEEP + _TWO + _outline(0)),
    _Style("Heading2", "heading 2", "楷体", 32, "000000", (60, 0), 560, _KEEP + _TWO + _outline(1)),
    _Style("Heading3", "heading 3", "仿宋", 32, "000000", (0, 0), 560, _KEEP + _outline(2), bold=True),
    _Style("BanshiRunning", "Banshi Running", "", 24, "", (0, 60), 400, _CENTRE),
    _Style("BanshiOrgan", "Banshi Organ", "方正小标宋简体", 36, "000000", (0, 120), 560, _KEEP + _CENTRE),
    _Style("BanshiNumber", "Banshi Number", "仿宋", 28, "", (0, 280), 480, _CENTRE),
    _Style("BanshiMeta", "Banshi Meta", "", 24, "", (0, 60), 400, _CENTRE),
    _Style("BanshiLead", "Banshi Lead", "", 32, "", (0, 0), 560),
    _Style("BanshiText", "Banshi Text", "", 32, "", (0, 0), 560, _TWO + '<w:jc w:val="both"/>'),
    _Style("BanshiMuted", "Banshi Muted", "楷体", 24, "", (40, 40), 400, '<w:ind w:firstLineChars="200" w:firstLine="480"/>'),
    _Style("BanshiCaption", "Banshi Caption", _SANS, 24, "", (120, 60), 400, _KEEP),
    _Style("BanshiNote", "Banshi Note", "楷体", 18, _MUTED, (0, 20), 280),
    _Style("BanshiCell", "Banshi Cell", "", 24, "", (40, 40), 360),
    _Style("BanshiCellHead", "Banshi Cell Head", _SANS, 22, "", (40, 40), 340),
    _Style("BanshiCellRight", "Banshi Cell Right", "", 24, "", (40, 40), 360, _RIGHT, based="BanshiCell"),
    _Style("BanshiFactLabel", "Banshi Fact Label", _SANS, 22, _MUTED, (80, 0), 300, "<w:keepNext/>"),
    _Style("BanshiFact", "Banshi Fact", _SANS, 28, "", (20, 20), 400, "<w:keepNext/>"),
    _Style("BanshiFactNote", "Banshi Fact Note", "", 20, _MUTED, (0, 80), 300),
    _Style("BanshiCallout", "Banshi Callout", _SANS, 28, "", (80, 0), 480, _KEEP),
    _Style("BanshiCalloutText", "Banshi Callout Text", "", 28, "", (0, 80), 480),
    _Style("BanshiLarge", "Banshi Large", _SANS, 32, "", (120, 0), 560, _KEEP),
    _Style("BanshiListMore", "Banshi List More", "", 24, "", (0, 40), 380, _indent(640)),
    _Style("BanshiChart", "Banshi Chart", "", 0, "", (60, 60), 0, _CENTRE),
    _Style("BanshiSeal", "Banshi Seal", "", 32, "", (160, 0), 560, '<w:ind w:rightChars="200" w:right="640"/>' + _RIGHT),
    _Style("BanshiNested", "Banshi Nested", "", 24, "", (0, 20), 380),
    _Style("BanshiGap", "Banshi Gap", "", 8, "", (0, 0), 160, exact=True),
    _Style("BanshiBlankLine", "Banshi Blank Line", "", 24, "", (60, 60), 440),
)  # fmt: skip
STYLES: tuple[str, ...] = tuple(style.id for style in _GUIDE) + tuple(f"Banshi{name}" for name in LISTS)


def styles(look: Look) -> str:
    """styles.xml. There is no theme: every font is named, the Chinese ones too."""
    serif, size, line = (_SERIF, 21, 340) if look == "guide" else ("仿宋", 32, 560)
    out = [
        f"<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>{_font(serif)}"
        f'<w:color w:val="{_INK if look == "guide" else "000000"}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        f'<w:pPrDefault><w:pPr><w:spacing w:after="0" w:line="{line}" w:lineRule="atLeast"/></w:pPr></w:pPrDefault>'
        "</w:docDefaults>",
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        '<w:pPr><w:widowControl/><w:kinsoku/><w:overflowPunct/><w:autoSpaceDE/><w:autoSpaceDN/></w:pPr></w:style>',
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>'
        '<w:uiPriority w:val="1"/><w:semiHidden/></w:style>',
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>'
        '<w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
        '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar>'
        "</w:tblPr></w:style>",
    ]  # fmt: skip
    out += [_paragraph(style) for style in (_GUIDE if look == "guide" else _LETTER)]
    out += [_list_style(name, number, look) for number, name in enumerate(LISTS, 1)]
    out += [_edge("Header", "header"), _edge("Footer", "footer")]
    out += [_link(), *_character(look), *_tables(look)]
    return "".join([*out, "</w:styles>"])


def _font(chinese: str) -> str:
    latin = "Arial" if chinese == _SANS else "Times New Roman"
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{chinese}" w:cs="{latin}" w:hint="eastAsia"/>'


def _paragraph(style: _Style) -> str:
    before, after = style.space
    line = ' w:line="240" w:lineRule="auto"'
    if style.line:
        line = f' w:line="{style.line}" w:lineRule="{"exact" if style.exact else "atLeast"}"'
    keeps, rest = _ordered(style.more)
    level = style.more[style.more.index("<w:outlineLvl") :] if "<w:outlineLvl" in style.more else ""
    rest = rest.replace(level, "")
    character = (
        (_font(style.font) if style.font else "")
        + ("<w:b/>" if style.bold else "")
        + (f'<w:color w:val="{style.colour}"/>' if style.colour else "")
        + (f'<w:sz w:val="{style.size}"/><w:szCs w:val="{style.size}"/>' if style.size else "")
    )
    borders, others = _borders(rest)
    return (
        f'<w:style w:type="paragraph" w:styleId="{style.id}"{_own(style.id)}><w:name w:val="{style.name}"/>'
        f'<w:basedOn w:val="{style.based}"/>{_next(style.id)}<w:qFormat/>'
        f'<w:pPr>{keeps}{borders}<w:spacing w:before="{before}" w:after="{after}"{line}/>{others}{level}</w:pPr>'
        f"<w:rPr>{character}</w:rPr></w:style>"
    )


def _ordered(more: str) -> tuple[str, str]:
    """The schema has an order: keep, list and border stand before spacing, indent and alignment after it."""
    keeps = "".join(part for part in ("<w:keepNext/>", "<w:keepLines/>") if part in more)
    return keeps, more.replace("<w:keepNext/>", "").replace("<w:keepLines/>", "")


def _borders(rest: str) -> tuple[str, str]:
    end = 0
    for mark in ("</w:pBdr>", _BAND):
        place = rest.find(mark)
        if place >= 0:
            end = max(end, place + len(mark))
    return rest[:end], rest[end:]


def _own(style: str) -> str:
    return ' w:customStyle="1"' if style.startswith("Banshi") else ""


def _next(style: str) -> str:
    return '<w:next w:val="BanshiText"/>' if style.startswith(("Heading", "Title")) else ""


def _list_style(name: str, number: int, look: Look) -> str:
    left, hanging, size = (640, 480, _size(32)) if look == "letter" else (360, 360, "")
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="Banshi{name}"><w:name w:val="Banshi {name}"/>'
        f'<w:basedOn w:val="BanshiText"/><w:qFormat/><w:pPr>{_listed(number)}<w:spacing w:before="20" w:after="20"/>'
        f'<w:ind w:left="{left}" w:hanging="{hanging}" w:firstLineChars="0"/></w:pPr><w:rPr>{size}</w:rPr></w:style>'
    )


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _colour(colour: str) -> str:
    return f'<w:color w:val="{colour}"/>'


def _edge(style: str, name: str) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{style}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
        '<w:pPr><w:spacing w:line="260" w:lineRule="atLeast"/></w:pPr>'
        f'<w:rPr>{_font(_SANS)}<w:color w:val="{_MUTED}"/><w:sz w:val="17"/><w:szCs w:val="17"/></w:rPr></w:style>'
    )


def _link() -> str:
    return (
        '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr>'
        f'<w:color w:val="{_PRIMARY}"/><w:u w:val="single"/></w:rPr></w:style>'
    )


def _character(look: Look) -> tuple[str, ...]:
    """Chips, sources, strong words."""
    small = 18 if look == "guide" else 22
    chip = {"": _DARK, "Ok": _OK, "Warn": _WARN, "Stop": _STOP}
    made = [
        (f"BanshiChip{key}", f"Banshi Chip {key}".strip(), _font(_SANS) + _colour(colour) + _size(small))
        for key, colour in chip.items()
    ]
    made += [
        ("BanshiSource", "Banshi Source", _colour(_MUTED) + _size(small - 1)),
        ("BanshiStrong", "Banshi Strong", _font(_SANS)),
        ("BanshiNew", "Banshi New", _colour(_OK) + '<w:u w:val="single"/>'),
    ]
    return tuple(
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{key}"><w:name w:val="{name}"/><w:rPr>{more}</w:rPr></w:style>'
        for key, name, more in made
    )


def _tables(look: Look) -> tuple[str, ...]:
    """Thin rules, none upright; in letters the grid that a form has."""

    def border(side: str, colour: str, eighths: int) -> str:
        return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="0" w:color="{colour}"/>'

    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    grid, light = ("".join(border(side, colour, 4) for side in sides) for colour in ("000000", _RULE))
    rules = border("top", _MUTED, 6) + border("bottom", _RULE, 6) + border("insideH", _RULE, 4)
    plain = border("insideH", _RULE, 4)
    made = (
        ("BanshiTable", "Banshi Table", grid if look == "letter" else rules, ""),
        ("BanshiFacts", "Banshi Facts", plain, ""),
        ("BanshiSummary", "Banshi Summary", border("top", _PRIMARY, 12) + border("bottom", _RULE, 6), "F5F7FA"),
        ("BanshiBlank", "Banshi Blank", border("bottom", _MUTED, 4) + border("insideH", _MUTED, 4), ""),
        ("BanshiGrid", "Banshi Grid", light, ""),
    )  # fmt: skip
    head = border("bottom", _MUTED, 6)
    return tuple(
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{key}"><w:name w:val="{name}"/><w:basedOn w:val="TableNormal"/>'
        f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders>"
        '<w:tblCellMar><w:top w:w="30" w:type="dxa"/><w:left w:w="90" w:type="dxa"/><w:bottom w:w="30" w:type="dxa"/>'
        '<w:right w:w="90" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        + (f'<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{fill}"/></w:tcPr>' if fill else "")
        + (f'<w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>{head}</w:tcBorders></w:tcPr></w:tblStylePr>'
           if key == "BanshiTable" and look == "guide" else "")
        + "</w:style>"
        for key, name, borders, fill in made
    )  # fmt: skip


def numbering(look: Look) -> str:
    """numbering.xml: the five lists of the document, number n for the n-th of `LISTS`."""
    left, hanging = (640, 480) if look == "letter" else (360, 360)
    out = [f"<w:numbering {NAMESPACES}>"]
    colours = {"Dots": _PRIMARY, "Numbers": _PRIMARY, "Checks": _OK, "Crosses": _STOP, "Warnings": _WARN}
    for number, name in enumerate(LISTS, 1):
        kind = "decimal" if name == "Numbers" else "bullet"
        text = "%1." if name == "Numbers" else _SIGNS[name]
        colour = f'<w:color w:val="{colours[name]}"/>' if look == "guide" else ""
        out.append(
            f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="singleLevel"/>'
            f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr><w:rPr>{colour}</w:rPr></w:lvl></w:abstractNum>'
        )
    out += [
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
        for number in range(1, len(LISTS) + 1)
    ]
    return "".join([*out, "</w:numbering>"])
