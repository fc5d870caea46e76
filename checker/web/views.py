"""What the pages of a pre-check show, as plain values for their templates: one function a kind of page.

In: a question, a standing, what was answered or is wrong. Out: values in the reader's language.
The surprising thing: nothing is decided here and nothing is worded here; every sentence comes from rules/words or the
catalogue.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from checker.conditions.facts import Fact
from checker.finding import Finding
from checker.interview.asking import FactQuestion
from checker.interview.papers import Field, PaperQuestion, Way
from checker.interview.standing import Standing
from checker.model.edition import Edition
from checker.phrases import Phrases
from checker.submission import Document
from checker.uploads.limits import Limits, size_text
from checker.web.fields import Wrong
from checker.web.visit import FACT, PAPER, Visit

__all__ = [
    "beside",
    "callout",
    "fact_values",
    "outlook_tone",
    "paper_values",
    "said_wrong",
    "shown_answer",
    "told",
]

_TONES = {
    "accept": ("ok", "✓"), "accept_tolerating": ("ok", "✓"), "not_required": ("ok", "✓"), "correct_on_spot": ("warn", "！"),
    "supplement": ("warn", "！"), "undetermined": ("muted", "？"), "refuse": ("stop", "✕"), "not_competent": ("stop", "✕"),
    "cannot_decide": ("stop", "✕"),
}  # fmt: skip
_FEW = 14
Values = dict[str, Any]


def outlook_tone(outcome: str) -> tuple[str, str]:
    """The tone and the sign of an outcome; the words beside it say the same."""
    return _TONES[outcome]


def said_wrong(wrong: Wrong, phrases: Phrases, label: str) -> str:
    """What is wrong with a field."""
    if wrong.reason is not None:
        reason = phrases.words.text(wrong.reason, phrases.language)
        return phrases.say("web.fact.wrong", label=label, reason=reason)
    return phrases.say(f"web.{wrong.key}")


def fact_values(
    question: FactQuestion,
    fact: Fact,
    visit: Visit,
    standing: Standing,
    phrases: Phrases,
    wrong: Wrong | None,
    typed: str,
) -> Values:
    """The page of a fact question, with what was answered before or typed wrongly now."""
    before = visit.facts.get(question.fact)
    options: list[Values] = []
    if question.type == "boolean":
        options = [
            {"id": key, "label": phrases.say(f"web.fact.{key}"), "chosen": before is value}
            for key, value in (("yes", True), ("no", False))
        ]
    elif question.type in ("choice", "choices"):
        chosen = before if isinstance(before, list | tuple) else (before,)
        options = [
            {"id": option.id, "label": label, "chosen": option.id in chosen}
            for option, label in zip(question.options, question.option_labels, strict=True)
        ]
        if question.type == "choices":
            none = {"id": "none-of-these", "label": phrases.say("web.fact.none"), "chosen": before == []}
            options.append(none)
    step = FACT + question.fact
    number = visit.order.index(step) + 1 if step in visit.order else standing.asked + 1
    left = max(0, standing.left - (0 if step in visit.order else 1))
    key = "web.fact.progress" if left else "web.fact.progress.last"
    hint = question.hint or (
        phrases.say("web.fact.number") if question.type in ("integer", "decimal", "money") else ""
    )
    text = said_wrong(wrong, phrases, phrases.text(fact.label)) if wrong else ""
    return {
        "step": step,
        "kind": question.type,
        "ask": question.ask,
        "hint": hint,
        "unit": question.unit,
        "options": options,
        "given": typed or ("" if before is None or isinstance(before, bool | list | tuple) else str(before)),
        "wrong": text,
        "errors": [{"anchor": "answer-0", "text": text}] if text else [],
        "described": " ".join(name for name, there in (("hint", hint), ("answer-wrong", text)) if there),
        "why": question.why,
        "basis": phrases.listed(line.text for line in question.basis),
        "progress": phrases.say(key, n=str(number), **({"left": str(left)} if left else {})),
    }


def paper_values(
    question: PaperQuestion, visit: Visit, standing: Standing, phrases: Phrases, limits: Limits,
    wrong: Sequence[Wrong], typed: Mapping[str, str], file_wrong: Mapping[int, Sequence[str]],
) -> Values:  # fmt: skip
    """The page of a paper question. `typed` are the fields as they were sent, when the page comes back with something wrong."""
    said = {each.field: said_wrong(each, phrases, "") for each in wrong}
    documents = visit.given.get(question.requirement)
    single = len(question.ways) == 1
    reliefs = _reliefs(question, documents, phrases, typed)
    ways = [
        _way_values(
            number,
            way,
            documents,
            phrases,
            typed,
            said,
            reliefs if single else [],
            list(file_wrong.get(number, ())),
        )
        for number, way in enumerate(question.ways)
    ]
    errors = [
        {
            "anchor": _anchor(field),
            "text": text
            if single
            else phrases.say("web.errors.of", what=_name_of(field, question), why=text),
        }
        for field, text in said.items()
    ]
    errors += [
        {"anchor": f"file-{number}", "text": text} for number, texts in file_wrong.items() for text in texts
    ]
    step = PAPER + question.requirement
    seen = sum(1 for each in visit.order if each.startswith(PAPER))
    number = (
        1 + sum(1 for each in visit.order[: visit.order.index(step)] if each.startswith(PAPER))
        if step in visit.order
        else seen + 1
    )
    total = max(number, seen + standing.papers_left)
    many = ""
    if not single:
        materials = {way.material for way in question.ways}
        many = (
            phrases.say("web.paper.have.ways", n=str(question.count))
            if question.count < len(materials)
            else phrases.say("web.paper.have.all")
        )
    return {
        "step": step,
        "name": question.name,
        "condition": question.condition,
        "standard": question.standard,
        "fill": question.fill,
        "many": many,
        "ways": ways,
        "reliefs": [] if single else reliefs,
        "spots": question.spots,
        "why": question.why,
        "basis": phrases.listed(line.text for line in question.basis),
        "errors": errors,
        "progress": phrases.say("web.paper.progress", n=str(number), total=str(total)),
        "accept": limits.accept,
        "file_hint": phrases.say(
            "web.paper.file.hint",
            kinds=phrases.listed(phrases.text(kind.label) for kind in limits.kinds),
            size=size_text(limits.file_size),
        ),
        "files": [
            {"name": each.name, "note": size_text(each.size)}
            for each in visit.files
            if each.paper == question.requirement
        ],
    }


def _anchor(field: str) -> str:
    """The id of the control that a message leads to."""
    kind, _, number = field.partition(".")
    return f"have-{number}-0" if kind == "have" else f"{kind}-{number}"


def _name_of(field: str, question: PaperQuestion) -> str:
    number = field.rpartition(".")[2]
    return (
        question.ways[int(number)].name
        if number.isdigit() and int(number) < len(question.ways)
        else question.name
    )


def _way_values(
    number: int, way: Way, documents: Sequence[Document] | None, phrases: Phrases, typed: Mapping[str, str],
    said: Mapping[str, str], reliefs: list[Values], file_wrong: list[str],
) -> Values:  # fmt: skip
    there = next(
        (each for each in documents or () if each.material == way.material and each.holder == way.holder
         and not each.promised and not each.follows), None
    )  # fmt: skip
    before = ""
    if documents is not None:
        before = (
            "none"
            if there is None
            else "electronic"
            if there.electronic and not (there.originals or there.copies)
            else "paper"
        )
        if any(each["chosen"] for each in reliefs):
            before = ""
    chosen = typed.get(f"have.{number}", before)
    kinds = ["paper", *(["electronic"] if way.electronic else []), "none"]
    options = [
        {"id": kind, "label": phrases.say("ask.paper.have.none" if kind == "none" else f"ask.paper.have.{kind}"), "note": "",
         "chosen": chosen == kind}
        for kind in kinds
    ]  # fmt: skip
    return {
        "name": way.name,
        "form": way.form,
        "source": way.source,
        "electronic": way.electronic,
        "options": options + [{**each, "chosen": each["chosen"] or chosen == each["id"]} for each in reliefs],
        "fields": [_field_values(each, number, there, phrases, typed, said) for each in way.fields],
        "wrong": said.get(f"have.{number}", ""),
        "file_wrong": file_wrong,
    }


def _field_values(
    field: Field,
    number: int,
    there: Document | None,
    phrases: Phrases,
    typed: Mapping[str, str],
    said: Mapping[str, str],
) -> Values:
    name = f"{field.name}.{number}"
    value: object = typed.get(name, "")
    hint = ""
    if field.type == "boolean":
        value = typed.get(name) == "yes" if typed else bool(there and getattr(there, field.name))
    elif field.type == "integer":
        hint = phrases.say("web.paper.number", n=field.wanted)
        if not typed:
            value = str(getattr(there, field.name)) if there else field.wanted
    else:
        hint = phrases.say("web.paper.day.from", day=_day(field.wanted, phrases)) if field.wanted else ""
        day = getattr(there, field.name) if there else None
        if not typed:
            value = day.isoformat() if day else ""
    ask = phrases.say(f"web.paper.{field.name}") if field.type == "boolean" else field.ask
    return {
        "id": f"{field.name}-{number}", "name": name, "type": field.type, "ask": ask, "hint": hint, "value": value,
        "wrong": said.get(name, ""),
    }  # fmt: skip


def _day(text: str, phrases: Phrases) -> str:
    from datetime import date

    return phrases.day(date.fromisoformat(text))


def _reliefs(
    question: PaperQuestion, documents: Sequence[Document] | None, phrases: Phrases, typed: Mapping[str, str]
) -> list[Values]:
    """The lawful ways around the paper, as answers."""
    found = []
    for name, relief, flag in (
        ("promise", question.may_promise, "promised"),
        ("follow", question.may_follow, "follows"),
    ):
        if relief is None:
            continue
        chosen = typed.get("relief") == name or (
            not typed and any(getattr(each, flag) for each in documents or ())
        )
        found.append(
            {
                "id": name,
                "label": phrases.say(f"ask.paper.have.{name}"),
                "note": relief.text,
                "chosen": chosen,
            }
        )
    return found


def beside(visit: Visit, standing: Standing, edition: Edition, phrases: Phrases) -> Values:
    """What stands beside a question: the outlook, the list so far, the answers so far."""
    tone, sign = outlook_tone(standing.outlook)
    ended = standing.settled and not standing.complete
    bring, maybe = [], []
    for line in standing.materials:
        if line.need == "needed":
            there = line.requirement in visit.given
            fine = there and line.in_order
            sign_of = "✓" if fine else "！" if there else "·"
            seen = phrases.say("notice.state.fine" if fine else "notice.state.lacking") if there else ""
            bring.append({"name": line.name, "seen": seen if fine or there else "", "sign": sign_of})
        elif line.need == "unknown":
            maybe.append({"name": line.name})
    answers = []
    for step in visit.order:
        name = step.removeprefix(FACT)
        fact = edition.facts.get(name)
        if step.startswith(FACT) and fact is not None:
            answers.append(
                {"label": phrases.text(fact.label), "value": shown_answer(fact, visit, phrases), "step": step}
            )
    return {
        "tone": tone, "sign": sign, "outlook": _outlook(standing, phrases), "bring": bring,
        "maybe": maybe[:_FEW], "answers": answers,
        "note": phrases.say("web.so_far.settled") if ended else "",
    }  # fmt: skip


def _outlook(standing: Standing, phrases: Phrases) -> str:
    """How it will come out, as far as anybody can say now."""
    if standing.outlook == "accept" and not standing.complete:
        return phrases.say("web.so_far.accept")
    if standing.outlook == "undetermined":
        return phrases.say("web.so_far.undetermined")
    return standing.outlook_text


def shown_answer(fact: Fact, visit: Visit, phrases: Phrases) -> str:
    """An answer as people read it. Numbers of persons are not shown again."""
    if fact.id in visit.skipped or fact.id not in visit.facts:
        return phrases.say("web.fact.skipped")
    raw = visit.facts[fact.id]
    if isinstance(raw, bool):
        return phrases.say("web.fact.yes" if raw else "web.fact.no")
    if fact.type in ("choice", "choices"):
        chosen = raw if isinstance(raw, list | tuple) else (raw,)
        labels = [phrases.text(option.label) for option in fact.options if option.id in chosen]
        return phrases.listed(labels) if labels else phrases.say("web.fact.none")
    if fact.type in ("person-id", "credit-code"):
        return "····"
    if fact.type == "date" and isinstance(raw, str):
        return _day(raw, phrases)
    unit = phrases.say("ask.unit.yuan") if fact.type == "money" else phrases.text(fact.unit)
    return f"{raw}{unit}" if phrases.language != "en" else f"{raw} {unit}".strip()


def callout(tone: str, title: str, text: str = "", lines: Sequence[str] = ()) -> dict[str, Any]:
    """Something to be said above a page."""
    sign = {"ok": "✓", "warn": "！", "stop": "✕"}.get(tone, "·")
    return {"tone": tone, "sign": sign, "title": title, "text": text, "lines": list(lines)}


def told(finding: Finding, phrases: Phrases, *, remedy: bool = False) -> str:
    """A finding's message, or its remedy, in the reader's language."""
    text = finding.help if remedy else finding.message
    return phrases.words.text(text, phrases.language) if text else ""
