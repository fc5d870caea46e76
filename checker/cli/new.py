"""`banshi new ID`: a folder for a new matter that lints clean but for named TODO findings.

In: an id and the day from which the edition takes effect. Out: catalogue/matters/<id>/<day>.yaml and
cases.yaml. Exit 0, or 2 when the id is taken or the folder cannot be written.
The surprising thing: the scaffold is a complete, valid edition. What only the author can know is marked
待填 (TODO), and lint names each of those places until it is filled in.
"""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import click

from checker.cli.session import Session, pass_session
from checker.finding import Finding, Place, Text

__all__ = ["new"]

_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_TEMPLATES = ("edition", "cases", "material")


@click.command()
@click.argument("matter", metavar="ID")
@click.option("--name", default="待填：事项名称", help="The matter's name in Chinese.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The day it takes effect [today].")
@pass_session
def new(session: Session, matter: str, name: str, on: datetime | None) -> None:
    """Start a new matter: one folder with an edition and its cases."""
    folder = session.root / "catalogue" / "matters" / matter
    day = on.date() if on else session.today()
    if not _ID.fullmatch(matter):
        session.leave(
            [
                _refused(
                    matter,
                    Text(f"`{matter}` 不能作编号", f"`{matter}` is no id"),
                    Text(
                        "用小写英文、数字和连字符，以字母开头，例如 street-trading",
                        "lower-case words joined by hyphens, such as street-trading",
                    ),
                )
            ]
        )
    if folder.exists():
        session.leave(
            [
                _refused(
                    f"catalogue/matters/{matter}",
                    Text("已经有这个文件夹", "the folder exists already"),
                    Text(
                        "换一个编号，或者在文件夹里加一个新版本",
                        "take another id, or add an edition to the folder",
                    ),
                )
            ]
        )
    if not name.strip() or re.search(r"[\x00-\x1f\"\\]", name):
        session.leave(
            [
                _refused(
                    matter,
                    Text(
                        "名称是空的，或者里面有引号、反斜杠、控制字符",
                        "the name is empty or holds a quote, backslash or control character",
                    ),
                    Text("写出事项名称，去掉这些字符", "give the name without them"),
                )
            ]
        )
    templates = session.root / "rules" / "new"
    try:
        texts = {kind: (templates / f"{kind}.yaml").read_text(encoding="utf-8") for kind in _TEMPLATES}
        folder.mkdir(parents=True)
        targets = {
            "edition": folder / f"{day.isoformat()}.yaml",
            "cases": folder / "cases.yaml",
            "material": session.root / "catalogue" / "materials" / f"{matter}-application.yaml",
        }
        for kind, text in texts.items():
            _write(
                targets[kind],
                text.replace("MATTER-ID", matter)
                .replace("MATTER-NAME", name)
                .replace("EFFECTIVE-FROM", day.isoformat()),
            )
    except OSError as error:
        session.leave(
            [
                _refused(
                    str(error.filename),
                    Text(f"读写不成（{error.strerror}）", f"cannot read or write ({error.strerror})"),
                    Text("检查文件夹的权限", "check the permissions of the folder"),
                )
            ]
        )
    for target in targets.values():
        session.console.print(str(target.relative_to(session.root)), markup=False)
    todo = Text(
        "接着：编辑这些文件，运行 `banshi lint` 看还有哪些待填，运行 `banshi test` 看案例。",
        "Next: edit them, run `banshi lint` to see what is still to fill in, and `banshi test` for the cases.",
    )
    session.console.print(session.text(todo), markup=False)


def _write(target: Path, text: str) -> None:
    temporary = target.with_suffix(".tmp")
    temporary.write_text(text, encoding="utf-8")
    temporary.replace(target)


def _refused(path: str, message: Text, remedy: Text) -> Finding:
    return Finding("B20", "cannot-start-matter", "error", Place(path), message, remedy)
