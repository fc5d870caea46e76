"""The formats a document can be written in: one module a format, one line each in `FORMATS`.

In: a `Document` and the phrases of its language. Out: the bytes of a file. The surprising thing: a format knows
nothing of guides or notices, only of blocks, so a new format prints everything there is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from checker.phrases import Phrases
from generators.document import Document
from generators.formats import html, text

__all__ = ["FORMATS", "Format"]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the ending of its files, and how one is written so that it needs no other file."""

    name: str
    suffix: str
    write: Callable[[Document, Phrases], bytes]


FORMATS: Mapping[str, Format] = {
    "html": Format("html", ".html", html.write),
    "text": Format("text", ".txt", text.write),
}
