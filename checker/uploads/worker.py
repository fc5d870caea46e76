"""The process that reads hostile files: `python -I -m checker.uploads.worker`, with limits it cannot lift again.

In: numbers of open files and the limits as one JSON line on standard input. Out: one JSON line a file on standard output.
The surprising thing: it has no name, path or network address of anything. It gets open files, may write none and start nothing,
and each line is out before the next file is touched, so that its death costs only the file it died of.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from typing import BinaryIO

from checker.finding import Text
from checker.uploads.limits import Kind, Limits
from checker.uploads.report import Seen

__all__ = ["main", "see"]


def see(file: BinaryIO, limits: Limits) -> Seen:
    """One file, whatever it is."""
    # imported here, so that the limits of the process are in force before the first line of them runs
    from checker.uploads.kinds import kind_of, seems

    kind = kind_of(file)
    if limits.kind(kind) is None:
        return Seen(told=(("U03", {"seems": seems(file)}),))
    if kind == "pdf":
        from checker.uploads.pdf import see_pdf

        return see_pdf(file, limits.pages)
    if kind in ("docx", "ofd"):
        from checker.uploads.archive import see_archive

        return see_archive(file, kind, limits)
    from checker.uploads.picture import see_picture

    return see_picture(file, kind, limits)


def _limit(seconds: int, memory: int) -> None:
    for what, most in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_NPROC, 0),
    ):
        resource.setrlimit(what, (most, most))
    os.nice(5)


def main() -> None:
    """Read the order, set the limits, tell about each file."""
    order = json.loads(sys.stdin.readline())
    told = order["limits"]
    _limit(told["seconds"], told["memory"])
    kinds = tuple(Kind(name, Text("", ""), ()) for name in told.pop("kinds"))
    limits = Limits(kinds=kinds, **told)
    for number in order["files"]:
        with os.fdopen(number, "rb") as file:
            try:
                seen = see(file, limits)
            except (MemoryError, RecursionError):
                seen = Seen(told=(("U17", {}),))
        line = {
            "kind": seen.kind, "pages": seen.pages, "width": seen.width, "height": seen.height, "told": seen.told,
        }  # fmt: skip
        sys.stdout.write(json.dumps(line) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
