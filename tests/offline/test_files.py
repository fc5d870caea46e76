"""What the build writes for the pre-check: the right files, the same bytes each time, small, every sentence that is asked for."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from checker.catalogue import Catalogue
from checker.cli.app import app
from checker.desks import Desks
from checker.finding import Finding, Language
from checker.languages import phrases_in
from checker.phrases import Phrases
from generators.formats.html import stylesheet_name
from generators.offline import script as script_module
from generators.offline.common import common
from generators.offline.page import pages, shared
from generators.offline.program import program
from generators.offline.script import ENGINE, PAGE, engine, script, script_name
from generators.subject import Page, Selection, plan

SOURCES = Path(script_module.__file__).parent / "js"
LARGEST_PAGE = 150_000
LARGEST_VISIT = 300_000
_FORBIDDEN = (
    "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "fetch(", "XMLHttpRequest",
    "localStorage", "sessionStorage", "indexedDB", "document.cookie", "importScripts", "sendBeacon", "WebSocket",
)  # fmt: skip


def built(
    catalogue: Catalogue, phrases: Phrases, on: date, matters: tuple[str, ...] = ()
) -> dict[str, bytes]:
    selection = Selection(plan(catalogue, on, matters), catalogue, phrases, on, "test")
    made = [*shared(selection), *(page for subject in selection.subjects for page in pages(subject))]
    assert all(isinstance(each, Page) for each in made), made
    return {each.path: each.data for each in made if isinstance(each, Page)}


def test_every_matter_has_its_page_and_two_builds_are_equal(
    catalogue: Catalogue, phrases: Phrases, on: date
) -> None:
    first, again = built(catalogue, phrases, on), built(catalogue, phrases, on)
    assert first == again
    checks = {path for path in first if path.endswith("/check.html")}
    assert checks == {f"html/{matter}/check.html" for matter in catalogue.editions}
    beside = sum(len(data) for path, data in first.items() if path not in checks)
    assert max(len(first[path]) for path in checks) < LARGEST_PAGE
    assert max(len(first[path]) for path in checks) + beside < LARGEST_VISIT


def test_a_page_names_only_files_that_are_there(catalogue: Catalogue, phrases: Phrases, on: date) -> None:
    files = built(catalogue, phrases, on, ("labour-dispatch", "elderly-card"))
    for path, data in files.items():
        if path.endswith(".html"):
            page = data.decode()
            named = set(re.findall(r'(?:src|href)="\.\./([^"#]+\.(?:js|css))"', page))
            assert named - {stylesheet_name()} == {
                file.removeprefix("html/") for file in files if file.count("/") == 1
            }
            assert "http://" not in re.sub(
                r'<script type="application/json".*?</script>', "", page, flags=re.DOTALL
            )


def test_a_build_writes_the_page_with_everything_it_asks_for(repository: Path, tmp_path: Path) -> None:
    made = CliRunner().invoke(
        app,
        [
            "--root",
            str(repository),
            "build",
            "--out",
            str(tmp_path),
            "--matters",
            "labour-dispatch",
            "--on",
            "2026-11-22",
        ],
    )
    assert made.exit_code in (0, 1), made.output
    page = tmp_path / "html" / "labour-dispatch" / "check.html"
    named = re.findall(r'(?:src|href)="(\.\./[^"#]+)"', page.read_text(encoding="utf-8"))
    assert len(named) >= 5
    assert all((page.parent / name).is_file() for name in named), named
    guide = (tmp_path / "html" / "labour-dispatch.html").read_text(encoding="utf-8")
    assert 'class="button" href="labour-dispatch/check.html"' in guide


def test_a_page_does_not_change_with_the_commit(catalogue: Catalogue, phrases: Phrases, on: date) -> None:
    made = []
    for version in ("one", "two"):
        selection = Selection(plan(catalogue, on, ("labour-dispatch",)), catalogue, phrases, on, version)
        made.append([page for subject in selection.subjects for page in pages(subject)])
    assert made[0] == made[1]


def test_a_matter_that_is_not_in_use_has_no_page_but_a_reason(
    catalogue: Catalogue, phrases: Phrases, on: date
) -> None:
    edition = replace(catalogue.at("labour-dispatch", on), state="suspended")
    changed = replace(catalogue, editions={**catalogue.editions, "labour-dispatch": (edition,)})
    selection = Selection(plan(changed, on, ("labour-dispatch",)), changed, phrases, on, "test")
    (found,) = pages(selection.subjects[0])
    assert isinstance(found, Finding)
    assert found.code == "B90"


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant-TW", "en"])
def test_every_sentence_that_the_script_says_is_in_the_data(
    catalogue: Catalogue, all_desks: Desks, on: date, language: Language
) -> None:
    phrases = phrases_in(catalogue, language)
    desk = all_desks.at("labour-dispatch", on)
    words = common(catalogue, phrases)["words"]
    assert isinstance(words, dict)
    literal = re.compile(r"say\(\s*\"([a-z_.-]+)\"(\s*\+)?")
    keys = {
        match
        for name in (*ENGINE, *PAGE)
        for match in literal.findall((SOURCES / f"{name}.js").read_text("utf-8"))
    }
    keys |= {
        (key, "")
        for name in PAGE
        for key in re.findall(
            r'"((?:offline|web|ask|notice)\.[a-z_.-]+[a-z])"', (SOURCES / f"{name}.js").read_text("utf-8")
        )
    }
    assert len(keys) > 100
    missing = [
        key
        for key, more in keys
        if not (any(each.startswith(key) for each in words) if more else key in words)
    ]
    assert not missing
    if language == "zh-Hant-TW":
        assert "预" not in json.dumps(words, ensure_ascii=False)
        assert "预" not in json.dumps(program(desk, phrases), ensure_ascii=False)


def test_the_script_is_made_of_our_files_and_changes_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    assert {path.stem for path in SOURCES.glob("*.js")} == {*ENGINE, *PAGE}
    before = script_name()
    assert script().startswith(engine())
    monkeypatch.setattr(script_module, "script", lambda: script() + "\n")
    assert script_name() != before


def test_the_script_has_nothing_that_runs_text_or_reaches_out() -> None:
    text = script()
    for word in _FORBIDDEN:
        assert word not in text, word
    assert "(?<" not in text  # older phones refuse a whole script over a lookbehind
