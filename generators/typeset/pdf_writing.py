"""A PDF written from front to back: objects packed in compressed streams, and the table that finds them.

In: objects by number, in any order. Out: the file; the same bytes for the same objects.
The surprising thing: the id of the file is the hash of everything before it, so that two books that differ in a
letter differ in their id, and two runs do not.
"""

from __future__ import annotations

import hashlib
import zlib
from typing import BinaryIO

__all__ = ["Writing"]

_GROUP = 250
"""Objects in one compressed stream."""


class Writing:
    """One file being written. Numbers for new objects come from `number()`."""

    def __init__(self, file: BinaryIO, next_number: int) -> None:
        self._file, self._next = file, next_number
        self._hash = hashlib.sha256()
        self._at = 0
        self._places: dict[int, tuple[int, int, int]] = {}
        self._waiting: list[tuple[int, bytes]] = []
        self._raw(b"%PDF-1.7\n%\x80\x80\x80\x80\n")

    def number(self) -> int:
        """A number that no object has."""
        self._next += 1
        return self._next - 1

    def add(self, number: int, text: bytes) -> None:
        """An object without a stream."""
        self._waiting.append((number, text))
        if len(self._waiting) == _GROUP:
            self._pack()

    def stream(self, number: int, text: bytes, data: bytes) -> None:
        """An object with a stream; its text says the length."""
        self._places[number] = (1, self._at, 0)
        self._raw(b"%d 0 obj\n%b\nstream\n" % (number, text))
        self._raw(data)
        self._raw(b"\nendstream\nendobj\n")

    def end(self, root: int, info: int) -> None:
        """The table and the end of the file."""
        self._pack()
        table = self.number()
        self._places[table] = (1, self._at, 0)
        size = self._next
        rows = bytearray()
        for number in range(size):
            kind, place, index = self._places.get(number, (0, 0, 0))
            rows += bytes((kind,)) + place.to_bytes(5, "big") + index.to_bytes(2, "big")
        packed = zlib.compress(bytes(rows), 6)
        name = self._hash.hexdigest()[:32].encode()
        begin = self._at
        self._raw(
            b"%d 0 obj\n<</Type/XRef/Size %d/W[1 5 2]/Root %d 0 R/Info %d 0 R/ID[<%b><%b>]"
            b"/Filter/FlateDecode/Length %d>>\nstream\n" % (table, size, root, info, name, name, len(packed))
        )
        self._raw(packed)
        self._raw(b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % begin)

    def _pack(self) -> None:
        if not self._waiting:
            return
        number = self.number()
        heads, at = [], 0
        for index, (inner, text) in enumerate(self._waiting):
            heads.append(b"%d %d" % (inner, at))
            at += len(text) + 1
            self._places[inner] = (2, number, index)
        head = b" ".join(heads) + b"\n"
        packed = zlib.compress(head + b"\n".join(text for _, text in self._waiting), 6)
        told = (len(self._waiting), len(head), len(packed))
        self._waiting = []
        self.stream(number, b"<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>" % told, packed)

    def _raw(self, data: bytes) -> None:
        self._file.write(data)
        self._hash.update(data)
        self._at += len(data)
