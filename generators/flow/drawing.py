"""The finished drawing of a chart as plain geometry: what `layout` gives, and what SVG, PDF and BPMN are written from.

In: nothing. Out: frozen types, all measures in whole pixels, x to the right, y downwards. The surprising thing: a box knows
its words line by line with their baselines, so a writer only places text and never breaks it.
"""

from __future__ import annotations

from dataclasses import dataclass

from generators.flow.graph import Kind, Tone

__all__ = ["Band", "Box", "Label", "Layout", "Line", "Point", "Rect", "Words"]

Point = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Rect:
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text: its middle and its baseline."""

    text: str
    x: int
    y: int
    size: int


@dataclass(frozen=True, slots=True)
class Band:
    """A lane: the whole strip, and its head on top."""

    lane: str
    name: str
    rect: Rect
    head: Rect
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """A step. A decision's diamond touches the middles of `rect`'s sides. `tag` is the corner with the limit."""

    step: str
    lane: str
    kind: Kind
    tone: Tone
    rect: Rect
    words: tuple[Words, ...]
    tag: Rect | None = None
    tag_words: Words | None = None


@dataclass(frozen=True, slots=True)
class Label:
    rect: Rect
    words: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """An arrow. `points` are its corners from box to box; `stroke` is the part to draw, shorter where it runs into another line
    to the same box. `head` is a triangle, tip first, or nothing where it has no room. `back`: it does not go on in time."""

    source: str
    target: str
    tone: Tone
    back: bool
    points: tuple[Point, ...]
    stroke: tuple[Point, ...]
    head: tuple[Point, Point, Point] | None
    label: Label | None


@dataclass(frozen=True, slots=True)
class Layout:
    """The drawing; boxes and lines in the order in which they are drawn, lines first.

    Shown smaller than `width` pixels its smallest type is below 13 px: let the page scroll sideways instead. `cuts` are heights
    at which paper may end: no box and no word lies there, only lines.
    """

    title: str
    width: int
    height: int
    bands: tuple[Band, ...]
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    cuts: tuple[int, ...] = ()
