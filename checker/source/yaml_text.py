"""YAML text to data and places, in one pass over the parser's events. The only module that imports yaml.

In: bytes and the path to name in messages. Out: a `Source` or nothing, and findings.
The surprising thing: this is a subset in which nothing is guessed. Only plain `true`, `false`, `null` and whole numbers of up to
15 digits without leading zeros have a type (an empty value is null); `no`, `1:30`, `0123`, `1.10` and `2026-02-13` are the text
that is written. `~` is refused rather than read. An error anywhere means no `Source`; a warning does not.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from checker.finding import Finding, Place, Severity, in_order
from checker.source import refusals
from checker.source.codes import MAX_DEPTH, MAX_FINDINGS
from checker.source.document import Source
from checker.source.encoding import INVISIBLE, decode
from checker.source.marks import COLUMN_BITS, NO_KEYS, KeyMarks, Marks, Node
from checker.source.yaml_errors import Mark, syntax_finding

__all__ = ["YAML_LIMIT", "parse"]

YAML_LIMIT = 256 * 1024

# libyaml is 15 times faster; the pure Python parser gives the same events where PyYAML was built without it.
_PARSER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader

_INTEGER = re.compile(r"-?[1-9][0-9]{0,14}|0")
_WORDS = {"": None, "null": None, "true": True, "false": False}
# An ASCII name with a full-width colon: `id：x` where `id: x` was meant.
_WIDE_COLON = re.compile(r"([A-Za-z_][A-Za-z0-9_.-]*)[ \u3000]?：")
# ASCII names with full-width commas: `[a，b]` is one item.
_WIDE_COMMA = re.compile(r"[A-Za-z0-9_.-]+(?:[，、；] ?[A-Za-z0-9_.-]+)+")
_WIDE_SPACE = ("\u3000", "\u00a0")


class _Stop(Exception):
    """Raised when reading on makes no sense: too deep, or too many findings."""


def parse(text: bytes, path: str, limit: int = YAML_LIMIT) -> tuple[Source | None, tuple[Finding, ...]]:
    """Read one YAML document. Never raises; without a `Source` there is at least one error among the findings."""
    decoded, found = decode(text, path, limit)
    if decoded is None:
        return None, found
    reader = _Reader(decoded, path, list(found))
    data, marks = reader.document()
    findings = in_order(reader.findings) if reader.findings else ()
    if any(finding.severity == "error" for finding in findings):
        return None, findings
    return Source(path, data, Marks(marks), KeyMarks(marks)), findings


class _Reader:
    """The state of one pass: what has been placed and what has been found so far."""

    __slots__ = ("damaged", "escapes", "findings", "next", "path", "text")

    def __init__(self, text: str, path: str, findings: list[Finding]) -> None:
        # Any: the stubs allow an event to be None and to lack its mark, which holds for events made by hand, not for parsed ones.
        self.next: Callable[[], Any] = _PARSER(text).get_event
        self.text = text
        self.path = path
        self.findings = findings
        # Invisible characters were replaced by spaces: a syntax error may be the fault of that.
        self.damaged = any(finding.code == "S03" for finding in findings)
        self.escapes = "\\" in text

    def document(self) -> tuple[object, Node]:
        """The data and marks of the one document; None when it cannot be read to its end."""
        try:
            return self.whole()
        except _Stop:
            pass
        except yaml.MarkedYAMLError as error:
            self.broken(error.problem or "", _mark(error.problem_mark), _mark(error.context_mark))
        except (ValueError, OverflowError) as error:
            # The pure Python parser hands "\UFFFFFFFF" to chr() and "%YAML 999…" to int() as they are.
            self.broken(str(error), None, None)
        return None, 0

    def broken(self, problem: str, at: Mark | None, start: Mark | None) -> None:
        if not self.damaged:
            finding = syntax_finding(self.path, self.text, problem, at, start)
            # The suspicion that the error now confirms need not be told as well.
            self.findings = [f for f in self.findings if (f.code, f.place) != (finding.code, finding.place)]
            self.findings.append(finding)

    def whole(self) -> tuple[object, Node]:
        self.next()  # the start of the stream
        event = self.next()
        if type(event) is StreamEndEvent:
            self.empty()
            return None, 0
        if event.version or event.tags:
            self.add(refusals.directive(self.at(event)))
        event = self.next()
        if type(event) is ScalarEvent and event.implicit[0] and event.value == "" and event.anchor is None:
            self.empty()
            return None, 0
        found = self.node(event, 1)
        if self.next() and type(event := self.next()) is DocumentStartEvent:
            self.add(refusals.several_documents(self.at(event)))
        return found

    def empty(self) -> None:
        if not self.damaged:
            self.add(refusals.empty(self.path))

    def node(self, event: Any, depth: int) -> tuple[object, Node]:
        """The value that begins with `event`, and its marks. `type is`, not isinstance: the types have no heirs."""
        kind = type(event)
        mark = event.start_mark.line << COLUMN_BITS | event.start_mark.column
        if kind is ScalarEvent:
            return self.scalar(event, root=depth == 1), mark
        if kind is AliasEvent:
            self.add(refusals.alias(self.at(event), event.anchor))
            return None, mark
        if event.anchor is not None or event.tag is not None:
            self.decorated(event)
        if depth > MAX_DEPTH:
            self.findings.append(refusals.too_deep(self.at(event)))
            raise _Stop
        return self.mapping(mark, depth) if kind is MappingStartEvent else self.sequence(mark, depth)

    # In the two loops below nine of ten values are scalars. They are read there, without the detour by node() and a pair for
    # its answer, and marks are put together in place: the three function calls saved are a sixth of the time of a load.

    def sequence(self, mark: int, depth: int) -> tuple[list[object], Node]:
        next_event = self.next
        items: list[object] = []
        marks: list[Node] = []
        while type(event := next_event()) is not SequenceEndEvent:
            if type(event) is ScalarEvent:
                items.append(self.scalar(event))
                start: Any = event.start_mark
                marks.append(start.line << COLUMN_BITS | start.column)
            else:
                value, inner = self.node(event, depth + 1)
                items.append(value)
                marks.append(inner)
        return items, (mark, marks, NO_KEYS)

    def mapping(self, mark: int, depth: int) -> tuple[dict[str, object], Node]:
        next_event = self.next
        values: dict[str, object] = {}
        marks: dict[str, Node] = {}
        keys: dict[str, int] = {}
        while type(event := next_event()) is not MappingEndEvent:
            key = self.key(event, depth)
            if key is None or key in values:  # refused: read over the value for what else is wrong
                if key is not None:
                    self.add(refusals.duplicate(self.at(event), key, self.marked(keys[key])))
                self.node(next_event(), depth + 1)
                continue
            start: Any = event.start_mark
            keys[key] = start.line << COLUMN_BITS | start.column
            event = next_event()
            if type(event) is ScalarEvent:
                values[key] = self.scalar(event)
                start = event.start_mark
                marks[key] = start.line << COLUMN_BITS | start.column
            else:
                values[key], marks[key] = self.node(event, depth + 1)
        return values, (mark, marks, keys)

    def key(self, event: Any, depth: int) -> str | None:
        """The key as text, or None when it is refused; what is wrong with it is reported."""
        if type(event) is not ScalarEvent:
            if type(event) is not AliasEvent:
                self.add(refusals.collection_as_key(self.at(event)))
            self.node(event, depth + 1)
            return None
        value: str = event.value
        if event.anchor is not None or event.tag is not None:
            self.decorated(event)
        if not event.implicit[0]:
            if self.escapes:
                self.escaped(event)
            return value
        if value.isidentifier() and value not in _WORDS:
            return value  # most keys: nothing of what follows can be wrong with a name
        if value in _WORDS or value == "~" or _INTEGER.fullmatch(value):
            self.add(refusals.key_not_text(self.at(event), value))
            return None
        if value == "<<":
            self.add(refusals.merge_key(self.at(event)))
            return None
        if not value.isascii():
            if wide := _WIDE_COLON.match(value):
                self.add(refusals.wide_colon(self.at(event, wide.end() - 1), wide[1], "error"))
            elif value.startswith(_WIDE_SPACE) or value.endswith(_WIDE_SPACE):
                self.add(refusals.wide_space(self.at(event)))
        return value

    def scalar(self, event: Any, root: bool = False) -> object:
        """The value of a scalar: the text of a quoted one; else one of four words, a whole number, or the text as written."""
        if event.anchor is not None or event.tag is not None:
            self.decorated(event)
        value: str = event.value
        if not event.implicit[0]:
            if self.escapes:
                self.escaped(event)
            return value
        if value in _WORDS:
            return _WORDS[value]
        if value.isascii():
            if value[0] in "-0123456789~":  # a look at one character spares most values the pattern
                if _INTEGER.fullmatch(value):
                    return int(value)
                if value == "~":
                    self.add(refusals.tilde(self.at(event)))
        elif value[0].isascii():  # both patterns begin with an ASCII name; a Chinese sentence does not
            self.suspicious(event, value, root)
        return value

    def suspicious(self, event: Any, value: str, root: bool) -> None:
        """Full-width punctuation where ASCII was meant."""
        if wide := _WIDE_COLON.match(value):
            # Inside a file it may be a sentence after all; a whole file is never one.
            severity: Severity = "error" if root else "warning"
            self.add(refusals.wide_colon(self.at(event, wide.end() - 1), wide[1], severity))
        elif _WIDE_COMMA.fullmatch(value):
            self.add(refusals.wide_comma(self.at(event), value))

    def escaped(self, event: Any) -> None:
        r"""Escapes in double quotes can spell what must not stand in the file itself: "\0", "\ud800"."""
        found = INVISIBLE.search(event.value)
        if found:
            self.add(refusals.invisible_escape(self.at(event), found.group()))

    def decorated(self, event: NodeEvent) -> None:
        if event.anchor is not None:
            self.add(refusals.anchor(self.at(event), event.anchor))
        if isinstance(event, (ScalarEvent, CollectionStartEvent)) and event.tag is not None:
            self.add(refusals.tag(self.at(event), event.tag))

    def at(self, event: Any, offset: int = 0) -> Place:
        return Place(self.path, event.start_mark.line + 1, event.start_mark.column + 1 + offset)

    def marked(self, mark: int) -> Place:
        return Place(self.path, (mark >> COLUMN_BITS) + 1, (mark & (1 << COLUMN_BITS) - 1) + 1)

    def add(self, finding: Finding) -> None:
        if len(self.findings) >= MAX_FINDINGS:
            self.findings.append(refusals.more(finding.place))
            raise _Stop
        self.findings.append(finding)


def _mark(mark: Any) -> Mark | None:
    return None if mark is None else (mark.line, mark.column)
