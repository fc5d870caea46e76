"""The offline page in a real Chromium, opened from a folder: people with all papers, with defects, at the wrong place, in no
need of it; on the phone, with a keyboard only, at a kiosk."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from icalendar import Calendar

from checker.catalogue import Catalogue
from checker.check import check
from checker.desks import Desks
from checker.interview.saved import document_data
from checker.model.edition import Edition
from checker.phrases import Phrases
from checker.submission import Submission
from generators.formats import html
from generators.ics import calendar_file
from generators.offline.page import pages, shared
from generators.subject import Page as File
from generators.subject import Selection, plan
from tests.offline.person import Person, person_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

MATTERS = ("labour-dispatch", "commercial-performance")
SMALL = """(least) => [...document.querySelectorAll('.tile, .button, .second')]
  .filter(each => each.offsetHeight && each.offsetHeight < least).map(each => each.outerHTML)"""
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
Opened = Callable[..., "Page"]


def written(folder: Path, catalogue: Catalogue, phrases: Phrases, on: date) -> Path:
    """The files that `banshi build` writes for the pre-checks of these matters."""
    selection = Selection(plan(catalogue, on, MATTERS), catalogue, phrases, on, "test")
    made = [File(f"html/{html.stylesheet_name()}", html.stylesheet().encode()), *shared(selection)]
    for subject in selection.subjects:
        made += pages(subject)
    for page in made:
        assert isinstance(page, File), page
        path = folder / page.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(page.data)
    return folder / "html"


@pytest.fixture(scope="module")
def site(catalogue: Catalogue, phrases: Phrases, on: date, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pre-checks in Chinese."""
    return written(tmp_path_factory.mktemp("offline"), catalogue, phrases, on)


@pytest.fixture
def opened(browser: Browser, site: Path) -> Iterator[Opened]:
    """Opens a pre-check from the folder; any error of the script, and any complaint about the policy, fails the test."""
    contexts, wrong = [], []

    def show(matter: str = "labour-dispatch", after: str = "", width: int = 1280, **more: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, **more)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on(
            "console",
            lambda message: wrong.append(message.text) if message.type in ("error", "warning") else None,
        )
        page.goto((site / matter / "check.html").as_uri() + after)
        contexts.append(context)
        return page

    yield show
    for context in contexts:
        context.close()
    assert not wrong


def edition_of(catalogue: Catalogue, matter: str, on: date) -> Edition:
    return catalogue.at(matter, on)


def example(examples: dict[str, tuple[Submission, ...]], matter: str, number: int = 0) -> Submission:
    return examples[matter][number]


def take_up(page: Page, submission: Submission, day: str, folder: Path) -> None:
    """Hands the page a file that says all this, as somebody does who has been through it before."""
    data = {
        "matter": submission.matter,
        "on": day,
        "answers": dict(submission.facts),
        "documents": [document_data(document) for document in submission.documents],
    }
    path = folder / "kept.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    page.set_input_files("input[type=file]", path)
    page.wait_for_selector(".verdict-card")


def events(data: bytes) -> list[tuple[str, ...]]:
    """What a calendar program reads of a file of dates."""
    read = Calendar.from_ical(data)
    names = ("dtstart", "dtend", "dtstamp", "summary", "description", "status")
    return [
        (*(str(event.decoded(name)) for name in names), str(len(event.subcomponents)))
        for event in read.walk("VEVENT")
    ]


def test_a_complete_set_is_accepted_and_nothing_is_fetched(
    opened: Opened,
    catalogue: Catalogue,
    examples: dict[str, tuple[Submission, ...]],
    all_desks: Desks,
    phrases: Phrases,
    on: date,
) -> None:
    page = opened()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    person = person_of(
        page, edition_of(catalogue, "labour-dispatch", on), example(examples, "labour-dispatch")
    )
    person.begin("2026-03-02")
    person.go_on()
    assert person.outcome() == "材料齐全、合要求，可以受理"
    assert len(person.headings) == 15  # seven facts, the list, seven papers
    assert page.locator(".fixes").count() == 0
    assert page.locator(".checklist .fine").count() == 7
    assert "2026年3月30日" in page.inner_text(".timeline")
    assert asked == []
    with page.expect_download() as download:
        page.click("section:has(#dates) .act button")
    desk = all_desks.at("labour-dispatch", on)
    verdict = check(example(examples, "labour-dispatch"), desk, phrases, date(2026, 3, 2))
    ours = events(download.value.path().read_bytes())
    assert ours == events(calendar_file(verdict, phrases))
    assert len(ours) > 3


def test_five_defects_repaired_in_the_order_told_are_accepted(
    opened: Opened,
    catalogue: Catalogue,
    examples: dict[str, tuple[Submission, ...]],
    on: date,
    tmp_path: Path,
) -> None:
    page = opened()
    good = example(examples, "labour-dispatch")
    spoilt = []
    for document in good.documents:
        if document.material == "labour-dispatch-application":
            spoilt.append(replace(document, signed=False, sealed=False))
        elif document.material == "lease-contract":
            spoilt.append(replace(document, valid_until=date(2026, 1, 31)))
        elif document.material == "labour-dispatch-rules":
            spoilt.append(replace(document, sealed=None))
        elif document.material != "articles-of-association":
            spoilt.append(document)
    take_up(page, replace(good, documents=tuple(spoilt)), "2026-03-02", tmp_path)
    person = Person(page, edition_of(catalogue, "labour-dispatch", on), good.facts, list(good.documents))
    assert person.outcome().startswith("需要补正")
    left = page.locator("section.lead .fixes > li").count()
    assert left == 5
    while left:
        page.click("section.lead .fixes > li:first-child .act button")
        person.step()
        now = page.locator("section.lead .fixes > li").count()
        assert now < left
        left = now
    assert person.outcome() == "材料齐全、合要求，可以受理"


def test_one_who_needs_no_permit_is_told_so_and_why(
    opened: Opened, catalogue: Catalogue, examples: dict[str, tuple[Submission, ...]], on: date
) -> None:
    submission = next(
        each
        for each in examples["commercial-performance"]
        if each.facts.get("performance.for-profit") is False
    )
    page = opened("commercial-performance")
    person = person_of(page, edition_of(catalogue, "commercial-performance", on), submission)
    person.begin("2026-03-02")
    person.go_on()
    assert person.outcome() == "不需要办理"
    assert "为什么不用办" in page.inner_text("main")
    assert page.locator(".checklist").count() == 0


def test_one_who_is_not_competent_is_sent_on_after_one_question(
    opened: Opened, catalogue: Catalogue, on: date
) -> None:
    page = opened()
    person = Person(page, edition_of(catalogue, "labour-dispatch", on), {"region.same": False}, [])
    person.begin()
    person.go_on()
    assert len(person.headings) == 1
    assert person.outcome() == "不属于本机关职权范围，不予受理"
    assert "请向" in page.inner_text(".fixes .remedy")
    assert page.locator(".checklist").count() == 0


def test_what_nobody_knows_is_left_open_and_said(opened: Opened, catalogue: Catalogue, on: date) -> None:
    page = opened()
    person = Person(page, edition_of(catalogue, "labour-dispatch", on), {}, [])
    person.begin()
    person.go_on()
    assert person.outcome() == "还不能判断，请先回答下面的问题"
    questions = page.locator("section:has(#questions) .fixes > li")
    assert questions.count() >= 5
    page.click("section:has(#questions) .fixes > li:first-child .act button")
    assert page.locator("form.question-form").count() == 1


def test_an_unreadable_answer_is_told_at_its_field_and_above(
    opened: Opened, catalogue: Catalogue, on: date
) -> None:
    page = opened()
    facts = {
        "region.same": True,
        "licence.false-statement-within-a-year": False,
        "agent.used": False,
        "premises.tenure": "owned",
    }
    person = Person(page, edition_of(catalogue, "labour-dispatch", on), facts, [])
    person.begin()
    page.click("form .button")
    assert page.inner_text("#answer-wrong").startswith("！请选一项")
    for _ in range(4):
        person.step()
    page.fill("#answer-0", "约两百万")
    person.next()
    assert page.evaluate("document.activeElement.id") == "errors"
    assert page.get_attribute("#answer-0", "aria-invalid") == "true"
    assert page.get_attribute("#answer-0", "aria-describedby") == "hint answer-wrong"
    assert page.input_value("#answer-0") == "约两百万"
    assert page.title().startswith("出错了")
    page.click("#errors a")
    assert page.evaluate("document.activeElement.id") == "answer-0"
    page.fill("#answer-0", "２００万元")
    person.next()
    assert "200万元" in page.inner_text(".so-far .answers")


def test_back_is_the_browsers_back_and_keeps_the_answer(
    opened: Opened, catalogue: Catalogue, on: date
) -> None:
    page = opened()
    person = Person(page, edition_of(catalogue, "labour-dispatch", on), {"region.same": True}, [])
    person.begin()
    first = person.heading()
    person.step()
    second = person.heading()
    page.go_back()
    assert person.heading() == first
    assert page.is_checked("input[value=yes]")
    page.go_forward()
    assert person.heading() == second
    page.click("button.link:has-text('上一步')")
    page.wait_for_selector(f"h1:has-text('{first}')")


def test_save_and_take_up_again(
    opened: Opened,
    catalogue: Catalogue,
    examples: dict[str, tuple[Submission, ...]],
    on: date,
    tmp_path: Path,
) -> None:
    page = opened()
    person = person_of(
        page, edition_of(catalogue, "labour-dispatch", on), example(examples, "labour-dispatch")
    )
    person.begin("2026-03-02")
    person.go_on(6)
    here = person.heading()
    with page.expect_download() as download:
        page.click(".so-far .keep button")
    kept = tmp_path / download.value.suggested_filename
    download.value.save_as(kept)
    assert kept.name == "labour-dispatch.json"
    data = json.loads(kept.read_text(encoding="utf-8"))
    assert data["answers"]["capital.registered"] == "2000000"
    again = opened()
    again.set_input_files("input[type=file]", kept)
    again.wait_for_selector(".callout.ok")
    assert again.inner_text("main h1") == here
    data |= {"edition": "2008-01-01", "on": "2026-03-02"}
    data["answers"] |= {"no.such": "x", "premises.tenure": "rented"}
    changed = tmp_path / "changed.json"
    signed = {
        "kind": "banshi-saved-check",
        "format": 1,
        "content": data,
        "signature": {"key": "x"},
    }  # as a server writes it
    changed.write_text(json.dumps(signed), encoding="utf-8")
    third = opened()
    third.set_input_files("input[type=file]", changed)
    third.wait_for_selector(".callout.warn")
    told = third.inner_text(".callout.warn")
    assert "2008-01-01" in told
    assert "1个回答不再需要" in told
    assert "“经营场所”的回答不能再用" in told
    assert "rented" not in third.content()
    assert third.inner_text("main h1") == "经营场所是自有还是租赁？"


@pytest.mark.parametrize("text", ["", "[]", "{", '{"matter": "other"}', '{"matter": 1e400}', '{"a":1,"a":2}'])
def test_a_file_that_is_no_saved_file_is_refused_in_words(opened: Opened, tmp_path: Path, text: str) -> None:
    page = opened()
    path = tmp_path / "x.json"
    path.write_text(text, encoding="utf-8")
    page.set_input_files("input[type=file]", path)
    page.wait_for_selector("#errors")
    assert "这个文件不能用" in page.inner_text("#errors")


def test_the_phone_never_scrolls_sideways_and_has_large_targets(
    opened: Opened, catalogue: Catalogue, examples: dict[str, tuple[Submission, ...]], on: date
) -> None:
    page = opened(width=360, has_touch=True, is_mobile=True)
    person = person_of(
        page, edition_of(catalogue, "labour-dispatch", on), example(examples, "labour-dispatch", 2)
    )
    person.begin("2026-02-13")
    for _ in range(80):
        assert page.evaluate(OVERFLOW) <= 0, person.heading()
        small = page.evaluate(SMALL, 40)
        assert not small
        if person.at_result():
            break
        person.step()
    assert person.at_result()


def test_a_keyboard_is_enough(opened: Opened, catalogue: Catalogue, on: date) -> None:
    page = opened()
    focused = "document.activeElement.matches('h1') && document.activeElement.textContent"
    press = page.keyboard.press

    def tab_to(selector: str) -> None:
        for _ in range(40):
            press("Tab")
            if page.evaluate("(s) => document.activeElement.matches(s)", selector):
                return
        pytest.fail(f"Tab never reaches {selector}")

    tab_to("form .button")
    press("Enter")
    assert page.evaluate(focused) == page.inner_text("h1")
    tab_to("input[value=yes]")
    press("Space")
    press("Enter")
    assert page.inner_text(".progress").startswith("第2题")
    assert page.evaluate(focused) == page.inner_text("h1")
    tab_to("input[type=radio]")
    press("ArrowDown")
    assert page.is_checked("input[value=no]")
    press("Enter")
    assert page.inner_text(".progress").startswith("第3题")
    tab_to("summary")
    press("Enter")
    assert page.locator("details.why[open]").count() == 1
    tab_to(".second")
    press("Enter")
    assert page.inner_text(".progress").startswith("第4题")


def test_the_kiosk_forgets_whoever_has_gone(opened: Opened, catalogue: Catalogue, on: date) -> None:
    page = opened(after="?kiosk=30")
    page.clock.install()
    page.reload()
    assert page.locator("#on").count() == 0
    assert page.locator("header a:visible").count() == 0
    person = Person(page, edition_of(catalogue, "labour-dispatch", on), {
        "region.same": True, "licence.false-statement-within-a-year": False, "agent.used": False,
        "premises.tenure": "owned", "capital.registered": "7654321",
    }, [])  # fmt: skip
    person.begin()
    for _ in range(5):
        person.step()
    page.clock.run_for(31_000)
    assert page.locator("dialog[open]").count() == 1
    assert page.evaluate("document.querySelector('dialog').contains(document.activeElement)")
    page.click("dialog .button")
    assert page.locator("dialog[open]").count() == 0
    assert person.heading() == "有没有固定的经营场所和办公设施？"
    page.clock.run_for(31_000)
    assert "20秒" in page.inner_text("dialog .count") or "19秒" in page.inner_text("dialog .count")
    page.clock.run_for(21_000)
    page.wait_for_selector("h1:has-text('预检')")
    assert page.evaluate("JSON.stringify(banshi.app.screens)") == '[{"kind":"start"}]'
    assert "7654321" not in page.content()
    page.go_forward()
    page.clock.run_for(1_000)
    assert "7,654,321" not in page.inner_text("body")
    assert person.heading().startswith("预检")


def test_the_kiosk_lets_nothing_be_taken_along_unless_allowed(
    opened: Opened, catalogue: Catalogue, on: date
) -> None:
    for after, found in (("#kiosk", 0), ("#kiosk&print", 1)):
        page = opened(after=after)
        person = Person(page, edition_of(catalogue, "labour-dispatch", on), {"region.same": False}, [])
        person.begin()
        person.go_on()
        assert page.locator("button:has-text('打印')").count() == found
        assert page.locator("button:has-text('存成文件')").count() == 0
        heights = page.evaluate(
            "[...document.querySelectorAll('button, .tile')].filter(e => e.offsetHeight).map(e => e.offsetHeight)"
        )
        assert min(heights) >= 44


def test_a_server_and_its_policy_are_enough(browser: Browser, site: Path) -> None:
    """Over http, `'self'` is the server; nothing but the files beside the page is asked for."""
    quiet = type("Quiet", (SimpleHTTPRequestHandler,), {"log_message": lambda *words: None})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text))
    page.goto(f"http://127.0.0.1:{server.server_port}/labour-dispatch/check.html")
    page.click("main .button")
    assert page.locator("form.question-form").count() == 1
    page.evaluate(
        "document.head.append(Object.assign(document.createElement('script'), {textContent: 'window.ran = 1'}))"
    )
    assert page.evaluate("window.ran") is None
    page.close()
    server.shutdown()
    server.server_close()
    assert len(asked) == 5
    assert all(url.startswith(f"http://127.0.0.1:{server.server_port}/") for url in asked)
    assert len(wrong) == 1  # the script that the test tried to slip in


def test_without_a_script_the_page_leads_to_the_list(browser: Browser, site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / "labour-dispatch" / "check.html").as_uri())
    assert page.get_attribute("noscript a, main a.button", "href") == "../labour-dispatch.html#materials"
    assert "办事指南" in page.inner_text("main")
    context.close()


def test_hostile_text_stays_text(browser: Browser, site: Path, tmp_path: Path) -> None:
    """Every sentence of the program tries to become markup."""
    evil = '<img src=x onerror="window.hacked=1"><script>window.hacked=2</script>{x}"\'</script>javascript:'
    text = (site / "labour-dispatch" / "check.html").read_text(encoding="utf-8")
    before, _, rest = text.partition('<script type="application/json" id="program">')
    data, _, after = rest.partition("</script>")
    program = json.loads(data)
    for fact in program["facts"].values():
        fact["ask"] = fact["label"] = fact["hint"] = evil
        fact["options"] = [[id_, evil] for id_, _ in fact.get("options", [])]
    for paper in program["papers"]:
        paper["name"] = paper["form"] = paper["fill"] = evil
        paper["forms"] = [form | {"label": evil, "said": evil} for form in paper["forms"]]
    program["name"] = evil
    program["bases"] = [[law, article, evil, verified] for law, article, _, verified in program["bases"]]
    for rule in program["rules"]:
        rule["label"] = evil
    folder = tmp_path / "html" / "labour-dispatch"
    folder.mkdir(parents=True)
    for file in site.iterdir():
        if file.is_file():
            (tmp_path / "html" / file.name).write_bytes(file.read_bytes())
    hostile = before + str(html.json_script("program", program)) + after
    (folder / "check.html").write_text(hostile, encoding="utf-8")
    page = browser.new_page()
    page.goto((folder / "check.html").as_uri())
    page.click("main .button")
    for _ in range(30):
        if page.locator(".verdict-card").count():
            break
        assert page.locator("main img, main script").count() == 0
        if page.locator(".result.list").count():
            page.click(".keep-panel .button")
        elif page.locator("section.way").count():
            for box in page.locator("input[value=none]").all():
                box.check()
            page.click("form .button")
        elif page.locator("input[type=radio]").count():
            page.check("input[value=yes]" if page.locator("input[value=yes]").count() else "#answer-0")
            page.click("form .button")
        else:
            page.fill("#answer-0", "5")
            page.click("form .button")
    assert page.locator(".verdict-card").count() == 1
    assert page.locator("main img, main script").count() == 0
    assert evil in page.inner_text("main")
    assert page.evaluate("window.hacked") is None
    page.close()


@pytest.fixture(scope="module")
def judge() -> Callable[[Page, str], None]:
    """Fails when axe objects to anything on the screen, with every fold open."""
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed"
    ).Axe()

    def run(page: Page, what: str) -> None:
        page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
        found = axe.run(page, options={"resultTypes": ["violations"], "preload": False})
        told = [
            (each["id"], [node["html"][:160] for node in each["nodes"]][:3])
            for each in found.response["violations"]
        ]
        assert not told, what

    return run


def test_axe_has_no_objection_on_the_way(
    opened: Opened,
    catalogue: Catalogue,
    examples: dict[str, tuple[Submission, ...]],
    on: date,
    judge: Callable[[Page, str], None],
) -> None:
    page = opened()
    person = person_of(
        page, edition_of(catalogue, "labour-dispatch", on), example(examples, "labour-dispatch")
    )
    judge(page, "start")
    person.begin("2026-03-02")
    person.next()
    judge(page, "question with an error")
    seen = set[str]()
    for _ in range(80):
        if person.at_result():
            break
        ways = page.locator("section.way").count()
        kind = "list" if person.at_list() else "paper" if ways > 1 else "other"
        if kind not in seen and kind != "other":
            judge(page, kind)
        seen.add(kind)
        person.step()
    assert seen == {"list", "paper", "other"}


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("light", 360), ("dark", 1280)])
def test_axe_has_no_objection_to_a_result_and_its_correction(
    opened: Opened,
    examples: dict[str, tuple[Submission, ...]],
    tmp_path: Path,
    judge: Callable[[Page, str], None],
    scheme: str,
    width: int,
) -> None:
    page = opened(width=width, color_scheme=scheme)
    take_up(page, example(examples, "labour-dispatch", 2), "2026-02-13", tmp_path)
    judge(page, "result")
    page.click(".fixes .act button")
    page.check("input[value=paper]")
    judge(page, "paper")


def test_axe_has_no_objection_to_the_kiosk(opened: Opened, judge: Callable[[Page, str], None]) -> None:
    kiosk = opened(after="?kiosk=30")
    kiosk.clock.install()
    kiosk.reload()
    judge(kiosk, "kiosk")
    kiosk.click("main .button")
    kiosk.clock.run_for(31_000)
    judge(kiosk, "kiosk question under its dialog")
