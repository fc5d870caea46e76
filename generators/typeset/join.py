"""Several PDFs of Typst as one: pages in any order, one tree of tags, bookmarks, and page numbers stamped on.

In: the files, the order of their pages, a file of stamps and which of its pages go over each page of the book, the
bookmarks. Out: one file.
The surprising thing: it is written from front to back, one source at a time, so a book of ten thousand pages needs
the memory of one volume. What a tag says stays as it was; the tags of all sources are hung under one document in
the order of the pages, and those that say nothing on any page (the first heading that PDF/UA asks of each volume)
are left out.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

from generators.typeset.pdf_text import Objects, kids, one, pages_in, read_objects
from generators.typeset.pdf_writing import Writing

__all__ = ["Bookmark", "join"]

_ROOT, _PAGES, _TAGS, _DOCUMENT, _OUTLINES = range(1, 6)
_FIRST = 6
_OVERLAY = b"/Artifact<</Type/Pagination/Subtype/Footer>>BDC\n%bEMC\n"
_LINK = re.compile(rb"/A<</Type/Action/S/URI/URI\(page:(\d+)\)>>")
_TOLD = re.compile(rb"/Contents(?:\([^()]*\)|<[0-9A-Fa-f]*>)")
_LANGUAGE = rb"/Lang(\([^()]*\))"
_NAMED = re.compile(rb"\(([^()\\]*)\)(\d+) 0 R")


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A line of the outline: `page` counts from 1; what follows on a higher level stands below it."""

    title: str
    page: int
    level: int = 1


@dataclass(slots=True)
class _Book:
    """What the sources have given so far."""

    pages: tuple[int, ...]
    place: dict[int, int]
    stamps: tuple[tuple[int, ...], ...]
    overlays: dict[int, int]
    link_words: str
    keys: int = 0
    parents: list[bytes] = field(default_factory=list)
    ids: list[tuple[bytes, bytes]] = field(default_factory=list)
    names: list[tuple[bytes, bytes]] = field(default_factory=list)
    tags: list[tuple[int, int]] = field(default_factory=list)
    root: bytes = b""
    info: int = 0
    tag_root: bytes = b""
    document: bytes = b""


def join(
    sources: Sequence[Path],
    order: Sequence[tuple[int, int]],
    stamps: Path,
    stamped: Sequence[Sequence[int]],
    bookmarks: Sequence[Bookmark],
    file: BinaryIO,
    link_words: str,
) -> None:
    """Write the pages `order` (source, page of it), each with its `stamped` pages of the stamps. The first source gives title
    and language; `link_words` says where a link within the book leads, `{n}` being the page. Raises `NotTypst` and `OSError`."""
    after, numbers = [], []
    number = _FIRST - 1
    for path in (*sources, stamps):
        count, pages, _ = pages_in(path.read_bytes())
        after.append(number)
        numbers.append([page + number for page in pages])
        number += count
    book_pages = tuple(numbers[source][page] for source, page in order)
    writing = Writing(file, number + 1)
    drawings = _drawings(read_objects(stamps.read_bytes(), after=after[-1]), writing)
    book = _Book(
        pages=book_pages,
        place={page: place for place, page in enumerate(book_pages)},
        stamps=tuple(tuple(drawings[stamp] for stamp in each) for each in stamped),
        overlays=_overlays({len(each) for each in stamped if each}, writing),
        link_words=link_words,
    )
    for index, path in enumerate(sources):
        found = read_objects(path.read_bytes(), after=after[index], keys_after=book.keys, mark=b"%d." % index)
        _add(book, found, writing)
    _close(book, bookmarks, writing)


def _overlays(counts: Collection[int], writing: Writing) -> dict[int, int]:
    """What a page shows before its own content: so many stamps, one upon the other, as artefacts that no voice reads."""
    found = {}
    for count in sorted(counts):
        found[count] = writing.number()
        shown = _OVERLAY % b"".join(b"q\n/Banshi%d Do\nQ\n" % index for index in range(count))
        writing.stream(found[count], b"<</Length %d>>" % len(shown), shown)
    return found


def _drawings(found: Objects, writing: Writing) -> tuple[int, ...]:
    """Each page of the stamps as a drawing that a page of the book shows."""
    forms: dict[int, bytes] = {}
    for page in found.pages:
        text = found.text(page)
        forms[int(one(rb"/Contents (\d+) 0 R", text))] = (
            b"/Type/XObject/Subtype/Form/BBox[%b]/Resources %b 0 R"
            % (
                one(rb"/MediaBox\[([^\]]*)\]", text),
                one(rb"/Resources (\d+) 0 R", text),
            )
        )
    left_out = {*found.pages, found.catalogue, found.info}
    for number, text in enumerate(found.texts, found.first):
        if number in left_out or b"/Type/Pages" in text or b"/Type/Metadata" in text:
            continue
        if number in found.streams:
            writing.stream(number, text[:2] + forms.get(number, b"") + text[2:], found.streams[number])
        else:
            writing.add(number, text)
    return tuple(forms)


def _add(book: _Book, found: Objects, writing: Writing) -> None:
    """One source: its objects, with pages and tags hung under those of the book."""
    changed: dict[int, bytes | None] = {page: _page(book, found, page) for page in found.pages}
    for page in found.pages:
        changed[int(one(rb"/Resources (\d+) 0 R", found.text(page)))] = None  # they stand in the page now
    _hang(book, found, changed)
    root = found.text(found.catalogue)
    for pattern in (rb"/Pages (\d+) 0 R", rb"/Outlines (\d+) 0 R"):
        changed[int(one(pattern, root, b"0"))] = None
    changed[found.catalogue] = changed[found.tags] = None
    book.names += _NAMED.findall(one(rb"/Names<</Dests<</Names\[([^\]]*)\]", root, b""))
    if not book.root:
        book.root = re.sub(rb"/(?:Outlines|Pages|StructTreeRoot) \d+ 0 R|/Names<<.*?>>>>", b"", root)
        book.info = found.info
    else:
        changed[found.info] = changed[int(one(rb"/Metadata (\d+) 0 R", root, b"0"))] = None
    for number, text in enumerate(found.texts, found.first):
        body = changed.get(number, text)
        if body is None:
            continue
        if number in found.streams:
            writing.stream(number, body, found.streams[number])
        else:
            writing.add(number, _link(book, body) if b"/URI(page:" in body else body)


def _page(book: _Book, found: Objects, page: int) -> bytes:
    """The page under the pages of the book, with its stamps."""
    text = found.text(page)
    held = found.text(int(one(rb"/Resources (\d+) 0 R", text)))
    stamps = book.stamps[book.place[page]]
    shown = b"".join(b"/Banshi%d %d 0 R" % pair for pair in enumerate(stamps))
    if b"/XObject<<" in held:
        held = held.replace(b"/XObject<<", b"/XObject<<" + shown, 1)
    else:
        held = b"<</XObject<<" + shown + b">>" + held[2:]
    text = re.sub(rb"/Resources \d+ 0 R", lambda _: b"/Resources" + held, text, count=1)
    text = re.sub(rb"/Parent \d+ 0 R", b"/Parent %d 0 R" % _PAGES, text, count=1)
    if not stamps:
        return text
    over = rb"/Contents[%d 0 R \1 0 R]" % book.overlays[len(stamps)]
    return re.sub(rb"/Contents (\d+) 0 R", over, text, count=1)


def _hang(book: _Book, found: Objects, changed: dict[int, bytes | None]) -> None:
    """The tags of the source under the document of the book."""
    root = found.text(found.tags)
    document = int(one(rb"/K\[(\d+) 0 R\]", root))
    changed[document] = None
    # a key stands bare between the references, so it was not moved with them
    for key, value in re.findall(rb"(\d+) (\d+) 0 R", one(rb"/ParentTree<</Nums\[([^\]]*)\]", root)):
        book.parents.append(b"%d %b 0 R" % (int(key) + book.keys, value))
    if b"/IDTree<<" in root:
        book.ids += _NAMED.findall(one(rb"/IDTree<</Names\[([^\]]*)\]", root))
    book.keys += found.keys
    own = one(_LANGUAGE, found.text(found.catalogue), b"")
    other = b"/Lang" + own if book.root and own != one(_LANGUAGE, book.root, b"") else b""
    for number in kids(found.text(document)):
        page = _page_of(book, found, number)
        if page is None:
            _drop(found, number, changed)
            continue
        hung = b"/P %d 0 R" % _DOCUMENT
        text = found.text(number).replace(b"/P %d 0 R" % document, hung, 1)
        changed[number] = text[:-2] + other + b">>" if other and b"/Lang" not in text else text
        book.tags.append((page, number))
    if not book.tag_root:
        book.tag_root = re.sub(
            rb"/IDTree<<.*?>>|/ParentTree<<.*?>>|/ParentTreeNextKey \d+|/K\[\d+ 0 R\]",
            b"",
            root,
            flags=re.DOTALL,
        )
        book.document = re.sub(rb"/P \d+ 0 R|/K\[[^\]]*\]", b"", found.text(document))


def _page_of(book: _Book, found: Objects, number: int) -> int | None:
    """On which page of the book a tag begins; None for one that says nothing."""
    text = found.text(number)
    own = re.findall(rb"/Pg (\d+) 0 R", text)
    if own:  # a tag may go on over several pages
        return min(book.place[int(page)] for page in own)
    pages = (_page_of(book, found, child) for child in kids(text))
    return next((page for page in pages if page is not None), None)


def _drop(found: Objects, number: int, changed: dict[int, bytes | None]) -> None:
    changed[number] = None
    for child in kids(found.text(number)):
        _drop(found, child, changed)


def _link(book: _Book, text: bytes) -> bytes:
    """A link to `page:12` leads to that page of the book."""
    page = int(one(rb"/URI\(page:(\d+)\)", text))
    told = _utf16(book.link_words.replace("{n}", str(page)))
    text = _LINK.sub(b"/Dest[%d 0 R/XYZ null null null]" % book.pages[page - 1], text, count=1)
    return _TOLD.sub(b"/Contents" + told, text, count=1)


def _close(book: _Book, bookmarks: Sequence[Bookmark], writing: Writing) -> None:
    """What holds the whole together."""
    book.tags.sort(key=lambda tag: tag[0])
    tags = b" ".join(b"%d 0 R" % number for _, number in book.tags)
    writing.add(_DOCUMENT, book.document[:-2] + b"/P %d 0 R/K[%b]>>" % (_TAGS, tags))
    names = b"".join(b"(%b)%b 0 R" % pair for pair in sorted(book.ids))
    known = b"/IDTree<</Names[%b]>>" % names if names else b""
    whole = (_DOCUMENT, b" ".join(book.parents), book.keys, known)
    writing.add(
        _TAGS, book.tag_root[:-2] + b"/K[%d 0 R]/ParentTree<</Nums[%b]>>/ParentTreeNextKey %d%b>>" % whole
    )
    listed = b" ".join(b"%d 0 R" % page for page in book.pages)
    writing.add(_PAGES, b"<</Type/Pages/Count %d/Kids[%b]>>" % (len(book.pages), listed))
    more = b""
    if bookmarks:
        _outline(book, bookmarks, writing)
        more += b"/Outlines %d 0 R/PageMode/UseOutlines" % _OUTLINES
    if book.names:
        places = b"".join(b"(%b)%b 0 R" % pair for pair in sorted(book.names))
        more += b"/Names<</Dests<</Names[%b]>>>>" % places
    more = b"/Pages %d 0 R/StructTreeRoot %d 0 R" % (_PAGES, _TAGS) + more
    writing.add(_ROOT, book.root[:-2] + more + b">>")
    writing.end(_ROOT, book.info)


def _outline(book: _Book, bookmarks: Sequence[Bookmark], writing: Writing) -> None:
    """The bookmarks, folded below the first level."""
    numbers = [writing.number() for _ in bookmarks]
    parents: list[int] = []
    family: dict[int, list[int]] = {}
    above: list[tuple[int, int]] = [(0, _OUTLINES)]
    for bookmark, number in zip(bookmarks, numbers, strict=True):
        while above[-1][0] >= bookmark.level:
            above.pop()
        parents.append(above[-1][1])
        family.setdefault(above[-1][1], []).append(number)
        above.append((bookmark.level, number))
    before = {after: number for members in family.values() for number, after in pairwise(members)}
    behind = {number: after for after, number in before.items()}
    for bookmark, number, parent in zip(bookmarks, numbers, parents, strict=True):
        text = b"<</Title%b/Parent %d 0 R" % (_utf16(bookmark.title), parent)
        text += b"/Dest[%d 0 R/XYZ null null null]" % book.pages[bookmark.page - 1]
        text += b"/Prev %d 0 R" % before[number] if number in before else b""
        text += b"/Next %d 0 R" % behind[number] if number in behind else b""
        if members := family.get(number):
            text += b"/First %d 0 R/Last %d 0 R/Count -%d" % (members[0], members[-1], len(members))
        writing.add(number, text + b">>")
    top = family[_OUTLINES]
    writing.add(
        _OUTLINES, b"<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>" % (top[0], top[-1], len(top))
    )


def _utf16(text: str) -> bytes:
    return b"<FEFF" + text.encode("utf-16-be").hex().upper().encode() + b">"
