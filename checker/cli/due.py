"""`banshi due --months N`: what is to be checked again, with its owner.

In: a number of months and a day. Out: what was last verified longer ago than that, or never (knowledge), the
oldest first. Exit 0, whatever the list holds: it is a work list, not a verdict.
The surprising thing: the list is in the order in which the work should be done, and each owner's share is counted below it.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime

import click
from rich.text import Text as Line

from checker.cli.session import Session, pass_session
from checker.due import Due
from checker.due import due as everything_due
from checker.finding import Text

__all__ = ["due"]

_KINDS = {
    "edition": Text("事项版本", "edition"),
    "citation": Text("依据", "citation"),
    "part": Text("条目", "part"),
    "law": Text("法律", "law"),
    "material": Text("材料", "paper"),
    "office": Text("实施清单", "office list"),
}
_REASONS = {"old": Text("过期", "old"), "knowledge": Text("未核对", "never checked")}


@click.command()
@click.option(
    "--months",
    type=click.IntRange(0, 1200),
    required=True,
    help="Verified longer ago than so many months.",
)
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Counted back from this day [today].")
@click.option("--owner", default="", help="Only what this owner keeps.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@pass_session
def due(session: Session, months: int, on: datetime | None, owner: str, form: str) -> None:
    """List what was verified too long ago, or never."""
    day = on.date() if on else session.today()
    found = [item for item in everything_due(session.catalogue, day, months) if owner in ("", item.owner)]
    if form == "json":
        session.print_json(
            {"on": day.isoformat(), "months": months, "due": [_as_data(item) for item in found]}
        )
        return
    _print(session, found)


def _as_data(item: Due) -> dict[str, object]:
    return {
        "kind": item.kind,
        "id": item.id,
        "matter": item.matter or None,
        "edition": item.edition.isoformat() if item.edition else None,
        "owner": item.owner or None,
        "reason": item.reason,
        "verified_by": item.verified.by,
        "verified_on": item.verified.on.isoformat(),
        "months": item.months,
        "note": item.verified.note or None,
        "path": item.place.path,
        "line": item.place.line,
        "column": item.place.column,
    }


def _print(session: Session, found: list[Due]) -> None:
    for item in found:
        what = f"{item.matter} {item.id}" if item.matter and item.matter != item.id else item.id
        session.console.print(
            Line.assemble(
                (f"{item.place}: ", "bold"),
                (f"{item.verified.on} {session.text(_REASONS[item.reason])} ", "yellow"),
                f"{session.text(_KINDS[item.kind])} {what}",
                (f" [{item.owner}]" if item.owner else "", "dim"),
            )
        )
    share = Counter(item.owner or session.text(_NOBODY) for item in found)
    listed = ", ".join(f"{owner} {count}" for owner, count in sorted(share.items()))
    session.errors.print(
        session.text(Text(f"{len(found)} 项需要核对：{listed}", f"{len(found)} to check: {listed}"))
        if found
        else session.text(Text("没有需要核对的内容", "nothing is due")),
        markup=False,
    )


_NOBODY = Text("没有写明负责人", "no owner")
