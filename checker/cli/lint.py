"""`banshi lint [PATHS...]`: what is wrong in the catalogue and the rules, all at once, each with its line and its remedy.

In: the catalogue below the root; paths narrow down what is reported, never what is read. Out: text, JSON,
GitHub annotations or SARIF on standard output, the summary on standard error. Exit 0 nothing wrong (warnings do
not count unless --strict), 1 errors, 2 cannot run. The surprising thing: a path that holds no file of the
catalogue ends with 2. A linter that checked nothing must not say that all is well.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

import click
from rich.text import Text as Line

from checker.catalogue import Catalogue
from checker.cli.reports import as_github, as_json, as_sarif
from checker.cli.session import CANNOT_RUN, FOUND, OK, Session, pass_session
from checker.codes import EXPLAINED
from checker.finding import Finding, Text
from checker.lint import run

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
@pass_session
def lint(
    session: Session, paths: tuple[str, ...], form: str, select: str | None, on: datetime | None, strict: bool
) -> None:
    """Check the catalogue and the rules: shape, law, limits, papers, fees, words."""
    if not (session.root / "catalogue").is_dir() or not (session.root / "rules").is_dir():
        session.leave(session.catalogue.findings)
    only = _codes(session, select)
    catalogue = session.catalogue
    wanted = _wanted(session, paths, catalogue)
    day = on.date() if on else session.today()
    found = [finding for finding in run(catalogue, only, day) if _within(finding.place.path, wanted)]
    if form == "json":
        session.print_json(as_json(found, session.language))
    elif form == "sarif":
        session.print_json(as_sarif(found, session.language, session.version))
    elif form == "github":
        for line in as_github(found, session.language):
            click.echo(line)
    else:
        _print(session, found)
    _summary(session, found, catalogue, wanted)
    errors = any(finding.severity == "error" for finding in found)
    raise SystemExit(FOUND if errors or (strict and found) else OK)


def _codes(session: Session, select: str | None) -> frozenset[str] | None:
    """The codes of --select; a code that does not exist cannot be what the caller meant."""
    if select is None:
        return None
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


def _wanted(session: Session, paths: Iterable[str], catalogue: Catalogue) -> tuple[str, ...]:
    """The paths relative to the root; each must hold at least one file that was read."""
    wanted = []
    known = {*catalogue.sources, *(finding.place.path for finding in catalogue.findings)}
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


def _summary(
    session: Session, found: Sequence[Finding], catalogue: Catalogue, wanted: tuple[str, ...]
) -> None:
    files = sum(1 for path in catalogue.sources if _within(path, wanted))
    errors = sum(1 for finding in found if finding.severity == "error")
    warnings = len(found) - errors
    session.errors.print(
        session.text(
            Text(
                f"{files} 个文件，{len(catalogue.editions)} 个事项：{errors} 个错误，{warnings} 个警告",
                f"{files} files, {len(catalogue.editions)} matters: {errors} errors, {warnings} warnings",
            )
        ),
        style="red" if errors else "yellow" if warnings else "green",
        markup=False,
    )
