"""A cursor over one parsed file: typed getters that know where they stand.

In: a `Source` that the schema door has already judged. Out: values for the frozen model; findings about conditions and ids.
The surprising thing: a getter never complains about shape. What has the wrong type or is missing was reported by the schema, so
here it becomes the default, and the rest of a half-filled file can still be read and linted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from checker.conditions.facts import Fact
from checker.conditions.parse import parse
from checker.conditions.tree import Node
from checker.durations import Duration, parse_duration, read_duration
from checker.finding import Finding, Place, Text, near_names
from checker.model.parts import Citation, Verified
from checker.source import Source

__all__ = ["Context", "Reader", "iso_date"]

EPOCH = date(1, 1, 1)
_KINDS: tuple[str, ...] = ("text", "page", "knowledge", "sample")
K = TypeVar("K", bound=str)


def iso_date(value: object) -> date | None:
    """A date written YYYY-MM-DD, or None."""
    if not isinstance(value, str) or len(value) != 10:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


@dataclass(slots=True)
class Context:
    """What the readers of one file share: the facts and named conditions in scope, citations, and the findings so far."""

    facts: dict[str, Fact] = field(default_factory=dict)
    named: Mapping[str, Node] = field(default_factory=dict)
    citations: dict[str, Citation] = field(default_factory=dict)
    verified: Verified = Verified("knowledge", EPOCH)
    findings: list[Finding] = field(default_factory=list)


@dataclass(
    slots=True, eq=False
)  # not frozen: a hundred are made for each file, and freezing triples the price of making one
class Reader:
    """One mapping of the file, with its pointer."""

    source: Source
    data: Mapping[str, Any]
    pointer: tuple[str | int, ...]
    context: Context

    @classmethod
    def of(cls, source: Source, context: Context) -> Reader:
        """The reader of the whole file; an empty one when the file is not a mapping."""
        data = source.data if isinstance(source.data, dict) else {}
        return cls(source, data, (), context)

    def place(self, *keys: str | int) -> Place:
        """Where the value at `keys` stands."""
        return self.source.place(self.pointer + keys)

    def has(self, key: str) -> bool:
        """Whether the key is written at all."""
        return key in self.data

    def string(self, key: str, default: str = "") -> str:
        """A string, or the default."""
        value = self.data.get(key)
        return value if isinstance(value, str) else default

    def one_of(self, key: str, choices: tuple[K, ...], default: K) -> K:
        """A string of a closed set, or the default."""
        value = self.data.get(key)
        return next((choice for choice in choices if choice == value), default)

    def strings(self, key: str) -> tuple[str, ...]:
        """A list of strings; what is not a string is left out."""
        value = self.data.get(key)
        return tuple([item for item in value if isinstance(item, str)]) if isinstance(value, list) else ()

    def integer(self, key: str, default: int = 0) -> int:
        """An integer, or the default."""
        value = self.data.get(key)
        return value if isinstance(value, int) and not isinstance(value, bool) else default

    def flag(self, key: str, default: bool = False) -> bool:
        """A boolean, or the default."""
        value = self.data.get(key)
        return value if isinstance(value, bool) else default

    def date(self, key: str) -> date | None:
        """A date, or None. A day that is no day (2026-02-30) passes the schema's pattern and is reported here."""
        value = self.data.get(key)
        found = iso_date(value)
        if found is None and isinstance(value, str) and len(value) == 10:
            self.context.findings.append(
                Finding(
                    "R01",
                    "no-such-day",
                    "error",
                    self.place(key),
                    Text(f"`{value}` 不是真实的日期", f"`{value}` is not a real day"),
                    Text(
                        '改成日历上有的日期，写成 "YYYY-MM-DD"', 'write a day of the calendar as "YYYY-MM-DD"'
                    ),
                )
            )
        return found

    def text(self, key: str) -> Text | None:
        """A sentence: a string, or {zh, en}; None when absent."""
        value = self.data.get(key)
        return None if value is None else as_text(value)  # most are absent, and are spared the call

    def must_text(self, key: str) -> Text:
        """A sentence; an empty one when absent."""
        return self.text(key) or Text("", "")

    def texts(self, key: str) -> tuple[Text, ...]:
        """A list of sentences."""
        value = self.data.get(key)
        found = [as_text(item) for item in value] if isinstance(value, list) else []
        return tuple(item for item in found if item is not None)

    def duration(self, key: str) -> Duration | None:
        """A duration such as `20 working_days`; None when absent or wrong (what is wrong is in the findings)."""
        value = self.data.get(key)
        if not isinstance(value, str):
            return None
        found = read_duration(value)
        if found is None:  # only then is its place worth looking up
            self.context.findings.extend(parse_duration(value, self.place(key))[1])
        return found

    def child(self, key: str) -> Reader | None:
        """The mapping under `key`, or None."""
        value = self.data.get(key)
        return (
            Reader(self.source, value, (*self.pointer, key), self.context)
            if isinstance(value, dict)
            else None
        )

    def must_child(self, key: str) -> Reader:
        """The mapping under `key`; an empty one when absent."""
        return self.child(key) or Reader(self.source, {}, (*self.pointer, key), self.context)

    def children(self, key: str) -> Iterator[Reader]:
        """The mappings in the list under `key`, each at its place."""
        value = self.data.get(key)
        if isinstance(value, list):
            for index, item in enumerate(value):
                if isinstance(item, dict):
                    yield Reader(self.source, item, (*self.pointer, key, index), self.context)

    def verified(self) -> Verified:
        """This item's own mark of verification; else the weakest of the file's and of those articles that it rests on."""
        item = self.child("verified")
        if item:
            return read_verified(item)
        weakest = self.context.verified
        for name in self.strings("basis"):
            citation = self.context.citations.get(name)
            if citation and _KINDS.index(citation.verified.by) > _KINDS.index(weakest.by):
                weakest = citation.verified
        return weakest

    def condition(self, key: str) -> Node | None:
        """The condition under `key`; None when it is absent or wrong (what is wrong is in the findings)."""
        if key not in self.data:
            return None
        node, findings = parse(
            self.data[key], (*self.pointer, key), self.source.place, self.context.facts, self.context.named
        )
        self.context.findings.extend(findings)
        return node

    def basis(self, key: str = "basis") -> tuple[Citation, ...]:
        """The citations that a `basis:` list names; an unknown id is a finding."""
        if key not in self.data:
            return ()
        found = []
        for index, name in enumerate(self.strings(key)):
            citation = self.context.citations.get(name)
            if citation is None:
                self.context.findings.append(
                    unknown_id(
                        self.place(key, index),
                        name,
                        tuple(self.context.citations),
                        Text("设定依据", "legal basis"),
                    )
                )
            else:
                found.append(citation)
        return tuple(found)


def as_text(value: object) -> Text | None:
    """A string or a {zh, en} mapping as Text."""
    if isinstance(value, str):
        return Text(value, "")
    if isinstance(value, dict) and isinstance(value.get("zh"), str):
        english = value.get("en")
        return Text(value["zh"], english if isinstance(english, str) else "")
    return None


def read_verified(item: Reader) -> Verified:
    """A `verified:` block."""
    by = item.string("by")
    return Verified(
        by if by in _KINDS else "knowledge",  # type: ignore[arg-type]  # narrowed by the line's own test
        item.date("on") or EPOCH,
        item.string("note"),
    )


def unknown_id(place: Place, name: str, known: Iterable[str], what: Text) -> Finding:
    """A finding for an id that points nowhere, with the nearest ids that exist."""
    advice = Text(f"先写出这个{what.zh}，再引用它", f"write that {what.en} first, then name it")
    message = Text(f"没有这个{what.zh}：`{name}`", f"no such {what.en}: `{name}`")
    return Finding("R02", "unknown-id", "error", place, message, near_names(name, known) or advice)
