"""How an interview ends at a terminal: the sentence, what to do, what to bring, when, what it costs, where.

In: a `Judged` and its `Standing`. Out: rich Text; and the result and the calendar as files.
The surprising thing: the terminal shows the short of it; the whole is the document that --result writes, from the same
verdict.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rich.text import Text as Line

from checker.cli.keeping import keep
from checker.cli.session import Session
from checker.finding import Finding, Place, Text
from checker.interview.judging import Judged
from checker.interview.known import Answers
from checker.interview.standing import Standing
from checker.interview.told import steps
from checker.model.edition import Edition
from checker.phrases import Phrases
from generators.formats import FORMATS
from generators.result import result, sentence

__all__ = ["ended", "write_calendar", "write_result"]

_COLOURS = {"ok": "green", "warn": "yellow", "stop": "red", "muted": "yellow", "plain": ""}
_ENDED = ("not_required", "not_competent", "refuse", "cannot_decide")


def ended(found: Judged, now: Standing, edition: Edition, phrases: Phrases) -> Line:
    """The short result."""
    text = Line()
    for line in _lines(found, now, edition, phrases):
        text.append_text(line)
        text.append("\n")
    return text


def _lines(found: Judged, now: Standing, edition: Edition, phrases: Phrases) -> Iterator[Line]:
    verdict = found.verdict
    tone, sign, told = sentence(found, now, phrases)
    yield Line("")
    yield Line(f"{sign} {told}", style=f"bold {_COLOURS[tone]}".strip())
    goes_on = verdict.acceptance not in _ENDED
    if goes_on:
        yield Line(f"  {verdict.eligibility_text}")
    if now.office_facts:
        facts = phrases.listed(each.label for each in now.office_facts)
        yield Line(f"  {phrases.say('ask.office.open', facts=facts)}", style="yellow")
    yield from _repair(found, edition, phrases)
    yield from _findings(found, phrases)
    if goes_on:
        yield from _list(now, phrases)
        for line in verdict.deadlines:
            yield Line(f"  {line.text}")
        yield Line(f"  {phrases.say('result.heading.fees')}：{verdict.fees.text}")
    yield Line("")
    yield Line(verdict.disclaimer, style="dim")


def _repair(found: Judged, edition: Edition, phrases: Phrases) -> Iterator[Line]:
    if found.verdict.acceptance not in ("supplement", "correct_on_spot"):
        return
    yield Line("")
    if not found.repair.possible:
        yield Line(phrases.say("ask.repair.not"), style="bold")
        return
    told = steps(found.repair, edition, phrases)
    yield Line(phrases.say("ask.repair.title", n=str(len(told))), style="bold")
    for number, step in enumerate(told, 1):
        yield Line(f"  {number}. {step.text}")
    outcome = phrases.say(f"verdict.outcome.{found.repair.after}")
    yield Line(f"  {phrases.say('ask.repair.reaches', outcome=outcome)}", style="dim")


def _findings(found: Judged, phrases: Phrases) -> Iterator[Line]:
    """Everything that is wrong, at once, each with its remedy first; advice on the decision apart."""
    formal = [problem for problem in found.verdict.findings if problem.effect != "ineligible"]
    advice = [problem for problem in found.verdict.findings if problem.effect == "ineligible"]
    for heading, problems, first in (("findings", formal, 1), ("advice", advice, len(formal) + 1)):
        if problems:
            yield Line("")
            yield Line(phrases.say(f"verdict.heading.{heading}"), style="bold")
        for number, problem in enumerate(problems, first):
            action = phrases.say(f"verdict.action.{problem.action}")
            yield Line.assemble(f"  {number}. ", (f"[{action}] ", "bold"), problem.remedy)
            basis = phrases.listed(line.text for line in problem.basis)
            yield Line(f"     {problem.text}　{basis}", style="dim")


def _list(now: Standing, phrases: Phrases) -> Iterator[Line]:
    yield Line("")
    yield Line(phrases.say("ask.list.title"), style="bold")
    for key, needs in (("bring", ("needed",)), ("unknown", ("unknown",)), ("spared", ("shared", "waived"))):
        members = [line for line in now.materials if line.need in needs]
        if members:
            yield Line(f"  {phrases.say(f'ask.list.{key}', n=str(len(members)))}")
        for line in members:
            form = f"：{line.form}" if key != "spared" else ""
            yield Line(f"    {line.name}{form}", style="dim" if key == "spared" else "")
    if not any(line.need == "needed" for line in now.materials):
        yield Line(f"  {phrases.say('ask.list.nothing')}")
    yield Line("")


def write_result(
    session: Session, path: Path, found: Judged, now: Standing, answers: Answers, calendar: str
) -> None:
    """The personal result as a document; its ending chooses the format."""
    form = next((each for each in FORMATS.values() if each.suffix == path.suffix.lower()), None)
    if form is None:
        endings = [each.suffix for each in FORMATS.values()]
        message = Text(
            f"不会写 {path.suffix or '没有结尾的文件名'}",
            f"cannot write {path.suffix or 'a name without ending'}",
        )
        remedy = Text(f"文件名以 {'、'.join(endings)} 结尾", f"let the name end in {' or '.join(endings)}")
        session.leave([Finding("V39", "result-not-written", "error", Place(str(path)), message, remedy)])
    document = result(found, now, answers, session.catalogue, session.phrases, calendar)
    _write(session, path, form.write(document, session.phrases))


def write_calendar(session: Session, path: Path, found: Judged) -> None:
    """The dates as a calendar file."""
    from generators.ics import calendar_file  # a library that nothing else here needs

    _write(session, path, calendar_file(found.verdict, session.phrases))


def _write(session: Session, path: Path, data: bytes) -> None:
    try:
        keep(path, data)
    except OSError as error:
        message = Text(f"写不成（{error.strerror}）", f"cannot be written ({error.strerror})")
        remedy = Text("检查文件夹和权限", "check the folder and its permissions")
        session.leave([Finding("V39", "result-not-written", "error", Place(str(path)), message, remedy)])
    session.errors.print(session.phrases.say("ask.result.written", file=str(path)), markup=False)
