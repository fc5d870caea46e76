"""Ends each line where it runs into another line to the same box, and puts lines into drawing order.

In: complete lines. Out: the same lines; `stroke` is the part to draw, and `head` sits where it ends.
The surprising thing: without this, two dashed lines on one stretch fill each other's gaps and look like a solid one.
"""

from __future__ import annotations

from dataclasses import replace

from generators.flow.drawing import Line, Point

__all__ = ["arrowhead", "merged"]

HEAD = 9  # length of an arrowhead, and less one its width
TURN = 12  # how far a line without room for a head goes on along the other: room for a round corner
RANK = {"return": 0, "refusal": 1, "normal": 2}


def merged(lines: list[Line]) -> tuple[Line, ...]:
    """The lines, muted ones first: what is drawn later lies on top. The normal, straighter way is drawn whole."""
    whole: dict[str, list[Line]] = {}
    out = []
    for line in sorted(
        lines, key=lambda line: (not line.back, RANK[line.tone], -len(line.points)), reverse=True
    ):
        others = whole.setdefault(line.target, [])
        others.append(line)
        out.append(_ended(line, others[:-1]))
    out.reverse()
    return tuple(out)


def arrowhead(before: Point, tip: Point) -> tuple[Point, Point, Point]:
    """The head of a line that comes from `before`."""
    (x, y), wing = tip, (HEAD - 1) // 2
    if before[0] == x:
        base = y + HEAD if before[1] > y else y - HEAD
        return tip, (x - wing, base), (x + wing, base)
    base = x + HEAD if before[0] > x else x - HEAD
    return tip, (base, y - wing), (base, y + wing)


def _ended(line: Line, others: list[Line]) -> Line:
    """The line up to the first place from which another line goes the same way."""
    points = line.points
    best: tuple[int, int, Point] | None = None
    for other in others:
        if other.points[-1] != points[-1]:
            continue
        found = _meeting(points, other.points)
        if found and (best is None or found < best):
            best = found
    if best is None:
        return line
    number, far, place = best
    before = tuple(p for p in points[: number + 1] if p != place)
    if far >= HEAD + 4:
        return replace(line, stroke=(*before, place), head=arrowhead(before[-1], place))
    onward = next(p for p in points[number + 1 :] if p != place)
    return replace(line, stroke=(*before, place, _along(place, onward)), head=None)


def _meeting(a: tuple[Point, ...], b: tuple[Point, ...]) -> tuple[int, int, Point] | None:
    """Where the common end of two lines begins on the first: its run, how far along the run, and the place itself."""
    shared = 1
    while shared < min(len(a), len(b)) and a[-shared - 1] == b[-shared - 1]:
        shared += 1
    if shared == len(a):
        return 0, 0, a[0]
    if shared == len(b):
        corner = b[0]
        return None if not _between(corner, a[-shared - 1], a[-shared]) else _found(a, shared, corner)
    here, there, joint = a[-shared - 1], b[-shared - 1], a[-shared]
    if _between(here, there, joint):
        return _found(a, shared, here)
    if _between(there, here, joint):
        return _found(a, shared, there)
    return _found(a, shared, joint) if joint != a[-1] else None


def _found(a: tuple[Point, ...], shared: int, place: Point) -> tuple[int, int, Point]:
    number = len(a) - shared - 1
    number -= number > 0 and a[number] == place  # the run that leads there, not the one that leads away
    return number, _far(a[number], place), place


def _far(a: Point, b: Point) -> int:
    return abs(a[0] - b[0]) + abs(a[1] - b[1])


def _between(place: Point, a: Point, b: Point) -> bool:
    """Whether the place lies on the level or upright stretch from a to b."""
    return _far(a, place) + _far(place, b) == _far(a, b) and (a[0] == b[0] or a[1] == b[1])


def _along(start: Point, goal: Point) -> Point:
    room = min(TURN, _far(start, goal))
    x = (goal[0] > start[0]) - (goal[0] < start[0])
    y = (goal[1] > start[1]) - (goal[1] < start[1])
    return start[0] + x * room, start[1] + y * room
