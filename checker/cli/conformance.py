"""`banshi conformance FILE`: run an outside corpus of conditions through the engines.

In: a conformance file (JSON: cases and refused). Out: what differs, per engine. Exit 0 all agree, 1
something differs, 2 cannot run.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from checker.cli.session import CANNOT_RUN, FOUND, OK, Session, pass_session
from checker.conformance import Report, read_corpus, run
from checker.engines.available import Wanted, engines, why_not_durable
from checker.engines.fault import EngineFault
from checker.finding import Finding, Place, Text
from checker.source import JSON_LIMIT, read

__all__ = ["conformance"]

_LIMIT = 32 * JSON_LIMIT


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option(
    "--engine", type=click.Choice(["compiled", "durable", "both"]), default="both", show_default=True
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@pass_session
def conformance(session: Session, files: tuple[Path, ...], engine: Wanted, form: str) -> None:
    """Judge the engines by a corpus of conditions."""
    try:
        chosen = engines(engine)
    except EngineFault as fault:
        session.errors.print(session.text(fault.reason), markup=False)
        raise SystemExit(CANNOT_RUN) from None
    missing = why_not_durable() if engine == "both" else None
    if missing:
        session.errors.print(session.text(missing), markup=False)
    reports = []
    for path in files:
        found, findings = read(path, path.parent, _LIMIT)
        if found is None:
            session.leave(findings)
        try:
            # not by parse_json: a corpus may hold on purpose what a submission may not (NaN, half characters)
            data = read_corpus(found.decode("utf-8"))
        except (ValueError, RecursionError) as error:
            session.leave([_no_json(path, type(error).__name__)])
        reports.append((path, run(data, chosen)))
    if form == "json":
        session.print_json(_as_data(reports))
    else:
        _print(session, reports)
    raise SystemExit(OK if all(report.ok for _, report in reports) else FOUND)


def _no_json(path: Path, kind: str) -> Finding:
    message = Text(f"不是能读的 JSON（{kind}）", f"this is no JSON that can be read ({kind})")
    remedy = Text("检查括号、引号和编码（UTF-8）", "check its brackets, quotes and encoding (UTF-8)")
    return Finding("B21", "corpus-not-readable", "error", Place(str(path)), message, remedy)


def _as_data(reports: list[tuple[Path, Report]]) -> dict[str, Any]:
    return {
        "files": [
            {
                "path": str(path),
                "engines": list(report.engines),
                "cases": report.cases,
                "refused": report.refused,
                "differences": [asdict(difference) for difference in report.differences],
            }
            for path, report in reports
        ]
    }


def _print(session: Session, reports: list[tuple[Path, Report]]) -> None:
    for path, report in reports:
        for item in report.differences:
            detail = f"  {item.detail}" if item.detail else ""
            session.console.print(
                f"✕ {path} {item.id} {item.engine}: {item.expected} ≠ {item.got}{detail}",
                style="red",
                markup=False,
            )
        engines_zh, engines_en = "、".join(report.engines), ", ".join(report.engines)
        count, other = f"{report.cases}", len(report.differences)
        summary = Text(
            f"{path}：{count} 个案例、{report.refused} 个应当拒绝的条件，引擎 {engines_zh}，{other} 处不同",
            f"{path}: {count} cases, {report.refused} to refuse, engines {engines_en}, {other} differences",
        )
        session.console.print(session.text(summary), style="bold", markup=False)
