"""The pages without a browser: what an applicant, a tampered page or a hostile file name can send, and what comes back."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import httpx
import pytest

from checker.catalogue import Catalogue
from checker.loading import load_catalogue
from checker.sealing import make_key, seal
from tests.web.conftest import Make, Server, pdf

CHECK = "/matters/labour-dispatch/check"
STATE: dict[str, Any] = {"matter": "labour-dispatch", "on": "2026-02-13", "answers": {}, "order": []}


def state_of(answer: httpx.Response) -> dict[str, Any]:
    found = re.search(r'name="state" value="([^"]*)"', answer.text)
    assert found, answer.text[:500]
    data: dict[str, Any] = json.loads(unescape(found[1]))
    return data


def step_of(answer: httpx.Response) -> str:
    found = re.search(r'name="step" value="([^"]*)"', answer.text)
    return found[1] if found else ""


def send(server: Server, go: str, state: dict[str, Any] | None = None, **fields: str) -> httpx.Response:
    data = {"state": json.dumps(STATE if state is None else state), "go": go, **fields}
    return server.post(CHECK, data=data)


def test_the_first_page_asks_where_and_when(server: Server) -> None:
    page = server.get(CHECK).text
    assert 'value="2026-02-13"' in page
    assert '<option value="999922"' in page
    begun = server.post(CHECK, data={"go": "start", "on": "2026-03-02", "office": "999922"})
    assert (state_of(begun)["on"], state_of(begun)["office"]) == ("2026-03-02", "999922")
    assert (
        state_of(server.post(CHECK, data={"go": "start", "on": "2026-03-02", "office": "123456"}))["office"]
        == ""
    )
    wrong = server.post(CHECK, data={"go": "start", "on": "soon"})
    assert 'aria-invalid="true"' in wrong.text


def test_answers_travel_in_the_page_and_nowhere_else(server: Server) -> None:
    first = send(server, "show")
    step = step_of(first)
    assert step.startswith("fact:")
    second = send(server, "next", state_of(first), step=step, answer="yes")
    assert state_of(second)["answers"] == {step.removeprefix("fact:"): True}
    assert state_of(second)["order"] == [step]
    assert state_of(send(server, "show"))["answers"] == {}
    assert second.headers["cache-control"] == "private, no-cache"
    back = send(server, "back", state_of(second), step=step_of(second))
    assert step_of(back) == step
    assert " checked" in back.text


def test_a_skipped_question_is_not_asked_again_and_not_invented(server: Server) -> None:
    first = send(server, "show")
    second = send(server, "skip", state_of(first), step=step_of(first))
    assert state_of(second)["skipped"] == [step_of(first).removeprefix("fact:")]
    assert step_of(second) != step_of(first)
    assert "先跳过了" in second.text


@pytest.mark.parametrize(
    "state",
    [
        "", "{", "[]", "null", "{}", '{"matter": "x"}', '{"matter": "labour-dispatch", "answers": []}', "\x00", "[" * 9999,
        '{"matter": "labour-dispatch", "documents": [{"material": 1}]}', '{"matter": "construction-permit"}',
        '{"matter": "labour-dispatch", "on": "2026-13-45"}', '{"matter": "labour-dispatch", "more": 1}',
        '{"matter": "labour-dispatch", "matter": "labour-dispatch"}',
    ],
)  # fmt: skip
def test_a_page_that_was_tampered_with_is_told_so(server: Server, state: str) -> None:
    answer = server.post(CHECK, data={"go": "next", "state": state})
    assert answer.status_code == 400
    assert "H17" in answer.text
    assert "上一页" in answer.text


@pytest.mark.parametrize(
    "more",
    [
        {"order": 1, "given": [], "files": {}},
        {"order": ["fact:nothing", "paper:nothing", 7], "papers": ["application"]},
        {"given": {"application": -1}, "papers": ["application"]},
        {"given": {"application": 99}, "papers": ["application"]},
        {"given": {"application": True}},
        {
            "files": [
                1,
                {"paper": "a"},
                {
                    "paper": "a",
                    "name": "<u>",
                    "sha256": "0",
                    "size": 1,
                    "kind": "x",
                    "pages": 1,
                    "codes": ["Z99"],
                },
            ]
        },
        {"skipped": ["region.same"], "answers": {"region.same": True}},
        {"answers": {"capital.registered": "1e99"}},
    ],
)
def test_odd_states_are_read_as_far_as_they_make_sense(server: Server, more: dict[str, Any]) -> None:
    for go in (
        "show",
        "back",
        "result",
        "papers",
        "save",
        "change:fact:capital.registered",
        "change:paper:application",
    ):
        answer = send(server, go, {**STATE, **more})
        assert answer.status_code == 200, (go, more)
        assert "<u>" not in answer.text or go == "save"


@pytest.mark.parametrize(
    "go", ["", "nonsense", "next", "skip", "change:", "change:fact:x", "change:paper:x", "file:exe", "file:"]
)
def test_odd_buttons(server: Server, go: str) -> None:
    answer = send(server, go, step="fact:no.such")
    assert answer.status_code == (404 if go.startswith("file:") else 200)


def test_what_people_send_is_only_ever_text(server: Server) -> None:
    evil = "\"><script>alert(1)</script>'{{ 7*7 }}"
    state = {**STATE, "answers": {"applicant.name": evil}, "order": ["fact:applicant.name"]}
    for answer in (
        send(server, "show", state),
        send(server, "result", state),
        server.get("/", params={"q": evil}),
    ):
        assert "<script>alert" not in answer.text
        assert "7*7" in answer.text or "49" not in answer.text
    sent = {"state": json.dumps(STATE), "go": "next", "step": "paper:application", "have.0": "electronic"}
    files = {"file.0": (f"{evil}.pdf", pdf()[:50], "application/pdf")}
    answer = server.post(CHECK, data=sent, files=files)
    assert "<script>alert" not in answer.text
    assert "打不开" in answer.text


def test_an_identity_number_is_asked_about_once_and_never_shown(
    make: Make, tmp_path: Path, repository: Path
) -> None:
    server = make(found=_with_identity(repository, tmp_path))
    number = "360426199101010072"
    first = send(server, "change:fact:applicant.identity-number")
    assert step_of(first) == "fact:applicant.identity-number"
    doubted = send(server, "next", state_of(first), step=step_of(first), answer=number)
    assert "请核对" in doubted.text
    looked = re.search(r'name="looked" value="([0-9a-f]+)"', doubted.text)
    assert looked
    onward = send(server, "next", state_of(doubted), step=step_of(doubted), answer=number, looked=looked[1])
    assert step_of(onward) != "fact:applicant.identity-number"
    assert (
        number not in onward.text.replace(unescape(json.dumps(state_of(onward))), "").split('name="state"')[0]
    )
    right = send(server, "next", state_of(first), step=step_of(first), answer="360426199101010071")
    assert "请核对" not in right.text


def _with_identity(repository: Path, folder: Path) -> Catalogue:
    """A catalogue whose one matter asks for the number."""
    import shutil

    shutil.copytree(repository / "rules", folder / "rules")
    shutil.copytree(repository / "catalogue", folder / "catalogue")
    path = next((folder / "catalogue/matters/labour-dispatch").glob("2*.yaml"))
    text = path.read_text("utf-8").replace(
        "conditions:\n",
        "conditions:\n  - {id: known, stage: decision, kind: standard, remedy: 填写。, basis: [lcl-57], "
        "when: {applicant.identity-number: {known: true}}}\n",
        1,
    )
    path.write_text(text, "utf-8")
    return load_catalogue(folder)


def test_a_catalogue_that_changes_between_two_pages(server: Server) -> None:
    state = {
        **STATE,
        "edition": "2008-01-01",
        "catalogue_version": "older",
        "answers": {"region.same": True, "old.fact": "x"},
    }
    answer = send(server, "show", state)
    assert answer.status_code == 200
    assert "存了以后，这些变了" in answer.text
    assert "old.fact" in answer.text
    assert state_of(answer)["answers"] == {"region.same": True}


def resumed(server: Server, data: bytes, **query: str) -> httpx.Response:
    return server.post(
        "/resume", params=query, files={"saved": ("a.json", data, "application/json")}, data={"go": "resume"}
    )


def test_a_file_of_another_key_or_of_nobody(server: Server, make: Make) -> None:
    saved = send(server, "save", {**STATE, "answers": {"region.same": True}, "order": ["fact:region.same"]})
    assert saved.headers["content-disposition"].startswith("attachment")
    assert "签名有效" in resumed(server, saved.content).text
    restarted = make(key=make_key())
    told = resumed(restarted, saved.content)
    assert "不是本站存的文件" in told.text
    assert state_of(told)["answers"] == {"region.same": True}
    assert "The seal holds" in resumed(server, saved.content, lang="en").text
    for data in (b"", b"{}", b"\xff", b"[" * 999, saved.content[:-40]):
        assert 'role="alert"' in resumed(server, data).text
    content = json.loads(saved.content)["content"]
    for broken in ({**content, "answers": 1}, {**content, "matter": "Nowhere!"}, {"a": 1}):
        assert 'role="alert"' in resumed(server, seal(broken, server.service.settings.key)).text
    assert (
        resumed(server, seal({**content, "matter": "nowhere"}, server.service.settings.key)).status_code
        == 404
    )
    assert server.post("/resume", content=b"x", headers={"content-type": "text/plain"}).status_code == 415


def test_a_saved_file_holds_fingerprints_and_no_files(server: Server) -> None:
    sent = {
        "state": json.dumps(STATE),
        "go": "next",
        "step": "paper:application",
        "have.0": "electronic",
        "signed.0": "yes",
    }
    secret = b"0 0 m 10 10 l S"
    answer = server.post(CHECK, data=sent, files={"file.0": ("a.pdf", pdf(), "application/pdf")})
    state = state_of(answer)
    assert [each["name"] for each in state["files"]] == ["a.pdf"]
    assert len(state["files"][0]["sha256"]) == 64
    assert state["documents"] == [
        {"material": "labour-dispatch-application", "electronic": True, "signed": True, "sealed": False}
    ]
    assert secret not in send(server, "save", state).content
    again = server.post(
        CHECK,
        data={**sent, "state": json.dumps(state), "step": "paper:articles"},
        files={"file.0": ("b.pdf", pdf(), "application/pdf")},
    )
    assert "一模一样" in again.text  # the same file for another paper
    gone = server.post(CHECK, data={**sent, "state": json.dumps(state), "have.0": "none"})
    assert state_of(gone)["files"] == []


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
def test_every_page_in_every_language(server: Server, language: str) -> None:
    for url in ("/", "/?q=lwpq", "/matters/labour-dispatch", CHECK, "/resume", "/glossary.html", "/nothing"):
        answer = server.get(url, params={"lang": language})
        assert f'<html lang="{language}">' in answer.text, url
    for go in ("show", "result", "change:paper:application", "change:fact:capital.registered"):
        answer = server.post(CHECK, params={"lang": language}, data={"go": go, "state": json.dumps(STATE)})
        assert f'<html lang="{language}">' in answer.text
        assert answer.status_code == 200


def test_what_can_be_taken_away(server: Server, examples: dict[str, Any]) -> None:
    submission = examples["several-defects"]
    state = {
        "matter": "labour-dispatch",
        "on": "2026-02-13",
        "answers": submission["facts"],
        "documents": submission["documents"],
    }
    calendar = send(server, "calendar", state)
    assert calendar.content.startswith(b"BEGIN:VCALENDAR")
    assert send(server, "file:text", state).status_code == 200
    page = send(server, "result", state).text
    assert "现在改" in page
    assert "V1" not in page  # codes are for programs


def test_other_matters_and_days(server: Server) -> None:
    assert server.get("/matters/nowhere").status_code == 404
    assert server.get("/matters/labour-dispatch?on=1990-01-01").status_code == 404
    assert server.get("/matters/labour-dispatch?office=000000").status_code == 404
    assert (
        server.get("/matters/labour-dispatch.html", follow_redirects=False).headers["location"]
        == "/matters/labour-dispatch"
    )
    assert server.get("/matters/index.html", follow_redirects=False).headers["location"] == "/"
    state = {**STATE, "on": "1990-01-01"}
    assert send(server, "show", state).status_code == 404


def test_every_matter_has_a_guide_a_first_question_and_a_result(server: Server) -> None:
    """On all shipped matters: no page falls."""
    for matter in server.service.in_force(date(2026, 2, 13)):
        state = json.dumps({"matter": matter, "on": "2026-02-13", "answers": {}, "order": []})
        for go in ("show", "result"):
            answer = server.post(f"/matters/{matter}/check", data={"go": go, "state": state})
            assert answer.status_code == 200, (matter, go)
        assert f"/matters/{matter}/check" in server.get(f"/matters/{matter}").text


def test_a_matter_whose_file_has_faults_is_not_served(make: Make, catalogue: Catalogue) -> None:
    edition = catalogue.national("labour-dispatch", date(2026, 2, 13))
    server = make(found=replace(catalogue, faulty=frozenset({edition.place.path})))
    assert server.get("/matters/labour-dispatch").status_code == 404
    assert server.get(CHECK).status_code == 404
    assert "labour-dispatch" not in server.get("/").text


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_every_link_of_a_guide_leads_somewhere_in_its_language(server: Server, language: str) -> None:
    """Of guides that name other matters, terms and offices."""
    seen: dict[str, int] = {}
    for matter in ("labour-dispatch", "food-business-licence-new", "construction-permit"):
        page = server.get(
            f"/matters/{matter}", params={"lang": language} if language != "zh-Hans" else {}
        ).text
        for found in re.findall(r'(?:href|src)="([^"]+)"', page):
            address = unescape(found).partition("#")[0]
            if not address or re.match(r"(?:https|tel|mailto):", address):
                continue
            assert address.startswith("/"), address
            seen.setdefault(address, server.get(address).status_code)
    assert len(seen) > 10
    assert {address: status for address, status in seen.items() if status != 200} == {}
    other = "/matters/construction-planning-permit"  # named by the guide of construction-permit
    assert (f"{other}?lang=en" if language == "en" else other) in seen


def test_every_sentence_that_the_pages_say_is_there(repository: Path, catalogue: Catalogue) -> None:
    """Also those of other areas, which have other authors: a key that is gone would be found by an applicant."""
    places = [
        *(repository / "checker/web").glob("*.py"),
        *(repository / "generators/templates/web").glob("*.html"),
    ]
    said = {
        key
        for path in places
        for key in re.findall(r"""say\(\s*f?["']([a-z_.-]+)["'{]""", path.read_text("utf-8"))
    }
    assert len(said) > 60
    for language in ("zh-Hans", "en"):
        known = catalogue.words.sentences[language]
        whole = {key for key in said if not key.endswith(".")}
        assert {key for key in whole if key not in known} == set()
        begun = {key for key in said if key.endswith(".")}
        assert {key for key in begun if not any(each.startswith(key) for each in known)} == set()
