"""The word lists of rules/wording.yaml, compiled: which words a guide must not use, and where they are allowed.

In: the parsed file. Out: `WordLists`; `hit("catch-all-material", text)` gives the words found, or "". The
surprising thing: the lists are data of the legal office, patterns included, and a pattern that does not compile
is a finding (R30) at its line and never an exception.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from checker.finding import Finding, Text
from checker.source import Source

__all__ = ["WORDING", "WordLists", "read_word_lists"]

WORDING = "rules/wording.yaml"


@dataclass(frozen=True, slots=True)
class WordLists:
    """Each list as one pattern for what it forbids and one for what it lets pass."""

    patterns: Mapping[str, re.Pattern[str]]
    allowed: Mapping[str, re.Pattern[str]]

    def hit(self, list_id: str, text: str) -> str:
        """The words of the list that stand in `text` once the allowed phrases are taken out; "" for none."""
        pattern = self.patterns.get(list_id)
        if pattern is None or not text or (found := pattern.search(text)) is None:
            return ""
        spared = self.allowed.get(list_id)
        if spared is not None:
            found = pattern.search(spared.sub("\n", text))
        return found[0] if found else ""


def read_word_lists(source: Source | None) -> tuple[WordLists, tuple[Finding, ...]]:
    """The lists of the file, and a finding for each pattern that is no pattern."""
    patterns: dict[str, re.Pattern[str]] = {}
    allowed: dict[str, re.Pattern[str]] = {}
    findings: list[Finding] = []
    data = source.data if source is not None and isinstance(source.data, dict) else {}
    lists = data.get("lists")
    for index, item in enumerate(lists if isinstance(lists, list) else ()):
        if source is None or not isinstance(item, dict) or not isinstance(item.get("id"), str):
            continue
        for key, target in (("words", patterns), ("allowed", allowed)):
            parts = []
            for number, word in enumerate(item.get(key) or ()):
                problem = _problem(word)
                if problem:
                    findings.append(_refuse(source, ("lists", index, key, number), problem))
                elif isinstance(word, str):
                    parts.append(f"(?:{word})")
            if parts:
                target[item["id"]] = re.compile("|".join(parts))
    return WordLists(patterns, allowed), tuple(findings)


def _problem(word: object) -> str:
    if not isinstance(word, str):
        return ""  # the schema has said so
    try:
        re.compile(word)
    except (re.error, OverflowError, RecursionError) as error:
        return str(error)
    return ""


def _refuse(source: Source, pointer: tuple[str | int, ...], problem: str) -> Finding:
    return Finding(
        "R30",
        "no-pattern",
        "error",
        source.place(pointer),
        Text(f"这不是正则表达式：{problem}", f"this is not a regular expression: {problem}"),
        Text(
            "括号要成对；要写括号、问号本身，前面加反斜线",
            "close all brackets; put a backslash before a bracket or question mark that is meant as such",
        ),
    )
