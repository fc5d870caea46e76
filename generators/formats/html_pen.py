"""What HTML is written with: the escaping of texts, links, marks and chips, and the charts.

In: texts and small values of a document, in the reader's language. Out: strings of HTML.
The surprising thing: small pieces are remembered for each language. A guide says the same forty marks and
chips four hundred times.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache, partial
from html import escape

from checker.finding import Language
from checker.phrases import Phrases
from generators.document import Callout, Chip, Flowchart, Item, Link, Mark, Pair, Row
from generators.flow.graph import Chart
from generators.flow.layout import layout
from generators.flow.outline import outline, plain
from generators.flow.svg import svg

__all__ = [
    "CHINESE", "SIGNS", "Outline", "Pen", "Say", "anchor", "escaped", "marked", "noted", "numeral", "pen_for", "pieces",
    "safe_href", "source",
]  # fmt: skip

SIGNS = {"text": "✓", "page": "◎", "knowledge": "△", "sample": "◇"}
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_HARMLESS = ("https:", "tel:", "mailto:")
_HIDDEN = re.compile(r"[\x00-\x20\x7f\\]")
_NUMBER = re.compile(r"[0-9][0-9,.]*")
CHINESE = re.compile("[⺀-〿㐀-鿿豈-﫿＀-￯]+(?:[ ×0-9]*[⺀-〿㐀-鿿豈-﫿＀-￯]+)*")
_SPECIAL = re.compile("[&<>\"']").search
_LINE_EM = 6  # characters in a line of a box: six keep a chart of four lanes within the page

Outline = tuple[tuple[str, "Outline"], ...]
Say = Callable[[str], str]


@dataclass(slots=True)
class Pen:
    """What blocks are written with. `t` escapes a text; `told` does so too, and explains a legal term where it first stands
    (`term` says how; without it they are the same)."""

    phrases: Phrases
    t: Say
    words: Mapping[str, str]
    marked: Callable[[Mark], str]
    chips: Callable[[tuple[Chip, ...]], str]
    drawn: Callable[[Flowchart], tuple[str, Outline]]
    terms: re.Pattern[str] | None = None
    term: Callable[[str], str] | None = None
    used: set[str] = field(default_factory=set)

    def told(self, text: str) -> str:
        """A sentence, with each legal term explained where the page first names it."""
        if self.terms is None or self.term is None:
            return self.t(text)
        match = self.terms.search(text)
        if match is None:
            return self.t(text)
        out, end = "", 0
        while match is not None:
            if match[0] not in self.used:
                self.used.add(match[0])
                out += self.t(text[end : match.start()]) + self.term(match[0])
                end = match.end()
            match = self.terms.search(text, match.end())
        return out + self.t(text[end:])


def pen_for(phrases: Phrases) -> Pen:
    """A pen for one page."""
    t, marked, chips = pieces(phrases.language)
    say = phrases.say
    words = {
        "scroll": escaped(say("guide.chart.scroll")),
        "or": t(say("guide.material.or")),
        "blank": t(say("guide.blank")),
    }
    return Pen(
        phrases, t, words, marked, chips,
        drawn=lambda block: (_svg(block.id, block.chart), _outline(block.chart, phrases)),
    )  # fmt: skip


@cache
def pieces(
    language: Language,
) -> tuple[Say, Callable[[Mark], str], Callable[[tuple[Chip, ...]], str]]:
    """What writes the small pieces of a language, remembering those that come again and again."""
    t: Say = lru_cache(8192)(_bilingual if language == "en" else escaped)
    marked = lru_cache(512)(partial(_mark, t))
    chips = lru_cache(512)(partial(_chips, t))
    return t, marked, chips


def escaped(text: str) -> str:
    """The text with nothing left that HTML would take for markup. Most texts hold nothing of it, and are not touched."""
    return escape(text) if _SPECIAL(text) else text


def _bilingual(text: str) -> str:
    """English with its Chinese parts marked as Chinese, so that a voice reads them as such."""
    out, end = "", 0
    for match in CHINESE.finditer(text):
        out += f'{escaped(text[end : match.start()])}<span lang="zh-Hans">{escaped(match[0])}</span>'
        end = match.end()
    return out + escaped(text[end:])


def safe_href(href: str) -> str:
    """The address if it may stand in a page, else nothing."""
    if not href or href.startswith("//") or _HIDDEN.search(href):
        return ""
    scheme = _SCHEME.match(href)
    return href if scheme is None or scheme[0].lower() in _HARMLESS else ""


def anchor(pen: Pen, link: Link, style: str = "") -> str:
    """A link, or its bare words where the address may not stand in a page."""
    href = safe_href(link.href)
    if not href:
        return pen.t(link.text)
    named = f' class="{style}"' if style else ""
    return f'<a{named} href="{escaped(href)}">{pen.t(link.text)}</a>'


def _mark(t: Say, mark: Mark) -> str:
    sign = SIGNS.get(mark.by, "")
    return (
        f'<span class="mark mark-{mark.by}" title="{escaped(f"{mark.label} {mark.on}".strip())}">'
        f'<span aria-hidden="true">{sign}</span><span class="vh">{t(mark.label)}</span></span>'
    )


def _chips(t: Say, chips: tuple[Chip, ...]) -> str:
    if not chips:
        return ""
    listed = "".join(f'<li class="chip {chip.tone}">{t(chip.text)}</li>' for chip in chips)
    return f'<ul class="chips">{listed}</ul>'


def marked(pen: Pen, mark: Mark | None) -> str:
    """The sign of a mark; nothing without one."""
    return pen.marked(mark) if mark else ""


def source(pen: Pen, line: Pair | Item | Row | Callout) -> str:
    """The small words that say where a statement comes from, and its mark."""
    if line.basis:
        return f'<span class="source">{pen.t(line.basis)}&nbsp;{marked(pen, line.mark)}</span>'
    return f'<span class="source">{pen.marked(line.mark)}</span>' if line.mark else ""


def noted(pen: Pen, line: Pair | Item) -> str:
    """The note below a line with its source at the end; without a note the source stands behind the line itself."""
    if line.note:
        return f'<span class="note">{pen.told(line.note)}{source(pen, line)}</span>'
    return source(pen, line)


def numeral(text: str) -> str:
    """The text with its numbers made large."""
    out, end = "", 0
    for match in _NUMBER.finditer(text):
        out += f"{escaped(text[end : match.start()])}<b>{match[0]}</b>"
        end = match.end()
    return out + escaped(text[end:])


def _svg(name: str, chart: Chart) -> str:
    """The chart as SVG, whose writer escapes."""
    return svg(layout(chart, _LINE_EM), prefix=name, style=False)


def _outline(chart: Chart, phrases: Phrases) -> Outline:
    """The steps of a chart as a nested list."""
    lines = plain(outline(chart), phrases.words, phrases.language).split("\n")
    return _nested([(len(line) - len(line.lstrip(" ")), line.strip()) for line in lines if line.strip()])


def _nested(lines: list[tuple[int, str]]) -> Outline:
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
