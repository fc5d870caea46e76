"""A document as PDF for print and archive: tagged (PDF/UA-1), fonts inside, the same bytes every time.

In: a `Document`, phrases. Out: the bytes of the file. The surprising thing: the look is in generators/typeset/*.typ;
here stands only which template sets what.
"""

from __future__ import annotations

from checker.phrases import Phrases
from generators.document import Document
from generators.typeset.compiler import typeset
from generators.typeset.job import volume_job

__all__ = ["write"]


def write(document: Document, phrases: Phrases) -> bytes:
    """The document as one file."""
    return typeset("volume", volume_job((document,), phrases))
