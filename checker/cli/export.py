"""`banshi export --xlsx FILE`, `--csv DIR`, `--schemas DIR`: the catalogue for spreadsheets, for the national platform,
for editors.

In: the catalogue. Out: files; what could not be exported on standard error. Exit 0 all of it, 1 something is missing
(warnings do not
count), 2 cannot run. The surprising thing: a workbook is written although a file did not fit, because the rest of it is
exact; the
exit code and the messages say what is not in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import click

from checker.cli.session import CANNOT_RUN, FOUND, OK, Session, pass_session
from checker.finding import Finding, Place, Text
from checker.sheets.codes import refuse

__all__ = ["export"]

_VERSION = "platform-2020"


@click.command()
@click.option(
    "--xlsx", type=click.Path(dir_okay=False, path_type=Path), help="All of catalogue/ as flat sheets."
)
@click.option(
    "--csv",
    "tables",
    type=click.Path(file_okay=False, path_type=Path),
    help="The upload tables of the national platform.",
)
@click.option(
    "--schemas",
    type=click.Path(file_okay=False, path_type=Path),
    help="Schemas that complete the ids of this catalogue.",
)
@click.option(
    "--on", type=click.DateTime(["%Y-%m-%d"]), help="For --csv: what is in force on this day [today]."
)
@click.option("--office", default="", metavar="CODE", help="For --csv: only this division.")
@click.option(
    "--codes", default="", metavar="VERSION", help="For --csv: the code-list version [the catalogue's own]."
)
@pass_session
def export(
    session: Session,
    xlsx: Path | None,
    tables: Path | None,
    schemas: Path | None,
    on: datetime | None,
    office: str,
    codes: str,
) -> None:
    """Write the catalogue as a workbook, upload tables, or editor schemas."""
    if xlsx is None and tables is None and schemas is None:
        raise click.UsageError("--xlsx, --csv or --schemas")
    if not (session.root / "catalogue").is_dir() or not (session.root / "rules").is_dir():
        session.leave(session.catalogue.findings)
    found: list[Finding] = []
    if xlsx is not None:
        found += _workbook(session, xlsx)
    if tables is not None:
        found += _tables(session, tables, on, office, codes)
    if schemas is not None:
        # imported here: most runs need none of the three, and `banshi lint` none at all
        from checker.sheets.editor_schemas import editor_schemas

        found += _written(session, schemas, editor_schemas(session.catalogue).items())
    session.tell(found)
    if any(finding.code == "X21" for finding in found):
        raise SystemExit(CANNOT_RUN)
    raise SystemExit(FOUND if any(finding.severity == "error" for finding in found) else OK)


def _workbook(session: Session, path: Path) -> list[Finding]:
    from checker.sheets.outlet import export_workbook  # imported here: openpyxl and xlsxwriter take 0.3 s

    if path.suffix.lower() != ".xlsx":
        wrong = Text("文件名要以 .xlsx 结尾", "the file name must end in .xlsx")
        return [refuse("X21", Place(str(path)), wrong, wrong)]
    found = list(export_workbook(session.catalogue, path))
    if not any(finding.code == "X21" for finding in found):
        _say(session, Text(f"已写好 {path}", f"wrote {path}"))
    return found


def _tables(session: Session, folder: Path, on: datetime | None, office: str, codes: str) -> list[Finding]:
    from checker.sheets.upload import as_csv, upload_tables

    catalogue = session.catalogue
    version = codes or catalogue.info.code_list_version or _VERSION
    known = sorted(
        {
            name
            for terms in catalogue.vocabulary.lists.values()
            for term in terms.values()
            for name in term.codes
        }
    )
    if version not in known:
        listed = ", ".join(known)
        session.leave(
            [
                refuse(
                    "X30",
                    Place("rules/vocabulary.yaml"),
                    Text(f"没有代码表版本 `{version}`", f"there is no code-list version `{version}`"),
                    Text(f"可以写：{listed}", f"it can be: {listed}"),
                )
            ]
        )
    rows, found = upload_tables(catalogue, on.date() if on else session.today(), version, office)
    if not rows["task"]:
        session.leave(
            [
                refuse(
                    "X31",
                    Place("catalogue/offices"),
                    Text(
                        "那一天没有可以上传的实施清单", "no implementation list is in force there on that day"
                    ),
                    Text(
                        "换一天（--on）或者区划（--office）",
                        "choose another day (--on) or division (--office)",
                    ),
                )
            ]
        )
    files = [(f"{name}.csv", as_csv(table, name)) for name, table in rows.items()]
    return [*found, *_written(session, folder, files)]


def _written(session: Session, folder: Path, files: Iterable[tuple[str, str]]) -> list[Finding]:
    number = 0
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files:
            (folder / name).write_text(text, encoding="utf-8", newline="")
            number += 1
    except OSError as error:
        reason = error.strerror or str(error)
        return [
            refuse(
                "X21",
                Place(str(folder)),
                Text(f"写不进这个文件夹（{reason}）", f"this folder cannot be written to ({reason})"),
                Text("换一个能写的文件夹", "choose a folder that can be written to"),
            )
        ]
    _say(session, Text(f"已写好 {number} 个文件：{folder}", f"wrote {number} files to {folder}"))
    return []


def _say(session: Session, text: Text) -> None:
    session.errors.print(session.text(text), style="green", markup=False)
