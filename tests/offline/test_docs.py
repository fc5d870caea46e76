"""The example of docs/offline.md runs as it stands."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checker.catalogue import Catalogue
from checker.desks import Desks
from checker.phrases import Phrases
from checker.source import Source
from generators.offline.common import common
from generators.offline.page import pages
from generators.offline.program import program
from generators.subject import Page as File
from generators.subject import Selection, plan

if TYPE_CHECKING:
    from playwright.sync_api import Page


@pytest.fixture(scope="module")
def text(repository: Path) -> str:
    return (repository / "docs" / "offline.md").read_text(encoding="utf-8")


@pytest.mark.browser
def test_the_example_gives_a_verdict(
    bench: Page, text: str, catalogue: Catalogue, all_desks: Desks, phrases: Phrases, on: date
) -> None:
    (example,) = re.findall(r"```js example\n(.*?)```", text, re.DOTALL)
    run = f"({{program, shared, text}}) => {{ banshi.shared = shared; {example} return verdict; }}"
    data = {
        "program": program(all_desks.at("labour-dispatch", on), phrases),
        "shared": common(catalogue, phrases),
        "text": '{"matter": "labour-dispatch", "facts": {"region": {"same": false}}}',
    }
    verdict = bench.evaluate(run, data)
    assert verdict["acceptance"] == "not_competent"
    assert verdict["engines"] == ["browser"]
    assert not catalogue.schemas.check("verdict", Source("-", verdict))


def test_the_policy_on_the_page_is_the_one_that_is_described(
    text: str, catalogue: Catalogue, phrases: Phrases, on: date
) -> None:
    (policy,) = re.findall(r"`(default-src [^`]+)`", text)
    selection = Selection(plan(catalogue, on, ("labour-dispatch",)), catalogue, phrases, on, "test")
    (page,) = (made for subject in selection.subjects for made in pages(subject))
    assert isinstance(page, File)
    assert f'content="{policy}"' in page.data.decode()
