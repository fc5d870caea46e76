"""Both YAML parsers: libyaml, and the pure Python one of an installation without it. Tests that ask for `parser` run on both."""

from __future__ import annotations

import pytest
import yaml

from checker.source import yaml_text


@pytest.fixture(params=["libyaml", "pure-python"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of the parser that `parse` uses in this test."""
    name: str = request.param
    assert yaml.__with_libyaml__, "the tests need a PyYAML with libyaml"
    monkeypatch.setattr(yaml_text, "_PARSER", yaml.CSafeLoader if name == "libyaml" else yaml.SafeLoader)
    return name
