"""What a check has to say, and where: `Finding` is the one shape of every diagnostic about the catalogue.

In: nothing. Out: the small frozen types that the loader, the schema door, the condition parser, lint and the command line share.
The surprising thing: a message is a `Text`, Chinese and English side by side, written next to the check that speaks it;
the command line picks the language. (Sentences for citizens are not here: they live in rules/words/.)
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Literal, get_args

__all__ = [
    "LANGUAGES", "TRADITIONAL", "Finding", "Language", "Place", "Severity", "Text", "in_order", "near_names", "nowhere",
]  # fmt: skip

Language = Literal["zh-Hans", "zh-Hant", "zh-Hant-TW", "zh-Hant-HK", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
"""Every language that a reader can ask for."""
TRADITIONAL: tuple[Language, ...] = ("zh-Hant", "zh-Hant-TW", "zh-Hant-HK")
"""Those that are made from simplified Chinese by conversion (checker/languages.py)."""
Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence in the two languages of the tool."""

    zh: str
    en: str

    def in_language(self, language: Language) -> str:
        """The sentence in `language`; the Chinese one where no English was written.

        For authors: it stays simplified, because it quotes files. `Phrases.text` speaks to readers.
        """
        return self.en or self.zh if language == "en" else self.zh


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A point in a file: path relative to the root with `/`, line and column counted from 1 (0: the file as a whole)."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}" if self.line else self.path


@dataclass(frozen=True, slots=True)
class Finding:
    """One diagnostic: a stable `code` and kebab-case `name`, how grave, where, what is wrong, and the one remedy if there is one.

    `related` are further places that the reader needs to see (the other half of a contradiction).
    """

    code: str
    name: str
    severity: Severity
    place: Place
    message: Text
    help: Text | None = None
    related: tuple[Place, ...] = ()


def nowhere() -> Place:
    """The place of a value that stands in no file (built in a test, or read from standard input)."""
    return Place("-")


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings by file, line, column and code, each once: the order in which a person mends a file."""
    return tuple(sorted(dict.fromkeys(findings), key=lambda f: (f.place, f.code, f.message.en)))


def near_names(name: str, known: Iterable[str]) -> Text | None:
    """The nearest known names, put as a remedy; None when nothing is near."""
    found = get_close_matches(name, list(known), n=3, cutoff=0.6)
    if not found:
        return None
    zh, en = "、".join(f"`{item}`" for item in found), " or ".join(f"`{item}`" for item in found)
    return Text(f"是不是 {zh}？", f"did you mean {en}?")
