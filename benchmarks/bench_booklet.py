"""Booklets of 100 and 1,000 guides beside WeasyPrint and headless Chromium: `python benchmarks/bench_booklet.py`.

In: generated matters beside the shipped registers (benchmarks/matter.txt). Out: CPU seconds, pages and peak memory
of `banshi publish`, and of the peers on our own HTML of the same guides, in one run.
The surprising thing: the peers print less. Their file has no contents over the whole, no index, no page total and
(Chromium) no tags that a checker accepts; their charts are pictures already drawn. They are given a few guides and
counted by the guide, since WeasyPrint needs minutes for a hundred.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from pathlib import Path

from bench_lint import write_matters

from checker.languages import phrases_in
from checker.loading import load_catalogue
from generators.formats import html
from generators.subject import Selection, plan

__all__ = ["main"]

ON = date(2026, 11, 22)
RECIPE = """\
format: 1
publication: all
title: {zh: 全部事项, en: All matters}
foreword: [测量用。]
order: agency
matters: {all: true}
on: "2026-11-22"
formats: [booklet]
"""
TARGET_CPU, TARGET_MEMORY, TARGET_RATIO = 30.0, 1500.0, 10.0
WEASY = "import sys, weasyprint; weasyprint.HTML(sys.argv[1]).write_pdf(sys.argv[2], pdf_variant='pdf/ua-1')"
BODY = re.compile(r"<body[^>]*>(.*)</body>", re.DOTALL)
STYLE = re.compile(r"<style[^>]*>.*?</style>", re.DOTALL)


@dataclass(frozen=True)
class Spent:
    """What one process and its children took."""

    cpu: float
    wall: float
    memory: float
    """MB at the highest, all its processes together."""


def run(command: Sequence[str]) -> Spent:
    """Run it to the end. Raises when it fails."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, stdout=said, stderr=said, start_new_session=True)
        highest = [0.0]
        watch = threading.Thread(target=watched, args=(process, highest))
        watch.start()
        code = process.wait()
        watch.join()
        if code not in (0, 1):
            said.seek(0)
            raise SystemExit(said.read().decode(errors="replace")[-2000:])
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Spent(cpu, time.monotonic() - began, highest[0])


def watched(process: subprocess.Popen[bytes], highest: list[float]) -> None:
    """Look at the memory of the process and all its descendants ten times a second."""
    page = os.sysconf("SC_PAGE_SIZE") / 1e6
    while process.poll() is None:
        total = 0.0
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
                if int(fields[3]) == process.pid:  # the session that was begun for it
                    total += int(fields[21]) * page
            except (OSError, IndexError, ValueError):
                continue
        highest[0] = max(highest[0], total)
        time.sleep(0.1)


def booklet(root: Path, guides: int) -> tuple[Spent, int, int]:
    """Publish it: what it took, its pages, its bytes."""
    out = root / "out"
    command = [
        "--root",
        str(root),
        "publish",
        str(root / "catalogue/publications/all.yaml"),
        "--out",
        str(out),
    ]
    spent = run([sys.executable, "-c", "from checker.cli import main; main()", *command])
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    if len(manifest["matters"]) != guides:
        raise SystemExit(f"{len(manifest['matters'])} matters were printed, not {guides}")
    made = next(file for file in manifest["files"] if file["kind"] == "booklet")
    shutil.rmtree(out)
    return spent, made["pages"], made["bytes"]


def one_page(root: Path, guides: int) -> str:
    """The guides as one HTML document, each on a page of its own."""
    catalogue = load_catalogue(root)
    phrases = phrases_in(catalogue, "zh-Hans")
    selection = Selection(plan(catalogue, ON), catalogue, phrases, ON, "bench")
    pages = [html.write(subject.guide(), phrases).decode() for subject in selection.subjects[:guides]]
    bodies = [found[1] for found in map(BODY.search, pages) if found]
    styles = "".join(dict.fromkeys(style for page in pages for style in STYLE.findall(page)))
    parts = "".join(f'<div style="break-before: page">{body}</div>' for body in bodies)
    head = f'<head><meta charset="utf-8"><title>x</title>{styles}</head>'
    return f'<!DOCTYPE html><html lang="zh-Hans">{head}<body>{parts}</body></html>'


def peers(folder: Path, page: str, python: str, chromium: str) -> dict[str, Spent]:
    """Those that are here."""
    source = folder / "guides.html"
    source.write_text(page, encoding="utf-8")
    found: dict[str, Spent] = {}
    have = find_spec("weasyprint") if python == sys.executable else shutil.which(python)
    if have:
        found["WeasyPrint"] = run([python, "-c", WEASY, str(source), str(folder / "weasy.pdf")])
    else:
        print("WeasyPrint is not installed here (pip install weasyprint, or --peer-python)")
    if shutil.which(chromium):
        flags = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--no-pdf-header-footer",
        ]
        profile = f"--user-data-dir={folder / 'profile'}"
        found["Chromium"] = run(
            [chromium, *flags, profile, f"--print-to-pdf={folder / 'chromium.pdf'}", source.as_uri()]
        )
    else:
        print("there is no Chromium here")
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--guides", type=int, default=100)
    parser.add_argument("--many", type=int, default=1000, help="the long booklet; 0: none")
    parser.add_argument("--peer-guides", type=int, default=20)
    parser.add_argument("--peer-python", default=sys.executable, help="the Python that has WeasyPrint")
    parser.add_argument("--chromium", default="chromium")
    chosen = parser.parse_args()
    ours = 0.0
    for guides in dict.fromkeys(number for number in (chosen.guides, chosen.many) if number):
        with tempfile.TemporaryDirectory() as name:
            root = Path(name)
            write_matters(root, guides)
            (root / "catalogue" / "publications").mkdir()
            (root / "catalogue/publications/all.yaml").write_text(RECIPE, encoding="utf-8")
            spent, pages, size = booklet(root, guides)
            each = spent.cpu / guides * 1000
            print(
                f"banshi publish, {guides:>5} guides {spent.cpu:8.1f} s CPU {each:8.1f} ms each {spent.memory:7.0f} MB "
                f"{pages:>6} pages {spent.cpu / pages * 1000:5.1f} ms a page {size / 1e6:6.1f} MB file"
            )
            if guides == chosen.guides:
                ours = spent.cpu / guides
                page = one_page(root, min(chosen.peer_guides, guides))
                for peer, took in peers(root, page, chosen.peer_python, chosen.chromium).items():
                    each = took.cpu / chosen.peer_guides
                    ratio = each / ours
                    verdict = (
                        ""
                        if peer != "WeasyPrint"
                        else " (target 10)"
                        if ratio >= TARGET_RATIO
                        else " BELOW the target of 10"
                    )
                    print(
                        f"{peer + ',':<14} {chosen.peer_guides:>5} guides  {took.cpu:8.1f} s CPU {each * 1000:8.1f} ms each "
                        f"{took.memory:7.0f} MB  {ratio:5.1f} times ours{verdict}"
                    )
            if guides == chosen.many:
                for what, found, target, unit in (
                    ("CPU", spent.cpu, TARGET_CPU * guides / 1000, "s"),
                    ("memory", spent.memory, TARGET_MEMORY, "MB"),
                ):
                    verdict = "within" if found <= target else "ABOVE"
                    print(f"{what}: {found:.1f} {unit}, {verdict} the target of {target:.0f} {unit}")


if __name__ == "__main__":
    main()
