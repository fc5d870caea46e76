"""Which sheets there are and which columns they have, computed from rules/schema.

In: the schema documents. Out: `Sheet`s: one for each kind of file, one for each list of items in it.
The surprising thing: only lists that hang on the file itself become sheets. A list inside an item (the choices of one
paper) stays
in one cell, as YAML: a sheet whose rows point at rows of another sheet is what people break first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

__all__ = ["FILE", "KINDS", "Column", "Form", "Kind", "Sheet", "sheets_of"]

Form = Literal["text", "zh", "en", "integer", "boolean", "date", "list", "yaml", "rows"]
Schema = Mapping[str, object]
Path = tuple[str, ...]

FILE = "@file"
"""The key of files that do not hold their own id: the file name without .yaml."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of catalogue file: where it stands, named by its keys, and what its sheet is called."""

    name: str
    sheet: str
    keys: tuple[str, ...]
    path: str
    """With `{key}` for each key."""


KINDS = (
    Kind("edition", "事项", ("matter", "effective_from"), "catalogue/matters/{matter}/{effective_from}.yaml"),
    Kind("cases", "案例文件", ("matter",), "catalogue/matters/{matter}/cases.yaml"),
    Kind(
        "office",
        "实施清单",
        ("division", "matter", "effective_from"),
        "catalogue/offices/{division}/{matter}/{effective_from}.yaml",
    ),
    Kind("law", "法律", ("id",), "catalogue/laws/{id}.yaml"),
    Kind("material", "材料库", ("id",), "catalogue/materials/{id}.yaml"),
    Kind("agency", "机关", ("id",), "catalogue/agencies/{id}.yaml"),
    Kind("decision", "清理决定", (FILE,), "catalogue/decisions/{@file}.yaml"),
    Kind(
        "bundle",
        "一件事",
        ("bundle", "effective_from"),
        "catalogue/bundles/{bundle}/{effective_from}.yaml",
    ),
    Kind("publication", "出版方案", (FILE,), "catalogue/publications/{@file}.yaml"),
    Kind("catalogue", "目录", (), "catalogue/catalogue.yaml"),
    Kind("licence-list", "许可清单", (), "catalogue/licence-list.yaml"),
    Kind("lint-exceptions", "检查例外", (), "catalogue/lint-exceptions.yaml"),
)

_NAMES: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("edition", "legal_basis"): "设定依据",
        ("edition", "facts"): "情形",
        ("edition", "not_required_when"): "不需办理",
        ("edition", "competence"): "管辖",
        ("edition", "conditions"): "条件",
        ("edition", "materials"): "材料",
        ("edition", "time_limits"): "时限",
        ("edition", "special_procedures"): "特别程序",
        ("edition", "fees.items"): "收费",
        ("edition", "fees.reductions"): "减免",
        ("edition", "flow.steps"): "环节",
        ("cases", "bases"): "案例底稿",
        ("cases", "cases"): "案例",
    }
)
_LONGEST_NAME = 31  # of a sheet, in Excel


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the path of its value in the item, its heading, how a cell holds it, and the choices if they are few."""

    path: Path
    title: str
    form: Form
    choices: tuple[str, ...] = ()
    code: bool = False
    """Whether the text is made of digits that must not lose a leading zero."""

    @property
    def address(self) -> str:
        """What stands in the hidden second row."""
        return ".".join(self.path)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: a row a file (`items` empty) or a row an item of the list at `items`; the keys name the file."""

    name: str
    kind: Kind
    items: Path
    keys: tuple[Column, ...]
    columns: tuple[Column, ...]

    @property
    def headings(self) -> tuple[Column, ...]:
        """Keys and columns, in the order of the sheet."""
        return (*self.keys, *self.columns)


def sheets_of(documents: Mapping[str, Schema]) -> tuple[Sheet, ...]:
    """All sheets, those of one kind of file together. A kind whose schema is missing has none."""
    found: list[Sheet] = []
    for kind in KINDS:
        home = f"{kind.name}.schema.json"
        if home in documents:
            found.extend(_of_kind(kind, home, documents))
    return tuple(found)


def _of_kind(kind: Kind, home: str, documents: Mapping[str, Schema]) -> Iterator[Sheet]:
    walk = _Walk(documents)
    columns = tuple(walk.columns(home, documents[home], (), "", nested=False))
    by_path = {column.address: column for column in columns}
    keys = tuple(by_path[key] if key in by_path else Column((key,), "文件名", "text") for key in kind.keys)
    rest = tuple(column for column in columns if column.address not in kind.keys)
    yield Sheet(kind.sheet, kind, (), keys, _unambiguous(rest))
    for column in columns:
        if column.form == "rows":
            where, item = walk.items[column.path]
            inner = _unambiguous(tuple(walk.columns(where, item, (), "", nested=True)))
            name = _NAMES.get((kind.name, column.address), f"{kind.sheet}·{column.title}")[:_LONGEST_NAME]
            yield Sheet(name, kind, column.path, _apart(keys, inner), inner)


def _apart(keys: tuple[Column, ...], columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Keys of the file beside the columns of an item, which may use the same names (`id` of a law, `id` of its article)."""
    return tuple(replace(key, path=("^", *key.path), title=f"所属·{key.title}") for key in keys)


def _unambiguous(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """Headings that say only one thing: where two are alike, the path is added."""
    counted: dict[str, int] = {}
    for column in columns:
        counted[column.title] = counted.get(column.title, 0) + 1
    return tuple(
        replace(column, title=f"{column.title}（{column.address}）") if counted[column.title] > 1 else column
        for column in columns
    )


class _Walk:
    """One walk over the schema of a kind; `items` remembers the schema of each list that becomes a sheet."""

    def __init__(self, documents: Mapping[str, Schema]) -> None:
        self.documents = documents
        self.items: dict[Path, tuple[str, Schema]] = {}

    def columns(self, home: str, schema: Schema, path: Path, title: str, *, nested: bool) -> Iterator[Column]:
        for name, given in _mapping(schema.get("properties")).items():
            own = _mapping(given)
            where, whole = self.resolved(home, own)
            label = str(own.get("title") or whole.get("title") or name)
            heading = f"{title}·{label}" if title else label
            yield from self.of_value((*path, name), heading, where, own, whole, nested=nested)

    def of_value(
        self, path: Path, title: str, home: str, own: Schema, whole: Schema, *, nested: bool
    ) -> Iterator[Column]:
        reference = str(own.get("$ref", ""))
        kind = whole.get("type")
        if path == ("format",) and not nested:
            return  # always 1: written by the importer
        if reference.endswith("/text"):
            yield Column(path, title, "zh")
            yield Column((*path, "en"), f"{title}（英文）", "en")
        elif reference.endswith("/condition"):
            yield Column(path, title, "yaml")
        elif kind == "object" and "properties" in whole and whole.get("additionalProperties") is False:
            yield from self.columns(home, whole, path, title, nested=nested)
        elif kind == "array":
            yield self.of_list(path, title, home, whole, nested=nested)
        elif kind == "integer":
            yield Column(path, title, "integer")
        elif kind == "boolean" or whole.get("const") is True:
            yield Column(path, title, "boolean", ("是", "否"))
        elif kind == "string" and not _alternatives(whole):
            choices = tuple(str(choice) for choice in _listed(whole.get("enum")))
            pattern = str(whole.get("pattern", ""))
            day = reference.endswith("/date")
            yield Column(path, title, "date" if day else "text", choices, "[0-9]{" in pattern)
        else:
            yield Column(path, title, "yaml")

    def of_list(self, path: Path, title: str, home: str, whole: Schema, *, nested: bool) -> Column:
        own = _mapping(whole.get("items"))
        where, item = self.resolved(home, own)
        if item.get("type") == "object" and not nested and "properties" in item:
            self.items[path] = (where, item)
            return Column(path, title, "rows")
        if item.get("type") == "string" or str(own.get("$ref", "")).endswith("/text"):
            return Column(path, title, "list")
        return Column(path, title, "yaml")

    def resolved(self, home: str, schema: Schema) -> tuple[str, Schema]:
        """The schema behind `$ref`, and the file it stands in."""
        while isinstance(reference := schema.get("$ref"), str):
            name, _, pointer = reference.partition("#")
            home = name or home
            found: Schema = self.documents[home]
            for step in pointer.split("/")[1:]:
                found = _mapping(found.get(step))
            schema = found
        return home, schema


def _alternatives(schema: Schema) -> bool:
    return "anyOf" in schema or "oneOf" in schema


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else []
