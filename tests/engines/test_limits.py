"""What the engine cannot hold is refused when the catalogue is loaded, with the place of the condition."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from checker.conditions.tree import All, AnyOf, Compare, Node
from checker.engines import RuleSet
from checker.engines.durable_limits import ENGINE_CODES, RULE_LIMIT, limits
from checker.engines.durable_plan import FIELDS_PER_BATCH, lay_out
from checker.engines.fault import EngineFault
from checker.finding import Place

RuleSetOf = Callable[[Mapping[str, Node]], RuleSet]


def flag(name: object) -> Compare:
    """One comparison."""
    return Compare(f"f.{name}", "is", True)


def branched(groups: int, pairs: int) -> Node:
    """A choice of groups, each of them several choices of two: 2^pairs alternatives a group, and as bad the other way."""
    return AnyOf(
        tuple(
            All(tuple(AnyOf((flag(f"{group}-{n}-a"), flag(f"{group}-{n}-b"))) for n in range(pairs)))
            for group in range(groups)
        )
    )


WIDE = All(tuple(flag(n) for n in range(FIELDS_PER_BATCH + 1)))


def test_conditions_of_usual_size_pass(rule_set: RuleSetOf) -> None:
    rules: dict[str, Node] = {
        "or-of-40": AnyOf(tuple(flag(n) for n in range(40))),
        "or-of-100": AnyOf(tuple(flag(n) for n in range(100))),
        "ten-ors-of-three": All(tuple(AnyOf(tuple(flag(f"{n}{i}") for i in "abc")) for n in range(10))),
        "two-groups": branched(2, 4),
        "full-width": All(tuple(flag(n) for n in range(FIELDS_PER_BATCH))),
    }
    assert limits(rule_set(rules)) == ()
    lay_out(rule_set(rules))


@pytest.mark.parametrize(
    ("node", "code", "name"),
    [
        pytest.param(branched(3, 4), "E01", "condition-too-branched", id="branched"),
        pytest.param(WIDE, "E02", "condition-too-wide", id="wide"),
    ],
)
def test_an_overgrown_condition_is_refused_with_its_place(
    rule_set: RuleSetOf, node: Node, code: str, name: str
) -> None:
    rules = rule_set({"fine": flag("a"), "overgrown": node})
    [finding] = limits(rules)
    assert (finding.code, finding.name, finding.severity) == (code, name, "error")
    assert finding.place == Place("rules.yaml", 2, 3)
    assert finding.help is not None
    with pytest.raises(EngineFault):
        lay_out(rules)


def test_all_overgrown_conditions_are_told_at_once(rule_set: RuleSetOf) -> None:
    found = limits(rule_set({"a": branched(3, 4), "b": flag("x"), "c": WIDE, "d": branched(3, 4)}))
    assert [(finding.code, finding.place.line) for finding in found] == [("E01", 1), ("E02", 3), ("E01", 4)]


def test_a_matter_beyond_all_measure_is_refused(rule_set: RuleSetOf) -> None:
    half = RULE_LIMIT // 2
    most: dict[str, Node] = {f"r{n}": flag(n) for n in range(half)}
    assert limits(rule_set(most)) == ()
    [finding] = limits(rule_set(most | {"one-more": flag(half)}))
    assert finding.code == "E03"
    assert str(RULE_LIMIT + 2) in finding.message.en


def test_every_code_has_a_summary_in_both_languages() -> None:
    assert list(ENGINE_CODES) == ["E01", "E02", "E03"]
    for code in ENGINE_CODES.values():
        assert code.summary.zh
        assert code.summary.en
        assert code.bad != code.good
