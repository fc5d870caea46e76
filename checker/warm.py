"""Lint that remembers: what did not change since the last run is not read again.

In: a root, a day, perhaps a cache file. Out: `Linted`: the same findings as a cold run, in the same order.
The surprising thing: the unit is the matter with its implementation lists. A changed matter is linted against all that
is shared; the
few checks that look across matters run again only when what other matters can see of it has changed, and then everything runs.
Any doubt (another tool, another day, a changed register, a link, a new matter) means a cold run.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import cast

from checker.cache import Store, UnitRow, open_store
from checker.catalogue import Catalogue
from checker.finding import Finding, in_order
from checker.lint import CHECKS, CODES
from checker.lint.exceptions import EXCEPTIONS, spared
from checker.lint.registry import Scope
from checker.lint.wordlists import WORDING, read_word_lists
from checker.loading import collector_paused, load_catalogue, load_tree
from checker.model.edition import Edition
from checker.scan import SHARED, Part, Scanned, scan, unit_of
from checker.source import Folder, Source, load

__all__ = ["ACROSS", "Linted", "lint_root"]

ACROSS = frozenset({"L18", "L41", "L97"})
"""Checks whose findings about one file depend on any matter (no-circular-proof, main-item-code, recipe-selects)."""

_MOST_UNITS = 200
_ACROSS_ROW = "*"


@dataclass(frozen=True, slots=True)
class Linted:
    """One lint run: its findings, the files it stands on, how many matters, how many were read again (None: all)."""

    findings: tuple[Finding, ...]
    paths: tuple[str, ...]
    matters: int
    again: int | None = None


def lint_root(root: Path, on: date, only: Collection[str] | None = None, cache: Path | None = None) -> Linted:
    """Lint everything below `root`."""
    store = open_store(cache) if cache else None
    if store is None:
        return _cold(root, on, only, None)
    try:
        return _warm(root, on, only, store) or _cold(root, on, only, store)
    except (sqlite3.Error, ValueError, TypeError, KeyError):  # damaged in a way that only reading shows
        store.discard()
        return _cold(root, on, only, None)
    finally:
        store.close()


# ---- the runs


def _cold(root: Path, on: date, only: Collection[str] | None, store: Store | None) -> Linted:
    """Read everything; remember it when there is a store and nothing but plain files."""
    began = time.time_ns()
    tree = (
        scan(root, {}) if store else None
    )  # before loading: what changes meanwhile is seen as changed next time
    catalogue = load_catalogue(root)
    problems, checked = _checked(catalogue, on, CHECKS_OF_ALL)
    loaded = (*catalogue.findings, *problems)
    if store is not None and tree is not None:
        units = _units(catalogue, loaded, checked, None)
        across = tuple(finding for finding in checked if finding.code in ACROSS)
        units.append(UnitRow(_ACROSS_ROW, "", (), across))
        context = " ".join(sorted(_named_by_shared(catalogue)))
        state = {
            "tool": _tool(), "day": on.isoformat(), "stamp": str(began), "context": context,
            "matters": " ".join(sorted(catalogue.editions)), "folders": " ".join(sorted(_folders(tree))),
            "sources": "\n".join(sorted(catalogue.sources)),
        }  # fmt: skip
        try:
            store.replace(state, tree.rows.values(), units)
        except sqlite3.Error:
            store.discard()
    return Linted(
        _final(loaded, checked, catalogue.sources, on, only),
        tuple(sorted(catalogue.sources)),
        len(catalogue.editions),
    )


CHECKS_OF_ALL = frozenset(check.code for check in CHECKS)


def _warm(root: Path, on: date, only: Collection[str] | None, store: Store) -> Linted | None:
    """Only what changed; None when everything has to run."""
    state = store.state()
    if state.get("tool") != _tool() or state.get("day") != on.isoformat():
        return None
    began = time.time_ns()
    before = {row[0]: row for row in store.files()}
    tree = scan(root, before, int(state["stamp"]))
    if tree is None:
        return None
    touched = {unit_of(path) for path in (*tree.changed, *tree.gone)}
    matters, sources = state["matters"].split(), tuple(state["sources"].split("\n"))
    if (
        SHARED in touched
        or len(touched) > _MOST_UNITS
        or " ".join(sorted(_folders(tree))) != state["folders"]
    ):
        return None
    again = 0
    if touched:
        result = _again(root, on, store, tree, touched, state)
        if result is None:
            return None
        units, catalogue = result
        kept = [path for path in sources if unit_of(path) not in touched]
        sources = tuple(sorted({*kept, *(path for path in catalogue.sources if unit_of(path) in touched)}))
        store.update({"sources": "\n".join(sources)}, (), (), units)
        again = len(touched)
    loaded, checked = store.findings()
    fresh = [row for path, row in tree.rows.items() if before.get(path) != row]
    store.update({"stamp": str(began)}, fresh, tree.gone, ())
    exceptions, _ = load(root / EXCEPTIONS, root)
    known = {EXCEPTIONS: exceptions} if exceptions else {}
    return Linted(_final(loaded, checked, known, on, only), sources, len(matters), again)


def _again(
    root: Path, on: date, store: Store, tree: Scanned, touched: set[str], state: Mapping[str, str]
) -> tuple[list[UnitRow], Catalogue] | None:
    """The touched matters, linted beside all that is shared; None when other matters may be affected."""
    context = set(state["context"].split())
    catalogue = load_tree(Part(Folder(root), tree.paths, touched | context), root)
    matters = state["matters"].split()
    if {name for name in touched if name in matters} != {
        name for name in touched if name in catalogue.editions
    }:
        return None  # a matter that cannot be read any more, or can be read again
    partial = replace(catalogue, editions=_Editions(catalogue.editions, matters))
    problems, checked = _checked(partial, on, CHECKS_OF_ALL - ACROSS)
    if store.seen(touched) != {name: _seen_by_others(catalogue.editions.get(name, ())) for name in touched}:
        return None
    for finding in store.checked(_ACROSS_ROW):
        if touched & {unit_of(place.path) for place in (finding.place, *finding.related)}:
            return None  # its lines may have moved
    return _units(catalogue, (*catalogue.findings, *problems), checked, touched), catalogue


def _checked(
    catalogue: Catalogue, on: date, codes: Collection[str]
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """What is wrong with the word lists, and what the checks find, before any exception."""
    lists, problems = read_word_lists(catalogue.sources.get(WORDING))
    scope = Scope(catalogue, lists, on)
    with collector_paused():
        return problems, tuple(
            finding for check in CHECKS if check.code in codes for finding in check.findings(scope)
        )


def _final(
    loaded: Iterable[Finding],
    checked: Iterable[Finding],
    sources: Mapping[str, Source],
    on: date,
    only: Collection[str] | None,
) -> tuple[Finding, ...]:
    """As checker.lint.run: exceptions spare, codes choose."""
    chosen = CHECKS_OF_ALL if only is None else CHECKS_OF_ALL & set(only)
    # `spared` asks a catalogue for its sources and for nothing else
    holder = cast(Catalogue, _Sources(sources))
    left = spared([finding for finding in checked if finding.code in chosen], holder, on, frozenset(chosen))
    return in_order(finding for finding in (*loaded, *left) if only is None or finding.code in only)


@dataclass(frozen=True, slots=True)
class _Sources:
    sources: Mapping[str, Source]


def _units(
    catalogue: Catalogue, loaded: Iterable[Finding], checked: Iterable[Finding], only: set[str] | None
) -> list[UnitRow]:
    """Findings by the unit of their file: `only` these units (None: all) and the shared one."""
    names = set(catalogue.editions) if only is None else only
    found: dict[str, tuple[list[Finding], list[Finding]]] = {
        name: ([], []) for name in (SHARED, *sorted(names))
    }
    for index, findings in enumerate((loaded, checked)):
        for finding in findings:
            if finding.code in ACROSS:
                continue
            unit = unit_of(finding.place.path)
            if unit in found or only is None:
                found.setdefault(unit, ([], []))[index].append(finding)
    return [
        UnitRow(name, _seen_by_others(catalogue.editions.get(name, ())), tuple(one), tuple(two))
        for name, (one, two) in found.items()
    ]


def _seen_by_others(editions: tuple[Edition, ...]) -> str:
    """What the checks of ACROSS look at in a matter: its basic code, the results it needs, the papers that are results, and
    what a recipe selects by."""
    if not editions:
        return ""
    last = editions[-1]
    papers = [
        paper.forms[0].material.id
        for paper in last.materials
        if paper.when is None and len(paper.forms) == 1 and not paper.promise and not paper.forms[0].shared_data
        and paper.forms[0].material.is_result_of
    ]  # fmt: skip
    selected_by = (last.agency_kind, last.audience, last.topics)
    return repr((last.codes.get("basic"), last.needs_result_of, last.name, papers, selected_by))


def _named_by_shared(catalogue: Catalogue) -> set[str]:
    """Matters that bundles and decisions speak of: their checks need them at hand."""
    found: set[str] = set()
    stack = [
        source.data
        for path, source in catalogue.sources.items()
        if path.startswith(("catalogue/bundles/", "catalogue/decisions/"))
    ]
    while stack:
        data = stack.pop()
        if isinstance(data, Mapping):
            stack.extend(data.values())
        elif isinstance(data, list):
            stack.extend(data)
        elif isinstance(data, str) and data in catalogue.editions:
            found.add(data)
    return found


def _folders(tree: Scanned) -> set[str]:
    """The matters that have files, whether they can be read or not: a new or vanished one concerns all others."""
    return {unit_of(path) for path, row in tree.rows.items() if not row[1]}


class _Editions(Mapping[str, tuple[Edition, ...]]):
    """The editions that were read, among the names of all: names are known, and only what was read is gone through."""

    def __init__(self, read: Mapping[str, tuple[Edition, ...]], names: Iterable[str]) -> None:
        self._read = read
        self._names = dict.fromkeys([*names, *read])

    def __getitem__(self, matter: str) -> tuple[Edition, ...]:
        return self._read[matter]

    def __contains__(self, matter: object) -> bool:
        return matter in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def items(self):  # type: ignore[no-untyped-def]  # a view of what was read, as the checks go through it
        return self._read.items()

    def values(self):  # type: ignore[no-untyped-def]  # as above
        return self._read.values()


def _tool() -> str:
    """This very program: its files with their times and sizes, and the interpreter."""
    found = hashlib.blake2b(f"{sys.version}|{sorted(CODES)}".encode(), digest_size=16)
    top = Path(__file__).parent
    for folder, names, files in os.walk(top):
        names.sort()
        for name in sorted(files):
            if name.endswith(".py"):
                status = Path(folder, name).stat()
                found.update(f"{folder}/{name}|{status.st_mtime_ns}|{status.st_size}\n".encode())
    return found.hexdigest()
