"""The service guide (办事指南) of one edition, in the order of GB/T 36114—2018, from scope to public query,
then the annexes.

In: an `Edition`, with its office's overlay laid on or without; the catalogue; phrases; the name of the
catalogue's state. Out: a `Document`. The surprising thing: nothing in it is written by hand. Conditions, limits
and chart come from the same values that the checker judges by, so guide and checker cannot disagree.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from checker.catalogue import Catalogue
from checker.model.edition import Edition
from checker.model.registers import Office
from checker.phrases import Phrases
from generators.author import Author
from generators.chart import flow_chart
from generators.document import (
    Block,
    Document,
    Flowchart,
    Item,
    ItemList,
    Legend,
    Link,
    Pair,
    Question,
    Questions,
    Section,
    Summary,
    SummaryFact,
)  # fmt: skip
from generators.guide_papers import counts, papers
from generators.guide_rules import conditions, rights, scope
from generators.guide_service import channels, contacts, steps, visits_in_short
from generators.guide_terms import fee_in_short, fees, limit_in_short, limits, result
from generators.language_note import language_note

__all__ = ["guide"]

_MARKS = ("text", "page", "knowledge", "sample")


def guide(
    edition: Edition,
    catalogue: Catalogue,
    phrases: Phrases,
    *,
    office: Office | None = None,
    version: str = "",
    published: Collection[str] = (),
    check: str = "",
) -> Document:
    """The guide. `published` are the matters that have a page beside this one: only those are linked. `check`: where the
    pre-check of the main button is; without one it leads to the papers."""
    author = Author(edition, office, catalogue, phrases, version)
    say = author.say
    return Document(
        kind="guide",
        id=edition.matter,
        language=phrases.language,
        title=author.text(edition.name),
        running=say("running", organ=author.organ),
        summary=author.text(edition.summary),
        meta=_meta(author),
        opening=(_summary(author, check),),
        sections=tuple(_numbered(author, _sections(author, published)) + _annexes(author)),
        imprint=_imprint(author),
        closing=(_legend(author), *language_note(phrases)),
        home=Link(say("home"), "index.html") if published else None,
        online=f"{catalogue.info.site}/{edition.matter}.html" if catalogue.info.site else "",
    )


def _meta(author: Author) -> tuple[Pair, ...]:
    edition, office, say = author.edition, author.office, author.say
    pairs = [Pair(say("meta.kind"), author.label("matter-kind", edition.kind))]
    if office and office.implementation_code:
        pairs.append(Pair(say("meta.implementation-code"), office.implementation_code))
    elif edition.codes.get("basic"):
        pairs.append(Pair(say("meta.basic-code"), edition.codes["basic"]))
    pairs.append(
        Pair(
            say("meta.edition"),
            say("meta.from", day=author.phrases.day(edition.effective_from), n=str(edition.version)),
        )
    )
    if edition.state != "in-use":
        pairs.append(Pair(say("meta.state"), author.label("matter-state", edition.state)))
    return tuple(pairs)


def _summary(author: Author, check: str) -> Summary:
    say = author.say
    limit, fee, visits = limit_in_short(author), fee_in_short(author), visits_in_short(author)
    who = author.labels("audience", author.edition.audience)
    always, sometimes = counts(author)
    papers_note = (
        say("action.note.more", n=str(always), more=str(sometimes))
        if sometimes
        else say("action.note", n=str(always))
    )
    has_promise = any(item.promised for item in author.edition.time_limits if item.kind == "decision")
    return Summary(
        (
            SummaryFact("limit", say("fact.promised" if has_promise else "fact.limit"), *limit),
            SummaryFact("fee", say("fact.fee"), *fee),
            SummaryFact("visits", say("fact.visits"), *visits),
            SummaryFact("who", say("fact.who"), who),
        ),
        Link(say("action"), check or "#materials"),
        papers_note,
    )


def _sections(author: Author, published: Collection[str]) -> list[Section]:
    say = author.say
    links = {
        matter: Link(say("see"), f"{matter}.html")
        for matter in author.edition.needs_result_of
        if matter in published
    }
    described, basis = scope(author, links)
    stated, stages = conditions(author)
    timed, longer = limits(author)
    process: tuple[Block, ...] = (steps(author),)
    return [
        Section("scope", say("section.scope"), described, basis),
        Section("conditions", say("section.conditions"), stated, stages),
        Section("materials", say("section.materials"), papers(author), lead=True),
        Section(
            "process",
            say("section.process"),
            process,
            (Section("channels", say("section.channels"), (channels(author),)),),
        ),
        Section("limits", say("section.limits"), timed, longer),
        Section("fees", say("section.fees"), fees(author)),
        Section("result", say("section.result"), result(author)),
        Section("rights", say("section.rights"), (), rights(author)),
        Section("contact", say("section.contact"), contacts(author)),
    ]


def _numbered(author: Author, sections: list[Section]) -> list[Section]:
    numbers = author.say("numbers").split("｜")
    return [
        Section(section.id, section.title, section.blocks, section.parts, numbers[place], section.lead)
        for place, section in enumerate(sections)
    ]


def _annexes(author: Author) -> list[Section]:
    edition, say = author.edition, author.say
    found: list[tuple[str, tuple[Block, ...]]] = [
        ("chart", (Flowchart("chart", flow_chart(author), say("chart.outline")),)),
    ]
    if edition.common_mistakes:
        found.append(
            (
                "mistakes",
                (ItemList(tuple(Item(author.text(text)) for text in edition.common_mistakes), "warnings"),),
            )
        )
    if edition.faq:
        asked = tuple(Question(author.text(item.question), author.text(item.answer)) for item in edition.faq)
        found.append(("faq", (Questions(asked),)))
    if edition.notes:
        found.append(("notes", (ItemList(tuple(Item(author.text(text)) for text in edition.notes)),)))
    letters = say("letters").split("｜")
    return [
        Section(
            key,
            say(f"section.{key}"),
            blocks,
            number=say("annex", number=letters[place]),
            wide=key == "chart",
        )
        for place, (key, blocks) in enumerate(found)
    ]


def last_verified(edition: Edition) -> date:
    """The newest day on which anything of the edition was checked."""
    days = [edition.verified.on]
    days += [citation.verified.on for citation in edition.legal_basis]
    days += [item.verified.on for item in edition.requirements]
    days += [item.verified.on for item in edition.materials]
    days += [item.verified.on for item in edition.time_limits]
    return max(days)


def _imprint(author: Author) -> tuple[Pair, ...]:
    edition, say, phrases = author.edition, author.say, author.phrases
    pairs = [
        Pair(say("imprint.publisher"), author.text(author.catalogue.info.publisher)),
        Pair(
            say("imprint.edition"),
            say("meta.from", day=phrases.day(edition.effective_from), n=str(edition.version)),
        ),
        Pair(say("imprint.verified"), phrases.day(last_verified(edition))),
    ]
    if author.version:
        pairs.append(Pair(say("imprint.catalogue"), author.version))
    if edition.effective_to:
        pairs.insert(2, Pair(say("imprint.until"), phrases.day(edition.effective_to)))
    return tuple(pairs)


def _legend(author: Author) -> Legend:
    say = author.say
    return Legend(say("legend"), tuple((by, say(f"mark.{by}"), say(f"legend.{by}")) for by in _MARKS))
