"""The verdict (预检结论): two answers never mixed, and everything they rest on.

In: built by checker/check.py. Out: read by the command line, the notice and the web; `as_data` is the
JSON object that scripts read (its shape is rules/schema/verdict.schema.json).
The surprising thing: `acceptance` says whether the application can be taken in (行政许可法 §32),
`eligibility` whether it is likely to be granted. An unmet decision-stage condition never turns the first
into a refusal.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from checker.conditions.facts import Option
from checker.finding import Place

__all__ = [
    "AcceptanceOutcome",
    "Action",
    "BasisLine",
    "DeadlineLine",
    "Eligibility",
    "FeeLine",
    "Fees",
    "MaterialLine",
    "Need",
    "Problem",
    "Question",
    "Verdict",
    "as_data",
    "basis_data",
    "fees_data",
    "material_data",
]

AcceptanceOutcome = Literal[
    "accept",
    "accept_tolerating",
    "correct_on_spot",
    "supplement",
    "refuse",
    "not_competent",
    "not_required",
    "undetermined",
    "cannot_decide",
]
Eligibility = Literal["met", "not_met", "undetermined"]
Action = Literal["supply", "correct", "replace", "none"]
Need = Literal["needed", "not_needed", "unknown", "shared", "waived"]


@dataclass(frozen=True, slots=True)
class BasisLine:
    """One citation as printed, with its register ids and how it was verified."""

    law: str
    article: str
    text: str
    verified: str


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding of the check (缺陷): what is wrong, what to do, by which article, and the YAML line that says so.

    `effect` is what it brings about (supplement, on_the_spot, refuse, ineligible ...); `explanation` the condition, evaluated.
    """

    code: str
    requirement: str
    effect: str
    action: Action
    text: str
    remedy: str
    basis: tuple[BasisLine, ...]
    place: Place
    explanation: tuple[str, ...] = ()
    material: str = ""
    holder: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A fact that could still change an answer (还需知道). `because` names the requirements that wait for it."""

    fact: str
    type: str
    ask: str
    hint: str
    options: tuple[Option, ...]
    option_labels: tuple[str, ...]
    because: tuple[str, ...]
    why: str
    not_given_because: str = ""
    local: bool = False


@dataclass(frozen=True, slots=True)
class MaterialLine:
    """One line of the personal material list (个人材料清单)."""

    requirement: str
    name: str
    form: str
    need: Need
    condition: str
    in_order: bool
    reason: str = ""
    materials: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DeadlineLine:
    """A deadline on the calendar; `day` None means that it waits for `waits_for`."""

    id: str
    kind: str
    label: str
    limit: str
    start: date | None
    day: date | None
    promised_day: date | None
    extended_day: date | None
    provisional: bool
    waits_for: str
    note: str
    text: str


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One fee item that applies, in yuan."""

    id: str
    name: str
    amount: Decimal
    times: int
    total: Decimal
    basis: tuple[BasisLine, ...]


@dataclass(frozen=True, slots=True)
class Fees:
    """What is to be paid. `total` None: it depends on `depends_on`."""

    charged: bool
    total: Decimal | None
    items: tuple[FeeLine, ...]
    reductions: tuple[str, ...]
    depends_on: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer to one submission.

    `settled`: nothing still unknown can change the outcome; `notice_complete`: nor add a defect.
    """

    matter: str
    matter_name: str
    kind: str
    edition: date
    version: int
    office: str
    on: date
    catalogue_version: str
    engines: tuple[str, ...]
    language: str
    acceptance: AcceptanceOutcome
    acceptance_text: str
    acceptance_basis: tuple[BasisLine, ...]
    eligibility: Eligibility
    eligibility_text: str
    findings: tuple[Problem, ...]
    questions: tuple[Question, ...]
    materials: tuple[MaterialLine, ...]
    deadlines: tuple[DeadlineLine, ...]
    fees: Fees
    remarks: tuple[str, ...]
    settled: bool
    notice_complete: bool
    consequences: tuple[str, ...]
    disclaimer: str


def as_data(verdict: Verdict) -> dict[str, Any]:
    """The verdict as plain data, keys in a fixed order, days and amounts as text."""
    return {
        "matter": verdict.matter,
        "matter_name": verdict.matter_name,
        "kind": verdict.kind,
        "edition": verdict.edition.isoformat(),
        "version": verdict.version,
        "office": verdict.office or None,
        "on": verdict.on.isoformat(),
        "catalogue_version": verdict.catalogue_version,
        "engines": list(verdict.engines),
        "language": verdict.language,
        "acceptance": verdict.acceptance,
        "acceptance_text": verdict.acceptance_text,
        "acceptance_basis": [basis_data(line) for line in verdict.acceptance_basis],
        "eligibility": verdict.eligibility,
        "eligibility_text": verdict.eligibility_text,
        "settled": verdict.settled,
        "notice_complete": verdict.notice_complete,
        "findings": [_problem(problem) for problem in verdict.findings],
        "questions": [_question(question) for question in verdict.questions],
        "materials": [material_data(line) for line in verdict.materials],
        "deadlines": [_deadline(line) for line in verdict.deadlines],
        "fees": fees_data(verdict.fees),
        "remarks": list(verdict.remarks),
        "consequences": list(verdict.consequences),
        "disclaimer": verdict.disclaimer,
    }


def basis_data(line: BasisLine) -> dict[str, str]:
    """One citation as plain data."""
    return {"law": line.law, "article": line.article, "text": line.text, "verified": line.verified}


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "code": problem.code,
        "requirement": problem.requirement,
        "effect": problem.effect,
        "action": problem.action,
        "text": problem.text,
        "remedy": problem.remedy,
        "basis": [basis_data(line) for line in problem.basis],
        "place": {"path": problem.place.path, "line": problem.place.line, "column": problem.place.column},
        "explanation": list(problem.explanation),
        "material": problem.material or None,
        "holder": problem.holder or None,
    }


def _question(question: Question) -> dict[str, Any]:
    return {
        "fact": question.fact,
        "type": question.type,
        "ask": question.ask,
        "hint": question.hint or None,
        "options": [
            {"id": option.id, "label": label}
            for option, label in zip(question.options, question.option_labels, strict=True)
        ],
        "because": list(question.because),
        "why": question.why,
        "not_given_because": question.not_given_because or None,
        "local": question.local,
    }


def material_data(line: MaterialLine) -> dict[str, Any]:
    """One line of the personal list as plain data."""
    return {
        "requirement": line.requirement,
        "name": line.name,
        "form": line.form,
        "need": line.need,
        "condition": line.condition or None,
        "in_order": line.in_order,
        "reason": line.reason or None,
        "materials": list(line.materials),
    }


def _deadline(line: DeadlineLine) -> dict[str, Any]:
    return {
        "id": line.id,
        "kind": line.kind,
        "label": line.label,
        "limit": line.limit,
        "start": _day(line.start),
        "day": _day(line.day),
        "promised_day": _day(line.promised_day),
        "extended_day": _day(line.extended_day),
        "provisional": line.provisional,
        "waits_for": line.waits_for or None,
        "note": line.note or None,
        "text": line.text,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def fees_data(fees: Fees) -> dict[str, Any]:
    """The fees as plain data."""
    return {
        "charged": fees.charged,
        "total": None if fees.total is None else str(fees.total),
        "currency": "CNY",
        "items": [
            {
                "id": item.id,
                "name": item.name,
                "amount": str(item.amount),
                "times": item.times,
                "total": str(item.total),
                "basis": [basis_data(line) for line in item.basis],
            }
            for item in fees.items
        ],
        "reductions": list(fees.reductions),
        "depends_on": list(fees.depends_on),
        "text": fees.text,
    }
