"""Every value of an effective edition with the line it came from.

In: the parsed file of an edition and, if an office is chosen, of its overlay. Out: `Origin`s in the order of the file.
The surprising thing: list items are named by their `id`, not their number (`time_limits.decision.promised`), so a path stays the
same when somebody inserts an item above.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from checker.finding import Place
from checker.source import Source

__all__ = ["Origin", "effective_values"]


@dataclass(frozen=True, slots=True)
class Origin:
    """One value: its path, what it is, where it stands; `instead_of` is the national value that an office changed."""

    path: str
    value: object
    place: Place
    instead_of: object = None


def effective_values(edition: Source, office: Source | None) -> tuple[Origin, ...]:
    """All values of the edition, those of the overlay laid over them, then what only the overlay says."""
    values = {origin.path: origin for origin in _leaves(edition)}
    if office is None or not isinstance(office.data, dict):
        return tuple(values.values())
    for origin in _overlay(office):
        earlier = values.get(origin.path)
        values[origin.path] = replace(origin, instead_of=earlier.value) if earlier else origin
    return tuple(values.values())


def _leaves(source: Source) -> Iterator[Origin]:
    stack: list[tuple[str, object, tuple[str | int, ...]]] = [("", source.data, ())]
    while stack:
        path, value, pointer = stack.pop()
        if isinstance(value, Mapping):
            stack.extend(
                (_joined(path, str(key)), item, (*pointer, key))
                for key, item in reversed(list(value.items()))
            )
        elif isinstance(value, list) and any(isinstance(item, Mapping) for item in value):
            stack.extend(
                (_joined(path, _name(item, index)), item, (*pointer, index))
                for index, item in reversed(list(enumerate(value)))
            )
        else:
            yield Origin(path, value, source.place(pointer))


def _joined(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _name(item: object, index: int) -> str:
    identity = item.get("id") if isinstance(item, Mapping) else None
    return identity if isinstance(identity, str) else str(index)


def _overlay(office: Source) -> Iterator[Origin]:
    """What the overlay sets, under the paths of the edition where it changes one, else under `office.`."""
    data = office.data if isinstance(office.data, dict) else {}
    for index, item in enumerate(data.get("promised") or ()):
        if isinstance(item, Mapping):
            yield Origin(
                f"time_limits.{item.get('limit')}.promised",
                item.get("promised"),
                office.place(("promised", index, "promised")),
            )
    for index, item in enumerate(data.get("parameters") or ()):
        if isinstance(item, Mapping):
            yield Origin(
                f"facts.{item.get('fact')}.value",
                item.get("value"),
                office.place(("parameters", index, "value")),
            )
    for index, item in enumerate(data.get("waived") or ()):
        if isinstance(item, Mapping):
            yield Origin(
                f"materials.{item.get('requirement')}.waived",
                item.get("reason"),
                office.place(("waived", index, "reason")),
            )
    moved = ("promised", "parameters", "waived")
    for origin in _leaves(office):
        head = origin.path.split(".")[0]
        if head not in moved:
            path = origin.path if head == "service" else f"office.{origin.path}"
            yield replace(origin, path=path)
