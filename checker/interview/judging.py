"""The verdict at the end of an interview, also when the applicant stops before the papers were gone through.

In: a Plan, the answers, the day of receipt, phrases. Out: the `Verdict` of `check`, and which papers it takes to be in
order.
The surprising thing: papers nobody asked for are neither missing nor there. For a personal list they are assumed to be
brought as demanded; the result says so, and names them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from checker.check import check
from checker.interview.choosing import position
from checker.interview.known import Answers, known, submission_of, to_bring
from checker.interview.papers import papers_to_ask
from checker.interview.plan import Plan
from checker.interview.repair import Change, Repair, applied, smallest_repair
from checker.interview.ways import Alternative, alternatives
from checker.model.edition import MaterialRequirement
from checker.phrases import Phrases
from checker.submission import Submission
from checker.verdict import Verdict

__all__ = ["Judged", "judged"]


@dataclass(frozen=True, slots=True)
class Judged:
    """`assumed` are the requirements whose papers nobody asked for; `submission` is what was decided on, with them in it.

    `ways` are the lawful alternatives of each paper that may have to be brought.
    """

    verdict: Verdict
    repair: Repair
    assumed: tuple[str, ...]
    submission: Submission
    ways: Mapping[str, tuple[Alternative, ...]]


def judged(plan: Plan, answers: Answers, on: date, phrases: Phrases) -> Judged:
    """What `check` says of these answers, and the smallest repair."""
    edition, desk = plan.edition, plan.desk
    at = position(plan, known(desk, answers, on))
    unasked = tuple(papers_to_ask(at, answers))
    submission = submission_of(answers, edition.matter, on, edition.office)
    brought = [change for paper in unasked for change in _bring(paper)]
    submission = applied(submission, brought, edition, on)
    return Judged(
        check(submission, desk, phrases, on),
        smallest_repair(submission, desk, on),
        tuple(paper.id for paper in unasked),
        submission,
        {
            paper.id: alternatives(paper, edition, at.case, on, desk.calendar, phrases)
            for paper in edition.materials
            if to_bring(paper)
        },
    )


def _bring(paper: MaterialRequirement) -> Iterator[Change]:
    """As many of its papers as are needed, from everybody concerned."""
    shared = sum(form.shared_data for form in paper.forms)
    forms = [form for form in paper.forms if not form.shared_data]
    for form in forms[: paper.count - shared]:
        for holder in form.holders or (None,):
            yield Change("bring", paper.id, form.material.id, holder.id if holder else "")
