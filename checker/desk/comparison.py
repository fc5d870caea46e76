"""Two revisions, or two editions of one matter -> every change in meaning.

In: two `Revision`s (or one catalogue and two days), and the words to tell it in. Out: a `Comparison`: the changes,
and what could not be read in either revision.
The surprising thing: only what changed is read, with what it names. Of the registers only the laws and papers that a
changed edition cites are parsed; the rest of ten thousand files is compared by blob id alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from checker.catalogue import Catalogue
from checker.desk.cited import REGISTERS
from checker.desk.differences import Change, compare_items
from checker.desk.edition_items import edition_items
from checker.desk.items import Writer
from checker.desk.leaves import kind_of, leaf_changes
from checker.desk.loaded import Side, loaded, writer_for
from checker.desk.office_items import MODELLED, office_items, shared_items
from checker.desk.reach import reaching
from checker.desk.revision import Parsed, Revision
from checker.finding import Finding, Language, Place
from checker.loading import collector_paused
from checker.model.edition import Edition
from checker.model.registers import Office
from checker.source import Source
from checker.words import Words

__all__ = ["Comparison", "compare_editions", "compare_revisions"]

_SHARED = ("rules/facts.yaml", "rules/requirements.yaml", "rules/conditions/")
_MATTERS = "catalogue/matters/"


@dataclass(frozen=True, slots=True)
class Comparison:
    """`unread`: errors in the files that had to be read, each named in its revision. `files`: how many files differ at all.
    `names`: matter id -> its name."""

    changes: tuple[Change, ...]
    unread: tuple[Finding, ...]
    files: int
    names: Mapping[str, str]


def compare_editions(
    before: Edition, after: Edition, catalogue: Catalogue, words: Words, language: Language
) -> Comparison:
    """Two editions of one matter in one catalogue."""
    was, now = (writer_for(catalogue, words, language, edition) for edition in (before, after))
    changes = tuple(_between(before, after, was, now))
    files = {before.place.path, after.place.path}
    unread = tuple(
        each for each in catalogue.findings if each.severity == "error" and each.place.path in files
    )
    return Comparison(changes, unread, 0, {after.matter: now.phrases.text(after.name)})


def compare_revisions(a: Revision, b: Revision, root: Path, words: Words, language: Language) -> Comparison:
    """Everything that changed from one revision to the other. Raises GitFault when a blob cannot be read."""
    changed = sorted(
        path
        for path in a.entries.keys() | b.entries.keys()
        if a.entries.get(path) != b.entries.get(path) and not path.rpartition("/")[2].startswith(".")
    )
    if not changed:
        return Comparison((), (), 0, {})
    with collector_paused():
        parsed = Parsed()
        was = loaded(a, changed, parsed, root, words, language)
        same = not any(path.startswith("rules/schema/") for path in changed)
        now = loaded(b, changed, parsed, root, words, language, was.catalogue.schemas if same else None)
        told = [
            *_shared(was, now, changed),
            *_matters(was, now, changed),
            *_offices(was, now, changed),
        ]
        said = {place.path for change in told for place in (change.place_before, change.place_after) if place}
        changes = sorted(
            (*told, *_files(was, now, changed, said)),
            key=lambda change: (change.matter, change.edition, change.office),
        )
        names = {
            matter: (editions[-1].name.in_language(language))
            for side in (was, now)
            for matter, editions in side.catalogue.editions.items()
        }
        return Comparison(reaching(changes, b), (*was.problems, *now.problems), len(changed), names)


def _shared(was: Side, now: Side, changed: list[str]) -> Iterator[Change]:
    """Conditions, facts and material groups that all matters share."""
    if any(path.startswith(_SHARED) for path in changed):
        before, after = was.writer(), now.writer()
        yield from compare_items(
            shared_items(was.catalogue, before), shared_items(now.catalogue, after), before, after
        )


def _matters(was: Side, now: Side, changed: list[str]) -> Iterator[Change]:
    paths, shared = set(changed), any(path.startswith((*_SHARED, *REGISTERS)) for path in changed)
    names = [
        path.split("/")[2]
        for path in changed
        if path.startswith(_MATTERS) and not path.endswith("/cases.yaml")
    ]
    for matter in dict.fromkeys(names):
        old = {edition.effective_from: edition for edition in was.catalogue.editions.get(matter, ())}
        new = {edition.effective_from: edition for edition in now.catalogue.editions.get(matter, ())}
        for day in sorted(old.keys() | new.keys()):
            before, after = old.get(day), new.get(day)
            place = (after or before or next(iter(old.values()))).place.path
            if was.broken(place) or now.broken(place):
                continue  # told as a file that could not be read
            if before and after:
                if place in paths:
                    heads = None if shared else _heads(was.sources[place], now.sources[place])
                    yield from _between(before, after, was.writer(before), now.writer(after), heads)
            elif after:
                yield from _new_edition(after, old, new, was, now)
            elif before:
                yield _came_or_went("edition" if new else "matter", "dropped", before, was.writer(before))


def _new_edition(
    after: Edition, old: Mapping[date, Edition], new: Mapping[date, Edition], was: Side, now: Side
) -> Iterator[Change]:
    """A new edition against the one it follows: in the new revision, else the last one of the old revision."""
    writer = now.writer(after)
    begins = after.effective_from
    yield _came_or_went("edition" if old or len(new) > 1 else "matter", "added", after, writer)
    earlier = [edition for day, edition in new.items() if day < begins]
    if earlier:
        followed = max(earlier, key=lambda edition: edition.effective_from)
        yield from _between(followed, after, now.writer(followed), writer)
    elif old:
        followed = max(
            old.values(), key=lambda edition: (edition.effective_from < begins, edition.effective_from)
        )
        yield from _between(followed, after, was.writer(followed), writer)


def _heads(before: Source, after: Source) -> frozenset[str] | None:
    """The parts of the file that differ; None: all must be compared, since the others rest on one of these."""
    first, second = before.data, after.data
    if not isinstance(first, dict) or not isinstance(second, dict):
        return None
    heads = frozenset(key for key in first.keys() | second.keys() if first.get(key) != second.get(key))
    return None if heads & {"verified", "legal_basis", "facts"} else heads


def _between(
    before: Edition, after: Edition, was: Writer, now: Writer, heads: frozenset[str] | None = None
) -> Iterator[Change]:
    first, second = edition_items(before, was, heads), edition_items(after, now, heads)
    for change in compare_items(first, second, was, now):
        yield change.at(after.matter, after.effective_from.isoformat())


def _came_or_went(what: str, how: str, edition: Edition, writer: Writer) -> Change:
    begins = writer.phrases.day(edition.effective_from)
    name = writer.phrases.text(edition.name)
    said = writer.say(f"{what}.{how}", name=name, day=begins)
    added = how == "added"
    return Change(
        edition.matter, edition.effective_from.isoformat(), f"{what}-{how}", "",
        None if added else begins, begins if added else None, said,
        None if added else edition.place, edition.place if added else None, "same", item=writer.say(f"item.{what}"),
    )  # fmt: skip


def _offices(was: Side, now: Side, changed: list[str]) -> Iterator[Change]:
    paths = set(changed)
    for key in sorted(was.catalogue.offices.keys() | now.catalogue.offices.keys()):
        old = {office.effective_from: office for office in was.catalogue.offices.get(key, ())}
        new = {office.effective_from: office for office in now.catalogue.offices.get(key, ())}
        for day in sorted(old.keys() | new.keys()):
            before, after = old.get(day), new.get(day)
            one = after or before
            if (
                one is None
                or one.place.path not in paths
                or any(side.broken(one.place.path) for side in (was, now))
            ):
                continue
            if after and before is None and len(new) > 1:  # a new list against the one it follows
                before = max(
                    (item for begins, item in new.items() if begins < day), key=_begins, default=None
                )
            if after and before:
                yield from _between_offices(before, after, was if before in old.values() else now, now)
            else:
                yield _office_came_or_went(one, "added" if after else "dropped", now if after else was)


def _begins(office: Office) -> date:
    return office.effective_from


def _between_offices(before: Office, after: Office, was: Side, now: Side) -> Iterator[Change]:
    first, second = _edition_of(before, was), _edition_of(after, now)
    one, other = was.writer(first), now.writer(second)
    changes = compare_items(office_items(before, first, one), office_items(after, second, other), one, other)
    source, target = was.sources[before.place.path], now.sources[after.place.path]
    for change in (*changes, *leaf_changes(after.place.path, source, target, other, MODELLED)):
        yield change.at(after.matter, after.effective_from.isoformat(), after.division)


def _edition_of(office: Office, side: Side) -> Edition | None:
    editions = side.catalogue.editions.get(office.matter, ())
    return max(
        (item for item in editions if item.effective_from <= office.effective_from),
        key=lambda item: item.effective_from,
        default=None,
    )


def _office_came_or_went(office: Office, how: str, side: Side) -> Change:
    writer = side.writer()
    edition = _edition_of(office, side)
    begins = writer.phrases.day(office.effective_from)
    name = writer.phrases.text(edition.name) if edition else office.matter
    added = how == "added"
    return Change(
        office.matter, office.effective_from.isoformat(), f"office-{how}", "",
        None if added else begins, begins if added else None,
        writer.say(f"office.{how}", name=name, division=office.division, day=begins),
        None if added else office.place, office.place if added else None, "same", office.division,
        item=writer.say("kind.office"),
    )  # fmt: skip


def _files(was: Side, now: Side, changed: list[str], said: Collection[str]) -> Iterator[Change]:
    """Every changed file of which nothing was told so far, value by value; what cannot be read is told as such."""
    writer = now.writer()
    for path in changed:
        before, after = was.sources.get(path), now.sources.get(path)
        matter = path.split("/")[2] if path.startswith(_MATTERS) and path.count("/") > 2 else ""
        edition = (
            path.rpartition("/")[2].removesuffix(".yaml") if matter and kind_of(path) == "matter" else ""
        )
        if was.broken(path) or now.broken(path):
            yield _unread(path, was, now, writer).at(matter, edition)
        elif path not in said:
            for change in leaf_changes(path, before, after, writer):
                yield change.at(matter, edition)


def _unread(path: str, was: Side, now: Side, writer: Writer) -> Change:
    place = Place(path)
    return Change(
        "", "", "file-unread", path, None, None, writer.say("unread", path=path),
        place if path in was.revision.entries else None, place if path in now.revision.entries else None, "heavier", item=path,
    )  # fmt: skip
