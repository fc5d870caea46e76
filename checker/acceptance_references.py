"""What the acceptance table names must exist: its sentences in rules/words, its laws in the register.

In: a table that is proven already, the words, the laws. Out: findings. The surprising thing: without this a slip in a key would
show first when an applicant gets exactly that outcome.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from checker.acceptance_table import AcceptanceTable
from checker.finding import Finding, Place, Text, near_names
from checker.model.registers import Law
from checker.words import LANGUAGES, Words

__all__ = ["dangling_references"]


def dangling_references(
    table: AcceptanceTable, words: Words, laws: Mapping[str, Law], place: Place
) -> Iterator[Finding]:
    """Sentences and laws that the profiles of the table name in vain; `place` is that of the file."""
    for profile in table.profiles:
        for outcome, rule in profile.outcomes.items():
            for key in {sentence.key for sentence in profile.sentences(outcome)}:
                if any(key not in words.sentences.get(language, {}) for language in LANGUAGES):
                    yield _finding("A06", "acceptance-words", place, key, words.sentences.get("zh-Hans", {}))
            for citation in rule.basis:
                if citation.law not in laws:
                    yield _finding("A07", "acceptance-law", citation.place, citation.law, laws)


def _finding(code: str, name: str, place: Place, key: str, known: Mapping[str, object]) -> Finding:
    what = (
        Text("用语里没有", "rules/words has no")
        if code == "A06"
        else Text("法律登记册里没有", "no law is called")
    )
    advice = Text("写出它，或者改成已有的名字", "write it, or name one that exists")
    message = Text(f"{what.zh} `{key}`", f"{what.en} `{key}`")
    return Finding(code, name, "error", place, message, near_names(key, known) or advice)
