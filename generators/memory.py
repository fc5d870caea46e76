"""What a build remembers of the pages about many matters, so that the next one need not write them again.

In: keys of an earlier build, and the matters that changed since. Out: whether a page would be the same.
The surprising thing: a page is known again by what it would show and not by its bytes, so that it need not be made to find out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

__all__ = ["Kept", "Memory", "digest"]


@dataclass(frozen=True, slots=True)
class Kept:
    """A page that an earlier build wrote and that would be the same."""

    path: str


@dataclass(frozen=True, slots=True, eq=False)
class Memory:
    """`old` is the key of each page in the earlier build, `changed` are the matters changed since, `new` the keys of this
    build."""

    old: Mapping[str, str] = field(default_factory=dict)
    changed: frozenset[str] = frozenset()
    new: dict[str, str] = field(default_factory=dict)

    def keeps(self, path: str, key: str, matters: Iterable[str]) -> bool:
        """Whether the page is as it was: the same key, and none of the matters of which the key tells only the ids changed."""
        self.new[path] = key
        return self.old.get(path) == key and self.changed.isdisjoint(matters)


def digest(*values: object) -> str:
    """A key of these values. Their repr must tell all that a page shows of them."""
    return hashlib.blake2b(repr(values).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
