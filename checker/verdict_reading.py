"""A verdict read back from the JSON that `banshi check --format json` prints: the inverse of `checker.verdict.as_data`.

In: plain data that fits rules/schema/verdict.schema.json. Out: the `Verdict`.
The surprising thing: the schema has judged the data before, so nothing is checked twice here; what the schema allows to be null
comes back as the empty value that the verdict had.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from checker.conditions.facts import Option
from checker.finding import Place, Text
from checker.verdict import BasisLine, DeadlineLine, FeeLine, Fees, MaterialLine, Problem, Question, Verdict

__all__ = ["read_verdict"]

Data = Mapping[str, Any]  # JSON: its shape is the schema's


def read_verdict(data: Data) -> Verdict:
    """The verdict that gave this data."""
    return Verdict(
        matter=data["matter"],
        matter_name=data["matter_name"],
        kind=data["kind"],
        edition=date.fromisoformat(data["edition"]),
        version=data["version"],
        office=data["office"] or "",
        on=date.fromisoformat(data["on"]),
        catalogue_version=data["catalogue_version"],
        engines=tuple(data["engines"]),
        language=data["language"],
        acceptance=data["acceptance"],
        acceptance_text=data["acceptance_text"],
        acceptance_basis=_basis(data["acceptance_basis"]),
        eligibility=data["eligibility"],
        eligibility_text=data["eligibility_text"],
        findings=tuple(_problem(item) for item in data["findings"]),
        questions=tuple(_question(item) for item in data["questions"]),
        materials=tuple(_material(item) for item in data["materials"]),
        deadlines=tuple(_deadline(item) for item in data["deadlines"]),
        fees=_fees(data["fees"]),
        remarks=tuple(data["remarks"]),
        settled=data["settled"],
        notice_complete=data["notice_complete"],
        consequences=tuple(data["consequences"]),
        disclaimer=data["disclaimer"],
    )


def _basis(lines: Sequence[Data]) -> tuple[BasisLine, ...]:
    return tuple(BasisLine(line["law"], line["article"], line["text"], line["verified"]) for line in lines)


def _problem(data: Data) -> Problem:
    place = data["place"]
    return Problem(
        code=data["code"],
        requirement=data["requirement"],
        effect=data["effect"],
        action=data["action"],
        text=data["text"],
        remedy=data["remedy"],
        basis=_basis(data["basis"]),
        place=Place(place["path"], place["line"], place["column"]),
        explanation=tuple(data["explanation"]),
        material=data["material"] or "",
        holder=data["holder"] or "",
    )


def _question(data: Data) -> Question:
    options = data["options"]
    return Question(
        fact=data["fact"],
        type=data["type"],
        ask=data["ask"],
        hint=data["hint"] or "",
        options=tuple(Option(option["id"], Text(option["label"], option["label"])) for option in options),
        option_labels=tuple(option["label"] for option in options),
        because=tuple(data["because"]),
        why=data["why"],
        not_given_because=data["not_given_because"] or "",
        local=data["local"],
    )


def _material(data: Data) -> MaterialLine:
    return MaterialLine(
        requirement=data["requirement"],
        name=data["name"],
        form=data["form"],
        need=data["need"],
        condition=data["condition"] or "",
        in_order=data["in_order"],
        reason=data["reason"] or "",
        materials=tuple(data["materials"]),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _deadline(data: Data) -> DeadlineLine:
    return DeadlineLine(
        id=data["id"],
        kind=data["kind"],
        label=data["label"],
        limit=data["limit"],
        start=_day(data["start"]),
        day=_day(data["day"]),
        promised_day=_day(data["promised_day"]),
        extended_day=_day(data["extended_day"]),
        provisional=data["provisional"],
        waits_for=data["waits_for"] or "",
        note=data["note"] or "",
        text=data["text"],
    )


def _fees(data: Data) -> Fees:
    return Fees(
        charged=data["charged"],
        total=None if data["total"] is None else Decimal(data["total"]),
        items=tuple(
            FeeLine(
                item["id"],
                item["name"],
                Decimal(item["amount"]),
                item["times"],
                Decimal(item["total"]),
                _basis(item["basis"]),
            )
            for item in data["items"]
        ),
        reductions=tuple(data["reductions"]),
        depends_on=tuple(data["depends_on"]),
        text=data["text"],
    )
