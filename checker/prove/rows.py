"""Proofs about what exactly one row of should apply: limits of one kind, rows of validity, and fees of one name.

In: a Subject. Out: faults. The surprising thing: the circle differs. A limit for deciding binds once an application is accepted,
so only applicants who meet the conditions of acceptance count; a validity needs somebody to whom the matter is granted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from checker.conditions.tree import Node
from checker.engines import Truth
from checker.finding import Text
from checker.model.edition import Requirement, TimeLimit
from checker.prove.registry import Fault, Faults, Proof, proof

if TYPE_CHECKING:
    from checker.prove.counterexample import Counterexample
    from checker.prove.subject import Subject
    from checker.rulebook import Rule

__all__ = ["PROOFS"]

_KINDS = {
    "notice": Text("告知补正", "notices"),
    "decision": Text("作出决定", "decisions"),
    "delivery": Text("送达", "delivery"),
}
"""Kinds of which one limit applies to a case. Stages and other limits may run side by side."""


@proof("P10", "limits-overlap", "行政许可法 §42")
def limits_overlap(subject: Subject) -> Faults:
    """一个案件，同一种时限只能有一个：几个都适用，就不知道以哪个为准。
    One limit of a kind applies to a case; where two do, nobody knows which one counts.

    错误:
        time_limits:
          - {id: general, kind: decision, statutory: 20 days, when: {premises.area: {at_most: 100}}}
          - {id: large, kind: decision, statutory: 30 days, when: {premises.area: {at_least: 100}}}  # <-
    正确:
        time_limits:
          - {id: general, kind: decision, statutory: 20 days, when: {premises.area: {at_most: 100}}}
          - {id: large, kind: decision, statutory: 30 days, when: {premises.area: {more_than: 100}}}
    """
    for kind, said in _KINDS.items():
        circle = _circle(subject, kind)
        for first, second in combinations(_limits(subject, kind), 2):
            found = _both(subject, circle, first.when, second.when)
            if found:
                yield Fault(
                    second.place,
                    Text(
                        f"一个案件可能同时适用 `{first.id}` 和 `{second.id}` 两个{said.zh}的时限",
                        f"the limits `{first.id}` and `{second.id}` for {said.en} can both apply to one case",
                    ),
                    Text("写清楚哪些案件用哪一个", "say which cases each is for"),
                    found,
                    (first.place,),
                )


@proof("P11", "case-without-limit", "行政许可法 §42")
def case_without_limit(subject: Subject) -> Faults:
    """按情形分别规定作出决定、送达的时限的，要包括所有受理的案件。
    Where the limits for deciding or delivering differ by case, they cover every case that is accepted.

    错误:
        time_limits:
          - {id: general, kind: decision, statutory: 20 days, when: {premises.area: {less_than: 100}}}  # <-
          - {id: large, kind: decision, statutory: 30 days, when: {premises.area: {more_than: 100}}}
    正确:
        time_limits:
          - {id: general, kind: decision, statutory: 20 days, when: {premises.area: {less_than: 100}}}
          - {id: large, kind: decision, statutory: 30 days, when: {premises.area: {at_least: 100}}}
    """
    for kind in ("decision", "delivery"):  # a notice has the general limit of the acceptance table
        limits = _limits(subject, kind)
        found = _none(subject, _circle(subject, kind), [limit.when for limit in limits])
        if found:
            yield Fault(
                limits[0].place,
                Text(
                    f"有的案件没有{_KINDS[kind].zh}的时限",
                    f"there are cases to which no limit for {_KINDS[kind].en} applies",
                ),
                Text("补上这些案件的时限", "add the limit of these cases"),
                found,
                tuple(limit.place for limit in limits[1:]),
            )


@proof("P12", "validity-overlap", "行政许可法 §50")
def validity_overlap(subject: Subject) -> Faults:
    """有效期按情形分行写的，一个案件只能适用一行。
    Where the validity differs by case, one row applies to a case.

    错误:
        result:
          validity:
            - {when: {worker.age: {at_most: 45}}, duration: 10 years}
            - {when: {worker.age: {between: [40, 120]}}, duration: long_term}  # <-
            - {when: {worker.age: {more_than: 120}}, duration: 1 years}
    正确:
        result:
          validity:
            - {when: {worker.age: {less_than: 45}}, duration: 10 years}
            - {when: {worker.age: {at_least: 45}}, duration: long_term}
    """
    circle = subject.barriers("granted")
    rows = tuple(enumerate(subject.edition.result.validity))
    for (first, one), (second, other) in combinations(rows, 2):
        found = _both(subject, circle, one.when, other.when)
        if found:
            yield Fault(
                subject.at(subject.edition.result.place, "validity", second),
                Text(
                    f"有效期的第 {first + 1} 行和第 {second + 1} 行可能同时适用",
                    f"rows {first + 1} and {second + 1} of the validity can both apply to one case",
                ),
                Text("写清楚哪些案件用哪一行", "say which cases each is for"),
                found,
                (subject.at(subject.edition.result.place, "validity", first),),
            )


@proof("P13", "case-without-validity", "行政许可法 §50")
def case_without_validity(subject: Subject) -> Faults:
    """有效期按情形分行写的，要包括所有可以获得批准的人。
    Where the validity differs by case, the rows cover everybody to whom it can be granted.

    错误:
        result:
          validity:
            - {when: {worker.age: {less_than: 45}}, duration: 10 years}  # <-
            - {when: {worker.age: {more_than: 45}}, duration: long_term}
    正确:
        result:
          validity:
            - {when: {worker.age: {less_than: 45}}, duration: 10 years}
            - {when: {worker.age: {at_least: 45}}, duration: long_term}
    """
    result = subject.edition.result
    found = _none(subject, subject.barriers("granted"), [row.when for row in result.validity])
    if found:
        places = [subject.at(result.place, "validity", index) for index in range(len(result.validity))]
        yield Fault(
            places[0],
            Text("有的获批准的人没有有效期", "some of those to whom it is granted have no validity"),
            Text("补上这些案件的有效期", "add the row of these cases"),
            found,
            tuple(places[1:]),
        )


@proof("P14", "fee-charged-twice", "行政许可法 §59")
def fee_twice(subject: Subject) -> Faults:
    """同名的收费项目按情形分档的，一个案件只能适用一档。
    Where fee items of one name differ by case, one of them applies to a case.

    错误:
        fees:
          charged: true
          items:
            - {id: small, name: 审查费, amount: "80", when: {premises.area: {at_most: 100}}}
            - {id: large, name: 审查费, amount: "160", when: {premises.area: {at_least: 100}}}  # <-
    正确:
        fees:
          charged: true
          items:
            - {id: small, name: 审查费, amount: "80", when: {premises.area: {at_most: 100}}}
            - {id: large, name: 审查费, amount: "160", when: {premises.area: {more_than: 100}}}
    """
    circle = _circle(subject, "decision")
    for first, second in combinations(subject.edition.fees.items, 2):
        if first.name.zh != second.name.zh:
            continue
        found = _both(subject, circle, first.when, second.when)
        if found:
            yield Fault(
                second.place,
                Text(
                    f"一个案件可能收两次“{first.name.zh}”：`{first.id}` 和 `{second.id}`",
                    f"`{first.id}` and `{second.id}`, fees of one name, can both be charged in one case",
                ),
                Text(
                    "写清楚哪些案件收哪一档，或者改用不同的名称",
                    "say which cases each is for, or give them two names",
                ),
                found,
                (first.place,),
            )


def _limits(subject: Subject, kind: str) -> list[TimeLimit]:
    return [limit for limit in subject.edition.time_limits if limit.kind == kind]


def _circle(subject: Subject, kind: str) -> Sequence[Rule]:
    """What must surely be false for the row to bind: no exemption, no other organ, and for all but notices acceptance."""
    rules = list(subject.barriers("applicants"))
    if kind != "notice":
        rules += [rule for rule in subject.conditions if _of_acceptance(rule)]
    return rules


def _of_acceptance(rule: Rule) -> bool:
    return isinstance(rule.subject, Requirement) and rule.subject.stage == "acceptance"


def _both(
    subject: Subject, circle: Sequence[Rule], first: Node | None, second: Node | None
) -> Counterexample | None:
    rows = tuple(_given([first, second]))
    return subject.example({**subject.surely(circle), **dict.fromkeys(rows, Truth.TRUE)}, rows)


def _none(subject: Subject, circle: Sequence[Rule], rows: Sequence[Node | None]) -> Counterexample | None:
    whens = tuple(_given(rows))
    if not rows or len(whens) < len(rows):
        return None
    return subject.example({**subject.surely(circle), **dict.fromkeys(whens, Truth.FALSE)}, whens)


def _given(nodes: Sequence[Node | None]) -> Iterator[Node]:
    return (node for node in nodes if node is not None)


PROOFS: tuple[Proof, ...] = (
    limits_overlap,
    case_without_limit,
    validity_overlap,
    case_without_validity,
    fee_twice,
)
