"""A submission as it comes over the network: read strictly, checked as `banshi check` checks it.

In: bytes, the day and office that the address names. Out: a `Verdict`, or a `Refusal` with every finding.
The surprising thing: a small submission is checked at once, in the thread that serves, because that takes less than a
millisecond and handing it over costs half as much; only a large one goes to a thread of its own, with desks of its own.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from typing import TypeVar

from checker.catalogue import NoEdition
from checker.check import Desk, check
from checker.desks import Desks
from checker.engines.fault import EngineFault
from checker.finding import Finding, Place
from checker.phrases import Phrases
from checker.source import JSON_LIMIT, Source, parse_json
from checker.submission import Submission, name_findings, read_submission
from checker.verdict import Verdict
from checker.web.faults import Refusal
from checker.web.service import Service

__all__ = ["Aside", "desk_at", "judged", "read_json", "submitted", "verdict_of"]

_AT_ONCE = 32 * 1024
T = TypeVar("T")


class Aside:
    """One thread for what would hold up everybody else: large submissions, printing. Its line has an end."""

    def __init__(self, waiting: int = 16) -> None:
        self._threads = ThreadPoolExecutor(1, thread_name_prefix="banshi-aside")
        self._room = waiting

    async def run(self, work: Callable[[], T]) -> T:
        """`work()`, in that thread. Raises Refusal when too many wait already."""
        if self._room <= 0:
            raise Refusal("H10", headers={"retry-after": "2"})
        self._room -= 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, work)
        finally:
            self._room += 1

    def close(self) -> None:
        """Wait for nothing."""
        self._threads.shutdown(wait=False, cancel_futures=True)


def read_json(data: bytes, path: str = "-") -> Source:
    """One JSON value. Raises Refusal with every finding."""
    source, findings = parse_json(data, path, JSON_LIMIT)
    if source is None:
        raise Refusal("H06", findings)
    return source


async def judged(
    data: bytes, service: Service, aside: Aside, phrases: Phrases, on: date | None, office: str | None
) -> Verdict:
    """The verdict on the submission in these bytes."""
    if len(data) <= _AT_ONCE:
        return _judged(data, service, service.desks, phrases, on, office)
    return await aside.run(lambda: _judged(data, service, service.desks_aside, phrases, on, office))


def _judged(
    data: bytes, service: Service, all_desks: Desks, phrases: Phrases, on: date | None, office: str | None
) -> Verdict:
    source = read_json(data)
    submission = submitted(source, service)
    division = submission.office if office is None else office
    day = on or submission.received_on or service.today()
    desk = desk_at(all_desks, submission.matter, day, division, submission)
    return verdict_of(submission, desk, service, phrases, day)


def submitted(source: Source, service: Service) -> Submission:
    """The submission in a parsed body. Raises Refusal."""
    shape = service.catalogue.schemas.check("submission", source)
    submission, findings = read_submission(source)
    if shape or submission is None:
        raise Refusal("H07", (*shape, *findings))
    return submission


def desk_at(
    all_desks: Desks, matter: str, day: date, division: str, submission: Submission | None = None
) -> Desk:
    """The desk that decides. Raises Refusal when there is none."""
    try:
        return all_desks.at(matter, day, division)
    except NoEdition as error:
        finding = error.finding
        places = submission.places if submission else {}
        place = places.get("office" if finding.code == "B08" else "matter", Place("-"))
        if finding.place == Place("-"):
            finding = replace(finding, place=place)
        raise Refusal("H07" if submission else "H02", (finding,)) from None


def verdict_of(submission: Submission, desk: Desk, service: Service, phrases: Phrases, day: date) -> Verdict:
    """The verdict of this desk. Raises Refusal for names that the edition does not know, and when the engines fail."""
    edition = desk.edition
    here = frozenset(form.material.id for paper in edition.materials for form in paper.forms)
    unknown: tuple[Finding, ...] = name_findings(
        submission, edition.facts, frozenset(service.catalogue.materials), here
    )
    if unknown:
        raise Refusal("H07", unknown)
    try:
        return check(submission, desk, phrases, day)
    except EngineFault as fault:
        raise Refusal("H15", (Finding("E90", "engine-fault", "error", Place("-"), fault.reason),)) from None
