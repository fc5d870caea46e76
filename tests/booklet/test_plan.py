"""How a recipe becomes chapters: every matter once, in the first chapter that claims it, named in the others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checker.catalogue import Catalogue
from checker.finding import Place
from checker.languages import phrases_in
from checker.model.publication import Choice, Named, Order, Publication
from checker.publications import named, selected
from checker.reading.publication import bundle_members
from generators.booklet_plan import Booklet, booklet_of
from tests.booklet.conftest import ON

HERE = Place("recipe.yaml", 1, 1)


def carried_out(recipe: Publication, catalogue: Catalogue) -> Booklet:
    return booklet_of(
        recipe, catalogue, phrases_in(catalogue, "zh-Hans"), ON, "x", bundle_members(catalogue.sources)
    )


@pytest.mark.parametrize("order", ["agency", "audience", "life-event"])
def test_every_matter_stands_in_one_chapter(
    order: Order, catalogue: Catalogue, recipes: dict[str, Publication]
) -> None:
    booklet = carried_out(replace(recipes["city-guide"], order=order), catalogue)
    placed = [subject.matter for chapter in booklet.chapters for subject in chapter.subjects]
    assert sorted(placed) == sorted(catalogue.editions)
    assert placed == [subject.matter for subject in booklet.selection.subjects]
    for chapter in booklet.chapters:
        assert not {subject.matter for subject in chapter.subjects} & set(chapter.also)
    claimed = {matter for chapter in booklet.chapters for matter in chapter.also}
    assert bool(claimed) == (order != "agency")


def test_life_events_begin_with_birth(catalogue: Catalogue, recipes: dict[str, Publication]) -> None:
    booklet = carried_out(replace(recipes["city-guide"], order="life-event"), catalogue)
    assert booklet.chapters[0].title == "生育收养"
    assert [subject.matter for subject in booklet.chapters[0].subjects] == [
        "birth-registration",
        "fertility-registration",
    ]


def test_offices_are_asked_in_order(catalogue: Catalogue, recipes: dict[str, Publication]) -> None:
    whole = recipes["city-guide"]
    first = {item.matter: item.office for item in carried_out(whole, catalogue).selection.subjects}
    turned = carried_out(replace(whole, offices=tuple(reversed(whole.offices))), catalogue)
    second = {item.matter: item.office for item in turned.selection.subjects}
    here, there = first["company-establishment"], second["company-establishment"]
    assert here is not None
    assert there is not None
    assert (here.division, there.division) == ("999922", "999900")
    assert first["drainage-permit"] is None
    assert all(
        office is None
        for office in (
            s.office for s in carried_out(replace(whole, offices=()), catalogue).selection.subjects
        )
    )


CHOICES = {
    "bundle": (Choice(bundles=(Named("newborn", HERE),)), {"birth-registration", "fertility-registration"}),
    "topic": (Choice(topics=(Named("marriage", HERE),)), {"divorce-registration", "marriage-registration"}),
    "agency": (Choice(agencies=(Named("legal-aid", HERE),)), {"legal-aid"}),
    "both": (
        Choice(
            agencies=(Named("legal-aid", HERE),),
            topics=(Named("marriage", HERE),),
            but=(Named("legal-aid", HERE),),
        ),
        {"divorce-registration", "marriage-registration"},
    ),
    "named-and-out": (Choice(matters=(Named("legal-aid", HERE),), but=(Named("legal-aid", HERE),)), set()),
}


@pytest.mark.parametrize("name", CHOICES)
def test_what_a_choice_selects(name: str, catalogue: Catalogue, recipes: dict[str, Publication]) -> None:
    choice, expected = CHOICES[name]
    recipe = replace(recipes["city-guide"], choice=choice)
    current = {matter: editions[-1] for matter, editions in catalogue.editions.items()}
    bundles = bundle_members(catalogue.sources)
    assert set(selected(recipe, current, bundles)) == expected
    assert set(named(recipe, bundles)) <= expected
