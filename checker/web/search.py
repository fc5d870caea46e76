"""Matters found by what people type: a Chinese name or a part of it, pinyin, initials, English words, the id.

In: the catalogue; then a query. Out: ids of matters, best first.
The surprising thing: no search engine. The names of ten thousand matters are a megabyte of text, and looking through all of
it takes less time than asking somebody else.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from checker.catalogue import Catalogue
from checker.languages import phrases_in
from checker.model.edition import Edition
from generators.initials import pinyin

__all__ = ["MAX_QUERY", "Index", "index"]

MAX_QUERY = 60
_SPACE = str.maketrans("", "", " \u3000'’·-_《》“”\"")


@dataclass(frozen=True, slots=True)
class _Entry:
    matter: str
    names: tuple[str, ...]
    sounds: str
    starts: tuple[int, ...]
    initials: str
    words: tuple[str, ...]
    beside: str


@dataclass(frozen=True, slots=True)
class Index:
    """All names, ready to be compared."""

    entries: tuple[_Entry, ...]

    def find(self, query: str, among: Iterable[str] | None = None) -> tuple[str, ...]:
        """The matters that fit, best first; those of equal rank in the order of the catalogue."""
        text = _plain(query[:MAX_QUERY])
        if not text:
            return ()
        words = tuple(unicodedata.normalize("NFKC", query[:MAX_QUERY]).casefold().split())
        wanted = None if among is None else set(among)
        ranked = [
            (rank, place, entry.matter)
            for place, entry in enumerate(self.entries)
            if (wanted is None or entry.matter in wanted) and (rank := _rank(entry, text, words)) is not None
        ]
        return tuple(matter for _, _, matter in sorted(ranked))


def index(catalogue: Catalogue) -> Index:
    """The index of all matters, by their newest edition."""
    traditional = phrases_in(catalogue, "zh-Hant")
    return Index(
        tuple(
            _entry(matter, editions[-1], catalogue, traditional.text(editions[-1].name))
            for matter, editions in catalogue.editions.items()
            if editions
        )
    )


def _entry(matter: str, edition: Edition, catalogue: Catalogue, traditional: str) -> _Entry:
    name, result = edition.name.zh, edition.result.name.zh if edition.result.name else ""
    sounds, starts = "", []
    for syllable in pinyin(name):
        starts.append(len(sounds))
        sounds += _plain(syllable)
    beside = [edition.summary.zh if edition.summary else "", edition.summary.en if edition.summary else ""]
    for list_id, terms in (("topic", edition.topics), ("audience", edition.audience)):
        for term in terms:
            label = catalogue.vocabulary.label(list_id, term)
            beside += [label.zh, label.en]
    return _Entry(
        matter,
        tuple(dict.fromkeys(_plain(each) for each in (name, traditional, result) if each)),
        sounds,
        tuple(starts),
        "".join(sounds[start] for start in starts if start < len(sounds)),
        tuple(f"{edition.name.en} {matter.replace('-', ' ')}".casefold().split()),
        _plain(" ".join(beside)),
    )


def _plain(text: str) -> str:
    """What two writings of a name have in common: width, case, spaces and quotes set aside."""
    return unicodedata.normalize("NFKC", text).casefold().translate(_SPACE)


def _rank(entry: _Entry, text: str, words: tuple[str, ...]) -> int | None:
    """How well it fits; lower is better, None: not at all."""
    if text in entry.names or text == _plain(entry.matter):
        return 0
    if any(name.startswith(text) for name in entry.names):
        return 1
    if any(text in name for name in entry.names):
        return 2
    if text.isascii() and len(text) > 1:
        rank = _sounds_like(entry, text)
        if rank is not None:
            return rank
    if words and all(any(own.startswith(word) for own in entry.words) for word in words):
        return 4
    if len(text) > 2 and any(_in_order(text, name) for name in entry.names):
        return 7
    return 8 if len(text) > 1 and text in entry.beside else None


def _sounds_like(entry: _Entry, text: str) -> int | None:
    """Pinyin from the beginning of a syllable on, or initials."""
    if entry.sounds.startswith(text) or entry.initials.startswith(text):
        return 3
    if any(entry.sounds.startswith(text, start) for start in entry.starts):
        return 5
    return 6 if text in entry.initials else None


def _in_order(text: str, name: str) -> bool:
    """Whether the signs stand in the name in this order, with others between them (食品证 in 食品经营许可证)."""
    signs = iter(name)
    return not text.isascii() and all(sign in signs for sign in text)
