"""The flow of one matter as plain types: lanes, steps, arrows, and the ways through them.

In: a `Chart` whose words are already in the language of the reader. Out: the same chart made sound (`tidy`) and its `Ways`:
which arrows lead onward, in what order the steps come, what can be reached from where.
The surprising thing: of several onward arrows a decision takes one; any other step takes all of them at once (a fork).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

__all__ = ["Arrow", "Chart", "Kind", "Lane", "Step", "Tone", "Ways", "tidy", "ways"]

Kind = Literal["start", "end", "task", "decision", "fork", "join"]
Tone = Literal["normal", "return", "refusal"]


@dataclass(frozen=True, slots=True)
class Lane:
    """One role: the applicant, the window, the organ that decides."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Step:
    """One box. `limit` stands in its corner (5个工作日). Kinds `fork` and `join` are bars: `gateways.explicit` writes them."""

    id: str
    lane: str
    kind: Kind
    label: str
    limit: str | None = None
    tone: Tone = "normal"


@dataclass(frozen=True, slots=True)
class Arrow:
    """A way from one step to another. `jump` marks a way back (or aside) that says nothing about the order of time."""

    source: str
    target: str
    label: str = ""
    tone: Tone = "normal"
    jump: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """Lanes from left to right, steps in reading order, arrows in the order in which a decision's branches are told."""

    title: str
    lanes: tuple[Lane, ...]
    steps: tuple[Step, ...]
    arrows: tuple[Arrow, ...]


@dataclass(frozen=True, slots=True)
class Ways:
    """What follows from the arrows of a tidy chart. Steps and arrows are named by their place in the chart's tuples.

    `back` are the arrows that do not count for time: jumps, and whatever would close a circle. `outs` and `ins` hold the other,
    onward, arrows of each step. `order` is topological. `reach` is a bit mask of the steps that onward arrows lead to, the step
    itself included.
    """

    index: dict[str, int]
    source: tuple[int, ...]
    target: tuple[int, ...]
    back: frozenset[int]
    outs: tuple[tuple[int, ...], ...]
    ins: tuple[tuple[int, ...], ...]
    order: tuple[int, ...]
    reach: tuple[int, ...]


def tidy(chart: Chart) -> Chart:
    """The chart without what cannot be drawn: second steps of one id, arrows to nowhere, doubled arrows; unknown lanes are added.

    Two exits of one decision may lead to the same step (two reasons, one outcome); two arrows of any other step may not.
    """
    lanes = {lane.id: lane for lane in reversed(chart.lanes)}
    lanes = {lane.id: lanes[lane.id] for lane in chart.lanes}
    steps: dict[str, Step] = {}
    for step in chart.steps:
        steps.setdefault(step.id, step)
    for step in steps.values():
        lanes.setdefault(step.lane, Lane(step.lane, step.lane))
    kept: dict[tuple[str, str, str], Arrow] = {}
    for arrow in chart.arrows:
        if arrow.source in steps and arrow.target in steps:
            reason = arrow.label if steps[arrow.source].kind == "decision" else ""
            kept.setdefault((arrow.source, arrow.target, reason), arrow)
    arrows = tuple(kept.values())
    if len(lanes) == len(chart.lanes) and len(steps) == len(chart.steps) and len(arrows) == len(chart.arrows):
        return chart
    return replace(chart, lanes=tuple(lanes.values()), steps=tuple(steps.values()), arrows=arrows)


def ways(chart: Chart) -> Ways:
    """The ways through a tidy chart."""
    index = {step.id: place for place, step in enumerate(chart.steps)}
    source = tuple(index[a.source] for a in chart.arrows)
    target = tuple(index[a.target] for a in chart.arrows)
    onward: list[list[int]] = [[] for _ in chart.steps]
    back = set()
    for number, arrow in enumerate(chart.arrows):
        if arrow.jump:
            back.add(number)
        else:
            onward[source[number]].append(number)
    order = _order(chart, onward, target, back)
    outs = tuple(tuple(number for number in row if number not in back) for row in onward)
    ins: list[list[int]] = [[] for _ in chart.steps]
    for number in range(len(chart.arrows)):
        if number not in back:
            ins[target[number]].append(number)
    reach = [0] * len(chart.steps)
    for step in reversed(order):
        mask = 1 << step
        for number in outs[step]:
            mask |= reach[target[number]]
        reach[step] = mask
    return Ways(
        index, source, target, frozenset(back), outs, tuple(map(tuple, ins)), tuple(order), tuple(reach)
    )


def _order(chart: Chart, onward: list[list[int]], target: tuple[int, ...], back: set[int]) -> list[int]:
    """Steps so that onward arrows lead from earlier to later; an arrow that closes a circle is added to `back`.

    The walk begins at the start steps and takes branches as listed: of a circle's arrows the one met last counts as the way back.
    """
    entered = {target[number] for row in onward for number in row}
    first = [i for i, step in enumerate(chart.steps) if step.kind == "start"]
    first += [i for i in range(len(chart.steps)) if i not in entered]
    state = [0] * len(chart.steps)  # 1: on the way down, 2: done
    done: list[int] = []
    for root in [*first, *range(len(chart.steps))]:
        if state[root]:
            continue
        state[root] = 1
        walk = [(root, iter(onward[root]))]
        while walk:
            step, rest = walk[-1]
            for number in rest:
                there = target[number]
                if state[there] == 1:
                    back.add(number)
                elif state[there] == 0:
                    state[there] = 1
                    walk.append((there, iter(onward[there])))
                    break
            else:
                state[step] = 2
                done.append(step)
                walk.pop()
    done.reverse()
    return done
