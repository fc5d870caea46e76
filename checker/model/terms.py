"""How a legal term is written in traditional characters, where character by character conversion errs or is disputed.

In: built by checker/reading/terms.py from rules/traditional.yaml. Out: read by checker/languages.py. The surprising thing: a term
has as many characters in every script, because only characters change and never words (行政程序 stays 程序).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from checker.finding import Language, Place

__all__ = ["ReviewedTerm"]


@dataclass(frozen=True, slots=True)
class ReviewedTerm:
    """One reviewed term: `written` gives its characters in each of the languages it was reviewed for."""

    term: str
    written: Mapping[Language, str]
    place: Place
