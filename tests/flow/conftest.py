"""Every chart of charts.py for each test that asks for `chart`, and the words of the text beside a chart."""

from __future__ import annotations

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

from checker.words import Words, load_words
from generators.flow.graph import Chart


def _charts() -> dict[str, Chart]:
    spec = spec_from_file_location("flow_charts", Path(__file__).with_name("charts.py"))
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    charts: dict[str, Chart] = module.CHARTS
    return charts


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "chart" in metafunc.fixturenames:
        found = _charts()
        metafunc.parametrize("chart", found.values(), ids=found.keys())


@pytest.fixture(scope="session")
def charts() -> dict[str, Chart]:
    """The charts by name."""
    return _charts()


@pytest.fixture(scope="session")
def words(repository: Path) -> Words:
    """All words files."""
    return load_words(repository / "rules" / "words")
