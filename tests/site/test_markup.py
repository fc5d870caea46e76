"""A page of every kind before the W3C's own judge (vnu, the Nu Html Checker), in both languages.

Skipped, with the reason, where there is no vnu.jar: it is not a Python package. BANSHI_VNU names the file; otherwise it is
looked for below node_modules (`npm install vnu-jar`).
"""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest

from checker.catalogue import Catalogue
from checker.cli.compared import differences
from checker.languages import phrases_in
from generators.outputs import OUTPUTS
from generators.subject import Page, Selection, plan

ON = date(2026, 11, 22)

KINDS = (
    "index.html", "find.html", "about.html", "glossary.html", "404.html", "changes.html", "list/kind-licence.html",
    "list/letters.html", "list/agencies.html", "event/property-and-utilities.html", "labour-dispatch.html",
    "marriage-registration.html", "marriage-registration/history.html", "labour-dispatch/history.html",
)  # fmt: skip


def judge(repository: Path) -> list[str]:
    """How vnu is called; skips where it is not there."""
    java = shutil.which("java")
    if java is None:
        pytest.skip("no java on this machine")
    given = os.environ.get("BANSHI_VNU")
    places = [Path(given)] if given else []
    for folder in ("node_modules", ".cache/node_modules", "node_modules/.cache"):
        places += sorted((repository / folder).glob("vnu-jar/build/dist/vnu.jar"))
    jar = next((path for path in places if path.is_file()), None)
    if jar is None:
        pytest.skip("no vnu.jar: npm install vnu-jar, or name the file in BANSHI_VNU")
    return [java, "-jar", str(jar), "--format", "gnu"]


def test_the_judge_of_markup_finds_nothing(
    site: Path, catalogue: Catalogue, repository: Path, tmp_path: Path
) -> None:
    command = judge(repository)
    files = [site / name for name in KINDS]
    files += sorted(site.glob("labour-dispatch/*.html"))
    some = plan(catalogue, ON, ["labour-dispatch", "marriage-registration"])
    for language in ("en", "zh-Hant"):
        whole = Selection(
            some, catalogue, phrases_in(catalogue, language), ON, "test", tell=differences, some=True
        )
        for page in OUTPUTS["html"].pages(whole):
            if isinstance(page, Page) and page.path.endswith(".html") and page.path.count("-") < 4:
                path = tmp_path / language / page.path
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(page.data)
                files.append(path)
    assert all(path.is_file() for path in files)
    told = subprocess.run(
        [*command, *map(str, dict.fromkeys(files))], capture_output=True, text=True, check=False
    )
    # it reads from file:, where 'self' names nothing, and so believes that a page's own policy forbids its own files
    lines = [
        line for line in told.stderr.splitlines() if "violates Content Security Policy (meta tag)" not in line
    ]
    assert not lines, lines[:20]
