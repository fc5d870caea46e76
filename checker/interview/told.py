"""A repair in words: each change as one sentence with its article.

In: a `Repair`, the edition, phrases. Out: `Step`s, the sentence first.
The surprising thing: a paper with three faults is one change, and its sentence names what to mend, in one breath.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checker.interview.repair import Change, Repair
from checker.model.edition import Edition, Form, MaterialRequirement
from checker.phrases import Phrases
from checker.problems import basis_lines
from checker.verdict import BasisLine

__all__ = ["Step", "steps"]


@dataclass(frozen=True, slots=True)
class Step:
    """One change, said. `requirement` is empty for a choice."""

    kind: str
    requirement: str
    text: str
    basis: tuple[BasisLine, ...]


def steps(repair: Repair, edition: Edition, phrases: Phrases) -> tuple[Step, ...]:
    """The changes in words, in their order."""
    return tuple(_steps(repair, edition, phrases))


def _steps(repair: Repair, edition: Edition, phrases: Phrases) -> Iterator[Step]:
    papers = {paper.id: paper for paper in edition.materials}
    for change in repair.changes:
        if change.kind == "choose":
            yield Step(change.kind, "", _chosen(change, edition, phrases), ())
            continue
        paper = papers[change.requirement]
        basis = paper.basis
        if change.kind == "promise" and paper.promise:
            basis = paper.promise.basis or paper.basis
        if change.kind == "follow" and paper.may_follow:
            basis = paper.may_follow.basis or paper.basis
        yield Step(
            change.kind, paper.id, _of_paper(change, paper, edition, phrases), basis_lines(basis, phrases)
        )


def _chosen(change: Change, edition: Edition, phrases: Phrases) -> str:
    papers = [phrases.paper(paper) for paper in edition.materials if paper.id in change.spares]
    told = _other_choice(change, edition, phrases)
    return told + (phrases.say("ask.repair.spares", names=phrases.listed(papers)) if papers else "")


def _other_choice(change: Change, edition: Edition, phrases: Phrases) -> str:
    fact = edition.facts[change.fact]
    if isinstance(change.value, bool):
        key = "ask.repair.choose.yes" if change.value else "ask.repair.choose.no"
        return phrases.say(key, fact=phrases.text(fact.label))
    label = next(phrases.text(option.label) for option in fact.options if option.id == change.value)
    return phrases.say("ask.repair.choose", fact=phrases.text(fact.label), option=label)


def _of_paper(change: Change, paper: MaterialRequirement, edition: Edition, phrases: Phrases) -> str:
    form = next(form for form in paper.forms if form.material.id == change.material)
    name = _name(change, form, phrases)
    if change.kind == "promise":
        return phrases.say("ask.repair.promise", name=phrases.paper(paper))
    if change.kind == "follow" and paper.may_follow:
        own = edition.acceptance.tolerance_due if edition.acceptance else None
        due = phrases.duration(own or paper.may_follow.due)
        return phrases.say("ask.repair.follow", name=phrases.paper(paper), due=due)
    if change.kind == "mend":
        what = phrases.listed(phrases.say(f"ask.mend.{fault}") for fault in change.faults)
        return phrases.say("ask.repair.mend", name=name, what=what)
    return phrases.say(f"ask.repair.{change.kind}", name=name, form=phrases.form(form))


def _name(change: Change, form: Form, phrases: Phrases) -> str:
    name = phrases.text(form.label)
    holder = next((each for each in form.holders if each.id == change.holder), None)
    return phrases.say("verdict.holder", name=name, holder=phrases.text(holder.label)) if holder else name
