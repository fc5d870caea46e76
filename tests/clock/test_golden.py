"""The public golden cases: every one of tests/clock/deadlines-public.yaml, as it stands there."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from checker.calendar import Calendar
from checker.clock import Interval, deadline
from checker.durations import Duration
from checker.finding import Text
from checker.source import parse
from checker.timetable import LimitInput, procedure_deadlines

FILE = Path(__file__).parent / "deadlines-public.yaml"
UNITS = {"working_day": "working_days", "calendar_day": "days", "month": "months"}


def cases() -> list[dict[str, Any]]:
    source, findings = parse(FILE.read_bytes(), FILE.name)
    assert source is not None, findings
    assert isinstance(source.data, dict)
    return list(source.data["cases"])


CASES = cases()


def day(text: str) -> date:
    return date.fromisoformat(text)


def length(case: dict[str, Any], amount: int) -> Duration:
    return Duration(amount, UNITS[case["unit"]])  # type: ignore[arg-type]  # the values of UNITS are units


def intervals(case: dict[str, Any], key: str) -> tuple[Interval, ...]:
    return tuple(
        Interval(
            day(item["from"]),
            day(item["to"]),
            Text(item["reason"], item["reason"]),
            told_in_writing=item.get("told_in_writing", True) and item.get("counts_as_excluded", True),
        )
        for item in case.get(key, ())
    )


def test_there_are_thirty_five_cases() -> None:
    assert [case["id"] for case in CASES] == [f"P{number:02}" for number in range(1, 36)]


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_golden_case(case: dict[str, Any], published: Calendar) -> None:
    extension = case.get("extension")
    found = deadline(
        day(case["start_date"]),
        length(case, case["amount"]),
        published,
        rule=case["last_day_rule"],
        direction=case.get("direction", "forward"),
        excluded=intervals(case, "excluded"),
        suspended=intervals(case, "suspended"),
        extension=length(case, extension["amount"]) if extension else None,
    )
    if case.get("expect") == "refuse_or_provisional":
        assert found.provisional
        return
    assert not found.provisional
    assert found.last_day == day(case["expected"])
    if "unrolled" in case:
        assert found.unrolled == day(case["unrolled"])
    if "advised_last_working_day" in case:
        assert found.advised_last_working_day == day(case["advised_last_working_day"])


PROCEDURE = [case for case in CASES if "precondition" in case]


@pytest.mark.parametrize("case", PROCEDURE, ids=[case["id"] for case in PROCEDURE])
def test_golden_case_with_its_acceptance(case: dict[str, Any], published: Calendar) -> None:
    """P17 and P18 again, this time with the acceptance worked out from the events."""
    before = case["precondition"]
    limits = (
        LimitInput("correction", "notice", Duration(5, "working_days"), silence="deemed_accepted"),
        LimitInput("decision", "decision", length(case, case["amount"]), starts="accepted"),
    )
    events = {
        "received": before.get("received", case["start_date"]),
        "notified": before["notice_sent"],
        "corrected": before.get("corrected_on"),
    }
    known = {name: day(value) for name, value in events.items() if value}
    found = procedure_deadlines(limits, known, published, as_of=date(2026, 3, 20))
    notice, decision = (found.entry(name).statutory for name in ("correction", "decision"))
    assert notice is not None
    assert decision is not None
    assert notice.last_day == day(before["notice_due"])
    assert found.accepted_on == day(before.get("accepted_on", case["start_date"]))
    assert decision.last_day == day(case["expected"])
