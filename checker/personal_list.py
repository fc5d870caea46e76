"""The personal material list (个人材料清单) of one submission, and the remarks beside it.

In: the edition, which conditions hold, how the papers stand. Out: one `MaterialLine` for each
requirement; sentences for the rest.
The surprising thing: a paper that nobody asked for is no defect; it is named, so that the applicant can leave it at home.
"""

from __future__ import annotations

from collections.abc import Mapping

from checker.conditions.values import NotGiven
from checker.documents import PaperState
from checker.engines import Truth
from checker.finding import Text
from checker.model.edition import Edition
from checker.phrases import Phrases
from checker.submission import Submission
from checker.verdict import MaterialLine, Need

__all__ = ["material_lines", "remarks"]


def material_lines(
    edition: Edition, truths: Mapping[str, Truth], states: Mapping[str, PaperState], phrases: Phrases
) -> tuple[MaterialLine, ...]:
    """What this applicant needs, does not need, or need not bring, in the order of the edition."""
    needs: dict[Truth, Need] = {Truth.FALSE: "not_needed", Truth.UNKNOWN: "unknown", Truth.TRUE: "needed"}
    found = []
    for paper in edition.materials:
        need = needs[truths.get(f"needed/{paper.id}", Truth.TRUE)]
        if need != "not_needed" and all(form.shared_data for form in paper.forms):
            need = "shared"
        if paper.waived is not None:
            need = "waived"
        found.append(
            MaterialLine(
                requirement=paper.id,
                name=phrases.paper(paper),
                form=" / ".join(dict.fromkeys(phrases.form(form) for form in paper.forms)),
                need=need,
                condition=phrases.sentence(paper.when, edition.facts) if paper.when else "",
                in_order=states[paper.id].fine,
                reason=phrases.text(paper.waived),
                materials=tuple(form.material.id for form in paper.forms),
            )
        )
    return tuple(found)


def remarks(
    edition: Edition,
    truths: Mapping[str, Truth],
    submission: Submission,
    unread: Mapping[str, NotGiven],
    phrases: Phrases,
    material_names: Mapping[str, Text],
    about_engines: str,
) -> tuple[str, ...]:
    """Answers that did not count, papers that nobody asked for, and what is to be said about the engines ("": nothing)."""
    found = [
        phrases.say(
            "verdict.remark.not_given",
            fact=phrases.text(edition.facts[name].label),
            reason=phrases.text(why.reason),
        )
        for name, why in unread.items()
    ]
    asked = {
        form.material.id
        for paper in edition.materials
        if truths.get(f"needed/{paper.id}", Truth.TRUE) is not Truth.FALSE and paper.waived is None
        for form in paper.forms
        if not form.shared_data
    }
    names = {
        form.material.id: phrases.text(form.label) for paper in edition.materials for form in paper.forms
    }
    for material in dict.fromkeys(document.material for document in submission.documents):
        if material not in asked:
            name = names.get(material) or phrases.text(material_names.get(material)) or material
            found.append(phrases.say("verdict.remark.not_needed", name=name))
    return (*found, about_engines) if about_engines else tuple(found)
