"""Lint: what is wrong with the meaning of a catalogue whose shape is right.

In: a `Catalogue`. Out: `run(catalogue)`, the loader's findings and those of all checks in the order of the
files. The surprising thing: a check is one function with one page of documentation, its docstring. `banshi
explain L03`, docs/lint.md and both of its tests are made from it. To add one: write it in its family's module,
name it in that module's CHECKS.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from checker.catalogue import Catalogue
from checker.finding import Finding, in_order
from checker.lint import (
    counting,
    declarations,
    demands,
    editions,
    fees,
    flow,
    graph,
    identifiers,
    law,
    lifecycle,
    limits,
    materials,
    numbers,
    publications,
    results,
    service,
    wording,
)
from checker.lint.exceptions import LAPSED, spared
from checker.lint.registry import Check, Scope
from checker.lint.wordlists import WORDING, read_word_lists
from checker.loading import collector_paused

__all__ = ["CHECKS", "CODES", "Check", "run"]

CHECKS: tuple[Check, ...] = tuple(
    sorted(
        (
            *editions.CHECKS,
            *declarations.CHECKS,
            *counting.CHECKS,
            *law.CHECKS,
            *limits.CHECKS,
            *materials.CHECKS,
            *demands.CHECKS,
            *fees.CHECKS,
            *results.CHECKS,
            *flow.CHECKS,
            *identifiers.CHECKS,
            *wording.CHECKS,
            *numbers.CHECKS,
            *service.CHECKS,
            *lifecycle.CHECKS,
            *graph.CHECKS,
            *publications.CHECKS,
        ),
        key=lambda check: check.code,
    )
)
CODES: frozenset[str] = frozenset(check.code for check in CHECKS) | {LAPSED}


def run(
    catalogue: Catalogue, only: Collection[str] | None = None, on: date | None = None
) -> tuple[Finding, ...]:
    """Everything found in the catalogue; `only` these codes, when given. `on` is the day for what grows old."""
    lists, problems = read_word_lists(catalogue.sources.get(WORDING))
    scope = Scope(catalogue, lists, on)
    chosen = [check for check in CHECKS if only is None or check.code in only]
    with collector_paused():
        found = [finding for check in chosen for finding in check.findings(scope)]
        # an exception whose check did not run spares nothing today, and may still be needed
        left = spared(found, catalogue, on, frozenset(check.code for check in chosen))
    everything = (*catalogue.findings, *problems, *left)
    return in_order(finding for finding in everything if only is None or finding.code in only)
