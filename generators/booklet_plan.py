"""A recipe as it is carried out on one day: its chapters with their matters, and what had to be left out.

In: a recipe, the catalogue, a day, divisions, phrases. Out: a `Booklet`: chapters of subjects in the order in which
they are printed.
The surprising thing: a matter stands in one chapter only, the first that claims it; the others name it with its
page, so that a reader who looks there finds it too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from checker.catalogue import Catalogue, NoEdition
from checker.finding import Finding, Place, Text
from checker.model.edition import Edition
from checker.model.publication import Publication
from checker.model.registers import Office, Vocabulary
from checker.phrases import Phrases
from checker.publications import named, selected
from generators.initials import order as by_sound
from generators.subject import Plan, Selection, Subject, plan

__all__ = ["Booklet", "Chapter", "booklet_of"]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter: `also` are the matters of other chapters that belong here too. `second`: its title in the other language."""

    title: str
    text: str
    second: str
    subjects: tuple[Subject, ...]
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Booklet:
    """What is printed. `findings`: matters that were asked for and are left out. `second`: the other language of a
    bilingual one."""

    recipe: Publication
    selection: Selection
    chapters: tuple[Chapter, ...]
    findings: tuple[Finding, ...]
    second: Selection | None = None

    @property
    def phrases(self) -> Phrases:
        """The phrases of its first language."""
        return self.selection.phrases


def booklet_of(
    recipe: Publication,
    catalogue: Catalogue,
    phrases: Phrases,
    on: date,
    version: str,
    bundles: dict[str, tuple[str, ...]],
    second: Phrases | None = None,
) -> Booklet:
    """The recipe carried out. `bundles`: the members of each bundle."""
    in_force = _in_force(catalogue, on)
    findings = [
        _not_in_force(catalogue, matter, item.place, on)
        for matter, item in named(recipe, bundles).items()
        if matter not in in_force
    ]
    editions: list[tuple[Edition, Office | None]] = []
    for matter in selected(recipe, in_force, bundles):
        division = _division(recipe, catalogue, matter, on)
        found = plan(catalogue, on, (matter,), division)
        findings += found.findings
        editions += found.editions
    groups = _chapters(recipe, editions, phrases.vocabulary)
    ordered = {
        edition.matter: (edition, office) for _, _, members, _ in groups for edition, office in members
    }
    selection = Selection(Plan(tuple(ordered.values()), ()), catalogue, phrases, on, version)
    subjects = {subject.matter: subject for subject in selection.subjects}
    chapters = tuple(
        Chapter(
            phrases.text(title),
            phrases.text(text),
            second.text(title) if second else "",
            tuple(subjects[edition.matter] for edition, _ in members),
            also,
        )
        for title, text, members, also in groups
    )
    other = replace(selection, phrases=second) if second else None
    return Booklet(recipe, selection, chapters, tuple(findings), other)


def _in_force(catalogue: Catalogue, on: date) -> dict[str, Edition]:
    found = {}
    for matter in catalogue.editions:
        try:
            found[matter] = catalogue.national(matter, on)
        except NoEdition:
            continue
    return found


def _division(recipe: Publication, catalogue: Catalogue, matter: str, on: date) -> str:
    """The first of the recipe's divisions that has a list of this matter; "" for the whole country's edition."""
    for division in recipe.offices:
        try:
            catalogue.office(matter, on, division.name)
        except NoEdition:
            continue
        return division.name
    return ""


_Member = tuple[Edition, Office | None]
_Group = tuple[Text, Text | None, list[_Member], tuple[str, ...]]


def _chapters(recipe: Publication, members: Sequence[_Member], vocabulary: Vocabulary) -> list[_Group]:
    if recipe.order == "given":
        at_hand = {edition.matter: (edition, office) for edition, office in members}
        given: list[_Group] = []
        for chapter in recipe.chapters:
            listed = [at_hand[item.name] for item in chapter.matters if item.name in at_hand]
            if listed:
                given.append((chapter.title, chapter.text, listed, ()))
        return given
    list_id = {"agency": "agency-kind", "audience": "audience", "life-event": "topic"}[recipe.order]
    terms = vocabulary.lists.get(list_id, {})
    claims = {edition.matter: _terms(recipe, edition) for edition, _ in members}
    ranked = sorted(members, key=lambda member: by_sound(member[0].name.zh))
    known = [*terms, *sorted({term for found in claims.values() for term in found} - set(terms))]
    groups: list[_Group] = []
    placed: set[str] = set()
    for term in known:
        own = [
            member for member in ranked if term in claims[member[0].matter] and member[0].matter not in placed
        ]
        also = tuple(
            member[0].matter
            for member in ranked
            if term in claims[member[0].matter] and member[0].matter in placed
        )
        placed.update(edition.matter for edition, _ in own)
        if own:
            groups.append((vocabulary.label(list_id, term), None, own, also))
    return groups


def _terms(recipe: Publication, edition: Edition) -> tuple[str, ...]:
    """The chapters that claim the edition."""
    if recipe.order == "agency":
        return (edition.agency_kind,)
    return (edition.audience if recipe.order == "audience" else edition.topics) or ("other",)


def _not_in_force(catalogue: Catalogue, matter: str, place: Place, on: date) -> Finding:
    editions = catalogue.editions.get(matter, ())
    begins = ", ".join(edition.effective_from.isoformat() for edition in editions)
    return Finding(
        "B59",
        "matter-not-in-force",
        "error",
        place,
        Text(
            f"{on} 这一天没有有效的 `{matter}`，没有印进去",
            f"no edition of `{matter}` is in force on {on}, so it is left out",
        ),
        Text(
            f"现有版本从 {begins} 起；换一个日期，或者从出版单中删去",
            f"its editions begin on {begins}; choose another day, or take it out of the recipe",
        )
        if editions
        else Text(
            "目录里没有这个事项；改正编号或者删去",
            "the catalogue has no such matter; correct the id or delete it",
        ),
        tuple(edition.place for edition in editions),
    )
