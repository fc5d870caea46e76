"""Pages to read: a bundle of matters, changes, the glossary, about the site, and the page for an address that leads nowhere.

In: rows, news, bundles. Out: pages.
The surprising thing: the page for a wrong address is shown at that address, in whatever folder, so its own links hold only
where the site's address is known; it then says so in its head.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from urllib.parse import urlsplit

from checker.finding import Finding
from generators.document import Mark
from generators.formats.html import Head, framed, render
from generators.formats.html_pen import SIGNS
from generators.initials import initial, order
from generators.memory import Kept
from generators.site.bundles import Bundle
from generators.site.faults import broken_link
from generators.site.feeds import Announcement
from generators.site.home import shown
from generators.site.listing import Lists
from generators.site.row import Row
from generators.site.terms import glossary
from generators.site.writing import Writing
from generators.subject import Page

__all__ = ["about_page", "changes_page", "event_page", "glossary_page", "lost_page"]

_MARKS = ("text", "page", "knowledge", "sample")


def event_page(
    thing: Bundle, known: Mapping[str, Row], every: Lists, writing: Writing
) -> Iterator[Page | Kept | Finding]:
    """`event/<bundle>.html`; a member that is not published is told and left out."""
    phrases, catalogue = writing.selection.phrases, writing.selection.catalogue
    members = []
    for member in thing.members:
        if member.matter not in known:
            if not writing.selection.some:
                yield broken_link(f"event/{thing.id}.html", f"{member.matter}.html", thing.place)
            continue
        before = [known[name].name for name in member.after if name in known]
        after = phrases.say("site.event.after", names=phrases.listed(before)) if before else ""
        members.append((every.line(known[member.matter]), after))
    if not members:
        return
    by, on = thing.checked
    mark = Mark(by, phrases.say(f"guide.mark.{by}"), phrases.day(date.fromisoformat(on)))
    papers = [catalogue.materials[paper].name for paper in thing.shared if paper in catalogue.materials]
    agency = phrases.text(phrases.vocabulary.label("agency-kind", thing.lead))
    yield shown(
        writing, f"event/{thing.id}.html", phrases.text(thing.name), "site_event.html", "event",
        lead=phrases.say("site.event.lead", agency=agency),
        promised=phrases.duration(thing.promised) if thing.promised else "",
        members=members,
        also=[phrases.text(text) for text in thing.also],
        papers=[phrases.text(name) for name in papers],
        notes=[phrases.text(text) for text in thing.notes],
        mark=mark,
    )  # fmt: skip


def changes_page(news: Sequence[Announcement], writing: Writing) -> Page | Kept:
    """`changes.html`: the same as the feed, for people."""
    phrases = writing.selection.phrases
    page = shown(
        writing, "changes.html", phrases.say("site.changes"), "site_changes.html", "changes",
        news=[(phrases.day(date.fromisoformat(each.day)), each) for each in news],
        more=phrases.say("site.changes.more", n=str(len(news))),
    )  # fmt: skip
    return page


def glossary_page(writing: Writing) -> Page | Kept:
    """`glossary.html`: terms by letter, each with its meaning, other names and basis."""
    phrases, laws = writing.selection.phrases, writing.selection.catalogue.laws
    english = phrases.language == "en"
    entries = []
    for entry in glossary(writing.selection.catalogue):
        law = laws.get(entry.law)
        title = phrases.name(law.short[0] if law.short else law.title) if law else ""
        article = phrases.article(entry.article) if entry.article else ""
        basis = phrases.say("guide.cite.article", law=title, article=article) if law and article else title
        name = phrases.text(entry.term)
        letter = name[:1].upper() if english else initial(entry.term.zh)
        others = dict.fromkeys(phrases.text(text) for text in entry.also)
        also = phrases.listed(other for other in others if other != name)
        key = name.casefold().encode() if english else order(entry.term.zh)
        entries.append((key, letter, entry.id, name, phrases.text(entry.means), also, basis))
    entries.sort()
    letters: dict[str, list[tuple[str, ...]]] = {}
    for _, letter, *rest in entries:
        letters.setdefault(letter, []).append(tuple(rest))
    plain = replace(writing, top=replace(writing.top, terms=None))
    return shown(
        plain,
        "glossary.html",
        phrases.say("site.glossary"),
        "site_glossary.html",
        "glossary",
        letters=letters,
    )


def about_page(matters: int, writing: Writing, version: str) -> Page | Kept:
    """`about.html`: what this is, what the marks mean, which state of the catalogue it shows."""
    selection = writing.selection
    phrases, info = selection.phrases, selection.catalogue.info
    say = phrases.say
    return shown(
        writing, "about.html", say("site.about"), "site_about.html", "about",
        description=phrases.text(info.description),
        publisher=phrases.text(info.publisher),
        marks=[(by, SIGNS[by], say(f"guide.mark.{by}"), say(f"guide.legend.{by}")) for by in _MARKS],
        facts=[
            (say("site.about.version.catalogue"), version),
            (say("site.about.version.day"), phrases.day(selection.on)),
            (say("site.about.version.count"), str(matters)),
            (say("site.about.version.languages"), phrases.language),
        ],
    )  # fmt: skip


def lost_page(writing: Writing) -> Page:
    """`404.html`."""
    phrases, title = writing.selection.phrases, writing.selection.phrases.say("site.lost.title")
    body = render("site_lost.html", phrases, title=title)
    base = f"{urlsplit(writing.site).path}/" if writing.site else ""
    return Page("html/404.html", framed(title, body, phrases, writing.top, kind="lost", head=Head(base=base)))
