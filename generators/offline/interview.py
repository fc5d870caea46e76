"""The interview of a matter for the browser: what is observed, why a fact is asked, and what is asked about each paper.

In: a desk and the shared tables. Out: the observations of checker/interview/plan.py with their conditions, and finished
sentences. The surprising thing: the order of the questions is not here. It follows from the answers, so the browser works it out
at every step.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from checker.check import Desk
from checker.durations import Duration, calendar_days
from checker.interview.choosing import position
from checker.interview.known import Answers, known, to_bring
from checker.interview.papers import PaperQuestion, Relief, paper_question
from checker.interview.plan import BESIDE, Observation, Plan, plan
from checker.model.edition import (
    Competence,
    FeeItem,
    MaterialRequirement,
    NotRequired,
    Requirement,
    TimeLimit,
)

if TYPE_CHECKING:
    from generators.offline.program import Tables
    from generators.offline.trees import Plain

__all__ = ["age", "interview", "paper_words"]

_ANY_DAY = date(2000, 1, 1)
_Reason = NotRequired | Competence | Requirement | MaterialRequirement | TimeLimit | FeeItem


def interview(desk: Desk, tables: Tables) -> dict[str, Plain]:
    """The observations, the reasons behind them, and the place of each fact in the walk over them."""
    planned = plan(desk)
    reasons: list[Plain] = []
    observations: list[Plain] = []
    for each in planned.observations:
        entry: dict[str, Plain] = {
            "name": each.name,
            "tier": each.tier,
            "node": tables.nodes.add(each.node),
            "reason": len(reasons),
        }
        reasons.append(_reason(_behind(each, planned), tables))
        entry |= {"effect": each.effect} if each.effect else {}
        entry |= {"paper": each.paper, "before": each.before} if each.paper else {}
        observations.append(entry)
    counted: list[Plain] = []
    for item, _ in planned.counted:
        counted.append({"id": item.id, "times": item.times, "reason": len(reasons)})
        reasons.append(_reason(item, tables))
    return {
        "observations": observations,
        "counted": counted,
        "reasons": reasons,
        "positions": [*planned.positions],
        "beside": BESIDE,
    }


def _behind(observation: Observation, planned: Plan) -> _Reason:
    """What of the edition this observation is about."""
    edition = planned.edition
    rule = planned.desk.rulebook.rules.get(observation.name)
    if rule is not None:
        return rule.subject
    kind, _, name = observation.name.partition("/")
    among: dict[str, tuple[_Reason, ...]] = {
        "needed": edition.materials,
        "limit": edition.time_limits,
        "charged": edition.fees.items,
    }
    return next(each for each in among[kind] if each.id == name)


def _reason(reason: _Reason, tables: Tables) -> Plain:
    return {"id": reason.id, "name": _name(reason, tables), "basis": tables.basis(reason.basis)}


def _name(reason: _Reason, tables: Tables) -> str:
    """As checker/interview/asking.py names it."""
    phrases = tables.phrases
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
    condition = phrases.sentence(reason.when, tables.edition.facts)
    key = "decision" if reason.stage == "decision" else "acceptance"
    return phrases.say(f"ask.because.{key}", condition=condition)


def paper_words(desk: Desk, tables: Tables) -> dict[str, dict[str, Plain]]:
    """Requirement id -> what its paper question says: the sources and fields of its papers, the ways around it."""
    nobody = Answers()
    at = position(plan(desk), known(desk, nobody, _ANY_DAY))
    found: dict[str, dict[str, Plain]] = {}
    for paper in desk.edition.materials:
        if to_bring(paper):
            asked = paper_question(paper, at, nobody, tables.phrases)
            found[paper.id] = _words(asked, paper, desk, tables)
    return found


def _words(asked: PaperQuestion, paper: MaterialRequirement, desk: Desk, tables: Tables) -> dict[str, Plain]:
    """What the form demands is the same for every holder; the days that depend on the day of receipt are left to the browser."""
    materials: dict[str, Plain] = {}
    for way in asked.ways:
        fields: list[Plain] = []
        for each in way.fields:
            field: dict[str, Plain] = {"name": each.name, "type": each.type, "ask": each.ask}
            if each.type == "integer":
                field["wanted"] = each.wanted
            if each.name == "issued_on":
                field["ages"] = _ages(way.material, desk)
            fields.append(field)
        materials[way.material] = {"source": way.source, "fields": fields}
    entry: dict[str, Plain] = {"materials": materials}
    if asked.may_promise:
        entry["promise"] = _relief(asked.may_promise, paper, tables)
    if asked.may_follow:
        entry["follow"] = _relief(asked.may_follow, paper, tables)
    return entry


def _ages(material: str, desk: Desk) -> Plain:
    """How old the paper may be, for every requirement of this edition that asks for it."""
    forms = (form for paper in desk.edition.materials for form in paper.forms)
    return [age(form.issued_within) for form in forms if form.material.id == material and form.issued_within]


def _relief(relief: Relief, paper: MaterialRequirement, tables: Tables) -> Plain:
    promised = paper.promise if not relief.due else paper.may_follow
    entry: dict[str, Plain] = {"text": relief.text, "basis": tables.basis(promised.basis if promised else ())}
    return entry | ({"due": relief.due} if relief.due else {})


def age(length: Duration) -> Plain:
    """As `corresponding_day` counts back: by months, or by the most calendar days."""
    if length.unit in ("months", "years"):
        return {"months": length.amount * (12 if length.unit == "years" else 1)}
    return {"days": calendar_days(length)[1]}
