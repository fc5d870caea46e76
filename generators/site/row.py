"""What the pages about all matters know of one: a `Row`, small enough to keep ten thousand of them.

In: a `Subject` and its changes. Out: a `Row`, which can be stored as plain JSON and read again.
The surprising thing: the row holds its line of a list as HTML already. A matter stands in seven lists, and a rebuild after one
changed matter puts the other lines together again without thinking about them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date
from operator import attrgetter
from typing import Any, NamedTuple

from checker.durations import Duration
from checker.finding import Language
from checker.model.edition import Edition
from generators.formats.html_pen import escaped, pieces
from generators.guide_service import visits_in_short
from generators.guide_terms import fee_in_short, limit_in_short
from generators.initials import pinyin
from generators.subject import Subject

__all__ = ["Event", "Row", "line", "read_rows", "row", "sorting", "stored"]


class Event(NamedTuple):
    """An edition that began or will begin: for feeds and the page of changes. `heavier` and `lighter` count what changed."""

    day: str
    version: int
    until: str = ""
    heavier: int = 0
    lighter: int = 0
    same: int = 0
    first: bool = False


class Row(NamedTuple):
    """One matter for lists, search, feeds and the site map. `refs` are matters whose names stand on its pages; `alike` tells it
    from another of the same name; `since` and `until` bound the days on which its pages look as they do."""

    matter: str
    name: str
    chinese: str
    sound: str
    initials: str
    letter: str
    summary: str
    alike: str
    kind: str
    agency: str
    audience: Sequence[str]
    topics: Sequence[str]
    limit: str
    fee: str
    visits_said: str
    free: bool
    visits: int
    days: int
    also: str
    papers: str
    refs: Sequence[str]
    needs: Sequence[str]
    since: str
    until: str
    changed: str
    path: str
    events: Sequence[Event]


def row(subject: Subject, events: tuple[Event, ...], sound: Callable[[str], tuple[str, ...]] = pinyin) -> Row:
    """The row of a matter."""
    edition, author = subject.edition, subject.author
    chinese = edition.name.zh
    syllables = sound(chinese)
    letters = "".join(part[:1] for part in syllables).lower()
    name, day = author.text(edition.name), subject.selection.on.isoformat()
    first = (name if author.phrases.language == "en" else letters)[:1].upper()
    since, until = _bounds(subject)
    papers = dict.fromkeys(author.text(form.label) for paper in edition.materials for form in paper.forms)
    codes = [*edition.codes.values(), *([subject.office.implementation_code] if subject.office else [])]
    return Row(
        matter=edition.matter,
        name=name,
        chinese=chinese,
        sound=" ".join(syllables).lower(),
        initials=letters,
        letter=first if first.isascii() and first.isalpha() else "",
        summary=author.text(edition.summary),
        alike=author.organ,
        kind=edition.kind,
        agency=edition.agency_kind,
        audience=edition.audience,
        topics=edition.topics,
        limit=limit_in_short(author)[0],
        fee=fee_in_short(author)[0],
        visits_said=visits_in_short(author)[0],
        free=not edition.fees.charged,
        visits=edition.service.visits,
        days=_days(edition),
        also=" ".join(dict.fromkeys((*filter(None, codes), _result(subject)))).strip(),
        papers=" ".join(papers),
        refs=tuple(dict.fromkeys((*edition.needs_result_of, *_instead(edition)))),
        needs=_needs(edition),
        since=since,
        until=until,
        changed=max((event.day for event in events if event.day <= day), default=day),
        path=edition.place.path,
        events=events,
    )


def _result(subject: Subject) -> str:
    return subject.author.text(subject.edition.result.name)


def _needs(edition: Edition) -> tuple[str, ...]:
    """The matters whose result this one asks for: those it names, and those that make a paper of its list."""
    papers = (
        matter
        for paper in edition.materials
        for form in paper.forms
        for matter in form.material.is_result_of
        if matter != edition.matter
    )
    return tuple(dict.fromkeys((*edition.needs_result_of, *papers)))


def _instead(edition: Edition) -> tuple[str, ...]:
    return tuple(item.instead for item in edition.not_required_when if item.instead)


def _days(edition: Edition) -> int:
    """The longest promised decision limit in working days, to filter by; 0 on the spot, -1 not known. Calendar days count as
    the working days within them, months as thirty days."""
    found = [
        _working(limit.promised or limit.statutory)
        for limit in edition.time_limits
        if limit.kind == "decision"
    ]
    if not found:
        return 0 if edition.handling == "instant" else -1
    return -1 if -1 in found else max(found)


def _working(duration: Duration | None) -> int:
    if duration is None:
        return -1
    if duration.unit == "working_days" or duration.at_once:
        return duration.amount
    days = duration.amount * {"days": 1, "months": 30, "years": 365}[duration.unit]
    return max(1, days * 5 // 7)


def _bounds(subject: Subject) -> tuple[str, str]:
    """The first and the last day on which the same edition and the same overlay apply and no other begins."""
    whole, on = subject.selection, subject.selection.on
    spans = [
        (edition.effective_from, edition.effective_to)
        for edition in whole.catalogue.editions.get(subject.matter, ())
    ]
    if subject.office:
        lists = whole.catalogue.offices.get((subject.office.division, subject.matter), ())
        spans += [(office.effective_from, office.effective_to) for office in lists]
    starts = [begins for begins, _ in spans] + [_next(ends) for _, ends in spans if ends]
    since = max((day for day in starts if day <= on), default=on)
    later = min((day for day in starts if day > on), default=None)
    return since.isoformat(), date.fromordinal(later.toordinal() - 1).isoformat() if later else ""


def _next(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)


def sorting(language: Language) -> Callable[[Row], Any]:
    """The order of lists: by sound, in English by the letters; the id decides between two of one name."""
    if language == "en":
        return lambda row: (row.name.casefold(), row.matter)
    return attrgetter("sound", "name", "matter")


def line(row: Row, language: Language, named_twice: bool) -> str:
    """The matter in a list, one folder below the top; the data attributes are what the filters ask."""
    t = pieces(language)[0]
    organ = f'<span class="by">{t(row.alike)}</span>' if named_twice else ""
    return (
        f'<li class="entry" data-kind="{row.kind}" data-audience="{" ".join(row.audience)}" data-free="{int(row.free)}"'
        f' data-visits="{row.visits}" data-days="{row.days}"><a href="../{escaped(row.matter)}.html">{t(row.name)}</a>{organ}'
        f'<span class="facts"><span>{t(row.limit)}</span><span>{t(row.fee)}</span><span>{t(row.visits_said)}</span></span></li>'
    )


def stored(one: Row) -> str:
    """The row as JSON."""
    return json.dumps(one, ensure_ascii=False, separators=(",", ":"))


def read_rows(texts: list[str]) -> list[Row]:
    """Rows that were stored, in the same order. Their lists stay lists: ten thousand rows are read at every rebuild, and nobody
    changes them."""
    return [Row._make(values) for values in json.loads(f"[{','.join(texts)}]")]
