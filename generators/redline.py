"""The redline for countersignature (修订稿): the table of changes, the text with tracked changes, places to sign.

In: what changed, in words and in pieces; both guides, or none where two revisions were compared. Out: the bytes of a .docx.
The surprising thing: the tracked text is not the YAML but the guide, because those who sign read guides; every sentence of both
guides is in it, with Word's own marks, so accepting or rejecting them gives one or the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree

from checker.phrases import Phrases
from generators.document import Document, Pair
from generators.flow.graph import Chart
from generators.formats.docx import fill
from generators.tracked import Line, Tracker
from generators.word_body import body
from generators.word_markup import NAMESPACES, Cell, Shade, para, row, run, table
from generators.word_tables import Drawing, File
from generators.word_template import template

__all__ = ["Change", "Redline", "lines_of", "redline"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_GONE, _NEW = Shade("B42318", struck=True), Shade("1A7F37", style="BanshiNew")
_IN_TABLE = "　｜　"


@dataclass(frozen=True, slots=True)
class Change:
    """One change: its item, its pieces before and after, what it means for the applicant."""

    item: str
    pieces: tuple[tuple[str, str], ...]
    burden: str


@dataclass(frozen=True, slots=True)
class Redline:
    """What is to be signed. `author` and `day` stand on every tracked change; `guides` are both texts in full."""

    title: str
    facts: tuple[Pair, ...]
    groups: tuple[tuple[str, tuple[Change, ...]], ...]
    author: str
    day: date
    nothing: str
    guides: tuple[Document, Document] | None = None


def redline(told: Redline, phrases: Phrases, data: bytes = b"", name: str = "redline.docx") -> bytes:
    """The file. Raises `WordFault` when the template cannot be used."""
    document = Document(
        kind="notice",
        id="redline",
        language=phrases.language,
        title=told.title,
        running=phrases.say("letter.redline.running"),
        summary="",
        meta=told.facts,
        opening=(),
        sections=(),
        imprint=(),
        contents=False,
    )
    return fill(
        data or template("redline"), name, document, phrases,
        lambda file: "".join(_content(told, phrases, file)), "redline",
    )  # fmt: skip


def _content(told: Redline, phrases: Phrases, file: File) -> Iterator[str]:
    def say(key: str) -> str:
        return phrases.say(f"letter.redline.{key}")

    tracker = Tracker(told.author, told.day)
    yield para(run(say("table")), "Heading1")
    if not told.groups:
        yield para(run(told.nothing), "BanshiText")
    heads = tuple(say(name) for name in ("item", "before", "after", "burden"))
    item, text = file.width * 20 // 100, file.width * 34 // 100
    widths = (item, text, text, file.width - item - 2 * text)
    for heading, changes in told.groups:
        yield para(run(heading), "Heading2")
        rows = [row([_cell(head, "BanshiCellHead", "<w:keepNext/>") for head in heads], widths, head=True)]
        rows += [row(_cells(change), widths, together=False) for change in changes]
        yield table(rows, widths, "BanshiGrid", heading)
        yield para("", "BanshiGap")
    yield para(run(say("text" if told.guides else "changes")), "Heading1")
    yield para(run(say("how")), "BanshiMuted")
    if told.guides:
        before, after = (tuple(lines_of(guide, phrases)) for guide in told.guides)
        yield from tracker.lines(before, after)
    else:
        for heading, changes in told.groups:
            yield para(run(heading), "Heading2")
            for change in changes:
                label = run(f"{change.item}：", Shade(style="BanshiStrong"))
                yield para(label + tracker.pieces(change.pieces), "BanshiText")
    yield from _signing(say("sign"), say("signers").split("｜"), phrases, file)


def _cell(text: str, style: str, properties: str = "") -> Cell:
    return Cell(para(run(text), style, properties))


def _cells(change: Change) -> tuple[Cell, ...]:
    """Both sides with what left and what came marked in ink: the table stays whole whoever accepts the changes below."""
    before = "".join(run(old, None if old == new else _GONE) for old, new in change.pieces)
    after = "".join(run(new, None if old == new else _NEW) for old, new in change.pieces)
    return (
        _cell(change.item, "BanshiCellHead"),
        Cell(para(before, "BanshiCell")),
        Cell(para(after, "BanshiCell")),
        _cell(change.burden, "BanshiCell"),
    )


def _signing(title: str, signers: Sequence[str], phrases: Phrases, file: File) -> Iterator[str]:
    yield para(run(title), "Heading1")
    names = [phrases.say(f"letter.redline.sign.{name}") for name in ("who", "opinion", "name", "day")]
    who, opinion = file.width * 22 // 100, file.width * 40 // 100
    widths = (who, opinion, who, file.width - 2 * who - opinion)
    rows = [row([_cell(name, "BanshiCellHead", "<w:keepNext/>") for name in names], widths, head=True)]
    for signer in signers:
        room = Cell(para("", "BanshiBlankLine", "<w:keepNext/>"))
        rows.append(
            row(
                (
                    _cell(signer, "BanshiCellHead"),
                    room,
                    Cell(para("", "BanshiCell")),
                    Cell(para("", "BanshiCell")),
                ),
                widths,
            )
        )
    yield table(rows, widths, "BanshiGrid", title)


class _Plain:
    """A file without addresses and pictures: the chart is told in words."""

    width = 9000

    def address(self, href: str) -> str:
        return ""

    def chart(self, chart: Chart, told: str) -> Drawing:
        return Drawing("", "", "")

    def list_anew(self) -> str:
        return ""


def lines_of(document: Document, phrases: Phrases) -> Iterator[Line]:
    """Every paragraph of a document in its order; a row of a table is one line."""
    yield Line("Heading1", document.title)
    if document.summary:
        yield Line("BanshiLead", document.summary)
    for pair in (*document.meta, *document.imprint):
        yield Line("BanshiText", phrases.say("guide.labelled", label=pair.label, value=pair.value))
    made = ElementTree.fromstring(f"<w:body {NAMESPACES}>{body(document, phrases, _Plain())}</w:body>")
    for child in made:
        if child.tag == f"{_W}p":
            text = _text(child)
            if text:
                yield Line(_style(child), text)
        else:
            for each in child.iter(f"{_W}tr"):
                cells = [
                    "；".join(filter(None, map(_text, cell.iter(f"{_W}p")))) for cell in each.iter(f"{_W}tc")
                ]
                if any(cells):
                    yield Line("BanshiText", _IN_TABLE.join(filter(None, cells)))


def _style(paragraph: ElementTree.Element) -> str:
    found = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return found.get(f"{_W}val", "BanshiText") if found is not None else "BanshiText"


def _text(paragraph: ElementTree.Element) -> str:
    """A new line within a paragraph is a space here."""
    pieces = (
        piece.text or "" if piece.tag == f"{_W}t" else " "
        for piece in paragraph.iter()
        if piece.tag in (f"{_W}t", f"{_W}br")
    )
    return "".join(pieces).strip()
