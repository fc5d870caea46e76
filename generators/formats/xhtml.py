"""The blocks of a document as XHTML for an electronic book: plain headings, lists and tables that every reading system knows.

In: a `Document`, phrases, and a function that says where its links lead inside the book. Out: a string, well-formed XML.
The surprising thing: this is not the page of the site. A reading system brings its own type, width and night colours, and some
know neither grids nor folding parts, so everything is open here and stands in one column.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from markupsafe import escape

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
    Step,
    Steps,
    Summary,
    Table,
    Task,
    Tasks,
    TimeLine,
)  # fmt: skip
from generators.flow.layout import layout
from generators.flow.svg import svg
from generators.formats.html_pen import CHINESE, SIGNS
from generators.formats.told import told

__all__ = ["Address", "article", "identifier", "legal", "text"]

Address = Callable[[str], str]
"""Where a link of a document leads in the book; "" where it leads nowhere."""

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_LINE_EM = 6
_BULLETS = {"checks": "✓", "crosses": "✕", "warnings": "！"}


def legal(words: str) -> str:
    """The words without the characters that no XML file may hold."""
    return _NO_XML.sub("", words)


def text(words: str) -> str:
    """The words with nothing left that XML would take for markup, or not take at all."""
    return str(escape(legal(words)))


def identifier(name: str) -> str:
    """The name as an XML id; names of ids stay themselves."""
    clean = re.sub(r"[^A-Za-z0-9_.-]", lambda found: f"-{ord(found[0]):x}-", name)
    return clean if clean[:1].isalpha() else f"i{clean}"


def _class(style: str) -> str:
    return f' class="{style}"' if style else ""


def article(document: Document, phrases: Phrases, address: Address) -> str:
    """The whole document as one <article>."""
    return _Writer(phrases, address).article(document)


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes block by block; `level` is that of the headings inside a block."""

    phrases: Phrases
    address: Address

    def t(self, words: str) -> str:
        """Text; in an English book its Chinese parts are marked as Chinese, so that a voice reads them as such."""
        if self.phrases.language != "en":
            return text(words)
        out, end = "", 0
        for match in CHINESE.finditer(words):
            chinese = f'<span lang="zh-Hans" xml:lang="zh-Hans">{text(match[0])}</span>'
            out, end = f"{out}{text(words[end : match.start()])}{chinese}", match.end()
        return out + text(words[end:])

    def p(self, words: str, style: str = "") -> str:
        """A paragraph, when there is something to say."""
        return f"<p{_class(style)}>{self.t(words)}</p>\n" if words else ""

    def link(self, link: Link) -> str:
        href = self.address(link.href)
        return f'<a href="{text(href)}">{self.t(link.text)}</a>' if href else self.t(link.text)

    def mark(self, mark: Mark | None) -> str:
        if mark is None:
            return ""
        return f' <span class="mark" title="{text(mark.label)}">{text(SIGNS.get(mark.by, ""))}</span>'

    def source(self, line: Pair | Item | Row | Paper | Callout) -> str:
        """Where a statement comes from, and how far it was checked."""
        if not line.basis:  # a mark without a citation stands beside the statement itself
            return ""
        return f'<p class="source">{self.t(line.basis)}{self.mark(line.mark)}</p>\n'

    def alone(self, line: Pair | Item | Row | Paper | Callout) -> str:
        """The mark of a statement that cites nothing."""
        return "" if line.basis else self.mark(line.mark)

    def chips(self, chips: Iterable[Chip], after: str = "") -> str:
        """Chips in a row; `after` follows them in small letters."""
        listed = [f'<span class="chip {chip.tone}">{self.t(chip.text)}</span>' for chip in chips]
        listed += [f'<span class="note">{self.t(after)}</span>'] if after else []
        return f'<p class="chips">{" ".join(listed)}</p>\n' if listed else ""

    def article(self, document: Document) -> str:
        head = (
            self.p(document.running, "running")
            + f"<h1>{self.t(document.title)}</h1>\n"
            + self.p(document.summary, "summary")
        )
        foot = self.blocks(document.closing, 2) + self.pairs(document.imprint, "imprint")
        return (
            f'<article id="{identifier(document.id)}">\n<header>\n{head}{self.pairs(document.meta, "meta")}</header>\n'
            f"{self.blocks(document.opening, 2)}"
            f"{''.join(self.section(section, 2) for section in document.sections)}"
            f'<footer class="foot">\n{foot}</footer>\n</article>\n'
        )

    def section(self, section: Section, level: int) -> str:
        number = f'<span class="no">{self.t(section.number)}</span> ' if section.number else ""
        name, lower = identifier(section.id), min(level + 1, 6)
        return (
            f'<section id="{name}" aria-labelledby="{name}-h"{_class("lead" if section.lead else "")}>\n'
            f'<h{level} id="{name}-h">{number}{self.t(section.title)}</h{level}>\n{self.blocks(section.blocks, lower)}'
            f"{''.join(self.section(part, lower) for part in section.parts)}</section>\n"
        )

    def blocks(self, blocks: Iterable[Block], level: int) -> str:
        return "".join(self.block(block, level) for block in blocks)

    def pairs(self, pairs: Iterable[Pair], style: str) -> str:
        lines = "".join(
            f"<div><dt>{self.t(pair.label)}</dt>\n<dd>{self.t(pair.value)}{self.alone(pair)}"
            f"{' ' + self.link(pair.link) if pair.link else ''}{self.p(pair.note, 'note')}{self.source(pair)}</dd></div>\n"
            for pair in pairs
        )
        return f'<dl class="{style}">\n{lines}</dl>\n' if lines else ""

    def block(self, block: Block, level: int) -> str:
        """Every kind of block; mypy holds this to the closed union."""
        match block:
            case Paragraph():
                links = " · ".join(self.link(link) for link in block.links)
                return self.p(block.text, block.tone) + (f"<p>{links}</p>\n" if links else "")
            case Facts():
                return self.pairs(block.pairs, "facts")
            case Summary():
                return self.summary(block)
            case ItemList():
                return self.item_list(block)
            case Table():
                return self.table(block)
            case Papers():
                return self.papers(block, level)
            case Steps():
                return self.steps(block)
            case Flowchart():
                return self.chart(block, level)
            case Callout():
                size = " large" if block.large else ""
                return (
                    f'<div class="callout {block.tone}{size}">\n<p class="title"><span class="sign">{text(block.sign)}</span> '
                    f"{self.t(block.title)}{self.alone(block)}</p>\n{self.p(block.text)}{self.source(block)}</div>\n"
                )
            case Chips():
                return self.chips(block.chips)
            case Laws():
                return self.laws(block)
            case Fold():
                return f'<div class="fold">\n{self.p(block.title, "caption")}{self.blocks(block.blocks, level)}</div>\n'
            case Questions():
                return self.questions(block)
            case Tasks():
                return self.tasks(block, level)
            case TimeLine():
                return self.time_line(block)
            case Blanks():
                lines = "".join(
                    f"<dt>{self.t(label)}</dt>\n<dd>________________</dd>\n" for label in block.labels
                )
                return f'<dl class="blanks">\n{lines}</dl>\n{self.p(block.seal, "seal")}'
            case Legend():
                lines = "".join(
                    f'<dt><span class="mark">{text(SIGNS.get(by, ""))}</span> {self.t(name)}</dt>\n<dd>{self.t(said)}</dd>\n'
                    for by, name, said in block.marks
                )
                return f'<div class="legend">\n{self.p(block.title, "caption")}<dl>\n{lines}</dl>\n</div>\n'
            case Directory():
                return self.directory(block, level)

    def summary(self, block: Summary) -> str:
        cells = "".join(
            f'<div class="fact">\n<dt>{self.t(fact.label)}</dt>\n<dd><b>{self.t(fact.value)}</b>'
            f"{self.p(fact.note, 'note')}</dd>\n</div>\n"
            for fact in block.facts
        )
        action = f'<p class="action">{self.link(block.action)}</p>\n' if block.action else ""
        return f'<dl class="summary-facts">\n{cells}</dl>\n{action}{self.p(block.action_note, "note")}'

    def item_list(self, block: ItemList) -> str:
        sign = _BULLETS.get(block.kind, "")
        bullet = f'<span class="sign">{sign}</span> ' if sign else ""
        lines = "".join(
            f"<li><p>{bullet}{self.t(item.text)}{self.alone(item)}</p>{self.p(item.note, 'note')}{self.source(item)}</li>\n"
            for item in block.items
        )
        kind = "ol" if block.kind == "numbers" else "ul"
        return f'<{kind} class="items {block.kind}">\n{lines}</{kind}>\n' if lines else ""

    def table(self, block: Table) -> str:
        def cell(place: int, words: str, kind: str) -> str:
            scope = ' scope="col"' if kind == "th" else ""
            return (
                f"<{kind}{scope}{_class('number' if place in block.numeric else '')}>{self.t(words)}</{kind}>"
            )

        rows = ""
        for row in block.rows:
            rows += f"<tr>{''.join(cell(place, words, 'td') for place, words in enumerate(row.cells))}</tr>\n"
            mark = f'<p class="source">{self.alone(row)}</p>' if row.mark and not row.basis else ""
            more = self.p(row.note, "note") + self.source(row) + mark
            if more:
                rows += f'<tr class="more"><td colspan="{len(block.columns)}">{more}</td></tr>\n'
        head = "".join(cell(place, words, "th") for place, words in enumerate(block.columns))
        return (
            f"<table>\n<caption>{self.t(block.caption)}</caption>\n<thead><tr>{head}</tr></thead>\n"
            f"<tbody>\n{rows}</tbody>\n</table>\n{self.p(block.note, 'note')}"
        )

    def papers(self, block: Papers, level: int) -> str:
        lines = "".join(self.paper(paper, block.spared) for paper in block.papers)
        return (
            f"<h{level}>{self.t(block.caption)}</h{level}>\n{self.p(block.intro, 'note')}"
            f'<ol class="papers{" spared" if block.spared else ""}">\n{lines}</ol>\n{self.p(block.note, "source")}'
        )

    def paper(self, paper: Paper, spared: bool) -> str:
        name = f"<s>{self.t(paper.name)}</s>" if spared else self.t(paper.name)
        value = f' value="{paper.number}"' if paper.number.isascii() and paper.number.isdecimal() else ""
        ways = "".join(
            f'<li><p class="name">{self.t(way)}</p>{self.chips(chips, source)}</li>\n'
            for way, chips, source in paper.ways
        )
        ways = f'<ul class="ways">\n{ways}</ul>\n' if ways else ""
        return (
            f'<li{value}>\n<p class="name">{name}{self.alone(paper)}</p>\n'
            f"{self.p(paper.condition, 'when')}{self.p(paper.reason, 'reason')}{self.chips(paper.chips, paper.source)}{ways}"
            f"{''.join(self.p(note, 'note') for note in paper.notes)}{self.source(paper)}</li>\n"
        )

    def steps(self, block: Steps) -> str:
        def one(step: Step) -> str:
            limit = f' <span class="chip">{self.t(step.limit)}</span>' if step.limit else ""
            return f"<p><b>{self.t(step.who)}</b> {self.t(step.what)}{limit}</p>{self.p(step.note, 'note')}"

        lines = ""
        for group in block.steps:
            together = self.p(block.together, "note") if len(group) > 1 else ""
            lines += f"<li>{together}{''.join(one(step) for step in group)}</li>\n"
        return f'<ol class="steps">\n{lines}</ol>\n'

    def chart(self, block: Flowchart, level: int) -> str:
        drawing = legal(svg(layout(block.chart, _LINE_EM), prefix=block.id, style=False))
        return (
            f'<figure class="chart">\n{drawing}\n</figure>\n<h{level}>{self.t(block.outline_title)}</h{level}>\n'
            f"{self.nested(told(block.chart, self.phrases))}"
        )

    def nested(self, lines: Sequence[tuple[int, str]]) -> str:
        """The steps of a chart as lists within lists."""
        found, place = "", 0
        while place < len(lines):
            depth, words = lines[place]
            end = place + 1
            while end < len(lines) and lines[end][0] > depth:
                end += 1
            found += f"<li>{self.t(words)}{self.nested(lines[place + 1 : end])}</li>\n"
            place = end
        return f'<ul class="outline">\n{found}</ul>\n' if found else ""

    def laws(self, block: Laws) -> str:
        found = ""
        for law in block.laws:
            articles = "".join(
                f"<dt>{self.t(article)}{self.mark(mark)}</dt>\n<dd>{self.t(gist)}</dd>\n"
                for article, gist, mark in law.articles
            )
            number = f' <span class="note">{self.t(law.number)}</span>' if law.number else ""
            found += f'<div class="law">\n<p class="caption">{self.t(law.title)}{number}</p>\n<dl>\n{articles}</dl>\n</div>\n'
        return found

    def questions(self, block: Questions) -> str:
        lines = ""
        for question in block.questions:
            options = self.p(" / ".join(question.options), "note") if question.options else ""
            lines += f"<dt>{self.t(question.ask)}</dt>\n<dd>{options}{self.p(question.answer)}</dd>\n"
        return f'<dl class="questions">\n{lines}</dl>\n'

    def tasks(self, block: Tasks, level: int) -> str:
        def one(task: Task) -> str:
            value = f' value="{task.number}"' if task.number.isdecimal() else ""
            more = "".join(self.p(words, "note") for words in (task.text, *task.details))
            return f'<li{value}>\n<p class="name">{self.t(task.remedy)}</p>\n{more}{self.p(task.basis, "source")}</li>\n'

        sign = f'<span class="sign">{self.t(block.sign)}</span> '
        lines = "".join(one(task) for task in block.tasks)
        return f'<h{level}>{sign}{self.t(block.title)}</h{level}>\n<ol class="tasks {block.tone}">\n{lines}</ol>\n'

    def time_line(self, block: TimeLine) -> str:
        lines = "".join(
            f"<dt>{self.t(mark.label)}</dt>\n<dd>{self.t(mark.text)}</dd>\n" for mark in block.marks
        )
        return f'{self.p(block.caption, "caption")}<dl class="dates">\n{lines}</dl>\n'

    def directory(self, block: Directory, level: int) -> str:
        found = ""
        for group in block.groups:
            lines = ""
            for entry in group.entries:
                facts = f' <span class="note">{self.t(" · ".join(entry.facts))}</span>' if entry.facts else ""
                lines += f"<li>{self.link(entry.link)}{facts}</li>\n"
            found += f'<h{level} id="{identifier(group.id)}">{self.t(group.title)}</h{level}>\n'
            found += f'<ul class="directory">\n{lines}</ul>\n'
        return found
