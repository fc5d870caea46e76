"""A flowchart for paper: the project's own layout, made to fit sheets, as plain geometry in points.

In: a `Chart` and the sheets it may use. Out: data for chart.typ: one drawing for each sheet. No type in it is below 8 pt.
The surprising thing: a chart that does not fit is never shrunk below that. It is laid out slimmer, then turned on its
side, then cut where only lines pass, and each line that is cut ends in a circle whose letter stands again on the next
sheet (GB/T 1526 connectors).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generators.flow.boxes import LABEL_SIZE
from generators.flow.drawing import Box, Layout, Line, Point, Rect, Words
from generators.flow.graph import Chart
from generators.flow.layout import layout

__all__ = ["GUIDE_SHEETS", "Sheet", "chart_data", "drawn"]

Data = dict[str, object]

_LEAST_SIZE = 8.0
_LEAST = _LEAST_SIZE / LABEL_SIZE + 0.0005  # points a pixel: the smallest type of a layout is then 8 pt
_MOST = 0.8
_EMS = (6, 8, 4)  # characters in a line of a box; the first that fits best is taken
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_CONNECTOR = 13  # points: a circle, and the room above and below it
_CORNER = 4.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page for a chart: its name for the template, and the room on it in points. `wide` pages are turned."""

    paper: str
    wide: bool
    width: float
    height: float


def _mm(length: float) -> float:
    return length * 72 / 25.4


GUIDE_SHEETS = (
    Sheet("a4", False, _mm(192), _mm(238)),
    Sheet("a4", True, _mm(279), _mm(158)),
    Sheet("a3", True, _mm(402), _mm(240)),
)


def chart_data(
    chart: Chart, sheets: Sequence[Sheet] = GUIDE_SHEETS, *, ems: Sequence[int] = _EMS, most: float = _MOST
) -> Data:
    """The drawings of the chart, on as few sheets as it takes; none when even one is too small, and then only its
    outline is told."""
    best: tuple[tuple[int, int, float], Layout, Sheet, tuple[int, ...], float] | None = None
    for em in ems:
        drawing = layout(chart, em)
        if not drawing.width or not drawing.height:
            continue
        for rank, sheet in enumerate(sheets):
            scale = min(sheet.width / drawing.width, most)
            if scale < _LEAST:
                continue
            for fitted in dict.fromkeys((_whole(drawing, sheet, scale), scale, _LEAST)):
                cuts = _cuts(drawing, sheet.height, fitted) if fitted >= _LEAST else None
                if cuts is None:
                    continue
                # a larger paper is only for what has no place on the smaller
                price = (rank if sheet.paper != sheets[0].paper else 0, len(cuts), -fitted)
                if best is None or price < best[0]:
                    best = (price, drawing, sheet, cuts, fitted)
    if best is None:
        return {"sheets": []}
    _, drawing, sheet, cuts, scale = best
    for step in range(6, 0, -1):  # as large as the same number of sheets allows
        larger = scale + (min(sheet.width / drawing.width, most) - scale) * step / 6
        wider = _cuts(drawing, sheet.height, larger)
        if wider is not None and len(wider) == len(cuts):
            cuts, scale = wider, larger
            break
    return {
        "sheets": [
            {"paper": sheet.paper, "wide": sheet.wide, **part} for part in drawn(drawing, scale, cuts[1:-1])
        ]
    }


def _whole(drawing: Layout, sheet: Sheet, scale: float) -> float:
    """The scale at which the drawing is one piece."""
    return min(scale, sheet.height / drawing.height)


def _cuts(drawing: Layout, room: float, scale: float) -> tuple[int, ...] | None:
    """Where to cut, top and bottom included: as few pieces as fit, as even as they can be; None when a piece cannot fit."""
    head = drawing.bands[0].head.height * scale
    places = (0, *(cut for cut in drawing.cuts if 0 < cut < drawing.height), drawing.height)

    def high(first: int, last: int) -> float:
        above = head + 2 * _CONNECTOR if first else 0.0
        below = 2 * _CONNECTOR if places[last] < drawing.height else 0.0
        return (places[last] - places[first]) * scale + above + below

    # cheapest way to each place: pieces first, then the square of their heights, which makes them even
    ways: dict[int, tuple[int, float, tuple[int, ...]]] = {0: (0, 0.0, (0,))}
    for last in range(1, len(places)):
        for first in range(last):
            if first in ways and high(first, last) <= room:
                pieces, uneven, path = ways[first]
                option = (pieces + 1, uneven + high(first, last) ** 2, (*path, last))
                if last not in ways or option[:2] < ways[last][:2]:
                    ways[last] = option
    found = ways.get(len(places) - 1)
    return tuple(places[place] for place in found[2]) if found else None


def drawn(drawing: Layout, scale: float, cuts: Sequence[int] = ()) -> Iterator[Data]:
    """The drawing in pieces, at `scale` points a pixel."""
    edges = (0, *cuts, drawing.height)
    names: dict[tuple[int, int], str] = {}
    for top, bottom in pairwise(edges):
        yield _Piece(drawing, scale, top, bottom, names).data()


class _Piece:
    """One piece of a drawing, from `top` to `bottom` pixels."""

    def __init__(
        self, drawing: Layout, scale: float, top: int, bottom: int, names: dict[tuple[int, int], str]
    ) -> None:
        self.drawing, self.scale, self.top, self.bottom, self.names = drawing, scale, top, bottom, names
        self.head = drawing.bands[0].head.height if top else 0
        self.first, self.last = top == 0, bottom == drawing.height
        self.above = 0.0 if self.first else self.head * scale + 2 * _CONNECTOR
        self.height = (bottom - top) * scale + self.above + (0.0 if self.last else 2 * _CONNECTOR)

    def x(self, x: float) -> float:
        return round(x * self.scale, 2)

    def y(self, y: float) -> float:
        return round((y - self.top) * self.scale + self.above, 2)

    def data(self) -> Data:
        inside = [box for box in self.drawing.boxes if self.top <= box.rect.y < self.bottom]
        connectors: dict[tuple[int, int], Data] = {}
        lines = [found for line in self.drawing.lines for found in self.line(line, connectors)]
        return {
            "width": self.x(self.drawing.width),
            "height": round(self.height, 2),
            "bands": [
                {
                    "x": self.x(band.rect.x),
                    "w": self.x(band.rect.width),
                    "h": self.x(band.head.height),
                    "words": [
                        {"t": w.text, "x": self.x(w.x), "y": self.x(w.y), "s": self.size(w)}
                        for w in band.words
                    ],
                }
                for band in self.drawing.bands
            ],
            "boxes": [self.box(box) for box in inside],
            "lines": lines,
            "labels": [
                {"tone": _tone(line), "words": [self.words(w) for w in line.label.words]}
                for line in self.drawing.lines
                if line.label and self.top <= line.label.rect.y < self.bottom
            ],
            "connectors": list(connectors.values()),
        }

    def size(self, words: Words) -> float:
        return round(words.size * self.scale, 2)

    def words(self, words: Words) -> Data:
        return {"t": words.text, "x": self.x(words.x), "y": self.y(words.y), "s": self.size(words)}

    def rect(self, rect: Rect) -> Data:
        return {
            "x": self.x(rect.x),
            "y": self.y(rect.y),
            "w": self.x(rect.width),
            "h": self.x(rect.height),
        }

    def box(self, box: Box) -> Data:
        told: Data = {
            **self.rect(box.rect),
            "kind": box.kind,
            "tone": box.tone,
            "words": [self.words(words) for words in box.words],
        }
        if box.tag and box.tag_words:
            told["tag"] = self.rect(box.tag)
            told["tag_words"] = self.words(box.tag_words)
        return told

    def line(self, line: Line, connectors: dict[tuple[int, int], Data]) -> Iterator[Data]:
        """The parts of a line that lie in this piece; where it is cut, a connector."""
        tone = _tone(line)
        ways = list(self.clipped(line.stroke))
        for number, way in enumerate(ways):
            told: Data = {"tone": tone, "points": []}
            head = line.head if number == len(ways) - 1 else None
            points = [(self.x(x), self.y(y)) for x, y in way]
            if head and way[-1] == line.stroke[-1] and self.top <= head[0][1] <= self.bottom:
                tip, a, b = head
                told["head"] = [[self.x(x), self.y(y)] for x, y in (tip, a, b)]
                points[-1] = (self.x((a[0] + b[0]) / 2), self.y((a[1] + b[1]) / 2))
            for end in (0, -1):
                edge = way[end][1]
                cut = way[end] not in (line.stroke[0], line.stroke[-1]) or edge not in _ends(line)
                if cut and edge == self.top and not self.first:
                    points[end] = self.connector(way[end], tone, connectors, above=True)
                elif cut and edge == self.bottom and not self.last:
                    points[end] = self.connector(way[end], tone, connectors, above=False)
            told["points"] = [list(point) for point in points]
            told["way"] = _rounded(points)
            yield told

    def clipped(self, way: tuple[Point, ...]) -> Iterator[tuple[Point, ...]]:
        """The runs of the polyline between top and bottom."""
        run: list[Point] = []
        for (x, y), (u, v) in pairwise(way):
            low, high = max(min(y, v), self.top), min(max(y, v), self.bottom)
            if low > high or (low == high and y != v):
                if len(run) > 1:
                    yield tuple(run)
                run = []
                continue
            start, end = ((x, low), (u, high)) if y <= v else ((x, high), (u, low))
            if not run or run[-1] != start:
                if len(run) > 1:
                    yield tuple(run)
                run = [start]
            run.append(end)
        if len(run) > 1:
            yield tuple(run)

    def connector(
        self, at: Point, tone: str, connectors: dict[tuple[int, int], Data], *, above: bool
    ) -> tuple[float, float]:
        """A circle with a letter at the edge; circles that would touch stand in two rows."""
        x, edge = at
        row = 0
        near = [other for other in connectors if other[1] == edge and other[0] != x]
        if any(
            abs(other[0] - x) * self.scale < _CONNECTOR and connectors[other]["row"] == 0 for other in near
        ):
            row = 1
        name = self.names.setdefault((x, edge), _LETTERS[len(self.names) % len(_LETTERS)])
        far = _CONNECTOR * (row + 0.5)
        centre = self.y(edge) + (-far if above else far)
        connectors.setdefault(
            (x, edge), {"x": self.x(x), "y": round(centre, 2), "name": name, "tone": tone, "row": row}
        )
        kept = connectors[x, edge]["y"]
        reach = float(kept) if isinstance(kept, float | int) else centre
        return self.x(x), round(reach + (_CONNECTOR / 2 - 1 if above else 1 - _CONNECTOR / 2), 2)


def _ends(line: Line) -> tuple[int, int]:
    return line.points[0][1], line.points[-1][1]


def _tone(line: Line) -> str:
    return "return" if line.back and line.tone == "normal" else line.tone


def _rounded(points: Sequence[tuple[float, float]]) -> list[list[float]]:
    """The way with rounded corners: [x, y] is a line to there, [cx, cy, x, y] a bend around (cx, cy)."""
    way: list[list[float]] = [list(points[0])]
    for before, here, after in zip(points, points[1:], points[2:], strict=False):
        room = min(_CORNER, _far(before, here) / 2, _far(here, after) / 2)
        a, b = _towards(here, before, room), _towards(here, after, room)
        way.append([round(a[0], 2), round(a[1], 2)])
        way.append([here[0], here[1], round(b[0], 2), round(b[1], 2)])
    way.append(list(points[-1]))
    return way


def _far(a: tuple[float, float], b: tuple[float, float]) -> float:
    return abs(a[0] - b[0]) + abs(a[1] - b[1])


def _towards(start: tuple[float, float], goal: tuple[float, float], room: float) -> tuple[float, float]:
    x = (goal[0] > start[0]) - (goal[0] < start[0])
    y = (goal[1] > start[1]) - (goal[1] < start[1])
    return start[0] + x * room, start[1] + y * room
