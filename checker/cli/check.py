"""`banshi check FILE...`: submissions in, verdicts out.

In: YAML or JSON files, or `-` for standard input. Out: a verdict each, as text for people or JSON for
programs (one object for one file, a list for several). Exit 0 when all are accepted, 1 when there are
findings or questions, 2 when one cannot be judged.
The surprising thing: a submission is never echoed; messages name fields and places only.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import click

from checker.catalogue import NoEdition
from checker.check import check as judge
from checker.cli.session import CANNOT_RUN, FOUND, OK, Session, pass_session
from checker.cli.verdict_text import verdict_text
from checker.desks import Desks
from checker.engines.available import Wanted
from checker.engines.fault import EngineFault
from checker.finding import Finding, Place, Text
from checker.source import JSON_LIMIT, Source, parse, parse_json, read
from checker.submission import name_findings, read_submission
from checker.verdict import Verdict, as_data
from generators.notice import notice
from generators.typeset.failures import CannotPrint
from generators.writing import UnknownFormat, write_document

__all__ = ["check"]


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--on", type=click.DateTime(["%Y-%m-%d"]), help="Day of receipt, in place of the file's received_on."
)
@click.option("--office", metavar="CODE", help="Division code of the office, in place of the file's office.")
@click.option(
    "--engine", type=click.Choice(["compiled", "durable", "both"]), default="both", show_default=True
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option(
    "--notice",
    "notice_file",
    type=click.Path(path_type=Path),
    help="Write the notice or receipt to this file; its ending chooses the format (.html, .txt, .pdf, .docx, …).",
)
@pass_session
def check(
    session: Session,
    files: tuple[str, ...],
    on: datetime | None,
    office: str | None,
    engine: Wanted,
    form: str,
    notice_file: Path | None,
) -> None:
    """Check submissions: what is missing or wrong, all at once, with the article for each."""
    try:
        all_desks = session.desks(engine)
    except EngineFault as fault:
        session.errors.print(session.text(fault.reason), markup=False)
        raise SystemExit(CANNOT_RUN) from None
    day = on.date() if on else None
    verdicts: list[Verdict] = []
    failed = False
    for name in files:
        verdict, findings = _one(session, all_desks, name, day, office)
        if verdict is None:
            session.tell(findings)
            failed = True
            continue
        verdicts.append(verdict)
        if form == "text":
            session.console.print(verdict_text(verdict, session.phrases))
    if form == "json" and verdicts:
        session.print_json(
            as_data(verdicts[0]) if len(files) == 1 else [as_data(verdict) for verdict in verdicts]
        )
    if notice_file and not failed:
        _write_notice(session, verdicts, notice_file)
    if failed:
        raise SystemExit(CANNOT_RUN)
    raise SystemExit(OK if all(_fine(verdict) for verdict in verdicts) else FOUND)


def _write_notice(session: Session, verdicts: list[Verdict], path: Path) -> None:
    """The one paper that goes with one verdict; whatever stands in the way leaves with a sentence."""
    if len(verdicts) != 1:
        message = Text("一份文书对应一件申请", "one notice goes with one submission")
        remedy = Text(
            "一次只查一个文件，或者去掉 --notice", "check one file at a time, or leave out --notice"
        )
        session.leave([Finding("B31", "notice-for-several", "error", Place(str(path)), message, remedy)])
    try:
        write_document(notice(verdicts[0], session.catalogue, session.phrases), path, session.phrases)
    except UnknownFormat as error:
        endings = "、".join(error.known)
        message = Text(
            f"不会写 {path.suffix or '没有结尾的文件名'}",
            f"cannot write {path.suffix or 'a name without ending'}",
        )
        remedy = Text(f"文件名以 {endings} 结尾", f"let the name end in {' or '.join(error.known)}")
        session.leave([Finding("B32", "unknown-notice-format", "error", Place(str(path)), message, remedy)])
    except CannotPrint as failure:
        session.leave([replace(failure.finding, place=Place(str(path)))])
    except OSError as error:
        message = Text(f"写不成（{error.strerror}）", f"cannot be written ({error.strerror})")
        remedy = Text("检查文件夹和权限", "check the folder and its permissions")
        session.leave([Finding("B33", "notice-not-written", "error", Place(str(path)), message, remedy)])
    session.errors.print(str(path), markup=False)


def _fine(verdict: Verdict) -> bool:
    """Accepted, with nothing found and nothing left to ask."""
    return (
        verdict.acceptance in ("accept", "accept_tolerating")
        and not verdict.findings
        and not verdict.questions
    )


def _one(
    session: Session, all_desks: Desks, name: str, on: date | None, office: str | None
) -> tuple[Verdict | None, tuple[Finding, ...]]:
    source, findings = _source(name)
    if source is None:
        return None, findings
    shape = session.catalogue.schemas.check("submission", source)
    submission, problems = read_submission(source)
    if shape or submission is None:
        return None, (*findings, *shape, *problems)
    day = on or submission.received_on or session.today()
    division = submission.office if office is None else office
    try:
        desk = all_desks.at(submission.matter, day, division)
    except NoEdition as error:
        place = submission.places.get(
            "office" if error.finding.code == "B08" else "matter", Place(source.path)
        )
        finding = error.finding
        return None, (_at(finding, place) if finding.place == Place("-") else finding,)
    edition = desk.edition
    here = frozenset(form.material.id for paper in edition.materials for form in paper.forms)
    unknown = name_findings(submission, edition.facts, frozenset(session.catalogue.materials), here)
    if unknown:
        return None, unknown
    try:
        return judge(submission, desk, session.phrases, day), ()
    except EngineFault as fault:
        return None, (Finding("E90", "engine-fault", "error", Place(source.path), fault.reason),)


def _at(finding: Finding, place: Place) -> Finding:
    return Finding(
        finding.code, finding.name, finding.severity, place, finding.message, finding.help, finding.related
    )


def _source(name: str) -> tuple[Source | None, tuple[Finding, ...]]:
    """A file, or standard input, which is JSON when it begins with a brace."""
    if name == "-":
        data = sys.stdin.buffer.read(JSON_LIMIT + 1)
        shown = "-"
    else:
        path = Path(name)
        found, findings = read(path, path.parent, JSON_LIMIT)
        if found is None:
            return None, findings
        data, shown = found, name
    if not data.strip():
        message = Text("没有内容", "there is nothing in it")
        return None, (
            Finding(
                "B00",
                "empty-submission",
                "error",
                Place(shown),
                message,
                Text("交一份 YAML 或者 JSON", "give YAML or JSON"),
            ),
        )
    looks_json = name.endswith(".json") or data.lstrip()[:1] in (b"{", b"[")
    return parse_json(data, shown, JSON_LIMIT) if looks_json else parse(data, shown, JSON_LIMIT)
