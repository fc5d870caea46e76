"""How wide each column and lane, how high each row, and where each track lies between them.

In: an explicit `Chart`, its `Ways`, `Grid` and `Tracks`. Out: a `Spacing`: positions in whole pixels.
The surprising thing: a channel is as wide as its tracks and the labels and arrowheads at its sides need, so that nothing can
overlap later; tracks always lie inside, labels and arrowheads outside, next to the boxes.
"""

from __future__ import annotations

from dataclasses import dataclass

from generators.flow.boxes import LABEL_LINE, LABEL_SIZE, Shape, label_lines, shape
from generators.flow.gateways import BARS
from generators.flow.graph import Chart, Lane, Ways
from generators.flow.measure import EM, pixels, units, wrap
from generators.flow.placement import BOTTOM, LEFT, RIGHT, TOP, Grid, Side
from generators.flow.routing import Path
from generators.flow.tracks import Tracks

__all__ = ["HEADER_LINE", "HEADER_SIZE", "LABEL_GAP", "Spacing", "head_lines", "side_of", "space"]

TRACK = 10  # between two lines that run side by side
STUB = 9  # from a box to the first track
ARROW = 16  # room for an arrowhead before a box
GAP = 20  # least distance of two columns in one lane
EDGE = 12  # least distance of a box or line to the border of its lane
LEAST_COLUMN = 96
LABEL_GAP = 6
HEADER_SIZE, HEADER_LINE, HEADER_EM = 15, 21, 10

Across = tuple[int, int, int]  # a channel: room before its tracks, their number, room behind
TrackAt = dict[tuple[int, int], int]  # number of a channel on the doubled grid, and track -> position


@dataclass(frozen=True, slots=True)
class Spacing:
    """Positions. `middle_x` and `middle_y` are of columns and rows, `track_x` and `track_y` of tracks, `borders` of lanes."""

    shapes: tuple[Shape, ...]
    labels: tuple[tuple[str, ...], ...]
    column_width: tuple[int, ...]
    middle_x: tuple[int, ...]
    track_x: TrackAt
    borders: tuple[int, ...]
    head: int
    middle_y: tuple[int, ...]
    track_y: TrackAt
    bottom: int
    cuts: tuple[int, ...]


def space(chart: Chart, net: Ways, grid: Grid, tracks: Tracks, limit: int) -> Spacing:
    """The positions of everything; `limit` is how many hundredths of an em a line in a box may hold."""
    labels = tuple(label_lines(arrow.label) for arrow in chart.arrows)
    wide = [max((pixels(units(line), LABEL_SIZE) for line in lines), default=0) for lines in labels]
    shapes = _shapes(chart, grid, limit)
    widths = _columns(chart, grid, tracks, shapes, wide)
    across = _across(net, grid, tracks, shapes, widths, wide)
    heads = [head_lines(lane) for lane in chart.lanes]
    lanes = grid.lane_of
    while True:
        middle_x, track_x, borders = _spread(lanes, widths, across)
        least = [2 * EDGE + max((pixels(units(t), HEADER_SIZE) for t in lines), default=0) for lines in heads]
        lack = [least[n] - (borders[n + 1] - borders[n]) for n in range(len(least))]
        if max(lack) <= 0:
            break
        for lane, short in enumerate(lack):  # a lane narrower than its name
            if short > 0:
                widths[lanes.index(lane)] += short + short % 2
    head = max(len(lines) for lines in heads) * HEADER_LINE + 15
    middle_y, track_y, bottom, cuts = _stack(net, grid, tracks, shapes, labels, head)
    x = tuple(widths), tuple(middle_x), track_x, tuple(borders)
    return Spacing(tuple(shapes), labels, *x, head, tuple(middle_y), track_y, bottom, cuts)


def head_lines(lane: Lane) -> tuple[str, ...]:
    """The name of a lane as it stands in its head."""
    return wrap(lane.label, HEADER_EM * EM)


def side_of(path: Path, end: bool) -> Side:
    """The side of the box by which a path leaves it, or (`end`) enters."""
    (x, y), (u, v) = (path[-1], path[-2]) if end else (path[0], path[1])
    if x == u:
        return BOTTOM if v > y else TOP
    return RIGHT if u > x else LEFT


def _shapes(chart: Chart, grid: Grid, limit: int) -> list[Shape]:
    """The boxes: those of a lane equally wide, tasks side by side equally high."""
    steps, lane_of = chart.steps, grid.lane_of
    shapes = [shape(step, limit) for step in steps]
    lanes = [lane_of[column] for column in grid.column]
    widest = [0] * len(chart.lanes)
    tallest: dict[tuple[int, int], int] = {}
    for number, step in enumerate(steps):
        if step.kind in ("task", "start", "end"):
            widest[lanes[number]] = max(widest[lanes[number]], shapes[number].width)
        if step.kind == "task":
            cell = grid.row[number], lanes[number]
            tallest[cell] = max(tallest.get(cell, 0), shapes[number].height)
    for number, step in enumerate(steps):
        if step.kind in ("task", "start", "end"):
            task = step.kind == "task"
            height = tallest[grid.row[number], lanes[number]] if task else shapes[number].height
            shapes[number] = shapes[number].grown(widest[lanes[number]], height)
    return shapes


def _columns(chart: Chart, grid: Grid, tracks: Tracks, shapes: list[Shape], wide: list[int]) -> list[int]:
    widths = [LEAST_COLUMN] * len(grid.lane_of)
    for number, found in enumerate(shapes):
        if chart.steps[number].kind not in BARS:
            column = grid.column[number]
            widths[column] = max(widths[column], found.width)
    for arrow, path in enumerate(tracks.paths):
        if wide[arrow] and side_of(path, end=False) in (TOP, BOTTOM):
            column = grid.joint[arrow][0]
            widths[column] = max(widths[column], 2 * (wide[arrow] + 2 * LABEL_GAP))
    return widths


def _across(
    net: Ways, grid: Grid, tracks: Tracks, shapes: list[Shape], widths: list[int], wide: list[int]
) -> list[Across]:
    """The channels between columns: the labels of side exits and the heads of side entries need room in them."""
    count = len(widths)
    left, right = [STUB] * (count + 1), [STUB] * (count + 1)
    for arrow, path in enumerate(tracks.paths):
        start, end = grid.joint[arrow]
        side, entry = side_of(path, end=False), side_of(path, end=True)
        slack = (widths[start] - shapes[net.source[arrow]].width) // 2
        room = (wide[arrow] + 2 * LABEL_GAP if wide[arrow] else STUB) - slack
        if side == RIGHT:
            left[start + 1] = max(left[start + 1], room)
        elif side == LEFT:
            right[start] = max(right[start], room)
        slack = (widths[end] - shapes[net.target[arrow]].width) // 2
        if entry == RIGHT:
            left[end + 1] = max(left[end + 1], ARROW - slack)
        elif entry == LEFT:
            right[end] = max(right[end], ARROW - slack)
    return [(left[k], tracks.width.get((True, 2 * k), 0), right[k]) for k in range(count + 1)]


def _spread(
    lanes: tuple[int, ...], widths: list[int], across: list[Across]
) -> tuple[list[int], TrackAt, list[int]]:
    """Middles of columns, x of each upright track, borders of lanes."""
    middles: list[int] = []
    tracks: TrackAt = {}
    borders = [0]
    at = 0
    for channel, (left, count, right) in enumerate(across):
        tracks_wide = max(count - 1, 0) * TRACK
        if channel == 0:
            first = EDGE
            at = EDGE + tracks_wide + right if count else max(EDGE, right)
            split = count
        elif channel == len(widths):
            first = at + left
            at += left + tracks_wide + EDGE if count else max(EDGE, left)
            borders.append(at)
            split = count
        elif lanes[channel - 1] == lanes[channel]:
            first = at + left
            at += max(left + tracks_wide + right, GAP)
            split = count
        else:  # the border of two lanes has half of the tracks on either side
            split = (count + 1) // 2
            first = at + left
            border = max(first + (split - 1) * TRACK + EDGE, at + EDGE) if split else at + max(left, EDGE)
            borders.append(border)
            beyond = count - split
            for number in range(beyond):
                tracks[2 * channel, split + number] = border + EDGE + number * TRACK
            at = border + (EDGE + (beyond - 1) * TRACK + right if beyond else max(right, EDGE))
        for number in range(split):
            tracks[2 * channel, number] = first + number * TRACK
        if channel < len(widths):
            middles.append(at + widths[channel] // 2)
            at += widths[channel]
    return middles, tracks, borders


def _stack(
    net: Ways, grid: Grid, tracks: Tracks, shapes: list[Shape], labels: tuple[tuple[str, ...], ...], head: int
) -> tuple[list[int], TrackAt, int, tuple[int, ...]]:
    """Middles of rows, y of each level track, the lower edge, and where paper may end."""
    rows = grid.rows
    half = [4] * rows
    over, under = (
        [STUB] * (rows + 1),
        [ARROW] * (rows + 1),
    )  # of each channel: room above and below its tracks
    for number, found in enumerate(shapes):
        half[grid.row[number]] = max(half[grid.row[number]], found.height // 2 + found.above)
    for arrow, path in enumerate(tracks.paths):
        if labels[arrow]:
            row = grid.row[net.source[arrow]]
            tall = len(labels[arrow]) * LABEL_LINE + LABEL_GAP
            side = side_of(path, end=False)
            if side == BOTTOM:
                over[row + 1] = max(over[row + 1], tall)
            elif side == TOP:
                under[row] = max(under[row], tall)
            else:
                half[row] = max(half[row], tall)
    at = head
    middles: list[int] = []
    at_track: TrackAt = {}
    cuts: list[int] = []
    for channel in range(rows + 1):
        count = tracks.width.get((False, 2 * channel), 0)
        for number in range(count):
            at_track[2 * channel, number] = at + over[channel] + number * TRACK
        at += over[channel] + max(count - 1, 0) * TRACK
        cuts.append(at + 2)  # below labels and tracks, above labels and arrowheads of the next row
        at += under[channel]
        if channel < rows:
            half[channel] += half[channel] % 2
            middles.append(at + half[channel])
            at += 2 * half[channel]
    return middles, at_track, at, tuple(cuts[1:-1])
