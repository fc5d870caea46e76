"""`banshi prove`: what holds for every applicant there can be, or a counterexample in plain words.

In: the editions of the catalogue (or of `--matters`), with `--office` as that division carries them out. Out: findings
P01, P02 ..., text or JSON. Exit 0 nothing found, 1 errors (with --strict warnings too), 2 cannot run: no z3, a faulty file.
The surprising thing: an applicant on whom the compiled engine says otherwise than z3 ends the command with 2, unshown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any

import click
from rich.progress import Progress
from rich.text import Text as Line

from checker.cli.session import CANNOT_RUN, FOUND, OK, Session, pass_session
from checker.finding import Finding, Place, Text, near_names

if TYPE_CHECKING:  # needs z3
    from checker.prove.counterexample import Counterexample
    from checker.prove.runner import Proven

__all__ = ["prove"]

_SHOW_PROGRESS_FROM = 10
_INSTALL = Text(
    '证明要用 z3，现在没有安装。安装：pip install "banshi[prove]"；在仓库里用 ./run banshi prove，会自动装好',
    'proofs need z3, which is not installed: pip install "banshi[prove]", or ./run banshi prove in a checkout',
)


@click.command()
@click.option("--matters", metavar="ID,ID", help="Only these matters.")
@click.option("--office", default="", metavar="CODE", help="As this division carries the matters out.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--strict", is_flag=True, help="Warnings end with 1 too.")
@pass_session
def prove(session: Session, matters: str | None, office: str, form: str, strict: bool) -> None:
    """Prove conditions, papers, limits and questions over all applicants; needs z3."""
    try:
        from checker.prove.counterexample import ReplayFault
        from checker.prove.runner import plan
    except ImportError as error:
        if error.name != "z3":
            raise
        session.errors.print(session.text(_INSTALL), markup=False)
        raise SystemExit(CANNOT_RUN) from None
    chosen = tuple(name.strip() for name in (matters or "").split(",") if name.strip())
    _check_names(session, chosen, office)
    what = plan(session.catalogue, chosen, office)
    session.tell(_faulty(place) for place in what.faulty)
    session.desks("compiled")  # leaves when the rules that hold for every matter have errors
    try:
        found = list(_found(session, what.items))
    except ReplayFault as fault:
        session.errors.print(
            session.text(
                Text(
                    f"程序内部错误：z3 与 compiled 引擎的结论不同，不给出结果。{fault}",
                    f"internal fault: z3 and the compiled engine differ, nothing is reported. {fault}",
                )
            ),
            markup=False,
        )
        raise SystemExit(CANNOT_RUN) from None
    if form == "json":
        session.print_json([_as_data(session, entry) for entry in found])
    else:
        for entry in found:
            _print(session, entry)
    errors = sum(1 for entry in found if entry.finding.severity == "error")
    _summary(session, len(what.items), errors, len(found) - errors)
    if what.faulty or not what.items:
        raise SystemExit(CANNOT_RUN)
    raise SystemExit(FOUND if errors or (strict and found) else OK)


def _found(session: Session, items: Sequence[Any]) -> Iterator[Proven]:
    from checker.prove.runner import prove as proofs_of

    shown = session.errors.is_terminal and len(items) > _SHOW_PROGRESS_FROM
    with Progress(console=session.errors, transient=True) if shown else nullcontext() as progress:
        task = progress.add_task("prove", total=len(items)) if progress else None
        for item in items:
            yield from proofs_of(item, session.catalogue)
            if progress and task is not None:
                progress.update(task, advance=1, description=item.edition.matter)


def _check_names(session: Session, matters: tuple[str, ...], office: str) -> None:
    """Leaves when a matter or the office is not in the catalogue."""
    catalogue = session.catalogue
    unknown = [
        _unknown("B06", "unknown-matter", Text("目录里没有事项", "the catalogue has no matter"), name, known)
        for name, known in ((name, tuple(catalogue.editions)) for name in matters)
        if name not in known
    ]
    divisions = tuple(sorted({code for code, _ in catalogue.offices}))
    if office and office not in divisions:
        what = Text("没有哪个实施清单属于区划", "no implementation list belongs to the division")
        unknown.append(_unknown("B08", "unknown-office", what, office, divisions))
    if unknown:
        session.leave(unknown)
    if not catalogue.editions:
        session.leave(catalogue.findings)


def _unknown(code: str, kind: str, what: Text, name: str, known: tuple[str, ...]) -> Finding:
    message = Text(f"{what.zh} `{name}`", f"{what.en} `{name}`")
    return Finding(code, kind, "error", Place("-"), message, near_names(name, known))


def _faulty(place: Place) -> Finding:
    return Finding(
        "B09",
        "faulty-file",
        "error",
        place,
        Text("这个文件有错误，不能证明", "this file has errors and cannot be proven"),
        Text("运行 `banshi lint`，改好以后再证明", "run `banshi lint`, mend it, and prove again"),
    )


def _as_data(session: Session, entry: Proven) -> dict[str, Any]:
    finding = entry.finding
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity,
        "places": [_place(place) for place in (finding.place, *finding.related)],
        "message": session.text(finding.message),
        "help": session.text(finding.help),
        "counterexample": _applicant(session, entry.counterexample) if entry.counterexample else None,
    }


def _place(place: Place) -> dict[str, Any]:
    return {"path": place.path, "line": place.line, "column": place.column}


def _applicant(session: Session, found: Counterexample) -> dict[str, Any]:
    return {
        "received_on": found.received_on.isoformat(),
        "facts": {
            name: list(value) if isinstance(value, tuple) else value for name, value in found.facts.items()
        },
        "lines": [[session.text(label), session.text(value)] for label, value in found.lines],
        "why": [session.text(line) for line in found.why],
    }


def _print(session: Session, entry: Proven) -> None:
    finding = entry.finding
    colour = "red" if finding.severity == "error" else "yellow"
    show = session.console.print
    show(
        Line.assemble(
            (f"{finding.place}: ", "bold"),
            (finding.code, f"{colour} bold"),
            f" {session.text(finding.message)} ",
            (f"[{finding.name}]", "dim"),
        )
    )
    show(Line.assemble(("  help: ", "cyan"), session.text(finding.help)))
    for place in finding.related:
        show(Line(f"  see: {place}", style="dim"))
    if entry.counterexample is None:
        return
    show(Line("  " + session.text(Text("例如这位申请人：", "For instance this applicant:"))))
    colon = session.text(Text("：", ": "))
    for label, value in entry.counterexample.lines:
        show(Line(f"    {session.text(label)}{colon}{session.text(value)}"))
    for line in entry.counterexample.why:
        show(Line(f"      {session.text(line)}", style="dim"))


def _summary(session: Session, editions: int, errors: int, warnings: int) -> None:
    session.errors.print(
        session.text(
            Text(
                f"{editions} 个版本已证明：{errors} 个错误，{warnings} 个警告",
                f"{editions} editions proven: {errors} errors, {warnings} warnings",
            )
        ),
        style="red" if errors else "yellow" if warnings else "green",
        markup=False,
    )
