"""Files to bytes, without trusting the folder: a pull request may hold symbolic links, pipes and devices.

In: a path and the root it must stay below. Out: the bytes or nothing, and findings; `load` goes on to a `Source`.
The surprising thing: a link is followed only if it ends below the root, and a named pipe does not hang the run, also when it is
put in the place of a file between the look and the opening.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from checker.finding import Finding, Place, Text
from checker.source.codes import refuse
from checker.source.document import Source
from checker.source.encoding import too_large
from checker.source.json_text import JSON_LIMIT, parse_json
from checker.source.yaml_text import YAML_LIMIT, parse

__all__ = ["load", "read"]

# Not every system has these; where they are missing there are no named pipes in the file system either.
_FLAGS = (
    os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
)
_KINDS = (
    (stat.S_ISDIR, Text("文件夹", "a folder")),
    (stat.S_ISFIFO, Text("命名管道", "a named pipe")),
    (stat.S_ISSOCK, Text("套接字", "a socket")),
)


def load(path: Path, root: Path, limit: int | None = None) -> tuple[Source | None, tuple[Finding, ...]]:
    """Read and parse the file at `path`: JSON when its name ends in `.json`, else YAML, each with its own limit."""
    is_json = path.suffix.lower() == ".json"
    limit = limit or (JSON_LIMIT if is_json else YAML_LIMIT)
    data, findings = read(path, root, limit)
    if data is None:
        return None, findings
    return (parse_json if is_json else parse)(data, _shown(path, root), limit)


def read(path: Path, root: Path, limit: int = YAML_LIMIT) -> tuple[bytes | None, tuple[Finding, ...]]:
    """The bytes of the plain file at `path`, which must stand below `root` once links are followed; at most `limit` of them."""
    place = Place(_shown(path, root))
    try:
        real = path
        if not _free_of_links(path, root):
            real = path.resolve(strict=True)
            if not real.is_relative_to(root.resolve(strict=True)):
                return None, (_outside(place),)
        mode = real.stat().st_mode
        if not stat.S_ISREG(mode):  # before opening: opening a device can have effects
            return None, (_not_a_file(place, mode),)
        with os.fdopen(os.open(real, _FLAGS), "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                return None, (_not_a_file(place, status.st_mode),)
            data = file.read(limit + 1)
    except FileNotFoundError:
        return None, (_missing(place),)
    except (OSError, RuntimeError, ValueError) as error:
        # No permission; links in a circle (a RuntimeError until Python 3.12); NUL in the name.
        return None, (_unreadable(place, error),)
    if len(data) > limit:
        return None, (too_large(place.path, max(status.st_size, len(data)), limit),)
    return data, ()


def _free_of_links(path: Path, root: Path) -> bool:
    """Whether `path` stands below `root` by its name, and no step on the way down is a link: then it stands there in truth.

    Asked first because resolving path and root takes ten times as long; where the answer is no, they are resolved.
    """
    below = _below(path, root)
    if os.name != "posix":  # Windows has links that `lstat` does not tell
        return False
    if below is None or ".." in below.split("/"):
        return False
    name = os.fspath(root)
    for step in below.split("/"):
        name = f"{name}/{step}"
        if stat.S_ISLNK(os.lstat(name).st_mode):
            return False
    return True


def _below(path: Path, root: Path) -> str | None:
    """The part of the path below the root, or None when it does not begin with the root. (`relative_to` takes 10 µs.)"""
    name, top = os.fspath(path), os.fspath(root) + os.sep
    return name[len(top) :].replace(os.sep, "/") if name.startswith(top) else None


def _shown(path: Path, root: Path) -> str:
    """The path as people know it: below the root, with `/`; a name that is no UTF-8 is made printable."""
    shown = _below(path, root)
    if shown is None:
        shown = (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()
    return os.fsencode(shown).decode("utf-8", "replace")


def _outside(place: Place) -> Finding:
    return refuse(
        "S19", place,
        Text("这个文件（或链接）在目录之外", "this file (or link) leads out of the folder"),
        Text("把文件本身放进目录，不要用指向外面的链接。",
             "Put the file itself into the folder instead of a link that leads out of it."),
    )  # fmt: skip


def _not_a_file(place: Place, mode: int) -> Finding:
    kind = next((name for test, name in _KINDS if test(mode)), Text("设备", "a device"))
    return refuse(
        "S20", place,
        Text(f"这不是普通文件，而是{kind.zh}", f"this is not a plain file but {kind.en}"),
        Text("换成普通文件，或删掉它。", "Put a plain file in its place, or delete it."),
    )  # fmt: skip


def _missing(place: Place) -> Finding:
    return refuse(
        "S21", place,
        Text("找不到这个文件", "there is no such file"),
        Text("检查文件名和文件夹；链接要指向存在的文件。",
             "Check its name and folder; a link must lead to a file that is there."),
    )  # fmt: skip


def _unreadable(place: Place, error: Exception) -> Finding:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return refuse(
        "S21", place,
        Text(f"读不出这个文件（{reason}）", f"this file cannot be read ({reason})"),
        Text("检查文件的权限，以及链接是否绕成了圈。", "Check its permissions, and whether links lead in a circle."),
    )  # fmt: skip
