"""Fixtures of the engine tests: a fresh durable engine (or the printed reason why there is none) and rule sets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import pytest

from checker.conditions.tree import Node
from checker.engines import RuleSet
from checker.engines.available import why_not_durable
from checker.finding import Place

if TYPE_CHECKING:
    from checker.engines.durable import DurableEngine

RuleSetOf = Callable[[Mapping[str, Node]], RuleSet]
EngineOf = Callable[[int], "DurableEngine"]


@pytest.fixture
def durable_engine() -> EngineOf:
    """Makes engines that keep so many handles. Skips, with the reason, where durable-rules does not import."""
    reason = why_not_durable()
    if reason is not None:
        pytest.skip(reason.en)
    from checker.engines.durable import DurableEngine

    return DurableEngine


@pytest.fixture
def durable(durable_engine: EngineOf) -> DurableEngine:
    """One engine with the usual number of handles."""
    return durable_engine(64)


@pytest.fixture
def rule_set() -> RuleSetOf:
    """Makes a rule set of named trees; rule n stands in line n + 1 of rules.yaml."""

    def build(rules: Mapping[str, Node]) -> RuleSet:
        places = {name: Place("rules.yaml", line, 3) for line, name in enumerate(rules, 1)}
        return RuleSet("test", rules, {}, places)

    return build
