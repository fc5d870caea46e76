"""A chart as Mermaid text, which GitHub, GitLab and many editors draw from a Markdown file.

In: a `Chart`. Out: the lines of a `flowchart`, lanes as subgraphs. The surprising thing: a label is quoted and every sign that
Mermaid could take for its own is written as a code (`#quot;`), `%` too, because a directive in a label would be obeyed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generators.flow.gateways import explicit
from generators.flow.graph import Arrow, Chart, Step, tidy

__all__ = ["mermaid"]

_OWN = re.compile(r"[^\w\s，。；：！？、（）《》“”‘’·×+=,.()/-]")
_SHAPES = {"start": ('(["', '"])'), "end": ('(["', '"])'), "decision": ('{"', '"}'), "task": ('["', '"]')}
_BAR = ('(("', '"))')
_LANE = "fill:#f5f7fa,stroke:#d5dbe3,color:#1b1f24"
_STYLES = {
    "refusal": "fill:#ffffff,stroke:#b42318,color:#b42318",
    "return": "fill:#ffffff,stroke:#57606a,color:#57606a,stroke-dasharray:4 3",
}


def mermaid(chart: Chart) -> str:
    """The chart; ends with a newline. Branches that go on at the same time leave and meet in small circles."""
    return "".join(f"{line}\n" for line in _lines(explicit(tidy(chart))))


def _lines(chart: Chart) -> Iterator[str]:
    names = {step.id: f"s{place}" for place, step in enumerate(chart.steps)}
    yield "flowchart TB"
    for place, lane in enumerate(chart.lanes):
        here = [step for step in chart.steps if step.lane == lane.id]
        if not here:
            continue
        yield f'  subgraph lane{place}["{_label(lane.label)}"]'
        for step in here:
            yield f"    {names[step.id]}{_box(step)}"
        yield "  end"
        yield f"  style lane{place} {_LANE}"
    for arrow in chart.arrows:
        yield f"  {names[arrow.source]} {_line(arrow)} {names[arrow.target]}"
    yield "  classDef default fill:#ffffff,stroke:#0b5394,color:#1b1f24"
    for tone, style in _STYLES.items():
        toned = [names[step.id] for step in chart.steps if step.tone == tone]
        if toned:
            yield f"  classDef {tone} {style}"
            yield f"  class {','.join(toned)} {tone}"


def _box(step: Step) -> str:
    before, after = _SHAPES.get(step.kind, _BAR)
    label = _label(step.label) or ("+" if step.kind in ("fork", "join") else " ")
    if step.limit:
        label += f"<br/>· {_label(step.limit)} ·"
    return f"{before}{label}{after}"


def _line(arrow: Arrow) -> str:
    way = "-.->" if arrow.tone == "return" or arrow.jump else "-->"
    return f'{way}|"{_label(arrow.label)}"|' if arrow.label else way


def _label(text: str) -> str:
    """The text between quotation marks: letters and harmless signs as they are, all others by their codes."""
    apart = text.replace("$$", "$\u200b$")  # two in a row would begin a formula, as codes too
    lines = (_OWN.sub(lambda sign: f"#{ord(sign[0])};", line.strip()) for line in apart.splitlines())
    return "<br/>".join(" ".join(line.split()) for line in lines if line)
