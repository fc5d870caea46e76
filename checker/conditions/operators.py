"""The words of the language: the twelve operators, the types each fits, and which types compare with which.

In: nothing. Out: constant tables for the parser and for completion in editors.
The surprising thing: a date has no at_least or at_most for authors (whether the day itself counts is what people
get wrong): `before` and `after` are strict, `between` includes both ends.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from checker.conditions.facts import FACT_TYPES, FactType

__all__ = ["FAMILY", "OPERATORS", "RESERVED", "SPELT_OTHERWISE", "operators_for"]

RESERVED = ("any", "all", "not", "use")

_EVERY = frozenset(FACT_TYPES)
_NUMBERS: frozenset[FactType] = frozenset({"integer", "decimal", "money"})
_DATES: frozenset[FactType] = frozenset({"date"})
_LISTS: frozenset[FactType] = frozenset({"choices"})

OPERATORS: Mapping[str, frozenset[FactType]] = MappingProxyType(
    {
        "is": _EVERY - _LISTS,
        "is_not": _EVERY - _LISTS,
        "at_least": _NUMBERS,
        "more_than": _NUMBERS,
        "at_most": _NUMBERS,
        "less_than": _NUMBERS,
        "between": _NUMBERS | _DATES,
        "before": _DATES,
        "after": _DATES,
        "one_of": _EVERY,
        "includes": _LISTS,
        "known": _EVERY,
    }
)
"""Operator -> the types of fact it fits."""

FAMILY: Mapping[FactType, str] = MappingProxyType(
    {
        "boolean": "boolean",
        "choice": "choice",
        "choices": "choices",
        "integer": "number",
        "decimal": "number",
        "money": "money",
        "date": "date",
        "text": "text",
        "person-id": "text",
        "credit-code": "text",
    }
)
"""Two facts may be compared when their types share a family."""

SPELT_OTHERWISE: Mapping[str, str] = MappingProxyType(
    {
        "==": "is", "=": "is", "eq": "is", "equals": "is", "等于": "is",
        "!=": "is_not", "ne": "is_not", "not": "is_not", "<>": "is_not", "不等于": "is_not",
        ">=": "at_least", "gte": "at_least", "ge": "at_least", "min": "at_least", "不少于": "at_least",
        ">": "more_than", "gt": "more_than", "greater_than": "more_than", "超过": "more_than",
        "<=": "at_most", "lte": "at_most", "le": "at_most", "max": "at_most", "不超过": "at_most",
        "<": "less_than", "lt": "less_than", "少于": "less_than",
        "in": "one_of", "any_of": "one_of", "contains": "includes", "has": "includes", "包括": "includes",
        "earlier_than": "before", "later_than": "after", "早于": "before", "晚于": "after",
        "exists": "known", "given": "known", "range": "between", "fact": "{is: {fact: ...}}",
    }
)  # fmt: skip
"""How people spell an operator elsewhere -> our word."""


def operators_for(fact_type: FactType) -> tuple[str, ...]:
    """The operators that fit facts of this type."""
    return tuple(word for word, types in OPERATORS.items() if fact_type in types)
