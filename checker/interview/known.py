"""What is known at one moment of an interview: answers, refusals to answer, papers, and what follows from them.

In: `Answers` (raw, as a form or a file delivered them), a Desk and the day of receipt. Out: `Known`: normalised values, the
facts that will never have one, the state of the papers that were asked for.
The surprising thing: three kinds of "no value". Not asked yet; asked without an answer (`skipped`); and not to be told by
any applicant (`local.*` facts, which an office decides). Only the first is a reason to ask.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from checker.check import Desk
from checker.conditions.values import NotGiven, normalise
from checker.derive import derived
from checker.documents import PaperState, state_of
from checker.engines import Value
from checker.model.edition import Edition, MaterialRequirement
from checker.rulebook import paper_values
from checker.submission import Document, Submission

__all__ = ["Answers", "Known", "answered_papers", "known", "submission_of", "to_bring"]

LOCAL = "local."
"""Facts of this name are told by the office (its implementation list), never asked of an applicant."""


@dataclass(frozen=True, slots=True)
class Answers:
    """Everything an applicant has said. Going back is leaving the last part out again; there is no other state.

    `papers` are the requirements whose paper question was answered; None: `documents` are all there are, as in a submission.
    """

    facts: Mapping[str, object] = field(default_factory=dict)
    skipped: frozenset[str] = frozenset()
    documents: tuple[Document, ...] = ()
    papers: frozenset[str] | None = frozenset()

    def told(self, fact: str, raw: object) -> Answers:
        """With one more fact."""
        return replace(self, facts={**self.facts, fact: raw}, skipped=self.skipped - {fact})

    def without_answer(self, fact: str) -> Answers:
        """With one fact that was asked and not answered."""
        facts = {name: raw for name, raw in self.facts.items() if name != fact}
        return replace(self, facts=facts, skipped=self.skipped | {fact})

    def with_papers(self, requirement: str, documents: tuple[Document, ...]) -> Answers:
        """With the answer to one paper question; no documents: it is not there."""
        asked = None if self.papers is None else self.papers | {requirement}
        return replace(self, documents=(*self.documents, *documents), papers=asked)


@dataclass(frozen=True, slots=True)
class Known:
    """`values` hold the document states of `papers` too, as the engines see them; `closed` facts stay without a value."""

    values: Mapping[str, Value]
    unread: Mapping[str, NotGiven]
    closed: frozenset[str]
    papers: Mapping[str, PaperState]
    on: date


def known(desk: Desk, answers: Answers, on: date) -> Known:
    """What follows from the answers on the day of receipt. Facts that the edition does not declare are passed over."""
    edition = desk.edition
    facts = edition.facts
    values: dict[str, Value] = {}
    unread: dict[str, NotGiven] = {}
    for name, given in {**answers.facts, **desk.parameters}.items():
        fact = facts.get(name)
        if fact is None or fact.derive:
            continue
        value = normalise(given, fact)
        if isinstance(value, NotGiven):
            unread[name] = value
        else:
            values[name] = value
    values.update(derived(facts, values, on))
    states = {paper.id: state_of(paper, answers.documents, on) for paper in answered_papers(edition, answers)}
    values.update(paper_values(edition, states))
    return Known(values, unread, frozenset(_closed(edition, answers, values)), states, on)


def _closed(edition: Edition, answers: Answers, values: Mapping[str, Value]) -> Iterator[str]:
    for name, fact in edition.facts.items():
        if name in values:
            continue
        source = fact.derive.fact if fact.derive else name
        if source.startswith(LOCAL) or (source in answers.skipped and source not in values):
            yield name


def answered_papers(edition: Edition, answers: Answers) -> Iterator[MaterialRequirement]:
    """The requirements whose papers are known: asked for, made up of papers that another one asked for, or not to be brought."""
    if answers.papers is None:
        yield from edition.materials
        return
    seen = {
        form.material.id
        for paper in edition.materials
        if paper.id in answers.papers
        for form in paper.forms
        if not form.shared_data
    }
    for paper in edition.materials:
        own = [form.material.id for form in paper.forms if not form.shared_data]
        if paper.id in answers.papers or (own and seen.issuperset(own)) or not to_bring(paper):
            yield paper


def to_bring(paper: MaterialRequirement) -> bool:
    """Whether the applicant may have to bring it: neither waived here nor satisfied by what the office fetches itself."""
    return paper.waived is None and sum(form.shared_data for form in paper.forms) < paper.count


def submission_of(answers: Answers, matter: str, on: date, office: str = "") -> Submission:
    """The answers as a submission: what `check` decides on. What was skipped is left out, and so unknown."""
    facts = {name: raw for name, raw in answers.facts.items() if name not in answers.skipped}
    return Submission(matter, on, office, facts, answers.documents)
