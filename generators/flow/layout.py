"""Draws a chart: the way from lanes, steps and arrows to a `Layout` of whole pixels.

In: a `Chart`. Out: a `Layout`. Nothing here knows a colour, a font file or a word.
The surprising thing: nothing is ever moved. Everything first gets its place on a grid (`placement`, `routing`, `tracks`); then
`spacing` makes columns, rows and channels as wide as they must be; what stands here only adds up.
"""

from __future__ import annotations

from itertools import pairwise

from generators.flow.boxes import LABEL_LINE, LABEL_SIZE
from generators.flow.drawing import Band, Box, Label, Layout, Line, Point, Rect, Words
from generators.flow.gateways import BARS, explicit
from generators.flow.graph import Chart, Ways, tidy, ways
from generators.flow.measure import EM, pixels, units
from generators.flow.merging import arrowhead, merged
from generators.flow.placement import BOTTOM, RIGHT, TOP, Grid, Side, place
from generators.flow.routing import Path, route
from generators.flow.spacing import HEADER_LINE, HEADER_SIZE, LABEL_GAP, Spacing, head_lines, side_of, space
from generators.flow.tracks import Tracks, assign

__all__ = ["layout"]


def layout(chart: Chart, em: int = 8) -> Layout:
    """Draws the chart. A line in a box holds `em` characters: 6 makes a slimmer, taller drawing for paper."""
    chart = explicit(tidy(chart))
    if not chart.lanes:
        return Layout(chart.title, 0, 0, (), (), ())
    net = ways(chart)
    grid = place(chart, net)
    tracks = assign(route(chart, net, grid), net.target)
    spacing = space(chart, net, grid, tracks, em * EM)
    boxes = tuple(_box(chart, grid, spacing, number) for number in range(len(chart.steps)))
    lines = [_line(chart, net, tracks, spacing, boxes, arrow) for arrow in range(len(chart.arrows))]
    bands = _bands(chart, spacing)
    return Layout(chart.title, spacing.borders[-1], spacing.bottom, bands, boxes, merged(lines), spacing.cuts)


def _bands(chart: Chart, spacing: Spacing) -> tuple[Band, ...]:
    bands = []
    for lane, x, end in zip(chart.lanes, spacing.borders, spacing.borders[1:], strict=False):
        lines = head_lines(lane)
        top = (spacing.head - len(lines) * HEADER_LINE) // 2 + 16
        middle = (x + end) // 2
        words = tuple(Words(text, middle, top + n * HEADER_LINE, HEADER_SIZE) for n, text in enumerate(lines))
        rect, head = Rect(x, 0, end - x, spacing.bottom), Rect(x, 0, end - x, spacing.head)
        bands.append(Band(lane.id, lane.label, rect, head, words))
    return tuple(bands)


def _box(chart: Chart, grid: Grid, spacing: Spacing, number: int) -> Box:
    step, found = chart.steps[number], spacing.shapes[number]
    y = spacing.middle_y[grid.row[number]]
    if step.kind in BARS:
        low, high = grid.span[number]
        over = min(found.width, spacing.column_width[low], spacing.column_width[high]) // 2
        x = spacing.middle_x[low] - over
        rect = Rect(x, y - found.height // 2, spacing.middle_x[high] + over - x, found.height)
        return Box(step.id, step.lane, step.kind, step.tone, rect, ())
    x = spacing.middle_x[grid.column[number]]
    rect = Rect(x - found.width // 2, y - found.height // 2, found.width, found.height)
    top = rect.y + found.text_top + found.baseline
    words = tuple(Words(text, x, top + n * found.line, found.size) for n, text in enumerate(found.lines))
    if not found.tag:
        return Box(step.id, step.lane, step.kind, step.tone, rect, words)
    inset = (rect.width - found.tag_width) // 2 if step.kind in ("start", "end") else found.tag_inset
    corner = rect.x + rect.width - found.tag_width - inset
    tag = Rect(corner, rect.y + found.tag_top, found.tag_width, found.tag_height)
    label = Words(found.tag, tag.x + tag.width // 2, tag.y + 14, LABEL_SIZE)
    return Box(step.id, step.lane, step.kind, step.tone, rect, words, tag, label)


def _line(
    chart: Chart, net: Ways, tracks: Tracks, spacing: Spacing, boxes: tuple[Box, ...], arrow: int
) -> Line:
    told, path = chart.arrows[arrow], tracks.paths[arrow]
    side = side_of(path, end=False)
    start = _port(path[0], side, boxes[net.source[arrow]].rect, spacing)
    tip = _port(path[-1], side_of(path, end=True), boxes[net.target[arrow]].rect, spacing)
    runs = [_run(path, run, tracks.of[arrow][run], spacing) for run in range(len(path) - 1)]
    points = [start]
    for (upright, here), (_, there) in pairwise(runs):
        points.append((here, there) if upright else (there, here))
    points.append(tip)
    tone = chart.steps[net.target[arrow]].tone if told.tone == "normal" else told.tone
    label = _label(spacing.labels[arrow], side, start)
    way = _straight(points)
    return Line(told.source, told.target, tone, arrow in net.back, way, way, arrowhead(way[-2], tip), label)


def _port(at: Point, side: Side, rect: Rect, spacing: Spacing) -> Point:
    x, y = spacing.middle_x[at[0] // 2], spacing.middle_y[at[1] // 2]
    if side in (TOP, BOTTOM):
        return x, rect.y + (rect.height if side == BOTTOM else 0)
    return rect.x + (rect.width if side == RIGHT else 0), y


def _run(path: Path, run: int, track: int, spacing: Spacing) -> tuple[bool, int]:
    """Whether a run is upright, and its x; or if level, its y."""
    (x, y), (u, v) = path[run], path[run + 1]
    upright = (
        x == u if (x, y) != (u, v) else path[run - 1][1] == y
    )  # a run of no length crosses the one before
    if upright:
        return True, spacing.middle_x[x // 2] if x % 2 else spacing.track_x[x, track]
    return False, spacing.middle_y[y // 2] if y % 2 else spacing.track_y[y, track]


def _label(lines: tuple[str, ...], side: Side, start: Point) -> Label | None:
    if not lines:
        return None
    width, height = max(pixels(units(line), LABEL_SIZE) for line in lines), len(lines) * LABEL_LINE
    x, y = start
    if side in (TOP, BOTTOM):
        x += LABEL_GAP
        y = y + LABEL_GAP // 2 if side == BOTTOM else y - LABEL_GAP // 2 - height
    else:
        x = x + LABEL_GAP if side == RIGHT else x - LABEL_GAP - width
        y -= LABEL_GAP // 2 + height
    middle = x + width // 2
    words = tuple(Words(text, middle, y + n * LABEL_LINE + 13, LABEL_SIZE) for n, text in enumerate(lines))
    return Label(Rect(x, y, width, height), words)


def _straight(points: list[Point]) -> tuple[Point, ...]:
    """The points without those that lie on the way between their neighbours."""
    kept: list[Point] = []
    for point in points:
        if kept and kept[-1] == point:
            continue
        if len(kept) > 1 and (
            kept[-2][0] == kept[-1][0] == point[0] or kept[-2][1] == kept[-1][1] == point[1]
        ):
            kept[-1] = point
        else:
            kept.append(point)
    return tuple(kept)
