"""One matter edition file -> Edition.

In: a Source of catalogue/matters/<matter>/<date>.yaml and the registers it cites. Out: Edition (or None when the file does not
even say which matter and day it is) and findings about conditions, ids and dates.
The surprising thing: the order of reading matters. Citations and facts come first, because everything below names them.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from checker.conditions.facts import DERIVATIONS, FACT_TYPES, Derivation, Fact, Option
from checker.conditions.tree import Node
from checker.finding import Finding, Text
from checker.model.edition import (
    AfterGrant,
    Competence,
    CorrectionRule,
    Edition,
    Entitlement,
    Extension,
    Faq,
    FeeItem,
    Fees,
    Flow,
    MaterialRequirement,
    NotCounted,
    NotRequired,
    Quota,
    Reduction,
    Renewal,
    Requirement,
    Result,
    SpecialProcedure,
    Step,
    TimeLimit,
    Validity,
)
from checker.model.parts import Citation, Organ, Service
from checker.model.registers import Law, Material
from checker.reading.papers import read_materials
from checker.reading.reader import Context, Reader, read_verified, unknown_id
from checker.source import Source

__all__ = ["read_citations", "read_edition", "read_fact", "read_service"]

_STATES = ("in-use", "suspended", "cancelled")
_STARTS = ("received", "full_papers", "accepted", "decided", "notified", "expiry", "event")
_LIMIT_KINDS = ("notice", "decision", "delivery", "stage", "other")


def read_edition(
    source: Source,
    *,
    shared_facts: Mapping[str, Fact],
    named: Mapping[str, Node],
    laws: Mapping[str, Law],
    library: Mapping[str, Material],
    groups: Mapping[str, tuple[MaterialRequirement, ...]],
) -> tuple[Edition | None, tuple[Finding, ...]]:
    """The edition of one file, as far as it can be read, with what is wrong in it."""
    context = Context(facts=dict(shared_facts), named=named)
    top = Reader.of(source, context)
    marked = top.child("verified")
    if marked:
        context.verified = read_verified(marked)
    begins = top.date("effective_from")
    matter = top.string("matter")
    if begins is None or not matter:
        return None, tuple(context.findings)
    context.citations.update((citation.id, citation) for citation in read_citations(top, laws))
    for item in top.children("facts"):
        _declare(item)
    codes = top.must_child("codes")
    edition = Edition(
        matter=matter,
        effective_from=begins,
        effective_to=top.date("effective_to"),
        version=top.integer("version", 1),
        state=top.one_of("state", _STATES, "in-use"),  # type: ignore[arg-type]  # the tuple holds exactly the literals
        name=top.must_text("name"),
        summary=top.text("summary"),
        kind=top.string("kind"),
        codes={key: codes.string(key) for key in ("basic", "local_basic") if codes.has(key)},
        level=top.string("level"),
        agency_kind=top.string("agency_kind"),
        audience=top.strings("audience"),
        topics=top.strings("topics"),
        handling="instant" if top.string("handling") == "instant" else "promised",
        verified=context.verified,
        owner=top.string("owner"),
        legal_basis=tuple(context.citations.values()),
        facts=context.facts,
        not_required_when=tuple(
            found for item in top.children("not_required_when") if (found := _not_required(item))
        ),
        competence=tuple(_competence(item, index) for index, item in enumerate(top.children("competence"))),
        requirements=tuple(need for item in top.children("conditions") if (need := _requirement(item))),
        quota=_quota(top.must_child("quota")),
        materials=read_materials(top, library, groups),
        time_limits=tuple(_limit(item) for item in top.children("time_limits")),
        special_procedures=tuple(_special(item) for item in top.children("special_procedures")),
        fees=_fees(top.must_child("fees")),
        flow=_flow(top.must_child("flow")),
        result=_result(top.must_child("result")),
        acceptance=_override(top.child("acceptance")),
        service=read_service(top.must_child("service")),
        after_grant=tuple(
            AfterGrant(
                item.string("id"), item.must_text("text"), item.duration("within"), item.basis(), item.place()
            )
            for item in top.children("after_grant")
        ),
        joint=top.strings("joint"),
        intermediary=top.text("intermediary"),
        needs_result_of=top.strings("needs_result_of"),
        rights=top.texts("rights"),
        duties=top.texts("duties"),
        common_mistakes=top.texts("common_mistakes"),
        faq=tuple(Faq(item.must_text("question"), item.must_text("answer")) for item in top.children("faq")),
        notes=top.texts("notes"),
        place=top.place(),
    )
    return edition, tuple(context.findings)


def read_citations(top: Reader, laws: Mapping[str, Law]) -> tuple[Citation, ...]:
    """The `legal_basis:` list; an unknown law is a finding."""
    found = []
    for item in top.children("legal_basis"):
        law = item.string("law")
        if law and law not in laws:
            top.context.findings.append(unknown_id(item.place("law"), law, tuple(laws), Text("法律", "law")))
        found.append(
            Citation(
                item.string("id"),
                law,
                item.string("article"),
                item.text("gist"),
                item.text("note"),
                item.verified(),
                item.place(),
            )
        )
    return tuple(found)


def read_fact(item: Reader) -> Fact | None:
    """One fact declaration; None when it lacks an id or a known type."""
    identity, kind = item.string("id"), item.string("type")
    known = next((candidate for candidate in FACT_TYPES if candidate == kind), None)
    if not identity or known is None:
        return None
    derive = item.child("derive")
    counted = None
    if derive:
        counted = next(
            (Derivation(kind_, derive.string(kind_)) for kind_ in DERIVATIONS if derive.string(kind_)), None
        )
    label = item.must_text("label")
    return Fact(
        id=identity,
        type=known,
        label=label,
        ask=item.text("ask") or label,
        unit=item.must_text("unit"),
        options=tuple(
            Option(option.string("id"), option.must_text("label")) for option in item.children("options")
        ),
        derive=counted,
        hint=item.text("hint"),
        place=item.place(),
        applicant_decides=item.flag("applicant_decides"),
    )


def _declare(item: Reader) -> None:
    fact = read_fact(item)
    if fact is None:
        return
    earlier = item.context.facts.get(fact.id)
    if earlier is not None:
        item.context.findings.append(
            Finding(
                "R04",
                "fact-declared-twice",
                "error",
                fact.place,
                Text(
                    f"情形 `{fact.id}` 已经在 {earlier.place} 写过",
                    f"the fact `{fact.id}` is declared already at {earlier.place}",
                ),
                Text("删去这一处，或者换一个编号", "delete this one, or give it another id"),
                (earlier.place,),
            )
        )
    item.context.facts[fact.id] = fact


def _not_required(item: Reader) -> NotRequired | None:
    when = item.condition("when")
    if when is None:
        return None
    return NotRequired(
        item.string("id"),
        when,
        item.text("text"),
        item.string("instead"),
        item.text("remedy"),
        item.basis(),
        item.verified(),
        item.place(),
    )


def _competence(item: Reader, index: int) -> Competence:
    other = item.child("organ")
    organ = (
        Organ(False, other.string("agency_kind"), other.string("level"), other.text("name"))
        if other
        else Organ(True)
    )
    identity = item.string("id") or f"competence-{index + 1}"
    when = item.condition("when") if item.has("when") else None
    return Competence(identity, when, organ, item.basis(), item.verified(), item.place())


def _requirement(item: Reader) -> Requirement | None:
    when = item.condition("when")
    only_if = item.condition("only_if")
    if when is None:
        return None
    return Requirement(
        id=item.string("id"),
        stage="acceptance" if item.string("stage") == "acceptance" else "decision",
        kind=item.string("kind", "other"),
        only_if=only_if,
        when=when,
        text=item.text("text"),
        effect="refuse" if item.string("effect") == "refuse" else "supplement",
        remedy=item.must_text("remedy"),
        basis=item.basis(),
        verified=item.verified(),
        place=item.place(),
    )


def _quota(item: Reader) -> Quota:
    return Quota(item.flag("limited"), item.text("text"), item.basis(), item.place())


def _limit(item: Reader) -> TimeLimit:
    longer = item.child("extension")
    amount = longer.duration("amount") if longer else None
    extension = None
    if longer and amount:
        extension = Extension(
            amount, longer.must_text("by"), longer.condition("when"), longer.text("reason"), longer.basis()
        )
    return TimeLimit(
        id=item.string("id"),
        kind=item.one_of("kind", _LIMIT_KINDS, "other"),  # type: ignore[arg-type]  # the tuple holds exactly the literals
        label=item.text("label"),
        when=item.condition("when"),
        statutory=item.duration("statutory"),
        no_statutory=item.text("no_statutory"),
        promised=item.duration("promised"),
        promise_note=item.text("promise_note"),
        unit_basis=item.text("unit_basis"),
        starts=item.one_of("starts", _STARTS, "accepted"),  # type: ignore[arg-type]  # the tuple holds exactly the literals
        extension=extension,
        not_counted=tuple(
            NotCounted(part.string("kind"), part.must_text("text"), part.basis())
            for part in item.children("not_counted")
        ),
        basis=item.basis(),
        verified=item.verified(),
        place=item.place(),
    )


def _special(item: Reader) -> SpecialProcedure:
    return SpecialProcedure(
        item.string("kind"),
        item.must_text("text"),
        item.duration("limit"),
        item.condition("when"),
        item.basis(),
        item.place(),
    )


def _fees(item: Reader) -> Fees:
    whole = item.verified()
    items = tuple(
        FeeItem(
            part.string("id"),
            part.must_text("name"),
            _amount(part.string("amount")),
            part.text("per"),
            part.string("times"),
            part.condition("when"),
            part.basis(),
            part.verified() if part.has("verified") else whole,
            part.place(),
        )
        for part in item.children("items")
    )
    reductions = []
    for part in item.children("reductions"):
        when = part.condition("when")
        if when is not None:
            reductions.append(
                Reduction(
                    part.string("id"),
                    when,
                    part.strings("items"),
                    part.must_text("text"),
                    part.basis(),
                    part.place(),
                )
            )
    return Fees(
        item.flag("charged"),
        items,
        tuple(reductions),
        item.flag("online_payment"),
        item.basis(),
        item.verified(),
        item.place(),
    )


def _amount(text: str) -> Decimal:
    return (
        Decimal(text)
        if text and text.replace(".", "", 1).isascii() and text.replace(".", "", 1).isdigit()
        else Decimal(0)
    )


def _flow(item: Reader) -> Flow:
    steps = tuple(
        Step(
            part.string("id"),
            part.string("role"),
            part.must_text("does"),
            part.duration("limit"),
            part.strings("after"),
            part.string("parallel_with"),
            part.condition("when"),
            part.strings("branches"),
            part.string("special"),
            part.basis(),
            part.place(),
        )
        for part in item.children("steps")
    )
    return Flow(item.strings("roles"), steps, item.place())


def _result(item: Reader) -> Result:
    renewal = item.child("renewal")
    entitlements = []
    for part in item.children("entitlements"):
        when = part.condition("when")
        if when is not None:
            entitlements.append(
                Entitlement(part.string("id"), when, part.must_text("text"), part.basis(), part.place())
            )
    return Result(
        kind=item.string("kind"),
        name=item.text("name"),
        material=item.string("material"),
        sample=item.string("sample"),
        no_sample=item.text("no_sample"),
        validity=_validity(item),
        no_validity=item.text("no_validity"),
        entitlements=tuple(entitlements),
        renewal=Renewal(
            renewal.duration("no_later_than"),
            renewal.duration("no_earlier_than"),
            renewal.text("text"),
            renewal.basis(),
            renewal.place(),
        )
        if renewal
        else None,
        region=item.text("region"),
        place=item.place(),
    )


def _validity(item: Reader) -> tuple[Validity, ...]:
    if item.string("validity"):
        endless = item.string("validity") == "long_term"
        return (Validity(None, None if endless else item.duration("validity"), ()),)
    return tuple(
        Validity(
            part.condition("when"),
            None if part.string("duration") == "long_term" else part.duration("duration"),
            part.basis(),
        )
        for part in item.children("validity")
    )


def _override(item: Reader | None) -> CorrectionRule | None:
    if item is None:
        return None
    correction, tolerance = item.must_child("correction"), item.must_child("tolerance")
    return CorrectionRule(
        notice_limit=correction.duration("notice_limit"),
        silence=correction.string("silence"),
        uncorrected=correction.string("uncorrected"),
        form=correction.string("form"),
        only_on_the_spot=correction.flag("only_on_the_spot"),
        tolerance_due=tolerance.duration("due"),
        tolerance_overdue=tolerance.string("overdue"),
        basis=correction.basis() or tolerance.basis() or item.basis(),
    )


def read_service(item: Reader) -> Service:
    """The `service:` block of an edition."""
    return Service(
        item.integer("visits"),
        item.text("visit_reason"),
        item.strings("channels"),
        item.string("online_depth"),
        item.flag("appointment"),
        item.flag("express"),
        item.string("scope"),
        item.place(),
    )
