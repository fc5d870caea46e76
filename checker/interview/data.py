"""A standing as the JSON object of `POST /api/questions`, and the JSON object that asks for it as answers.

In: a `Standing`; or plain data from a request, a form or a saved file. Out: plain data with keys in a fixed order; or
`Answers` and findings that say what is wrong without repeating a value.
The surprising thing: the answers may be nested or dotted and the documents are those of a submission, so a submission file
is a request already.
"""

from __future__ import annotations

from typing import Any

from checker.interview.asking import FactQuestion
from checker.interview.papers import Field, PaperQuestion, Relief, Way
from checker.interview.standing import Standing
from checker.verdict import basis_data, fees_data, material_data

__all__ = ["as_data"]


def as_data(standing: Standing) -> dict[str, Any]:
    """The whole standing as plain data."""
    return {
        "matter": standing.matter,
        "matter_name": standing.matter_name,
        "edition": standing.edition.isoformat(),
        "office": standing.office or None,
        "on": standing.on.isoformat(),
        "catalogue_version": standing.catalogue_version,
        "language": standing.language,
        "stage": standing.stage,
        "question": question_data(standing.question),
        "acceptance": standing.acceptance,
        "acceptance_text": standing.acceptance_text,
        "outlook": standing.outlook,
        "outlook_text": standing.outlook_text,
        "eligibility": standing.eligibility,
        "eligibility_text": standing.eligibility_text,
        "settled": standing.settled,
        "notice_complete": standing.notice_complete,
        "complete": standing.complete,
        "asked": standing.asked,
        "left": standing.left,
        "papers_left": standing.papers_left,
        "office_facts": [{"fact": each.fact, "label": each.label} for each in standing.office_facts],
        "unread": [
            {"fact": each.fact, "label": each.label, "reason": each.reason} for each in standing.unread
        ],
        "materials": [material_data(line) for line in standing.materials],
        "fees": fees_data(standing.fees),
        "disclaimer": standing.disclaimer,
    }


def question_data(question: FactQuestion | PaperQuestion | None) -> dict[str, Any] | None:
    """One question as plain data."""
    if question is None:
        return None
    return _fact(question) if isinstance(question, FactQuestion) else _paper(question)


def _fact(question: FactQuestion) -> dict[str, Any]:
    return {
        "kind": "fact",
        "fact": question.fact,
        "type": question.type,
        "unit": question.unit or None,
        "ask": question.ask,
        "hint": question.hint or None,
        "options": [
            {"id": option.id, "label": label}
            for option, label in zip(question.options, question.option_labels, strict=True)
        ],
        "because": list(question.because),
        "why": question.why,
        "basis": [basis_data(line) for line in question.basis],
        "not_given_because": question.given_but or None,
    }


def _paper(question: PaperQuestion) -> dict[str, Any]:
    return {
        "kind": "paper",
        "requirement": question.requirement,
        "name": question.name,
        "count": question.count,
        "condition": question.condition or None,
        "fill": question.fill or None,
        "standard": question.standard or None,
        "why": question.why,
        "basis": [basis_data(line) for line in question.basis],
        "spots": list(question.spots),
        "ways": [_way(way) for way in question.ways],
        "may_promise": _relief(question.may_promise),
        "may_follow": _relief(question.may_follow),
    }


def _way(way: Way) -> dict[str, Any]:
    return {
        "material": way.material,
        "holder": way.holder,
        "name": way.name,
        "form": way.form,
        "source": way.source,
        "electronic": way.electronic,
        "fields": [_field(field) for field in way.fields],
    }


def _field(field: Field) -> dict[str, Any]:
    return {"name": field.name, "type": field.type, "ask": field.ask, "wanted": field.wanted or None}


def _relief(relief: Relief | None) -> dict[str, Any] | None:
    if relief is None:
        return None
    return {
        "text": relief.text,
        "due": relief.due or None,
        "basis": [basis_data(line) for line in relief.basis],
    }
