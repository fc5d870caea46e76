"""An edition as named rules: everything the verdict must know, put as condition trees over facts and document states.

In: an Edition. Out: a `Rulebook`: the RuleSet that both engines compile, and for each rule what it stands for.
The surprising thing: a missing paper is a rule like any other. The state of each requirement's papers enters as boolean facts
(`doc.<requirement>.lacking` ...), so a paper that is needed only in some cases, is not there, and whose
case is not known, comes out as *unknown*: a question, not a defect.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.conditions.facts import Fact
from checker.conditions.tree import All, Compare, Node, Not
from checker.engines import RuleSet, Value
from checker.finding import Text
from checker.model.edition import Competence, Edition, MaterialRequirement, NotRequired, Requirement

if TYPE_CHECKING:
    from checker.documents import PaperState

__all__ = ["EFFECTS", "Effect", "Rule", "Rulebook", "conditions_of", "paper_values", "rulebook"]

Subject = NotRequired | Competence | Requirement | MaterialRequirement
Effect = str
EFFECTS: tuple[Effect, ...] = (
    "not_required",
    "not_competent",
    "refuse",
    "supplement",
    "on_the_spot",
    "tolerable",
    "ineligible",
)
"""What a rule that holds brings about; the first six are the columns of rules/acceptance.yaml, `ineligible` is advice only."""

_STATES = ("lacking", "correctable", "following")
_NO_TEXT = Text("", "")


@dataclass(frozen=True, slots=True)
class Rule:
    """One possible finding: what it concerns and what it would bring about."""

    name: str
    effect: Effect
    subject: Subject
    node: Node


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All rules of one edition. `rules` decide the verdict; `cases` (limits, fees, needs ...) are asked beside them."""

    edition: Edition
    rules: Mapping[str, Rule]
    cases: Mapping[str, Node]
    rule_set: RuleSet


def rulebook(edition: Edition) -> Rulebook:
    """The rules of an edition. Pure; compile the rule set once per edition."""
    rules, cases = _named(edition)
    facts: dict[str, Fact] = dict(edition.facts)
    for requirement in edition.materials:
        for state in (*_STATES, "promised"):
            identity = f"doc.{requirement.id}.{state}"
            facts[identity] = Fact(identity, "boolean", _NO_TEXT, _NO_TEXT, place=requirement.place)
    nodes = {name: rule.node for name, rule in rules.items()} | cases
    places = {name: rule.subject.place for name, rule in rules.items()} | dict.fromkeys(cases, edition.place)
    name = f"{edition.matter}@{edition.effective_from}" + (f"/{edition.office}" if edition.office else "")
    return Rulebook(edition, rules, cases, RuleSet(name, nodes, facts, places))


def conditions_of(edition: Edition) -> tuple[Node, ...]:
    """The conditions of the rule set alone: what a linter needs to see that they are few and small."""
    rules, cases = _named(edition)
    return (*(rule.node for rule in rules.values()), *cases.values())


def _named(edition: Edition) -> tuple[dict[str, Rule], dict[str, Node]]:
    return {rule.name: rule for rule in _rules(edition)}, dict(_cases(edition))


def _rules(edition: Edition) -> Iterator[Rule]:
    for exempt in edition.not_required_when:
        yield Rule(f"not_required/{exempt.id}", "not_required", exempt, exempt.when)
    yield from _competence(edition)
    for requirement in edition.requirements:
        effect = "ineligible" if requirement.stage == "decision" else requirement.effect
        yield Rule(f"condition/{requirement.id}", effect, requirement, unmet(requirement))
    for paper in edition.materials:
        yield from _papers(paper)


def unmet(requirement: Requirement) -> Node:
    """The requirement applies and is not met."""
    failing = Not(requirement.when)
    return failing if requirement.only_if is None else All((requirement.only_if, failing))


def _competence(edition: Edition) -> Iterator[Rule]:
    """The first line that holds names the organ, so each line is joined to the failure of those before it."""
    passed: list[Node] = []
    for line in edition.competence:
        parts = [*passed, *([line.when] if line.when else [])]
        if not line.organ.here and parts:
            yield Rule(
                f"competence/{line.id}",
                "not_competent",
                line,
                parts[0] if len(parts) == 1 else All(tuple(parts)),
            )
        if line.when:
            passed.append(Not(line.when))


def _papers(paper: MaterialRequirement) -> Iterator[Rule]:
    if paper.waived is not None or all(form.shared_data for form in paper.forms):
        return
    lacking = _state(paper, "lacking")
    if paper.promise:
        promised = _state(paper, "promised")
        replaced = promised if paper.promise.when is None else All((promised, paper.promise.when))
        lacking = All((lacking, Not(replaced)))
    yield Rule(f"material/{paper.id}", "supplement", paper, _when_needed(paper, lacking))
    if any(form.on_the_spot for form in paper.forms):
        yield Rule(
            f"spot/{paper.id}", "on_the_spot", paper, _when_needed(paper, _state(paper, "correctable"))
        )
    if paper.may_follow:
        yield Rule(f"follow/{paper.id}", "tolerable", paper, _when_needed(paper, _state(paper, "following")))


def _when_needed(paper: MaterialRequirement, node: Node) -> Node:
    return node if paper.when is None else All((paper.when, node))


def _state(paper: MaterialRequirement, state: str) -> Node:
    return Compare(f"doc.{paper.id}.{state}", "is", True)


def paper_values(edition: Edition, states: Mapping[str, PaperState]) -> dict[str, Value]:
    """The document states of a submission as values of the `doc.` facts; papers without a state stay unknown."""
    values: dict[str, Value] = {}
    for paper in edition.materials:
        state = states.get(paper.id)
        if state is None:
            continue
        following = state.missing and state.follows and paper.may_follow is not None
        values[f"doc.{paper.id}.lacking"] = not state.fine and not state.correctable and not following
        values[f"doc.{paper.id}.correctable"] = state.correctable
        values[f"doc.{paper.id}.following"] = following
        values[f"doc.{paper.id}.promised"] = state.promised
    return values


def _cases(edition: Edition) -> Iterator[tuple[str, Node]]:
    """The conditions beside the verdict: which papers are needed, which limits, fees and results apply."""
    for paper in edition.materials:
        if paper.when:
            yield f"needed/{paper.id}", paper.when
        if paper.promise and paper.promise.when:
            yield f"promise/{paper.id}", paper.promise.when
    for limit in edition.time_limits:
        if limit.when:
            yield f"limit/{limit.id}", limit.when
    for item in edition.fees.items:
        if item.when:
            yield f"fee/{item.id}", item.when
    for reduction in edition.fees.reductions:
        yield f"reduction/{reduction.id}", reduction.when
    for index, validity in enumerate(edition.result.validity):
        if validity.when:
            yield f"validity/{index}", validity.when
    for entitlement in edition.result.entitlements:
        yield f"entitlement/{entitlement.id}", entitlement.when
    for index, special in enumerate(edition.special_procedures):
        if special.when:
            yield f"special/{index}", special.when
