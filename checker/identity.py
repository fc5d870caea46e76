"""Identity numbers and credit codes (身份证件号码、统一社会信用代码): is there something to look at again?

In: the number as it was written, its kind and the day of receipt. Out: a `Doubt`, or nothing. The only module that
imports stdnum.
The surprising thing: nobody is ever refused for a number. Registers hold old, wrongly issued and foreign numbers that no
formula knows, so a doubt becomes a friendly "please look again" and never a defect; and what cannot be judged (a passport)
is not doubted. No answer of this module repeats a digit.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Literal

from checker.conditions.facts import Fact
from checker.engines import Value
from checker.phrases import Phrases

__all__ = ["Doubt", "doubt_of", "identity_remarks"]

Doubt = Literal[
    "full-width", "length", "old-length", "characters", "checksum", "birth-day", "birth-future", "birth-long-ago",
    "place", "organisation",
]  # fmt: skip

_SPACES = re.compile(r"[\s\-·]+")
_ELSEWHERE = ("81", "82", "83", "9")
"""How residence permits of Hong Kong, Macao and Taiwan people (GB 11643 as extended in 2018) and foreigners' permanent
residence cards of 2023 begin: built like an identity number, but with no place of the mainland in front."""
_LONGEST_LIFE = 125
_LIKE_A_NUMBER = range(13, 22)
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def doubt_of(kind: str, number: str, on: date) -> Doubt | None:
    """What should be looked at again in a `person-id` or `credit-code`; None when nothing is odd or nothing can be said."""
    plain = unicodedata.normalize("NFKC", number)
    told = _SPACES.sub("", plain).upper()
    if kind == "person-id":
        found = _person(told, on)
    elif kind == "credit-code":
        found = _credit_code(told)
    else:
        return None
    # a wrong digit first: whoever mends it writes the number anew anyway
    return found or ("full-width" if told and plain != number else None)


def identity_remarks(
    facts: Mapping[str, Fact], values: Mapping[str, Value], on: date, phrases: Phrases
) -> Iterator[str]:
    """One sentence for each answer that should be looked at again, naming the fact and the doubt, never the number."""
    for name, value in values.items():
        fact = facts.get(name)
        if fact is None or fact.type not in ("person-id", "credit-code") or not isinstance(value, str):
            continue
        doubt = doubt_of(fact.type, value, on)
        if doubt:
            why = phrases.say(f"web.identity.{doubt}")
            yield phrases.say("web.identity.remark", fact=phrases.text(fact.label), why=why)


def _person(number: str, on: date) -> Doubt | None:
    if len(number) != 18:
        if not number.isdigit():
            return None  # a passport or permit: nobody can say
        if len(number) == 15:
            return "old-length"
        return "length" if len(number) in _LIKE_A_NUMBER else None
    if not number[:17].isdigit() or not (number[17].isdigit() or number[17] == "X"):
        # eighteen signs, most of them digits: meant as an identity number
        return "characters" if sum(sign.isdigit() for sign in number) > 12 else None
    from stdnum.cn import ric  # here: no other command waits for its tables
    from stdnum.exceptions import InvalidComponent

    if number[17] != ric.calc_check_digit(number):
        return "checksum"
    try:
        born = ric.get_birth_date(number)
    except InvalidComponent:
        return "birth-day"
    if born > on:
        return "birth-future"
    if born.year < on.year - _LONGEST_LIFE:
        return "birth-long-ago"
    if number.startswith(_ELSEWHERE):
        return None
    try:
        ric.get_birth_place(number)
    except InvalidComponent:
        return "place"
    return None


def _credit_code(code: str) -> Doubt | None:
    if len(code) != 18:
        return "old-length" if len(code) == 15 and code.isdigit() else "length"
    from stdnum.cn import uscc
    from stdnum.exceptions import InvalidChecksum, ValidationError

    try:
        uscc.validate(code)
    except InvalidChecksum:
        return "checksum"
    except ValidationError:
        return "characters"
    return None if code[16] == _organisation_check(code[8:16]) else "organisation"


def _organisation_check(code: str) -> str:
    """The check sign of the organisation code inside (GB 11714), which stdnum leaves unread."""
    total = sum(int(sign, 36) * weight for sign, weight in zip(code, _ORGANISATION_WEIGHTS, strict=True))
    return "0123456789X0"[11 - total % 11]
