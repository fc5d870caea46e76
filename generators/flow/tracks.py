"""Gives every run in a channel a track of its own, so that no two lines lie on each other, and orders tracks for few crossings.

In: the paths of `routing.route`. Out: for each path the track of each of its runs, and how many tracks each channel needs.
The surprising thing: a path may come back with two more corners on one spot. Runs that each must lie above the other (a circle)
are freed by letting one of them change its track halfway.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from generators.flow.routing import Path

__all__ = ["Tracks", "assign"]

Channel = tuple[bool, int]  # upright (between columns) or not (between rows), and its even number
Key = tuple[bool, int, int, Path]  # the channel, the target and the corners still to come


@dataclass(frozen=True, slots=True)
class Tracks:
    """`of[arrow][run]` is the track of a run, counted from the left or from above; `width` the number of tracks of a channel."""

    paths: tuple[Path, ...]
    of: tuple[tuple[int, ...], ...]
    width: dict[Channel, int]


@dataclass(slots=True)
class _Group:
    """The runs of one channel that go on together: one track. `before` and `behind`: where lines join it from the lower- and the
    higher-numbered side (from above and below, or from left and right)."""

    low: int
    high: int
    arrows: list[tuple[int, int]] = field(default_factory=list)
    before: set[int] = field(default_factory=set)
    behind: set[int] = field(default_factory=set)


def assign(paths: tuple[Path, ...], targets: tuple[int, ...]) -> Tracks:
    """Tracks for all runs. `targets` names the box in which each path ends."""
    patience = len(paths) + 1
    while True:
        width: dict[Channel, int] = {}
        of = [[0] * max(len(path) - 1, 0) for path in paths]
        stuck: tuple[int, int] | None = None
        for channel, groups in _groups(paths, targets).items():
            stuck = stuck or _settle(list(groups.values()), channel, paths, patience == 0, width, of)
        if stuck is None:
            return Tracks(paths, tuple(map(tuple, of)), width)
        paths = _freed(paths, *stuck)
        patience -= 1


def _groups(paths: tuple[Path, ...], targets: tuple[int, ...]) -> dict[Channel, dict[Key, _Group]]:
    channels: dict[Channel, dict[Key, _Group]] = {}
    for arrow, path in enumerate(paths):
        for run in range(1, len(path) - 2):
            (x, y), (u, v) = path[run], path[run + 1]
            upright = _upright(path, run)
            line = x if upright else y
            if line % 2:
                continue
            a, b = (y, v) if upright else (x, u)
            key = (upright, line, targets[arrow], path[run + 1 :])
            groups = channels.setdefault((upright, line), {})
            group = groups.get(key)
            if group is None:
                group = groups[key] = _Group(min(a, b), max(a, b))
            group.low, group.high = min(group.low, a, b), max(group.high, a, b)
            group.arrows.append((arrow, run))
            across = 0 if upright else 1
            for at, other in ((a, path[run - 1][across]), (b, path[run + 2][across])):
                if other < line:
                    group.before.add(at)
                elif other > line:
                    group.behind.add(at)
    return channels


def _upright(path: Path, run: int) -> bool:
    """Whether a run is vertical. Runs alternate; one of no length is told by its neighbour."""
    (x, y), (u, v) = path[run], path[run + 1]
    if (x, y) != (u, v):
        return x == u
    return not _upright(path, run - 1)


def _settle(
    groups: list[_Group], channel: Channel, paths: tuple[Path, ...], force: bool,
    width: dict[Channel, int], of: list[list[int]],
) -> tuple[int, int] | None:  # fmt: skip
    """Writes the tracks of one channel; or names the arrow and run that must change its track halfway."""
    upright = channel[0]
    count = len(groups)
    must = [0] * count  # bit mask of the groups that have to lie before this one
    for i, group in enumerate(groups):
        for j, other in enumerate(groups):
            if i != j and any(at % 2 for at in group.before & other.behind):
                must[j] |= 1 << i
    left = list(range(count))
    placed: list[tuple[int, int]] = []
    track_of: dict[int, int] = {}
    while left:
        rest = sum(1 << i for i in left)
        able = [i for i in left if not must[i] & rest]
        if not able:
            found = None if force else _culprit(groups, left, must, paths, upright)
            if found is not None:
                return found
            able = left
        first = min(able, key=lambda i: (_price(groups, i, left), groups[i].low, i))
        left.remove(first)
        group = groups[first]
        track = 0
        for above, there in placed:
            near = groups[above]
            if must[first] >> above & 1 or (near.low <= group.high and group.low <= near.high):
                track = max(track, there + 1)
        placed.append((first, track))
        track_of[first] = track
    for index, track in track_of.items():
        for arrow, run in groups[index].arrows:
            of[arrow][run] = track
    width[channel] = max(track_of.values()) + 1
    return None


def _culprit(
    groups: list[_Group], left: list[int], must: list[int], paths: tuple[Path, ...], upright: bool
) -> tuple[int, int] | None:
    """A run in a circle whose beginning ties it: cut behind that point, the rest is free of it."""
    for number in left:
        group = groups[number]
        if not any(must[other] >> number & 1 for other in left):
            continue
        ties: set[int] = set()
        for other in left:
            if other != number:
                ties |= (group.before & groups[other].behind) | (group.behind & groups[other].before)
        for arrow, run in group.arrows:
            start = paths[arrow][run][upright]
            if start % 2 and start in ties:
                return arrow, run
    return None


def _price(groups: list[_Group], first: int, left: list[int]) -> int:
    """Crossings made by laying `first` before all that are left, less those saved."""
    group, price = groups[first], 0
    for number in left:
        if number != first:
            other = groups[number]
            if other.low <= group.high and group.low <= other.high:
                price += _crossings(group, other) - _crossings(other, group)
    return price


def _crossings(first: _Group, second: _Group) -> int:
    return sum(first.low < at < first.high for at in second.before) + sum(
        second.low < at < second.high for at in first.behind
    )


def _freed(paths: tuple[Path, ...], arrow: int, run: int) -> tuple[Path, ...]:
    """The paths, with one run cut in two that may lie on different tracks."""
    path = paths[arrow]
    (x, y), (u, v) = path[run], path[run + 1]
    cut = (x, y + (1 if v > y else -1)) if _upright(path, run) else (x + (1 if u > x else -1), y)
    return (*paths[:arrow], (*path[: run + 1], cut, cut, *path[run + 1 :]), *paths[arrow + 1 :])
