"""The unfolding of a tree into alternatives: small enough, complete, and never true and false at once."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.conditions.tree import All, AnyOf, Compare, Known, Node, Not
from checker.engines import Truth
from checker.engines.durable_terms import Probe, Question, Term, alternatives, reading

ATOMS = tuple(Compare(f"f.{letter}", "is", True) for letter in "abcd")
A, B, C, D = ATOMS
QUESTIONS: tuple[Question, ...] = ("true", "false", "not_true", "not_false")


def kleene(node: Node, truths: dict[Node, Truth]) -> Truth:
    """The meaning, as the book has it."""
    match node:
        case All(children):
            return min((kleene(child, truths) for child in children), default=Truth.TRUE)
        case AnyOf(children):
            return max((kleene(child, truths) for child in children), default=Truth.FALSE)
        case Not(child):
            return Truth(2 - kleene(child, truths))
        case _:
            return truths[node]


def expected(truth: Truth, question: Question) -> bool:
    """The answer to a question about a truth."""
    return {"true": truth == 2, "false": truth == 0, "not_true": truth < 2, "not_false": truth > 0}[question]


def some_term_holds(terms: tuple[Term, ...], truths: dict[Node, Truth]) -> bool:
    """Whether the engine would fire."""
    return any(all(probe.passes(truths[probe.atom]) for probe in term) for term in terms)


TREES: st.SearchStrategy[Node] = st.recursive(
    st.sampled_from(ATOMS),
    lambda inner: (
        inner.map(Not)
        | st.lists(inner, max_size=3).map(lambda children: All(tuple(children)))
        | st.lists(inner, max_size=3).map(lambda children: AnyOf(tuple(children)))
    ),
    max_leaves=8,
)


@settings(max_examples=400)
@given(TREES)
def test_each_question_is_answered_as_kleene_does_in_every_state(tree: Node) -> None:
    for question in QUESTIONS:
        terms = alternatives(tree, question)
        assert terms is not None
        for state in itertools.product(Truth, repeat=len(ATOMS)):
            truths: dict[Node, Truth] = dict(zip(ATOMS, state, strict=True))
            assert some_term_holds(terms, truths) == expected(kleene(tree, truths), question)


def test_ten_groups_of_three_need_ten_alternatives_and_not_59049() -> None:
    groups = [AnyOf(tuple(Compare(f"g.{n}-{i}", "is", True) for i in range(3))) for n in range(10)]
    asked = reading(All(tuple(groups)), "true")
    assert asked is not None
    assert len(asked.terms) == 10
    assert asked.holds_when_none_fires


def test_an_alternative_that_contains_another_is_dropped() -> None:
    assert alternatives(AnyOf((A, All((A, B)), A)), "true") == (frozenset((Probe(A, "true"),)),)


def test_true_and_false_at_once_is_no_alternative_but_unknown_is_one() -> None:
    both = All((A, Not(A)))
    assert alternatives(both, "true") == ()
    assert alternatives(both, "not_false") == (frozenset((Probe(A, "not_false"), Probe(A, "not_true"))),)


@pytest.mark.parametrize(
    ("tree", "question", "fires"),
    [
        pytest.param(All(()), "true", True, id="nothing-to-hold-holds"),
        pytest.param(AnyOf(()), "true", False, id="nothing-to-choose-fails"),
        pytest.param(AnyOf(()), "false", True, id="nothing-to-choose-is-false"),
    ],
)
def test_empty_groups(tree: Node, question: Question, fires: bool) -> None:
    terms = alternatives(tree, question)
    assert terms is not None
    assert some_term_holds(terms, {}) is fires


def test_a_tree_that_grows_both_ways_has_no_reading() -> None:
    def group(n: int) -> All:
        pairs = [AnyOf((Known(f"p.{n}-{i}"), Known(f"q.{n}-{i}"))) for i in range(4)]
        return All(tuple(pairs))

    assert reading(AnyOf(tuple(group(n) for n in range(3))), "true") is None
    assert reading(AnyOf(tuple(group(n) for n in range(2))), "true") is not None


def test_an_explosion_is_cut_short() -> None:
    def parity(n: int) -> Node:
        if n == 0:
            return Known("x.0")
        rest = parity(n - 1)
        here = Known(f"x.{n}")
        return AnyOf((All((here, Not(rest))), All((Not(here), rest))))

    assert alternatives(parity(12), "true") is None
