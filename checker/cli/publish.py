"""`banshi publish RECIPE --out DIR`: everything that a recipe asks for, with a manifest and a report of what is missing.

In: a file of catalogue/publications/ (or its name), a day, perhaps a Git revision. Out: the booklet, the single
files, `manifest.json`, `report.json` and `report.md` below DIR. Exit 0; 1 when something the recipe names could not
be printed; 2 when nothing was published.
The surprising thing: with `--rev` the recipe is today's and the catalogue that revision's, so last year's book can
be printed again, or today's book as it would have been.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime
from importlib.metadata import version as version_of
from pathlib import Path

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from checker.catalogue import Catalogue
from checker.cli.diff import desk_words
from checker.cli.session import FOUND, OK, Session, pass_session
from checker.desk.faults import GitFault
from checker.desk.gitstore import open_repository
from checker.desk.revision import Parsed, revision
from checker.finding import LANGUAGES, Finding, Language, Place, Text, near_names
from checker.languages import phrases_in
from checker.lint import run
from checker.loading import load_tree
from checker.model.publication import Named, Publication
from checker.reading.publication import PUBLICATIONS, bundle_members, read_publication
from checker.schema import Schemas
from checker.source import Source, load
from generators.booklet_plan import booklet_of
from generators.outputs import OUTPUTS
from generators.publish import BOOKLETS, Published, steps
from generators.publish import publish as carry_out

__all__ = ["publish"]

_RECIPE_CHECKS = ("L95", "L96", "L97")


@click.command()
@click.argument("recipe", metavar="RECIPE")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    metavar="DIR",
    help="Folder to publish into.",
)
@click.option(
    "--on", type=click.DateTime(["%Y-%m-%d"]), help="The editions in force on this day [the recipe's; today]."
)
@click.option(
    "--rev", metavar="REVISION", help="The catalogue as it is in this Git revision [the files on disk]."
)
@click.option("--office", metavar="CODE,CODE", help="Divisions, the preferred first [the recipe's].")
@click.option(
    "--formats", metavar="NAME,NAME", help=f"Instead of the recipe's: {', '.join((*BOOKLETS, *OUTPUTS))}."
)
@click.option("--language", type=click.Choice(LANGUAGES), help="Language of what is printed [the recipe's].")
@click.option(
    "--bilingual/--one-language", default=None, help="Each guide in Chinese and in English [the recipe's]."
)
@pass_session
def publish(
    session: Session,
    recipe: str,
    out: Path,
    on: datetime | None,
    rev: str | None,
    office: str | None,
    formats: str | None,
    language: Language | None,
    bilingual: bool | None,
) -> None:
    """Print all that a recipe asks for, with a manifest and a report of what is missing."""
    catalogue, version = _catalogue(session, rev)
    source = _source(session, catalogue, recipe)
    found = _checked(session, catalogue, source)
    found = _overridden(session, catalogue, found, office, formats, language, bilingual)
    day = on.date() if on else found.on or session.today()
    other: Language = "zh-Hans" if found.language == "en" else "en"
    booklet = booklet_of(
        found,
        catalogue,
        phrases_in(catalogue, found.language),
        day,
        version,
        bundle_members(catalogue.sources),
        phrases_in(catalogue, other) if found.bilingual else None,
    )
    session.tell(booklet.findings)
    if not booklet.chapters:
        session.leave([_nothing(found, day.isoformat())])
    sha = hashlib.sha256(repr(source.data).encode("utf-8", "surrogatepass")).hexdigest()
    try:
        with Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=session.errors,
            transient=True,
            disable=not session.errors.is_terminal,
        ) as progress:
            task = progress.add_task(session.text(found.title), total=steps(booklet))
            made = carry_out(booklet, out, version_of("banshi"), sha, lambda n: progress.advance(task, n))
    except OSError as error:
        session.leave([_unwritable(out, error)])
    session.tell(made.failed)
    session.errors.print(session.text(_summary(made, out)), markup=False)
    raise SystemExit(FOUND if made.failed or booklet.findings else OK)


def _catalogue(session: Session, rev: str | None) -> tuple[Catalogue, str]:
    """The catalogue on disk, or that of a revision, spoken in today's words."""
    if rev is None:
        catalogue = session.catalogue
        if not catalogue.words.sentences.get("zh-Hans"):
            session.leave(finding for finding in catalogue.findings if finding.place.path.startswith("rules"))
        return catalogue, session.version
    try:
        side = revision(open_repository(session.root), rev)
        found = load_tree(side.part(side.entries, Parsed()), session.root)
    except GitFault as fault:
        session.leave([fault.finding])
    # an older catalogue may lack sentences that are printed today
    return replace(found, words=desk_words(session)), side.id[:12]


def _source(session: Session, catalogue: Catalogue, name: str) -> Source:
    """The recipe's file: a path, or the name of one in catalogue/publications/."""
    path = Path(name)
    root = session.root
    for candidate in (path, root / name, root / PUBLICATIONS / f"{name.removesuffix('.yaml')}.yaml"):
        if candidate.is_file():
            inside = candidate.resolve().is_relative_to(root.resolve())
            source, findings = load(
                candidate.resolve(), root.resolve() if inside else candidate.resolve().parent
            )
            if source is None:
                session.leave(findings)
            return source
    stem = path.name.removesuffix(".yaml")
    known = {
        each.removeprefix(PUBLICATIONS).removesuffix(".yaml"): each
        for each in catalogue.sources
        if each.startswith(PUBLICATIONS)
    }
    if stem in known:
        return catalogue.sources[known[stem]]
    listed = ", ".join(known)
    session.leave(
        [
            Finding(
                "B50",
                "no-such-recipe",
                "error",
                Place(name),
                Text("没有这个出版单", "there is no such recipe"),
                near_names(stem, tuple(known))
                or Text(
                    f"现有：{listed or '（没有）'}；出版单放在 {PUBLICATIONS}",
                    f"there are: {listed or 'none'}; recipes stand in {PUBLICATIONS}",
                ),
            )
        ]
    )


def _checked(session: Session, catalogue: Catalogue, source: Source) -> Publication:
    """The recipe, when shape, names and choice are right; leaves with all that is wrong otherwise."""
    schemas, problems = Schemas.load(session.root / "rules" / "schema", session.root)
    found, said = read_publication(source)
    findings = [*problems, *schemas.check("publication", source), *said]
    if not any(finding.severity == "error" for finding in findings):
        others = {path: each for path, each in catalogue.sources.items() if not path.startswith(PUBLICATIONS)}
        alone = replace(catalogue, sources={**others, f"{PUBLICATIONS}{found.id}.yaml": source}, findings=())
        findings += run(alone, only=_RECIPE_CHECKS)
    wrong = [finding for finding in findings if finding.severity == "error"]
    if wrong:
        session.leave(
            [
                *wrong,
                Finding(
                    "B51",
                    "recipe-not-usable",
                    "error",
                    Place(source.path),
                    Text("出版单有错误，什么也没有印", "the recipe has errors, and nothing was printed"),
                    Text("改好上面的错误，再印一次", "mend the errors above, then publish again"),
                ),
            ]
        )
    return found


def _overridden(
    session: Session,
    catalogue: Catalogue,
    recipe: Publication,
    office: str | None,
    formats: str | None,
    language: Language | None,
    bilingual: bool | None,
) -> Publication:
    """The recipe with what the command line says instead."""
    names = _named(formats) if formats is not None else recipe.formats
    offices = _named(office) if office is not None else recipe.offices
    known = (*BOOKLETS, *OUTPUTS)
    divisions = {division.code for division in catalogue.info.divisions} | {
        code for code, _ in catalogue.offices
    }
    findings = [
        _unknown("B11", "unknown-format", item, Text("没有这种格式", "there is no format"), known)
        for item in names
        if item.name not in known
    ]
    findings += [
        _unknown(
            "B08",
            "unknown-office",
            item,
            Text("目录里没有区划", "the catalogue has no division"),
            tuple(sorted(divisions)),
        )
        for item in offices
        if item.name not in divisions
    ]
    if findings or not names:
        session.leave(findings or [_no_format()])
    return replace(
        recipe,
        formats=names,
        offices=offices,
        language=language or recipe.language,
        bilingual=recipe.bilingual if bilingual is None else bilingual,
    )


def _named(text: str) -> tuple[Named, ...]:
    found = dict.fromkeys(name.strip() for name in text.split(",") if name.strip())
    return tuple(Named(name, Place("-")) for name in found)


def _unknown(code: str, name: str, item: Named, what: Text, known: tuple[str, ...]) -> Finding:
    listed = ", ".join(known)
    return Finding(
        code,
        name,
        "error",
        item.place,
        Text(f"{what.zh} `{item.name}`", f"{what.en} `{item.name}`"),
        near_names(item.name, known) or Text(f"现有：{listed}", f"there are: {listed}"),
    )


def _no_format() -> Finding:
    return Finding(
        "B52",
        "no-format",
        "error",
        Place("-"),
        Text("没有写要做成什么格式", "no format is named"),
        Text("例如 `--formats booklet,html`", "such as `--formats booklet,html`"),
    )


def _nothing(recipe: Publication, day: str) -> Finding:
    return Finding(
        "B53",
        "nothing-to-publish",
        "error",
        recipe.place,
        Text(
            f"{day} 这一天，出版单选出的事项没有一个可以印",
            f"on {day} none of the matters that the recipe selects can be printed",
        ),
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
        Text(
            f"不能写入这个文件夹：{reason}；那里原来的文件没有动",
            f"cannot write into this folder: {reason}; what stood there is as it was",
        ),
        Text(
            "用 `--out` 换一个您能写入、放得下的文件夹",
            "name a folder with `--out` that you can write to and that has room",
        ),
    )


def _summary(made: Published, out: Path) -> Text:
    pages = sum(file.pages for file in made.files)
    printed = (f"，成册 {pages} 页", f", {pages} pages in booklets") if pages else ("", "")
    gaps = len(made.missing)
    return Text(
        f"{len(made.files)} 个文件，其中 {made.changed} 处有变化{printed[0]}；缺项 {gaps} 条，见 {out}/report.md",
        f"{len(made.files)} files, {made.changed} changes{printed[1]}; {gaps} gaps, see {out}/report.md",
    )
