"""What the server counts (Prometheus): requests, seconds, verdicts by outcome, attached files by what was found.

In: ends of requests. Out: the text of `/metrics`.
The surprising thing: with several worker processes each writes its counts into files of a private folder, and any of them
adds up all; nothing in them is about a person, a matter or an address.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

__all__ = ["FOLDER", "Metrics", "shared_folder"]

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""The variable by which prometheus_client finds the folder; it reads it when it is imported."""


def shared_folder() -> tempfile.TemporaryDirectory[str]:
    """The folder in which several processes count together; to be made before `Metrics` is."""
    folder = tempfile.TemporaryDirectory(prefix="banshi-metrics-")
    os.environ[FOLDER] = folder.name
    return folder


class Metrics:
    """The counters of one process."""

    def __init__(self) -> None:
        import prometheus_client as client  # here: after the folder is named

        self._client = client
        self._registry = client.CollectorRegistry()
        self._together = os.environ.get(FOLDER)
        own = self._registry
        self._requests = client.Counter(
            "banshi_requests",
            "Requests by route, method and status",
            ("route", "method", "status"),
            registry=own,
        )
        self._seconds = client.Histogram(
            "banshi_request_seconds", "Time to answer, by route", ("route",), registry=own,
            buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
        )  # fmt: skip
        self._verdicts = client.Counter(
            "banshi_verdicts", "Verdicts given, by outcome", ("acceptance",), registry=own
        )
        self._uploads = client.Counter(
            "banshi_uploads", "Attached files looked at, by code of what was found", ("code",), registry=own
        )

    def request(self, route: str, method: str, status: int, seconds: float) -> None:
        """One request has ended."""
        self._requests.labels(route, method, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def verdict(self, acceptance: str) -> None:
        """One verdict was given."""
        self._verdicts.labels(acceptance).inc()

    def upload(self, codes: tuple[str, ...]) -> None:
        """One attached file was looked at."""
        for code in codes or ("fine",):
            self._uploads.labels(code).inc()

    def text(self) -> tuple[bytes, str]:
        """All counts of all processes, and the content type."""
        registry = self._registry
        if self._together and Path(self._together).is_dir():
            from prometheus_client import multiprocess

            registry = self._client.CollectorRegistry()
            multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # prometheus_client leaves it untyped
        return self._client.generate_latest(registry), self._client.CONTENT_TYPE_LATEST
