"""A document as Markdown: CommonMark with the tables of GitHub, the chart as a Mermaid block with its steps below it.

In: a `Document`. Out: UTF-8 bytes. The surprising thing: not one word of the catalogue is ever markup. Every sign that could be
is escaped, so a matter called `# <b>[x](y)` reads just so; chips, which have no form in Markdown, are words in a row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote

from checker.phrases import Phrases
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
    Item,
    ItemList,
    Laws,
    Legend,
    Link,
    Mark,
    Pair,
    Paper,
    Papers,
    Paragraph,
    Questions,
    Row,
    Section,
    Steps,
    Summary,
    Table,
    Task,
    Tasks,
    TimeLine,
)  # fmt: skip
from generators.formats.html_pen import SIGNS, safe_href
from generators.formats.told import told
from generators.mermaid import mermaid

__all__ = ["escaped", "write"]

_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]+")
_MARKUP = re.compile(r"[\\`*_{}\[\]<>&|~#!$^]|(?<=www)\.|:(?=//)", re.IGNORECASE)
_OPENING = re.compile(r"^([-+=]|[0-9]{1,9}(?=[.)]))")
_LIST = re.compile(r"^(?P<number>[0-9]{1,9}(?=[.)])|(?=[-*]))(?P<sign>[-*.)]) ", re.MULTILINE)
_OTHER_SIGN = {"-": "*", "*": "-", ".": ")", ")": "."}
_IN_ADDRESS = ":/?#@!$&'*+,;=%~"
_BULLETS = {"checks": "✓ ", "crosses": "✕ ", "warnings": "⚠ "}


def write(document: Document, phrases: Phrases) -> bytes:
    """The whole document."""
    writer = _Writer(phrases, _anchors(document))
    whole = "\n".join(writer.document(document)).strip("\n")
    return ("\n\n".join(_parted(re.split(r"\n{2,}", whole))) + "\n").encode("utf-8")


def _parted(parts: Iterable[str]) -> Iterator[str]:
    """Two lists in a row would be read as one: the second gets another sign."""
    before = ""
    for part in parts:
        match = _LIST.match(part)
        sign = match["sign"] if match else ""
        if sign and sign == before:
            sign = _OTHER_SIGN[sign]
            part = _LIST.sub(rf"\g<number>{sign} ", part)
        before = sign
        yield part


def escaped(text: str) -> str:
    """The text on one line, with nothing left that Markdown would take for markup, wherever it is put."""
    line = " ".join(_UNSEEN.sub(" ", text).split())
    line = _MARKUP.sub(r"\\\g<0>", line)
    found = _OPENING.match(line)
    if found and found[0].isdigit():
        return f"{found[0]}\\{line[found.end() :]}"
    return f"\\{line}" if found else line


def _anchors(document: Document) -> Mapping[str, str]:
    """Section id -> the anchor that GitHub gives its heading: lower case, no punctuation, hyphens for spaces."""
    found: dict[str, str] = {}
    times: dict[str, int] = {}

    def walk(sections: Iterable[Section]) -> None:
        for section in sections:
            heading = f"{section.number} {section.title}".strip()
            name = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
            count = times[name] = times.get(name, -1) + 1
            found.setdefault(section.id, f"{name}-{count}" if count else name)
            walk(section.parts)

    walk(document.sections)
    return found


def _sign(mark: Mark | None) -> str:
    return SIGNS.get(mark.by, "") if mark else ""


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes block by block; every method yields lines, a blank one before whatever begins anew."""

    phrases: Phrases
    anchors: Mapping[str, str]

    def document(self, document: Document) -> Iterator[str]:
        yield f"# {escaped(document.title)}"
        yield from self.text(document.running)
        yield from self.text(document.summary)
        yield from self.pairs(document.meta)
        yield from self.blocks(document.opening, 2)
        for section in document.sections:
            yield from self.section(section, 2)
        yield from ("", "---")
        yield from self.blocks(document.closing, 2)
        yield from self.pairs(document.imprint)
        if document.home:
            yield from ("", self.link(document.home))

    def section(self, section: Section, level: int) -> Iterator[str]:
        lower = min(level + 1, 6)
        yield from ("", f"{'#' * level} {escaped(f'{section.number} {section.title}'.strip())}")
        for block in section.blocks:
            if isinstance(block, Table) and block.caption == section.title:
                block = replace(block, caption="")
            yield from self.block(block, lower)
        for part in section.parts:
            yield from self.section(part, lower)

    def blocks(self, blocks: Iterable[Block], level: int) -> Iterator[str]:
        for block in blocks:
            yield from self.block(block, level)

    # ---- small pieces

    def text(self, text: str) -> Iterator[str]:
        """A paragraph, when there is something to say."""
        if text.strip():
            yield from ("", escaped(text))

    def caption(self, text: str) -> Iterator[str]:
        if text.strip():
            yield from ("", self.bold(text))

    def bold(self, text: str) -> str:
        clean = escaped(text)
        return f"**{clean}**" if clean else ""

    def link(self, link: Link) -> str:
        """A link, or its bare words where the address leads nowhere from here."""
        href = safe_href(link.href)
        words = escaped(link.text)
        if href.startswith("#"):
            anchor = self.anchors.get(href[1:], "")
            return f"[{words}](<#{anchor}>)" if anchor else words
        if re.fullmatch(r"[\w.-]+\.html", href):
            href = f"{href.removesuffix('.html')}.md"
        elif not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", href):
            return words
        return f"[{words}](<{quote(href, safe=_IN_ADDRESS)}>)"

    def chips(self, chips: Iterable[Chip]) -> str:
        return self.phrases.listed(escaped(chip.text) for chip in chips)

    def source(self, basis: str, mark: Mark | None) -> str:
        return " ".join(part for part in (escaped(basis), _sign(mark)) if part)

    def entry(self, head: str, more: Iterable[str] = (), bullet: str = "-") -> Iterator[str]:
        """A line of a list; `more` are lines below it, each already escaped."""
        indent = " " * (len(bullet) + 1)
        lines = [head, *(line for line in more if line)]
        yield f"{bullet} " + f"\\\n{indent}".join(lines)

    def pairs(self, pairs: Iterable[Pair]) -> Iterator[str]:
        listed = [line for pair in pairs for line in self.pair(pair)]
        yield from ("", *listed) if listed else ()

    def pair(self, pair: Pair) -> Iterator[str]:
        value = " ".join(
            part for part in (escaped(pair.value), self.link(pair.link) if pair.link else "") if part
        )
        head = self.phrases.say("guide.labelled", label=self.bold(pair.label), value=value)
        yield from self.entry(head, (escaped(pair.note), self.source(pair.basis, pair.mark)))

    def rows(
        self, head: Sequence[str], rows: Iterable[Sequence[str]], numeric: Iterable[int] = ()
    ) -> Iterator[str]:
        """A table; cells come escaped."""
        right = set(numeric)
        yield from ("", f"| {' | '.join(head)} |")
        yield f"| {' | '.join('---:' if place in right else '---' for place in range(len(head)))} |"
        for row in rows:
            yield f"| {' | '.join(row)} |"

    # ---- blocks

    def block(self, block: Block, level: int) -> Iterator[str]:
        """Every kind of block; mypy holds this to the closed union."""
        match block:
            case Paragraph():
                yield from self.text(block.text)
                if block.links:
                    yield from ("", " · ".join(self.link(link) for link in block.links))
            case Facts():
                yield from self.pairs(block.pairs)
            case Summary():
                yield from self.summary(block)
            case ItemList():
                yield from self.item_list(block)
            case Table():
                yield from self.table(block)
            case Papers():
                yield from self.papers(block, level)
            case Steps():
                yield from self.steps(block)
            case Flowchart():
                yield from self.chart(block)
            case Callout():
                yield from ("", f"> {escaped(block.sign)} {self.bold(block.title)}")
                for line in (escaped(block.text), self.source(block.basis, block.mark)):
                    yield from (">", f"> {line}") if line else ()
            case Chips():
                yield from ("", self.chips(block.chips))
            case Laws():
                yield ""
                for law in block.laws:
                    yield from self.entry(f"{self.bold(law.title)} {escaped(law.number)}".rstrip())
                    for article, gist, mark in law.articles:
                        yield f"  - {' '.join(part for part in (escaped(article), _sign(mark), escaped(gist)) if part)}"
            case Fold():
                yield from self.caption(block.title)
                yield from self.blocks(block.blocks, level)
            case Questions():
                for question in block.questions:
                    yield from self.caption(question.ask)
                    if question.options:
                        yield ""
                        yield from (f"- {escaped(option)}" for option in question.options)
                    yield from self.text(question.answer)
            case Tasks():
                yield from self.tasks(block, level)
            case TimeLine():
                yield from self.caption(block.caption)
                yield ""
                for day in block.marks:
                    label, value = self.bold(day.label), escaped(day.text)
                    yield from self.entry(self.phrases.say("guide.labelled", label=label, value=value))
            case Blanks():
                yield ""
                for label in block.labels:
                    line = escaped("________________")
                    yield from self.entry(
                        self.phrases.say("guide.labelled", label=escaped(label), value=line)
                    )
                yield from self.text(block.seal)
            case Legend():
                yield from self.caption(block.title)
                yield ""
                for by, name, said in block.marks:
                    label = f"{SIGNS.get(by, '')} {escaped(name)}".strip()
                    yield from self.entry(
                        self.phrases.say("guide.labelled", label=label, value=escaped(said))
                    )
            case Directory():
                for group in block.groups:
                    yield from ("", f"{'#' * level} {escaped(group.title)}", "")
                    for entry in group.entries:
                        facts = " · ".join(escaped(fact) for fact in entry.facts if fact)
                        yield f"- {self.link(entry.link)}{f' · {facts}' if facts else ''}"

    def summary(self, block: Summary) -> Iterator[str]:
        facts = [(self.bold(fact.value), escaped(fact.note)) for fact in block.facts]
        rows = [[value for value, _ in facts]]
        if any(note for _, note in facts):
            rows.append([note for _, note in facts])
        yield from self.rows([escaped(fact.label) for fact in block.facts], rows)
        if block.action:
            yield from ("", self.link(block.action))
        yield from self.text(block.action_note)

    def item_list(self, block: ItemList) -> Iterator[str]:
        yield ""
        for number, item in enumerate(block.items, 1):
            bullet = f"{number}." if block.kind == "numbers" else "-"
            yield from self.entry(*self.item(item, _BULLETS.get(block.kind, "")), bullet)

    def item(self, item: Item, sign: str) -> tuple[str, tuple[str, ...]]:
        return f"{sign}{escaped(item.text)}", (escaped(item.note), self.source(item.basis, item.mark))

    def table(self, block: Table) -> Iterator[str]:
        """What is said of a whole row gets a column of its own, where any row has it."""

        def remark(row: Row) -> str:
            return self.phrases.say("guide.separator").join(
                part for part in (escaped(row.note), self.source(row.basis, row.mark)) if part
            )

        yield from self.caption(block.caption)
        remarks = [remark(row) for row in block.rows]
        head = [escaped(column) for column in block.columns]
        cells = [[escaped(cell) for cell in row.cells] for row in block.rows]
        if any(remarks):
            head.append(escaped(self.phrases.say("exchange.basis")))
            cells = [[*row, said] for row, said in zip(cells, remarks, strict=True)]
        yield from self.rows(head, cells, block.numeric)
        yield from self.text(block.note)

    def papers(self, block: Papers, level: int) -> Iterator[str]:
        yield from ("", f"{'#' * level} {escaped(block.caption)}")
        yield from self.text(block.intro)
        rows = [row for paper in block.papers for row in self.paper(paper, block.spared)]
        yield from self.rows(
            [escaped(self.phrases.say("exchange.number")), *map(escaped, block.columns)], rows
        )
        yield from self.text(block.note)

    def paper(self, paper: Paper, spared: bool) -> Iterator[Sequence[str]]:
        """A row for the paper, and one for each of its lawful alternatives."""
        name = f"~~{escaped(paper.name)}~~" if spared else self.bold(paper.name)
        told = [escaped(text) for text in (paper.condition, paper.reason, *paper.notes) if text]
        said = self.phrases.say("guide.separator").join(told)
        head = " ".join(part for part in (name, said, self.source(paper.basis, paper.mark)) if part)
        yield escaped(paper.number), head, self.chips(paper.chips), escaped(paper.source)
        for way, chips, source in paper.ways:
            yield "", f"· {escaped(way)}", self.chips(chips), escaped(source)

    def steps(self, block: Steps) -> Iterator[str]:
        yield ""
        for number, group in enumerate(block.steps, 1):
            lines = []
            for step in group:
                said = self.phrases.say("guide.labelled", label=self.bold(step.who), value=escaped(step.what))
                lines += [f"{said} · {escaped(step.limit)}" if step.limit else said, escaped(step.note)]
            if len(group) > 1:
                lines.insert(0, escaped(block.together))
            yield from self.entry(lines[0], lines[1:], f"{number}.")

    def chart(self, block: Flowchart) -> Iterator[str]:
        yield from ("", "```mermaid", mermaid(block.chart).rstrip("\n"), "```")
        yield from self.caption(block.outline_title)
        yield ""
        for depth, line in told(block.chart, self.phrases):
            yield f"{'  ' * depth}- {escaped(line)}"

    def tasks(self, block: Tasks, level: int) -> Iterator[str]:
        yield from ("", f"{'#' * level} {escaped(f'{block.sign} {block.title}')}", "")
        for task in block.tasks:
            yield from self.entry(*self.task(task))

    def task(self, task: Task) -> tuple[str, tuple[str, ...], str]:
        bullet = f"{int(task.number)}." if re.fullmatch("[0-9]{1,9}", task.number) else "-"
        more = (task.text, *task.details, task.basis)
        return self.bold(task.remedy), tuple(escaped(text) for text in more), bullet
