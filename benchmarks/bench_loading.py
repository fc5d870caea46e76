"""CPU time of reading and checking the shipped catalogue, next to PyYAML and jsonschema: `python benchmarks/bench_loading.py`.

In: a folder with catalogue/ and rules/. Out: a table on standard output, microseconds a file; the ratio matters, not the number.
The surprising thing: before anything is timed, what we read of every file is compared with PyYAML's base loader, so that a
reader that is fast because it reads less cannot win.
"""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import jsonschema
import referencing
import referencing.jsonschema
import yaml

from checker.schema import Schemas
from checker.schema.library import BASE
from checker.source import Source, parse

__all__ = ["main"]

_MODELINE = re.compile(rb"\$schema=\S*?([a-z-]+)\.schema\.json")


def corpus(root: Path) -> list[tuple[str, bytes, str]]:
    """Path, bytes and kind of every catalogue file; the kind is what its first line says."""
    files = []
    for path in sorted((root / "catalogue").rglob("*.yaml")):
        data = path.read_bytes()
        kind = _MODELINE.search(data.partition(b"\n")[0])
        if kind:
            files.append((path.relative_to(root).as_posix(), data, kind[1].decode()))
    return files


def microseconds(work: Callable[[Any], object], inputs: Sequence[Any], rounds: int) -> float:
    """CPU time for one input, the best of some rounds."""
    best = float("inf")
    for _ in range(rounds):
        start = time.process_time()
        for each in inputs:
            work(each)
        best = min(best, time.process_time() - start)
    return best / len(inputs) * 1e6


def slow_validators(schemas: Schemas) -> dict[str, jsonschema.Draft202012Validator]:
    """What jsonschema alone would be, each schema compiled once."""
    resources = [
        (BASE + name, referencing.jsonschema.DRAFT202012.create_resource(document))
        for name, document in schemas.library.documents.items()
    ]
    registry = referencing.Registry().with_resources(resources).crawl()
    documents = schemas.library.documents
    return {
        kind: jsonschema.Draft202012Validator(documents[f"{kind}.schema.json"], registry=registry)
        for kind in schemas.kinds
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--root", type=Path, default=Path(__file__).resolve().parent.parent)
    options.add_argument("--rounds", type=int, default=5)
    chosen = options.parse_args(arguments)

    schemas, broken = Schemas.load(chosen.root / "rules" / "schema")
    assert not broken, broken
    files = corpus(chosen.root)
    assert files, "no catalogue files"
    sources: list[tuple[str, Source]] = []
    for path, data, kind in files:
        source, findings = parse(data, path)
        assert source is not None, findings
        assert _agrees(source.data, yaml.load(data, Loader=yaml.CBaseLoader)), path
        sources.append((kind, source))
    good = [(kind, source) for kind, source in sources if not schemas.check(kind, source)]
    slow = slow_validators(schemas)

    texts = [data for _, data, _ in files]
    # The pure Python parser takes a question mark within braces for YAML's own sign.
    readable = [text for text in texts if _safe_load_reads(text)]
    rows = [
        (
            "parse (events: data and places)",
            microseconds(lambda text: parse(text, "x"), texts, chosen.rounds),
        ),
        ("PyYAML CSafeLoader (data only)", microseconds(_c_safe_load, texts, chosen.rounds)),
        ("PyYAML SafeLoader (data only)", microseconds(yaml.safe_load, readable, 1)),
        ("check (jsonschema-rs)", microseconds(lambda each: schemas.check(*each), good, chosen.rounds)),
        ("jsonschema alone", microseconds(lambda each: slow[each[0]].is_valid(each[1].data), good, 1)),
    ]
    size = sum(map(len, texts)) / len(texts)
    print(
        f"{len(texts)} files of {size:,.0f} bytes on average, {len(good)} of them right; microseconds of CPU a file"
    )
    ours = rows[0][1] + rows[3][1]
    for name, value in rows:
        print(f"{name:34} {value:10,.0f}   {value / ours:6.2f} of parse + check")


def _c_safe_load(text: bytes) -> object:
    return yaml.load(text, Loader=yaml.CSafeLoader)


def _safe_load_reads(text: bytes) -> bool:
    try:
        yaml.safe_load(text)
    except (yaml.YAMLError, ValueError):
        return False
    return True


def _agrees(ours: object, text: object) -> bool:
    """Whether our typed values are what the base loader, which knows only text, has read."""
    if isinstance(ours, dict) and isinstance(text, dict):
        return ours.keys() == text.keys() and all(_agrees(ours[key], text[key]) for key in ours)
    if isinstance(ours, list) and isinstance(text, list):
        return len(ours) == len(text) and all(map(_agrees, ours, text))
    if ours is None:
        return text in ("null", "")
    return text == (str(ours).lower() if isinstance(ours, bool) else str(ours))


if __name__ == "__main__":
    main()
