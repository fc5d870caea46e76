"""A document as a Word file, from a template that the office edits itself. The only module that imports docx and docxtpl.

In: a `Document`; a template, or the shipped one. Out: the bytes of a .docx, the same for the same input. Raises `WordFault` with
all findings about a template that cannot be used.
The surprising thing: catalogue text never meets the template compiler. Title, header and footer are values of the template; the
content is put in after it was rendered, at the paragraph that says `{{ content }}`.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from copy import deepcopy
from functools import lru_cache
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docxtpl import DocxTemplate
from jinja2 import TemplateError
from lxml import etree

from checker.phrases import Phrases
from generators.document import Document
from generators.flow.graph import Chart
from generators.formats.word_check import WordFault, check_template, engine, not_rendered
from generators.typeset.chart import Sheet
from generators.typeset.chart_png import Picture, chart_pictures
from generators.word_body import body
from generators.word_markup import NAMESPACES, attribute, para, safe
from generators.word_tables import Drawing, File
from generators.word_template import packed, template

__all__ = ["WordFault", "fill", "write", "write_with"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MARKER, _OTHER = "banshi-content-stands-here", "banshi-other"
_HREF = re.compile(r"(?:https:|tel:|mailto:)[!-~]+", re.IGNORECASE)
_EMU, _TWIP = 12700, 20  # in a point
_HEADING = 74  # points that the heading above a chart takes, with the space around both
_CHART_SIDE, _CHART_TOP, _CHART_FOOT = 510, 1100, 964  # twips: the margins of a page with a chart
_FIRST_PICTURE = 1001
FIELDS = frozenset(
    (
        "title",
        "running",
        "summary",
        "meta",
        "meta_line",
        "imprint",
        "imprint_line",
        "page",
        "kind",
        "language",
        "content",
    )
)
"""What a template may name; docs/word.md says what each is."""

Content = Callable[[File], str]


def write(document: Document, phrases: Phrases) -> bytes:
    """The document in the shipped template."""
    return write_with(document, phrases, template("guide"), "guide.docx")


def write_with(document: Document, phrases: Phrases, data: bytes, name: str, like: str = "guide") -> bytes:
    """The document in this template, called `name` in findings. A style that it lacks is that of the shipped one, `like`."""
    return fill(data, name, document, phrases, lambda file: body(document, phrases, file), like)


def fill(data: bytes, name: str, document: Document, phrases: Phrases, content: Content, like: str) -> bytes:
    """The template with the document's values around any content. Raises `WordFault`."""
    _checked(data, name)
    word = DocxTemplate(io.BytesIO(data))
    try:
        word.render(_values(document, phrases), engine(), autoescape=True)
    # whatever an expression in a template can do: fields it has not, sums of words, a sandbox left
    except (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError) as error:
        raise not_rendered(name, error) from None
    # the engine escapes for XML, and properties are no XML; they hold 255 characters
    word.docx.core_properties.title = _plain(document.title)[:255]
    file = _File(word, like, document.language)
    place = next((at for at in word.docx.element.body.iter(f"{_W}p") if _MARKER in _text(at)), None)
    if place is None:
        raise not_rendered(name, LookupError("content"))
    file.in_cell = place.getparent().tag != f"{_W}body"
    made = parse_xml(f"<w:body {NAMESPACES}>{content(file)}</w:body>")
    for child in list(made):
        place.addprevious(child)
    if file.in_cell:
        for child in list(place):
            place.remove(child)
    else:
        place.getparent().remove(place)
    out = io.BytesIO()
    word.docx.save(out)
    with zipfile.ZipFile(out) as archive:
        return packed((entry.filename, archive.read(entry)) for entry in archive.infolist())


@lru_cache(8)
def _checked(data: bytes, name: str) -> None:
    """A build asks for every guide; the template is looked at once."""
    check_template(data, name, FIELDS)


def _text(paragraph: Any) -> str:
    return "".join(piece.text or "" for piece in paragraph.iter(f"{_W}t"))


def _values(document: Document, phrases: Phrases) -> dict[str, object]:
    def pairs(items: tuple[Any, ...]) -> list[dict[str, str]]:
        return [{"label": _plain(pair.label), "value": _plain(pair.value)} for pair in items]

    def line(items: tuple[Any, ...]) -> str:
        return "　".join(
            phrases.say("guide.labelled", label=_plain(pair.label), value=_plain(pair.value))
            for pair in items
        )

    return {
        "title": _plain(document.title),
        "running": _plain(document.running),
        "summary": _plain(document.summary),
        "meta": pairs(document.meta),
        "meta_line": line(document.meta),
        "imprint": pairs(document.imprint),
        "imprint_line": line(document.imprint[:1]),
        "page": _page(phrases),
        "kind": document.kind,
        "language": document.language,
        "content": _MARKER,
    }


def _page(phrases: Phrases) -> dict[str, str]:
    """第 n 页 / 共 N 页 in pieces: the numbers are Word's own fields."""
    before, _, rest = phrases.say("print.page", n=_MARKER, total=_OTHER).partition(_MARKER)
    between, _, after = rest.partition(_OTHER)
    return {"before": before, "between": between, "after": after}


def _plain(text: str) -> str:
    """A value for the template: one line, no characters that XML cannot hold. The engine escapes it."""
    return safe(text).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


class _File:
    """The file as the body sees it."""

    def __init__(self, word: DocxTemplate, like: str, language: str) -> None:
        self.word, self.part = word, word.docx.part
        self.language, self.in_cell = language, False
        self.pictures = 0
        section = word.docx.element.body.find(f"{_W}sectPr")
        self.section = section if section is not None else parse_xml(f"<w:sectPr {NAMESPACES}/>")
        _lend_styles(word, like)

    def _side(self, name: str, key: str, otherwise: int) -> int:
        found = self.section.find(f"{_W}{name}")
        value = found.get(f"{_W}{key}") if found is not None else None
        return int(value) if value and value.lstrip("-").isdigit() else otherwise

    @property
    def width(self) -> int:
        """From margin to margin."""
        whole = self._side("pgSz", "w", 11906)
        return max(whole - self._side("pgMar", "left", 1134) - self._side("pgMar", "right", 1134), 4000)

    @property
    def height(self) -> int:
        whole = self._side("pgSz", "h", 16838)
        return max(whole - self._side("pgMar", "top", 1361) - self._side("pgMar", "bottom", 1247), 4000)

    def address(self, href: str) -> str:
        """The id of an outside address; relative ones and other schemes are told in words only."""
        if not _HREF.fullmatch(href):
            return ""
        return str(self.part.relate_to(href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))

    def list_anew(self) -> str:
        """A new list of the kind that the style of numbered lists names."""
        style = self.word.docx.styles.element.find(f"{_W}style[@{_W}styleId='BanshiNumbers']")
        found = style.find(f"{_W}pPr/{_W}numPr/{_W}numId") if style is not None else None
        numbers = self.part.numbering_part.element
        own = None if found is None else numbers.find(f"{_W}num[@{_W}numId='{found.get(f'{_W}val')}']")
        if own is None:
            return ""
        kind = own.find(f"{_W}abstractNumId").get(f"{_W}val")
        made = numbers.add_num(int(kind))
        made.add_lvlOverride(ilvl=0).add_startOverride(1)
        return f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{made.numId}"/></w:numPr>'

    def chart(self, chart: Chart, told: str) -> Drawing:
        """The chart on pages of its own, with small margins, turned where it is wide: no type in it is below 8 pt."""
        if self.in_cell:
            room: tuple[Sheet, ...] = (
                Sheet("a4", False, self.width / _TWIP - 1, self.height / _TWIP - _HEADING),
            )
        else:
            width, height = self._side("pgSz", "w", 11906) / _TWIP, self._side("pgSz", "h", 16838) / _TWIP
            around, above = 2 * _CHART_SIDE / _TWIP, (_CHART_TOP + _CHART_FOOT) / _TWIP + _HEADING
            room = (
                Sheet("a4", False, width - around, height - above),
                Sheet("a4", True, height - around, width - above),
            )
        pictures = chart_pictures(chart, room, self.language)
        lines = "".join(
            self._picture(picture, told if number == 0 else "") for number, picture in enumerate(pictures)
        )
        if self.in_cell or not pictures:
            return Drawing("", lines, "")
        return Drawing(_break(self.section), lines, _break(_chart_pages(self.section, pictures[0].wide)))

    def _picture(self, picture: Picture, told: str) -> str:
        there, _ = self.part.get_or_add_image(io.BytesIO(picture.png))
        number = _FIRST_PICTURE + self.pictures
        self.pictures += 1
        size = f'cx="{round(picture.width * _EMU)}" cy="{round(picture.height * _EMU)}"'
        described = f'descr="{attribute(told)}"' if told else 'descr=""'
        drawing = (
            f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
            f'<wp:docPr id="{number}" name="chart-{self.pictures}" {described}/>'
            '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
            f'<pic:cNvPr id="{number}" name="chart-{self.pictures}.png"/><pic:cNvPicPr/></pic:nvPicPr>'
            f'<pic:blipFill><a:blip r:embed="{there}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
            f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
            "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )
        return para(drawing, "BanshiChart")


def _break(section: Any) -> str:
    """A paragraph that ends a section of pages."""
    return para("", "BanshiGap", etree.tostring(section, encoding="unicode"))


def _chart_pages(section: Any, turned: bool) -> Any:
    """Pages with small margins, on their side or not, with the header and footer of those before."""
    made = deepcopy(section)
    for reference in [*made.findall(f"{_W}headerReference"), *made.findall(f"{_W}footerReference")]:
        made.remove(reference)
    size, margins = made.find(f"{_W}pgSz"), made.find(f"{_W}pgMar")
    if size is not None and turned:
        width, height = size.get(f"{_W}w"), size.get(f"{_W}h")
        size.set(f"{_W}w", height)
        size.set(f"{_W}h", width)
        size.set(f"{_W}orient", "portrait" if size.get(f"{_W}orient") == "landscape" else "landscape")
    if margins is not None:
        for side, room in (
            ("left", _CHART_SIDE),
            ("right", _CHART_SIDE),
            ("top", _CHART_TOP),
            ("bottom", _CHART_FOOT),
        ):
            margins.set(f"{_W}{side}", str(room))
    return made


def _lend_styles(word: DocxTemplate, like: str) -> None:
    """Styles that the template lost, from the shipped one: a table without its style would have no lines."""
    own = word.docx.styles.element
    there = {style.get(f"{_W}styleId") for style in own.findall(f"{_W}style")}
    if there.issuperset(_shipped_styles(like)):
        return
    for key, text in _shipped_styles(like).items():
        if key not in there:
            own.append(parse_xml(text))


@lru_cache(4)
def _shipped_styles(like: str) -> Mapping[str, str]:
    with zipfile.ZipFile(io.BytesIO(template(like))) as archive:
        styles = parse_xml(archive.read("word/styles.xml"))
    return {
        style.get(f"{_W}styleId"): etree.tostring(style, encoding="unicode")
        for style in styles.findall(f"{_W}style")
    }
