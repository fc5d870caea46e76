"""A condition tree -> one sentence for a guide; a tree with values -> why it holds, does not hold, or is still open.

In: the tree alone (`sentence`), or the tree and normalised values (`explanation`, then `lines`).
Out: plain Chinese or English from rules/words/conditions.*.yaml.
The surprising thing: both first push every `not` down to the comparisons (Kleene logic keeps De Morgan's laws), so
a reader never meets "not (A and B)" but "not A or not B". Answers to text and identity facts are never repeated:
they show as 已填写 (personal data).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from checker.conditions.facts import Fact
from checker.conditions.phrases import Between, Speaker, phrase, value_in_words
from checker.conditions.tree import All, AnyOf, Compare, Known, Node, Not, OneOf, Operator, facts_of
from checker.engines import Truth, Values
from checker.engines.compiled import evaluator
from checker.finding import Language
from checker.words import Words

__all__ = ["Explained", "explanation", "lines", "sentence"]

_PERSONAL = frozenset({"text", "person-id", "credit-code"})
_OPPOSITE: Mapping[Operator, Operator] = {
    "at_least": "less_than",
    "less_than": "at_least",
    "more_than": "at_most",
    "at_most": "more_than",
}
_OPPOSITE_OF_DAYS: Mapping[Operator, Operator] = {
    "before": "at_least",
    "at_least": "before",
    "after": "at_most",
    "at_most": "after",
}


@dataclass(frozen=True, slots=True)
class Explained:
    """One line of an explanation: what is required, whether it holds, and for a comparison what was given."""

    node: Node
    truth: Truth
    text: str
    actual: str | None = None
    children: tuple[Explained, ...] = ()


def sentence(node: Node, facts: Mapping[str, Fact], words: Words, language: Language) -> str:
    """The condition as a phrase that fits behind 需要满足： or "when "; no capital letter, no full stop."""
    return _spoken(Speaker(facts, words, language), _plain(node, facts), 1)


def explanation(
    node: Node, values: Values, facts: Mapping[str, Fact], words: Words, language: Language
) -> Explained:
    """Every comparison of the tree with its truth on these values and what was given."""
    return _explained(Speaker(facts, words, language), _plain(node, facts), values)


def lines(explained: Explained, words: Words, language: Language) -> tuple[str, ...]:
    """The explanation as indented text with ✓ ✕ ？."""
    sign = words.say(f"conditions.sign_{explained.truth.name.lower()}", language)
    if explained.actual is None:
        first = words.say("conditions.line", language, sign=sign, text=explained.text)
    else:
        first = words.say(
            "conditions.line_with_actual", language, sign=sign, text=explained.text, actual=explained.actual
        )
    below = (line for child in explained.children for line in lines(child, words, language))
    return (first, *(f"  {line}" for line in below))


def _plain(node: Node, facts: Mapping[str, Fact], negated: bool = False) -> Node:
    """The tree as it is spoken: Not only above an equality or a list, groups of one dissolved, groups in groups of
    the same kind joined."""
    match node:
        case Not(child):
            return _plain(child, facts, not negated)
        case Known(fact, given):
            return Known(fact, given is not negated)
        case Compare(fact, operator, operand):
            opposites = _OPPOSITE_OF_DAYS if facts[fact].type == "date" else _OPPOSITE
            if not negated:
                return node
            return Compare(fact, opposites[operator], operand) if operator in opposites else Not(node)
        case OneOf(fact, options):
            if facts[fact].type == "boolean":  # "yes or no" is spoken as two answers
                return _plain(AnyOf(tuple(Compare(fact, "is", each) for each in options)), facts, negated)
            return Not(node) if negated else node
        case All(children) | AnyOf(children):
            group = All if isinstance(node, All) is not negated else AnyOf
            flat: list[Node] = []
            for child in children:
                plain = _plain(child, facts, negated)
                joins = isinstance(plain, group) and _between(plain) is None
                flat.extend(plain.children if joins and isinstance(plain, All | AnyOf) else (plain,))
            return flat[0] if len(flat) == 1 else group(tuple(flat))


def _between(node: Node) -> Between | None:
    match node:
        case All((Compare(fact, "at_least", low), Compare(other, "at_most", high))) if fact == other:
            return Between(fact, low, high)
    return None


def _spoken(speaker: Speaker, node: Node, level: int) -> str:
    if not isinstance(node, All | AnyOf) or (_between(node) is not None):
        return _atom(speaker, node)
    kind = "all" if isinstance(node, All) else "any"
    if not any(_is_group(child) for child in node.children):
        return _joined(speaker, kind, [_atom(speaker, child) for child in node.children])
    style = min(level, 3)
    numerals = speaker.table(f"numerals_{style}")
    items: list[str] = []
    for index, child in enumerate(node.children):
        item = _spoken(speaker, child, level + 1)
        number = numerals[index] if index < len(numerals) else str(index + 1)
        items.append(speaker.say(f"item_{style}", number=number, item=item))
    group = "group" if level == 1 else "group_in_group"
    listed = speaker.say("item_separator").join(items)
    return speaker.say(group, heading=speaker.say(f"{kind}_heading"), items=listed)


def _is_group(node: Node) -> bool:
    return isinstance(node, All | AnyOf) and _between(node) is None


def _joined(speaker: Speaker, kind: str, items: list[str]) -> str:
    separator, last = speaker.say(f"{kind}_separator"), speaker.say(f"{kind}_last")
    if kind == "any" and any(
        mark in item for item in items for mark in (separator, last, speaker.say("all_separator"))
    ):
        separator, last = speaker.say("any_separator_clear"), speaker.say("any_last_clear")
    return separator.join(items[:-1]) + last + items[-1]


def _atom(speaker: Speaker, node: Node) -> str:
    between = _between(node)
    if between is not None:
        return phrase(speaker, between)
    if isinstance(node, All | AnyOf):
        raise AssertionError(node)  # the callers ask for comparisons only
    return phrase(speaker, node)


def _explained(speaker: Speaker, node: Node, values: Values) -> Explained:
    truth = evaluator(node)(values)
    if isinstance(node, All | AnyOf) and _is_group(node):
        heading = speaker.say("all_heading" if isinstance(node, All) else "any_heading")
        children = tuple(_explained(speaker, child, values) for child in node.children)
        return Explained(node, truth, heading, None, children)
    return Explained(node, truth, _atom(speaker, node), _actual(speaker, node, values))


def _actual(speaker: Speaker, node: Node, values: Values) -> str:
    facts = facts_of(node)
    given = [_given(speaker, fact, values) for fact in facts]
    if len(facts) == 1:
        return given[0]
    pairs = [
        speaker.say("actual_of", subject=speaker.label(fact), value=value)
        for fact, value in zip(facts, given, strict=True)
    ]
    return speaker.say("actual_separator").join(pairs)


def _given(speaker: Speaker, fact: str, values: Values) -> str:
    value = values.get(fact)
    if value is None:
        return speaker.say("not_given")
    if speaker.facts[fact].type in _PERSONAL:
        return speaker.say("masked")
    return value_in_words(speaker, fact, value)
