"""The faults of one document, one at a time: the only module that imports jsonschema.

In: the library of schemas. Out: `Errors.faults`, an iterator; nothing of jsonschema's own types leaves this module. The keywords
that would be slow in it, or differ from the fast validator, are replaced.
The surprising thing: in long lists and wide mappings the fast validator decides which items are wrong, and only those are walked,
and only the first few hundred of them; so that a submission with 100,000 documents is explained as fast as one with ten.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from typing import Any

import jsonschema
import jsonschema_rs
import referencing
import referencing.jsonschema
from jsonschema import ValidationError

from checker.schema.fault import MAX_FAULTS, Fault, duplicates
from checker.schema.library import BASE, Library, Schema, compiled, extra_keys, searches
from checker.source import Pointer

__all__ = ["Errors"]

_WIDE = 30  # from this many items on, compiling the schema of the items pays
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

# The interface of jsonschema's keyword functions is untyped: (validator, value of the keyword, instance, schema) -> errors.
_Found = Iterator[ValidationError]


class Errors:
    """The slow validator over one library."""

    def __init__(self, library: Library, registry: jsonschema_rs.Registry) -> None:
        self._library = library
        self._fast_registry = registry
        self._fast: dict[str, Callable[[Any], bool]] = {}
        resources = [
            (BASE + name, referencing.jsonschema.DRAFT202012.create_resource(document))
            for name, document in library.documents.items()
        ]
        # A registry of our own: the default one of jsonschema would try to download what it does not know.
        self._registry = referencing.Registry().with_resources(resources).crawl()
        self._validator = jsonschema.validators.extend(  # type: ignore[no-untyped-call]  # the stubs leave it untyped
            jsonschema.Draft202012Validator,
            {
                "properties": self._properties,
                "items": self._items,
                "additionalProperties": self._additional,
                "patternProperties": self._patterned,
                "pattern": _pattern,
                "format": _format,
                "uniqueItems": _unique,
            },
        )

    def faults(self, name: str, instance: object) -> Iterator[Fault]:
        """The faults of `instance` under the schema document `name`."""
        validator = self._validator(self._library.documents[name], registry=self._registry)
        return (_fault(error, ()) for error in validator.iter_errors(instance))

    def _properties(self, validator: Any, properties: Any, instance: Any, schema: Schema) -> _Found:
        if isinstance(instance, dict):
            for key, inner in properties.items():
                if key in instance:
                    yield from self._each(validator, inner, iter([(key, instance[key])]), 1)

    def _items(self, validator: Any, items: Any, instance: Any, schema: Schema) -> _Found:
        if not isinstance(instance, list):
            return
        prefix = schema.get("prefixItems")
        start = len(prefix) if isinstance(prefix, list) else 0
        pairs = ((index, instance[index]) for index in range(start, len(instance)))
        yield from self._each(validator, items, pairs, len(instance))

    def _additional(self, validator: Any, allowed: Any, instance: Any, schema: Schema) -> _Found:
        if not isinstance(instance, dict):
            return
        extras = extra_keys(schema, instance)
        if allowed is False and extras:
            yield ValidationError("unknown fields")
        elif isinstance(allowed, dict):
            yield from self._each(validator, allowed, ((key, instance[key]) for key in extras), len(extras))

    def _patterned(self, validator: Any, patterns: Any, instance: Any, schema: Schema) -> _Found:
        if not isinstance(instance, dict):
            return
        for pattern, inner in patterns.items():
            matched = [(key, value) for key, value in instance.items() if searches(pattern, key)]
            yield from self._each(validator, inner, iter(matched), len(matched))

    def _each(self, validator: Any, schema: Any, pairs: Iterator[tuple[Any, Any]], count: int) -> _Found:
        is_right = self._fast_check(schema) if count > _WIDE else None
        wrong = 0
        for step, value in pairs:
            if is_right is not None and is_right(value):
                continue
            is_wrong = False
            for error in validator.descend(value, schema, path=step):
                is_wrong = True
                if not error.path:  # jsonschema forgets this one step below the schema `false`
                    error.path.appendleft(step)
                yield error
            wrong += is_wrong
            if wrong >= MAX_FAULTS:
                return

    def _fast_check(self, schema: Any) -> Callable[[Any], bool] | None:
        address = self._library.address(schema) if isinstance(schema, dict) else None
        if address is None:
            return None
        if address not in self._fast:
            self._fast[address] = compiled({"$ref": address}, self._fast_registry).is_valid
        return self._fast[address]


def _fault(error: ValidationError, above: Pointer) -> Fault:
    steps = tuple(error.relative_path)
    pointer = (*above, *steps)
    grouped: dict[int | str, list[Fault]] = {}
    for inner in error.context or ():
        grouped.setdefault(inner.relative_schema_path[0], []).append(_fault(inner, pointer))
    return Fault(
        keyword=error.validator if isinstance(error.validator, str) else None,
        wanted=error.validator_value,
        value=error.instance,
        schema=error.schema if isinstance(error.schema, dict) else {},
        pointer=pointer,
        steps=steps,
        about_key="propertyNames" in error.relative_schema_path and isinstance(error.instance, str),
        branches=tuple(tuple(branch) for branch in grouped.values()),
    )


def _is_day(text: str) -> bool:
    """Whether `text` is a day of the calendar, written 2024-02-29."""
    if not _DAY.fullmatch(text):
        return False
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _pattern(validator: Any, pattern: Any, instance: Any, schema: Schema) -> _Found:
    if isinstance(instance, str) and not searches(pattern, instance):
        yield ValidationError("pattern")


def _format(validator: Any, name: Any, instance: Any, schema: Schema) -> _Found:
    if name == "date" and isinstance(instance, str) and not _is_day(instance):
        yield ValidationError("no such day")


def _unique(validator: Any, wanted: Any, instance: Any, schema: Schema) -> _Found:
    if wanted and isinstance(instance, list) and next(duplicates(instance), None) is not None:
        yield ValidationError("repeated item")
