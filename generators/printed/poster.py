"""A wall poster (`--formats poster`): A3, the name in 48 pt, the four facts, and the flowchart as large as the sheet allows.

In: a `Selection`. Out: `poster/<matter>.pdf`, one page each; a finding for each matter that does not fit.
The surprising thing: no type in the chart is below 8 pt. Where the whole chart does not fit so, the poster shows it from
the check of the papers onward, without the questions that come before, or tells papers and steps in words, and says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from checker.finding import Finding, Text
from checker.phrases import Phrases
from generators.document import Document, Flowchart
from generators.flow.graph import Chart
from generators.flow.outline import outline, plain
from generators.printed.fitting import Fitted, Step, fit
from generators.printed.making import made
from generators.subject import Page, Selection
from generators.typeset.chart import Sheet, chart_data
from generators.typeset.compiler import compressed, page_count, typeset
from generators.typeset.job import sheet_job

__all__ = ["DROPS", "pages", "poster"]

DROPS = ("summary", "gates", "chart")
"""What may be left out, in this order: the sentence under the name; of the chart, the questions before the check of the
papers; the chart, and then papers and steps are told in words."""
_WIDTH = 785.0
_HEIGHTS = (920.0, 880.0, 840.0, 790.0)
_EMS = (6, 8, 10, 5)
_BODY = 11.0
_SIZES = (16.0, 15.0, 14.0, 13.0, 12.0, 11.0, 10.0)
_MOST = 1.35
_GATES = ("~needed", "~competent", "~barred")


def poster(document: Document, phrases: Phrases) -> Fitted:
    """The poster of a guide. Raises `CannotPrint` when not even the words have room."""
    job = sheet_job(document, phrases)
    whole = next(
        block.chart
        for section in document.sections
        for block in section.blocks
        if isinstance(block, Flowchart)
    )
    for number in range(len(DROPS)):
        drop = DROPS[:number]
        chart = without_gates(whole) if "gates" in drop else whole
        for height in _HEIGHTS:
            data = _tried(chart, height, {**job, "drop": list(drop), "body": _BODY}, phrases)
            if data is not None:
                return Fitted(compressed(data), Step(_BODY, drop))
    words = [Step(size, DROPS[1:]) for size in _SIZES]
    return fit("poster", job, words, 1, Text("海报", "poster"))


def without_gates(chart: Chart) -> Chart:
    """The chart without the questions whether the matter is needed, whose it is, and whether it is barred."""
    gone = {step.id for step in chart.steps if step.id.removesuffix("-no") in _GATES}
    if not gone:
        return chart
    onward = {arrow.source: arrow.target for arrow in chart.arrows if not arrow.target.endswith("-no")}
    arrows = []
    for arrow in chart.arrows:
        if arrow.source in gone:
            continue
        target = arrow.target
        while target in gone:
            target = onward[target]
        arrows.append(replace(arrow, target=target))
    return replace(
        chart, steps=tuple(step for step in chart.steps if step.id not in gone), arrows=tuple(arrows)
    )


def pages(selection: Selection) -> Iterator[Page | Finding]:
    """Every poster."""
    return made(selection, "poster", ".pdf", lambda subject: poster(subject.guide(), selection.phrases).data)


def _tried(chart: Chart, height: float, job: dict[str, object], phrases: Phrases) -> bytes | None:
    """The poster with the chart so high, if all of it stands on one page."""
    drawn = chart_data(chart, (Sheet("a3", False, _WIDTH, height),), ems=_EMS, most=_MOST)
    sheets = drawn["sheets"]
    if not isinstance(sheets, list) or len(sheets) != 1:
        return None
    alt = plain(outline(chart), phrases.words, phrases.language)
    data = typeset("poster", {**job, "chart": {**drawn, "alt": alt}}, compress=False)
    return data if page_count(data) == 1 else None
