"""CPU time of a cold `lint` over 1,000 matters with the shipped registers: `python benchmarks/bench_lint.py`.

In: how many matters (`--matters 10000`). Out: a table on standard output: the phases, the whole in a fresh process, and the
whole beside jsonschema alone and beside the command check-jsonschema on the same files.
The surprising thing: the matters are checked to be free of findings first, but for one in
ten that holds one mistake; a linter that is fast because it sees nothing cannot win.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from string import Template

import jsonschema
import referencing
import referencing.jsonschema
import yaml

from checker.lint import run
from checker.loading import load_catalogue
from checker.schema import Schemas
from checker.schema.library import BASE
from checker.source import load

__all__ = ["main"]

ROOT = Path(__file__).resolve().parent.parent
TARGET = 1.5
"""Seconds of CPU that the project promises itself for 1,000 matters."""
_FEWEST = 10
"""One matter in ten holds a mistake."""
ON = date(2026, 11, 22)
FRESH = (
    "import sys; from datetime import date; from pathlib import Path;"
    "from checker.loading import load_catalogue; from checker.lint import run;"
    "print(len(run(load_catalogue(Path(sys.argv[1])), on=date(2026, 11, 22))))"
)
MATTER = Template(Path(__file__).with_name("matter.txt").read_text("utf-8"))


def write_matters(root: Path, number: int) -> int:
    """`number` matters beside the shipped registers and rules; one in ten promises 21 days. Returns the bytes a matter."""
    shutil.copytree(ROOT / "rules", root / "rules")
    for part in ("laws", "agencies", "materials"):
        shutil.copytree(ROOT / "catalogue" / part, root / "catalogue" / part)
    shutil.copy(ROOT / "catalogue" / "catalogue.yaml", root / "catalogue")
    total = 0
    for index in range(number):
        promised = 21 if index % 10 == 9 else 5 + index % 15
        text = MATTER.substitute(
            number=index, month=f"{1 + index % 12:02}", area=20 + index % 80, promised=promised
        )
        total += len(text.encode())
        folder = root / "catalogue" / "matters" / f"permit-{index}"
        folder.mkdir(parents=True)
        (folder / f"2024-{1 + index % 12:02}-01.yaml").write_text(text, encoding="utf-8")
    return total // number


def check_results(root: Path, number: int) -> None:
    """Exactly the planted mistakes are found."""
    found = [finding.code for finding in run(load_catalogue(root), on=ON)]
    if found != ["L03"] * (number // 10):
        raise SystemExit(f"expected {number // 10} findings L03, found {len(found)}: {sorted(set(found))}")


def fresh_process(root: Path) -> float:
    """CPU seconds of a new Python that loads and lints, start-up included; the best of three."""
    best = float("inf")
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", FRESH, str(root)], check=True, capture_output=True, cwd=ROOT)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        best = min(best, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return best


def phases(root: Path) -> dict[str, float]:
    """CPU seconds of the parts, by profile; profiling makes each part slower, so only the shares are exact."""
    profile = cProfile.Profile(time.process_time)
    profile.enable()
    run(load_catalogue(root), on=ON)
    profile.disable()
    stats = pstats.Stats(profile).stats  # type: ignore[attr-defined]  # typeshed lacks it
    wanted = {
        "read and parse": ("checker/source/files.py", "load"),
        "schema": ("checker/schema/store.py", "check"),
        "editions": ("checker/reading/edition.py", "read_edition"),
        "rulebook": ("checker/rulebook.py", "rulebook"),
        "engine limits": ("checker/engines/durable_limits.py", "limits"),
        "checks": ("checker/lint/__init__.py", "run"),
        "whole": ("checker/loading.py", "load_catalogue"),
    }
    found = dict.fromkeys(wanted, 0.0)
    for (path, _, function), (_, _, _, cumulative, _) in stats.items():
        for name, (ending, called) in wanted.items():
            if path.endswith(ending) and function == called:
                found[name] += cumulative
    found["whole"] += found["checks"]
    return found


def plain_jsonschema(root: Path, sample: int) -> float:
    """CPU seconds that PyYAML (C) and jsonschema would take for the matters, extended from a sample."""
    schemas, _ = Schemas.load(root / "rules" / "schema")
    documents = schemas.library.documents
    resources = [
        (BASE + name, referencing.jsonschema.DRAFT202012.create_resource(document))
        for name, document in documents.items()
    ]
    registry = referencing.Registry().with_resources(resources).crawl()
    validator = jsonschema.Draft202012Validator(documents["edition.schema.json"], registry=registry)
    paths = sorted((root / "catalogue" / "matters").rglob("*.yaml"))
    # PyYAML takes the key `on` for true (YAML 1.1), so it only reads, and jsonschema judges what our own loader read
    sources = [load(path, root)[0] for path in paths[:sample]]
    start = time.process_time()
    for path, source in zip(paths, sources, strict=False):
        yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
        if source is None or not validator.is_valid(source.data):
            raise SystemExit(f"{path} does not fit the schema")
    return (time.process_time() - start) / sample * len(paths)


def check_jsonschema(root: Path, sample: int) -> float | None:
    """CPU seconds that the command check-jsonschema would take for the matters, extended from a sample; None: not installed."""
    command = shutil.which("check-jsonschema", path=str(Path(sys.executable).parent))
    command = command or shutil.which("check-jsonschema")
    if command is None:
        return None
    schemas = root / "rules" / "schema"
    fixed = [
        command,
        "--base-uri",
        f"{schemas.as_uri()}/",
        "--schemafile",
        str(schemas / "edition.schema.json"),
    ]
    paths = [str(path) for path in sorted((root / "catalogue" / "matters").rglob("*.yaml"))]
    few, many = (_children([*fixed, *paths[:count]]) for count in (1, sample + 1))
    return few + (many - few) / sample * (len(paths) - 1)  # it starts once, then each file costs the same


def _children(command: list[str]) -> float:
    """CPU seconds of one run of a command that must succeed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(f"{Path(command[0]).name} failed: {(done.stdout + done.stderr)[-500:]}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--matters", type=int, default=1000)
    number: int = parser.parse_args().matters
    if number < _FEWEST:
        parser.error(f"--matters is {_FEWEST} or more")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        size = write_matters(root, number)
        check_results(root, number)
        start = time.process_time()
        catalogue = load_catalogue(root)
        loaded = time.process_time()
        run(catalogue, on=ON)
        checked = time.process_time()
        fresh = fresh_process(root)
        shares = phases(root)
        alone = plain_jsonschema(root, min(100, number))
        command = check_jsonschema(root, min(100, number - 1))
    print(f"{number} matters of {size} bytes and the shipped registers")
    print(f"{'load':<28}{loaded - start:>8.2f} s CPU")
    print(f"{'checks':<28}{checked - loaded:>8.2f} s CPU")
    for name, seconds in shares.items():
        if name != "whole":
            print(f"  {name:<26}{seconds / shares['whole']:>8.0%} of the profile")
    verdict = "within" if fresh <= TARGET * number / 1000 else "ABOVE"
    print(
        f"{'fresh process, all':<28}{fresh:>8.2f} s CPU ({verdict} the target of {TARGET * number / 1000:.2f})"
    )
    print(
        f"{'PyYAML (C) and jsonschema':<28}{alone:>8.2f} s CPU for the matters alone: {alone / fresh:.1f} times as long"
    )
    if command is None:
        print(
            f"{'check-jsonschema':<28}{'-':>8} not measured: it is not installed (`./run bench` installs it)"
        )
    else:
        print(
            f"{'check-jsonschema (command)':<28}{command:>8.2f} s CPU for the matters alone:"
            f" {command / fresh:.1f} times as long"
        )


if __name__ == "__main__":
    main()
