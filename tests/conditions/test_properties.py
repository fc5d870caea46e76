"""Random trees and random submissions: the compiled engine against a naive interpreter, simplify, unparse, sentences.

The interpreter below is written from the rules of docs/conditions.md and shares no code with the engine: it works on
the plain data of a condition, not on trees.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from checker.conditions.explain import explanation, lines, sentence
from checker.conditions.facts import Fact, Option
from checker.conditions.parse import parse
from checker.conditions.simplify import open_facts, simplify
from checker.conditions.tree import All, AnyOf, Compare, FactRef, Known, Node, Not, OneOf, facts_of
from checker.conditions.unparse import unparse
from checker.engines import RuleSet, Truth, Value, Values
from checker.engines.compiled import ENGINE, evaluator
from checker.finding import Text, nowhere
from checker.words import Words

T, U, F = "true", "unknown", "false"
NAMES: Mapping[Truth, str] = {Truth.TRUE: T, Truth.UNKNOWN: U, Truth.FALSE: F}

OPTIONS = ("p", "q", "r")
TYPES = {
    "yes.a": "boolean", "yes.b": "boolean", "one.a": "choice", "one.b": "choice", "many.a": "choices", "int.a": "integer",
    "int.b": "integer", "dec.a": "decimal", "fee.a": "money", "fee.b": "money", "day.a": "date", "day.b": "date", "txt.a": "text",
}  # fmt: skip
FACTS: dict[str, Fact] = {
    id_: Fact(
        id_,
        kind,  # type: ignore[arg-type]  # the literals above
        Text(f"情形{id_}", f"fact {id_}"),
        Text("", ""),
        options=tuple(Option(o, Text(o, o)) for o in OPTIONS) if kind in ("choice", "choices") else (),
    )
    for id_, kind in TYPES.items()
}
FAMILIES = [
    ["yes.a", "yes.b"],
    ["one.a", "one.b"],
    ["int.a", "int.b", "dec.a"],
    ["fee.a", "fee.b"],
    ["day.a", "day.b"],
]

# Small ranges, so that equal values and boundaries are met often.
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "boolean": st.booleans(),
    "choice": st.sampled_from(OPTIONS),
    "choices": st.lists(st.sampled_from(OPTIONS), unique=True, max_size=3).map(tuple),
    "integer": st.integers(-2, 2),
    "decimal": st.integers(-4, 4).map(lambda n: Decimal(n) / 2),
    "money": st.integers(-4, 4).map(lambda n: Decimal(n) / 2),
    "date": st.integers(0, 3).map(lambda n: date(2026, 2, 27) + timedelta(days=n)),
    "text": st.sampled_from(["甲", "乙", "A", "a"]),
}


def plain(value: object) -> object:
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, date) else value


@st.composite
def line(draw: st.DrawFn) -> dict[str, Any]:
    """One fact with one operator, as data."""
    fact = draw(st.sampled_from(sorted(TYPES)))
    kind = TYPES[fact]
    words = ["known", "one_of"]
    words += ["includes"] if kind == "choices" else ["is", "is_not"]
    if kind in ("integer", "decimal", "money"):
        words += ["at_least", "more_than", "at_most", "less_than", "between"]
    if kind == "date":
        words += ["before", "after", "between"]
    word = draw(st.sampled_from(words))
    constant = VALUES["choice" if kind == "choices" else kind].map(plain)
    others = [other for family in FAMILIES if fact in family for other in family]
    right = st.one_of(constant, st.sampled_from(others).map(lambda o: {"fact": o})) if others else constant
    if word == "known":
        return {fact: {word: draw(st.booleans())}}
    if word == "one_of":
        return {fact: {word: draw(st.lists(constant, min_size=1, max_size=3))}}
    if word == "includes":
        return {fact: {word: draw(constant)}}
    if word == "between":
        low, high = draw(VALUES[kind]), draw(VALUES[kind])
        ends: list[Any] = [plain(min(low, high)), plain(max(low, high))]
        if others and draw(st.booleans()):
            ends[draw(st.integers(0, 1))] = {"fact": draw(st.sampled_from(others))}
        return {fact: {word: ends}}
    operand = draw(right)
    return {fact: operand} if word == "is" and not isinstance(operand, dict) else {fact: {word: operand}}


def merged(parts: list[dict[str, Any]]) -> dict[str, Any]:
    return {key: value for part in parts for key, value in part.items()}


CONDITIONS = st.recursive(
    line(),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda c: {"any": c}),
        st.lists(inner, min_size=1, max_size=3).map(lambda c: {"all": c}),
        inner.filter(lambda c: len(c) == 1).map(lambda c: {"not": c}),
        st.lists(inner, min_size=1, max_size=3).map(merged),
    ),
    max_leaves=10,
)
SUBMISSIONS = st.fixed_dictionaries({}, optional={fact: VALUES[kind] for fact, kind in TYPES.items()})


def tree_of(data: Any) -> Node:
    node, findings = parse(data, (), lambda pointer: nowhere(), FACTS, {})
    assert node is not None, (data, findings)
    return node


# ---- the naive interpreter


def naive(condition: dict[str, Any], values: Values) -> str:
    return naive_all([naive_line(key, value, values) for key, value in condition.items()])


def naive_all(results: list[str]) -> str:
    return F if F in results else U if U in results else T


def naive_not(result: str) -> str:
    return {T: F, F: T, U: U}[result]


def naive_any(results: list[str]) -> str:
    return T if T in results else U if U in results else F


def naive_line(key: str, value: Any, values: Values) -> str:
    if key == "any":
        return naive_any([naive(child, values) for child in value])
    if key == "all":
        return naive_all([naive(child, values) for child in value])
    if key == "not":
        return naive_not(naive(value, values))
    operators = value if isinstance(value, dict) else {"is": value}
    return naive_all([naive_operator(key, word, operand, values) for word, operand in operators.items()])


def naive_operator(fact: str, word: str, operand: Any, values: Values) -> str:
    if word == "known":
        return T if (fact in values) == operand else F
    if word == "is_not":
        return naive_not(naive_operator(fact, "is", operand, values))
    if word == "between":
        low, high = operand
        return naive_all([naive_order(fact, ">=", low, values), naive_order(fact, "<=", high, values)])
    if word == "one_of":
        if TYPES[fact] == "choices":
            return naive_any([naive_operator(fact, "includes", option, values) for option in operand])
        return naive_any([naive_operator(fact, "is", option, values) for option in operand])
    if word == "includes":
        if fact not in values:
            return U
        chosen = values[fact]
        assert isinstance(chosen, tuple)
        return T if operand in chosen else F
    signs = {
        "at_least": ">=",
        "more_than": ">",
        "at_most": "<=",
        "less_than": "<",
        "before": "<",
        "after": ">",
        "is": "==",
    }
    return naive_order(fact, signs[word], operand, values)


def naive_order(fact: str, sign: str, operand: Any, values: Values) -> str:
    left = number(values.get(fact))
    given_right = values.get(operand["fact"]) if isinstance(operand, dict) else typed(operand, TYPES[fact])
    right = number(given_right)
    if left is None or right is None:
        return U
    less, same = left < right, left == right
    holds = {">=": not less, ">": not less and not same, "<=": less or same, "<": less, "==": same}[sign]
    return T if holds else F


def typed(operand: Any, kind: str) -> Any:
    if kind in ("decimal", "money", "integer"):
        return Decimal(operand)
    return date.fromisoformat(operand) if kind == "date" else operand


def number(value: Value | None) -> Any:
    """Something that compares: scaled integers for numbers and days."""
    if value is None or isinstance(value, bool | str | tuple):
        return value
    return value.toordinal() if isinstance(value, date) else int(value * 10000)


# ---- properties


@settings(max_examples=800)
@given(CONDITIONS, SUBMISSIONS)
def test_compiled_agrees_with_the_naive_interpreter(condition: dict[str, Any], values: Values) -> None:
    rules = RuleSet("random", {"r": tree_of(condition)}, FACTS, {})
    assert NAMES[ENGINE.compile(rules).evaluate(values)["r"]] == naive(condition, values)


@settings(max_examples=500)
@given(CONDITIONS)
def test_unparse_reads_back_to_the_same_tree(condition: dict[str, Any]) -> None:
    tree = tree_of(condition)
    assert tree_of(unparse(tree)) == tree


def atoms() -> st.SearchStrategy[Node]:
    """Trees that no author can write: at_least on dates, equal children, groups of one."""
    days = VALUES["date"]
    return st.one_of(
        st.builds(Compare, st.just("day.a"), st.sampled_from(["at_least", "at_most", "before", "is"]), days),
        st.builds(Compare, st.just("day.a"), st.sampled_from(["before", "after"]), st.just(FactRef("day.b"))),
        st.builds(Compare, st.sampled_from(["yes.a", "yes.b"]), st.just("is"), st.booleans()),
        st.builds(Compare, st.just("int.a"), st.sampled_from(["at_least", "at_most"]), VALUES["integer"]),
        st.builds(OneOf, st.just("one.a"), st.just(("p", "q"))),
        st.builds(Known, st.sampled_from(["yes.a", "int.a"]), st.booleans()),
    )


TREES: st.SearchStrategy[Node] = st.recursive(
    atoms(),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda c: All(tuple(c))),
        st.lists(inner, min_size=1, max_size=3).map(lambda c: AnyOf(tuple(c))),
        inner.map(Not),
    ),
    max_leaves=8,
)


@settings(max_examples=500)
@given(TREES, SUBMISSIONS)
def test_unparse_of_any_tree_keeps_the_meaning(tree: Node, values: Values) -> None:
    assert evaluator(tree_of(unparse(tree)))(values) is evaluator(tree)(values)


@settings(max_examples=800)
@given(
    st.one_of(CONDITIONS.map(tree_of), TREES),
    SUBMISSIONS,
    SUBMISSIONS,
    st.sets(st.sampled_from(sorted(TYPES))),
)
def test_simplify_keeps_the_truth_under_every_completion(
    tree: Node, known: Values, more: Values, asked: set[str]
) -> None:
    rest = simplify(tree, known, asked)
    later = {fact: value for fact, value in more.items() if fact not in asked} | dict(known)
    expected = evaluator(tree)(later)
    assert (rest if isinstance(rest, Truth) else evaluator(rest)(later)) is expected
    if not isinstance(rest, Truth):
        left = open_facts([rest], known, asked)
        assert left
        assert not set(left) & (set(known) | asked)
        assert set(left) <= set(facts_of(tree))


@settings(max_examples=300)
@given(CONDITIONS, SUBMISSIONS)
def test_a_finished_submission_leaves_nothing_open(condition: dict[str, Any], values: Values) -> None:
    tree = tree_of(condition)
    assert simplify(tree, values, frozenset(TYPES)) is evaluator(tree)(values)


@settings(max_examples=300)
@given(CONDITIONS, SUBMISSIONS, st.sampled_from(["zh-Hans", "en"]))
def test_every_condition_can_be_spoken_and_its_explanation_ends_in_its_truth(
    words: Words, condition: dict[str, Any], values: Values, language: Any
) -> None:
    tree = tree_of(condition)
    spoken = sentence(tree, FACTS, words, language)
    assert spoken
    assert not set("{}｜→") & set(spoken)
    explained = explanation(tree, values, FACTS, words, language)
    assert explained.truth is evaluator(tree)(values)
    text = lines(explained, words, language)
    assert all(line.strip()[0] in "✓✕？?" for line in text)
    if "txt.a" in values:
        assert not any(f"写：“{values['txt.a']}" in line for line in text)
