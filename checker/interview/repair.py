"""The smallest repair (最省事的改法): the fewest changes after which the application can be accepted.

In: a submission, its desk, the day of receipt. Out: a `Repair`: the changes, and the outcome after them.
The surprising thing: what is true stays true. Facts are never "repaired", only what the applicant is free to choose (an
agent or not, one way of handling or the other). And the answer is tried: the changes are applied and `decide` is asked
again before anybody is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations, product
from typing import Literal

from checker.check import Decision, Desk, decide
from checker.conditions.facts import Fact
from checker.documents import Fault, FaultKind, state_of
from checker.engines import Truth
from checker.model.edition import Edition, Form, Holder, MaterialRequirement
from checker.submission import Document, Submission
from checker.verdict import AcceptanceOutcome

__all__ = ["ACCEPTED", "Change", "ChangeKind", "Repair", "applied", "smallest_repair", "sound"]

ChangeKind = Literal["choose", "mend", "bring", "replace", "promise", "follow"]
ACCEPTED: tuple[AcceptanceOutcome, ...] = ("accept", "accept_tolerating")
_RANKS: tuple[AcceptanceOutcome, ...] = ("accept", "accept_tolerating", "undetermined")
_HARMLESS = ("ineligible", "tolerable")
"""Advice, and papers that may follow."""
_EFFORT: Mapping[ChangeKind, int] = {
    "mend": 1,
    "choose": 2,
    "bring": 3,
    "replace": 4,
    "promise": 5,
    "follow": 6,
}
"""Among equally many changes: what is mended in a minute before what must be fetched; a promise binds; later comes last."""
_KINDS: Mapping[FaultKind, ChangeKind] = {
    "missing": "bring",
    "too_few_originals": "bring",
    "too_few_copies": "bring",
    "original_not_shown": "bring",
    "not_signed": "mend",
    "not_sealed": "mend",
    "expiry_not_shown": "mend",
    "issue_date_not_shown": "mend",
    "dated_later": "mend",
    "expired": "replace",
    "outdated": "replace",
}
_MOST_CHOICES = 4
"""So many choices open to the applicant are tried together; beyond them the repair keeps the answers as they are."""


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """One thing to do. `requirement` and `material` name the paper, `holder` whose it is; `fact` and `value` the other choice.

    `faults` are the kinds of fault that it mends; `spares` the requirements that another choice makes needless.
    """

    kind: ChangeKind
    requirement: str = ""
    material: str = ""
    holder: str = ""
    fact: str = ""
    value: str | bool = ""
    faults: tuple[FaultKind, ...] = ()
    spares: tuple[str, ...] = ()

    @property
    def paper(self) -> tuple[str, str, str]:
        """What is changed: the same paper serves two requirements at once."""
        if self.kind in ("promise", "follow"):
            return (self.kind, self.requirement, "")
        return ("paper", self.material, self.holder) if self.kind != "choose" else ("fact", self.fact, "")


@dataclass(frozen=True, slots=True)
class Repair:
    """`changes` in the order of the edition, choices first. `before` and `after` are the outcomes.

    `possible`: after them nothing is wrong any more; the outcome is acceptance, or open because of a question alone. Else
    papers cannot do it, and `changes` is empty.
    """

    changes: tuple[Change, ...]
    before: AcceptanceOutcome
    after: AcceptanceOutcome
    possible: bool


def smallest_repair(submission: Submission, desk: Desk, on: date) -> Repair:
    """The fewest changes, found by trying every choice and every lawful way of each paper; deterministic."""
    before = decide(submission, desk, on)
    if sound(before, desk):
        return Repair((), before.acceptance, before.acceptance, True)
    best: tuple[tuple[int, int, int, int], tuple[Change, ...], AcceptanceOutcome] | None = None
    for number, choice in enumerate(_choices(submission, desk.edition)):
        start = _with_facts(submission, choice)
        if best and len(choice) > best[0][0]:
            continue
        decision = decide(start, desk, on)
        for changes in _of_papers(start, desk, decision, on):
            every = (*choice, *changes)
            if best and len(every) > best[0][0]:
                continue
            reached = decide(applied(start, changes, desk.edition, on), desk, on)
            effort = sum(_EFFORT[change.kind] for change in every)
            key = (
                len(every),
                _RANKS.index(reached.acceptance) if sound(reached, desk) else 0,
                effort,
                number,
            )
            if sound(reached, desk) and (best is None or key < best[0]):
                best = (key, every, reached.acceptance)
    if best is None:
        return Repair((), before.acceptance, before.acceptance, False)
    changes = tuple(_sparing(change, submission, desk, before, on) for change in best[1])
    return Repair(changes, before.acceptance, best[2], True)


def sound(decision: Decision, desk: Desk) -> bool:
    """Whether nothing is wrong: accepted, or undetermined without one definite defect."""
    if decision.acceptance in ACCEPTED:
        return True
    rules = desk.rulebook.rules.items()
    defects = any(
        decision.truths[name] is Truth.TRUE and rule.effect not in _HARMLESS for name, rule in rules
    )
    return decision.acceptance == "undetermined" and not defects


def _sparing(change: Change, submission: Submission, desk: Desk, before: Decision, on: date) -> Change:
    """A choice with the papers that it makes needless."""
    if change.kind != "choose":
        return change
    after = decide(_with_facts(submission, (change,)), desk, on).truths
    needless = (
        paper.id
        for paper in desk.edition.materials
        if before.truths.get(f"needed/{paper.id}") is Truth.TRUE
        and after.get(f"needed/{paper.id}") is Truth.FALSE
    )
    return replace(change, spares=tuple(needless))


def _choices(submission: Submission, edition: Edition) -> Iterator[tuple[Change, ...]]:
    """What the applicant is free to answer otherwise: nothing first, then one choice, then two ..."""
    free: list[tuple[Fact, tuple[str | bool, ...]]] = []
    for name, fact in edition.facts.items():
        if fact.applicant_decides and name in submission.facts:
            answers: tuple[str | bool, ...] = fact.option_ids if fact.type == "choice" else (True, False)
            free.append((fact, tuple(each for each in answers if each != submission.facts[name])))
    free = free[:_MOST_CHOICES]
    for size in range(len(free) + 1):
        for chosen in combinations(free, size):
            for values in product(*(answers for _, answers in chosen)):
                yield tuple(
                    Change("choose", fact=fact.id, value=value)
                    for (fact, _), value in zip(chosen, values, strict=True)
                )


def _with_facts(submission: Submission, changes: Iterable[Change]) -> Submission:
    facts = {**submission.facts, **{change.fact: change.value for change in changes}}
    return replace(submission, facts=facts)


def _of_papers(
    submission: Submission, desk: Desk, decision: Decision, on: date
) -> Iterator[tuple[Change, ...]]:
    """The smallest sets of changes to the papers that leave no paper lacking; with and without papers to follow."""
    wanting = [
        paper
        for paper in desk.edition.materials
        if any(
            decision.truths.get(f"{rule}/{paper.id}") is Truth.TRUE for rule in ("material", "spot", "follow")
        )
    ]
    for tolerating in (False, True):
        ways = [tuple(_ways(paper, submission, decision, on, tolerating)) for paper in wanting]
        if all(ways):
            yield _cheapest(wanting, ways)


def _cheapest(
    wanting: list[MaterialRequirement], ways: list[tuple[tuple[Change, ...], ...]]
) -> tuple[Change, ...]:
    """One way for each requirement, so that the papers to touch are fewest; a paper that serves two counts once."""
    order = sorted(range(len(ways)), key=lambda index: len(ways[index]))
    best: tuple[tuple[int, int], tuple[Change, ...]] | None = None

    def search(depth: int, chosen: tuple[Change, ...]) -> None:
        nonlocal best
        touched = {change.paper: change for change in reversed(chosen)}
        key = (len(touched), sum(_EFFORT[change.kind] for change in touched.values()))
        if best is not None and key >= best[0]:
            return
        if depth == len(order):
            best = (key, chosen)
            return
        for way in ways[order[depth]]:
            search(depth + 1, (*chosen, *way))

    search(0, ())
    assert best is not None  # every requirement has a way
    places = {paper.id: number for number, paper in enumerate(wanting)}
    kept: dict[tuple[str, str, str], Change] = {}
    for change in sorted(best[1], key=lambda change: places[change.requirement]):
        kept.setdefault(change.paper, change)
    return tuple(kept.values())


def _ways(
    paper: MaterialRequirement, submission: Submission, decision: Decision, on: date, tolerating: bool
) -> Iterator[tuple[Change, ...]]:
    """The ways to satisfy one requirement: enough papers in order, a promise, a later supply; the least effort first."""
    found: list[tuple[Change, ...]] = []
    if tolerating and decision.truths.get(f"follow/{paper.id}") is Truth.TRUE:
        yield ()  # it is to follow already
        return
    for forms in combinations(paper.forms, paper.count):
        found.append(tuple(change for form in forms for change in _in_order(paper, form, submission, on)))
    if paper.promise and decision.truths.get(f"promise/{paper.id}", Truth.TRUE) is Truth.TRUE:
        found.append((Change("promise", paper.id, _first(paper), faults=("missing",)),))
    if tolerating and paper.may_follow and decision.states[paper.id].missing:
        found.append((Change("follow", paper.id, _first(paper), faults=("missing",)),))
    yield from sorted(found, key=lambda way: (len(way), sum(_EFFORT[change.kind] for change in way)))


def _first(paper: MaterialRequirement) -> str:
    return next(form.material.id for form in paper.forms if not form.shared_data)


def _in_order(paper: MaterialRequirement, form: Form, submission: Submission, on: date) -> Iterator[Change]:
    """What to do so that this one paper is right: one change for each person whose paper is not."""
    alone = replace(paper, forms=(form,), count=1)
    by_holder: dict[str, list[Fault]] = {}
    real = tuple(each for each in submission.documents if not (each.promised or each.follows))
    for fault in state_of(alone, real, on).faults:
        by_holder.setdefault(fault.holder.id if fault.holder else "", []).append(fault)
    for holder, faults in by_holder.items():
        kind = max((_KINDS[fault.kind] for fault in faults), key=lambda each: _EFFORT[each])
        kinds = tuple(dict.fromkeys(fault.kind for fault in faults))
        yield Change(kind, paper.id, form.material.id, holder, faults=kinds)


def applied(submission: Submission, changes: Iterable[Change], edition: Edition, on: date) -> Submission:
    """The submission after these changes: every paper named is as all forms that ask for it demand."""
    documents = list(submission.documents)
    facts = dict(submission.facts)
    for change in changes:
        match change.kind:
            case "choose":
                facts[change.fact] = change.value
            case "promise":
                documents.append(Document(change.material, promised=True))
            case "follow":
                documents.append(Document(change.material, follows=True))
            case _:
                documents = _mended(documents, change, edition, on)
    return replace(submission, facts=facts, documents=tuple(documents))


def _mended(documents: list[Document], change: Change, edition: Edition, on: date) -> list[Document]:
    """Each paper of this kind and person made sound in place; one more when there is none."""
    forms = [
        (form, holder)
        for paper in edition.materials
        for form in paper.forms
        if form.material.id == change.material
        for holder in (form.holders or (None,))
        if holder is None or holder.id == change.holder or not change.holder
    ]
    found, rest = list[Document](), list[Document]()
    for each in documents:
        theirs = not change.holder or each.holder == change.holder
        mine = each.material == change.material and theirs and not (each.promised or each.follows)
        (found if mine else rest).append(each)
    return rest + [
        _sound(each, forms, on) for each in found or [Document(change.material, holder=change.holder)]
    ]


def _sound(document: Document, forms: Iterable[tuple[Form, Holder | None]], on: date) -> Document:
    asked = [form for form, _ in forms]
    originals = max((1 if form.check_only else form.originals for form in asked), default=0)
    copies = max((form.copies for form in asked), default=0)
    return replace(
        document,
        originals=max(document.originals, originals, 0 if copies or document.electronic else 1),
        copies=max(document.copies, copies),
        signed=True,
        sealed=True,
        issued_on=on,
        valid_until=max(document.valid_until or on, on),
    )
