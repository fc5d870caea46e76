"""Finds what would look wrong in a finished drawing, by geometry alone. The tests ask it about every chart.

In: a `Layout`. Out: one line for each fault, `kind: what`, or nothing. The surprising thing: crossing lines are no fault; lines
that lie on each other are, unless both lead to the same box.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise

from generators.flow.drawing import Box, Layout, Line, Point, Rect, Words
from generators.flow.measure import pixels, units

__all__ = ["layout_faults"]

HEAD_ROOM = 13  # an arrowhead and a little of its line
Segment = tuple[Point, Point]


def layout_faults(layout: Layout) -> tuple[str, ...]:
    """All faults of the drawing."""
    return (*_boxes(layout), *_lines(layout), *_labels(layout), *_texts(layout), *_cuts(layout))


def _overlap(a: Rect, b: Rect) -> bool:
    return a.x < b.x + b.width and b.x < a.x + a.width and a.y < b.y + b.height and b.y < a.y + a.height


def _within(a: Rect, b: Rect) -> bool:
    return b.x <= a.x and b.y <= a.y and a.x + a.width <= b.x + b.width and a.y + a.height <= b.y + b.height


def _enters(segment: Segment, rect: Rect) -> bool:
    """Whether the segment goes through the inside of the rectangle; its border may be touched."""
    (x, y), (u, v) = segment
    return (
        min(x, u) < rect.x + rect.width
        and max(x, u) > rect.x
        and min(y, v) < rect.y + rect.height
        and max(y, v) > rect.y
    )


def _segments(line: Line) -> tuple[Segment, ...]:
    return tuple(pairwise(line.points))


def _name(line: Line) -> str:
    return f"{line.source}->{line.target}"


def _boxes(layout: Layout) -> Iterator[str]:
    whole = Rect(0, 0, layout.width, layout.height)
    bands = {band.lane: band.rect for band in layout.bands}
    for a, b in combinations(layout.boxes, 2):
        if (
            _overlap(a.rect, b.rect)
            or (a.tag and _overlap(a.tag, b.rect))
            or (b.tag and _overlap(b.tag, a.rect))
        ):
            yield f"box over box: {a.step}, {b.step}"
    for box in layout.boxes:
        if not _within(box.rect, whole if box.kind in ("fork", "join") else bands[box.lane]):
            yield f"box outside its lane: {box.step}"
        if any(_overlap(box.rect, band.head) for band in layout.bands):
            yield f"box over head: {box.step}"


def _lines(layout: Layout) -> Iterator[str]:
    for line in layout.lines:
        for (x, y), (u, v) in _segments(line):
            if x != u and y != v:
                yield f"line aslant: {_name(line)}"
        for box in layout.boxes:
            if any(_enters(segment, box.rect) for segment in _segments(line)):
                yield f"line through box: {_name(line)}, {box.step}"
            if box.tag and any(_enters(segment, box.tag) for segment in _segments(line)):
                yield f"line through limit: {_name(line)}, {box.step}"
        if line.head and _length(line.stroke[-2:]) < HEAD_ROOM:
            yield f"no room for arrowhead: {_name(line)}"
        for band in layout.bands:
            if any(_enters(segment, band.head) for segment in _segments(line)):
                yield f"line over head: {_name(line)}"
    for a, b in combinations(layout.lines, 2):
        if a.target != b.target and any(_along(s, t) for s in _segments(a) for t in _segments(b)):
            yield f"line on line: {_name(a)}, {_name(b)}"


def _length(segment: tuple[Point, ...]) -> int:
    (x, y), (u, v) = segment
    return abs(x - u) + abs(y - v)


def _along(a: Segment, b: Segment) -> bool:
    """Whether two segments share more than a point."""
    for axis in (0, 1):
        if a[0][axis] == a[1][axis] == b[0][axis] == b[1][axis]:
            across = 1 - axis
            low = max(min(a[0][across], a[1][across]), min(b[0][across], b[1][across]))
            high = min(max(a[0][across], a[1][across]), max(b[0][across], b[1][across]))
            return low < high
    return False


def _labels(layout: Layout) -> Iterator[str]:
    labelled = [(line, line.label.rect) for line in layout.lines if line.label]
    for line, rect in labelled:
        for box in layout.boxes:
            if _overlap(rect, box.rect) or (box.tag and _overlap(rect, box.tag)):
                yield f"label over box: {_name(line)}, {box.step}"
        for other in layout.lines:
            if any(_enters(segment, rect) for segment in _segments(other)):
                yield f"label over line: {_name(line)}, {_name(other)}"
        if not any(_within(rect, band.rect) and not _overlap(rect, band.head) for band in layout.bands):
            yield f"label over border: {_name(line)}"
    for (a, here), (b, there) in combinations(labelled, 2):
        if _overlap(here, there):
            yield f"label over label: {_name(a)}, {_name(b)}"


def _ink(words: Words) -> Rect:
    """Where the characters of a line stand; a character is about as high as its size, less some air."""
    width = pixels(units(words.text), words.size)
    return Rect(words.x - width // 2, words.y - words.size + 2, width, words.size)


def _cuts(layout: Layout) -> Iterator[str]:
    for y in layout.cuts:
        for box in layout.boxes:
            if box.rect.y < y < box.rect.y + box.rect.height or (
                box.tag and box.tag.y < y < box.tag.y + box.tag.height
            ):
                yield f"cut through box: {y}, {box.step}"
        for line in layout.lines:
            if line.label and line.label.rect.y < y < line.label.rect.y + line.label.rect.height:
                yield f"cut through label: {y}, {_name(line)}"


def _texts(layout: Layout) -> Iterator[str]:
    for box in layout.boxes:
        for words in box.words:
            if not _holds(box, _ink(words)):
                yield f"text over box: {box.step}: {words.text}"
            if box.tag and _overlap(_ink(words), box.tag):
                yield f"text over limit: {box.step}"
        if box.tag and box.tag_words and not _within(_ink(box.tag_words), box.tag):
            yield f"limit over its corner: {box.step}"
    for band in layout.bands:
        if any(not _within(_ink(words), band.head) for words in band.words):
            yield f"text over head: {band.lane}"
    for line in layout.lines:
        if line.label and any(not _within(_ink(words), line.label.rect) for words in line.label.words):
            yield f"text over label: {_name(line)}"


def _holds(box: Box, ink: Rect) -> bool:
    rect = box.rect
    if box.kind != "decision":
        return _within(ink, rect)
    # twice the distances of the farthest corner from the middle, against the slope x/width + y/height = 1
    x = max(abs(2 * (ink.x - rect.x) - rect.width), abs(2 * (ink.x + ink.width - rect.x) - rect.width))
    y = max(abs(2 * (ink.y - rect.y) - rect.height), abs(2 * (ink.y + ink.height - rect.y) - rect.height))
    return x * rect.height + y * rect.width <= rect.width * rect.height
