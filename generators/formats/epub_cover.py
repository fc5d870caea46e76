"""The cover of a book as SVG: the title on the house's blue, the publisher below.

In: title, publisher, language. Out: SVG, well-formed, the same for the same input. The surprising thing: nothing measures the
type; a line holds as many characters as are sure to fit, a Chinese one counting for two.
"""

from __future__ import annotations

from generators.formats.text import width, wrapped
from generators.formats.xhtml import text

__all__ = ["cover"]

_WIDE, _HIGH = 1200, 1600
_SIZE, _LEADING = 88, 128
_COLUMNS = 22
_FONTS = "Noto Sans CJK SC, Noto Sans SC, PingFang SC, Microsoft YaHei, sans-serif"
_MOST_LINES = 7


def cover(title: str, publisher: str, language: str) -> str:
    """The cover."""
    lines = _lines(title, _COLUMNS)
    if len(lines) > _MOST_LINES:
        lines = [*lines[: _MOST_LINES - 1], f"{lines[_MOST_LINES - 1]}…"]
    words = "".join(
        f'<text x="120" y="{420 + number * _LEADING}" font-size="{_SIZE}" font-weight="700" fill="#ffffff">{text(line)}</text>'
        for number, line in enumerate(lines)
    )
    foot = "".join(
        f'<text x="120" y="{1420 + number * 60}" font-size="40" fill="#dbe7f3">{text(line)}</text>'
        for number, line in enumerate(_lines(publisher, 46)[:2])
    )
    rule = 420 + len(lines) * _LEADING - 40
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xml:lang="{language}" viewBox="0 0 {_WIDE} {_HIGH}"'
        f' width="{_WIDE}" height="{_HIGH}" role="img"><title>{text(title)}</title>'
        f'<rect width="{_WIDE}" height="{_HIGH}" fill="#0b5394"/><rect width="36" height="{_HIGH}" fill="#083d6e"/>'
        f'<g font-family="{_FONTS}">{words}{foot}</g>'
        f'<rect x="120" y="{rule}" width="160" height="10" fill="#ffffff"/></svg>\n'
    )


def _lines(words: str, columns: int) -> list[str]:
    """The words in lines; a word longer than a line is cut."""
    found = []
    for line in wrapped(words, columns=columns):
        while width(line) > columns + 2:  # a closing mark may hang over
            cut = next(place for place in range(len(line), 0, -1) if width(line[:place]) <= columns)
            found.append(line[:cut])
            line = line[cut:]
        found.append(line)
    return found
