"""A whole booklet as one PDF: guides in volumes, around them cover, contents, chapters, indexes, with true page numbers.

In: a `Booklet`, a size, a folder to work in, a file. Out: the PDF; the number of its pages.
The surprising thing: nothing is set twice to find a page number. The volumes do not know where they will stand; the
frame around them is small and is set until its own length is what its numbers supposed; running titles and page
numbers are stamped on at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any, BinaryIO

from checker.finding import Finding, Place, Text
from checker.phrases import Phrases
from generators.booklet_frame import Standing, chapter_number, first_guess, frame_job
from generators.booklet_index import Spot
from generators.booklet_plan import Booklet, Chapter
from generators.booklet_volumes import Located, Volume, batches, press, volume
from generators.document import Legend
from generators.subject import Selection, Subject
from generators.typeset.failures import CannotPrint
from generators.typeset.job import Size, printed, words_for_print
from generators.typeset.join import Bookmark, join
from generators.typeset.pdf_text import NotTypst, pages_in
from generators.typeset.tree import plain_text

__all__ = ["print_booklet"]

_TRIES = 6
_FRAME = 0
"""The frame is the first of the files that are joined."""
_SECOND = "--second"
"""What is added to a matter's name for its guide in the second language."""


@dataclass(frozen=True, slots=True)
class _Guide:
    """One guide in the book: its file, where it stands there, what its running title says."""

    source: int
    located: Located
    title: str
    sections: tuple[str, ...]
    foot: str


def print_booklet(
    booklet: Booklet, size: Size, folder: Path, file: BinaryIO, advance: Callable[[int], None]
) -> int:
    """Print it. `advance` is told how many guides were set. Raises `CannotPrint` and `OSError`."""
    volumes: list[Volume] = []
    guides: dict[str, _Guide] = {}
    for selection, ending in _languages(booklet):
        phrases, kept = selection.phrases, dict[str, tuple[str, tuple[str, ...], str]]()
        documents = _documents(booklet, selection, ending, kept)
        for index, batch in enumerate(batches(documents)):
            made = volume(_volume_job(booklet, phrases, size), batch, folder, f"volume{ending}-{index}")
            volumes.append(made)
            for located in made.documents:
                guides[located.name] = _Guide(len(volumes), located, *kept.pop(located.name))
            advance(len(batch))
    book = _Book(booklet, size, folder, tuple(volumes), guides)
    try:
        return book.write(file)
    except NotTypst as error:
        raise CannotPrint(_cannot_join(booklet, str(error))) from error


def _languages(booklet: Booklet) -> Iterator[tuple[Selection, str]]:
    yield booklet.selection, ""
    if booklet.second:
        yield booklet.second, _SECOND


def _documents(
    booklet: Booklet, selection: Selection, ending: str, kept: dict[str, tuple[str, tuple[str, ...], str]]
) -> Iterator[dict[str, Any]]:
    """The guides in the order of the book, as data; what the running titles and bookmarks need is kept."""
    for chapter in booklet.chapters:
        for subject in chapter.subjects:
            document = Subject(subject.edition, subject.office, selection).guide()
            # what the marks mean stands once in the book, behind its cover
            closing = tuple(block for block in document.closing if not isinstance(block, Legend))
            document = replace(document, id=subject.matter + ending, closing=closing)
            data = printed(document, selection.phrases)
            sections = tuple(f"{section.number} {section.title}".strip() for section in document.sections)
            kept[subject.matter + ending] = (document.title, sections, str(data["foot"]))
            yield data


def _volume_job(booklet: Booklet, phrases: Phrases, size: Size) -> dict[str, Any]:
    return {
        "language": phrases.language,
        "size": size,
        "words": words_for_print(phrases),
        "title": plain_text(phrases.text(booklet.recipe.title)),
        "author": plain_text(phrases.text(booklet.selection.catalogue.info.publisher)),
    }


@dataclass(frozen=True, slots=True)
class _Placed:
    """The pages of the book: which page of which file each is, and where parts and guides begin (counted from 1)."""

    order: tuple[tuple[int, int], ...]
    parts: Mapping[str, int]
    guides: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Book:
    """One book being put together."""

    booklet: Booklet
    size: Size
    folder: Path
    volumes: tuple[Volume, ...]
    guides: Mapping[str, _Guide]

    def write(self, file: BinaryIO) -> int:
        frame, placed, starts = self._frame()
        stamps, stamped = self._stamps(frame, placed, starts)
        sheet, _ = press("booklet-stamps", stamps, self.folder, "stamps", tagged=False)
        sources = [frame, *(volume.path for volume in self.volumes)]
        words = self.booklet.phrases.say("booklet.to-page", n="{n}")
        join(sources, placed.order, sheet, stamped, tuple(self._bookmarks(placed)), file, words)
        return len(placed.order)

    def _frame(self) -> tuple[Path, _Placed, Mapping[str, int]]:
        """The frame, set until it takes the pages that its own numbers suppose."""
        starts: Mapping[str, int] = first_guess(self.booklet)
        for _ in range(_TRIES):
            placed = self._placed(starts)
            standing = Standing(placed.parts, self._spots(placed))
            path, told = press("booklet", frame_job(self.booklet, standing, self.size), self.folder, "frame")
            found = {**dict(told["starts"]), "end": told["pages"] + 1}
            if found == dict(starts):
                return path, placed, starts
            starts = found
        raise CannotPrint(_never_settles(self.booklet))

    def _placed(self, starts: Mapping[str, int]) -> _Placed:
        """The order of the pages, when the parts of the frame begin on these pages of it."""
        names = sorted(starts, key=starts.__getitem__)
        ends = {name: starts[after] for name, after in pairwise(names)}
        order: list[tuple[int, int]] = []
        parts: dict[str, int] = {}
        guides: dict[str, int] = {}
        chapters = {f"chapter-{index}": chapter for index, chapter in enumerate(self.booklet.chapters)}
        for name in names[:-1]:
            parts[name] = len(order) + 1
            order += [(_FRAME, page - 1) for page in range(starts[name], ends[name])]
            for guide in self._of(chapters.get(name)):
                guides[guide.located.name] = len(order) + 1
                located = guide.located
                order += [(guide.source, page) for page in range(located.first, located.last + 1)]
        return _Placed(tuple(order), parts, guides)

    def _of(self, chapter: Chapter | None) -> Iterator[_Guide]:
        """The guides of a chapter; in a bilingual book each matter in one language after the other."""
        for subject in chapter.subjects if chapter else ():
            for ending in ("", _SECOND):
                if subject.matter + ending in self.guides:
                    yield self.guides[subject.matter + ending]

    def _spots(self, placed: _Placed) -> dict[str, Spot]:
        spots = {}
        for name, guide in self.guides.items():
            located, page = guide.located, placed.guides[name]
            moved = page - located.first
            seen: dict[tuple[str, str, str], list[int]] = {}
            for mark, where in located.seen:
                seen.setdefault(mark, []).append(where + moved)
            sections = tuple(where + moved for where in located.sections)
            spots[name] = Spot(page, sections, {mark: tuple(pages) for mark, pages in seen.items()})
        return spots

    def _bookmarks(self, placed: _Placed) -> Iterator[Bookmark]:
        say = self.booklet.phrases.say
        parts = placed.parts
        front = ("foreword", "contents")
        yield from (Bookmark(say(f"booklet.{name}"), parts[name]) for name in front if name in parts)
        for index, chapter in enumerate(self.booklet.chapters):
            title = f"{chapter_number(index, self.booklet)} {chapter.title}".strip()
            yield Bookmark(title, parts[f"chapter-{index}"])
            for guide in self._of(chapter):
                page = placed.guides[guide.located.name]
                yield Bookmark(guide.title, page, 2)
                moved = page - guide.located.first
                for section, where in zip(guide.sections, guide.located.sections, strict=True):
                    yield Bookmark(section, where + moved, 3)
        for key in ("matters", "laws", "papers"):
            if f"index-{key}" in parts:
                yield Bookmark(say(f"booklet.index.{key}"), parts[f"index-{key}"])

    def _stamps(
        self, frame: Path, placed: _Placed, starts: Mapping[str, int]
    ) -> tuple[dict[str, Any], list[list[int]]]:
        """What stands over and under the pages, and which of it on each: nothing on the cover, no running title on the first page
        of a part or a guide nor on a chart's."""
        phrases = self.booklet.phrases
        title = phrases.text(self.booklet.recipe.title)
        _, _, frame_sizes = pages_in(frame.read_bytes())
        sizes = [frame_sizes, *(volume.sizes for volume in self.volumes)]
        heads: dict[tuple[int, int], tuple[str, str]] = {}
        foot = {(_FRAME, page): title for page in range(len(frame_sizes))}
        for name, after in pairwise(sorted(starts, key=starts.__getitem__)):
            for page in range(starts[name] + 1, starts[after]):
                heads[_FRAME, page - 1] = (self._part_title(name), title)
        for index, chapter in enumerate(self.booklet.chapters):
            aside = f"{chapter_number(index, self.booklet)} {chapter.title}".strip()
            for guide in self._of(chapter):
                located = guide.located
                for page in range(located.first, located.last + 1):
                    foot[guide.source, page] = guide.foot
                    if located.first < page < (located.plate or located.last + 1):
                        heads[guide.source, page] = (guide.title, aside)
        sheet = _Sheet()
        stamped: list[list[int]] = []
        for number, place in enumerate(placed.order, 1):
            size = sizes[place[0]][place[1]]
            if place == (_FRAME, 0):
                stamped.append([])
                continue
            here = [sheet.at(size, number=number), sheet.at(size, foot=foot[place])]
            if place in heads:
                head, aside = heads[place]
                here.append(sheet.at(size, head=head, aside=aside))
            stamped.append(here)
        job = {
            "language": phrases.language,
            "size": self.size,
            "words": {"page": phrases.say("booklet.page", n="{n}", total="{total}")},
            "title": title,
            "total": len(placed.order),
            "stamps": sheet.stamps,
        }
        return job, stamped

    def _part_title(self, name: str) -> str:
        if name.startswith("chapter-"):
            index = int(name.removeprefix("chapter-"))
            return f"{chapter_number(index, self.booklet)} {self.booklet.chapters[index].title}".strip()
        key = name.replace("index-", "index.")
        return self.booklet.phrases.say(f"booklet.{key}") if name != "cover" else ""


class _Sheet:
    """The stamps of a book, each drawn once for all pages that show it."""

    def __init__(self) -> None:
        self.stamps: list[dict[str, Any]] = []
        self._places: dict[tuple[object, ...], int] = {}

    def at(self, size: tuple[str, str], **what: str | int) -> int:
        """The number of the stamp."""
        told = {key: plain_text(value) if isinstance(value, str) else value for key, value in what.items()}
        known = (size, *told.items())
        if known not in self._places:
            self._places[known] = len(self.stamps)
            self.stamps.append({"size": [float(length) for length in size], **told})
        return self._places[known]


def _never_settles(booklet: Booklet) -> Finding:
    return Finding(
        "B54",
        "booklet-not-set",
        "error",
        booklet.recipe.place,
        Text("目录的页码定不下来", "the page numbers of the contents do not settle"),
        Text(
            "这是程序的错误，请把出版单一起报告", "a fault of the program: please report it with the recipe"
        ),
    )


def _cannot_join(booklet: Booklet, reason: str) -> Finding:
    return Finding(
        "B54",
        "booklet-not-set",
        "error",
        Place(booklet.recipe.place.path),
        Text(f"各卷合不成一册（{reason}）", f"the volumes cannot be joined ({reason})"),
        Text(
            "多半是 Typst 换了版本：安装 requirements/ 中锁定的版本",
            "most likely another version of Typst: install the one locked in requirements/",
        ),
    )
