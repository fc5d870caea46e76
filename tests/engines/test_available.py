"""Which engines run, what is said when one is absent, and when two disagree."""

from __future__ import annotations

import sys

import pytest

from checker.engines import Truth
from checker.engines.available import Disagreement, agree, engines, why_not_durable
from checker.engines.fault import EngineFault

NO, OPEN, YES = Truth.FALSE, Truth.UNKNOWN, Truth.TRUE


@pytest.fixture
def without_durable(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Python 3.13: the C module does not import."""
    monkeypatch.delitem(sys.modules, "checker.engines.durable", raising=False)
    monkeypatch.setitem(sys.modules, "durable_rules_engine", None)


@pytest.mark.usefixtures("without_durable")
def test_where_durable_does_not_import_compiled_runs_alone_and_says_why() -> None:
    assert [engine.name for engine in engines("both")] == ["compiled"]
    reason = why_not_durable()
    assert reason is not None
    assert "2.0.28" in reason.zh
    with pytest.raises(EngineFault, match=r"3\.13"):
        engines("durable")


@pytest.mark.usefixtures("durable")
def test_both_engines_where_durable_imports() -> None:
    assert why_not_durable() is None
    assert [engine.name for engine in engines("both")] == ["compiled", "durable"]
    assert [engine.name for engine in engines("durable")] == ["durable"]


def test_compiled_is_always_here() -> None:
    assert [engine.name for engine in engines("compiled")] == ["compiled"]


def test_agreement() -> None:
    assert agree({}) is None
    assert agree({"one": {"a": NO, "b": OPEN}}) is None
    assert agree({"one": {"a": NO, "b": OPEN}, "two": {"b": OPEN, "a": NO}}) is None


def test_the_names_on_which_engines_differ() -> None:
    results = {"one": {"a": NO, "b": OPEN, "c": YES}, "two": {"a": NO, "b": YES, "c": YES}}
    assert agree(results) == Disagreement(("one", "two"), ("b",))


def test_an_answer_that_one_engine_does_not_give_is_a_difference() -> None:
    assert agree({"one": {"a": NO}, "two": {"a": NO, "b": NO}}) == Disagreement(("one", "two"), ("b",))
    assert agree({"one": {"a": NO, "b": NO}, "two": {}}) == Disagreement(("one", "two"), ("a", "b"))


@pytest.mark.skipif(
    sys.version_info >= (3, 13), reason="durable-rules 2.0.28 does not import on Python 3.13 and newer"
)
def test_durable_runs_where_it_is_a_dependency() -> None:
    """Else a missing compiler would turn all tests of durable into skips."""
    assert why_not_durable() is None
