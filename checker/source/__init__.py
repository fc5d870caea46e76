"""The one door for YAML and JSON text. Nothing else in the project imports yaml.

In: bytes, or a path below a root. Out: a `Source` (plain data with the line and column of every value) and findings.
The surprising thing: no input raises. A hostile or broken file gives no `Source` and at least one finding with a remedy.
"""

from __future__ import annotations

from checker.source.codes import LOADER_CODES, MAX_DEPTH, Code
from checker.source.document import Pointer, Positions, Source
from checker.source.files import load, read
from checker.source.json_text import JSON_LIMIT, parse_json
from checker.source.trees import Folder, Tree
from checker.source.yaml_text import YAML_LIMIT, parse

__all__ = [
    "JSON_LIMIT",
    "LOADER_CODES",
    "MAX_DEPTH",
    "YAML_LIMIT",
    "Code",
    "Folder",
    "Pointer",
    "Positions",
    "Source",
    "Tree",
    "load",
    "parse",
    "parse_json",
    "read",
]
