"""`banshi diff A B`: what changed in meaning between two revisions, or between two days of one matter.

In: two revisions (tags, branches, commit ids, `.` for the files on disk), or MATTER@DATE twice. Out: text, JSON,
Markdown (with `--changelog` as a section of a changelog), the official table of changes as HTML, or a redline to be
countersigned, as a Word file (`--format docx --out FILE`). Exit 0; 1 when a file could not be read and was left out; 2 when
nothing can be compared.
The surprising thing: nothing is checked out. A revision is read from Git's objects, so a bare repository will do, and
only files that differ are read at all.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import click

from checker.catalogue import Catalogue, NoEdition
from checker.cli.session import FOUND, OK, Session, pass_session
from checker.desk.comparison import Comparison, compare_editions, compare_revisions
from checker.desk.faults import GitFault, different_kinds, no_such_edition
from checker.desk.gitstore import Repository, open_repository
from checker.desk.parts import matter_part
from checker.desk.redline import redline
from checker.desk.revision import Revision, on_disk, revision
from checker.desk.told import Sides, as_changelog, as_data, as_markdown, as_text
from checker.finding import Finding, Place, Text, near_names
from checker.languages import speaking, terms_below
from checker.loading import load_tree
from checker.model.registers import Vocabulary
from checker.phrases import Phrases
from checker.words import LANGUAGES, Words, load_words

__all__ = ["desk_words", "diff", "matter_alone", "revisions", "same_matter"]

_EDITION = re.compile(r"(?P<matter>[a-z0-9][a-z0-9.-]*)@(?P<day>\d{4}-\d{2}-\d{2})")
_OWN = Path(__file__).parent.parent
_SHIPPED = (_OWN.parent / "rules" / "words", _OWN / "_starter" / "rules" / "words")


@click.command()
@click.argument("before", metavar="A")
@click.argument("after", metavar="B")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown", "html", "docx"]),
    default="text",
    show_default=True,
    help="html: the official table of changes; docx: the same with tracked changes and places to sign.",
)
@click.option("--out", type=click.Path(path_type=Path), help="The .docx to write.")
@click.option("--changelog", is_flag=True, help="Markdown as a changelog section: days and matters first.")
@pass_session
def diff(session: Session, before: str, after: str, form: str, out: Path | None, changelog: bool) -> None:
    """Say in words what changed from A to B: revisions, or MATTER@DATE."""
    words = desk_words(session)
    try:
        comparison, sides = _compared(session, before, after, words)
    except GitFault as fault:
        session.leave([fault.finding])
    except NoEdition as error:
        session.leave([error.finding])
    phrases = Phrases(words, session.language, {}, Vocabulary({}))
    session.tell(comparison.unread)
    if form == "json":
        session.print_json(as_data(comparison))
    elif form == "html":
        click.echo(redline(comparison, sides, phrases), nl=False)
    elif form == "docx":
        # imported here: python-docx takes a tenth of a second
        from checker.cli.redline import write_redline

        write_redline(session, comparison, sides, words, same_matter(session, before, after), out)
    else:
        tell = as_changelog if changelog else as_markdown if form == "markdown" else as_text
        for line in tell(comparison, sides, phrases):
            click.echo(line)
    raise SystemExit(FOUND if comparison.unread else OK)


def desk_words(session: Session) -> Words:
    """The sentences of the catalogue on disk; those of the program where it has none (a bare repository, an older catalogue)."""
    own = load_words(session.root / "rules" / "words")
    for folder in _SHIPPED:
        if folder.is_dir():
            # a catalogue may be older than the program, and then lacks sentences
            shipped = load_words(folder).sentences
            own = Words(
                {language: {**shipped[language], **own.sentences[language]} for language in LANGUAGES}
            )
            break
    if all("desk.title" in own.sentences[language] for language in LANGUAGES):
        return speaking(own, session.language, terms_below(session.root))
    message = Text(
        "没有 rules/words/desk.*.yaml，不能用文字说明", "there is no rules/words/desk.*.yaml to speak with"
    )
    session.errors.print(session.text(message), markup=False)
    raise SystemExit(2)


def revisions(session: Session, before: str, after: str) -> tuple[Revision, Revision, Repository]:
    """Both sides; `.` is the folder as it is now. Raises GitFault."""
    repository = open_repository(session.root)
    sides: dict[str, Revision] = {}
    for name in (before, after):
        if name not in (".", *sides):
            sides[name] = revision(repository, name, next(iter(sides.values()), None))
    if "." in (before, after):
        sides["."] = on_disk(session.root, next((side.id for side in sides.values()), ""))
    return sides[before], sides[after], repository


def same_matter(session: Session, before: str, after: str) -> tuple[str, tuple[date, date], Catalogue] | None:
    """The matter, the two days and its catalogue, when both sides are MATTER@DATE; None for two revisions. A tag may look like
    an edition (release@2026-01-01), so that beside a revision it is looked up. Raises GitFault and NoEdition."""
    first, second = _EDITION.fullmatch(before), _EDITION.fullmatch(after)
    if first and second and first["matter"] == second["matter"]:
        return (
            first["matter"],
            (_day(before, first["day"]), _day(after, second["day"])),
            matter_alone(session, first["matter"]),
        )
    named = [name for name, match in ((before, first), (after, second)) if match]
    if named and not set(named) <= set(open_repository(session.root).names()):
        raise different_kinds(before, after)
    return None


def _compared(session: Session, before: str, after: str, words: Words) -> tuple[Comparison, Sides]:
    found = same_matter(session, before, after)
    if found:
        matter, days, catalogue = found
        one, other = (catalogue.national(matter, day) for day in days)
        return compare_editions(one, other, catalogue, words, session.language), Sides(before, after, *days)
    a, b, _ = revisions(session, before, after)
    comparison = compare_revisions(a, b, session.root, words, session.language)
    return comparison, Sides(before, after, a.day, b.day, a.id, b.id)


def _day(name: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise no_such_edition(name, Text("写成日历上有的日期", "write a day of the calendar")) from None


def matter_alone(session: Session, matter: str) -> Catalogue:
    """The catalogue as far as this matter needs it: no Git, and not ten thousand files."""
    folder = session.root / "catalogue" / "matters"
    if folder.is_dir() and not (folder / matter).is_dir():
        known = [each.name for each in folder.iterdir()]
        message = Text(f"目录里没有事项 `{matter}`", f"the catalogue has no matter `{matter}`")
        help = near_names(matter, known) or Text(
            "用 `banshi show` 列出全部事项", "run `banshi show` for a list of all matters"
        )
        raise NoEdition(Finding("B06", "unknown-matter", "error", Place("-"), message, help))
    return load_tree(matter_part(session.root, matter), session.root)
