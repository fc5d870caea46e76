"""What all pages of one build are written with.

In: a `Selection`. Out: a `Writing`: the selection as the pages see it, the frames, the site's address.
The surprising thing: the pages see a selection without a version. Which state of the catalogue this is stands on one page,
not on all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from generators.formats.html import Frame
from generators.initials import pinyin
from generators.memory import Memory
from generators.site.frame import frame_for
from generators.subject import Selection

__all__ = ["Writing", "writing_for"]


@dataclass(frozen=True, slots=True, eq=False)
class Writing:
    """`site` is the address of the site or "", `name` what its feeds are numbered by, `sound` tells pinyin,
    `memory` what an earlier build left."""

    selection: Selection
    top: Frame
    below: Frame
    site: str
    name: str
    sound: Callable[[str], tuple[str, ...]] = pinyin
    memory: Memory = field(default_factory=Memory)


def writing_for(
    selection: Selection,
    sound: Callable[[str], tuple[str, ...]] = pinyin,
    memory: Memory | None = None,
) -> Writing:
    """Everything is made ready once."""
    info = selection.catalogue.info
    quiet = replace(selection, version="")
    return Writing(
        quiet,
        frame_for(quiet, 0),
        frame_for(quiet, 1),
        info.site,
        info.site or f"{info.division}/{info.title.zh}/{selection.phrases.language}",
        sound,
        memory or Memory(),
    )
