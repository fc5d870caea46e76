"""Files without a model of their own here (laws, agencies, code lists, the acceptance table): told value by value.

In: the parsed file before and after. Out: a `Change` for every value that differs, or one for a file that came or went.
The surprising thing: this is also the net below the semantic comparison. If an edition's data differ and its meaning
did not, the values that differ are told here, so that no change of a file stays unsaid.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from checker.desk.differences import Change
from checker.desk.items import Writer
from checker.finding import Place
from checker.provenance import effective_values
from checker.source import Source

__all__ = ["FOLDERS", "kind_of", "leaf_changes", "name_of"]

FOLDERS: tuple[tuple[str, str], ...] = (
    ("catalogue/laws/", "law"),
    ("catalogue/materials/", "paper"),
    ("catalogue/agencies/", "agency"),
    ("catalogue/decisions/", "decision"),
    ("catalogue/bundles/", "bundle"),
    ("catalogue/publications/", "publication"),
    ("catalogue/offices/", "office"),
    ("catalogue/lint-exceptions", "exception"),
    ("catalogue/catalogue", "catalogue"),
    ("catalogue/matters/", "matter"),
    ("rules/acceptance", "acceptance-table"),
    ("rules/calendar/", "calendar"),
    ("rules/vocabulary", "code-list"),
    ("rules/words/", "words"),
    ("rules/wording", "wording"),
    ("rules/traditional", "wording"),
    ("rules/schema/", "schema"),
    ("rules/requirements", "shared-material"),
    ("rules/conditions/", "shared-condition"),
    ("rules/facts", "shared-fact"),
)
_WHOLE = frozenset({"schema", "words"})
"""Kinds of which only the file is told: their values are for machines, or sentences by the hundred."""


def kind_of(path: str) -> str:
    """What kind of file it is."""
    if path.endswith("/cases.yaml"):
        return "cases"
    return next((kind for begins, kind in FOLDERS if path.startswith(begins)), "file")


def name_of(path: str, source: Source | None) -> str:
    """What people call it: its title or name, else its path."""
    data = source.data if source and isinstance(source.data, Mapping) else {}
    for key in ("title", "name"):
        value = data.get(key)
        if isinstance(value, str):
            return value
        if isinstance(value, Mapping) and isinstance(value.get("zh"), str):
            return str(value["zh"])
    identity = data.get("id")
    return identity if isinstance(identity, str) else path.removeprefix("catalogue/").removeprefix("rules/")


def leaf_changes(
    path: str, before: Source | None, after: Source | None, writer: Writer, leave_out: Collection[str] = ()
) -> Iterator[Change]:
    """What differs between the two states of one file."""
    kind = kind_of(path)
    thing = writer.say("thing", kind=writer.say(f"kind.{kind}"), name=name_of(path, after or before))
    if before is None or after is None or kind in _WHOLE:
        yield _file(path, kind, thing, before, after, writer)
        return
    if kind == "cases":
        yield from _cases(path, thing, before, after, writer)
        return
    was = {origin.path: origin for origin in effective_values(before, None)}
    now = {origin.path: origin for origin in effective_values(after, None)}
    for name in dict.fromkeys((*now, *was)):
        old, new = was.get(name), now.get(name)
        if name.partition(".")[0] in leave_out or (old and new and old.value == new.value):
            continue
        first, second = writer.plain(old.value) if old else "", writer.plain(new.value) if new else ""
        key = "changed" if first and second else "gained" if second else "lost"
        if first == second:
            key = "changed.alike"
        fields = {"thing": thing, "aspect": name}
        fields |= {"before": first} if key in ("changed", "lost") else {}
        fields |= {"after": second} if key in ("changed", "gained") else {}
        yield Change(
            "", "", f"{kind}-changed", f"{path}#{name}", first or None, second or None, writer.say(key, **fields),
            old.place if old else None, new.place if new else None, "same",
            item=writer.say("item", thing=thing, aspect=name),
        )  # fmt: skip


def _file(
    path: str, kind: str, thing: str, before: Source | None, after: Source | None, writer: Writer
) -> Change:
    what = "added" if before is None else "dropped" if after is None else "changed"
    said = writer.say(f"{what}.plain", thing=thing)
    place = Place(path)
    return Change(
        "", "", f"{kind}-{what}", path, thing if before else None, thing if after else None, said,
        place if before else None, place if after else None, "same", item=thing,
    )  # fmt: skip


def _cases(path: str, thing: str, before: Source, after: Source, writer: Writer) -> Iterator[Change]:
    """Examples of an office: how many came, went or changed; they demand nothing of anybody."""
    was, now = _by_name(before), _by_name(after)
    counts = {
        "added": len(now.keys() - was.keys()),
        "dropped": len(was.keys() - now.keys()),
        "changed": sum(1 for name in was.keys() & now.keys() if was[name] != now[name]),
    }
    if not any(counts.values()) and before.data == after.data:
        return
    said = writer.say("cases", thing=thing, **{name: str(number) for name, number in counts.items()})
    yield Change(
        "",
        "",
        "cases-changed",
        path,
        str(len(was)),
        str(len(now)),
        said,
        Place(path),
        Place(path),
        "same",
        item=thing,
    )


def _by_name(source: Source) -> Mapping[str, object]:
    data = source.data if isinstance(source.data, Mapping) else {}
    listed = data.get("cases")
    return (
        {str(case.get("name")): case for case in listed if isinstance(case, Mapping)}
        if isinstance(listed, list)
        else {}
    )
