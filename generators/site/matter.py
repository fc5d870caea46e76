"""Everything the site holds about one matter: guide, history, feed, and what others add.

In: a `Subject` and the site's frames. Out: a `Made`: its row, its pages, and what could not be made.
The surprising thing: a guide on the site does not name the state of the catalogue, which changes with every commit. It
carries a number made from its own content, so that a commit changes the pages that it changes and no other.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from checker.finding import Finding
from generators.document import Link, Pair
from generators.formats import html
from generators.formats.html import Head
from generators.site.extra import data_of, pages_of
from generators.site.faults import faults_of, unlinkable
from generators.site.feeds import matter_feed
from generators.site.history import events, history_page, told
from generators.site.row import Row, row
from generators.site.writing import Writing
from generators.subject import Page, Subject

__all__ = ["Made", "made"]

_CONTENT = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands in the page for its own number until the rest is written. No text of a catalogue should hold it; one that
does gets the number too."""
_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Made:
    """What came of one matter; without a row it has no page."""

    matter: str
    row: Row | None
    pages: tuple[Page, ...]
    findings: tuple[Finding, ...]


def made(subject: Subject, writing: Writing) -> Made:
    """All pages of a matter."""
    phrases = subject.selection.phrases
    editions = told(subject)
    known = row(subject, events(editions), writing.sound)
    extras, check = pages_of(subject)
    feed_title = phrases.say("site.feed.matter", name=known.name)
    pages = [
        _guide(subject, writing, check, feed_title, len(editions)),
        history_page(subject, editions, writing.below, feed_title),
        Page(f"html/{subject.matter}/feed.xml", matter_feed(known, writing)),
        *(one for one in extras if isinstance(one, Page)),
    ]
    findings = [
        *faults_of(subject),
        *unlinkable(subject),
        *(one for one in extras if isinstance(one, Finding)),
    ]
    return Made(subject.matter, known, tuple(pages), tuple(findings))


def _guide(subject: Subject, writing: Writing, check: str, feed_title: str, editions: int) -> Page:
    phrases, matter = subject.selection.phrases, subject.matter
    say = phrases.say
    document = subject.guide(check)
    history = Pair(
        say("site.history"),
        "",
        link=Link(say("site.history.count", n=str(editions)), f"{matter}/history.html"),
    )
    document = replace(
        document,
        meta=(*document.meta, history),
        imprint=(*document.imprint, Pair(say("site.content"), _CONTENT)),
        home=None,
    )
    head = Head(
        description=document.summary or document.title,
        canonical=f"{writing.site}/{matter}.html" if writing.site else "",
        feed=f"{matter}/feed.xml",
        feed_title=feed_title,
        data=data_of(subject),
    )
    data = html.page(document, phrases, frame=writing.top, head=head)
    number = hashlib.sha256(data).hexdigest()[:_SHOWN]
    return Page(f"html/{matter}.html", data.replace(_CONTENT.encode(), number.encode()))
