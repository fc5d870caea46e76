"""Findings for programs: JSON, GitHub annotations, SARIF 2.1.0.

In: findings and a language. Out: plain data or lines. The surprising thing: SARIF wants a rule for every
result, so the rules listed are exactly those of the codes that were found, with the sentence that `banshi
explain` prints.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import quote

from checker.codes import EXPLAINED
from checker.finding import Finding, Language, Place, Text

__all__ = ["as_github", "as_json", "as_sarif"]

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def as_json(findings: Sequence[Finding], language: Language) -> list[dict[str, Any]]:
    """A list of objects, one a finding."""
    return [
        {
            "code": finding.code,
            "name": finding.name,
            "severity": finding.severity,
            "path": finding.place.path,
            "line": finding.place.line,
            "column": finding.place.column,
            "message": finding.message.in_language(language),
            "message_en": finding.message.en,
            "help": finding.help.in_language(language) if finding.help else None,
            "related": [
                {"path": place.path, "line": place.line, "column": place.column} for place in finding.related
            ],
        }
        for finding in findings
    ]


def as_github(findings: Sequence[Finding], language: Language) -> Iterator[str]:
    """One workflow command a finding, so that a pull request shows it beside its line."""
    for finding in findings:
        place = [f"file={_property(finding.place.path)}"]
        if finding.place.line:
            place += [f"line={finding.place.line}", f"col={finding.place.column}"]
        title = f"title={_property(f'{finding.code} {finding.name}')}"
        message = finding.message.in_language(language)
        if finding.help:
            message += f"\nhelp: {finding.help.in_language(language)}"
        yield f"::{finding.severity} {','.join([*place, title])}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_sarif(findings: Sequence[Finding], language: Language, version: str) -> dict[str, Any]:
    """One SARIF run."""
    codes = sorted({finding.code for finding in findings})
    return {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "banshi",
                        "version": version,
                        "rules": [_rule(code, findings, language) for code in codes],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [_result(finding, codes.index(finding.code), language) for finding in findings],
            }
        ],
    }


def _rule(code: str, findings: Sequence[Finding], language: Language) -> dict[str, Any]:
    entry = EXPLAINED.get(code)
    first = next(finding for finding in findings if finding.code == code)
    rule = entry.rule if entry else Text(first.name, first.name)
    return {
        "id": code,
        "name": first.name,
        "shortDescription": {"text": rule.in_language(language)},
        "fullDescription": {"text": f"{rule.zh} {rule.en}"},
        "help": {"text": f"banshi explain {code}"},
        "defaultConfiguration": {"level": entry.severity if entry else first.severity},
    }


def _result(finding: Finding, index: int, language: Language) -> dict[str, Any]:
    message = finding.message.in_language(language)
    if finding.help:
        message += f" ({finding.help.in_language(language)})"
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": finding.severity,
        "message": {"text": message},
        "locations": [_location(finding.place)],
    }
    if finding.related:
        result["relatedLocations"] = [
            {"id": number, **_location(place)} for number, place in enumerate(finding.related)
        ]
    return result


def _location(place: Place) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(place.path)}}
    if place.line:
        physical["region"] = {"startLine": place.line, "startColumn": place.column}
    return {"physicalLocation": physical}


def _uri(path: str) -> str:
    return quote(path)
