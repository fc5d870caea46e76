"""The procedure after acceptance: examined, decided either way, delivered, and every step leads somewhere.

In: editions. Out: faults. The surprising thing: the branches of Art. 32 (不受理、补正) are not looked for. They
are added to every flow from rules/acceptance.yaml, so no author can forget them.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Text
from checker.lint.registry import Fault, Scope, per_edition
from checker.model.edition import Edition, Step

__all__ = ["CHECKS"]


@per_edition("L49", "flow-has-all-stages", "GB/T 36114；行政许可法 §34、§37、§44")
def flow_has_all_stages(edition: Edition, scope: Scope) -> Iterator[Fault]:
    """许可的流程要有审查、决定、送达三个环节，不能只写“领导审批”。
    The procedure of a licence examines, decides and delivers; one step of approval is not enough.

    错误:
        flow:
          roles: [approver]  # <-
          steps:
            - {id: approve, role: approver, does: 领导审批, branches: [granted, refused]}
    正确:
        flow:
          roles: [reviewer, approver, window]
          steps:
            - {id: review, role: reviewer, does: 书面审查}
            - {id: decide, role: approver, does: 作出决定, branches: [granted, refused]}
            - {id: deliver, role: window, does: 颁发许可证}
    """
    steps = edition.flow.steps
    if edition.kind != "licence" or not steps:
        return
    deciding = [index for index, step in enumerate(steps) if step.branches]
    missing = []
    if deciding:
        first, decision = deciding[0], steps[deciding[0]]
        if first == 0 and not decision.after:
            missing.append(("审查", "examination"))
        if first + 1 == len(steps) and not any(decision.id in step.after for step in steps):
            missing.append(("送达", "delivery"))
    elif len(steps) < len(("examination", "decision", "delivery")):
        missing.append(("审查、决定、送达中的一个", "one of examination, decision and delivery"))
    if missing:
        yield Fault(
            scope.at(edition.place, "flow"),
            Text(
                f"流程缺少{'和'.join(zh for zh, _ in missing)}环节",
                f"the procedure lacks {' and '.join(en for _, en in missing)}",
            ),
            Text(
                "把审查、决定、送达写成各自的环节",
                "write examination, decision and delivery as steps of their own",
            ),
        )


@per_edition("L50", "flow-decides-both-ways", "行政许可法 §38", severity="warning")
def flow_decides_both_ways(edition: Edition, scope: Scope) -> Iterator[Fault]:
    """许可的流程要有一个可以准予、也可以不予的决定环节。
    The procedure of a licence has a step that can grant or refuse.

    错误:
        flow:
          roles: [reviewer, approver, window]  # <-
          steps:
            - {id: review, role: reviewer, does: 书面审查}
            - {id: decide, role: approver, does: 作出准予许可的决定}
            - {id: deliver, role: window, does: 颁发许可证}
    正确:
        flow:
          roles: [reviewer, approver, window]
          steps:
            - {id: review, role: reviewer, does: 书面审查}
            - {id: decide, role: approver, does: 作出决定, branches: [granted, refused]}
            - {id: deliver, role: window, does: 颁发许可证}
    """
    steps = edition.flow.steps
    if (
        edition.kind == "licence"
        and steps
        and not any({"granted", "refused"} <= set(step.branches) for step in steps)
    ):
        yield Fault(
            scope.at(edition.place, "flow"),
            Text("流程没有准予和不予两个分支", "no step of the procedure can both grant and refuse"),
            Text(
                "在决定环节写 branches: [granted, refused]",
                "add `branches: [granted, refused]` to the deciding step",
            ),
        )


@per_edition("L75", "steps-lead-somewhere", "GB/T 36114")
def steps_lead_somewhere(edition: Edition, scope: Scope) -> Iterator[Fault]:
    """环节提到的角色和别的环节要存在，先后不能绕成圈。
    The roles and steps that a step names exist, and the order does not go round.

    错误:
        flow:
          roles: [reviewer, approver, window]
          steps:
            - {id: review, role: reviewer, does: 书面审查, after: [deliver]}  # <-
            - {id: decide, role: approver, does: 作出决定, after: [review], branches: [granted, refused]}
            - {id: deliver, role: window, does: 颁发许可证, after: [decide]}
    正确:
        flow:
          roles: [reviewer, approver, window]
          steps:
            - {id: review, role: reviewer, does: 书面审查}
            - {id: decide, role: approver, does: 作出决定, after: [review], branches: [granted, refused]}
            - {id: deliver, role: window, does: 颁发许可证, after: [decide]}
    """
    steps = edition.flow.steps
    known = {step.id for step in steps}
    for step in steps:
        if step.role not in edition.flow.roles:
            yield Fault(
                scope.at(step.place, "role"),
                Text(f"flow.roles 里没有角色 `{step.role}`", f"`flow.roles` has no role `{step.role}`"),
                Text("把它加进 roles，或者改正", "add it to `roles`, or correct it"),
            )
        for key, names in (
            ("after", step.after),
            ("parallel_with", (step.parallel_with,) if step.parallel_with else ()),
        ):
            for name in names:
                if name not in known or name == step.id:
                    yield Fault(
                        scope.at(step.place, key),
                        Text(f"没有别的环节叫 `{name}`", f"there is no other step `{name}`"),
                        Text("写 steps 中另一个环节的 id", "name another step by its id"),
                    )
    circle = _first_in_circle(steps)
    if circle is not None:
        yield Fault(
            scope.at(circle.place, "after"),
            Text(f"环节 `{circle.id}` 要等它自己先完成", f"the step `{circle.id}` waits for itself"),
            Text("改正 after，让环节有先后", "correct `after` so that the steps have an order"),
        )


def _first_in_circle(steps: tuple[Step, ...]) -> Step | None:
    """The first step that cannot come after those it waits for."""
    waiting = {step.id: set(step.after) - {step.id} for step in steps}
    done: set[str] = {name for names in waiting.values() for name in names} - set(waiting)
    while ready := [name for name, names in waiting.items() if names <= done]:
        done.update(ready)
        for name in ready:
            del waiting[name]
    return next((step for step in steps if step.id in waiting), None)


CHECKS = (flow_has_all_stages, flow_decides_both_ways, steps_lead_somewhere)
