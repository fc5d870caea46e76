"""`banshi verify FILE`: a clerk's question about a saved pre-check. Was it altered, and what holds today?

In: the file, the office's public key. Out: sentences, or JSON. Exit 0 when the seal holds and the file has not expired, 1
when not (altered, expired, another key, a key that nobody named), 2 when it is no saved file.
The surprising thing: without `--key` the best answer is "whole", because everybody can make a key.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli.session import FOUND, OK, Session, pass_session
from checker.sealing import SAVED_LIMIT, PublicKey, read_public_key
from checker.source import read

if TYPE_CHECKING:
    from checker.web.clerk import Report

__all__ = ["verify"]


@click.command()
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option(
    "--key",
    "key_file",
    type=click.Path(path_type=Path),
    metavar="PUBLIC",
    help="The office's public key (FILE.pub).",
)
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="As if asked on this day [today].")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@pass_session
def verify(session: Session, file: Path, key_file: Path | None, on: datetime | None, form: str) -> None:
    """Say whether a saved pre-check was altered, and what the catalogue says of it today."""
    # here: no other command waits for what stands behind it
    from checker.web.clerk import report_data, verified

    today = on.date() if on else session.today()
    key = _key(session, key_file) if key_file else None
    data, findings = read(file, file.parent, SAVED_LIMIT)
    if data is None:
        session.leave(findings)
    phrases = session.phrases
    report, findings = verified(data, session.catalogue, session.desks(), phrases, today, key, str(file))
    if report is None:
        session.leave(findings)
    if form == "json":
        session.print_json(report_data(report, phrases))
    else:
        _tell(session, report, today_text=phrases.day(today))
    fine = report.resumed.seal.state == "unaltered" and not report.expired
    raise SystemExit(OK if fine else FOUND)


def _tell(session: Session, report: Report, today_text: str) -> None:
    phrases, found = session.phrases, report.resumed
    say = phrases.say

    def line(text: str) -> None:
        session.console.print(text, markup=False)

    state = found.seal.state
    named = {"name": found.seal.key} if state in ("other-key", "unknown-key") else {}
    sign = "✓" if state == "unaltered" and not report.expired else "！"
    line(f"{sign} {say(f'web.seal.{state}', **named)}")
    if report.expired:
        line(
            f"！ {say('web.seal.expired', day=phrases.day(found.valid_until) if found.valid_until else '-')}"
        )
    names = session.catalogue.editions.get(found.visit.matter)
    name = phrases.text(names[-1].name) if names else found.visit.matter
    line(say("web.verify.matter", matter=name, id=found.visit.matter))
    if found.saved_on and found.valid_until and found.outcome in _OUTCOMES:
        outcome = say(f"verdict.outcome.{found.outcome}")
        line(
            say(
                "web.verify.saved",
                day=phrases.day(found.saved_on),
                until=phrases.day(found.valid_until),
                outcome=outcome,
            )
        )
    if report.verdict is not None:
        line(say("web.verify.today", day=today_text, outcome=report.verdict.acceptance_text))
        for number, problem in enumerate(report.verdict.findings, 1):
            line(f"  {number}. {problem.remedy}")
    session.tell(report.findings)
    line(say("web.verify.changed") if report.changes else say("web.verify.unchanged"))
    for change in report.changes:
        line(f"  {change}")
    if found.visit.files:
        line(say("web.verify.files"))
        for each in found.visit.files:
            line(f"  {each.sha256}  {each.name}")


_OUTCOMES = frozenset(
    {
        "accept", "accept_tolerating", "correct_on_spot", "supplement", "refuse", "not_competent", "not_required",
        "undetermined", "cannot_decide",
    }
)  # fmt: skip


def _key(session: Session, path: Path) -> PublicKey:
    data, findings = read(path, path.parent)
    if data is None:
        session.leave(findings)
    key, findings = read_public_key(data, str(path))
    if key is None:
        session.leave(findings)
    return key
