"""The paper questions: have you got it, and is it as the form demands?

In: what is known, the answers. Out: the next `PaperQuestion`, or none.
The surprising thing: a paper question is one page with a few fields, not ten questions; its answer is the very document
that goes into a submission, so nothing is translated and `check` decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from checker.clock import corresponding_day
from checker.documents import state_of
from checker.engines import Truth
from checker.interview.choosing import Position
from checker.interview.known import Answers, to_bring
from checker.model.edition import Edition, Form, Holder, MaterialRequirement
from checker.model.registers import Material
from checker.phrases import Phrases
from checker.problems import basis_lines
from checker.verdict import BasisLine

__all__ = [
    "Field",
    "FieldName",
    "PaperQuestion",
    "Relief",
    "Way",
    "origin",
    "paper_question",
    "papers_to_ask",
]

FieldName = Literal["originals", "copies", "signed", "sealed", "issued_on", "valid_until"]


@dataclass(frozen=True, slots=True)
class Field:
    """One thing to tell about a paper, because its form demands it. `wanted` is the demand: a number or a day, or empty."""

    name: FieldName
    type: Literal["integer", "boolean", "date"]
    ask: str
    wanted: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """One paper of one person that would do. `holder` empty: nobody in particular."""

    material: str
    holder: str
    name: str
    form: str
    source: str
    electronic: bool
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Relief:
    """A lawful way around the paper: a promise, or handing it in later. `due` is empty for a promise."""

    text: str
    due: str
    basis: tuple[BasisLine, ...]


@dataclass(frozen=True, slots=True)
class PaperQuestion:
    """One entry of the list. `count` of the materials in `ways` are enough; a material with several holders needs all of them."""

    requirement: str
    name: str
    count: int
    condition: str
    fill: str
    standard: str
    why: str
    basis: tuple[BasisLine, ...]
    spots: tuple[str, ...]
    ways: tuple[Way, ...]
    may_promise: Relief | None
    may_follow: Relief | None


def papers_to_ask(at: Position, answers: Answers) -> Iterator[MaterialRequirement]:
    """The requirements still to be asked for, in the order of the edition: needed, or not known to be unneeded."""
    if at.ended or answers.papers is None:
        return
    for paper in at.plan.edition.materials:
        if paper.id in at.known.papers or not to_bring(paper):
            continue
        if at.truths.get(f"needed/{paper.id}", Truth.TRUE) is Truth.FALSE:
            continue
        if not state_of(paper, answers.documents, at.known.on).fine:
            yield paper


def paper_question(
    paper: MaterialRequirement, at: Position, answers: Answers, phrases: Phrases
) -> PaperQuestion:
    """The question for one requirement. Materials that were given for another requirement are not asked again."""
    edition, on = at.plan.edition, at.known.on
    seen = {
        form.material.id
        for each in edition.materials
        if each.id != paper.id and each.id in (answers.papers or ())
        for form in each.forms
    }
    forms = [form for form in paper.forms if not form.shared_data and form.material.id not in seen]
    return PaperQuestion(
        requirement=paper.id,
        name=phrases.paper(paper),
        count=paper.count,
        condition=phrases.sentence(paper.when, edition.facts) if paper.when else "",
        fill=phrases.text(paper.fill),
        standard=phrases.text(paper.standard),
        why=phrases.say("ask.paper.why" if paper.when is None else "ask.paper.why.if"),
        basis=basis_lines(paper.basis, phrases),
        spots=tuple(sorted({spot for form in forms for spot in form.on_the_spot})),
        ways=tuple(_ways(forms, edition, on, phrases)),
        may_promise=_promise(paper, at, phrases),
        may_follow=_follow(paper, edition, phrases),
    )


def _ways(forms: Iterable[Form], edition: Edition, on: date, phrases: Phrases) -> Iterator[Way]:
    for form in forms:
        holders: tuple[Holder | None, ...] = form.holders or (None,)
        for holder in holders:
            name = phrases.text(form.label)
            if holder:
                name = phrases.say("verdict.holder", name=name, holder=phrases.text(holder.label))
            yield Way(
                material=form.material.id,
                holder=holder.id if holder else "",
                name=name,
                form=phrases.form(form),
                source=origin(form.material, phrases),
                electronic=form.electronic,
                fields=tuple(_fields(form, edition, on, phrases)),
            )


def _fields(form: Form, edition: Edition, on: date, phrases: Phrases) -> Iterator[Field]:
    """What this form, and any other of the edition for the same paper, will be checked for."""
    same = [
        each for paper in edition.materials for each in paper.forms if each.material.id == form.material.id
    ]
    originals = max(1 if each.check_only else each.originals for each in same)
    copies = max(each.copies for each in same)
    if originals:
        key = "ask.field.shown" if form.check_only else "ask.field.originals"
        yield Field("originals", "integer", phrases.say(key), str(originals))
    if copies:
        yield Field("copies", "integer", phrases.say("ask.field.copies"), str(copies))
    if any(each.signed for each in same):
        yield Field("signed", "boolean", phrases.say("ask.field.signed"))
    if any(each.sealed for each in same):
        yield Field("sealed", "boolean", phrases.say("ask.field.sealed"))
    within = [each.issued_within for each in same if each.issued_within]
    if within:
        first = max(corresponding_day(on, each, "backward") for each in within)
        yield Field("issued_on", "date", phrases.say("ask.field.issued_on"), first.isoformat())
    if any(each.valid_on_receipt for each in same):
        yield Field("valid_until", "date", phrases.say("ask.field.valid_until"), on.isoformat())


def origin(material: Material, phrases: Phrases) -> str:
    """Where the paper comes from, in a few words."""
    label = phrases.vocabulary.label
    if material.issuer == "agency" and material.issuer_kind:
        return phrases.say(
            "ask.source.agency", agency=phrases.text(label("agency-kind", material.issuer_kind))
        )
    if material.issuer == "third-party" and material.third_party:
        return phrases.say(
            "ask.source.agency", agency=phrases.text(label("third-party", material.third_party))
        )
    return phrases.say(
        f"ask.source.{material.issuer if material.issuer in ('self', 'third-party') else 'issued'}"
    )


def _promise(paper: MaterialRequirement, at: Position, phrases: Phrases) -> Relief | None:
    """That a written promise may stand for it; not where the facts already rule that out."""
    promise = paper.promise
    if promise is None or at.case(f"promise/{paper.id}") is Truth.FALSE:
        return None
    key, condition = "ask.promise", ""
    if promise.when is not None:
        key, condition = "ask.promise.if", phrases.sentence(promise.when, at.plan.edition.facts)
    text = phrases.say(
        key,
        **({"condition": condition} if condition else {}),
        liability=phrases.text(promise.liability),
        check=phrases.text(promise.later_check),
    )
    return Relief(text, "", basis_lines(promise.basis, phrases))


def _follow(paper: MaterialRequirement, edition: Edition, phrases: Phrases) -> Relief | None:
    if paper.may_follow is None:
        return None
    local = edition.acceptance.tolerance_due if edition.acceptance else None
    due = phrases.duration(local or paper.may_follow.due)
    return Relief(phrases.say("ask.follow", due=due), due, basis_lines(paper.may_follow.basis, phrases))
