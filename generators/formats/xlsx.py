"""A document as a workbook: papers, steps, tables and law on sheets of their own, everything else line by line.

In: a `Document`. Out: the bytes of an .xlsx file. The surprising thing: nothing of the document is left out. What has no table
of its own (conditions, rights, questions, the chart's steps) stands on the last sheet, with the heading it stood under.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from checker.phrases import Phrases
from checker.sheets.printed import Cell, Column, Look, Sheet, written
from generators.document import (
    Blanks,
    Block,
    Callout,
    Chip,
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
    Pair,
    Papers,
    Paragraph,
    Questions,
    Row,
    Section,
    Steps,
    Summary,
    Table,
    Tasks,
    TimeLine,
)  # fmt: skip
from generators.formats.told import told

__all__ = ["columns_for", "look_of", "write"]

_FONTS = {"zh-Hans": "Microsoft YaHei", "zh-Hant": "Microsoft JhengHei", "en": "Calibri"}


def write(document: Document, phrases: Phrases) -> bytes:
    """The workbook of one document."""
    publisher = document.imprint[0].value if document.imprint else ""
    return written(_Writer(phrases, document).sheets(), look_of(phrases, document.title, publisher))


def look_of(phrases: Phrases, title: str, publisher: str) -> Look:
    """The font of the language, and headings that stand upright as it writes them."""
    language = phrases.language
    font = _FONTS["zh-Hant" if language.startswith("zh-Hant") else language]
    return Look(title, publisher, font, 90 if language == "en" else 270)


def columns_for(titles: Sequence[str], numeric: Iterable[int] = ()) -> tuple[Column, ...]:
    """Columns of text, those in `numeric` of numbers."""
    right = set(numeric)
    return tuple(Column(title, "number" if place in right else "text") for place, title in enumerate(titles))


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of the sheet that holds what has no table."""

    part: str
    head: str
    text: str = ""
    note: str = ""
    basis: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        return (self.part, self.head, self.text, self.note, self.basis)


@dataclass(frozen=True, slots=True)
class _Writer:
    phrases: Phrases
    document: Document

    def say(self, key: str) -> str:
        return self.phrases.say(f"exchange.{key}")

    def sheets(self) -> Iterator[Sheet]:
        """Summary, papers, steps, tables, the rest, the law."""
        document = self.document
        blocks = [(title, block) for title, block in self.all_blocks()]
        yield self.summary()
        papers = [block for _, block in blocks if isinstance(block, Papers)]
        if papers:
            yield self.papers(papers)
        steps = [block for _, block in blocks if isinstance(block, Steps)]
        if steps:
            yield self.steps(steps)
        for title, block in blocks:
            if isinstance(block, Table):
                yield self.table(title, block)
        rest = [line for title, block in blocks for line in self.lines(title, block)]
        if rest:
            yield self.listed(self.say("sheet.rest"), document.title, rest)
        laws = [block for _, block in blocks if isinstance(block, Laws)]
        if laws:
            yield self.laws(laws)

    def all_blocks(self) -> Iterator[tuple[str, Block]]:
        """Every block below the sections with the heading nearest to it, folds opened."""

        def unfolded(title: str, blocks: Iterable[Block]) -> Iterator[tuple[str, Block]]:
            for block in blocks:
                if isinstance(block, Fold):
                    yield from unfolded(block.title or title, block.blocks)
                else:
                    yield title, block

        def below(sections: Iterable[Section]) -> Iterator[tuple[str, Block]]:
            for section in sections:
                yield from unfolded(section.title, section.blocks)
                yield from below(section.parts)

        return below(self.document.sections)

    # ---- small pieces

    def chips(self, chips: Iterable[Chip]) -> str:
        return self.phrases.listed(chip.text for chip in chips)

    def checked(self, mark: Mark | None) -> str:
        """How far a statement was checked, in words."""
        if mark is None:
            return ""
        # what nobody has checked bears no day on which it was
        return mark.label if mark.by == "knowledge" else f"{mark.label} {mark.on}".strip()

    def source(self, basis: str, mark: Mark | None) -> str:
        return "\n".join(part for part in (basis, self.checked(mark)) if part)

    def sheet(
        self, name: str, title: str, heads: Sequence[str], rows: Sequence[Sequence[Cell]], frozen: int = 1
    ) -> Sheet:
        lines = (self.document.running,) if self.document.running else ()
        return Sheet(
            name,
            title,
            columns_for([self.say(f"column.{head}") for head in heads]),
            rows,
            lines,
            frozen,
        )

    def listed(self, name: str, title: str, lines: Sequence[_Line]) -> Sheet:
        return self.sheet(
            name, title, ("part", "item", "content", "note", "basis"), [line.cells for line in lines], 2
        )

    def pair(self, part: str, pair: Pair) -> _Line:
        value = " ".join(word for word in (pair.value, pair.link.text if pair.link else "") if word)
        return _Line(part, pair.label, value, pair.note, self.source(pair.basis, pair.mark))

    # ---- sheets

    def summary(self) -> Sheet:
        """What stands above and below the sections."""
        document = self.document
        lines = [_Line("", document.summary)] if document.summary else []
        lines += [self.pair("", pair) for pair in document.meta]
        lines += [line for block in document.opening for line in self.lines("", block)]
        lines += [self.pair("", pair) for pair in document.imprint]
        lines += [line for block in document.closing for line in self.lines("", block)]
        rows = [(" · ".join(part for part in line.cells[:2] if part), *line.cells[2:]) for line in lines]
        heads = ("item", "content", "note", "basis")
        return replace(self.sheet(self.say("sheet.summary"), document.title, heads, rows), filtered=False)

    def papers(self, found: Iterable[Papers]) -> Sheet:
        rows: list[tuple[Cell, ...]] = []
        found = tuple(found)
        for block in found:
            for paper in block.papers:
                notes = "\n".join(note for note in (paper.reason, *paper.notes) if note)
                number: Cell = (
                    int(paper.number) if paper.number.isascii() and paper.number.isdecimal() else paper.number
                )
                rows.append((
                    number, block.caption, paper.name, paper.condition, self.chips(paper.chips), paper.source, notes,
                    paper.basis, self.checked(paper.mark),
                ))  # fmt: skip
                rows += [
                    (number, block.caption, f"· {way}", "", self.chips(chips), source, "", "", "")
                    for way, chips, source in paper.ways
                ]
        heads = ("number", "group", "paper", "when", "form", "from", "note", "basis", "checked")
        lines = tuple(
            dict.fromkeys(
                line for block in found for line in ("" if block.spared else block.intro, block.note) if line
            )
        )
        made = self.sheet(self.say("sheet.materials"), self.document.title, heads, rows, 3)
        return replace(made, lines=(*made.lines, *lines))

    def steps(self, found: Iterable[Steps]) -> Sheet:
        rows: list[tuple[Cell, ...]] = []
        for block in found:
            for number, group in enumerate(block.steps, 1):
                for step in group:
                    note = "\n".join(
                        part for part in (block.together if len(group) > 1 else "", step.note) if part
                    )
                    rows.append((number, step.who, step.what, step.limit, note))
        return self.sheet(
            self.say("sheet.steps"), self.document.title, ("number", "who", "what", "limit", "note"), rows, 2
        )

    def table(self, title: str, block: Table) -> Sheet:
        def source(row: Row) -> str:
            return self.source(row.basis, row.mark)

        more = [(row.note, source(row)) for row in block.rows]
        heads = [*block.columns, self.say("column.note"), self.say("column.basis")]
        rows = [(*row.cells, *said) for row, said in zip(block.rows, more, strict=True)]
        if not any(note or basis for note, basis in more):
            heads, rows = heads[:-2], [row[:-2] for row in rows]
        lines = tuple(line for line in (block.caption if block.caption != title else "", block.note) if line)
        return Sheet(
            title, f"{self.document.title} · {title}", columns_for(heads, block.numeric), rows, lines
        )

    def laws(self, found: Iterable[Laws]) -> Sheet:
        rows = [
            (law.title, law.number, article, gist, self.checked(mark))
            for block in found
            for law in block.laws
            for article, gist, mark in law.articles
        ]
        heads = ("law", "law-number", "article", "content", "checked")
        return self.sheet(self.say("sheet.laws"), self.document.title, heads, rows)

    def lines(self, part: str, block: Block) -> Iterator[_Line]:
        """A block without a sheet of its own, line by line; mypy holds this to the closed union."""
        match block:
            case Papers() | Steps() | Table() | Laws():
                return
            case Paragraph():
                yield (
                    _Line(part, block.text)
                    if block.text
                    else _Line(part, " · ".join(link.text for link in block.links))
                )
            case Facts():
                yield from (self.pair(part, pair) for pair in block.pairs)
            case Summary():
                yield from (_Line(part, fact.label, fact.value, fact.note) for fact in block.facts)
                if block.action_note:
                    yield _Line(part, block.action_note)
            case ItemList():
                for item in block.items:
                    yield _Line(part, item.text, "", item.note, self.source(item.basis, item.mark))
            case Flowchart():
                yield from (
                    _Line(part, "　" * depth + line) for depth, line in told(block.chart, self.phrases)
                )
            case Callout():
                yield _Line(part, block.title, block.text, "", self.source(block.basis, block.mark))
            case Chips():
                yield _Line(part, self.chips(block.chips))
            case Fold():
                for inner in block.blocks:
                    yield from self.lines(block.title or part, inner)
            case Questions():
                yield from (
                    _Line(part, asked.ask, asked.answer, " / ".join(asked.options))
                    for asked in block.questions
                )
            case Tasks():
                for task in block.tasks:
                    note = "\n".join(text for text in (task.text, *task.details) if text)
                    yield _Line(
                        f"{part} · {block.title}" if part else block.title, task.remedy, "", note, task.basis
                    )
            case TimeLine():
                yield from (_Line(part, mark.label, mark.text) for mark in block.marks)
            case Blanks():
                yield from (_Line(part, label) for label in (*block.labels, block.seal) if label)
            case Legend():
                yield from (_Line(block.title, name, said) for _, name, said in block.marks)
            case Directory():
                for group in block.groups:
                    yield from (
                        _Line(group.title, entry.link.text, " · ".join(entry.facts))
                        for entry in group.entries
                    )
