"""The JSON interface: matters, editions, checks, questions, notices, dates, attached files, saved files.

In: a `Service`. Out: endpoints. The surprising thing: every answer is one that another command gives too; the interface adds no
meaning, only a way to ask.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import FastAPI, Path, Query, Request
from starlette.responses import Response

from checker.catalogue import NoEdition
from checker.check import Desk
from checker.finding import Finding, Language, Place
from checker.interview.data import as_data as standing_data
from checker.interview.known import submission_of
from checker.interview.saved import Saved, read_saved
from checker.interview.standing import standing
from checker.provenance import Origin, effective_values
from checker.submission import name_findings
from checker.verdict import as_data
from checker.web.answers import json_answer
from checker.web.faults import Refusal
from checker.web.judging import Aside, desk_at, judged, read_json
from checker.web.metrics import Metrics
from checker.web.openapi import answers, body
from checker.web.search import MAX_QUERY
from checker.web.service import Service
from generators.author import Author
from generators.formats import FORMATS, Format
from generators.guide_terms import fee_in_short, limit_in_short
from generators.ics import calendar_file
from generators.notice import notice

__all__ = ["JSON", "Lang", "MatterId", "OfficeCode", "On", "add_api", "json_body"]

JSON = "application/json"
TYPES = {
    "html": "text/html; charset=utf-8", "text": "text/plain; charset=utf-8", "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "epub": "application/epub+zip",
    "markdown": "text/markdown; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}  # fmt: skip
_PLAIN_TYPES = tuple(kind.partition(";")[0] for kind in TYPES.values())

MatterId = Annotated[str, Path(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80, description="事项编号")]
Lang = Annotated[Language | None, Query(description="zh-Hans, zh-Hant, en")]
On = Annotated[date | None, Query(description="哪一天 / on which day")]
OfficeCode = Annotated[str | None, Query(pattern=r"^[0-9]{6}$", description="行政区划代码 / division")]


async def json_body(request: Request) -> bytes:
    """The body of a request that must be JSON. Raises Refusal."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != JSON:
        raise Refusal("H05")
    return await request.body()


def add_api(app: FastAPI, service: Service, aside: Aside, metrics: Metrics) -> None:
    """Add the endpoints below /api."""

    @app.get("/api/matters", response_class=Response, responses=answers(), summary="List and search matters")
    async def matters(
        q: Annotated[str, Query(max_length=MAX_QUERY, description="名称、拼音、首字母")] = "",
        on: On = None,
        lang: Lang = None,
        offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
        limit: Annotated[int, Query(ge=1, le=500)] = 100,
    ) -> Response:
        day = on or service.today()
        phrases = service.phrases(lang or service.settings.language)
        here = service.in_force(day)
        found = service.index.find(q, here) if q.strip() else tuple(here)
        page = [_listed(service, matter, day, phrases.language) for matter in found[offset : offset + limit]]
        return json_answer(
            {
                "on": day.isoformat(),
                "catalogue_version": service.settings.version,
                "total": len(found),
                "matters": page,
            }
        )

    @app.get(
        "/api/matters/{matter}",
        response_class=Response,
        responses=answers(),
        summary="The edition in force, each value with its source",
    )
    async def edition(matter: MatterId, on: On = None, office: OfficeCode = None) -> Response:
        day = on or service.today()
        catalogue = service.catalogue
        try:
            found = catalogue.at(matter, day, office or "")
            overlay = catalogue.sources[catalogue.office(matter, day, office).place.path] if office else None
        except NoEdition as error:
            raise Refusal("H02", (error.finding,)) from None
        values = effective_values(catalogue.sources[found.place.path], overlay)
        return json_answer(
            {
                "matter": matter,
                "edition": found.effective_from.isoformat(),
                "office": office or None,
                "on": day.isoformat(),
                "catalogue_version": service.settings.version,
                "values": [_origin(value) for value in values],
            }
        )

    @app.get(
        "/api/matters/{matter}/guide/{form}",
        response_class=Response,
        responses=answers(types=_PLAIN_TYPES),
        summary="The service guide as a file",
    )
    async def guide(
        matter: MatterId,
        form: Annotated[str, Path(pattern="^[a-z]{2,12}$")],
        on: On = None,
        office: OfficeCode = None,
        lang: Lang = None,
    ) -> Response:
        wanted = _format(form)
        day = on or service.today()
        phrases = service.phrases(lang or service.settings.language)
        desk_or_refuse(service, matter, day, office or "")
        key = ("file", form, matter, day, office, phrases.language)
        data = await aside.run(
            lambda: service.page(
                key,
                lambda: wanted.write(service.subject(matter, day, office or "", phrases).guide(), phrases),
            )
        )
        return _file(data, wanted, matter)

    @app.post(
        "/api/check",
        response_class=Response,
        responses=answers("Verdict"),
        openapi_extra=body("Submission"),
        summary="Check a submission",
    )
    async def check(
        request: Request, on: On = None, office: OfficeCode = None, lang: Lang = None
    ) -> Response:
        phrases = service.phrases(lang or service.settings.language)
        verdict = await judged(await json_body(request), service, aside, phrases, on, office)
        metrics.verdict(verdict.acceptance)
        return json_answer(as_data(verdict))

    @app.post(
        "/api/notice/{form}",
        response_class=Response,
        responses=answers(types=_PLAIN_TYPES),
        openapi_extra=body("Submission"),
        summary="The notice or receipt that goes with a submission, as a file",
    )
    async def written(
        request: Request,
        form: Annotated[str, Path(pattern="^[a-z]{2,12}$")],
        on: On = None,
        office: OfficeCode = None,
        lang: Lang = None,
    ) -> Response:
        wanted = _format(form)
        phrases = service.phrases(lang or service.settings.language)
        verdict = await judged(await json_body(request), service, aside, phrases, on, office)
        data = await aside.run(lambda: wanted.write(notice(verdict, service.catalogue, phrases), phrases))
        return _file(data, wanted, f"{verdict.matter}-{verdict.acceptance}")

    @app.post(
        "/api/questions",
        response_class=Response,
        responses=answers("Standing"),
        openapi_extra=body("Interview"),
        summary="What is known, and the next question",
    )
    async def questions(request: Request, lang: Lang = None) -> Response:
        phrases = service.phrases(lang or service.settings.language)
        source = read_json(await json_body(request))
        shape = service.catalogue.schemas.check("interview", source)
        saved, findings = (None, ()) if shape else read_saved(source)
        if saved is None:
            raise Refusal("H07", (*shape, *findings))
        day = saved.on or service.today()
        desk = desk_at(
            service.desks, saved.matter, day, saved.office, submission_of(saved.answers, saved.matter, day)
        )
        unknown = _unknown(saved, desk, service)
        if unknown:
            raise Refusal("H07", unknown)
        return json_answer(standing_data(standing(service.plan(desk), saved.answers, day, phrases)))

    @app.post(
        "/api/deadlines",
        response_class=Response,
        responses=answers(types=("text/calendar",)),
        openapi_extra=body("Submission"),
        summary="The deadlines of a submission as a calendar file",
    )
    async def deadlines(
        request: Request, on: On = None, office: OfficeCode = None, lang: Lang = None
    ) -> Response:
        phrases = service.phrases(lang or service.settings.language)
        verdict = await judged(await json_body(request), service, aside, phrases, on, office)
        headers = {"content-disposition": f'attachment; filename="{verdict.matter}.ics"'}
        return Response(
            calendar_file(verdict, phrases), media_type="text/calendar; charset=utf-8", headers=headers
        )


def _unknown(saved: Saved, desk: Desk, service: Service) -> tuple[Finding, ...]:
    """Facts and papers that the edition does not know."""
    edition = desk.edition
    here = frozenset(form.material.id for paper in edition.materials for form in paper.forms)
    submission = submission_of(saved.answers, saved.matter, saved.on or service.today())
    return name_findings(submission, edition.facts, frozenset(service.catalogue.materials), here)


def desk_or_refuse(service: Service, matter: str, day: date, office: str) -> None:
    """Raises Refusal when the matter cannot be shown on that day."""
    try:
        service.catalogue.at(matter, day, office)
    except NoEdition as error:
        raise Refusal("H02", (error.finding,)) from None


def _listed(service: Service, matter: str, day: date, language: Language) -> dict[str, Any]:
    phrases = service.phrases(language)
    edition = service.catalogue.national(matter, day)
    author = Author(edition, None, service.catalogue, phrases, service.settings.version)
    return {
        "matter": matter,
        "name": phrases.text(edition.name),
        "summary": phrases.text(edition.summary),
        "kind": edition.kind,
        "edition": edition.effective_from.isoformat(),
        "audience": list(edition.audience),
        "topics": list(edition.topics),
        "limit": limit_in_short(author)[0],
        "fee": fee_in_short(author)[0],
        "offices": list(service.offices(matter, day)),
        "href": f"/matters/{matter}",
    }


def _format(name: str) -> Format:
    found = FORMATS.get(name)
    if found is None:
        raise Refusal("H16")
    return found


def _file(data: bytes, form: Format, name: str) -> Response:
    disposition = (
        {} if form.name == "html" else {"content-disposition": f'attachment; filename="{name}{form.suffix}"'}
    )
    return Response(data, media_type=TYPES.get(form.name, "application/octet-stream"), headers=disposition)


def _origin(value: Origin) -> dict[str, Any]:
    """A value with its line, as `banshi show --format json` tells it."""
    told = {"path": value.path, "value": value.value, "place": _place(value.place)}
    return told | ({"instead_of": value.instead_of} if value.instead_of is not None else {})


def _place(place: Place) -> dict[str, Any]:
    return {"path": place.path, "line": place.line, "column": place.column}
