"""Every published flowchart, executed by a BPMN engine that is not ours: each end
reached, the correction loop taken, no dead end.

The traveller in it wants one line of the chart at a time, and at each gateway takes the way that leads there.
"""

from __future__ import annotations

import io
import logging
from collections import deque
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from checker.catalogue import Catalogue
from checker.loading import load_catalogue
from checker.phrases import Phrases
from generators.bpmn import bpmn, pages, way_variable
from generators.flow.graph import Arrow, Chart, Lane, Step
from generators.subject import Page, Selection, plan

ON = date(2026, 11, 22)
MODEL = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
MOST_STEPS = 400


@pytest.fixture(scope="module")
def catalogue(repository: Path) -> Catalogue:
    return load_catalogue(repository)


@pytest.fixture(scope="module")
def files(catalogue: Catalogue) -> dict[str, bytes]:
    phrases = Phrases(catalogue.words, "zh-Hans", catalogue.laws, catalogue.vocabulary)
    made = pages(Selection(plan(catalogue, ON), catalogue, phrases, ON, "test"))
    return {page.path: page.data for page in made if isinstance(page, Page)}


class Map:
    """The process as nodes and flows, for the traveller's plans."""

    def __init__(self, data: bytes) -> None:
        process = ET.fromstring(data).find(f"{MODEL}process")
        assert process is not None
        self.id = process.attrib["id"]
        self.flows = {
            flow.attrib["id"]: (flow.attrib["sourceRef"], flow.attrib["targetRef"])
            for flow in process.iter(f"{MODEL}sequenceFlow")
        }
        self.gateways = {node.attrib["id"] for node in process.iter(f"{MODEL}exclusiveGateway")}
        self.ends = {node.attrib["id"] for node in process.iter(f"{MODEL}endEvent")}
        self.outs: dict[str, list[str]] = {}
        for flow, (source, _) in self.flows.items():
            self.outs.setdefault(source, []).append(flow)

    def distance(self, start: str, goals: set[str]) -> int:
        """Flows to walk until one of the nodes; a large number when none can be reached."""
        seen, waiting = {start}, deque([(start, 0)])
        while waiting:
            node, far = waiting.popleft()
            if node in goals:
                return far
            for flow in self.outs.get(node, ()):
                there = self.flows[flow][1]
                if there not in seen:
                    seen.add(there)
                    waiting.append((there, far + 1))
        return MOST_STEPS


def travel(data: bytes, plan_of: Map, wanted: str) -> tuple[set[str], bool]:
    """The nodes that were completed on the way over the wanted flow to an end, and whether the process ended."""
    parser = BpmnParser()
    parser.add_bpmn_io(io.BytesIO(data))
    workflow = BpmnWorkflow(parser.get_spec(plan_of.id))
    source, target = plan_of.flows[wanted]

    def choices(passed: bool) -> dict[str, str]:
        found = {}
        for gateway in plan_of.gateways:
            if gateway == source and not passed:
                found[way_variable(gateway)] = wanted
                continue
            goals = plan_of.ends if passed else {source}
            best = min(
                plan_of.outs[gateway], key=lambda flow: plan_of.distance(plan_of.flows[flow][1], goals)
            )
            found[way_variable(gateway)] = best
        return found

    for _ in range(MOST_STEPS):
        ready = workflow.get_tasks(state=TaskState.READY)
        if not ready:
            break
        task = ready[0]
        done = {each.task_spec.name for each in workflow.get_tasks(state=TaskState.COMPLETED)}
        passed = source in done and (target in done or task.task_spec.name == target)
        task.data.update(choices(passed))
        task.run()
    completed = {each.task_spec.name for each in workflow.get_tasks(state=TaskState.COMPLETED)}
    return completed, workflow.completed


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def test_every_way_of_every_chart_can_be_walked_to_an_end(files: dict[str, bytes]) -> None:
    assert len(files) > 50
    walked = 0
    for path, data in files.items():
        found = Map(data)
        # a way out of a gateway is a choice; every other flow lies on one of these
        wanted = [flow for flow, (source, _) in found.flows.items() if source in found.gateways]
        reached: set[str] = set()
        for flow in wanted or list(found.flows)[:1]:
            completed, ended = travel(data, found, flow)
            assert ended, f"{path}: over {flow} the process never ends"
            assert found.flows[flow][1] in completed, f"{path}: {flow} was not taken"
            reached |= completed & found.ends
            walked += 1
        assert reached == found.ends, f"{path}: no way leads to {sorted(found.ends - reached)}"
    assert walked > 200


def test_the_correction_loop_leads_back_to_the_check(files: dict[str, bytes]) -> None:
    looped = 0
    for path, data in files.items():
        found = Map(data)
        for flow, (source, target) in found.flows.items():
            if source in found.gateways and target.startswith(("task_notice", "task_mend")):
                completed, ended = travel(data, found, flow)
                assert ended, path
                assert target in completed, path
                assert "task_accept" in completed, f"{path}: after the correction nothing is accepted"
                looped += 1
    assert looped > 50


def test_gateways_have_a_default_and_conditions(files: dict[str, bytes]) -> None:
    for path, data in files.items():
        root = ET.fromstring(data)
        flows = {flow.attrib["id"]: flow for flow in root.iter(f"{MODEL}sequenceFlow")}
        for gateway in root.iter(f"{MODEL}exclusiveGateway"):
            outs = [out.text for out in gateway.findall(f"{MODEL}outgoing")]
            bare = [out for out in outs if out and flows[out].find(f"{MODEL}conditionExpression") is None]
            assert bare == [gateway.attrib["default"]], (path, gateway.attrib["id"])


def test_every_node_stands_in_one_lane_and_is_drawn(files: dict[str, bytes]) -> None:
    for path, data in files.items():
        root = ET.fromstring(data)
        laned = [ref.text for ref in root.iter(f"{MODEL}flowNodeRef")]
        process = root.find(f"{MODEL}process")
        assert process is not None
        nodes = [
            node.attrib["id"]
            for node in process
            if node.tag not in (f"{MODEL}laneSet", f"{MODEL}sequenceFlow")
        ]
        assert sorted(nodes) == sorted(map(str, laned)), path
        drawn = {shape.attrib["bpmnElement"] for shape in root.iter(f"{DI}BPMNShape")}
        assert set(nodes) <= drawn, path
        edges = {edge.attrib["bpmnElement"] for edge in root.iter(f"{DI}BPMNEdge")}
        assert edges == {flow.attrib["id"] for flow in root.iter(f"{MODEL}sequenceFlow")}, path


def test_every_line_ends_on_the_border_of_its_shapes(files: dict[str, bytes]) -> None:
    for path, data in files.items():
        root = ET.fromstring(data)
        found = Map(data)
        bounds = {}
        for shape in root.iter(f"{DI}BPMNShape"):
            box = next(node for node in shape if node.tag.endswith("}Bounds")).attrib
            x, y, w, h = (int(box[name]) for name in ("x", "y", "width", "height"))
            bounds[shape.attrib["bpmnElement"]] = (x, y, x + w, y + h)
        for edge in root.iter(f"{DI}BPMNEdge"):
            points = [(int(p.attrib["x"]), int(p.attrib["y"])) for p in edge if p.tag.endswith("}waypoint")]
            assert len(points) >= 2, path
            for point, node in zip(
                (points[0], points[-1]), found.flows[edge.attrib["bpmnElement"]], strict=True
            ):
                left, top, right, bottom = bounds[node]
                on_upright = point[0] in (left, right) and top <= point[1] <= bottom
                on_level = point[1] in (top, bottom) and left <= point[0] <= right
                assert on_upright or on_level, (path, edge.attrib["bpmnElement"], node)


def test_hostile_words_stay_words() -> None:
    steps = (
        Step("a", "x", "start", "<b>&\x00\"'"),
        Step("a-b", "x", "task", "]]>\n${1+1}", "5<6"),
        Step("a_b", "x", "end", "终"),
    )
    chart = Chart(
        "<!DOCTYPE x>", (Lane("x", "窗口 & <口>"),), steps, (Arrow("a", "a-b"), Arrow("a-b", "a_b", "<ok>"))
    )
    root = ET.fromstring(bpmn(chart, "x"))
    names = [node.attrib.get("name") for node in root.iter(f"{MODEL}task")]
    assert names == ["]]>\n${1+1}\n[5<6]"]
    ids = [node.attrib["id"] for node in root.iter() if "id" in node.attrib]
    assert len(ids) == len(set(ids))


def test_the_same_chart_gives_the_same_bytes(files: dict[str, bytes], catalogue: Catalogue) -> None:
    phrases = Phrases(catalogue.words, "zh-Hans", catalogue.laws, catalogue.vocabulary)
    again = pages(Selection(plan(catalogue, ON), catalogue, phrases, ON, "test"))
    assert {page.path: page.data for page in again if isinstance(page, Page)} == files
