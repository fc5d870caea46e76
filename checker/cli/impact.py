"""`banshi impact A B --submissions FILE`: which submissions would come out otherwise, and why.

In: two revisions (or two days of one matter, MATTER@DATE), and submissions: JSONL, one file, or a folder. Out: text,
JSON or Markdown. Exit 0 (whatever the impact is), 1 when a submission or a file of a revision could not be read, 2
when nothing can be replayed.
The surprising thing: of a submission only its number is ever printed, never an answer, a name or a file's name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from checker.catalogue import Catalogue, NoEdition
from checker.cli.diff import desk_words, revisions, same_matter
from checker.cli.session import FOUND, OK, Session, pass_session
from checker.desk.cited import part_of_matters
from checker.desk.faults import GitFault, no_submissions
from checker.desk.impact import Impact, Replay, State
from checker.desk.impact_told import as_data, as_markdown, as_text
from checker.desk.revision import Parsed, Revision, told_at
from checker.desk.submissions import Piece, matters_of, pieces, understood
from checker.desk.told import Sides
from checker.desks import desks
from checker.finding import Finding
from checker.loading import collector_paused, load_tree
from checker.phrases import Phrases
from checker.words import Words

__all__ = ["impact"]


@click.command()
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@click.option(
    "--submissions",
    "source",
    type=click.Path(path_type=Path),
    required=True,
    help="JSONL (one submission a line), one file, or a folder of files.",
)
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Replay all as if received on this day.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True
)
@pass_session
def impact(session: Session, before: str, after: str, source: Path, on: datetime | None, form: str) -> None:
    """Replay submissions under A and under B: who changes from accept to supplement, and why."""
    words = desk_words(session)
    try:
        matters = matters_of(source)
        total = sum(1 for _ in pieces(source))
    except OSError as error:
        session.leave([no_submissions(str(source), error.strerror or "").finding])
    if not total:
        session.leave([no_submissions(str(source), "").finding])
    try:
        states, catalogues, sides, unread = _states(session, before, after, matters)
    except GitFault as fault:
        session.leave([fault.finding])
    except NoEdition as error:
        session.leave([error.finding])
    session.tell(unread)
    replay = Replay(*states, session.today(), on.date() if on else None)
    with collector_paused():
        found = _replayed(session, replay, source, total, catalogues[1], words)
    _print(session, found, sides, catalogues, words, form)
    raise SystemExit(FOUND if found.unread or unread else OK)


def _replayed(
    session: Session, replay: Replay, source: Path, total: int, catalogue: Catalogue, words: Words
) -> Impact:
    schemas = catalogue.schemas

    def all_of(given: Iterable[Piece]) -> Impact:
        return replay.add_all((piece.number, understood(piece, schemas)) for piece in given)

    if not session.errors.is_terminal:
        return all_of(pieces(source))
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=session.errors, transient=True) as progress:
        task = progress.add_task(words.say("desk.impact.progress", session.language), total=total)

        def watched() -> Iterator[Piece]:
            for number, piece in enumerate(pieces(source), 1):
                if number % 500 == 0:
                    progress.update(task, completed=number)
                yield piece

        return all_of(watched())


def _states(
    session: Session, before: str, after: str, matters: frozenset[str]
) -> tuple[tuple[State, State], tuple[Catalogue, Catalogue], Sides, list[Finding]]:
    """Both sides, loaded as far as the submissions need them. Raises GitFault and NoEdition."""
    editions = same_matter(session, before, after)
    if editions:
        matter, days, catalogue = editions
        prepared = desks(catalogue, "compiled", "replay")
        first, second = (State(prepared, day, matter) for day in days)
        for day in days:
            catalogue.national(matter, day)
        return (first, second), (catalogue, catalogue), Sides(before, after, *days), []
    a, b, _ = revisions(session, before, after)
    parsed = Parsed()
    unread: list[Finding] = []
    loaded = [_loaded(session, side, matters, parsed, unread) for side in (a, b)]
    states = [
        State(desks(each, "compiled", side.id or "content"))
        for side, each in zip((a, b), loaded, strict=True)
    ]
    sides = Sides(before, after, a.day, b.day, a.id, b.id)
    return (states[0], states[1]), (loaded[0], loaded[1]), sides, unread


def _loaded(
    session: Session, side: Revision, matters: frozenset[str], parsed: Parsed, unread: list[Finding]
) -> Catalogue:
    with collector_paused():
        part = part_of_matters(side, matters, parsed)
        catalogue = load_tree(part, session.root)
    unread += [
        told_at(finding, side.name)
        for finding in catalogue.findings
        if finding.severity == "error" and finding.place.path in part.entries and finding.code[0] not in "WA"
    ]
    return catalogue


def _print(
    session: Session,
    found: Impact,
    sides: Sides,
    catalogues: tuple[Catalogue, Catalogue],
    words: Words,
    form: str,
) -> None:
    both = [Phrases(words, session.language, each.laws, each.vocabulary) for each in catalogues]
    if form == "json":
        session.print_json(as_data(found, sides, both[0], both[1]))
        return
    for line in (as_markdown if form == "markdown" else as_text)(found, sides, both[0], both[1]):
        click.echo(line)
