"""Where the values of a file stand: the parser's tree of marks, read as if it were a dict from pointers to line and column.

In: the tree that yaml_text.py builds beside the data. Out: two read-only mappings, of values and of keys.
The surprising thing: no pointer is stored. A thousand files have 300,000 values and hardly any is ever asked for, so a mark is
one number at the place of its value in the tree, and a pointer is walked when somebody needs it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar, overload

__all__ = ["COLUMN_BITS", "NO_KEYS", "Branch", "KeyMarks", "Marks", "Node", "Pointer"]

Pointer = tuple[str | int, ...]
COLUMN_BITS = 32
"""A mark is `line << COLUMN_BITS | column`, both counted from 0."""

Branch = tuple[int, "dict[str, Node] | list[Node]", dict[str, int]]
"""A mapping or a list: its own mark, what is in it, and the marks of its keys (a list has none)."""
Node = int | Branch
NO_KEYS: dict[str, int] = {}

T = TypeVar("T")


class Marks(Mapping[Pointer, tuple[int, int]]):
    """The line and column, from 1, of every value below a node, by pointer."""

    __slots__ = ("_root",)

    def __init__(self, root: Node) -> None:
        self._root = root

    def __getitem__(self, pointer: Pointer) -> tuple[int, int]:
        found = self._mark(pointer)
        if found is None:
            raise KeyError(pointer)
        return _line_and_column(found)

    @overload
    def get(self, pointer: Pointer, /) -> tuple[int, int] | None: ...
    @overload
    def get(self, pointer: Pointer, /, default: tuple[int, int] | T) -> tuple[int, int] | T: ...
    def get(self, pointer: Pointer, /, default: object = None) -> object:
        """As of a dict. Mapping's own would raise and catch a KeyError for each value that is not there."""
        found = self._mark(pointer)
        return default if found is None else _line_and_column(found)

    def pointer_at(self, line: int, column: int) -> Pointer | None:
        """The pointer of the value that begins there; of several that do, the innermost."""
        wanted = (line - 1) << COLUMN_BITS | (column - 1)
        pointer: Pointer = ()
        node, found = self._root, None
        while True:
            if _mark_of(node) == wanted:
                found = pointer
            # marks grow through the file, so the value can only be in the last part that does not begin after it
            parts = [part for part in _parts(node) if _mark_of(part[1]) <= wanted]
            if not parts:
                return found
            step, node = parts[-1]
            pointer = (*pointer, step)

    def __iter__(self) -> Iterator[Pointer]:
        for pointer, _ in _walk(self._root, ()):
            yield pointer

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _mark(self, pointer: Pointer) -> int | None:
        node = _find(self._root, pointer)
        return node if node is None or type(node) is int else node[0]


class KeyMarks(Marks):
    """The same of every key, by the pointer of its value."""

    __slots__ = ()

    def __iter__(self) -> Iterator[Pointer]:
        for pointer, node in _walk(self._root, ()):
            if not isinstance(node, int):
                yield from ((*pointer, key) for key in node[2])

    def _mark(self, pointer: Pointer) -> int | None:
        parent = _find(self._root, pointer[:-1])
        if not pointer or parent is None or isinstance(parent, int):
            return None
        last = pointer[-1]
        return parent[2].get(last) if isinstance(last, str) else None


def _find(node: Any, pointer: Pointer) -> Any:
    """A node, or None. `Any`, because asking for the type at each step would double the time."""
    try:
        for step in pointer:
            node = node[1][step]
    except (TypeError, KeyError, IndexError):  # below a scalar; no such key; no such index
        return None
    return node


def _walk(node: Node, pointer: Pointer) -> Iterator[tuple[Pointer, Node]]:
    """Every node with its pointer, parents first, in the order of the file."""
    yield pointer, node
    for step, part in _parts(node):
        yield from _walk(part, (*pointer, step))


def _parts(node: Node) -> Iterable[tuple[str | int, Node]]:
    if isinstance(node, int):
        return ()
    return node[1].items() if isinstance(node[1], dict) else enumerate(node[1])


def _mark_of(node: Node) -> int:
    return node if isinstance(node, int) else node[0]


def _line_and_column(mark: int) -> tuple[int, int]:
    return (mark >> COLUMN_BITS) + 1, (mark & (1 << COLUMN_BITS) - 1) + 1
