"""People at the pre-check, in a real browser.

Prepared, with five defects, at the wrong office, without need of a licence, on a phone, without JavaScript, with a keyboard
alone; two tabs, the back button, an expired file, a catalogue that changed. Screenshots are kept in the folder that
BANSHI_SCREENSHOTS names (whole pages), else in the folder of the test run. Skipped, with the reason, where there is no Chromium
or no driver for it.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import socket
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import uvicorn

from checker.catalogue import Catalogue
from checker.sealing import seal
from checker.web.app import application
from checker.web.buckets import Buckets
from checker.web.service import Service
from checker.web.settings import Settings
from tests.web.conftest import TODAY, pdf, picture

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALL = """[...document.querySelectorAll('main a, main button, main input, main select, main summary, header a, header button')]
  .filter(node => { const box = node.getBoundingClientRect(); const label = node.closest('label');
    return box.width && !node.closest('.vh, .skip, p:not(.crumb):not(.act):not(.buttons), dd, li:not(.topic)') && !label
      && (box.width < 24 || box.height < 24); }).map(node => node.outerHTML.slice(0, 100))"""
WHOLE = bool(os.environ.get("BANSHI_SCREENSHOTS"))
FACTS: Mapping[str, str] = {
    "region.same": "yes", "licence.false-statement-within-a-year": "no", "agent.used": "no", "premises.tenure": "owned",
    "capital.registered": "3,000,000", "premises.fixed": "yes", "management.dispatch-rules": "yes",
}  # fmt: skip


@dataclass(frozen=True)
class Site:
    """A server on a free port, and the service behind it."""

    url: str
    service: Service


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
def site(catalogue: Catalogue, limits: Any, settings: Settings) -> Iterator[Site]:
    yield from _serving(Service(catalogue, settings, limits))


def _serving(service: Service) -> Iterator[Site]:
    """The application in a thread of its own."""
    bound = socket.socket()
    bound.bind(("127.0.0.1", 0))
    bound.listen()
    config = uvicorn.Config(application(service, Buckets(0, 1)), log_config=None, ws="none", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=lambda: asyncio.run(server.serve(sockets=[bound])), daemon=True)
    thread.start()
    yield Site(f"http://127.0.0.1:{bound.getsockname()[1]}", service)
    server.should_exit = True
    thread.join(20)


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    named = os.environ.get("BANSHI_SCREENSHOTS")
    folder = Path(named) if named else tmp_path_factory.mktemp("screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@dataclass
class Visitor:
    """Somebody at the pre-check. `step` is the name of the question on the page, empty on the result."""

    page: Page
    site: Site
    shots: Path
    name: str
    number: int = 0

    def begin(self, matter: str = "labour-dispatch", language: str = "") -> None:
        self.page.goto(f"{self.site.url}/matters/{matter}/check{f'?lang={language}' if language else ''}")
        self.shot("start")
        self.press("start")

    @property
    def step(self) -> str:
        field = self.page.query_selector("form#visit input[name=step]")
        return (field.get_attribute("value") or "") if field else ""

    def press(self, value: str) -> None:
        with self.page.expect_navigation():
            self.page.click(self.button(value))

    def button(self, value: str) -> str:
        return f"button[form=visit][value='{value}'], form#visit button[value='{value}']"

    def shot(self, what: str) -> None:
        self.number += 1
        self.page.screenshot(path=self.shots / f"{self.name}-{self.number:02d}-{what}.png", full_page=WHOLE)

    def answer(self, value: str) -> None:
        if self.page.query_selector("#answer-0[type=text], #answer-0[type=date]"):
            self.page.fill("#answer-0", value)
        else:
            self.page.check(f"input[name=answer][value='{value}']")
        self.press("next")

    def tell(self, facts: Mapping[str, str]) -> list[str]:
        """Answer facts until there is something else; the facts that were asked."""
        asked = []
        while self.step.startswith("fact:") and len(asked) < 30:
            asked.append(self.step.removeprefix("fact:"))
            self.answer(facts[asked[-1]])
        return asked

    def bring(self, *, lacking: Mapping[str, str] | None = None) -> list[str]:
        """Go through the papers: all there and in order, but for those that lack something."""
        seen: list[str] = []
        while self.step.startswith("paper:") and len(seen) < 30:
            seen.append(self.step.removeprefix("paper:"))
            self.paper((lacking or {}).get(seen[-1], ""))
        return seen

    def paper(self, lack: str) -> None:
        """One paper page: everything as it should be, but for `lack` (none, signed, sealed, issued_on, valid_until)."""
        page = self.page
        page.check(f"input[name='have.0'][value={'none' if lack == 'none' else 'paper'}]")
        for other in range(1, page.locator("section.way").count()):
            page.check(f"input[name='have.{other}'][value=none]")
        if lack != "none":
            for box in page.query_selector_all("section.way:first-of-type input[type=checkbox]"):
                name = (box.get_attribute("name") or "").partition(".")[0]
                box.set_checked(name != lack)
            for field in page.query_selector_all("section.way:first-of-type input[type=date]"):
                name = (field.get_attribute("name") or "").partition(".")[0]
                good = {"issued_on": "2026-02-01", "valid_until": "2027-12-31"}[name]
                field.fill(
                    {"issued_on": "2024-01-01", "valid_until": "2026-01-01"}[name] if name == lack else good
                )
        self.press("next")

    @property
    def fixes(self) -> list[str]:
        return [
            each.inner_text()
            for each in self.page.query_selector_all("section[aria-labelledby=defects] .fixes > li")
        ]

    def headline(self) -> str:
        return self.page.inner_text("h1")


@pytest.fixture
def visitor(browser: Browser, site: Site, kept: Path, request: pytest.FixtureRequest) -> Iterator[Visitor]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield _visitor(context, site, kept, request.node.name)
    context.close()


def _visitor(context: BrowserContext, site: Site, kept: Path, name: str) -> Visitor:
    page = context.new_page()
    page.set_default_timeout(10_000)

    def object_to(message: Any) -> None:
        raise AssertionError(message.text)

    page.on(
        "console", object_to
    )  # whatever the browser objects to: a blocked style, a file that is not there
    return Visitor(page, site, kept, name.removeprefix("test_"))


def test_prepared(visitor: Visitor) -> None:
    visitor.begin()
    assert set(visitor.tell(FACTS)) == set(FACTS)
    assert "材料" in visitor.headline()
    visitor.shot("list")
    visitor.press("papers")
    assert len(visitor.bring()) == 6
    visitor.shot("result")
    assert visitor.fixes == []
    assert visitor.page.query_selector(".verdict-card.ok")


def test_five_defects_mended_in_the_order_told(visitor: Visitor) -> None:
    visitor.begin()
    visitor.tell({**FACTS, "premises.tenure": "leased"})
    visitor.press("papers")
    lacking = {
        "application": "sealed", "articles": "none", "lease": "valid_until", "dispatch-rules-text": "sealed",
        "agreement-sample": "none",
    }  # fmt: skip
    visitor.bring(lacking=lacking)
    visitor.shot("defects")
    told = visitor.fixes
    assert len(told) == 5
    assert "5" in visitor.page.inner_text("#defects")
    for left in range(5, 0, -1):
        assert len(visitor.fixes) == left  # mending one never brings up another
        with visitor.page.expect_navigation():
            visitor.page.click("section[aria-labelledby=defects] .fixes > li:first-child .act button")
        assert visitor.step.startswith("paper:")
        visitor.paper("")
    visitor.shot("mended")
    assert visitor.fixes == []
    assert visitor.page.query_selector(".verdict-card.ok")


def test_not_competent(visitor: Visitor) -> None:
    visitor.begin()
    asked = visitor.tell({**FACTS, "region.same": "no"})
    assert asked == ["region.same"]  # nothing more is asked of somebody who is at the wrong place
    visitor.shot("result")
    assert "不属于本机关职权" in visitor.headline()
    assert visitor.page.query_selector(".verdict-card.stop")
    assert "住所地有许可管辖权" in visitor.page.inner_text("main")


def test_no_licence_needed(visitor: Visitor) -> None:
    visitor.begin("food-business-licence-new")
    for _ in range(3):
        if visitor.step == "fact:business.scope":
            visitor.answer("farm-produce")
        elif visitor.step:
            visitor.answer("yes")
    visitor.shot("result")
    assert "不需要办理" in visitor.headline()
    assert visitor.page.query_selector(".verdict-card.ok")


def test_on_a_phone(browser: Browser, site: Site, kept: Path) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    visitor = _visitor(context, site, kept, "phone")
    page = visitor.page
    for url in ("/", "/?q=shipin", "/matters/labour-dispatch", "/resume", "/glossary.html"):
        page.goto(site.url + url)
        assert page.evaluate(OVERFLOW) <= 0, url
    visitor.begin()
    while visitor.step.startswith("fact:"):
        assert page.evaluate(OVERFLOW) <= 0
        assert page.evaluate(SMALL) == []
        visitor.answer(FACTS[visitor.step.removeprefix("fact:")])
    visitor.shot("list")
    assert page.evaluate(OVERFLOW) <= 0
    visitor.press("papers")
    visitor.shot("paper")
    visitor.bring(lacking={"articles": "none"})
    visitor.shot("result")
    assert page.evaluate(OVERFLOW) <= 0
    assert page.evaluate(SMALL) == []
    assert len(visitor.fixes) == 1
    context.close()


def test_without_javascript_in_english(browser: Browser, site: Site, kept: Path) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1024, "height": 800})
    visitor = _visitor(context, site, kept, "no-script")
    page = visitor.page
    page.goto(site.url + "/?lang=en")
    page.fill("#query", "labour")
    page.press("#query", "Enter")
    page.click(".matter-list a")
    page.click(".action a")
    assert page.url.endswith("/matters/labour-dispatch/check?lang=en")
    visitor.press("start")
    visitor.tell(FACTS)
    assert page.get_attribute("html", "lang") == "en"
    with page.expect_navigation():
        page.click("header button[lang=zh-Hant]")  # the answers stay
    assert page.get_attribute("html", "lang") == "zh-Hant"
    assert "勞務派遣" in page.inner_text("main")
    visitor.press("papers")
    visitor.bring()
    visitor.shot("result")
    assert page.query_selector(".verdict-card.ok")
    context.close()


def test_with_a_keyboard_alone(visitor: Visitor) -> None:
    page = visitor.page
    page.goto(visitor.site.url + "/matters/labour-dispatch/check")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    _tab_to(page, "button[value=start]")
    _enter(page)
    asked = 0
    while visitor.step.startswith("fact:") and asked < 20:
        asked += 1
        value = FACTS[visitor.step.removeprefix("fact:")]
        if page.query_selector("#answer-0[type=text]"):
            _tab_to(page, "#answer-0")
            page.keyboard.type(value)
            _enter(page)  # the first button of the form is the one that goes on
        else:
            _tab_to(page, "input[name=answer]")
            for _ in range(5):
                page.keyboard.press("Space")
                if page.is_checked(f"input[name=answer][value='{value}']"):
                    break
                page.keyboard.press("ArrowDown")
            outline = page.evaluate("getComputedStyle(document.activeElement.closest('label')).outlineStyle")
            assert outline == "solid"
            _tab_to(page, "form#visit button[value=next]")
            _enter(page)
    assert asked == len(FACTS)
    _tab_to(page, "button[value=papers]")
    _enter(page)
    assert visitor.step.startswith("paper:")


def _enter(page: Page) -> None:
    with page.expect_navigation():
        page.keyboard.press("Enter")


def _tab_to(page: Page, selector: str) -> None:
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"the keyboard does not reach {selector}")


def test_something_wrong_is_announced_and_leads_to_its_field(visitor: Visitor) -> None:
    visitor.begin()
    while visitor.step != "fact:capital.registered":
        visitor.answer(FACTS[visitor.step.removeprefix("fact:")])
    page = visitor.page
    page.fill("#answer-0", "很多钱")
    visitor.press("next")
    visitor.shot("wrong")
    assert page.title().startswith("出错了")
    assert page.get_attribute("#errors", "role") == "alert"
    assert page.evaluate("document.activeElement.id") == "errors"
    assert page.get_attribute("#answer-0", "aria-invalid") == "true"
    assert "answer-wrong" in (page.get_attribute("#answer-0", "aria-describedby") or "")
    assert page.input_value("#answer-0") == "很多钱"
    page.click("#errors a")
    assert page.evaluate("document.activeElement.id") == "answer-0"
    page.fill("#answer-0", "２，０００，０００ ")
    visitor.press("next")
    assert not page.query_selector("#errors")
    visitor.press("skip")
    assert visitor.page.query_selector(".so-far")


def test_files_are_looked_at(visitor: Visitor, tmp_path: Path) -> None:
    bad, good, small = tmp_path / "申请书.pdf", tmp_path / "扫描.pdf", tmp_path / "章程.png"
    bad.write_bytes(pdf()[:120])
    good.write_bytes(pdf())
    small.write_bytes(picture("PNG", 300, 200))
    visitor.begin()
    visitor.tell(FACTS)
    visitor.press("papers")
    page = visitor.page
    page.check("input[name='have.0'][value=electronic]")
    page.check("input[name='signed.0']")
    page.check("input[name='sealed.0']")
    page.set_input_files("#file-0", [bad, good])
    visitor.press("next")
    visitor.shot("file-wrong")
    assert "申请书.pdf" in page.inner_text("#errors")
    assert "扫描.pdf" in page.inner_text(".attached")
    assert page.is_checked("input[name='signed.0']")
    visitor.press("next")
    page.check("input[name='have.0'][value=electronic]")
    page.set_input_files("#file-0", [small])
    visitor.press("next")
    assert "请核对" in page.inner_text(".callout")
    visitor.bring()
    visitor.shot("result")
    files = page.inner_text("section[aria-labelledby=files]")
    assert "扫描.pdf" in files
    assert "章程.png" in files


def test_back_button_and_two_tabs(visitor: Visitor) -> None:
    visitor.begin()
    page = visitor.page
    first = visitor.step
    visitor.answer(FACTS[first.removeprefix("fact:")])
    second = visitor.step
    visitor.answer(FACTS[second.removeprefix("fact:")])
    third = visitor.step
    other = _visitor(page.context, visitor.site, visitor.shots, "second-tab")
    other.begin()
    other.tell({**FACTS, "region.same": "no"})
    assert "不属于" in other.headline()
    page.go_back()
    assert visitor.step == second  # the browser's own button
    page.go_back()
    assert visitor.step == first
    visitor.answer("yes")
    assert visitor.step == second
    visitor.answer(FACTS[second.removeprefix("fact:")])
    assert visitor.step == third
    visitor.press("back")  # and ours
    assert visitor.step == second
    assert page.query_selector("input[name=answer]:checked")
    visitor.press("back")
    visitor.press("back")
    assert page.query_selector("#on")


def _saved(visitor: Visitor, folder: Path) -> Path:
    with visitor.page.expect_download() as waiting:
        visitor.page.click(visitor.button("save"))
    target = folder / "saved.json"
    waiting.value.save_as(target)
    return target


def _resume(visitor: Visitor, path: Path) -> str:
    visitor.page.goto(visitor.site.url + "/resume")
    visitor.page.set_input_files("#saved", path)
    visitor.press("resume")
    return visitor.page.inner_text("main")


def test_saved_and_taken_up_again(visitor: Visitor, tmp_path: Path) -> None:
    visitor.begin()
    visitor.tell(FACTS)
    visitor.press("papers")
    visitor.paper("sealed")
    here = visitor.step
    path = _saved(visitor, tmp_path)
    content = json.loads(path.read_text("utf-8"))["content"]
    assert content["saved_on"] == TODAY.isoformat()
    assert set(content["answers"]) == set(FACTS)
    told = _resume(visitor, path)
    visitor.shot("resumed")
    assert "签名有效" in told
    assert "规定没有变" in told
    visitor.press("show")
    assert visitor.step == here

    path.write_text(path.read_text("utf-8").replace("3000000", "9000000"), "utf-8")
    assert "签名不对" in _resume(visitor, path)
    path.write_text("{}", "utf-8")
    assert "不是预检保存的文件" in _resume(visitor, path)
    visitor.page.goto(visitor.site.url + "/resume")
    visitor.press("resume")
    assert "请选上次存的文件" in visitor.page.inner_text("#errors")


def test_an_expired_file_and_one_of_a_catalogue_that_changed(
    visitor: Visitor, tmp_path: Path, catalogue: Catalogue, settings: Settings
) -> None:
    visitor.begin()
    visitor.tell(FACTS)
    path = _saved(visitor, tmp_path)
    content: dict[str, Any] = json.loads(path.read_text("utf-8"))["content"]

    old = {**content, "valid_until": (TODAY - timedelta(days=1)).isoformat()}
    path.write_bytes(seal(old, settings.key))
    told = _resume(visitor, path)
    visitor.shot("expired")
    assert "已经过了" in told
    assert visitor.page.query_selector("button[value=show]")

    outline = json.loads(json.dumps(content["outline"]))
    outline["facts"]["capital.registered"][1] = "000000000000"
    outline["papers"].pop("articles")
    outline["papers"]["dance-permit"] = ["舞蹈许可", "111111111111"]
    other = {
        **content,
        "catalogue_version": "older",
        "outline": outline,
        "answers": {**content["answers"], "gone.fact": True},
    }
    path.write_bytes(seal(other, settings.key))
    told = _resume(visitor, path)
    visitor.shot("changed")
    for said in (
        "存了以后，这些变了",
        "问题变了：注册资本",
        "新要的材料：公司章程",
        "不再要的材料：舞蹈许可",
        "不再问",
    ):
        assert said in told, said
    visitor.press("show")
    assert "材料" in visitor.headline()


PAGES = (
    "home",
    "found",
    "guide",
    "start",
    "question",
    "wrong",
    "list",
    "paper",
    "paper-wrong",
    "result",
    "resume",
    "error",
    "terms",
)


STYLED = ("home", "start", "question", "wrong", "paper", "result")
"""The pages that are looked at in every width and colour too; those of the other kinds hold nothing that these do not."""


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (360, "light"), (1280, "dark")])
def test_axe_has_no_objection(browser: Browser, site: Site, kept: Path, width: int, scheme: str) -> None:
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed"
    ).Axe()
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]  # a Literal
    page = context.new_page()
    visitor = Visitor(page, site, kept, f"axe-{width}-{scheme}")
    seen: dict[str, list[tuple[str, list[str]]]] = {}
    wanted = PAGES if (width, scheme) == (1280, "light") else STYLED

    def look(name: str) -> None:
        if name not in wanted:
            return
        page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
        if os.environ.get("BANSHI_SCREENSHOTS"):
            visitor.shot(name)
        found = axe.run(page, options={"resultTypes": ["violations"]}).response["violations"]
        seen[name] = [(each["id"], [node["html"][:140] for node in each["nodes"]][:3]) for each in found]

    for name, url in (("home", "/"), ("found", "/?q=shipin"), ("guide", "/matters/labour-dispatch"), ("resume", "/resume"),
                      ("error", "/nothing"), ("terms", "/glossary.html")):  # fmt: skip
        page.goto(site.url + url)
        look(name)
    page.goto(site.url + "/matters/labour-dispatch/check?office=999922")
    look("start")
    visitor.press("start")
    look("question")
    visitor.press("next")
    look("wrong")
    visitor.tell({**FACTS, "capital.registered": "100", "premises.tenure": "leased"})
    look("list")
    visitor.press("papers")
    visitor.press("next")
    look("paper-wrong")
    visitor.paper("sealed")
    while visitor.step != "paper:capital-proof":
        visitor.paper("none")
    page.check("input[name='have.0'][value=paper]")
    page.check("input[name='have.1'][value=paper]")
    look("paper")
    visitor.bring()
    look("result")
    context.close()
    assert set(seen) == set(wanted)
    assert {name: found for name, found in seen.items() if found} == {}


def test_at_twice_the_size(browser: Browser, site: Site, kept: Path) -> None:
    """200 % zoom of a window of 1280 is a window of 640 with pixels twice as large."""
    context = browser.new_context(viewport={"width": 640, "height": 450}, device_scale_factor=2)
    visitor = _visitor(context, site, kept, "zoomed")
    visitor.begin()
    assert visitor.page.evaluate(OVERFLOW) <= 0
    visitor.tell(FACTS)
    assert visitor.page.evaluate(OVERFLOW) <= 0
    visitor.press("papers")
    assert visitor.page.evaluate(OVERFLOW) <= 0
    context.close()


def test_another_day_is_another_service(catalogue: Catalogue, limits: Any, settings: Settings) -> None:
    """The day is asked for at each request: a server that runs over midnight does not stay in yesterday."""
    days = iter([date(2026, 2, 13), date(2026, 2, 14)])
    service = Service(catalogue, replace(settings, today=lambda: next(days)), limits)
    assert [service.today(), service.today()] == [date(2026, 2, 13), date(2026, 2, 14)]
