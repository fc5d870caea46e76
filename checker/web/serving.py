"""The processes that serve: one that watches, and workers that are forked from it and replaced when they die.

In: an application and where to listen. Out: an exit code when it is over.
The surprising thing: the catalogue is loaded once, before the workers are forked. They share its memory, and a worker that
is killed has a successor within milliseconds: it costs the requests that it was in the middle of, and no other.
"""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

__all__ = ["Listening", "listen", "serve"]

_WATCHED = {signal.SIGCHLD, signal.SIGTERM, signal.SIGINT, signal.SIGHUP}
_PATIENCE = 10.0
_TOO_SOON = 1.0
_MOST_EARLY_DEATHS = 5
_HEAD_WITHIN = 15.0
_MOST_CONNECTIONS = 1000
_LINE = 2048


@dataclass(frozen=True, slots=True)
class Listening:
    """A socket that is bound, and the address to tell people."""

    socket: socket.socket
    url: str


def listen(host: str, port: int) -> Listening:
    """Bind to the address; port 0 takes a free one. Raises OSError."""
    kind = socket.AF_INET6 if ":" in host else socket.AF_INET
    found = socket.socket(kind, socket.SOCK_STREAM)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((host, port))
    except OSError:
        found.close()
        raise
    found.listen(_LINE)
    found.set_inheritable(True)
    shown = f"[{host}]" if ":" in host else host
    return Listening(found, f"http://{shown}:{found.getsockname()[1]}/")


class _Fair(uvicorn.Server):
    """A worker takes one connection at a time: one that is busy takes none that another could serve."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        for each in sockets or ():
            each.listen(_LINE)  # asyncio made the line as short as what is taken at once


class _Patient(H11Protocol):
    """A connection on which a request does not come to an end is closed: uvicorn would wait for its head for ever."""

    _clock: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # uvicorn narrows it so too
        super().connection_made(transport)
        self._start_clock()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_clock()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        before: RequestResponseCycle | None = getattr(self, "cycle", None)
        quiet = before is None or before.response_complete
        super().data_received(data)
        if self.cycle is not before:
            self._stop_clock()
        elif self._clock is None and quiet:
            self._start_clock()

    def _start_clock(self) -> None:
        self._clock = self.loop.call_later(_HEAD_WITHIN, self.transport.close)

    def _stop_clock(self) -> None:
        if self._clock is not None:
            self._clock.cancel()
            self._clock = None


def _run_worker(app: ASGIApp, listening: Listening, proxies: str, alive: int) -> None:
    config = uvicorn.Config(
        app, http=_Patient, ws="none", lifespan="on", log_config=None, access_log=False, server_header=False,
        date_header=True, proxy_headers=bool(proxies), forwarded_allow_ips=proxies or None, timeout_keep_alive=15, backlog=1,
        limit_concurrency=_MOST_CONNECTIONS, timeout_graceful_shutdown=int(_PATIENCE) - 2,
        h11_max_incomplete_event_size=32 * 1024,
    )  # fmt: skip
    server = _Fair(config)

    def leave_with_parent() -> None:
        os.read(alive, 1)  # returns when the watching process is gone, however it went
        server.should_exit = True

    threading.Thread(target=leave_with_parent, daemon=True).start()
    server.run(sockets=[listening.socket])


@dataclass(slots=True)
class _Watch:
    """The watching process: which workers there are, and since when."""

    start: Callable[[], None]
    wanted: int
    born: dict[int, float] = field(default_factory=dict)
    early: int = 0

    def fill(self) -> None:
        while len(self.born) < self.wanted:
            sys.stdout.flush()
            sys.stderr.flush()
            pid = os.fork()
            if pid == 0:
                self._be_worker()
            self.born[pid] = time.monotonic()

    def _be_worker(self) -> None:
        code = 1
        try:
            for each in _WATCHED:
                signal.signal(each, signal.SIG_DFL)
            signal.signal(
                signal.SIGINT, signal.SIG_IGN
            )  # Ctrl-C reaches the whole group; the parent tells when to go
            signal.signal(signal.SIGHUP, signal.SIG_IGN)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, _WATCHED)
            self.start()
            code = 0
        finally:
            sys.stderr.flush()
            os._exit(code)

    def bury(self) -> None:
        """Take note of the workers that are gone."""
        while self.born:
            try:
                pid, _ = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            began = self.born.pop(pid, None)
            if began is not None:
                self.early = self.early + 1 if time.monotonic() - began < _TOO_SOON else 0

    def end(self) -> None:
        """Ask the workers to finish, and make them."""
        for pid in self.born:
            os.kill(pid, signal.SIGTERM)
        until = time.monotonic() + _PATIENCE
        while self.born and time.monotonic() < until:
            self.bury()
            time.sleep(0.02)
        for pid in self.born:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)


def serve(
    app: Callable[[], ASGIApp], listening: Listening, workers: int, proxies: str, ready: Callable[[], None]
) -> int:
    """Serve until told to stop. `app` is called in each worker, after the fork. 0: asked to stop; 2: no worker stays alive."""
    held, alive = os.pipe()

    def start() -> None:
        os.close(alive)
        _run_worker(app(), listening, proxies, held)

    signal.pthread_sigmask(signal.SIG_BLOCK, _WATCHED)
    gc.collect()
    gc.freeze()  # what is loaded now stays for ever: the collector need not touch, and so copy, its pages
    watch = _Watch(start, workers)
    try:
        watch.fill()
        ready()
        while True:
            told = signal.sigwait(_WATCHED)
            if told in (signal.SIGTERM, signal.SIGINT):
                return 0
            watch.bury()
            if watch.early >= _MOST_EARLY_DEATHS:
                return 2
            watch.fill()
    finally:
        watch.end()
        os.close(alive)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _WATCHED)
