"""The blocks of a document in Word's markup: the content that goes into a template.

In: a `Document`, phrases, and a `File` that keeps pictures and addresses. Out: XML for the place where `{{ content }}` stands.
The surprising thing: looks are named, never said. Every paragraph carries a style of the template, so that an office changes the
face of all its guides by editing one file in Word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

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
    Link,
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
from generators.word_markup import Shade, para, run
from generators.word_tables import GAP, SIGNS, SOURCE, STRONG, TONES, Drawing, File, TableWriter

__all__ = ["Drawing", "File", "blocks", "body"]

_LISTS = {"dots": "BanshiDots", "numbers": "BanshiNumbers", "checks": "BanshiChecks",
          "crosses": "BanshiCrosses", "warnings": "BanshiWarnings"}  # fmt: skip


def body(document: Document, phrases: Phrases, file: File) -> str:
    """Opening, sections and closing."""
    writer = _Writer(phrases, file)
    parts = [writer.blocks(document.opening)]
    parts += [writer.section(section, 1) for section in document.sections]
    if document.closing:
        parts.append(GAP)
        parts.append(writer.blocks(document.closing))
    if document.online:
        parts.append(para(writer.link(Link(document.online, document.online)), "BanshiNote"))
    return "".join(parts)


def blocks(chosen: Iterable[Block], phrases: Phrases, file: File) -> str:
    """Blocks without a document around them."""
    return _Writer(phrases, file).blocks(chosen)


class _Writer(TableWriter):
    """Writes block by block; every method gives XML."""

    def section(self, section: Section, level: int) -> str:
        space = "" if section.number.endswith(("、", ".")) or not section.number else "　"
        title = para(run(f"{section.number}{space}{section.title}"), f"Heading{min(level, 3)}")
        parts = "".join(self.section(part, level + 1) for part in section.parts)
        if len(section.blocks) == 1 and isinstance(section.blocks[0], Flowchart):
            drawing, words = self.flowchart(section.blocks[0])
            return f"{drawing.before}{title}{drawing.pictures}{drawing.after}{words}{parts}"
        return f"{title}{self.blocks(section.blocks)}{parts}"

    def blocks(self, chosen: Iterable[Block]) -> str:
        return "".join(self.block(block) for block in chosen)

    def block(self, block: Block) -> str:
        """Every kind of block; mypy holds this to the closed union."""
        match block:
            case Paragraph():
                return self.paragraph(block)
            case Facts():
                return self.facts(block.pairs)
            case Summary():
                return self.summary(block)
            case ItemList():
                return "".join(self.listed(block))
            case Table():
                return self.table(block)
            case Papers():
                return self.papers(block)
            case Steps():
                return self.steps(block)
            case Flowchart():
                drawing, words = self.flowchart(block)
                return f"{drawing.before}{drawing.pictures}{drawing.after}{words}"
            case Callout():
                return self.callout(block)
            case Chips():
                return para(self.chips(block.chips), "BanshiText")
            case Laws():
                return self.laws(block)
            case Fold():
                return para(run(block.title), "BanshiCaption") + self.blocks(block.blocks)
            case Questions():
                return self.questions(block)
            case Tasks():
                return self.tasks(block)
            case TimeLine():
                return self.time_line(block)
            case Blanks():
                return self.blanks(block)
            case Legend():
                lines = (
                    para(run(f"{SIGNS.get(by, '')} {name}：", STRONG) + run(text), "BanshiNote")
                    for by, name, text in block.marks
                )
                return para(run(block.title, STRONG), "BanshiNote", "<w:keepNext/>") + "".join(lines)
            case Directory():
                return self.directory(block)

    def paragraph(self, block: Paragraph) -> str:
        style = "BanshiMuted" if block.tone == "muted" else "BanshiText"
        shade = Shade(TONES[block.tone]) if block.tone in ("ok", "warn", "stop") else None
        links = "".join(run("　") + self.link(link) for link in block.links)
        return para(run(block.text, shade) + links, style)

    def listed(self, block: ItemList) -> Iterator[str]:
        style = _LISTS[block.kind]
        anew = self.file.list_anew() if block.kind == "numbers" else ""
        for item in block.items:
            keep = "<w:keepNext/>" if item.note or item.basis else ""
            yield para(run(item.text), style, keep + anew)
            source = self.source(item.basis, item.mark)
            if item.note or source:
                gap = run("　") if item.note and source else ""
                yield para(run(item.note) + gap + source, "BanshiListMore")

    def flowchart(self, block: Flowchart) -> tuple[Drawing, str]:
        """Pictures; and the same in words, which is also what a voice reads."""
        lines = plain(outline(block.chart), self.phrases.words, self.phrases.language).split("\n")
        told = "".join(
            para(
                run(line.strip()),
                "BanshiNested",
                f'<w:ind w:left="{(len(line) - len(line.lstrip(" "))) * 110}"/>',
            )
            for line in lines
            if line.strip()
        )
        spoken = f"{block.chart.title}。{block.outline_title}：{' '.join(line.strip() for line in lines)}"
        return self.file.chart(block.chart, spoken), para(run(block.outline_title), "BanshiCaption") + told

    def callout(self, block: Callout) -> str:
        colour = TONES[block.tone]
        thick = 36 if block.large else 24
        edge = f'<w:pBdr><w:left w:val="single" w:sz="{thick}" w:space="8" w:color="{colour}"/></w:pBdr>'
        title = run(f"{block.sign} ", Shade(colour)) + run(block.title)
        out = para(title, "BanshiLarge" if block.large else "BanshiCallout", edge)
        if block.text or block.basis or block.mark:
            gap = run("　") if block.text and (block.basis or block.mark) else ""
            inside = run(block.text) + gap + self.source(block.basis, block.mark)
            out += para(inside, "BanshiCalloutText", edge)
        return out + GAP

    def questions(self, block: Questions) -> str:
        out = []
        for question in block.questions:
            out.append(para(run(question.ask, STRONG), "BanshiText", "<w:keepNext/>"))
            if question.options:
                out.append(para(run(" / ".join(question.options)), "BanshiListMore"))
            if question.answer:
                out.append(para(run(question.answer), "BanshiText"))
        return "".join(out)

    def directory(self, block: Directory) -> str:
        out = []
        for group in block.groups:
            out.append(para(run(group.title), "BanshiCaption"))
            for entry in group.entries:
                more = "".join(run(f"　{fact}", SOURCE) for fact in entry.facts)
                out.append(para(self.link(entry.link) + more, "BanshiText"))
        return "".join(out)
