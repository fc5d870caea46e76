"""Schemas for editors that complete the ids of this catalogue: laws, papers, organs, matters, facts, terms.

In: a loaded catalogue. Out: the schema documents of rules/schema with the ids listed, by file name.
The surprising thing: these are for completing, not for judging. Ids are offered as `examples` beside the rule that they
must obey,
so an id that was added a minute ago is not marked wrong by an old list; `banshi lint` says what does not exist.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from checker.catalogue import Catalogue

__all__ = ["editor_schemas"]

_BY_NAME = {
    "law": "law", "replaced_by": "law", "material": "material", "earlier_issue_of": "material", "agency": "agency",
    "matter": "matter", "instead": "matter", "needs_result_of": "matter", "successor": "matter", "is_result_of": "matter",
    "fact": "fact", "times": "fact", "years_since": "fact", "months_since": "fact", "days_since": "fact", "days_until": "fact",
}  # fmt: skip
_TERMS = {
    "kind": "matter-kind", "level": "exercise-level", "agency_kind": "agency-kind", "audience": "audience", "topics": "topic",
    "power_source": "power-source", "online_depth": "online-depth", "depth": "online-depth", "scope": "service-area",
    "joint": "agency-kind", "nature": "agency-nature", "rank": "law-rank", "role": "flow-role", "roles": "flow-role",
}  # fmt: skip
_HOMES = {"edition", "office", "agency", "law", "bundle", "decision", "requirements", "material"}
_KIND_LISTS = {"material": "material-kind", "agency": "agency-kind"}
"""What `kind` means in these files; inside an edition it is the kind of matter on the first level only."""


def editor_schemas(catalogue: Catalogue) -> dict[str, str]:
    """File name -> text."""
    ids = _ids(catalogue)
    found = {}
    for name, document in catalogue.schemas.library.documents.items():
        copy: dict[str, Any] = deepcopy(dict(document))
        copy["$id"] = name  # as the file has it; in memory it is an address
        home = name.removesuffix(".schema.json")
        if home in _HOMES:
            _offer(copy, catalogue, ids, home, depth=0)
        if name == "parts.schema.json":
            _offer_facts(copy, ids["fact"], catalogue)
        found[name] = json.dumps(copy, ensure_ascii=False, indent=2) + "\n"
    return found


def _ids(catalogue: Catalogue) -> dict[str, list[str]]:
    facts = set(catalogue.facts)
    for editions in catalogue.editions.values():
        for edition in editions:
            facts.update(edition.facts)
    return {
        "law": sorted(catalogue.laws),
        "material": sorted(catalogue.materials),
        "agency": sorted(catalogue.agencies),
        "matter": sorted(catalogue.editions),
        "fact": sorted(facts),
    }


def _offer(
    schema: dict[str, Any], catalogue: Catalogue, ids: Mapping[str, list[str]], home: str, depth: int
) -> None:
    """Put the ids beside every property that names one, at any depth."""
    for name, inner in _properties(schema):
        listed = ids.get(_BY_NAME.get(name, ""), [])
        terms = _KIND_LISTS.get(home, _TERMS["kind"]) if name == "kind" else _TERMS.get(name, "")
        if name == "kind" and depth:
            terms = ""
        if not listed and terms and "enum" not in inner:
            listed = list(catalogue.vocabulary.lists.get(terms, {}))
        if name == "use" and catalogue.groups:
            listed = sorted(catalogue.groups)
        target = (
            inner["items"] if inner.get("type") == "array" and isinstance(inner.get("items"), dict) else inner
        )
        if listed and ("$ref" in target or target.get("type") == "string"):
            target["examples"] = listed
        _offer(inner, catalogue, ids, home, depth + 1)
    for key in ("items", "additionalProperties"):
        if isinstance(schema.get(key), dict):
            _offer(schema[key], catalogue, ids, home, depth + 1)
    for key in ("anyOf", "oneOf", "allOf"):
        for inner in schema.get(key, ()):
            _offer(inner, catalogue, ids, home, depth + 1)


def _properties(schema: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, inner in schema.get("properties", {}).items():
        if isinstance(inner, dict):
            yield name, inner


def _offer_facts(parts: dict[str, Any], facts: list[str], catalogue: Catalogue) -> None:
    """Conditions have facts as keys: editors complete a key only when it is a property, so each fact becomes one."""
    condition = parts["$defs"]["condition"]
    rule = condition["patternProperties"]["\\."]
    labels = dict(catalogue.facts)
    parts["$defs"]["comparison"] = {
        "title": rule["title"],
        "description": rule["description"],
        "anyOf": rule["anyOf"],
    }
    for old in [name for name in condition["properties"] if "." in name]:
        del condition["properties"][
            old
        ]  # of an earlier run: the schemas may have been written over their own source
    for fact in facts:
        label = labels[fact].label.zh if fact in labels else fact
        condition["properties"][fact] = {
            "title": label,
            "description": label,
            "$ref": "#/$defs/comparison",
        }
    if catalogue.named:
        condition["properties"]["use"]["examples"] = sorted(catalogue.named)
