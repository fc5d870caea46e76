"""Two texts as one, with Word's own tracked changes: what left, what came, by whom and of which day.

In: lines before and after, each with its style; an author, a day. Out: paragraphs in Word's markup.
The surprising thing: nothing but the marks tells the two apart. Who accepts all changes has the new text line by line, who
rejects them the old one; tests do both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from itertools import count

from generators.word_markup import attribute, safe

__all__ = ["Line", "Tracker"]

_WORD = re.compile(r"[A-Za-z0-9]+|\s+|.", re.DOTALL)
_ALIKE = 0.5
_MOST_PAIRS = 400
"""Larger heaps of changed lines are told as gone and new: nobody could follow more."""


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of a document."""

    style: str
    text: str


class Tracker:
    """Writes tracked changes of one author and one day; each has its own number."""

    def __init__(self, author: str, day: date) -> None:
        self._by = f'w:author="{attribute(author)}" w:date="{day.isoformat()}T00:00:00Z"'
        self._numbers = count(1)

    def _mark(self, tag: str, inside: str) -> str:
        return f'<w:{tag} w:id="{next(self._numbers)}" {self._by}>{inside}</w:{tag}>'

    def lines(self, before: Sequence[Line], after: Sequence[Line]) -> Iterator[str]:
        """The whole text."""
        matcher = SequenceMatcher(None, before, after, autojunk=False)
        for tag, a, b, c, d in matcher.get_opcodes():
            if tag == "equal":
                yield from (self._kept(line) for line in after[c:d])
            else:
                yield from self._changed(before[a:b], after[c:d])

    def pieces(self, pieces: Iterable[tuple[str, str]]) -> str:
        """The runs of one paragraph: equal pieces stay, of the others the first left and the second came."""
        out = []
        for old, new in pieces:
            if old == new:
                out.append(_run(old))
                continue
            if old:
                out.append(self._mark("del", _run(old, "delText")))
            if new:
                out.append(self._mark("ins", _run(new)))
        return "".join(out)

    def _kept(self, line: Line) -> str:
        return _paragraph(line.style, "", _run(line.text))

    def _changed(self, before: Sequence[Line], after: Sequence[Line]) -> Iterator[str]:
        """Lines that resemble each other are told as one line with changes."""
        partners = dict(_partners(before, after)) if len(before) * len(after) <= _MOST_PAIRS else {}
        place = 0
        for number, old in enumerate(before):
            partner = partners.get(number)
            if partner is None:
                yield self._whole("del", old)
                continue
            for new in after[place:partner]:
                yield self._whole("ins", new)
            place = partner + 1
            yield _paragraph(after[partner].style, "", self.pieces(_pieces(old.text, after[partner].text)))
        for new in after[place:]:
            yield self._whole("ins", new)

    def _whole(self, tag: str, line: Line) -> str:
        """A paragraph that left or came, its end included."""
        mark = f'<w:{tag} w:id="{next(self._numbers)}" {self._by}/>'
        inside = self._mark(tag, _run(line.text, "delText" if tag == "del" else "t"))
        return _paragraph(line.style, f"<w:rPr>{mark}</w:rPr>", inside)


def _pieces(before: str, after: str) -> Iterator[tuple[str, str]]:
    first, second = _WORD.findall(before), _WORD.findall(after)
    for _, a, b, c, d in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        yield "".join(first[a:b]), "".join(second[c:d])


def _partners(before: Sequence[Line], after: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Old line -> the new line that it became, in order, of the same style and with enough in common."""
    place = 0
    for number, old in enumerate(before):
        alike = [
            (SequenceMatcher(None, old.text, new.text, autojunk=False).ratio(), -at)
            for at, new in enumerate(after)
            if at >= place and new.style == old.style
        ]
        best, at = max(alike, default=(0.0, 0))
        if best >= _ALIKE:
            place = 1 - at
            yield number, -at


def _run(text: str, tag: str = "t") -> str:
    return f'<w:r><w:{tag} xml:space="preserve">{safe(text)}</w:{tag}></w:r>' if text else ""


def _paragraph(style: str, properties: str, runs: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{runs}</w:p>'
