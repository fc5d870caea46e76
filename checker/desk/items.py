"""What an edition consists of, flat: things with an id, each with aspects that can change, in words and with their weight.

In: nothing but the phrases of one language and one edition's facts (`Writer`). Out: `Item` and `Aspect`, which
edition_items.py and office_items.py build.
The surprising thing: values are compared, words are made on demand. A sentence is spoken only for what turned out to
differ, so two hundred changed files cost little more than reading them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from checker.conditions.facts import Fact
from checker.conditions.tree import Node
from checker.desk.weights import (
    Burden,
    Weigh,
    length_for_applicant,
    length_for_office,
    more_is_heavier,
    more_is_lighter,
    neutral,
)
from checker.durations import Duration
from checker.finding import Place, Text
from checker.model.edition import TimeLimit
from checker.model.parts import Citation, Organ, Service, Verified
from checker.phrases import Phrases

__all__ = ["Aspect", "Aspects", "Item", "Key", "Writer", "item"]


@dataclass(frozen=True, slots=True)
class Aspect:
    """One value of an item: what is compared, how it is said, how a change weighs. `path` ends the path of the change.

    `sequence`: only the order of the same entries counts; which entries there are is told elsewhere.
    """

    name: str
    path: str
    value: object
    say: Callable[[], str]
    weigh: Weigh = neutral
    sequence: bool = False


Aspects = Mapping[str, Aspect]
Key = tuple[str, str]
"""Kind and id."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing: a paper, a condition, a limit. `added` is what its being there means for the applicant."""

    kind: str
    path: str
    name: Callable[[], str]
    place: Place
    aspects: Aspects
    gist: Callable[[], str]
    added: Burden = "same"

    def named(self, name: Callable[[], str]) -> Item:
        """The item with a name that is made on demand."""
        return replace(self, name=name)

    def at(self, path: str) -> Item:
        """The item under another path."""
        return replace(self, path=path)


def item(
    kind: str,
    path: str,
    name: str,
    place: Place,
    aspects: Iterable[Aspect],
    gist: Callable[[], str],
    added: Burden = "same",
) -> Item:
    """An item whose name is at hand."""
    return Item(kind, path, lambda: name, place, {aspect.path: aspect for aspect in aspects}, gist, added)


@dataclass(frozen=True, slots=True)
class Writer:
    """Makes aspects: the phrases of one language over one side's registers, and the facts in scope."""

    phrases: Phrases
    facts: Mapping[str, Fact]

    def say(self, key: str, **fields: str) -> str:
        """A sentence of rules/words/diff.*.yaml."""
        return self.phrases.say(f"diff.{key}", **fields)

    def text(self, name: str, value: Text | None, path: str = "") -> Aspect:
        """A text; the Chinese and the English one are compared, the reader's language is said."""
        value = value if value and (value.zh or value.en) else None
        return Aspect(name, path or name, value, lambda: self.phrases.text(value))

    def texts(self, name: str, values: Iterable[Text]) -> Aspect:
        """A list of texts."""
        found = tuple(values)
        return Aspect(name, name, found, lambda: self.joined(self.phrases.text(each) for each in found))

    def string(self, name: str, value: str, path: str = "") -> Aspect:
        """A code or an id, said as it is written."""
        return Aspect(name, path or name, value, lambda: value)

    def label(self, name: str, list_id: str, value: str, path: str = "") -> Aspect:
        """A term of a code list."""
        return Aspect(name, path or name, value, lambda: self.term(list_id, value))

    def labels(self, name: str, list_id: str, values: Iterable[str], weigh: Weigh = neutral) -> Aspect:
        """Several terms; their order does not count."""
        found = frozenset(values)
        return Aspect(
            name, name, found, lambda: self.listed(self.term(list_id, each) for each in sorted(found)), weigh
        )

    def strings(self, name: str, values: Iterable[str], weigh: Weigh = neutral, path: str = "") -> Aspect:
        """Several ids; their order does not count."""
        found = frozenset(values)
        return Aspect(name, path or name, found, lambda: self.listed(sorted(found)), weigh)

    def number(self, name: str, value: int, weigh: Weigh = more_is_heavier, path: str = "") -> Aspect:
        """A whole number."""
        return Aspect(name, path or name, value, lambda: str(value), weigh)

    def money(self, name: str, value: Decimal) -> Aspect:
        """An amount in yuan; 10 and 10.00 are the same."""
        return Aspect(
            name, name, value, lambda: self.say("yuan", amount=self.phrases.amount(value)), more_is_heavier
        )

    def flag(self, name: str, value: bool, weigh: Weigh = more_is_heavier, path: str = "") -> Aspect:
        """Yes or no."""
        return Aspect(name, path or name, value, lambda: self.say("yes" if value else "no"), weigh)

    def duration(self, name: str, value: Duration | None, weigh: Weigh, path: str = "") -> Aspect:
        """A length of time; the words leave it open where there is none."""
        return Aspect(name, path or name, value, lambda: self.phrases.duration(value) if value else "", weigh)

    def office_time(self, name: str, value: Duration | None, path: str = "") -> Aspect:
        """A time that binds the office."""
        return self.duration(name, value, length_for_office, path)

    def own_time(self, name: str, value: Duration | None, path: str = "") -> Aspect:
        """A time that binds the applicant."""
        return self.duration(name, value, length_for_applicant, path)

    def condition(self, name: str, value: Node | None, weigh: Weigh, path: str = "") -> Aspect:
        """A condition; its sentence comes from the tree itself. Without one it is "in every case"."""
        return Aspect(name, path or name, value, lambda: self.sentence(value), weigh)

    def basis(self, citations: Iterable[Citation], path: str = "basis") -> Aspect:
        """Which articles an item rests on; what an article says is told once, with the citation itself."""
        found = tuple(citations)
        value = frozenset((each.law, each.article) for each in found)
        return Aspect("basis", path, value, lambda: self.phrases.basis(found))

    def verified(self, value: Verified) -> Aspect:
        """How far it was checked, and when."""
        return Aspect("verified", "verified", value, lambda: self._verified(value))

    def organ(self, name: str, value: Organ) -> Aspect:
        """An organ; the office itself has no name here."""
        return Aspect(
            name, name, value, lambda: self.say("here") if value.here else self.phrases.organ(value)
        )

    def service(self, value: Service) -> tuple[Aspect, ...]:
        """How the matter is handled; the depth of the online way has no order that everybody agrees on."""
        return (
            self.number("visits", value.visits),
            self.text("visit_reason", value.visit_reason),
            self.labels("channels", "channel", value.channels, more_is_lighter),
            self.label("online_depth", "online-depth", value.online_depth),
            self.flag("appointment", value.appointment, neutral),
            self.flag("express", value.express, more_is_lighter),
            self.label("scope", "service-area", value.scope),
        )

    def limit_name(self, limit: TimeLimit) -> str:
        """The label of a limit, else what kind of limit it is."""
        return self.phrases.text(limit.label) or self.say(f"limit.{limit.kind}")

    def plain(self, value: object) -> str:
        """A value of a file that has no words of its own."""
        if isinstance(value, bool):
            return self.say("yes" if value else "no")
        if isinstance(value, list):
            return self.listed(self.plain(each) for each in value)
        return "" if value is None else str(value)

    def _verified(self, value: Verified) -> str:
        said = self.say("verified", by=self.term("verified", value.by), on=self.phrases.day(value.on))
        return f"{said}{self.say('note', note=self.phrases.name(value.note))}" if value.note else said

    def sentence(self, node: Node | None) -> str:
        """A condition in plain words."""
        return self.phrases.sentence(node, self.facts) if node is not None else self.say("always")

    def term(self, list_id: str, value: str) -> str:
        """The label of a term; the id where the list does not hold it."""
        return self.phrases.text(self.phrases.vocabulary.label(list_id, value)) if value else ""

    def listed(self, values: Iterable[str]) -> str:
        """Names in a row."""
        return self.phrases.listed(values)

    def joined(self, values: Iterable[str]) -> str:
        """Sentences in a row."""
        return self.say("separator").join(value for value in values if value)
