"""One comparison -> a phrase in plain Chinese or English; one value -> how people write it.

In: an atom of a tree (Compare, OneOf, Known, a `between`, or the Not of one), the facts with their labels, the words.
Out: 注册资本不少于200万元 / "the registered capital is at least CNY 2,000,000".
The surprising thing: a negation is never spoken as "not (...)": the order operators have their opposites (不少于 and
少于), and a boolean fact turns its own label round (有…, 没有…) where the words file knows how.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from checker.conditions.facts import Fact
from checker.conditions.tree import Compare, FactRef, Known, Not, OneOf, Scalar
from checker.finding import Language
from checker.words import Words

__all__ = ["Atom", "Between", "Speaker", "phrase", "value_in_words"]


@dataclass(frozen=True, slots=True)
class Between:
    """at_least and at_most on one fact, spoken as one."""

    fact: str
    low: Scalar | FactRef
    high: Scalar | FactRef


Atom = Compare | OneOf | Known | Between


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: the facts' labels, the words, and the language."""

    facts: Mapping[str, Fact]
    words: Words
    language: Language

    def say(self, key: str, **fields: str) -> str:
        """The sentence `conditions.<key>` of the words files."""
        return self.words.say(f"conditions.{key}", self.language, **fields)

    def table(self, key: str) -> list[str]:
        """The entries of a table of the words files."""
        return self.say(key).split("｜")

    def label(self, fact: str) -> str:
        """What the fact is called in a sentence."""
        return self.words.text(self.facts[fact].label, self.language)

    def listed(self, items: list[str]) -> str:
        """A, B or C."""
        if len(items) == 1:
            return items[0]
        return self.say("list_separator").join(items[:-1]) + self.say("list_last") + items[-1]


def phrase(speaker: Speaker, atom: Atom | Not) -> str:
    """The comparison in words. A Not holds an atom other than Known and an order (those have their opposites)."""
    match atom:
        case Not(Compare(fact, operator, operand)):
            return _comparison(speaker, fact, "is_not" if operator == "is" else "excludes", operand)
        case Not(OneOf(fact, options)):
            return _one_of(speaker, fact, options, negated=True)
        case Compare(fact, operator, operand):
            return _comparison(speaker, fact, operator, operand)
        case OneOf(fact, options):
            return _one_of(speaker, fact, options, negated=False)
        case Known(fact, given):
            key = "known" if given else "not_known"
            key = f"answer_{key}" if speaker.facts[fact].type == "boolean" else key
            return speaker.say(key, subject=speaker.label(fact))
        case Between(fact, low, high):
            key = "between_days" if speaker.facts[fact].type == "date" else "between"
            ends = {"low": _right(speaker, fact, low), "high": _right(speaker, fact, high)}
            return speaker.say(key, subject=speaker.label(fact), **ends)
    raise AssertionError(atom)  # the caller has pushed every other Not down


def _comparison(speaker: Speaker, fact_id: str, operator: str, operand: Scalar | FactRef) -> str:
    fact = speaker.facts[fact_id]
    subject, value = speaker.label(fact_id), _right(speaker, fact_id, operand)
    if operator in ("is", "is_not") and isinstance(operand, FactRef):
        key = "same" if operator == "is" else "different"
        return speaker.say(f"{key}_answer" if fact.type == "boolean" else key, subject=subject, value=value)
    if isinstance(operand, bool):
        if operand is (operator == "is"):
            return speaker.say("is_true", subject=subject)
        return _opposite(speaker, subject)
    key = operator
    if fact.type == "date":  # halves of a `between`
        key = {"at_least": "not_before", "at_most": "not_after"}.get(operator, operator)
    elif fact.derive is not None and fact.derive.kind == "years_since" and not isinstance(operand, FactRef):
        # 民法典 speaks of 年满十八周岁 and 不满十八周岁
        years = {"at_least": "full_years_at_least", "less_than": "full_years_less_than"}
        key = years.get(operator, operator)
    return speaker.say(key, subject=subject, value=value)


def _one_of(speaker: Speaker, fact_id: str, options: tuple[Scalar, ...], *, negated: bool) -> str:
    values = [value_in_words(speaker, fact_id, option) for option in options]
    if speaker.facts[fact_id].type == "choices":
        if negated and len(values) > 1:
            listed = speaker.say("list_separator").join(values)
            return speaker.say("includes_none", subject=speaker.label(fact_id), values=listed)
        key = "excludes" if negated else "includes"
        if len(values) == 1:
            return speaker.say(key, subject=speaker.label(fact_id), value=values[0])
        return speaker.say("includes_any", subject=speaker.label(fact_id), values=speaker.listed(values))
    key = "none_of" if negated else "one_of"
    return speaker.say(key, subject=speaker.label(fact_id), values=speaker.listed(values))


def _opposite(speaker: Speaker, label: str) -> str:
    if not any(blocker in label for blocker in speaker.table("opposites_unless")):
        for entry in speaker.table("opposites"):
            begins, arrow, instead = entry.partition("→")
            if label.startswith(begins):
                if not arrow:
                    break
                return instead + label.removeprefix(begins)
    return speaker.say("not_so", subject=label)


def _right(speaker: Speaker, fact: str, operand: Scalar | FactRef) -> str:
    return (
        speaker.label(operand.fact)
        if isinstance(operand, FactRef)
        else value_in_words(speaker, fact, operand)
    )


def value_in_words(speaker: Speaker, fact_id: str, value: Scalar | tuple[str, ...]) -> str:
    """The value as people write it: 200万元, 100平方米, 2026年2月27日, 租赁, “某某”."""
    fact = speaker.facts[fact_id]
    if isinstance(value, tuple):
        labels = [value_in_words(speaker, fact_id, option) for option in value]
        return speaker.say("list_separator").join(labels) if labels else speaker.say("nothing_chosen")
    if isinstance(value, bool):
        return speaker.say("yes" if value else "no")
    if isinstance(value, date):
        month = speaker.table("months")[value.month - 1]
        return speaker.say("date", year=str(value.year), month=month, day=str(value.day))
    if isinstance(value, str):
        labels = [
            speaker.words.text(option.label, speaker.language)
            for option in fact.options
            if option.id == value
        ]
        return labels[0] if labels else speaker.say("quoted", text=value)
    if fact.type == "money":
        return _money(speaker, value)
    unit = speaker.words.text(fact.unit, speaker.language)
    key = "number_with_unit" if unit else "number"
    return speaker.say(key, amount=f"{value:,}", unit=unit)


def _money(speaker: Speaker, value: int | Decimal) -> str:
    """In the largest unit that divides it exactly: 2000000 is 200万元, 2005000 is 2,005,000元. The last unit is 1."""
    units = [entry.split("→") for entry in speaker.table("money_units")]
    fitting = (unit for unit in units[:-1] if value and value % int(unit[0]) == 0)
    size, unit = next(fitting, units[-1])
    amount = Decimal(value) / int(size)
    fen = amount % 1 != 0
    return speaker.say("money", amount=f"{amount:,.2f}" if fen else f"{amount:,}", unit=unit)
