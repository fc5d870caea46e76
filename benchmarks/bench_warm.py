"""CPU time of a warm `lint` over 10,000 matters: `python benchmarks/bench_warm.py [NUMBER]`.

In: how many matters. Out: a table: cold, unchanged, one file changed; each both in this process and as a fresh `banshi lint`.
The surprising thing: after each change the findings are compared with those of a cold run, so a cache that is fast because it is
wrong cannot win.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.bench_lint import write_matters
from checker.warm import lint_root

__all__ = ["main"]

ROOT = Path(__file__).resolve().parent.parent
ON = date(2026, 11, 22)
TARGETS = {"unchanged": 1.0, "one file changed": 0.5}
"""Seconds of CPU that the project promises itself for 10,000 matters, in this process."""


def fresh(root: Path, cache: Path) -> float:
    """CPU seconds of a new `banshi lint`, start-up and printing included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-m", "checker.cli", "--root", str(root), "lint", "--on", ON.isoformat()],
        check=False, capture_output=True, cwd=ROOT, env={**os.environ, "XDG_CACHE_HOME": str(cache)},
    )  # fmt: skip
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def edit(root: Path, index: int) -> None:
    """Promise more days than the law allows."""
    file = next((root / "catalogue" / "matters" / f"permit-{index}").glob("*.yaml"))
    text = file.read_text("utf-8")
    changed = text.replace(
        "statutory: 20 working_days, promised: ", "statutory: 20 working_days, promised: 9"
    )
    if changed == text:
        raise SystemExit(f"nothing to change in {file}")
    file.write_text(changed, encoding="utf-8")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("number", nargs="?", type=int, default=10_000)
    number = parser.parse_args().number
    with tempfile.TemporaryDirectory() as folder:
        root, cache = Path(folder) / "root", Path(folder) / "cache" / "lint.sqlite"
        write_matters(root, number)
        for path in root.rglob("*"):  # as if written long ago
            os.utime(path, (1_700_000_000, 1_700_000_000))
        rows = []
        for name in ("cold", "unchanged", "one file changed"):
            if name == "one file changed":
                edit(root, 3)
            began = time.process_time()
            found = lint_root(root, ON, None, cache)
            rows.append((name, time.process_time() - began))
            if name == "one file changed" and (
                found.again != 1 or found.findings != lint_root(root, ON).findings
            ):
                raise SystemExit("the warm run says something else than a cold one")
        print(f"{number} matters: CPU seconds in this process")
        for name, seconds in rows:
            target = f" (promised: {TARGETS[name]})" if name in TARGETS else ""
            print(f"  {name:18} {seconds:7.2f}{target}")
        fresh(root, cache.parent)
        unchanged = fresh(root, cache.parent)
        edit(root, 4)
        print("as a new process, start-up and the printing of all findings included")
        print(
            f"  {'unchanged':18} {unchanged:7.2f}\n  {'one file changed':18} {fresh(root, cache.parent):7.2f}"
        )


if __name__ == "__main__":
    main()
