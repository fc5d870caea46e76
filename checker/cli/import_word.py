"""`banshi import GUIDE.docx --into DIR`: a Word guide as a draft that lint refuses until somebody has reviewed it.

In: a .docx as offices publish it. Out: DIR/catalogue/matters/<id>/<day>.yaml, new papers, DIR/review/<id>.md with a
confidence for every field and every text that found no place. Exit 0 written, 1 a file stands in the way or nothing was
recognised, 2 cannot run.
The surprising thing: 0 does not mean understood. It means that nothing was lost: what was not understood is in the review.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from checker.cli.reports import as_json
from checker.cli.session import CANNOT_RUN, FOUND, Session
from checker.finding import Finding, Place, Text
from checker.sheets.codes import refuse
from checker.word.intake import Intake, take_in_word
from checker.word.review import as_data
from generators.writing import write_atomic

__all__ = ["WORD_SUFFIXES", "import_word"]

WORD_SUFFIXES = (".docx", ".docm", ".dotx", ".dotm", ".doc")
_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def import_word(session: Session, file: Path, into: Path, matter: str, replace: bool, form: str) -> None:
    """Read the guide and write the draft."""
    if matter and not _ID.fullmatch(matter):
        session.leave(
            [
                refuse("X12", Place(matter), Text(f"`{matter}` 不能作编号", f"`{matter}` is no id"),
                       Text("用小写英文、数字和连字符，以字母开头", "lower-case words joined by hyphens"))
            ]
        )  # fmt: skip
    intake = take_in_word(file, session.catalogue, session.root, matter, session.today())
    found = list(intake.findings)
    if intake.files and not replace:
        found += [_exists(path) for path, text in intake.files.items() if _differs(into / path, text)]
    written: list[str] = []
    if not any(finding.severity == "error" for finding in found) and intake.draft:
        problem = _write(session, into, intake)
        found += problem
        written = [] if problem else list(intake.files)
    errors = [finding for finding in found if finding.severity == "error"]
    if form == "json":
        told = as_data(intake.draft, intake.rest, session.language) if intake.draft else {}
        session.print_json({"written": written, **told, "findings": as_json(found, session.language)})
    else:
        session.tell(errors or found)
    _summary(session, into, intake, written, bool(errors))
    if any(finding.code in ("X21", "X33") for finding in errors):
        raise SystemExit(CANNOT_RUN)
    if errors:
        raise SystemExit(FOUND)


def _differs(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8", errors="replace") != text


def _write(session: Session, into: Path, intake: Intake) -> list[Finding]:
    """The draft and its review; the rules and registers' entries that it names, where the folder lacks them."""
    try:
        into.mkdir(parents=True, exist_ok=True)
        if not (into / "rules").exists():
            shutil.copytree(session.root / "rules", into / "rules")
        for path in _needed(session, intake):
            source, target = session.root / path, into / path
            if source.is_file() and not target.exists():
                write_atomic(target, source.read_bytes())
        for path, text in intake.files.items():
            write_atomic(into / path, text.encode("utf-8"))
    except OSError as error:
        reason = error.strerror or str(error)
        return [
            refuse("X21", Place(str(into)), Text(f"写不进这个文件夹（{reason}）", f"this folder cannot be written to ({reason})"),
                   Text("换一个能写的文件夹，检查磁盘空间",
                   "choose a folder that can be written to, and look at the space on the disk"))
        ]  # fmt: skip
    return []


def _needed(session: Session, intake: Intake) -> list[str]:
    """Files of the catalogue that the draft cites."""
    draft = intake.draft
    if draft is None:
        return []
    catalogue = session.catalogue
    profiles = catalogue.acceptance.profiles if catalogue.acceptance else ()
    general = {line.law for profile in profiles for rule in profile.outcomes.values() for line in rule.basis}
    laws = sorted((draft.laws | general) & catalogue.laws.keys())
    places = [catalogue.laws[law].place for law in laws]
    shared = {
        form.material.id for group in catalogue.groups.values() for paper in group for form in paper.forms
    }
    papers = sorted((draft.papers | shared) & catalogue.materials.keys())
    places += [catalogue.materials[paper].place for paper in papers]
    return ["catalogue/catalogue.yaml", *dict.fromkeys(place.path for place in places)]


def _exists(path: str) -> Finding:
    return refuse("X15", Place(path), Text("这个文件已经有了，内容不同，没有覆盖",
        "this file is there with other content and was not overwritten"),
                  Text("确认后加 --replace，或者用 --id 换一个编号",
                  "add --replace once you are sure, or choose another --id"))  # fmt: skip


def _summary(session: Session, into: Path, intake: Intake, written: list[str], errors: bool) -> None:
    draft = intake.draft
    if errors or draft is None:
        text = Text("什么都没有写", "nothing was written")
    else:
        put = [told for told in draft.told if told.put]
        sure = sum(1 for told in put if told.confidence >= 80)
        left = len(draft.told) - len(put) + len(intake.rest)
        review = next(path for path in written if path.startswith("review/"))
        text = Text(
            f"读到 {len(put)} 处，{sure} 处有八成以上把握；{left} 处没有放进草稿；先看 {into / review}，"
            f"再用 `banshi --root {into} lint` 检查",
            f"{len(put)} texts were read, {sure} with 80 or more; {left} are not in the draft; look at {into / review}, then run"
            f" `banshi --root {into} lint`",
        )
    session.errors.print(session.text(text), style="red" if errors else "green", markup=False)
