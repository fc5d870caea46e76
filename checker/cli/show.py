"""`banshi show`: the matters of the catalogue, or one effective edition with the place of every value.

In: a matter id, a day, an office. Out: path, value and file:line of each value; with `--history` the editions in time
and the commits of each file. Exit 0, or 2 when there is no such edition.
"""

from __future__ import annotations

from datetime import datetime

import click
from rich.table import Table

from checker.catalogue import NoEdition
from checker.cli.diff import desk_words, matter_alone
from checker.cli.session import Session, pass_session
from checker.desk.history import as_data, as_text, history
from checker.phrases import Phrases
from checker.provenance import Origin, effective_values

__all__ = ["show"]


@click.command()
@click.argument("matter", required=False)
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The edition in force on this day [today].")
@click.option(
    "--office",
    default="",
    metavar="CODE",
    help="Division code: lay its implementation list over the edition.",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option(
    "--history", "told", is_flag=True, help="All editions of the matter, and the commits of each file."
)
@pass_session
def show(
    session: Session, matter: str | None, on: datetime | None, office: str, form: str, told: bool
) -> None:
    """List the matters, or print one edition with the place of each value."""
    if told and matter is not None:
        _history(session, matter, form)
        return
    day = on.date() if on else session.today()
    catalogue = session.catalogue
    if matter is None:
        _list(session, form)
        return
    try:
        edition = catalogue.at(matter, day, office)
        overlay = catalogue.sources[catalogue.office(matter, day, office).place.path] if office else None
    except NoEdition as error:
        session.leave([error.finding])
    source = catalogue.sources[edition.place.path]
    origins = effective_values(source, overlay)
    if form == "json":
        session.print_json(
            {
                "matter": matter,
                "edition": edition.effective_from.isoformat(),
                "office": office or None,
                "on": day.isoformat(),
                "catalogue_version": session.version,
                "values": [_as_data(origin) for origin in origins],
            }
        )
        return
    for origin in origins:
        value = (
            "、".join(str(item) for item in origin.value)
            if isinstance(origin.value, list)
            else _shown(origin.value)
        )
        changed = f"  （{_shown(origin.instead_of)}）" if origin.instead_of is not None else ""
        session.console.print(f"[bold]{origin.path}[/bold] = ", end="")
        session.console.print(f"{value}{changed}", end="  ", markup=False)
        session.console.print(str(origin.place), style="dim", markup=False)


def _history(session: Session, matter: str, form: str) -> None:
    """Editions in time and commits; without Git the editions alone, and why."""
    try:
        catalogue = matter_alone(session, matter)
    except NoEdition as error:
        session.leave([error.finding])
    found = history(session.root, catalogue, matter)
    if form == "json":
        session.print_json(as_data(found))
        return
    phrases = Phrases(desk_words(session), session.language, catalogue.laws, catalogue.vocabulary)
    for line in as_text(found, phrases):
        session.console.print(line, markup=False)


def _shown(value: object) -> str:
    return (
        {True: "true", False: "false", None: "null"}.get(value, str(value))
        if isinstance(value, bool | None)
        else str(value)
    )


def _as_data(origin: Origin) -> dict[str, object]:
    place = {"path": origin.place.path, "line": origin.place.line, "column": origin.place.column}
    data: dict[str, object] = {"path": origin.path, "value": origin.value, "place": place}
    return data | ({"instead_of": origin.instead_of} if origin.instead_of is not None else {})


def _list(session: Session, form: str) -> None:
    catalogue = session.catalogue
    newest = [editions[-1] for _, editions in sorted(catalogue.editions.items())]
    if form == "json":
        session.print_json(
            [
                {
                    "matter": item.matter,
                    "name": item.name.zh,
                    "kind": item.kind,
                    "edition": item.effective_from.isoformat(),
                    "state": item.state,
                    "editions": len(catalogue.editions[item.matter]),
                }
                for item in newest
            ]
        )
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in (
        "ID",
        "matter" if session.language == "en" else "事项",
        "kind" if session.language == "en" else "类型",
        "edition" if session.language == "en" else "版本",
    ):
        table.add_column(heading)
    for item in newest:
        kind = catalogue.vocabulary.label("matter-kind", item.kind)
        table.add_row(
            item.matter, session.text(item.name), session.text(kind), item.effective_from.isoformat()
        )
    session.console.print(table)
