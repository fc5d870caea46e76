"""Pages in a real browser: nothing that axe-core objects to, and no sideways scrolling, at desk and phone
width, light and dark.

Skipped, with the reason, where there is no Chromium or no driver for it (`./run test` installs both where it
can).
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checker.catalogue import Catalogue
from checker.check import check
from checker.cli.compared import differences
from checker.desks import desks
from checker.phrases import Phrases
from checker.source import parse
from checker.submission import read_submission
from generators.document import Document
from generators.formats import FORMATS, html
from generators.notice import notice
from generators.site import pages
from generators.subject import Page as File
from generators.subject import Selection, plan

if TYPE_CHECKING:
    from datetime import date

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

WIDTHS = (1280, 768, 360)
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
CUT_OFF = """[...document.querySelectorAll('main *')].filter(node => {
  const box = node.getBoundingClientRect();
  return box.width && box.right > document.documentElement.clientWidth + 1
    && !node.closest('.chart, .scroll, .vh, .skip, thead, svg');
}).map(node => node.outerHTML.slice(0, 120)).slice(0, 3)"""
KINDS = {
    "home": "html/index", "find": "html/find", "list": "html/list/kind-licence", "ways": "html/list/agencies",
    "event": "html/event/property-and-utilities", "changes": "html/changes", "history": "html/marriage-registration/history",
    "glossary": "html/glossary", "about": "html/about", "lost": "html/404", "guide": "html/labour-dispatch",
    "notice": "html/notice-several-defects", "notice-complete": "html/notice-complete",
    "english-home": "en/html/index", "english-guide": "en/html/marriage-registration",
    "english-history": "en/html/marriage-registration/history", "english-list": "en/html/list/agency-civil-affairs",
}  # fmt: skip
"""A page of every kind."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    found = next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))),
        None,
    )
    if found is None:
        pytest.skip("no Chromium on this machine")
    driver = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with driver.sync_playwright() as started:
        running = started.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        yield running
        running.close()


@pytest.fixture(scope="module")
def site(
    catalogue: Catalogue,
    phrases: Phrases,
    english: Phrases,
    on: date,
    repository: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Path:
    """All guides, an English one, and notices of several kinds."""
    folder = tmp_path_factory.mktemp("site")
    whole = Selection(plan(catalogue, on), catalogue, phrases, on, "test", tell=differences)
    for page in pages(whole):
        if isinstance(page, File):
            _write(folder / page.path, page.data)
    some = plan(catalogue, on, ["labour-dispatch", "marriage-registration"])
    for page in pages(Selection(some, catalogue, english, on, "test", tell=differences)):
        if isinstance(page, File):
            _write(folder / "en" / page.path, page.data)
    every = desks(catalogue, "compiled", "test")
    for example in sorted((repository / "examples/labour-dispatch").glob("*.yaml")):
        source, _ = parse(example.read_bytes(), example.name)
        submission = read_submission(source)[0] if source else None
        assert submission is not None
        assert submission.received_on is not None
        desk = every.at(submission.matter, submission.received_on)
        document: Document = notice(
            check(submission, desk, phrases, submission.received_on), catalogue, phrases
        )
        _write(folder / "html" / f"notice-{example.stem}.html", FORMATS["html"].write(document, phrases))
    return folder


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _open(browser: Browser, path: Path, width: int, scheme: str = "light") -> Page:
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]  # a Literal
    page.goto(path.as_uri())
    return page


@pytest.mark.parametrize("kind", KINDS)
def test_axe_has_no_objection(browser: Browser, site: Path, kind: str) -> None:
    """Every kind of page, light and dark, with everything unfolded; at a phone's width too where the page changes most."""
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed"
    ).Axe()
    page = _open(browser, site / f"{KINDS[kind]}.html", 1280)
    page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
    told = []
    views = [(1280, "light"), (1280, "dark")] + (
        [(360, "light")] if kind in ("home", "guide", "find") else []
    )
    for width, scheme in views:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # a Literal
        found = axe.run(page, options={"resultTypes": ["violations"]})
        told += [
            (width, scheme, each["id"], [node["html"][:140] for node in each["nodes"]][:3])
            for each in found.response["violations"]
        ]
    page.close()
    assert not told


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_scrolls_sideways(browser: Browser, site: Path, width: int) -> None:
    """Every guide and a page of every other kind."""
    files = sorted({*site.glob("html/*.html"), *(site / f"{name}.html" for name in KINDS.values())})
    assert len(files) > 60
    page = browser.new_page(viewport={"width": width, "height": 900})
    for path in files:
        page.goto(path.as_uri())
        assert page.evaluate(OVERFLOW) <= 0, path.name
        assert page.evaluate(CUT_OFF) == [], path.name
    page.close()


@pytest.mark.parametrize("kind", ["home", "guide", "find", "history", "glossary"])
def test_everything_is_there_at_twice_the_size(browser: Browser, site: Path, kind: str) -> None:
    """200 % zoom of a desk's window is a window half as wide with everything twice as large (WCAG 1.4.4, 1.4.10)."""
    context = browser.new_context(viewport={"width": 640, "height": 450}, device_scale_factor=2)
    page = context.new_page()
    page.goto((site / f"{KINDS[kind]}.html").as_uri())
    assert page.evaluate(OVERFLOW) <= 0
    assert page.evaluate(CUT_OFF) == []
    context.close()


def test_a_page_without_a_frame_asks_for_nothing_else(browser: Browser, site: Path) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((site / "html/notice-complete.html").as_uri())
    assert [url.rpartition("/")[2] for url in asked] == ["notice-complete.html"]
    page.close()


def test_a_guide_needs_no_script(browser: Browser, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((site / "html/labour-dispatch.html").as_uri())
    names = {url.rpartition("/")[2] for url in asked}
    assert names <= {"labour-dispatch.html", "icon.svg", html.stylesheet_name(), html.script_name()}
    page.click("nav.contents a[href='#materials']")
    assert page.url.endswith("#materials")
    context.close()


def test_folds_are_open_on_paper(browser: Browser, site: Path, tmp_path: Path) -> None:
    page = _open(browser, site / "html/labour-dispatch.html", 800)
    page.emulate_media(media="print")
    assert page.is_visible(".gists dd")
    assert not page.is_visible(".action")
    assert not page.is_visible("header.site")
    page.close()
