"""The check in a real Chromium against the check in Python, the same submissions for both: `python benchmarks/bench_browser.py`.

In: the shipped catalogue and its examples (cases.yaml), each repeated. Out: sizes of the files of the offline pre-check, and the
time of a verdict and of an interview step. The surprising thing: the browser is timed inside the page, without the way there, and
every verdict is compared before a number is printed. Without Chromium it says so and leaves with 0.
"""

from __future__ import annotations

import json
import shutil
import statistics
import sys
import time
from datetime import date
from pathlib import Path

from checker.cases import read_cases
from checker.check import check
from checker.desks import desks
from checker.interview.saved import document_data
from checker.loading import load_catalogue
from checker.phrases import Phrases
from checker.source import Source, parse
from checker.submission import read_submission
from generators.offline.common import common
from generators.offline.program import program
from generators.offline.script import engine, script

__all__ = ["main"]

ROOT = Path(__file__).resolve().parent.parent
ON = date(2026, 3, 2)
TIMES = 5
RUN = """(text) => {
  const {programs, shared, cases, on, times} = JSON.parse(text);
  const day = banshi.values.normalise(on, {type: "date"});
  let start = performance.now();
  const matters = programs.map((program) => new banshi.check.Matter(program, shared));
  const opening = performance.now() - start;
  const read = cases.map(([matter, text]) => [matters[matter], banshi.submission.read(banshi.json.read(text, false)).submission]);
  let outcomes;
  start = performance.now();
  for (let n = 0; n < times; n += 1) {
    outcomes = read.map(([matter, submission]) => banshi.check.check(matter, submission, day).acceptance);
  }
  const checking = performance.now() - start;
  const steps = read.map(([matter, submission]) => {
    const half = new Map([...submission.facts].filter((_, index) => index % 2));
    const begun = performance.now();
    banshi.interview.standing(matter, {...banshi.interview.nothing(), facts: half}, day);
    return performance.now() - begun;
  });
  return {opening, checking, outcomes, steps};
}"""


def main() -> int:
    """Prints the table."""
    chromium = next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))),
        None,
    )
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        chromium = None
    catalogue = load_catalogue(ROOT)
    phrases = Phrases(catalogue.words, "zh-Hans", catalogue.laws, catalogue.vocabulary)
    every = desks(catalogue, "compiled", "bench")
    prepared = [every.at(matter, ON) for matter in catalogue.editions]
    programs = [program(desk, phrases) for desk in prepared]
    sizes = [len(json.dumps(each, ensure_ascii=False, separators=(",", ":")).encode()) for each in programs]
    print(f"script {len(script().encode()):,} bytes (engine {len(engine().encode()):,}); "
          f"data of a matter {min(sizes):,} to {max(sizes):,}, median {statistics.median(sizes):,.0f}")  # fmt: skip
    if chromium is None:
        print("no Chromium or no playwright here: nothing to compare with")
        return 0
    cases, submissions = [], []
    for index, desk in enumerate(prepared):
        path = ROOT / "catalogue" / "matters" / desk.edition.matter / "cases.yaml"
        source, _ = parse(path.read_bytes(), str(path))
        for case in read_cases(source)[0] if source else ():
            data = {
                "matter": desk.edition.matter,
                "facts": dict(case.submission.facts),
                "documents": [document_data(document) for document in case.submission.documents],
            }
            read, _ = read_submission(Source("-", data))
            assert read is not None
            submissions.append((desk, read))
            cases.append((index, json.dumps(data)))
    begun = time.process_time()
    for _ in range(TIMES):
        expected = [check(submission, desk, phrases, ON).acceptance for desk, submission in submissions]
    python = (time.process_time() - begun) * 1000
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.add_script_tag(content=engine())
        data = {
            "programs": programs,
            "shared": common(catalogue, phrases),
            "cases": cases,
            "on": ON.isoformat(),
            "times": TIMES,
        }
        got = page.evaluate(RUN, json.dumps(data))
        browser.close()
    assert got["outcomes"] == expected, "the browser and Python differ: run tests/offline"
    number = TIMES * len(cases)
    print(f"{len(cases)} submissions to {len(prepared)} matters, {TIMES} times, all outcomes equal")
    print(f"opening a matter in the browser     {got['opening'] / len(prepared):8.2f} ms")
    print(f"a verdict in the browser            {got['checking'] / number:8.2f} ms")
    print(
        f"a verdict in Python (compiled)      {python / number:8.2f} ms CPU; browser / Python = {got['checking'] / python:.2f}"
    )
    steps = sorted(got["steps"])
    print(
        f"a step of an interview, browser     {statistics.median(steps):8.2f} ms median, {steps[-1]:.1f} ms at most"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
