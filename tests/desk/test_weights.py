"""Whether a rewritten condition is harder to meet, tried out; and what the words mark as changed."""

from __future__ import annotations

import pytest

from checker.conditions.facts import Fact, Option
from checker.conditions.tree import All, AnyOf, Compare, FactRef, Known, Node, Not, OneOf
from checker.desk.redline import marked
from checker.desk.strictness import compared
from checker.desk.weights import applies_to, demanded, length_for_applicant, length_for_office
from checker.durations import AT_ONCE, Duration
from checker.finding import Text

NONE = Text("", "")
OPTIONS = tuple(Option(name, NONE) for name in ("a", "b", "c"))
FACTS = {
    "n.n": Fact("n.n", "integer", NONE, NONE),
    "m.m": Fact("m.m", "integer", NONE, NONE),
    "y.y": Fact("y.y", "boolean", NONE, NONE),
    "c.c": Fact("c.c", "choice", NONE, NONE, options=OPTIONS),
    "s.s": Fact("s.s", "choices", NONE, NONE, options=OPTIONS),
}
CASES: list[tuple[Node | None, Node | None, str]] = [
    (Compare("n.n", "at_least", 18), Compare("n.n", "at_least", 16), "lighter"),
    (Compare("n.n", "at_least", 18), Compare("n.n", "more_than", 17), "same"),
    (Compare("n.n", "at_least", 18), Compare("n.n", "more_than", 18), "heavier"),
    (Compare("n.n", "at_least", 18), Compare("n.n", "at_most", 18), "heavier"),
    (Compare("y.y", "is", True), All((Compare("y.y", "is", True), Compare("n.n", "at_least", 1))), "heavier"),
    (Compare("y.y", "is", True), AnyOf((Compare("y.y", "is", True), Compare("n.n", "at_least", 1))), "lighter"),
    (Not(Compare("y.y", "is", True)), Compare("y.y", "is", False), "same"),
    (OneOf("c.c", ("a", "b")), OneOf("c.c", ("b", "a")), "same"),
    (OneOf("c.c", ("a", "b")), Not(Compare("c.c", "is", "c")), "same"),
    (OneOf("c.c", ("a", "b")), Compare("c.c", "is", "a"), "heavier"),
    (Compare("s.s", "includes", "a"), OneOf("s.s", ("a", "b")), "lighter"),
    (Compare("n.n", "at_least", FactRef("m.m")), Compare("n.n", "more_than", FactRef("m.m")), "heavier"),
    (Known("y.y"), Known("y.y", False), "heavier"),
    (None, Compare("y.y", "is", True), "heavier"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "burden"), CASES)
def test_a_demand(before: Node | None, after: Node | None, burden: str) -> None:
    assert demanded(before, after, FACTS) == burden


def test_where_it_applies_is_weighed_the_other_way() -> None:
    wide, narrow = Compare("n.n", "at_least", 16), Compare("n.n", "at_least", 18)
    assert applies_to(narrow, wide, FACTS) == "heavier"
    assert applies_to(wide, narrow, FACTS) == "lighter"


def test_too_many_cases_are_not_guessed() -> None:
    many = {f"f.{number}": Fact(f"f.{number}", "boolean", NONE, NONE) for number in range(20)}
    tree = All(tuple(Compare(name, "is", True) for name in many))
    assert compared(tree, Not(tree), many) is None
    assert demanded(tree, Not(tree), many) == "heavier"


def test_times() -> None:
    ten, twenty, month = Duration(10, "working_days"), Duration(20, "working_days"), Duration(1, "months")
    assert length_for_office(ten, twenty, {}) == length_for_applicant(twenty, ten, {}) == "heavier"
    assert length_for_office(twenty, AT_ONCE, {}) == "lighter"
    assert length_for_office(twenty, month, {}) == "heavier", "it may take longer"
    assert length_for_office(None, ten, {}) == "lighter"


def test_marks_are_escaped_and_lose_nothing() -> None:
    before, after = marked("提交<b>复印件1份", "提交<b>复印件2份")
    assert before == "提交&lt;b&gt;复印件<del>1</del>份"
    assert after == "提交&lt;b&gt;复印件<ins>2</ins>份"
    assert marked("", "新") == ("", "<ins>新</ins>")
