"""The script of the offline pre-check: the files of js/ put together, one classic script for every page of a site.

In: nothing but our own files. Out: its text and a name that changes with it.
The surprising thing: no bundler and no modules. A page opened from a folder (file://) may not import modules or fetch data, so
each file hangs one name on one object, in the order given here; comments and indentation stay at home.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

__all__ = ["ENGINE", "PAGE", "engine", "script", "script_name"]

_FOLDER = Path(__file__).parent / "js"

ENGINE = (
    "json", "values", "conditions", "words", "submission", "papers", "clock", "fees", "check", "representatives", "relevance",
    "interview", "saved", "repair",
)  # fmt: skip
"""The engine, each file after those it uses."""
PAGE = ("dom", "typed", "parts", "question", "paper", "calendar", "result", "kiosk", "page")
"""What the person sees: only a page needs it."""


@cache
def engine() -> str:
    """The engine alone: for tests, and for whoever wants verdicts without our page."""
    return "".join(_bare(name) for name in ENGINE)


@cache
def script() -> str:
    """The script of a page."""
    return engine() + "".join(_bare(name) for name in PAGE)


def script_name() -> str:
    """A file name that changes with the script, so that no page meets an older one."""
    return f"offline-{hashlib.sha256(script().encode('utf-8')).hexdigest()[:12]}.js"


def _bare(name: str) -> str:
    """A file without its whole-line comments and indentation. No text of ours spans lines, so nothing else is touched."""
    lines = (line.strip() for line in (_FOLDER / f"{name}.js").read_text(encoding="utf-8").splitlines())
    return "".join(f"{line}\n" for line in lines if line and not line.startswith("//"))
