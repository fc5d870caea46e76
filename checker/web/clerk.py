"""What a clerk asks: is this saved file as it was written, and what does the catalogue say of it today?

In: the bytes of a saved file, the key, desks, the day. Out: `Report`, for `banshi verify` and for the interface.
The surprising thing: an altered file is judged all the same. The clerk sees both, that somebody changed it and what would
come of it; what to make of that is for the clerk.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from checker.catalogue import Catalogue, NoEdition
from checker.check import check
from checker.desks import Desks
from checker.engines.fault import EngineFault
from checker.finding import Finding
from checker.interview.known import submission_of
from checker.interview.plan import plan
from checker.phrases import Phrases
from checker.sealing import PublicKey
from checker.verdict import Verdict, as_data
from checker.web.answers import finding_data
from checker.web.saving import Resumed, changed_since, expired, open_saved
from checker.web.steps import fitted

__all__ = ["Report", "report_data", "verified"]


@dataclass(frozen=True, slots=True)
class Report:
    """`verdict` is that of today's catalogue on the day of receipt that the file names; None with `findings` that say why."""

    resumed: Resumed
    expired: bool
    changes: tuple[str, ...]
    verdict: Verdict | None
    findings: tuple[Finding, ...] = ()


def verified(
    data: bytes,
    catalogue: Catalogue,
    all_desks: Desks,
    phrases: Phrases,
    today: date,
    key: PublicKey | None,
    path: str = "saved",
) -> tuple[Report | None, tuple[Finding, ...]]:
    """What can be said of the file; None, with every reason, when it is no saved file."""
    found, findings = open_saved(data, catalogue.schemas, today, key, path)
    if found is None:
        return None, findings
    over = expired(found, today)
    visit = found.visit
    try:
        desk = all_desks.at(visit.matter, visit.on, visit.office)
    except NoEdition as error:
        return Report(found, over, (), None, (error.finding,)), ()
    fresh, changed = fitted(visit, plan(desk), catalogue.materials)
    changes = (
        *(phrases.words.text(each.message, phrases.language) for each in changed),
        *changed_since(found.outline, desk.edition, phrases),
    )
    submission = submission_of(fresh.answers, fresh.matter, fresh.on, fresh.office)
    try:
        return Report(found, over, changes, check(submission, desk, phrases, fresh.on)), ()
    except EngineFault as fault:
        return Report(found, over, changes, None, (_engines(fault),)), ()


def _engines(fault: EngineFault) -> Finding:
    from checker.finding import nowhere

    return Finding("E90", "engine-fault", "error", nowhere(), fault.reason)


def report_data(report: Report, phrases: Phrases) -> Mapping[str, Any]:
    """As one JSON object."""
    found = report.resumed
    return {
        "seal": found.seal.state,
        "key": found.seal.key,
        "saved_on": found.saved_on.isoformat() if found.saved_on else None,
        "valid_until": found.valid_until.isoformat() if found.valid_until else None,
        "expired": report.expired,
        "matter": found.visit.matter,
        "outcome": found.outcome,
        "changes": list(report.changes),
        "files": [
            {"paper": each.paper, "name": each.name, "sha256": each.sha256, "size": each.size}
            for each in found.visit.files
        ],
        "verdict": as_data(report.verdict) if report.verdict else None,
        "findings": [finding_data(each, phrases) for each in report.findings],
    }
