"""From `when:` to a tree: the tree that each line becomes, where a finding points, and that all are collected."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from checker.conditions.facts import Fact
from checker.conditions.operators import FAMILY, OPERATORS, SPELT_OTHERWISE, operators_for
from checker.conditions.parse import parse
from checker.conditions.refusals import MAX_DEPTH, REFUSALS, Refusal
from checker.conditions.tree import All, AnyOf, Compare, FactRef, Known, Node, Not, OneOf
from checker.finding import Finding, Place
from checker.source import parse as parse_yaml

Facts = Mapping[str, Fact]
Named = Mapping[str, Node]


def read(yaml: str, facts: Facts, named: Named) -> tuple[Node | None, tuple[Finding, ...]]:
    """Parse YAML that stands below `when:`; findings carry the places of that text."""
    lines = "\n".join(f"  {line}" for line in yaml.splitlines())
    source, problems = parse_yaml(f"when:\n{lines}\n".encode(), "m.yaml")
    assert source is not None, problems
    assert isinstance(source.data, dict)
    return parse(source.data["when"], ("when",), source.place, facts, named)


@pytest.mark.parametrize(
    ("yaml", "tree"),
    [
        ("premises.shared: true", Compare("premises.shared", "is", True)),
        ("premises.shared: {is: false}", Compare("premises.shared", "is", False)),
        ("premises.tenure: {is_not: leased}", Not(Compare("premises.tenure", "is", "leased"))),
        (
            "capital.registered: {at_least: 2000000}",
            Compare("capital.registered", "at_least", Decimal(2000000)),
        ),
        ('premises.area: {less_than: "0.50"}', Compare("premises.area", "less_than", Decimal("0.5"))),
        ("staff.count: {more_than: '3.0'}", Compare("staff.count", "more_than", 3)),
        ('lease.ends-on: {before: "2026-02-27"}', Compare("lease.ends-on", "before", date(2026, 2, 27))),
        ("food.kinds: {includes: raw}", Compare("food.kinds", "includes", "raw")),
        ("premises.tenure: {one_of: [owned, owned]}", OneOf("premises.tenure", ("owned",))),
        ("applicant.name: {known: false}", Known("applicant.name", False)),
        (
            "staff.count: {between: [3, 5]}",
            All((Compare("staff.count", "at_least", 3), Compare("staff.count", "at_most", 5))),
        ),
        (
            "capital.paid: {at_least: {fact: capital.registered}}",
            Compare("capital.paid", "at_least", FactRef("capital.registered")),
        ),
        (
            "staff.count: {between: [{fact: premises.area}, 5]}",
            All(
                (
                    Compare("staff.count", "at_least", FactRef("premises.area")),
                    Compare("staff.count", "at_most", 5),
                )
            ),
        ),
        (
            "staff.count: {at_least: 3, is_not: 4}",
            All((Compare("staff.count", "at_least", 3), Not(Compare("staff.count", "is", 4)))),
        ),
        (
            "premises.shared: true\nany: [{staff.count: 1}, {staff.count: 2}]",
            All(
                (
                    Compare("premises.shared", "is", True),
                    AnyOf((Compare("staff.count", "is", 1), Compare("staff.count", "is", 2))),
                )
            ),
        ),
        ("all: [{staff.count: 1}]", All((Compare("staff.count", "is", 1),))),
        ("not: {staff.count: {at_least: 3}}", Not(Compare("staff.count", "at_least", 3))),
        ("use: organisation", OneOf("applicant.kind", ("enterprise", "individual-business"))),
        ("applicant.name: '  Cafe\u0301 '", Compare("applicant.name", "is", "Café")),
    ],
)
def test_the_tree_of_a_condition(yaml: str, tree: Node, facts: Facts, named: Named) -> None:
    node, findings = read(yaml, facts, named)
    assert findings == ()
    assert node == tree
    assert repr(node) == repr(tree)  # 3 and Decimal(3) are equal, but an integer fact has int constants


ALL_REFUSALS = list(REFUSALS.values())


@pytest.mark.parametrize("refusal", ALL_REFUSALS, ids=[refusal.code for refusal in ALL_REFUSALS])
def test_the_examples_of_a_refusal_are_bad_and_good(refusal: Refusal, facts: Facts, named: Named) -> None:
    data = unwrapped(refusal.bad)
    node, findings = parse(data, ("when",), lambda pointer: Place("m.yaml"), facts, named)
    assert node is None
    assert {(finding.code, finding.name) for finding in findings} == {(refusal.code, refusal.name)}
    good, none = read(refusal.good, facts, named)
    assert none == ()
    assert good is not None


def unwrapped(yaml: str) -> Any:
    """The data of a bad example: deeper than the loader allows, so brackets are counted here for C18."""
    if yaml.count("{not:") > 20:
        data: Any = {"premises.shared": True}
        for _ in range(yaml.count("{not:")):
            data = {"not": data}
        return data
    source, problems = parse_yaml(yaml.encode(), "m.yaml")
    assert source is not None, problems
    return source.data


def test_every_finding_has_a_remedy_or_says_it_in_its_message(facts: Facts, named: Named) -> None:
    for refusal in ALL_REFUSALS:
        _, findings = parse(unwrapped(refusal.bad), (), lambda pointer: Place("m.yaml"), facts, named)
        assert all(finding.help is not None or finding.code == "C08" for finding in findings), refusal.code
        assert all(finding.severity == "error" and finding.message.en for finding in findings)


def test_all_faults_are_collected_each_with_its_place(facts: Facts, named: Named) -> None:
    yaml = """\
premises.tenure: rented
staff.count: {at_least: many, above: 3}
any:
  - premises.aera: 100
  - lease.ends-on: {at_most: "2026-01-01"}
  - premises.shared: true
not: {staff.count: 1, premises.shared: true}"""
    node, findings = read(yaml, facts, named)
    assert node is None
    assert [(finding.code, finding.place.line) for finding in findings] == [
        ("C09", 2),
        ("C08", 3),
        ("C05", 3),
        ("C04", 5),
        ("C06", 6),
        ("C11", 8),
    ]
    assert {finding.place.path for finding in findings} == {"m.yaml"}


@pytest.mark.parametrize(
    ("yaml", "help_"),
    [
        ("premises.tenur: leased", "did you mean `premises.tenure`?"),
        ("premises.tenure: lesed", "did you mean `leased`?"),
        ("premises.tenure: rented", "the options are owned, leased"),
        ("staff.count: {atleast: 3}", "did you mean `at_least`?"),
        ('staff.count: {">": 3}', "write more_than"),
        ("use: organisations", "did you mean `organisation`?"),
        ("zzz.zzz: 1", "declare it under `facts`"),
        ("al: [{staff.count: 1}]", "did you mean `all`?"),
        ("at_least: 3", "write it behind a fact: fact.id: {at_least: ...}"),
        ("applicant.name: 100", "put it in quotes"),
        ("staff.count: {between: [5, 3]}", "write [3, 5]"),
    ],
)
def test_the_remedy_names_what_was_meant(yaml: str, help_: str, facts: Facts, named: Named) -> None:
    _, (finding,) = read(yaml, facts, named)
    assert finding.help is not None
    assert finding.help.en == help_


def test_a_message_shows_what_was_written_cut_and_printable(facts: Facts, named: Named) -> None:
    _, (finding,) = parse(
        {"staff.count": "\x1b[31m" + "9" * 99}, (), lambda pointer: Place("m.yaml"), facts, named
    )
    assert "\x1b" not in finding.message.en
    assert "9" * 36 not in finding.message.en
    _, (finding,) = parse({"staff.count": True}, (), lambda pointer: Place("m.yaml"), facts, named)
    assert finding.message.en.startswith("`true` ")


def test_a_number_as_key_is_refused_and_not_a_crash(facts: Facts, named: Named) -> None:
    _, findings = parse({5: 3, "staff.count": {7: 3}}, (), lambda pointer: Place("m.yaml"), facts, named)
    assert [finding.code for finding in findings] == ["C03", "C05"]


def test_the_deepest_condition_is_read(facts: Facts, named: Named) -> None:
    data: Any = {"premises.shared": True}
    for _ in range(MAX_DEPTH):
        data = {"any": [data]}
    node, findings = parse(data, (), lambda pointer: Place("m.yaml"), facts, named)
    assert node is not None
    assert findings == ()


def test_no_type_is_without_operators_and_every_alias_leads_to_one() -> None:
    assert all(len(operators_for(fact_type)) >= 3 for fact_type in FAMILY)
    assert {meant for meant in SPELT_OTHERWISE.values() if not meant.startswith("{")} <= set(OPERATORS)
    assert not set(SPELT_OTHERWISE) & set(OPERATORS)
