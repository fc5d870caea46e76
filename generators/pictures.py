"""Flowcharts as pictures, for places that take no drawing: a post, a slide, a chat.

In: a `Selection`. Out: `png/<matter>.png`, the chart in one piece, 200 dots to an inch. The surprising thing: Typst makes the
dots from the geometry of print, so a picture looks the same whatever fonts a machine has.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Finding
from generators.chart import flow_chart
from generators.subject import Page, Selection
from generators.typeset.chart import Sheet
from generators.typeset.chart_png import chart_pictures
from generators.typeset.failures import CannotPrint

__all__ = ["pages"]

_ROLL = Sheet("roll", False, 1400, 6000)
"""As large as any chart needs: a picture is not cut into sheets."""


def pages(selection: Selection) -> Iterator[Page | Finding]:
    """One picture for each matter."""
    for subject in selection.subjects:
        try:
            pictures = chart_pictures(flow_chart(subject.author), (_ROLL,), selection.phrases.language)
        except CannotPrint as error:
            yield error.finding
            continue
        for picture in pictures[:1]:
            yield Page(f"png/{subject.matter}.png", picture.png)
