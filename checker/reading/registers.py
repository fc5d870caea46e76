"""Register files -> the frozen registers: laws, agencies, materials, vocabulary, shared facts, conditions and requirements.

In: one Source a file. Out: one model object each, findings collected in the context given.
The surprising thing: a law's `versions` carry the last article of each text; the newest one is what `last_article` means here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from checker.conditions.facts import Fact
from checker.conditions.tree import Node
from checker.finding import Text
from checker.model.edition import MaterialRequirement
from checker.model.parts import NamedCondition
from checker.model.registers import Agency, CatalogueInfo, Division, Law, LawText, Material, Term, Vocabulary
from checker.reading.edition import read_citations, read_fact
from checker.reading.papers import both, read_materials
from checker.reading.reader import Context, Reader, iso_date, read_verified
from checker.source import Source

__all__ = [
    "read_agency",
    "read_facts",
    "read_groups",
    "read_info",
    "read_law",
    "read_material",
    "read_named",
    "read_vocabulary",
]


def _top(source: Source, context: Context) -> Reader:
    top = Reader.of(source, context)
    marked = top.child("verified")
    if marked:
        context.verified = read_verified(marked)
    return top


def read_law(source: Source, context: Context) -> Law:
    """One law of catalogue/laws/."""
    top = _top(source, context)
    span = top.must_child("in_force")
    texts = tuple(_law_text(item) for item in top.children("versions"))
    newest = next((text.last_article for text in reversed(texts) if text.last_article), None)
    amendments = (iso_date(day) for day in top.strings("amendments"))
    return Law(
        id=top.string("id"),
        title=top.string("title"),
        short=top.strings("short"),
        rank=top.string("rank"),
        document_number=top.string("document_number"),
        in_force_from=span.date("from"),
        in_force_to=span.date("to"),
        status=top.string("status"),
        replaced_by=top.string("replaced_by"),
        last_article=newest,
        gists={item.string("article"): item.string("gist") for item in top.children("articles")},
        verified=context.verified,
        place=top.place(),
        adopted=top.date("adopted") or top.date("promulgated"),
        amendments=tuple(day for day in amendments if day),
        texts=texts,
        region=top.string("region"),
    )


def _law_text(item: Reader) -> LawText:
    return LawText(item.date("from") or item.date("text"), item.integer("last_article") or None)


def read_agency(source: Source, context: Context) -> Agency:
    """One organ of catalogue/agencies/."""
    top = _top(source, context)
    return Agency(
        id=top.string("id"),
        name=top.must_text("name"),
        kind=top.string("kind"),
        credit_code=top.string("credit_code"),
        level=top.string("level"),
        division=top.string("division"),
        nature=top.string("nature"),
        sample=top.flag("sample"),
        place=top.place(),
        also_kinds=top.strings("also_kinds"),
    )


def read_material(source: Source, context: Context) -> Material:
    """One paper of catalogue/materials/."""
    top = _top(source, context)
    issuer = top.must_child("issuer")
    return Material(
        id=top.string("id"),
        name=Text(top.string("name"), top.string("name_en")),
        kind=top.string("kind", "other"),
        issuer=issuer.string("kind"),
        issuer_kind=issuer.string("agency_kind"),
        also_called=top.strings("also_called"),
        is_result_of=top.strings("is_result_of"),
        data_sharing=top.flag("data_sharing"),
        verified=context.verified,
        place=top.place(),
        earlier_issue_of=top.string("earlier_issue_of"),
        third_party=issuer.string("third_party"),
    )


def read_vocabulary(source: Source, context: Context) -> Vocabulary:
    """rules/vocabulary.yaml."""
    lists: dict[str, dict[str, Term]] = {}
    for item in _top(source, context).children("lists"):
        terms: dict[str, Term] = {}
        for order, part in enumerate(item.children("codes")):
            codes = part.must_child("code")
            terms[part.string("id")] = Term(
                part.string("id"),
                part.must_text("label"),
                {key: codes.string(key) for key in codes.data},
                part.integer("order", order),
                part.strings("tags"),
                part.string("upload_as"),
            )
        lists[item.string("id")] = terms
    return Vocabulary(lists)


def read_facts(source: Source, context: Context) -> dict[str, Fact]:
    """rules/facts.yaml."""
    found = (read_fact(item) for item in _top(source, context).children("facts"))
    return {fact.id: fact for fact in found if fact}


def read_named(source: Source, context: Context) -> dict[str, NamedCondition]:
    """One file of rules/conditions/; a named condition may use those before it."""
    named: dict[str, NamedCondition] = {}
    nodes: dict[str, Node] = dict(context.named)
    context.named = nodes
    for item in _top(source, context).children("conditions"):
        when = item.condition("when")
        if when is not None:
            named[item.string("id")] = NamedCondition(
                item.string("id"), item.must_text("label"), when, item.place()
            )
            nodes[item.string("id")] = when
    return named


def read_groups(
    source: Source, context: Context, laws: Mapping[str, Law], library: Mapping[str, Material]
) -> dict[str, tuple[MaterialRequirement, ...]]:
    """rules/requirements.yaml: each group with its condition joined to its papers, citing its own legal basis."""
    groups: dict[str, tuple[MaterialRequirement, ...]] = {}
    for item in _top(source, context).children("groups"):
        context.citations = {citation.id: citation for citation in read_citations(item, laws)}
        when = item.condition("when")
        groups[item.string("id")] = tuple(
            _joined(requirement, when) for requirement in read_materials(item, library, {})
        )
    return groups


def _joined(requirement: MaterialRequirement, when: Node | None) -> MaterialRequirement:
    return replace(requirement, when=both(when, requirement.when))


def read_info(source: Source, context: Context) -> CatalogueInfo:
    """catalogue/catalogue.yaml."""
    top = _top(source, context)
    return CatalogueInfo(
        top.must_text("title"),
        top.must_text("publisher"),
        top.string("division"),
        top.place(),
        top.string("code_list_version"),
        tuple(
            Division(item.string("code"), item.must_text("name"), item.string("within"))
            for item in top.children("divisions")
        ),
        top.string("site").rstrip("/"),
        top.flag("sample"),
        top.text("description"),
    )
