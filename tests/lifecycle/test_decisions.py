"""Decisions against editions and lists: what each action demands, nationally and in one division, up to the next decision."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from checker.catalogue import Catalogue
from checker.lifecycle import announced, conflicts, standing
from checker.model.decisions import ACTIONS, Decision

Decided = Callable[..., Decision]
CITY, COUNTY = "999900", "999922"


def messages(catalogue: Catalogue, *decisions: Decision) -> list[str]:
    return [item.message.en for item in conflicts(replace(catalogue, decisions=decisions))]


def line(matter: str, action: str, begins: str, **more: str) -> dict[str, str]:
    return {"matter": matter, "action": action, "from": begins, **more}


def test_the_shipped_decisions_are_followed_and_show_every_action(catalogue: Catalogue) -> None:
    assert list(conflicts(catalogue)) == []
    shown = {item.action for decision in catalogue.decisions for item in decision.lines}
    assert shown == set(ACTIONS)
    assert all(decision.verified.by == "sample" for decision in catalogue.decisions)


NATIONAL = {
    "kept-in-force": (line("labour-dispatch", "kept", "2026-01-01"), ""),
    "kept-before-it-began": (line("labour-dispatch", "kept", "2013-06-30"), "no edition is in force"),
    "kept-on-its-first-day": (line("labour-dispatch", "kept", "2013-07-01"), ""),
    "cancelled-yet-in-use": (line("labour-dispatch", "cancelled", "2026-01-01"), "says state: in-use"),
    "suspended-yet-in-use": (line("labour-dispatch", "suspended", "2026-01-01"), "says state: in-use"),
    "suspended-before-it-began": (line("labour-dispatch", "suspended", "2013-01-01", until="2013-06-30"), ""),
    "suspended-into-its-first-day": (line("labour-dispatch", "suspended", "2013-01-01", until="2013-07-01"), "state: in-use"),
    "service-yet-a-licence": (line("labour-dispatch", "converted_to_service", "2026-01-01"), "still a licence"),
    "service-and-no-licence": (line("shop-sign", "converted_to_service", "2026-01-01"), ""),
}  # fmt: skip


@pytest.mark.parametrize("name", NATIONAL)
def test_a_national_decision_against_the_editions(name: str, catalogue: Catalogue, decided: Decided) -> None:
    decision, expected = NATIONAL[name]
    found = messages(catalogue, decided("2012-01-01", decision))
    assert [expected in message for message in found] == ([True] if expected else [])


LOCAL = {
    "kept-with-a-list": (COUNTY, line("labour-dispatch", "kept", "2026-01-01"), ""),
    "kept-without-a-list": (CITY, line("labour-dispatch", "kept", "2026-01-01"), "no implementation list"),
    "kept-before-the-list": (COUNTY, line("labour-dispatch", "kept", "2025-12-31"), "no implementation list"),
    "cancelled-with-a-list": (COUNTY, line("labour-dispatch", "cancelled", "2026-06-01"), "still in force"),
    "cancelled-the-day-after": (COUNTY, line("elderly-card", "cancelled", "2026-01-01"), ""),
    "cancelled-a-day-too-early": (COUNTY, line("elderly-card", "cancelled", "2025-12-31"), "still in force"),
    "handed-down": (CITY, line("drug-retail", "delegated", "2026-01-01", to=COUNTY), ""),
    "handed-down-too-early": (CITY, line("drug-retail", "delegated", "2025-12-31", to=COUNTY), "both"),
    "taken-over-from-a-county": (CITY, line("housing-fund-retire", "taken_over", "2025-01-01", to=CITY), ""),
    "taken-over-yet-the-county-goes-on": (CITY, line("mass-event-safety", "taken_over", "2026-01-01", to=CITY), "still in force"),
    "another-division-may-go-on": (CITY, line("labour-dispatch", "cancelled", "2026-06-01"), ""),
}  # fmt: skip


@pytest.mark.parametrize("name", LOCAL)
def test_a_local_decision_against_the_lists(name: str, catalogue: Catalogue, decided: Decided) -> None:
    division, decision, expected = LOCAL[name]
    found = messages(catalogue, decided("2012-01-01", decision, division=division))
    if expected == "both":  # the county does not have its list yet, and the city still has its own
        assert ["no implementation list" in message for message in found] == [True, False]
    else:
        assert [expected in message for message in found] == ([True] if expected else [])


def test_a_later_decision_ends_the_earlier_one(catalogue: Catalogue, decided: Decided) -> None:
    stopped = decided("2012-01-01", line("labour-dispatch", "suspended", "2012-01-01"))
    resumed = decided("2013-06-01", line("labour-dispatch", "kept", "2013-07-01"))
    assert messages(catalogue, stopped, resumed) == []
    assert len(messages(catalogue, stopped)) == 1


def test_an_unknown_matter_is_left_to_its_own_check(catalogue: Catalogue, decided: Decided) -> None:
    assert messages(catalogue, decided("2026-01-01", line("no-such-matter", "cancelled", "2026-01-01"))) == []


def test_standing_is_the_last_word_until_it_runs_out(decided: Decided) -> None:
    first = decided("2024-01-01", line("a", "kept", "2024-02-01"))
    second = decided("2025-01-01", line("a", "suspended", "2025-02-01", until="2025-02-28"))
    stands = {
        day: {key: item.action for key, item in standing([first, second], date.fromisoformat(day)).items()}
        for day in ("2024-01-31", "2024-02-01", "2025-02-28", "2025-03-01")
    }
    assert stands == {
        "2024-01-31": {},
        "2024-02-01": {("", "a"): "kept"},
        "2025-02-28": {("", "a"): "suspended"},
        "2025-03-01": {("", "a"): "kept"},
    }


def test_the_notice_counts_from_the_day_of_publication(catalogue: Catalogue) -> None:
    second = next(item for item in catalogue.decisions if item.id.startswith("2025-12-05"))
    assert second.published == date(2025, 12, 12)
    chosen = announced(catalogue.decisions, date(2025, 12, 12))
    assert [item.id[:10] for item in chosen] == ["2025-12-05", "2025-12-15"]
    assert [item.id[:10] for item in announced(catalogue.decisions, date(2025, 12, 13))] == ["2025-12-15"]
    assert announced(catalogue.decisions, date(2025, 12, 12), CITY) == (second,)


def test_a_file_is_named_after_its_day(decided: Decided) -> None:
    from checker.reading.decisions import read_decision
    from checker.source import Source

    decision, findings = read_decision(
        Source("catalogue/decisions/2025-01-02-x.yaml", {"date": "2025-01-01"})
    )
    assert decision is not None
    assert [item.code for item in findings] == ["R10"]
    assert read_decision(Source("catalogue/decisions/x.yaml", {"matters": 3})) == (None, ())


def test_half_filled_decisions_raise_nothing(catalogue: Catalogue) -> None:
    from checker.lint import run
    from checker.reading.decisions import read_decision
    from checker.source import Source

    full: dict[str, Any] = {
        "date": "2025-01-01", "published": "2024-12-31", "title": "x", "document": "x", "issuer": "x", "reason": "x",
        "matters": [line("labour-dispatch", "cancelled", "2026-01-01"), line("x", "delegated", "2026-01-01", until="2025-01-01")],
    }  # fmt: skip
    wrong: tuple[Any, ...] = (None, [], "x", {}, 3)
    damaged = [{**full, key: value} for key in full for value in wrong]
    first = full["matters"][0]
    damaged += [{**full, "matters": [{**first, key: value}]} for key in first for value in wrong]
    read = [read_decision(Source("catalogue/decisions/2025-01-01-x.yaml", data))[0] for data in damaged]
    decisions = tuple(item for item in read if item is not None)
    assert len(decisions) > 30
    found = run(replace(catalogue, decisions=decisions), only={"L91", "L92"})
    assert {item.code for item in found} == {"L91", "L92"}
