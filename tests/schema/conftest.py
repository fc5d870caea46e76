"""A small rules folder with two schemas that refer to each other, as the shipped ones do."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from checker.finding import Finding
from checker.schema import Schemas
from checker.source import parse, parse_json

PARTS: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "parts.schema.json",
    "$defs": {
        "id": {
            "title": "编号", "type": "string", "minLength": 1, "pattern": "^[a-z][a-z0-9-]*$",
            "x-hint": {"zh": "小写英文和连字符", "en": "lower-case words joined by hyphens"},
        },
        "date": {"title": "日期", "type": "string", "format": "date", "examples": ["2026-02-13"]},
        "text": {
            "title": "文字",
            "anyOf": [
                {"type": "string", "minLength": 1},
                {
                    "type": "object", "additionalProperties": False, "required": ["zh"],
                    "properties": {"zh": {"title": "中文", "type": "string"}, "en": {"title": "英文", "type": "string"}},
                },
            ],
        },
        "duration": {
            "type": "string", "pattern": "^[1-9][0-9]* (days|months)$",
            "x-hint": {"zh": "例如 20 days", "en": "such as 20 days"},
        },
        "condition": {
            "type": "object", "minProperties": 1, "additionalProperties": False,
            "properties": {
                "all": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/condition"}},
                "not": {"$ref": "#/$defs/condition"},
            },
            "patternProperties": {
                "\\.": {
                    "title": "情形",
                    "anyOf": [
                        {"type": ["string", "integer", "boolean"]},
                        {
                            "type": "object", "additionalProperties": False,
                            "properties": {"at_least": {"type": "integer"}, "before": {"$ref": "#/$defs/date"}},
                        },
                    ],
                }
            },
        },
    },
}  # fmt: skip
MATTER: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "matter.schema.json",
    "title": "事项",
    "type": "object",
    "additionalProperties": False,
    "required": ["format", "matter", "effective_from"],
    "properties": {
        "format": {"title": "格式版本", "const": 1},
        "matter": {"title": "事项编号", "description": "与文件夹名相同。", "$ref": "parts.schema.json#/$defs/id"},
        "effective_from": {"title": "生效日期", "description": "从哪一天起有效。", "$ref": "parts.schema.json#/$defs/date"},
        "name": {"title": "事项名称", "$ref": "parts.schema.json#/$defs/text"},
        "state": {"title": "事项状态", "enum": ["in-use", "suspended", "cancelled"]},
        "visits": {"title": "次数", "type": "integer", "minimum": 0, "maximum": 9},
        "charged": {"title": "是否收费", "type": "boolean"},
        "office": {"title": "办理地点", "description": "6 位行政区划代码。", "type": "string", "pattern": "^[0-9]{6}$"},
        "basis": {
            "title": "依据", "type": "array", "minItems": 1, "uniqueItems": True,
            "items": {"$ref": "parts.schema.json#/$defs/id"},
        },
        "when": {"title": "条件", "$ref": "parts.schema.json#/$defs/condition"},
        "validity": {
            "title": "有效期",
            "anyOf": [
                {"$ref": "parts.schema.json#/$defs/duration"},
                {"const": "long_term"},
                {"type": "array", "items": {"type": "string"}},
            ],
        },
        "competence": {
            "title": "管辖", "type": "array",
            "items": {
                "type": "object", "additionalProperties": False, "required": ["organ"],
                "oneOf": [{"required": ["when"]}, {"required": ["otherwise"]}],
                "properties": {"organ": {"type": "string"}, "when": {"type": "string"}, "otherwise": {"const": True}},
            },
        },
        "result": {
            "title": "结果",
            "oneOf": [
                {
                    "type": "object", "additionalProperties": False, "required": ["kind", "name", "pages"],
                    "properties": {
                        "kind": {"const": "certificate"},
                        "name": {"title": "证名", "type": "string"},
                        "pages": {"type": "integer"},
                    },
                },
                {
                    "type": "object", "additionalProperties": False, "required": ["kind"],
                    "properties": {"kind": {"const": "decision"}, "text": {"title": "文字", "type": "string"}},
                },
            ],
        },
        "renewal": {
            "title": "延续", "type": "object",
            "not": {"required": ["before", "after"]}, "properties": {"before": {}, "after": {}},
        },
        "agency": {
            "title": "机关", "type": "object",
            "propertyNames": {"pattern": "^[a-z]+$"}, "dependentRequired": {"phone": ["hours"]},
        },
        "fees": {
            "title": "收费", "type": "object",
            "properties": {"charged": {"type": "boolean"}, "amount": {"title": "金额", "type": "string"}},
            "if": {"properties": {"charged": {"const": True}}, "required": ["charged"]},
            "then": {"required": ["amount"]},
            "else": {"properties": {"amount": False}},
        },
        "flow": {
            "title": "流程", "type": "object", "required": ["steps"],
            "allOf": [{"properties": {"steps": {"type": "integer"}}}], "unevaluatedProperties": False,
            "properties": {"roles": {"type": "integer"}},
        },
        "tags": {"type": "array", "contains": {"const": "main"}, "items": {"type": "string"}},
    },
}  # fmt: skip
PRIVATE: dict[str, Any] = {**MATTER, "$id": "private.schema.json", "x-private": True}

HEAD = 'format: 1\nmatter: a\neffective_from: "2026-02-13"\n'
"""Three lines that are right; what a test looks at begins on line 4."""

Check = Callable[..., tuple[Finding, ...]]


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("root") / "rules" / "schema"
    folder.mkdir(parents=True)
    for name, document in (("parts", PARTS), ("matter", MATTER), ("private", PRIVATE)):
        (folder / f"{name}.schema.json").write_text(
            json.dumps(document, ensure_ascii=False), encoding="utf-8"
        )
    return folder


@pytest.fixture(scope="session")
def schemas(folder: Path) -> Schemas:
    schemas, findings = Schemas.load(folder)
    assert findings == ()
    return schemas


@pytest.fixture(scope="session")
def check(schemas: Schemas) -> Check:
    """The findings about `HEAD` and the text after it."""

    def check(text: str, kind: str = "matter", head: str = HEAD) -> tuple[Finding, ...]:
        read = parse_json if text.startswith("{") else parse
        source, findings = read((text if text.startswith("{") else head + text).encode(), "x.yaml")
        assert source is not None, findings
        return schemas.check(kind, source)

    return check
