"""The blocks of a document that Word shows as tables: facts, papers, steps, laws, tasks, dates, places to fill in.

In: blocks, phrases, and a `File` that keeps pictures and addresses. Out: tables in Word's markup.
The surprising thing: a row stays whole on its page unless it is so long that it might be higher than one; then it may part.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol

from checker.phrases import Phrases
from generators.document import (
    Blanks,
    Chip,
    Laws,
    Link,
    Mark,
    Pair,
    Paper,
    Papers,
    Row,
    Steps,
    Summary,
    Table,
    Tasks,
    TimeLine,
    Tone,
)  # fmt: skip
from generators.flow.graph import Chart
from generators.word_columns import columns_of, shares
from generators.word_markup import Cell, Shade, break_line, cell_of, para, row, run, table

__all__ = ["CHIPS", "GAP", "SIGNS", "SOURCE", "STRONG", "TONES", "Drawing", "File", "TableWriter"]

SIGNS = {"text": "✓", "page": "◎", "knowledge": "△", "sample": "◇"}
TONES: dict[Tone, str] = {
    "plain": "0B5394",
    "ok": "1A7F37",
    "warn": "9A6700",
    "stop": "B42318",
    "muted": "57606A",
}
CHIPS: dict[Tone, str] = {
    "plain": "BanshiChip", "ok": "BanshiChipOk", "warn": "BanshiChipWarn", "stop": "BanshiChipStop", "muted": "BanshiSource",
}  # fmt: skip
SOURCE = Shade(style="BanshiSource")
STRONG = Shade(style="BanshiStrong")
_OFF = "E9EDF2"
_WEEK = 7
GAP = para("", "BanshiGap")
"""Word needs a paragraph between two tables."""
_LONG_ROW = 500
"""More characters than this in one row, and it may part over two pages: it might be higher than one."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart: what must stand before its heading, its pictures, and what must follow (pages that lie on their side)."""

    before: str
    pictures: str
    after: str


class File(Protocol):
    """The file being written: how wide its text is, in twips, and where pictures, addresses and lists are kept."""

    @property
    def width(self) -> int: ...

    def address(self, href: str) -> str:
        """The id of an outside address; empty when it may not stand in a file."""

    def chart(self, chart: Chart, told: str) -> Drawing:
        """The chart as pictures, `told` for those who do not see it; no pictures when there is no room for it."""

    def list_anew(self) -> str:
        """The properties with which a numbered list begins again at 1."""


class TableWriter:
    """Writes tables; every method gives XML."""

    def __init__(self, phrases: Phrases, file: File) -> None:
        self.phrases, self.file = phrases, file

    def link(self, link: Link) -> str:
        """A link that leads out of the file; any other is its words."""
        there = self.file.address(link.href)
        if not there:
            return run(link.text)
        return f'<w:hyperlink r:id="{there}">{run(link.text, Shade(style="Hyperlink"))}</w:hyperlink>'

    def source(self, basis: str, mark: Mark | None) -> str:
        sign = SIGNS.get(mark.by, "") if mark else ""
        return run(" ".join(part for part in (basis, sign) if part), SOURCE)

    def chips(self, chips: Sequence[Chip]) -> str:
        return "".join(
            run("　" if number else "") + run(chip.text, Shade(style=CHIPS[chip.tone]))
            for number, chip in enumerate(chips)
        )

    def facts(self, pairs: Sequence[Pair]) -> str:
        """Label beside value; note and source below the value."""
        longest = max((len(pair.label) for pair in pairs), default=0)
        first = self.file.width * min(max(longest * 3, 18), 34) // 100
        widths = (first, self.file.width - first)
        rows = []
        for pair in pairs:
            value = run(pair.value) + (self.link(pair.link) if pair.link else "")
            inside = para(value, "BanshiCell")
            if pair.note:
                inside += para(run(pair.note), "BanshiNote")
            if pair.basis or pair.mark:
                inside += para(self.source(pair.basis, pair.mark), "BanshiNote")
            rows.append(row((Cell(para(run(pair.label), "BanshiCellHead")), Cell(inside)), widths))
        return table(rows, widths, "BanshiFacts") + GAP

    def summary(self, block: Summary) -> str:
        """The facts beside each other, three or four in a row; then the next action."""
        in_row = min(len(block.facts), 4) or 1
        widths = _even(self.file.width, in_row)
        rows = []
        for first in range(0, len(block.facts), in_row):
            shown = block.facts[first : first + in_row]
            cells = [
                Cell(
                    para(run(fact.label), "BanshiFactLabel")
                    + para(run(fact.value), "BanshiFact" if columns_of(fact.value) <= 24 else "BanshiCell")
                    + para(run(fact.note), "BanshiFactNote"),
                    "F5F7FA",
                )
                for fact in shown
            ]
            cells += [Cell(para("", "BanshiFactNote"), "F5F7FA")] * (in_row - len(shown))
            rows.append(row(cells, widths))
        note = para(run(block.action_note), "BanshiMuted") if block.action_note else GAP
        return table(rows, widths, "BanshiSummary") + GAP + note

    def table(self, block: Table) -> str:
        texts = [list(line.cells) for line in block.rows]
        widths = shares(block.columns, texts, self.file.width)
        rows = [row([_head(name) for name in block.columns], widths, head=True)]
        for line in block.rows:
            rows.append(row(tuple(self.cells(line, block.numeric)), widths, together=_short(line)))
        caption = para(run(block.caption), "BanshiCaption") if block.caption else ""
        note = para(run(block.note), "BanshiNote") if block.note else GAP
        return caption + table(rows, widths, "BanshiTable", block.caption) + note

    def cells(self, line: Row, numeric: frozenset[int]) -> Iterator[Cell]:
        """The cells of a row; what is said below it stands in its first cell."""
        for place, text in enumerate(line.cells):
            inside = para(run(text), "BanshiCellRight" if place in numeric else "BanshiCell")
            if place == 0:
                if line.note:
                    inside += para(run(line.note), "BanshiNote")
                if line.basis or line.mark:
                    inside += para(self.source(line.basis, line.mark), "BanshiNote")
            yield Cell(inside)

    def papers(self, block: Papers) -> str:
        width = self.file.width
        number = 520
        name, form = (width - number) * 52 // 100, (width - number) * 28 // 100
        widths = (number, name, form, width - number - name - form)
        rows = [row([_head(name) for name in ("", *block.columns)], widths, head=True)]
        for paper in block.papers:
            rows.append(row(tuple(self.paper(paper, block.spared)), widths, together=_whole(paper)))
        out = para(run(block.caption), "BanshiCaption")
        if block.intro:
            out += para(run(block.intro), "BanshiMuted", "<w:keepNext/>")
        note = para(run(block.note), "BanshiNote") if block.note else GAP
        return out + table(rows, widths, "BanshiTable", block.caption) + note

    def paper(self, paper: Paper, spared: bool) -> Iterator[Cell]:
        yield cell_of(paper.number, "BanshiCellHead")
        name = Shade("57606A", struck=True) if spared else STRONG
        sign = "" if paper.basis else self.source("", paper.mark)
        inside = para(run(paper.name, name) + (run(" ") + sign if sign else ""), "BanshiCell")
        for text in (paper.condition, paper.reason, *paper.notes):
            if text:
                inside += para(run(text), "BanshiNote")
        for label, chips, source in paper.ways:
            more = run("　") + self.chips(chips) if chips else ""
            inside += para(
                run(f"· {label}") + more + run(f"　{source}" if source else "", SOURCE), "BanshiNested"
            )
        if paper.basis:
            inside += para(self.source(paper.basis, paper.mark), "BanshiNote")
        yield Cell(inside)
        forms = break_line().join(run(chip.text, Shade(style=CHIPS[chip.tone])) for chip in paper.chips)
        yield Cell(para(forms, "BanshiCell"))
        yield cell_of(paper.source, "BanshiNested")

    def steps(self, block: Steps) -> str:
        width = self.file.width
        who, limit = width * 18 // 100, width * 20 // 100
        widths = (520, who, width - 520 - who - limit, limit)
        rows = []
        for number, group in enumerate(block.steps, 1):
            for place, step in enumerate(group):
                inside = para(run(step.what), "BanshiCell")
                if len(group) > 1:
                    inside += para(run(block.together), "BanshiNote")
                if step.note:
                    inside += para(run(step.note), "BanshiNote")
                rows.append(
                    row(
                        (
                            cell_of(str(number) if place == 0 else "", "BanshiCellHead"),
                            cell_of(step.who, "BanshiCellHead"),
                            Cell(inside),
                            cell_of(step.limit, "BanshiCellRight"),
                        ),
                        widths,
                    )
                )
        return table(rows, widths, "BanshiFacts") + GAP

    def laws(self, block: Laws) -> str:
        """Each law with its articles in a table: the gists are open on paper."""
        widths = (self.file.width * 26 // 100, self.file.width - self.file.width * 26 // 100)
        out = []
        for law in block.laws:
            number = run(f"　{law.number}", SOURCE) if law.number else ""
            out.append(para(run(law.title, STRONG) + number, "BanshiText", "<w:keepNext/>"))
            rows = [
                row(
                    (
                        cell_of(f"{article} {SIGNS.get(mark.by, '')}".rstrip(), "BanshiNested"),
                        cell_of(gist, "BanshiNested"),
                    ),
                    widths,
                )
                for article, gist, mark in law.articles
            ]
            out.append(table(rows, widths, "BanshiFacts", law.title) if rows else "")
            out.append(GAP)
        return "".join(out)

    def tasks(self, block: Tasks) -> str:
        widths = (520, self.file.width - 520)
        head = Cell(
            para(
                run(f"{block.sign}　", Shade(TONES[block.tone])) + run(block.title),
                "BanshiCellHead",
                "<w:keepNext/>",
            ),
            "F5F7FA",
            2,
        )
        rows = [row((head,), widths, head=True)]
        for task in block.tasks:
            inside = para(run(task.remedy, STRONG), "BanshiCell")
            for text in (task.text, *task.details):
                inside += para(run(text), "BanshiNested")
            if task.basis:
                inside += para(run(task.basis), "BanshiNote")
            rows.append(row((cell_of(task.number, "BanshiCellHead"), Cell(inside)), widths))
        return table(rows, widths, "BanshiTable", block.title) + GAP

    def time_line(self, block: TimeLine) -> str:
        """A calendar, days off greyed; then each marked day in words."""
        out = [self.calendar(block)] if block.days else []
        widths = (self.file.width * 30 // 100, self.file.width - self.file.width * 30 // 100)
        rows = [
            row(
                (
                    Cell(para(run(f"（{number}）{mark.label}", Shade(TONES[mark.tone])), "BanshiCell")),
                    cell_of(mark.text, "BanshiCell"),
                ),
                widths,
            )
            for number, mark in enumerate(block.marks, 1)
        ]
        return "".join([*out, table(rows, widths, "BanshiFacts", block.caption), GAP])

    def calendar(self, block: TimeLine) -> str:
        names = [self.phrases.say(f"clock.weekday.{day}") for day in range(1, _WEEK + 1)]
        widths = (self.file.width * 12 // 100, *_even(self.file.width * 84 // 100, _WEEK))
        rows = [
            row(
                [cell_of("", "BanshiCellHead"), *(cell_of(name, "BanshiNote") for name in names)],
                widths,
                head=True,
            )
        ]
        marks = {mark.day: str(number) for number, mark in reversed(list(enumerate(block.marks, 1)))}
        month = 0
        for _, week in groupby(block.days, key=lambda day: day[0].isocalendar()[:2]):
            days = {day.isoweekday(): (day, kind) for day, kind in week}
            first = next(iter(days.values()))[0]
            name = block.month_names[first.month - 1] if first.month != month else ""
            month = first.month
            cells = [cell_of(name, "BanshiNote")]
            for number in range(1, _WEEK + 1):
                if number not in days:
                    cells.append(cell_of("", "BanshiNote"))
                    continue
                day, kind = days[number]
                mark = f"（{marks[day]}）" if day in marks else ""
                off = kind in ("weekend", "holiday")
                shade = STRONG if mark else Shade("57606A") if off else None
                cells.append(cell_of(f"{day.day}{mark}", "BanshiNested", shade, _OFF if off else ""))
            rows.append(row(cells, widths))
        legend = self.phrases.listed(label for _, label in block.legend)
        return table(rows, widths, "BanshiGrid", block.caption) + para(run(legend), "BanshiNote")

    def blanks(self, block: Blanks) -> str:
        out = ""
        if block.labels:
            widths = (self.file.width * 26 // 100, self.file.width - self.file.width * 26 // 100)
            rows = [row((_head(label), Cell(para("", "BanshiBlankLine"))), widths) for label in block.labels]
            out = table(rows, widths, "BanshiBlank") + GAP
        for line in block.seal.split("\n") if block.seal else ():
            out += para(
                run(line),
                "BanshiSeal",
                "<w:keepNext/><w:keepLines/>" if line != block.seal.split("\n")[-1] else "<w:keepLines/>",
            )
        return out


def _head(name: str) -> Cell:
    """A cell of the row that stands again on every page; it stays with the row below it."""
    return Cell(para(run(name), "BanshiCellHead", "<w:keepNext/>"))


def _even(width: int, parts: int) -> tuple[int, ...]:
    share = width // parts
    return (*[share] * (parts - 1), width - share * (parts - 1))


def _short(line: Row) -> bool:
    return sum(map(len, line.cells)) + len(line.note) < _LONG_ROW


def _whole(paper: Paper) -> bool:
    texts = (paper.name, paper.condition, paper.reason, *paper.notes, *(label for label, _, _ in paper.ways))
    return sum(map(len, texts)) < _LONG_ROW
