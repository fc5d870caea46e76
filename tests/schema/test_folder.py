"""The folder of schemas: broken ones are findings, references stay within it, and nothing is ever fetched."""

from __future__ import annotations

import json
import re
import socket
from pathlib import Path

import pytest

from checker.schema import Schemas
from checker.source import Source, parse


def folder_with(tmp_path: Path, **documents: object) -> Path:
    folder = tmp_path / "rules" / "schema"
    folder.mkdir(parents=True)
    for name, document in documents.items():
        text = document if isinstance(document, str) else json.dumps(document)
        (folder / f"{name}.schema.json").write_text(text, encoding="utf-8")
    return folder


BROKEN: dict[str, tuple[object, str]] = {
    "unknown-type": ({"type": "strin"}, "strin"),
    "bad-pattern": ({"pattern": "("}, "regex"),
    "decimal-limit": ('{"minimum": 1.5}', "number"),
    "reference-to-nothing-here": ({"$ref": "#/$defs/x"}, "#/$defs/x"),
    "reference-to-nothing-there": ({"$ref": "good.schema.json#/$defs/y"}, "good.schema.json#/$defs/y"),
    "reference-to-a-missing-file": (
        {"properties": {"a": {"$ref": "other.schema.json"}}},
        "other.schema.json",
    ),
    "reference-to-the-network": ({"$ref": "https://schema.example/x.json"}, "https://schema.example/x.json"),
    "reference-to-the-disk": ({"$ref": "file:///etc/passwd"}, "file:///etc/passwd"),
    "not-an-object": ([1], "object"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_schema_is_a_finding_and_the_others_work(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        socket, "socket", lambda *_, **__: pytest.fail("a schema must not reach for the network")
    )
    document, part = BROKEN[name]
    folder = folder_with(tmp_path, bad=document, good={"$defs": {"x": {"type": "integer"}}, "type": "object"})
    schemas, findings = Schemas.load(folder)
    assert [(f.code, f.place.path) for f in findings] == [("F17", "rules/schema/bad.schema.json")]
    assert part in findings[0].message.en
    assert findings[0].help is not None
    assert schemas.kinds == ("good",)
    assert schemas.check("good", Source("x", {})) == ()
    assert [f.code for f in schemas.check("good", Source("x", []))] == ["F01"]
    assert [f.code for f in schemas.check("bad", Source("x", {}))] == ["F17"]


def test_a_schema_that_is_no_json_is_told_at_its_place(tmp_path: Path) -> None:
    schemas, findings = Schemas.load(folder_with(tmp_path, bad='{"type":\n "object",}', good={}))
    assert [(f.code, f.place.path, f.place.line) for f in findings] == [
        ("S23", "rules/schema/bad.schema.json", 2)
    ]
    assert schemas.kinds == ("good",)


def test_those_that_refer_to_a_broken_schema_fall_with_it(tmp_path: Path) -> None:
    folder = folder_with(
        tmp_path,
        a={"$ref": "b.schema.json"},
        b={"$ref": "c.schema.json"},
        c={"$ref": "#/nope"},
        d={"type": "object"},
    )
    schemas, findings = Schemas.load(folder)
    assert [f.place.path[-13:] for f in findings] == ["a.schema.json", "b.schema.json", "c.schema.json"]
    assert schemas.kinds == ("d",)


def test_references_resolve_whatever_the_id_says(tmp_path: Path) -> None:
    folder = folder_with(
        tmp_path,
        a={"$id": "https://banshi.example/schema/a.schema.json", "$ref": "b.schema.json#/$defs/x~1y%20z"},
        b={"$defs": {"x/y z": {"type": "integer"}}},
    )
    schemas, findings = Schemas.load(folder)
    assert findings == ()
    assert schemas.check("a", Source("x", 1)) == ()
    assert [f.code for f in schemas.check("a", Source("x", "1"))] == ["F01"]


def test_words_that_look_like_references_in_examples_are_not(tmp_path: Path) -> None:
    schemas, findings = Schemas.load(folder_with(tmp_path, a={"examples": [{"$ref": "x"}], "type": "object"}))
    assert findings == ()
    assert schemas.kinds == ("a",)


def test_without_a_telling_field_the_branch_with_the_fewest_strange_fields_speaks(tmp_path: Path) -> None:
    def shape(*names: str) -> dict[str, object]:
        return {
            "additionalProperties": False,
            "required": list(names[-1:]),
            "properties": dict.fromkeys(names, True),
        }

    schemas, _ = Schemas.load(
        folder_with(tmp_path, a={"type": "object", "oneOf": [shape("zh", "en"), shape("from", "until")]})
    )
    source, _ = parse(b"from: 1\nuntill: 2\n", "x.yaml")
    assert source is not None
    findings = schemas.check("a", source)
    assert [(f.code, f.place.line) for f in findings] == [("F02", 2)]
    assert "untill" in findings[0].message.en


def test_an_empty_or_missing_folder(tmp_path: Path) -> None:
    schemas, findings = Schemas.load(tmp_path / "rules" / "schema")
    assert [(f.code, f.place.path) for f in findings] == [("F17", "rules/schema")]
    assert schemas.kinds == ()


def test_an_unknown_kind_is_a_finding(tmp_path: Path) -> None:
    schemas, _ = Schemas.load(folder_with(tmp_path, good={}))
    source, _ = parse(b"a: 1\n", "x.yaml")
    assert source is not None
    findings = schemas.check("nope", source)
    assert [(f.code, f.place.line) for f in findings] == [("F17", 1)]
    assert "rules/schema" in (findings[0].help or findings[0].message).zh


def test_of_formats_only_dates_are_checked(tmp_path: Path) -> None:
    document = {"properties": {"format": {"type": "string", "format": "date"}, "mail": {"format": "email"}}}
    schemas, findings = Schemas.load(folder_with(tmp_path, a=document))
    assert findings == ()
    assert schemas.check("a", Source("x", {"format": "2024-02-29", "mail": "x"})) == ()
    assert [f.code for f in schemas.check("a", Source("x", {"format": "2024-02-30", "mail": "x"}))] == ["F11"]


def test_a_pattern_that_python_cannot_read_is_told_all_the_same(tmp_path: Path) -> None:
    schemas, findings = Schemas.load(
        folder_with(tmp_path, a={"properties": {"x": {"pattern": "^\\p{Lu}+$"}}})
    )
    assert findings == ()
    source, _ = parse(b"y: 1\nx: abc\n", "x.yaml")
    assert source is not None
    assert [(f.code, f.place.line, f.place.column) for f in schemas.check("a", source)] == [("F15", 2, 4)]


def test_the_shipped_schemas_are_sound_and_readable_by_both_validators(repository: Path) -> None:
    folder = repository / "rules" / "schema"
    schemas, findings = Schemas.load(folder)
    assert findings == ()
    assert len(schemas.kinds) == len(list(folder.glob("*.schema.json"))) > 5
    for path in folder.glob("*.schema.json"):
        for pattern in re.findall(r'"pattern": "((?:[^"\\]|\\.)*)"', path.read_text(encoding="utf-8")):
            re.compile(json.loads(f'"{pattern}"'), re.ASCII)
