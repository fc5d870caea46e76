"""Our ids as the codes of one published list version.

In: the vocabulary and a version such as platform-2020. Out: codes; what has none is counted, not guessed.
The surprising thing: the versions contradict each other (5 is one audience here and another there), so a code without its version
means nothing, and a term without a code goes as the term that `upload_as` names, or stays empty and is told.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from checker.finding import Finding, Place, Text
from checker.model.registers import Vocabulary
from checker.sheets.codes import warn

__all__ = ["CodeLists"]


@dataclass(slots=True)
class CodeLists:
    """Looks up codes and remembers list -> terms without one."""

    vocabulary: Vocabulary
    version: str
    missing: dict[str, set[str]] = field(default_factory=dict)

    def code(self, list_id: str, term_id: str) -> str:
        """The code, "" when there is none in this version."""
        term = self.vocabulary.term(list_id, term_id)
        if term and (code := term.codes.get(self.version)):
            return code
        other = self.vocabulary.term(list_id, term.upload_as) if term and term.upload_as else None
        if other and (code := other.codes.get(self.version)):
            return code
        self.missing.setdefault(list_id, set()).add(term_id)
        return ""

    def codes(self, list_id: str, term_ids: Iterable[str]) -> str:
        """Several codes, each once, with commas."""
        found = (self.code(list_id, term_id) for term_id in term_ids)
        return ",".join(code for code in dict.fromkeys(found) if code)

    def findings(self) -> Iterable[Finding]:
        """One finding a list."""
        for list_id, terms in sorted(self.missing.items()):
            named = ", ".join(f"`{term}`" for term in sorted(terms))
            yield warn(
                "X30", Place("rules/vocabulary.yaml"),
                Text(f"词表 {list_id} 里 {named} 在 {self.version} 没有代码，上传表里空着",
                     f"in the list {list_id}, {named} have no code in {self.version} and are left empty in the tables"),
                Text("向接收平台核对代码，写进 rules/vocabulary.yaml；不得编造",
                     "ask the receiving platform for the code and add it to rules/vocabulary.yaml; never invent one"),
            )  # fmt: skip
