"""What programs read of the site: feeds of changes (Atom), the site map, and what robots may do.

In: rows with their events, and the address of the site where there is one. Out: XML and text.
The surprising thing: without an address the feeds are still right. Their entries are named by numbers made from the
catalogue's and the matter's names, and their links are relative, which Atom allows; the site map, which must have whole
addresses, is left out.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from checker.phrases import Phrases
from generators.site.row import Event, Row
from generators.site.writing import Writing

__all__ = ["Announcement", "announcements", "atom", "matter_feed", "robots", "site_map"]

_OURS = uuid.UUID("8f6f0d0e-6a55-5c86-9a59-0f4d7f6d2b11")
"""The space in which the names of this program's feeds are numbered; any constant will do, and it may never change."""
_CHINA = "T00:00:00+08:00"


@dataclass(frozen=True, slots=True)
class Announcement:
    """An edition that came or will come into force, in words."""

    day: str
    title: str
    text: str
    matter: str
    anchor: str


def announcements(rows: Iterable[Row], phrases: Phrases, most: int) -> list[Announcement]:
    """The newest events of all these matters, at most so many."""
    every = sorted(
        ((event[0], row.sound, row.matter, event, row) for row in rows for event in row.events), reverse=True
    )
    return [_announced(row, Event._make(event), phrases) for *_, event, row in every[:most]]


def _announced(row: Row, event: Event, phrases: Phrases) -> Announcement:
    say = phrases.say
    counts = {name: str(getattr(event, name)) for name in ("heavier", "lighter", "same")}
    changed = event.heavier or event.lighter or event.same
    title = say(
        "site.changes.first" if event.first else "site.changes.edition", name=row.name, n=str(event.version)
    )
    return Announcement(
        event.day,
        title,
        say("site.changes.counted", **counts) if changed else "",
        row.matter,
        f"e{event.day}",
    )


def matter_feed(row: Row, writing: Writing) -> bytes:
    """`<matter>/feed.xml`."""
    phrases, base = writing.selection.phrases, f"{writing.site}/{row.matter}/" if writing.site else ""
    found = [_announced(row, Event._make(event), phrases) for event in row.events]
    entries = [(each, f"{base}history.html#{each.anchor}") for each in found]
    title = phrases.say("site.feed.matter", name=row.name)
    return atom(title, writing, f"{base}feed.xml", f"{base}history.html", entries, row.matter)


def atom(
    title: str,
    writing: Writing,
    here: str,
    page: str,
    entries: Sequence[tuple[Announcement, str]],
    matter: str = "",
) -> bytes:
    """A feed: of one matter, or of all. `here` and `page` are the addresses of the feed and of the page that it tells of."""
    phrases, info = writing.selection.phrases, writing.selection.catalogue.info
    newest = max((each.day for each, _ in entries), default="1970-01-01")
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{phrases.language}">',
        f"<title>{escape(title)}</title>",
        f"<id>{_number(f'{writing.name}/{matter}')}</id>",
        f"<updated>{newest}{_CHINA}</updated>",
        f'<link rel="self" type="application/atom+xml" href={quoteattr(here)}/>',
        f'<link rel="alternate" type="text/html" href={quoteattr(page)}/>',
        f"<author><name>{escape(phrases.text(info.publisher))}</name></author>",
    ]
    for each, address in entries:
        lines += [
            "<entry>",
            f"<title>{escape(each.title)}</title>",
            f"<id>{_number(f'{writing.name}/{each.matter}/{each.day}')}</id>",
            f"<updated>{each.day}{_CHINA}</updated>",
            f'<link rel="alternate" type="text/html" href={quoteattr(address)}/>',
            f"<summary>{escape(each.text or each.title)}</summary>",
            "</entry>",
        ]
    lines.append("</feed>")
    return ("\n".join(lines) + "\n").encode()


def _number(name: str) -> str:
    return uuid.uuid5(_OURS, name).urn


def site_map(site: str, pages: Iterable[tuple[str, str]]) -> bytes:
    """Every page with the day of its last change; "" where that cannot be said."""
    return ("\n".join(_site_map(site, pages)) + "\n").encode()


def _site_map(site: str, pages: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="utf-8"?>'
    yield '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    for path, day in pages:
        changed = f"<lastmod>{day}</lastmod>" if day else ""
        yield f"<url><loc>{escape(f'{site}/{path}')}</loc>{changed}</url>"
    yield "</urlset>"


def robots(site: str) -> bytes:
    """Everything may be read."""
    where = f"Sitemap: {site}/sitemap.xml\n" if site else ""
    return f"User-agent: *\nAllow: /\n{where}".encode()
