"""`banshi announce --since DATE`: the public notice of what was kept, stopped and moved.

In: the day from which on decisions were published, perhaps one division. Out: the notice as text, Markdown or JSON. Exit 0 (also
when nothing was decided), or 2 when the words cannot be read.
The surprising thing: the notice counts from the day of publication, not of the decision, because nobody could know earlier.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import click

from checker.announcement import Announced, Notice, as_markdown, as_text, notice
from checker.cli.session import Session, pass_session
from checker.lifecycle import announced

__all__ = ["announce"]


@click.command()
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    required=True,
    help="Decisions published on this day or later.",
)
@click.option("--division", metavar="CODE", help="Only the decisions of this division.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
)
@pass_session
def announce(session: Session, since: datetime, division: str | None, form: str) -> None:
    """Print the public notice of the clean-up decisions."""
    chosen = announced(session.catalogue.decisions, since.date(), division)
    made = notice(session.catalogue, chosen, since.date(), session.phrases)
    if form == "json":
        session.print_json(_as_data(made, since.date().isoformat(), division))
        return
    for line in as_markdown(made) if form == "markdown" else as_text(made):
        click.echo(line)


def _as_data(made: Notice, since: str, division: str | None) -> dict[str, Any]:
    return {
        "since": since,
        "division": division,
        "title": made.title,
        "opening": made.opening,
        "warning": made.warning or None,
        "decisions": [_decision(item) for item in made.decisions],
    }


def _decision(item: Announced) -> dict[str, Any]:
    decision = item.decision
    return {
        "id": decision.id,
        "date": decision.decided.isoformat(),
        "published": decision.published.isoformat(),
        "title": decision.title.zh,
        "document": decision.document.zh,
        "issuer": decision.issuer.zh,
        "division": decision.division or None,
        "sample": decision.verified.by == "sample",
        "heading": item.heading,
        "reason": item.reason,
        "total": item.total,
        "matters": [
            {
                "matter": listed.line.matter,
                "name": listed.name,
                "action": listed.line.action,
                "from": listed.line.begins.isoformat(),
                "until": listed.line.until.isoformat() if listed.line.until else None,
                "to": listed.line.to or None,
                "successor": listed.line.successor or None,
                "ground": listed.line.ground or None,
                "sentences": list(listed.sentences),
                "path": listed.line.place.path,
                "line": listed.line.place.line,
            }
            for group in item.groups
            for listed in group.lines
        ],
    }
