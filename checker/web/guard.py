"""What stands between the network and the pages: rate, load, time, size, origin; and the headers of every answer.

In: raw requests (ASGI). Out: the application's answers with strict headers, or refusals.
The surprising thing: HEAD is answered by what GET would answer, without its body, and OPTIONS by the methods of the address,
both here, so that no page has to think of them.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from checker.web.buckets import Buckets
from checker.web.faults import Refusal
from checker.web.log import ACCESS
from checker.web.metrics import Metrics
from checker.web.settings import Settings

__all__ = ["HEADERS", "Guard"]

HEADERS: Mapping[str, str] = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_CHANGING = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_PRINTING = 5
_HEAVY = ("/api/uploads", "/check")
_UNCOUNTED = ("/healthz", "/metrics")


class Guard:
    """The outermost layer of one worker."""

    def __init__(
        self,
        app: ASGIApp,
        settings: Settings,
        buckets: Buckets,
        metrics: Metrics,
        refuse: Callable[[Scope, Refusal], Response],
        methods: Callable[[Scope], Iterable[str]],
    ) -> None:
        self._app, self._settings, self._buckets, self._metrics = app, settings, buckets, metrics
        self._refuse, self._methods = refuse, methods
        self._running = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        answer = _Answer(send, head=scope["method"] == "HEAD")
        method = scope["method"]
        try:
            await self._answered(scope, receive, answer)
        finally:
            route = getattr(scope.get("route"), "path", "-")
            seconds = time.perf_counter() - started
            shown = method if method in _KNOWN_METHODS else "OTHER"
            self._metrics.request(route, shown, answer.status, seconds)
            # the pattern of the address, not the address: nothing of a person can be in it
            ACCESS.info("%s %s %d %.1f ms %d B", shown, route, answer.status, seconds * 1000, answer.size)

    async def _answered(self, scope: Scope, receive: Receive, answer: _Answer) -> None:
        try:
            self._admit(scope)
        except Refusal as refusal:
            await self._refuse(scope, refusal)(scope, receive, answer)
            return
        if scope["method"] == "OPTIONS":
            allowed = sorted({*self._methods(scope), "OPTIONS"})
            headers = {"allow": ", ".join(allowed)}
            found = Response(status_code=204, headers=headers) if len(allowed) > 1 else None
            await (found or self._refuse(scope, Refusal("H01")))(scope, receive, answer)
            return
        if scope["method"] == "HEAD":
            scope = {**scope, "method": "GET"} if "GET" in set(self._methods(scope)) else scope
        self._running += 1
        try:
            async with asyncio.timeout(self._settings.seconds):
                await self._app(scope, self._bounded(scope, receive), answer)
        except TimeoutError:
            if not answer.started:
                code = "H11" if answer.body_read else "H14"
                await self._refuse(scope, Refusal(code))(scope, receive, answer)
        finally:
            self._running -= 1

    def _admit(self, scope: Scope) -> None:
        """Raises the refusal for a request that is not even begun."""
        path = scope["path"]
        if path in _UNCOUNTED:
            return
        client = scope["client"][0] if scope.get("client") else ""
        wait = self._buckets.wait(client, time.monotonic(), _weight(scope["method"], path))
        if wait:
            seconds = str(max(1, round(wait + 0.5)))
            raise Refusal("H09", headers={"retry-after": seconds}, seconds=seconds)
        if self._running >= self._settings.running:
            raise Refusal("H10", headers={"retry-after": "2"})
        headers = Headers(scope=scope)
        if scope["method"] in _CHANGING and _from_elsewhere(headers):
            raise Refusal("H12")
        if _declared(headers) > self._limit(scope):
            raise Refusal("H04")

    def _limit(self, scope: Scope) -> int:
        """How large a body may be: files come only to the pages that take them."""
        form = Headers(scope=scope).get("content-type", "").startswith("multipart/")
        return self._settings.upload_body if form and scope["path"].endswith(_HEAVY) else self._settings.body

    def _bounded(self, scope: Scope, receive: Receive) -> Receive:
        """The body, counted as it comes: what is declared is not believed."""
        limit = self._limit(scope)
        size = 0

        async def bounded() -> Message:
            nonlocal size
            message = await receive()
            if message["type"] == "http.request":
                size += len(message.get("body", b""))
                if size > limit:
                    raise Refusal("H04")
            return message

        return bounded


_KNOWN_METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT"})


class _Answer:
    """The way out: adds the headers, drops the body for HEAD, remembers what was sent."""

    def __init__(self, send: Send, *, head: bool) -> None:
        self._send, self._head = send, head
        self.status = 500
        self.size = 0
        self.started = False
        self.body_read = True

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started, self.status = True, message["status"]
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("cache-control", "no-cache")
        elif message["type"] == "http.response.body":
            self.size += len(message.get("body", b""))
            if self._head:
                message = {**message, "body": b""}
        await self._send(message)


def _weight(method: str, path: str) -> int:
    """How much of a client's share a request takes: printing and reading files cost a multiple of a page."""
    if path.startswith("/api/notice/") or "/guide/" in path or path == "/api/uploads":
        return _PRINTING
    return 2 if method == "POST" and path.endswith(_HEAVY) else 1


def _declared(headers: Headers) -> int:
    length = headers.get("content-length", "0")
    return int(length) if length.isascii() and length.isdigit() and len(length) < 16 else 0


def _from_elsewhere(headers: Mapping[str, Any]) -> bool:
    """Whether a browser says that another site sent the request. Programs say nothing, and may."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is not None and origin.partition("://")[2] != headers.get("host", "")
