"""The JSON interface: the answers of the command line, one shape for every error, nothing of a submission anywhere else."""

from __future__ import annotations

import io
import json
import logging
from typing import Any

import httpx
import pytest
import yaml
from click.testing import CliRunner

from checker.cli.app import app
from checker.web.faults import REQUEST_CODES
from checker.web.log import ACCESS, FAULTS, start_logging
from tests.web.conftest import Make, Server, pdf

JSON = {"content-type": "application/json"}
SECRET = "张三丰九百九十九"


def error(answer: httpx.Response) -> dict[str, Any]:
    found: dict[str, Any] = answer.json()["error"]
    assert set(found) == {"status", "code", "name", "message", "help", "findings"}
    assert found["status"] == answer.status_code
    assert REQUEST_CODES[found["code"]].status == answer.status_code
    assert found["message"]
    assert found["help"]
    return found


@pytest.mark.parametrize("name", ["complete", "several-defects"])
@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_check_answers_the_object_of_the_command(
    server: Server, examples: dict[str, Any], repository: Any, name: str, language: str
) -> None:
    path = repository / f"examples/labour-dispatch/{name}.yaml"
    ran = CliRunner().invoke(
        app, ["--root", str(repository), "--language", language, "check", str(path), "--format", "json"]
    )
    told = json.loads(ran.stdout)
    answer = server.post(f"/api/check?lang={language}", json=examples[name])
    assert answer.status_code == 200
    found = answer.json()
    told["catalogue_version"] = found["catalogue_version"]
    assert found == told
    assert list(found) == list(told)


def test_the_day_and_the_office_of_the_address_count(server: Server, examples: dict[str, Any]) -> None:
    answer = server.post("/api/check?on=2026-03-02&office=999922", json=examples["complete"]).json()
    assert (answer["on"], answer["office"]) == ("2026-03-02", "999922")


def test_a_large_submission_is_checked_aside_and_alike(server: Server, examples: dict[str, Any]) -> None:
    data = {**examples["complete"], "facts": {**examples["complete"]["facts"], "applicant.address": "x"}}
    padded = json.dumps(examples["complete"]).encode() + b" " * 200_000
    assert (
        server.post("/api/check", content=padded, headers=JSON).json()
        == server.post("/api/check", json=examples["complete"]).json()
    )
    assert error(server.post("/api/check", json=data))["findings"][0]["code"] == "B03"


@pytest.mark.parametrize(
    ("body", "status", "code", "finding"),
    [
        (b"", 400, "H06", "S05"),
        (b"{", 400, "H06", "S23"),
        (b"\x00", 400, "H06", "S23"),
        (b"\xff", 400, "H06", "S01"),
        (b"[" * 5000, 400, "H06", "S14"),
        (b'{"a":' * 5000, 400, "H06", "S14"),
        (b'{"matter": "x", "matter": "y"}', 400, "H06", "S08"),
        (b'{"matter": "\\ud800"}', 400, "H06", "S16"),
        (b'{"matter": 1' + b"0" * 5000 + b"}", 422, "H07", "F07"),
        (b'{"matter": NaN}', 400, "H06", "S18"),
        (b"[]", 422, "H07", None),
        (b"null", 422, "H07", None),
        (b'{"matter": "nowhere"}', 422, "H07", "B06"),
        (b'{"matter": "labour-dispatch", "office": "000000"}', 422, "H07", "B08"),
        (b'{"matter": "labour-dispatch", "received_on": "1900-01-01"}', 422, "H07", "B07"),
        (b'{"matter": "labour-dispatch", "facts": {"no": 1}}', 422, "H07", "B03"),
        (b'{"matter": "labour-dispatch", "documents": [{"material": "no"}]}', 422, "H07", "B05"),
        (b'{"matter": "labour-dispatch", "more": 1}', 422, "H07", None),
    ],
)
def test_bad_bodies(server: Server, body: bytes, status: int, code: str, finding: str | None) -> None:
    answer = server.post("/api/check", content=body, headers=JSON)
    assert answer.status_code == status
    told = error(answer)
    assert told["code"] == code
    assert told["findings"]
    if finding:
        assert finding in {each["code"] for each in told["findings"]}


@pytest.mark.parametrize(
    "kind", ["text/plain", "", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded"]
)
def test_wrong_content_types(server: Server, kind: str) -> None:
    answer = server.post("/api/check", content=b"{}", headers={"content-type": kind} if kind else {})
    assert error(answer)["code"] == "H05"


def test_addresses_that_are_not(server: Server) -> None:
    assert error(server.get("/api/nothing"))["code"] == "H01"
    assert error(server.get("/api/matters/nothing"))["code"] == "H02"
    assert error(server.get("/api/matters/Nothing!"))["code"] == "H08"
    assert error(server.get("/api/matters/labour-dispatch?on=1900-01-01"))["code"] == "H02"
    assert error(server.get("/api/matters?limit=0"))["findings"][0]["place"]["path"] == "query.limit"
    assert error(server.get("/api/matters/labour-dispatch/guide/exe"))["code"] == "H16"
    assert error(server.get("/api/matters?lang=klingon"))["code"] == "H08"


def test_methods(server: Server) -> None:
    answer = server.request("DELETE", "/api/check")
    assert error(answer)["code"] == "H03"
    assert answer.headers["allow"] == "OPTIONS, POST"
    answer = server.request("OPTIONS", "/api/check")
    assert (answer.status_code, answer.headers["allow"]) == (204, "OPTIONS, POST")
    assert (
        server.request("OPTIONS", "/matters/labour-dispatch/check").headers["allow"]
        == "GET, HEAD, OPTIONS, POST"
    )
    assert server.request("OPTIONS", "/nothing").status_code == 404
    for url in ("/healthz", "/", "/api/matters"):
        whole, head = server.get(url), server.request("HEAD", url)
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["content-length"] == whole.headers["content-length"]
    assert server.request("HEAD", "/api/check").status_code == 405
    assert server.request("TRACE", "/api/check").status_code == 405


def test_lists_and_searches(server: Server) -> None:
    everything = server.get("/api/matters").json()
    assert everything["total"] == len(everything["matters"]) > 40
    for query in (
        "劳务派遣",
        "勞務派遣",
        "laowupaiqian",
        "lwpq",
        "LWPQ",
        "labour",
        "labour-dispatch",
        "派遣证",
    ):
        found = server.get("/api/matters", params={"q": query}).json()["matters"]
        assert found[0]["matter"] == "labour-dispatch", query
    page = server.get("/api/matters?offset=2&limit=3").json()
    assert [each["matter"] for each in page["matters"]] == [
        each["matter"] for each in everything["matters"][2:5]
    ]
    assert server.get("/api/matters?q=zzzzzz").json()["total"] == 0
    english = server.get("/api/matters?q=lwpq&lang=en").json()["matters"][0]
    assert english["name"] == "Labour dispatch business licence"


def test_an_edition_with_its_sources(server: Server, repository: Any) -> None:
    told = CliRunner().invoke(
        app,
        [
            "--root",
            str(repository),
            "show",
            "labour-dispatch",
            "--office",
            "999922",
            "--on",
            "2026-02-13",
            "--format",
            "json",
        ],
    )
    found = server.get("/api/matters/labour-dispatch?office=999922&on=2026-02-13").json()
    assert found["values"] == json.loads(told.stdout)["values"]


@pytest.mark.parametrize("form", ["html", "text"])
def test_guides_and_notices_as_files(server: Server, examples: dict[str, Any], form: str) -> None:
    guide = server.get(f"/api/matters/labour-dispatch/guide/{form}")
    assert guide.status_code == 200
    assert "劳务派遣经营许可" in guide.text
    notice = server.post(f"/api/notice/{form}", json=examples["several-defects"])
    assert "一次" in notice.text
    assert notice.headers["content-type"].startswith("text/")


def test_the_dates_as_a_calendar(server: Server, examples: dict[str, Any]) -> None:
    answer = server.post("/api/deadlines", json=examples["complete"])
    assert answer.headers["content-type"].startswith("text/calendar")
    assert answer.text.startswith("BEGIN:VCALENDAR")


def test_questions_lead_to_the_verdict(server: Server) -> None:
    asked: dict[str, Any] = {"matter": "labour-dispatch", "on": "2026-02-13", "answers": {}, "papers": []}
    seen = []
    for _ in range(20):
        told = server.post("/api/questions", json=asked).json()
        question = told["question"]
        if question is None or question["kind"] == "paper":
            break
        seen.append(question["fact"])
        asked["answers"][question["fact"]] = {
            "boolean": "false-statement" not in question["fact"],
            "choice": question["options"][0]["id"] if question["options"] else "",
            "money": "2000000",
        }[question["type"]]
    assert told["stage"] == "papers"
    assert told["outlook"] == "accept"
    assert len(seen) == len(set(seen)) > 3
    assert error(server.post("/api/questions", json={"matter": "labour-dispatch", "x": 1}))["code"] == "H07"
    assert error(server.post("/api/questions", json={"matter": "labour-dispatch", "answers": {"a.b": 1}}))[
        "findings"
    ]


def test_attached_files(server: Server) -> None:
    sent = [
        ("file", (f"{SECRET}.pdf", pdf(), "application/pdf")),
        ("file", ("b.pdf", b"%PDF-1.7 broken", "application/pdf")),
    ]
    answer = server.post("/api/uploads", files=sent)
    assert SECRET not in answer.text
    first, second = answer.json()["files"]
    assert (first["accepted"], first["kind"], first["pages"], first["findings"]) == (True, "pdf", 1, [])
    assert (second["accepted"], [each["code"] for each in second["findings"]]) == (False, ["U06"])
    assert error(server.post("/api/uploads", json={}))["code"] == "H05"
    assert error(server.post("/api/uploads", data={"x": "1"}))["code"] == "H05"
    many = [("file", (f"{n}.pdf", b"x", "application/pdf")) for n in range(40)]
    assert error(server.post("/api/uploads", files=many))["code"] == "H06"


def test_state_of_the_server(server: Server) -> None:
    health = server.get("/healthz").json()
    assert health["status"] == "ok"
    assert health["matters"] > 40
    server.post("/api/check", json={"matter": "labour-dispatch"})
    counts = server.get("/metrics")
    assert counts.headers["content-type"].startswith("text/plain")
    assert 'banshi_requests_total{method="POST",route="/api/check",status="200"}' in counts.text
    assert 'banshi_verdicts_total{acceptance="undetermined"}' in counts.text


def test_nothing_of_a_submission_is_written_down(
    server: Server, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither in the access log nor in the counts nor, when the program fails, in the traceback."""
    written = io.StringIO()
    monkeypatch.setattr("sys.stderr", written)
    start_logging(access=True)
    try:
        facts = {"applicant.name": SECRET, "applicant.identity-number": SECRET}
        data = {
            "matter": "labour-dispatch",
            "facts": facts,
            "documents": [{"material": "lease-contract", "holder": SECRET}],
        }
        assert SECRET not in server.post(f"/api/check?office=999922&x={SECRET}", json=data).text
        assert SECRET not in server.post(
            "/api/check", json={**data, SECRET: SECRET, "facts": {"a": SECRET}}
        ).text.replace(
            f"`{SECRET}`",
            "",  # a field that is not known is named, as on the command line; what it holds is not
        )
        server.get(f"/{SECRET}")
        server.get(f"/matters/{SECRET}")

        def fall(*_: object) -> None:
            raise RuntimeError(SECRET)

        broken = make()
        monkeypatch.setattr("checker.web.api.judged", fall)
        assert error(make().post("/api/check", json=data))["code"] == "H13"
        assert broken
        counts = server.get("/metrics").text
    finally:
        for logger in (ACCESS, FAULTS, logging.getLogger("uvicorn.error")):
            logger.handlers[:] = []
            logger.propagate, logger.disabled = True, False
    log = written.getvalue()
    assert "POST /api/check 200" in log
    assert "RuntimeError (its message is not written down)" in log
    assert "test_api.py" in log
    assert SECRET not in log
    assert SECRET not in counts


def test_a_catalogue_yaml_is_no_submission(server: Server, repository: Any) -> None:
    data = yaml.safe_load((repository / "catalogue/catalogue.yaml").read_text("utf-8"))
    assert error(server.post("/api/check", json=data))["code"] == "H07"
