"""What an edition declares: each id once, each fact and each basis used, each condition able to fail.

In: editions. Out: faults. The surprising thing: ids are compared here and not by the schema, because JSON
Schema cannot say "unique within the list"; a doubled id would silently hide the first condition from the rules
engine.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from checker.conditions.tree import AnyOf, Node, Not, facts_of, walk
from checker.finding import Place, Text
from checker.lint.registry import Fault, Scope, per_edition
from checker.model.edition import Edition
from checker.model.parts import Citation

__all__ = ["CHECKS"]


@per_edition("L67", "fact-used", "优化营商环境条例 §35")
def fact_used(edition: Edition, scope: Scope) -> Iterator[Fault]:
    """声明的情形要素都要用到：不影响结果的，不得问申请人。
    Every fact that is declared is used: what changes nothing is not asked.

    错误:
        facts:
          - {id: premises.colour, type: text, label: 门面颜色}  # <-
    正确:
        facts:
          - {id: premises.employees, type: integer, label: 从业人员}
        conditions:
          - {id: employees, stage: decision, when: {premises.employees: {at_least: 1}}, remedy: 先配备人员。, basis: [permit-20]}
    """
    own = [fact for fact in edition.facts.values() if fact.place.path == edition.place.path]
    if not own:
        return
    used = {name for node in _conditions(edition) for name in facts_of(node)}
    used.update(item.times for item in edition.fees.items)
    used.update(fact.derive.fact for fact in edition.facts.values() if fact.derive and fact.id in used)
    for fact in own:
        if fact.id not in used:
            yield Fault(
                fact.place,
                Text(
                    f"情形 `{fact.id}` 声明了，却没有用到", f"the fact `{fact.id}` is declared but not used"
                ),
                Text("在条件里用它，或者删去", "use it in a condition, or take it out"),
            )


def _conditions(edition: Edition) -> Iterator[Node]:
    """Every condition tree of the edition."""
    found: list[Node | None] = [item.when for item in edition.not_required_when]
    found += [line.when for line in edition.competence]
    for requirement in edition.requirements:
        found += [requirement.only_if, requirement.when]
    for paper in edition.materials:
        found += [paper.when, paper.promise.when if paper.promise else None]
    for limit in edition.time_limits:
        found += [limit.when, limit.extension.when if limit.extension else None]
    found += [special.when for special in edition.special_procedures]
    found += [item.when for item in edition.fees.items] + [item.when for item in edition.fees.reductions]
    found += [step.when for step in edition.flow.steps]
    found += [part.when for part in edition.result.validity] + [
        part.when for part in edition.result.entitlements
    ]
    return (node for node in found if node is not None)


@per_edition("L68", "basis-cited", "行政许可法 §30", severity="warning")
def basis_cited(edition: Edition, scope: Scope) -> Iterator[Fault]:
    """声明的依据要在某一项里引用，或者用 gist 说明它规定了什么。
    A declared basis is cited by some item, or its `gist` says what it is there for.

    错误:
        legal_basis:
          - {id: permit-40, law: sample-regulations, article: "40"}  # <-
    正确:
        legal_basis:
          - {id: permit-40, law: sample-regulations, article: "40", gist: 违反条例的法律责任。}
    """
    cited = {citation.id for citation in _cited(edition)}
    for citation in edition.legal_basis:
        if citation.id not in cited and citation.gist is None:
            yield Fault(
                citation.place,
                Text(f"依据 `{citation.id}` 没有一项引用它", f"no item cites the basis `{citation.id}`"),
                Text(
                    "在用到它的地方写进 basis，或者用 gist 说明，或者删去",
                    "cite it where it is used, say in `gist` what it is for, or take it out",
                ),
            )


class _Based(Protocol):
    """Whatever cites its legal basis."""

    @property
    def basis(self) -> tuple[Citation, ...]: ...


def _cited(edition: Edition) -> Iterator[Citation]:
    entries: tuple[_Based, ...] = (
        *edition.not_required_when,
        *edition.competence,
        *edition.requirements,
        edition.quota,
        *edition.materials,
        *edition.time_limits,
        *edition.special_procedures,
        edition.fees,
        *edition.fees.items,
        *edition.fees.reductions,
        *edition.flow.steps,
        *edition.result.validity,
        *edition.result.entitlements,
        *edition.after_grant,
    )
    for entry in entries:
        yield from entry.basis
    for paper in edition.materials:
        yield from paper.may_follow.basis if paper.may_follow else ()
        yield from paper.promise.basis if paper.promise else ()
    for limit in edition.time_limits:
        yield from limit.extension.basis if limit.extension else ()
        for part in limit.not_counted:
            yield from part.basis
    yield from edition.result.renewal.basis if edition.result.renewal else ()
    yield from edition.acceptance.basis if edition.acceptance else ()


@per_edition("L74", "ids-unique", "GB/T 39554")
def ids_unique(edition: Edition, scope: Scope) -> Iterator[Fault]:
    """同一张列表里的编号不得重复。
    Ids are unique within their list.

    错误:
        conditions:
          - {id: rules-a, stage: decision, when: {premises.fixed: true}, remedy: 先落实经营场所。, basis: [permit-20]}
          - {id: rules-a, stage: decision, when: {premises.tenure: owned}, remedy: 先落实经营场所。, basis: [permit-20]}  # <-
    正确:
        conditions:
          - {id: rules-a, stage: decision, when: {premises.fixed: true}, remedy: 先落实经营场所。, basis: [permit-20]}
          - {id: rules-b, stage: decision, when: {premises.tenure: owned}, remedy: 先落实经营场所。, basis: [permit-20]}
    """
    papers = {(paper.id.partition(".")[0], paper.place) for paper in edition.materials}
    lists: tuple[tuple[tuple[str, Place], ...], ...] = (
        tuple((item.id, item.place) for item in edition.not_required_when),
        tuple((item.id, item.place) for item in edition.competence),
        tuple((item.id, item.place) for item in edition.requirements),
        tuple(sorted(papers, key=lambda pair: pair[1])),
        tuple((item.id, item.place) for item in edition.time_limits),
        tuple((item.id, item.place) for item in edition.fees.items),
        tuple((item.id, item.place) for item in edition.fees.reductions),
        tuple((item.id, item.place) for item in edition.flow.steps),
        tuple((item.id, item.place) for item in edition.result.entitlements),
        tuple((item.id, item.place) for item in edition.after_grant),
    )
    for pairs in lists:
        if len({name for name, _ in pairs}) == len(pairs):
            continue
        seen: dict[str, Place] = {}
        for name, place in pairs:
            first = seen.setdefault(name, place)
            if first != place and name:
                yield Fault(
                    scope.at(place, "id"),
                    Text(f"编号 `{name}` 已经用过", f"the id `{name}` is used already"),
                    Text("换一个编号", "choose another id"),
                    (first,),
                )


@per_edition("L80", "condition-can-fail", "优化营商环境条例 §35")
def condition_can_fail(edition: Edition, scope: Scope) -> Iterator[Fault]:
    """条件要有可能不满足：一个情形的“是”与“不是”并列，等于没有条件。
    A condition can fail; one that asks for a thing or its opposite asks for nothing.

    错误:
        conditions:
          - id: either
            stage: decision
            when: {any: [{premises.fixed: true}, {not: {premises.fixed: true}}]}  # <-
            remedy: 先落实经营场所。
            basis: [permit-20]
    正确:
        conditions:
          - id: either
            stage: decision
            when: {any: [{premises.fixed: true}, {premises.tenure: owned}]}
            remedy: 先落实经营场所。
            basis: [permit-20]
    """
    for requirement in edition.requirements:
        for node in walk(requirement.when):
            if isinstance(node, AnyOf) and any(
                isinstance(part, Not) and part.child in node.children for part in node.children
            ):
                yield Fault(
                    scope.at(requirement.place, "when"),
                    Text(
                        "这个条件总是满足：正反两面都写在“或”里",
                        "this condition always holds: a line and its opposite stand in one `any`",
                    ),
                    Text("删去其中一面", "take one of the two out"),
                )


CHECKS = (
    fact_used,
    basis_cited,
    ids_unique,
    condition_can_fail,
)
