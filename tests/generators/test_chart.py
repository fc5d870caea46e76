"""The chart of every shipped edition: drawn without a fault, every branch of Art. 32 there, every end reached."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from checker.catalogue import Catalogue
from checker.model.edition import CorrectionRule
from checker.phrases import Phrases
from generators.author import Author
from generators.chart import flow_chart
from generators.flow.faults import layout_faults
from generators.flow.graph import Chart, ways
from generators.flow.layout import layout


@pytest.fixture(scope="module")
def charts(catalogue: Catalogue, phrases: Phrases, on: date) -> dict[str, Chart]:
    return {
        matter: flow_chart(Author(catalogue.at(matter, on), None, catalogue, phrases, ""))
        for matter in catalogue.editions
    }


def test_no_drawing_has_a_fault(charts: dict[str, Chart]) -> None:
    for matter, chart in charts.items():
        assert not layout_faults(layout(chart, 6)), matter


def test_every_step_of_the_edition_is_drawn_and_reached(
    charts: dict[str, Chart], catalogue: Catalogue, on: date
) -> None:
    for matter, chart in charts.items():
        net = ways(chart)
        start = next(place for place, step in enumerate(chart.steps) if step.kind == "start")
        for place, step in enumerate(chart.steps):
            assert net.reach[start] >> place & 1, (matter, step.id)
            assert (
                net.outs[place] or step.kind == "end" or any(net.source[arrow] == place for arrow in net.back)
            ), (matter, step.id)
        ids = {step.id for step in chart.steps}
        assert {step.id for step in catalogue.at(matter, on).flow.steps} <= ids, matter


def test_licences_have_the_branches_of_article_32(charts: dict[str, Chart], catalogue: Catalogue) -> None:
    seen = 0
    for matter, chart in charts.items():
        ids = {step.id for step in chart.steps}
        assert {"~submit", "~complete", "~notice", "~supplement", "~accept", "~end"} <= ids, matter
        if catalogue.editions[matter][-1].kind == "licence":
            seen += 1
            assert {"~needed", "~needed-no", "~competent", "~competent-no"} <= ids, matter
            refused = [step for step in chart.steps if step.id.endswith("~refused")]
            assert refused, matter
            assert all("复议" in step.label for step in refused), matter
    assert seen


def test_refusals_end_and_are_toned_as_such(charts: dict[str, Chart]) -> None:
    for matter, chart in charts.items():
        net = ways(chart)
        for place, step in enumerate(chart.steps):
            if step.tone == "refusal":
                assert step.kind == "end", (matter, step.id)
                assert not net.outs[place], (matter, step.id)


def test_steps_at_the_same_time_are_drawn_as_a_fork(charts: dict[str, Chart]) -> None:
    chart = charts["labour-dispatch"]
    begun = {arrow.target for arrow in chart.arrows if arrow.source == "~accept"}
    assert begun == {"review", "on-site"}
    assert {arrow.source for arrow in chart.arrows if arrow.target == "decide"} == {"review", "on-site"}


def test_a_statute_that_departs_from_article_32_changes_the_chart(
    catalogue: Catalogue, phrases: Phrases, on: date
) -> None:
    edition = replace(
        catalogue.at("labour-dispatch", on),
        acceptance=CorrectionRule(uncorrected="deemed_withdrawn", only_on_the_spot=True),
    )
    labels = {step.id: step for step in flow_chart(Author(edition, None, catalogue, phrases, "")).steps}
    assert "当场" in labels["~notice"].label
    assert "逾期不告知" not in labels["~notice"].label
    assert "视为撤回" in labels["~supplement"].label
