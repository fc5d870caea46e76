"""The first page, and the page that searches and filters.

In: lists, bundles and news. Out: `index.html` and `find.html`.
The surprising thing: what is shown as the usual first step is counted and not chosen: the matters whose result most others
demand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from checker.phrases import Phrases
from generators.formats.html import Head, framed, render
from generators.memory import Kept, digest
from generators.site.bundles import Bundle
from generators.site.feeds import Announcement
from generators.site.listing import Lists, choices
from generators.site.row import Row
from generators.site.writing import Writing
from generators.subject import Page

__all__ = ["find_page", "home_page", "shown"]

_NEWS = 5
_FIRST_STEPS = 8
_SHORT = 4


def shown(writing: Writing, path: str, title: str, template: str, kind: str, **values: object) -> Page | Kept:
    """One of our templates as a page; its frame by how deep it stands. Spared when it would show the same values."""
    if writing.memory.keeps(f"html/{path}", digest(title, values), ()):
        return Kept(f"html/{path}")
    phrases = writing.selection.phrases
    frame = writing.below if "/" in path else writing.top
    body = render(template, phrases, title=title, up=frame.up, **values)
    head = Head(title, f"{writing.site}/{path}" if writing.site else "")
    return Page(f"html/{path}", framed(title, body, phrases, frame, kind=kind, head=head))


def home_page(
    every: Lists,
    known: Mapping[str, Row],
    things: Sequence[Bundle],
    news: Sequence[Announcement],
    writing: Writing,
) -> Page | Kept:
    """`index.html`."""
    selection = writing.selection
    phrases = selection.phrases
    topics = every.ways["topic"]
    return shown(
        writing, "index.html", phrases.text(selection.catalogue.info.title), "site_home.html", "home",
        lead=phrases.say("site.home.lead", n=str(len(known)), day=phrases.day(selection.on)),
        examples=_examples(known),
        letters=every.ways["letter"],
        quick=every.ways["quick"],
        things=_things(things, known, phrases),
        first=_first_steps(known, phrases),
        agencies=every.ways["agency"],
        audiences=every.ways["audience"],
        topics=[
            (tag, [group for group in topics if _tagged(phrases, group.term, tag)]) for tag in ("person", "organisation")
        ],
        news=[(phrases.day(date.fromisoformat(each.day)), each) for each in news[:_NEWS]],
    )  # fmt: skip


def find_page(every: Lists, writing: Writing) -> Page | Kept:
    """`find.html`: the same search with filters over everything; without a script it leads to the lists."""
    phrases = writing.selection.phrases
    return shown(
        writing, "find.html", phrases.say("site.find"), "site_find.html", "find",
        choices=choices(every, phrases), letters=every.ways["letter"], quick=every.ways["quick"],
        topics=every.ways["topic"],
    )  # fmt: skip


def _things(
    things: Sequence[Bundle], known: Mapping[str, Row], phrases: Phrases
) -> list[tuple[str, str, str, str]]:
    found = []
    for thing in things:
        members = sum(member.matter in known for member in thing.members)
        promised = (
            phrases.say("site.home.event.promised", limit=phrases.duration(thing.promised))
            if thing.promised
            else ""
        )
        if members:
            said = phrases.say("site.home.event.members", n=str(members))
            found.append((phrases.text(thing.name), f"event/{thing.id}.html", said, promised))
    return found


def _first_steps(known: Mapping[str, Row], phrases: Phrases) -> list[tuple[Row, str]]:
    wanted = Counter(need for row in known.values() for need in dict.fromkeys(row.needs) if need in known)
    first = sorted(wanted, key=lambda matter: (-wanted[matter], known[matter].sound, matter))[:_FIRST_STEPS]
    return [(known[matter], phrases.say("site.home.first.for", n=str(wanted[matter]))) for matter in first]


def _tagged(phrases: Phrases, term: str, tag: str) -> bool:
    found = phrases.vocabulary.term("topic", term)
    return found is not None and tag in found.tags


def _examples(known: Mapping[str, Row]) -> list[str]:
    """Two things to type: a short name, and the initials of another."""
    shortest = sorted(
        (row for row in known.values() if len(row.name) >= _SHORT),
        key=lambda row: (len(row.name), row.sound, row.matter),
    )[:2]
    return [shortest[0].name, shortest[-1].initials] if shortest else []
