"""What counts towards a limit: the steps on the way, and the procedures that do not.

In: editions. Out: faults. The surprising thing: steps that run at the same time count once, and a step that is
a special procedure or happens only in some cases does not count at all, so a sum is reported only when it
certainly is too large.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from checker.finding import Text
from checker.lint.registry import Fault, Scope, per_edition
from checker.model.edition import Edition, Step, TimeLimit

__all__ = ["CHECKS"]

_RULE = 40  # department and local government rules and higher


@per_edition("L48", "steps-within-limit", "优化营商环境条例 §36")
def steps_within_limit(edition: Edition, scope: Scope) -> Iterator[Fault]:
    """各环节的时限合起来（同时进行的只算最长的）不得超过决定的时限。
    The limits of the steps up to the decision, parallel ones counted once, must not add up to more than the decision limit.

    错误:
        flow:
          roles: [reviewer, approver, window]
          steps:
            - {id: review, role: reviewer, does: 书面审查, limit: 8 working_days}
            - id: decide  # <-
              role: approver
              does: 作出决定
              after: [review]
              limit: 3 working_days
              branches: [granted, refused]
            - {id: deliver, role: window, does: 送达, after: [decide]}
    正确:
        flow:
          roles: [reviewer, approver, window]
          steps:
            - {id: review, role: reviewer, does: 书面审查, limit: 7 working_days}
            - {id: check, role: reviewer, does: 现场核查, parallel_with: review, limit: 7 working_days}
            - id: decide
              role: approver
              does: 作出决定
              after: [review, check]
              limit: 3 working_days
              branches: [granted, refused]
            - {id: deliver, role: window, does: 送达, after: [decide]}
    """
    lengths = [limit.promised or limit.statutory for limit in edition.time_limits if limit.kind == "decision"]
    deciding = next((step for step in edition.flow.steps if step.branches), None)
    if deciding is None or not lengths or any(length is None for length in lengths):
        return
    units = {length.unit for length in lengths if length}
    if len(units) != 1:
        return
    unit = units.pop()
    most = max(length.amount for length in lengths if length)
    total = _days_until(deciding, {step.id: step for step in edition.flow.steps}, edition.flow.steps, unit)
    if total is not None and total > most:
        yield Fault(
            deciding.place,
            Text(
                f"到作出决定为止，各环节合计 {total} {unit}，超过决定时限 {most} {unit}",
                f"up to the decision the steps take {total} {unit}, above the decision limit of {most} {unit}",
            ),
            Text("缩短环节时限，或者改决定时限", "shorten the steps, or correct the decision limit"),
        )


def _days_until(last: Step, by_id: Mapping[str, Step], steps: tuple[Step, ...], unit: str) -> int | None:
    """The longest way to the end of `last`, in `unit`; None when a limit on it is in another unit, or the steps go round."""
    order = {step.id: index for index, step in enumerate(steps)}
    known: dict[str, int | None] = {}

    def starts_after(step: Step) -> tuple[str, ...]:
        if step.after:
            return step.after
        if step.parallel_with in by_id and step.parallel_with != step.id:
            return (
                starts_after(by_id[step.parallel_with]) if order[step.parallel_with] < order[step.id] else ()
            )
        return (steps[order[step.id] - 1].id,) if order[step.id] else ()

    def ends(step: Step) -> int | None:
        if step.id in known:
            return known[step.id]
        known[step.id] = None  # going round comes back here
        own = 0
        if (
            step.limit is not None and step.when is None and not step.special
        ):  # 行政许可法 §45: special procedures do not count
            if step.limit.unit != unit and not step.limit.at_once:
                return None
            own = step.limit.amount
        before = [ends(by_id[name]) for name in starts_after(step) if name in by_id]
        if any(length is None for length in before):
            return None
        known[step.id] = own + max((length for length in before if length is not None), default=0)
        return known[step.id]

    return ends(last)


@per_edition("L51", "special-procedure-declared", "行政许可法 §45")
def special_procedure_declared(edition: Edition, scope: Scope) -> Iterator[Fault]:
    """流程用到的特别程序，要在 special_procedures 或者 not_counted 中写明，并有依据。
    A special procedure that the flow uses must be declared, with its basis, under special_procedures or not_counted.

    错误:
        flow:
          roles: [reviewer, expert, approver, window]
          steps:
            - {id: review, role: reviewer, does: 书面审查}
            - {id: experts, role: expert, does: 专家评审, special: expert-review, after: [review]}  # <-
            - {id: decide, role: approver, does: 作出决定, after: [experts], branches: [granted, refused]}
            - {id: deliver, role: window, does: 送达, after: [decide]}
    正确:
        special_procedures:
          - {kind: expert-review, text: 需要时组织专家评审。, limit: 10 working_days, basis: [permit-20]}
        flow:
          roles: [reviewer, expert, approver, window]
          steps:
            - {id: review, role: reviewer, does: 书面审查}
            - {id: experts, role: expert, does: 专家评审, special: expert-review, after: [review]}
            - {id: decide, role: approver, does: 作出决定, after: [experts], branches: [granted, refused]}
            - {id: deliver, role: window, does: 送达, after: [decide]}
    """
    declared = {special.kind for special in edition.special_procedures}
    declared.update(part.kind for limit in edition.time_limits for part in limit.not_counted)
    for step in edition.flow.steps:
        if step.special and step.special not in declared:
            yield Fault(
                scope.at(step.place, "special"),
                Text(
                    f"环节 `{step.id}` 是特别程序 `{step.special}`，没有在 special_procedures 中写明",
                    f"the step `{step.id}` is the special procedure `{step.special}`, which is not declared",
                ),
                Text(
                    "在 special_procedures 中写明情形、所需时间和依据",
                    "declare it under `special_procedures` with its case, time and basis",
                ),
            )
    for special in edition.special_procedures:
        if not special.basis:
            yield Fault(
                special.place,
                Text(
                    f"特别程序 `{special.kind}` 没有依据",
                    f"the special procedure `{special.kind}` has no basis",
                ),
                Text("写上 basis", "add its `basis`"),
            )


@per_edition("L52", "exclusion-allowed", "行政许可法 §45")
def exclusion_allowed(edition: Edition, scope: Scope) -> Iterator[Fault]:
    """不计入时限的，只能是第四十五条列出的程序，或者法律、法规、规章另有规定的。
    Only what article 45 lists, or what a special law, regulation or rule says, does not count towards a limit.

    错误:
        time_limits:
          - id: decision
            kind: decision
            statutory: 20 working_days
            starts: accepted
            unit_basis: 条例写明工作日。
            not_counted:
              - {kind: site-check, text: 现场核查的时间不计入。, basis: [all-42]}  # <-
            basis: [permit-20]
    正确:
        time_limits:
          - id: decision
            kind: decision
            statutory: 20 working_days
            starts: accepted
            unit_basis: 条例写明工作日。
            not_counted:
              - {kind: hearing, text: 听证的时间不计入。, basis: [all-42]}
              - {kind: rectification, text: 整改的时间不计入。, basis: [permit-20]}
            basis: [permit-20]
    """
    for limit in edition.time_limits:
        for index, part in enumerate(limit.not_counted):
            if not scope.tagged("special-procedure", part.kind, "article-45") and not scope.special(
                part.basis, _RULE
            ):
                yield _not_allowed(limit, index, part.kind, scope)


def _not_allowed(limit: TimeLimit, index: int, kind: str, scope: Scope) -> Fault:
    label = scope.catalogue.vocabulary.label("special-procedure", kind)
    return Fault(
        scope.at(limit.place, "not_counted", index),
        Text(
            f"“{label.zh}”不在第四十五条之内，又没有引用特别规定，应当计入时限",
            f"`{kind}` is not listed in article 45 and no special rule is cited, so it counts",
        ),
        Text(
            "引用写明不计入的法律、法规、规章，或者删去",
            "cite the law, regulation or rule that excludes it, or take it out",
        ),
    )


CHECKS = (
    steps_within_limit,
    special_procedure_declared,
    exclusion_allowed,
)
