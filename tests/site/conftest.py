"""The shipped catalogue as a site on disk, once for all tests of this folder."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from checker.catalogue import Catalogue
from checker.cli.compared import differences
from checker.languages import phrases_in
from checker.loading import load_catalogue
from generators.outputs import OUTPUTS
from generators.subject import Page, Selection, plan

ON = date(2026, 11, 22)


@pytest.fixture(scope="session")
def catalogue(repository: Path) -> Catalogue:
    return load_catalogue(repository)


@pytest.fixture(scope="session")
def site(catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With the index for the full text."""
    out = tmp_path_factory.mktemp("site")
    phrases = phrases_in(catalogue, "zh-Hans")
    whole = Selection(plan(catalogue, ON), catalogue, phrases, ON, "test", tell=differences, fulltext=True)
    for page in OUTPUTS["html"].pages(whole):
        if isinstance(page, Page):
            path = out / page.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(page.data)
    return out / "html"
