"""Every guide as a Word file, in the office's own template where there is one.

In: a `Selection`. Out: `docx/<matter>.docx`, and findings where the template or a chart cannot be used.
The surprising thing: the template is looked for at rules/templates/guide.docx below the root of the catalogue, so an office
changes the face of its guides by putting a file there; no option, no code.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from checker.finding import Finding, Place, Text
from generators.formats.docx import WordFault, write_with
from generators.subject import Page, Selection
from generators.typeset.failures import CannotPrint
from generators.word_template import template

__all__ = ["office_template", "pages"]


def pages(selection: Selection) -> Iterator[Page | Finding]:
    """The guides. A template that cannot be used is told once, and nothing is written."""
    name = "rules/templates/guide.docx"
    try:
        data = office_template(selection.catalogue.root / name) or template("guide")
        for subject in selection.subjects:
            try:
                made = write_with(subject.guide(), selection.phrases, data, name)
            except CannotPrint as error:
                yield _of(error.finding, subject.edition.place)
                continue
            yield Page(f"docx/{subject.matter}.docx", made)
    except WordFault as fault:
        yield from fault.findings


def office_template(path: Path) -> bytes:
    """The template at this place; nothing where there is none. Raises `WordFault` when it cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        reason = error.strerror or str(error)
        raise WordFault(
            [
                Finding(
                    "B60", "template-not-usable", "error", Place(str(path)),
                    Text(f"这个模板读不出来（{reason}）", f"this template cannot be read ({reason})"),
                    Text("检查文件和权限", "check the file and its permissions"),
                )
            ]
        ) from None  # fmt: skip


def _of(finding: Finding, place: Place) -> Finding:
    """The finding at the matter, whose chart it is about."""
    return Finding(finding.code, finding.name, finding.severity, place, finding.message, finding.help)
