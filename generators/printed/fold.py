"""A leaflet folded in three (`--formats fold`): A4 across, both sides; its cover carries the name, the four facts and
the QR code.

In: a `Selection`. Out: `fold/<matter>.pdf`, two pages each; a finding for each matter that does not fit.
The surprising thing: the panels are 97, 100 and 100 mm wide, because the one that is folded in must be the narrowest;
the sheet carries marks where it is folded.
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

__all__ = ["DROPS", "fold", "pages"]

DROPS = ("faq", "mistakes", "notes", "limits", "spared", "conditions")
"""What may be left out, in this order: questions and answers, then as on the leaflet."""
_SIZES = (12.5, 12.0, 11.5, 11.0, 10.5, 10.0, 9.5, 9.0, 8.5, 8.0)


def fold(document: Document, phrases: Phrases) -> Fitted:
    """The folded leaflet of a guide. Raises `CannotPrint` when it does not fit."""
    what = Text("折页", "folded leaflet")
    return fit("fold", sheet_job(document, phrases), steps(_SIZES, DROPS), 2, what)


def pages(selection: Selection) -> Iterator[Page | Finding]:
    """Every folded leaflet."""
    return made(selection, "fold", ".pdf", lambda subject: fold(subject.guide(), selection.phrases).data)
