"""The READMEs print a real verdict: what the command prints today, but for the version of the catalogue.

Set BANSHI_UPDATE_GOLDEN=1 to write the blocks anew after a change that is meant.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from checker.cli.app import app

BLOCK = re.compile(r"(?<=```text\n).*?(?=```)", re.DOTALL)
VERSION = re.compile(r"目录版本 [^；]+；引擎 .*")
LINES = 34


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_verdict_in_the_readme_is_real(repository: Path, name: str) -> None:
    example = repository / "examples/labour-dispatch/several-defects.yaml"
    result = CliRunner().invoke(app, ["--root", str(repository), "check", str(example)])
    printed = "\n".join(result.stdout.splitlines()[:LINES])
    expected = VERSION.sub("目录版本 …；引擎 compiled、durable", printed).rstrip() + "\n"
    page = repository / name
    text = page.read_text("utf-8")
    if os.environ.get("BANSHI_UPDATE_GOLDEN") == "1":
        page.write_text(BLOCK.sub(lambda _: expected, text), "utf-8")
        return
    shown = BLOCK.search(text)
    assert shown is not None
    assert shown[0] == expected


@pytest.mark.parametrize(
    "name", ["README.md", "README.zh-CN.md", "CONTRIBUTING.md", "docs/architecture.md", "docs/checking.md"]
)
def test_links_lead_somewhere(repository: Path, name: str) -> None:
    page = repository / name
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []
