"""What is left of a condition, and which facts can still matter. The general law is in test_properties.py."""

from __future__ import annotations

import pytest

from checker.conditions.simplify import open_facts, simplify
from checker.conditions.tree import All, AnyOf, Compare, FactRef, Known, Node, Not, OneOf
from checker.engines import Truth, Values

A, B, C = (Compare(fact, "is", True) for fact in ("a.a", "b.b", "c.c"))
REF = Compare("n.a", "at_least", FactRef("n.b"))


@pytest.mark.parametrize(
    ("node", "values", "asked", "rest"),
    [
        (A, {}, set(), A),
        (A, {"a.a": True}, set(), Truth.TRUE),
        (A, {}, {"a.a"}, Truth.UNKNOWN),
        (All((A, B)), {"a.a": True}, set(), B),
        (All((A, B)), {"a.a": False}, set(), Truth.FALSE),
        (AnyOf((A, B)), {"a.a": True}, set(), Truth.TRUE),
        (AnyOf((A, B, C)), {"a.a": False}, set(), AnyOf((B, C))),
        (All((A, B)), {"a.a": True, "b.b": True}, set(), Truth.TRUE),
        (AnyOf((A, A)), {}, set(), A),
        (Not(All((A, B))), {"a.a": True}, set(), Not(B)),
        (Not(A), {"a.a": True}, set(), Truth.FALSE),
        (Known("a.a"), {}, set(), Known("a.a")),
        (Known("a.a"), {}, {"a.a"}, Truth.FALSE),
        (Known("a.a", False), {}, {"a.a"}, Truth.TRUE),
        (Known("a.a", False), {"a.a": False}, set(), Truth.FALSE),
        (OneOf("a.a", ("x",)), {"a.a": ("y", "x")}, set(), Truth.TRUE),
        (REF, {"n.a": 3}, set(), REF),
        (REF, {"n.a": 3}, {"n.b"}, Truth.UNKNOWN),
        (REF, {"n.a": 3, "n.b": 4}, set(), Truth.FALSE),
        # An unanswered fact forbids TRUE, so it stays; a second one adds nothing.
        (All((A, B, C)), {}, {"a.a", "b.b"}, All((A, C))),
        (All((A, B)), {}, {"a.a", "b.b"}, Truth.UNKNOWN),
        (AnyOf((A, B)), {"b.b": False}, {"a.a"}, Truth.UNKNOWN),
    ],
    ids=[str(n) for n in range(22)],
)
def test_what_is_left(node: Node, values: Values, asked: set[str], rest: Node | Truth) -> None:
    found = simplify(node, values, asked)
    assert found == rest
    assert isinstance(found, Truth) == isinstance(rest, Truth)


def test_open_facts_counts_conditions_not_mentions() -> None:
    assert open_facts([All((A, A, B)), AnyOf((A, Not(A))), C]) == {"a.a": 2, "b.b": 1, "c.c": 1}


def test_a_fact_beside_an_unanswered_one_is_not_worth_asking() -> None:
    assert open_facts([REF, A], {}, {"n.b"}) == {"a.a": 1}
    assert open_facts([REF], {"n.b": 3}) == {"n.a": 1}
