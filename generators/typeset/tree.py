"""A document as plain data for the templates: dictionaries, lists, strings and numbers, ready for JSON.

In: a `Document`, phrases. Out: a `dict` that a template draws. Text stays text: the templates never evaluate a string of it.
The surprising thing: what a template would have to compute from text is decided here: whether a row is so long that it
must be allowed to break, whether an address may become a link, which characters cannot be printed at all.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import fields, is_dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import groupby

from checker.phrases import Phrases
from generators.document import Block, Document, Flowchart, Link, Mark, Section, Table, TimeLine
from generators.flow.graph import Chart
from generators.flow.measure import EM, units, wrap
from generators.flow.outline import outline, plain
from generators.typeset.chart import chart_data

__all__ = ["SIGNS", "Data", "document_data", "plain_text"]

Data = dict[str, object]

SIGNS = {"text": "✓", "page": "◎", "knowledge": "△", "sample": "◇"}
_SCHEMES = ("https:", "http:", "tel:", "mailto:")
_LIKE = {ord("✕"): "×", ord("✗"): "×", ord("✔"): "✓"}
"""Signs that the fonts lack, and the sign that says the same."""
_LATIN = re.compile(r"[!-~]+")
_LINE = 26 * EM
"""What a table's line holds in large print, the narrowest."""
_TWO_COLUMNS = 64
"""Lines of an outline that are set as two columns of one height; more run over the page."""
_LONG_ROW = 600
"""More characters than this in one entry, and the entry may break over a page: it might be higher than one."""


def document_data(
    document: Document, phrases: Phrases, *, online: str = "", known: Collection[str] = ()
) -> Data:
    """The whole document. `online` is its address on the web; `known` are the ids of the documents in the same file, so
    that a link to one of them leads there."""
    teller = _Teller(phrases, document.id, online, frozenset(known))
    return {
        "kind": document.kind,
        "id": document.id,
        "title": plain_text(document.title),
        "running": plain_text(document.running),
        "summary": plain_text(document.summary),
        "meta": teller.value(document.meta),
        "opening": teller.blocks(document.opening),
        "sections": [teller.section(section) for section in document.sections],
        "closing": teller.blocks(document.closing),
        "imprint": teller.value(document.imprint),
        "contents": document.contents and document.kind == "guide",
        "online": online,
    }


def plain_text(text: str) -> str:
    """The text without characters that control (they print nothing, and some turn the order of the letters round)."""
    if not text.isprintable():
        text = "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in text)
    return text.translate(_LIKE)


class _Teller:
    """Tells one document."""

    def __init__(self, phrases: Phrases, document: str, online: str, known: frozenset[str]) -> None:
        self.phrases, self.document, self.online, self.known = phrases, document, online, known

    def section(self, section: Section) -> Data:
        return {
            "id": section.id,
            "title": plain_text(section.title),
            "number": section.number,
            "lines": _title_lines(section),
            "lead": section.lead,
            "wide": section.wide,
            "blocks": self.blocks(section.blocks),
            "parts": [self.section(part) for part in section.parts],
        }

    def blocks(self, blocks: tuple[Block, ...]) -> list[Data]:
        return [self.block(block) for block in blocks]

    def block(self, block: Block) -> Data:
        match block:
            case Flowchart():
                words = plain(outline(block.chart), self.phrases.words, self.phrases.language)
                return {
                    "block": "Flowchart",
                    "id": block.id,
                    "title": plain_text(block.chart.title),
                    "outline_title": plain_text(block.outline_title),
                    **_told(words),
                    "alt": plain_text(words),
                    **_drawings(replace(block.chart, title="")),
                }
            case TimeLine():
                return self.time_line(block)
            case Table():
                return {"block": "Table", **self.members(block), "widths": _widths(block)}
        return {"block": type(block).__name__, **self.members(block)}

    def members(self, item: object) -> Data:
        if not is_dataclass(item):
            raise TypeError(type(item).__name__)
        told = {member.name: self.value(getattr(item, member.name)) for member in fields(item)}
        if _length(told) > _LONG_ROW:
            told["long"] = True
        return told

    def value(self, value: object) -> object:
        """Any member of a block."""
        if isinstance(value, str):
            return plain_text(value)
        if isinstance(value, bool | int) or value is None:
            return value
        if isinstance(value, Link):
            return {"text": plain_text(value.text), **self.target(value.href)}
        if isinstance(value, Mark):
            return {"sign": SIGNS.get(value.by, ""), "by": value.by, "label": plain_text(value.label)}
        if isinstance(value, frozenset):
            return sorted(value)
        if isinstance(value, tuple):
            return [self.value(item) for item in value]
        if isinstance(value, date):
            return value.isoformat()
        if is_dataclass(value):
            name = type(value).__name__
            told = self.members(value)
            return {"block": name, **told} if isinstance(value, Block) else told
        raise TypeError(f"no template can draw {type(value).__name__}")

    def target(self, href: str) -> Data:
        """Where a link leads: a place of this file, a harmless address, or nowhere, and then it is plain words."""
        if href.startswith("#"):
            return {"label": f"{self.document}--{href[1:]}"}
        name = href.removesuffix(".html")
        if name in self.known:
            return {"label": name}
        if href.lower().startswith(_SCHEMES) and href.isprintable() and " " not in href:
            return {"url": href}
        if self.online and name.replace("-", "").isalnum():
            return {"url": f"{self.online.rsplit('/', 1)[0]}/{name}.html"}
        return {}

    def time_line(self, block: TimeLine) -> Data:
        """The days month by month, each with the numbers of the marks that stand on it."""
        months: list[Data] = []
        for (_, month), days in groupby(block.days, key=lambda day: (day[0].year, day[0].month)):
            cells = []
            for day, kind in days:
                here = [(number, mark) for number, mark in enumerate(block.marks, 1) if mark.day == day]
                cells.append(
                    {
                        "day": day.day,
                        "weekday": day.weekday(),
                        "off": kind in ("weekend", "holiday"),
                        "day_kind": kind,
                        "marks": [number for number, _ in here],
                        "tone": here[0][1].tone if here else "plain",
                    }
                )
            months.append({"name": plain_text(block.month_names[month - 1]), "days": cells})
        return {
            "block": "TimeLine",
            "caption": plain_text(block.caption),
            "months": months,
            "marks": [
                {"label": plain_text(mark.label), "text": plain_text(mark.text), "tone": mark.tone}
                for mark in block.marks
            ],
            "legend": [{"day_kind": kind, "name": plain_text(name)} for kind, name in block.legend],
        }


def _widths(table: Table) -> list[int]:
    """The share of each column in hundredths of an em: at least its longest word, at most its longest cell, within reason."""
    least, wanted = [], []
    for column, head in enumerate(table.columns):
        cells = (head, *(row.cells[column] for row in table.rows))
        word = max((units(word) for text in cells for word in _LATIN.findall(text)), default=0)
        longest = max(map(units, cells))
        if column == 0:  # the source of the row stands below its first cell
            longest = max((longest, *(units(row.basis) * 9 // 10 + EM for row in table.rows)))
        least.append(max(word, min(3 * EM, longest)) + EM)
        wanted.append(max(min(longest, 20 * EM) + EM, least[-1]))
    spare, more = max(_LINE - sum(least), 0), sum(wanted) - sum(least)
    if more <= spare:
        return wanted
    return [low + spare * (high - low) // more for low, high in zip(least, wanted, strict=True)]


def _title_lines(section: Section) -> int:
    """How many lines the title takes in its column: they must have room beside the first lines of the text."""
    room = (5 if section.lead else 6) * EM
    broken = len(wrap(section.title, room)) if section.title else 1
    return broken + (len(section.number) > 2)


@lru_cache(512)
def _drawings(chart: Chart) -> Data:
    """The pieces of a chart, drawn once: many matters share their way, and only the title tells them apart."""
    return chart_data(chart)


def _told(words: str) -> Data:
    """The outline line by line, and after how many of them the second column begins, so that both are of one height; 0 when
    they are so long that they had better run on."""
    told: list[Data] = []
    heights, begins = [0], [0]
    for line in words.split("\n"):
        if not line.strip():
            continue
        depth = (len(line) - len(line.lstrip(" "))) // 2
        if depth == 0:
            begins.append(len(told))
        told.append({"depth": depth, "text": plain_text(line.strip())})
        heights.append(heights[-1] - (units(line.strip()) * -1 // ((20 - depth) * EM)))
    half = min(begins, key=lambda place: abs(2 * heights[place] - heights[-1]))
    return {"outline": told, "half": half if heights[-1] <= _TWO_COLUMNS else 0}


def _length(told: object) -> int:
    if isinstance(told, str):
        return len(told)
    if isinstance(told, dict):
        return sum(map(_length, told.values()))
    if isinstance(told, list):
        return sum(map(_length, told))
    return 0
