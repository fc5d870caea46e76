"""Time limits: promised against statutory, statutory against the licensing law, units, and the kind of handling.

In: editions. Out: faults. The surprising thing: limits in different units are compared only where the answer is
the same for every start day; "possibly longer" is said as such where it matters and passed over where it does
not.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.durations import Duration, exceeds
from checker.finding import Text
from checker.lint.registry import LICENSING_LAW, Fault, Scope, per_edition
from checker.model.edition import Edition

__all__ = ["CHECKS"]

_ORDINARY = Duration(20, "working_days")
_JOINT = Duration(45, "working_days")
_LONGER = Duration(10, "working_days")
_LONGER_JOINT = Duration(15, "working_days")
_ONE_DAY = Duration(1, "working_days")
_REGULATION = 30  # local regulations and higher: 行政许可法 §42 speaks of 法律、法规
_RULE = 40  # department and local government rules and higher


@per_edition("L03", "promised-within-statutory", "优化营商环境条例 §36")
def promised_within_statutory(edition: Edition, scope: Scope) -> Iterator[Fault]:
    """承诺时限不得长于法定时限；单位不同的先换算。
    A promised limit must not be longer than the statutory one, units converted.

    错误:
        time_limits:
          - id: decision
            kind: decision
            statutory: 20 working_days
            promised: 21 working_days  # <-
            starts: accepted
            unit_basis: 条例写明工作日。
            basis: [permit-20]
    正确:
        time_limits:
          - id: decision
            kind: decision
            statutory: 20 working_days
            promised: 20 working_days
            starts: accepted
            unit_basis: 条例写明工作日。
            basis: [permit-20]
    """
    for limit in edition.time_limits:
        if limit.statutory and limit.promised:
            longer = exceeds(limit.promised, limit.statutory)
            if longer != "no":
                zh, en = (
                    ("可能长于", "may be longer than") if longer == "possibly" else ("长于", "is longer than")
                )
                yield Fault(
                    scope.at(limit.place, "promised"),
                    Text(
                        f"承诺时限 {limit.promised} {zh}法定时限 {limit.statutory}",
                        f"`promised` ({limit.promised}) {en} `statutory` ({limit.statutory})",
                    ),
                    Text(
                        "写成同一单位，并且不超过法定时限",
                        "write it in the same unit and not above the statutory limit",
                    ),
                    (scope.at(limit.place, "statutory"),),
                )


@per_edition("L04", "long-limit-needs-special-law", "行政许可法 §42")
def long_limit_needs_special_law(edition: Edition, scope: Scope) -> Iterator[Fault]:
    """许可的决定期限超过20个工作日（联合办理45个工作日），或者延长超过10个工作日（联合办理15个工作日），要引用另有规定的法律、法规。
    A licence decided in more than 20 working days (45 when handled jointly), or extended by more than 10 (15), needs a law or
    regulation that says so.

    错误:
        time_limits:
          - id: decision
            kind: decision
            statutory: 21 working_days  # <-
            starts: accepted
            unit_basis: 办法写明工作日。
            basis: [measures-9]
    正确:
        time_limits:
          - id: decision
            kind: decision
            statutory: 21 working_days
            starts: accepted
            unit_basis: 条例写明工作日。
            basis: [permit-20]
    """
    if edition.kind != "licence":
        return
    most, longest = (_JOINT, _LONGER_JOINT) if edition.joint else (_ORDINARY, _LONGER)
    for limit in edition.time_limits:
        if limit.kind != "decision":
            continue
        longer = limit.extension
        basis = (*limit.basis, *(longer.basis if longer else ()))
        if (
            limit.statutory
            and exceeds(limit.statutory, most) == "certainly"
            and not scope.special(basis, _REGULATION)
        ):
            yield Fault(
                scope.at(limit.place, "statutory"),
                Text(
                    f"决定期限 {limit.statutory} 超过 {most}，没有引用另有规定的法律、法规",
                    f"a decision limit of {limit.statutory} is above {most}, and no law or regulation is cited that allows it",
                ),
                Text(
                    "在 basis 中引用规定这个期限的法律、法规，或者缩短期限",
                    "cite the law or regulation in `basis`, or shorten the limit",
                ),
            )
        if (
            longer
            and exceeds(longer.amount, longest) == "certainly"
            and not scope.special(basis, _REGULATION)
        ):
            yield Fault(
                scope.at(limit.place, "extension", "amount"),
                Text(
                    f"延长 {longer.amount} 超过 {longest}，没有引用另有规定的法律、法规",
                    f"an extension of {longer.amount} is above {longest}, and no law or regulation is cited that allows it",
                ),
                Text(
                    "在 basis 中引用规定这个期限的法律、法规，或者缩短",
                    "cite the law or regulation in `basis`, or shorten it",
                ),
            )


@per_edition("L05", "limit-says-why-unit", "行政许可法 §82")
def limit_says_why_unit(edition: Edition, scope: Scope) -> Iterator[Fault]:
    """法定时限以日计算的，要写明为什么按工作日或者自然日（unit_basis）；只引用行政许可法的，按第八十二条，不用写。
    A statutory limit in days must say why they are working or calendar days; one of the licensing law itself need not (art. 82).

    错误:
        time_limits:
          - {id: delivery, kind: delivery, statutory: 5 working_days, starts: decided, basis: [permit-20]}  # <-
    正确:
        time_limits:
          - id: delivery
            kind: delivery
            statutory: 5 working_days
            starts: decided
            unit_basis: 条例写明工作日。
            basis: [permit-20]
    """
    for limit in edition.time_limits:
        in_days = (
            limit.statutory is not None
            and limit.statutory.unit in ("working_days", "days")
            and limit.statutory.amount
        )
        licensing = bool(limit.basis) and all(citation.law == LICENSING_LAW for citation in limit.basis)
        if in_days and limit.unit_basis is None and not licensing:
            yield Fault(
                scope.at(limit.place, "statutory"),
                Text(
                    f"没有写明 {limit.statutory} 为什么按这个单位计算",
                    f"nothing says why {limit.statutory} is counted in this unit",
                ),
                Text(
                    "加上 unit_basis，例如“办法写明工作日。”",
                    "add `unit_basis`, such as: the rules say working days",
                ),
            )


@per_edition("L06", "handling-fits-limit", "GB/T 39046 A.6")
def handling_fits_limit(edition: Edition, scope: Scope) -> Iterator[Fault]:
    """即办件的决定时限最多1个工作日；承诺件的决定时限不能都是当场。
    A matter done at once takes at most one working day; one with a promised time is not decided at once in every case.

    错误:
        handling: instant  # <-
        time_limits:
          - id: decision
            kind: decision
            statutory: 5 working_days
            promised: 2 working_days
            starts: accepted
            unit_basis: 条例写明工作日。
            basis: [permit-20]
        flow:
          roles: [window]
          steps:
            - {id: review, role: window, does: 当场审查}
            - {id: decide, role: window, does: 当场决定, branches: [granted, refused]}
            - {id: deliver, role: window, does: 当场发证, after: [decide]}
    正确:
        handling: instant
        time_limits:
          - id: decision
            kind: decision
            statutory: 5 working_days
            promised: 1 working_days
            starts: accepted
            unit_basis: 条例写明工作日。
            basis: [permit-20]
        flow:
          roles: [window]
          steps:
            - {id: review, role: window, does: 当场审查}
            - {id: decide, role: window, does: 当场决定, branches: [granted, refused]}
            - {id: deliver, role: window, does: 当场发证, after: [decide]}
    """
    decided = [
        limit
        for limit in edition.time_limits
        if limit.kind == "decision" and (limit.promised or limit.statutory)
    ]
    if edition.handling == "instant":
        for limit in decided:
            length = limit.promised or limit.statutory
            if length and exceeds(length, _ONE_DAY) == "certainly":
                yield Fault(
                    scope.at(edition.place, "handling"),
                    Text(
                        f"即办件的决定时限却是 {length}",
                        f"the matter is done at once, yet decided in {length}",
                    ),
                    Text(
                        "改为 promised（承诺件），或者把时限缩短到 1 working_days",
                        "make it `promised`, or shorten the limit to 1 working_days",
                    ),
                    (limit.place,),
                )
    elif decided and all((limit.promised or limit.statutory or _ONE_DAY).at_once for limit in decided):
        yield Fault(
            scope.at(edition.place, "handling"),
            Text(
                "承诺件的决定时限却都是当场",
                "the matter has a promised time, yet every decision is made at once",
            ),
            Text("改为 instant（即办件）", "make it `instant`"),
            (decided[0].place,),
        )


@per_edition("L07", "instant-without-procedure", "行政许可法 §34、§45", severity="warning")
def instant_without_procedure(edition: Edition, scope: Scope) -> Iterator[Fault]:
    """即办件不能每件都要经过特别程序。
    A matter that is done at once cannot go through a special procedure each time.

    错误:
        handling: instant  # <-
        time_limits:
          - {id: decision, kind: decision, statutory: at_once, starts: accepted, basis: [permit-20]}
        special_procedures:
          - {kind: expert-review, text: 组织专家评审。, limit: 10 working_days, basis: [permit-20]}
        flow:
          roles: [window]
          steps:
            - {id: review, role: window, does: 当场审查}
            - {id: decide, role: window, does: 当场决定, branches: [granted, refused]}
            - {id: deliver, role: window, does: 当场发证, after: [decide]}
    正确:
        handling: instant
        time_limits:
          - {id: decision, kind: decision, statutory: at_once, starts: accepted, basis: [permit-20]}
        flow:
          roles: [window]
          steps:
            - {id: review, role: window, does: 当场审查}
            - {id: decide, role: window, does: 当场决定, branches: [granted, refused]}
            - {id: deliver, role: window, does: 当场发证, after: [decide]}
    """
    always = [
        special
        for special in edition.special_procedures
        if special.when is None and special.kind != "extension"
    ]
    if edition.handling == "instant" and always:
        yield Fault(
            scope.at(edition.place, "handling"),
            Text(
                "即办件，却每件都要经过特别程序",
                "the matter is done at once, yet always goes through a special procedure",
            ),
            Text(
                "改为 promised（承诺件），或者给特别程序写上 when",
                "make it `promised`, or give the procedure its `when`",
            ),
            (always[0].place,),
        )


CHECKS = (
    promised_within_statutory,
    long_limit_needs_special_law,
    limit_says_why_unit,
    handling_fits_limit,
    instant_without_procedure,
)
