"""Small pieces of WordprocessingML: runs, paragraphs, tables, as text.

In: strings, names of styles, widths in twentieths of a point. Out: XML without namespaces declared; whoever puts the pieces into
a file declares them once. The surprising thing: every piece of text goes through `safe`, so that a control character of a
catalogue can never make a file that Word calls damaged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

__all__ = [
    "NAMESPACES",
    "Cell",
    "Shade",
    "attribute",
    "break_line",
    "cell_of",
    "para",
    "row",
    "run",
    "safe",
    "table",
]

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Shade:
    """How a run looks beyond its style: a colour of the look without `#`, bold, struck, small."""

    colour: str = ""
    bold: bool = False
    struck: bool = False
    style: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its paragraphs as XML; `fill` a colour; `span` columns; `middle`: its text stands in the middle of its height."""

    paragraphs: str
    fill: str = ""
    span: int = 1
    middle: bool = False


def safe(text: str) -> str:
    """Text that XML 1.0 can hold, on one line, escaped."""
    return escape(_SPACE.sub(" ", _NOT_XML.sub("", text)))


def attribute(text: str) -> str:
    """Text for between double quotes."""
    return safe(text).replace('"', "&quot;")


def run(text: str, shade: Shade | None = None) -> str:
    """A run of text; nothing for nothing."""
    if not text:
        return ""
    return f'<w:r>{_run_properties(shade)}<w:t xml:space="preserve">{safe(text)}</w:t></w:r>'


def _run_properties(shade: Shade | None) -> str:
    if shade is None:
        return ""
    parts = [
        f'<w:rStyle w:val="{shade.style}"/>' if shade.style else "",
        "<w:b/>" if shade.bold else "",
        "<w:strike/>" if shade.struck else "",
        f'<w:color w:val="{shade.colour}"/>' if shade.colour else "",
    ]
    inside = "".join(parts)
    return f"<w:rPr>{inside}</w:rPr>" if inside else ""


def break_line() -> str:
    """A new line in the same paragraph."""
    return "<w:r><w:br/></w:r>"


def para(runs: str, style: str = "", properties: str = "") -> str:
    """A paragraph of runs. `properties` are those that no style can know (a list to begin again, a border's colour)."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    inside = named + properties
    return f"<w:p>{f'<w:pPr>{inside}</w:pPr>' if inside else ''}{runs}</w:p>"


def cell_of(text: str, style: str, shade: Shade | None = None, fill: str = "") -> Cell:
    """A cell with one paragraph."""
    return Cell(para(run(text, shade), style), fill)


def row(cells: Sequence[Cell], widths: Sequence[int], *, head: bool = False, together: bool = True) -> str:
    """A row that does not part over two pages (`together`); `head`: it stands again on every page."""
    properties = ("<w:cantSplit/>" if together else "") + ("<w:tblHeader/>" if head else "")
    out = [f"<w:tr><w:trPr>{properties}</w:trPr>" if properties else "<w:tr>"]
    place = 0
    for cell in cells:
        width = sum(widths[place : place + cell.span])
        place += cell.span
        parts = [f'<w:tcW w:w="{width}" w:type="dxa"/>']
        if cell.span > 1:
            parts.append(f'<w:gridSpan w:val="{cell.span}"/>')
        if cell.fill:
            parts.append(f'<w:shd w:val="clear" w:color="auto" w:fill="{cell.fill}"/>')
        if cell.middle:
            parts.append('<w:vAlign w:val="center"/>')
        out.append(f"<w:tc><w:tcPr>{''.join(parts)}</w:tcPr>{cell.paragraphs or '<w:p/>'}</w:tc>")
    out.append("</w:tr>")
    return "".join(out)


def table(rows: Iterable[str], widths: Sequence[int], style: str, caption: str = "") -> str:
    """A table of fixed widths. `caption` is told to those who do not see it."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    told = f'<w:tblCaption w:val="{attribute(caption)}"/>' if caption else ""
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f"{told}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )
