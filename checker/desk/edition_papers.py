"""What an edition asks for, by when it decides, what it costs and what it gives: the second half of its items.

In: an Edition and a Writer. Out: the items of papers, limits, special procedures, fees and results.
The surprising thing: a paper's form is told under its material, so that of two alternatives each is compared with itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.desk.items import Aspect, Item, Writer, item
from checker.desk.weights import (
    allowed,
    applies_to,
    extended,
    facilitated,
    longer_validity,
    more_is_heavier,
    more_is_lighter,
    neutral,
    ways,
)
from checker.model.edition import (
    Edition,
    Entitlement,
    FeeItem,
    Form,
    MaterialRequirement,
    Reduction,
    Result,
    SpecialProcedure,
    TimeLimit,
    Validity,
)

__all__ = ["fee_items", "limit_items", "paper_item", "paper_items", "result_items"]


def paper_items(edition: Edition, w: Writer) -> Iterator[tuple[str, Item]]:
    """The material list."""
    for paper in edition.materials:
        yield paper.id, paper_item(paper, w)


def limit_items(edition: Edition, w: Writer) -> Iterator[tuple[str, Item]]:
    """The limits, and the special procedures with the time they take."""
    for limit in edition.time_limits:
        yield limit.id, _limit(limit, w)
    counts: dict[str, int] = {}
    for special in edition.special_procedures:  # they have no id; the second of a kind is kind-2
        counts[special.kind] = number = counts.get(special.kind, 0) + 1
        identity = special.kind if number == 1 else f"{special.kind}-{number}"
        yield identity, _procedure(special, identity, w)


def paper_item(paper: MaterialRequirement, w: Writer) -> Item:
    """One entry of the material list."""
    spared = paper.waived is not None or all(form.shared_data for form in paper.forms)

    def gist() -> str:
        forms = w.joined(dict.fromkeys(w.phrases.form(form) for form in paper.forms))
        return forms if paper.when is None else w.say("if_then", condition=w.sentence(paper.when), text=forms)

    made = item(
        "material",
        f"materials.{paper.id}",
        "",
        paper.place,
        _of_paper(paper, w),
        gist,
        "same" if spared else "heavier",
    )
    return made.named(lambda: w.phrases.paper(paper))


def _of_paper(paper: MaterialRequirement, w: Writer) -> Iterator[Aspect]:
    forms = paper.forms
    names = frozenset(form.material.id for form in forms)
    yield Aspect("ways", "one_of", names, lambda: w.phrases.paper(paper), ways)
    for form in forms:
        yield from _form(form, w)
    yield w.number("count", paper.count)
    yield w.condition("when", paper.when, applies_to)
    follow, promise = paper.may_follow, paper.promise
    yield w.duration("may_follow", follow.due if follow else None, allowed, "may_follow.due")
    yield w.basis(follow.basis if follow else (), "may_follow.basis")
    yield w.flag("promise", promise is not None, more_is_lighter, "promise")
    if promise:
        yield w.condition("promise_when", promise.when, facilitated, "promise.when")
        yield w.text("liability", promise.liability, "promise.liability")
        yield w.text("later_check", promise.later_check, "promise.later_check")
        yield w.basis(promise.basis, "promise.basis")
    yield w.text("fill", paper.fill)
    yield w.text("standard", paper.standard)
    yield Aspect("waived", "waived", paper.waived, lambda: w.phrases.text(paper.waived), more_is_lighter)
    yield w.basis(paper.basis)
    yield w.verified(paper.verified)


def _form(form: Form, w: Writer) -> Iterator[Aspect]:
    """The aspects of one paper; the path holds its material, so that alternatives do not mix."""
    at = f"{form.material.id}."
    yield w.text("label", form.name, f"{at}name")
    yield w.number("originals", form.originals, more_is_heavier, f"{at}originals")
    yield w.number("copies", form.copies, more_is_heavier, f"{at}copies")
    yield w.flag("check_only", form.check_only, neutral, f"{at}check_only")
    yield w.flag("electronic", form.electronic, more_is_lighter, f"{at}electronic")
    yield w.flag("signed", form.signed, more_is_heavier, f"{at}signed")
    yield w.flag("sealed", form.sealed, more_is_heavier, f"{at}sealed")
    yield w.strings("on_the_spot", form.on_the_spot, more_is_lighter, f"{at}on_the_spot")
    yield w.flag("valid_on", form.valid_on_receipt, more_is_heavier, f"{at}valid_on")
    yield w.own_time("issued_within", form.issued_within, f"{at}issued_within")
    yield w.text("format", form.format, f"{at}format")
    holders = {holder.id: holder.label for holder in form.holders}
    yield Aspect(
        "holders", f"{at}holders", tuple(sorted((key, text.zh, text.en) for key, text in holders.items())),
        lambda: w.listed(w.phrases.text(text) for text in holders.values()), more_is_heavier,
    )  # fmt: skip
    yield w.flag("shared_data", form.shared_data, more_is_lighter, f"{at}shared_data")


def _limit(limit: TimeLimit, w: Writer) -> Item:
    name = w.limit_name(limit)
    length = limit.promised or limit.statutory
    gist = w.phrases.duration(length) if length else w.phrases.text(limit.no_statutory)
    # a limit binds the office: one more is lighter
    return item(
        "limit", f"time_limits.{limit.id}", name, limit.place, _of_limit(limit, w), lambda: gist, "lighter"
    )


def _of_limit(limit: TimeLimit, w: Writer) -> Iterator[Aspect]:
    yield w.string("limit_kind", limit.kind, "kind")
    yield w.text("label", limit.label)
    yield w.condition("when", limit.when, neutral)
    yield w.office_time("statutory", limit.statutory)
    yield w.text("no_statutory", limit.no_statutory)
    yield w.office_time("promised", limit.promised)
    yield w.text("promise_note", limit.promise_note)
    yield w.text("unit_basis", limit.unit_basis)
    yield Aspect("starts", "starts", limit.starts, lambda: w.phrases.clock(f"event.{limit.starts}"))
    longer = limit.extension
    yield w.duration("extension", longer.amount if longer else None, extended, "extension.amount")
    if longer:
        yield w.text("extension_by", longer.by, "extension.by")
        yield w.condition("extension_when", longer.when, applies_to, "extension.when")
        yield w.text("extension_reason", longer.reason, "extension.reason")
        yield w.basis(longer.basis, "extension.basis")
    stops = tuple(sorted((part.kind, part.text.zh, part.text.en) for part in limit.not_counted))
    yield Aspect(
        "not_counted", "not_counted", stops,
        lambda: w.joined(w.phrases.text(part.text) for part in limit.not_counted), more_is_heavier,
    )  # fmt: skip
    yield w.basis((law for part in limit.not_counted for law in part.basis), "not_counted.basis")
    yield w.basis(limit.basis)
    yield w.verified(limit.verified)


def _procedure(special: SpecialProcedure, identity: str, w: Writer) -> Item:
    aspects = (
        w.text("text", special.text),
        w.office_time("limit", special.limit),
        w.condition("when", special.when, applies_to),
        w.basis(special.basis),
    )
    name, path = w.term("special-procedure", special.kind), f"special_procedures.{identity}"
    return item(
        "procedure", path, name, special.place, aspects, lambda: w.phrases.text(special.text), "heavier"
    )


def fee_items(edition: Edition, w: Writer) -> Iterator[tuple[str, Item]]:
    """What it costs."""
    fees = edition.fees
    whole = (
        w.flag("charged", fees.charged),
        w.flag("online_payment", fees.online_payment, more_is_lighter),
        w.basis(fees.basis),
        w.verified(fees.verified),
    )
    yield "", item("fees", "fees", "", fees.place, whole, lambda: "")
    for fee in fees.items:
        yield fee.id, _fee(fee, w)
    for cut in fees.reductions:
        yield cut.id, _reduction(cut, w)


def _fee(fee: FeeItem, w: Writer) -> Item:
    aspects = (
        w.text("label", fee.name, "name"),
        w.money("amount", fee.amount),
        w.text("per", fee.per),
        w.string("times", fee.times),
        w.condition("when", fee.when, applies_to),
        w.basis(fee.basis),
        w.verified(fee.verified),
    )
    name, path = w.phrases.text(fee.name), f"fees.items.{fee.id}"

    def gist() -> str:
        amount = w.say("yuan", amount=w.phrases.amount(fee.amount))
        return amount if fee.when is None else w.say("if_then", condition=w.sentence(fee.when), text=amount)

    return item("fee", path, name, fee.place, aspects, gist, "heavier" if fee.amount else "same")


def _reduction(cut: Reduction, w: Writer) -> Item:
    aspects = (
        w.condition("when", cut.when, facilitated),
        w.strings("items", cut.items or ("*",), neutral),
        w.text("text", cut.text),
        w.basis(cut.basis),
    )
    path = f"fees.reductions.{cut.id}"
    return item("reduction", path, cut.id, cut.place, aspects, lambda: w.phrases.text(cut.text), "lighter")


def result_items(edition: Edition, w: Writer) -> Iterator[tuple[str, Item]]:
    """What the applicant receives."""
    result = edition.result
    name = w.phrases.text(result.name)
    yield "", item("result", "result", name, result.place, _of_result(result, w), lambda: name)
    for number, validity in enumerate(result.validity, 1):
        yield str(number), _validity(validity, number, result, w)
    for grant in result.entitlements:
        yield grant.id, _entitlement(grant, w)


def _of_result(result: Result, w: Writer) -> Iterator[Aspect]:
    yield w.label("result_kind", "result-kind", result.kind, "kind")
    yield w.text("label", result.name, "name")
    yield w.string("result_material", result.material, "material")
    yield w.string("sample", result.sample)
    yield w.text("no_sample", result.no_sample)
    yield w.text("no_validity", result.no_validity)
    yield w.text("region", result.region)
    renewal = result.renewal
    yield w.flag("renewal", renewal is not None, neutral, "renewal")
    if renewal:
        # counted back from expiry: the longer the time, the earlier the applicant must come
        yield w.duration("no_later_than", renewal.no_later_than, extended, "renewal.no_later_than")
        yield w.duration("no_earlier_than", renewal.no_earlier_than, neutral, "renewal.no_earlier_than")
        yield w.text("renewal_text", renewal.text, "renewal.text")
        yield w.basis(renewal.basis, "renewal.basis")


def _validity(validity: Validity, number: int, result: Result, w: Writer) -> Item:
    length = validity.duration

    def said() -> str:
        return w.phrases.duration(length) if length else w.say("without_end")

    aspects = (
        w.condition("when", validity.when, neutral),
        Aspect("validity", "duration", length, said, longer_validity),
        w.basis(validity.basis),
    )
    return item("validity", f"result.validity.{number}", "", result.place, aspects, said)


def _entitlement(grant: Entitlement, w: Writer) -> Item:
    aspects = (w.condition("when", grant.when, facilitated), w.text("text", grant.text), w.basis(grant.basis))
    path = f"result.entitlements.{grant.id}"
    return item(
        "entitlement", path, grant.id, grant.place, aspects, lambda: w.phrases.text(grant.text), "lighter"
    )
