"""`banshi build --out DIR`: every guide of the catalogue, with an index page, in the formats that are asked
for.

In: the catalogue, a day, an office or none. Out: `DIR/html/index.html`, `DIR/html/<matter>.html`,
`DIR/text/<matter>.txt`. Exit 0 when everything was built, 1 when a matter was left out for its faults, 2 when
nothing could be built.
The surprising thing: a file whose bytes would not change is not touched, and a file of an earlier build that is
no longer made stays.
"""

from __future__ import annotations

from contextlib import nullcontext
from datetime import datetime
from pathlib import Path

import click
from rich.progress import Progress

from checker.cli.session import FOUND, OK, Session, pass_session
from checker.finding import Finding, Language, Place, Text, near_names
from checker.phrases import Phrases
from generators.outputs import OUTPUTS
from generators.subject import Selection, plan
from generators.writing import write_atomic

__all__ = ["build"]

_SHOW_PROGRESS_FROM = 20


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
@click.option(
    "--language", type=click.Choice(["zh-Hans", "en"]), help="Language of the guides [as for messages]."
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
) -> None:
    """Build the service guides and their index page."""
    day = on.date() if on else session.today()
    names, chosen = _split(formats), _split(matters or "")
    catalogue = session.catalogue
    _known(session, "B11", Text("没有这种格式", "there is no format"), names, tuple(OUTPUTS))
    _known(
        session,
        "B06",
        Text("目录里没有事项", "the catalogue has no matter"),
        chosen,
        tuple(catalogue.editions),
    )
    divisions = tuple(sorted({code for code, _ in catalogue.offices}))
    _known(
        session,
        "B08",
        Text("没有哪个实施清单属于区划", "no implementation list belongs to the division"),
        (office,) if office else (),
        divisions,
    )
    spoken = session.phrases
    phrases = Phrases(spoken.words, language or spoken.language, spoken.laws, spoken.vocabulary)
    what = plan(catalogue, day, chosen, office)
    session.tell(what.findings)
    if not what.editions:
        session.leave([_nothing(catalogue.info.place)])
    selection = Selection(what, catalogue, phrases, day, session.version)
    try:
        written, total, found = _write(session, selection, out, names)
    except OSError as error:
        session.leave([_unwritable(out, error)])
    session.tell(found)
    text = Text(
        f"{len(what.editions)} 个事项，{total} 个文件，其中 {written} 个有变化：{out}",
        f"{len(what.editions)} matters, {total} files, {written} of them changed: {out}",
    )
    session.errors.print(session.text(text), markup=False)
    raise SystemExit(FOUND if what.findings or found else OK)


def _write(
    session: Session, selection: Selection, out: Path, names: tuple[str, ...]
) -> tuple[int, int, list[Finding]]:
    """How many files changed, how many there are, and what could not be made."""
    written = total = 0
    found = []
    matters = len(selection.published)
    shown = session.errors.is_terminal and matters > _SHOW_PROGRESS_FROM
    with Progress(console=session.errors, transient=True) if shown else nullcontext() as progress:
        task = progress.add_task(str(out), total=matters * len(names)) if progress else None
        for name in names:
            for made in OUTPUTS[name].pages(selection):
                if isinstance(made, Finding):
                    found.append(made)
                    continue
                written += write_atomic(out / made.path, made.data)
                total += 1
                if progress and task is not None:
                    progress.advance(task)
    return written, total, found


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
