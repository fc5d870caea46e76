"""How large the box of a step must be for its words, and where in it they stand.

In: a `Step`. Out: its `Shape`, in whole even pixels, before it has a place.
The surprising thing: a diamond holds less the more lines it has, so its text is set in the number of lines that makes it small.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from generators.flow.graph import Step
from generators.flow.measure import EM, balanced, pixels, units, wrap

__all__ = ["LABEL_LINE", "LABEL_SIZE", "TEXT_SIZE", "Shape", "label_lines", "shape"]

TEXT_SIZE, TEXT_LINE, TEXT_BASE = 14, 20, 15
LABEL_SIZE, LABEL_LINE = 13, 17
LABEL_EM = 5 * EM  # a line beside an arrow
TAG = 20  # height of the corner with the limit
LEAST = 96


@dataclass(frozen=True, slots=True)
class Shape:
    """A box without its place. `above` is what stands out over its top."""

    width: int
    height: int
    lines: tuple[str, ...]
    text_top: int = 0
    tag: str = ""
    tag_width: int = 0
    tag_top: int = 0
    tag_inset: int = 0
    above: int = 0
    size: int = TEXT_SIZE
    line: int = TEXT_LINE
    baseline: int = TEXT_BASE
    tag_height: int = TAG

    def grown(self, width: int, height: int) -> Shape:
        """The same box, as large as its neighbours."""
        if (width, height) == (self.width, self.height):
            return self
        return replace(self, width=width, height=height, text_top=self.text_top + (height - self.height) // 2)


@lru_cache(1024)
def label_lines(text: str) -> tuple[str, ...]:
    """The words beside an arrow, in short lines."""
    return wrap(text, LABEL_EM) if text else ()


def shape(step: Step, limit: int) -> Shape:
    """The box of a step, with lines of at most `limit` hundredths of an em."""
    return _shape(step.kind, step.label, step.limit or "", limit)


@lru_cache(4096)
def _shape(kind: str, label: str, tag: str, limit: int) -> Shape:
    """Remembered: thousands of charts say 提出申请 and 当场作出决定."""
    if kind in ("fork", "join"):
        return Shape(80, 8, ())
    tag_width = pixels(units(tag), LABEL_SIZE) + 12 if tag else 0
    if kind == "decision":
        return _diamond(label, tag, tag_width)
    lines = wrap(label, limit)
    widest = max((pixels(units(line), TEXT_SIZE) for line in lines), default=0)
    padding = 16 if kind == "task" else 26
    width = _even(max(widest + padding, tag_width + 16, LEAST))
    text = max(len(lines), 1) * TEXT_LINE
    if kind == "task":
        height = _even(text + (16 if not tag else 10 + TAG))
        return Shape(width, height, lines, height - 8 - text if not tag else TAG + 3, tag, tag_width)
    height = _even(text + 20 + (TAG + 2 if tag else 0))
    return Shape(width, height, lines, 10, tag, tag_width, text + 12)


def _diamond(label: str, tag: str, tag_width: int) -> Shape:
    if not label and not tag:
        return Shape(32, 32, ())
    whole = units(label) // EM
    least = 1 if whole <= 5 else 2 if whole <= 12 else 3 if whole <= 16 else 4
    most = least + (whole > 10 and least < 4)
    width, height, lines = min(
        (_slopes(balanced(label, n)) for n in range(least, most + 1)), key=lambda s: s[0] + s[1]
    )
    count = len(lines)
    if tag:
        width = max(width, 2 * (tag_width + 8))
    top = (height - count * TEXT_LINE) // 2
    tag_top = min(top - TAG, 0)
    # a short limit sits on the slope, not in the empty corner
    half = _even(width) // 2
    left = min(max(8, half * 2 * (tag_top + TAG) // height - 14), half - tag_width)
    return Shape(
        _even(width), height, lines, top, tag, tag_width, tag_top, half - left - tag_width, max(-tag_top, 0)
    )


def _slopes(lines: tuple[str, ...]) -> tuple[int, int, tuple[str, ...]]:
    """Width and height of the diamond that holds these lines."""
    count = max(len(lines), 1)
    height = (56, 76, 100, 124)[count - 1] if count <= 4 else count * TEXT_LINE + 48
    width = LEAST
    for number, line in enumerate(lines):
        # a corner of this line must lie within the slope: line/width + 2 far/height <= 1
        far = abs(2 * number - count + 1) * TEXT_LINE // 2 + TEXT_LINE // 2 - 3
        width = max(width, (pixels(units(line), TEXT_SIZE) + 6) * height // (height - 2 * far) + 1)
    return width, height, lines


def _even(number: int) -> int:
    return number + number % 2
