"""A fact to ask, said to a person: the question, and why it is asked.

In: a candidate with the observations that wait for it. Out: a `FactQuestion`: words, options, the requirements and their
articles.
The surprising thing: the reason is not written anywhere in the catalogue. It is the list of what could still come out
differently, so it shrinks as the interview goes on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from checker.conditions.facts import Option
from checker.interview.choosing import Candidate, Position
from checker.interview.plan import Observation, Plan
from checker.model.edition import (
    Competence,
    FeeItem,
    MaterialRequirement,
    NotRequired,
    Requirement,
    TimeLimit,
)
from checker.phrases import Phrases
from checker.problems import basis_lines
from checker.verdict import BasisLine

__all__ = ["FactQuestion", "fact_question"]

_SHOWN = 4
"""How many reasons a sentence names before it counts the rest."""

_Reason = NotRequired | Competence | Requirement | MaterialRequirement | TimeLimit | FeeItem


@dataclass(frozen=True, slots=True)
class FactQuestion:
    """One fact. `because` are the ids of what waits for it, `why` says it in words, `basis` are their articles.

    `given_but`: it was answered, and the answer counts as not given, because.
    """

    fact: str
    type: str
    unit: str
    ask: str
    hint: str
    options: tuple[Option, ...]
    option_labels: tuple[str, ...]
    because: tuple[str, ...]
    why: str
    basis: tuple[BasisLine, ...]
    given_but: str = ""

    @property
    def basis_texts(self) -> tuple[str, ...]:
        """The articles as they are printed."""
        return tuple(line.text for line in self.basis)


def fact_question(candidate: Candidate, at: Position, phrases: Phrases) -> FactQuestion:
    """The question for one candidate."""
    plan, fact = at.plan, at.plan.edition.facts[candidate.fact]
    reasons = _reasons(candidate, plan)
    unread = at.known.unread.get(fact.id)
    names = list(dict.fromkeys(_name(reason, plan, phrases) for reason in reasons))
    subjects = phrases.listed(names[:_SHOWN])
    if len(names) > _SHOWN:
        subjects = phrases.say("ask.why.more", subjects=subjects, n=str(len(names)))
    return FactQuestion(
        fact=fact.id,
        type=fact.type,
        unit=phrases.say("ask.unit.yuan") if fact.type == "money" else phrases.text(fact.unit),
        ask=phrases.text(fact.ask),
        hint=phrases.text(fact.hint),
        options=fact.options,
        option_labels=tuple(phrases.text(option.label) for option in fact.options),
        because=tuple(dict.fromkeys(reason.id for reason in reasons)),
        why=phrases.say("ask.why", subjects=subjects),
        basis=tuple(dict.fromkeys(line for reason in reasons for line in basis_lines(reason.basis, phrases))),
        given_but=phrases.say("verdict.question.given_but", reason=phrases.text(unread.reason))
        if unread
        else "",
    )


def _reasons(candidate: Candidate, plan: Plan) -> list[_Reason]:
    found: dict[str, _Reason] = {}
    for observation in candidate.waiting:
        reason = _reason(observation, plan)
        if reason is not None:
            found.setdefault(reason.id, reason)
    for item, _ in plan.counted:
        if item.times == candidate.fact:
            found.setdefault(item.id, item)
    return list(found.values())


def _reason(observation: Observation, plan: Plan) -> _Reason | None:
    edition = plan.edition
    rule = plan.desk.rulebook.rules.get(observation.name)
    if rule is not None:
        return rule.subject
    kind, _, name = observation.name.partition("/")
    among: Mapping[str, tuple[_Reason, ...]] = {
        "needed": edition.materials,
        "limit": edition.time_limits,
        "charged": edition.fees.items,
    }
    return next((each for each in among[kind] if each.id == name), None)


def _name(reason: _Reason, plan: Plan, phrases: Phrases) -> str:
    match reason:
        case MaterialRequirement():
            return phrases.say("ask.because.paper", name=phrases.paper(reason))
        case Competence():
            return phrases.say("ask.because.competence")
        case NotRequired():
            return phrases.say("ask.because.not_required")
        case TimeLimit():
            return phrases.say("ask.because.limit")
        case FeeItem():
            return phrases.say("ask.because.fee", name=phrases.text(reason.name))
    condition = phrases.sentence(reason.when, plan.edition.facts)
    key = "decision" if reason.stage == "decision" else "acceptance"
    return phrases.say(f"ask.because.{key}", condition=condition)
