"""The judge of the drawings must see what is wrong: a good drawing is spoilt in one place, and the fault has to be named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from generators.flow.drawing import Box, Layout, Line, Point, Rect
from generators.flow.faults import layout_faults
from generators.flow.graph import Chart
from generators.flow.layout import layout


def box_of(drawn: Layout, step: str) -> Box:
    return next(box for box in drawn.boxes if box.step == step)


def moved(rect: Rect, x: int = 0, y: int = 0, wider: int = 0) -> Rect:
    return Rect(rect.x + x, rect.y + y, rect.width + wider, rect.height)


def with_box(drawn: Layout, step: str, change: Callable[[Box], Box]) -> Layout:
    return replace(drawn, boxes=tuple(change(box) if box.step == step else box for box in drawn.boxes))


def with_line(drawn: Layout, source: str, change: Callable[[Line], Line]) -> Layout:
    return replace(
        drawn, lines=tuple(change(line) if line.source == source else line for line in drawn.lines)
    )


def through(drawn: Layout, source: str, *points: Point) -> Layout:
    return with_line(drawn, source, lambda line: replace(line, points=points))


def shifted_label(line: Line, x: int, y: int) -> Line:
    assert line.label is not None
    words = tuple(replace(w, x=w.x + x, y=w.y + y) for w in line.label.words)
    return replace(line, label=replace(line.label, rect=moved(line.label.rect, x, y), words=words))


def longer(box: Box) -> Box:
    return replace(box, words=tuple(replace(w, text=w.text + "很长很长很长") for w in box.words))


def middle(box: Box) -> Point:
    return box.rect.x + box.rect.width // 2, box.rect.y + box.rect.height // 2


def spoil(drawn: Layout, what: str) -> Layout:
    register, check = box_of(drawn, "register"), box_of(drawn, "check")
    x, y = middle(register)
    match what:
        case "box over box":
            return with_box(drawn, "issue", lambda box: replace(box, rect=register.rect))
        case "box outside its lane":
            return with_box(drawn, "notice", lambda box: replace(box, rect=moved(box.rect, wider=60)))
        case "box over head":
            return with_box(drawn, "submit", lambda box: replace(box, rect=moved(box.rect, y=-40)))
        case "line aslant":
            return through(drawn, "register", (x, register.rect.y + 90), (x + 5, register.rect.y + 120))
        case "line through box":
            return through(drawn, "submit", (0, y), (x, y))
        case "line through limit":
            tag = check.tag
            assert tag is not None
            return through(drawn, "submit", (0, tag.y + 2), (tag.x + 5, tag.y + 2))
        case "no room for arrowhead":
            end = drawn.lines[0].points[-1]
            return with_line(
                drawn, drawn.lines[0].source, lambda line: replace(line, stroke=((end[0], end[1] - 5), end))
            )
        case "line over head":
            return through(drawn, "submit", (0, 10), (90, 10))
        case "line on line":
            other = next(line for line in drawn.lines if line.source == "register")
            return through(drawn, "submit", *other.points)
        case "label over box":
            return with_line(drawn, "notice", lambda line: shifted_label(line, 0, 30))
        case "label over line":
            return with_line(drawn, "notice", lambda line: shifted_label(line, -20, 0))
        case "label over border":
            return with_line(drawn, "notice", lambda line: shifted_label(line, 40, 0))
        case "label over label":
            return replace(
                drawn, lines=tuple(shifted_label(e, *at(e)) if e.label else e for e in drawn.lines)
            )
        case "text over box":
            return with_box(drawn, "register", longer)
        case "text over limit":
            return with_box(drawn, "register", lambda box: replace(box, tag=box.rect))
        case "limit over its corner":
            return with_box(
                drawn, "register", lambda box: replace(box, tag=Rect(register.rect.x, register.rect.y, 5, 5))
            )
        case "text over head":
            band = drawn.bands[0]
            return replace(
                drawn, bands=(replace(band, words=tuple(replace(w, x=5) for w in band.words)), drawn.bands[1])
            )
        case "text over label":
            return with_line(
                drawn,
                "notice",
                lambda line: replace(
                    line, label=line.label and replace(line.label, rect=Rect(200, 130, 5, 5))
                ),
            )
        case "cut through box":
            return replace(drawn, cuts=(y,))
        case "cut through label":
            label = next(line.label for line in drawn.lines if line.label)
            return replace(drawn, cuts=(label.rect.y + 3,))
    raise AssertionError(what)


def at(line: Line) -> Point:
    """How far the label is from a common place."""
    assert line.label is not None
    return 160 - line.label.rect.x, 200 - line.label.rect.y


FAULTS = [
    "box over box", "box outside its lane", "box over head", "line aslant", "line through box", "line through limit",
    "no room for arrowhead", "line over head", "line on line", "label over box", "label over line", "label over border",
    "label over label", "text over box", "text over limit", "limit over its corner", "text over head",
    "text over label", "cut through box", "cut through label",
]  # fmt: skip


@pytest.mark.parametrize("what", FAULTS, ids=lambda what: what.replace(" ", "-"))
def test_a_spoilt_drawing_is_found_out(charts: dict[str, Chart], what: str) -> None:
    drawn = layout(charts["two-lanes"])
    assert layout_faults(drawn) == ()
    assert what in {fault.split(":")[0] for fault in layout_faults(spoil(drawn, what))}


def test_lines_may_share_their_end_but_not_lead_apart(charts: dict[str, Chart]) -> None:
    drawn = layout(charts["own-lanes"])
    meeting = with_line(drawn, "refuse", lambda line: replace(line, target="accept"))
    assert any(fault.startswith("line on line: ") for fault in layout_faults(meeting))


def test_crossing_lines_are_no_fault(charts: dict[str, Chart]) -> None:
    drawn = layout(charts["large"])
    tell = next(line for line in drawn.lines if line.source == "tell")
    hear = next(line for line in drawn.lines if (line.source, line.target) == ("hear", "draft"))
    level, upright = tell.points[1][1], hear.points[0][0]
    assert tell.points[1][0] < upright < tell.points[2][0]
    assert hear.points[0][1] < level < hear.points[1][1]
    assert layout_faults(drawn) == ()
