"""Attached files looked at, each by a process with limits that cannot hurt the one that serves.

In: `Attached` files (open, spooled without a name on disk) and the limits. Out: a `Report` for each: its SHA-256, kind,
pages and findings.
The surprising thing: a file the worker dies of is a finding about that file. The worker is started again for those after it,
so that one hostile file never hides what is wrong with the others.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from typing import BinaryIO

from checker.finding import Finding, Text
from checker.uploads.codes import finding
from checker.uploads.limits import Limits, size_text
from checker.uploads.report import Seen

__all__ = ["Attached", "Report", "inspect", "twice"]

_CHUNK = 1024 * 1024
_SPARE_SECONDS = 5  # to start the worker; the rest of the time is measured by itself
_MOST_TOLD = 256 * 1024


@dataclass(frozen=True, slots=True)
class Attached:
    """One file: an open file with a number, the name the applicant gave it, and the paper it belongs to."""

    file: BinaryIO
    name: str
    paper: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What is known of one file. Its name stays with the applicant: nothing is stored."""

    paper: str
    name: str
    sha256: str
    size: int
    kind: str = ""
    pages: int = 0
    findings: tuple[Finding, ...] = ()

    @property
    def accepted(self) -> bool:
        """Whether nothing is wrong with it; a doubt does not stand in the way."""
        return not any(found.severity == "error" for found in self.findings)


async def inspect(files: Sequence[Attached], limits: Limits) -> tuple[Report, ...]:
    """Every file's report, in order."""
    if len(files) > limits.files:
        told = finding("U18", "", {"n": _number(len(files)), "limit": _number(limits.files)})
        return tuple(Report(each.paper, each.name, "", 0, findings=(told,)) for each in files)
    measured = [_measured(each, limits) for each in files]
    waiting = [place for place, report in enumerate(measured) if not report.findings]
    seen: dict[int, Seen] = {}
    while waiting:
        found = await _seen([files[place].file for place in waiting], limits)
        seen.update(zip(waiting, found, strict=False))
        if len(found) < len(waiting):
            seen[waiting[len(found)]] = Seen(told=(("U17", {}),))
        waiting = waiting[len(found) + 1 :]
    reports = [
        _with(report, seen[place], limits) if place in seen else report
        for place, report in enumerate(measured)
    ]
    return twice(reports)


def twice(reports: Sequence[Report], before: frozenset[str] = frozenset()) -> tuple[Report, ...]:
    """The reports, with a doubt on each file that is the same as an earlier one or as one of `before` (by SHA-256)."""
    known = set(before)
    told = []
    for report in reports:
        same = report.size > 0 and report.sha256 in known
        known.add(report.sha256)
        told.append(
            replace(report, findings=(*report.findings, finding("U15", report.paper))) if same else report
        )
    return tuple(told)


def _measured(each: Attached, limits: Limits) -> Report:
    """Size and SHA-256, and what follows from them alone."""
    digest = hashlib.sha256()
    size = 0
    each.file.seek(0)
    while chunk := each.file.read(_CHUNK):
        digest.update(chunk)
        size += len(chunk)
    each.file.seek(0)
    report = Report(each.paper, each.name, digest.hexdigest(), size)
    if not size:
        return replace(report, findings=(finding("U01", each.paper),))
    if size > limits.file_size:
        told = {"size": _same(size_text(size)), "limit": _same(size_text(limits.file_size))}
        return replace(report, findings=(finding("U02", each.paper, told),))
    return report


async def _seen(files: Sequence[BinaryIO], limits: Limits) -> list[Seen]:
    """As many of the files as one worker managed to tell about."""
    order = {**asdict(limits), "kinds": [kind.id for kind in limits.kinds]}
    numbers = [file.fileno() for file in files]
    worker = await asyncio.create_subprocess_exec(
        sys.executable, "-I", "-B", "-m", "checker.uploads.worker",
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
        env={"PATH": os.defpath, "LANG": "C.UTF-8"}, cwd="/", pass_fds=numbers, start_new_session=True, limit=_MOST_TOLD,
    )  # fmt: skip
    told: list[Seen] = []
    try:
        await asyncio.wait_for(
            _talk(worker, {"limits": order, "files": numbers}, told), limits.seconds + _SPARE_SECONDS
        )
    except (TimeoutError, ValueError, ConnectionError):
        pass  # too slow, a line too long, or gone: what was told until then counts
    finally:
        with suppress(ProcessLookupError):  # it ended by itself
            os.killpg(worker.pid, signal.SIGKILL)
        await worker.wait()
    return told[: len(files)]


async def _talk(worker: asyncio.subprocess.Process, order: Mapping[str, object], told: list[Seen]) -> None:
    """Give the order and take each line as it comes; a line that cannot be read ends the talk."""
    assert worker.stdin is not None
    assert worker.stdout is not None
    worker.stdin.write(json.dumps(order).encode() + b"\n")
    await worker.stdin.drain()
    worker.stdin.close()
    while line := await worker.stdout.readline():
        seen = _read(line)
        if seen is None:
            return
        told.append(seen)


def _read(line: bytes) -> Seen | None:
    """One line of the worker. It is only believed in its shape: a hostile file may have taken the worker over."""
    try:
        data = json.loads(line)
        told = tuple((str(code), dict(fields)) for code, fields in data["told"])
        return Seen(str(data["kind"]), int(data["pages"]), int(data["width"]), int(data["height"]), told)
    except (ValueError, TypeError, KeyError):
        return None


def _with(report: Report, seen: Seen, limits: Limits) -> Report:
    """The report with what the worker saw, and whether the name fits the content."""
    kind = limits.kind(seen.kind)
    findings = [_finding(report.paper, code, fields, limits) for code, fields in seen.told]
    if kind and not report.name.lower().endswith(kind.endings):
        findings.append(finding("U04", report.paper, {"kind": kind.label}))
    return replace(report, kind=kind.id if kind else "", pages=seen.pages, findings=tuple(findings))


def _finding(paper: str, code: str, fields: Mapping[str, int | str], limits: Limits) -> Finding:
    told = {name: _same(str(value)) for name, value in fields.items()}
    told["kinds"] = Text(
        "、".join(kind.label.zh for kind in limits.kinds), ", ".join(kind.label.en for kind in limits.kinds)
    )
    return finding(code, paper, told)


def _number(value: int) -> Text:
    return _same(str(value))


def _same(text: str) -> Text:
    return Text(text, text)
