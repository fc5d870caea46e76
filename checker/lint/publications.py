"""Recipes (出版单): every name leads somewhere, no matter is printed twice, and something is printed at all.

In: the files of catalogue/publications/. Out: faults. The surprising thing: a division needs no implementation list
of its own to be named; a matter without one is printed as the whole country's, and the report of `banshi publish`
says so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from checker.catalogue import Catalogue
from checker.finding import Text, near_names
from checker.lint.registry import Fault, Scope, per_catalogue
from checker.model.publication import Named, Publication
from checker.publications import selected
from checker.reading.publication import bundle_members, publications

__all__ = ["CHECKS"]


@per_catalogue("L95", "recipe-names-known", "GB/T 36114 服务指南编制")
def recipe_names_known(catalogue: Catalogue, scope: Scope) -> Iterator[Fault]:
    """出版单写的事项、一件事、区划、机关、对象和主题都要存在。
    The matters, bundles, divisions, organs, audiences and topics that a recipe names exist.

    错误:
        # file: catalogue/publications/sample-guide.yaml
        format: 1
        publication: sample-guide
        title: 示例办事指南
        order: agency
        matters: {ids: [sample-permit, no-such-permit]}  # <-
        formats: [booklet]
    正确:
        # file: catalogue/publications/sample-guide.yaml
        format: 1
        publication: sample-guide
        title: 示例办事指南
        order: agency
        matters: {ids: [sample-permit]}
        formats: [booklet]
    """
    lists = catalogue.vocabulary.lists
    divisions = {division.code for division in catalogue.info.divisions}
    bundles = set(bundle_members(catalogue.sources))
    for recipe in publications(catalogue.sources):
        choice = recipe.choice
        matters = (*_matters(recipe), *choice.but)
        yield from _unknown(
            matters, catalogue.editions, Text("目录里没有事项", "the catalogue has no matter")
        )
        yield from _unknown(choice.bundles, bundles, Text("目录里没有一件事", "the catalogue has no bundle"))
        yield from _unknown(
            recipe.offices, divisions, Text("目录首页没有列出区划", "catalogue.yaml lists no division")
        )
        for items, list_id in (
            (choice.agencies, "agency-kind"),
            (choice.audience, "audience"),
            (choice.topics, "topic"),
        ):
            known = Text(f"词表 {list_id} 里没有", f"the code list {list_id} has no")
            yield from _unknown(items, lists.get(list_id, {}), known)


@per_catalogue("L96", "recipe-matter-once", "GB/T 36114 服务指南编制")
def recipe_matter_once(catalogue: Catalogue, scope: Scope) -> Iterator[Fault]:
    """一个事项在书里只印一次：不写进两章，也不又选又除。
    A matter is printed once: it is not listed in two chapters, nor both named and left out.

    错误:
        # file: catalogue/publications/sample-guide.yaml
        format: 1
        publication: sample-guide
        title: 示例办事指南
        order: given
        chapters:
          - {title: 先办, matters: [sample-permit]}
          - title: 后办
            matters: [sample-permit]  # <-
        formats: [booklet]
    正确:
        # file: catalogue/publications/sample-guide.yaml
        format: 1
        publication: sample-guide
        title: 示例办事指南
        order: given
        chapters:
          - {title: 先办, matters: [sample-permit]}
          - title: 后办
            matters: [second-permit]
        formats: [booklet]
    """
    for recipe in publications(catalogue.sources):
        first: dict[str, Named] = {}
        for item in _matters(recipe):
            earlier = first.setdefault(item.name, item)
            if earlier is not item:
                yield Fault(
                    item.place,
                    Text(f"`{item.name}` 已经写过一次", f"`{item.name}` is listed a second time"),
                    Text(
                        "只留一处；别的章要提到它，写进章首的话",
                        "keep one; another chapter may mention it in its `text`",
                    ),
                    (earlier.place,),
                )
        for item in recipe.choice.but:
            if item.name in first:
                yield Fault(
                    item.place,
                    Text(f"`{item.name}` 又点名、又除去", f"`{item.name}` is both named and left out"),
                    Text("删去其中一处", "delete one of the two"),
                    (first[item.name].place,),
                )


@per_catalogue("L97", "recipe-selects", "GB/T 36114 服务指南编制")
def recipe_selects(catalogue: Catalogue, scope: Scope) -> Iterator[Fault]:
    """出版单至少要选出一个事项。
    A recipe selects at least one matter.

    错误:
        # file: catalogue/publications/sample-guide.yaml
        format: 1
        publication: sample-guide
        title: 示例办事指南
        order: agency
        matters: {topics: [death]}  # <-
        formats: [booklet]
    正确:
        # file: catalogue/publications/sample-guide.yaml
        format: 1
        publication: sample-guide
        title: 示例办事指南
        order: agency
        matters: {all: true}
        formats: [booklet]
    """
    current = {matter: editions[-1] for matter, editions in catalogue.editions.items()}
    bundles = bundle_members(catalogue.sources)
    for recipe in publications(catalogue.sources):
        # a list that names nothing that exists is told by its names (L95), and one that is not there by its shape
        listed = bool(recipe.choice.matters or recipe.choice.bundles or recipe.chapters)
        if not listed and not selected(recipe, current, bundles):
            yield Fault(
                scope.at(recipe.place, "matters"),
                Text("没有选出任何事项", "no matter is selected"),
                Text(
                    "换别的主题、对象或者机关，或者用 ids 点名",
                    "choose other topics, audiences or organs, or name matters under `ids`",
                ),
            )


def _matters(recipe: Publication) -> tuple[Named, ...]:
    return (*recipe.choice.matters, *(item for chapter in recipe.chapters for item in chapter.matters))


def _unknown(items: Iterable[Named], known: Collection[str], what: Text) -> Iterator[Fault]:
    for item in items:
        if item.name not in known:
            yield Fault(
                item.place,
                Text(f"{what.zh} `{item.name}`", f"{what.en} `{item.name}`"),
                near_names(item.name, known)
                or Text("写已有的编号，或者删去", "write one that exists, or delete it"),
            )


CHECKS = (recipe_names_known, recipe_matter_once, recipe_selects)
