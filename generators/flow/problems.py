"""What is wrong with a chart before it is drawn. Such a chart is drawn nevertheless, as well as it goes.

In: a `Chart`. Out: `Problem`s, each with a stable code, the steps (or lanes) it is about, and what to do.
The surprising thing: nothing here is repaired; `graph.tidy` leaves out what cannot be drawn, and says nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from checker.finding import Text
from generators.flow.gateways import BARS, MOST_EXITS, idle_arrows
from generators.flow.graph import Chart, Ways, tidy, ways

__all__ = ["Problem", "problems"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: `steps` are ids of steps, for `lane-empty` ids of lanes."""

    code: str
    steps: tuple[str, ...]
    message: Text
    help: Text


def problems(chart: Chart) -> tuple[Problem, ...]:
    """All that is wrong with the chart, in a fixed order."""
    if not chart.steps:
        return (
            Problem(
                "chart-empty",
                (),
                Text("流程图没有步骤", "the chart has no step"),
                Text("写出步骤", "write its steps"),
            ),
        )
    sound = tidy(chart)
    return (*_broken(chart), *_ends(sound), *_ways(sound, ways(sound)), *_decisions(sound))


def _broken(chart: Chart) -> Iterator[Problem]:
    doubled = tuple(step for step, times in Counter(s.id for s in chart.steps).items() if times > 1)
    if doubled:
        yield Problem(
            "step-doubled",
            doubled,
            Text("步骤标识重复", "a step id is used twice"),
            Text("改成不同的标识", "rename one"),
        )
    lanes = {lane.id for lane in chart.lanes}
    lost = tuple(step.id for step in chart.steps if step.lane not in lanes)
    if lost:
        yield Problem(
            "lane-unknown", lost, Text("步骤的泳道不存在", "a step stands in an unknown lane"),
            Text("写明已有的泳道，或者增加泳道", "name an existing lane, or add the lane"),
        )  # fmt: skip
    idle = tuple(lane.id for lane in chart.lanes if all(step.lane != lane.id for step in chart.steps))
    if idle:
        yield Problem(
            "lane-empty",
            idle,
            Text("泳道里没有步骤", "a lane holds no step"),
            Text("删去这个泳道", "leave the lane out"),
        )
    kinds = {step.id: step.kind for step in chart.steps}
    pairs = Counter(
        (a.source, a.target, a.label if kinds.get(a.source) == "decision" else "") for a in chart.arrows
    )
    for (source, target, _), times in pairs.items():
        if times > 1:
            yield Problem(
                "arrow-doubled", (source, target), Text("两个步骤之间的箭头重复", "two steps are joined twice"),
                Text("删去多余的箭头", "remove the second arrow"),
            )  # fmt: skip
    known = {step.id for step in chart.steps}
    loose = {end for a in chart.arrows for end in (a.source, a.target) if end not in known}
    if loose:
        yield Problem(
            "step-unknown", tuple(sorted(loose)), Text("箭头指向不存在的步骤", "an arrow names an unknown step"),
            Text("改正箭头，或者增加步骤", "mend the arrow, or add the step"),
        )  # fmt: skip
    bars = tuple(step.id for step in chart.steps if step.kind in BARS)
    if bars:
        yield Problem(
            "bar-written", bars, Text("并行的横线由程序画出", "the bars of parallel ways are drawn by the program"),
            Text("不写横线，从一个步骤直接引出几个箭头", "write no bar; let several arrows leave one step"),
        )  # fmt: skip


def _ends(chart: Chart) -> Iterator[Problem]:
    kinds = {step.kind for step in chart.steps}
    if "start" not in kinds:
        yield Problem(
            "start-missing",
            (),
            Text("没有开始步骤", "there is no start"),
            Text("把第一步的种类写成 start", "make the first step a start"),
        )
    if "end" not in kinds:
        yield Problem(
            "end-missing",
            (),
            Text("没有结束步骤", "there is no end"),
            Text("把最后一步的种类写成 end", "make the last step an end"),
        )
    leaving = {arrow.source for arrow in chart.arrows}
    dead = tuple(step.id for step in chart.steps if step.kind != "end" and step.id not in leaving)
    if dead and len(chart.steps) > 1:
        yield Problem(
            "dead-end", dead, Text("步骤之后没有去向，又不是结束", "nothing follows a step that is no end"),
            Text("画出去向，或者把种类写成 end", "say what follows, or make it an end"),
        )  # fmt: skip
    over = tuple(step.id for step in chart.steps if step.kind == "end" and step.id in leaving)
    if over:
        yield Problem(
            "end-goes-on",
            over,
            Text("结束之后还有箭头", "an arrow leaves an end"),
            Text("改成一般步骤，或者删去箭头", "make it a task, or remove the arrow"),
        )


def _ways(chart: Chart, net: Ways) -> Iterator[Problem]:
    starts = [i for i, step in enumerate(chart.steps) if step.kind == "start"] or [0]
    seen, walk = set(starts), list(starts)
    onward: dict[int, list[int]] = {}
    for source, target in zip(net.source, net.target, strict=True):
        onward.setdefault(source, []).append(target)
    while walk:
        for target in onward.get(walk.pop(), ()):
            if target not in seen:
                seen.add(target)
                walk.append(target)
    unseen = tuple(step.id for i, step in enumerate(chart.steps) if i not in seen)
    if unseen:
        yield Problem(
            "unreachable", unseen, Text("从开始走不到这些步骤", "no way leads from the start to these steps"),
            Text("画出通向它的箭头，或者删去它", "draw the arrow that leads there, or remove the step"),
        )  # fmt: skip
    circles = sorted(a for a in net.back if not chart.arrows[a].jump)
    for arrow in circles:
        ends = (chart.arrows[arrow].source, chart.arrows[arrow].target)
        yield Problem(
            "circle", ends, Text("箭头绕回前面的步骤，却没有标明是退回", "an arrow leads back and is not marked as a jump"),
            Text("给这个箭头写 jump，或者改正去向", "mark the arrow as a jump, or mend its target"),
        )  # fmt: skip

    for arrow in idle_arrows(chart, net):
        ends = (chart.arrows[arrow].source, chart.arrows[arrow].target)
        yield Problem(
            "arrow-idle", ends, Text("同时进行的几路里，有一路什么也不做", "of several ways begun at once, one holds no step"),
            Text("删去这个箭头；要二选一，就写成判断", "remove the arrow; for a choice write a decision"),
        )  # fmt: skip


def _decisions(chart: Chart) -> Iterator[Problem]:
    exits = Counter(arrow.source for arrow in chart.arrows)
    decisions = [step for step in chart.steps if step.kind == "decision"]
    single = tuple(step.id for step in decisions if exits[step.id] < 2)
    if single:
        yield Problem(
            "decision-without-choice", single, Text("判断少于两个去向", "a decision has fewer than two exits"),
            Text("补上另一个去向，或者改成一般步骤", "add the other exit, or make it a task"),
        )  # fmt: skip
    names = {step.id for step in decisions}
    mute = tuple(dict.fromkeys(a.source for a in chart.arrows if a.source in names and not a.label))
    if mute:
        yield Problem(
            "exit-unnamed", mute, Text("判断的去向没有写明情形", "an exit of a decision does not say when it is taken"),
            Text("在箭头上写明情形，例如“是”“否”", "label the arrow, for example yes and no"),
        )  # fmt: skip
    crowded = tuple(step.id for step in decisions if exits[step.id] > MOST_EXITS)
    if crowded:
        yield Problem(
            "too-many-exits", crowded,
            Text(f"判断超过 {MOST_EXITS} 个去向，画成几个空菱形", f"more than {MOST_EXITS} exits: drawn as blank diamonds"),
            Text("拆成几个依次判断的问题", "ask several questions, one after the other"),
        )  # fmt: skip
