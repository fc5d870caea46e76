"""Random small editions: what z3 says is what trying every applicant says.

In: random conditions over facts with few answers each. Out: for each proof that rests on "somebody" or "nobody", the answer of a
plain loop over all applicants with the compiled engine. The surprising thing: the loop is complete because the constants are
few: for each number one answer below, at and above each constant, for a date one on each side of each day that counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import product
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.conditions.facts import Fact
from checker.conditions.tree import All, AnyOf, Compare, FactRef, Known, Node, Not, OneOf, facts_of
from checker.derive import derived, source_of
from checker.engines import Truth, Value
from checker.engines.compiled import evaluator

RECEIVED = date(2025, 6, 15)
AREAS = (10, 11)
AGES = (18, 19)
DAYS = (date(2025, 6, 20), date(2025, 7, 1))


def atoms() -> st.SearchStrategy[Node]:
    order = st.sampled_from(["at_least", "more_than", "at_most", "less_than"])
    return st.one_of(
        st.builds(Compare, st.just("staff.count"), order, st.sampled_from(AREAS)),
        st.builds(Compare, st.just("worker.age"), order, st.sampled_from(AGES)),
        st.builds(Compare, st.just("lease.days-left"), order, st.sampled_from((4, 5))),
        st.builds(Compare, st.just("lease.ends-on"), st.sampled_from(["before", "after"]), st.sampled_from(DAYS)),
        st.builds(Compare, st.just("permit.held"), st.just("is"), st.booleans()),
        st.builds(Compare, st.just("permit.number"), st.just("is"), st.sampled_from(["A", "B"])),
        st.builds(Compare, st.just("goods.kinds"), st.just("includes"), st.sampled_from(["food", "drugs"])),
        st.builds(OneOf, st.just("premises.kind"), st.sampled_from([("owned",), ("owned", "lent"), ("leased", "lent")])),
        st.just(Compare("capital.paid", "at_least", FactRef("capital.registered"))),
        st.builds(Known, st.just("permit.number"), st.booleans()),
    )  # fmt: skip


def trees() -> st.SearchStrategy[Node]:
    groups = lambda below: st.lists(below, min_size=1, max_size=3).map(tuple)  # noqa: E731  # a strategy, not a function
    return st.recursive(
        atoms(),
        lambda below: st.one_of(
            st.builds(Not, below), st.builds(All, groups(below)), st.builds(AnyOf, groups(below))
        ),
        max_leaves=5,
    )


ANSWERS: Mapping[str, tuple[Value, ...]] = {
    "staff.count": (9, 10, 11, 12),
    "worker.birth-date": (date(2006, 6, 15), date(2007, 6, 15), date(2007, 6, 16), date(2005, 1, 1)),
    "lease.ends-on": (
        *(date(2025, 6, day) for day in (10, 18, 19, 20, 21)), date(2025, 6, 30), date(2025, 7, 1), date(2025, 7, 2),
    ),
    "permit.held": (True, False),
    "permit.number": ("A", "B", "C"),
    "goods.kinds": ((), ("food",), ("drugs",), ("food", "drugs")),
    "premises.kind": ("owned", "leased", "lent"),
    "capital.paid": (0, 1),
    "capital.registered": (0, 1),
}  # fmt: skip


def everybody(nodes: list[Node], facts: Mapping[str, Fact]) -> Iterator[dict[str, Value]]:
    """Every applicant that these trees can tell apart; `permit.number` may be missing where `known` asks for it."""
    asked = dict.fromkeys(source_of(facts[name]) for node in nodes for name in facts_of(node))
    optional = any("Known" in repr(node) for node in nodes)
    choices = [
        (*ANSWERS[name], None) if name == "permit.number" and optional else ANSWERS[name] for name in asked
    ]
    for answers in product(*choices):
        values = {name: value for name, value in zip(asked, answers, strict=True) if value is not None}
        yield {**values, **derived(facts, values, RECEIVED)}


def truths(node: Node, others: list[Node], facts: Mapping[str, Fact]) -> set[Truth]:
    evaluate = evaluator(node)
    return {evaluate(values) for values in everybody([node, *others], facts)}


SMALL = settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])


def world_of(nodes: list[Node], facts: Mapping[str, Fact]) -> Any:
    from checker.prove.encode import World

    return World(facts, (RECEIVED, RECEIVED), nodes)


@SMALL
@given(node=trees())
def test_each_truth_is_possible_exactly_where_somebody_has_it(
    needs_z3: None, facts: dict[str, Fact], node: Node
) -> None:
    from checker.prove.solver import all_of, no

    world = world_of([node], facts)
    holds, fails = world.holds(node), world.fails(node)
    found = {
        truth
        for truth, term in (
            (Truth.TRUE, holds),
            (Truth.FALSE, fails),
            (Truth.UNKNOWN, all_of([no(holds), no(fails)])),
        )
        if world.solver.possible(term)
    }
    assert found == truths(node, [], facts)


@SMALL
@given(node=trees(), other=trees())
def test_examples_replay(needs_z3: None, facts: dict[str, Fact], node: Node, other: Node) -> None:
    """An example of two trees has these truths on the compiled engine, and there is one exactly where a loop finds one."""
    world = world_of([node, other], facts)
    model = world.solver.example([world.holds(node), world.fails(other)], world.wishes(facts_of(node)))
    pairs = {
        (evaluator(node)(values), evaluator(other)(values)) for values in everybody([node, other], facts)
    }
    assert (model is not None) == ((Truth.TRUE, Truth.FALSE) in pairs)
    if model is None:
        return
    names = {source_of(facts[name]) for each in (node, other) for name in facts_of(each)}
    values = {name: value for name in names if (value := world.value(model, name)) is not None}
    values.update(derived(facts, values, world.day(model)))
    assert (evaluator(node)(values), evaluator(other)(values)) == (Truth.TRUE, Truth.FALSE)


@SMALL
@given(node=trees())
def test_a_fact_matters_exactly_where_two_applicants_differ(
    needs_z3: None, facts: dict[str, Fact], node: Node
) -> None:
    world = world_of([node], facts)
    mine = (world.holds(node), world.fails(node))
    evaluate = evaluator(node)
    for name in dict.fromkeys(source_of(facts[each]) for each in facts_of(node)):
        theirs = world.other(mine, name)
        matters = any(
            world.solver.possible(world.differ(one, two)) for one, two in zip(mine, theirs, strict=True)
        )
        seen: dict[tuple[Any, ...], set[Truth]] = {}
        counted = {fact.id for fact in facts.values() if fact.derive and fact.derive.fact == name}
        for values in everybody([node], facts):
            rest = tuple(sorted((key, value) for key, value in values.items() if key not in {name, *counted}))
            seen.setdefault(rest, set()).add(evaluate(values))
        assert matters == any(len(found) > 1 for found in seen.values())


@SMALL
@given(nodes=st.lists(trees(), min_size=2, max_size=4))
def test_a_conflict_is_real_and_as_small_as_can_be(
    needs_z3: None, facts: dict[str, Fact], nodes: list[Node]
) -> None:
    world = world_of(nodes, facts)
    held = [world.holds(node) for node in nodes]
    found = world.solver.conflict(held)
    every = list(everybody(nodes, facts))

    def together(chosen: list[Node]) -> bool:
        tests: list[Callable[[Any], Truth]] = [evaluator(node) for node in chosen]
        return any(all(test(values) is Truth.TRUE for test in tests) for values in every)

    assert bool(found) == (not together(nodes))
    for left_out in found:
        assert together([nodes[index] for index in found if index != left_out])
    if found:
        assert not together([nodes[index] for index in found])


DATES = st.dates(date(1904, 1, 1), date(2104, 12, 31))


@settings(max_examples=300)
@given(day=DATES, received=DATES)
def test_ages_and_windows_are_those_of_the_checker(day: date, received: date) -> None:
    """The terms of known dates are plain numbers, so this needs no solver; but the module is z3's."""
    from checker.conditions.facts import DERIVATIONS, Derivation
    from checker.finding import Text

    days = __import__("pytest").importorskip("checker.prove.days", exc_type=ImportError)
    nothing = Text("", "")
    for kind in DERIVATIONS:
        fact = Fact("a.age", "integer", nothing, nothing, derive=Derivation(kind, "a.day"))
        expected = derived({"a.age": fact}, {"a.day": day}, received)["a.age"]
        assert days.counted(kind, days.Day.of(day), days.Day.of(received)) == expected
        assert days.Day.of(day).real() is True
