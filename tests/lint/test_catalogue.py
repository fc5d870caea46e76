"""The shipped catalogue has no errors, docs/lint.md is what the checks make, and no half-filled edition breaks one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from checker.catalogue import Catalogue
from checker.lint import run
from checker.lint.pages import lint_page
from checker.loading import load_catalogue
from checker.reading.edition import read_edition
from checker.reading.office import read_office
from checker.source import Source, parse

ON = date(2026, 11, 22)
FEWEST_MATTERS = 5


@pytest.fixture(scope="module")
def shipped(repository: Path) -> Catalogue:
    return load_catalogue(repository)


def test_shipped_catalogue_is_clean(shipped: Catalogue) -> None:
    assert len(shipped.editions) >= FEWEST_MATTERS
    errors = [
        f"{finding.place} {finding.code} {finding.message.en}"
        for finding in run(shipped, on=ON)
        if finding.severity == "error"
    ]
    assert errors == []


def test_page_is_up_to_date(repository: Path) -> None:
    page = (repository / "docs" / "lint.md").read_text("utf-8")
    assert page == lint_page(), "run: python -m checker.lint.pages docs/lint.md"


def half_filled(data: Any) -> Iterator[Any]:
    """The data with one value taken out, or replaced by what does not belong there, at every depth."""
    if isinstance(data, dict):
        for key, value in data.items():
            rest = {name: item for name, item in data.items() if name != key}
            yield rest
            yield {**data, key: None}
            yield {**data, key: []}
            yield {**data, key: "x"}
            for part in half_filled(value):
                yield {**data, key: part}
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield [*data[:index], *data[index + 1 :]]
            for part in half_filled(value):
                yield [*data[:index], part, *data[index + 1 :]]


def test_half_filled_editions_raise_nothing(shipped: Catalogue) -> None:
    """Every check runs on every damaged version of a full edition; together they must also find something."""
    path = Path(__file__).with_name("example") / "catalogue/matters/sample-permit/2024-12-01.yaml"
    source, _ = parse(path.read_bytes(), "catalogue/matters/sample-permit/2024-12-01.yaml")
    assert source is not None
    damaged = list(half_filled(source.data))
    assert len(damaged) > 500
    editions = []
    for data in damaged:
        edition, _ = read_edition(
            Source(source.path, data),
            shared_facts=shipped.facts,
            named={},
            laws=shipped.laws,
            library=shipped.materials,
            groups={},
        )
        if edition is not None:
            editions.append(edition)
    found = run(
        replace(shipped, editions={f"m{number}": (edition,) for number, edition in enumerate(editions)}),
        on=ON,
    )
    assert len({finding.code for finding in found}) > 20


def test_half_filled_lists_raise_nothing(shipped: Catalogue) -> None:
    name = "catalogue/offices/999922/sample-permit/2025-01-01.yaml"
    source, _ = parse((Path(__file__).with_name("example") / name).read_bytes(), name)
    assert source is not None
    assert isinstance(source.data, dict)
    data = {**source.data, "matter": next(iter(shipped.editions))}
    read = [read_office(Source(name, damaged))[0] for damaged in half_filled(data)]
    offices = {
        (str(number), office.matter): (office,) for number, office in enumerate(read) if office is not None
    }
    assert len(offices) > 30
    assert run(replace(shipped, offices=offices), on=ON)
