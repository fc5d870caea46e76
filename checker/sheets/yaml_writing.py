"""Plain data to the YAML of the catalogue: the way back from checker/source.

In: dicts, lists, text, whole numbers, true, false, null. Out: text that checker/source reads back as the same data.
The surprising thing: quotes are the rule and plain text the exception. Text stays unquoted only when no YAML reader, ours or that
of an editor, can take it for anything else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

__all__ = ["block", "document", "flow"]

_PLAIN = re.compile(r"[A-Za-z_./一-鿿“”‘’《》（）〔〕【】—…、，。；：？！·％-]"
                    r"[A-Za-z0-9_./ 一-鿿“”‘’《》（）〔〕【】—…、，。；：？！·％()+-]*")  # fmt: skip
_WORDS = frozenset(["true", "false", "null", "yes", "no", "on", "off", "y", "n", "~", ".", "..", "-", "---"])
_DURATION = re.compile(r"[0-9]{1,4} (?:working_days|days|months|years)")
_KEY = re.compile(r"[a-z][a-z0-9_.-]*")
_ASCII_THEN_WIDE = re.compile(r"[A-Za-z0-9_.-]+ ?[：，、；]")
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff]")
_WIDTH = 110


def document(data: object, schema_path: str) -> str:
    """A whole file, with the line that tells editors its schema."""
    return f"# yaml-language-server: $schema={schema_path}\n{block(data)}\n"


def block(data: object) -> str:
    """Data in lines; what is short stays on one."""
    if isinstance(data, dict) and data:
        return "\n".join(_lines(data, 0))
    if isinstance(data, list) and data:
        return "\n".join(_lines(data, 0))
    return flow(data)


def flow(value: object) -> str:
    """Data on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_key(key)}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(item) for item in value) + "]"
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return _text(value) if isinstance(value, str) else str(value)


def _lines(value: dict[str, object] | list[object], depth: int) -> Iterator[str]:
    indent = "  " * depth
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _entry(f"{indent}{_key(key)}:", item, depth)
    else:
        for item in value:
            whole = flow(item)
            if isinstance(item, dict) and item and len(indent) + len(whole) > _WIDTH:
                first, *rest = _lines(item, depth + 1)
                yield f"{indent}- {first.lstrip(' ')}"
                yield from rest
            else:
                yield f"{indent}- {whole}"


def _entry(head: str, item: object, depth: int) -> Iterator[str]:
    whole = flow(item)
    long = len(head) + len(whole) > _WIDTH or (isinstance(item, list) and any(map(_holds, item)))
    if isinstance(item, (dict, list)) and item and long:
        yield head
        yield from _lines(item, depth + 1)
    else:
        yield f"{head} {whole}"


def _holds(item: object) -> bool:
    return isinstance(item, (dict, list)) and bool(item)


def _key(key: str) -> str:
    """`on` stays plain as a key, as everywhere in the catalogue; only what our reader takes for a value is quoted."""
    return key if _KEY.fullmatch(key) and key not in ("true", "false", "null") else _text(key)


def _text(text: str) -> str:
    if _DURATION.fullmatch(text) or (
        _PLAIN.fullmatch(text)
        and not text.endswith((" ", ":"))
        and text.lower() not in _WORDS
        and not _ASCII_THEN_WIDE.match(text)
        and not text.startswith(("- ", "--", "."))
    ):
        return text
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False))
