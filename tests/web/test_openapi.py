"""The description of the interface is the interface: every route is in it, and schemathesis finds no difference."""

from __future__ import annotations

import json
import warnings
from typing import Any

import pytest

from checker.catalogue import Catalogue
from tests.web.conftest import Server


def described(server: Server) -> dict[str, Any]:
    found: dict[str, Any] = server.get("/openapi.json").json()
    return found


def test_every_endpoint_is_described_and_no_page_is(server: Server) -> None:
    paths = set(described(server)["paths"])
    assert paths == {
        "/healthz", "/metrics", "/openapi.json", "/api/matters", "/api/matters/{matter}", "/api/matters/{matter}/guide/{form}",
        "/api/check", "/api/questions", "/api/notice/{form}", "/api/deadlines", "/api/uploads", "/api/verify", "/api/key",
    }  # fmt: skip


def test_every_reference_leads_somewhere_and_the_schemas_are_those_of_the_rules(
    server: Server, catalogue: Catalogue
) -> None:
    found = described(server)
    text = json.dumps(found)
    assert "file://" not in text
    assert "HTTPValidationError" not in text
    for part in text.split('"$ref": "')[1:]:
        value: Any = found
        for name in part.partition('"')[0].removeprefix("#/").split("/"):
            value = value[name]
    own = catalogue.schemas.library.documents["verdict.schema.json"]
    assert found["components"]["schemas"]["Verdict"]["required"] == own["required"]


def test_schemathesis_finds_nothing(server: Server) -> None:
    """Seeded and bounded: the same examples at every run. Positive and negative data, methods, media types, answers."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its own use of what it is built on
        schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")
        from hypothesis import HealthCheck, Phase, given, settings
        from hypothesis import strategies as st

        schema = schemathesis.openapi.from_dict(described(server))
        operations = [result.ok() for result in schema.get_all_operations()]
        assert len(operations) > 12
        modes = (schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE)
        asked = 0
        # a submission of the right shape may still name a fact or paper that its matter does not know
        from schemathesis.specs.openapi.checks import positive_data_acceptance

        @settings(
            max_examples=EXAMPLES,
            derandomize=True,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(st.data())
        def each(data: st.DataObject) -> None:
            nonlocal asked
            operation = data.draw(st.sampled_from(operations))
            case = data.draw(operation.as_strategy(generation_mode=data.draw(st.sampled_from(modes))))
            answer = _asked(case, server)
            asked += 1
            case.validate_response(answer, excluded_checks=[positive_data_acceptance])
            assert answer.status_code < 500

        each()
        assert asked >= EXAMPLES


EXAMPLES = 80


def _asked(case: Any, server: Server) -> Any:
    """The case as bytes, sent to the application itself; and the answer as schemathesis wants it."""
    import requests
    from schemathesis.core.transport import Response

    sent = case.as_transport_kwargs(base_url="http://test")
    taken = ("method", "url", "headers", "files", "data", "json", "params", "cookies")
    prepared = requests.Request(**{name: sent[name] for name in taken if name in sent}).prepare()
    data = prepared.body.encode("utf-8", "surrogatepass") if isinstance(prepared.body, str) else prepared.body
    assert prepared.method is not None
    assert prepared.url is not None
    answer = server.request(prepared.method, prepared.url, headers=dict(prepared.headers), content=data)
    headers = {name: [value] for name, value in answer.headers.items()}
    return Response(answer.status_code, headers, answer.content, prepared, 0.1, False)
