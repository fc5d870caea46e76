"""The pages that a server makes for one visitor: our own templates in the frame and the styles of all other pages.

In: a template's name and values, already in the reader's language. Out: UTF-8 bytes of a page.
The surprising thing: its styles are those of the site and precheck.css in one file, so that a visitor who comes from a guide
waits for nothing; the offline pre-check takes precheck.css beside the site's own styles.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from markupsafe import Markup

from checker.phrases import Phrases
from generators.document import Callout, Document
from generators.formats import html, html_blocks, html_pen
from generators.formats.html import Frame, Head, Terms

__all__ = ["Switch", "frame", "opening", "page", "parts", "precheck_styles", "stylesheet", "stylesheet_name"]

_FOLDER = Path(__file__).parent.parent / "templates" / "web"


@dataclass(frozen=True, slots=True)
class Switch:
    """One language of the switch: `href` where it is a link, else the value with which its button sends the form."""

    language: str
    label: str
    href: str
    current: bool


def frame(
    phrases: Phrases,
    *,
    title: str,
    home: str,
    switches: Sequence[Switch],
    links: Sequence[tuple[str, str]],
    publisher: str,
    version: str,
    sample: bool,
    static: str,
    query: str = "",
    action: str = "",
    state: str = "",
    terms: Terms | None = None,
    offices: Sequence[Switch] = (),
) -> Frame:
    """What stands around every page: name, search, languages, publisher. With `state` the languages are buttons; `offices` are
    the places whose list the page can follow."""
    header = html.render(
        "web/header.html",
        phrases,
        title=title,
        home=home,
        switches=switches,
        sample=sample,
        query=query,
        action=action,
        state=state,
        offices=offices,
    )
    footer = html.render("web/footer.html", phrases, links=links, publisher=publisher, version=version)
    return Frame(static, stylesheet_name(), str(header).strip(), str(footer).strip(), (), terms)


def page(template: str, title: str, phrases: Phrases, around: Frame, **values: object) -> bytes:
    """A page of `web/<template>.html`."""
    body = html.render(f"web/{template}.html", phrases, **values)
    return html.framed(title, body, phrases, around, kind=f"web {template}", head=Head())


def parts(document: Document, phrases: Phrases, around: Frame, wanted: Sequence[str]) -> Markup:
    """Those sections of a document, in the order of `wanted`, as they look in every other page."""
    pen = _pen(phrases, around)
    found = {section.id: replace(section, lead=False, wide=False) for section in document.sections}
    return Markup("\n".join(html_blocks.section(pen, found[name]) for name in wanted if name in found))


def opening(document: Document, phrases: Phrases, around: Frame) -> Markup:
    """What a document opens with, after its first callout (which the page says larger)."""
    rest = tuple(block for block in document.opening if not (isinstance(block, Callout) and block.large))
    return Markup(html_blocks.blocks(_pen(phrases, around), rest, 2))


def _pen(phrases: Phrases, around: Frame) -> html_pen.Pen:
    pen = html_pen.pen_for(phrases)
    if around.terms:
        pen.terms, pen.term = around.terms.pattern, around.terms.marked.__getitem__
    return pen


@cache
def precheck_styles() -> str:
    """The styles of the pre-check alone: questions, papers, results, errors."""
    return (_FOLDER / "precheck.css").read_text(encoding="utf-8")


@cache
def stylesheet() -> str:
    """All styles that a server's page needs."""
    return html.stylesheet() + precheck_styles()


@cache
def stylesheet_name() -> str:
    """A file name that changes with the styles."""
    return f"web-{hashlib.sha256(stylesheet().encode('utf-8')).hexdigest()[:12]}.css"
