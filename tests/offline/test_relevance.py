"""What can still matter, decided in the browser as in Python, on random conditions over facts of every kind.

The shipped catalogue compares no two facts with each other and asks nothing twice; these conditions do.
"""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from checker.conditions.facts import Derivation, Fact, FactType, Option
from checker.conditions.simplify import simplify
from checker.conditions.tree import All, AnyOf, Compare, FactRef, Known, Node, Not, OneOf, Operator, facts_of
from checker.derive import derived, source_of
from checker.engines import Value
from checker.finding import Text
from checker.interview.relevance import NO_GATES, Gates, in_some_case, matters
from generators.offline.trees import Nodes

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

ON = date(2026, 3, 2)
CASES = 160
NO_TEXT = Text("", "")
LETTERS = tuple(Option(each, NO_TEXT) for each in "xyz")
ORDERS: tuple[Operator, ...] = ("at_least", "more_than", "at_most", "less_than", "is")
RUN = """(text) => {
  const {facts, nodes, cases, on} = JSON.parse(text);
  const day = banshi.values.normalise(on, {type: "date"});
  const known = new Map(facts.map((fact) => [fact.id, {...fact, optionIds: new Set(fact.options.map((each) => each[0]))}]));
  const matter = {facts: known, nodes: banshi.conditions.compile(nodes, known),
    sourceOf: (name) => known.get(name).derive ? known.get(name).derive[1] : name};
  return cases.map(({tree, first, second, given, closed, names}) => {
    const values = new Map();
    for (const [name, raw] of Object.entries(given)) values.set(name, banshi.values.normalise(raw, known.get(name)));
    banshi.check.derive(matter, values, day);
    const at = {values, closed: new Set(closed), on: day};
    const left = (number) => banshi.conditions.simplify(matter.nodes, number, values, at.closed);
    const gates = banshi.relevance.gatesOf(first.map(left), second.map(left));
    const rest = left(tree);
    return [names.map((name) => banshi.relevance.matters(matter, name, rest, gates, at)),
      typeof rest === "number" ? null : banshi.relevance.closes(matter, rest, at)];
  });
}"""


def fact(
    name: str, kind: FactType, options: tuple[Option, ...] = (), derive: Derivation | None = None
) -> Fact:
    return Fact(name, kind, NO_TEXT, NO_TEXT, options=options, derive=derive)


FACTS: Mapping[str, Fact] = {
    each.id: each
    for each in (
        fact("f.a", "boolean"), fact("f.b", "boolean"), fact("f.kind", "choice", LETTERS), fact("f.set", "choices", LETTERS),
        fact("f.n", "integer"), fact("f.m", "integer"), fact("f.area", "decimal"), fact("f.pay", "money"), fact("f.born", "date"),
        fact("f.age", "integer", (), Derivation("years_since", "f.born")), fact("f.name", "text"), fact("f.other", "text"),
        fact("f.left", "integer", (), Derivation("days_until", "f.ends")), fact("f.ends", "date"),
    )
}  # fmt: skip


def atom(dice: random.Random) -> Node:
    name = dice.choice(tuple(FACTS))
    order = dice.choice(ORDERS)
    if dice.random() < 0.06:
        return Known(name, dice.random() < 0.5)
    match FACTS[name].type:
        case "boolean":
            return Compare(name, "is", dice.random() < 0.5)
        case "choice":
            return OneOf(name, ("x", "y")) if dice.random() < 0.4 else Compare(name, "is", dice.choice("xyz"))
        case "choices":
            return (
                OneOf(name, ("y", "z"))
                if dice.random() < 0.4
                else Compare(name, "includes", dice.choice("xyz"))
            )
        case "integer":
            numbers = [
                FactRef(each) for each in ("f.n", "f.m", "f.area") if each != name and not FACTS[name].derive
            ]
            return Compare(
                name, order, dice.choice(numbers) if numbers and dice.random() < 0.5 else dice.randint(-1, 4)
            )
        case "decimal":
            return Compare(name, order, dice.choice((FactRef("f.n"), Decimal(1), Decimal("2.5"))))
        case "money":
            return Compare(name, order, dice.choice((Decimal(100), Decimal("80.50"))))
        case "date":
            word: Operator = dice.choice(("before", "after", "at_least"))
            other = FactRef("f.born" if name == "f.ends" else "f.ends")
            return Compare(
                name, word, other if dice.random() < 0.4 else ON - timedelta(days=dice.randint(-40, 900))
            )
        case _:
            return Compare(
                name, "is", dice.choice(("p", FactRef("f.other" if name == "f.name" else "f.name")))
            )


def tree(dice: random.Random, depth: int = 2) -> Node:
    if depth == 0 or dice.random() < 0.3:
        return Not(atom(dice)) if dice.random() < 0.2 else atom(dice)
    children = tuple(tree(dice, depth - 1) for _ in range(dice.randint(2, 3)))
    group: Node = All(children) if dice.random() < 0.5 else AnyOf(children)
    return Not(group) if dice.random() < 0.2 else group


def some_values(dice: random.Random) -> dict[str, str | bool | int]:
    """A few answers, as text where that keeps them exact."""
    answers: dict[str, str | bool | int] = {
        "f.a": True, "f.b": False, "f.kind": "y", "f.n": 2, "f.m": 1, "f.area": "2.5", "f.pay": "80.50",
        "f.born": "2023-05-01", "f.ends": "2026-03-20", "f.name": "p", "f.other": "q",
    }  # fmt: skip
    return {name: value for name, value in answers.items() if dice.random() < 0.12}


def read(name: str, raw: str | bool | int) -> Value:
    kind = FACTS[name].type
    if isinstance(raw, str) and kind == "date":
        return date.fromisoformat(raw)
    return Decimal(raw) if isinstance(raw, str) and kind in ("decimal", "money") else raw


def test_what_can_matter_is_the_same(bench: Page) -> None:
    dice, nodes = random.Random(12), Nodes()
    cases = []
    expected: list[tuple[list[bool], bool | None]] = []
    for _ in range(CASES):
        node = tree(dice)
        first = [tree(dice, dice.randint(0, 1))] if dice.random() < 0.5 else []
        second = [tree(dice, 1) for _ in range(dice.randint(0, 2))] if dice.random() < 0.4 else []
        given = some_values(dice)
        values: dict[str, Value] = {name: read(name, raw) for name, raw in given.items()}
        values |= derived(FACTS, values, ON)
        closed = frozenset(
            name for name in ("f.a", "f.b", "f.m", "f.kind") if name not in values and dice.random() < 0.3
        )
        rest = simplify(node, values, closed)
        gates = Gates(
            tuple(simplify(each, values, closed) for each in first),
            tuple(simplify(each, values, closed) for each in second),
        )
        every = (node, *first, *second)
        names = list(dict.fromkeys(source_of(FACTS[name]) for each in every for name in facts_of(each)))
        found = [matters(name, rest, gates, FACTS, values, closed, ON) for name in names]
        cases.append(
            {
                "tree": nodes.add(node),
                "first": [nodes.add(each) for each in first],
                "second": [nodes.add(each) for each in second],
                "given": given,
                "closed": sorted(closed),
                "names": names,
            }
        )
        expected.append((found, closes(rest, values, closed)))
    facts = [
        {
            "id": each.id,
            "type": each.type,
            "options": [[option.id, ""] for option in each.options],
            "derive": [each.derive.kind, each.derive.fact] if each.derive else None,
        }
        for each in FACTS.values()
    ]
    data = {"facts": facts, "nodes": list(nodes.rows), "cases": cases, "on": ON.isoformat()}
    got = bench.evaluate(RUN, json.dumps(data))
    for case, want, have in zip(cases, expected, got, strict=True):
        assert list(want) == have, (case, want, have)
    flat = [each for found, _ in expected for each in found]
    assert min(sum(flat), len(flat) - sum(flat)) > 60


def closes(rest: object, values: Mapping[str, Value], closed: frozenset[str]) -> bool | None:
    """As `Position._closes` in checker/interview/choosing.py judges one observation."""
    if isinstance(rest, int):
        return None
    node: Node = rest  # type: ignore[assignment]  # what is no truth is a condition
    open_names = {
        source_of(FACTS[name]) for name in facts_of(node) if name not in values and name not in closed
    }
    if any(matters(name, node, NO_GATES, FACTS, values, closed, ON) for name in open_names):
        return False
    return bool(in_some_case(node, FACTS, values, closed, ON) != 1)
