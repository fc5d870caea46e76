"""An example of the solver as an applicant that a person can picture, tried out on the compiled engine before anybody sees it.

In: what must come out for which tree, and the answers of the example. Out: `Counterexample`: facts that can be handed in as they
stand, and the same in plain words. The surprising thing: the answers go through `normalise`, `derived` and the compiled
engine like those of any applicant. One that comes out otherwise than z3 said is our own fault (`ReplayFault`), never printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from checker.conditions.explain import explanation
from checker.conditions.explain import lines as explained_lines
from checker.conditions.facts import Fact
from checker.conditions.phrases import Speaker, value_in_words
from checker.conditions.tree import Node, facts_of
from checker.conditions.values import NotGiven, normalise
from checker.derive import derived, source_of
from checker.engines import RuleSet, Truth, Value, Values
from checker.engines.compiled import ENGINE
from checker.finding import Text
from checker.words import Words

__all__ = ["Answer", "Counterexample", "Expected", "ReplayFault", "asked", "counterexample"]

Answer = bool | int | str | tuple[str, ...]
"""An answer as it is handed in: days and decimals are text, and so are texts."""
Expected = Mapping[Node, Truth]


class ReplayFault(AssertionError):
    """z3 and the compiled engine differ on an applicant: one of them does not mean what the other means."""


@dataclass(frozen=True, slots=True)
class Counterexample:
    """An applicant: `facts` received on `received_on`, the same in words, and the conditions explained on them."""

    received_on: date
    facts: Mapping[str, Answer]
    lines: tuple[tuple[Text, Text], ...]
    why: tuple[Text, ...] = ()


def asked(nodes: Iterable[Node], facts: Mapping[str, Fact]) -> tuple[str, ...]:
    """The facts to ask for these trees, in order of first appearance; for a derived fact its date."""
    return tuple(dict.fromkeys(source_of(facts[name]) for node in nodes for name in facts_of(node)))


def counterexample(
    expected: Expected,
    told: Iterable[Node],
    received_on: date,
    answers: Mapping[str, Value | None],
    facts: Mapping[str, Fact],
    words: Words,
    fixed: Values,
) -> Counterexample:
    """The applicant with these answers. Raises ReplayFault unless each tree comes out as expected. `told` are explained."""
    given = {name: _handed_in(value) for name, value in answers.items() if value is not None}
    values = _read_again(given, facts)
    values.update(derived(facts, values, received_on))
    _replay(expected, {**values, **fixed}, facts)
    lines = [(Text("收到申请的日期", "day of receipt"), _both(facts, words, received_on))]
    for name in answers:
        lines.append((facts[name].label, _both(facts, words, values.get(name), name)))
    lines += [
        (facts[name].label, _both(facts, words, value, name))
        for name, value in values.items()
        if name not in answers and any(name in facts_of(node) for node in expected)
    ]
    everything = {**values, **fixed}
    why = [line for node in told for line in _explained(node, everything, facts, words)]
    return Counterexample(received_on, given, tuple(lines), tuple(why))


def _handed_in(value: Value) -> Answer:
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:f}" if isinstance(value, Decimal) else value


def _read_again(given: Mapping[str, Answer], facts: Mapping[str, Fact]) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for name, raw in given.items():
        value = normalise(raw, facts[name])
        if isinstance(value, NotGiven):
            raise ReplayFault(f"{name}: {raw!r} is no answer: {value.reason.en}")
        values[name] = value
    return values


def _replay(expected: Expected, values: Values, facts: Mapping[str, Fact]) -> None:
    """The compiled engine says of every tree what z3 said."""
    trees = {f"tree/{index}": node for index, node in enumerate(expected)}
    truths = ENGINE.compile(RuleSet("replay", trees, facts, {})).evaluate(values)
    for name, node in trees.items():
        if truths[name] is not expected[node]:
            raise ReplayFault(
                f"{node} should be {expected[node].name}, is {truths[name].name} on {dict(values)}"
            )


def _both(facts: Mapping[str, Fact], words: Words, value: Value | None, name: str = "") -> Text:
    chinese, english = Speaker(facts, words, "zh-Hans"), Speaker(facts, words, "en")
    return Text(_said(chinese, value, name), _said(english, value, name))


def _said(speaker: Speaker, value: Value | None, name: str) -> str:
    if value is None:
        return speaker.say("not_given")
    if not name and isinstance(value, date):
        months = speaker.table("months")
        return speaker.say("date", year=str(value.year), month=months[value.month - 1], day=str(value.day))
    return value_in_words(speaker, name, value)


def _explained(node: Node, values: Values, facts: Mapping[str, Fact], words: Words) -> list[Text]:
    chinese = explained_lines(explanation(node, values, facts, words, "zh-Hans"), words, "zh-Hans")
    english = explained_lines(explanation(node, values, facts, words, "en"), words, "en")
    return [Text(zh, en) for zh, en in zip(chinese, english, strict=True)]
