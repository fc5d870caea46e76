"""The papers of a matter for the browser engine: how each must be, in numbers, and how it is called, in words.

In: an edition and the shared tables. Out: one entry for each requirement, in the order of the edition.
The surprising thing: the age a paper may have is given in months or calendar days (generators/offline/interview.py), because the
browser must come to the same earliest day as checker/clock.py without knowing what a working day at most can last.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.check import Desk
from checker.model.edition import Form, MaterialRequirement
from generators.offline.interview import age, paper_words

if TYPE_CHECKING:
    from generators.offline.program import Tables
    from generators.offline.trees import Plain

__all__ = ["papers"]


def papers(desk: Desk, tables: Tables) -> list[Plain]:
    """Every requirement."""
    words = paper_words(desk, tables)
    return [_paper(paper, tables, words.get(paper.id, {})) for paper in desk.edition.materials]


def _paper(paper: MaterialRequirement, tables: Tables, words: dict[str, Plain]) -> Plain:
    phrases, edition = tables.phrases, tables.edition
    entry: dict[str, Plain] = {
        "id": paper.id,
        "name": phrases.paper(paper),
        "form": " / ".join(dict.fromkeys(phrases.form(form) for form in paper.forms)),
        "count": paper.count,
        "condition": phrases.sentence(paper.when, edition.facts) if paper.when else "",
        "explain": tables.explain(paper.when),
        "waived": paper.waived is not None,
        "reason": phrases.text(paper.waived),
        "promisable": paper.promise is not None,
        "promise": words.get("promise"),
        "follow": words.get("follow"),
        "basis": tables.basis(paper.basis),
        "place": tables.place(paper.place),
        "fill": phrases.text(paper.fill),
        "standard": phrases.text(paper.standard),
    }
    kept: dict[str, Plain] = {key: value for key, value in entry.items() if value}
    materials = words.get("materials")
    said = materials if isinstance(materials, dict) else {}
    kept["forms"] = [
        _form(form, tables, len(paper.forms) > 1, said.get(form.material.id)) for form in paper.forms
    ]
    return kept


def _form(form: Form, tables: Tables, several: bool, said: Plain) -> Plain:
    phrases = tables.phrases
    entry: dict[str, Plain] = {
        "material": form.material.id,
        "label": phrases.text(form.label),
        "said": phrases.form(form),
        "originals": form.originals,
        "copies": form.copies,
        "check_only": form.check_only,
        "electronic": form.electronic,
        "signed": form.signed,
        "sealed": form.sealed,
        "on_the_spot": [*sorted(form.on_the_spot)],
        "valid_on_receipt": form.valid_on_receipt,
        "issued_within": age(form.issued_within) if form.issued_within else None,
        "holders": [[holder.id, phrases.text(holder.label)] for holder in form.holders],
        "shared": form.shared_data,
        "place": tables.place(form.place) if several else None,
    }
    if isinstance(said, dict):
        entry |= said
    return {key: value for key, value in entry.items() if value}
