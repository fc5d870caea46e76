"""One file of catalogue/decisions/ -> Decision.

In: a Source that the schema door has judged. Out: the decision as far as it can be read (None without its day) and findings.
The surprising thing: the file's name begins with the day of the decision, so that the folder is in the order of time.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from checker.finding import Finding, Text
from checker.model.decisions import ACTIONS, GROUNDS, Decision, DecisionLine
from checker.reading.reader import Context, Reader, read_verified
from checker.source import Source

__all__ = ["read_decision"]


def read_decision(source: Source) -> tuple[Decision | None, tuple[Finding, ...]]:
    """The decision of one file."""
    context = Context()
    top = Reader.of(source, context)
    marked = top.child("verified")
    if marked:
        context.verified = read_verified(marked)
    day = top.date("date")
    if day is None:
        return None, tuple(context.findings)
    name = source.path.rpartition("/")[2].removesuffix(".yaml")
    if not name.startswith(f"{day.isoformat()}-"):
        context.findings.append(_misnamed(top, day, name))
    decision = Decision(
        id=name,
        decided=day,
        published=top.date("published") or day,
        title=top.must_text("title"),
        document=top.must_text("document"),
        issuer=top.must_text("issuer"),
        division=top.string("division"),
        reason=top.must_text("reason"),
        verified=context.verified,
        lines=tuple(_lines(top)),
        place=top.place(),
    )
    return decision, tuple(context.findings)


def _lines(top: Reader) -> Iterator[DecisionLine]:
    for item in top.children("matters"):
        begins = item.date("from")
        action = next((known for known in ACTIONS if known == item.string("action")), None)
        if begins is None or action is None or not item.string("matter"):
            continue
        yield DecisionLine(
            matter=item.string("matter"),
            action=action,
            begins=begins,
            until=item.date("until"),
            to=item.string("to"),
            successor=item.string("successor"),
            ground=item.one_of("ground", GROUNDS, ""),
            note=item.text("note"),
            place=item.place(),
        )


def _misnamed(top: Reader, day: date, name: str) -> Finding:
    return Finding(
        "R10",
        "name-and-content-differ",
        "error",
        top.place("date"),
        Text(
            f"决定的日期是 {day}，文件却叫 `{name}`",
            f"the decision is of {day}, but the file is called `{name}`",
        ),
        Text(f"文件名以 `{day}-` 开头", f"let the file's name begin with `{day}-`"),
    )
