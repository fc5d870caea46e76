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

from checker.finding import Finding, Place, in_order
from checker.source import refusals
from checker.source.codes import MAX_DEPTH, MAX_FINDINGS
from checker.source.document import Pointer, Source
from checker.source.encoding import INVISIBLE, decode
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
    data = reader.document()
    findings = in_order(reader.findings)
    if any(finding.severity == "error" for finding in findings):
        return None, findings
    return Source(path, data, reader.positions, reader.key_positions), findings


class _Reader:
    """The state of one pass: what has been placed and what has been found so far."""

    __slots__ = ("damaged", "escapes", "findings", "key_positions", "next", "path", "positions", "text")

    def __init__(self, text: str, path: str, findings: list[Finding]) -> None:
        # Any: the stubs allow an event to be None and to lack its mark, which holds for events made by hand, not for parsed ones.
        self.next: Callable[[], Any] = _PARSER(text).get_event
        self.text = text
        self.path = path
        self.findings = findings
        # Invisible characters were replaced by spaces: a syntax error may be the fault of that.
        self.damaged = any(finding.code == "S03" for finding in findings)
        self.escapes = "\\" in text
        self.positions: dict[Pointer, tuple[int, int]] = {}
        self.key_positions: dict[Pointer, tuple[int, int]] = {}

    def document(self) -> object:
        """The data of the one document; None when it cannot be read to its end."""
        try:
            return self.whole()
        except _Stop:
            pass
        except yaml.MarkedYAMLError as error:
            self.broken(error.problem or "", _mark(error.problem_mark), _mark(error.context_mark))
        except (ValueError, OverflowError) as error:
            # The pure Python parser hands "\UFFFFFFFF" to chr() and "%YAML 999…" to int() as they are.
            self.broken(str(error), None, None)
        return None

    def broken(self, problem: str, at: Mark | None, start: Mark | None) -> None:
        if not self.damaged:
            finding = syntax_finding(self.path, self.text, problem, at, start)
            # The suspicion that the error now confirms need not be told as well.
            self.findings = [f for f in self.findings if (f.code, f.place) != (finding.code, finding.place)]
            self.findings.append(finding)

    def whole(self) -> object:
        self.next()  # the start of the stream
        event = self.next()
        if type(event) is StreamEndEvent:
            self.empty()
            return None
        if event.version or event.tags:
            self.add(refusals.directive(self.at(event)))
        event = self.next()
        if type(event) is ScalarEvent and event.implicit[0] and event.value == "" and event.anchor is None:
            self.empty()
            return None
        data = self.node(event, (), 1)
        if self.next() and type(event := self.next()) is DocumentStartEvent:
            self.add(refusals.several_documents(self.at(event)))
        return data

    def empty(self) -> None:
        if not self.damaged:
            self.add(refusals.empty(self.path))

    def node(self, event: Any, pointer: Pointer, depth: int) -> object:
        """The value that begins with `event`. `type is`, not isinstance: this is the hot path, and the types have no heirs."""
        mark = event.start_mark
        self.positions[pointer] = (mark.line + 1, mark.column + 1)
        kind = type(event)
        if kind is AliasEvent:
            self.add(refusals.alias(self.at(event), event.anchor))
            return None
        if event.anchor is not None or event.tag is not None:
            self.decorated(event)
        if kind is ScalarEvent:
            if event.implicit[0]:
                return self.plain(event, root=depth == 1)
            if self.escapes:
                self.escaped(event)
            return event.value
        if depth > MAX_DEPTH:
            self.findings.append(refusals.too_deep(self.at(event)))
            raise _Stop
        if kind is MappingStartEvent:
            return self.mapping(pointer, depth)
        items: list[object] = []
        event = self.next()
        while type(event) is not SequenceEndEvent:
            items.append(self.node(event, (*pointer, len(items)), depth + 1))
            event = self.next()
        return items

    def mapping(self, pointer: Pointer, depth: int) -> dict[str, object]:
        values: dict[str, object] = {}
        event = self.next()
        while type(event) is not MappingEndEvent:
            key = self.key(event, pointer, depth)
            inner = (*pointer, "" if key is None else key)
            mark = event.start_mark
            if key is None:  # refused: read over the value for what else is wrong
                self.node(self.next(), inner, depth + 1)
            elif key in values:
                first = Place(self.path, *self.key_positions[inner])
                self.add(refusals.duplicate(self.at(event), key, first))
                self.node(self.next(), inner, depth + 1)
            else:
                self.key_positions[inner] = (mark.line + 1, mark.column + 1)
                values[key] = self.node(self.next(), inner, depth + 1)
            event = self.next()
        return values

    def key(self, event: Any, pointer: Pointer, depth: int) -> str | None:
        """The key as text, or None when it is refused; what is wrong with it is reported."""
        if type(event) is not ScalarEvent:
            if type(event) is not AliasEvent:
                self.add(refusals.collection_as_key(self.at(event)))
            self.node(event, (*pointer, ""), depth + 1)
            return None
        value: str = event.value
        if event.anchor is not None or event.tag is not None:
            self.decorated(event)
        if not event.implicit[0]:
            if self.escapes:
                self.escaped(event)
            return value
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

    def plain(self, event: Any, root: bool) -> object:
        """The value of an unquoted scalar: one of four words, a whole number, or the text as written."""
        value: str = event.value
        if value in _WORDS:
            return _WORDS[value]
        if value[0] in "-0123456789":
            if _INTEGER.fullmatch(value):
                return int(value)
        elif value == "~":
            self.add(refusals.tilde(self.at(event)))
        if not value.isascii():
            if wide := _WIDE_COLON.match(value):
                # Inside a file it may be a sentence after all; a whole file is never one.
                self.add(
                    refusals.wide_colon(
                        self.at(event, wide.end() - 1), wide[1], "error" if root else "warning"
                    )
                )
            elif _WIDE_COMMA.fullmatch(value):
                self.add(refusals.wide_comma(self.at(event), value))
        return value

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

    def add(self, finding: Finding) -> None:
        if len(self.findings) >= MAX_FINDINGS:
            self.findings.append(refusals.more(finding.place))
            raise _Stop
        self.findings.append(finding)


def _mark(mark: Any) -> Mark | None:
    return None if mark is None else (mark.line, mark.column)
