"""Whether an answer can still matter: the search against trying every answer of a small world.

In: random conditions over a few facts of every kind. Out: agreement in both directions. The surprising thing: the small
worlds are wider than the representatives (whole ranges, not neighbours of constants), so a representative that is missing
shows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.conditions.facts import Derivation, Fact, Option
from checker.conditions.simplify import simplify
from checker.conditions.tree import All, AnyOf, Compare, FactRef, Known, Node, Not, OneOf, facts_of
from checker.derive import derived, source_of
from checker.engines import Truth, Value
from checker.finding import Text
from checker.interview.relevance import NO_GATES, Gates, matters
from checker.interview.representatives import representatives

ON = date(2026, 3, 2)
NO_TEXT = Text("", "")


def fact(identity: str, kind: str, options: tuple[str, ...] = (), derive: Derivation | None = None) -> Fact:
    listed = tuple(Option(option, NO_TEXT) for option in options)
    return Fact(identity, kind, NO_TEXT, NO_TEXT, options=listed, derive=derive)  # type: ignore[arg-type]


FACTS: Mapping[str, Fact] = {
    each.id: each
    for each in (
        fact("f.a", "boolean"),
        fact("f.b", "boolean"),
        fact("f.kind", "choice", ("x", "y", "z")),
        fact("f.set", "choices", ("x", "y", "z")),
        fact("f.n", "integer"),
        fact("f.m", "integer"),
        fact("f.area", "decimal"),
        fact("f.born", "date"),
        fact("f.age", "integer", (), Derivation("years_since", "f.born")),
        fact("f.months", "integer", (), Derivation("months_since", "f.born")),
        fact("f.name", "text"),
    )
}
WORLD: Mapping[str, tuple[Value, ...]] = {
    "f.a": (True, False),
    "f.b": (True, False),
    "f.kind": ("x", "y", "z"),
    "f.set": ((), ("x",), ("y",), ("z",), ("x", "y"), ("x", "z"), ("y", "z"), ("x", "y", "z")),
    "f.n": tuple(range(-4, 9)),
    "f.m": tuple(range(-4, 9)),
    "f.area": tuple(Decimal(n) / 4 for n in range(-8, 24)),
    "f.born": tuple(ON - timedelta(days=n) for n in range(-40, 1600, 7)),
    "f.name": ("p", "q", "r", "s"),
}


def atoms() -> st.SearchStrategy[Node]:
    number = st.integers(0, 4)
    order = st.sampled_from(("at_least", "more_than", "at_most", "less_than", "is"))
    return st.one_of(
        st.builds(Compare, st.sampled_from(("f.a", "f.b")), st.just("is"), st.booleans()),
        st.builds(Compare, st.just("f.kind"), st.just("is"), st.sampled_from("xyz")),
        st.builds(OneOf, st.just("f.kind"), st.sampled_from((("x", "y"), ("z",)))),
        st.builds(Compare, st.just("f.set"), st.just("includes"), st.sampled_from("xyz")),
        st.builds(OneOf, st.just("f.set"), st.sampled_from((("x", "y"), ("y", "z")))),
        st.builds(Compare, st.sampled_from(("f.n", "f.m")), order, number),
        st.builds(Compare, st.just("f.n"), order, st.just(FactRef("f.m"))),
        st.builds(Compare, st.just("f.area"), order, st.sampled_from((Decimal(1), Decimal("2.5")))),
        st.builds(Compare, st.just("f.area"), order, st.just(FactRef("f.n"))),
        st.builds(Compare, st.just("f.age"), order, st.integers(1, 3)),
        st.builds(Compare, st.just("f.months"), order, st.sampled_from((6, 12, 18))),
        st.builds(Compare, st.just("f.name"), st.just("is"), st.sampled_from("pq")),
    )


def trees(leaves: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    def more(children: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
        some = st.lists(children, min_size=2, max_size=3).map(tuple)
        return st.one_of(st.builds(All, some), st.builds(AnyOf, some), st.builds(Not, children))

    return st.recursive(leaves, more, max_leaves=5)


def sources(*nodes: Node) -> list[str]:
    return list(dict.fromkeys(source_of(FACTS[name]) for node in nodes for name in facts_of(node)))


def completions(names: list[str]) -> Iterator[dict[str, Value]]:
    for values in product(*(WORLD[name] for name in names)):
        found = dict(zip(names, values, strict=True))
        yield found | derived(FACTS, found, ON)


def by_trying(name: str, node: Node) -> bool:
    others = [each for each in sources(node) if each != name]
    for rest in completions(others):
        seen = set()
        for value in WORLD[name]:
            values = rest | {name: value}
            seen.add(simplify(node, values | derived(FACTS, values, ON)))
            if len(seen) > 1:
                return True
    return False


def small(node: Node) -> bool:
    size = 1
    for name in sources(node):
        size *= len(WORLD[name])
    return size <= 30_000


@settings(max_examples=120)
@given(trees(atoms()).filter(small))
def test_the_search_agrees_with_trying_everything(node: Node) -> None:
    rest = simplify(node, {})
    for name in sources(node):
        found = matters(name, rest, NO_GATES, FACTS, {}, frozenset(), ON)
        assert found is by_trying(name, node), name


@settings(max_examples=70)
@given(trees(atoms()), trees(atoms()), trees(atoms()))
def test_behind_a_gate_nothing_matters_that_the_gate_shuts_out(
    not_required: Node, not_competent: Node, node: Node
) -> None:
    if not small(All((not_required, not_competent, node))):
        return
    gates = Gates((simplify(not_required, {}),), (simplify(not_competent, {}),))
    rest = simplify(node, {})

    def view(values: dict[str, Value]) -> object:
        first, second = simplify(not_required, values), simplify(not_competent, values)
        if Truth.TRUE in (first, second):
            return "not required" if first is Truth.TRUE else "not competent"
        return simplify(node, values)

    names = sources(not_required, not_competent, node)
    for name in names:
        wanted = False
        for others in completions([each for each in names if each != name]):
            seen = {
                view(values | derived(FACTS, values, ON))
                for value in WORLD[name]
                for values in [others | {name: value}]
            }
            if len(seen) > 1:
                wanted = True
                break
        assert matters(name, rest, gates, FACTS, {}, frozenset(), ON) is wanted, name


AREA, LIT = Compare("f.n", "at_least", 3), Compare("f.a", "is", True)


@pytest.mark.parametrize(
    ("node", "name", "expected"),
    [
        (AnyOf((AREA, All((LIT, Compare("f.n", "at_least", 4))))), "f.a", False),
        (AnyOf((AREA, All((LIT, Compare("f.n", "at_least", 2))))), "f.a", True),
        (All((Compare("f.kind", "is", "x"), Compare("f.kind", "is", "y"), LIT)), "f.a", False),
        (AnyOf((LIT, Not(LIT))), "f.a", False),
        (All((Compare("f.age", "at_least", 2), Compare("f.months", "less_than", 24))), "f.born", False),
        (All((Compare("f.age", "at_least", 2), Compare("f.months", "less_than", 25))), "f.born", True),
        (
            All((Compare("f.n", "more_than", FactRef("f.m")), Compare("f.m", "at_least", FactRef("f.n")))),
            "f.n",
            False,
        ),
        (Compare("f.name", "is", "p"), "f.name", True),
        (Known("f.name"), "f.name", True),
        (All((Known("f.name"), LIT)), "f.a", True),
        (All((Known("f.name"), Known("f.name", given=False), LIT)), "f.a", False),
    ],
)
def test_what_matters(node: Node, name: str, expected: bool) -> None:
    assert matters(name, simplify(node, {}), NO_GATES, FACTS, {}, frozenset(), ON) is expected


def test_what_was_asked_in_vain_leaves_the_rest_relevant() -> None:
    """`a and b`, a not known for ever: b = no still settles it."""
    node = All((LIT, Compare("f.b", "is", True)))
    closed = frozenset({"f.a"})
    assert matters("f.b", simplify(node, {}, closed), NO_GATES, FACTS, {}, closed, ON)


def test_a_known_partner_becomes_a_constant() -> None:
    node = All((Compare("f.n", "at_least", FactRef("f.m")), Compare("f.n", "less_than", 3)))
    assert matters("f.n", node, NO_GATES, FACTS, {"f.m": 2}, frozenset(), ON)
    assert not matters("f.n", node, NO_GATES, FACTS, {"f.m": 3}, frozenset(), ON)


@settings(max_examples=70)
@given(trees(atoms()), st.data())
def test_every_answer_behaves_like_a_representative(node: Node, data: st.DataObject) -> None:
    names = sources(node)
    found = representatives([node], FACTS, {}, frozenset(), ON)
    assert set(found) == set(names)
    seen = set()
    for values in product(*(found[name] for name in names)):
        given_ = {name: value for name, value in zip(names, values, strict=True) if value is not None}
        seen.add(simplify(node, given_ | derived(FACTS, given_, ON)))
        if len(seen) == 2:
            return
    drawn = {name: data.draw(st.sampled_from(WORLD[name])) for name in names}
    assert simplify(node, drawn | derived(FACTS, drawn, ON)) in seen
