"""一纸清 (`--formats leaflet`): everything about one matter that one sheet of A4 holds, and never two.

In: a `Selection`. Out: `leaflet/<matter>.pdf`, one page each; a finding for each matter that does not fit.
The surprising thing: what may be left out, and in which order, is a list, and the sheet says what it left out. Facts,
papers with their conditions and forms, steps, places and remedies are never left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Finding, Text
from checker.phrases import Phrases
from generators.document import Document
from generators.printed.fitting import Fitted, fit, steps
from generators.printed.making import made
from generators.subject import Page, Selection
from generators.typeset.job import sheet_job

__all__ = ["DROPS", "leaflet", "pages"]

DROPS = ("mistakes", "notes", "limits", "spared", "conditions")
"""What may be left out, in this order: common mistakes; notes to papers and steps; the table of limits; the papers not
to be brought; the conditions."""
_SIZES = (11.5, 11.0, 10.5, 10.0, 9.5, 9.0, 8.5, 8.0)


def leaflet(document: Document, phrases: Phrases) -> Fitted:
    """The leaflet of a guide. Raises `CannotPrint` when it does not fit."""
    return fit("leaflet", sheet_job(document, phrases), steps(_SIZES, DROPS), 1, Text("一纸清", "leaflet"))


def pages(selection: Selection) -> Iterator[Page | Finding]:
    """Every leaflet."""
    return made(
        selection,
        "leaflet",
        ".pdf",
        lambda subject: leaflet(subject.guide(), selection.phrases).data,
    )
