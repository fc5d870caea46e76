"""An implementation list (实施清单) and how it is laid over the national edition.

In: one file of catalogue/offices/<division>/<matter>/. Out: `Office`; and `overlaid(edition, office)`, the edition as that office
applies it, with the place that each changed value came from.
The surprising thing: an overlay cannot say anything that would add a burden. It may shorten a promised limit, fill in a local
parameter, waive a paper; lint holds it to that, and what would break the bounds is not applied here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from checker.conditions.facts import Fact
from checker.conditions.values import NotGiven, normalise
from checker.durations import exceeds
from checker.finding import Finding, Text
from checker.model.edition import CorrectionRule, Edition
from checker.model.registers import Contact, Office, OfficePlace
from checker.reading.edition import read_service
from checker.reading.reader import Context, Reader, read_verified
from checker.source import Source

__all__ = ["overlaid", "parameter_values", "read_office"]


def read_office(source: Source) -> tuple[Office | None, tuple[Finding, ...]]:
    """The overlay of one file, as far as it can be read."""
    context = Context()
    top = Reader.of(source, context)
    marked = top.child("verified")
    if marked:
        context.verified = read_verified(marked)
    begins = top.date("effective_from")
    if begins is None or not top.string("matter") or not top.string("division"):
        return None, tuple(context.findings)
    codes, review, online = top.must_child("codes"), top.must_child("review"), top.must_child("online")
    tolerance, service = top.must_child("tolerance"), top.child("service")
    office = Office(
        matter=top.string("matter"),
        division=top.string("division"),
        effective_from=begins,
        effective_to=top.date("effective_to"),
        verified=context.verified,
        agency=top.string("agency"),
        power_source=top.string("power_source"),
        entrusted_by=top.text("entrusted_by"),
        implementation_code=codes.string("implementation"),
        handling_codes={
            item.string("item"): item.string("code") for item in codes.children("handling_items")
        },
        places=tuple(
            OfficePlace(
                item.must_text("name"),
                item.must_text("address"),
                item.text("window"),
                item.must_text("hours"),
                item.text("transport"),
            )
            for item in top.children("places")
        ),
        in_hall=top.flag("in_hall"),
        enquiries=_contact(top.must_child("enquiries")),
        complaints=_contact(top.must_child("complaints")),
        reconsideration=review.text("reconsideration"),
        court=review.text("court"),
        online_address=online.string("address"),
        mobile_address=online.string("mobile"),
        online_payment=top.flag("online_payment"),
        promised={
            item.string("limit"): (promised, item.place("promised"))
            for item in top.children("promised")
            if (promised := item.duration("promised"))
        },
        parameters={
            item.string("fact"): (value, item.place("value"))
            for item in top.children("parameters")
            if isinstance(value := item.data.get("value"), str | int | list)
        },
        waived={
            item.string("requirement"): (item.must_text("reason"), item.place())
            for item in top.children("waived")
        },
        service=read_service(service) if service else None,
        tolerance_due=tolerance.duration("due"),
        tolerance_overdue=tolerance.string("overdue"),
        notes=top.texts("notes"),
        place=top.place(),
    )
    return office, tuple(context.findings)


def _contact(item: Reader) -> Contact:
    return Contact(item.string("phone"), item.string("online"), item.string("mail"))


def overlaid(edition: Edition, office: Office) -> Edition:
    """The edition as the office applies it. A promise longer than the national one is left out, and so is a way of service
    with more visits (优化营商环境条例 §36): lint reports both."""
    limits = []
    for limit in edition.time_limits:
        promised = office.promised.get(limit.id)
        national = limit.promised or limit.statutory
        if promised and not (national and exceeds(promised[0], national) != "no"):
            limit = replace(limit, promised=promised[0])
        limits.append(limit)
    materials = tuple(
        replace(requirement, waived=office.waived[requirement.id][0])
        if requirement.id in office.waived
        else requirement
        for requirement in edition.materials
    )
    acceptance = edition.acceptance
    if office.tolerance_due or office.tolerance_overdue:
        acceptance = replace(
            acceptance or CorrectionRule(),
            tolerance_due=office.tolerance_due or (acceptance.tolerance_due if acceptance else None),
            tolerance_overdue=office.tolerance_overdue
            or (acceptance.tolerance_overdue if acceptance else ""),
        )
    return replace(
        edition,
        time_limits=tuple(limits),
        materials=materials,
        acceptance=acceptance,
        service=office.service
        if office.service and office.service.visits <= edition.service.visits
        else edition.service,
        notes=edition.notes + office.notes,
        office=office.division,
    )


def parameter_values(
    office: Office, facts: Mapping[str, Fact]
) -> tuple[Mapping[str, object], tuple[Finding, ...]]:
    """The local parameters as raw facts (`local.*` only); one that does not fit its fact's type is a finding and is left out."""
    values: dict[str, object] = {}
    findings = []
    for name, (raw, place) in office.parameters.items():
        fact = facts.get(name)
        if fact is None or not name.startswith("local."):
            findings.append(
                Finding(
                    "R05",
                    "not-a-local-parameter",
                    "error",
                    place,
                    Text(
                        f"`{name}` 不是这个事项声明的地方参数",
                        f"`{name}` is not a local parameter of this matter",
                    ),
                    Text(
                        "地方参数以 `local.` 开头，在事项版本的 `facts` 中声明",
                        "local parameters begin with `local.` and are declared under `facts` of the edition",
                    ),
                )
            )
            continue
        value = normalise(raw, fact)
        if isinstance(value, NotGiven):
            findings.append(
                Finding(
                    "R06",
                    "parameter-misfit",
                    "error",
                    place,
                    Text(
                        f"`{name}` 的值不合类型 {fact.type}：{value.reason.zh}",
                        f"the value of `{name}` does not fit the type {fact.type}: {value.reason.en}",
                    ),
                    Text("按类型改写这个值", "rewrite the value so that it fits"),
                )
            )
            continue
        values[name] = raw
    return values, tuple(findings)
