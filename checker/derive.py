"""Derived facts: ages, months and days, counted from a date fact to the day of receipt.

In: declared facts, normalised values, the day of receipt. Out: the values of the derived facts whose date is known.
The surprising thing: a birthday on 29 February is reached on 1 March in common years, because the day itself does not come
(full years are counted from the birthday, 民法典 §200, §1259: 周岁).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from checker.conditions.facts import Fact
from checker.engines import Value

__all__ = ["derived", "source_of"]


def derived(facts: Mapping[str, Fact], values: Mapping[str, Value], on: date) -> dict[str, Value]:
    """The values of all derived facts that can be counted."""
    found: dict[str, Value] = {}
    for name, fact in facts.items():
        if fact.derive is None:
            continue
        day = values.get(fact.derive.fact)
        if isinstance(day, date):
            found[name] = _count(fact.derive.kind, day, on)
    return found


def source_of(fact: Fact) -> str:
    """The fact to ask for: the date behind a derived fact, else the fact itself."""
    return fact.derive.fact if fact.derive else fact.id


def _count(kind: str, day: date, on: date) -> int:
    if kind == "days_since":
        return (on - day).days
    if kind == "days_until":
        return (day - on).days
    months = (on.year - day.year) * 12 + on.month - day.month - (1 if on.day < day.day else 0)
    return months // 12 if kind == "years_since" else months
