"""The lists: every matter by organ, audience, topic, kind and first letter, and those that are free, instant or need no visit.

In: rows. Out: pages of at most `PAGE` lines, each with its neighbours, and overviews that lead to them.
The surprising thing: a list is cut into pages that stay below the size an old phone can bear, so that ten thousand matters
make more pages and not larger ones.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from checker.finding import Language
from checker.phrases import Phrases
from generators.formats.html import Frame, Head, framed, render
from generators.memory import Kept, Memory, digest
from generators.site.row import Row, line, sorting
from generators.subject import Page

__all__ = ["PAGE", "Group", "Lists", "list_pages", "lists", "overviews"]

PAGE = 150
"""Lines on one page: about 60 kB."""
_FILTER_FROM = 12
_OTHER = "other"


@dataclass(frozen=True, slots=True)
class Group:
    """One list: its name, its file below list/ without `.html`, what it holds."""

    way: str
    term: str
    name: str
    title: str
    file: str
    rows: tuple[Row, ...] = field(repr=False)
    """Not told in repr, by which pages are known again: what they show of a group is how many it has."""
    note: str = ""
    count: int = 0

    def __post_init__(self) -> None:
        object.__setattr__(self, "count", len(self.rows))

    @property
    def href(self) -> str:
        """The first page, from the top folder."""
        return f"list/{self.file}.html"


@dataclass(frozen=True, slots=True)
class Lists:
    """All lists by the way they are found; `twice` are the names that several matters have."""

    ways: Mapping[str, tuple[Group, ...]]
    twice: frozenset[str]
    language: Language
    said: dict[str, str] = field(default_factory=dict)

    def line(self, row: Row) -> str:
        """The matter as a line of a list, made when it is first asked for."""
        found = self.said.get(row.matter)
        if found is None:
            found = self.said[row.matter] = line(row, self.language, row.name in self.twice)
        return found

    def group(self, way: str, term: str) -> Group | None:
        """One list, if it holds anything."""
        return next((group for group in self.ways[way] if group.term == term), None)


def lists(rows: Iterable[Row], phrases: Phrases) -> Lists:
    """Every list that holds a matter."""
    ordered = sorted(rows, key=sorting(phrases.language))
    twice = frozenset(name for name, times in Counter(row.name for row in ordered).items() if times > 1)
    ways = {
        "agency": _grouped(ordered, "agency", "agency-kind", phrases),
        "audience": _grouped(ordered, "audience", "audience", phrases),
        "topic": _grouped(ordered, "topic", "topic", phrases),
        "kind": _grouped(ordered, "kind", "matter-kind", phrases),
        "letter": _letters(ordered, phrases),
        "quick": _quick(ordered, phrases),
    }
    return Lists(ways, twice, phrases.language)


def _grouped(rows: Sequence[Row], way: str, list_id: str, phrases: Phrases) -> tuple[Group, ...]:
    """By the terms of a code list, in the list's order."""
    found: dict[str, list[Row]] = defaultdict(list)
    field_of = attrgetter({"audience": "audience", "topic": "topics"}.get(way, way))
    for row in rows:
        terms = field_of(row)
        for term in (terms,) if isinstance(terms, str) else terms:
            found[term].append(row)
    order = {term: place for place, term in enumerate(phrases.vocabulary.lists.get(list_id, ()))}
    groups = []
    for term in sorted(found, key=lambda term: (order.get(term, len(order)), term)):
        name = phrases.text(phrases.vocabulary.label(list_id, term))
        note = phrases.say("site.list.organ") if way == "agency" else ""
        groups.append(Group(way, term, name, name, f"{way}-{term}", tuple(found[term]), note))
    return tuple(groups)


def _letters(rows: Sequence[Row], phrases: Phrases) -> tuple[Group, ...]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.letter or _OTHER, []).append(row)
    return tuple(
        Group(
            "letter",
            letter,
            phrases.say("site.list.other-letter") if letter == _OTHER else letter,
            phrases.say("site.list.other-letter")
            if letter == _OTHER
            else phrases.say("site.list.letter", letter=letter),
            f"letter-{letter.lower()}",
            tuple(found[letter]),
        )
        for letter in sorted(found)
    )


def _quick(rows: Sequence[Row], phrases: Phrases) -> tuple[Group, ...]:
    chosen = {
        "free": [row for row in rows if row.free],
        "instant": [row for row in rows if row.days == 0],
        "no-visit": [row for row in rows if row.visits == 0],
    }
    return tuple(
        Group(
            "quick",
            term,
            phrases.say(f"site.quick.{term}"),
            phrases.say(f"site.list.{term}"),
            term,
            tuple(found),
        )
        for term, found in chosen.items()
        if found
    )


def list_pages(every: Lists, phrases: Phrases, frame: Frame, memory: Memory) -> Iterator[Page | Kept]:
    """Every list, page by page."""
    choices = _choices(every, phrases)
    for groups in every.ways.values():
        others = [(group.name, f"{group.file}.html", group.count, group.term) for group in groups]
        for group in groups:
            yield from _list(group, others, every, choices, phrases, frame, memory)


def _list(
    group: Group,
    others: Sequence[tuple[str, str, int, str]],
    every: Lists,
    choices: Mapping[str, Sequence[tuple[str, str]]],
    phrases: Phrases,
    frame: Frame,
    memory: Memory,
) -> Iterator[Page | Kept]:
    way = group.way
    heads = digest(group, others)
    number = -(-group.count // PAGE)
    files = [
        f"{group.file}.html" if page == 1 else f"{group.file}-{page}.html" for page in range(1, number + 1)
    ]
    here_or_find = "" if number == 1 else f"../find.html?{way}={group.term}"
    for place, file in enumerate(files):
        rows = group.rows[place * PAGE : (place + 1) * PAGE]
        small = len(rows) < _FILTER_FROM or number > 1
        offered = {} if small else {name: values for name, values in choices.items() if name != way}
        path = f"html/list/{file}"
        shown = [row.matter for row in rows]
        twice = [row.matter for row in rows if row.name in every.twice] if every.twice else []
        if memory.keeps(path, digest(heads, offered, shown, twice), shown):
            yield Kept(path)
            continue
        body = render(
            "site_list.html",
            phrases,
            title=group.title,
            lead=phrases.say("site.list.lead", n=str(group.count)),
            note=group.note,
            way=phrases.say(f"site.by.{way}") if way != "quick" else phrases.say("site.home.quick"),
            overview=_OVERVIEWS.get(way, ""),
            others=others if len(others) > 1 else (),
            term=group.term,
            lines="\n".join(every.line(row) for row in rows),
            choices=offered,
            find=here_or_find,
            page=place + 1,
            pages=files,
        )
        yield Page(path, framed(group.title, body, phrases, frame, kind="list", head=Head(group.title)))


_OVERVIEWS = {
    "agency": "agencies",
    "audience": "audiences",
    "topic": "topics",
    "letter": "letters",
    "kind": "kinds",
}


def overviews(every: Lists, phrases: Phrases, frame: Frame, memory: Memory) -> Iterator[Page | Kept]:
    """One page a way: its lists with how many matters each holds."""
    for way, file in _OVERVIEWS.items():
        title, path = phrases.say(f"site.by.{way}"), f"html/list/{file}.html"
        if memory.keeps(path, digest(every.ways[way]), ()):
            yield Kept(path)
            continue
        body = render(
            "site_ways.html",
            phrases,
            title=title,
            way=way,
            groups=[(group.name, f"{group.file}.html", group.count) for group in every.ways[way]],
            note=phrases.say("site.list.organ") if way == "agency" else "",
        )
        yield Page(
            f"html/list/{file}.html", framed(title, body, phrases, frame, kind="ways", head=Head(title))
        )


def _choices(every: Lists, phrases: Phrases) -> dict[str, list[tuple[str, str]]]:
    """What the filters offer: value and label, by attribute of a line."""
    say = phrases.say
    return {
        "kind": [(group.term, group.name) for group in every.ways["kind"]],
        "audience": [(group.term, group.name) for group in every.ways["audience"]],
        "free": [("1", say("site.filter.free.yes")), ("0", say("site.filter.free.no"))],
        "visits": [("0", say("site.filter.visits.none")), ("1", say("site.filter.visits.once"))],
        "days": [
            ("0", say("site.filter.days.instant")),
            *((str(days), say("site.filter.days.up-to", n=str(days))) for days in (5, 10, 20)),
        ],
    }


def choices(every: Lists, phrases: Phrases) -> Mapping[str, Sequence[tuple[str, str]]]:
    """The filters of the page that searches: also by organ and topic."""
    return {
        **_choices(every, phrases),
        "agency": [(group.term, group.name) for group in every.ways["agency"]],
        "topic": [(group.term, group.name) for group in every.ways["topic"]],
    }
