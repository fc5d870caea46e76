"""`banshi stats`: the catalogue in figures: matters by kind and level, what the reviews did, days promised against days allowed.

In: a day, perhaps an office. Out: text or JSON. Exit 0, or 2 when no such office has a list on that day.
The surprising thing: a percentage is printed with its sums and the name of its rounding, so that anybody can count it again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import click
from rich.table import Table

from checker.catalogue import Catalogue, NoEdition
from checker.cli.session import Session, pass_session
from checker.finding import Finding, Place, Text, near_names
from checker.lifecycle import TableRow, standing, table
from checker.model.decisions import ACTIONS, Action
from checker.model.edition import Edition
from checker.savings import ROUNDING, Speed, speed

__all__ = ["stats"]

_UNITS = {
    "working_days": Text("工作日", "working days"),
    "days": Text("自然日", "calendar days"),
    "months": Text("月", "months"),
    "years": Text("年", "years"),
}
_ACTIONS: dict[Action, Text] = {
    "kept": Text("保留", "kept"),
    "suspended": Text("暂停", "stopped"),
    "cancelled": Text("取消", "ended"),
    "delegated": Text("下放", "down"),
    "taken_over": Text("上收", "up"),
    "converted_to_service": Text("转服务", "service"),
}


@click.command()
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The editions in force on this day [today].")
@click.option("--office", default="", metavar="CODE", help="Only what this division handles, as it does.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@pass_session
def stats(session: Session, on: datetime | None, office: str, form: str) -> None:
    """Count the catalogue: kinds, levels, reviews, days saved."""
    day = on.date() if on else session.today()
    catalogue = session.catalogue
    editions = _editions(session, catalogue, day, office)
    known = [
        item
        for item in catalogue.decisions
        if item.published <= day and (not office or item.division == office)
    ]
    rows = table(known)
    stands = Counter(line.action for line in standing(known, day).values())
    if form == "json":
        session.print_json(_as_data(catalogue, editions, rows, stands, day, office))
        return
    _print(session, editions, rows, stands, day)


def _editions(session: Session, catalogue: Catalogue, day: date, office: str) -> list[Edition]:
    """What is in force on that day: the national editions, or those that the office handles."""
    if office and not any(division == office for division, _ in catalogue.offices):
        known = tuple(dict.fromkeys(division for division, _ in catalogue.offices))
        session.leave([_no_office(office, known)])
    found = []
    for matter in sorted(catalogue.editions):
        try:
            found.append(catalogue.at(matter, day, office))
        except NoEdition:  # not in force on that day, or not handled there: not counted
            continue
    return found


def _no_office(office: str, known: tuple[str, ...]) -> Finding:
    listed = ", ".join(known)
    return Finding(
        "B08",
        "unknown-office",
        "error",
        Place("-"),
        Text(f"`{office}` 没有实施清单", f"the division `{office}` has no implementation list"),
        near_names(office, known) or Text(f"有清单的区划：{listed}", f"divisions that have one: {listed}"),
    )


def _as_data(
    catalogue: Catalogue,
    editions: list[Edition],
    rows: Iterable[TableRow],
    stands: Counter[Action],
    day: date,
    office: str,
) -> dict[str, Any]:
    return {
        "on": day.isoformat(),
        "office": office or None,
        "matters": len(editions),
        "editions": sum(len(items) for items in catalogue.editions.values()),
        "offices": _listed(Counter(division for division, _ in catalogue.offices)),
        "kinds": _listed(Counter(item.kind for item in editions)),
        "levels": _listed(Counter(item.level for item in editions)),
        "states": _listed(Counter(item.state for item in editions)),
        "reviews": [
            {
                "id": row.decision.id,
                "date": row.decision.decided.isoformat(),
                "document": row.decision.document.zh,
                "division": row.decision.division or None,
                "sample": row.decision.verified.by == "sample",
                "counts": {action: row.counts[action] for action in ACTIONS},
                "total": row.total,
            }
            for row in rows
        ],
        "standing": {action: stands[action] for action in ACTIONS},
        "speed": _speed_data(speed(editions)),
    }


def _speed_data(found: Speed) -> dict[str, Any]:
    return {
        "sums": [
            {
                "unit": item.unit,
                "limits": item.limits,
                "statutory": item.statutory,
                "promised": item.promised,
                "saved_percent": item.saved,
            }
            for item in found.sums
        ],
        "rounding": ROUNDING.en,
        "at_once": found.at_once,
        "no_statutory_limit": found.unlimited,
        "other_unit": [
            {
                "matter": item.matter,
                "limit": item.limit.id,
                "statutory": str(item.limit.statutory),
                "promised": str(item.limit.promised),
                "path": item.limit.place.path,
                "line": item.limit.place.line,
            }
            for item in found.uncompared
        ],
    }


def _listed(counted: Counter[str]) -> dict[str, int]:
    return {name: counted[name] for name in sorted(counted, key=lambda name: (-counted[name], name))}


def _print(
    session: Session, editions: list[Edition], rows: Iterable[TableRow], stands: Counter[Action], day: date
) -> None:
    show, text = session.console.print, session.text
    vocabulary = session.catalogue.vocabulary
    show(
        text(Text(f"{day}：{len(editions)} 个事项", f"{day}: {len(editions)} matters")),
        style="bold",
        markup=False,
    )
    for heading, list_id, counted in (
        (Text("类型", "kinds"), "matter-kind", Counter(item.kind for item in editions)),
        (Text("层级", "levels"), "exercise-level", Counter(item.level for item in editions)),
    ):
        parts = [
            f"{text(vocabulary.label(list_id, name))} {count}" for name, count in _listed(counted).items()
        ]
        show(f"{text(heading)}: {', '.join(parts)}", markup=False)
    _print_reviews(session, rows, stands)
    _print_speed(session, speed(editions))


def _print_reviews(session: Session, rows: Iterable[TableRow], stands: Counter[Action]) -> None:
    text = session.text
    grid = Table(box=None, pad_edge=False, header_style="bold", title_justify="left")
    for heading in (Text("清理决定", "review"), Text("区划", "division")):
        grid.add_column(text(heading), no_wrap=True)
    for action in ACTIONS:
        grid.add_column(text(_ACTIONS[action]), justify="right", no_wrap=True)
    grid.add_column(text(Text("合计", "total")), justify="right")
    for row in rows:
        counts = [str(row.counts[action]) for action in ACTIONS]
        grid.add_row(row.decision.decided.isoformat(), row.decision.division or "-", *counts, str(row.total))
    current = [str(stands[action]) for action in ACTIONS]
    grid.add_row(
        text(Text("现在的状态", "standing now")), "", *current, str(sum(stands.values())), style="bold"
    )
    session.console.print(grid)


def _print_speed(session: Session, found: Speed) -> None:
    text = session.text
    for item in found.sums:
        unit, saved = _UNITS.get(item.unit, Text(item.unit, item.unit)), item.saved
        session.console.print(
            text(
                Text(
                    f"法定 {item.statutory} {unit.zh}，承诺 {item.promised} {unit.zh}，"
                    f"少 {saved} %（{item.limits} 项决定时限，{ROUNDING.zh}）",
                    f"{item.statutory} {unit.en} by law, {item.promised} promised, "
                    f"{saved} % less ({item.limits} limits of decision, {ROUNDING.en})",
                )
            ),
            markup=False,
        )
    session.console.print(
        text(
            Text(
                f"法定当场办结 {found.at_once} 项，没有法定时限 {found.unlimited} 项，"
                f"承诺换了单位、不合计 {len(found.uncompared)} 项",
                f"{found.at_once} at once by law, {found.unlimited} without a legal limit, "
                f"{len(found.uncompared)} promised in another unit and left out of the sums",
            )
        ),
        markup=False,
    )
