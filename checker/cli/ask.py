"""`banshi ask MATTER`: the interview at a terminal, and what it comes to.

In: answers typed one by one, read from a file, or both. Out: the personal result as text, a document or the JSON of `POST
/api/questions`.
Exit 0 when the application can be accepted as it stands, 1 when something is left to do or to answer, 2 when it cannot go
on.
The surprising thing: nothing is kept unless it is asked for (`s`, --save, --result), and then in a file that only its owner
reads.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import click

from checker.catalogue import NoEdition
from checker.check import Desk
from checker.cli.ask_end import ended, write_calendar, write_result
from checker.cli.dialogue import Dialogue
from checker.cli.keeping import keep
from checker.cli.session import CANNOT_RUN, FOUND, OK, Session, pass_session
from checker.cli.terminal import Terminal
from checker.engines.fault import EngineFault
from checker.finding import Finding, Place, Text
from checker.interview.data import as_data
from checker.interview.judging import judged
from checker.interview.known import Answers, submission_of
from checker.interview.plan import Plan, plan
from checker.interview.saved import Saved, adopted, for_matter, read_saved, saved_data
from checker.interview.standing import standing
from checker.source import JSON_LIMIT, Source, parse, parse_json, read
from checker.submission import name_findings, read_submission

__all__ = ["ask"]

_ACCEPTED = ("accept", "not_required")


@click.command()
@click.argument("matter")
@click.option("--office", metavar="CODE", help="Division code of the office where it is handled.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Day of receipt [today].")
@click.option("--resume", type=click.Path(path_type=Path), help="Go on from a file saved before.")
@click.option(
    "--answers", "given", type=click.Path(path_type=Path), help="Answers, or a submission, to begin with."
)
@click.option("--save", type=click.Path(path_type=Path), help="Keep the answers in this file (JSON).")
@click.option(
    "--result",
    "result_file",
    type=click.Path(path_type=Path),
    help="Write the personal result (.html, .txt ...).",
)
@click.option("--calendar", "calendar_file", type=click.Path(path_type=Path), help="Write the dates (.ics).")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="json: ask nothing, print where the interview stands.",
)
@pass_session
def ask(
    session: Session,
    matter: str,
    office: str | None,
    on: datetime | None,
    resume: Path | None,
    given: Path | None,
    save: Path | None,
    result_file: Path | None,
    calendar_file: Path | None,
    form: str,
) -> None:
    """Ask what is needed to know, one thing at a time, and say what to bring, to mend and to expect."""
    if resume and given:
        raise click.UsageError("--resume and --answers: one of them")
    saved = _file(session, resume or given, matter)
    day = on.date() if on else (saved.on if saved and saved.on and given else None) or session.today()
    division = office if office is not None else saved.office if saved else ""
    desk = _desk(session, matter, day, division)
    made = plan(desk)
    answers, changed = _begin(session, saved, made, day, strict=given is not None)
    if form == "json":
        now = standing(made, answers, day, session.phrases)
        session.tell(changed)
        session.print_json(as_data(now))
        raise SystemExit(OK if now.complete and now.outlook in _ACCEPTED else FOUND)
    if changed:
        session.console.print(session.phrases.say("ask.changed"), style="bold", markup=False)
        session.tell(changed)
    target = save or resume

    def keeping(current: Answers) -> str:
        path = target or _asked_path(session)
        return _save(session, path, current, made, day) if path else session.phrases.say("ask.save.none")

    terminal = Terminal(session, _reader(session), lambda: keeping(dialogue.answers))
    dialogue = Dialogue(terminal, made, day, session.phrases, answers)
    try:
        ending = dialogue.run()
    except (EOFError, KeyboardInterrupt):
        session.errors.print(f"\n{session.phrases.say('ask.ended')}", markup=False)
        raise SystemExit(CANNOT_RUN) from None
    answers = dialogue.answers
    if save:
        _save(session, save, answers, made, day)
    if ending == "quit":
        fields = {"file": str(save)} if save else {}
        session.console.print(
            session.phrases.say("ask.left.saved" if save else "ask.left", **fields), markup=False
        )
        raise SystemExit(FOUND)
    now = standing(made, answers, day, session.phrases)
    try:
        found = judged(made, answers, day, session.phrases)
    except EngineFault as fault:
        session.leave([_fault(matter, fault)])
    session.console.print(ended(found, now, made.edition, session.phrases))
    beside = ""
    if calendar_file:
        write_calendar(session, calendar_file, found)
        beside = calendar_file.name
    if result_file:
        write_result(session, result_file, found, now, answers, beside)
    fine = found.verdict.acceptance in _ACCEPTED and not found.verdict.questions and not found.assumed
    raise SystemExit(OK if fine else FOUND)


def _file(session: Session, path: Path | None, matter: str) -> Saved | None:
    """The answers of a file, in either shape; leaves when it cannot be used for this matter."""
    if path is None:
        return None
    data, findings = read(path, path.parent, JSON_LIMIT)
    if data is None:
        session.leave(findings)
    is_json = path.suffix.lower() == ".json" or data.lstrip()[:1] == b"{"
    source, findings = (
        parse_json(data, str(path), JSON_LIMIT) if is_json else parse(data, str(path), JSON_LIMIT)
    )
    if source is None:
        session.leave(findings)
    saved, problems = _read(session, source)
    if saved is None:
        session.leave((*findings, *problems))
    other = for_matter(saved, matter)
    if other:
        session.leave([other])
    return saved


def _read(session: Session, source: Source) -> tuple[Saved | None, tuple[Finding, ...]]:
    data = source.data if isinstance(source.data, dict) else {}
    is_submission = "facts" in data or "received_on" in data
    shape = session.catalogue.schemas.check("submission" if is_submission else "interview", source)
    if shape:
        return None, shape
    if not is_submission:
        return read_saved(source)
    submission, findings = read_submission(source)
    if submission is None:
        return None, findings
    papers = None if "documents" in data else frozenset[str]()
    answers = Answers(submission.facts, frozenset(), submission.documents, papers)
    place = Place(source.path)
    return Saved(submission.matter, answers, submission.office, submission.received_on, place=place), ()


def _desk(session: Session, matter: str, on: date, office: str) -> Desk:
    try:
        return session.desks().at(matter, on, office)
    except NoEdition as error:
        session.leave([error.finding])
    except EngineFault as fault:
        session.leave([_fault(matter, fault)])


def _fault(matter: str, fault: EngineFault) -> Finding:
    return Finding("E90", "engine-fault", "error", Place(matter), fault.reason)


def _begin(
    session: Session, saved: Saved | None, made: Plan, on: date, *, strict: bool
) -> tuple[Answers, tuple[Finding, ...]]:
    """The answers to begin with. A file to resume is fitted to the edition of today; given answers must fit as they are."""
    if saved is None:
        return Answers(), ()
    materials = frozenset(session.catalogue.materials)
    if strict:
        edition = made.edition
        submission = submission_of(saved.answers, edition.matter, on, edition.office)
        here = frozenset(form.material.id for paper in edition.materials for form in paper.forms)
        unknown = name_findings(submission, edition.facts, materials, here)
        if unknown:
            session.leave(unknown)
        return saved.answers, ()
    return adopted(saved, made, on, materials)


def _reader(session: Session) -> Callable[[], str]:
    """Lines of standard input; bytes that are no text become half characters, which no answer may hold."""
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(errors="surrogateescape")
    return lambda: session.console.input("> ")


def _asked_path(session: Session) -> Path | None:
    session.console.print(session.phrases.say("ask.save.where"), markup=False)
    name = session.console.input("> ").strip()
    return Path(name) if name else None


def _save(session: Session, path: Path, answers: Answers, made: Plan, on: date) -> str:
    """Write the answers; what stands in the way is told, and the interview goes on."""
    edition = made.edition
    data = saved_data(
        Saved(
            edition.matter, answers, edition.office, on, edition.effective_from, made.desk.catalogue_version
        )
    )
    try:
        keep(path, data)
    except OSError as error:
        message = Text(f"没有存成（{error.strerror}）", f"not saved ({error.strerror})")
        remedy = Text("换一个文件名或者文件夹", "give another name or folder")
        session.tell([Finding("V38", "answers-not-saved", "error", Place(str(path)), message, remedy)])
        return session.phrases.say("ask.save.none")
    return session.phrases.say("ask.saved", file=str(path))
