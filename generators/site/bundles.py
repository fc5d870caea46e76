"""The bundles (一件事): several matters handled as one, each a page that leads to its members.

In: catalogue/bundles/<bundle>/<day>.yaml as the loader read them. Out: the bundles in force on a day.
The surprising thing: a bundle is read here and not in the model, because nothing is judged by it: it tells readers what goes
together.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from checker.catalogue import Catalogue
from checker.durations import Duration
from checker.finding import Place, Text

__all__ = ["Bundle", "Member", "bundles"]

_FOLDER = "catalogue/bundles/"
_DURATION = re.compile(r"(\d+) (working_days|days|months|years)")


@dataclass(frozen=True, slots=True)
class Member:
    """A matter of a bundle, and the members that come before it."""

    matter: str
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bundle:
    """One thing (一件事) as it is handled from a day on."""

    id: str
    name: Text
    lead: str
    members: tuple[Member, ...]
    also: tuple[Text, ...]
    shared: tuple[str, ...]
    notes: tuple[Text, ...]
    promised: Duration | None
    checked: tuple[str, str]
    place: Place


def bundles(catalogue: Catalogue, on: date) -> tuple[Bundle, ...]:
    """Those in force on that day, in the order of their ids; a file with faults is left out (lint tells them)."""
    found: dict[str, tuple[str, Bundle]] = {}
    for path, source in catalogue.sources.items():
        if not path.startswith(_FOLDER) or path in catalogue.faulty or not isinstance(source.data, Mapping):
            continue
        data: Mapping[str, Any] = source.data
        begins, ends = str(data["effective_from"]), str(data.get("effective_to", "9999"))
        if begins <= on.isoformat() <= ends and begins > found.get(data["bundle"], ("", None))[0]:
            found[data["bundle"]] = (begins, _bundle(data, path))
    return tuple(bundle for _, (_, bundle) in sorted(found.items()))


def _bundle(data: Mapping[str, Any], path: str) -> Bundle:
    promised = _DURATION.fullmatch(str(data.get("promised", "")))
    return Bundle(
        data["bundle"],
        _text(data["name"]),
        data["lead"],
        tuple(Member(item["matter"], tuple(item.get("after", ()))) for item in data["members"]),
        tuple(_text(item) for item in data.get("also", ())),
        tuple(data.get("shared", ())),
        tuple(_text(item) for item in data.get("notes", ())),
        Duration(int(promised[1]), promised[2]) if promised else None,  # type: ignore[arg-type]  # a Unit, by the pattern
        (str(data["verified"]["by"]), str(data["verified"]["on"])),
        Place(path),
    )


def _text(value: object) -> Text:
    return (
        Text(str(value["zh"]), str(value.get("en", "")))
        if isinstance(value, Mapping)
        else Text(str(value), "")
    )
