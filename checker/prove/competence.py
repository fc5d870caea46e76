"""Proofs about the table of competence: a line that nobody reaches, a case that no line names.

In: a Subject. Out: faults. The surprising thing: the first line that holds names the organ, so a line is judged by what the
lines before it leave over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.conditions.tree import Node, Not
from checker.engines import Truth
from checker.finding import Text
from checker.model.edition import Competence
from checker.prove.registry import Fault, Faults, Proof, proof

if TYPE_CHECKING:
    from checker.prove.subject import Subject

__all__ = ["PROOFS"]


@proof("P04", "organ-never-reached", "行政许可法 §32(2)", any_office=True)
def line_never_reached(subject: Subject) -> Faults:
    """管辖表从上往下看，每一行都要有案件落到它；前面的行已经全部占去的，写了也没有用。
    The competence table is read from the top; some case gets to each line, and is not taken by those before it.

    错误:
        competence:
          - {id: province, when: {premises.area: {at_least: 500}}, organ: {level: province}}
          - {id: city, when: {premises.area: {at_least: 900}}, organ: {level: city}}  # <-
          - {otherwise: true, organ: here}
    正确:
        competence:
          - {id: province, when: {premises.area: {at_least: 900}}, organ: {level: province}}
          - {id: city, when: {premises.area: {at_least: 500}}, organ: {level: city}}
          - {otherwise: true, organ: here}
    """
    before: list[tuple[Node, Competence]] = []
    for line in subject.edition.competence:
        own = (line.when,) if line.when else ()
        left = [Not(node) for node, _ in before]
        if subject.can(*own) and not subject.can(*own, *left):
            taken = [before[number] for number in subject.clash(left, *own)]
            ids = "、".join(f"`{earlier.id}`" for _, earlier in taken)
            yield Fault(
                line.place,
                Text(
                    f"没有案件落到管辖 `{line.id}`：前面的 {ids} 已经全部占去",
                    f"no case gets to competence line `{line.id}`: {ids.replace('、', ', ')} take them all",
                ),
                Text(
                    "把更窄的条件放在前面，或者删去这一行",
                    "put the narrower line first, or take this one out",
                ),
                subject.example(dict.fromkeys(own, Truth.TRUE), (*own, *(node for node, _ in taken))),
                tuple(earlier.place for _, earlier in taken),
            )
        if line.when:
            before.append((line.when, line))


@proof("P05", "case-without-organ", "行政许可法 §32(2)")
def case_without_organ(subject: Subject) -> Faults:
    """管辖表要包括所有案件：哪一行都不符合的案件，没有机关办理。
    The competence table covers every case: one that fits no line belongs to nobody.

    错误:
        competence:
          - {id: city, when: {premises.area: {at_least: 500}}, organ: {level: city}}  # <-
          - {id: county, when: {premises.area: {less_than: 400}}, organ: here}
    正确:
        competence:
          - {id: city, when: {premises.area: {at_least: 500}}, organ: {level: city}}
          - {otherwise: true, organ: here}
    """
    lines = subject.edition.competence
    whens = [line.when for line in lines if line.when]
    if not lines or len(whens) < len(lines):
        return
    exempt = subject.surely(subject.rules("not_required"))
    found = subject.example({**exempt, **dict.fromkeys(whens, Truth.FALSE)}, whens)
    if found:
        yield Fault(
            lines[0].place,
            Text(
                "有的案件不符合管辖表的任何一行", "there are cases that fit no line of the competence table"
            ),
            Text("最后加一行 `otherwise: true`", "end the table with a line `otherwise: true`"),
            found,
            tuple(line.place for line in lines[1:]),
        )


PROOFS: tuple[Proof, ...] = (line_never_reached, case_without_organ)
