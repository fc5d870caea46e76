"""Proofs about papers: needed by no applicant, or only by those who get nothing; alternatives that nobody can satisfy.

In: a Subject. Out: faults. The surprising thing: a paper can be needed by many people and still by no applicant. Who is exempt,
or belongs to another organ, hands in nothing here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.engines import Truth
from checker.finding import Text
from checker.prove.conditions import opposite
from checker.prove.registry import Fault, Faults, Proof, proof

if TYPE_CHECKING:
    from checker.prove.subject import Subject

__all__ = ["PROOFS"]


@proof("P08", "paper-never-needed", "行政许可法 §31", any_office=True)
def never_needed(subject: Subject) -> Faults:
    """每份材料都要有申请人需要它：只有不需要办、归别的机关办的人才需要的，没有用。
    Some applicant needs each paper; one that only the exempt, or people of another organ, would need is of no use.

    错误:
        competence:
          - {id: elsewhere, when: {premises.area: {at_least: 500}}, organ: {level: city}}
          - {otherwise: true, organ: here}
        materials:
          - {id: consent, material: sample-plan, originals: 1, when: {premises.area: {more_than: 800}}}  # <-
    正确:
        competence:
          - {id: elsewhere, when: {premises.area: {at_least: 500}}, organ: {level: city}}
          - {otherwise: true, organ: here}
        materials:
          - {id: consent, material: sample-plan, originals: 1, when: {premises.area: {more_than: 80}}}
    """
    barriers = subject.barriers("applicants")
    for paper in subject.edition.materials:
        if paper.when is None or not subject.can(paper.when) or subject.can(paper.when, reach="applicants"):
            continue
        away = [
            barriers[number]
            for number in subject.clash([opposite(rule.node) for rule in barriers], paper.when)
        ]
        ids = "、".join(f"`{rule.subject.id}`" for rule in away)
        yield Fault(
            subject.at(paper.place, "when"),
            Text(
                f"没有申请人需要材料 `{paper.id}`：会需要它的人，都由 {ids} 排除在外",
                f"no applicant ever needs paper `{paper.id}`: those who would are all sent away by "
                f"{ids.replace('、', ', ')}",
            ),
            Text("改正条件，或者不再要这份材料", "mend the condition, or no longer ask for the paper"),
            subject.example({paper.when: Truth.TRUE}, (paper.when, *(rule.node for rule in away))),
            tuple(rule.subject.place for rule in away),
        )


@proof("P09", "alternatives-unsatisfiable", "行政许可法 §31")
def alternatives(subject: Subject) -> Faults:
    """几选一的材料，要选的份数不能多于列出的材料。
    Of alternative papers no more are asked for than are listed.

    错误:
        materials:
          - id: identity
            count: 3  # <-
            one_of:
              - {material: identity-card, copies: 1}
              - {material: passport, copies: 1}
    正确:
        materials:
          - id: identity
            count: 1
            one_of:
              - {material: identity-card, copies: 1}
              - {material: passport, copies: 1}
    """
    for paper in subject.edition.materials:
        different = {form.material.id for form in paper.forms}
        if paper.waived is not None or paper.count <= len(different):
            continue
        needed = {paper.when: Truth.TRUE} if paper.when else {}
        if needed and not subject.can(*needed):
            continue  # P01 says so
        yield Fault(
            subject.at(paper.place, "count"),
            Text(
                f"材料 `{paper.id}` 要交 {paper.count} 种，只列了 {len(different)} 种：没有人能交齐",
                f"{paper.count} kinds are asked for paper `{paper.id}`, and {len(different)} listed: nobody can comply",
            ),
            Text("改正 `count`，或者补上可以选的材料", "mend `count`, or list more alternatives"),
            subject.example(needed, tuple(needed)),
        )


@proof("P16", "paper-only-for-the-refused", "行政许可法 §31", severity="warning", any_office=True)
def only_refused(subject: Subject) -> Faults:
    """需要材料的申请人中，要有人能获得批准；只向注定得不到批准的人要材料，没有意义。
    Of the applicants who need a paper, some can be granted the matter; nothing is asked of those alone who cannot.

    错误:
        conditions:
          - {id: area, stage: decision, when: {premises.area: {at_least: 50}}, remedy: 换更大的场所。}
        materials:
          - {id: plan, material: sample-plan, originals: 1, when: {premises.area: {less_than: 40}}}  # <-
    正确:
        conditions:
          - {id: area, stage: decision, when: {premises.area: {at_least: 50}}, remedy: 换更大的场所。}
        materials:
          - {id: plan, material: sample-plan, originals: 1, when: {premises.area: {less_than: 80}}}
    """
    rules = subject.conditions
    if not subject.can(reach="granted"):
        return  # P06 says so
    for paper in subject.edition.materials:
        if paper.when is None or not subject.can(paper.when, reach="applicants"):
            continue
        if subject.can(paper.when, reach="granted"):
            continue
        numbers = subject.clash([opposite(rule.node) for rule in rules], paper.when)
        against = [rules[number] for number in numbers]
        ids = "、".join(f"`{rule.subject.id}`" for rule in against)
        yield Fault(
            subject.at(paper.place, "when"),
            Text(
                f"需要材料 `{paper.id}` 的人都得不到批准：他们达不到 {ids}",
                f"nobody who needs paper `{paper.id}` can be granted this: {ids.replace('、', ', ')} forbid it",
            ),
            Text("改正条件，或者不再要这份材料", "mend the condition, or no longer ask for the paper"),
            subject.example({paper.when: Truth.TRUE}, (paper.when, *(rule.node for rule in against))),
            tuple(rule.subject.place for rule in against),
        )


PROOFS: tuple[Proof, ...] = (never_needed, alternatives, only_refused)
