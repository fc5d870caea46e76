"""The files that come with a paper: looked at, noted by their fingerprint, forgotten.

In: the file fields of one page. Out: `Looked`: the files that are fine, what is wrong with others, doubts.
The surprising thing: a doubt (a small picture, the same file twice) holds nobody up. It is said on the next page and stays
in the applicant's own file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from checker.finding import Finding
from checker.interview.papers import PaperQuestion
from checker.phrases import Phrases
from checker.uploads.inspection import Attached, inspect, twice
from checker.web.forms import Form
from checker.web.metrics import Metrics
from checker.web.reading import Readers
from checker.web.service import Service
from checker.web.views import callout, told
from checker.web.visit import AttachedFile, Visit

__all__ = ["Looked", "looked_at"]


@dataclass(frozen=True, slots=True)
class Looked:
    """`good` files by field and order; `wrong` sentences by field; `doubts` to be said on the next page."""

    good: dict[tuple[int, int], AttachedFile] = field(default_factory=dict)
    wrong: dict[int, list[str]] = field(default_factory=dict)
    doubts: list[dict[str, Any]] = field(default_factory=list)


async def looked_at(
    question: PaperQuestion, requirement: str, form: Form, visit: Visit, service: Service, readers: Readers, metrics: Metrics,
    phrases: Phrases,
) -> Looked:  # fmt: skip
    """What is to be said of the files of this page."""
    sent: list[tuple[int, Attached]] = []
    for number, _ in enumerate(question.ways):
        sent += [(number, Attached(file, name, requirement)) for name, file in form.files(f"file.{number}")]
    found = Looked()
    if not sent:
        return found
    async with readers.room():
        reports = await inspect([each for _, each in sent], service.limits)
    earlier = frozenset(each.sha256 for each in visit.files if each.paper != requirement)
    # the same file in two fields of one page is one paper twice; compared anew, with those of other papers
    reports = twice([replace(each, findings=_but(each.findings, "U15")) for each in reports], earlier)
    for place, ((number, _), report) in enumerate(zip(sent, reports, strict=True)):
        metrics.upload(tuple(each.code for each in report.findings))
        said = [
            f"{told(each, phrases)}{phrases.say('web.stop')}{told(each, phrases, remedy=True)}"
            for each in report.findings
        ]
        if not report.accepted:
            found.wrong.setdefault(number, []).extend(
                phrases.say("web.errors.of", what=report.name, why=text) for text in said
            )
            continue
        if said:
            title = phrases.say("web.errors.of", what=phrases.say("web.look.title"), why=report.name)
            found.doubts.append(callout("warn", title, "", said))
        codes = tuple(each.code for each in report.findings)
        found.good[number, place] = AttachedFile(
            requirement, report.name, report.sha256, report.size, report.kind, report.pages, codes
        )
    return found


def _but(findings: Sequence[Finding], code: str) -> tuple[Finding, ...]:
    return tuple(each for each in findings if each.code != code)
