"""durable gives the expected answer on every case of tests/conformance, as `compiled` and the browser do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checker.conformance import read_corpus, run

if TYPE_CHECKING:
    from checker.engines.durable import DurableEngine

FILES = sorted(Path(__file__).parents[1].joinpath("conformance").glob("*.json"))


@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in FILES])
def test_the_cases_of(path: Path, durable: DurableEngine) -> None:
    report = run(read_corpus(path.read_text("utf-8")), [durable])
    assert report.differences == ()
    assert report.ok
