"""The parts of a guide that say by what law, who handles it, who may apply, and what may be done against a
decision.

In: an `Author`. Out: blocks. The surprising thing: a condition's sentence is made from its tree, and a
prohibition is told the other way round, as the case in which the answer is no, because that is how people check
themselves.
"""

from __future__ import annotations

from checker.conditions.tree import Compare, Not, walk
from checker.finding import Text
from checker.model.edition import Edition, Requirement
from checker.model.parts import Citation
from generators.author import Author
from generators.document import (
    Block,
    Callout,
    Facts,
    Item,
    ItemList,
    Law,
    Laws,
    Link,
    Mark,
    Pair,
    Paragraph,
    Section,
)

__all__ = ["conditions", "remedies", "reviewable", "rights", "scope"]


def reviewable(edition: Edition) -> bool:
    """Whether the answer is an administrative act, against which 复议 and 诉讼 lie; a utility's service is not one."""
    return edition.kind != "public-service"


def scope(author: Author, matter_link: dict[str, Link]) -> tuple[tuple[Block, ...], tuple[Section, ...]]:
    """Scope, kind, accepting and deciding body, quota; then the legal basis (GB/T 36114: scope to quota)."""
    edition, say = author.edition, author.say
    pairs = [
        Pair(say("scope.who"), author.labels("audience", edition.audience)),
        Pair(say("scope.kind"), author.label("matter-kind", edition.kind)),
        Pair(say("scope.organ"), author.organ, _entrusted(author) if author.agency else say("scope.by-list")),
        Pair(say("scope.level"), author.label("exercise-level", edition.level)),
        _quota(author),
    ]
    for matter in edition.needs_result_of:
        pairs.append(Pair(say("scope.first"), _matter_name(author, matter), link=matter_link.get(matter)))
    if edition.intermediary:
        pairs.append(Pair(say("scope.intermediary"), author.text(edition.intermediary)))
    if edition.joint:
        pairs.append(Pair(say("scope.joint"), author.labels("agency-kind", edition.joint)))
    parts = (
        [Section("elsewhere", say("scope.elsewhere"), (ItemList(tuple(_elsewhere(author))),))]
        if _elsewhere(author)
        else []
    )
    parts.append(Section("basis", say("basis.title"), (laws(author),)))
    return (Facts(tuple(pairs), compact=True),), tuple(parts)


def _entrusted(author: Author) -> str:
    if author.office and author.office.entrusted_by:
        return author.say("scope.entrusted", organ=author.text(author.office.entrusted_by))
    return ""


def _matter_name(author: Author, matter: str) -> str:
    editions = author.catalogue.editions.get(matter)
    return author.text(editions[-1].name) if editions else matter


def _quota(author: Author) -> Pair:
    quota = author.edition.quota
    value = author.say("quota.limited" if quota.limited else "quota.none")
    return Pair(author.say("quota.title"), value, author.text(quota.text), author.cites(quota.basis))


def _elsewhere(author: Author) -> list[Item]:
    """Cases in which another organ is competent or nothing need be applied for."""
    say, edition = author.say, author.edition
    items = []
    for exempt in edition.not_required_when:
        condition = author.text(exempt.text) or author.sentence(exempt.when)
        remedy = author.text(exempt.remedy)
        if not remedy and exempt.instead:
            remedy = say("not_required.instead", matter=_matter_name(author, exempt.instead))
        text = say("not_required.case", condition=condition)
        items.append(Item(text, remedy, author.cites(exempt.basis), author.mark(exempt.verified)))
    for line in edition.competence:
        if line.when is not None and not line.organ.here:
            text = say(
                "competence.case",
                condition=author.sentence(line.when),
                organ=author.phrases.organ(line.organ),
            )
            items.append(Item(text, "", author.cites(line.basis), author.mark(line.verified)))
    return items


def laws(author: Author) -> Laws:
    """The legal basis by law, articles in the order in which the edition names them."""
    cited: dict[str, list[Citation]] = {}
    for citation in author.edition.legal_basis:
        cited.setdefault(citation.law, []).append(citation)
    found = []
    for law_id, citations in cited.items():
        law = author.phrases.laws.get(law_id)
        articles = []
        for citation in citations:
            article = (
                author.phrases.article(citation.article) if citation.article else author.say("basis.whole")
            )
            gist = author.text(citation.gist)
            if not gist and law and citation.article in law.gists:
                gist = author.text(Text(law.gists[citation.article], ""))
            note = author.text(citation.note)
            if note:
                gist = author.say("basis.note", gist=gist, note=note) if gist else note
            articles.append((article, gist, author.mark(citation.verified)))
        title = author.phrases.name(law.title) if law else law_id
        number = author.phrases.name(law.document_number) if law else ""
        found.append(Law(title, number, tuple(articles)))
    return Laws(tuple(found), author.say("basis.fold", n=str(len(author.edition.legal_basis))))


def conditions(author: Author) -> tuple[tuple[Block, ...], tuple[Section, ...]]:
    """Conditions by stage, then what bars an application."""
    say, every = author.say, author.edition.requirements
    barred = [
        requirement for requirement in every if requirement.kind == "prohibition" and _deniable(requirement)
    ]
    required = [requirement for requirement in every if requirement not in barred]
    parts = []
    for stage in ("acceptance", "decision"):
        lines = tuple(
            _condition(author, requirement) for requirement in required if requirement.stage == stage
        )
        if lines:
            parts.append(
                Section(f"conditions-{stage}", say(f"conditions.{stage}"), (ItemList(lines, "checks"),))
            )
    if barred:
        lines = tuple(_prohibition(author, requirement) for requirement in barred)
        parts.append(Section("prohibitions", say("prohibitions.title"), (ItemList(lines, "crosses"),)))
    if not parts:
        return (Paragraph(say("conditions.none")),), ()
    return (), tuple(parts)


def _deniable(requirement: Requirement) -> bool:
    """Whether the case that bars reads well. A fact that is good when true (没有处罚记录) would be denied twice."""
    good = (
        isinstance(node, Compare) and node.operator == "is" and node.operand is True
        for node in walk(requirement.when)
    )
    return requirement.text is None and not any(good)


def _condition(author: Author, requirement: Requirement) -> Item:
    text = author.text(requirement.text) or author.sentence(requirement.when)
    if requirement.only_if is not None:
        text = author.say("conditions.only_if", only_if=author.sentence(requirement.only_if), condition=text)
    note = author.say("conditions.remedy", remedy=author.text(requirement.remedy))
    return Item(text, note, author.cites(requirement.basis), author.mark(requirement.verified))


def _prohibition(author: Author, requirement: Requirement) -> Item:
    text = author.sentence(Not(requirement.when))
    if requirement.only_if is not None:
        text = author.say("conditions.only_if", only_if=author.sentence(requirement.only_if), condition=text)
    note = author.say("conditions.remedy", remedy=author.text(requirement.remedy))
    return Item(text, note, author.cites(requirement.basis), author.mark(requirement.verified))


def rights(author: Author) -> tuple[Section, ...]:
    """Rights, duties, and the remedies (GB/T 36114: rights and duties)."""
    edition, say = author.edition, author.say
    general = "licence" if edition.kind == "licence" else "other"
    own = tuple(Item(author.text(text)) for text in edition.rights) or tuple(
        Item(line) for line in say(f"rights.{general}").split("｜")
    )
    duties = tuple(Item(author.text(text)) for text in edition.duties) or tuple(
        Item(line) for line in say("duties").split("｜")
    )
    after = tuple(_after(author, index) for index in range(len(edition.after_grant)))
    parts = [
        Section("your-rights", say("rights.title"), (ItemList(own),)),
        Section("your-duties", say("duties.title"), (ItemList((*duties, *after)),)),
        Section("remedies", say("remedies.title"), remedies(author)),
    ]
    return tuple(parts)


def _after(author: Author, index: int) -> Item:
    duty = author.edition.after_grant[index]
    within = author.say("after.within", within=author.duration(duty.within)) if duty.within else ""
    return Item(author.text(duty.text), within, author.cites(duty.basis))


def remedies(author: Author) -> tuple[Block, ...]:
    """Where to turn against a decision: 行政复议法 §20, 行政诉讼法 §46; for a service, the complaint."""
    say, office = author.say, author.office
    if not reviewable(author.edition):
        return (Paragraph(say("remedies.service")),)
    review = author.text(office.reconsideration) if office else ""
    court = author.text(office.court) if office else ""
    # general law, in no edition's basis and compared with no text: marked as what it is
    mark = Mark("knowledge", say("mark.knowledge"), "")
    where = {"reconsideration": review, "litigation": court}
    pairs = []
    for way, told in where.items():
        place = told or say(f"remedies.{way}.where")
        pairs.append(
            Pair(
                say(f"remedies.{way}"), say(f"remedies.{way}.text"), place, say(f"remedies.{way}.basis"), mark
            )
        )
    return (Callout("muted", "i", say("remedies.promise")), Facts(tuple(pairs)))
