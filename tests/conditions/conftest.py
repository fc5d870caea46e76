"""Fixtures of the condition tests: the page docs/conditions.md in parts, its facts, its named conditions, the words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from checker.conditions.facts import Derivation, Fact, Option
from checker.conditions.parse import parse
from checker.conditions.tree import Compare, Node
from checker.finding import Text, nowhere
from checker.source import parse as parse_yaml
from checker.words import Words, load_words


@dataclass(frozen=True)
class Block:
    """A fenced example of the page: the words behind ```yaml, the data, and the prose up to the next fence."""

    info: tuple[str, ...]
    data: Any
    below: str


def data_of(text: str) -> Any:
    source, findings = parse_yaml(text.encode(), "example.yaml")
    assert source is not None, (text, findings)
    return source.data


@pytest.fixture(scope="session")
def page(repository: Path) -> tuple[Block, ...]:
    text = (repository / "docs" / "conditions.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```yaml ([^\n]+)\n(.*?)^```$(.*?)(?=^```yaml|\Z)", text, re.MULTILINE | re.DOTALL)
    return tuple(Block(tuple(info.split()), data_of(yaml), below) for info, yaml, below in blocks)


@pytest.fixture(scope="session")
def facts(page: tuple[Block, ...]) -> Mapping[str, Fact]:
    (declared,) = (block.data for block in page if block.info == ("facts",))
    return {each["id"]: fact(each) for each in declared}


def fact(declared: Any) -> Fact:
    derive = next((Derivation(kind, source) for kind, source in declared.get("derive", {}).items()), None)
    return Fact(
        declared["id"],
        declared["type"],
        Text(**declared["label"]),
        Text("", ""),
        unit=Text(**declared.get("unit", {"zh": "", "en": ""})),
        options=tuple(
            Option(option["id"], Text(**option["label"])) for option in declared.get("options", ())
        ),
        derive=derive,
    )


@pytest.fixture(scope="session")
def named(page: tuple[Block, ...], facts: Mapping[str, Fact]) -> Mapping[str, Node]:
    """The named conditions of the page, and one that reads a fact which is declared nowhere."""
    found: dict[str, Node] = {"dispatch-ready": Compare("dispatch.rules", "is", True)}
    for block in page:
        if block.info[0] == "named":
            node, findings = parse(block.data, (), lambda pointer: nowhere(), facts, {})
            assert node is not None, findings
            found[block.info[1]] = node
    return found


@pytest.fixture(scope="session")
def words(repository: Path) -> Words:
    return load_words(repository / "rules" / "words")
