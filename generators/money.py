"""An amount of yuan in the capital numerals of receipts: 80 -> 捌拾元整.

In: a Decimal of at most two decimals. Out: the numerals (中文大写金额). The surprising thing: zeros between
digits are said once, and 整 ends only an amount without fen.
"""

from __future__ import annotations

from decimal import Decimal

__all__ = ["money_in_words"]

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")


def money_in_words(amount: Decimal) -> str:
    """捌拾元整, 壹佰零伍元伍角, 伍角整, 零元整."""
    cents = int((amount * 100).to_integral_exact())
    if cents < 0 or cents >= 10**18:
        raise ValueError(f"no fee of this size: {amount}")
    yuan, jiao, fen = cents // 100, cents // 10 % 10, cents % 10
    text = f"{_whole(yuan)}元" if yuan or not cents else ""
    if jiao:
        text += f"{_DIGITS[jiao]}角"
    if fen:
        text += ("零" if yuan and not jiao else "") + f"{_DIGITS[fen]}分"
    return text if fen else f"{text}整"


def _whole(number: int) -> str:
    if number == 0:
        return _DIGITS[0]
    text, gap = "", False
    for group in range(3, -1, -1):
        part = number // 10_000**group % 10_000
        if part == 0:
            gap = bool(text)
            continue
        if text and (gap or part < 1000):
            text += _DIGITS[0]
        text, gap = text + _thousands(part) + _GROUPS[group], False
    return text


def _thousands(part: int) -> str:
    text, gap = "", False
    for place in range(3, -1, -1):
        digit = part // 10**place % 10
        if digit == 0:
            gap = bool(text)
            continue
        text += (_DIGITS[0] if gap else "") + _DIGITS[digit] + _PLACES[place]
        gap = False
    return text
