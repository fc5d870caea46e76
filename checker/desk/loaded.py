"""One side of a comparison: a revision, loaded as far as the changed files need it.

In: a revision and the paths that differ. Out: a `Side`: its catalogue, the parsed files, and the errors that are sure.
The surprising thing: a part of a catalogue looks broken where it names what was not read. Such findings are dropped: only
findings are dropped: only files that are judged by themselves, or together with all that they name, can
be called wrong.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from checker.catalogue import Catalogue
from checker.desk.cited import cited_part
from checker.desk.items import Writer
from checker.desk.revision import Parsed, Revision, told_at
from checker.finding import Finding, Language
from checker.loading import load_tree
from checker.model.edition import Edition
from checker.phrases import Phrases
from checker.schema import Schemas
from checker.source import Source
from checker.words import Words

__all__ = ["Side", "loaded", "writer_for"]

_NEEDED = ("rules/vocabulary.yaml", "rules/facts.yaml", "rules/requirements.yaml", "catalogue/catalogue.yaml")
_SHARED = ("rules/facts.yaml", "rules/requirements.yaml", "rules/conditions/")
_JOINED = (*_SHARED, "catalogue/matters/", "catalogue/offices/")
"""Files judged together with others. Of the rest only text and shape are judged: what they name may not have been read."""
_MATTERS, _OFFICES = "catalogue/matters/", "catalogue/offices/"


@dataclass(frozen=True, slots=True)
class Side:
    """One revision, loaded as far as needed."""

    revision: Revision
    catalogue: Catalogue
    sources: Mapping[str, Source]
    words: Words
    language: Language
    problems: tuple[Finding, ...]
    faulty: frozenset[str]

    def writer(self, edition: Edition | None = None) -> Writer:
        return writer_for(self.catalogue, self.words, self.language, edition)

    def broken(self, path: str) -> bool:
        unread = path.endswith((".yaml", ".json")) and path not in self.sources
        return path in self.revision.entries and (path in self.faulty or unread)


def writer_for(
    catalogue: Catalogue, words: Words, language: Language, edition: Edition | None = None
) -> Writer:
    """Writes for one edition of a catalogue, or for what all share. The words are those of the program, not of the revision,
    which may be older than the sentences of a comparison."""
    phrases = Phrases(words, language, catalogue.laws, catalogue.vocabulary)
    return Writer(phrases, edition.facts if edition else catalogue.facts)


def loaded(
    side: Revision,
    changed: list[str],
    parsed: Parsed,
    root: Path,
    words: Words,
    language: Language,
    schemas: Schemas | None = None,
) -> Side:
    """Reads the changed files, the other editions of their matters, and the laws and papers that they cite."""
    matters = {path.split("/")[2] for path in changed if path.startswith(_MATTERS) and path.count("/") > 2}
    matters |= {path.split("/")[3] for path in changed if path.startswith(_OFFICES) and path.count("/") > 3}
    halls = {path.rpartition("/")[0] for path in changed if path.startswith(_OFFICES)}
    wanted = [path for path in side.entries if _wanted(path, matters, halls)]
    wanted += [path for path in changed if path in side.entries and path.endswith((".yaml", ".json"))]
    part = cited_part(side, wanted, parsed)
    # words are compared as files: the loader would miss the languages that did not change
    spoken = {path: entry for path, entry in part.entries.items() if not path.startswith("rules/words/")}
    catalogue = load_tree(replace(part, entries=spoken), root, schemas)
    read = {path: part.load(path) for path in part.entries}
    found = [
        *catalogue.findings,
        *(finding for path in part.entries if path not in spoken for finding in read[path][1]),
    ]
    problems = [
        finding for finding in found if finding.severity == "error" and _is_sure(finding, part.entries)
    ]
    return Side(
        side,
        catalogue,
        {path: source for path, (source, _) in read.items() if source},
        words,
        language,
        tuple(told_at(finding, side.name) for finding in problems),
        frozenset(finding.place.path for finding in problems),
    )


def _is_sure(finding: Finding, read: Collection[str]) -> bool:
    """Whether the finding would be there had the whole revision been read."""
    path = finding.place.path
    return path in read and (path.startswith(_JOINED) or finding.code[0] in "SF")


def _wanted(path: str, matters: Collection[str], halls: Collection[str]) -> bool:
    if path.startswith(_MATTERS):
        return path.split("/")[2] in matters and not path.endswith("/cases.yaml")
    if path.startswith(_OFFICES):
        return path.rpartition("/")[0] in halls
    return path in _NEEDED or path.startswith(("rules/schema/", "rules/conditions/"))
