"""The amendment radar: what rests on one law, or on one article of it.

In: a Catalogue, a law and perhaps an article. Out: `Resting` lines, each with its place; the guide page of every matter concerned
is one of them.
The surprising thing: a citation of a whole document, and of a range of articles around the one asked for, is listed too. An
amendment that is overlooked costs more than a line read in vain.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from checker.catalogue import Catalogue
from checker.finding import Finding, Place, Text, near_names
from checker.model.edition import Edition
from checker.model.parts import Citation
from checker.model.registers import Law

__all__ = ["KINDS", "Kind", "Resting", "find_law", "no_such_article", "resting_on"]

Kind = Literal[
    "exemption",
    "competence",
    "condition",
    "quota",
    "material",
    "limit",
    "special",
    "fee",
    "step",
    "result",
    "after-grant",
    "override",
    "basis",
    "notice",
    "guide",
]
KINDS: dict[Kind, Text] = {
    "exemption": Text("不需要办理的情形", "exemption"),
    "competence": Text("管辖", "competence"),
    "condition": Text("条件", "condition"),
    "quota": Text("数量限制", "number limit"),
    "material": Text("材料", "paper"),
    "limit": Text("时限", "time limit"),
    "special": Text("特别程序", "special procedure"),
    "fee": Text("收费", "fee"),
    "step": Text("办理环节", "step"),
    "result": Text("审批结果", "result"),
    "after-grant": Text("取得以后的义务", "duty afterwards"),
    "override": Text("受理的特别规定", "own rule of acceptance"),
    "basis": Text("只作依据", "cited, used by no line"),
    "notice": Text("受理告知", "notice of acceptance"),
    "guide": Text("办事指南", "guide page"),
}
_ARTICLE = re.compile(r"([0-9]+)(?:-([0-9]+))?")


@dataclass(frozen=True, slots=True)
class Resting:
    """One thing that rests on the law. `matter` is "" for what holds for all; `articles` as cited, "" the whole document."""

    kind: Kind
    id: str
    matter: str
    edition: date | None
    ends: date | None
    articles: tuple[str, ...]
    owner: str
    place: Place
    page: str = ""


def find_law(catalogue: Catalogue, name: str) -> Law | Finding:
    """A law by its id, its title or a short name; else a finding that says what is near."""
    found = catalogue.laws.get(name)
    if found is not None:
        return found
    named = [law for law in catalogue.laws.values() if name in (law.title, *law.short)]
    if len(named) == 1:
        return named[0]
    ids = tuple(law.id for law in named) or tuple(catalogue.laws)
    near = (
        Text(f"写其中一个编号：{'、'.join(ids)}", f"name one of them: {', '.join(ids)}")
        if named
        else near_names(name, (*ids, *(law.title for law in catalogue.laws.values())))
    )
    return Finding(
        "B22",
        "unknown-law",
        "error",
        Place("-"),
        Text(
            f"`{name}` 不止一部法律" if named else f"登记册里没有法律 `{name}`",
            f"`{name}` is the name of several laws" if named else f"the register has no law `{name}`",
        ),
        near or Text("编号见 catalogue/laws/", "the ids are the file names in catalogue/laws/"),
    )


def no_such_article(law: Law, article: int) -> Finding | None:
    """Why nothing can rest on this article: the law does not have it. None where the law's last article is unknown."""
    if law.last_article is None or article <= law.last_article:
        return None
    return Finding(
        "B23",
        "no-such-article",
        "error",
        law.place,
        Text(
            f"`{law.id}` 只有 {law.last_article} 条，没有第 {article} 条",
            f"`{law.id}` has {law.last_article} articles, no article {article}",
        ),
    )


def resting_on(catalogue: Catalogue, law: str, article: int | None = None) -> tuple[Resting, ...]:
    """Everything that rests on the law: what holds for all matters first, then matter by matter in the order of the files."""
    found = list(_general(catalogue, law, article))
    for _, editions in sorted(catalogue.editions.items()):
        for edition in editions:
            lines = list(_of_edition(catalogue, edition, law, article))
            found.extend(lines)
            if lines:
                found.append(_guide(edition, lines))
    return tuple(found)


def _general(catalogue: Catalogue, law: str, article: int | None) -> Iterator[Resting]:
    """The shared paper groups, and the outcomes of the acceptance table, on which every notice is built."""
    for name, group in catalogue.groups.items():
        for paper in group:
            cited = _cited(paper.basis, law, article)
            if cited:
                yield Resting("material", f"{name}.{paper.id}", "", None, None, cited, "", paper.place)
    for profile in catalogue.acceptance.profiles if catalogue.acceptance else ():
        for rule in profile.outcomes.values():
            cited = _cited(rule.basis, law, article)
            if cited:
                place = rule.basis[0].place
                yield Resting("notice", f"{profile.id}.{rule.outcome}", "", None, None, cited, "", place)


def _of_edition(catalogue: Catalogue, edition: Edition, law: str, article: int | None) -> Iterator[Resting]:
    used: set[Place] = set()
    source = catalogue.sources.get(edition.place.path)
    for kind, identity, basis, place in _lines(edition):
        used.update(citation.place for citation in basis)
        cited = _cited(basis, law, article)
        if cited and kind == "override" and source:
            place = source.place(("acceptance",))  # the model does not keep where this block stands
        if cited:
            yield _resting(edition, kind, identity, cited, place)
    for citation in edition.legal_basis:
        if citation.place not in used and (cited := _cited((citation,), law, article)):
            yield _resting(edition, "basis", citation.id, cited, citation.place)


Cited = tuple[Kind, str, tuple[Citation, ...], Place]


def _lines(edition: Edition) -> Iterator[Cited]:
    """Every part of an edition that names its basis."""
    for exempt in edition.not_required_when:
        yield "exemption", exempt.id, exempt.basis, exempt.place
    for line in edition.competence:
        yield "competence", line.id, line.basis, line.place
    for need in edition.requirements:
        yield "condition", need.id, need.basis, need.place
    yield "quota", "quota", edition.quota.basis, edition.quota.place
    for paper in edition.materials:
        more = (
            *(paper.promise.basis if paper.promise else ()),
            *(paper.may_follow.basis if paper.may_follow else ()),
        )
        yield "material", paper.id, (*paper.basis, *more), paper.place
    for limit in edition.time_limits:
        longer = limit.extension.basis if limit.extension else ()
        uncounted = tuple(citation for part in limit.not_counted for citation in part.basis)
        yield "limit", limit.id, (*limit.basis, *longer, *uncounted), limit.place
    for special in edition.special_procedures:
        yield "special", special.kind, special.basis, special.place
    yield "fee", "fees", edition.fees.basis, edition.fees.place
    for fee in edition.fees.items:
        yield "fee", fee.id, fee.basis, fee.place
    for reduction in edition.fees.reductions:
        yield "fee", reduction.id, reduction.basis, reduction.place
    for step in edition.flow.steps:
        yield "step", step.id, step.basis, step.place
    yield from _of_result(edition)
    for duty in edition.after_grant:
        yield "after-grant", duty.id, duty.basis, duty.place
    if edition.acceptance:
        yield "override", "acceptance", edition.acceptance.basis, edition.place


def _of_result(edition: Edition) -> Iterator[Cited]:
    result = edition.result
    yield "result", "validity", tuple(part for row in result.validity for part in row.basis), result.place
    for granted in result.entitlements:
        yield "result", granted.id, granted.basis, granted.place
    if result.renewal:
        yield "result", "renewal", result.renewal.basis, result.renewal.place


def _cited(basis: Iterable[Citation], law: str, article: int | None) -> tuple[str, ...]:
    """The articles of the law that a basis names, as far as they can concern the one asked for."""
    chosen = (
        citation.article for citation in basis if citation.law == law and _concerns(citation.article, article)
    )
    return tuple(dict.fromkeys(chosen))


def _concerns(cited: str, article: int | None) -> bool:
    match = _ARTICLE.match(cited)
    if article is None or match is None:  # a whole document holds every article
        return True
    return int(match[1]) <= article <= int(match[2] or match[1])


def _resting(edition: Edition, kind: Kind, identity: str, cited: tuple[str, ...], place: Place) -> Resting:
    return Resting(
        kind,
        identity,
        edition.matter,
        edition.effective_from,
        edition.effective_to,
        cited,
        edition.owner,
        place,
    )


def _guide(edition: Edition, lines: list[Resting]) -> Resting:
    """The page that prints these lines; its articles are all of theirs."""
    cited = tuple(dict.fromkeys(article for line in lines for article in line.articles))
    guide = _resting(edition, "guide", edition.matter, cited, edition.place)
    return replace(guide, page=f"{edition.matter}.html")
