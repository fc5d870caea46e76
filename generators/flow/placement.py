"""Gives each step its place on the grid: a row of time and a column of its lane.

In: an explicit `Chart` and its `Ways`. Out: a `Grid`; rows and columns are counted over the whole chart, from 0.
The surprising thing: the main way runs down one column of a lane (its spine, column 0 while placing); an exception leaves a
decision sideways and stands in the same row, so that time goes down and trouble goes aside. Bars take rows of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from generators.flow.gateways import BARS, main_exit
from generators.flow.graph import Chart, Ways

__all__ = ["BOTTOM", "LEFT", "RIGHT", "TOP", "Grid", "Side", "place"]

Side = int  # of a box
TOP, RIGHT, BOTTOM, LEFT = 0, 1, 2, 3
FAR = 99  # more columns than a lane can have


@dataclass(frozen=True, slots=True)
class Grid:
    """Where everything stands. `span` holds a bar's first and last column; `exits` the side by which each arrow of a decision
    leaves; `joint` the columns at which an arrow leaves its source and enters its target (not the steps' own only at bars)."""

    rows: int
    lane_of: tuple[int, ...]
    row: tuple[int, ...]
    column: tuple[int, ...]
    span: tuple[tuple[int, int], ...]
    exits: dict[int, Side]
    joint: tuple[tuple[int, int], ...]


def place(chart: Chart, net: Ways) -> Grid:
    """The grid of an explicit chart."""
    return _Placing(chart, net).finish()


class _Placing:
    """Sets one step after the other, in the order of time; its attributes are the board so far."""

    def __init__(self, chart: Chart, net: Ways) -> None:
        self.chart, self.net = chart, net
        lanes = {lane.id: number for number, lane in enumerate(chart.lanes)}
        self.lane_of = [lanes[step.lane] for step in chart.steps]
        self.bar = [step.kind in BARS for step in chart.steps]
        decisions = [step for step, found in enumerate(chart.steps) if found.kind == "decision"]
        self.main = {step: main_exit(chart, net, step) for step in decisions}
        # the hand on which a lane grows: a lane with exceptions keeps them on the applicant's side and the way on free
        self.outer = [1] * len(chart.lanes)
        for arrow, source in enumerate(net.source):
            lane = self.lane_of[source]
            if source in self.main and arrow != self.main[source] and self.lane_of[net.target[arrow]] == lane:
                self.outer[lane] = -1 if 0 < lane < len(chart.lanes) - 1 else 1
        self.exits: dict[int, Side] = {}
        for step in decisions:
            self._leave(step)
        count = len(chart.steps)
        self.row, self.column, self.aside = [0] * count, [0] * count, [0] * count
        self.taken: set[tuple[int, int, int]] = set()
        self.open: dict[
            tuple[int, int], set[int]
        ] = {}  # lane and column -> the steps that a line there will lead down to
        self.rails: list[
            tuple[int, int, int, int]
        ] = []  # row, lane, first and last column that a level line passes
        self._set_all()

    def _leave(self, step: int) -> None:
        """One side of the diamond for each exit: the normal way down, the others towards their lane if that side is free."""
        main = self.main[step]
        own = self.lane_of[step]
        free = [LEFT, RIGHT, BOTTOM]
        if main is not None:
            self.exits[main] = BOTTOM
            free.remove(BOTTOM)
        rest = [a for a, source in enumerate(self.net.source) if source == step and a != main]
        for arrow in sorted(rest, key=lambda a: self.lane_of[self.net.target[a]] == own):
            way = self.lane_of[self.net.target[arrow]] - own or self.outer[own]
            wish = RIGHT if way > 0 else LEFT
            side = wish if wish in free or not free else free[0]
            self.exits[arrow] = side
            if side in free:
                free.remove(side)

    def _set_all(self) -> None:
        net = self.net
        least = [0] * len(self.row)
        waiting = [len(arrows) for arrows in net.ins]
        rank = {step: number for number, step in enumerate(net.order)}
        ready = [(0, rank[step], step) for step in net.order if not waiting[step]]
        heapify(ready)
        bars: set[int] = set()
        while ready:
            at, _, step = heappop(ready)
            if self.bar[step]:
                while at in bars:
                    at += 1
                bars.add(at)
                self.row[step] = at
            else:
                self._set(step, at)
            for goals in self.open.values():
                goals.discard(step)
            for arrow in net.outs[step]:
                goal = net.target[arrow]
                below = self.lane_of[goal] == self.lane_of[step] or self.chart.steps[goal].kind == "join"
                if below and not self.bar[step] and self.exits.get(arrow, BOTTOM) == BOTTOM:
                    self.open.setdefault((self.lane_of[step], self.column[step]), set()).add(goal)
                # a bar's own row lies above the ordinary row of the same number
                same = not self.bar[goal] and (self.bar[step] or self._sideways(arrow))
                least[goal] = max(least[goal], self.row[step] + (not same))
                waiting[goal] -= 1
                if not waiting[goal]:
                    heappush(ready, (least[goal], rank[goal], goal))

    def _sideways(self, arrow: int) -> bool:
        """Whether the target may stand in the same row: a decision's side exit, or an exception that goes on the same way."""
        if arrow in self.exits:
            return self.exits[arrow] != BOTTOM
        source = self.net.source[arrow]
        if (
            not self.aside[source]
            or len(self.net.outs[source]) != 1
            or self.chart.arrows[arrow].tone == "normal"
        ):
            return False
        return (self.lane_of[self.net.target[arrow]] - self.lane_of[source]) * self.aside[source] > 0

    def _set(self, step: int, at: int) -> None:
        lane, ins = self.lane_of[step], self.net.ins[step]
        if len(ins) == 1 and self._sideways(ins[0]):
            source = self.net.source[ins[0]]
            hand = {RIGHT: 1, LEFT: -1}[self.exits[ins[0]]] if ins[0] in self.exits else self.aside[source]
            if self._beside(step, source, hand):
                return
            at = max(at, self.row[source] + 1)
        column = self._column(step)
        if self.open.get((lane, column), set()) - {step}:  # not in the way of a line that runs down here
            column = next(
                c for n in range(1, FAR) for c in (column + n * self.outer[lane], column - n * self.outer[lane])
                if not self.open.get((lane, c))
            )  # fmt: skip
        while not self._free(at, lane, column):
            at += 1
        self.row[step], self.column[step] = at, column
        self.taken.add((at, lane, column))

    def _beside(self, step: int, source: int, hand: int) -> bool:
        """Sets a step in the row of its only source, if a straight line between the two can be kept free."""
        row, lane, home = self.row[source], self.lane_of[step], self.lane_of[source]
        if lane == home:
            column = self.column[source] + hand
            if not self._free(row, lane, column):
                return False
        else:
            column = 0
            if (lane - home) * hand < 0 or not self._free(row, lane, 0):
                return False
            way = dict.fromkeys(range(home + hand, lane, hand), (-FAR, FAR))
            way[home] = (self.column[source] + 1, FAR) if hand > 0 else (-FAR, self.column[source] - 1)
            way[lane] = (-FAR, -1) if hand > 0 else (1, FAR)
            if any(r == row and k in way and way[k][0] <= c <= way[k][1] for r, k, c in self.taken):
                return False
            self.rails += [(row, passed, low, high) for passed, (low, high) in way.items()]
        self.row[step], self.column[step], self.aside[step] = row, column, hand
        self.taken.add((row, lane, column))
        return True

    def _free(self, row: int, lane: int, column: int) -> bool:
        if (row, lane, column) in self.taken:
            return False
        return not any(r == row and k == lane and low <= column <= high for r, k, low, high in self.rails)

    def _column(self, step: int) -> int:
        """The column a step stands in: side by side for ways walked together, else below what it follows."""
        net, lane = self.net, self.lane_of[step]
        follows: list[int] = []
        for arrow in net.ins[step]:
            source = net.source[arrow]
            if self.chart.steps[source].kind == "fork":
                siblings = [goal for a in net.outs[source] if self.lane_of[goal := net.target[a]] == lane]
                hand = self.outer[lane]
                spread = [0, hand, -hand, *(n * hand for n in range(2, len(siblings)))]
                return sorted(spread[: len(siblings)])[siblings.index(step)]
            if (
                self.lane_of[source] == lane
                and not self.bar[source]
                and self.exits.get(arrow, BOTTOM) == BOTTOM
            ):
                follows.append(self.column[source])
        return follows[0] if follows and 0 not in follows else 0

    def finish(self) -> Grid:
        """The grid with rows and columns counted from 0 over the whole chart."""
        steps = range(len(self.row))
        keys = {
            key: number
            for number, key in enumerate(sorted({2 * self.row[s] + (not self.bar[s]) for s in steps}))
        }
        rows = tuple(keys[2 * self.row[s] + (not self.bar[s])] for s in steps)
        base: list[int] = []
        lanes: list[int] = []
        for lane in range(len(self.chart.lanes)):
            used = [self.column[s] for s in steps if self.lane_of[s] == lane and not self.bar[s]] or [0]
            base.append(len(lanes) - min(used))
            lanes += [lane] * (max(used) - min(used) + 1)
        columns = [base[self.lane_of[s]] + self.column[s] for s in steps]
        span = [(c, c) for c in columns]
        joint = [(columns[a], columns[b]) for a, b in zip(self.net.source, self.net.target, strict=True)]
        for bar in (s for s in steps if self.bar[s]):
            span[bar] = self._stretch(bar, columns, len(lanes), joint)
        return Grid(len(keys), tuple(lanes), rows, tuple(columns), tuple(span), self.exits, tuple(joint))

    def _stretch(
        self, bar: int, columns: list[int], count: int, joint: list[tuple[int, int]]
    ) -> tuple[int, int]:
        """The columns a bar covers: those of its branches. Notes in `joint` where each of its arrows is tied."""
        net = self.net
        fork = self.chart.steps[bar].kind == "fork"
        ends: dict[int, int] = {}
        for arrow in net.outs[bar] if fork else net.ins[bar]:
            wish = columns[net.target[arrow] if fork else net.source[arrow]]
            # each branch leaves a fork at a column of its own
            free = sorted((abs(c - wish), c) for c in range(count) if c not in ends.values()) if fork else []
            ends[arrow] = free[0][1] if free else wish
        low, high = (min(ends.values()), max(ends.values())) if ends else (columns[bar], columns[bar])
        for arrow in range(len(joint)):
            start, end = joint[arrow]
            if net.source[arrow] == bar:
                start = ends.get(arrow, min(max(end, low), high)) if fork else min(max(end, low), high)
            if net.target[arrow] == bar:
                end = ends.get(arrow, min(max(start, low), high)) if not fork else min(max(start, low), high)
            joint[arrow] = (start, end)
        return low, high
