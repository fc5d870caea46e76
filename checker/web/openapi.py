"""The description of the JSON interface (OpenAPI 3.1), with the very schemas by which submissions and verdicts are judged.

In: the schemas of rules/schema. Out: components, and the pieces that endpoints describe themselves with.
The surprising thing: nothing is described twice: the files that lint uses are the components, with their references led to
each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from checker.schema import Schemas
from checker.web.faults import REQUEST_CODES

__all__ = ["FORM", "answers", "body", "components"]

FORM = "multipart/form-data"
_BASE = "file:///schema/"
_DROPPED = ("$schema", "$id", "x-private")
_STRING = {"type": "string"}
_FINDING = {
    "type": "object",
    "required": ["code", "name", "severity", "place", "message", "help"],
    "properties": {
        "code": {"type": "string", "pattern": "^[A-Z][0-9]{2}$"},
        "name": _STRING,
        "severity": {"enum": ["error", "warning"]},
        "place": {
            "type": "object",
            "required": ["path", "line", "column"],
            "properties": {"path": _STRING, "line": {"type": "integer"}, "column": {"type": "integer"}},
        },
        "message": _STRING,
        "help": {"type": ["string", "null"]},
    },
}
_ERROR = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["status", "code", "name", "message", "help", "findings"],
            "properties": {
                "status": {"type": "integer"},
                "code": {"enum": sorted(REQUEST_CODES)},
                "name": _STRING,
                "message": _STRING,
                "help": _STRING,
                "findings": {"type": "array", "items": {"$ref": "#/components/schemas/Finding"}},
            },
        }
    },
}
_REPORTS = {
    "type": "object",
    "required": ["files"],
    "properties": {
        "files": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["accepted", "sha256", "size", "kind", "pages", "findings"],
                "properties": {
                    "accepted": {"type": "boolean"},
                    "sha256": {"type": "string"},
                    "size": {"type": "integer"},
                    "kind": {"type": ["string", "null"]},
                    "pages": {"type": "integer"},
                    "findings": {"type": "array", "items": {"$ref": "#/components/schemas/Finding"}},
                },
            },
        }
    },
}
_STANDING = {
    "type": "object",
    "required": [
        "matter", "matter_name", "edition", "office", "on", "catalogue_version", "language", "stage", "question", "acceptance",
        "acceptance_text", "outlook", "outlook_text", "eligibility", "eligibility_text", "settled", "notice_complete", "complete",
        "asked", "left", "papers_left", "office_facts", "unread", "materials", "fees", "disclaimer",
    ],
    "properties": {
        "stage": {"enum": ["facts", "papers", "done"]},
        "question": {"type": ["object", "null"]},
        "settled": {"type": "boolean"},
        "notice_complete": {"type": "boolean"},
        "complete": {"type": "boolean"},
        "asked": {"type": "integer"},
        "left": {"type": "integer"},
        "papers_left": {"type": "integer"},
    },
}  # fmt: skip
_RESUMED = {
    "type": "object",
    "required": [
        "seal",
        "key",
        "saved_on",
        "valid_until",
        "expired",
        "matter",
        "changes",
        "files",
        "verdict",
    ],
    "properties": {
        "seal": {"enum": ["unaltered", "altered", "other-key", "unknown-key"]},
        "key": _STRING,
        "saved_on": {"type": ["string", "null"]},
        "valid_until": {"type": ["string", "null"]},
        "expired": {"type": "boolean"},
        "matter": _STRING,
        "changes": {"type": "array", "items": _STRING},
        "files": {"type": "array", "items": {"type": "object"}},
        "verdict": {"oneOf": [{"$ref": "#/components/schemas/Verdict"}, {"type": "null"}]},
    },
}
_STATUSES = (400, 403, 404, 405, 408, 413, 415, 422, 429, 500, 503)


def components(schemas: Schemas, matters: Iterable[str]) -> dict[str, Any]:
    """`components.schemas` of the description; a submission names one of these matters."""
    found: dict[str, Any] = {
        "Finding": _FINDING, "Error": _ERROR, "Reports": _REPORTS, "Standing": _STANDING, "Resumed": _RESUMED,
    }  # fmt: skip
    waiting: dict[str, str] = {}
    for name in ("Submission", "Verdict", "Interview"):
        found[name] = _whole(schemas, f"{name.lower()}.schema.json", waiting)
    for name in ("Submission", "Interview"):
        found[name]["properties"]["matter"] = {"enum": sorted(matters)}
    while waiting:
        name, reference = waiting.popitem()
        if name not in found:
            part = schemas.library.follow({"$ref": reference})
            assert part is not None
            found[name] = _led(part, reference.partition("#")[0], waiting)
    return found


def _whole(schemas: Schemas, file: str, waiting: dict[str, str]) -> Any:
    document = schemas.library.documents[file]
    return _led({key: value for key, value in document.items() if key not in _DROPPED}, file, waiting)


def _led(value: Any, home: str, waiting: dict[str, str]) -> Any:
    """The schema with each reference led to a component of its own, which is noted in `waiting`."""
    if isinstance(value, list):
        return [_led(inner, home, waiting) for inner in value]
    if not isinstance(value, Mapping):
        return value
    found = {key: _led(inner, home, waiting) for key, inner in value.items()}
    reference = found.get("$ref")
    if isinstance(reference, str):
        file, _, pointer = reference.removeprefix(_BASE).partition("#")
        name = (
            f"{file or home}{pointer}".replace(".schema.json", "").replace("/$defs/", ".").replace("/", ".")
        )
        waiting[name] = f"{file or home}#{pointer}"
        found["$ref"] = f"#/components/schemas/{name}"
    return found


def body(component: str) -> dict[str, Any]:
    """`openapi_extra` of an endpoint that takes one JSON document."""
    schema = {"$ref": f"#/components/schemas/{component}"}
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


def answers(
    component: str = "", types: tuple[str, ...] = ("application/json",), wrong: tuple[int, ...] = _STATUSES
) -> dict[int | str, dict[str, Any]]:
    """`responses` of an endpoint: what it answers when all is well, and the one shape of everything else."""
    schema: dict[str, Any] = {"$ref": f"#/components/schemas/{component}"} if component else {}
    error = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
    fine = {"description": "OK", "content": {kind: {"schema": schema} for kind in types}}
    return {200: fine, **{status: {"description": "Error", "content": error} for status in wrong}}
