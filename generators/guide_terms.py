"""Time limits, fees and results of a guide, and the short forms of them on the first screen.

In: an `Author`. Out: blocks, and strings for the summary. The surprising thing: where several limits or fees
depend on the case, the first screen gives the range and never one number that would be wrong for some readers.
"""

from __future__ import annotations

from decimal import Decimal

from checker.durations import Duration
from checker.model.edition import FeeItem, TimeLimit, Validity
from generators.author import Author
from generators.document import (
    Block,
    Callout,
    Facts,
    Fold,
    Item,
    ItemList,
    Pair,
    Paragraph,
    Row,
    Section,
    Table,
)
from generators.money import money_in_words

__all__ = ["fee_in_short", "fees", "limit_in_short", "limits", "result"]


def limit_in_short(author: Author) -> tuple[str, str]:
    """What the first screen says of the decision limit, and the small words beside it."""
    decisions = [limit for limit in author.edition.time_limits if limit.kind == "decision"]
    if not decisions:
        return author.label("handling", author.edition.handling), ""
    shown = _range(author, [limit.promised or limit.statutory for limit in decisions])
    statutory = _range(author, [limit.statutory for limit in decisions])
    if not shown:
        return author.say("limit.by-case"), author.say("limit.see")
    note = (
        author.say("limit.statutory.small", limit=statutory)
        if statutory
        else author.say("limit.no-statutory")
    )
    return shown, note if any(limit.promised for limit in decisions) or not statutory else author.say(
        "limit.is-statutory"
    )


def _range(author: Author, durations: list[Duration | None]) -> str:
    """10个工作日, or 5至20个工作日; empty when they cannot be put on one scale."""
    found = sorted(
        {duration for duration in durations if duration},
        key=lambda duration: (duration.at_once, duration.amount),
    )
    if not found:
        return ""
    if len(found) == 1:
        return author.duration(found[0])
    if len({duration.unit for duration in found}) > 1:
        return ""
    return author.say("limit.range", low=str(found[0].amount), high=author.duration(found[-1]))


def limits(author: Author) -> tuple[tuple[Block, ...], tuple[Section, ...]]:
    """All limits as one table; what may lengthen or stop them below it."""
    say = author.say
    every = author.edition.time_limits
    if not every:
        return (Paragraph(say("limit.none")),), ()
    columns = tuple(say(f"limit.column.{name}") for name in ("what", "promised", "statutory", "starts"))
    rows = tuple(_limit(author, limit) for limit in every)
    blocks: list[Block] = [Table(say("limit.caption"), columns, rows, note=say("limit.note"))]
    longer = [line for limit in every for line in _longer(author, limit)]
    units = [(limit, author.text(limit.unit_basis)) for limit in every if limit.unit_basis]
    if units:
        told = tuple(Item(say("limit.unit", label=_label(author, limit), text=text)) for limit, text in units)
        blocks.append(Fold(say("limit.units"), (ItemList(told),)))
    parts = []
    if longer:
        parts.append(Section("extension", say("limit.longer"), (ItemList(tuple(longer)),)))
    special = tuple(
        Item(
            say("special", kind=author.label("special-procedure", item.kind), text=author.text(item.text)),
            say("special.takes", limit=author.duration(item.limit)) if item.limit else "",
            author.cites(item.basis),
        )
        for item in author.edition.special_procedures
    )
    if special:
        parts.append(Section("special", say("special.title"), (ItemList(special),)))
    return tuple(blocks), tuple(parts)


def _limit(author: Author, limit: TimeLimit) -> Row:
    say = author.say
    label = _label(author, limit)
    statutory = (
        author.duration(limit.statutory) or author.text(limit.no_statutory) or say("limit.no-statutory")
    )
    notes = [author.if_(limit.when), author.text(limit.promise_note)]
    return Row(
        (label, author.duration(limit.promised) or say("none"), statutory, author.event(limit.starts)),
        author.joined(notes),
        author.cites(limit.basis),
        author.mark(limit.verified),
    )


def _label(author: Author, limit: TimeLimit) -> str:
    return author.text(limit.label) or author.say(f"limit.{limit.kind}")


def _longer(author: Author, limit: TimeLimit) -> list[Item]:
    say = author.say
    label = _label(author, limit)
    found = []
    if limit.extension:
        by, amount = author.text(limit.extension.by), author.duration(limit.extension.amount)
        text = say("limit.extension", label=label, by=by, amount=amount)
        note = author.text(limit.extension.reason) or author.if_(limit.extension.when)
        found.append(Item(text, note, author.cites(limit.extension.basis)))
    for item in limit.not_counted:
        text = say(
            "limit.not-counted",
            kind=author.label("special-procedure", item.kind),
            text=author.text(item.text),
        )
        found.append(Item(text, "", author.cites(item.basis)))
    return found


def fee_in_short(author: Author) -> tuple[str, str]:
    """What the first screen says of fees, and the small words beside it."""
    fees, say = author.edition.fees, author.say
    if not fees.charged:
        return say("fee.none"), ""
    if len(fees.items) == 1:
        item = fees.items[0]
        note = say("fee.reducible") if fees.reductions else ""
        return _rate(author, item), note
    # what everybody pays, and of the items for certain cases the cheapest and the dearest; copies beyond are not counted
    every = sum((item.amount for item in fees.items if not item.when and not item.times), Decimal(0))
    cases = sorted(item.amount for item in fees.items if item.when and not item.times)
    least, most = every + (cases[0] if cases else 0), every + (cases[-1] if cases else 0)
    if not most:
        return say("fee.charged"), say("fee.see")
    low, high = author.phrases.amount(least), author.phrases.amount(most)
    if low == high:
        return say("fee.yuan", amount=high), say("fee.see")
    return say("fee.range", low=low, high=high) if least else say("fee.upto", high=high), say("fee.see")


def _rate(author: Author, item: FeeItem) -> str:
    amount = author.phrases.amount(item.amount)
    per = author.text(item.per)
    return author.say("fee.per", amount=amount, per=per) if per else author.say("fee.yuan", amount=amount)


def fees(author: Author) -> tuple[Block, ...]:
    """No fee in one line; else the items with their amount in figures and words, and who pays less."""
    fees, say = author.edition.fees, author.say
    if not fees.charged:
        mark = author.mark(fees.verified)
        return (Callout("ok", "✓", say("fee.none"), say("fee.none.text"), author.cites(fees.basis), mark),)
    columns = tuple(say(f"fee.column.{name}") for name in ("item", "amount", "case"))
    rows = tuple(
        Row(
            (author.text(item.name), _in_full(author, item), author.if_(item.when) or say("fee.every")),
            "",
            author.cites(item.basis),
            author.mark(item.verified),
        )
        for item in fees.items
    )
    blocks: list[Block] = [Table(say("fee.caption"), columns, rows, frozenset({1}))]
    if fees.reductions:
        lines = tuple(
            Item(
                say("fee.reduction", condition=author.sentence(item.when), text=author.text(item.text)),
                "",
                author.cites(item.basis),
            )
            for item in fees.reductions
        )
        blocks.append(ItemList(lines))
    blocks.append(Paragraph(say("fee.online" if fees.online_payment else "fee.offline"), "muted"))
    return tuple(blocks)


def _in_full(author: Author, item: FeeItem) -> str:
    """80元（捌拾元整）; the numerals of receipts exist in Chinese only."""
    rate = _rate(author, item)
    if author.phrases.language == "en" or item.amount != item.amount.quantize(Decimal("0.01")):
        return rate
    return author.say("fee.in-words", rate=rate, words=author.phrases.name(money_in_words(item.amount)))


def result(author: Author) -> tuple[Block, ...]:
    """What the applicant receives, how long it is valid, when to renew, how it is delivered."""
    result, say = author.edition.result, author.say
    name = author.text(result.name) or author.label("result-kind", result.kind)
    pairs = [Pair(say("result.name"), name, author.label("result-kind", result.kind) if result.name else "")]
    cases = [validity for validity in result.validity if validity.when]
    for validity in result.validity:
        if not validity.when:
            pairs.append(
                Pair(say("result.validity"), _how_long(author, validity), "", author.cites(validity.basis))
            )
    if result.no_validity:
        pairs.append(Pair(say("result.validity"), author.text(result.no_validity)))
    if result.renewal:
        renewal = result.renewal
        text = author.text(renewal.text) or say(
            "result.renewal.before", limit=author.duration(renewal.no_later_than)
        )
        pairs.append(Pair(say("result.renewal"), text, "", author.cites(renewal.basis)))
    if result.region:
        pairs.append(Pair(say("result.region"), author.text(result.region)))
    if result.no_sample:
        pairs.append(Pair(say("result.sample"), author.text(result.no_sample)))
    delivery = next((limit for limit in author.edition.time_limits if limit.kind == "delivery"), None)
    ways = say("delivery.express" if author.edition.service.express else "delivery.window")
    shown = (delivery.promised or delivery.statutory) if delivery else None
    note = (
        say("delivery.within", event=author.event(delivery.starts), limit=author.duration(shown))
        if delivery and shown
        else ""
    )
    pairs.append(Pair(say("delivery.title"), ways, note))
    blocks: list[Block] = [Facts(tuple(pairs))]
    if cases:
        rows = tuple(
            Row((author.if_(item.when), _how_long(author, item)), "", author.cites(item.basis))
            for item in cases
        )
        blocks.append(Table(say("result.validity"), (say("fee.column.case"), say("result.validity")), rows))
    if result.entitlements:
        rows = tuple(
            Row(
                (author.if_(item.when) or say("fee.every"), author.text(item.text)),
                "",
                author.cites(item.basis),
            )
            for item in result.entitlements
        )
        blocks.append(
            Table(say("result.entitlement"), (say("fee.column.case"), say("result.entitlement")), rows)
        )
    return tuple(blocks)


def _how_long(author: Author, validity: Validity) -> str:
    return author.duration(validity.duration) or author.say("result.endless")
