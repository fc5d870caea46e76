"""The pages about all matters together: home, search, lists, bundles, changes, glossary, about, not found; feed, site map,
search data.

In: all rows and the site's frames. Out: pages, and findings about what is true of several matters.
The surprising thing: no edition is read here. Rows are enough, so that a rebuild after one changed matter needs only that matter.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from checker.finding import Finding
from generators.formats import html
from generators.memory import Kept
from generators.search import data_files
from generators.site.bundles import bundles
from generators.site.faults import same_names
from generators.site.feeds import Announcement, announcements, atom, robots, site_map
from generators.site.home import find_page, home_page
from generators.site.listing import list_pages, lists, overviews
from generators.site.reading import about_page, changes_page, event_page, glossary_page, lost_page
from generators.site.row import Row
from generators.site.writing import Writing
from generators.subject import Page

__all__ = ["fixed_pages", "whole_pages"]

_IN_FEED = 60


def whole_pages(rows: Sequence[Row], writing: Writing, version: str) -> Iterator[Page | Kept | Finding]:
    """Everything that changes with the matters. `version` names the state of the catalogue."""
    phrases, memory = writing.selection.phrases, writing.memory
    if not rows:
        return
    every = lists(rows, phrases)
    known = {row.matter: row for row in rows}
    things = bundles(writing.selection.catalogue, writing.selection.on)
    news = announcements(rows, phrases, _IN_FEED)
    shown: list[Page | Kept] = [
        home_page(every, known, things, news, writing),
        find_page(every, writing),
        *overviews(every, phrases, writing.below, memory),
        changes_page(news, writing),
        about_page(len(rows), writing, version),
    ]
    paths = []
    events = (page for thing in things for page in event_page(thing, known, every, writing))
    for page in chain(shown, events, list_pages(every, phrases, writing.below, memory)):
        if not isinstance(page, Finding):
            paths.append(page.path.removeprefix("html/"))
        yield page
    yield from data_files(rows, every, memory)
    yield Page("html/feed.xml", _feed(news, writing))
    if writing.site:
        pages = [(path, "") for path in sorted((*paths, "glossary.html"))]
        pages += [(f"{row.matter}.html", row.changed) for row in rows]
        yield Page("html/sitemap.xml", site_map(writing.site, pages))
    yield from same_names(rows)


def fixed_pages(writing: Writing) -> Iterator[Page | Kept]:
    """What rests on no matter at all: styles, script, glossary, the page for an address that leads nowhere."""
    yield Page(f"html/{html.stylesheet_name()}", html.stylesheet().encode())
    yield Page(f"html/{html.script_name()}", html.script().encode())
    yield Page("html/icon.svg", html.icon().encode())
    yield glossary_page(writing)
    yield lost_page(writing)
    yield Page("html/robots.txt", robots(writing.site))


def _feed(news: Sequence[Announcement], writing: Writing) -> bytes:
    phrases, base = writing.selection.phrases, f"{writing.site}/" if writing.site else ""
    title = phrases.say("site.feed.title", title=phrases.text(writing.selection.catalogue.info.title))
    entries = [(each, f"{base}{each.matter}/history.html#{each.anchor}") for each in news]
    return atom(title, writing, f"{base}feed.xml", f"{base}changes.html", entries)
