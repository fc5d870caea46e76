"""Time of a semantic diff of two revisions with 200 changed matters of 10,000: `python benchmarks/bench_diff.py`.

In: how many matters, how many of them change. Out: a table on standard output: wall and CPU time of a fresh process, start-up and
git included, beside `git diff --stat` on the same revisions, which reads the same objects and understands nothing.
The surprising thing: the diff is checked first. Every changed matter must be told with its shortened limit, and no other.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from bench_lint import write_matters

__all__ = ["main"]

ROOT = Path(__file__).resolve().parent.parent
WALL, CPU = 2.0, 1.0
"""Seconds that the project promises itself for 10,000 matters, 200 of them changed."""


def git(root: Path, *arguments: str) -> None:
    """One git command in the made repository."""
    who = ("-c", "user.name=bench", "-c", "user.email=bench@example.org", "-c", "gc.auto=0")
    subprocess.run(["git", *who, "-C", str(root), *arguments], check=True, capture_output=True)


def make(root: Path, number: int, changed: int) -> None:
    """Two commits, `before` and `after`: every 50th matter (or as often as wanted) promises one working day less."""
    write_matters(root, number)
    git(root, "init", "--quiet")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message=before")
    git(root, "tag", "before")
    for index in range(0, number, max(1, number // changed))[:changed] if changed else ():
        path = next((root / "catalogue" / "matters" / f"permit-{index}").glob("2*.yaml"))
        text = path.read_text("utf-8")
        promised = 21 if index % 10 == 9 else 5 + index % 15
        path.write_text(
            text.replace(f"promised: {promised} working_days", f"promised: {promised - 1} working_days"),
            "utf-8",
        )
    git(root, "commit", "--quiet", "--all", "--message=after")
    git(root, "tag", "after")


def measured(command: Sequence[str], times: int = 3) -> tuple[float, float, bytes]:
    """Wall and CPU seconds of a process and its children, the best of some runs, and what it printed."""
    wall = cpu = float("inf")
    printed = b""
    for _ in range(times):
        before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        printed = subprocess.run(command, check=True, capture_output=True, cwd=ROOT).stdout
        wall = min(wall, time.perf_counter() - start)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = min(cpu, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return wall, cpu, printed


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description="time of a semantic diff")
    parser.add_argument("--matters", type=int, default=10_000)
    parser.add_argument("--changed", type=int, default=200)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="desk-bench-") as folder:
        root = Path(folder)
        make(root, options.matters, options.changed)
        command = [
            sys.executable,
            "-m",
            "checker.cli",
            "--root",
            folder,
            "diff",
            "before",
            "after",
            "--format",
            "json",
        ]
        wall, cpu, printed = measured(command)
        kinds = Counter(change["kind"] for change in json.loads(printed))
        if kinds != {"limit-shortened": options.changed}:
            raise SystemExit(f"expected {options.changed} shortened limits, found {dict(kinds)}")
        plain = measured(["git", "-C", folder, "diff", "--stat", "before", "after"])
    scale = max(1.0, options.matters / 10_000, options.changed / 200)
    verdict = "within" if wall <= WALL * scale and cpu <= CPU * scale else "ABOVE"
    print(f"{options.matters} matters, {options.changed} changed, all in a fresh process")
    print(
        f"{'banshi diff':<20}{wall:>8.2f} s wall{cpu:>8.2f} s CPU ({verdict} {WALL:.0f} s wall, {CPU:.0f} s CPU)"
    )
    print(f"{'git diff --stat':<20}{plain[0]:>8.2f} s wall{plain[1]:>8.2f} s CPU")


if __name__ == "__main__":
    main()
