"""A flowchart as BPMN 2.0: lanes, gateways with conditions and a default, and the layout of the printed chart.

In: a `Chart`, an id. Out: the bytes of a .bpmn file that a modeller opens and an engine executes; the same for the same input.
The surprising thing: BPMN draws a gateway as a small diamond of 40 pixels where our chart has a large one with words in it, so
the ends of its lines are moved to the small one's corners, and its words stand beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from checker.finding import Finding
from generators.chart import flow_chart
from generators.flow.drawing import Box, Layout, Line, Point, Rect
from generators.flow.gateways import explicit, main_exit
from generators.flow.graph import Arrow, Chart, Step, tidy, ways
from generators.flow.layout import layout
from generators.subject import Page, Selection

__all__ = ["bpmn", "pages", "way_variable"]

_MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
_DI = "http://www.omg.org/spec/BPMN/20100524/DI"
_DC = "http://www.omg.org/spec/DD/20100524/DC"
_DD = "http://www.omg.org/spec/DD/20100524/DI"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_PREFIXES = {"bpmn": _MODEL, "bpmndi": _DI, "dc": _DC, "di": _DD, "xsi": _XSI}
_NAMES = {
    "start": "startEvent",
    "end": "endEvent",
    "task": "task",
    "decision": "exclusiveGateway",
    "fork": "parallelGateway",
    "join": "parallelGateway",
}
_SIZES = {"start": 36, "end": 36, "decision": 40, "fork": 40, "join": 40}
"""Width and height that BPMN's notation gives events and gateways, in pixels."""
_POOL_HEAD = 30
_LABEL_HEIGHT = 34
_ROOM = 6
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def pages(selection: Selection) -> Iterator[Page | Finding]:
    """One file for each matter."""
    for subject in selection.subjects:
        yield Page(f"bpmn/{subject.matter}.bpmn", bpmn(flow_chart(subject.author), subject.matter))


def way_variable(gateway: str) -> str:
    """The variable in which an engine finds the way that was chosen at this gateway: the id of a sequence flow."""
    return f"way_{gateway}".replace("-", "_").replace(".", "_")


def bpmn(chart: Chart, name: str) -> bytes:
    """The chart as a BPMN document with one pool."""
    whole = explicit(tidy(chart))
    ids = _ids(whole.steps)
    flows = [f"flow_{number}" for number in range(1, len(whole.arrows) + 1)]
    root = ET.Element("bpmn:definitions", {f"xmlns:{prefix}": uri for prefix, uri in _PREFIXES.items()})
    root.set("id", f"definitions_{_id(name)}")
    root.set("targetNamespace", "urn:banshi:flow")
    together = _add(root, "bpmn:collaboration", id="collaboration")
    process = f"process_{_id(name)}"
    _add(together, "bpmn:participant", id="participant", name=_clean(chart.title), processRef=process)
    _process(root, process, whole, ids, flows)
    _diagram(root, whole, layout(chart), ids, flows)
    ET.indent(root)
    text = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def _process(root: ET.Element, name: str, chart: Chart, ids: dict[str, str], flows: list[str]) -> None:
    process = _add(root, "bpmn:process", id=name, name=_clean(chart.title), isExecutable="true")
    lanes = _add(process, "bpmn:laneSet", id="lanes")
    for number, lane in enumerate(chart.lanes, 1):
        strip = _add(lanes, "bpmn:lane", id=f"lane_{number}", name=_clean(lane.label))
        for step in chart.steps:
            if step.lane == lane.id:
                _add(strip, "bpmn:flowNodeRef").text = ids[step.id]
    net = ways(chart)
    for place, step in enumerate(chart.steps):
        node = _add(process, f"bpmn:{_NAMES[step.kind]}", id=ids[step.id])
        if label := _name(step):
            node.set("name", label)
        outs = [number for number, arrow in enumerate(chart.arrows) if arrow.source == step.id]
        if step.kind == "decision" and outs:
            main = main_exit(chart, net, place)
            node.set("default", flows[outs[0] if main is None else main])
        for tag, end in (("incoming", "target"), ("outgoing", "source")):
            for number, arrow in enumerate(chart.arrows):
                if getattr(arrow, end) == step.id:
                    _add(node, f"bpmn:{tag}").text = flows[number]
    defaults = {node.get("default") for node in process}
    decisions = {step.id for step in chart.steps if step.kind == "decision"}
    for number, arrow in enumerate(chart.arrows):
        flow = _add(
            process,
            "bpmn:sequenceFlow",
            id=flows[number],
            sourceRef=ids[arrow.source],
            targetRef=ids[arrow.target],
        )
        if arrow.label:
            flow.set("name", _clean(arrow.label))
        if arrow.source in decisions and flows[number] not in defaults:
            condition = _add(flow, "bpmn:conditionExpression")
            condition.set("xsi:type", "bpmn:tFormalExpression")
            condition.text = f'{way_variable(ids[arrow.source])} == "{flows[number]}"'


# ---- the drawing


def _diagram(root: ET.Element, chart: Chart, drawn: Layout, ids: dict[str, str], flows: list[str]) -> None:
    diagram = _add(root, "bpmndi:BPMNDiagram", id="diagram")
    plane = _add(diagram, "bpmndi:BPMNPlane", id="plane", bpmnElement="collaboration")
    # lanes stand side by side as in the printed chart: a pool whose name is on top
    pool = _add(
        plane, "bpmndi:BPMNShape", id="participant_di", bpmnElement="participant", isHorizontal="false"
    )
    _bounds(pool, Rect(0, 0, drawn.width, drawn.height + _POOL_HEAD))
    for number, band in enumerate(drawn.bands, 1):
        shape = _add(
            plane,
            "bpmndi:BPMNShape",
            id=f"lane_{number}_di",
            bpmnElement=f"lane_{number}",
            isHorizontal="false",
        )
        _bounds(shape, _moved(band.rect))
    boxes = {box.step: box for box in drawn.boxes}
    steps = {step.id: step for step in chart.steps}
    for box in drawn.boxes:
        shape = _add(plane, "bpmndi:BPMNShape", id=f"{ids[box.step]}_di", bpmnElement=ids[box.step])
        small = _small(box)
        _bounds(shape, _moved(small))
        if box.kind in _SIZES and _name(steps[box.step]):
            _bounds(_add(shape, "bpmndi:BPMNLabel"), _moved(_beside(box, small)))
    waiting: dict[tuple[str, str], list[Line]] = {}
    for line in drawn.lines:
        waiting.setdefault((line.source, line.target), []).append(line)
    for number, arrow in enumerate(chart.arrows):
        line = _line(waiting[arrow.source, arrow.target], arrow)
        edge = _add(plane, "bpmndi:BPMNEdge", id=f"{flows[number]}_di", bpmnElement=flows[number])
        for x, y in _points(line, boxes):
            _add(edge, "di:waypoint", x=str(x), y=str(y + _POOL_HEAD))
        if line.label:
            _bounds(_add(edge, "bpmndi:BPMNLabel"), _moved(line.label.rect))


def _line(lines: list[Line], arrow: Arrow) -> Line:
    """The drawn line of an arrow: of two between the same steps, the one that says the arrow's words."""
    for number, line in enumerate(lines):
        said = "".join(words.text for words in line.label.words) if line.label else ""
        if re.sub(r"\s", "", said) == re.sub(r"\s", "", arrow.label):
            return lines.pop(number)
    return lines.pop(0)


def _small(box: Box) -> Rect:
    """The box in BPMN's size, around the same middle."""
    side = _SIZES.get(box.kind)
    if side is None:
        return box.rect
    x, y = _middle(box.rect)
    return Rect(x - side // 2, y - side // 2, side, side)


def _points(line: Line, boxes: dict[str, Box]) -> list[Point]:
    """The corners of a line, its ends at the borders of the boxes as BPMN draws them."""
    points = list(line.points)
    points = _ended(points, boxes[line.target])
    return _ended(points[::-1], boxes[line.source])[::-1]


def _ended(points: list[Point], box: Box) -> list[Point]:
    """The same way with its last point on the border of the small shape."""
    if box.kind not in _SIZES:
        return points
    (x, y), (u, v), half = points[-2], points[-1], _SIZES[box.kind] // 2
    mx, my = _middle(box.rect)
    if x == u:  # comes from above or below
        side = -1 if y < v else 1
        if u == mx:
            return [*points[:-1], (mx, my + side * half)]
        if (
            len(points) > 2 and (my - y) * -side > half + _ROOM
        ):  # a bar is wide: the line turns over its middle
            return [*points[:-2], (mx, y), (mx, my + side * half)]
        return [*points[:-1], (u, my), (mx + (half if u > mx else -half), my)]
    side = -1 if x < u else 1
    if v == my:
        return [*points[:-1], (mx + side * half, my)]
    return [*points[:-1], (mx, v), (mx, my + (half if v > my else -half))]


def _beside(box: Box, small: Rect) -> Rect:
    """Where the words of an event or a gateway stand: above a gateway and an end, below a start. Nothing leaves them there."""
    width = max(box.rect.width, 90)
    x = _middle(box.rect)[0] - width // 2
    if box.kind == "start":
        return Rect(x, small.y - _LABEL_HEIGHT, width, _LABEL_HEIGHT)
    if box.kind == "end":
        return Rect(x, small.y + small.height + 2, width, _LABEL_HEIGHT)
    return Rect(small.x + small.width + 2, small.y - _LABEL_HEIGHT + 10, max(width // 2, 60), _LABEL_HEIGHT)


def _middle(rect: Rect) -> Point:
    return rect.x + rect.width // 2, rect.y + rect.height // 2


def _moved(rect: Rect) -> Rect:
    """Below the head of the pool."""
    return Rect(rect.x, rect.y + _POOL_HEAD, rect.width, rect.height)


def _bounds(parent: ET.Element, rect: Rect) -> None:
    _add(parent, "dc:Bounds", x=str(rect.x), y=str(rect.y), width=str(rect.width), height=str(rect.height))


# ---- names and ids


def _name(step: Step) -> str:
    """The words of a step, with its limit in brackets below."""
    words = _clean(step.label)
    return f"{words}\n[{_clean(step.limit)}]" if step.limit else words


def _ids(steps: tuple[Step, ...]) -> dict[str, str]:
    """Step -> an id that XML accepts, and no two alike."""
    found: dict[str, str] = {}
    for step in steps:
        base = name = f"{step.kind}_{_id(step.id)}"
        count = 1
        while name in found.values():
            count += 1
            name = f"{base}_{count}"
        found[step.id] = name
    return found


def _id(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "_", text).strip("_")


def _clean(text: str) -> str:
    return _NO_XML.sub("", text)


def _add(parent: ET.Element, tag: str, **attributes: str) -> ET.Element:
    return ET.SubElement(parent, tag, attributes)
