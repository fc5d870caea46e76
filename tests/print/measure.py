"""Measures a finished PDF: where each letter stands, how large it is, what a line begins and ends with.

In: the bytes of a PDF. Out: `faults(data)`, one line for each fault, or nothing; `texts(data)`, the lines of each page.
The surprising thing: it asks the file alone, by the boxes of its letters, and knows nothing of the templates; so a fault of
the typesetter itself is found too.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from typing import NamedTuple

import pikepdf
import pypdfium2
import pypdfium2.raw as raw

__all__ = [
    "Letter",
    "Sheet",
    "faults",
    "lines",
    "orphans",
    "places",
    "read",
    "smallest",
    "structure",
    "texts",
]

MM = 72 / 25.4
_NEVER_FIRST = frozenset("，。、；：！？）》」』】〕〉”’％%‰℃,.;:)]}…")
_NEVER_LAST = frozenset("（《「『【〔〈“‘([{￥¥$")
_LEAST = 8.0


class Letter(NamedTuple):
    """One letter: its box, the size of its type, its baseline."""

    sign: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    base: float


class Sheet(NamedTuple):
    """One page."""

    width: float
    height: float
    letters: list[Letter]


@lru_cache(300)
def read(data: bytes) -> tuple[Sheet, ...]:
    """Every page, with the letters that print, in the order of the file."""
    with pypdfium2.PdfDocument(data) as file:
        return tuple(Sheet(*page.get_size(), _letters(page)) for page in file)


def _letters(page: pypdfium2.PdfPage) -> list[Letter]:
    held = page.get_textpage()  # named, or it would be closed while it is read
    text = held.raw
    found = []
    matrix = raw.FS_MATRIX()
    left, right, bottom, top, x, y = (ctypes.c_double() for _ in range(6))
    for number in range(raw.FPDFText_CountChars(text)):
        code = raw.FPDFText_GetUnicode(text, number)
        if code <= 32 or code == 0xA0 or raw.FPDFText_IsGenerated(text, number) == 1:
            continue
        raw.FPDFText_GetCharBox(text, number, left, right, bottom, top)
        raw.FPDFText_GetCharOrigin(text, number, x, y)
        raw.FPDFText_GetMatrix(text, number, matrix)
        size = raw.FPDFText_GetFontSize(text, number) * abs(matrix.d)
        found.append(Letter(chr(code), left.value, bottom.value, right.value, top.value, size, y.value))
    return found


def lines(page: list[Letter]) -> list[list[Letter]]:
    """Letters that stand on one line and follow each other closely."""
    found: list[list[Letter]] = []
    for letter in page:
        if found:
            last = found[-1][-1]
            near = -0.5 * letter.size < letter.left - last.right < 1.6 * max(letter.size, last.size)
            if abs(letter.base - last.base) < 0.5 and near:
                found[-1].append(letter)
                continue
        found.append([letter])
    return found


def texts(data: bytes) -> list[list[str]]:
    """The lines of each page."""
    return [
        ["".join(letter.sign for letter in line) for line in lines(sheet.letters)] for sheet in read(data)
    ]


def smallest(data: bytes) -> float:
    """The size of the smallest letter."""
    return min(letter.size for sheet in read(data) for letter in sheet.letters)


def faults(data: bytes, margin: float = 19.5) -> Iterator[str]:
    """What a proofreader would mark. `margin` in mm at the sides; of a plate, which holds a chart, it is 8.5."""
    plates = {page for name, (page, _) in places(data).items() if "-plate-" in name}
    for number, sheet in enumerate(read(data), 1):
        yield from (f"page {number}: {fault}" for fault in _page(sheet, 8.5 if number in plates else margin))


def _page(sheet: Sheet, margin: float) -> Iterator[str]:
    if not sheet.letters:
        yield "nothing on it"
    for letter in sheet.letters:
        if letter.size < _LEAST - 0.01:
            yield f"{letter.size:.2f} pt: {letter.sign}"
        if letter.left < margin * MM - 1 or letter.right > sheet.width - margin * MM + 1:
            yield f"in the side margin: {letter.sign} at {letter.left:.0f}"
        if letter.bottom < 5 * MM or letter.top > sheet.height - 5 * MM:
            yield f"in the top or bottom margin: {letter.sign}"
    yield from _overlaps(sheet.letters)
    yield from _rules(sheet.letters)


def _overlaps(found: list[Letter]) -> Iterator[str]:
    """Letters that lie on each other."""
    grid: dict[tuple[int, int], list[Letter]] = {}
    for letter in found:
        grid.setdefault((int(letter.left // 20), int(letter.base // 20)), []).append(letter)
    for (column, row), members in grid.items():
        near = [other for c in (0, 1) for r in (-1, 0, 1) for other in grid.get((column + c, row + r), ())]
        for letter in members:
            _, left, bottom, right, top, _, _ = letter
            for other in near:
                if other[1] >= right - 1.2 or other[3] <= left + 1.2 or other is letter:
                    continue
                if min(top, other[4]) - max(bottom, other[2]) > 1.2:
                    yield f"on each other: {letter.sign}{other.sign} at {left:.0f},{letter.base:.0f}"


def _rules(found: list[Letter]) -> Iterator[str]:
    """禁则: what no line begins or ends with. A line of one sign alone is a bullet."""
    held = lines(found)
    for number, line in enumerate(held):
        if len(line) < 2:
            continue
        if line[0].sign in _NEVER_FIRST and _continues(held, number):
            yield f"line begins: {''.join(letter.sign for letter in line[:12])}"
        if line[-1].sign in _NEVER_LAST:
            yield f"line ends: {''.join(letter.sign for letter in line[-12:])}"


def _continues(held: list[list[Letter]], number: int) -> bool:
    """Whether the line goes on with a paragraph: it stands right below the line before it."""
    if not number:
        return False
    before, here = held[number - 1], held[number]
    return 0 < before[0].base - here[0].base < 2.2 * here[0].size


@lru_cache(300)
def places(data: bytes) -> dict[str, tuple[int, float]]:
    """The named places of the file: page, counted from 1, and height."""
    with pikepdf.open(BytesIO(data)) as file:
        pages = {page.obj.objgen: number for number, page in enumerate(file.pages, 1)}
        found: dict[str, tuple[int, float]] = {}
        waiting = [file.Root.get("/Names", {}).get("/Dests", {})]
        while waiting:
            node = waiting.pop()
            waiting += list(node.get("/Kids", []))
            names = list(node.get("/Names", []))
            for name, target in zip(names[::2], names[1::2], strict=True):
                goal = target["/D"] if isinstance(target, pikepdf.Dictionary) else target
                found[str(name)] = (pages[goal[0].objgen], float(goal[3]))
        return found


def orphans(data: bytes, column: float = 53.5) -> Iterator[str]:
    """Headings that stand at the foot of a page with nothing of their section beside or below them, right of `column` mm."""
    sheets = read(data)
    for name, (page, height) in places(data).items():
        if "--" not in name or "-plate-" in name:
            continue
        if not any(
            letter.left > column * MM and 55 < letter.base < height + 2 for letter in sheets[page - 1].letters
        ):
            yield f"page {page}: {name}"


def addresses(data: bytes) -> list[str]:
    """Where the links of the file lead outside it."""
    with pikepdf.open(BytesIO(data)) as file:
        notes = [note for page in file.pages for note in page.get("/Annots", [])]
        return [str(note["/A"]["/URI"]) for note in notes if "/URI" in note.get("/A", {})]


def structure(data: bytes) -> dict[str, object]:
    """What the file says of itself: marker, language, tags, fonts that are not inside, bookmarks."""
    with pikepdf.open(BytesIO(data)) as file:
        root = file.Root
        loose = set()
        for page in file.pages:
            for name, font in dict(page.get("/Resources", {}).get("/Font", {})).items():
                below = font.get("/DescendantFonts", [font])[0]
                descriptor = below.get("/FontDescriptor", {})
                if not any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")):
                    loose.add(str(name))
        with file.open_outline() as outline:
            marks = [item.title for item in outline.root]
        return {
            "ua": "pdfuaid:part" in root.Metadata.read_bytes().decode("utf-8"),
            "tagged": bool(root.get("/MarkInfo", {}).get("/Marked", False)) and "/StructTreeRoot" in root,
            "language": str(root.get("/Lang", "")),
            "title": bool(root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False)),
            "loose": loose,
            "pages": len(file.pages),
            "bookmarks": marks,
        }
