"""Search in a real browser: from a disk and from a server, in Chinese, in pinyin, by initials and by code; filters; keyboard."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checker.catalogue import Catalogue

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'self'; form-action 'self'"
)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    """A static server that tells nothing and allows nothing but its own files."""

    def log_message(self, format: str, *args: object) -> None:
        pass

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()


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
def server(site: Path) -> Iterator[str]:
    """The site below a folder of a server, as a county may put it up."""
    handler = functools.partial(_Quiet, directory=str(site.parent))
    running = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=running.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{running.server_port}/html"
    running.shutdown()
    running.server_close()
    thread.join()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page; an error of a script or of the policy is a failure."""
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    yield opened
    opened.close()
    assert not faults


def found(page: Page) -> list[str]:
    page.wait_for_function("document.querySelector('form.filters .left').textContent !== ''")
    links = page.query_selector_all(".found > ul:first-child .entry > a")
    return [str(link.get_attribute("href")).removesuffix(".html") for link in links]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("食品经营许可", "food-business-licence-new"),
        ("shipinjingying", "food-business-licence-new"),
        ("spjy", "food-business-licence-new"),
        ("jingying xuke shipin", "food-business-licence-new"),
        ("食品许可", "food-business-licence-new"),
        ("结婚", "marriage-registration"),
        ("jhdj", "marriage-registration"),
        ("Jie Hun", "marriage-registration"),
        ("劳务 派遣", "labour-dispatch"),
        ("会计没有这种事项", ""),
    ],
)
def test_a_question_finds_its_matter_from_a_disk(page: Page, site: Path, question: str, first: str) -> None:
    page.goto(f"{(site / 'find.html').as_uri()}?q={question}")
    assert found(page)[:1] == ([first] if first else [])


def test_a_code_finds_its_matter(page: Page, site: Path, tmp_path: Path) -> None:
    """The shipped matters have no codes of their own, so one is given to a copy of the data."""
    copy = shutil.copytree(site, tmp_path / "copy")
    data = copy / "search-0.js"
    text = data.read_text("utf-8")
    assert '"laowupaiqianjingyingxuke"' not in text
    row = '"lao wu pai qian jing ying xu ke","lwpqjyxk","'
    assert row in text
    data.write_text(text.replace(row, row + "000114023000 "), encoding="utf-8")
    page.goto(f"{(copy / 'find.html').as_uri()}?q=000114023000")
    assert found(page) == ["labour-dispatch"]


def test_filters_choose_and_are_cleared(page: Page, site: Path, catalogue: Catalogue) -> None:
    page.goto(f"{(site / 'find.html').as_uri()}?kind=benefit")
    assert page.input_value("form.filters select[name=kind]") == "benefit"
    kinds = {matter: editions[-1].kind for matter, editions in catalogue.editions.items()}
    benefits = {matter for matter, kind in kinds.items() if kind == "benefit"}
    assert set(found(page)) == benefits
    page.select_option("form.filters select[name=audience]", "enterprise")
    page.wait_for_function(f"document.querySelectorAll('.found .entry').length < {len(benefits)}")
    page.click("form.filters button[type=reset]")
    page.wait_for_function("document.querySelectorAll('.found .entry').length === 0")


def test_a_list_is_filtered_in_place(page: Page, site: Path) -> None:
    page.goto((site / "list/kind-licence.html").as_uri())
    every = len(page.query_selector_all(".entries .entry"))
    page.select_option("form.filters select[name=days]", "0")
    left = [each for each in page.query_selector_all(".entries .entry") if each.is_visible()]
    assert 0 <= len(left) < every
    assert all(each.get_attribute("data-days") == "0" for each in left)
    assert str(len(left)) in page.inner_text(".filters .left")


def test_the_first_page_answers_while_one_types(page: Page, site: Path) -> None:
    page.goto((site / "index.html").as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.focus("#home-q")
    page.keyboard.type("hunyin")
    page.wait_for_selector(".found .entry, .found p")
    page.fill("#home-q", "结婚")
    page.wait_for_selector(".found .entry a >> text=结婚登记")
    page.keyboard.press("Enter")
    page.wait_for_url("**/find.html?q=*")
    assert found(page)[0] == "marriage-registration"


def test_from_a_server_the_text_is_searched_too(page: Page, server: str) -> None:
    """What no name says, the papers do; with a policy that forbids everything else."""
    page.goto(f"{server}/find.html?q=验资报告")
    page.wait_for_selector(".found h3")
    below = [str(link.get_attribute("href")) for link in page.query_selector_all(".found h3 + ul .entry > a")]
    assert "labour-dispatch.html" in below


def test_a_term_is_explained_when_pointed_at_and_by_keyboard(page: Page, site: Path) -> None:
    page.goto((site / "labour-dispatch.html").as_uri())
    term = page.locator("a.term").first
    shown = "node => getComputedStyle(node, '::after').content"
    assert term.evaluate(shown) in ("none", "normal")
    term.hover()
    tip = str(term.get_attribute("data-tip"))
    assert tip[:6] in str(term.evaluate(shown))
    term.click()
    assert "glossary.html#" in page.url
    assert page.is_visible(":target")


def test_everything_can_be_reached_by_keyboard(page: Page, site: Path) -> None:
    page.goto((site / "list/kind-licence.html").as_uri())
    wanted = page.evaluate("document.querySelectorAll('a[href], button, select, input, summary').length")
    seen = set()
    for _ in range(wanted + 5):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("[...document.querySelectorAll('*')].indexOf(document.activeElement)"))
    hidden = page.evaluate(
        "[...document.querySelectorAll('a[href], button, select, input, summary')].filter(node => !node.checkVisibility()).length"
    )
    assert len(seen) >= wanted - hidden
