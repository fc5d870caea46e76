"""The schemas, compiled once: is this file of the shape that its kind must have?

In: the folder of `*.schema.json`, then sources. Out: findings at exact lines, in plain sentences.
The surprising thing: two validators. jsonschema-rs says yes or no in microseconds, and most files are right. Only a file that is
wrong pays for jsonschema (60 ms to import), which yields its errors one at a time: jsonschema-rs builds all of them at once,
which took 27 seconds and 3.9 GB for a hostile list of 500,000 numbers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema_rs

from checker.finding import Finding, Place, Text, in_order
from checker.schema.codes import misfit
from checker.schema.library import BASE, Library, compiled
from checker.schema.reading import SUFFIX, broken, read_documents, shown_path
from checker.source import Source, Tree

if TYPE_CHECKING:
    from checker.schema.explain import Explainer

__all__ = ["Schemas"]


@dataclass(frozen=True)
class Schemas:
    """The schemas of one rules folder. `kinds` are the names before `.schema.json`."""

    library: Library
    validators: Mapping[str, jsonschema_rs.Draft202012Validator]
    registry: jsonschema_rs.Registry
    path: str

    @classmethod
    def load(
        cls, folder: Path, root: Path | None = None, tree: Tree | None = None
    ) -> tuple[Schemas, tuple[Finding, ...]]:
        """Read and compile every schema in `folder`; a broken one is a finding, and its kind is then not known.

        `root` is what paths in messages are relative to; rules/schema stands two levels below it. `tree` holds the files,
        else the disk.
        """
        root = root or folder.parent.parent
        documents, findings = read_documents(folder, root, tree)
        registry = jsonschema_rs.Registry([(BASE + name, document) for name, document in documents.items()])
        validators = {}
        for name, document in documents.items():
            try:
                validators[name.removesuffix(SUFFIX)] = compiled(document, registry)
            except ValueError as error:  # every error of jsonschema-rs is one
                findings.append(broken(Place(shown_path(folder / name, root)), str(error).partition("\n")[0]))
        return cls(Library(documents), validators, registry, shown_path(folder, root)), in_order(findings)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of files that can be checked."""
        return tuple(self.validators)

    @cached_property
    def explainer(self) -> Explainer:
        """Made when the first file fails."""
        # Imported here: jsonschema takes 60 ms to import, and most runs have nothing to explain.
        from checker.schema.explain import Explainer

        return Explainer(self.library, self.registry)

    def check(self, kind: str, source: Source) -> tuple[Finding, ...]:
        """What is wrong with the shape of `source`, a file of kind `kind`; nothing when it fits."""
        validator = self.validators.get(kind)
        if validator is None:
            return (_no_kind(source.place(), kind, self.path),)
        if validator.is_valid(source.data):
            return ()
        findings = self.explainer.findings(kind + SUFFIX, source)
        return findings or (_unexplained(source, validator),)


def _unexplained(source: Source, validator: jsonschema_rs.Draft202012Validator) -> Finding:
    """The two validators differ (a pattern that Python cannot read): say at least where and by which keyword."""
    pointer: tuple[str | int, ...] = ()
    keyword = "?"
    try:
        validator.validate(source.data)
    except jsonschema_rs.ValidationError as error:
        pointer, keyword = tuple(error.instance_path), str(error.kind.name)
    return misfit(
        "F15", source.place(pointer),
        Text(f"这里不符合架构中的 `{keyword}`", f"this does not fit `{keyword}` of the schema"),
        Text("对照架构文件里这一字段的说明改写。", "Compare it with the description of the field in the schema."),
    )  # fmt: skip


def _no_kind(place: Place, kind: str, folder: str) -> Finding:
    return misfit(
        "F17", place,
        Text(f"没有 `{kind}` 这一类文件的架构", f"there is no schema for files of the kind `{kind}`"),
        Text(f"在 {folder}/ 里放上 {kind}{SUFFIX}，或用 --root 指向完整的目录。",
             f"Put {kind}{SUFFIX} into {folder}/, or point --root at a complete folder."),
    )  # fmt: skip
