"""`banshi build --out DIR`: every guide of the catalogue, with an index page, in the formats that are asked
for.

In: the catalogue, a day, an office or none. Out: `DIR/html/index.html`, `DIR/html/<matter>.html`,
`DIR/text/<matter>.txt`. Exit 0 when everything was built, 1 when a matter was left out for its faults, 2 when
nothing could be built.
The surprising thing: a file whose bytes would not change is not touched. A whole site (html without --matters) remembers what
it was made from, makes only what a change asks for, and takes away the pages of matters that are gone; files of other formats
stay.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import click
from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TimeElapsedColumn

from checker.cli.compared import differences
from checker.cli.session import FOUND, OK, Session, pass_session
from checker.cli.site_build import Built, Wish, build_site
from checker.finding import LANGUAGES, Finding, Language, Place, Text, near_names
from generators.outputs import OUTPUTS
from generators.subject import Selection, plan
from generators.writing import write_atomic

__all__ = ["build"]

_MOST_IN_INDEX = 300
"""Matters up to which pagefind's index is made unasked: it costs a second of CPU for about 300, at every change of a name."""


@click.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    metavar="DIR",
    help="Folder to build into.",
)
@click.option(
    "--formats",
    default="html",
    show_default=True,
    metavar="NAME,NAME",
    help=f"Formats: {', '.join(OUTPUTS)}.",
)
@click.option("--matters", metavar="ID,ID", help="Only these matters.")
@click.option(
    "--office",
    default="",
    metavar="CODE",
    help="Division code: the guides as that division carries the matters out.",
)
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The editions in force on this day [today].")
@click.option("--language", type=click.Choice(LANGUAGES), help="Language of the guides [as for messages].")
@click.option(
    "--search",
    type=click.Choice(["auto", "pagefind", "builtin"]),
    default="auto",
    show_default=True,
    help=f"Search of the site: pagefind adds the full text (auto: up to {_MOST_IN_INDEX} matters).",
)
@pass_session
def build(
    session: Session,
    out: Path,
    formats: str,
    matters: str | None,
    office: str,
    on: datetime | None,
    language: Language | None,
    search: str,
) -> None:
    """Build the service guides and their index page."""
    day = on.date() if on else session.today()
    names, chosen = _split(formats), _split(matters or "")
    _known(session, "B11", Text("没有这种格式", "there is no format"), names, tuple(OUTPUTS))
    spoken = language or session.language
    total = Built(0, 0, 0, ())
    try:
        if "html" in names and not chosen:
            wish = Wish(out, office, day, spoken, _indexed(session, search))
            total = _site(session, wish)
            names = tuple(name for name in names if name != "html")
        if names:
            total = _added(
                total, _outputs(session, out, names, chosen, office, day, spoken, search == "pagefind")
            )
    except OSError as error:
        session.leave([_unwritable(out, error)])
    session.tell(total.findings)
    text = Text(
        f"{total.matters} 个事项，{total.files} 个文件，其中 {total.changed} 个有变化：{out}",
        f"{total.matters} matters, {total.files} files, {total.changed} of them changed: {out}",
    )
    session.errors.print(session.text(text), markup=False)
    raise SystemExit(FOUND if total.findings else OK)


def _indexed(session: Session, search: str) -> bool:
    """Whether the site gets an index by pagefind."""
    if search != "auto":
        return search == "pagefind"
    folder = session.root / "catalogue" / "matters"
    return folder.is_dir() and sum(1 for _ in folder.iterdir()) <= _MOST_IN_INDEX


def _site(session: Session, wish: Wish) -> Built:
    """The whole site; of an earlier one only what changed."""
    offices = session.root / "catalogue" / "offices"
    divisions = tuple(sorted(path.name for path in offices.iterdir())) if offices.is_dir() else ()
    _known_office(session, divisions, wish.office)
    with _progress(session) as advance:
        built = build_site(session, wish, advance)
    if not built.matters:
        session.leave([*built.findings, _nothing(Place("catalogue/catalogue.yaml"))])
    return built


def _outputs(
    session: Session,
    out: Path,
    names: tuple[str, ...],
    chosen: tuple[str, ...],
    office: str,
    day: date,
    language: Language,
    fulltext: bool,
) -> Built:
    """The other formats, or the site of a few matters."""
    catalogue = session.catalogue
    _known(
        session,
        "B06",
        Text("目录里没有事项", "the catalogue has no matter"),
        chosen,
        tuple(catalogue.editions),
    )
    _known_office(session, tuple(sorted({code for code, _ in catalogue.offices})), office)
    what = plan(catalogue, day, chosen, office)
    if not what.editions:
        session.leave([*what.findings, _nothing(catalogue.info.place)])
    phrases = session.phrases_in(language)
    selection = Selection(
        what, catalogue, phrases, day, session.version, tell=differences, fulltext=fulltext, some=bool(chosen)
    )
    written = total = 0
    found = list(what.findings)
    with _progress(session) as advance:
        for name in names:
            for made in OUTPUTS[name].pages(selection):
                if isinstance(made, Finding):
                    found.append(made)
                    continue
                written += write_atomic(out / made.path, made.data)
                total += 1
                advance()
    return Built(len(what.editions), total, written, tuple(found))


def _added(one: Built, other: Built) -> Built:
    """Both together; a matter counts once, and so does what is said of it twice."""
    findings = tuple(dict.fromkeys((*one.findings, *other.findings)))
    return Built(
        max(one.matters, other.matters), one.files + other.files, one.changed + other.changed, findings
    )


@contextmanager
def _progress(session: Session) -> Iterator[Callable[[], None]]:
    """Something that counts on a terminal, and nothing elsewhere."""
    if not session.errors.is_terminal:
        yield lambda: None
        return
    columns = (SpinnerColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=session.errors, transient=True) as progress:
        task = progress.add_task("", total=None)
        yield lambda: progress.advance(task)


def _known_office(session: Session, divisions: tuple[str, ...], office: str) -> None:
    _known(
        session,
        "B08",
        Text("没有哪个实施清单属于区划", "no implementation list belongs to the division"),
        (office,) if office else (),
        divisions,
    )


def _split(names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.strip() for name in names.split(",") if name.strip()))


def _known(session: Session, code: str, what: Text, names: tuple[str, ...], known: tuple[str, ...]) -> None:
    """Leaves when a name is not known, with what is near."""
    findings = [
        Finding(
            code,
            {"B06": "unknown-matter", "B08": "unknown-office", "B11": "unknown-format"}[code],
            "error",
            Place("-"),
            Text(f"{what.zh} `{name}`", f"{what.en} `{name}`"),
            near_names(name, known) or _listed(known),
        )
        for name in names
        if name not in known
    ]
    if findings:
        session.leave(findings)


def _listed(known: tuple[str, ...]) -> Text:
    shown = ", ".join(known[:12]) + (" …" if len(known) > 12 else "")
    return Text(f"现有：{shown or '（没有）'}", f"there are: {shown or 'none'}")


def _nothing(place: Place) -> Finding:
    return Finding(
        "B12",
        "nothing-to-build",
        "error",
        place,
        Text("这一天没有可以生成的事项", "there is no matter to build on that day"),
        Text(
            "换一个 `--on` 日期，或者先用 `banshi lint` 改好错误",
            "choose another `--on` day, or mend the errors that `banshi lint` tells",
        ),
    )


def _unwritable(out: Path, error: OSError) -> Finding:
    reason = error.strerror or str(error)
    return Finding(
        "B13",
        "cannot-write",
        "error",
        Place(str(out)),
        Text(f"不能写入这个文件夹：{reason}", f"cannot write into this folder: {reason}"),
        Text("用 `--out` 换一个您能写入的文件夹", "name a folder that you can write to with `--out`"),
    )
