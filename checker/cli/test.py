"""`banshi test`: run the office's own examples and say which requirement no example ever triggers.

In: the cases.yaml of every matter (or of `--matters`). Out: what differs, and the coverage. Exit 0 all
pass and all covered, 1 not, 2 cannot run.
"""

from __future__ import annotations

import click

from checker.cases import Case, CaseResult, compare, read_cases, uncovered
from checker.catalogue import NoEdition
from checker.check import check
from checker.cli.session import CANNOT_RUN, FOUND, OK, Session, pass_session
from checker.desks import Desks
from checker.engines.available import Wanted
from checker.engines.fault import EngineFault
from checker.finding import Finding, Place, Text, in_order, near_names
from checker.rulebook import rulebook
from checker.submission import name_findings

__all__ = ["test"]


@click.command()
@click.option("--matters", metavar="ID,ID", help="Only these matters.")
@click.option(
    "--engine", type=click.Choice(["compiled", "durable", "both"]), default="both", show_default=True
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@pass_session
def test(session: Session, matters: str | None, engine: Wanted, form: str) -> None:
    """Run the cases of the catalogue: sentences that are executed."""
    catalogue = session.catalogue
    chosen = tuple(matters.split(",")) if matters else tuple(catalogue.editions)
    unknown = [matter for matter in chosen if matter not in catalogue.editions]
    if unknown:
        session.leave(
            Finding(
                "B06",
                "unknown-matter",
                "error",
                Place("-"),
                Text(f"目录里没有事项 `{name}`", f"the catalogue has no matter `{name}`"),
                near_names(name, tuple(catalogue.editions)),
            )
            for name in unknown
        )
    try:
        all_desks = session.desks(engine)
    except EngineFault as fault:
        session.errors.print(session.text(fault.reason), markup=False)
        raise SystemExit(CANNOT_RUN) from None
    findings: list[Finding] = []
    results: list[CaseResult] = []
    missing: list[str] = []
    for matter in chosen:
        own, problems = _run(session, all_desks, matter)
        findings.extend(problems)
        results.extend(own)
        for edition in catalogue.editions[matter][-1:]:
            missing.extend(f"{matter}/{name}" for name in uncovered(rulebook(edition), own))
    failed = [result for result in results if result.differences]
    session.tell(in_order(findings))
    if form == "json":
        session.print_json(
            {
                "matters": len(chosen),
                "cases": len(results),
                "passed": len(results) - len(failed),
                "failed": len(failed),
                "failures": [
                    {
                        "case": result.case.name,
                        "matter": result.case.matter,
                        "path": result.case.place.path,
                        "line": result.case.place.line,
                        "differences": [session.text(text) for text in result.differences],
                    }
                    for result in failed
                ],
                "uncovered": missing,
            }
        )
    else:
        _print(session, len(chosen), results, failed, missing)
    if findings:
        raise SystemExit(CANNOT_RUN)
    raise SystemExit(FOUND if failed or missing else OK)


def _run(session: Session, all_desks: Desks, matter: str) -> tuple[list[CaseResult], list[Finding]]:
    path = f"catalogue/matters/{matter}/cases.yaml"
    source = session.catalogue.sources.get(path)
    if source is None:
        return [], []
    findings = [
        finding
        for finding in session.catalogue.findings
        if finding.place.path == path and finding.severity == "error"
    ]
    cases, problems = read_cases(source)
    findings.extend(problems)
    if findings:
        return [], findings
    results = []
    for case in cases:
        result, trouble = _one(session, all_desks, case)
        findings.extend(trouble)
        if result:
            results.append(result)
    return results, findings


def _one(session: Session, all_desks: Desks, case: Case) -> tuple[CaseResult | None, tuple[Finding, ...]]:
    try:
        desk = all_desks.at(case.matter, case.on, case.office)
    except NoEdition as error:
        return None, (error.finding,)
    here = frozenset(form.material.id for paper in desk.edition.materials for form in paper.forms)
    unknown = name_findings(case.submission, desk.edition.facts, frozenset(session.catalogue.materials), here)
    if unknown:
        return None, unknown
    return compare(case, check(case.submission, desk, session.phrases, case.on)), ()


def _print(
    session: Session, matters: int, results: list[CaseResult], failed: list[CaseResult], missing: list[str]
) -> None:
    for result in failed:
        session.console.print(
            f"✕ {result.case.place} {result.case.matter}：{result.case.name}", style="red", markup=False
        )
        for text in result.differences:
            session.console.print(f"    {session.text(text)}", markup=False)
    for name in missing:
        message = Text(f"没有案例触发 {name}", f"no case triggers {name}")
        session.console.print(f"！ {session.text(message)}", style="yellow", markup=False)
    total, wrong, bare = len(results), len(failed), len(missing)
    summary = Text(
        f"{matters} 个事项，{total} 个案例：{total - wrong} 个通过，{wrong} 个不符；{bare} 项要求没有案例覆盖",
        f"{matters} matters, {total} cases: {total - wrong} passed, {wrong} failed; {bare} uncovered",
    )
    session.console.print(session.text(summary), style="bold", markup=False)
