"""How the printed outputs of all matters are made: several at a time, in the order of the selection, each failure a finding.

In: a `Selection`, and a function that makes the file of one subject. Out: `Page`s and `Finding`s in a fixed order.
The surprising thing: threads, not processes. The typesetter computes outside Python, so two of them keep two processors
busy; its memory stays level (docs/print.md has the numbers), so no process has to be thrown away. Only as many matters
as there are threads are held.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace

from checker.finding import Finding, Place
from generators.subject import Page, Selection, Subject
from generators.typeset.failures import CannotPrint
from generators.typeset.fonts import font_files

__all__ = ["made", "with_place"]

_MOST = 8


def made(
    selection: Selection, name: str, suffix: str, make: Callable[[Subject], bytes]
) -> Iterator[Page | Finding]:
    """The file of every subject, `<name>/<matter><suffix>`."""
    try:
        font_files()  # once, before a finding is told for every matter
    except CannotPrint as failure:
        yield failure.finding
        return

    def one(subject: Subject) -> Page | Finding:
        try:
            return Page(f"{name}/{subject.matter}{suffix}", make(subject))
        except CannotPrint as failure:
            return with_place(failure.finding, subject.edition.place)

    width = min(os.cpu_count() or 1, _MOST)
    subjects = selection.subjects
    if width == 1 or len(subjects) == 1:
        yield from map(one, subjects)
        return
    with ThreadPoolExecutor(width) as threads:
        waiting: deque[Future[Page | Finding]] = deque()
        for subject in subjects:
            waiting.append(threads.submit(one, subject))
            if len(waiting) > width:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def with_place(finding: Finding, place: Place) -> Finding:
    """The finding at the file of the matter, for who made it knew only a title."""
    return replace(finding, place=Place(place.path))
