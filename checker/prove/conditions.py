"""Proofs about conditions: never met, always met, met by nobody whom it concerns, contradicting or implying each other.

In: a Subject. Out: faults. The surprising thing: of a condition that nobody meets there is no counterexample. What is printed is
the applicant who comes nearest: as many parts of it as can hold together do, and the explanation shows which one then fails.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.conditions.tree import Node, Not
from checker.engines import Truth
from checker.finding import Text
from checker.prove.registry import Fault, Faults, Proof, proof

if TYPE_CHECKING:
    from checker.prove.subject import Subject

__all__ = ["PROOFS"]

_AMONG = {
    "applicants": Text("要向本机关申请的人", "people who need this from this office"),
    "granted": Text("可以获得批准的人", "people to whom it can be granted"),
}


@proof("P01", "condition-never-holds", "优化营商环境条例 §35", any_office=True)
def never_holds(subject: Subject) -> Faults:
    """写下的条件要有人能符合：各项要求不能互相矛盾。
    Somebody can meet each condition: its parts do not contradict each other.

    错误:
        conditions:
          - id: age
            stage: decision
            when: {worker.age: {at_least: 60, less_than: 45}}  # <-
            remedy: 到了年龄再申请。
    正确:
        conditions:
          - id: age
            stage: decision
            when: {worker.age: {at_least: 45, less_than: 60}}
            remedy: 到了年龄再申请。
    """
    for site in subject.sites:
        if subject.can(site.node):
            continue
        parts = subject.parts(site.node)
        clash = subject.say(parts[number] for number in subject.clash(parts))
        nearest = [subject.world.holds(part) for part in parts]
        yield Fault(
            site.place,
            Text(
                f"{site.what.zh}：没有人能符合。合不到一起的是：{clash.zh}",
                f"{site.what.en}: nobody can meet this. What cannot hold together: {clash.en}",
            ),
            Text("改正其中一项，或者删去这一条", "mend one of these, or take it out"),
            subject.example({site.node: Truth.FALSE}, (site.node,), nearest),
        )


@proof("P02", "condition-always-holds", "优化营商环境条例 §35", any_office=True)
def always_holds(subject: Subject) -> Faults:
    """条件要有人不符合：谁都符合的，等于没有条件，问了也是白问。
    Somebody does not meet each condition: one that everybody meets is none, and its questions are in vain.

    错误:
        conditions:
          - id: premises
            stage: decision
            when: {premises.kind: {one_of: [owned, leased, lent]}}  # <-
            remedy: 先落实经营场所。
    正确:
        conditions:
          - id: premises
            stage: decision
            when: {premises.kind: {one_of: [owned, leased]}}
            remedy: 先落实经营场所。
    """
    for site in subject.sites:
        if subject.world.solver.possible(subject.misses(site.node)):
            continue
        nearest = [subject.world.fails(part) for part in subject.alternatives(site.node)]
        yield Fault(
            site.place,
            Text(f"{site.what.zh}：每个人都符合", f"{site.what.en}: everybody meets this"),
            Text(
                "写明要达到什么；无条件适用的，删去这个条件",
                "say what is required; where it applies to all, take the condition out",
            ),
            subject.example({site.node: Truth.TRUE}, (site.node,), nearest),
        )


@proof("P03", "condition-never-reached", "优化营商环境条例 §35", any_office=True)
def never_reached(subject: Subject) -> Faults:
    """条件要在用得到的地方成立：不需要办、归别的机关办、得不到批准的人，用不到它。
    A condition holds for somebody whom it concerns: not only for those who are exempt, belong to another organ, or cannot get it.

    错误:
        not_required_when:
          - {id: small, when: {premises.area: {less_than: 50}}}
        time_limits:
          - {id: small, kind: stage, when: {premises.area: {less_than: 30}}, starts: accepted}  # <-
    正确:
        not_required_when:
          - {id: small, when: {premises.area: {less_than: 50}}}
        time_limits:
          - {id: small, kind: stage, when: {premises.area: {less_than: 80}}, starts: accepted}
    """
    for site in subject.sites:
        concerned = (site.node, *site.within)
        reach = site.reach
        if reach == "everybody" or not subject.can(site.node) or subject.can(*concerned, reach=reach):
            continue
        if reach == "granted" and not subject.can(reach=reach):
            continue  # P06 says so
        barriers = subject.barriers(reach)
        places = [
            *(site.owner or site.place for _ in site.within),
            *(rule.subject.place for rule in barriers),
        ]
        others = [*site.within, *(opposite(rule.node) for rule in barriers)]
        numbers = subject.clash(others, site.node)
        clash = [others[number] for number in numbers]
        who, among = subject.say(clash), _AMONG[reach]
        yield Fault(
            site.place,
            Text(
                f"{site.what.zh}：{among.zh}中没有人符合。与它合不到一起的是：{who.zh}",
                f"{site.what.en}: nobody among {among.en} meets this. What cannot hold together with it: {who.en}",
            ),
            Text("改正条件，或者删去用不到的这一条", "mend the condition, or take out what nobody gets to"),
            subject.example({site.node: Truth.TRUE}, (site.node, *clash)),
            tuple(dict.fromkeys(places[number] for number in numbers)),
        )


@proof("P06", "conditions-contradict", "行政许可法 §30")
def contradict(subject: Subject) -> Faults:
    """全部条件要能同时达到，否则没有人能获得批准。
    All conditions can be met together, or nobody can ever be granted it.

    错误:
        conditions:
          - {id: young, stage: acceptance, when: {worker.age: {less_than: 45}}, remedy: 不能办理。}  # <-
          - {id: old, stage: decision, when: {worker.age: {at_least: 60}}, remedy: 到了年龄再申请。}
    正确:
        conditions:
          - {id: young, stage: acceptance, when: {worker.age: {less_than: 60}}, remedy: 不能办理。}
          - {id: old, stage: decision, when: {worker.age: {at_least: 45}}, remedy: 到了年龄再申请。}
    """
    rules = subject.barriers("granted")
    if not rules or subject.can(reach="granted"):
        return
    numbers = subject.world.solver.conflict(subject.among("granted"))
    clash = [rules[number] for number in numbers]
    if len(clash) < 2:
        return  # P01 or P02 says so of that condition alone
    ids = "、".join(f"`{rule.subject.id}`" for rule in clash)
    nearest = [subject.world.fails(rule.node) for rule in rules]
    yield Fault(
        clash[0].subject.place,
        Text(
            f"没有人能获得批准：{ids} 合不到一起",
            f"nobody can ever be granted this: {ids.replace('、', ', ')} cannot be met together",
        ),
        Text("改正其中一项", "mend one of them"),
        subject.example({}, [rule.node for rule in clash], nearest),
        tuple(rule.subject.place for rule in clash[1:]),
    )


@proof("P07", "condition-implied", "优化营商环境条例 §35", severity="warning", any_office=True)
def implied(subject: Subject) -> Faults:
    """每个条件要比其他条件多要求一点：达到了其他条件就必然达到的，是多余的。
    Each condition asks for something that the others do not: one that follows from them is superfluous.

    错误:
        conditions:
          - {id: adult, stage: acceptance, when: {worker.age: {at_least: 18}}, remedy: 不能办理。}  # <-
          - {id: old, stage: decision, when: {worker.age: {at_least: 45}}, remedy: 到了年龄再申请。}
    正确:
        conditions:
          - {id: young, stage: acceptance, when: {worker.age: {less_than: 60}}, remedy: 不能办理。}
          - {id: old, stage: decision, when: {worker.age: {at_least: 45}}, remedy: 到了年龄再申请。}
    """
    world = subject.world
    for rule in subject.conditions:
        unmet = world.holds(rule.node)
        others = [other for other in subject.barriers("granted") if other is not rule]
        apart = [subject.misses(other.node) for other in others]
        if world.solver.possible(unmet, *apart) or not world.solver.possible(*apart):
            continue
        numbers = world.solver.conflict(apart, unmet)
        if not numbers:
            continue  # P02 says so
        enough = [others[number] for number in numbers]
        ids = "、".join(f"`{other.subject.id}`" for other in enough)
        yield Fault(
            rule.subject.place,
            Text(
                f"条件 `{rule.subject.id}` 是多余的：不受 {ids} 限制的人，必然达到它",
                f"condition `{rule.subject.id}` is superfluous: whoever passes {ids.replace('、', ', ')} meets it",
            ),
            Text("删去它，或者写得比其他条件更严", "take it out, or ask for more than the others do"),
            subject.example({rule.node: Truth.TRUE}, [rule.node, *(other.node for other in enough)]),
            tuple(other.subject.place for other in enough),
        )


def opposite(node: Node) -> Node:
    """The condition turned round; it is spoken without a "not"."""
    return node.child if isinstance(node, Not) else Not(node)


PROOFS: tuple[Proof, ...] = (never_holds, always_holds, never_reached, contradict, implied)
