"""Documents as an EPUB 3 book: one document, or a whole selection with its index in front.

In: documents, phrases, and what is on the cover. Out: the bytes of the book, the same for the same input: a zip with one date and
one order.
The surprising thing: a link is kept only when it leads somewhere inside the book, or out to the web; a reading system has no
folder in which `other.html` could stand, and a link that leads nowhere is a fault that epubcheck names.
"""

from __future__ import annotations

import io
import uuid
import zipfile
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from pathlib import Path
from urllib.parse import quote, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from checker.phrases import Phrases
from generators.document import Directory, Document, Section
from generators.flow.svg import stylesheet
from generators.formats.epub_cover import cover
from generators.formats.html_pen import safe_href
from generators.formats.xhtml import article, identifier, legal

__all__ = ["Binding", "book", "members", "write"]

_TEMPLATES = Path(__file__).parent.parent / "templates"
_NAMES = uuid.UUID(
    "5f0a7f5e-6d0e-5f7b-9a34-3c1c8a3c7f10"
)  # so that the same book has the same identifier everywhere
_NO_DAY = date(2020, 1, 1)
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)
_FRONT = "index.xhtml"
_IN_ADDRESS = ":/?#@!$&'()*+,;=%~"


@dataclass(frozen=True, slots=True)
class Binding:
    """What names a book. `modified`: the day of its newest text; never the day of its making."""

    id: str
    title: str
    publisher: str
    modified: date


@dataclass(frozen=True, slots=True)
class _Point:
    """An entry of the table of contents; without `href` a heading above others."""

    title: str
    href: str
    below: tuple[_Point, ...] = ()

    @property
    def first(self) -> str:
        """Where a reading system goes that cannot show a bare heading."""
        return self.href or self.below[0].first


@dataclass(frozen=True, slots=True)
class _Chapter:
    """A file of the book."""

    id: str
    href: str
    drawn: bool


def write(document: Document, phrases: Phrases) -> bytes:
    """A book of this one document."""
    publisher = document.imprint[0].value if document.imprint else ""
    return book((document,), phrases, Binding(document.id, document.title, publisher, _NO_DAY))


def members(front: Document) -> dict[str, tuple[str, ...]]:
    """The groups of an index, each with the ids of its documents; one that stands in several groups counts for the first."""
    found: dict[str, tuple[str, ...]] = {}
    seen: set[str] = set()
    for block in front.sections[0].blocks if front.sections else ():
        for group in block.groups if isinstance(block, Directory) else ():
            ids = [entry.link.href.removesuffix(".html") for entry in group.entries]
            found[group.title] = tuple(name for name in dict.fromkeys(ids) if name not in seen)
            seen.update(ids)
    return {title: ids for title, ids in found.items() if ids}


def book(
    documents: Iterable[Document], phrases: Phrases, binding: Binding, front: Document | None = None
) -> bytes:
    """The book. `front` is the index: it stands first and its groups make the table of contents; the documents are asked for one
    at a time, and should come in the order of these groups."""
    groups = members(front) if front else {}
    known = frozenset(name for ids in groups.values() for name in ids)
    chapters: list[_Chapter] = []
    points: dict[str, _Point] = {}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        _put(made, "mimetype", b"application/epub+zip", zipfile.ZIP_STORED)
        _put(made, "META-INF/container.xml", _rendered("epub_container.xml"))
        _put(made, "EPUB/style.css", _style())
        _put(
            made, "EPUB/cover.svg", cover(binding.title, binding.publisher, phrases.language).encode("utf-8")
        )
        for document, href in _placed(front, documents):
            address = partial(_address, ids=frozenset(_ids(document)), known=known, here=href)
            body = article(document, phrases, address)
            page = _rendered(
                "epub_chapter.xhtml",
                language=document.language,
                title=document.title,
                up="" if href == _FRONT else "../",
                body=Markup(body),
            )
            _put(made, f"EPUB/{href}", page)
            chapters.append(_Chapter(f"c{len(chapters)}", href, "<svg" in body))
            points[document.id if href != _FRONT else ""] = _Point(
                document.title, href, tuple(_sections(document, href))
            )
        frame = {
            "language": phrases.language,
            "binding": binding,
            "identifier": f"urn:uuid:{uuid.uuid5(_NAMES, f'{legal(binding.id)} {phrases.language}')}",
            "chapters": chapters,
            "contents": tuple(_contents(groups, points)),
            "heading": phrases.say("exchange.contents"),
            "begin": phrases.say("exchange.begin"),
            "accessible": phrases.say("exchange.accessible"),
        }
        for name in ("nav.xhtml", "toc.ncx", "package.opf"):
            _put(made, f"EPUB/{name}", _rendered(f"epub_{name}", **frame))
    return file.getvalue()


def _placed(front: Document | None, documents: Iterable[Document]) -> Iterator[tuple[Document, str]]:
    """The documents with their files; chapters have a folder of their own, so that none can take the place of another file."""
    if front:
        yield front, _FRONT
    for document in documents:
        yield document, f"text/{identifier(document.id)}.xhtml"


def _ids(document: Document) -> Iterator[str]:
    """What a link inside the document may lead to."""

    def below(sections: Iterable[Section]) -> Iterator[str]:
        for section in sections:
            yield section.id
            for block in section.blocks:
                yield from (group.id for group in block.groups) if isinstance(block, Directory) else ()
            yield from below(section.parts)

    return below(document.sections)


def _address(href: str, ids: Collection[str], known: Collection[str], here: str) -> str:
    """The address as it is written in that file of the book; "" where it would lead nowhere."""
    href = safe_href(href)
    if href.startswith("#"):
        return f"#{identifier(href[1:])}" if href[1:] in ids else ""
    try:
        parts = urlsplit(href)
    except ValueError:
        return ""
    if parts.scheme:
        whole = parts.hostname if parts.scheme == "https" else parts.path
        return quote(href, safe=_IN_ADDRESS) if whole else ""
    name = parts.path.removesuffix(".html")
    folder, up = ("", "../") if here != _FRONT else ("text/", "")
    if name == "index" and known:
        return f"{up}{_FRONT}"
    return f"{folder}{identifier(name)}.xhtml" if name in known else ""


def _sections(document: Document, href: str) -> Iterator[_Point]:
    for section in document.sections:
        yield _Point(f"{section.number} {section.title}".strip(), f"{href}#{identifier(section.id)}")


def _contents(groups: dict[str, tuple[str, ...]], points: dict[str, _Point]) -> Iterator[_Point]:
    """One document: its sections. Several: the index, then by group; a document that no group names stands at the end."""
    if not groups:
        for point in points.values():
            yield point
        return
    left = dict(points)
    front = left.pop("", None)
    if front:
        yield _Point(front.title, front.href)
    for title, ids in groups.items():
        below = tuple(_Point(left[name].title, left[name].href) for name in ids if name in left)
        if below:
            yield _Point(title, "", below)
        for name in ids:
            left.pop(name, None)
    for point in left.values():
        yield _Point(point.title, point.href)


def _put(made: zipfile.ZipFile, name: str, data: bytes, how: int = zipfile.ZIP_DEFLATED) -> None:
    entry = zipfile.ZipInfo(name, _ZIP_DAY)
    entry.compress_type, entry.create_system, entry.external_attr = how, 3, 0o644 << 16
    made.writestr(entry, data)


def _rendered(template: str, **values: object) -> bytes:
    return _environment().get_template(template).render(**values).encode("utf-8")


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        finalize=lambda value: (
            value if isinstance(value, Markup) or not isinstance(value, str) else legal(value)
        ),
    )


@cache
def _style() -> bytes:
    """The styles of the text and of the charts, colours written out: not every reading system knows custom properties."""
    return ((_TEMPLATES / "epub.css").read_text(encoding="utf-8") + stylesheet(literal=True)).encode("utf-8")
