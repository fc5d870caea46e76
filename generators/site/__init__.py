"""The site of a catalogue: a guide for every matter with its history, and the pages that lead to them.

In: a `Selection`. Out: `Page`s below html/, bytes with their path, and findings about what could not be made; whoever asks
writes them. The surprising thing: the site is made of two halves. Pages of one matter need that matter alone; pages of all
need a row for each and nothing else. So a build holds one matter at a time, and a rebuild makes only what changed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from checker.finding import Finding
from generators.memory import Kept
from generators.search import fulltext_pages
from generators.site.extra import shared_pages
from generators.site.faults import unfit_name
from generators.site.matter import Made, made
from generators.site.whole import fixed_pages, whole_pages
from generators.site.writing import Writing, writing_for
from generators.subject import Page, Selection, Subject

__all__ = ["fixed_pages", "matter_pages", "pages", "whole_pages", "writing_for"]

_PHRASES_LAST = 250


def pages(selection: Selection) -> Iterator[Page | Finding]:
    """Every file of the site, one at a time."""
    writing = writing_for(selection)
    rows = []
    for one in matter_pages(writing):
        yield from one.pages
        yield from one.findings
        if one.row:
            rows.append(one.row)
    for page in (*fixed_pages(writing), *whole_pages(rows, writing, selection.version)):
        if not isinstance(page, Kept):
            yield page
    yield from shared_pages(writing.selection)
    if selection.fulltext:
        yield from fulltext_pages(rows, selection.phrases)


def matter_pages(writing: Writing) -> Iterator[Made]:
    """The pages of each matter, one matter at a time; one whose id cannot be a file's name has a finding in their place."""
    selection = writing.selection
    for place, (edition, office) in enumerate(selection.plan.editions):
        if (
            place % _PHRASES_LAST == 0
        ):  # phrases remember what they said: for all matters that would be too much
            selection = replace(selection, phrases=replace(selection.phrases, _said={}))
        unfit = unfit_name(edition)
        if unfit:
            yield Made(edition.matter, None, (), (unfit,))
        else:
            yield made(Subject(edition, office, selection), writing)
