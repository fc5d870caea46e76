"""Makes every gateway explicit: no decision with more exits than corners, a bar where ways part or meet to be walked together.

In: a tidy `Chart`. Out: a chart with `fork` and `join` steps, and with chained decisions where one had more than three exits.
The surprising thing: an inserted step's id is the old id with a tilde (`review~fork`, `decide~2`); only drawings show it.
"""

from __future__ import annotations

from dataclasses import replace

from generators.flow.graph import Arrow, Chart, Step, Ways, ways

__all__ = ["BARS", "MOST_EXITS", "explicit", "idle_arrows", "main_exit"]

MOST_EXITS = 3  # a diamond has a left, a right and a lower corner; the upper one is the way in
BARS = ("fork", "join")


def explicit(chart: Chart) -> Chart:
    """The chart with all its bars and chained decisions."""
    return _with_bars(_chained(chart))


def main_exit(chart: Chart, net: Ways, step: int) -> int | None:
    """The arrow that goes on downwards from a decision, the normal way: None when every exit leads back.

    Of several normal exits the one whose target the others reach too goes down, so that the others become detours beside it.
    """
    outs = net.outs[step]
    if len(outs) < 2:
        return outs[0] if outs else None
    normal = [
        a for a in outs if chart.arrows[a].tone == "normal" and chart.steps[net.target[a]].tone == "normal"
    ]
    normal = normal or [a for a in outs if chart.arrows[a].tone == "normal"] or list(outs)
    if len(normal) == 1:
        return normal[0]
    for arrow in normal:
        goal = 1 << net.target[arrow]
        if all(net.reach[net.target[other]] & goal for other in normal):
            return arrow
    lane = chart.steps[step].lane
    return next((a for a in normal if chart.steps[net.target[a]].lane == lane), normal[0])


def _chained(chart: Chart) -> Chart:
    exits: dict[str, list[int]] = {step.id: [] for step in chart.steps if step.kind == "decision"}
    for number, arrow in enumerate(chart.arrows):
        if arrow.source in exits:
            exits[arrow.source].append(number)
    if all(len(numbers) <= MOST_EXITS for numbers in exits.values()):
        return chart
    net = ways(chart)
    steps: list[Step] = []
    arrows = list(chart.arrows)
    for place, step in enumerate(chart.steps):
        steps.append(step)
        numbers = exits.get(step.id, [])
        if len(numbers) <= MOST_EXITS:
            continue
        main = main_exit(chart, net, place)
        aside = [number for number in numbers if number != main]
        last = main if main is not None else aside.pop()
        for count, number in enumerate(aside[1:], start=2):
            link = Step(f"{step.id}~{count}", step.lane, "decision", "")
            steps.append(link)
            arrows.append(Arrow(steps[-2].id, link.id))
            arrows[number] = replace(arrows[number], source=link.id)
        arrows[last] = replace(arrows[last], source=steps[-1].id)
    return replace(chart, steps=tuple(steps), arrows=tuple(arrows))


def idle_arrows(chart: Chart, net: Ways) -> tuple[int, ...]:
    """Arrows of a parting on which nothing is done, because another of its ways leads to the same step: they are not drawn."""
    found = []
    for step, outs in enumerate(net.outs):
        if len(outs) > 1 and chart.steps[step].kind != "decision":
            for arrow in outs:
                goal = 1 << net.target[arrow]
                if any(net.reach[net.target[other]] & goal for other in outs if other != arrow):
                    found.append(arrow)
    return tuple(found)


def _with_bars(chart: Chart) -> Chart:
    net = ways(chart)
    idle = idle_arrows(chart, net)
    if idle:
        chart = replace(chart, arrows=tuple(a for number, a in enumerate(chart.arrows) if number not in idle))
        net = ways(chart)
    parting = [
        s for s in net.order if len(net.outs[s]) > 1 and chart.steps[s].kind not in ("decision", *BARS)
    ]
    forks = [s for s in net.order if chart.steps[s].kind == "fork"]
    if not parting and not forks:
        return chart
    # innermost first, so that an outer bar gathers the inner bar and not the ways behind it
    for place in [p for p in reversed(net.order) if p in parting or p in forks]:
        step = chart.steps[place]
        name = step.id
        if step.kind != "fork":
            name = f"{step.id}~fork"
            leading = set(net.outs[place])
            bar = Step(name, step.lane, "fork", "")
            arrows = [replace(a, source=name) if n in leading else a for n, a in enumerate(chart.arrows)]
            chart = replace(chart, steps=(*chart.steps, bar), arrows=(*arrows, Arrow(step.id, name)))
        chart = _joined(chart, name)
        net = ways(chart)
    return chart


def _joined(chart: Chart, fork: str) -> Chart:
    """The chart with a bar before the first step in which all ways from `fork` meet, if there is one."""
    net = ways(chart)
    place = net.index[fork]
    branches = [net.reach[net.target[a]] for a in net.outs[place]]
    common = -1
    every = 1 << place
    for branch in branches:
        common &= branch
        every |= branch
    meeting = next((s for s in net.order if common >> s & 1), None) if len(branches) > 1 else None
    if meeting is None or chart.steps[meeting].kind == "join":
        return chart
    arriving = {a for a in net.ins[meeting] if every >> net.source[a] & 1}
    if len(arriving) < 2:
        return chart
    goal = chart.steps[meeting]
    name = f"{goal.id}~join" if f"{goal.id}~join" not in net.index else f"{goal.id}~join~{fork}"
    arrows = [replace(a, target=name) if n in arriving else a for n, a in enumerate(chart.arrows)]
    return replace(
        chart, steps=(*chart.steps, Step(name, goal.lane, "join", "")), arrows=(*arrows, Arrow(name, goal.id))
    )
