"""Which matters a recipe selects: by name, as members of a bundle, by organ, audience or topic.

In: a recipe's choice, an edition of each matter, the members of each bundle. Out: matters, each once, in the order
of the catalogue.
The surprising thing: what is named and what is found are kept apart. A matter that was named and is not in force on
the day is missing and reported; one that only an audience or a topic would have found is not missed by anybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from checker.model.edition import Edition
from checker.model.publication import Named, Publication

__all__ = ["named", "selected"]


def named(recipe: Publication, bundles: Mapping[str, tuple[str, ...]]) -> dict[str, Named]:
    """The matters that the recipe names, itself or through a bundle, and where; those left out again are not among them."""
    choice = recipe.choice
    found = {item.name: item for chapter in recipe.chapters for item in chapter.matters}
    found.update({item.name: item for item in choice.matters if item.name not in found})
    for bundle in choice.bundles:
        for matter in bundles.get(bundle.name, ()):
            found.setdefault(matter, Named(matter, bundle.place))
    return {matter: item for matter, item in found.items() if matter not in _names(choice.but)}


def selected(
    recipe: Publication, editions: Mapping[str, Edition], bundles: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...]:
    """The matters of `editions` that the recipe selects."""
    choice = recipe.choice
    asked, left_out = named(recipe, bundles), _names(choice.but)
    agencies, audience, topics = map(_names, (choice.agencies, choice.audience, choice.topics))
    return tuple(
        matter
        for matter, edition in editions.items()
        if matter not in left_out
        and (
            choice.everything
            or matter in asked
            or edition.agency_kind in agencies
            or not audience.isdisjoint(edition.audience)
            or not topics.isdisjoint(edition.topics)
        )
    )


def _names(items: Iterable[Named]) -> frozenset[str]:
    return frozenset(item.name for item in items)
