"""One matter at one division, as the upload tables look at it, and the small conversions they share.

In: an edition with the overlay laid over it, both files as written, the organ. Out: text for cells.
The surprising thing: the files as written are asked beside the model, because the tables want things that nothing else computes
with (a planned day, a local code) and that the model therefore does not hold.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from checker.durations import Duration
from checker.finding import Text
from checker.model.edition import Edition
from checker.model.registers import Agency, Office
from checker.phrases import Phrases
from checker.sheets.code_lists import CodeLists

__all__ = ["Row", "Subject", "flag", "split", "text", "value"]

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Subject:
    """What one row of the task table is about."""

    edition: Edition
    office: Office
    agency: Agency | None
    national: object
    local: object
    organ: object
    materials: Mapping[str, object]
    codes: CodeLists
    phrases: Phrases
    day: date

    @property
    def name(self) -> str:
        """What stands for this matter at this division in every table."""
        return f"{self.office.division}/{self.edition.matter}"

    def guid(self, *parts: str) -> str:
        """A stable id: the same matter, division and item always have the same one."""
        return str(uuid.uuid5(uuid.NAMESPACE_URL, "banshi:" + "/".join((self.name, *parts))))


def value(data: object, path: str) -> object:
    """The value at `a.b` of a file as written; None when it is not there."""
    for name in path.split("."):
        if not isinstance(data, Mapping):
            return None
        data = data.get(name)
    return data


def text(data: object) -> str:
    """A text as written, in Chinese; a number as digits."""
    if isinstance(data, Text):
        return data.zh
    if isinstance(data, Mapping):
        return text(data.get("zh"))
    if isinstance(data, list):
        return "；".join(text(item) for item in data)
    return "" if data is None else flag(data) if isinstance(data, bool) else str(data)


def flag(yes: object) -> str:
    """1 是, 0 否; empty when nobody said."""
    return "" if yes is None else "1" if yes else "0"


def split(duration: Duration | None, codes: CodeLists) -> tuple[str, str]:
    """Number and unit code; both empty without a limit. At once is 0 with the code of working days (docs/elements.md)."""
    if duration is None:
        return "", ""
    if duration.at_once:
        return "0", codes.code("limit-unit", "working-days")
    unit = duration.unit.replace("_", "-")
    if unit in ("months", "years"):  # no version has a code: the whole limit goes into the explanation
        return "", ""
    return str(duration.amount), codes.code("limit-unit", unit)
