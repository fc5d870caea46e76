"""Random submissions as JSON text, sound and hostile ones: the same text goes to Python and to the browser.

In: an edition and dice. Out: text. The surprising thing: numbers are written by hand, because `json.dumps` could not write
`1e3`, `-0` or fifteen digits with a point.
"""

from __future__ import annotations

import json
import random
from datetime import date, timedelta

from checker.catalogue import Catalogue, NoEdition
from checker.check import Desk
from checker.conditions.facts import Fact
from checker.desks import Desks
from checker.model.edition import Edition, Form
from checker.submission import Document, Submission

__all__ = ["DAYS", "answer_text", "office_desks", "submission_text"]

DAYS = (
    date(2026, 3, 2),
    date(2026, 2, 13),
    date(2024, 2, 29),
    date(2026, 9, 25),
    date(2027, 12, 30),
    date(2019, 6, 30),
)
"""Days of receipt: an ordinary one, before holidays, a leap day, after the published years and before them."""

_ODD = (
    "null", '""', "[]", "{}", "1e3", "-0", "0.10", "12345678901234567890", "99999999999999", "100000000000000",
    "1.00000", "-3", '"-3.50"', '" 5"', '"１８"', '"1,000"', '"007"', '"2026-02-30"', '"2026-2-3"',
    '"2026-02-27T09:00"', "true", "false", '"true"', '"\\u0000"', '"\\n"', '"e\\u0301"', '"  x\\u3000"', '"😀"',
    "[1]", '["-", "-"]', '[["a"]]', '{"a": {"b": 1}}', '"是"', "0", '"0.0001"', '"99999999999999.9999"',
    '"__proto__"', "2.50", '"<b>&{name}"', '"2024-02-29"', '"9999-12-31"', '"0001-01-01"', "[null]",
)  # fmt: skip
"""Answers as JSON that a program or a joker may send."""

_NUMBERS = (
    "0",
    "1",
    "2",
    "3",
    "5",
    "16",
    "18",
    "60",
    "100",
    "300",
    "1000",
    "200000",
    "2000000",
    "1999999.99",
    "10000000",
    "99.5",
    "0.5",
)


def submission_text(
    edition: Edition, dice: random.Random, materials: tuple[str, ...], examples: tuple[Submission, ...] = ()
) -> str:
    """One submission to this edition: facts, sometimes wrong ones, and papers, sometimes odd ones. Half of them start from one of
    the office's own examples, because by chance alone hardly anything is ever accepted."""
    hostile = dice.random() < 0.35
    if examples and dice.random() < 0.5:
        return _near(dice.choice(examples), edition, dice, materials, hostile)
    asked = [fact for fact in edition.facts.values() if not fact.derive or dice.random() < 0.02]
    share = dice.choice((0.0, 0.4, 0.9, 1.0))
    facts = {
        fact.id: dice.choice(_ODD) if hostile and dice.random() < 0.2 else answer_text(fact, dice)
        for fact in asked
        if dice.random() < share
    }
    if hostile and dice.random() < 0.3:
        facts[dice.choice(("no.such", "__proto__", "constructor", "7", "doc.application.lacking"))] = (
            dice.choice(_ODD)
        )
    papers = [
        _paper(form, dice, hostile)
        for paper in edition.materials
        for form in paper.forms
        if dice.random() < 0.8
    ]
    flat = [text for several in papers for text in several]
    if hostile:
        flat += [_odd_paper(dice, materials) for _ in range(dice.randint(0, 3))]
        dice.shuffle(flat)
    return _whole(edition.matter, facts, flat, dice)


def _whole(matter: str, facts: dict[str, str], papers: list[str], dice: random.Random) -> str:
    parts = [
        f'"matter": {json.dumps(matter)}',
        f'"facts": {_facts(facts, dice)}',
        f'"documents": [{", ".join(papers)}]',
    ]
    return "{" + ", ".join(parts) + "}"


def _near(
    example: Submission, edition: Edition, dice: random.Random, materials: tuple[str, ...], hostile: bool
) -> str:
    """An example of the office with a few things left out, answered otherwise, or made odd."""
    facts = {name: json.dumps(answer, ensure_ascii=False) for name, answer in example.facts.items()}
    for name in list(facts):
        luck = dice.random()
        fact = edition.facts.get(name)
        if luck < 0.04:
            del facts[name]
        elif luck < 0.08 and fact:
            facts[name] = answer_text(fact, dice)
        elif luck < 0.12 and hostile:
            facts[name] = dice.choice(_ODD)
    tolerated = [form.material.id for paper in edition.materials if paper.may_follow for form in paper.forms]
    later = dice.choice(tolerated) if tolerated and dice.random() < 0.3 else ""
    papers = [
        _as_text(document, dice)
        for document in example.documents
        if dice.random() < 0.95 and document.material != later
    ]
    if later:
        papers.append(_object({"material": json.dumps(later), "follows": "true"}))
    if hostile:
        papers += [_odd_paper(dice, materials) for _ in range(dice.randint(0, 2))]
    return _whole(edition.matter, facts, papers, dice)


def _as_text(document: Document, dice: random.Random) -> str:
    members: dict[str, str] = {}
    for key in (
        "material",
        "originals",
        "copies",
        "electronic",
        "holder",
        "issued_on",
        "valid_until",
        "signed",
        "sealed",
    ):
        value = getattr(document, key)
        if value not in (None, ""):
            members[key] = json.dumps(value.isoformat() if isinstance(value, date) else value)
    if document.promised or dice.random() < 0.02:
        members["promised"] = "true"
    if document.follows or dice.random() < 0.04:
        members["follows"] = "true"
    for key in ("signed", "sealed", "originals", "copies", "issued_on", "valid_until"):
        if dice.random() < 0.04:
            members.pop(key, None)
    return _object(members)


def _facts(facts: dict[str, str], dice: random.Random) -> str:
    """Dotted names, or nested by their first part."""
    if dice.random() < 0.6:
        return _object(facts)
    nested: dict[str, dict[str, str]] = {}
    for name, answer in facts.items():
        first, _, rest = name.partition(".")
        nested.setdefault(first, {})[rest or "-"] = answer
    return _object({first: _object(members) for first, members in nested.items()})


def _object(members: dict[str, str]) -> str:
    return "{" + ", ".join(f"{json.dumps(name)}: {value}" for name, value in members.items()) + "}"


def answer_text(fact: Fact, dice: random.Random) -> str:
    match fact.type:
        case "boolean":
            return dice.choice(("true", "false"))
        case "choice":
            return json.dumps(dice.choice(fact.option_ids))
        case "choices":
            return json.dumps([option for option in fact.option_ids if dice.random() < 0.4])
        case "date":
            return json.dumps((DAYS[0] + timedelta(days=dice.randint(-25000, 400))).isoformat())
        case "integer" | "money" | "decimal":
            number = dice.choice(_NUMBERS)
            return number if dice.random() < 0.5 else json.dumps(number)
        case _:
            return json.dumps(dice.choice(("示例", "  有限公司 ", "11010119900307299X")), ensure_ascii=False)


def _paper(form: Form, dice: random.Random, hostile: bool) -> list[str]:
    found = []
    for holder in [holder.id for holder in form.holders] or [""]:
        if dice.random() < 0.1:
            continue
        good = dice.random() < 0.6
        members = {"material": json.dumps(form.material.id)}
        if holder:
            members["holder"] = json.dumps(holder)
        if good:
            members["originals"] = str(max(form.originals, 1 if form.check_only else 0))
            members["copies"] = str(max(form.copies, 1))
        else:
            members |= {
                key: str(dice.randint(0, 2)) for key in ("originals", "copies") if dice.random() < 0.7
            }
            if dice.random() < 0.3:
                members["form"] = json.dumps(dice.choice(("original", "copy", "electronic")))
        for key in ("signed", "sealed"):
            if good or dice.random() < 0.5:
                members[key] = "true" if good or dice.random() < 0.5 else "false"
        for key in ("issued_on", "valid_until"):
            if good or dice.random() < 0.6:
                days = dice.choice((0, 0, -1, 1, 30, -30, -200, -800, 400))
                members[key] = json.dumps((DAYS[0] + timedelta(days=days)).isoformat())
        members |= {key: "true" for key in ("promised", "follows", "electronic") if dice.random() < 0.05}
        if hostile and dice.random() < 0.15:
            key = dice.choice(
                (
                    "originals",
                    "copies",
                    "signed",
                    "holder",
                    "form",
                    "issued_on",
                    "valid_until",
                    "material",
                    "promised",
                )
            )
            members[key] = dice.choice(_ODD)
        found.append(_object(members))
    return found


def _odd_paper(dice: random.Random, materials: tuple[str, ...]) -> str:
    if dice.random() < 0.3:
        return dice.choice(("null", "[]", "{}", '"paper"', "7"))
    return _object(
        {
            "material": json.dumps(dice.choice((*materials, "no-such-paper"))),
            "copies": dice.choice(("1", "-2", "1e3")),
        }
    )


def office_desks(catalogue: Catalogue, desks: Desks, division: str, on: date) -> list[Desk]:
    """The desks of every matter for which this division has a list of its own on that day."""
    found = []
    for code, matter in catalogue.offices:
        if code == division:
            try:
                found.append(desks.at(matter, on, division))
            except NoEdition:
                continue
    return found
