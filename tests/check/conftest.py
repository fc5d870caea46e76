"""Fixtures of the check tests: the shipped catalogue, its desks, and a way to check a submission written as plain data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from checker.catalogue import Catalogue
from checker.check import check
from checker.desks import Desks, desks
from checker.loading import load_catalogue
from checker.phrases import Phrases
from checker.source import Source
from checker.submission import read_submission
from checker.verdict import Verdict

Judge = Callable[..., Verdict]


@pytest.fixture(scope="session")
def catalogue(repository: Path) -> Catalogue:
    """The catalogue in the repository."""
    return load_catalogue(repository)


@pytest.fixture(scope="session")
def phrases(catalogue: Catalogue) -> Phrases:
    """Chinese phrases over it."""
    return Phrases(catalogue.words, "zh-Hans", catalogue.laws, catalogue.vocabulary)


@pytest.fixture(scope="session")
def all_desks(catalogue: Catalogue) -> Desks:
    """Desks with every engine that runs here."""
    return desks(catalogue, "both", "test")


@pytest.fixture(scope="session")
def judge(all_desks: Desks, phrases: Phrases) -> Judge:
    """Checks one submission given as plain data."""

    def run(data: Mapping[str, Any], on: date | None = None) -> Verdict:
        submission, findings = read_submission(Source("-", dict(data)))
        assert submission is not None, findings
        day = on or submission.received_on
        assert day is not None
        return check(submission, all_desks.at(submission.matter, day, submission.office), phrases, day)

    return run
