"""How much faster than the law the offices promise to be (承诺提速): statutory against promised days, summed over the catalogue.

In: editions as an office applies them. Out: `Speed`, the sums in each unit, and `percent_saved`, rounded in a named way.
The surprising thing: working days and calendar days are never added up. A promise in another unit than the law's limit is listed
beside the sums, because no rate of exchange between the two is true on every day.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from checker.durations import Duration
from checker.finding import Text
from checker.model.edition import Edition, TimeLimit

__all__ = ["ROUNDING", "Speed", "Uncompared", "UnitSum", "percent_saved", "speed"]

ROUNDING = Text("四舍五入到整数", "rounded half up to a whole percent")
"""Named wherever the figure is printed: cutting instead of rounding turns 85.75 % into 85 %."""


@dataclass(frozen=True, slots=True)
class UnitSum:
    """The decision limits of one unit: how many, what the law allows in all, what is promised in all."""

    unit: str
    limits: int
    statutory: int
    promised: int

    @property
    def saved(self) -> int | None:
        """The percentage saved; None where the law allows no time at all."""
        return percent_saved(self.statutory, self.promised)


@dataclass(frozen=True, slots=True)
class Uncompared:
    """A limit whose promise is in another unit than the law's."""

    matter: str
    limit: TimeLimit


@dataclass(frozen=True, slots=True)
class Speed:
    """All decision limits of the catalogue. `unlimited`: the law sets none; `at_once`: it wants the decision on the spot."""

    sums: tuple[UnitSum, ...]
    at_once: int
    unlimited: int
    uncompared: tuple[Uncompared, ...]


def percent_saved(statutory: int, promised: int) -> int | None:
    """1 - promised / statutory in whole percent, half up: 713 instead of 2659 working days saves 73 %."""
    if statutory <= 0:
        return None
    exact = Decimal(100) * (statutory - promised) / statutory
    return int(exact.quantize(Decimal(1), ROUND_HALF_UP))


def speed(editions: Iterable[Edition]) -> Speed:
    """The sums over all decision limits. What is not promised counts with the law's own limit: nothing is saved there."""
    pairs: dict[str, list[tuple[int, int]]] = {}
    at_once = unlimited = 0
    uncompared = []
    for edition in editions:
        for limit in edition.time_limits:
            if limit.kind != "decision":
                continue
            if limit.statutory is None:
                unlimited += 1
            elif limit.statutory.at_once:
                at_once += 1
            else:
                days = _in_unit(limit.promised or limit.statutory, limit.statutory)
                if days is None:
                    uncompared.append(Uncompared(edition.matter, limit))
                else:
                    pairs.setdefault(limit.statutory.unit, []).append((limit.statutory.amount, days))
    sums = tuple(
        UnitSum(unit, len(found), sum(first for first, _ in found), sum(second for _, second in found))
        for unit, found in sorted(pairs.items(), key=lambda item: (item[0] != "working_days", item[0]))
    )
    return Speed(sums, at_once, unlimited, tuple(uncompared))


def _in_unit(promised: Duration, statutory: Duration) -> int | None:
    """The promise in the unit of the law; on the spot is no day in any unit."""
    if promised.at_once:
        return 0
    return promised.amount if promised.unit == statutory.unit else None
