"""Flowcharts as files of their own.

In: a `Selection`. Out: `svg/<matter>.svg`, which needs no other file and no style sheet. The surprising thing: the steps stand in
it a second time as text, in the description, for those who do not see the drawing.
"""

from __future__ import annotations

from collections.abc import Iterator

from generators.chart import flow_chart
from generators.flow.layout import layout
from generators.flow.outline import outline, plain
from generators.flow.svg import svg
from generators.subject import Page, Selection

__all__ = ["pages"]


def pages(selection: Selection) -> Iterator[Page]:
    """One drawing for each matter."""
    phrases = selection.phrases
    for subject in selection.subjects:
        chart = flow_chart(subject.author)
        told = plain(outline(chart), phrases.words, phrases.language)
        yield Page(f"svg/{subject.matter}.svg", svg(layout(chart), description=told, literal=True).encode())
