"""docs/engines.md: its example is what the code makes of the condition, its limits are the code's."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from checker.conditions.facts import Fact, FactType, Option
from checker.conditions.parse import parse
from checker.conditions.tree import Node
from checker.engines import RuleSet, Truth, Values
from checker.engines.durable_atoms import atom_truth
from checker.engines.durable_limits import ENGINE_CODES, RULE_LIMIT
from checker.engines.durable_plan import FIELDS_PER_BATCH, RULES_PER_BATCH, RULES_PER_GUARD, Batch, lay_out
from checker.engines.durable_terms import TERM_LIMIT
from checker.finding import Text, nowhere
from checker.source import parse as read_yaml


@pytest.fixture(scope="module")
def page(repository: Path) -> str:
    return (repository / "docs/engines.md").read_text("utf-8")


def block(page: str, info: str) -> str:
    [found] = re.findall(rf"^```{info}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    return str(found)


def fact(name: str, kind: FactType, *options: str) -> Fact:
    text = Text(name, name)
    return Fact(name, kind, text, text, options=tuple(Option(each, text) for each in options))


FACTS = {
    each.id: each
    for each in (
        fact("premises.fixed", "boolean"),
        fact("premises.lent", "boolean"),
        fact("premises.shared", "boolean"),
        fact("premises.tenure", "choice", "owned", "leased"),
    )
}


@pytest.fixture(scope="module")
def condition(page: str) -> Node:
    source, findings = read_yaml(block(page, "yaml condition").encode(), "engines.md")
    assert findings == ()
    assert source is not None
    node, findings = parse(source.data, (), lambda pointer: nowhere(), FACTS, {})
    assert findings == ()
    assert node is not None
    return node


def batch_of(condition: Node) -> Batch:
    [batch] = lay_out(RuleSet("doc", {"x": condition}, FACTS, {})).batches
    return batch


def test_the_rules_are_those_of_the_condition(page: str, condition: Node) -> None:
    assert rules_of(json.loads(batch_of(condition).definition)) == rules_of(
        json.loads(block(page, "json rules"))
    )


def rules_of(definition: dict[str, Any]) -> dict[str, Any]:
    """The order of the tests in a rule is not told apart."""
    for rule in definition.values():
        tests = rule["all"][0]["m"].get("$and")
        if tests is not None:
            tests.sort(key=json.dumps)
    return definition


def test_the_record_is_that_of_the_submission(page: str, condition: Node) -> None:
    plan = lay_out(RuleSet("doc", {"x": condition}, FACTS, {}))
    values: Values = {"premises.fixed": True, "premises.tenure": "leased", "premises.lent": False}
    truths = [atom_truth(atom, values) for atom in plan.atoms]
    record = plan.batches[0].record(truths)
    assert json.loads(record) == json.loads(block(page, "json record"))
    assert plan.answers(frozenset({"0t", "~done"})) == {"x": Truth.UNKNOWN}


def test_the_limits_are_those_of_the_code(page: str) -> None:
    rows = dict(re.findall(r"^\| (E\d\d) \| (\d+) ", page, re.MULTILINE))
    assert rows == {"E01": str(TERM_LIMIT), "E02": str(FIELDS_PER_BATCH), "E03": str(RULE_LIMIT)}
    assert rows.keys() == ENGINE_CODES.keys()
    assert f"every {RULES_PER_GUARD} rules" in page
    assert f"about {RULES_PER_BATCH} rules" in page
