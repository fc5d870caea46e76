"""A document as one HTML5 page: readable without a script, printable, and made of nothing but escaped text.

In: a `Document`, and a `Frame` where the page is one of a site. Out: UTF-8 bytes; the same input gives the same bytes. The only
module that imports jinja2, for the few pages and frames that are not documents.
The surprising thing: catalogue text never meets the template compiler, and a link is written only when its
scheme is harmless (https, tel, mailto or relative); `javascript:` in a phone field comes out as plain words.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from checker.finding import Language
from checker.phrases import Phrases
from generators.document import Document, Pair
from generators.flow.svg import stylesheet as chart_stylesheet
from generators.formats.html_blocks import blocks, section
from generators.formats.html_pen import Pen, anchor, escaped, pen_for, pieces, safe_href

__all__ = [
    "Frame", "Head", "Terms", "framed", "icon", "json_script", "page", "render", "safe_href", "script", "script_name",
    "stylesheet", "stylesheet_name", "write",
]  # fmt: skip

_TEMPLATES = Path(__file__).parent.parent / "templates"
_FEWEST_FOR_CONTENTS = 3
_LEAD = ' class="lead"'


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """Legal terms and what they mean: `pattern` finds them, `marked` is each as HTML that explains it."""

    pattern: re.Pattern[str]
    marked: Mapping[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """What stands around every page of a site, as HTML already: made once, by the site. `up` leads to the site's top folder."""

    up: str
    stylesheet: str
    header: str
    footer: str
    scripts: tuple[str, ...] = ()
    terms: Terms | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """What only this page says of itself to machines. Addresses as they stand in the page; `data` becomes JSON-LD."""

    description: str = ""
    canonical: str = ""
    feed: str = ""
    feed_title: str = ""
    base: str = ""
    data: Mapping[str, Any] | None = field(default=None, compare=False)


def write(document: Document, phrases: Phrases) -> bytes:
    """The page with its styles inside: one file that can be mailed."""
    return page(document, phrases)


def page(
    document: Document,
    phrases: Phrases,
    stylesheet_href: str = "",
    frame: Frame | None = None,
    head: Head | None = None,
) -> bytes:
    """The page; with `stylesheet_href` it links the styles that stand beside it, with `frame` it is a page of a site."""
    pen = pen_for(phrases)
    if frame and frame.terms:
        pen.terms, pen.term = frame.terms.pattern, frame.terms.marked.__getitem__
    title = f"{document.title} - {document.running}"
    body = f'<main id="main">\n{_hero(pen, document, frame)}{_body(pen, document)}\n</main>'
    if frame:
        label = escaped(phrases.say("site.colophon"))
        colophon = f'<aside class="colophon" aria-label="{label}">{_foot(pen, document)}\n</aside>'
        inner = f"{frame.header}\n{body}\n{colophon}\n{frame.footer}"
        return _assembled(pen, title, document.kind, inner, frame, head or Head(document.summary))
    skip = f'<a class="skip" href="#main">{pen.t(phrases.say("guide.skip"))}</a>'
    home = ""
    if document.home:
        home = f'<nav aria-label="{escaped(document.home.text)}">{anchor(pen, document.home)}</nav>'
    top = f'<header class="top"><p>{pen.t(document.running)}</p>{home}</header>'
    styles = (
        f'<link rel="stylesheet" href="{escaped(stylesheet_href)}">'
        if stylesheet_href
        else f"<style>{stylesheet()}</style>"
    )
    inner = f"{skip}\n{top}\n{body}\n<footer>{_foot(pen, document)}\n</footer>"
    return _whole(pen, title, document.kind, styles, inner)


def framed(
    title: str,
    body: str,
    phrases: Phrases,
    frame: Frame,
    *,
    kind: str,
    scripts: tuple[str, ...] = (),
    head: Head | None = None,
) -> bytes:
    """A page of a site that is no document. `body` is HTML, already escaped: what stands in <main>. `scripts` are addresses
    of files: the site runs under a policy that allows no script inside a page."""
    pen = pen_for(phrases)
    inner = f'{frame.header}\n<main id="main">\n{body}\n</main>\n{frame.footer}'
    return _assembled(pen, title, kind, inner, frame, head or Head(), scripts)


def render(template: str, phrases: Phrases, **values: object) -> str:
    """One of our own templates with these values; every text in them is escaped."""
    pen = pen_for(phrases)
    made = _environment(phrases.language).get_template(template)
    return made.render(say=phrases.say, marked=lambda mark: Markup(pen.marked(mark)), **values)


def json_script(name: str, data: object, kind: str = "application/json") -> Markup:
    """Data for a script, as an element that no browser runs and no text in the data can end."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    named = f' id="{escaped(name)}"' if name else ""
    return Markup(f'<script type="{kind}"{named}>{text}</script>')


@cache
def stylesheet() -> str:
    """The styles of all pages, the charts' among them. Our own file: nothing of the catalogue is in it."""
    return (_TEMPLATES / "site.css").read_text(encoding="utf-8") + chart_stylesheet()


@cache
def icon() -> str:
    """The sign of the site in a browser's tab."""
    return (_TEMPLATES / "icon.svg").read_text(encoding="utf-8")


@cache
def stylesheet_name() -> str:
    """A file name that changes with the styles, so that no reader sees old styles with a new page."""
    return f"site-{_digest(stylesheet())}.css"


@cache
def script() -> str:
    """The one script of the site: search and filters. Everything else works without."""
    return (_TEMPLATES / "site.js").read_text(encoding="utf-8")


@cache
def script_name() -> str:
    """A file name that changes with the script."""
    return f"site-{_digest(script())}.js"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]


@cache
def _environment(language: Language) -> Environment:
    """The template engine of one language."""
    engine = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    t = pieces(language)[0]
    engine.filters["t"] = lambda text: Markup(t(text))
    engine.globals["safe"] = safe_href
    return engine


def _hero(pen: Pen, document: Document, frame: Frame | None) -> str:
    t = pen.t
    running = f'\n<p class="running">{t(document.running)}</p>' if frame else ""
    summary = f'<p class="lead-in">{pen.told(document.summary)}</p>' if document.summary else ""
    meta = f"\n{_meta(pen, document.meta)}" if document.meta else ""
    return f'<div class="hero">{running}\n<h1>{t(document.title)}</h1>{summary}{meta}{blocks(pen, document.opening, 2)}\n</div>\n'


def _meta(pen: Pen, pairs: tuple[Pair, ...]) -> str:
    lines = "".join(
        f"<div><dt>{pen.t(pair.label)}</dt><dd>{anchor(pen, pair.link) if pair.link else pen.t(pair.value)}</dd></div>"
        for pair in pairs
    )
    return f'<dl class="meta">{lines}</dl>'


def _body(pen: Pen, document: Document) -> str:
    """The sections: with a list of contents beside them, down to the first that needs the whole width."""
    parts = document.sections
    cut = next((place for place, part in enumerate(parts) if part.wide), len(parts))
    contents = ""
    if document.contents and len(parts) >= _FEWEST_FOR_CONTENTS:
        name = pen.phrases.say("guide.contents")
        lines = "".join(
            f'<li{_LEAD if part.lead else ""}><a href="#{part.id}">{pen.t(part.title)}</a></li>'
            for part in parts
        )
        contents = (
            f'\n<nav class="contents" aria-label="{escaped(name)}"><p>{pen.t(name)}</p><ol>{lines}</ol></nav>'
        )
    beside = "".join(f"\n{section(pen, part)}" for part in parts[:cut])
    below = "".join(f"\n{section(pen, part)}" for part in parts[cut:])
    return (
        f'<div class="body{" with-contents" if contents else ""}">{contents}\n<div class="sections">{beside}\n</div>\n</div>'
        + (f'\n<div class="body below">{below}\n</div>' if below else "")
    )


def _foot(pen: Pen, document: Document) -> str:
    imprint = f"\n{_meta(pen, document.imprint)}" if document.imprint else ""
    return f"{blocks(pen, document.closing, 2)}{imprint}"


def _assembled(
    pen: Pen, title: str, kind: str, inner: str, frame: Frame, head: Head, scripts: tuple[str, ...] = ()
) -> bytes:
    lines = [
        f'<link rel="icon" type="image/svg+xml" href="{frame.up}icon.svg">',
        f'<link rel="stylesheet" href="{frame.up}{frame.stylesheet}">',
    ]
    if head.base:
        lines.insert(0, f'<base href="{escaped(head.base)}">')
    if head.description:
        lines.append(f'<meta name="description" content="{escaped(head.description)}">')
    if head.canonical:
        lines.append(f'<link rel="canonical" href="{escaped(head.canonical)}">')
    if head.feed:
        lines.append(
            f'<link rel="alternate" type="application/atom+xml" title="{escaped(head.feed_title)}" href="{escaped(head.feed)}">'
        )
    if head.data is not None:
        lines.append(str(json_script("", head.data, "application/ld+json")))
    lines += [
        f'<script src="{escaped(address)}" defer></script>'
        for address in (*(f"{frame.up}{name}" for name in frame.scripts), *scripts)
    ]
    return _whole(pen, title, kind, "\n".join(lines), inner)


def _whole(pen: Pen, title: str, kind: str, head: str, inner: str) -> bytes:
    return (
        f'<!DOCTYPE html>\n<html lang="{pen.phrases.language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="color-scheme" content="light dark">\n'
        f'<title>{escaped(title)}</title>\n{head}\n</head>\n<body class="{kind}">\n{inner}\n</body>\n</html>\n'
    ).encode()
