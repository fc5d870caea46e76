"""The site: links that lead somewhere, the same bytes twice, and a faulty matter that does not take the others down."""

from __future__ import annotations

import os
import posixpath
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
from checker.cli.compared import differences
from checker.phrases import Phrases
from generators.formats import html
from generators.index import index_document
from generators.outputs import OUTPUTS, guides
from generators.site import pages
from generators.subject import Page, Selection, plan

Html = Any  # justhtml types every attribute as possibly absent


@pytest.fixture(scope="module")
def selection(catalogue: Catalogue, phrases: Phrases, on: date) -> Selection:
    return Selection(plan(catalogue, on), catalogue, phrases, on, "commit-of-the-catalogue", tell=differences)


@pytest.fixture(scope="module")
def built(selection: Selection) -> dict[str, bytes]:
    made = [
        page for name in ("html", "text") for page in OUTPUTS[name].pages(selection) if isinstance(page, Page)
    ]
    assert len({page.path for page in made}) == len(made), "two files of one name"
    return {page.path: page.data for page in made}


@pytest.fixture(scope="module")
def read_all(built: dict[str, bytes], read: Callable[[bytes], Html]) -> dict[str, Html]:
    """Every page that is our own, as a browser would read it."""
    return {path: read(data) for path, data in built.items() if path.endswith(".html")}


def test_every_matter_has_its_pages(built: dict[str, bytes], catalogue: Catalogue) -> None:
    assert len(catalogue.editions) >= 9
    for matter in catalogue.editions:
        for path in (
            f"html/{matter}.html",
            f"html/{matter}/history.html",
            f"html/{matter}/feed.xml",
            f"text/{matter}.txt",
        ):
            assert path in built
    for name in (
        html.stylesheet_name(),
        html.script_name(),
        "index.html",
        "find.html",
        "about.html",
        "glossary.html",
        "404.html",
    ):
        assert f"html/{name}" in built


def test_every_page_is_read_without_an_error_and_names_each_part_once(read_all: dict[str, Html]) -> None:
    for path, page in read_all.items():
        assert not page.errors, (path, page.errors[:3])
        ids = [node.attrs["id"] for node in page.query("[id]")]
        assert len(ids) == len(set(ids)), path
        assert len(page.query("h1")) == 1, path
        assert len(page.query("main")) == 1, path


def test_every_relative_link_leads_to_a_file_and_a_place_in_it(
    built: dict[str, bytes], read_all: dict[str, Html]
) -> None:
    places = {path: {node.attrs["id"] for node in page.query("[id]")} for path, page in read_all.items()}
    followed = 0
    for path, page in read_all.items():
        for node in page.query("a[href], link[href], script[src], form[action]"):
            href = next(node.attrs[name] for name in ("href", "src", "action") if name in node.attrs)
            address, _, anchor = href.partition("#")
            address = address.partition("?")[0]
            if ":" in address:
                continue
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), address)) if address else path
            assert target in built, (path, href)
            if anchor and target in places:
                assert anchor in places[target], (path, href)
            followed += 1
    assert followed > 20 * len(read_all)


def test_no_page_has_a_script_or_style_inside_or_asks_for_anything_far_away(
    read_all: dict[str, Html],
) -> None:
    """What a strict content security policy demands; data blocks run nothing."""
    for path, page in read_all.items():
        for node in page.query("script"):
            kind = node.attrs.get("type", "")
            assert node.attrs.get("src") or kind in ("application/ld+json", "application/json"), path
            assert "://" not in node.attrs.get("src", ""), path
        assert not page.query("style, iframe, object, embed"), path
        for node in page.query("[src], link[rel=stylesheet]"):
            assert "://" not in node.attrs.get("src", node.attrs.get("href", "")), path
        for node in page.query("body *"):
            assert not [name for name in node.attrs if name.startswith("on") or name == "style"], (
                path,
                node.attrs,
            )


def test_no_page_is_too_large_for_an_old_phone(built: dict[str, bytes]) -> None:
    for path, data in built.items():
        if path.endswith(".html"):
            assert len(data) < 150_000, path


def test_every_matter_is_found_each_way(read_all: dict[str, Html], catalogue: Catalogue) -> None:
    for way in ("agency", "kind", "letter"):
        found: list[str] = []
        for path, page in read_all.items():
            if path.startswith(f"html/list/{way}-"):
                found += [node.attrs["href"] for node in page.query(".entries .entry > a")]
        assert sorted(found) == sorted(f"../{matter}.html" for matter in catalogue.editions), way


def test_a_list_says_what_its_matters_say(read_all: dict[str, Html], catalogue: Catalogue, on: date) -> None:
    free = {
        node.attrs["href"].removeprefix("../").removesuffix(".html")
        for node in read_all["html/list/free.html"].query(".entry > a")
    }
    assert free == {
        matter for matter in catalogue.editions if not catalogue.national(matter, on).fees.charged
    }
    none = {
        node.attrs["href"].removeprefix("../").removesuffix(".html")
        for node in read_all["html/list/no-visit.html"].query(".entry > a")
    }
    assert none == {
        matter for matter in catalogue.editions if not catalogue.national(matter, on).service.visits
    }


def test_a_bundle_leads_to_its_members_in_order(read_all: dict[str, Html]) -> None:
    page = read_all["html/event/property-and-utilities.html"]
    assert [node.attrs["href"] for node in page.query(".entries .entry > a")] == [
        "../property-transfer.html",
        "../water-gas-transfer.html",
    ]
    assert "国有建设用地使用权及房屋所有权转移登记" in page.query(".after")[0].to_text()


def test_the_history_tells_the_editions_and_what_changed(
    read_all: dict[str, Html], catalogue: Catalogue
) -> None:
    several = {matter for matter, editions in catalogue.editions.items() if len(editions) > 1}
    assert several
    for matter, editions in catalogue.editions.items():
        page = read_all[f"html/{matter}/history.html"]
        days = [node.attrs["id"].removeprefix("e") for node in page.query(".editions > li > h2")]
        assert days == sorted((edition.effective_from.isoformat() for edition in editions), reverse=True)
        assert bool(page.query("table.changes")) == (matter in several), matter
    page = read_all["html/marriage-registration/history.html"]
    assert page.query("table.changes del")
    assert page.query("table.changes ins")
    assert page.query(".burden.lighter")


def test_the_commit_stands_on_one_page_only(built: dict[str, bytes]) -> None:
    """Else every commit would change every page."""
    naming = [
        path
        for path, data in built.items()
        if path.startswith("html/") and b"commit-of-the-catalogue" in data
    ]
    assert naming == ["html/about.html"]


def test_a_guide_is_numbered_by_its_content(
    selection: Selection, built: dict[str, bytes], read_all: dict[str, Html]
) -> None:
    numbers = {}
    for path, page in read_all.items():
        if path.count("/") == 1 and page.query("body.guide"):
            numbers[path] = page.query(".colophon .meta dd")[-1].to_text()
    assert len(set(numbers.values())) == len(numbers) > 50
    other = {
        page.path: page.data
        for page in pages(
            replace(selection, plan=plan(selection.catalogue, selection.on, ["labour-dispatch"]))
        )
        if isinstance(page, Page)
    }
    assert other["html/labour-dispatch.html"] == built["html/labour-dispatch.html"]


def test_legal_terms_are_explained_where_they_first_stand(read_all: dict[str, Html]) -> None:
    known = {node.attrs["id"] for node in read_all["html/glossary.html"].query(".glossary > div")}
    assert len(known) > 20
    page = read_all["html/labour-dispatch.html"]
    terms = page.query("a.term")
    assert terms
    words = [node.to_text() for node in terms]
    assert len(words) == len(set(words)), "each once"
    for node in terms:
        assert node.attrs["href"].removeprefix("glossary.html#") in known
        assert node.attrs["data-tip"]
    assert not page.query("a a, h1 a.term, h2 a.term, summary a.term, svg a.term")


DIGEST = """
import hashlib, sys
from datetime import date
from pathlib import Path
from checker.languages import phrases_in
from checker.loading import load_catalogue
from checker.cli.compared import differences
from generators.outputs import OUTPUTS
from generators.subject import Page, Selection, plan

catalogue, on, found = load_catalogue(Path(sys.argv[1])), date(2026, 11, 22), hashlib.sha256()
for language in ("zh-Hans", "en"):
    phrases = phrases_in(catalogue, language)
    selection = Selection(
        plan(catalogue, on), catalogue, phrases, on, "test", tell=differences, fulltext=True
    )
    for name in ("html", "text"):
        for page in OUTPUTS[name].pages(selection):
            if isinstance(page, Page):
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
    made = [page for page in pages(Selection(what, spoilt, phrases, on, "test")) if isinstance(page, Page)]
    names = {page.path for page in made}
    assert "html/labour-dispatch.html" not in names
    assert "html/index.html" in names
    assert not [page.path for page in made if b"labour-dispatch.html" in page.data]


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
    files = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert f"1 个事项，{len(files)} 个文件，其中 {len(files)} 个有变化" in told
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
        subject = Selection(what, catalogue, phrases, on, "test").subjects[0]
        page = read(html.page(subject.guide(), phrases, "site.css"))
        assert catalogue.agencies[office.agency].name.zh in page.query(".top")[0].to_text()
        assert office.places[0].address.zh in page.query("#contact")[0].parent.to_text()
        assert page.query('a[href^="tel:"]')


def test_a_division_without_a_list_prints_the_national_edition(catalogue: Catalogue, on: date) -> None:
    division = next(iter(catalogue.offices))[0]
    without = next(matter for matter in catalogue.editions if (division, matter) not in catalogue.offices)
    assert plan(catalogue, on, [without], division).editions == ((catalogue.national(without, on), None),)
