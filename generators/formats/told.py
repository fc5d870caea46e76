"""The text alternative of a chart as lines with their depth, for formats that make lists of it.

In: a `Chart`, phrases. Out: pairs of depth (0, 1, 2 …) and text. The surprising thing: an outline is indented text, so a line
break within a label would begin a step of its own; labels are put on one line first.
"""

from __future__ import annotations

from dataclasses import replace

from checker.phrases import Phrases
from generators.flow.graph import Chart
from generators.flow.outline import outline, plain

__all__ = ["told"]


def told(chart: Chart, phrases: Phrases) -> tuple[tuple[int, str], ...]:
    """The steps and branches in order, each with its depth."""
    lines = plain(outline(_on_one_line(chart)), phrases.words, phrases.language).split("\n")
    return tuple(((len(line) - len(line.lstrip(" "))) // 2, line.strip()) for line in lines if line.strip())


def _on_one_line(chart: Chart) -> Chart:
    lanes = tuple(replace(lane, label=_line(lane.label)) for lane in chart.lanes)
    arrows = tuple(replace(arrow, label=_line(arrow.label)) for arrow in chart.arrows)
    steps = tuple(replace(step, limit=_line(step.limit)) if step.limit else step for step in chart.steps)
    return replace(chart, lanes=lanes, steps=steps, arrows=arrows)


def _line(text: str) -> str:
    return " ".join(text.split())
