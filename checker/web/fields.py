"""Form fields to answers: what a person typed or ticked, as a fact or as the documents of a paper question.

In: the fields of one page and its question. Out: raw answers and documents, or what is wrong with which field.
The surprising thing: here, and only here, an answer is tidied: full-width digits, spaces and thousands separators, which a
form invites and a rule must never meet. What is left goes to the same reader as every other submission.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from checker.conditions.facts import Fact
from checker.conditions.values import NotGiven, normalise
from checker.finding import Text
from checker.interview.papers import PaperQuestion, Way
from checker.submission import Document

__all__ = ["Fields", "Wrong", "fact_answer", "paper_answer"]

_THOUSANDS = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_NUMBER = re.compile(r"[0-9]{1,3}")
_NUMBERS = ("integer", "decimal", "money")


class Fields(Protocol):
    """The fields of a form: the first value of a name, or all of them."""

    def get(self, name: str, /) -> str:
        """The first value; empty when there is none."""
        ...

    def all(self, name: str, /) -> Sequence[str]:
        """Every value."""
        ...


@dataclass(frozen=True, slots=True)
class Wrong:
    """Something wrong with the field of that name: the key of its words in web.*.yaml, or the reason a reader gave."""

    field: str
    key: str = ""
    reason: Text | None = None


def fact_answer(fields: Fields, fact: Fact) -> tuple[object, Wrong | None]:
    """The raw answer to a fact question."""
    if fact.type == "boolean":
        chosen = {"yes": True, "no": False}.get(fields.get("answer"))
        return (None, Wrong("answer", "fact.missing.choice")) if chosen is None else (chosen, None)
    if fact.type == "choices":
        listed = list(fields.all("answer"))
        if not listed:
            return None, Wrong("answer", "fact.missing.choice")
        raw: object = [] if "none-of-these" in listed else listed
    else:
        raw = _tidied(fields.get("answer"), fact)
        if not raw:
            return None, Wrong(
                "answer", "fact.missing.choice" if fact.type == "choice" else "fact.missing.text"
            )
    read = normalise(raw, fact)
    return (None, Wrong("answer", reason=read.reason)) if isinstance(read, NotGiven) else (raw, None)


def _tidied(text: str, fact: Fact) -> str:
    """What was typed, without what people add to make it readable."""
    text = text.strip()
    if fact.type in ("person-id", "credit-code"):
        return text
    if fact.type not in _NUMBERS and fact.type != "date":
        return text
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    return text.replace(",", "") if _THOUSANDS.fullmatch(text) else text


def paper_answer(
    fields: Fields, question: PaperQuestion, attached: Mapping[int, int]
) -> tuple[tuple[Document, ...], tuple[Wrong, ...]]:
    """The documents that answer a paper question; `attached` counts the good files of each way. None of them: it is not there."""
    documents: list[Document] = []
    wrong: list[Wrong] = []
    relief = fields.get("relief")
    single = len(question.ways) == 1
    given = {fields.get(f"have.{number}") for number, _ in enumerate(question.ways)}
    # where one of several is enough, naming one says that the others are not there
    enough = question.count < len({way.material for way in question.ways})
    passed_over = enough and (bool(given & {"paper", "electronic"}) or bool(relief))
    for number, way in enumerate(question.ways):
        have = fields.get(f"have.{number}")
        if single and have in ("promise", "follow"):
            relief = have
            continue
        if have == "" and passed_over:
            continue
        if have not in ("paper", "electronic", "none"):
            wrong.append(Wrong(f"have.{number}", "paper.missing"))
            continue
        if have == "none" or (have == "electronic" and not way.electronic):
            continue
        found, faults = _document(
            fields, number, way, electronic=have == "electronic" or attached.get(number, 0) > 0
        )
        wrong += faults
        documents.append(found)
    if not documents and not wrong:
        first = question.ways[0].material if question.ways else ""
        if relief == "promise" and question.may_promise and first:
            documents.append(Document(first, promised=True))
        elif relief == "follow" and question.may_follow and first:
            documents.append(Document(first, follows=True))
    return tuple(documents), tuple(wrong)


def _document(fields: Fields, number: int, way: Way, *, electronic: bool) -> tuple[Document, list[Wrong]]:
    names = {each.name for each in way.fields}
    on_paper = fields.get(f"have.{number}") == "paper"
    wrong: list[Wrong] = []
    counts = {"originals": 0, "copies": 0}
    for name in counts:
        if name in names and on_paper:
            text = unicodedata.normalize("NFKC", fields.get(f"{name}.{number}").strip()) or "0"
            if _NUMBER.fullmatch(text):
                counts[name] = int(text)
            else:
                wrong.append(Wrong(f"{name}.{number}", "paper.number.wrong"))
    days = {
        name: _day(fields, f"{name}.{number}", wrong)
        for name in ("issued_on", "valid_until")
        if name in names
    }
    ticked = {name: fields.get(f"{name}.{number}") == "yes" for name in ("signed", "sealed") if name in names}
    if on_paper and not names & counts.keys():
        counts["originals"] = 1
    return Document(
        material=way.material,
        originals=counts["originals"],
        copies=counts["copies"],
        electronic=electronic and way.electronic,
        holder=way.holder,
        issued_on=days.get("issued_on"),
        valid_until=days.get("valid_until"),
        signed=ticked.get("signed"),
        sealed=ticked.get("sealed"),
    ), wrong


def _day(fields: Fields, name: str, wrong: list[Wrong]) -> date | None:
    text = unicodedata.normalize("NFKC", fields.get(name).strip())
    if not text:
        return None
    try:
        return date.fromisoformat(text) if len(text) == 10 else _none()
    except ValueError:
        wrong.append(Wrong(name, "paper.date.wrong"))
        return None


def _none() -> date:
    raise ValueError
