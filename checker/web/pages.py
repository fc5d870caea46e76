"""The pages for people: first page with search, guides, the pre-check, a saved file taken up again, legal terms, styles.

In: a `Service`. Out: routes.
The surprising thing: a guide is the very document that `banshi build` prints, under another address; links between guides,
which end in .html there, lead here too.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from fastapi import FastAPI, Query, Request
from starlette.responses import RedirectResponse, Response

from checker.finding import Finding, Language, Place, Text
from checker.phrases import Phrases
from checker.web import framing
from checker.web.api import Lang, MatterId, OfficeCode, On, desk_or_refuse
from checker.web.faults import Refusal
from checker.web.forms import form_of
from checker.web.framing import STATIC, frame_at, href, html_answer
from checker.web.judging import Aside, desk_at
from checker.web.metrics import Metrics
from checker.web.precheck import Precheck
from checker.web.reading import Readers
from checker.web.saving import Resumed, changed_since, expired, open_saved
from checker.web.search import MAX_QUERY
from checker.web.service import Service
from checker.web.steps import fitted
from checker.web.views import callout
from generators.author import Author
from generators.formats import html, webpage
from generators.formats.webpage import Switch
from generators.guide_terms import fee_in_short, limit_in_short
from generators.site.terms import glossary

__all__ = ["add_pages"]

_SUMMARY = 120
_BESIDE = re.compile(rb'href="([a-z0-9]+(?:-[a-z0-9]+)*)\.html"')
_FOR_EVER = "public, max-age=31536000, immutable"


def add_pages(app: FastAPI, service: Service, aside: Aside, metrics: Metrics, readers: Readers) -> None:
    """Add the pages. They are no part of the description for programs."""
    default = service.settings.language

    def language_of(lang: Language | None) -> Language:
        return lang or default

    @app.get("/", include_in_schema=False)
    async def home(
        q: Annotated[str, Query()] = "", topic: Annotated[str, Query(max_length=80)] = "", lang: Lang = None
    ) -> Response:
        language, query = language_of(lang), q.strip()[:MAX_QUERY]
        today = service.today()
        if query:
            return html_answer(_home(service, language, today, query, ""))
        topic = topic if topic in service.catalogue.vocabulary.lists.get("topic", ()) else ""
        return html_answer(
            service.page(("home", today, language, topic), lambda: _home(service, language, today, "", topic))
        )

    @app.get(STATIC + "icon.svg", include_in_schema=False)
    @app.get("/favicon.ico", include_in_schema=False)
    async def icon() -> Response:
        return Response(html.icon(), media_type="image/svg+xml")

    @app.get(STATIC + "{name}", include_in_schema=False)
    async def styles(name: str) -> Response:
        if name != webpage.stylesheet_name():
            raise Refusal("H01")
        return Response(
            webpage.stylesheet(), media_type="text/css; charset=utf-8", headers={"cache-control": _FOR_EVER}
        )

    @app.get("/glossary.html", include_in_schema=False)
    async def terms(lang: Lang = None) -> Response:
        language = language_of(lang)
        return html_answer(service.page(("glossary", language), lambda: _glossary(service, language)))

    @app.get("/matters/{matter}.html", include_in_schema=False)
    async def as_built(matter: MatterId, lang: Lang = None) -> Response:
        """Where a guide that was built as a file would stand."""
        target = "/" if matter in ("index", "find") else f"/matters/{matter}"
        return RedirectResponse(href(target, language_of(lang), default), 308)

    @app.get("/matters/{matter}", include_in_schema=False)
    async def guide(
        matter: MatterId, on: On = None, office: OfficeCode = None, lang: Lang = None
    ) -> Response:
        language, day = language_of(lang), on or service.today()
        desk_or_refuse(service, matter, day, office or "")
        key = ("guide", matter, day, office, language)
        told = on.isoformat() if on else ""
        return html_answer(
            service.page(key, lambda: _guide(service, matter, day, told, office or "", language))
        )

    @app.get("/matters/{matter}/check", include_in_schema=False)
    async def start(
        matter: MatterId, on: On = None, office: OfficeCode = None, lang: Lang = None
    ) -> Response:
        return Precheck(service, aside, metrics, readers, matter, language_of(lang)).start(office or "", on)

    @app.post("/matters/{matter}/check", include_in_schema=False)
    async def check(request: Request, matter: MatterId, lang: Lang = None) -> Response:
        async with form_of(request, service.limits.files) as form:
            return await Precheck(service, aside, metrics, readers, matter, language_of(lang)).go(form)

    @app.get("/resume", include_in_schema=False)
    async def resume(lang: Lang = None) -> Response:
        return html_answer(_resume(service, language_of(lang), ()))

    @app.post("/resume", include_in_schema=False)
    async def resumed(request: Request, lang: Lang = None) -> Response:
        language = language_of(lang)
        async with form_of(request, 1) as form:
            sent = form.files("saved")
            if not sent:
                return html_answer(_resume(service, language, (_nothing_chosen(),)))
            _, file = sent[0]
            data = file.read(service.settings.body)
        found, findings = open_saved(
            data, service.catalogue.schemas, service.today(), service.settings.key.public
        )
        if found is None:
            return html_answer(_resume(service, language, findings))
        return html_answer(_resumed(service, found, language), private=True)


def _nothing_chosen() -> Finding:
    return Finding(
        "H17",
        "step-lost",
        "error",
        Place("saved"),
        Text("请选上次存的文件", "choose the file that you saved"),
    )


def _home(service: Service, language: Language, today: date, query: str, topic: str) -> bytes:
    """The first page: all matters, those of a topic, or those that were found."""
    phrases, default = service.phrases(language), service.settings.language
    here = service.in_force(today)
    found: tuple[str, ...] = service.index.find(query, here) if query else tuple(here)
    topics = _topics(service, phrases, here, today, topic)
    heading = phrases.say("web.home.matters")
    if topic:
        found = tuple(matter for matter in found if topic in service.catalogue.national(matter, today).topics)
        heading = phrases.text(phrases.vocabulary.label("topic", topic))
    if query:
        key = "web.search.found" if found else "web.search.none"
        heading = phrases.say(key, query=query, **({"n": str(len(found))} if found else {}))
    values = {
        "name": phrases.text(service.catalogue.info.title),
        "lang": language if language != default else "",
        "query": query,
        "resume": href("/resume", language, default),
        "topics": [] if query else topics,
        "heading": heading,
        "none": bool(query) and not found,
        "filtered": bool(query or topic),
        "all": href("/", language, default),
        "matters": [_entry(service, phrases, matter, today) for matter in found],
    }
    told = tuple((name, value) for name, value in (("q", query), ("topic", topic)) if value)
    place = framing.Place("/", language, told, searched=query)
    title = values["name"] if not query else heading
    return framing.page(service, "home", str(title), phrases, place, values)


def _topics(
    service: Service, phrases: Phrases, here: dict[str, str], today: date, current: str
) -> list[dict[str, Any]]:
    counts: dict[str, int] = {}
    for matter in here:
        for topic in service.catalogue.national(matter, today).topics:
            counts[topic] = counts.get(topic, 0) + 1
    ranked = [topic for topic in phrases.vocabulary.lists.get("topic", ()) if topic in counts]
    return [
        {
            "href": href("/", phrases.language, service.settings.language, ("topic", topic)),
            "text": phrases.say(
                "web.home.of",
                term=phrases.text(phrases.vocabulary.label("topic", topic)),
                n=str(counts[topic]),
            ),
            "current": topic == current,
        }
        for topic in ranked
    ]


def _entry(service: Service, phrases: Phrases, matter: str, today: date) -> dict[str, Any]:
    edition = service.catalogue.national(matter, today)
    author = Author(edition, None, service.catalogue, phrases, service.settings.version)
    return {
        "href": href(f"/matters/{matter}", phrases.language, service.settings.language),
        "name": phrases.text(edition.name),
        "summary": phrases.text(edition.summary)[:_SUMMARY],
        "chips": [text for text in (limit_in_short(author)[0], fee_in_short(author)[0]) if text],
    }


def _guide(service: Service, matter: str, day: date, on: str, office: str, language: Language) -> bytes:
    """The guide as it is built for the static site, in the frame of the server."""
    phrases, default = service.phrases(language), service.settings.language
    subject = service.subject(matter, day, office, phrases)
    told = (("on", on), ("office", office))
    document = subject.guide(check=href(f"/matters/{matter}/check", language, default, *told))
    place = framing.Place(f"/matters/{matter}", language, tuple(pair for pair in told if pair[1]))
    here = ("", *service.offices(matter, day))
    offices = [
        Switch(
            language,
            service.division(code, phrases) if code else phrases.say("web.guide.national"),
            href(f"/matters/{matter}", language, default, ("on", on), ("office", code)),
            code == office,
        )
        for code in here
    ]
    around = frame_at(service, phrases, place, offices if len(offices) > 1 else ())
    page = html.page(document, phrases, frame=around)
    # where the guide was built as a file, other guides stand beside it as files; here they have addresses
    return _BESIDE.sub(
        lambda found: b'href="%s"' % href(f"/matters/{found[1].decode()}", language, default).encode(), page
    )


def _glossary(service: Service, language: Language) -> bytes:
    phrases = service.phrases(language)
    entries = [
        {
            "id": entry.id,
            "term": phrases.text(entry.term),
            "means": phrases.text(entry.means),
            "basis": _basis(entry.law, entry.article, phrases),
        }
        for entry in glossary(service.catalogue)
    ]
    title = phrases.say("web.glossary.title")
    place = framing.Place("/glossary.html", language)
    return framing.page(service, "glossary", title, phrases, place, {"entries": entries})


def _basis(law: str, article: str, phrases: Phrases) -> str:
    found = phrases.laws.get(law)
    if found is None:
        return ""
    return (
        phrases.say("verdict.law.article", law=phrases.name(found.title), article=phrases.article(article))
        if article
        else ""
    )


def _resume(service: Service, language: Language, findings: tuple[Finding, ...]) -> bytes:
    """Where a saved file is chosen; with what is wrong with the one that was."""
    phrases, default = service.phrases(language), service.settings.language
    texts = []
    for finding in findings:
        remedy = phrases.words.text(finding.help, language) if finding.help else ""
        texts.append(
            f"{phrases.words.text(finding.message, language)}{phrases.say('web.stop') if remedy else ''}{remedy}"
        )
    title = phrases.say("web.resume.title")
    values = {
        "errors": [{"anchor": "saved", "text": text} for text in texts],
        "wrong": texts[0] if texts else "",
        "notices": [],
        "state": "",
        "action": href("/resume", language, default),
    }
    shown = phrases.say("web.title.error", title=title) if texts else title
    return framing.page(service, "resume", shown, phrases, framing.Place("/resume", language), values)


def _resumed(service: Service, found: Resumed, language: Language) -> bytes:
    """What a saved file holds, how its seal stands, what changed since; and the way on."""
    phrases, default, today = service.phrases(language), service.settings.language, service.today()
    visit = found.visit
    say = phrases.say
    state = found.seal.state
    tone = "ok" if state == "unaltered" else "warn"
    text = say(
        f"web.seal.{state}", **({"name": found.seal.key} if state in ("other-key", "unknown-key") else {})
    )
    notices = [callout(tone, text)]
    if expired(found, today):
        day = phrases.day(found.valid_until) if found.valid_until else "-"
        notices[0] = callout("warn", say("web.seal.expired", day=day), "" if state == "unaltered" else text)
    desk = desk_at(service.desks, visit.matter, visit.on, visit.office)
    plan = service.plan(desk)
    fresh, changes = fitted(visit, plan, service.catalogue.materials)
    lines = [phrases.words.text(each.message, language) for each in changes]
    lines += changed_since(found.outline, desk.edition, phrases)
    if lines:
        notices.append(callout("warn", say("web.resume.changed"), "", lines))
    else:
        notices.append(callout("ok", say("web.resume.same")))
    name = phrases.text(desk.edition.name)
    count = say("web.resume.ready", n=str(len(fresh.facts)), m=str(len(fresh.given)))
    saved = say("web.resume.saved", day=phrases.day(found.saved_on)) if found.saved_on else ""
    notices.append(callout("muted", name, phrases.listed(text for text in (saved, count) if text)))
    values = {
        "errors": [],
        "wrong": "",
        "notices": notices,
        "state": fresh.text(),
        "action": href(f"/matters/{visit.matter}/check", language, default),
    }
    place = framing.Place(f"/matters/{visit.matter}/check", language, state=fresh.text())
    return framing.page(service, "resume", say("web.resume.title"), phrases, place, values)
