"""CPU time of `banshi prove` over the whole shipped catalogue: `python benchmarks/bench_prove.py`.

In: the shipped catalogue. Out: a table on standard output: editions, CPU seconds of the proofs and of a fresh
process, beside the target. The surprising thing: a mistake is planted first and must be found, so that a prover that is fast
because it proves nothing cannot win; the other row tries every applicant instead, for the few editions where that is possible.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from dataclasses import replace
from itertools import product
from pathlib import Path

from checker.conditions.facts import Fact
from checker.conditions.tree import All, Node, Not, facts_of
from checker.engines.compiled import evaluator
from checker.loading import load_catalogue
from checker.prove.runner import Item, plan, prove
from checker.prove.sites import locator
from checker.prove.subject import Subject

__all__ = ["main"]

ROOT = Path(__file__).resolve().parent.parent
TARGET = 60.0
"""CPU seconds for the whole catalogue that the project promises itself."""
MOST = 1_000_000


def planted(item: Item) -> Item:
    """The edition with its first condition turned into one that nobody can meet."""
    first, *rest = item.edition.requirements
    impossible = replace(first, when=All((first.when, Not(first.when))))
    return replace(item, edition=replace(item.edition, requirements=(impossible, *rest)))


def answers(fact: Fact) -> int:
    """How many answers a loop would have to try; 0: too many."""
    if fact.derive or fact.type not in ("boolean", "choice"):
        return 0
    return 2 if fact.type == "boolean" else len(fact.options)


def by_trying(node: Node, facts: dict[str, Fact]) -> int:
    """Every applicant tried on one condition; how many there were, 0 when there are too many."""
    number = 1
    for name in facts_of(node):
        number *= answers(facts[name])
    if not 0 < number <= MOST:
        return 0
    names = facts_of(node)
    choices = [(True, False) if facts[name].type == "boolean" else facts[name].option_ids for name in names]
    test = evaluator(node)
    for values in product(*choices):
        test(dict(zip(names, values, strict=True)))
    return number


def fresh_process() -> float:
    """CPU seconds of the command in a new process, start-up and loading included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "checker.cli", "--root", str(ROOT), "prove", "--format", "json"]
    answer = subprocess.run(command, capture_output=True, cwd=ROOT, check=False)
    if answer.returncode == 2:
        raise SystemExit(answer.stderr.decode())
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Prints the table."""
    argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    ).parse_args()
    catalogue = load_catalogue(ROOT)
    items = plan(catalogue).items
    for item in items:
        if item.edition.requirements and not any(
            entry.finding.code == "P01" for entry in prove(planted(item), catalogue)
        ):
            raise SystemExit(f"the planted mistake in {item.edition.matter} was not found")
    start = time.process_time()
    found = sum(len(prove(item, catalogue)) for item in items)
    seconds = time.process_time() - start
    conditions = tried = applicants = 0
    start = time.process_time()
    for item in items:
        at = locator(catalogue.sources.get(item.edition.place.path))
        subject = Subject(item.edition, item.received, at, catalogue.words)
        for site in subject.sites:
            conditions += 1
            number = by_trying(site.node, dict(subject.facts))
            tried += number > 0
            applicants += number
    trying = time.process_time() - start
    fresh = fresh_process()
    verdict = "within" if fresh <= TARGET else "ABOVE"
    print(f"{len(items)} editions with {conditions} conditions: {found} findings")
    print(f"{'all proofs':<28}{seconds:>8.2f} s CPU")
    print(f"{'fresh process, all':<28}{fresh:>8.2f} s CPU ({verdict} the target of {TARGET:.0f})")
    print(
        f"{'every applicant tried':<28}{trying:>8.2f} s CPU for {applicants} applicants, and only for {tried} of the "
        f"{conditions} conditions: the rest ask numbers, days or texts"
    )


if __name__ == "__main__":
    main()
