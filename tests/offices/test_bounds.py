"""The bounds of an implementation list, each with its bad example: it may name, shorten, fill in and waive, and never add.

In: the list of construction-permit in the sample county, with one part replaced. The surprising thing: what breaks a bound is not
only reported but also left out of the edition that the office applies.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

Rewrite = Callable[..., Any]
ON = date(2026, 3, 2)
MATTER = "construction-permit"
PROMISE = "  - {limit: decision, promised: 3 days}\n"

BAD = {
    "adds-a-material": ("", "materials:  # <-\n  - {id: extra, material: photo, originals: 1}\n", "F"),
    "adds-a-condition": ("", "conditions:  # <-\n  - {id: extra, when: {region.same: true}, remedy: 无}\n", "F"),
    "adds-a-fee": ("", "fees: {charged: true, online_payment: false}  # <-\n", "F"),
    "adds-a-limit": ("", "time_limits: []  # <-\n", "F"),
    "adds-a-quota": ("", "quota: {limited: true}  # <-\n", "F"),
    "adds-a-paper-to-a-promise": (PROMISE, "  - {limit: decision, promised: 3 days, material: photo}  # <-\n", "F"),
    "promises-more-than-the-law": (PROMISE, "  - {limit: decision, promised: 8 days}  # <-\n", "L65"),
    "promises-another-unit": (PROMISE, "  - {limit: decision, promised: 6 working_days}  # <-\n", "L65"),
    "names-an-unknown-limit": (PROMISE, "  - {limit: decide, promised: 3 days}  # <-\n", "L66"),
    "gives-a-parameter-that-is-not-local": (
        "  - {fact: local.drawing-review, value: true, basis_note: 示例标准。}\n",
        "  - {fact: local.drawing-review, value: true}\n  - {fact: region.same, value: true}  # <-\n",
        "R05",
    ),
    "gives-a-parameter-that-nobody-declared": (
        "  - {fact: local.drawing-review, value: true, basis_note: 示例标准。}\n",
        "  - {fact: local.drawing-review, value: true}\n  - {fact: local.no-such, value: true}  # <-\n",
        "R05",
    ),
    "gives-a-value-of-another-type": (
        "  - {fact: local.drawing-review, value: true, basis_note: 示例标准。}\n",
        "  - {fact: local.drawing-review, value: 也许}  # <-\n",
        "R06",
    ),
    "waives-an-unknown-paper": ("{requirement: planning-certificate, reason: {", "{requirement: no-such, reason: {", "L66"),
    "waives-without-a-reason": ("", "tolerance: {overdue: fined}  # <-\n", "F"),
    "asks-for-a-visit-more": ("", "service: {visits: 1, visit_reason: 交材料。, channels: [window]}  # <-\n", "L81"),
    "is-the-wrong-kind-of-organ": (
        "agency: sample-county-housing-construction\n",
        "agency: sample-county-health  # <-\n",
        "L82",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_list_that_breaks_a_bound_is_told_at_its_line(name: str, rewritten: Rewrite) -> None:
    old, new, code = BAD[name]
    result = rewritten(old, new)
    hits = [item for item in result.findings if item.code.startswith(code) and item.severity == "error"]
    assert hits, [str(item.code) for item in result.findings]
    if result.line:
        assert result.line in {item.place.line for item in hits}


def test_the_list_as_it_is_breaks_no_bound(rewritten: Rewrite) -> None:
    assert rewritten().findings == ()


def test_a_promise_as_long_as_the_law_allows_is_within_the_bound(rewritten: Rewrite) -> None:
    assert rewritten(PROMISE, "  - {limit: decision, promised: 7 days}\n").findings == ()


def test_a_local_parameter_that_is_missing_is_told(rewritten: Rewrite) -> None:
    result = rewritten("  - {fact: local.drawing-review, value: true, basis_note: 示例标准。}\n", "")
    assert [(item.code, "local.drawing-review" in item.message.en) for item in result.findings] == [
        ("L93", True)
    ]


def test_two_lists_in_force_on_one_day_are_told(rewritten: Rewrite, repository: Path) -> None:
    path = f"catalogue/offices/999922/{MATTER}/2026-01-01.yaml"
    later = (
        (repository / path)
        .read_text("utf-8")
        .replace('effective_from: "2026-01-01"', 'effective_from: "2026-06-01"')
    )
    beside = {f"catalogue/offices/999922/{MATTER}/2026-06-01.yaml": later}
    assert [item.code for item in rewritten(beside=beside).findings] == ["L64"]
    ended = 'effective_from: "2026-01-01"\neffective_to: "2026-05-31"\n'
    assert rewritten('effective_from: "2026-01-01"\n', ended, beside).findings == ()


def test_what_breaks_a_bound_is_not_applied(rewritten: Rewrite) -> None:
    applied = rewritten(PROMISE, "  - {limit: decision, promised: 8 days}\n").catalogue.at(
        MATTER, ON, "999922"
    )
    limit = next(item for item in applied.time_limits if item.id == "decision")
    assert str(limit.promised or limit.statutory) == "7 days"
    more = "service: {visits: 1, visit_reason: 交材料。, channels: [window]}\n"
    assert rewritten("", more).catalogue.at(MATTER, ON, "999922").service.visits == 0


def test_several_options_of_a_local_parameter_are_a_list(rewritten: Rewrite) -> None:
    """Only where the matter declares several: a choice takes one."""
    result = rewritten(
        "{fact: local.works-limit, value: national,", "{fact: local.works-limit, value: [national],"
    )
    assert [item.code for item in result.findings] == ["R06"]
