"""Proof about questions: a fact that is asked and changes nothing.

In: a Subject. Out: faults. The surprising thing: it takes two applicants at once, alike in every answer but this one. If no
rule and no case of the rulebook can tell them apart, the question is in vain, however often conditions name it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from checker.conditions.tree import Node, facts_of
from checker.derive import source_of
from checker.finding import Text
from checker.prove.registry import Fault, Faults, Proof, proof

if TYPE_CHECKING:
    from checker.prove.subject import Subject

__all__ = ["PROOFS"]


@proof("P15", "fact-changes-nothing", "优化营商环境条例 §35", any_office=True)
def changes_nothing(subject: Subject) -> Faults:
    """问到的情形都要能改变结果：怎么回答都一样的，不得问申请人。
    The answer to every question can change the outcome; what makes no difference is not asked.

    错误:
        facts:
          - {id: premises.lit, type: boolean, label: 有照明}  # <-
        conditions:
          - id: area
            stage: decision
            when: {any: [{premises.area: {at_least: 50}}, {premises.lit: true, premises.area: {at_least: 80}}]}
            remedy: 换更大的场所。
    正确:
        facts:
          - {id: premises.lit, type: boolean, label: 有照明}
        conditions:
          - id: area
            stage: decision
            when: {any: [{premises.area: {at_least: 50}}, {premises.lit: true, premises.area: {at_least: 20}}]}
            remedy: 换更大的场所。
    """
    trees = list(_trees(subject))
    readers: dict[str, list[Node]] = {}
    for node in trees:
        for name in dict.fromkeys(source_of(subject.facts[name]) for name in facts_of(node)):
            readers.setdefault(name, []).append(node)
    counted = {item.times for item in subject.edition.fees.items}
    own = [name for name, fact in subject.facts.items() if fact.place.path == subject.edition.place.path]
    written = {name for site in subject.sites for name in facts_of(site.node)}
    sources = {source_of(subject.facts[name]) for name in written}
    for name in dict.fromkeys((*own, *readers, *sources)):
        fact = subject.facts[name]
        if name.startswith(("doc.", "local.")) or name in counted or fact.derive:
            continue
        if any(_matters(subject, name, node) for node in readers.get(name, ())):
            continue
        used = [site for site in subject.sites if name in _sources(subject, site.node)]
        if used and all(_settled(subject, site.node) for site in used):
            continue  # P01 or P02 says so
        yield Fault(
            fact.place if name in own else used[0].place if used else fact.place,
            Text(
                f"情形 `{name}`（{fact.label.zh}）怎么回答，结果都一样",
                f"whatever is answered to the fact `{name}` ({fact.label.in_language('en')}), nothing changes",
            ),
            Text("不再问它，或者改正用到它的条件", "no longer ask it, or mend the conditions that name it"),
            subject.example({}, [site.node for site in used] or ()),
            tuple(site.place for site in used),
        )


def _trees(subject: Subject) -> Iterator[Node]:
    """Whatever the answer can change: rules, cases, extensions and steps."""
    yield from subject.book.rule_set.rules.values()
    for limit in subject.edition.time_limits:
        if limit.extension and limit.extension.when:
            yield limit.extension.when
    yield from (step.when for step in subject.edition.flow.steps if step.when)


def _sources(subject: Subject, node: Node) -> set[str]:
    return {source_of(subject.facts[name]) for name in facts_of(node)}


def _settled(subject: Subject, node: Node) -> bool:
    """The condition never holds, or always does."""
    return not subject.can(node) or not subject.world.solver.possible(subject.misses(node))


def _matters(subject: Subject, name: str, node: Node) -> bool:
    """Two applicants who differ in this answer alone can come out differently."""
    mine = (subject.world.holds(node), subject.world.fails(node))
    theirs = subject.world.other(mine, name)
    return any(
        subject.world.solver.possible(subject.world.differ(one, other))
        for one, other in zip(mine, theirs, strict=True)
    )


PROOFS: tuple[Proof, ...] = (changes_nothing,)
