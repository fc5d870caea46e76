"""How the server is to behave: limits for requests, the day, the key. One frozen value, made by `banshi serve`.

In: the command line. Out: `Settings`. The surprising thing: `today` is a function, because a server outlives the day it was
started on; tests give their own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from checker.finding import Language
from checker.sealing import Key

__all__ = ["LANGUAGES", "Settings"]

LANGUAGES: tuple[Language, ...] = ("zh-Hans", "zh-Hant", "en")
"""The languages that pages offer; the interface takes every language of the tool."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Sizes in bytes, times in seconds. `rate` 0: requests are not counted."""

    key: Key
    today: Callable[[], date]
    version: str
    language: Language = "zh-Hans"
    rate: float = 20.0
    burst: int = 200
    body: int = 1024 * 1024
    upload_body: int = 40 * 1024 * 1024
    seconds: float = 30.0
    running: int = 64
    readers: int = 2
    kept_days: int = 90
    """How long a saved file is good for; after that the answers are taken over but the seal no longer counts."""
