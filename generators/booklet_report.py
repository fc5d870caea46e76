"""The manifest of a publication and its report of what is missing, for programs and for people.

In: a `Booklet`, the files made, the gaps. Out: plain data, and Markdown in the reader's language.
The surprising thing: no time of day is in either. Who prints the same recipe over the same catalogue twice gets the
same manifest, and can tell from its hash that nothing has changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from checker.finding import Finding, Place
from generators.booklet_plan import Booklet

__all__ = ["File", "manifest", "report_data", "report_text"]

_KINDS = ("B09", "B59", "B55", "B56", "B57", "B58")
_SHOWN = 3


class File(Protocol):
    """What is told about a file (generators.publish.Made)."""

    @property
    def path(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def matter(self) -> str: ...
    @property
    def size(self) -> int: ...
    @property
    def sha256(self) -> str: ...
    @property
    def pages(self) -> int: ...


def manifest(booklet: Booklet, files: Iterable[File], tool: str, source: str) -> dict[str, object]:
    """What was made from what."""
    recipe, selection = booklet.recipe, booklet.selection
    info = selection.catalogue.info
    return {
        "format": 1,
        "recipe": recipe.id,
        "recipe_sha256": source,
        "title": {"zh": recipe.title.zh, **({"en": recipe.title.en} if recipe.title.en else {})},
        "publisher": {"zh": info.publisher.zh, **({"en": info.publisher.en} if info.publisher.en else {})},
        "on": selection.on.isoformat(),
        "language": selection.phrases.language,
        "second_language": booklet.second.phrases.language if booklet.second else None,
        "offices": [office.name for office in recipe.offices],
        "catalogue_version": selection.version,
        "tool": f"banshi {tool}",
        "matters": [
            {
                "matter": subject.matter,
                "edition": subject.edition.effective_from.isoformat(),
                "office": subject.office.division if subject.office else None,
                "list": subject.office.effective_from.isoformat() if subject.office else None,
            }
            for chapter in booklet.chapters
            for subject in chapter.subjects
        ],
        "files": [
            {
                "path": file.path,
                "kind": file.kind,
                "matter": file.matter or None,
                "bytes": file.size,
                "sha256": file.sha256,
                **({"pages": file.pages} if file.pages else {}),
            }
            for file in files
        ],
    }


def report_data(booklet: Booklet, missing: Sequence[Finding], failed: Sequence[Finding]) -> dict[str, object]:
    """The gaps, one by one."""
    found = (*missing, *failed)
    counts = {
        code: sum(finding.code == code for finding in found) for code in sorted({f.code for f in found})
    }
    return {
        "recipe": booklet.recipe.id,
        "on": booklet.selection.on.isoformat(),
        "catalogue_version": booklet.selection.version,
        "counts": counts,
        "missing": [_as_data(finding) for finding in missing],
        "failed": [_as_data(finding) for finding in failed],
    }


def _as_data(finding: Finding) -> dict[str, object]:
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity,
        "place": _place(finding.place),
        "message": {"zh": finding.message.zh, "en": finding.message.en},
        "help": {"zh": finding.help.zh, "en": finding.help.en} if finding.help else None,
        "related": [_place(place) for place in finding.related],
    }


def _place(place: Place) -> Mapping[str, object]:
    return {"path": place.path, "line": place.line, "column": place.column}


def report_text(
    booklet: Booklet, files: Sequence[File], missing: Sequence[Finding], failed: Sequence[Finding]
) -> str:
    """The same for a person, as Markdown."""
    return "\n".join(_lines(booklet, files, (*missing, *failed))) + "\n"


def _lines(booklet: Booklet, files: Sequence[File], found: Sequence[Finding]) -> Iterator[str]:
    phrases, selection = booklet.phrases, booklet.selection

    def say(key: str, **words: str) -> str:
        return phrases.say(f"booklet.report.{key}", **words)

    yield f"# {say('title', title=phrases.text(booklet.recipe.title))}"
    yield ""
    matters = str(len(selection.published))
    yield say("facts", n=matters, day=phrases.day(selection.on), version=selection.version)
    yield ""
    yield f"## {say('missing')}"
    yield ""
    if not found:
        yield say("none")
    codes = sorted(
        {finding.code for finding in found},
        key=lambda code: (code not in _KINDS, _KINDS.index(code) if code in _KINDS else 0, code),
    )
    for code in codes:
        gaps = [finding for finding in found if finding.code == code]
        title = say(code) if code in _KINDS else say("other")
        yield f"### {code} {say('count', title=title, n=str(len(gaps)))}"
        yield ""
        for gap in gaps:
            message = phrases.words.text(gap.message, phrases.language)
            yield f"- {message}"
            places = (gap.place, *gap.related)
            shown = "、".join(f"`{place}`" for place in places[:_SHOWN])
            more = f" {say('more', n=str(len(places)))}" if len(places) > _SHOWN else ""
            yield f"  - {shown}{more}"
        help = gaps[0].help
        if help:
            yield ""
            yield f"→ {phrases.words.text(help, phrases.language)}"
        yield ""
    yield ""
    yield f"## {say('files')}"
    yield ""
    for file in files:
        if not file.matter:
            yield f"- {say('file', path=file.path, size=f'{file.size:,}', sha=file.sha256)}"
    kinds: dict[str, int] = {}
    for file in files:
        if file.matter:
            kinds[file.kind] = kinds.get(file.kind, 0) + 1
    for kind, number in kinds.items():
        yield f"- {kind}/: {number}"
