"""The formats a document can be written in: one module a format, one line each in `FORMATS`.

In: a `Document` and the phrases of its language. Out: the bytes of a file. The surprising thing: a format's module is imported
when its first document is written, so that a guide in HTML does not wait for the libraries of the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module

from checker.phrases import Phrases
from generators.document import Document

__all__ = ["FORMATS", "Format"]


@dataclass(frozen=True, slots=True)
class Format:
    """A format: the ending of its files, and how one is written so that it needs no other file.

    Its module `generators.formats.<name>` has `write(document, phrases) -> bytes`.
    """

    name: str
    suffix: str

    def write(self, document: Document, phrases: Phrases) -> bytes:
        """The document as one file."""
        data: bytes = import_module(f"generators.formats.{self.name}").write(document, phrases)
        return data


FORMATS: Mapping[str, Format] = {
    form.name: form
    for form in (
        Format("html", ".html"),
        Format("text", ".txt"),
        Format("pdf", ".pdf"),
        Format("docx", ".docx"),
        Format("epub", ".epub"),
        Format("markdown", ".md"),
        Format("xlsx", ".xlsx"),
    )
}
