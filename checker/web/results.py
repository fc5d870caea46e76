"""The result page: one sentence, everything to correct with a way to correct it, and the applicant's own list.

In: a step that has come to its end, or was stopped. Out: values for its template, and the document of the result.
The surprising thing: each defect carries a button to the very question whose answer it rests on, so that mending is
answering again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from checker.conditions.facts import Fact
from checker.conditions.tree import facts_of
from checker.derive import source_of
from checker.interview.judging import Judged
from checker.model.edition import Competence, Edition, NotRequired, Requirement
from checker.phrases import Phrases
from checker.uploads.codes import UPLOAD_CODES
from checker.uploads.limits import size_text
from checker.verdict import Problem, Question
from checker.web.steps import Step
from checker.web.views import outlook_tone, shown_answer
from checker.web.visit import FACT, PAPER, Visit
from generators.document import Document
from generators.formats import FORMATS, webpage
from generators.formats.html import Frame
from generators.result import sentence

__all__ = ["DOWNLOADS", "result_values"]

DOWNLOADS = ("pdf", "docx", "text")
_SHOWN = ("list", "fees", "dates", "where", "next", "grounds")
_TONES = {"supply": "", "correct": "ok", "replace": "warn", "none": ""}
_ORDER = ("supply", "correct", "replace", "none")


def result_values(
    step: Step,
    judged: Judged,
    document: Document,
    phrases: Phrases,
    around: Frame,
    kept_days: int,
    *,
    calendar: bool,
) -> dict[str, Any]:
    """What the page shows."""
    verdict, visit, edition = judged.verdict, step.visit, step.plan.edition
    tone, sign, headline = sentence(judged, step.standing, phrases)
    ended = verdict.acceptance in ("not_required", "not_competent", "refuse", "cannot_decide")
    formal = sorted(
        (each for each in verdict.findings if each.effect != "ineligible"),
        key=lambda each: _ORDER.index(each.action),
    )
    advice = [each for each in verdict.findings if each.effect == "ineligible"]
    fixes = [_fix(each, edition, visit, phrases) for each in formal]
    places = {each.requirement for each in formal}
    fewer = judged.repair.possible and 0 < len(judged.repair.changes) < len(places)
    unseen = bool(judged.assumed) and not ended
    begun = bool(visit.given)
    return {
        "seen": begun and not unseen,
        "tone": tone if tone != "plain" else outlook_tone(verdict.acceptance)[0],
        "sign": sign,
        "headline": headline,
        "more": "" if ended else verdict.eligibility_text,
        "basis": phrases.listed(line.text for line in verdict.acceptance_basis),
        "opening": webpage.opening(document, phrases, around),
        "to_check": phrases.say("web.result.go_on" if begun else "web.result.begin") if unseen else "",
        "to_check_note": phrases.say("web.result.short" if begun else "web.result.begin.note")
        if unseen
        else "",
        "fixes": fixes,
        "fixes_title": phrases.say(
            "web.result.defects.some" if unseen else "web.result.defects", n=str(len(fixes))
        ),
        "repair": webpage.parts(document, phrases, around, ("repair",)) if fewer else "",
        "questions": [_open(each, edition) for each in verdict.questions],
        "advice": [_fix(each, edition, visit, phrases) for each in advice],
        "remarks": verdict.remarks,
        "sections": webpage.parts(document, phrases, around, _SHOWN),
        "files": [_file(each.name, each.size, each.codes, phrases) for each in visit.files],
        "doubts": any(each.codes for each in visit.files),
        "calendar": calendar,
        "downloads": [
            (name, phrases.say("web.result.print", form=name.upper() if name != "text" else "TXT"))
            for name in DOWNLOADS
            if name in FORMATS
        ],
        "save_hint": phrases.say("web.result.save.hint", days=str(kept_days)),
        "answers": list(_answers(visit, edition, phrases)),
        "disclaimer": verdict.disclaimer,
    }


def _fix(problem: Problem, edition: Edition, visit: Visit, phrases: Phrases) -> dict[str, Any]:
    return {
        "action": phrases.say(f"verdict.action.{problem.action}"),
        "tone": _TONES[problem.action],
        "remedy": problem.remedy,
        "text": problem.text,
        "explained": problem.explanation,
        "basis": phrases.listed(line.text for line in problem.basis),
        "step": _step_of(problem.requirement, edition, visit),
    }


def _step_of(requirement: str, edition: Edition, visit: Visit) -> str:
    """The question to answer anew: the paper's own, or the one about the first fact of the condition that was answered."""
    if any(paper.id == requirement for paper in edition.materials):
        return PAPER + requirement
    subjects: tuple[Requirement | NotRequired | Competence, ...]
    subjects = (*edition.requirements, *edition.not_required_when, *edition.competence)
    for subject in subjects:
        if subject.id == requirement and subject.when is not None:
            for name in facts_of(subject.when):
                source = source_of(edition.facts[name]) if name in edition.facts else name
                if source in visit.facts:
                    return FACT + source
    return ""


def _open(question: Question, edition: Edition) -> dict[str, Any]:
    step = "" if question.local or question.fact not in edition.facts else FACT + question.fact
    return {"ask": question.ask, "why": question.not_given_because or question.why, "step": step}


def _file(name: str, size: int, codes: tuple[str, ...], phrases: Phrases) -> dict[str, str]:
    told = [
        phrases.words.text(UPLOAD_CODES[code].remedy, phrases.language)
        for code in codes
        if code in UPLOAD_CODES
    ]
    note = phrases.listed(told) if told else phrases.say("web.paper.file.fine")
    return {"name": name, "note": f"{size_text(size)} · {note}"}


def _answers(visit: Visit, edition: Edition, phrases: Phrases) -> Iterator[Mapping[str, str]]:
    facts: Mapping[str, Fact] = edition.facts
    for step in visit.order:
        fact = facts.get(step.removeprefix(FACT))
        if step.startswith(FACT) and fact is not None:
            yield {
                "label": phrases.text(fact.label),
                "value": shown_answer(fact, visit, phrases),
                "step": step,
            }
