"""`banshi build --formats large-print`: every guide in large print, 18 pt, for those who read with effort.

In: a `Selection`. Out: `large-print/<matter>.pdf`. The surprising thing: nothing in it is smaller than 16 pt, notes and
page numbers included, but for the flowchart, which is told in words in full.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Finding
from generators.printed.making import made
from generators.subject import Page, Selection, Subject
from generators.typeset.compiler import typeset
from generators.typeset.job import volume_job

__all__ = ["pages"]


def pages(selection: Selection) -> Iterator[Page | Finding]:
    """Every guide."""

    def make(subject: Subject) -> bytes:
        return typeset("volume", volume_job((subject.guide(),), selection.phrases, size="large"))

    return made(selection, "large-print", ".pdf", make)
