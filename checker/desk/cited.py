"""The part of a revision that some files need: with the laws and papers that they name, and no other.

In: a revision and the paths that are wanted. Out: a `Part` for the loader.
The surprising thing: what a file names is found without understanding it. Every string of its data that is the name
of a register's file counts, so nothing that is cited can be missed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checker.desk.revision import Parsed, Part, Revision

__all__ = ["REGISTERS", "cited_part", "part_of_matters"]

REGISTERS = ("catalogue/laws/", "catalogue/materials/")
_MATTERS, _OFFICES = "catalogue/matters/", "catalogue/offices/"


def cited_part(side: Revision, wanted: Iterable[str], parsed: Parsed) -> Part:
    """The wanted files and what they cite."""
    paths = list(dict.fromkeys(wanted))
    first = side.part(paths, parsed)
    cited = set(_strings(source.data for path in first.entries if (source := first.load(path)[0])))
    registers = [
        path
        for path in side.entries
        if path.startswith(REGISTERS) and path.rpartition("/")[2].removesuffix(".yaml") in cited
    ]
    return side.part(dict.fromkeys((*paths, *registers)), parsed)


def part_of_matters(side: Revision, matters: frozenset[str], parsed: Parsed) -> Part:
    """All that is needed to decide submissions about these matters."""
    wanted = (
        path
        for path in side.entries
        if path.startswith("rules/")
        or path == "catalogue/catalogue.yaml"
        or (path.startswith(_MATTERS) and path.split("/")[2] in matters and not path.endswith("/cases.yaml"))
        or (path.startswith(_OFFICES) and path.count("/") > 3 and path.split("/")[3] in matters)
    )
    return cited_part(side, wanted, parsed)


def _strings(values: Iterable[object]) -> Iterator[str]:
    stack = list(values)
    while stack:
        value = stack.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            stack.extend(value.values())
        elif isinstance(value, list):
            stack.extend(value)
