"""The site: links that lead somewhere, the same bytes twice, and a faulty matter that does not take the others down."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from checker.catalogue import Catalogue
from checker.phrases import Phrases
from generators.formats import html
from generators.index import index_document
from generators.outputs import OUTPUTS, guides
from generators.site import pages
from generators.subject import Page, Selection, plan

Html = Any  # justhtml types every attribute as possibly absent


@pytest.fixture(scope="module")
def built(catalogue: Catalogue, phrases: Phrases, on: date) -> dict[str, bytes]:
    selection = Selection(plan(catalogue, on), catalogue, phrases, on, "test")
    made = [
        page for name in ("html", "text") for page in OUTPUTS[name].pages(selection) if isinstance(page, Page)
    ]
    assert len({page.path for page in made}) == len(made), "two files of one name"
    return {page.path: page.data for page in made}


def test_every_matter_has_a_page_in_every_format(built: dict[str, bytes], catalogue: Catalogue) -> None:
    assert len(catalogue.editions) >= 9
    for matter in catalogue.editions:
        assert f"html/{matter}.html" in built
        assert f"text/{matter}.txt" in built
    assert f"html/{html.stylesheet_name()}" in built


def test_every_relative_link_leads_to_a_file(built: dict[str, bytes], read: Callable[[bytes], Html]) -> None:
    followed = 0
    for path, data in built.items():
        if not path.endswith(".html"):
            continue
        for node in read(data).query("a[href], link[href]"):
            href = node.attrs["href"].split("#")[0]
            if href and ":" not in href:
                followed += 1
                assert f"html/{href}" in built, (path, href)
    assert followed > len(built)


def test_the_index_names_every_matter_once_by_organ(
    built: dict[str, bytes], catalogue: Catalogue, read: Callable[[bytes], Html]
) -> None:
    page = read(built["html/index.html"])
    assert not page.errors
    hrefs = [link.attrs["href"] for link in page.query(".section.lead .directory a")]
    assert sorted(hrefs) == sorted(f"{matter}.html" for matter in catalogue.editions)
    ids = [node.attrs["id"] for node in page.query("[id]")]
    assert len(ids) == len(set(ids))


DIGEST = """
import hashlib, sys
from datetime import date
from pathlib import Path
from checker.loading import load_catalogue
from checker.phrases import Phrases
from generators.outputs import OUTPUTS
from generators.subject import Selection, plan

catalogue, on, found = load_catalogue(Path(sys.argv[1])), date(2026, 11, 22), hashlib.sha256()
for language in ("zh-Hans", "en"):
    phrases = Phrases(catalogue.words, language, catalogue.laws, catalogue.vocabulary)
    selection = Selection(plan(catalogue, on), catalogue, phrases, on, "test")
    for name in ("html", "text"):
        for page in OUTPUTS[name].pages(selection):
            found.update(page.path.encode() + page.data)
print(found.hexdigest())
"""


def test_the_same_catalogue_gives_the_same_bytes(repository: Path, tmp_path: Path) -> None:
    """In two processes whose sets of text are in different order."""
    for folder in ("catalogue", "rules"):
        shutil.copytree(repository / folder, tmp_path / folder)

    def digest(seed: str) -> str:
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(repository)}
        command = [sys.executable, "-c", DIGEST, str(tmp_path)]
        return subprocess.run(
            command, env=environment, capture_output=True, text=True, check=True
        ).stdout.strip()

    first, second = digest("1"), digest("2")
    assert len(first) == 64
    assert first == second


def test_a_faulty_matter_is_left_out_and_told(catalogue: Catalogue, phrases: Phrases, on: date) -> None:
    broken = catalogue.editions["labour-dispatch"][-1].place.path
    spoilt = replace(catalogue, faulty=frozenset({broken}))
    what = plan(spoilt, on)
    assert [finding.place.path for finding in what.findings] == [broken]
    made: list[Page] = list(pages(Selection(what, spoilt, phrases, on, "test")))
    names = {page.path for page in made}
    assert "html/labour-dispatch.html" not in names
    assert "html/index.html" in names
    assert not [page.path for page in made if b'href="labour-dispatch.html' in page.data]


def test_only_what_is_asked_for_is_built(catalogue: Catalogue, phrases: Phrases, on: date) -> None:
    what = plan(catalogue, on, ["labour-dispatch"])
    names = [
        page.path for page in guides(Selection(what, catalogue, phrases, on, "test"), "text", index=True)
    ]
    assert names == ["text/labour-dispatch.txt", "text/index.txt"]


def test_an_edition_that_is_not_in_force_is_not_printed(catalogue: Catalogue, on: date) -> None:
    assert plan(catalogue, date(1999, 1, 1)).editions == ()
    told = plan(catalogue, date(1999, 1, 1), ["labour-dispatch"]).findings
    assert [finding.code for finding in told] == ["B07"]
    assert plan(catalogue, on).findings == ()


def test_an_index_of_nothing_is_still_a_page(
    catalogue: Catalogue, phrases: Phrases, on: date, read: Callable[[bytes], Html]
) -> None:
    nothing = replace(plan(catalogue, on), editions=())
    assert not read(
        html.write(index_document(Selection(nothing, catalogue, phrases, on, "test")), phrases)
    ).errors


def test_build_writes_nothing_twice(repository: Path, tmp_path: Path) -> None:
    from click.testing import CliRunner

    from checker.cli.app import app

    def build(*more: str, out: Path = tmp_path / "out") -> tuple[int, str]:
        result = CliRunner().invoke(
            app, ["--root", str(repository), "build", "--out", str(out), "--on", "2026-11-22", *more]
        )
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result.exit_code, result.stderr

    code, told = build("--matters", "labour-dispatch", "--formats", "html,text")
    assert code == 0
    assert "5 个文件，其中 5 个有变化" in told
    files = sorted(
        path.relative_to(tmp_path / "out").as_posix()
        for path in (tmp_path / "out").rglob("*")
        if path.is_file()
    )
    assert files == [
        "html/index.html",
        "html/labour-dispatch.html",
        f"html/{html.stylesheet_name()}",
        "text/index.txt",
        "text/labour-dispatch.txt",
    ]
    assert "其中 0 个有变化" in build("--matters", "labour-dispatch", "--formats", "html,text")[1]

    assert build("--matters", "labor-dispatch") == (
        2,
        "-: B06 目录里没有事项 `labor-dispatch` [unknown-matter]\n  help: 是不是 `labour-dispatch`？\n",
    )
    code, told = build("--formats", "htm")
    assert (code, "`html`" in told) == (2, True)
    code, told = build("--office", "000000")
    assert code == 2
    assert "000000" in told
    shutil.copy(repository / "pyproject.toml", tmp_path / "file")
    code, told = build(out=tmp_path / "file" / "below")
    assert code == 2
    assert "B13" in told
    assert "--out" in told
    assert build("--on", "1999-01-01")[0] == 2


def test_an_office_prints_its_own_name_places_and_phones(
    catalogue: Catalogue, phrases: Phrases, on: date, read: Callable[[bytes], Html]
) -> None:
    assert catalogue.offices, "the catalogue ships no implementation list"
    for (division, matter), lists in catalogue.offices.items():
        if not any(item.effective_from <= on <= (item.effective_to or on) for item in lists):
            continue  # the division handles it no more
        what = plan(catalogue, on, [matter], division)
        office = what.editions[0][1]
        assert office is not None
        made = {page.path: page.data for page in pages(Selection(what, catalogue, phrases, on, "test"))}
        page = read(made[f"html/{matter}.html"])
        assert catalogue.agencies[office.agency].name.zh in page.query(".top")[0].to_text()
        assert office.places[0].address.zh in page.query("#contact")[0].parent.to_text()
        assert page.query('a[href^="tel:"]')


def test_a_division_without_a_list_prints_the_national_edition(catalogue: Catalogue, on: date) -> None:
    division = next(iter(catalogue.offices))[0]
    without = next(matter for matter in catalogue.editions if (division, matter) not in catalogue.offices)
    assert plan(catalogue, on, [without], division).editions == ((catalogue.national(without, on), None),)
