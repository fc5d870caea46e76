"""`banshi import FILE.xlsx --into DIR`: a workbook as catalogue files. (A Word guide goes to checker/cli/import_word.py.)

In: a workbook such as `banshi export --xlsx` writes. Out: files below DIR/catalogue; every cell that was not understood
on standard
error (or as JSON on standard output). Exit 0 written, 1 something was not understood and nothing was written, 2 cannot run.
The surprising thing: all or nothing, and no file is rewritten whose content is the same, so comments in it stay.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import click

from checker.cli.import_word import WORD_SUFFIXES, import_word
from checker.cli.reports import as_json
from checker.cli.session import CANNOT_RUN, FOUND, Session, pass_session
from checker.finding import Finding, Place, Text
from checker.schema import Schemas
from checker.sheets.codes import refuse
from checker.source import load

__all__ = ["import_"]

Files = Mapping[str, tuple[dict[str, object], str]]


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--into",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder to write catalogue/ into.",
)
@click.option("--replace", is_flag=True, help="Overwrite files whose content differs.")
@click.option(
    "--id",
    "matter",
    default="",
    metavar="ID",
    help="Of a Word guide: the matter's id [from the file's name].",
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@pass_session
def import_(session: Session, file: Path, into: Path, replace: bool, matter: str, form: str) -> None:
    """Read a workbook into catalogue files, cell by cell; or a Word guide into a draft to review."""
    if file.suffix.lower() in WORD_SUFFIXES:
        import_word(session, file, into, matter, replace, form)
        return
    # imported here: openpyxl takes 0.2 s, and every other command does without it
    from checker.sheets.intake import take_in

    own = into / "rules" / "schema"
    folder = own if own.is_dir() else session.root / "rules" / "schema"
    schemas, broken = Schemas.load(folder)
    if broken or not schemas.kinds:
        session.leave(broken or session.catalogue.findings)
    intake = take_in(file, schemas)
    found = list(intake.findings)
    written: list[str] = []
    if not intake.refused:
        changed = _changed(into, intake.files)
        if not replace:
            found += [_exists(path) for path in changed if (into / path).exists()]
        if not any(finding.severity == "error" for finding in found):
            found += _write(session, into, intake.files, changed)
            written = changed
    errors = any(finding.severity == "error" for finding in found)
    if form == "json":
        session.print_json(
            {
                "written": [] if errors else written,
                "files": len(intake.files),
                "findings": as_json(found, session.language),
            }
        )
    else:
        session.tell(found)
    _summary(session, into, found, written, intake.files)
    if any(finding.code == "X21" for finding in found) or not file.is_file():
        raise SystemExit(CANNOT_RUN)
    if errors:
        raise SystemExit(FOUND)


def _changed(into: Path, files: Files) -> list[str]:
    """The files that are new or say something else than the workbook."""
    found = []
    for path, (data, _) in files.items():
        target = into / path
        source = load(target, into)[0] if target.is_file() else None
        if source is None or source.data != data:
            found.append(path)
    return found


def _write(session: Session, into: Path, files: Files, changed: list[str]) -> list[Finding]:
    """Write what changed; lay the rules beside it where there are none, so that the folder can be linted at once."""
    try:
        into.mkdir(parents=True, exist_ok=True)
        if not (into / "rules").exists():
            shutil.copytree(session.root / "rules", into / "rules")
            session.errors.print(
                session.text(
                    Text(
                        f"规则取自 {session.root / 'rules'}",
                        f"the rules were copied from {session.root / 'rules'}",
                    )
                ),
                markup=False,
            )
        for path in changed:
            target = into / path
            target.parent.mkdir(parents=True, exist_ok=True)
            if not target.resolve().is_relative_to(into.resolve()):
                raise OSError(f"{path} leads out of the folder")
            target.write_text(files[path][1], encoding="utf-8", newline="\n")
    except OSError as error:
        reason = error.strerror or str(error)
        return [
            refuse(
                "X21",
                Place(str(into)),
                Text(f"写不进这个文件夹（{reason}）", f"this folder cannot be written to ({reason})"),
                Text("换一个能写的文件夹", "choose a folder that can be written to"),
            )
        ]
    return []


def _exists(path: str) -> Finding:
    return refuse(
        "X15",
        Place(path),
        Text(
            "这个文件已经有了，内容不同，没有覆盖",
            "this file is there with other content and was not overwritten",
        ),
        Text(
            "确认后加 --replace；先提交到 Git，才看得出改了什么",
            "add --replace once you are sure; commit first, to see what changes",
        ),
    )


def _summary(session: Session, into: Path, found: list[Finding], written: list[str], files: Files) -> None:
    errors = sum(1 for finding in found if finding.severity == "error")
    if errors:
        text = Text(
            f"{errors} 处没有读懂，什么都没有写", f"{errors} places were not understood; nothing was written"
        )
    else:
        same = len(files) - len(written)
        text = Text(
            f"写了 {len(written)} 个文件，{same} 个没有变；接着用 `banshi --root {into} lint` 检查",
            f"wrote {len(written)} files, {same} unchanged; now check them with `banshi --root {into} lint`",
        )
    session.errors.print(session.text(text), style="red" if errors else "green", markup=False)
