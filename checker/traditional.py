"""Simplified to traditional characters, as a reader of the same law would write them. The only module that imports opencc.

In: the script wanted, and the reviewed terms. Out: a function str -> str that remembers what it converted.
The surprising thing: only characters are converted, never words. A reviewed term is laid over the converted sentence at the place
where it stood, so that the converter has still seen the whole sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache

from opencc import OpenCC

from checker.finding import Language

__all__ = ["CONFIGURATIONS", "converter"]

CONFIGURATIONS: Mapping[Language, str] = {"zh-Hant": "s2t", "zh-Hant-TW": "s2tw", "zh-Hant-HK": "s2hk"}
"""Never s2twp: it changes words (程序 becomes 程式), and a law's words are not ours to change."""

_REMEMBERED = 65_536


def converter(language: Language, terms: Mapping[str, str]) -> Callable[[str], str]:
    """The conversion to that script. `terms`: what is written otherwise than the converter would, the longest match first."""
    convert = _opencc(CONFIGURATIONS[language]).convert
    if not terms:
        return lru_cache(_REMEMBERED)(convert)
    pattern = re.compile(
        "|".join(re.escape(term) for term in sorted(terms, key=lambda term: (-len(term), term)))
    )

    @lru_cache(_REMEMBERED)
    def converted(text: str) -> str:
        plain: str = convert(text)
        if len(plain) != len(text):  # a converter that changes lengths: convert what stands between the terms
            return _between(text)
        pieces, end = [], 0
        for match in pattern.finditer(text):
            pieces += [plain[end : match.start()], terms[match[0]]]
            end = match.end()
        return "".join((*pieces, plain[end:])) if pieces else plain

    def _between(text: str) -> str:
        pieces, end = [], 0
        for match in pattern.finditer(text):
            pieces += [convert(text[end : match.start()]), terms[match[0]]]
            end = match.end()
        return "".join((*pieces, convert(text[end:])))

    return converted


@cache
def _opencc(name: str) -> OpenCC:
    """The dictionaries of one configuration, read once in a process."""
    return OpenCC(name)
