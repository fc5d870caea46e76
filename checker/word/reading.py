"""A Word document as what a reader sees: paragraphs and tables in their order, each with its place.

In: the parts of an `Archive`. Out: `Paragraph`s and `Grid`s, and findings about text that no reader sees (deleted, hidden).
The surprising thing: a place is counted as a person counts, the n-th paragraph or the n-th table, row and cell, because
nobody can look up an XML path in Word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree

from checker.finding import Finding, Place, Text
from checker.word.codes import told

__all__ = ["Block", "Box", "Grid", "Paragraph", "Reading", "read_blocks"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SPACES = re.compile(r"[\s\u3000\xa0]+")
_NO_WIDTH = re.compile(r"[\u200b-\u200f\u2060\ufeff\x00-\x08\x0b\x0c\x0e-\x1f]")
_NUMBERED = re.compile(
    r"(?:第[一二三四五六七八九十]+[章节部分]|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|[0-9]{1,2}(?:[.．、]|　| ))"
)
_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_SHORT = 24


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text that stands by itself. `level` 1 to 9: a heading, by its style or by its look; 0: text. `listed`: a list's item."""

    text: str
    place: Place
    level: int = 0
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """One cell: its paragraphs, and how many columns it covers. `below`: it goes on a cell that stands above."""

    lines: tuple[str, ...]
    place: Place
    span: int = 1
    below: bool = False

    @property
    def text(self) -> str:
        """All of it on one line."""
        return "；".join(self.lines) if len(self.lines) > 1 else "".join(self.lines)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table."""

    rows: tuple[tuple[Box, ...], ...]
    place: Place


Block = Paragraph | Grid


@dataclass(slots=True)
class Reading:
    """What the document says, and what was passed over."""

    blocks: list[Block] = field(default_factory=list)
    notes: list[Paragraph] = field(default_factory=list)
    """Headers, footers and footnotes: read, but not part of the running text."""
    findings: list[Finding] = field(default_factory=list)


def read_blocks(parts: Mapping[str, ElementTree.Element], name: str) -> Reading:
    """The document of these parts; `name` is the file's."""
    walk = _Walk(name, _levels(parts.get("word/styles.xml")))
    body = parts["word/document.xml"].find(f"{_W}body")
    if body is not None:
        walk.found.blocks.extend(walk.blocks(body))
    for path, part in parts.items():
        kind = next((kind for kind in ("header", "footer", "footnotes", "endnotes") if kind in path), "")
        if kind:
            walk.found.notes.extend(walk.aside(part, kind))
    walk.tell()
    return walk.found


def _levels(styles: ElementTree.Element | None) -> dict[str, int]:
    """Style -> level of its heading, by its outline level or its name."""
    found: dict[str, int] = {}
    for style in styles.iter(f"{_W}style") if styles is not None else ():
        key = style.get(f"{_W}styleId", "")
        label = style.find(f"{_W}name")
        name = label.get(f"{_W}val", "") if label is not None else ""
        outline = style.find(f"{_W}pPr/{_W}outlineLvl")
        level = outline.get(f"{_W}val", "") if outline is not None else ""
        named = _HEADING.match(name)
        if level.isdigit() and int(level) < 9:
            found[key] = int(level) + 1
        elif named:
            found[key] = int(named[1])
        elif name.lower() in ("title", "标题"):
            found[key] = 1
    return found


class _Walk:
    """One walk through a document."""

    def __init__(self, name: str, levels: Mapping[str, int]) -> None:
        self.name, self.levels = name, levels
        self.found = Reading()
        self.paragraphs = self.tables = 0
        self.deleted: list[str] = []
        self.hidden: list[str] = []

    def blocks(self, parent: ElementTree.Element) -> Iterator[Block]:
        for child in parent:
            tag = child.tag
            if tag == f"{_W}p":
                yield from self.paragraph(child)
            elif tag == f"{_W}tbl":
                yield from self.table(child)
            elif tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins", f"{_W}moveTo", f"{_MC}AlternateContent",
                         f"{_MC}Choice"):  # fmt: skip
                yield from self.blocks(child)

    def paragraph(self, element: ElementTree.Element) -> Iterator[Block]:
        self.paragraphs += 1
        place = Place(f"{self.name}!段", self.paragraphs, 1)
        listed = element.find(f"{_W}pPr/{_W}numPr") is not None
        # a line broken by hand is a line of its own to whoever reads it
        for text in self.lines(element):
            yield Paragraph(text, place, self.level(element, text), listed)
        # text boxes hang in a paragraph, and are read after it
        for content in _text_boxes(element):
            yield from self.blocks(content)

    def level(self, element: ElementTree.Element, text: str) -> int:
        style = element.find(f"{_W}pPr/{_W}pStyle")
        named = self.levels.get(style.get(f"{_W}val", ""), 0) if style is not None else 0
        if named:
            return named
        outline = element.find(f"{_W}pPr/{_W}outlineLvl")
        if outline is not None and outline.get(f"{_W}val", "9") in "012345678":
            return int(outline.get(f"{_W}val", "0")) + 1
        # offices type headings by hand: short, numbered or bold, not a sentence
        if len(text) > _SHORT or text.endswith(("。", "；", "，", ";", ",")):
            return 0
        runs = [run for run in element.iter(f"{_W}r") if run.find(f"{_W}t") is not None]
        bold = bool(runs) and all(_on(run.find(f"{_W}rPr/{_W}b")) for run in runs)
        if _NUMBERED.match(text) and (bold or re.match(r"[一二三四五六七八九十]+、", text)):
            return 1 if re.match(r"[一二三四五六七八九十]+、", text) else 2
        return 2 if bold else 0

    def lines(self, element: ElementTree.Element) -> list[str]:
        """What a reader sees of a paragraph, line by line."""
        lines = "".join(self.pieces(element)).split("\n")
        shown = (_SPACES.sub(" ", _NO_WIDTH.sub("", line)).strip() for line in lines)
        return [line for line in shown if line]

    def pieces(self, element: ElementTree.Element) -> Iterator[str]:
        for child in element:
            tag = child.tag
            if tag in (f"{_W}del", f"{_W}moveFrom"):
                self.deleted.append(
                    "".join(
                        piece.text or "" for piece in child.iter() if piece.tag in (f"{_W}delText", f"{_W}t")
                    )
                )
            elif tag == f"{_W}r":
                if _on(child.find(f"{_W}rPr/{_W}vanish")):
                    self.hidden.append("".join(piece.text or "" for piece in child.iter(f"{_W}t")))
                else:
                    yield from _of_run(child)
            elif tag in (f"{_W}hyperlink", f"{_W}ins", f"{_W}moveTo", f"{_W}smartTag", f"{_W}sdt", f"{_W}sdtContent",
                         f"{_W}fldSimple", f"{_W}customXml", f"{_W}dir", f"{_W}bdo"):  # fmt: skip
                yield from self.pieces(child)

    def table(self, element: ElementTree.Element) -> Iterator[Block]:
        self.tables += 1
        number = self.tables
        rows = []
        inner: list[Block] = []
        for y, row in enumerate(_rows(element), 1):
            cells = []
            for x, cell in enumerate(_cells(row), 1):
                place = Place(f"{self.name}!表{number}", y, x)
                lines = []
                for block in self.blocks(cell):
                    if isinstance(block, Paragraph):
                        lines.append(block.text)
                    else:
                        inner.append(block)
                cells.append(Box(tuple(lines), place, _span(cell), _below(cell)))
            rows.append(tuple(cells))
        yield Grid(tuple(rows), Place(f"{self.name}!表{number}"))
        yield from inner

    def aside(self, part: ElementTree.Element, kind: str) -> Iterator[Paragraph]:
        """Headers and notes, paragraph by paragraph, each text once."""
        label = {"header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注"}[kind]
        seen: set[str] = set()
        for number, element in enumerate(part.iter(f"{_W}p"), 1):
            for text in self.lines(element):
                if text not in seen:
                    seen.add(text)
                    yield Paragraph(text, Place(f"{self.name}!{label}", number, 1))

    def tell(self) -> None:
        for texts, zh, en in (
            (self.deleted, "修订中删去的文字", "text deleted by tracked changes"),
            (self.hidden, "隐藏的文字", "hidden text"),
        ):
            shown = "；".join(text for text in texts if text.strip())
            if shown:
                self.found.findings.append(
                    told("X36", Place(self.name), Text(f"没有读{zh}：{shown[:200]}", f"{en} was not read: {shown[:200]}"),
                         Text("要用的话，先在 Word 里接受或者显示", "accept or show it in Word first, if it is to be used"))
                )  # fmt: skip


def _of_run(run: ElementTree.Element) -> Iterator[str]:
    for child in run:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag == f"{_W}tab":
            yield " "
        elif child.tag in (f"{_W}br", f"{_W}cr"):
            yield "\n"
        elif child.tag == f"{_W}noBreakHyphen":
            yield "-"
        elif child.tag == f"{_W}sym":
            # Wingdings: ticks and empty boxes of forms
            yield {"F0FE": "☑", "F052": "☑", "F0A8": "□", "F06F": "□"}.get(
                child.get(f"{_W}char", "").upper(), "□"
            )


def _text_boxes(element: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """The contents of text boxes, each once: Word writes them twice, for itself and for older programs."""
    for child in element:
        if child.tag == f"{_MC}Fallback":
            continue
        if child.tag == f"{_W}txbxContent":
            yield child
        else:
            yield from _text_boxes(child)


def _rows(table: ElementTree.Element) -> Iterator[ElementTree.Element]:
    for child in table:
        if child.tag == f"{_W}tr":
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins"):
            yield from _rows(child)


def _cells(row: ElementTree.Element) -> Iterator[ElementTree.Element]:
    for child in row:
        if child.tag == f"{_W}tc":
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent"):
            yield from _cells(child)


def _span(cell: ElementTree.Element) -> int:
    found = cell.find(f"{_W}tcPr/{_W}gridSpan")
    value = found.get(f"{_W}val", "1") if found is not None else "1"
    return max(int(value), 1) if value.isdigit() and len(value) < 4 else 1


def _below(cell: ElementTree.Element) -> bool:
    found = cell.find(f"{_W}tcPr/{_W}vMerge")
    return found is not None and found.get(f"{_W}val", "continue") != "restart"


def _on(element: ElementTree.Element | None) -> bool:
    return element is not None and element.get(f"{_W}val", "true") not in ("0", "false", "off")
