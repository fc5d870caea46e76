"""`banshi lint [PATHS...]`: what is wrong in the catalogue and the rules, all at once, each with its line and its remedy.

In: the catalogue below the root; paths narrow down what is reported, never what is read. Out: text, JSON,
GitHub annotations or SARIF on standard output, the summary on standard error. Exit 0 nothing wrong (warnings do
not count unless --strict), 1 errors, 2 cannot run. The surprising thing: a path that holds no file of the
catalogue ends with 2. A linter that checked nothing must not say that all is well.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import NoReturn

import click
from rich.text import Text as Line

from checker.cli.kept import cache_file
from checker.cli.session import CANNOT_RUN, FOUND, OK, Session, pass_session
from checker.finding import Finding, Text
from checker.warm import Linted, lint_root

__all__ = ["lint"]


@click.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "sarif"]),
    default="text",
    show_default=True,
)
@click.option("--select", metavar="CODES", help="Only these codes, comma-separated, such as L03,L12.")
@click.option(
    "--on", type=click.DateTime(["%Y-%m-%d"]), help="The day for exceptions and old checks [today]."
)
@click.option("--strict", is_flag=True, help="Warnings end with 1 too.")
@click.option("--watch", is_flag=True, help="Lint again whenever a file changes, until Ctrl-C.")
@pass_session
def lint(
    session: Session,
    paths: tuple[str, ...],
    form: str,
    select: str | None,
    on: datetime | None,
    strict: bool,
    watch: bool,
) -> None:
    """Check the catalogue and the rules: shape, law, limits, papers, fees, words."""
    if not (session.root / "catalogue").is_dir() or not (session.root / "rules").is_dir():
        session.leave(session.catalogue.findings)
    only = _codes(session, select)
    cache = cache_file("lint", session.root)
    if watch:
        _watch(session, paths, only, on, cache)
    day = on.date() if on else session.today()
    linted = lint_root(session.root, day, only, cache)
    wanted = _wanted(session, paths, linted)
    found = [finding for finding in linted.findings if _within(finding.place.path, wanted)]
    if form == "text":
        _print(session, found)
    else:
        _print_for_programs(session, form, found)
    _summary(session, found, linted, wanted)
    errors = any(finding.severity == "error" for finding in found)
    raise SystemExit(FOUND if errors or (strict and found) else OK)


def _print_for_programs(session: Session, form: str, found: Sequence[Finding]) -> None:
    from checker.cli.reports import (
        as_github,
        as_json,
        as_sarif,
    )  # only here: they need the tables of all codes

    if form == "json":
        session.print_json(as_json(found, session.language))
    elif form == "sarif":
        session.print_json(as_sarif(found, session.language, session.version))
    else:
        for line in as_github(found, session.language):
            click.echo(line)


def _watch(
    session: Session,
    paths: tuple[str, ...],
    only: frozenset[str] | None,
    on: datetime | None,
    cache: Path | None,
) -> NoReturn:
    """Lint whenever the time or size of a file has changed; asked twice a second, no other program needed."""
    seen: frozenset[tuple[str, int, int]] = frozenset()
    try:
        while True:
            now = frozenset(_times(session.root))
            if now != seen:
                seen = now
                linted = lint_root(session.root, on.date() if on else session.today(), only, cache)
                wanted = _wanted(session, paths, linted)
                found = [finding for finding in linted.findings if _within(finding.place.path, wanted)]
                _print(session, found)
                _summary(session, found, linted, wanted)
            time.sleep(_PAUSE)
    except KeyboardInterrupt:
        raise SystemExit(OK) from None


def _times(root: Path) -> Iterator[tuple[str, int, int]]:
    for top in ("catalogue", "rules"):
        for folder, _, names in os.walk(root / top):
            for name in names:
                try:
                    status = Path(folder, name).stat()
                except OSError:  # it went away while we looked
                    continue
                yield f"{folder}/{name}", status.st_mtime_ns, status.st_size


_PAUSE = 0.5


def _codes(session: Session, select: str | None) -> frozenset[str] | None:
    """The codes of --select; a code that does not exist cannot be what the caller meant."""
    if select is None:
        return None
    from checker.codes import EXPLAINED  # the tables of all codes, and all that they import

    codes = frozenset(code.strip().upper() for code in select.split(",") if code.strip())
    unknown = sorted(codes - set(EXPLAINED))
    if unknown or not codes:
        listed = ", ".join(unknown) or "--select"
        session.errors.print(
            session.text(
                Text(
                    f"没有这样的编号：{listed}；用 `banshi explain --list` 看全部",
                    f"no such code: {listed}; `banshi explain --list` shows all",
                )
            ),
            markup=False,
        )
        raise SystemExit(CANNOT_RUN)
    return codes


def _wanted(session: Session, paths: Iterable[str], linted: Linted) -> tuple[str, ...]:
    """The paths relative to the root; each must hold at least one file that was read."""
    wanted = []
    known = {*linted.paths, *(finding.place.path for finding in linted.findings)}
    for given in paths:
        path = Path(given)
        tried = [path] if path.is_absolute() else [Path.cwd() / path, session.root / path]
        root = session.root.resolve()
        below = [
            item.resolve().relative_to(root).as_posix()
            for item in tried
            if item.resolve().is_relative_to(root)
        ]
        hit = next(
            (name for name in below if name == "." or any(_within(file, (name,)) for file in known)), None
        )
        if hit is None:
            session.errors.print(
                session.text(
                    Text(f"{given}：目录里没有这个文件", f"{given}: the catalogue has no such file")
                ),
                markup=False,
            )
            raise SystemExit(CANNOT_RUN)
        wanted.append(hit)
    return tuple(wanted)


def _within(path: str, wanted: tuple[str, ...]) -> bool:
    return not wanted or any(item in (".", path) or path.startswith(f"{item}/") for item in wanted)


def _print(session: Session, found: Sequence[Finding]) -> None:
    if (
        not session.console.is_terminal
    ):  # a file or a pipe: no colours to lay out, and a thousand findings cost nothing
        session.console.file.write("".join(_plain(session, found)))
        session.console.file.flush()  # somebody may be waiting at the other end, with --watch
        return
    for finding in found:
        colour = "red" if finding.severity == "error" else "yellow"
        line = Line.assemble(
            (f"{finding.place}: ", "bold"),
            (finding.code, f"{colour} bold"),
            f" {session.text(finding.message)} ",
            (f"[{finding.name}]", "dim"),
        )
        session.console.print(line)
        if finding.help:
            session.console.print(Line.assemble(("  help: ", "cyan"), session.text(finding.help)))
        for place in finding.related:
            session.console.print(Line(f"  see: {place}", style="dim"))


def _plain(session: Session, found: Sequence[Finding]) -> Iterator[str]:
    for finding in found:
        yield f"{finding.place}: {finding.code} {session.text(finding.message)} [{finding.name}]\n"
        if finding.help:
            yield f"  help: {session.text(finding.help)}\n"
        for place in finding.related:
            yield f"  see: {place}\n"


def _summary(session: Session, found: Sequence[Finding], linted: Linted, wanted: tuple[str, ...]) -> None:
    files = sum(1 for path in linted.paths if _within(path, wanted))
    errors = sum(1 for finding in found if finding.severity == "error")
    warnings = len(found) - errors
    session.errors.print(
        session.text(
            Text(
                f"{files} 个文件，{linted.matters} 个事项：{errors} 个错误，{warnings} 个警告",
                f"{files} files, {linted.matters} matters: {errors} errors, {warnings} warnings",
            )
        ),
        style="red" if errors else "yellow" if warnings else "green",
        markup=False,
    )
