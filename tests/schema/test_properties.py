"""For all data: a file is refused exactly when an independent validator refuses it, and then something is said about it."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest
import referencing
import referencing.jsonschema
from hypothesis import given
from hypothesis import strategies as st

from checker.finding import in_order
from checker.schema import SHAPE_CODES, Schemas
from checker.schema.errors import Errors
from checker.source import Source

WORDS = [
    "format", "matter", "effective_from", "name", "state", "visits", "basis", "when", "validity", "competence", "result",
    "renewal", "agency", "fees", "flow", "tags", "zh", "en", "kind", "organ", "otherwise", "before", "after", "charged",
    "amount", "steps", "roles", "all", "not", "a.b", "at_least", "phone", "hours", "pages", "x",
]  # fmt: skip
VALUES = [
    "a", "A", "", "in-use", "2026-02-13", "2026-02-30", "20 days", "long_term", "certificate", "decision", "main",
    "110108",
]  # fmt: skip
scalars = st.one_of(st.none(), st.booleans(), st.integers(-2, 11), st.sampled_from(VALUES))
data = st.recursive(
    scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.sampled_from(WORDS), inner, max_size=4)
    ),
    max_leaves=15,
)
head: dict[str, Any] = {"format": 1, "matter": "a", "effective_from": "2026-02-13"}


@pytest.fixture(scope="module")
def judge(schemas: Schemas) -> jsonschema.Draft202012Validator:
    """Plain jsonschema, with its own keywords: not one line of ours. It checks dates by its own function."""
    resources = [
        (f"file:///schema/{name}", referencing.jsonschema.DRAFT202012.create_resource(document))
        for name, document in schemas.library.documents.items()
    ]
    return jsonschema.Draft202012Validator(
        schemas.library.documents["matter.schema.json"],
        registry=referencing.Registry().with_resources(resources),
        format_checker=jsonschema.FormatChecker(["date"]),
    )


@given(inner=st.dictionaries(st.sampled_from(WORDS), data, max_size=5))
def test_refused_exactly_when_another_validator_refuses(
    inner: dict[str, Any], schemas: Schemas, judge: jsonschema.Draft202012Validator
) -> None:
    document = {**head, **inner}
    findings = schemas.check("matter", Source("x.json", document))
    assert (findings == ()) == judge.is_valid(document), findings
    assert findings == in_order(findings) or len(findings) == 101
    for finding in findings:
        assert finding.name == SHAPE_CODES[finding.code].name
        assert finding.help is not None
        assert all((finding.message.zh, finding.message.en, finding.help.zh, finding.help.en))


@given(inner=st.dictionaries(st.sampled_from(WORDS), data, max_size=5))
def test_what_the_fast_validator_refuses_the_slow_one_explains(
    inner: dict[str, Any], schemas: Schemas
) -> None:
    document = {**head, **inner}
    faults = list(Errors(schemas.library, schemas.registry).faults("matter.schema.json", document))
    assert bool(faults) != schemas.validators["matter"].is_valid(document)


@given(anything=data)
def test_any_data_under_any_schema(anything: object, schemas: Schemas) -> None:
    for kind in schemas.kinds:
        for finding in schemas.check(kind, Source("x.json", anything)):
            assert finding.help is not None
