"""A PDF: password, damage, pages, blank pages, and whatever runs by itself or hides inside.

In: an open file and the limits. Out: `Seen`.
The surprising thing: every object of the file is walked, also those that no page uses, with a stack of our own: a script may
hang on an outline entry, and hostile files nest deeper than Python recurses.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import BinaryIO

import pikepdf

from checker.uploads.report import Seen, Told

__all__ = ["see_pdf"]

_RUNS = frozenset(
    {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/Rendition", "/RichMediaExecute", "/GoToE"}
)
"""Actions (by their /S) that do more than turn a page or name a web address."""
_MOST_OBJECTS = 200_000
_MOST_VALUES = 2_000_000
_BLANK_LOOKED_AT = 20


def see_pdf(file: BinaryIO, most_pages: int) -> Seen:
    """The PDF as it is."""
    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what was repaired is asked for below
            document = pikepdf.open(file, suppress_warnings=True)
    except pikepdf.PasswordError:
        return Seen("pdf", told=(("U05", {}),))
    except (pikepdf.PdfError, ValueError, RuntimeError):
        return Seen("pdf", told=(("U06", {}),))
    with document:
        return _seen(document, most_pages)


def _seen(document: pikepdf.Pdf, most_pages: int) -> Seen:
    told: list[Told] = []
    try:
        pages = len(document.pages)
        if document.is_encrypted:
            told.append(("U05", {}))
        if not pages:
            return Seen("pdf", told=(("U06", {}),))
        if pages > most_pages:
            told.append(("U07", {"n": pages, "limit": most_pages}))
        told += ((code, {}) for code in sorted(set(_hidden(document))))
        if pages <= most_pages and _blank(document):
            told.append(("U16", {}))
        if document.get_warnings():
            told.append(("U19", {}))
    except (pikepdf.PdfError, ValueError, RuntimeError, AttributeError, TypeError, KeyError):
        # a PDF whose own tree contradicts itself: whatever was seen before stays said
        return Seen("pdf", told=(*told, ("U06", {})))
    return Seen("pdf", pages, told=tuple(told))


def _hidden(document: pikepdf.Pdf) -> Iterator[str]:
    """U10 for what runs, U11 for what is carried along, as often as it is found."""
    values = 0
    waiting: list[pikepdf.Object] = [document.Root]
    for objects, indirect in enumerate(document.objects):
        if objects > _MOST_OBJECTS:
            yield "U12"
            return
        waiting.append(indirect)
        while waiting:
            value = waiting.pop()
            values += 1
            if values > _MOST_VALUES:
                yield "U12"
                return
            if isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
                yield from _told_of(value)
                waiting += [inner for inner in _values(value) if _direct(inner)]
            elif isinstance(value, pikepdf.Array):
                waiting += [inner for inner in value if _direct(inner)]


def _values(value: pikepdf.Object) -> list[pikepdf.Object]:
    return [inner for _, inner in value.items()]


def _direct(value: object) -> bool:
    """A container that stands in place; what is referred to comes by itself in the list of objects."""
    return isinstance(value, pikepdf.Dictionary | pikepdf.Array | pikepdf.Stream) and not value.is_indirect


def _told_of(value: pikepdf.Object) -> Iterator[str]:
    keys = set(value.keys())
    if "/JS" in keys or ("/S" in keys and str(value["/S"]) in _RUNS) or "/XFA" in keys:
        yield "U10"
    kind = str(value["/Type"]) if "/Type" in keys else ""
    if "/EF" in keys or "/EmbeddedFiles" in keys or kind == "/EmbeddedFile":
        yield "U11"


def _blank(document: pikepdf.Pdf) -> bool:
    """Whether no page has any content at all. A scanned white sheet has content, and is not judged."""
    if len(document.pages) > _BLANK_LOOKED_AT:
        return False
    for page in document.pages:
        if "/Annots" in page.obj:
            return False
        contents = page.obj.get("/Contents")
        streams = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
        for stream in streams:
            if (
                isinstance(stream, pikepdf.Stream)
                and stream.read_raw_bytes().strip()
                and stream.read_bytes().strip()
            ):
                return False
    return True
