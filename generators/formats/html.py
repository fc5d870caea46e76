"""A document as one HTML5 page: readable without a script, printable, and made of nothing but escaped text.

In: a `Document`. Out: UTF-8 bytes; the same document gives the same bytes. The only module that imports jinja2.
The surprising thing: catalogue text never meets the template compiler, and a link is written only when its
scheme is harmless (https, tel, mailto or relative); `javascript:` in a phone field comes out as plain words.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from checker.calendar import DayKind
from checker.finding import Language
from checker.phrases import Phrases
from generators.document import (
    Block,
    Callout,
    Chip,
    Document,
    Flowchart,
    Item,
    Mark,
    Pair,
    Paper,
    Row,
    TimeLine,
    Tone,
)
from generators.flow.layout import layout
from generators.flow.outline import outline, plain
from generators.flow.svg import stylesheet as chart_stylesheet
from generators.flow.svg import svg

__all__ = ["page", "safe_href", "stylesheet", "stylesheet_name", "write"]

_TEMPLATES = Path(__file__).parent.parent / "templates"
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_HARMLESS = ("https:", "tel:", "mailto:")
_HIDDEN = re.compile(r"[\x00-\x20\x7f\\]")
_NUMBER = re.compile(r"[0-9][0-9,.]*")
_CHINESE = re.compile("[⺀-〿㐀-鿿豈-﫿＀-￯]+(?:[ ×0-9]*[⺀-〿㐀-鿿豈-﫿＀-￯]+)*")
_SIGNS = {"text": "✓", "page": "◎", "knowledge": "△", "sample": "◇"}
_LINE_EM = 6  # characters in a line of a box: six keep a chart of four lanes within the page

Say = Callable[[str], Markup]
Outline = tuple[tuple[str, "Outline"], ...]


def write(document: Document, phrases: Phrases) -> bytes:
    """The page with its styles inside: one file that can be mailed."""
    return page(document, phrases)


def page(document: Document, phrases: Phrases, stylesheet_href: str = "") -> bytes:
    """The page; with `stylesheet_href` it links the styles that stand beside it."""
    say = phrases.say
    words = {
        "skip": say("guide.skip"),
        "contents": say("guide.contents"),
        "scroll": say("guide.chart.scroll"),
        "or": say("guide.material.or"),
        "blank": say("guide.blank"),
    }
    cut = next(
        (place for place, section in enumerate(document.sections) if section.wide), len(document.sections)
    )
    text = (
        _environment(document.language)
        .get_template("page.html")
        .render(
            d=document,
            kind=_kind,
            safe=safe_href,
            numeral=_numeral,
            draw=lambda block: _drawn(block, phrases),
            cells=_cells,
            signs=_SIGNS,
            beside=document.sections[:cut],
            below=document.sections[cut:],
            words=words,
            stylesheet=stylesheet_href,
            css=Markup(stylesheet()) if not stylesheet_href else "",
        )
    )
    return text.encode("utf-8")


@cache
def stylesheet() -> str:
    """The styles of all pages, the charts' among them. Our own file: nothing of the catalogue is in it."""
    return (_TEMPLATES / "site.css").read_text(encoding="utf-8") + chart_stylesheet()


def stylesheet_name() -> str:
    """A file name that changes with the styles, so that no reader sees old styles with a new page."""
    return f"site-{hashlib.sha256(stylesheet().encode('utf-8')).hexdigest()[:12]}.css"


@cache
def _environment(language: Language) -> Environment:
    """The template engine of one language: filters escape, and remember small pieces that come again."""
    engine = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    say: Say = _bilingual if language == "en" else escape
    engine.filters["t"] = say
    marked = lru_cache(512)(partial(_mark, say))
    engine.filters["mark"] = marked
    engine.filters["source"] = partial(_source, say, marked)
    engine.filters["chips"] = lru_cache(512)(partial(_chips, say))
    return engine


def _mark(say: Say, mark: Mark | None) -> Markup:
    if mark is None:
        return Markup("")
    sign = _SIGNS.get(mark.by, "")
    frame = Markup(
        '<span class="mark mark-{}" title="{} {}"><span aria-hidden="true">{}</span><span class="vh">{}</span></span>'
    )
    return frame.format(mark.by, mark.label, mark.on, sign, say(mark.label))


def _source(
    say: Say, marked: Callable[[Mark | None], Markup], line: Pair | Item | Row | Paper | Callout
) -> Markup:
    """The small words that say where a statement comes from, and its mark."""
    if not line.basis:
        return Markup('<span class="source">{}</span>').format(marked(line.mark)) if line.mark else Markup("")
    return Markup('<span class="source">{}&nbsp;{}</span>').format(say(line.basis), marked(line.mark))


def _chips(say: Say, chips: tuple[Chip, ...]) -> Markup:
    if not chips:
        return Markup("")
    one = Markup('<li class="chip {}">{}</li>')
    return Markup('<ul class="chips">{}</ul>').format(
        Markup("").join(one.format(chip.tone, say(chip.text)) for chip in chips)
    )


def safe_href(href: str) -> str:
    """The address if it may stand in a page, else nothing."""
    if not href or _HIDDEN.search(href) or href.startswith("//"):
        return ""
    scheme = _SCHEME.match(href)
    return href if scheme is None or scheme[0].lower() in _HARMLESS else ""


def _kind(block: Block) -> str:
    return type(block).__name__


def _bilingual(text: str) -> Markup:
    """English with its Chinese parts marked as Chinese, so that a voice reads them as such."""
    out, end = Markup(""), 0
    for match in _CHINESE.finditer(text):
        out += (
            escape(text[end : match.start()])
            + Markup('<span lang="zh-Hans">')
            + escape(match[0])
            + Markup("</span>")
        )
        end = match.end()
    return out + escape(text[end:])


def _numeral(text: str) -> Markup:
    """The text with its numbers made large."""
    out, end = Markup(""), 0
    for match in _NUMBER.finditer(text):
        out += escape(text[end : match.start()]) + Markup("<b>") + escape(match[0]) + Markup("</b>")
        end = match.end()
    return out + escape(text[end:])


@dataclass(frozen=True, slots=True)
class _Drawn:
    svg: Markup
    outline: Outline


def _drawn(block: Flowchart, phrases: Phrases) -> _Drawn:
    """The chart as SVG, whose writer escapes, and its steps as a nested list."""
    drawing = svg(layout(block.chart, _LINE_EM), prefix=block.id, style=False)
    lines = plain(outline(block.chart), phrases.words, phrases.language).split("\n")
    return _Drawn(
        Markup(drawing),
        _nested([(len(line) - len(line.lstrip(" ")), line.strip()) for line in lines if line.strip()]),
    )


def _nested(lines: list[tuple[int, str]]) -> Outline:
    """Lines with their indents as a tree."""
    found: list[tuple[str, Outline]] = []
    place = 0
    while place < len(lines):
        depth, text = lines[place]
        end = place + 1
        while end < len(lines) and lines[end][0] > depth:
            end += 1
        found.append((text, _nested(lines[place + 1 : end])))
        place = end
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Cell:
    """A day of the time line; `month` on the first day of the line and of each month."""

    number: str
    kind: DayKind
    month: str = ""
    marks: str = ""
    tone: Tone = "plain"


def _cells(block: TimeLine) -> tuple[_Cell, ...]:
    found = []
    for _, days in groupby(block.days, key=lambda day: (day[0].year, day[0].month)):
        for place, (day, kind) in enumerate(days):
            here = [(number, mark) for number, mark in enumerate(block.marks, 1) if mark.day == day]
            month = block.month_names[day.month - 1] if place == 0 else ""
            marks = " ".join(str(number) for number, _ in here)
            found.append(_Cell(str(day.day), kind, month, marks, here[0][1].tone if here else "plain"))
    return tuple(found)
