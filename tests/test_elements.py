"""docs/elements.md says of every element of the national implementation list where it lives, and tells the truth.

In: the tables of the page and the schemas of rules/schema. Out: nothing.
The surprising thing: a path of the page is followed through the schemas, through references, alternatives and lists, so that a
field renamed there makes the page red.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from checker.source import load

Data = dict[str, Any]
Schemas = Mapping[str, Data]

ROW = re.compile(r"^\|([^|]*)\|([^|]*)\|([^|]*)\|([^|]*)\|([^|]*)\|$", re.MULTILINE)
PATH = re.compile(r"`([a-z]+)#([^`]+)`")


@dataclass(frozen=True, slots=True)
class Element:
    """One row of docs/elements.md."""

    name: str
    fields: tuple[str, ...]
    mandatory: str
    paths: tuple[tuple[str, str], ...]
    note: str


@pytest.fixture(scope="module")
def schemas(repository: Path) -> Schemas:
    found: dict[str, Data] = {}
    for path in (repository / "rules/schema").glob("*.json"):
        source, _ = load(path, repository)
        assert source is not None
        assert isinstance(source.data, dict)
        found[path.name] = source.data
    return found


@pytest.fixture(scope="module")
def elements(repository: Path) -> tuple[Element, ...]:
    text = (repository / "docs/elements.md").read_text(encoding="utf-8")
    rows = ([cell.strip() for cell in row] for row in ROW.findall(text))
    return tuple(
        Element(name, tuple(re.findall(r"`([a-z_]+)`", fields)), mandatory, tuple(PATH.findall(where)), note)
        for name, fields, mandatory, where, note in rows
        if name not in {"Element", "---"}
    )


def test_elements_are_all_there(elements: tuple[Element, ...]) -> None:
    assert len(elements) >= 80
    assert {element.mandatory[0] for element in elements} == {"M", "C", "O"}
    assert sum(element.mandatory[0] != "O" for element in elements) >= 55
    fields = Counter(field for element in elements for field in element.fields)
    assert [field for field, count in fields.items() if count > 1] == []
    assert [element.name for element in elements if not element.fields] == []


def test_every_element_has_a_place_or_a_reason(elements: tuple[Element, ...]) -> None:
    assert [element.name for element in elements if not element.paths and len(element.note) < 40] == []
    homeless = [element for element in elements if not element.paths]
    assert 0 < len(homeless) <= 6


def test_every_path_of_the_elements_exists(schemas: Schemas, elements: tuple[Element, ...]) -> None:
    paths = [path for element in elements for path in element.paths]
    notes = [path for element in elements for path in PATH.findall(element.note)]
    assert len(paths) > 90
    wrong = [f"{schema}#{way}" for schema, way in [*paths, *notes] if not _has(schemas, schema, way)]
    assert wrong == []


@pytest.mark.parametrize(
    "way",
    ["edition#nam", "edition#name[]", "edition#materials.id", "nowhere#name", "edition#fees.items[].fee"],
)
def test_a_wrong_path_is_noticed(schemas: Schemas, way: str) -> None:
    schema, _, path = way.partition("#")
    assert not _has(schemas, schema, path)


def _has(schemas: Schemas, schema: str, way: str) -> bool:
    """Whether the schema has a property at `way`, following references, alternatives and lists."""
    name = f"{schema}.schema.json"
    if name not in schemas:
        return False
    found = [(name, schemas[name])]
    for step in way.split("."):
        key, mark, _ = step.partition("[]")
        found = [place for at in found for place in _below(schemas, *at, key)]
        if mark:
            lists = [(at, part["items"]) for at, part in found if "items" in part]
            found = [place for at, items in lists for place in _resolved(schemas, at, items)]
    return bool(found)


def _below(schemas: Schemas, name: str, part: Data, key: str) -> Iterator[tuple[str, Data]]:
    if key in part.get("properties", {}):
        yield from _resolved(schemas, name, part["properties"][key])
    for other in part.get("anyOf", []):
        for at, resolved in _resolved(schemas, name, other):
            yield from _below(schemas, at, resolved, key)


def _resolved(schemas: Schemas, name: str, part: Data) -> Iterator[tuple[str, Data]]:
    while "$ref" in part:
        file, _, pointer = part["$ref"].partition("#")
        name = file or name
        part = schemas[name]
        for key in pointer.strip("/").split("/"):
            part = part[key]
    yield name, part
