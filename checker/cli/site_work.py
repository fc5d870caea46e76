"""Some matters of a catalogue made into pages: read with what they name and with what all share, and nothing else.

In: a root with its files, and which matters. Out: `Made`s, one at a time; what was read and what is known of each matter
stays in `Work`. The surprising thing: a build of ten thousand matters and the rebuild of one go the same way. The first goes
it a thousand matters at a time and lets go of each thousand, so that memory does not grow with the catalogue.
"""

from __future__ import annotations

import hashlib
import os
import sys
import sysconfig
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

from checker.cache import as_text
from checker.catalogue import Catalogue, content_of, digest_of
from checker.cli.compared import differences
from checker.cli.session import Session, commit_of
from checker.cli.site_store import Unit
from checker.finding import Finding, Language
from checker.languages import phrases_in
from checker.loading import load_tree
from checker.scan import Part, Scanned, unit_of
from checker.source import Folder
from generators.initials import pinyin
from generators.memory import Memory
from generators.site import matter_pages, writing_for
from generators.site.matter import Made
from generators.site.row import read_rows, stored
from generators.site.writing import Writing
from generators.subject import Plan, Selection, plan

__all__ = ["Wish", "Work", "tool"]


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be built: where, for which division (or none), day and language, with an index for the full text or without."""

    out: Path
    office: str
    day: date
    language: Language
    fulltext: bool


@dataclass(slots=True)
class Work:
    """`tree` None: the files cannot be told apart (a link among them), so everything is read at once.

    `contents` are digests of the sources read so far, `done` the matters made so far.
    """

    session: Session
    wish: Wish
    tree: Scanned | None
    units: dict[str, Unit] = field(default_factory=dict)
    contents: dict[str, str] = field(default_factory=dict)
    done: set[str] = field(default_factory=set)
    loaded: Catalogue | None = None

    def made(self, wanted: Collection[str]) -> Iterator[Made]:
        """The pages of these matters; a matter that has none is given with its findings alone."""
        catalogue = self._read_with_names(frozenset(wanted))
        what = plan(catalogue, self.wish.day, (), self.wish.office)
        chosen = Plan(
            tuple(pair for pair in what.editions if pair[0].matter in wanted),
            tuple(finding for finding in what.findings if unit_of(finding.place.path) in wanted),
        )
        # what these pages name was read with them, so the plan knows whether it has a page to be linked
        published = frozenset(edition.matter for edition, _ in what.editions)
        known = {row.chinese: row.sound for row in read_rows([unit.line for unit in self._known(chosen)])}
        for matter in wanted:
            self.units.pop(matter, None)
        for path, source in catalogue.sources.items():
            if path not in self.contents or unit_of(path) in wanted:
                self.contents[path] = content_of(source)
        self.done |= set(wanted)
        faults: dict[str, list[Finding]] = {matter: [] for matter in catalogue.editions if matter in wanted}
        for finding in chosen.findings:
            faults.setdefault(unit_of(finding.place.path), []).append(finding)
        for made in matter_pages(self._writing(chosen, catalogue, published, known)):
            faults.pop(made.matter, None)
            self._remember(made)
            yield made
        for matter, findings in faults.items():
            made = Made(matter, None, (), tuple(findings))
            self._remember(made)
            yield made

    def writing(self, memory: Memory) -> Writing:
        """To write the pages of all matters with: what is shared is all they need."""
        published = frozenset(matter for matter, unit in self.units.items() if unit.line)
        return self._writing(Plan((), ()), self.loaded or self._read(frozenset()), published, {}, memory)

    def version(self, kept: Mapping[str, str] | None = None) -> str:
        """The name of the catalogue's state, as the session says it. `kept`: digests of the sources that were not read again."""
        commit = commit_of(self.session.root)
        return commit or f"content-{digest_of({**(kept or {}), **self.contents})[:12]}"

    def _remember(self, made: Made) -> None:
        line = stored(made.row) if made.row else ""
        self.units[made.matter] = Unit(made.matter, line, as_text(made.findings))

    def _read_with_names(self, wanted: frozenset[str]) -> Catalogue:
        """These matters, and those whose names stand on their pages."""
        names = {name for matter in wanted for name in self._names_known(matter)}
        while True:
            catalogue = self._read(wanted | names)
            more = {
                name
                for matter in wanted
                for edition in catalogue.editions.get(matter, ())
                for name in (*edition.needs_result_of, *(item.instead for item in edition.not_required_when))
                if name and name not in wanted and name not in names
            }
            if not more:
                return catalogue
            names |= more

    def _names_known(self, matter: str) -> Sequence[str]:
        unit = self.units.get(matter)
        return read_rows([unit.line])[0].refs if unit and unit.line else ()

    def _read(self, matters: frozenset[str]) -> Catalogue:
        root = self.session.root
        self.loaded = None  # let go of what was read before
        self.loaded = (
            load_tree(Part(Folder(root), self.tree.paths, matters), root)
            if self.tree
            else self.session.catalogue
        )
        if not self.loaded.words.sentences["en" if self.wish.language == "en" else "zh-Hans"]:
            self.session.leave(
                finding for finding in self.loaded.findings if finding.place.path.startswith("rules")
            )
        return self.loaded

    def _writing(
        self,
        what: Plan,
        catalogue: Catalogue,
        published: frozenset[str],
        known: Mapping[str, str],
        memory: Memory | None = None,
    ) -> Writing:
        selection = Selection(
            what, catalogue, phrases_in(catalogue, self.wish.language), self.wish.day, "",
            published=published, tell=differences, fulltext=self.wish.fulltext,
        )  # fmt: skip
        return writing_for(selection, partial(_sound, known), memory)

    def _known(self, what: Plan) -> Iterable[Unit]:
        units = (self.units.get(edition.matter) for edition, _ in what.editions)
        return (unit for unit in units if unit and unit.line)


def _sound(known: Mapping[str, str], name: str) -> tuple[str, ...]:
    """Pinyin, from an earlier build where the name is the same: the library takes a fifth of a second to load."""
    found = known.get(name)
    return tuple(found.split(" ")) if found else pinyin(name)


def tool() -> str:
    """This very program with its templates, and the libraries beside it, by times and sizes."""
    found = hashlib.blake2b(sys.version.encode(), digest_size=16)
    checker = Path(__file__).parent.parent
    for top in (checker, checker.parent / "generators"):
        for folder, names, files in os.walk(top):
            names[:] = sorted(name for name in names if name not in ("__pycache__", "_starter"))
            for name in sorted(files):
                status = Path(folder, name).stat()
                found.update(f"{folder}/{name}|{status.st_mtime_ns}|{status.st_size}\n".encode())
    libraries = Path(sysconfig.get_path("purelib"))
    if libraries.is_dir():
        found.update(str(libraries.stat().st_mtime_ns).encode())
    return found.hexdigest()
