"""The office's own examples (cases.yaml): sentences that are executed.

In: one cases file and the desk of its matter. Out: per case what differs from what was expected, and which requirements no case
of the matter ever triggers.
The surprising thing: coverage counts what was *told*. A paper that is missing in a case which ends as "not competent" is not
covered by it, because the applicant never hears of it there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from checker.finding import Finding, Place, Text
from checker.reading.reader import Context, Reader
from checker.rulebook import Rulebook
from checker.source import Source
from checker.submission import Submission, read_submission
from checker.verdict import Verdict

__all__ = ["Case", "CaseResult", "Expectation", "compare", "read_cases", "requirements_of", "uncovered"]


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a case expects; None means that it does not say."""

    acceptance: str
    eligibility: str | None
    findings: frozenset[str] | None
    questions: frozenset[str] | None
    fee: str | None
    decide_by: date | None


@dataclass(frozen=True, slots=True)
class Case:
    """One example: a sentence, a submission, what should come out."""

    matter: str
    name: str
    on: date
    office: str
    submission: Submission
    expect: Expectation
    place: Place


@dataclass(frozen=True, slots=True)
class CaseResult:
    """A case that was run: `differences` is empty when it passed; `told` are the requirements its verdict named."""

    case: Case
    differences: tuple[Text, ...]
    told: frozenset[str]


def read_cases(source: Source) -> tuple[tuple[Case, ...], tuple[Finding, ...]]:
    """The cases of one file, each merged with its base."""
    context = Context()
    top = Reader.of(source, context)
    bases = {item.string("id"): item for item in top.children("bases")}
    found = []
    for item in top.children("cases"):
        base = bases.get(item.string("from"))
        if item.string("from") and base is None:
            context.findings.append(_no_base(item.place("from"), item.string("from")))
            continue
        day = item.date("on")
        submission, problems = read_submission(_merged(source, top.string("matter"), item, base))
        context.findings.extend(problems)
        if day is None or submission is None:
            continue
        found.append(
            Case(
                top.string("matter"),
                item.string("name"),
                day,
                item.string("office"),
                submission,
                _expectation(item.must_child("expect")),
                item.place(),
            )
        )
    return tuple(found), tuple(context.findings)


def _expectation(item: Reader) -> Expectation:
    return Expectation(
        acceptance=item.string("acceptance"),
        eligibility=item.string("eligibility") or None,
        findings=frozenset(item.strings("findings")) if item.has("findings") else None,
        questions=frozenset(item.strings("questions")) if item.has("questions") else None,
        fee=item.string("fee") or None,
        decide_by=item.date("decide_by"),
    )


def _merged(source: Source, matter: str, item: Reader, base: Reader | None) -> Source:
    """The submission that the case describes, as if it stood in a file of its own."""
    facts: Any = _merge(base.data.get("facts") if base else None, item.data.get("facts") or {})
    documents = (
        [part.data for part in base.children("documents")] if base and not item.has("documents") else []
    )
    if item.has("documents"):
        documents = [part.data for part in item.children("documents")]
    away = set(item.strings("without"))
    added = [part.data for part in item.children("with")]
    replaced = {document.get("material") for document in added}
    documents = [each for each in documents if each.get("material") not in away | replaced] + added
    data = {"matter": matter, "received_on": item.string("on"), "facts": facts, "documents": documents}
    return Source(source.path, data, {(): (item.place().line, item.place().column)})


def _merge(base: object, change: object) -> object:
    """`change` laid over `base`: mappings go deep, null takes away."""
    if not isinstance(base, dict) or not isinstance(change, dict):
        return change
    merged = dict(base)
    for key, value in change.items():
        if value is None:
            merged.pop(key, None)
        else:
            merged[key] = _merge(merged.get(key), value)
    return merged


def compare(case: Case, verdict: Verdict) -> CaseResult:
    """What the verdict says otherwise than the case expects."""
    expect = case.expect
    told = frozenset(problem.requirement for problem in verdict.findings)
    differences = []
    if verdict.acceptance != expect.acceptance:
        differences.append(_differs("acceptance", expect.acceptance, verdict.acceptance))
    if expect.eligibility is not None and verdict.eligibility != expect.eligibility:
        differences.append(_differs("eligibility", expect.eligibility, verdict.eligibility))
    if expect.findings is not None and told != expect.findings:
        differences.append(_differs("findings", _row(expect.findings), _row(told)))
    asked = frozenset(question.fact for question in verdict.questions)
    if expect.questions is not None and asked != expect.questions:
        differences.append(_differs("questions", _row(expect.questions), _row(asked)))
    total = "" if verdict.fees.total is None else str(verdict.fees.total)
    if expect.fee is not None and total != expect.fee:
        differences.append(_differs("fee", expect.fee, total))
    if expect.decide_by is not None:
        days = {line.day for line in verdict.deadlines if line.kind == "decision"}
        if expect.decide_by not in days:
            differences.append(_differs("decide_by", str(expect.decide_by), _row(str(day) for day in days)))
    return CaseResult(case, tuple(differences), told)


def _row(items: Iterable[str]) -> str:
    return "[" + ", ".join(sorted(items)) + "]"


def _differs(what: str, expected: str, got: str) -> Text:
    return Text(f"{what}：应为 {expected}，实为 {got}", f"{what}: expected {expected}, got {got}")


def requirements_of(book: Rulebook) -> tuple[str, ...]:
    """The requirements that a case can trigger: every subject of a rule, in the order of the file."""
    return tuple(dict.fromkeys(rule.subject.id for rule in book.rules.values()))


def uncovered(book: Rulebook, results: Iterable[CaseResult]) -> tuple[str, ...]:
    """The requirements that no case triggers."""
    told: set[str] = set()
    for result in results:
        told |= result.told
    return tuple(name for name in requirements_of(book) if name not in told)


def _no_base(place: Place, name: str) -> Finding:
    return Finding(
        "R20",
        "no-such-base",
        "error",
        place,
        Text(f"`bases` 里没有 `{name}`", f"there is no `{name}` under `bases`"),
        Text("在 `bases` 中写出这份共用的申请", "write it under `bases`"),
    )
