"""The small change of sentences about shapes: names of types, values as people see them, lists, near names.

In: values, names, schema words. Out: `Text` and strings. The surprising thing: near names are compared without regard to case,
hyphens and underscores, because `effectiveFrom` and `effective-from` are the usual ways to miss `effective_from`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from checker.finding import Text

__all__ = [
    "TYPES",
    "by_nearness",
    "counted",
    "in_quotes",
    "listed",
    "nearest",
    "one_of",
    "plus",
    "shown",
    "type_of",
]

TYPES = {
    "string": Text("文字", "text"),
    "integer": Text("整数", "a whole number"),
    "number": Text("数字", "a number"),
    "boolean": Text("是否值（true 或 false）", "true or false"),
    "array": Text("列表", "a list"),
    "object": Text("映射", "a mapping"),
    "null": Text("空值 null", "null"),
}
_FOUND = {
    "string": Text("文字", "text"),
    "integer": Text("整数", "the whole number"),
    "boolean": Text("", ""),
    "array": Text("列表", "a list"),
    "object": Text("映射", "a mapping"),
    "null": Text("空的", "empty"),
}
_UNITS = {"Length": ("个字", "character"), "Items": ("项", "item"), "Properties": ("个字段", "field")}
_LONGEST = 40
_MOST = 12
_LIKENESS = 0.6


def type_of(value: object) -> str:
    """The JSON name of the type of `value`."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "integer"
    if isinstance(value, str):
        return "string"
    return "array" if isinstance(value, list) else "object"


def shown(value: object, private: bool) -> Text:
    """What stands there, as part of a sentence: `文字 “x”`, `整数 5`, `列表`. A private value is named by its type only."""
    kind = type_of(value)
    word = _FOUND[kind]
    if kind in ("array", "object", "null"):
        return word
    if private:
        return TYPES[kind]
    if isinstance(value, str):
        short = value if len(value) <= _LONGEST else value[:_LONGEST] + "…"
        return Text(f"文字 “{short}”", f"the text “{short}”")
    literal = json.dumps(value)
    return Text(f"{word.zh} {literal}".strip(), f"{word.en} {literal}".strip())


def in_quotes(value: object) -> str:
    """`value` as it is typed in YAML to be text."""
    literal = value if isinstance(value, str) else json.dumps(value)
    return json.dumps(literal, ensure_ascii=False)


def one_of(words: Iterable[Text]) -> Text:
    """Alternatives: `文字、整数或列表`, `text, a whole number, or a list`; each once."""
    each = tuple(dict.fromkeys(words))
    if len(each) < 2:
        return each[0] if each else Text("", "")
    *first, last = each
    comma = "," if len(first) > 1 else ""
    return Text(
        "、".join(word.zh for word in first) + f"或{last.zh}",
        ", ".join(word.en for word in first) + f"{comma} or {last.en}",
    )


def listed(names: Sequence[str]) -> Text:
    """Names in code marks: `a`、`b`; at most a dozen, then how many there are."""
    marked = [f"`{name}`" for name in names[:_MOST]]
    if len(names) <= _MOST:
        return Text("、".join(marked), ", ".join(marked))
    return Text("、".join(marked) + f"……共 {len(names)} 个", ", ".join(marked) + f" … {len(names)} in all")


def counted(count: int, unit: str) -> Text:
    """`3 项`, `3 items`."""
    zh, en = _UNITS[unit]
    return Text(f"{count} {zh}", f"{count} {en}" + ("" if count == 1 else "s"))


def plus(first: Text, *others: Text | None) -> Text:
    """Sentences one after the other."""
    all_of_them = [first, *(other for other in others if other is not None)]
    return Text(
        "".join(text.zh for text in all_of_them), " ".join(text.en for text in all_of_them if text.en)
    )


def by_nearness(word: str, names: Iterable[str]) -> list[str]:
    """`names`, those most like `word` first; equals keep their order."""
    return sorted(names, key=lambda name: -_likeness(word, name))


def nearest(word: str, names: Iterable[str]) -> str | None:
    """The name that `word` was probably meant to be."""
    order = by_nearness(word, names)
    return order[0] if order and _likeness(word, order[0]) >= _LIKENESS else None


def _likeness(word: str, name: str) -> float:
    left, right = (text[:80].lower().replace("-", "_").replace("_", "") for text in (word, name))
    return SequenceMatcher(None, left, right).ratio()
