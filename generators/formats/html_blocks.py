"""The blocks of a document as HTML: one function a kind, all text through one escaping function.

In: blocks and a `Pen`, which escapes in the reader's language. Out: strings of HTML.
The surprising thing: plain functions and no template. A guide has four hundred small pieces of text, and calling a template's
macros cost more than all the text; here a wrong field name is an error of the type checker, not of a reader's page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from checker.calendar import DayKind
from generators.document import (
    Blanks,
    Block,
    Callout,
    Chips,
    Directory,
    Entry,
    Facts,
    Flowchart,
    Fold,
    ItemList,
    Laws,
    Legend,
    Paper,
    Papers,
    Paragraph,
    Questions,
    Section,
    Step,
    Steps,
    Summary,
    Table,
    Tasks,
    TimeLine,
    Tone,
)
from generators.formats.html_pen import (
    SIGNS,
    Outline,
    Pen,
    Say,
    anchor,
    escaped,
    marked,
    noted,
    numeral,
    source,
)

__all__ = ["blocks", "section"]

_LONG_FACT = 48


def blocks(pen: Pen, found: tuple[Block, ...], level: int) -> str:
    """All blocks, their own headings at that level."""
    return "".join(f"\n{_WRITERS[type(block)](pen, block, level)}" for block in found)


def section(pen: Pen, part: Section, level: int = 2) -> str:
    """A headed section with its parts one level lower."""
    number = f'<span class="no">{pen.t(part.number)}</span> ' if part.number else ""
    inner = "".join(f"\n{section(pen, below, level + 1)}" for below in part.parts)
    return (
        f'<section class="{"section" if level == 2 else "part"}{" lead" if part.lead else ""}" aria-labelledby="{part.id}">\n'
        f'<h{level} id="{part.id}">{number}{pen.t(part.title)}</h{level}>{blocks(pen, part.blocks, level + 1)}{inner}\n</section>'
    )


# ---- blocks


def _paragraph(pen: Pen, block: Paragraph, level: int) -> str:
    style = (
        ' class="links"'
        if block.links and not block.text
        else f' class="{block.tone}"'
        if block.tone != "plain"
        else ""
    )
    links = "".join(f" {anchor(pen, link)}" for link in block.links)
    return f"<p{style}>{pen.told(block.text)}{links}</p>"


def _facts(pen: Pen, block: Facts, level: int) -> str:
    lines = []
    for pair in block.pairs:
        whole = ' class="whole"' if block.compact and len(pair.value) + len(pair.note) > _LONG_FACT else ""
        link = f"{' ' if pair.value else ''}{anchor(pen, pair.link)}" if pair.link else ""
        lines.append(
            f"\n<div{whole}><dt>{pen.t(pair.label)}</dt><dd>{pen.told(pair.value)}{link}{noted(pen, pair)}</dd></div>"
        )
    return f'<dl class="facts{" compact" if block.compact else ""}">{"".join(lines)}\n</dl>'


def _size(value: str) -> str:
    """How a value of the first screen is set: a short one large."""
    length = len(value)
    return " long" if length > 14 else " word" if length < 5 else " mid" if length > 6 else ""


def _summary(pen: Pen, block: Summary, level: int) -> str:
    lines = []
    for fact in block.facts:
        note = f'<span class="note">{pen.t(fact.note)}</span>' if fact.note else ""
        lines.append(
            f'\n<div class="fact-{fact.key}"><dt>{pen.t(fact.label)}</dt>'
            f'<dd><span class="value{_size(fact.value)}">{numeral(fact.value)}</span>{note}</dd></div>'
        )
    action = ""
    if block.action:
        action = f'\n<p class="action">{anchor(pen, block.action, "button")}<span>{pen.t(block.action_note)}</span></p>'
    return f'<div class="summary">\n<dl>{"".join(lines)}\n</dl>{action}\n</div>'


def _item_list(pen: Pen, block: ItemList, level: int) -> str:
    tag = "ol" if block.kind == "numbers" else "ul"
    lines = "".join(
        f'\n<li><span class="said">{pen.told(item.text)}</span>{noted(pen, item)}</li>'
        for item in block.items
    )
    return f'<{tag} class="items {block.kind}">{lines}\n</{tag}>'


def _table(pen: Pen, block: Table, level: int) -> str:
    t = pen.t
    right = [' class="number"' if place in block.numeric else "" for place in range(len(block.columns))]
    heads = "".join(
        f'<th scope="col"{right[place]}>{t(name)}</th>' for place, name in enumerate(block.columns)
    )
    labels = [f'<td data-label="{escaped(name)}"' for name in block.columns]
    rows = []
    for row in block.rows:
        if row.note:
            basis = f'<span class="source line">{t(row.basis)}</span>' if row.basis else ""
            behind = f'&nbsp;{marked(pen, row.mark)}<span class="note">{pen.told(row.note)}</span>{basis}'
        else:
            behind = source(pen, row)
        cells = [f'<th scope="row">{t(row.cells[0])}{behind}</th>']
        for place, cell in enumerate(row.cells[1:], 1):
            style = right[place] or (' class="short"' if len(cell) < 14 else "")
            cells.append(f"{labels[place]}{style}>{t(cell)}</td>")
        rows.append(f"\n<tr>{''.join(cells)}</tr>")
    note = f'<p class="muted small">{pen.told(block.note)}</p>' if block.note else ""
    return (
        f'<div class="scroll"><table class="plain">\n<caption class="vh">{t(block.caption)}</caption>\n'
        f"<thead><tr>{heads}</tr></thead>\n<tbody>{''.join(rows)}\n</tbody></table></div>{note}"
    )


def _papers(pen: Pen, block: Papers, level: int) -> str:
    t = pen.t
    spared = " spared" if block.spared else ""
    intro = f'<p class="muted small">{pen.told(block.intro)}</p>' if block.intro else ""
    note = f'<p class="muted small">{pen.told(block.note)}</p>' if block.note else ""
    head = f'<h{level} class="group{spared}">{t(block.caption)}</h{level}>{intro}\n'
    if block.spared:
        return f'{head}<ul class="items spared">{"".join(_spared(pen, paper) for paper in block.papers)}\n</ul>{note}'
    columns = "".join(f'<th scope="col">{t(name)}</th>' for name in block.columns)
    return (
        f'{head}<table class="papers{" again" if block.again else ""}">\n<caption class="vh">{t(block.caption)}</caption>\n'
        f'<colgroup><col class="c1"><col class="c2"><col class="c3"></colgroup>\n<thead><tr>{columns}</tr></thead>\n'
        f"<tbody>{''.join(_paper(pen, paper) for paper in block.papers)}\n</tbody></table>{note}"
    )


def _spared(pen: Pen, paper: Paper) -> str:
    t = pen.t
    names = [way[0] for way in paper.ways] if paper.ways else [paper.name]
    said = f" {pen.words['or']} ".join(f"<s>{t(name)}</s>" for name in names)
    condition = f'<span class="condition">{t(paper.condition)}</span>' if paper.condition else ""
    basis = f'<span class="source">{t(paper.basis)}</span>' if paper.basis else ""
    return (
        f'\n<li><span class="said">{said}</span>&nbsp;{marked(pen, paper.mark)}{condition}'
        f'<span class="note">{pen.told(paper.reason)}{basis}</span></li>'
    )


def _paper(pen: Pen, paper: Paper) -> str:
    t = pen.t
    condition = f'<span class="condition">{t(paper.condition)}</span>' if paper.condition else ""
    notes = "".join(f'<span class="note">{pen.told(note)}</span>' for note in paper.notes)
    basis = f'<span class="source line">{t(paper.basis)}</span>' if paper.basis else ""
    named = (
        f'<span class="no">{paper.number}</span><span class="name">{t(paper.name)}</span>&nbsp;{marked(pen, paper.mark)}'
        f"{condition}{notes}{basis}"
    )
    chips = pen.chips(paper.chips)
    if not paper.ways:
        return (
            f'\n<tr><th scope="row">{named}</th><td>{chips}</td><td class="from">{t(paper.source)}</td></tr>'
        )
    rows = [f'\n<tr class="choice"><th scope="row" colspan="3">{named}{chips}</th></tr>']
    last = len(paper.ways) - 1
    for place, (name, form, origin) in enumerate(paper.ways):
        rows.append(
            f'\n<tr class="way{" last" if place == last else ""}"><th scope="row"><span class="name">{t(name)}</span></th>'
            f'<td>{pen.chips(form)}</td><td class="from">{t(origin)}</td></tr>'
        )
    return "".join(rows)


def _steps(pen: Pen, block: Steps, level: int) -> str:
    groups = []
    for group in block.steps:
        inner = "".join(_step(pen, step) for step in group)
        if len(group) > 1:
            groups.append(
                f'\n<li class="together"><span class="tag">{pen.t(block.together)}</span>{inner}\n</li>'
            )
        else:
            groups.append(f"\n<li>{inner}\n</li>")
    return f'<ol class="steps">{"".join(groups)}\n</ol>'


def _step(pen: Pen, step: Step) -> str:
    limit = f'<span class="limit">{pen.t(step.limit)}</span>' if step.limit else ""
    note = f'<span class="note">{pen.told(step.note)}</span>' if step.note else ""
    return (
        f'\n<div class="step"><span class="what">{pen.told(step.what)}</span>'
        f'<span class="who">{pen.t(step.who)}</span>{limit}{note}</div>'
    )


def _flowchart(pen: Pen, block: Flowchart, level: int) -> str:
    drawing, lines = pen.drawn(block)
    return (
        f'<div class="chart" role="region" aria-label="{pen.words["scroll"]}" tabindex="0">{drawing}</div>\n'
        f'<details class="outline"><summary>{pen.t(block.outline_title)}</summary>{_branch(pen, lines)}</details>'
    )


def _branch(pen: Pen, lines: Outline) -> str:
    listed = "".join(f"<li>{pen.t(line)}{_branch(pen, below) if below else ''}</li>" for line, below in lines)
    return f"<ol>{listed}</ol>"


def _callout(pen: Pen, block: Callout, level: int) -> str:
    says = f'<span class="says">{pen.told(block.text)}</span>' if block.text else ""
    return (
        f'<div class="callout {block.tone}{" large" if block.large else ""}">'
        f'<span class="sign" aria-hidden="true">{escaped(block.sign)}</span>'
        f"<div><strong>{pen.t(block.title)}</strong>{says}{source(pen, block)}</div></div>"
    )


def _laws(pen: Pen, block: Laws, level: int) -> str:
    t = pen.t
    laws, gists = [], []
    for law in block.laws:
        title = t(law.title)
        number = f' <span class="docno">{t(law.number)}</span>' if law.number else ""
        articles = "".join(
            f"<span>{t(name)}&nbsp;{pen.marked(mark)}</span>" for name, _, mark in law.articles
        )
        laws.append(
            f'\n<li><span class="law">{title}</span>{number}<span class="articles">{articles}</span></li>'
        )
        gists += [
            f"\n<div><dt>{title} {t(name)}</dt><dd>{pen.told(gist)}</dd></div>"
            for name, gist, _ in law.articles
            if gist
        ]
    # without gists there is nothing to unfold, and an empty list is not allowed
    fold = f'\n<details><summary>{t(block.fold_title)}</summary>\n<dl class="gists">{"".join(gists)}\n</dl></details>'
    return f'<ul class="laws">{"".join(laws)}\n</ul>{fold if gists else ""}'


def _fold(pen: Pen, block: Fold, level: int) -> str:
    return f"<details><summary>{pen.t(block.title)}</summary>{blocks(pen, block.blocks, level)}</details>"


def _questions(pen: Pen, block: Questions, level: int) -> str:
    found = []
    for question in block.questions:
        options = "".join(f'<li class="chip">{pen.t(option)}</li>' for option in question.options)
        listed = f'<ul class="chips">{options}</ul>' if options else ""
        found.append(
            f'\n<div class="question"><h{level}>{pen.t(question.ask)}</h{level}>{listed}<p>{pen.told(question.answer)}</p></div>'
        )
    return f'<div class="questions">{"".join(found)}\n</div>'


def _tasks(pen: Pen, block: Tasks, level: int) -> str:
    t = pen.t
    lines = []
    for task in block.tasks:
        details = "".join(f"<li>{t(detail)}</li>" for detail in task.details)
        listed = f'<ul class="details">{details}</ul>' if details else ""
        basis = f'<p class="source">{t(task.basis)}</p>' if task.basis else ""
        lines.append(
            f'\n<li><span class="no">{task.number}</span><div><p class="remedy">{t(task.remedy)}</p>'
            f'<p class="wrong">{t(task.text)}</p>{listed}{basis}</div></li>'
        )
    return (
        f'<div class="tasks {block.tone}">\n<h{level}><span class="sign" aria-hidden="true">{escaped(block.sign)}</span>'
        f"{t(block.title)}</h{level}>\n<ol>{''.join(lines)}\n</ol></div>"
    )


def _time_line(pen: Pen, block: TimeLine, level: int) -> str:
    t = pen.t
    days = "".join(f"\n{cell.html(t)}" for cell in _cells(block))
    marks = "".join(
        f'<li class="{mark.tone}"><b aria-hidden="true">{number}</b>'
        f'<span class="when">{t(mark.label)}</span> <span>{t(mark.text)}</span></li>'
        for number, mark in enumerate(block.marks, 1)
    )
    kinds = "".join(f'<li><span class="day {kind}"></span>{t(name)}</li>' for kind, name in block.legend)
    return (
        f'<figure class="timeline">\n<figcaption>{t(block.caption)}</figcaption>\n'
        f'<div class="days" aria-hidden="true">{days}\n</div>\n'
        f'<ol class="marks">{marks}</ol>\n<ul class="kinds" aria-hidden="true">{kinds}</ul>\n</figure>'
    )


@dataclass(frozen=True, slots=True)
class _Cell:
    """A day of the time line; `month` on the first day of the line and of each month."""

    number: str
    kind: DayKind
    month: str = ""
    marks: str = ""
    tone: Tone = "plain"

    def html(self, t: Say) -> str:
        month = f'<span class="month">{t(self.month)}</span>' if self.month else ""
        style = f" marked {self.tone}" if self.marks else ""
        marks = f"<b>{self.marks}</b>" if self.marks else ""
        return f'{month}<span class="day {self.kind}{style}">{self.number}{marks}</span>'


def _cells(block: TimeLine) -> tuple[_Cell, ...]:
    found = []
    for _, days in groupby(block.days, key=lambda day: (day[0].year, day[0].month)):
        for place, (day, kind) in enumerate(days):
            here = [(number, mark) for number, mark in enumerate(block.marks, 1) if mark.day == day]
            month = block.month_names[day.month - 1] if place == 0 else ""
            marks = " ".join(str(number) for number, _ in here)
            found.append(_Cell(str(day.day), kind, month, marks, here[0][1].tone if here else "plain"))
    return tuple(found)


def _blanks(pen: Pen, block: Blanks, level: int) -> str:
    lines = "".join(
        f'<div><dt>{pen.t(label)}</dt><dd><span class="vh">{pen.words["blank"]}</span></dd></div>'
        for label in block.labels
    )
    seal = f'<p class="seal">{pen.t(block.seal)}</p>' if block.seal else ""
    return f'<div class="blanks"><dl>{lines}</dl>{seal}</div>'


def _legend(pen: Pen, block: Legend, level: int) -> str:
    lines = "".join(
        f'<div><dt><span class="mark mark-{by}" aria-hidden="true">{SIGNS[by]}</span> '
        f"{pen.t(name)}</dt><dd>{pen.t(text)}</dd></div>"
        for by, name, text in block.marks
    )
    return f'<div class="legend"><h{level}>{pen.t(block.title)}</h{level}><dl>{lines}</dl></div>'


def _directory(pen: Pen, block: Directory, level: int) -> str:
    groups = []
    for group in block.groups:
        entries = "".join(
            f"<li>{anchor(pen, entry.link)}{_entry_facts(pen, entry)}</li>" for entry in group.entries
        )
        groups.append(
            f'\n<section class="group" aria-labelledby="{group.id}">'
            f'<h{level} id="{group.id}">{pen.t(group.title)}</h{level}>\n<ul>{entries}</ul></section>'
        )
    return f'<div class="directory{" dense" if block.dense else ""}">{"".join(groups)}\n</div>'


def _entry_facts(pen: Pen, entry: Entry) -> str:
    facts = "".join(f"<span>{pen.t(fact)}</span>" for fact in entry.facts)
    return f'<span class="note">{facts}</span>' if facts else ""


def _chip_row(pen: Pen, block: Chips, level: int) -> str:
    return pen.chips(block.chips)


_WRITERS: Mapping[type, Callable[[Pen, Any, int], str]] = {
    Blanks: _blanks, Callout: _callout, Chips: _chip_row, Directory: _directory, Facts: _facts, Flowchart: _flowchart,
    Fold: _fold, ItemList: _item_list, Laws: _laws, Legend: _legend, Papers: _papers, Paragraph: _paragraph,
    Questions: _questions, Steps: _steps, Summary: _summary, Table: _table, Tasks: _tasks, TimeLine: _time_line,
}  # fmt: skip
