"""CPU time of the impact of a change over 100,000 submissions: `python benchmarks/bench_impact.py`.

In: how many submissions. Out: a table on standard output: a fresh process, start-up, git and reading included, beside two full
decisions of each submission, which is what a replay without its short cuts would cost.
The surprising thing: every submission is hit by the change and every one is read as JSON, judged by its schema and decided; none
is taken for another.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench_diff import git, measured

from checker.check import decide
from checker.desks import desks
from checker.loading import load_catalogue
from checker.source import load
from checker.submission import read_submission

__all__ = ["main"]

ROOT = Path(__file__).resolve().parent.parent
CPU = 30.0
"""Seconds of CPU that the project promises itself for 100,000 submissions."""
EDITION = "catalogue/matters/labour-dispatch/2013-07-01.yaml"


def make(root: Path) -> None:
    """The shipped catalogue, and a commit in which the licence asks for one more copy and for more capital."""
    for part in ("catalogue", "rules"):
        shutil.copytree(ROOT / part, root / part)
    git(root, "init", "--quiet")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message=before")
    git(root, "tag", "before")
    text = (root / EDITION).read_text("utf-8")
    changed = text.replace("articles-of-association, copies: 1", "articles-of-association, copies: 2")
    changed = changed.replace("{at_least: 2000000}", "{at_least: 6000000}")
    (root / EDITION).write_text(changed, "utf-8")
    git(root, "commit", "--quiet", "--all", "--message=after")
    git(root, "tag", "after")


def examples() -> list[dict[str, Any]]:
    """The two shipped submissions."""
    found = []
    for name in ("complete", "several-defects"):
        source, _ = load(ROOT / "examples" / "labour-dispatch" / f"{name}.yaml", ROOT)
        assert source is not None
        assert isinstance(source.data, dict)
        found.append(source.data)
    return found


def write(path: Path, number: int) -> None:
    """Submissions that all differ in their capital, and half of them in everything else."""
    both, draw = examples(), random.Random(7)
    with path.open("w", encoding="utf-8") as file:
        for index in range(number):
            base = both[index % 2]
            facts = {**base["facts"], "capital": {"registered": str(draw.randrange(1_000_000, 9_000_000))}}
            file.write(json.dumps({**base, "facts": facts}, ensure_ascii=False) + "\n")


def two_decisions(times: int) -> float:
    """CPU seconds of deciding one submission twice, without reading it."""
    source, _ = load(ROOT / "examples" / "labour-dispatch" / "complete.yaml", ROOT)
    assert source is not None
    submission, _ = read_submission(source)
    assert submission is not None
    assert submission.received_on is not None
    desk = desks(load_catalogue(ROOT), "compiled", "bench").at(submission.matter, submission.received_on)
    start = time.process_time()
    for _ in range(2 * times):
        decide(submission, desk, submission.received_on)
    return (time.process_time() - start) / times


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description="CPU time of an impact")
    parser.add_argument("--submissions", type=int, default=100_000)
    number: int = parser.parse_args().submissions
    with tempfile.TemporaryDirectory(prefix="desk-bench-") as folder:
        root = Path(folder) / "root"
        root.mkdir()
        make(root)
        path = Path(folder) / "submissions.jsonl"
        write(path, number)
        command = [
            sys.executable, "-m", "checker.cli", "--root", str(root), "impact", "before", "after", "--submissions", str(path),
            "--format", "json",
        ]  # fmt: skip
        _, cpu, printed = measured(command, 1 if number > 20_000 else 3)
    found = json.loads(printed)
    if (found["submissions"], found["unchanged"], found["unread"]) != (number, 0, []):
        raise SystemExit(
            f"expected {number} submissions and a change for each: {found['submissions']}, {found['unchanged']}"
        )
    full = two_decisions(2000) * number
    target = CPU * number / 100_000
    print(f"{number} submissions, {path.name} made of the shipped examples")
    print(
        f"{'banshi impact':<24}{cpu:>8.1f} s CPU ({'within' if cpu <= target else 'ABOVE'} the target of {target:.0f})"
    )
    print(f"{'two decisions of each':<24}{full:>8.1f} s CPU, without reading them")
    print(
        f"accept to supplement: {found['changed']}, other defects or prospects: {number - found['changed']}"
    )


if __name__ == "__main__":
    main()
