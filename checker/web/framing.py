"""The frame of a page for one visitor: their language, the way home, what the office is called.

In: the service, a language, the address. Out: whole pages.
The surprising thing: a language is a part of the address and of nothing else, so that a link can be sent to somebody and
says to them what it said to you.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.responses import Response

from checker.finding import Language
from checker.phrases import Phrases
from checker.web.service import Service
from checker.web.settings import LANGUAGES
from generators.formats import webpage
from generators.formats.html import Frame, Terms
from generators.formats.webpage import Switch
from generators.site.terms import glossary, terms_for

__all__ = ["STATIC", "Place", "frame_at", "href", "html_answer", "page"]

STATIC = "/static/"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page stands: its path, what of the query belongs to it, the language. `state` when it stands in a form."""

    path: str
    language: Language
    query: tuple[tuple[str, str], ...] = ()
    state: str = ""
    searched: str = ""


def href(path: str, language: Language, default: Language, *query: tuple[str, str]) -> str:
    """An address; the language is named where it is not the usual one."""
    told = [(name, value) for name, value in query if value]
    if language != default:
        told.append(("lang", language))
    return f"{path}?{urlencode(told)}" if told else path


def frame_at(service: Service, phrases: Phrases, place: Place, offices: Sequence[Switch] = ()) -> Frame:
    """What stands around the page."""
    info, default = service.catalogue.info, service.settings.language
    offered = tuple(dict.fromkeys((*LANGUAGES, phrases.language)))
    switches = [
        Switch(
            language,
            phrases.say(f"web.lang.{language}") if language in LANGUAGES else language,
            href(place.path, language, default, *place.query),
            language == phrases.language,
        )
        for language in offered
    ]
    if phrases.language not in service.terms:
        service.terms[phrases.language] = _terms(service, phrases)
    return webpage.frame(
        phrases,
        title=phrases.text(info.title),
        home=href("/", phrases.language, default),
        switches=switches,
        links=(
            (phrases.say("web.foot.glossary"), href("/glossary.html", phrases.language, default)),
            (phrases.say("web.foot.api"), "/openapi.json"),
        ),
        publisher=phrases.text(info.publisher),
        version=service.settings.version,
        sample=info.sample,
        static=STATIC,
        query=place.searched,
        action=place.path,
        state=place.state,
        terms=service.terms[phrases.language],
        offices=offices,
    )


def _terms(service: Service, phrases: Phrases) -> Terms | None:
    """Legal terms that lead to their page in the same language."""
    found = terms_for(glossary(service.catalogue), phrases, "/")
    there = href("/glossary.html", phrases.language, service.settings.language)
    if found is None:
        return None
    return Terms(
        found.pattern, {name: text.replace("/glossary.html", there, 1) for name, text in found.marked.items()}
    )


def page(
    service: Service, template: str, title: str, phrases: Phrases, place: Place, values: Mapping[str, object]
) -> bytes:
    """One of our own pages."""
    return webpage.page(template, title, phrases, frame_at(service, phrases, place), **values)


def html_answer(data: bytes, status: int = 200, *, private: bool = False) -> Response:
    """A page. A private one belongs to its visitor alone: their browser may keep it for the back button, nobody else may."""
    headers = {"cache-control": "private, no-cache"} if private else {}
    return Response(data, status, media_type="text/html; charset=utf-8", headers=headers)
