"""`banshi diff A B --format docx --out FILE`: the redline for countersignature.

In: a comparison; both editions where two days of one matter were compared. Out: a Word file; 2 if it cannot be written.
The surprising thing: the marks are dated by the edition that they bring, never by the clock of the machine, so that two runs give
the same bytes.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from checker.catalogue import Catalogue
from checker.cli.session import Session
from checker.desk.comparison import Comparison
from checker.desk.redline import parted
from checker.desk.told import Sides, grouped, heading
from checker.finding import Finding, Place, Text
from checker.model.registers import Vocabulary
from checker.phrases import Phrases
from checker.words import Words
from generators.document import Pair
from generators.formats.docx import WordFault
from generators.guide import guide
from generators.redline import Change, Redline, redline
from generators.word_guides import office_template
from generators.writing import write_atomic

__all__ = ["write_redline"]

_NO_DAY = date(1980, 1, 1)
Matter = tuple[str, tuple[date, date], Catalogue]


def write_redline(
    session: Session,
    comparison: Comparison,
    sides: Sides,
    words: Words,
    matter: Matter | None,
    out: Path | None,
) -> None:
    """Write it, or leave with the reason."""
    if out is None or out.suffix.lower() != ".docx":
        _refuse(session, str(out or "--out"), Text("修订稿要写到一个 .docx 文件", "the redline needs a .docx file to go to"),
                Text("加上 --out 文件名.docx", "add --out NAME.docx"))  # fmt: skip
        return
    laws, vocabulary = (matter[2].laws, matter[2].vocabulary) if matter else ({}, Vocabulary({}))
    phrases = Phrases(words, session.language, laws, vocabulary)
    name = session.root / "rules" / "templates" / "redline.docx"
    try:
        data = redline(_told(comparison, sides, phrases, matter), phrases, office_template(name), str(name))
        write_atomic(out, data)
    except WordFault as fault:
        session.leave(fault.findings)
    except OSError as error:
        reason = error.strerror or str(error)
        _refuse(session, str(out), Text(f"写不成（{reason}）", f"cannot be written ({reason})"),
                Text("检查文件夹、权限和磁盘空间", "check the folder, its permissions and the space on the disk"))  # fmt: skip
    session.errors.print(str(out), markup=False)


def _refuse(session: Session, place: str, message: Text, help: Text) -> None:
    session.leave([Finding("B68", "redline-not-written", "error", Place(place), message, help)])


def _told(comparison: Comparison, sides: Sides, phrases: Phrases, matter: Matter | None) -> Redline:
    say = phrases.say
    groups = tuple(
        (
            heading(first, comparison, phrases),
            tuple(
                Change(
                    change.item or change.text,
                    (("", change.text),) if change.before is None and change.after is None
                    else parted(change.before or "", change.after or ""),
                    say(f"diff.burden.{change.burden}"),
                )
                for change in changes
            ),
        )
        for first, changes in grouped(comparison)
    )  # fmt: skip
    facts = [Pair(say("letter.redline.before"), _side(sides.before, sides.before_commit)),
             Pair(say("letter.redline.after"), _side(sides.after, sides.after_commit))]  # fmt: skip
    day = sides.after_day or sides.before_day or _NO_DAY
    title = say("letter.redline.title")
    if matter is None:
        return Redline(title, tuple(facts), groups, title, day, say("desk.nothing"))
    name, (first_day, second_day), catalogue = matter
    before, after = (catalogue.national(name, on) for on in (first_day, second_day))
    guides = tuple(guide(edition, catalogue, phrases) for edition in (before, after))
    facts.insert(0, Pair(say("letter.redline.matter"), phrases.text(after.name)))
    author = phrases.text(catalogue.info.publisher) or title
    return Redline(
        f"{phrases.text(after.name)} {title}", tuple(facts), groups, author, after.effective_from, say("desk.nothing"),
        (guides[0], guides[1]),
    )  # fmt: skip


def _side(name: str, commit: str) -> str:
    return f"{name} ({commit[:12]})" if commit and commit[:12] not in name else name
