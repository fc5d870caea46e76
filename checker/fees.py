"""What the applicant has to pay: the fee items that apply, times their number, less reductions.

In: the edition's fees, the truth of their conditions, normalised facts. Out: `Fees`, in Decimal yuan.
The surprising thing: one unknown condition makes the total unknown, never a guess; the facts it waits for are named.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from checker.conditions.simplify import simplify
from checker.conditions.tree import Node, facts_of
from checker.derive import source_of
from checker.engines import Truth, Value
from checker.model.edition import Edition, FeeItem, Reduction
from checker.phrases import Phrases
from checker.problems import basis_lines
from checker.verdict import FeeLine, Fees

__all__ = ["fees_of"]

_NOTHING = Decimal(0)


def fees_of(
    edition: Edition, truths: Mapping[str, Truth], values: Mapping[str, Value], phrases: Phrases
) -> Fees:
    """The fees of one case (行政许可法 §58: only what a law or administrative regulation allows is in the catalogue)."""
    fees = edition.fees
    if not fees.charged:
        return Fees(False, _NOTHING, (), (), (), phrases.say("verdict.fee.none"))
    reduced, possible, depends, reasons = set[str](), list[Reduction](), dict[str, None](), []
    for reduction in fees.reductions:
        truth = truths[f"reduction/{reduction.id}"]
        if truth is Truth.TRUE:
            reduced.update(_covered(reduction, fees.items))
            reasons.append(phrases.text(reduction.text))
        elif truth is Truth.UNKNOWN:
            possible.append(reduction)
    # an item that is surely not paid waits for nothing
    open_items = {
        item.id: truth
        for item in fees.items
        if (truth := truths.get(f"fee/{item.id}", Truth.TRUE)) and item.id not in reduced
    }
    for reduction in possible:
        if open_items.keys() & _covered(reduction, fees.items):
            depends.update(dict.fromkeys(_unknown(reduction.when, values, edition)))
    lines = []
    for item in fees.items:
        if item.id not in open_items:
            continue
        if open_items[item.id] is Truth.UNKNOWN and item.when:
            depends.update(dict.fromkeys(_unknown(item.when, values, edition)))
            continue
        times = values.get(item.times, 1) if not item.times or item.times in values else None
        if not isinstance(times, int):
            depends[item.times] = None
            continue
        lines.append(_line(item, max(times, 0), phrases))
    if depends:
        labels = phrases.listed(
            phrases.text(edition.facts[name].label) for name in depends if name in edition.facts
        )
        text = phrases.say("verdict.fee.unknown", facts=labels)
        return Fees(True, None, tuple(lines), tuple(reasons), tuple(depends), text)
    total = sum((line.total for line in lines), _NOTHING)
    return Fees(
        True,
        total,
        tuple(lines),
        tuple(reasons),
        (),
        phrases.say("verdict.fee.total", amount=phrases.amount(total)),
    )


def _covered(reduction: Reduction, items: Iterable[FeeItem]) -> set[str]:
    """The items that a reduction takes away; one that names none takes away all."""
    return set(reduction.items) or {item.id for item in items}


def _line(item: FeeItem, times: int, phrases: Phrases) -> FeeLine:
    return FeeLine(
        item.id,
        phrases.text(item.name),
        item.amount,
        times,
        item.amount * times,
        basis_lines(item.basis, phrases),
    )


def _unknown(when: Node, values: Mapping[str, Value], edition: Edition) -> Iterable[str]:
    left = simplify(when, values)
    names = () if isinstance(left, Truth) else facts_of(left)
    return (source_of(edition.facts[name]) for name in names if name not in values)
