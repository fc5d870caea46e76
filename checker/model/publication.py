"""A publication recipe (出版单): which matters are printed together, for where, in which order, behind which cover.

In: built by checker/reading/publication.py from one file of catalogue/publications/. Out: read by lint, the command
`publish` and the generators.
The surprising thing: it holds names and texts, never editions. The same recipe prints another day or another
revision.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from checker.finding import Language, Place, Text

__all__ = ["ORDERS", "Chapter", "Choice", "Named", "Order", "Publication"]

Order = Literal["agency", "audience", "life-event", "given"]
ORDERS: tuple[Order, ...] = get_args(Order)


@dataclass(frozen=True, slots=True)
class Named:
    """A name that the recipe writes, and where it stands."""

    name: str
    place: Place


@dataclass(frozen=True, slots=True)
class Choice:
    """Which matters: those of any of the lists, without `but`. `everything`: all that are in force."""

    everything: bool = False
    matters: tuple[Named, ...] = ()
    bundles: tuple[Named, ...] = ()
    agencies: tuple[Named, ...] = ()
    audience: tuple[Named, ...] = ()
    topics: tuple[Named, ...] = ()
    but: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter whose matters and their order are written down."""

    title: Text
    text: Text | None
    matters: tuple[Named, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Publication:
    """One recipe. `offices`: for each matter the first of these divisions that has an implementation list of it."""

    id: str
    title: Text
    subtitle: Text | None
    note: Text | None
    edition: Text | None
    foreword: tuple[Text, ...]
    signed: Text | None
    choice: Choice
    order: Order
    chapters: tuple[Chapter, ...]
    offices: tuple[Named, ...]
    on: date | None
    language: Language
    bilingual: bool
    formats: tuple[Named, ...]
    place: Place
