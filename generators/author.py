"""What every part of a guide is written with: the edition, its office, the catalogue's registers and the
phrases of one language.

In: an `Edition` (with its overlay already laid on), the `Office` or none, the `Catalogue`, `Phrases`. Out:
`Author`, and the small strings that all parts share: citations, marks, durations, labels of code lists.
The surprising thing: a citation in the text uses the law's short title; the full title stands once, in the list
of the legal basis.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from checker.catalogue import Catalogue
from checker.conditions.tree import Node
from checker.durations import Duration
from checker.finding import Text
from checker.model.edition import Edition
from checker.model.parts import Citation, Verified
from checker.model.registers import Agency, Office
from checker.phrases import Phrases
from generators.document import Mark

__all__ = ["Author"]


@dataclass(frozen=True, slots=True)
class Author:
    """One guide being written. `version` names the state of the catalogue; a guide prints it and never asks for it."""

    edition: Edition
    office: Office | None
    catalogue: Catalogue
    phrases: Phrases
    version: str
    marks: dict[Verified, Mark] = field(default_factory=dict, compare=False)
    """The marks made so far: a guide repeats a handful of them a hundred times."""

    def say(self, key: str, **fields: str) -> str:
        """A sentence of rules/words/guide.*.yaml."""
        return self.phrases.say(f"guide.{key}", **fields)

    def text(self, text: Text | None) -> str:
        """A text of the catalogue."""
        return self.phrases.text(text)

    def label(self, list_id: str, term_id: str) -> str:
        """The label of a code."""
        return self.phrases.text(self.phrases.vocabulary.label(list_id, term_id))

    def labels(self, list_id: str, term_ids: Iterable[str]) -> str:
        """Labels in a row."""
        return self.phrases.listed(self.label(list_id, term) for term in term_ids)

    def duration(self, duration: Duration | None) -> str:
        """20个工作日; empty when there is none."""
        return self.phrases.duration(duration) if duration else ""

    def event(self, start: str) -> str:
        """The event from which a limit runs: 收到申请, 受理."""
        return self.phrases.clock(f"event.{start}")

    def joined(self, texts: Iterable[str]) -> str:
        """Sentences in one line, those that are there."""
        return self.say("separator").join(text for text in texts if text)

    def sentence(self, node: Node) -> str:
        """A condition in plain words."""
        return self.phrases.sentence(node, self.edition.facts)

    def if_(self, node: Node | None) -> str:
        """经营场所为租赁的; empty when there is no condition."""
        return self.say("if", condition=self.sentence(node)) if node else ""

    def cite(self, citation: Citation) -> str:
        """《劳动合同法》第五十七条, with the short title where the law has one."""
        law = self.phrases.laws.get(citation.law)
        title = citation.law if law is None else self.phrases.name(law.short[0] if law.short else law.title)
        if not citation.article:
            return self.say("cite.whole", law=title)
        return self.say("cite.article", law=title, article=self.phrases.article(citation.article))

    def cites(self, citations: Iterable[Citation]) -> str:
        """All citations in a row, each once."""
        return self.phrases.listed(dict.fromkeys(self.cite(citation) for citation in citations))

    def mark(self, verified: Verified) -> Mark:
        """The mark of one statement."""
        if verified not in self.marks:
            # what was never checked has no day: it is read as the first day there is
            day = self.phrases.day(verified.on) if verified.on > date.min else ""
            self.marks[verified] = Mark(verified.by, self.say(f"mark.{verified.by}"), day)
        return self.marks[verified]

    @property
    def agency(self) -> Agency | None:
        """The organ that the implementation list names."""
        return self.catalogue.agencies.get(self.office.agency) if self.office else None

    @property
    def organ(self) -> str:
        """The organ by name, else by level and kind."""
        if self.agency:
            return self.text(self.agency.name)
        level, kind = (
            self.label("exercise-level", self.edition.level),
            self.label("agency-kind", self.edition.agency_kind),
        )
        return self.say(
            "organ.tiered" if self.edition.level == "tiered" else "organ", level=level, agency=kind
        )

    def common_basis(self, bases: Sequence[tuple[Citation, ...]]) -> tuple[Citation, ...]:
        """The basis that most lines of a list share, to be said once below it; none when it would spare nothing."""
        named = [basis for basis in bases if basis]
        if len(named) < 2:
            return ()
        basis, times = Counter(named).most_common(1)[0]
        return basis if times * 2 > len(named) else ()
