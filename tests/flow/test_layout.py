"""The drawing of every chart: without a fault, in the order of time, each exit by its own port."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest

from generators.flow.drawing import Box, Layout
from generators.flow.faults import layout_faults
from generators.flow.gateways import explicit
from generators.flow.graph import Arrow, Chart, Lane, Step, ways
from generators.flow.layout import layout


def boxes(drawn: Layout) -> dict[str, Box]:
    return {box.step: box for box in drawn.boxes}


def middle(box: Box) -> int:
    return box.rect.x + box.rect.width // 2


def numbers(thing: object) -> Iterator[object]:
    if is_dataclass(thing):
        for field in fields(thing):
            yield from numbers(getattr(thing, field.name))
    elif isinstance(thing, tuple):
        for part in thing:
            yield from numbers(part)
    else:
        yield thing


@pytest.mark.parametrize("em", [5, 6, 8, 12])
def test_no_chart_has_a_fault(chart: Chart, em: int) -> None:
    assert layout_faults(layout(chart, em)) == ()


def test_every_step_and_arrow_is_drawn_once(chart: Chart) -> None:
    drawn, whole = layout(chart), explicit(chart)
    assert sorted(box.step for box in drawn.boxes) == sorted(step.id for step in whole.steps)
    assert {step.id for step in chart.steps} <= {box.step for box in drawn.boxes}
    assert sorted((line.source, line.target) for line in drawn.lines) == sorted(
        (arrow.source, arrow.target) for arrow in whole.arrows
    )
    assert [band.lane for band in drawn.bands] == [lane.id for lane in chart.lanes]


def test_all_words_are_in_the_drawing(chart: Chart) -> None:
    drawn = layout(chart)
    found = boxes(drawn)
    for step in chart.steps:
        box = found[step.id]
        assert "".join(w.text for w in box.words).replace(" ", "") == "".join(step.label.split())
        assert (box.tag_words.text if box.tag_words else None) == step.limit
    labels = sorted(
        "".join(w.text for w in line.label.words).replace(" ", "") for line in drawn.lines if line.label
    )
    assert labels == sorted("".join(arrow.label.split()) for arrow in chart.arrows if arrow.label)


def test_all_measures_are_whole_numbers(chart: Chart) -> None:
    values = list(numbers(layout(chart)))
    assert len(values) > 50
    assert not [value for value in values if isinstance(value, float)]


def test_the_same_chart_is_drawn_the_same(chart: Chart) -> None:
    assert layout(chart) == layout(chart)


def test_time_runs_downwards(chart: Chart) -> None:
    drawn = layout(chart)
    found = boxes(drawn)
    for line in drawn.lines:
        if not line.back:
            source, target = found[line.source].rect, found[line.target].rect
            assert 2 * source.y + source.height <= 2 * target.y + target.height, (line.source, line.target)


def test_each_exit_of_a_decision_has_its_own_port_and_one_goes_down(chart: Chart) -> None:
    drawn = layout(chart)
    for box in drawn.boxes:
        if box.kind == "decision":
            starts = [line.points[0] for line in drawn.lines if line.source == box.step]
            assert len(starts) == len(set(starts)) <= 3
            assert (box.rect.x + box.rect.width // 2, box.rect.y + box.rect.height) in starts


def test_no_line_leaves_a_box_where_another_enters(chart: Chart) -> None:
    drawn = layout(chart)
    starts = {line.points[0] for line in drawn.lines}
    assert not starts & {line.points[-1] for line in drawn.lines}


def test_exceptions_leave_a_decision_sideways_in_its_own_row(charts: dict[str, Chart]) -> None:
    drawn = layout(charts["licence"])
    found = boxes(drawn)
    for decision, exception in [("needed", "not-needed"), ("correctable", "correct"), ("decide", "refused")]:
        line = next(line for line in drawn.lines if (line.source, line.target) == (decision, exception))
        assert len(line.points) == 2
        assert line.points[0][1] == line.points[1][1]
        assert found[exception].rect.x < found[decision].rect.x


def test_a_lane_keeps_its_exceptions_on_the_side_of_the_applicant(charts: dict[str, Chart]) -> None:
    found = boxes(layout(charts["own-lanes"]))
    for decision, exception in [
        ("needed", "not-needed"),
        ("competent", "not-competent"),
        ("complete", "notice"),
    ]:
        assert middle(found[exception]) < middle(found[decision])
    assert middle(found["supplement"]) < middle(found["notice"])
    assert found["supplement"].rect.y > found["needed"].rect.y


def test_nothing_is_set_into_the_way_of_a_straight_exception() -> None:
    lanes = (Lane("a", "甲"), Lane("b", "乙"), Lane("c", "丙"))
    steps = (
        Step("s", "c", "start", "开始"),
        Step("d", "c", "decision", "合格？"),
        Step("p", "b", "task", "通报"),
        Step("no", "a", "end", "不合格"),
        Step("yes", "c", "end", "合格"),
    )
    arrows = (
        Arrow("s", "p"), Arrow("s", "d"), Arrow("d", "no", "否", "refusal"), Arrow("d", "yes", "是"), Arrow("p", "yes"),
    )  # fmt: skip
    drawn = layout(Chart("", lanes, steps, arrows))
    exception = next(line for line in drawn.lines if line.target == "no")
    assert len(exception.points) == 2
    assert layout_faults(drawn) == ()


def test_an_exception_gives_way_to_a_step_beside_its_decision() -> None:
    steps = (
        Step("s", "a", "start", "开始"),
        Step("d", "a", "decision", "合格？"),
        Step("p", "a", "task", "通报"),
        Step("no", "a", "end", "不合格"),
        Step("yes", "a", "end", "合格"),
    )
    arrows = (
        Arrow("s", "d"),
        Arrow("s", "p"),
        Arrow("d", "no", "否", "refusal"),
        Arrow("d", "yes", "是"),
        Arrow("p", "yes"),
    )
    assert layout_faults(layout(Chart("", (Lane("a", "甲"),), steps, arrows))) == ()


def test_every_bar_has_a_row_of_its_own() -> None:
    lanes = (Lane("a", "甲"), Lane("b", "乙"))
    steps = tuple(Step(name, name[0], "task", name) for name in ("a0", "b0", "a1", "b1", "a2", "b2"))
    arrows = (Arrow("a0", "a1"), Arrow("a0", "b1"), Arrow("b0", "a2"), Arrow("b0", "b2"))
    drawn = layout(Chart("", lanes, steps, arrows))
    bars = [box.rect.y for box in drawn.boxes if box.kind == "fork"]
    assert len(bars) == len(set(bars)) == 2
    assert layout_faults(drawn) == ()


def test_words_stand_in_the_middle_of_a_box_that_was_made_as_high_as_its_neighbour(
    charts: dict[str, Chart],
) -> None:
    found = boxes(layout(charts["licence"]))
    paper, site = found["paper"], found["site"]
    assert paper.rect.height == site.rect.height
    assert len(paper.words) < len(site.words)
    baseline = sum(words.y for words in paper.words) // len(paper.words)
    assert baseline == sum(words.y for words in site.words) // len(site.words)


def test_the_chain_of_article_32_is_one_straight_line(charts: dict[str, Chart]) -> None:
    drawn = layout(charts["licence"])
    chain = ["receive", "needed", "competent", "correctable", "complete", "accept"]
    assert len({middle(boxes(drawn)[step]) for step in chain}) == 1


def test_a_detour_stands_beside_the_way_it_rejoins(charts: dict[str, Chart]) -> None:
    drawn = layout(charts["large"])
    direct = next(line for line in drawn.lines if (line.source, line.target) == ("hear", "draft"))
    assert len(direct.points) == 2
    assert boxes(drawn)["hearing"].rect.x > boxes(drawn)["draft"].rect.x


def test_of_two_normal_exits_the_one_that_both_lead_to_goes_down() -> None:
    steps = (
        Step("ask", "a", "decision", "需要听证？"),
        Step("hear", "a", "task", "举行听证"),
        Step("go", "a", "end", "作出决定"),
    )
    arrows = (Arrow("ask", "hear", "是"), Arrow("ask", "go", "否"), Arrow("hear", "go"))
    found = boxes(layout(Chart("", (Lane("a", "机关"),), steps, arrows)))
    assert middle(found["hear"]) > middle(found["ask"]) == middle(found["go"])


def test_ways_walked_together_part_and_meet_at_bars(charts: dict[str, Chart]) -> None:
    drawn = layout(charts["large"])
    found = boxes(drawn)
    assert {step for step, box in found.items() if box.kind in ("fork", "join")} == {
        "accept~fork", "opinion~join", "grant~fork", "deliver~join",
    }  # fmt: skip
    fork = found["accept~fork"].rect
    for step in ("paper", "site", "test", "consult"):
        middle = found[step].rect.x + found[step].rect.width // 2
        assert fork.x < middle < fork.x + fork.width
    leaving = [line for line in drawn.lines if line.source == "accept~fork"]
    assert len({line.points[0] for line in leaving}) == 4
    assert all(len(line.points) == 2 for line in leaving)


def test_an_arrow_past_a_parting_makes_no_bar() -> None:
    steps = tuple(Step(name, "a", "task", name) for name in "xyz")
    arrows = (Arrow("x", "y"), Arrow("y", "z"), Arrow("x", "z"))
    drawn = layout(Chart("", (Lane("a", "a"),), steps, arrows))
    assert [box.kind for box in drawn.boxes] == ["task"] * 3
    assert len(drawn.lines) == 2


def test_a_decision_with_five_exits_becomes_a_chain_of_diamonds(charts: dict[str, Chart]) -> None:
    chart = explicit(charts["all-in-one"])
    diamonds = [step for step in chart.steps if step.id.startswith("art-32")]
    assert [step.id for step in diamonds] == ["art-32", "art-32~2", "art-32~3", "art-32~4"]
    net = ways(chart)
    for number, diamond in enumerate(diamonds, start=1):
        goals = {chart.steps[net.target[arrow]].id for arrow in net.outs[net.index[diamond.id]]}
        assert ("accept" in goals) == (number == 4)
        assert len(goals) == 2


def test_lines_that_meet_end_at_the_line_that_goes_on(charts: dict[str, Chart]) -> None:
    drawn = layout(charts["own-lanes"])
    refused = next(line for line in drawn.lines if line.source == "refuse")
    granted = next(line for line in drawn.lines if line.source == "grant")
    assert refused.target == granted.target == "deliver"
    assert granted.stroke == granted.points
    assert refused.points[-1] == granted.points[-1]
    assert refused.stroke[-1] != refused.points[-1]
    assert refused.head is not None
    assert refused.head[0] == refused.stroke[-1]


def test_a_line_that_turns_into_another_has_its_head_at_the_turn(charts: dict[str, Chart]) -> None:
    lines = {(line.source, line.target): line for line in layout(charts["large"]).lines}
    hearing, direct = lines["hearing", "draft"], lines["hear", "draft"]
    assert direct.stroke == direct.points
    assert hearing.head is not None
    assert hearing.head[0] == hearing.stroke[-1] == hearing.points[2]
    extend = lines["extend", "decide"]
    assert extend.head is not None
    assert extend.head[0] == extend.points[1]


def test_paper_can_be_cut_between_rows(chart: Chart) -> None:
    drawn = layout(chart)
    assert drawn.cuts == tuple(sorted(drawn.cuts))
    tops = sorted({box.rect.y for box in drawn.boxes})
    assert len(drawn.cuts) >= 2
    assert tops[0] < drawn.cuts[0] < drawn.cuts[-1] < tops[-1]


def test_slim_is_slimmer(charts: dict[str, Chart]) -> None:
    assert layout(charts["own-lanes"], em=6).width < layout(charts["own-lanes"]).width


def test_nothing_and_next_to_nothing_can_be_drawn() -> None:
    assert layout(Chart("无", (), (), ())).boxes == ()
    empty = layout(Chart("空", (Lane("a", "申请人"),), (), ()))
    assert (empty.boxes, len(empty.bands)) == ((), 1)
    single = layout(Chart("一", (Lane("a", "申请人"),), (Step("s", "a", "start", "申请"),), ()))
    assert layout_faults(single) == ()
    assert len(single.boxes) == 1
