"""Flowcharts for paper: the pieces hold the whole chart, no line crosses a word, and nothing is below 8 pt."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest

from checker.phrases import Phrases
from generators.chart import flow_chart
from generators.flow.graph import Arrow, Chart, Lane, Step
from generators.flow.measure import units
from generators.subject import Selection
from generators.typeset.chart import GUIDE_SHEETS, Sheet, chart_data

Box = tuple[float, float, float, float]


@pytest.fixture(scope="module", params=["zh-Hans", "en"])
def charts(request: pytest.FixtureRequest, selection: Selection, english: Phrases) -> dict[str, Chart]:
    phrases = selection.phrases if request.param == "zh-Hans" else english
    whole = Selection(selection.plan, selection.catalogue, phrases, selection.on, "test")
    return {subject.matter: flow_chart(subject.author) for subject in whole.subjects}


@pytest.fixture(scope="module")
def drawn(charts: dict[str, Chart]) -> dict[str, list[dict[str, Any]]]:
    """Matter -> the pieces of its chart."""
    return {matter: chart_data(chart)["sheets"] for matter, chart in charts.items()}


def words_of(piece: dict[str, Any]) -> Iterator[tuple[str, float, Box]]:
    """Every line of text with its size and the box that its letters take."""
    groups = [box["words"] for box in piece["boxes"]] + [label["words"] for label in piece["labels"]]
    groups += [[box["tag_words"]] for box in piece["boxes"] if "tag_words" in box]
    for group in groups:
        for word in group:
            half = units(word["t"]) * word["s"] / 200
            yield (
                word["t"],
                word["s"],
                (
                    word["x"] - half,
                    word["y"] - 0.8 * word["s"],
                    word["x"] + half,
                    word["y"] + 0.1 * word["s"],
                ),
            )


def crosses(start: list[float], end: list[float], box: Box) -> bool:
    left, top, right, bottom = box
    return (
        min(start[0], end[0]) < right - 0.3
        and max(start[0], end[0]) > left + 0.3
        and min(start[1], end[1]) < bottom - 0.3
        and max(start[1], end[1]) > top + 0.3
    )


def test_no_line_crosses_a_word(drawn: dict[str, list[dict[str, Any]]]) -> None:
    for matter, pieces in drawn.items():
        for piece in pieces:
            found = list(words_of(piece))
            assert found
            for line in piece["lines"]:
                for start, end in pairwise(line["points"]):
                    for text, _, box in found:
                        assert not crosses(start, end, box), (matter, text)


def test_nothing_is_below_eight_points(drawn: dict[str, list[dict[str, Any]]]) -> None:
    for matter, pieces in drawn.items():
        for piece in pieces:
            assert min(size for _, size, _ in words_of(piece)) >= 7.995, matter


def test_every_piece_fits_its_sheet_and_all_steps_are_drawn_once(
    charts: dict[str, Chart], drawn: dict[str, list[dict[str, Any]]]
) -> None:
    rooms = {(sheet.paper, sheet.wide): sheet for sheet in GUIDE_SHEETS}
    several = 0
    for matter, chart in charts.items():
        pieces = drawn[matter]
        assert pieces, matter
        several += len(pieces) > 1
        for piece in pieces:
            room = rooms[piece["paper"], piece["wide"]]
            assert piece["width"] <= room.width + 0.1
            assert piece["height"] <= room.height + 0.1
            for box in piece["boxes"]:
                assert box["y"] >= 0, matter
                assert box["y"] + box["h"] <= piece["height"], matter
        boxes = sum(len(piece["boxes"]) for piece in pieces)
        bars = sum(box["kind"] in ("fork", "join") for piece in pieces for box in piece["boxes"])
        assert boxes - bars == len([step for step in chart.steps if step.kind not in ("fork", "join")]), (
            matter
        )
    assert several, "no shipped chart is cut, so nothing here says that cutting works"


def test_each_connector_has_its_other_half(drawn: dict[str, list[dict[str, Any]]]) -> None:
    """A line that is cut ends in a circle, and a circle of the same letter stands on the next piece."""
    seen = 0
    for matter, pieces in drawn.items():
        for before, after in pairwise(pieces):
            leaving = {c["name"]: c for c in before["connectors"] if c["y"] > before["height"] / 2}
            entering = {c["name"]: c for c in after["connectors"] if c["y"] < after["height"] / 2}
            assert leaving.keys() == entering.keys(), matter
            assert leaving, matter
            seen += len(leaving)
            for name, circle in leaving.items():
                assert circle["x"] == entering[name]["x"]
    assert seen


def test_circles_do_not_touch(drawn: dict[str, list[dict[str, Any]]]) -> None:
    for matter, pieces in drawn.items():
        for piece in pieces:
            circles = piece["connectors"]
            for number, one in enumerate(circles):
                for other in circles[number + 1 :]:
                    far = ((one["x"] - other["x"]) ** 2 + (one["y"] - other["y"]) ** 2) ** 0.5
                    assert far > 11, (matter, one["name"], other["name"])


def many(lanes: int, steps: int) -> Chart:
    """A chart as wide and as high as one likes."""
    made = tuple(
        Step(
            f"s{n}",
            f"l{n % lanes}",
            "start" if n == 0 else "end" if n == steps - 1 else "task",
            f"第{n}步要做的事情",
        )
        for n in range(steps)
    )
    arrows = tuple(Arrow(a.id, b.id) for a, b in pairwise(made))
    return Chart("很大的图", tuple(Lane(f"l{n}", f"第{n}个角色") for n in range(lanes)), made, arrows)


def test_a_high_chart_takes_more_pages() -> None:
    assert len(chart_data(many(3, 60))["sheets"]) > 3


def test_a_wide_chart_takes_larger_paper_and_the_widest_none() -> None:
    assert {piece["paper"] for piece in chart_data(many(13, 26))["sheets"]} == {"a3"}
    assert chart_data(many(40, 80))["sheets"] == []


def test_an_empty_chart_is_no_chart() -> None:
    assert chart_data(Chart("空", (), (), ()), (Sheet("a4", False, 500, 700),))["sheets"] == []
