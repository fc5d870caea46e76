"""`banshi build --formats pdf`: the guide of every matter as PDF, and their index.

In: a `Selection`. Out: `pdf/<matter>.pdf`, `pdf/index.pdf`. The surprising thing: with one matter chosen there is no
index, for it would have one line.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Finding
from generators.formats.pdf import write
from generators.index import index_document
from generators.printed.making import made
from generators.subject import Page, Selection
from generators.typeset.failures import CannotPrint

__all__ = ["pages"]


def pages(selection: Selection) -> Iterator[Page | Finding]:
    """Every guide, then the index."""
    phrases = selection.phrases
    yield from made(selection, "pdf", ".pdf", lambda subject: write(subject.guide(), phrases))
    if len(selection.subjects) > 1:
        try:
            yield Page("pdf/index.pdf", write(index_document(selection), phrases))
        except CannotPrint as failure:
            yield failure.finding
