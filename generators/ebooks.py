"""The guides as electronic books: one a matter, and one of the whole selection.

In: a `Selection`. Out: `Page`s, `epub/<matter>.epub` and last `epub/catalogue.epub`; a finding (B72) for a matter whose own book
would take that name. The surprising thing: the big book is written chapter by chapter, so thousands of guides never stand in
memory together; what stays there is the packed file.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Finding
from generators.document import Document
from generators.formats.epub import Binding, book, members
from generators.index import index_document
from generators.subject import Page, Selection, Subject
from generators.whole import WHOLE, name_taken

__all__ = ["pages"]


def pages(selection: Selection) -> Iterator[Page | Finding]:
    """Every book, one at a time."""
    phrases = selection.phrases
    publisher = phrases.text(selection.catalogue.info.publisher)
    for subject in selection.subjects:
        if subject.matter == WHOLE:
            yield name_taken(subject, "epub")
            continue
        document = subject.guide()
        binding = Binding(document.id, document.title, publisher, subject.edition.effective_from)
        yield Page(f"epub/{subject.matter}.epub", book((document,), phrases, binding))
    if selection.subjects:
        front = index_document(selection)
        newest = max(subject.edition.effective_from for subject in selection.subjects)
        binding = Binding(WHOLE, front.title, publisher, newest)
        yield Page(f"epub/{WHOLE}.epub", book(_in_order(selection, front), phrases, binding, front))


def _in_order(selection: Selection, front: Document) -> Iterator[Document]:
    """The guides in the order in which the index lists them, so that paging on leads to what the contents name next."""
    left: dict[str, Subject] = {subject.matter: subject for subject in selection.subjects}
    for ids in members(front).values():
        for matter in ids:
            if matter in left:
                yield left.pop(matter).guide()
    for subject in left.values():
        yield subject.guide()
