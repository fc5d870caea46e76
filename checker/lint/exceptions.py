"""Named exceptions (catalogue/lint-exceptions.yaml): which findings wait, where, why, and until when.

In: the findings and the file. Out: the findings that remain, and L90 for an exception that has run out or
spares nothing. The surprising thing: an exception without a day (nobody said which day it is) still spares;
only a caller who names the day sees it end.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from checker.catalogue import Catalogue
from checker.finding import Finding, Place, Text
from checker.reading.reader import iso_date

__all__ = ["EXCEPTIONS", "LAPSED", "spared"]

EXCEPTIONS = "catalogue/lint-exceptions.yaml"
LAPSED = "L90"
_NAME = "exception-lapsed"


@dataclass(frozen=True, slots=True)
class _Exception:
    code: str
    path: str
    until: date | None
    place: Place

    def covers(self, finding: Finding) -> bool:
        path = finding.place.path
        return finding.code == self.code and (
            path == self.path or (self.path.endswith("/") and path.startswith(self.path))
        )


def spared(
    findings: Iterable[Finding], catalogue: Catalogue, on: date | None, ran: frozenset[str]
) -> tuple[Finding, ...]:
    """The findings without those that an exception still covers, with a warning for each exception that should go."""
    named = tuple(_exceptions(catalogue))
    running = [entry for entry in named if not (on and entry.until and entry.until < on)]
    used: set[Place] = set()
    left: list[Finding] = []
    for finding in findings:
        cover = next((entry for entry in running if entry.covers(finding)), None)
        if cover is None:
            left.append(finding)
        else:
            used.add(cover.place)
    for entry in named:
        if entry not in running:
            left.append(
                _lapsed(
                    entry,
                    Text(
                        f"这个例外到 {entry.until} 为止，已经过期", f"this exception ran out on {entry.until}"
                    ),
                )
            )
        elif entry.place not in used and entry.code in ran:
            left.append(_lapsed(entry, Text("这个例外没有放过任何结果", "this exception spares nothing")))
    return tuple(left)


def _lapsed(entry: _Exception, message: Text) -> Finding:
    remedy = Text("改正问题，再删去这个例外", "mend what it spared, then take it out")
    return Finding(LAPSED, _NAME, "warning", entry.place, message, remedy)


def _exceptions(catalogue: Catalogue) -> Iterable[_Exception]:
    source = catalogue.sources.get(EXCEPTIONS)
    if source is None or not isinstance(source.data, dict):
        return
    listed = source.data.get("exceptions")
    for index, item in enumerate(listed if isinstance(listed, list) else ()):
        if isinstance(item, dict) and isinstance(item.get("code"), str) and isinstance(item.get("path"), str):
            yield _Exception(
                item["code"], item["path"], iso_date(item.get("until")), source.place(("exceptions", index))
            )
