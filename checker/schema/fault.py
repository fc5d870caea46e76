"""One fault in the shape of a file, free of the validator's own types, and the words that surround it.

In: (from errors.py) the keyword offended, the value and the schema at fault. Out: `Fault`, and `View`, which knows what
people call the value at a pointer, its title, its hint and an example.
The surprising thing: a field has several schemas (its own, the one it refers to, the branches it may follow); the first that has
a title or a hint speaks, and the nearest to the field comes first.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from checker.finding import Place, Text
from checker.schema.library import Library, Schema
from checker.source import Pointer, Source

__all__ = [
    "MAX_FAULTS",
    "NOTHING",
    "Branch",
    "Fault",
    "View",
    "duplicates",
    "follow_pattern",
    "given",
    "short",
]

NOTHING = Text("", "")
MAX_FAULTS = 200
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Fault:
    """`keyword` of `schema` is not satisfied by `value` at `pointer`. `wanted` is what the keyword says.

    `steps` lead from the value of the surrounding `oneOf` or `anyOf` to this one; `branches` are the faults of each branch of
    such a keyword. `about_key`: the value is a key of the mapping at `pointer`. No keyword: the schema is `false`.
    """

    keyword: str | None
    wanted: Any  # as the keyword defines it: a list of names, a number, a pattern, schemas
    value: Any  # any JSON value; the keyword tells which
    schema: Schema
    pointer: Pointer
    steps: Pointer
    about_key: bool
    branches: tuple[Branch, ...]


Branch = tuple[Fault, ...]


class View:
    """One source seen through its schema: how to speak about its parts."""

    def __init__(self, library: Library, root: Schema, source: Source) -> None:
        self.library = library
        self.root = root
        self.source = source
        self.private = root.get("x-private") is True  # a submission: its values are nobody else's business
        self.meant: dict[
            tuple[Pointer, str], str
        ] = {}  # unknown fields -> the field of that mapping they were meant to be
        self.skipped = (
            0  # findings that were not even made, because there are too many of one kind in one place
        )

    def place(self, fault: Fault) -> Place:
        """Where the value at fault stands."""
        return self.source.place(fault.pointer)

    def some(self, things: list[T]) -> list[T]:
        """The first hundreds of `things`; the rest is only counted."""
        self.skipped += max(0, len(things) - MAX_FAULTS)
        return things[:MAX_FAULTS]

    def name(self, pointer: Pointer) -> Text:
        """The value at `pointer` as people call it: its key, its title, its number in a list; without places, its whole path."""
        if not pointer:
            return Text("整个文件", "the file")
        title = self.title(pointer)
        if not self.source.positions:
            return Text(f"`{_dotted(pointer)}`{title or ' '}", f"`{_dotted(pointer)}`")
        keys = [step for step in pointer if isinstance(step, str)]
        key = keys[-1] if keys else ""
        if not isinstance(pointer[-1], int):
            return Text(f"`{key}`{title or ' '}", f"`{key}`")
        item = pointer[-1] + 1
        return (
            Text(f"`{key}` 第 {item} 项", f"item {item} of `{key}`")
            if key
            else Text(f"第 {item} 项", f"item {item}")
        )

    def inside(self, pointer: Pointer) -> Text:
        """`在 documents[0] 里，` where there are no line numbers to say so."""
        if not pointer or self.source.positions:
            return NOTHING
        return Text(f"在 `{_dotted(pointer)}` 里，", f"in `{_dotted(pointer)}`, ")

    def can_be_left_out(self, pointer: Pointer) -> bool:
        """Whether no schema that applies to the mapping around `pointer` requires it."""
        if not pointer or isinstance(pointer[-1], int):
            return False
        around = [
            each
            for schema in self.library.at(self.root, pointer[:-1])
            for each in self.library.applying(schema)
        ]
        return not any(pointer[-1] in _list(schema.get("required")) for schema in around)

    def title(self, pointer: Pointer) -> str:
        found = (self.library.word(schema, "title") for schema in self.library.at(self.root, pointer))
        title = next((title for title in found if title), "")
        return f"（{title}）" if title else ""

    def hint(self, fault: Fault) -> Text | None:
        """`x-hint` of the schema at fault, else of the field."""
        schemas = [fault.schema, *self.library.at(self.root, fault.pointer)]
        applying = [
            each for schema in schemas if isinstance(schema, dict) for each in self.library.applying(schema)
        ]
        for schema in applying:
            hint = schema.get("x-hint")
            if isinstance(hint, dict) and isinstance(hint.get("zh"), str) and isinstance(hint.get("en"), str):
                return Text(
                    hint["zh"].rstrip("。") + "。", hint["en"][:1].upper() + hint["en"][1:].rstrip(".") + "."
                )
        return None

    def example(self, schema: object) -> Text:
        """`例如 "2024-12-01"。` from `examples` of the schema."""
        if isinstance(schema, dict):
            for applying in self.library.applying(schema):
                examples = applying.get("examples")
                if isinstance(examples, list) and examples:
                    literal = json.dumps(examples[0], ensure_ascii=False)
                    return Text(f"例如 {literal}。", f"For example {literal}.")
        return NOTHING


def given(branch: object, value: object) -> Iterator[str]:
    """The fields that `branch` requires, when all of them are there."""
    required = branch.get("required") if isinstance(branch, dict) else None
    if isinstance(required, list) and isinstance(value, dict) and all(name in value for name in required):
        yield from required


def follow_pattern(fault: Fault) -> Text:
    """The remedy of last resort: the pattern itself, after the description if there is one."""
    description = fault.schema.get("description")
    zh = description if isinstance(description, str) else ""
    return Text(f"{zh}要符合 `{fault.wanted}`。", f"It must match `{fault.wanted}`.")


def short(key: str) -> str:
    """A key that may be of any length, for a sentence."""
    return key if len(key) <= 60 else key[:60] + "…"


def duplicates(items: list[object]) -> Iterator[tuple[int, int]]:
    """Index of each item that stood before, with the index of its first appearance."""
    seen: dict[object, int] = {}
    for index, item in enumerate(items):
        first = seen.setdefault(_frozen(item), index)
        if first != index:
            yield index, first


def _frozen(value: object) -> object:
    """Something hashable that is equal for equal JSON values; true is not 1."""
    if isinstance(value, Mapping):
        return ("mapping", frozenset((key, _frozen(inner)) for key, inner in value.items()))
    if isinstance(value, list):
        return ("list", tuple(_frozen(inner) for inner in value))
    return (type(value).__name__, value)


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _dotted(pointer: Pointer) -> str:
    steps = "".join(f"[{step}]" if isinstance(step, int) else f".{short(step)}" for step in pointer)
    return steps.removeprefix(".")
