"""Pinyin of Chinese names: for the letter index, for sorting and for search.

In: a name in simplified Chinese. Out: its syllables, its first letter, a key to sort by. The only module that imports pypinyin.
The surprising thing: a character's reading depends on the phrase it stands in. 会计 is kuài jì and stands under K, 会议 under
H; 银行 is háng and 行政 xíng. The library is asked once a name and imported on the first question.
"""

from __future__ import annotations

from functools import lru_cache

__all__ = ["initial", "order", "pinyin"]


@lru_cache(20_000)
def pinyin(name: str) -> tuple[str, ...]:
    """The syllables without tones; what is not Chinese stays together as it stands: ("shi", "pin", "A", "lei")."""
    from pypinyin import Style, lazy_pinyin

    return tuple(piece for part in lazy_pinyin(name, style=Style.NORMAL) for piece in part.split())


def initial(name: str) -> str:
    """The letter under which the name stands; "" when it begins with a figure or a sign."""
    sign = name[:1]
    if not sign.isascii():
        sign = (pinyin(name) or ("",))[0][:1]
    return sign.upper() if sign.isascii() and sign.isalpha() else ""


def order(name: str) -> bytes:
    """A key that sorts by pinyin, syllable by syllable, and by the characters where the sound is the same."""
    return "\0".join((*(part.casefold() for part in pinyin(name)), "", name)).encode("utf-8", "surrogatepass")
