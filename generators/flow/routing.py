"""Finds a way for each arrow along the lines of the grid, without passing a box and without sharing a line.

In: an explicit `Chart`, its `Ways` and its `Grid`. Out: for each arrow its corners on a doubled grid: odd numbers are the middles
of columns and rows, even numbers the channels between them. `tracks` then gives each run in a channel a track of its own.
The surprising thing: two arrows may share a stretch only if from there on they go the same way to the same box; everything
else about "no line on a line" follows from that one rule, kept in `_Lines.owner`.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from generators.flow.drawing import Point
from generators.flow.gateways import BARS
from generators.flow.graph import Chart, Ways
from generators.flow.placement import BOTTOM, LEFT, RIGHT, TOP, Grid, Side

__all__ = ["Path", "route"]

Path = tuple[Point, ...]
Tail = tuple[int, Path]  # the target, and the corners still to come
AHEAD = {TOP: (0, -1), RIGHT: (1, 0), BOTTOM: (0, 1), LEFT: (-1, 0)}
BEND, CROSSING = 6, 9
OUT_ONWARD = {BOTTOM: 0, RIGHT: 8, LEFT: 8}
OUT_BACK = {LEFT: 0, RIGHT: 0, TOP: 3, BOTTOM: 8}
IN_ONWARD = {TOP: 0, LEFT: 7, RIGHT: 7}
IN_BACK = {LEFT: 0, RIGHT: 0, TOP: 5}


class _Lines:
    """Which stretches are used, and by whom."""

    def __init__(self, blocked: set[Point]) -> None:
        self.blocked = blocked
        self.owner: dict[tuple[int, int, bool], Tail] = {}
        self.kept: dict[tuple[int, int, bool], int] = {}
        self.down: set[Point] = set()
        self.across: set[Point] = set()

    def fits(self, path: Path, goal: int, arrow: int, strict: bool) -> bool:
        """Whether the path passes no box, and (`strict`) no stretch that another arrow uses or has kept for it."""
        blocked = self.blocked
        if not blocked.isdisjoint(path[1:-1]):
            return False
        for number in range(len(path) - 1):
            (x, y), (u, v) = path[number], path[number + 1]
            upright = x == u
            low, high = (y, v) if upright else (x, u)
            if low > high:
                low, high = high, low
            for at in range(low + 1, high):
                if ((x, at) if upright else (at, y)) in blocked:
                    return False
            if strict and (x if upright else y) % 2:
                tail = (goal, path[number + 1 :])
                for at in range(low, high):
                    stretch = (x, at, True) if upright else (at, y, False)
                    if self.owner.get(stretch, tail) != tail or self.kept.get(stretch, arrow) != arrow:
                        return False
        return True

    def crossings(self, path: Path) -> int:
        found = 0
        for (x, y), (u, v) in pairwise(path):
            if x == u:
                for at in range(y + 1, v) if y < v else range(v + 1, y):
                    found += (x, at) in self.across
            else:
                for at in range(x + 1, u) if x < u else range(u + 1, x):
                    found += (at, y) in self.down
        return found

    def draw(self, path: Path, goal: int) -> None:
        for number in range(len(path) - 1):
            (x, y), (u, v) = path[number], path[number + 1]
            tail = (goal, path[number + 1 :])
            if x == u:
                low, high = min(y, v), max(y, v)
                self.down.update((x, at) for at in range(low + 1, high))
                if x % 2:
                    for at in range(low, high):
                        self.owner[x, at, True] = tail
            else:
                low, high = min(x, u), max(x, u)
                self.across.update((at, y) for at in range(low + 1, high))
                if y % 2:
                    for at in range(low, high):
                        self.owner[at, y, False] = tail


def route(chart: Chart, net: Ways, grid: Grid) -> tuple[Path, ...]:
    """The corners of each arrow, from the middle of its source to the middle of its target."""
    blocked: set[Point] = set()
    for step, (low, high) in enumerate(grid.span):
        blocked.update((x, 2 * grid.row[step] + 1) for x in range(2 * low + 1, 2 * high + 2))
    lines = _Lines(blocked)
    for arrow, side in grid.exits.items():
        lines.kept.setdefault(
            _stub(2 * grid.joint[arrow][0] + 1, 2 * grid.row[net.source[arrow]] + 1, side), arrow
        )
    paths: list[Path] = [()] * len(chart.arrows)

    def long(arrow: int) -> tuple[bool, int, int]:
        down = abs(grid.row[net.target[arrow]] - grid.row[net.source[arrow]])
        over = abs(grid.joint[arrow][0] - grid.joint[arrow][1])
        return arrow in net.back, (down + over if down and over else min(down + over, 1)), arrow

    for arrow in sorted(range(len(chart.arrows)), key=long):
        goal = net.target[arrow]
        found = _plain(chart, net, grid, arrow)
        if found and lines.fits(found, goal, arrow, strict=True) and not lines.crossings(found):
            lines.draw(found, goal)
            paths[arrow] = found
            continue
        best, found = 1 << 30, None
        for cost, path in sorted(_candidates(chart, net, grid, arrow)):
            if cost >= best:
                break
            if lines.fits(path, goal, arrow, strict=True):
                cost += CROSSING * lines.crossings(path)
                if cost < best:
                    best, found = cost, path
        if found is None:  # every port taken: a line on a line is better than a line through a box
            loose = sorted(_candidates(chart, net, grid, arrow))
            found = next((p for _, p in loose if lines.fits(p, goal, arrow, strict=False)), loose[-1][1])
        lines.draw(found, goal)
        paths[arrow] = found
    return tuple(paths)


def _stub(x: int, y: int, side: Side) -> tuple[int, int, bool]:
    """The first stretch of a line that leaves the box at (x, y) by `side`."""
    return (x, y - (side == TOP), True) if side in (TOP, BOTTOM) else (x - (side == LEFT), y, False)


def _plain(chart: Chart, net: Ways, grid: Grid, arrow: int) -> Path | None:
    """The path that nothing can beat if it is free and crosses nothing: tried first, because it mostly is."""
    if arrow in net.back:
        return None
    start, end = grid.joint[arrow]
    source, goal = net.source[arrow], net.target[arrow]
    xs, ys, xt, yt = 2 * start + 1, 2 * grid.row[source] + 1, 2 * end + 1, 2 * grid.row[goal] + 1
    side = grid.exits.get(arrow, BOTTOM)
    if side == BOTTOM and yt > ys:
        return ((xs, ys), (xt, yt)) if xs == xt else ((xs, ys), (xs, yt - 1), (xt, yt - 1), (xt, yt))
    if (
        side != BOTTOM
        and (xt - xs) * AHEAD[side][0] > 0
        and yt >= ys
        and (yt > ys or chart.steps[goal].kind not in BARS)
    ):
        return ((xs, ys), (xt, yt)) if ys == yt else ((xs, ys), (xt, ys), (xt, yt))
    return None


def _candidates(chart: Chart, net: Ways, grid: Grid, arrow: int) -> Iterator[tuple[int, Path]]:
    """Paths that may do, each with its price: bends, length, and how unusual its ports are."""
    source, goal = net.source[arrow], net.target[arrow]
    start, end = grid.joint[arrow]
    xs, ys, xt, yt = 2 * start + 1, 2 * grid.row[source] + 1, 2 * end + 1, 2 * grid.row[goal] + 1
    back = arrow in net.back
    bar_out, bar_in = chart.steps[source].kind in BARS, chart.steps[goal].kind in BARS
    outs = {BOTTOM: 0} if bar_out else OUT_BACK if back else OUT_ONWARD
    if arrow in grid.exits:
        outs = {grid.exits[arrow]: 0}
    ins = {TOP: 0} if bar_in else IN_BACK if back else IN_ONWARD
    edge = 2 * len(grid.lane_of)
    for side, price in outs.items():
        for entry, toll in ins.items():
            if entry != TOP and ys == yt:
                toll = 0
            for path in _paths(xs, ys, xt, yt, side, entry, edge):
                cost = price + toll + BEND * (len(path) - 2)
                x, y = path[0]
                for u, v in path[1:]:
                    cost += abs(x - u) + abs(y - v)
                    x, y = u, v
                yield cost, path


def _paths(xs: int, ys: int, xt: int, yt: int, side: Side, entry: Side, edge: int) -> Iterator[Path]:
    """All shapes of up to six bends between two ports."""
    s, t = (xs, ys), (xt, yt)
    dx, dy = AHEAD[side]
    above = yt - 1
    near = xt - 1 if entry == LEFT else xt + 1
    before = -1 if entry == LEFT else 1  # where a line that enters sideways comes from
    if dy:
        first = ys + dy
        if entry == TOP:
            if xs == xt and dy > 0 and yt > ys:
                yield (s, t)
            if xs != xt and (above - ys) * dy > 0:
                yield (s, (xs, above), (xt, above), t)
                if first < above and dy > 0:
                    yield (s, (xs, first), (xt, first), t)
            if first != above or xs == xt:
                for x in range(0, edge + 1, 2):
                    yield (s, (xs, first), (x, first), (x, above), (xt, above), t)
        else:
            if (yt - ys) * dy > 0 and (xs - xt) * before > 0:
                yield (s, (xs, yt), t)
            for x in range(0, edge + 1, 2):
                if (x - xt) * before > 0 and first != yt:
                    yield (s, (xs, first), (x, first), (x, yt), t)
        return
    beside = xs + dx
    if entry == TOP:
        if (xt - xs) * dx > 0 and yt > ys:
            yield (s, (xt, ys), t)
        for x in range(0, edge + 1, 2):
            if (x - xs) * dx > 0:
                yield (s, (x, ys), (x, above), (xt, above), t)
        for x in (0, edge):
            for y in (ys - 1, ys + 1):
                if x != beside and y != above:
                    yield (s, (beside, ys), (beside, y), (x, y), (x, above), (xt, above), t)
        return
    if ys == yt and (xt - xs) * dx > 0 and (xs - xt) * before > 0:
        yield (s, t)
    if ys != yt:
        for x in range(0, edge + 1, 2):
            if (x - xs) * dx > 0 and (x - xt) * before > 0:
                yield (s, (x, ys), (x, yt), t)
    for y in (ys - 1, ys + 1):
        if beside != near:
            yield (s, (beside, ys), (beside, y), (near, y), (near, yt), t)
