"""How wide the columns of a table are: by what stands in them, so that short cells do not wrap and long ones have room.

In: headings, cells, the width of the text. Out: widths that add up to it. The surprising thing: a column gets room by the root of
its longest cell, not by its length, or one long remark would squeeze every name beside it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from math import isqrt

__all__ = ["columns_of", "shares"]

_SIGN = 125  # twips: half a Chinese character of up to 12 pt
_PADDING = 200
_SCALE = 100


@lru_cache(4096)
def columns_of(text: str) -> int:
    """How many half-widths the text takes."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def shares(heads: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> tuple[int, ...]:
    """The widths. What fits on one line in every column gets just that; the rest goes to the longest."""
    count = len(heads)
    longest = [
        max(
            (
                columns_of(text)
                for text in (heads[place], *(line[place] for line in rows if place < len(line)))
            ),
            default=1,
        )
        for place in range(count)
    ]
    wanted = [length * _SIGN + _PADDING for length in longest]
    if sum(wanted) <= width:
        left = width - sum(wanted)
        return _exact([want + left * want // sum(wanted) for want in wanted], width)
    # what is short keeps its line; the rest is shared by those that must wrap anyway
    short = [want if want <= min(width // (2 * count), 1500) else 0 for want in wanted]
    weights = [
        0 if kept else isqrt(length * _SCALE * _SCALE) for length, kept in zip(longest, short, strict=True)
    ]
    least = min(width // count, 900)
    room = width - sum(short) - least * short.count(0)
    return _exact(
        [kept or least + room * weight // sum(weights) for kept, weight in zip(short, weights, strict=True)],
        width,
    )


def _exact(widths: list[int], width: int) -> tuple[int, ...]:
    """What rounding left over goes to the widest."""
    widths[widths.index(max(widths))] += width - sum(widths)
    return tuple(widths)
