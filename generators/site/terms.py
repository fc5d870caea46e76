"""Legal terms in plain words: rules/glossary.yaml, for the page of terms and for the first place where a guide uses one.

In: a `Catalogue`. Out: `Entry`s, and `Terms` that a page's writer looks for.
The surprising thing: the longest term wins. 行政复议 is explained as itself and not as 复议 with two signs before it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from checker.catalogue import Catalogue
from checker.finding import Text
from checker.phrases import Phrases
from generators.formats.html import Terms
from generators.formats.html_pen import escaped, pieces

__all__ = ["Entry", "glossary", "terms_for"]

_FILE = "rules/glossary.yaml"


@dataclass(frozen=True, slots=True)
class Entry:
    """A legal term, what it means in plain words, how else it is written, and where the law says so."""

    id: str
    term: Text
    means: Text
    also: tuple[Text, ...] = ()
    law: str = ""
    article: str = ""


def glossary(catalogue: Catalogue) -> tuple[Entry, ...]:
    """All terms; none when the file is not there or is not what it should be (the loader has told so)."""
    source = catalogue.sources.get(_FILE)
    if source is None or _FILE in catalogue.faulty or not isinstance(source.data, Mapping):
        return ()
    return tuple(
        Entry(
            item["id"],
            _text(item["term"]),
            _text(item["means"]),
            tuple(_text(each) for each in item.get("also", ())),
            item.get("law", ""),
            item.get("article", ""),
        )
        for item in source.data["terms"]
    )


def _text(value: object) -> Text:
    return (
        Text(str(value["zh"]), str(value.get("en", "")))
        if isinstance(value, Mapping)
        else Text(str(value), "")
    )


def terms_for(entries: tuple[Entry, ...], phrases: Phrases, up: str) -> Terms | None:
    """The terms of one language as links to the glossary, for pages that are `up` away from it."""
    t = pieces(phrases.language)[0]
    marked: dict[str, str] = {}
    for entry in entries:
        if phrases.language == "en" and not entry.means.en:
            continue
        tip = escaped(phrases.text(entry.means))
        for written in (entry.term, *entry.also):
            name = phrases.text(written)
            marked.setdefault(
                name, f'<a class="term" href="{up}glossary.html#{entry.id}" data-tip="{tip}">{t(name)}</a>'
            )
    if not marked:
        return None
    longest_first = sorted(marked, key=lambda name: (-len(name), name))
    edge = r"\b" if phrases.language == "en" else ""
    return Terms(re.compile(f"{edge}(?:{'|'.join(map(re.escape, longest_first))}){edge}"), marked)
