"""The edition as a whole: complete, dated without overlap, one organ and one limit for every case, checked lately.

In: editions and implementation lists. Out: faults. The surprising thing: what is old depends on the day, and
the caller says which day it is; without one nothing grows old.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from checker.catalogue import Catalogue
from checker.conditions.tree import Node
from checker.finding import Text
from checker.lint.registry import Fault, Scope, per_catalogue, per_edition
from checker.model.edition import Edition
from checker.model.registers import Office

__all__ = ["CHECKS"]

_STALE_DAYS = 3 * 365


@per_edition("L42", "guide-elements-complete", "行政许可法 §30")
def guide_elements_complete(edition: Edition, scope: Scope) -> Iterator[Fault]:
    """许可的指南要有八项：事项、依据、条件、数量、程序、期限、全部材料、申请书示范文本。
    The guide of a licence has eight elements: matter, basis, conditions, number, procedure, limits, all papers, and the
    application form.

    错误:
        materials:
          - {id: application, material: sample-plan, originals: 1, basis: [measures-9]}  # <-
    正确:
        materials:
          - {id: application, material: sample-application, originals: 1, signed: true, basis: [measures-9]}
    """
    if edition.kind != "licence":
        return
    limits = [limit for limit in edition.time_limits if limit.kind == "decision"]
    forms = any(form.material.kind == "form" for paper in edition.materials for form in paper.forms)
    absent = (
        ("name", not edition.name.zh, Text("事项名称", "name of the matter")),
        ("legal_basis", not edition.legal_basis, Text("依据", "basis")),
        ("conditions", not edition.requirements, Text("条件", "conditions")),
        ("quota", edition.quota.place == edition.place, Text("数量", "number")),
        ("flow", not edition.flow.steps, Text("程序", "procedure")),
        ("time_limits", not limits, Text("决定期限", "limit of the decision")),
        ("materials", not edition.materials, Text("材料目录", "list of papers")),
        ("materials", bool(edition.materials) and not forms, Text("申请书示范文本", "application form")),
    )
    for key, missing, what in absent:
        if missing:
            yield Fault(
                scope.at(edition.place, key),
                Text(f"许可的指南缺少{what.zh}", f"the guide of a licence lacks: {what.en}"),
                Text("补上；确实没有的，用说明字段写明", "add it; where there is none, say so"),
            )


@per_edition("L15", "no-licence-in-disguise", "优化营商环境条例 §39")
def no_licence_in_disguise(edition: Edition, scope: Scope) -> Iterator[Fault]:
    """备案不得变相成为许可：没有批准的条件，没有不予的结果。
    A filing (备案) is no licence in disguise: it has no condition of approval and cannot be refused.

    错误:
        name: 示例经营备案
        kind: other-power
        conditions: []
        facts: []
        flow:
          roles: [reviewer, window]
          steps:
            - {id: review, role: reviewer, does: 审查}
            - {id: decide, role: reviewer, does: 作出决定, branches: [granted, refused]}  # <-
            - {id: deliver, role: window, does: 发给凭证}
    正确:
        name: 示例经营备案
        kind: other-power
        conditions: []
        facts: []
        flow:
          roles: [window]
          steps:
            - {id: receive, role: window, does: 收下材料}
            - {id: deliver, role: window, does: 发给凭证}
    """
    if not edition.name.zh.endswith(("备案", "备案）")) or edition.kind not in ("licence", "other-power"):
        return  # a filing for a benefit or a service licenses nothing
    places = [item.place for item in edition.requirements if item.stage == "decision"]
    places += [step.place for step in edition.flow.steps if "refused" in step.branches]
    if edition.kind == "licence":
        places.append(scope.at(edition.place, "kind"))
    for place in places:
        yield Fault(
            place,
            Text(
                "备案不得设批准的条件和不予的结果",
                "a filing has no condition of approval and cannot be refused",
            ),
            Text(
                "改成材料齐全就收下；依法是许可的，改名称和 kind",
                "accept it when the papers are there; where it is a licence by law, call it one",
            ),
        )


@per_catalogue("L64", "editions-do-not-overlap", "GB/T 39554 plan_effective_date、plan_cancel_date")
def editions_do_not_overlap(catalogue: Catalogue, scope: Scope) -> Iterator[Fault]:
    """同一事项的两个版本（同一地方的两份实施清单）不能同时有效。
    Two editions of one matter, or two lists of one office, are never in force on the same day.

    错误:
        effective_to: "2026-01-01"  # <-
        # file: catalogue/matters/sample-permit/2026-01-01.yaml
        version: 2
    正确:
        effective_to: "2025-12-31"
        # file: catalogue/matters/sample-permit/2026-01-01.yaml
        version: 2
    """
    for editions in catalogue.editions.values():
        yield from _overlaps(editions, scope)
    for offices in catalogue.offices.values():
        yield from _overlaps(offices, scope)


def _overlaps(items: Iterable[Edition | Office], scope: Scope) -> Iterator[Fault]:
    earlier: Edition | Office | None = None
    for item in items:
        if item.effective_to and item.effective_to < item.effective_from:
            yield Fault(
                scope.at(item.place, "effective_to"),
                Text(
                    f"失效日期 {item.effective_to} 早于生效日期",
                    f"it ends on {item.effective_to}, before it begins",
                ),
                Text("改正日期", "correct the dates"),
            )
        if earlier and (earlier.effective_to is None or earlier.effective_to >= item.effective_from):
            yield Fault(
                scope.at(earlier.place, "effective_to"),
                Text(
                    f"下一版从 {item.effective_from} 起有效，本版应当到前一天为止",
                    f"the next one is in force from {item.effective_from}, so this one must end the day before",
                ),
                Text(
                    f'写上 effective_to: "{_day_before(item.effective_from)}"',
                    f'write `effective_to: "{_day_before(item.effective_from)}"`',
                ),
                (scope.at(item.place, "effective_from"),),
            )
        earlier = item


def _day_before(day: date) -> date:
    return date.fromordinal(max(day.toordinal() - 1, 1))


@per_edition("L70", "competence-complete", "行政许可法 §32")
def competence_complete(edition: Edition, scope: Scope) -> Iterator[Fault]:
    """管辖表的最后一行是 otherwise，前面的每一行都能轮到。
    The competence table ends with `otherwise`, and each line before it can be reached.

    错误:
        competence:
          - {otherwise: true, organ: here}
          - {id: elsewhere, when: {region.same: false}, organ: {agency_kind: market-regulation}, basis: [permit-20]}  # <-
    正确:
        competence:
          - {id: elsewhere, when: {region.same: false}, organ: {agency_kind: market-regulation}, basis: [permit-20]}
          - {otherwise: true, organ: here}
    """
    lines = edition.competence
    earlier: set[Node] = set()
    closed = False
    for line in lines:
        if closed or (line.when is not None and line.when in earlier):
            yield Fault(
                line.place,
                Text(
                    "轮不到这一行：前面的行已经包括它", "this line is never reached: one above it holds first"
                ),
                Text("otherwise 放在最后，重复的删去", "put `otherwise` last, and take doubles out"),
            )
        if line.when is None:
            closed = True
        else:
            earlier.add(line.when)
    if lines and not closed:
        yield Fault(
            lines[-1].place,
            Text(
                "没有 otherwise：其余情形归谁办理没有写",
                "there is no `otherwise` line: who handles the rest?",
            ),
            Text(
                "加上最后一行 {otherwise: true, organ: here}",
                "add a last line {otherwise: true, organ: here}",
            ),
        )


@per_edition("L71", "one-decision-limit-a-case", "行政许可法 §42", severity="warning")
def one_decision_limit_a_case(edition: Edition, scope: Scope) -> Iterator[Fault]:
    """作出决定的时限，一种情形只能有一项。
    In one case there is one limit for the decision.

    错误:
        time_limits:
          - id: decision
            kind: decision
            statutory: 20 working_days
            starts: accepted
            unit_basis: 条例写明工作日。
            basis: [permit-20]
          - id: second  # <-
            kind: decision
            statutory: 15 working_days
            starts: accepted
            unit_basis: 条例写明工作日。
            basis: [permit-20]
    正确:
        time_limits:
          - id: decision
            kind: decision
            when: {premises.tenure: owned}
            statutory: 20 working_days
            starts: accepted
            unit_basis: 条例写明工作日。
            basis: [permit-20]
          - id: second
            kind: decision
            when: {premises.tenure: leased}
            statutory: 15 working_days
            starts: accepted
            unit_basis: 条例写明工作日。
            basis: [permit-20]
    """
    decided = [limit for limit in edition.time_limits if limit.kind == "decision"]
    for index, limit in enumerate(decided):
        same = next((other for other in decided[:index] if other.when == limit.when), None)
        if same is not None:
            yield Fault(
                limit.place,
                Text(
                    f"`{limit.id}` 和 `{same.id}` 同时适用，不知道按哪一项",
                    f"`{limit.id}` and `{same.id}` both apply; which one counts?",
                ),
                Text(
                    "用 when 分开，或者把环节的时限写成 kind: stage",
                    "tell them apart by `when`, or make the one of a stage `kind: stage`",
                ),
                (same.place,),
            )


@per_edition("L72", "knowledge-checked", "核对要求", severity="warning")
def knowledge_checked(edition: Edition, scope: Scope) -> Iterator[Fault]:
    """全国统一的版本不能是示例数据；核对超过三年的要重新核对。
    A national edition is not sample data, and what was checked more than three years ago is checked again.

    错误:
        verified: {by: sample, on: "2026-11-22"}  # <-
    正确:
        verified: {by: text, on: "2026-11-22"}
    """
    if edition.verified.by == "sample":
        yield Fault(
            scope.at(edition.place, "verified"),
            Text("事项版本标成了示例数据", "the edition is marked as sample data"),
            Text(
                "核对法律后写 text、page 或者 knowledge",
                "check the law, then write `text`, `page` or `knowledge`",
            ),
            severity="error",
        )
    elif scope.on and edition.effective_to is None and (scope.on - edition.verified.on).days > _STALE_DAYS:
        yield Fault(
            scope.at(edition.place, "verified"),
            Text(
                f"上一次核对是 {edition.verified.on}，已经超过三年",
                f"last checked on {edition.verified.on}, more than three years ago",
            ),
            Text("重新核对，再改日期", "check it again, then change the date"),
        )


CHECKS = (
    no_licence_in_disguise,
    guide_elements_complete,
    editions_do_not_overlap,
    competence_complete,
    one_decision_limit_a_case,
    knowledge_checked,
)
