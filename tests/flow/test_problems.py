"""Every problem of a chart is found, by its code and its steps; a sound chart has none; a bad one is drawn all the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from generators.flow.drawing import Layout
from generators.flow.faults import layout_faults
from generators.flow.graph import Arrow, Chart, Lane, Step, ways
from generators.flow.layout import layout
from generators.flow.outline import outline
from generators.flow.problems import problems
from generators.flow.svg import svg

GOOD = Chart(
    "好",
    (Lane("a", "申请人"), Lane("b", "窗口")),
    (
        Step("submit", "a", "start", "申请"),
        Step("check", "b", "decision", "齐全？"),
        Step("accept", "b", "task", "受理"),
        Step("receive", "a", "end", "领取"),
        Step("mend", "a", "task", "补正", None, "return"),
    ),
    (
        Arrow("submit", "check"),
        Arrow("check", "accept", "是"),
        Arrow("check", "mend", "否", "return"),
        Arrow("mend", "check", "", "return", jump=True),
        Arrow("accept", "receive"),
    ),
)


def plus(*arrows: Arrow) -> Chart:
    return replace(GOOD, arrows=GOOD.arrows + arrows)


def kinds(**changes: str) -> Chart:
    return replace(GOOD, steps=tuple(replace(s, kind=changes.get(s.id, s.kind)) for s in GOOD.steps))  # type: ignore[arg-type]  # a test may give any kind


def without(step: str) -> Chart:
    return replace(GOOD, arrows=tuple(a for a in GOOD.arrows if step not in (a.source, a.target)))


CASES: dict[str, tuple[Chart, str, tuple[str, ...]]] = {
    "empty": (Chart("", (), (), ()), "chart-empty", ()),
    "doubled-step": (replace(GOOD, steps=(*GOOD.steps, GOOD.steps[0])), "step-doubled", ("submit",)),
    "unknown-lane": (
        replace(GOOD, steps=(*GOOD.steps[:3], replace(GOOD.steps[3], lane="c"), GOOD.steps[4])), "lane-unknown", ("receive",),
    ),
    "empty-lane": (replace(GOOD, lanes=(*GOOD.lanes, Lane("c", "专家"))), "lane-empty", ("c",)),
    "unknown-step": (plus(Arrow("accept", "nowhere")), "step-unknown", ("nowhere",)),
    "doubled-arrow": (plus(Arrow("accept", "receive", "再")), "arrow-doubled", ("accept", "receive")),
    "bar": (kinds(accept="fork"), "bar-written", ("accept",)),
    "no-start": (kinds(submit="task"), "start-missing", ()),
    "no-end": (kinds(receive="task"), "end-missing", ()),
    "dead-end": (kinds(receive="task"), "dead-end", ("receive",)),
    "end-goes-on": (kinds(accept="end"), "end-goes-on", ("accept",)),
    "unreachable": (without("mend"), "unreachable", ("mend",)),
    "circle": (plus(Arrow("accept", "check")), "circle", ("accept", "check")),
    "self-loop": (plus(Arrow("accept", "accept")), "circle", ("accept", "accept")),
    "idle": (plus(Arrow("submit", "receive")), "arrow-idle", ("submit", "receive")),
    "one-exit": (without("mend"), "decision-without-choice", ("check",)),
    "unnamed-exit": (plus(Arrow("check", "receive")), "exit-unnamed", ("check",)),
    "many-exits": (
        plus(Arrow("check", "receive", "一"), Arrow("check", "submit", "二", jump=True)), "too-many-exits", ("check",),
    ),
}  # fmt: skip


def test_a_sound_chart_has_no_problem(charts: dict[str, Chart]) -> None:
    assert problems(GOOD) == ()
    found = {name: [problem.code for problem in problems(chart)] for name, chart in charts.items()}
    assert found == {name: ["too-many-exits"] if name == "all-in-one" else [] for name in charts}


@pytest.mark.parametrize(("chart_", "code", "steps"), CASES.values(), ids=CASES.keys())
def test_a_problem_is_found(chart_: Chart, code: str, steps: tuple[str, ...]) -> None:
    found = {problem.code: problem for problem in problems(chart_)}
    assert code in found
    assert found[code].steps == steps
    for text in (found[code].message, found[code].help):
        assert text.zh
        assert text.en


@pytest.mark.parametrize("chart_", [case[0] for case in CASES.values()], ids=CASES.keys())
@pytest.mark.parametrize(
    "use", [layout, outline, lambda chart: svg(layout(chart))], ids=["layout", "outline", "svg"]
)
def test_a_chart_with_problems_is_drawn_all_the_same(chart_: Chart, use: Callable[[Chart], object]) -> None:
    assert use(chart_) is not None


@pytest.mark.parametrize("name", [name for name in CASES if name != "self-loop"])
def test_and_drawn_well(name: str) -> None:
    drawn: Layout = layout(CASES[name][0])
    assert layout_faults(drawn) == ()


def test_the_arrow_met_last_closes_a_circle() -> None:
    net = ways(plus(Arrow("accept", "check")))
    assert [(GOOD.steps[net.source[a]].id, GOOD.steps[net.target[a]].id) for a in sorted(net.back)] == [
        ("mend", "check"), ("accept", "check"),
    ]  # fmt: skip
    place = {step: number for number, step in enumerate(net.order)}
    assert all(place[net.source[a]] < place[net.target[a]] for row in net.outs for a in row)


def test_time_begins_at_the_start_wherever_it_is_listed() -> None:
    steps = (Step("x", "a", "task", "甲"), Step("y", "a", "task", "乙"), Step("s", "a", "start", "开始"))
    arrows = (Arrow("s", "x"), Arrow("x", "y"), Arrow("y", "s"))
    assert ways(Chart("", (Lane("a", "某"),), steps, arrows)).back == {2}
