"""Writes a `Layout` as one SVG element that stands alone or inside a page.

In: a `Layout`, a prefix for ids, and a description for those who do not see it. Out: valid XML, the same for the same input.
The surprising thing: colours are custom properties with a fallback, so a page's dark mode reaches the chart; for paper and for
programs that know no custom properties, `literal=True` writes the colours themselves.
"""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

from generators.flow.drawing import Band, Box, Layout, Line, Point, Rect, Words

__all__ = ["TOKENS", "stylesheet", "svg"]

TOKENS = {
    "ink": "#1b1f24",
    "muted": "#57606a",
    "paper": "#ffffff",
    "band": "#f5f7fa",
    "rule": "#d5dbe3",
    "primary": "#0b5394",
    "primary-ink": "#083d6e",
    "stop": "#b42318",
}
FONTS = '"Noto Sans SC","Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif'
RADIUS = 6  # of a line's corners
STYLE = """
.bf{{max-width:none}}.bf text{{font-family:{fonts};text-anchor:middle;fill:{ink}}}
.bf .band{{fill:{paper}}}.bf .band.even{{fill:{band}}}
.bf .border{{stroke:{rule};stroke-width:1;fill:none}}
.bf .head{{fill:{primary}}}.bf .head-text{{fill:{paper};font-weight:700}}
.bf .line{{fill:none;stroke:{primary};stroke-width:2;stroke-linejoin:round}}
.bf .tip{{fill:{primary}}}.bf .label text{{fill:{primary-ink}}}
.bf .box{{fill:{paper};stroke:{primary};stroke-width:1.5}}
.bf .start .box{{fill:{primary}}}.bf .start .word{{fill:{paper};font-weight:700}}
.bf .end .box{{stroke-width:3}}.bf .end .word{{font-weight:700}}
.bf .decision .box{{fill:{band}}}
.bf .tag{{fill:{band};stroke:{primary}}}.bf text.tag-text{{fill:{primary-ink}}}
.bf .bar{{stroke:{primary};stroke-width:2.5;fill:none}}
.bf .return .line{{stroke:{muted};stroke-width:1.5;stroke-dasharray:6 3}}.bf .return .tip{{fill:{muted}}}
.bf .return .box,.bf .return .tag{{stroke:{muted}}}.bf .return text.tag-text{{fill:{muted}}}
.bf .return .label text{{fill:{muted}}}
.bf .refusal .line,.bf .refusal .box,.bf .refusal .tag{{stroke:{stop}}}.bf .refusal .tip{{fill:{stop}}}
.bf .refusal .line{{stroke-width:1.5}}.bf .refusal .label text,.bf .refusal text{{fill:{stop}}}
"""


def svg(
    layout: Layout, prefix: str = "flow", description: str = "", literal: bool = False, style: bool = True
) -> str:
    """The chart as SVG. `prefix` must be unique in the page. `style=False` when the page already has `stylesheet()`."""
    name = _name(prefix)
    described = f' aria-describedby="{name}-desc"' if description else ""
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="bf" role="img" aria-labelledby="{name}-title"{described}'
        f' viewBox="0 0 {layout.width} {layout.height}" width="{layout.width}" height="{layout.height}">',
        f'<title id="{name}-title">{escape(layout.title)}</title>',
    ]
    if description:
        out.append(f'<desc id="{name}-desc">{escape(description)}</desc>')
    if style:
        out.append(f"<style>{escape(stylesheet(literal))}</style>")
    for number, band in enumerate(layout.bands):
        out.append(_band(band, number))
    for line in layout.lines:
        out.append(_line(line))
    for box in layout.boxes:
        out.append(_box(box, name))
    for line in layout.lines:
        if line.label:
            words = "".join(_words(w) for w in line.label.words)
            out.append(f'<g class="{_tone(line)}"><g class="label">{words}</g></g>')
    out.append("</svg>")
    return "\n".join(out)


def stylesheet(literal: bool = False) -> str:
    """The rules of all charts; a page with several charts may carry them once."""
    colours = {token: value if literal else f"var(--{token},{value})" for token, value in TOKENS.items()}
    return STYLE.format(fonts=FONTS, **colours)


def _name(text: str) -> str:
    """The text as a part of an XML id."""
    clean = re.sub(r"[^A-Za-z0-9_-]", lambda found: f"-{ord(found[0]):x}-", text)
    return clean if clean[:1].isalpha() else f"f{clean}"


def _rect(rect: Rect, css: str, round_by: int = 0) -> str:
    corner = f' rx="{round_by}"' if round_by else ""
    return (
        f'<rect class="{css}" x="{rect.x}" y="{rect.y}" width="{rect.width}" height="{rect.height}"{corner}/>'
    )


def _words(words: Words, css: str = "word") -> str:
    return f'<text class="{css}" x="{words.x}" y="{words.y}" font-size="{words.size}">{escape(words.text)}</text>'


def _band(band: Band, number: int) -> str:
    head = "".join(_words(words, "head-text") for words in band.words)
    even = " even" if number % 2 else ""
    border = _rect(band.rect, "border")
    return f"{_rect(band.rect, 'band' + even)}{border}{_rect(band.head, 'head')}{head}"


def _tone(line: Line) -> str:
    return "return" if line.back and line.tone == "normal" else line.tone


def _line(line: Line) -> str:
    way, head = line.stroke, ""
    if line.head:  # the line ends inside its head, so that the tip stays sharp
        tip, a, b = line.head
        way = (*way[:-1], ((a[0] + b[0]) // 2, (a[1] + b[1]) // 2))
        head = f'<polygon class="tip" points="{tip[0]},{tip[1]} {a[0]},{a[1]} {b[0]},{b[1]}"/>'
    return f'<g class="{_tone(line)}"><path class="line" d="{_way(way)}"/>{head}</g>'


def _way(corners: tuple[Point, ...]) -> str:
    """The line with rounded corners."""
    way = [f"M{corners[0][0]} {corners[0][1]}"]
    for before, here, after in zip(corners, corners[1:], corners[2:], strict=False):
        room = min(RADIUS, _far(before, here) // 2, _far(here, after) // 2)
        a, b = _towards(here, before, room), _towards(here, after, room)
        way.append(f"L{a[0]} {a[1]}Q{here[0]} {here[1]} {b[0]} {b[1]}")
    way.append(f"L{corners[-1][0]} {corners[-1][1]}")
    return "".join(way)


def _far(a: Point, b: Point) -> int:
    return abs(a[0] - b[0]) + abs(a[1] - b[1])


def _towards(start: Point, goal: Point, room: int) -> Point:
    x = (goal[0] > start[0]) - (goal[0] < start[0])
    y = (goal[1] > start[1]) - (goal[1] < start[1])
    return start[0] + x * room, start[1] + y * room


def _box(box: Box, name: str) -> str:
    rect = box.rect
    right, lower = rect.x + rect.width, rect.y + rect.height
    if box.kind in ("fork", "join"):
        form = f'<path class="bar" d="M{rect.x} {rect.y + 1}H{right}M{rect.x} {lower - 1}H{right}"/>'
    elif box.kind == "decision":
        x, y = rect.x + rect.width // 2, rect.y + rect.height // 2
        form = f'<polygon class="box" points="{x},{rect.y} {right},{y} {x},{lower} {rect.x},{y}"/>'
    elif box.kind == "task":
        form = _rect(rect, "box", 3)
    else:
        form = _rect(rect, "box", min(rect.height // 2, 26))
    words = "".join(_words(w) for w in box.words)
    tag = ""
    if box.tag and box.tag_words:
        tag = _rect(box.tag, "tag", 3) + _words(box.tag_words, "tag-text")
    return f'<g id={quoteattr(f"{name}-step-{_name(box.step)}")} class="{box.kind} {box.tone}">{form}{words}{tag}</g>'
