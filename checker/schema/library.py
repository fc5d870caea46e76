"""The schema files as one body: which schema applies where, following `$ref` from file to file.

In: the parsed schema documents by file name. Out: `Library`, which finds titles, known fields and homes of schemas.
The surprising thing: nothing here validates. This is how the explanation knows the Chinese title of a field that is *missing*,
and which field a misspelt one was meant to be: by looking where the validator, which only says yes or no, does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, unquote

import jsonschema_rs

from checker.source.document import Pointer

__all__ = ["BASE", "Library", "Schema", "compiled", "extra_keys", "searches"]

BASE = "file:///schema/"
"""Schemas get addresses below this, so that relative references resolve among them. Nothing is ever fetched from it."""

Schema = Mapping[str, object]

_SAME_INSTANCE = ("allOf", "anyOf", "oneOf")
_SAME_INSTANCE_ONE = ("if", "then", "else", "not")
_TOKEN = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|\$", re.DOTALL)


def searches(pattern: str, text: str) -> bool:
    """Whether `pattern` matches as in JSON Schema: `$` is the very end, classes are ASCII. One that Python cannot read: yes."""
    python = _TOKEN.sub(lambda token: r"\Z" if token[0] == "$" else token[0], pattern)
    try:
        return re.search(python, text, re.ASCII) is not None
    except re.error:
        return True  # the fast validator has its own say; see Schemas.check


def extra_keys(schema: Schema, instance: Mapping[str, object]) -> list[str]:
    """The keys that `additionalProperties` of `schema` is about: neither named nor matched by a pattern."""
    named, patterns = _mapping(schema.get("properties")), _mapping(schema.get("patternProperties"))
    return [key for key in instance if key not in named and not any(searches(p, key) for p in patterns)]


def compiled(
    schema: dict[str, object], registry: jsonschema_rs.Registry
) -> jsonschema_rs.Draft202012Validator:
    """The fast validator for `schema`. `offline`: an unknown reference is an error, never a download."""
    return jsonschema_rs.Draft202012Validator(schema, registry=registry, offline=True, validate_formats=True)


@dataclass(frozen=True)
class Library:
    """All schema documents by file name."""

    documents: Mapping[str, Schema]
    homes: Mapping[int, tuple[str, str]] = field(
        init=False
    )  # identity of a schema -> its file and JSON pointer

    def __post_init__(self) -> None:
        homes: dict[int, tuple[str, str]] = {}
        for name, document in self.documents.items():
            homes.update((identity, (name, pointer)) for identity, pointer in _walk(document, ""))
        object.__setattr__(self, "homes", homes)

    def address(self, schema: Schema) -> str | None:
        """The address of a schema that stands in one of the documents."""
        home = self.homes.get(id(schema))
        return None if home is None else f"{BASE}{home[0]}#{quote(home[1], safe='/~$')}"

    def follow(self, schema: Schema) -> Schema | None:
        """The schema that `$ref` of `schema` leads to; None when it has none, or leads nowhere."""
        reference = schema.get("$ref")
        if not isinstance(reference, str):
            return None
        name, _, pointer = reference.removeprefix(BASE).partition("#")
        found: object = self.documents.get(name or self.homes.get(id(schema), ("", ""))[0])
        for part in unquote(pointer).split("/")[1:]:
            key = part.replace("~1", "/").replace("~0", "~")
            if isinstance(found, dict):
                found = found.get(key)
            elif isinstance(found, list) and key.isdigit() and int(key) < len(found):
                found = found[int(key)]
            else:
                return None
        return found if isinstance(found, dict) else None

    def applying(self, schema: Schema) -> Iterator[Schema]:
        """`schema` and every schema that speaks about the same value: references and all branches."""
        seen: set[int] = set()
        waiting = [schema]
        while waiting:
            current = waiting.pop(0)
            if id(current) in seen:
                continue
            seen.add(id(current))
            yield current
            followed = self.follow(current)
            branches = [branch for key in _SAME_INSTANCE for branch in _list(current.get(key))]
            branches += [current.get(key) for key in _SAME_INSTANCE_ONE if key != "not"]
            branches += list(_mapping(current.get("dependentSchemas")).values())
            waiting += [branch for branch in [followed, *branches] if isinstance(branch, dict)]

    def fields(self, schema: Schema) -> dict[str, Schema]:
        """Every field that some schema applying here names, in the order of the files."""
        fields: dict[str, Schema] = {}
        for applying in self.applying(schema):
            for key, child in _mapping(applying.get("properties")).items():
                if child is not False:
                    fields.setdefault(key, child if isinstance(child, dict) else {})
        return fields

    def child(self, schema: Schema, step: str | int) -> Iterator[Schema]:
        """The schemas for the value that `step` leads to."""
        for applying in self.applying(schema):
            if isinstance(step, int):
                prefix = _list(applying.get("prefixItems"))
                found = [prefix[step] if step < len(prefix) else applying.get("items")]
            else:
                properties = _mapping(applying.get("properties"))
                patterns = _mapping(applying.get("patternProperties"))
                found = [
                    properties.get(step),
                    *(value for key, value in patterns.items() if searches(key, step)),
                ]
                if not any(isinstance(each, dict) for each in found):
                    found.append(applying.get("additionalProperties"))
            yield from (each for each in found if isinstance(each, dict))

    def at(self, schema: Schema, pointer: Pointer) -> list[Schema]:
        """The schemas for the value at `pointer` of a document that `schema` describes."""
        here = [schema]
        for step in pointer:
            here = [child for each in here for child in self.child(each, step)][:16]
        return here

    def word(self, schema: Schema, keyword: str) -> str:
        """The first `title` or `description` among the schemas applying here: the one nearest to the field, or nothing."""
        words = (applying.get(keyword) for applying in self.applying(schema))
        return next((word for word in words if isinstance(word, str)), "")


def _walk(schema: object, pointer: str) -> Iterator[tuple[int, str]]:
    if isinstance(schema, dict):
        yield id(schema), pointer
        for key, value in schema.items():
            yield from _walk(value, f"{pointer}/{key.replace('~', '~0').replace('/', '~1')}")
    elif isinstance(schema, list):
        for index, value in enumerate(schema):
            yield from _walk(value, f"{pointer}/{index}")


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
