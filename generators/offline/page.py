"""The offline pre-check of each matter as a page, and the script, styles and data that all pages of a site share.

In: a `Selection` (shared) or a `Subject` (pages). Out: `Page`s below html/; a `Finding` where a matter can have no pre-check.
The surprising thing: the page asks for files that stand beside it and for nothing else, under a policy that lets no other script
run. It must work from a folder (file://), where modules and fetch do not.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from html import escape
from pathlib import Path
from string import Template

from checker.catalogue import Catalogue, NoEdition
from checker.check import Desk
from checker.desks import desks
from checker.finding import Finding, Text
from checker.phrases import Phrases
from generators.formats import html
from generators.formats.webpage import precheck_styles
from generators.offline.common import common
from generators.offline.program import program
from generators.offline.script import script, script_name
from generators.subject import Page, Selection, Subject

__all__ = ["pages", "shared", "styles"]

_HERE = Path(__file__).parent
_SHOWN = 12


def shared(selection: Selection) -> Iterator[Page | Finding]:
    """The script, the styles, and the words of this language: once a site."""
    yield Page(f"html/{script_name()}", script().encode())
    yield Page(f"html/{_styles_name()}", styles().encode())
    name, data = _words(_Source(selection.catalogue, selection.phrases))
    yield Page(f"html/{name}", data.encode())


def pages(subject: Subject) -> Iterator[Page | Finding]:
    """The pre-check of one matter, as its office carries it out."""
    desk = _desk(subject)
    if isinstance(desk, Finding):
        yield desk
        return
    phrases = subject.selection.phrases
    made = program(desk, phrases)
    # the pages of a matter change with its content, not with every commit of the catalogue
    made["catalogue_version"] = f"content-{_digest(json.dumps(made, ensure_ascii=False))}"
    say = phrases.say
    name = phrases.text(subject.edition.name)
    page = _template().substitute(
        language=phrases.language,
        title=escape(say("offline.title", matter=name)),
        site=escape(html.stylesheet_name()),
        styles=escape(_styles_name()),
        words=escape(_words(_Source(subject.selection.catalogue, phrases))[0]),
        script=escape(script_name()),
        guide=escape(f"../{subject.matter}.html"),
        back=escape(say("offline.back-to-guide")),
        running=escape(phrases.text(subject.selection.catalogue.info.title)),
        skip=escape(say("offline.skip")),
        private=escape(say("offline.private")),
        no_title=escape(say("offline.noscript.title")),
        no_text=escape(say("offline.noscript.text")),
        no_link=escape(say("offline.noscript.link")),
        program=html.json_script("program", made),
    )
    yield Page(f"html/{subject.matter}/check.html", page.encode())


def _desk(subject: Subject) -> Desk | Finding:
    """The desk of this matter; a finding says why it has none."""
    selection = subject.selection
    try:
        every = desks(selection.catalogue, "compiled", "")
        return every.at(subject.matter, selection.on, subject.edition.office)
    except NoEdition as error:
        return Finding(
            "B90",
            "no-pre-check",
            "warning",
            error.finding.place,
            Text(
                f"`{subject.matter}` 没有预检页：{error.finding.message.zh}",
                f"`{subject.matter}` has no pre-check page: {error.finding.message.en}",
            ),
            error.finding.help,
        )


@cache
def styles() -> str:
    """What the pre-check adds to the styles of the site: those of the server's pages, and our own."""
    return precheck_styles() + (_HERE / "offline.css").read_text(encoding="utf-8")


def _styles_name() -> str:
    return f"offline-{_digest(styles())}.css"


@dataclass(frozen=True, slots=True, eq=False)
class _Source:
    """What the words are made of. Two are the same when these very objects are: they are made once for all matters."""

    catalogue: Catalogue
    phrases: Phrases

    @property
    def parts(self) -> tuple[object, ...]:
        return self.catalogue.acceptance, self.catalogue.calendar, self.phrases

    def __hash__(self) -> int:
        return hash(tuple(id(part) for part in self.parts))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Source) and all(
            a is b for a, b in zip(self.parts, other.parts, strict=True)
        )


@lru_cache(maxsize=4)
def _words(source: _Source) -> tuple[str, str]:
    """The data that all matters share, as a script that only sets it, and its name."""
    data = json.dumps(common(source.catalogue, source.phrases), ensure_ascii=False, separators=(",", ":"))
    text = f"(globalThis.banshi=globalThis.banshi||{{}}).shared={data};\n"
    return f"offline-{source.phrases.language}-{_digest(text)}.js", text


@cache
def _template() -> Template:
    return Template((_HERE / "check.html").read_text(encoding="utf-8"))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:_SHOWN]
