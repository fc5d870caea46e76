"""What the reading process tells about one file: plain data that travels through a pipe.

In: written by the worker. Out: `Seen`, read by the inspection. The surprising thing: it holds codes and numbers only, no text
of the file, so that nothing of a paper can leave the worker by mistake.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["Seen", "Told"]

Told = tuple[str, Mapping[str, int | str]]
"""A code of checker/uploads/codes.py and its numbers."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One file as the worker saw it: its kind by content ("" when not accepted), pages, pixels, and what is wrong."""

    kind: str = ""
    pages: int = 0
    width: int = 0
    height: int = 0
    told: tuple[Told, ...] = field(default=())
