"""A server without a network: the whole application, asked in the same process, on a day that does not change.

In: the catalogue of the repository. Out: `server`, whose requests are answered by everything that answers them in earnest,
guard and all.
The surprising thing: the rate limit is off here, and on in the tests that are about it.
"""

from __future__ import annotations

import asyncio
import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pikepdf
import pytest
import yaml
from PIL import Image, ImageDraw

from checker.catalogue import Catalogue
from checker.loading import load_catalogue
from checker.sealing import make_key
from checker.uploads.limits import Limits, read_limits
from checker.web.app import application
from checker.web.buckets import Buckets
from checker.web.service import Service
from checker.web.settings import Settings

TODAY = date(2026, 2, 13)


@dataclass
class Server:
    """One application; `get` and `post` as httpx has them."""

    client: httpx.AsyncClient
    runner: asyncio.Runner
    service: Service

    def request(self, method: str, url: str, **more: Any) -> httpx.Response:
        return self.runner.run(self.client.request(method, url, **more))

    def get(self, url: str, **more: Any) -> httpx.Response:
        return self.request("GET", url, **more)

    def post(self, url: str, **more: Any) -> httpx.Response:
        return self.request("POST", url, **more)


Make = Callable[..., Server]


@pytest.fixture(scope="session")
def catalogue(repository: Path) -> Catalogue:
    return load_catalogue(repository)


@pytest.fixture(scope="session")
def limits(repository: Path, catalogue: Catalogue) -> Limits:
    found, findings = read_limits(repository, catalogue.schemas)
    assert found is not None, findings
    return found


@pytest.fixture(scope="session")
def settings() -> Settings:
    return Settings(make_key(), lambda: TODAY, "test", rate=0)


@pytest.fixture(scope="session")
def make(catalogue: Catalogue, limits: Limits, settings: Settings) -> Iterator[Make]:
    """Servers with other settings, or another catalogue."""
    runner = asyncio.Runner()

    def made(found: Catalogue | None = None, fewer: dict[str, Any] | None = None, **changed: Any) -> Server:
        own = replace(settings, **changed)
        service = Service(found or catalogue, own, replace(limits, **(fewer or {})))
        app = application(service, Buckets(own.rate, own.burst))
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        return Server(httpx.AsyncClient(transport=transport, base_url="http://test"), runner, service)

    with runner:
        yield made


@pytest.fixture(scope="session")
def server(make: Make) -> Server:
    return make()


@pytest.fixture(scope="session")
def examples(repository: Path) -> dict[str, Any]:
    """The two submissions of the repository by name."""
    folder = repository / "examples/labour-dispatch"
    found = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in folder.glob("*.yaml")}
    assert set(found) == {"complete", "several-defects"}
    return found


def pdf(change: Callable[[pikepdf.Pdf], None] | None = None, *, blank: bool = False, **save: Any) -> bytes:
    """A PDF of one page."""
    document = pikepdf.new()
    document.add_blank_page()
    if not blank:
        document.pages[0].Contents = document.make_stream(b"0 0 m 10 10 l S")
    if change:
        change(document)
    out = io.BytesIO()
    document.save(out, **save, **({} if save else {"deterministic_id": True}))
    return out.getvalue()


def picture(kind: str, width: int = 1200, height: int = 900, *, blank: bool = False) -> bytes:
    """A picture with lines on it, or without."""
    image = Image.new("L", (width, height), 255)
    if not blank:
        drawing = ImageDraw.Draw(image)
        for line in range(0, height, 30):
            drawing.line((0, line, width, line), fill=0, width=3)
    out = io.BytesIO()
    image.save(out, kind)
    return out.getvalue()


def word(parts: dict[str, str | bytes] | None = None) -> bytes:
    """A Word file with these parts more."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w/>")
        for name, data in (parts or {}).items():
            archive.writestr(name, data)
    return out.getvalue()
