"""The SVG: well-formed, closed in itself, readable, and the same for the same chart."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

from generators.flow.graph import Chart
from generators.flow.layout import layout
from generators.flow.svg import TOKENS, stylesheet, svg

SPACE = "{http://www.w3.org/2000/svg}"


def test_it_is_well_formed_and_closed_in_itself(chart: Chart) -> None:
    text = svg(layout(chart), "one", "说明")
    root = ElementTree.fromstring(text)
    assert root.tag == f"{SPACE}svg"
    assert not re.findall(r"href|url\(|marker|<script|<image|<foreignObject", text)
    assert {child.tag.removeprefix(SPACE) for child in root.iter()} <= {
        "svg", "title", "desc", "style", "g", "rect", "path", "polygon", "text",
    }  # fmt: skip


def test_it_names_itself(chart: Chart) -> None:
    root = ElementTree.fromstring(svg(layout(chart), "one", "先提交，后审查"))
    assert root.get("role") == "img"
    title, described = root.find(f"{SPACE}title"), root.find(f"{SPACE}desc")
    assert title is not None
    assert described is not None
    assert (title.text, described.text) == (chart.title, "先提交，后审查")
    assert (root.get("aria-labelledby"), root.get("aria-describedby")) == (
        title.get("id"),
        described.get("id"),
    )


def test_without_a_description_there_is_no_reference_to_one(charts: dict[str, Chart]) -> None:
    assert "desc" not in svg(layout(charts["instant"]))


def test_two_charts_on_a_page_share_no_id(chart: Chart) -> None:
    def ids(prefix: str) -> list[str]:
        return [
            name
            for e in ElementTree.fromstring(svg(layout(chart), prefix, "d")).iter()
            if (name := e.get("id"))
        ]

    one, two = ids("matter-1"), ids("matter-2")
    assert len(one) == len(set(one)) > len(chart.steps)
    assert not set(one) & set(two)
    assert all(re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]*", name) for name in one)


def test_markup_in_words_stays_words(charts: dict[str, Chart]) -> None:
    chart = charts["instant"]
    steps = (replace(chart.steps[0], id='a"b', label="<b>&\"'"), *chart.steps[1:])
    arrows = (replace(chart.arrows[0], source='a"b', label="]]><i>"), chart.arrows[1])
    root = ElementTree.fromstring(
        svg(layout(replace(chart, title="<&>", steps=steps, arrows=arrows)), 'p"1', "<d>")
    )
    words = "".join(e.text or "" for e in root.iter(f"{SPACE}text"))
    assert "<b>&\"'" in words
    assert "]]><i>" in words


def test_no_type_is_smaller_than_13_pixels(chart: Chart) -> None:
    sizes = [int(size) for size in re.findall(r'font-size="(\d+)"', svg(layout(chart)))]
    assert len(sizes) >= len(chart.steps)
    assert min(sizes) >= 13


def test_coordinates_are_whole_numbers(chart: Chart) -> None:
    text = svg(layout(chart), style=False)
    attributes = re.findall(r' (?:x|y|width|height|rx|d|points|viewBox|font-size)="([^"]*)"', text)
    assert len(attributes) > 20
    assert not [value for value in attributes if "." in value]


def test_a_page_gives_the_colours_and_paper_has_them_fixed(charts: dict[str, Chart]) -> None:
    drawn = layout(charts["licence"])
    for token, colour in TOKENS.items():
        assert f"var(--{token},{colour})" in svg(drawn)
    fixed = svg(drawn, literal=True)
    assert "var(" not in fixed
    assert all(colour in fixed for colour in TOKENS.values())


def test_every_class_that_is_drawn_has_a_rule(chart: Chart) -> None:
    used = {
        name
        for names in re.findall(r'class="([^"]*)"', svg(layout(chart), style=False))
        for name in names.split()
    }
    ruled = set(re.findall(r"\.([a-z][a-z-]*)", stylesheet(literal=True)))
    assert used - ruled <= {"normal", "task", "fork", "join", "word"}


def test_the_style_can_be_left_to_the_page(charts: dict[str, Chart]) -> None:
    text = svg(layout(charts["instant"]), style=False)
    assert "<style>" not in text
    assert stylesheet() in svg(layout(charts["instant"])).replace("&gt;", ">")


def test_the_same_chart_gives_the_same_bytes(chart: Chart) -> None:
    assert svg(layout(chart), "p", "d") == svg(layout(chart), "p", "d")
