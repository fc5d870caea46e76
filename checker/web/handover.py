"""The part of the interface that takes files: attached ones to be looked at, saved ones to be verified, and the public key.

In: a `Service`. Out: endpoints. The surprising thing: the answer about a file does not repeat its name; files are told apart by
their order and by their fingerprint.
"""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, Request
from starlette.responses import Response

from checker.sealing import SAVED_LIMIT
from checker.uploads.inspection import Attached, inspect
from checker.web.answers import finding_data, json_answer
from checker.web.api import JSON, Lang, json_body
from checker.web.clerk import report_data, verified
from checker.web.faults import Refusal
from checker.web.forms import form_of
from checker.web.metrics import Metrics
from checker.web.openapi import FORM, answers
from checker.web.reading import Readers
from checker.web.service import Service

__all__ = ["add_handover"]

_FILES: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            FORM: {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {
                        "file": {"type": "array", "items": {"type": "string", "format": "binary"}}
                    },
                }
            }
        },
    }
}
_SAVED = {
    "requestBody": {
        "required": True,
        "content": {JSON: {"schema": {"type": "object", "required": ["kind", "content"]}}},
    }
}


def add_handover(app: FastAPI, service: Service, metrics: Metrics, readers: Readers) -> None:
    """Add the endpoints."""

    @app.post(
        "/api/uploads", response_class=Response, responses=answers("Reports"), openapi_extra=_FILES,
        summary="Look at files; nothing is kept",
    )  # fmt: skip
    async def uploads(request: Request, lang: Lang = None) -> Response:
        phrases = service.phrases(lang or service.settings.language)
        if not request.headers.get("content-type", "").startswith(FORM):
            raise Refusal("H05")
        async with form_of(request, service.limits.files + 1) as form:
            sent = [Attached(file, name) for name, file in form.files("file")]
            if not sent:
                raise Refusal("H06")
            async with readers.room():
                reports = await inspect(sent, service.limits)
        for report in reports:
            metrics.upload(tuple(each.code for each in report.findings))
        return json_answer(
            {
                "files": [
                    {
                        "accepted": each.accepted,
                        "sha256": each.sha256,
                        "size": each.size,
                        "kind": each.kind or None,
                        "pages": each.pages,
                        "findings": [finding_data(found, phrases) for found in each.findings],
                    }
                    for each in reports
                ]
            }
        )

    @app.post(
        "/api/verify", response_class=Response, responses=answers("Resumed"), openapi_extra=_SAVED,
        summary="Whether a saved file was altered, and what the catalogue says of it today",
    )  # fmt: skip
    async def verify(request: Request, lang: Lang = None) -> Response:
        phrases = service.phrases(lang or service.settings.language)
        data = await json_body(request)
        if len(data) > SAVED_LIMIT:
            raise Refusal("H04")
        report, findings = verified(
            data, service.catalogue, service.desks, phrases, service.today(), service.settings.key.public
        )
        if report is None:
            raise Refusal("H07", findings)
        return json_answer(report_data(report, phrases))

    @app.get(
        "/api/key", response_class=Response, responses=answers(types=("application/x-pem-file",), wrong=()),
        summary="The public key with which saved files are verified",
    )  # fmt: skip
    async def key() -> Response:
        headers = {"content-disposition": 'attachment; filename="banshi.pub"'}
        return Response(
            service.settings.key.public.pem(), media_type="application/x-pem-file", headers=headers
        )
