"""The schema files, read and made sound: every reference among them leads somewhere.

In: the folder of `*.schema.json`. Out: the documents by file name, and findings about the broken ones.
The surprising thing: a document with a reference that leads nowhere is left out, and then those that refer to it as well,
because the validators would refuse all the others on its account.
"""

from __future__ import annotations

from pathlib import Path

from checker.finding import Finding, Place, Text
from checker.schema.codes import misfit
from checker.schema.library import BASE, Library, Schema
from checker.source import Folder, Tree

__all__ = ["SUFFIX", "broken", "read_documents", "shown_path"]

SUFFIX = ".schema.json"
# Values of these are data, not schemas: a key `format` or `$ref` in them is nobody's keyword.
_DATA = frozenset({"const", "enum", "default", "examples"})


def read_documents(
    folder: Path, root: Path, tree: Tree | None = None
) -> tuple[dict[str, dict[str, object]], list[Finding]]:
    """The sound schema documents of `folder`; paths in findings are relative to `root`. `tree` holds the files, else the disk."""
    tree = tree or Folder(root)
    shown = shown_path(folder, root)
    findings: list[Finding] = []
    documents: dict[str, dict[str, object]] = {}
    for path in tree.paths(shown):
        name = path.removeprefix(f"{shown}/")
        if "/" in name or not name.endswith(SUFFIX):
            continue
        source, found = tree.load(path)
        findings += found
        if source is not None and isinstance(source.data, dict):
            documents[name] = _prepared(source.data, name)
        elif source is not None:
            findings.append(broken(Place(source.path), "not an object"))
    while dangling := _dangling(documents):
        for name, reference in dangling.items():
            findings.append(broken(Place(shown_path(folder / name, root)), f"`$ref`: {reference}"))
            del documents[name]
    if not documents:
        findings.append(_no_schemas(Place(shown_path(folder, root))))
    return documents, findings


def shown_path(path: Path, root: Path) -> str:
    """The path below the root, with `/`."""
    return (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()


def _prepared(document: Schema, name: str) -> dict[str, object]:
    """The document under our own address, with no `format` but `date`: the others are notes for editors, not checks."""
    prepared = {key: _without_formats(value) for key, value in document.items()}
    return {**prepared, "$id": BASE + name}


def _without_formats(value: object) -> object:
    if isinstance(value, dict):
        return {
            key: inner if key in _DATA else _without_formats(inner)
            for key, inner in value.items()
            if not (key == "format" and isinstance(inner, str) and inner != "date")
        }
    return [_without_formats(inner) for inner in value] if isinstance(value, list) else value


def _dangling(documents: dict[str, dict[str, object]]) -> dict[str, str]:
    """The documents that hold a reference to nowhere, each with one such reference."""
    library = Library(documents)
    found: dict[str, str] = {}
    for name, document in documents.items():
        for schema in _schemas(document):
            reference = schema.get("$ref")
            if isinstance(reference, str) and library.follow(schema) is None:
                found.setdefault(name, reference)
    return found


def _schemas(value: object) -> list[Schema]:
    if isinstance(value, list):
        return [schema for inner in value for schema in _schemas(inner)]
    if not isinstance(value, dict):
        return []
    return [
        value,
        *(schema for key, inner in value.items() if key not in _DATA for schema in _schemas(inner)),
    ]


def _no_schemas(place: Place) -> Finding:
    return misfit(
        "F17", place,
        Text("这个文件夹里没有架构文件", "there is no schema in this folder"),
        Text("用 --root 指向含有 rules/schema/ 的目录。", "Point --root at a folder that holds rules/schema/."),
    )  # fmt: skip


def broken(place: Place, reason: str) -> Finding:
    return misfit(
        "F17", place,
        Text(f"架构文件有误：{reason}", f"the schema is broken: {reason}"),
        Text("按 JSON Schema 2020-12 改正；引用只能指向同一文件夹里的架构。",
             "Correct it as JSON Schema 2020-12; references can lead only to schemas of the same folder."),
    )  # fmt: skip
