"""Editions for proofs, made from fragments in memory: no registers, no schema, only what a proof looks at.

In: base.yaml, facts.yaml and a fragment. Out: the fixture `prove`: what all proofs (or some) find. The surprising thing: without
z3, which is an extra, the tests that need it are skipped with the sentence that `banshi prove` prints; `./run test` installs it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from checker.conditions.facts import Fact
from checker.model.edition import Edition
from checker.reading.edition import read_edition
from checker.reading.reader import Context
from checker.reading.registers import read_facts
from checker.source import Source, parse
from checker.words import Words, load_words

HERE = Path(__file__).parent
MARK = "# <-"
PATH = "catalogue/matters/sample-permit/2024-12-01.yaml"
_KEY = re.compile(r"^([a-z_]+):")
Prove = Callable[..., "Judged"]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Only the tests of this folder, and only those that ask for z3."""
    try:
        import z3
    except ImportError:
        reason = "z3-solver is not installed: `./run test` installs it where there is a wheel"
        for item in items:
            if HERE in item.path.parents and "needs_z3" in getattr(item, "fixturenames", ()):
                item.add_marker(pytest.mark.skip(reason=reason))
    else:
        del z3


@pytest.fixture
def needs_z3() -> None:
    """Marks a test that asks the solver."""


@dataclass(frozen=True)
class Judged:
    """What was proven, and where the fragment's marks stand."""

    proven: tuple[Any, ...]
    marks: frozenset[int]

    @property
    def codes(self) -> list[str]:
        return [entry.finding.code for entry in self.proven]

    @property
    def lines(self) -> set[int]:
        return {entry.finding.place.line for entry in self.proven}


@pytest.fixture(scope="session")
def words(repository: Path) -> Words:
    return load_words(repository / "rules" / "words")


@pytest.fixture(scope="session")
def facts() -> dict[str, Fact]:
    source, findings = parse((HERE / "facts.yaml").read_bytes(), "rules/facts.yaml")
    assert source is not None, findings
    return dict(read_facts(source, Context()))


def laid_over(fragment: str) -> str:
    """The base with each top-level field of the fragment in the place of its own, or at the end."""
    blocks: dict[str, list[str]] = {}
    for text in ((HERE / "base.yaml").read_text("utf-8"), fragment):
        key = ""
        for line in text.splitlines():
            start = _KEY.match(line)
            if start:
                key = start[1]
                blocks[key] = []
            if key:
                blocks[key].append(line)
    return "\n".join(line for lines in blocks.values() for line in lines) + "\n"


def edition_of(text: str, facts: dict[str, Fact]) -> tuple[Edition, Source]:
    """The edition that the text says."""
    source, findings = parse(text.encode(), PATH)
    assert source is not None, findings
    edition, problems = read_edition(source, shared_facts=facts, named={}, laws={}, library={}, groups={})
    assert edition is not None
    unread = [finding for finding in problems if finding.code.startswith("C")]
    assert not unread, unread
    return edition, source


@pytest.fixture
def prove(needs_z3: None, facts: dict[str, Fact], words: Words) -> Prove:
    """`prove(fragment)`: everything that is found in the base with the fragment laid over it."""
    from checker.prove.proofs import PROOFS
    from checker.prove.runner import proven
    from checker.prove.sites import locator
    from checker.prove.subject import Subject

    def proved(fragment: str, only: str = "", fixed: Any = None) -> Judged:
        text = laid_over(fragment)
        edition, source = edition_of(text, facts)
        days = (edition.effective_from, date(2070, 12, 31))
        subject = Subject(edition, days, locator(source), words, fixed)
        proofs = tuple(entry for entry in PROOFS if entry.code.startswith(only))
        marks = {number for number, line in enumerate(text.splitlines(), 1) if line.endswith(MARK)}
        return Judged(proven(subject, proofs), frozenset(marks))

    return proved
