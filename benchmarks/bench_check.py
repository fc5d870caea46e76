"""CPU time of one full check on the shipped examples: `python benchmarks/bench_check.py`.

In: the two example submissions. Out: a table on standard output: reading, deciding, the whole verdict in words, with `compiled`
alone and with both engines; beside them, as a measure, the JSON Schema check of the same submission (jsonschema, jsonschema_rs).
The surprising thing: a check is more than the engines. Normalising, the state of the papers, the questions, the dates and every
sentence are in the figure called "verdict".
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import jsonschema
import jsonschema_rs
from referencing import Registry, Resource

from checker.check import check, decide
from checker.desks import desks
from checker.engines.available import Wanted, why_not_durable
from checker.loading import load_catalogue
from checker.phrases import Phrases
from checker.source import parse
from checker.submission import read_submission

__all__ = ["main"]

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ("complete", "several-defects")
TARGETS = {"verdict, both engines": 1000.0, "decision, compiled": 200.0}
"""Microseconds of CPU that the project promises itself."""


def microseconds(call: Callable[[], object], times: int) -> float:
    """CPU microseconds a call, best of three runs."""
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        for _ in range(times):
            call()
        best = min(best, time.process_time() - start)
    return best / times * 1e6


def schema_checks() -> dict[str, Callable[[object], object]]:
    """The peers: the submission's JSON Schema alone."""
    folder = ROOT / "rules" / "schema"
    schema = json.loads((folder / "submission.schema.json").read_text("utf-8"))
    parts = json.loads((folder / "parts.schema.json").read_text("utf-8"))
    registry: Registry[object] = Registry().with_resource("parts.schema.json", Resource.from_contents(parts))
    slow = jsonschema.Draft202012Validator(schema, registry=registry)
    inlined = {**schema, "$defs": parts["$defs"]}
    text = json.dumps(inlined).replace("parts.schema.json#", "#")
    fast = jsonschema_rs.Draft202012Validator(json.loads(text))
    return {"jsonschema alone": slow.is_valid, "jsonschema_rs alone": fast.is_valid}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="CPU time of one full check")
    parser.add_argument("--times", type=int, default=200)
    times = parser.parse_args().times
    catalogue = load_catalogue(ROOT)
    phrases = Phrases(catalogue.words, "zh-Hans", catalogue.laws, catalogue.vocabulary)
    wanted: tuple[Wanted, ...] = ("compiled",) if why_not_durable() else ("compiled", "both")
    ready = {which: desks(catalogue, which, "benchmark") for which in wanted}
    peers = schema_checks()
    for example in EXAMPLES:
        path = ROOT / "examples" / "labour-dispatch" / f"{example}.yaml"
        text = path.read_bytes()
        source, _ = parse(text, path.name)
        assert source is not None
        submission, findings = read_submission(source)
        assert submission is not None, findings
        day = submission.received_on
        assert day is not None
        measured = {"read the file": microseconds(partial(parse, text, "-"), times)}
        for which, all_desks in ready.items():
            desk = all_desks.at(submission.matter, day)
            name = "both engines" if which == "both" else which
            measured[f"decision, {name}"] = microseconds(partial(decide, submission, desk, day), times)
            measured[f"verdict, {name}"] = microseconds(partial(check, submission, desk, phrases, day), times)
        for name, peer in peers.items():
            measured[name] = microseconds(partial(peer, source.data), times)
        base = measured["jsonschema alone"]
        print(f"{example}: {len(submission.documents)} documents, {len(submission.facts)} facts")
        for name, spent in measured.items():
            target = f"  target {TARGETS[name]:.0f}" if name in TARGETS else ""
            print(f"  {name:24} {spent:8.0f} us  {spent / base:6.2f} x jsonschema alone{target}")
    reason = why_not_durable()
    if reason is not None:
        print(f"durable was not measured: {reason.en}")


if __name__ == "__main__":
    main()
