"""`banshi law LAW [--article N]`: what rests on a law, so that an amendment is followed everywhere.

In: the id, title or short name of a law of the register. Out: every condition, paper, limit, fee, competence line, notice and
guide page that cites it, each with its place. Exit 0 (also when nothing rests on it), or 2 for an unknown law or article.
The surprising thing: editions that have ended are listed too, since an open case may still be judged by them;
`--on` leaves them out.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import click
from rich.text import Text as Line

from checker.cli.session import Session, pass_session
from checker.finding import Finding, Text
from checker.model.registers import Law
from checker.radar import KINDS, Resting, find_law, no_such_article, resting_on

__all__ = ["law"]


@click.command()
@click.argument("name", metavar="LAW")
@click.option("--article", type=click.IntRange(1, 9999), help="Only what rests on this article.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Only editions in force on this day.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@pass_session
def law(session: Session, name: str, article: int | None, on: datetime | None, form: str) -> None:
    """List what rests on a law or one of its articles, with places."""
    found = find_law(session.catalogue, name)
    if isinstance(found, Finding):
        session.leave([found])
    beyond = no_such_article(found, article) if article else None
    if beyond:
        session.leave([beyond])
    lines = [line for line in resting_on(session.catalogue, found.id, article) if _applies(line, on)]
    if form == "json":
        session.print_json(_as_data(found, article, lines))
        return
    _print(session, found, article, lines)


def _applies(line: Resting, on: datetime | None) -> bool:
    if on is None or line.edition is None:
        return True
    return line.edition <= on.date() and (line.ends is None or on.date() <= line.ends)


def _as_data(found: Law, article: int | None, lines: list[Resting]) -> dict[str, Any]:
    return {
        "law": found.id,
        "title": found.title,
        "status": found.status,
        "article": article,
        "matters": sorted({line.matter for line in lines if line.matter}),
        "resting": [
            {
                "kind": line.kind,
                "id": line.id,
                "matter": line.matter or None,
                "edition": line.edition.isoformat() if line.edition else None,
                "effective_to": line.ends.isoformat() if line.ends else None,
                "articles": list(line.articles),
                "whole_document": "" in line.articles,
                "owner": line.owner or None,
                "page": line.page or None,
                "path": line.place.path,
                "line": line.place.line,
                "column": line.place.column,
            }
            for line in lines
        ],
    }


def _print(session: Session, found: Law, article: int | None, lines: list[Resting]) -> None:
    show = session.console.print
    named = f"《{found.title}》" + (f" §{article}" if article else "")
    show(Line.assemble((named, "bold"), (f"  {found.id}", "dim")))
    if not lines:
        show(session.text(Text("没有内容以它为依据。", "Nothing rests on it.")), markup=False)
        return
    matter: tuple[str, object] | None = None
    for line in lines:
        if (line.matter, line.edition) != matter:
            matter = (line.matter, line.edition)
            heading = f"{line.matter} {line.edition}" if line.matter else _everywhere(session)
            show(Line(heading, style="bold cyan"))
        cited = "、".join(f"§{item}" if item else session.text(_WHOLE) for item in line.articles)
        what = f"{line.id} → {line.page}" if line.page else line.id
        show(
            Line.assemble(
                f"  {session.text(KINDS[line.kind])} ",
                (what, "bold"),
                f"  {cited}  ",
                (str(line.place), "dim"),
            )
        )
    matters = len({line.matter for line in lines if line.matter})
    session.errors.print(
        session.text(Text(f"{len(lines)} 处，{matters} 个事项", f"{len(lines)} places in {matters} matters")),
        markup=False,
    )


_WHOLE = Text("整部文件", "the whole document")


def _everywhere(session: Session) -> str:
    return session.text(Text("所有事项共用", "for all matters"))
