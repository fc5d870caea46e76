"""docs/conditions.md runs: every example is read, prints its sentence, gives its results or its refusal."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from checker.conditions.explain import sentence
from checker.conditions.facts import Fact
from checker.conditions.operators import OPERATORS
from checker.conditions.parse import parse
from checker.conditions.refusals import REFUSALS
from checker.conditions.tree import Node
from checker.conditions.values import NotGiven, normalise
from checker.conformance import read_corpus, run
from checker.engines import Truth
from checker.engines.compiled import ENGINE, evaluator
from checker.finding import nowhere
from checker.source import parse as parse_yaml
from checker.words import Words

TRUTHS = {"true": Truth.TRUE, "false": Truth.FALSE, "unknown": Truth.UNKNOWN}


def read(data: Any, facts: Mapping[str, Fact], named: Mapping[str, Node]) -> tuple[Node | None, list[str]]:
    node, findings = parse(data, (), lambda pointer: nowhere(), facts, named)
    return node, [finding.code for finding in findings]


def rows(below: str) -> list[tuple[str, str]]:
    found = re.findall(r"^\| (`\{.*\}`|nothing) \| (\w+) \|$", below, re.MULTILINE)
    return [("{}" if given == "nothing" else given.strip("`"), result) for given, result in found]


def values_of(given: str, facts: Mapping[str, Fact]) -> dict[str, Any]:
    source, findings = parse_yaml(given.encode(), "given.yaml")
    assert source is not None, findings
    assert isinstance(source.data, dict)
    values = {fact: normalise(raw, facts[fact]) for fact, raw in source.data.items()}
    return {fact: value for fact, value in values.items() if not isinstance(value, NotGiven)}


def test_every_example_gives_the_results_of_its_table(page, facts, named) -> None:
    examples = [block for block in page if block.info == ("when",)]
    assert len(examples) >= 20
    for block in examples:
        node, codes = read(block.data, facts, named)
        assert node is not None, (block.data, codes)
        results = rows(block.below)
        assert results[-1][0] == "{}", f"no row for a fact that is not given: {block.data}"
        assert len(results) >= 2
        for given, result in results:
            truth = evaluator(node)(values_of(given, facts))
            assert truth is TRUTHS[result], (block.data, given, truth)


def test_every_example_prints_the_sentences_below_it(page, facts, named, words: Words) -> None:
    for block in page:
        if block.info != ("when",):
            continue
        node, _ = read(block.data, facts, named)
        assert node is not None
        quoted = [line[2:] for line in block.below.splitlines() if line.startswith("> ")]
        assert quoted == [sentence(node, facts, words, "zh-Hans"), sentence(node, facts, words, "en")]


def test_every_refused_example_is_refused_with_its_code(page, facts, named) -> None:
    refused = [block for block in page if block.info[0] == "refused"]
    assert len(refused) >= 5
    for block in refused:
        node, codes = read(block.data, facts, named)
        assert (node, codes) == (None, [block.info[1]]), block.data


def test_the_page_shows_every_operator_and_every_code(page, repository) -> None:
    shown = {
        word for block in page if block.info == ("when",) for word in re.findall(r"\w+", str(block.data))
    }
    assert set(OPERATORS) - {"is"} <= shown  # `is` is shown by its short form
    text = (repository / "docs" / "conditions.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| (C\d\d) \|", text, re.MULTILINE) == list(REFUSALS)


def test_the_answers_that_count_and_those_that_do_not(repository, facts) -> None:
    text = (repository / "docs" / "conditions.md").read_text(encoding="utf-8")
    table = re.findall(r"^\| `([a-z]+)` \|([^|]*)\|([^|]*)\|$", text, re.MULTILINE)
    tried = 0
    for fact_type, counts, not_given in table:
        fact = next(each for each in facts.values() if each.type == fact_type)
        for cell, given in ((counts, True), (not_given, False)):
            for literal in re.findall(r"`([^`]+)`", cell):
                source, _ = parse_yaml(f"- {literal}".encode(), "answer.yaml")
                assert source is not None
                (raw,) = source.data  # type: ignore[misc]  # a list of one
                assert isinstance(normalise(raw, fact), NotGiven) is not given, (fact_type, literal)
                tried += 1
    assert tried >= 20


def test_the_conformance_example_is_one(repository) -> None:
    text = (repository / "docs" / "conditions.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"^```json conformance\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    report = run(read_corpus(example), [ENGINE])
    assert (report.ok, report.cases, report.refused) == (True, 1, 1)
