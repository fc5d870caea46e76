"""The file an applicant keeps: sealed, and what it says when it comes back.

In: a visit; later the bytes of a file. Out: bytes; a `Resumed`: the visit, how its seal stands, what changed in the
meantime.
The surprising thing: it holds a fingerprint of the demands that were in force, question by question and paper by paper. So
it can be said what changed even where the text of that day is nowhere kept.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from checker.finding import Finding, Place, Text
from checker.model.edition import Edition
from checker.phrases import Phrases
from checker.schema import Schemas
from checker.sealing import Key, PublicKey, Seal, seal, unseal
from checker.source import Source
from checker.web.visit import Visit, visit_of

__all__ = ["Resumed", "changed_since", "expired", "open_saved", "outline", "saved_file"]

_Outline = dict[str, dict[str, list[str]]]


@dataclass(frozen=True, slots=True)
class Resumed:
    """A saved file that was opened again. `outcome` is what the pre-check said when it was saved."""

    visit: Visit
    seal: Seal
    saved_on: date | None
    valid_until: date | None
    outcome: str
    outline: Mapping[str, Any]


def saved_file(visit: Visit, edition: Edition, outcome: str, key: Key, today: date, kept_days: int) -> bytes:
    """The file."""
    content = {
        **visit.data(),
        "saved_on": today.isoformat(),
        "valid_until": (today + timedelta(days=kept_days)).isoformat(),
        "outcome": outcome,
        "outline": outline(edition),
    }
    return seal(content, key)


def open_saved(
    data: bytes, schemas: Schemas, today: date, key: PublicKey | None, path: str = "saved"
) -> tuple[Resumed | None, tuple[Finding, ...]]:
    """The file again; None, with every reason, when nothing can be done with it."""
    found, findings = unseal(data, path, key)
    if found is None:
        return None, findings
    content = found.content
    visit, findings = visit_of(Source(path, dict(content)), schemas, today)
    if visit is None:
        return None, findings
    told = content.get("outline")
    return Resumed(
        visit,
        found,
        _day(content.get("saved_on")),
        _day(content.get("valid_until")),
        str(content.get("outcome") or ""),
        told if isinstance(told, dict) else {},
    ), ()


def expired(resumed: Resumed, today: date) -> bool:
    """Whether the seal no longer counts. A file that does not say until when has no seal to count on."""
    return resumed.valid_until is None or resumed.valid_until < today


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def outline(edition: Edition) -> _Outline:
    """What the edition demands, as names with fingerprints: facts and papers by id."""
    facts = {name: [fact.label.zh, _digest(fact)] for name, fact in edition.facts.items() if not fact.derive}
    papers = {
        paper.id: ["、".join(form.label.zh for form in paper.forms), _digest(paper)]
        for paper in edition.materials
    }
    return {"facts": facts, "papers": papers}


def changed_since(before: Mapping[str, Any], edition: Edition, phrases: Phrases) -> tuple[str, ...]:
    """What changed in the demands, in sentences; nothing when they are the same, or when the file does not say."""
    now = outline(edition)
    said = []
    for part in ("facts", "papers"):
        told = before.get(part)
        if not isinstance(told, dict):
            continue
        old = {str(name): value for name, value in told.items() if _is_entry(value)}
        new = [name for name in now[part] if name not in old]
        gone = [name for name in old if name not in now[part]]
        other = [name for name in now[part] if name in old and old[name][1] != now[part][name][1]]
        for key, names, source in (
            ("new", new, now[part]),
            ("changed", other, now[part]),
            ("gone", gone, old),
        ):
            if names and (part, key) != (
                "facts",
                "gone",
            ):  # answers that fell away are named one by one elsewhere
                shown = phrases.listed(phrases.name(source[name][0]) for name in names)
                said.append(phrases.say(f"web.seal.{part}.{key}", names=shown))
    return tuple(said)


def _is_entry(value: object) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(isinstance(each, str) for each in value)


def _digest(value: object) -> str:
    text = json.dumps(_plain(value), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _plain(value: object) -> object:
    """A value of the model as data, without the lines it stands on: those move with every comment."""
    if isinstance(value, Place):
        return None
    if is_dataclass(value) and not isinstance(value, type):
        inner = {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
        return inner if isinstance(value, Text) else {"": type(value).__name__, **inner}
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, frozenset | set):
        return sorted(str(inner) for inner in value)
    return str(value) if isinstance(value, date | Decimal) else value
