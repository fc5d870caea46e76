"""The site of a catalogue: a guide for every matter, and an index page that leads to them.

In: a `Selection`. Out: `Page`s, bytes with the path below the output folder; whoever asks writes them.
The surprising thing: nothing but the catalogue, the day and the version goes into a page, so the same input
gives the same bytes; a matter whose file has faults is left out, and the index does not link to it.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.phrases import Phrases
from generators.document import Document
from generators.formats import html
from generators.index import index_document
from generators.subject import Page, Selection

__all__ = ["pages"]


def pages(selection: Selection) -> Iterator[Page]:
    """Every file of the site, one at a time."""
    phrases = selection.phrases
    yield Page(f"html/{html.stylesheet_name()}", html.stylesheet().encode("utf-8"))
    for subject in selection.subjects:
        yield _page(subject.guide(), phrases)
    yield _page(index_document(selection), phrases)


def _page(document: Document, phrases: Phrases) -> Page:
    return Page(f"html/{document.id}.html", html.page(document, phrases, html.stylesheet_name()))
