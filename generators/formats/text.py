"""A document as plain text: for a terminal, an e-mail, a screen reader, a diff between two editions.

In: a `Document`. Out: UTF-8 bytes, lines of at most 78 columns. The surprising thing: a Chinese character is
two columns wide, and a line may break between any two of them, but a closing mark never begins a line.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from checker.phrases import Phrases
from generators.document import (
    Blanks,
    Block,
    Callout,
    Chips,
    Directory,
    Document,
    Facts,
    Flowchart,
    Fold,
    ItemList,
    Laws,
    Legend,
    Mark,
    Paper,
    Papers,
    Paragraph,
    Questions,
    Section,
    Steps,
    Summary,
    Table,
    Tasks,
    TimeLine,
)  # fmt: skip
from generators.flow.outline import outline, plain

__all__ = ["width", "wrapped", "write"]

_COLUMNS = 78
_NEVER_FIRST = "，。；：！？、）》」』”’〕】…—%）)]},.;:!?"
_NEVER_LAST = "（《「『“‘〔【([{"
_PIECE = re.compile(r"[!-~]+|\s+|.", re.DOTALL)
_SIGNS = {"text": "✓", "page": "◎", "knowledge": "△", "sample": "◇"}
_BULLETS = {"dots": "·", "checks": "✓", "crosses": "✕", "warnings": "!"}


def write(document: Document, phrases: Phrases) -> bytes:
    """The whole document."""
    lines = "\n".join(_Writer(phrases).document(document))
    return (re.sub(r"\n{3,}", "\n\n", lines).strip("\n") + "\n").encode("utf-8")


def width(text: str) -> int:
    """How many columns the text takes in a terminal."""
    return len(text) if text.isascii() else sum(map(_columns_of, text))


@lru_cache(4096)
def _columns_of(sign: str) -> int:
    if unicodedata.combining(sign):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def wrapped(text: str, first: str = "", rest: str = "", columns: int = _COLUMNS) -> Iterator[str]:
    """The text in lines, the first after `first`, the others after `rest`. Control characters are left out."""
    clean = text if text.isprintable() else "".join(sign if sign.isprintable() else " " for sign in text)
    if width(first) + width(clean) <= columns:
        yield f"{first}{clean.lstrip()}".rstrip()
        return
    line, used, fresh = first, width(first), True
    for piece in _joined(clean):
        blank = piece.isspace()
        if fresh and blank:
            continue
        wide = width(piece)
        if not fresh and not blank and used + wide > columns:
            yield line.rstrip()
            line, used = rest, width(rest)
        line, used, fresh = line + piece, used + wide, False
    yield line.rstrip()


def _joined(text: str) -> Iterator[str]:
    """Pieces that a line break may part: words, characters with the marks that cling to them."""
    held = ""
    for match in _PIECE.finditer(text):
        piece = match[0]
        if held and (piece[0] in _NEVER_FIRST or held[-1] in _NEVER_LAST):
            held += piece
        else:
            if held:
                yield held
            held = piece
    if held:
        yield held


def _mark(mark: Mark | None) -> str:
    return _SIGNS.get(mark.by, "") if mark else ""


def _source(basis: str, mark: Mark | None) -> str:
    return " ".join(part for part in (basis, _mark(mark)) if part)


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes block by block; every method yields lines."""

    phrases: Phrases

    def document(self, document: Document) -> Iterator[str]:
        yield from wrapped(document.title)
        yield "=" * min(width(document.title), _COLUMNS)
        yield from wrapped(document.running)
        if document.summary:
            yield ""
            yield from wrapped(document.summary)
        yield ""
        for pair in document.meta:
            yield from self.labelled(pair.label, pair.value)
        yield from self.blocks(document.opening)
        for section in document.sections:
            yield from self.section(section, "-")
        yield ""
        yield "-" * _COLUMNS
        yield from self.blocks(document.closing)
        for pair in document.imprint:
            yield from self.labelled(pair.label, pair.value)

    def section(self, section: Section, rule: str) -> Iterator[str]:
        title = f"{section.number} {section.title}".strip()
        yield ""
        yield from wrapped(title)
        if rule:
            yield rule * min(width(title), _COLUMNS)
        yield from self.blocks(section.blocks)
        for part in section.parts:
            yield from self.section(part, "")

    def blocks(self, blocks: Iterable[Block]) -> Iterator[str]:
        for block in blocks:
            yield from self.block(block)

    def labelled(self, label: str, value: str, indent: str = "") -> Iterator[str]:
        head = self.phrases.say("guide.labelled", label=label, value="")
        yield from wrapped(value, f"{indent}{head}", f"{indent}  ")

    def note(self, text: str, indent: str) -> Iterator[str]:
        if text:
            yield from wrapped(text, indent, indent)

    def block(self, block: Block) -> Iterator[str]:
        """Every kind of block; mypy holds this to the closed union."""
        match block:
            case Paragraph():
                yield from wrapped(block.text)
                for link in block.links:
                    yield from wrapped(f"{link.text} <{link.href}>")
            case Facts():
                for pair in block.pairs:
                    value = " ".join(
                        part for part in (pair.value, pair.link.text if pair.link else "") if part
                    )
                    yield from self.labelled(pair.label, value)
                    yield from self.note(pair.note, "  ")
                    yield from self.note(_source(pair.basis, pair.mark), "  ")
            case Summary():
                yield ""
                for fact in block.facts:
                    value = f"{fact.value}  {fact.note}".strip() if fact.note else fact.value
                    yield from self.labelled(fact.label, value)
                if block.action_note:
                    yield from wrapped(block.action_note)
            case ItemList():
                for number, item in enumerate(block.items, 1):
                    bullet = f"{number}." if block.kind == "numbers" else _BULLETS[block.kind]
                    yield from wrapped(item.text, f"{bullet} ", "  ")
                    yield from self.note(item.note, "  ")
                    yield from self.note(_source(item.basis, item.mark), "  ")
            case Table():
                yield from self.table(block)
            case Papers():
                yield from self.papers(block)
            case Steps():
                for number, group in enumerate(block.steps, 1):
                    for place, step in enumerate(group):
                        head = f"{number}. " if place == 0 else "   "
                        together = f"[{block.together}] " if len(group) > 1 else ""
                        limit = f"  {step.limit}" if step.limit else ""
                        yield from wrapped(
                            f"{together}{self.phrases.say('guide.labelled', label=step.who, value=step.what)}{limit}",
                            head,
                            "   ",
                        )
                        yield from self.note(step.note, "   ")
            case Flowchart():
                yield from self.chart(block)
            case Callout():
                yield from wrapped(block.title, f"[{block.sign}] ", "    ")
                yield from self.note(block.text, "    ")
                yield from self.note(_source(block.basis, block.mark), "    ")
            case Chips():
                yield from wrapped(" | ".join(chip.text for chip in block.chips))
            case Laws():
                for law in block.laws:
                    yield from wrapped(f"{law.title} {law.number}".strip(), "· ", "  ")
                    for article, gist, mark in law.articles:
                        yield from wrapped(f"{article} {_mark(mark)}  {gist}".rstrip(), "  ", "    ")
            case Fold():
                yield from wrapped(block.title)
                yield from self.blocks(block.blocks)
            case Questions():
                for question in block.questions:
                    yield ""
                    yield from wrapped(question.ask, "? ", "  ")
                    if question.options:
                        yield from wrapped(" / ".join(question.options), "  ", "  ")
                    yield from self.note(question.answer, "  ")
            case Tasks():
                yield ""
                yield from wrapped(block.title, f"[{block.sign}] ", "    ")
                for task in block.tasks:
                    yield from wrapped(task.remedy, f"  {task.number}. ", "     ")
                    for text in (task.text, *task.details, task.basis):
                        yield from self.note(text, "     ")
            case TimeLine():
                yield from wrapped(block.caption)
                for number, day in enumerate(block.marks, 1):
                    yield from wrapped(f"{day.label}  {day.text}", f"  ({number}) ", "      ")
            case Blanks():
                yield ""
                for label in block.labels:
                    yield from self.labelled(label, "____________________")
                if block.seal:
                    yield from wrapped(block.seal)
            case Legend():
                yield from wrapped(block.title)
                for by, name, text in block.marks:
                    yield from self.labelled(f"{_SIGNS.get(by, '')} {name}".strip(), text)
            case Directory():
                for listed in block.groups:
                    yield ""
                    yield from wrapped(listed.title)
                    for entry in listed.entries:
                        yield from wrapped("  ".join((entry.link.text, *entry.facts)), "  ", "    ")

    def table(self, block: Table) -> Iterator[str]:
        """A row is a small list: columns of Chinese and Latin do not line up in every font."""
        for row in block.rows:
            yield from wrapped(row.cells[0], "· ", "  ")
            for label, cell in zip(block.columns[1:], row.cells[1:], strict=True):
                yield from self.labelled(label, cell, "  ")
            yield from self.note(row.note, "  ")
            yield from self.note(_source(row.basis, row.mark), "  ")
        if block.note:
            yield from wrapped(block.note)

    def papers(self, block: Papers) -> Iterator[str]:
        yield ""
        yield from wrapped(block.caption)
        if block.intro:
            yield from wrapped(block.intro)
        for paper in block.papers:
            yield from self.paper(paper)
        if block.note:
            yield from wrapped(block.note)

    def paper(self, paper: Paper) -> Iterator[str]:
        head, indent = f"{paper.number:>2}. ", "    "
        chips = " | ".join(chip.text for chip in paper.chips)
        yield from wrapped(f"{paper.name} {_mark(paper.mark)}".rstrip(), head, indent)
        for text in (paper.condition, paper.reason):
            yield from self.note(text, indent)
        for name, more, source in paper.ways:
            inner = " | ".join((*(chip.text for chip in more), source))
            yield from wrapped(name, f"{indent}- ", f"{indent}  ")
            yield from self.note(inner, f"{indent}  ")
        yield from self.note(" | ".join(part for part in (chips, paper.source) if part), indent)
        for text in (*paper.notes, paper.basis):
            yield from self.note(text, indent)

    def chart(self, block: Flowchart) -> Iterator[str]:
        yield from wrapped(block.outline_title)
        for line in plain(outline(block.chart), self.phrases.words, self.phrases.language).split("\n"):
            indent = " " * (len(line) - len(line.lstrip(" ")))
            yield from wrapped(line.strip(), indent, f"{indent}   ")
