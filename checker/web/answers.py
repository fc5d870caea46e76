"""Answers as bytes: JSON, and refusals in their one shape.

In: plain data, refusals. Out: responses. The surprising thing: JSON goes out on one line. Laying it out for people takes longer
than giving the verdict; the object is the one that `banshi check --format json` prints.
"""

from __future__ import annotations

import json
from typing import Any

from starlette.responses import Response

from checker.finding import Finding, Text
from checker.phrases import Phrases
from checker.web.faults import Refusal

__all__ = ["finding_data", "json_answer", "refusal_data", "refusal_json"]


def json_answer(data: Any, status: int = 200) -> Response:
    """One JSON document."""
    text = json.dumps(data, ensure_ascii=False) + "\n"
    return Response(text.encode("utf-8"), status, media_type="application/json")


def refusal_data(refusal: Refusal, phrases: Phrases) -> dict[str, object]:
    """The one shape of an error: what is wrong, what to do, and every finding that led to it."""
    return {
        "error": {
            "status": refusal.entry.status,
            "code": refusal.entry.code,
            "name": refusal.entry.name,
            "message": _said(refusal.says, phrases),
            "help": _said(refusal.remedy, phrases),
            "findings": [finding_data(finding, phrases) for finding in refusal.findings],
        }
    }


def refusal_json(refusal: Refusal, phrases: Phrases) -> Response:
    """A refusal for a program."""
    answer = json_answer(refusal_data(refusal, phrases), refusal.entry.status)
    answer.headers.update(refusal.headers)
    return answer


def finding_data(finding: Finding, phrases: Phrases) -> dict[str, object]:
    """A finding with the keys that `banshi lint --format json` gives it."""
    place = finding.place
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity,
        "place": {"path": place.path, "line": place.line, "column": place.column},
        "message": _said(finding.message, phrases),
        "help": _said(finding.help, phrases) if finding.help else None,
    }


def _said(text: Text, phrases: Phrases) -> str:
    """A message of the program in the reader's language; both languages are always written."""
    return phrases.words.text(text, phrases.language)
