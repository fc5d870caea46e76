"""The application: every page and endpoint behind one guard, every error in one shape.

In: a `Service`, `Buckets` shared by the workers. Out: an ASGI application.
The surprising thing: nothing that the framework says by itself reaches a reader; its own errors (a wrong parameter, an
unknown address) become refusals with a code and a remedy.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.routing import Match
from starlette.types import ASGIApp, Scope

from checker.finding import LANGUAGES, Finding, Language, Text
from checker.finding import Place as FilePlace
from checker.phrases import Phrases
from checker.web.answers import json_answer, refusal_data, refusal_json
from checker.web.api import add_api
from checker.web.buckets import Buckets
from checker.web.faults import Refusal, refusal_of_status
from checker.web.framing import Place, href, html_answer, page
from checker.web.guard import Guard
from checker.web.handover import add_handover
from checker.web.judging import Aside
from checker.web.log import FAULTS
from checker.web.metrics import Metrics
from checker.web.openapi import answers, components
from checker.web.pages import add_pages
from checker.web.reading import Readers
from checker.web.service import Service

__all__ = ["application"]

_FOR_PROGRAMS = ("/api/", "/healthz", "/metrics", "/openapi.json")


def application(service: Service, buckets: Buckets) -> ASGIApp:
    """The whole server, as one worker runs it."""
    metrics, aside, readers = Metrics(), Aside(), Readers(service.settings.readers)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        aside.close()

    app = FastAPI(
        title="Banshi", version="1", openapi_url=None, docs_url=None, redoc_url=None, lifespan=lifespan,
        redirect_slashes=False,
    )  # fmt: skip
    _state_of_the_server(app, service, metrics)
    add_api(app, service, aside, metrics)
    add_handover(app, service, metrics, readers)
    add_pages(app, service, aside, metrics, readers)
    _errors(app, service)
    return Guard(
        app, service.settings, buckets, metrics,
        lambda scope, refusal: refused(scope, refusal, service), lambda scope: _methods(app, scope),
    )  # fmt: skip


def _state_of_the_server(app: FastAPI, service: Service, metrics: Metrics) -> None:
    @app.get(
        "/healthz",
        response_class=Response,
        responses=answers(wrong=(503,)),
        summary="Whether the server can decide",
    )
    async def healthz() -> Response:
        return json_answer(
            {
                "status": "ok",
                "catalogue_version": service.settings.version,
                "matters": len(service.catalogue.editions),
                "engines": [engine.name for engine in service.desks.engines],
            }
        )

    @app.get(
        "/metrics",
        response_class=Response,
        responses=answers(types=("text/plain",), wrong=()),
        summary="Counts, for Prometheus",
    )
    async def counts() -> Response:
        data, kind = metrics.text()
        return Response(data, headers={"content-type": kind})

    @app.get(
        "/openapi.json", response_class=Response, responses=answers(wrong=()), summary="This description"
    )
    async def description() -> Response:
        return json_answer(_description(app, service))


def _description(app: FastAPI, service: Service) -> dict[str, Any]:
    if app.openapi_schema is None:
        found = get_openapi(title=app.title, version=app.version, openapi_version="3.1.0", routes=app.routes)
        found["components"] = {"schemas": components(service.catalogue.schemas, service.catalogue.editions)}
        app.openapi_schema = found
    return app.openapi_schema


def _methods(app: FastAPI, scope: Scope) -> Iterator[str]:
    """The methods that the address of this request takes."""
    for route in app.routes:
        if route.matches(scope)[0] is not Match.NONE:
            methods = getattr(route, "methods", None) or ()
            yield from methods
            if "GET" in methods:
                yield "HEAD"


def _errors(app: FastAPI, service: Service) -> None:
    @app.exception_handler(Refusal)
    async def of_ours(request: Request, error: Refusal) -> Response:
        return refused(request.scope, error, service)

    @app.exception_handler(HTTPException)
    async def of_the_framework(request: Request, error: HTTPException) -> Response:
        headers = dict(error.headers or {})
        if error.status_code == 405:
            headers["allow"] = ", ".join(sorted({*_methods(app, request.scope), "OPTIONS"}))
        return refused(request.scope, refusal_of_status(error.status_code, headers), service)

    @app.exception_handler(RequestValidationError)
    async def of_parameters(request: Request, error: RequestValidationError) -> Response:
        return refused(request.scope, Refusal("H08", tuple(_parameters(error))), service)

    @app.exception_handler(ClientDisconnect)
    async def of_nobody(request: Request, error: ClientDisconnect) -> Response:
        return Response(status_code=400)

    @app.exception_handler(Exception)
    async def of_the_program(request: Request, error: Exception) -> Response:
        FAULTS.error("fault at %s", getattr(request.scope.get("route"), "path", "-"), exc_info=error)
        return refused(request.scope, Refusal("H13"), service)


def _parameters(error: RequestValidationError) -> Iterator[Finding]:
    """Which parameters are wrong, by name; never what they held."""
    for each in error.errors():
        where = ".".join(str(part) for part in each["loc"])
        yield Finding(
            "H08",
            "bad-parameter",
            "error",
            FilePlace(where),
            Text(f"参数 `{where}` 不对", f"the parameter `{where}` is wrong"),
            Text("对照接口说明 /openapi.json 检查", "compare it with /openapi.json"),
        )


def refused(scope: Scope, refusal: Refusal, service: Service) -> Response:
    """The refusal as JSON for programs, as a page for people."""
    phrases = _phrases(scope, service)
    if scope["path"].startswith(_FOR_PROGRAMS):
        return refusal_json(refusal, phrases)
    told = refusal_data(refusal, phrases)["error"]
    assert isinstance(told, dict)
    title = phrases.say("web.title.error", title=told["message"])
    values = {**told, "home": href("/", phrases.language, service.settings.language)}
    data = page(service, "error", title, phrases, Place("/", phrases.language), values)
    answer = html_answer(data, refusal.entry.status)
    answer.headers.update(refusal.headers)
    return answer


def _phrases(scope: Scope, service: Service) -> Phrases:
    wanted = Request(scope).query_params.get("lang")
    language: Language = next((each for each in LANGUAGES if each == wanted), service.settings.language)
    return service.phrases(language)
