"""The guides as workbooks, and one workbook of the whole selection.

In: a `Selection`. Out: `Page`s, `xlsx/<matter>.xlsx` and last `xlsx/catalogue.xlsx`; findings for what would not fit.
The surprising thing: a matter's workbook is made from the very document that its guide prints, so a cell can never say other
than the page.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Finding
from checker.sheets.printed import written
from generators.formats import FORMATS
from generators.formats.xlsx import look_of
from generators.subject import Page, Selection
from generators.whole import WHOLE, name_taken
from generators.workbook_catalogue import sheets

__all__ = ["pages"]


def pages(selection: Selection) -> Iterator[Page | Finding]:
    """Every workbook, one at a time."""
    phrases, form = selection.phrases, FORMATS["xlsx"]
    for subject in selection.subjects:
        if subject.matter == WHOLE:
            yield name_taken(subject, "xlsx")
        else:
            yield Page(f"xlsx/{subject.matter}.xlsx", form.write(subject.guide(), phrases))
    if selection.subjects:
        made, findings = sheets(selection)
        yield from findings
        info = selection.catalogue.info
        look = look_of(phrases, phrases.text(info.title), phrases.text(info.publisher))
        yield Page(f"xlsx/{WHOLE}.xlsx", written(made, look))
