"""The JSON of `POST /api/questions` and the file an applicant keeps: their shape, and the way there and back."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from checker.catalogue import Catalogue
from checker.codes import EXPLAINED
from checker.interview.data import as_data
from checker.interview.known import Answers
from checker.interview.plan import Plan
from checker.interview.saved import Saved, adopted, document_data, read_saved, saved_data
from checker.interview.standing import standing
from checker.phrases import Phrases
from checker.source import Source, parse_json
from checker.submission import Document

ON = date(2026, 3, 2)
PlanAt = Callable[..., Plan]
KEYS = [
    "matter", "matter_name", "edition", "office", "on", "catalogue_version", "language", "stage", "question", "acceptance",
    "acceptance_text", "outlook", "outlook_text", "eligibility", "eligibility_text", "settled", "notice_complete", "complete",
    "asked", "left", "papers_left", "office_facts", "unread", "materials", "fees", "disclaimer",
]  # fmt: skip
FACT_KEYS = [
    "kind", "fact", "type", "unit", "ask", "hint", "options", "because", "why", "basis", "not_given_because",
]  # fmt: skip
PAPER_KEYS = [
    "kind", "requirement", "name", "count", "condition", "fill", "standard", "why", "basis", "spots", "ways", "may_promise",
    "may_follow",
]  # fmt: skip


def request(catalogue: Catalogue, data: Mapping[str, Any]) -> tuple[Saved | None, list[str]]:
    source, findings = parse_json(json.dumps(data).encode(), "request.json")
    assert source is not None, findings
    shape = catalogue.schemas.check("interview", source)
    saved, problems = read_saved(source)
    return (None if shape else saved), [finding.code for finding in (*shape, *problems)]


def test_the_keys_stand_in_a_fixed_order(plan_at: PlanAt, phrases: Phrases) -> None:
    plan = plan_at("labour-dispatch")
    data = as_data(standing(plan, Answers(), ON, phrases))
    assert list(data) == KEYS
    assert list(data["question"]) == FACT_KEYS
    everything = dict.fromkeys(
        ("region.same", "agent.used", "premises.fixed", "management.dispatch-rules"), True
    )
    answers = Answers(
        {
            **everything, "licence.false-statement-within-a-year": False, "premises.tenure": "leased",
            "capital.registered": "2000000",
        }
    )  # fmt: skip
    data = as_data(standing(plan, answers, ON, phrases))
    assert data["stage"] == "papers"
    assert list(data["question"]) == PAPER_KEYS
    assert list(data["question"]["ways"][0]) == [
        "material",
        "holder",
        "name",
        "form",
        "source",
        "electronic",
        "fields",
    ]
    json.dumps(data)


def test_a_submission_is_a_request(catalogue: Catalogue) -> None:
    saved, codes = request(
        catalogue,
        {
            "matter": "labour-dispatch", "on": "2026-03-02", "answers": {"region": {"same": True}, "agent.used": False},
            "documents": [{"material": "lease-contract", "form": "copy", "valid_until": "2028-01-01"}],
        },
    )  # fmt: skip
    assert codes == []
    assert saved is not None
    assert saved.answers.facts == {"region.same": True, "agent.used": False}
    assert saved.answers.papers is None
    assert saved.answers.documents == (Document("lease-contract", copies=1, valid_until=date(2028, 1, 1)),)


def test_without_papers_none_was_asked_for(catalogue: Catalogue) -> None:
    saved, _ = request(catalogue, {"matter": "labour-dispatch"})
    assert saved is not None
    assert saved.answers == Answers()
    saved, _ = request(catalogue, {"matter": "labour-dispatch", "papers": ["application"], "documents": []})
    assert saved is not None
    assert saved.answers.papers == {"application"}


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"matter": 5},
        {"matter": "labour-dispatch", "unknown": 1},
        {"matter": "labour-dispatch", "skipped": "region.same"},
        {"matter": "labour-dispatch", "skipped": ["no-dot"]},
        {"matter": "labour-dispatch", "papers": [1]},
        {"matter": "labour-dispatch", "documents": [{}]},
        {"matter": "labour-dispatch", "office": "12"},
        {"matter": "labour-dispatch", "answers": {"a.b": 1, "a": {"b": 2}}},
    ],
)
def test_a_request_that_is_none(catalogue: Catalogue, data: Mapping[str, Any]) -> None:
    saved, codes = request(catalogue, data)
    assert codes
    assert saved is None


def test_a_fact_given_is_not_passed_over(catalogue: Catalogue) -> None:
    saved, _ = request(
        catalogue, {"matter": "labour-dispatch", "answers": {"region.same": True}, "skipped": ["region.same"]}
    )
    assert saved is not None
    assert saved.answers.skipped == frozenset()


def test_the_file_reads_back_as_it_was_written(plan_at: PlanAt, catalogue: Catalogue) -> None:
    plan = plan_at("labour-dispatch")
    documents = (
        Document("lease-contract", 1, 2, True, "", date(2025, 1, 2), date(2028, 1, 1), True, False),
        Document("power-of-attorney", promised=True),
        Document("agent-identity-card", follows=True, holder="agent"),
    )
    answers = Answers(
        {"region.same": True, "capital.registered": "2000000", "premises.tenure": "leased"},
        frozenset({"agent.used"}),
        documents,
        frozenset({"lease"}),
    )
    kept = Saved("labour-dispatch", answers, "", ON, date(2013, 7, 1), "test")
    data = saved_data(kept)
    saved, codes = request(catalogue, data)
    assert codes == []
    assert saved is not None
    assert saved.answers == answers
    assert (saved.on, saved.edition, saved.catalogue_version) == (ON, date(2013, 7, 1), "test")
    assert saved_data(saved) == data
    again, changed = adopted(saved, plan, ON, catalogue.materials)
    assert (again, changed) == (answers, ())


def test_a_document_is_written_without_what_was_not_said() -> None:
    assert document_data(Document("lease-contract", copies=1)) == {"material": "lease-contract", "copies": 1}


def test_an_answer_whose_option_is_gone_is_asked_again(
    plan_at: PlanAt, catalogue: Catalogue, phrases: Phrases
) -> None:
    plan = plan_at("labour-dispatch")
    saved, _ = read_saved(
        Source(
            "kept.json",
            {"matter": "labour-dispatch", "answers": {"region.same": True, "premises.tenure": "rented"}},
        )
    )
    assert saved is not None
    answers, changed = adopted(saved, plan, ON, catalogue.materials)
    assert [finding.code for finding in changed] == ["V34"]
    assert answers.facts == {"region.same": True}
    assert "rented" not in "".join(finding.message.zh + finding.message.en for finding in changed)
    assert standing(plan, answers, ON, phrases).question is not None


def test_the_page_shows_a_file_that_can_be_read_and_every_code(
    repository: Path, catalogue: Catalogue
) -> None:
    page = (repository / "docs" / "interview.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"^```json\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    saved, codes = request(catalogue, json.loads(example))
    assert codes == []
    assert saved is not None
    assert saved_data(saved) == json.loads(example)
    told = {code for code in EXPLAINED if re.fullmatch(r"V3\d", code)}
    assert told == set(re.findall(r"V3\d", page)) | {"V30"}
    assert len(told) == 10
