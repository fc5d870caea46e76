"""A verdict as text for a person at a terminal.

In: a Verdict. Out: rich Text, one block an answer: the sentence, the defects by what to do, questions, papers, dates, fees.
The surprising thing: the remedy comes first and the article second, because the reader wants to know what to do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.text import Text as Line

from checker.phrases import Phrases
from checker.verdict import BasisLine, Problem, Verdict

__all__ = ["verdict_text"]

_SIGNS = {
    "accept": ("✓", "green"),
    "accept_tolerating": ("✓", "green"),
    "not_required": ("✓", "green"),
    "undetermined": ("？", "yellow"),
    "correct_on_spot": ("！", "yellow"),
    "supplement": ("！", "yellow"),
}
_STOP = ("✕", "red")


def verdict_text(verdict: Verdict, phrases: Phrases) -> Line:
    """The whole verdict."""
    text = Line()
    for line in _lines(verdict, phrases):
        text.append_text(line)
        text.append("\n")
    return text


def _lines(verdict: Verdict, phrases: Phrases) -> Iterator[Line]:
    sign, colour = _SIGNS.get(verdict.acceptance, _STOP)
    yield Line.assemble((f"{sign} {verdict.matter_name}：{verdict.acceptance_text}", f"bold {colour}"))
    yield Line(f"  {verdict.eligibility_text}")
    yield Line(
        "  "
        + phrases.say(
            "verdict.source",
            matter=verdict.matter,
            edition=verdict.edition.isoformat(),
            day=phrases.full_day(verdict.on),
            version=verdict.catalogue_version,
            engines="、".join(verdict.engines),
        ),
        style="dim",
    )
    formal = [problem for problem in verdict.findings if problem.effect != "ineligible"]
    advice = [problem for problem in verdict.findings if problem.effect == "ineligible"]
    yield from _problems("verdict.heading.findings", formal, phrases, 1)
    yield from _problems("verdict.heading.advice", advice, phrases, len(formal) + 1)
    if verdict.questions:
        yield from _heading("verdict.heading.questions", phrases)
        for question in verdict.questions:
            options = f"（{' / '.join(question.option_labels)}）" if question.option_labels else ""
            yield Line(f"  ？ {question.ask}{options}  [{question.fact}]")
            yield Line(f"     {question.not_given_because or question.why}", style="dim")
    if verdict.acceptance not in ("not_required", "not_competent"):
        yield from _papers(verdict, phrases)
        yield from _dates(verdict, phrases)
        yield from _heading("verdict.heading.fees", phrases)
        yield Line(f"  {verdict.fees.text}")
    if verdict.remarks:
        yield from _heading("verdict.heading.remarks", phrases)
        for remark in verdict.remarks:
            yield Line(f"  · {remark}")
    yield Line("")
    yield Line(verdict.disclaimer, style="dim")


def _heading(key: str, phrases: Phrases) -> Iterator[Line]:
    yield Line("")
    yield Line(phrases.say(key), style="bold")


def _problems(key: str, problems: Iterable[Problem], phrases: Phrases, first: int) -> Iterator[Line]:
    listed = list(problems)
    if not listed:
        return
    yield from _heading(key, phrases)
    for number, problem in enumerate(listed, first):
        action = phrases.say(f"verdict.action.{problem.action}")
        yield Line.assemble(f"  {number}. ", (f"[{action}] ", "bold"), problem.remedy)
        yield Line(f"     {problem.text}")
        yield from (Line(f"     {line}", style="dim") for line in problem.explanation)
        place = f"{problem.place}"
        yield Line(f"     {problem.code} {_basis(problem.basis, phrases)}  {place}", style="dim")


def _basis(lines: Iterable[BasisLine], phrases: Phrases) -> str:
    return phrases.listed(
        line.text if line.verified == "text" else line.text + phrases.say(f"verdict.verified.{line.verified}")
        for line in lines
    )


def _papers(verdict: Verdict, phrases: Phrases) -> Iterator[Line]:
    yield from _heading("verdict.heading.materials", phrases)
    for line in verdict.materials:
        need = phrases.say(f"verdict.need.{line.need}")
        sign = {"needed": "✓" if line.in_order else "✕", "unknown": "？"}.get(line.need, "–")
        condition = ""
        if line.condition and line.need in ("unknown", "not_needed"):
            condition = phrases.say("verdict.need.when", condition=line.condition)
        yield Line(
            f"  {sign} {line.name}：{line.form if line.need in ('needed', 'unknown') else need}{condition}"
        )


def _dates(verdict: Verdict, phrases: Phrases) -> Iterator[Line]:
    if verdict.deadlines:
        yield from _heading("verdict.heading.deadlines", phrases)
        for line in verdict.deadlines:
            yield Line(f"  {line.text}")
            if line.note:
                yield Line(f"     {line.note}", style="dim")
