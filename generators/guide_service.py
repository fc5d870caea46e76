"""The parts of a guide that say how, where and with whom: channels, steps, places, phones, public query.

In: an `Author`. Out: blocks. The surprising thing: without an implementation list nobody knows a counter or a
phone, and the guide says so instead of leaving an empty table.
"""

from __future__ import annotations

from checker.model.registers import Contact
from generators.author import Author
from generators.document import Block, Callout, Facts, Link, Pair, Step, Steps

__all__ = ["channels", "contacts", "steps", "visits_in_short"]


def visits_in_short(author: Author) -> tuple[str, str]:
    """How often the applicant must come, and why."""
    service = author.edition.service
    if not service.visits:
        return author.say("visits.none"), ""
    return author.say("visits", n=str(service.visits)), author.text(service.visit_reason)


def channels(author: Author) -> Facts:
    """Ways to apply, depth of the online way, appointment, area (GB/T 36114: channels and way of handling)."""
    service, say, office = author.edition.service, author.say, author.office
    pairs = [Pair(say("channels.title"), author.labels("channel", service.channels))]
    if office and office.online_address:
        pairs.append(
            Pair(say("channels.online"), "", link=Link(office.online_address, office.online_address))
        )
    if office and office.mobile_address:
        pairs.append(
            Pair(say("channels.mobile"), "", link=Link(office.mobile_address, office.mobile_address))
        )
    if service.online_depth:
        pairs.append(Pair(say("channels.depth"), author.label("online-depth", service.online_depth)))
    visits, why = visits_in_short(author)
    pairs.append(Pair(say("channels.visits"), visits, why))
    pairs.append(Pair(say("channels.appointment"), say("yes" if service.appointment else "no")))
    if service.scope:
        pairs.append(Pair(say("channels.scope"), author.label("service-area", service.scope)))
    pairs.append(Pair(say("channels.handling"), author.label("handling", author.edition.handling)))
    return Facts(tuple(pairs), compact=True)


def steps(author: Author) -> Steps:
    """Apply, accept, the edition's own steps, receive: the short way beside the chart."""
    say, edition = author.say, author.edition
    kind = "licence" if edition.kind == "licence" else "other"
    notice = next((limit.statutory for limit in edition.time_limits if limit.kind == "notice"), None)
    told = say("steps.notice.plain")
    if notice:
        told = (
            say("steps.notice.at_once")
            if notice.at_once
            else say("steps.notice", limit=author.duration(notice))
        )
    groups: list[list[Step]] = [
        [
            Step(
                author.label("flow-role", "applicant"),
                say("steps.apply"),
                "",
                author.labels("channel", edition.service.channels),
            )
        ],
        [Step(author.label("flow-role", "window"), say(f"steps.accept.{kind}"), "", told)],
    ]
    place: dict[str, int] = {}
    for step in edition.flow.steps:
        told_step = Step(
            author.label("flow-role", step.role),
            author.text(step.does),
            author.duration(step.limit),
            author.if_(step.when),
        )
        if step.parallel_with in place:
            place[step.id] = place[step.parallel_with]
            groups[place[step.id]].append(told_step)
        else:
            place[step.id] = len(groups)
            groups.append([told_step])
    return Steps(tuple(tuple(group) for group in groups), say("steps.together"))


def contacts(author: Author) -> tuple[Block, ...]:
    """Places, hours, enquiries, complaints, public query (GB/T 36114: enquiries to public query)."""
    office, say = author.office, author.say
    if office is None:
        return (
            Callout("muted", "i", say("contact.national"), say("contact.national.text", organ=author.organ)),
        )
    pairs = []
    for place in office.places:
        where = author.joined((author.text(place.address), author.text(place.window)))
        note = author.joined((author.text(place.hours), author.text(place.transport)))
        pairs.append(Pair(author.text(place.name), where, note))
    pairs += _contact(author, "contact.enquiries", office.enquiries)
    pairs += _contact(author, "contact.complaints", office.complaints)
    query = Link(office.online_address, office.online_address) if office.online_address else None
    pairs.append(Pair(say("contact.query"), say("contact.query.text"), link=query))
    return (Facts(tuple(pairs)),)


def _contact(author: Author, key: str, contact: Contact) -> list[Pair]:
    say = author.say
    pairs = []
    if contact.phone:
        dial = "".join(sign for sign in contact.phone if sign.isdigit() or sign in "+-")
        pairs.append(Pair(say(key), "", link=Link(contact.phone, f"tel:{dial}")))
    if contact.online:
        pairs.append(Pair(say(f"{key}.online"), "", link=Link(contact.online, contact.online)))
    if contact.mail:
        pairs.append(Pair(say(f"{key}.mail"), contact.mail))
    return pairs
