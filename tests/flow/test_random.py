"""Any chart can be drawn: none makes it fail, no box lies on a box, no line goes through a box; a sensible one has no fault."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generators.flow.faults import layout_faults
from generators.flow.graph import Arrow, Chart, Kind, Lane, Step, Tone
from generators.flow.layout import layout
from generators.flow.outline import outline
from generators.flow.problems import problems
from generators.flow.svg import svg

WORDS = st.sampled_from(
    [
        "",
        "是",
        "否",
        "受理",
        "不属于本机关职权",
        "作出准予行政许可的书面决定，并公开",
        "long words in Latin type",
    ]
)
KINDS: st.SearchStrategy[Kind] = st.sampled_from(["task", "task", "decision", "end", "start"])
TONES: st.SearchStrategy[Tone] = st.sampled_from(["normal", "normal", "return", "refusal"])
LIMITS = st.sampled_from([None, None, "5个工作日", "即办"])


@st.composite
def wild(draw: st.DrawFn) -> Chart:
    """Anything: circles, loose ends, arrows everywhere."""
    lanes = tuple(Lane(f"lane-{n}", draw(WORDS)) for n in range(draw(st.integers(1, 6))))
    count = draw(st.integers(0, 12))
    steps = tuple(
        Step(
            f"step-{n}", draw(st.sampled_from(lanes)).id, draw(KINDS), draw(WORDS), draw(LIMITS), draw(TONES)
        )
        for n in range(count)
    )
    ends = st.integers(0, max(count - 1, 0)).map("step-{}".format)
    arrow = st.builds(Arrow, ends, ends, WORDS, TONES, st.booleans())
    return Chart("任意", lanes, steps, tuple(draw(st.lists(arrow, max_size=24))) if count else ())


@st.composite
def sensible(draw: st.DrawFn) -> Chart:
    """What an office might write: onward arrows lead to later steps, a step does one or two things, at most one jump back."""
    lanes = tuple(Lane(f"lane-{n}", draw(WORDS) or "某") for n in range(draw(st.integers(1, 6))))
    count = draw(st.integers(2, 12))
    steps: list[Step] = []
    arrows: list[Arrow] = []
    for n in range(count):
        last = n == count - 1
        kind: Kind = "end" if last else draw(st.sampled_from(["task", "task", "decision"]))
        steps.append(
            Step(f"step-{n}", draw(st.sampled_from(lanes)).id, kind, draw(WORDS), draw(LIMITS), draw(TONES))
        )
        if last:
            break
        ways = draw(st.integers(2, 5) if kind == "decision" else st.integers(1, 2))
        for way in range(ways):
            if (
                way
                and n
                and draw(st.integers(0, 3)) == 0
                and not any(a.jump and a.source == f"step-{n}" for a in arrows)
            ):
                goal, jump = draw(st.integers(0, n - 1)), True
            else:
                goal, jump = draw(st.integers(n + 1, min(n + 4, count - 1))), False
            arrows.append(Arrow(f"step-{n}", f"step-{goal}", f"{draw(WORDS)}{way}", draw(TONES), jump))
    return Chart("可行", lanes, tuple(steps), tuple(arrows))


@given(wild())
def test_any_chart_can_be_drawn(chart: Chart) -> None:
    drawn = layout(chart)
    grave = ("box over box", "line through box", "line aslant", "text over box", "box outside its lane")
    assert not [fault for fault in layout_faults(drawn) if fault.startswith(grave)]
    assert svg(drawn).endswith("</svg>")
    outline(chart)
    problems(chart)


@given(sensible())
def test_a_sensible_chart_has_no_fault(chart: Chart) -> None:
    assert layout_faults(layout(chart)) == ()
