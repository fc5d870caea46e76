"""What a template is told: the job, as plain data.

In: documents, phrases, and where they are published. Out: a `dict` for `typeset("volume", …)`, or for a subprocess that
calls it.
The surprising thing: words that a template adds (page numbers, the line under the QR code) come in with the job: a
template knows no language.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from checker.phrases import Phrases
from generators.document import Document
from generators.qr import qr_svg
from generators.typeset.tree import Data, document_data, plain_text

__all__ = ["Size", "printed", "sheet_job", "volume_job", "words_for_print"]

Size = Literal["print", "large"]

_WORDS = (
    "page", "piece", "qr", "number", "leaflet", "papers", "process", "contact", "conditions", "fees", "remedies", "mistakes",
    "comma", "dropped", "drop-faq", "drop-mistakes", "drop-notes", "drop-limits", "drop-spared", "drop-summary",
    "drop-gates", "drop-conditions", "drop-chart",
)  # fmt: skip
_LEFT = {"page": ("n", "total"), "piece": ("n", "total"), "dropped": ("what",)}
"""Fields that are left for the template, which alone knows what goes in."""


def volume_job(
    documents: Sequence[Document],
    phrases: Phrases,
    *,
    size: Size = "print",
    first: int = 1,
    total: int | None = None,
    title: str = "",
    author: str = "",
) -> Data:
    """The documents as one file whose first page has the number `first`; `total` is the number of pages that is printed,
    else counted."""
    known = [document.id for document in documents]
    return {
        "language": documents[0].language,
        "size": size,
        "words": words_for_print(phrases),
        "title": plain_text(title or documents[0].title),
        "author": plain_text(author or _publisher(documents[0])),
        "first": first,
        "total": total,
        "documents": [printed(document, phrases, known) for document in documents],
    }


def printed(document: Document, phrases: Phrases, known: Sequence[str] = ()) -> Data:
    """One document with its QR code and the line at the foot of its pages."""
    online = document.online
    told = document_data(document, phrases, online=online, known=known)
    told["qr"] = qr_svg(online) if online else ""
    told["foot"] = plain_text(_foot(document))
    return told


def words_for_print(phrases: Phrases) -> dict[str, str]:
    """The words that templates add."""
    return {
        key: phrases.say(f"print.{key}", **{name: f"{{{name}}}" for name in _LEFT.get(key, ())})
        for key in _WORDS
    }


def sheet_job(document: Document, phrases: Phrases, **more: object) -> Data:
    """One document for a sheet that must not overflow; `fitting` adds the size of the type and what is left out."""
    return {**volume_job((document,), phrases), **more}


def _foot(document: Document) -> str:
    """What a photocopy of one page must still tell: of which state of the catalogue it is."""
    first, *more = document.imprint or (None,)
    told = [first] if document.kind == "notice" else more[:: max(len(more) - 1, 1)]
    return "  ".join(f"{pair.label} {pair.value}" for pair in told if pair)


def _publisher(document: Document) -> str:
    return document.imprint[0].value if document.imprint else ""
