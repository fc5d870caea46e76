"""Measures and breaks text without a font: East Asian width in, lines and whole pixels out.

In: a string and how many hundredths of an em a line may hold. Out: lines that obey the rules for line starts and ends (禁则).
The surprising thing: a break never cuts a word of `terms` or a number from its measure word (5个工作日), and prefers brackets
and commas.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from generators.flow.terms import TERM

__all__ = ["EM", "balanced", "breaks_rule", "pixels", "units", "wrap"]

EM = 100
NEVER_FIRST = frozenset("、。，．：；？！）》」』】〕〉”’…—·～%‰℃°,.!?:;)]}")
NEVER_LAST = frozenset("（《「『【〔〈“‘([{￥¥$№第")
GOOD_AFTER = frozenset("，；：。？！）》,;: ")
GOOD_BEFORE = frozenset("（《「【“(")
WIDE_LATIN = dict.fromkeys("mwMW@%", 95)
NARROW_LATIN = dict.fromkeys("iljtfrI.,:;'|!()[] ", 38)
NUMBER = r"\d+(?:[.,/\-:]\d+)*[^\W\dA-Za-z_]?(?:工作日)?"
ATOM = re.compile(rf"{TERM}|{NUMBER}|[A-Za-z0-9]+(?:[./'&_:@\-][A-Za-z0-9]+)*|\s+|.", re.DOTALL)


class _Widths(dict[str, int]):
    """The width of each character met so far: a chart says the same few hundred again and again."""

    def __missing__(self, char: str) -> int:
        found = self[char] = _width(char)
        return found


def _width(char: str) -> int:
    """Ambiguous characters count as wide, as Chinese fonts draw them."""
    if "\u4e00" <= char <= "\u9fff":
        return EM
    if char < "\x7f":
        return WIDE_LATIN.get(char) or NARROW_LATIN.get(char) or (70 if "A" <= char <= "Z" else 58)
    if unicodedata.combining(char):
        return 0
    return EM if unicodedata.east_asian_width(char) in "WFA" else 60 if char >= "\u2e80" else 62


_WIDTHS = _Widths()


def units(text: str) -> int:
    """The width of one line in hundredths of an em."""
    return sum(map(_WIDTHS.__getitem__, text))


def pixels(width: int, size: int) -> int:
    """`width` hundredths of an em at a type size of `size` pixels, rounded up."""
    return (width * size + EM - 1) // EM


def breaks_rule(lines: tuple[str, ...]) -> bool:
    """Whether a line begins or ends with punctuation that must not stand there."""
    return any(a[-1:] in NEVER_LAST or b[:1] in NEVER_FIRST for a, b in pairwise(lines) if a and b)


def wrap(text: str, limit: int) -> tuple[str, ...]:
    """The text in as few lines of at most `limit` as it takes, evenly filled. A line feed in the text always breaks."""
    if "\n" in text:
        return tuple(line for part in text.split("\n") for line in wrap(part, limit))
    text = text.strip()
    whole = units(text)
    if whole <= limit or not text:
        return (text,) if text else ()
    atoms = _atoms(text, limit)
    widths = [units(atom) for atom in atoms]
    return _best(atoms, widths, limit, -(-whole // limit))


def balanced(text: str, lines: int) -> tuple[str, ...]:
    """The text in about `lines` lines, as narrow as that number allows."""
    if lines < 2 or "\n" in text:
        return tuple(part.strip() for part in text.split("\n") if part.strip())
    atoms = _atoms(text.strip(), EM * 30)
    widths = [units(atom) for atom in atoms]
    target = -(-sum(widths) // lines)
    widest = max(widths, default=0)
    found: tuple[str, ...] = ()
    for slack in (EM // 2, 3 * EM // 2, 3 * EM, 99 * EM):
        found = _best(atoms, widths, max(target + slack, widest), lines)
        if len(found) <= lines:
            break
    return found


def _atoms(text: str, limit: int) -> list[str]:
    """Pieces that must not be broken: words, numbers with their measure word, characters with punctuation that clings to them."""
    atoms: list[str] = []
    cling = False
    for piece in ATOM.findall(text):
        if piece.isspace():
            if atoms:
                atoms[-1] += " "
        elif atoms and (cling or piece[0] in NEVER_FIRST):
            atoms[-1] += piece
            cling = piece[-1] in NEVER_LAST
        else:
            atoms.append(piece)
            cling = piece[-1] in NEVER_LAST
    most = limit * 3 // 2
    if all(len(atom) * EM <= most or units(atom) <= most for atom in atoms):
        return atoms
    short: list[str] = []
    for (
        atom
    ) in atoms:  # a word much longer than a line is cut where the line ends; the box makes room for others
        if units(atom) <= most:
            short.append(atom)
            continue
        room = 0
        short.append("")
        for char in atom:
            wide = units(char)
            barred = char in NEVER_FIRST or char == " " or short[-1].rstrip()[-1:] in NEVER_LAST
            if room + wide > limit and short[-1] and not barred:
                short.append("")
                room = 0
            short[-1] += char
            room += wide
    return short


def _best(atoms: list[str], widths: list[int], limit: int, lines: int) -> tuple[str, ...]:
    """Fewest lines first, then evenness; a break at punctuation is worth an em of unevenness."""
    count = len(atoms)
    aim = sum(widths) // max(lines, 1)
    worth = [_worth(atoms[last][-1], atoms[last + 1][0]) for last in range(count - 1)] + [0]
    cost = [0] * (count + 1)  # lines and unevenness in one number: a line outweighs any unevenness
    following = [count] * (count + 1)
    for first in range(count - 1, -1, -1):
        width, best = 0, -1
        for last in range(first, count):
            width += widths[last]
            if width > limit and last > first:
                break
            uneven = (width - aim) // 10
            option = cost[last + 1] + _LINE + uneven * uneven - worth[last]
            if best < 0 or option < best:
                best = option
                following[first] = last + 1
        cost[first] = best
    out: list[str] = []
    at = 0
    while at < count:
        out.append("".join(atoms[at : following[at]]).strip())
        at = following[at]
    return tuple(line for line in out if line)


_LINE = 1 << 60


def _worth(last: str, first: str) -> int:
    """What a break between these two characters is worth."""
    return 150 if last in GOOD_AFTER or first in GOOD_BEFORE else 20 if last == "、" else 0
