"""What the loader hands on: plain data, and for every value the line and column where a person finds it.

In: nothing. Out: `Source`, which the schema door, the readers and lint share.
The surprising thing: data and places are kept apart. The data is ordinary dicts, lists and strings, so that any validator takes
it; a *pointer*, the tuple of keys and indices that leads to a value, joins the two. JSON files have no places, only their path.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from checker.finding import Place
from checker.source.marks import Marks, Pointer

__all__ = ["Pointer", "Positions", "Source"]

Positions = Mapping[Pointer, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Source:
    """One file, read: `positions` are of values, `key_positions` of the keys that lead to them; line and column count from 1."""

    path: str
    data: object
    positions: Positions = field(default_factory=dict)
    key_positions: Positions = field(default_factory=dict)

    def place(self, pointer: Pointer = ()) -> Place:
        """Where the value at `pointer` stands; for a value that is not there, where its nearest known ancestor stands."""
        while (found := self.positions.get(pointer)) is None:
            if not pointer:
                return Place(self.path)
            pointer = pointer[:-1]
        return Place(self.path, *found)

    def key_place(self, pointer: Pointer) -> Place:
        """Where the key stands that leads to `pointer`; an item of a list has no key: the place of the item."""
        found = self.key_positions.get(pointer)
        return self.place(pointer) if found is None else Place(self.path, *found)

    def pointer_at(self, place: Place) -> Pointer | None:
        """The pointer of the value that begins at `place`; of several that do, the innermost."""
        if isinstance(self.positions, Marks):
            return self.positions.pointer_at(place.line, place.column)
        return {found: pointer for pointer, found in self.positions.items()}.get((place.line, place.column))
