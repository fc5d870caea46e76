"""The first letter of a Chinese name in pinyin, for an index, without a dictionary.

In: a name. Out: A to Z, or "" when it cannot be told. The surprising thing: GB 2312 orders its 3,755 common
characters by pinyin, so the place of a character in that code says its letter; a character with two readings
stands under one of them.
"""

from __future__ import annotations

from bisect import bisect_right

__all__ = ["initial", "order"]

_LETTERS = "ABCDEFGHJKLMNOPQRSTWXYZ"
_FIRST = (
    0xB0A1, 0xB0C5, 0xB2C1, 0xB4EE, 0xB6EA, 0xB7A2, 0xB8C1, 0xB9FE, 0xBBF7, 0xBFA6, 0xC0AC, 0xC2E8,
    0xC4C3, 0xC5B6, 0xC5BE, 0xC6DA, 0xC8BB, 0xC8F6, 0xCBFA, 0xCDDA, 0xCEF4, 0xD1B9, 0xD4D1,
)  # fmt: skip
_END = 0xD7FA


def initial(name: str) -> str:
    """The letter under which the name stands; Latin names under their own."""
    sign = name[:1]
    if sign.isascii() and sign.isalpha():
        return sign.upper()
    code = int.from_bytes(sign.encode("gb2312", "ignore"), "big")
    return _LETTERS[bisect_right(_FIRST, code) - 1] if _FIRST[0] <= code < _END else ""


def order(name: str) -> bytes:
    """A key that sorts common characters by pinyin."""
    return name.encode("gb2312", "replace")
