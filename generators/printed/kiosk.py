"""A page for the touch screen in the hall (`--formats kiosk`): one matter, large type, large targets, nothing to load
and nothing to type.

In: a `Selection`. Out: `kiosk/<matter>.html`, each whole in itself: no script, no font, no picture from elsewhere.
The surprising thing: the parts change by radio buttons alone, which any browser of any age in a locked machine can do;
after three minutes the page begins anew, so that the next person does not find what the last one left open.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

from checker.finding import Finding
from checker.phrases import Phrases
from generators.document import (
    Block,
    Callout,
    Chip,
    Document,
    Facts,
    Flowchart,
    ItemList,
    Paper,
    Papers,
    Paragraph,
    Questions,
    Section,
    Step,
    Steps,
    Summary,
    Table,
)  # fmt: skip
from generators.flow.layout import layout
from generators.flow.outline import outline, plain
from generators.flow.svg import svg
from generators.qr import qr_svg
from generators.subject import Page, Selection

__all__ = ["kiosk", "pages"]

_SECONDS = 180
_PANELS = (
    ("papers", ("materials",)),
    ("process", ("process",)),
    ("conditions", ("conditions", "mistakes")),
    ("limits", ("limits", "fees", "result")),
    ("contact", ("contact", "faq")),
    ("chart", ("chart",)),
)
"""The buttons, and the sections of the guide behind each."""
_BULLETS = {"dots": "·", "numbers": "·", "checks": "✓", "crosses": "✕", "warnings": "!"}


def pages(selection: Selection) -> Iterator[Page | Finding]:
    """Every page."""
    for subject in selection.subjects:
        yield Page(f"kiosk/{subject.matter}.html", kiosk(subject.guide(), selection.phrases))


def kiosk(document: Document, phrases: Phrases) -> bytes:
    """The page of a guide."""
    writer = _Writer(phrases)
    panels = [
        (key, "".join(map(writer.section, chosen)))
        for key, names in _PANELS
        if (chosen := [section for section in document.sections if section.id in names])
    ]
    language = escape(document.language, quote=True)
    chosen_rules = "".join(
        f"#go-{key}:checked~main .panel.{key}{{display:block}}"
        f"#go-{key}:checked~nav label[for=go-{key}]{{background:var(--primary);color:#fff}}"
        f"#go-{key}:focus-visible~nav label[for=go-{key}]{{outline:6px solid var(--warn);outline-offset:-6px}}"
        for key, _ in panels
    )
    out = [
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width,initial-scale=1">',
        f'<meta http-equiv="refresh" content="{_SECONDS}">',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        f"<title>{escape(document.title)}</title><style>{_styles()}{chosen_rules}</style></head><body>",
        _head(document, phrases),
    ]
    out += [
        f'<input class="choice" type="radio" name="go" id="go-{key}" autocomplete="off"'
        f'{" checked" if number == 0 else ""} aria-label="{escape(phrases.say(f"print.kiosk.{key}"), quote=True)}">'
        for number, (key, _) in enumerate(panels)
    ]
    imprint = " · ".join(escape(f"{pair.label} {pair.value}") for pair in document.imprint)
    out.append("<main>")
    out += [
        f'<section class="panel {key}" tabindex="0">{body}<footer>{imprint}</footer></section>'
        for key, body in panels
    ]
    out.append("</main><nav>")
    out += [f'<label for="go-{key}">{escape(phrases.say(f"print.kiosk.{key}"))}</label>' for key, _ in panels]
    out.append("</nav></body></html>\n")
    return "".join(out).encode("utf-8")


@cache
def _styles() -> str:
    return (Path(__file__).parent / "kiosk.css").read_text(encoding="utf-8")


def _head(document: Document, phrases: Phrases) -> str:
    facts = [fact for block in document.opening if isinstance(block, Summary) for fact in block.facts]
    told = "".join(
        f"<div><dt>{escape(fact.label)}</dt><dd><b{_long(fact.value)}>{escape(fact.value)}</b>"
        f"{_small(fact.note)}</dd></div>"
        for fact in facts
    )
    code = (
        f'<div class="qr">{qr_svg(document.online)}{escape(phrases.say("print.qr"))}</div>'
        if document.online
        else ""
    )
    return (
        f'<header><p class="running">{escape(document.running)}</p>{code}<h1>{escape(document.title)}</h1>'
        f'<p class="summary">{escape(document.summary)}</p><dl class="facts">{told}</dl></header>'
    )


def _long(value: str) -> str:
    return ' class="long"' if len(value) > 9 else ""


def _small(text: str) -> str:
    return f"<small>{escape(text)}</small>" if text else ""


def _chips(chips: Sequence[Chip]) -> str:
    if not chips:
        return ""
    return (
        "<p>"
        + "".join(f'<span class="chip {chip.tone}">{escape(chip.text)}</span>' for chip in chips)
        + "</p>"
    )


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the blocks that a kiosk shows; those that it does not (law texts, legends) are in the guide."""

    phrases: Phrases

    def section(self, section: Section) -> str:
        body = "".join(map(self.block, section.blocks))
        for part in section.parts:
            inner = "".join(map(self.block, part.blocks))
            body += f"<h3>{escape(part.title)}</h3>{inner}" if inner else ""
        return f"<h2>{escape(section.title)}</h2>{body}" if body else ""

    def block(self, block: Block) -> str:
        match block:
            case Papers():
                css = ' class="spared"' if block.spared else ""
                lines = "".join(map(self.paper, block.papers))
                return f"<h3>{escape(block.caption)}</h3>{self.note(block.intro)}<ol{css}>{lines}</ol>"
            case Steps():
                lines = "".join(
                    f"<li><b>{number}</b><div>{''.join(map(self.step, group))}</div></li>"
                    for number, group in enumerate(block.steps, 1)
                )
                return f"<ol>{lines}</ol>"
            case Facts():
                pairs = "".join(
                    f"<dt>{escape(pair.label)}</dt><dd>{escape(pair.value)}"
                    f"{self.reached(pair.link.text if pair.link else '', pair.link.href if pair.link else '')}"
                    f" {_small(pair.note)}</dd>"
                    for pair in block.pairs
                )
                return f'<dl class="pairs">{pairs}</dl>'
            case ItemList():
                bullet = _BULLETS[block.kind]
                return (
                    "<ul>"
                    + "".join(
                        f"<li><b>{bullet}</b><div>{escape(item.text)} {self.note(item.note)}</div></li>"
                        for item in block.items
                    )
                    + "</ul>"
                )
            case Table():
                head = "".join(f"<th>{escape(name)}</th>" for name in block.columns)
                rows = "".join(
                    "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row.cells) + "</tr>"
                    for row in block.rows
                )
                return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{self.note(block.note)}"
            case Callout():
                return f'<div class="callout {block.tone}"><b>{escape(block.title)}</b> {self.note(block.text)}</div>'
            case Paragraph() if block.text:
                return f"<p>{escape(block.text)}</p>"
            case Questions():
                return "".join(
                    f"<h3>{escape(question.ask)}</h3><p>{escape(question.answer)}</p>"
                    for question in block.questions
                )
            case Flowchart():
                words = plain(outline(block.chart), self.phrases.words, self.phrases.language)
                drawn = layout(block.chart, 8)
                drawing = svg(drawn, prefix="kiosk", description=words, literal=True)
                # as large as the other text: the finger moves the chart, the eye need not
                return (
                    f'<div class="chart"><div style="width:{drawn.width * 13 // 7}px">{drawing}</div></div>'
                )
        return ""

    def note(self, text: str) -> str:
        return f'<p class="note">{escape(text)}</p>' if text else ""

    def reached(self, text: str, href: str) -> str:
        """A telephone number is large; an address cannot be followed on a kiosk, so it is plain words."""
        if not text:
            return ""
        return (
            f' <span class="phone">{escape(text)}</span>' if href.startswith("tel:") else f" {escape(text)}"
        )

    def step(self, step: Step) -> str:
        limit = f' <span class="limit">{escape(step.limit)}</span>' if step.limit else ""
        return f"<div><b>{escape(step.who)}</b> {escape(step.what)}{limit} {self.note(step.note)}</div>"

    def paper(self, paper: Paper) -> str:
        ways = "".join(
            f"<li><b>–</b><div>{escape(name)}{_chips(chips)}</div></li>" for name, chips, _ in paper.ways
        )
        when = f'<p class="when">{escape(paper.condition)}</p>' if paper.condition else ""
        notes = "".join(map(self.note, paper.notes))
        return (
            f'<li><b>{escape(paper.number)}</b><div><span class="name">{escape(paper.name)}</span>{when}'
            f"{self.note(paper.reason)}{_chips(paper.chips)}{f'<ul>{ways}</ul>' if ways else ''}{notes}</div></li>"
        )
