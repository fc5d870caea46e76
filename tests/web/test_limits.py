"""What a server does not put up with: too much, too often, too long, from elsewhere; and the headers of every answer."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from checker.web.buckets import Buckets
from checker.web.guard import HEADERS
from tests.web.conftest import Make, Server
from tests.web.test_api import JSON, error

PAGES = [
    "/",
    "/matters/labour-dispatch",
    "/matters/labour-dispatch/check",
    "/resume",
    "/glossary.html",
    "/nothing",
    "/healthz",
]


@pytest.mark.parametrize("url", PAGES)
def test_strict_headers_everywhere(server: Server, url: str) -> None:
    answer = server.get(url)
    for name, value in HEADERS.items():
        assert answer.headers[name] == value
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "form-action 'self'" in policy
    assert "set-cookie" not in answer.headers
    if "html" in answer.headers["content-type"]:
        for forbidden in ("<script>", "<style", " style=", " onclick", "javascript:"):
            assert forbidden not in answer.text, forbidden


def test_a_body_that_is_too_large(make: Make) -> None:
    server = make(body=1000)
    assert error(server.post("/api/check", content=b" " * 1001, headers=JSON))["code"] == "H04"
    assert error(server.post("/api/check", content=b" " * 1000, headers=JSON))["code"] == "H06"

    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(100):
            yield b" " * 100

    assert error(server.post("/api/check", content=pieces(), headers=JSON))["code"] == "H04"
    lying = {**JSON, "content-length": "5"}
    assert error(server.post("/api/check", content=pieces(), headers=lying))["code"] == "H04"


def test_a_client_that_asks_too_often(make: Make) -> None:
    server = make(rate=0.001, burst=3)
    answers = [server.get("/api/matters?limit=1") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert error(answers[-1])["code"] == "H09"
    assert int(answers[-1].headers["retry-after"]) > 0
    assert server.get("/healthz").status_code == 200  # whoever watches the server is not counted


def test_buckets_fill_and_empty() -> None:
    buckets = Buckets(10, 5)
    assert [buckets.wait("a", 100.0) > 0 for _ in range(6)] == [False] * 5 + [True]
    assert buckets.wait("b", 100.0) == 0
    assert 0 < buckets.wait("a", 100.0) <= 0.1
    assert buckets.wait("a", 100.11) == 0
    assert buckets.wait("a", 200.0, 5) == 0
    assert buckets.wait("a", 200.0) > 0
    assert buckets.wait("2001:db8::1", 0.0, 5) == 0
    assert buckets.wait("2001:db8::2", 0.0) > 0  # the same network
    assert buckets.wait("2001:db8:0:1::1", 0.0) == 0
    assert Buckets(0, 1).wait("a", 0.0, 99) == 0


def test_a_request_that_takes_too_long(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    async def slow(*_: object) -> None:
        await asyncio.sleep(30)

    server = make(seconds=0.05)
    monkeypatch.setattr("checker.web.api.judged", slow)
    assert error(make(seconds=0.05).post("/api/check", json={}))["code"] == "H11"
    assert server.get("/healthz").status_code == 200


def test_more_at_once_than_a_worker_takes(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    server = make(running=2)
    waiting = asyncio.Event()

    async def held(*_: object) -> Any:
        await waiting.wait()
        raise RuntimeError

    monkeypatch.setattr("checker.web.api.judged", held)

    async def crowd() -> list[httpx.Response]:
        first = [asyncio.create_task(server.client.post("/api/check", json={})) for _ in range(2)]
        await asyncio.sleep(0.05)
        refused = await server.client.get("/api/matters?limit=1")
        alive = await server.client.get("/healthz")
        waiting.set()
        return [
            refused,
            alive,
            *await asyncio.gather(*first),
            await server.client.get("/api/matters?limit=1"),
        ]

    refused, alive, *rest = server.runner.run(crowd())
    assert error(refused)["code"] == "H10"
    assert refused.headers["retry-after"]
    assert alive.status_code == 200
    assert [answer.status_code for answer in rest] == [500, 500, 200]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"sec-fetch-site": "same-origin"}, 200),
        ({"sec-fetch-site": "none"}, 200),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"origin": "http://test"}, 200),
        ({"origin": "http://evil"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "null", "sec-fetch-site": "same-origin"}, 200),
    ],
)
def test_forms_of_other_sites(server: Server, headers: dict[str, str], status: int) -> None:
    answer = server.post("/api/check", json={"matter": "labour-dispatch"}, headers=headers)
    assert answer.status_code == status
    if status == 403:
        assert error(answer)["code"] == "H12"


def test_hostile_queries_and_paths(server: Server) -> None:
    for url in ("/?q=%00%ff", "/?q=" + "a" * 5000, "/?topic=%27", "/matters/..%2f..%2fetc", "/static/../app.py", "/%00",
                "/matters/labour-dispatch?on=99999-01-01", "/matters/labour-dispatch?office=%00", "/?lang=%00"):  # fmt: skip
        assert server.get(url).status_code in (200, 404, 422), url


def test_an_evil_search_is_fast(server: Server) -> None:
    started = time.process_time()
    for query in ("a" * 60, "的" * 60, "(((((" * 12, "lwpq" * 15):
        server.get("/api/matters", params={"q": query})
    assert time.process_time() - started < 5
