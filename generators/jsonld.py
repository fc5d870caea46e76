"""A matter for search engines: schema.org's GovernmentService, for the head of its page.

In: a `Subject`. Out: a mapping, to be written as JSON-LD by whoever writes the page, which escapes it.
The surprising thing: only what the page itself says stands in it, in the language of the page. A search engine that finds more in
the head than on the page calls it deceit.
"""

from __future__ import annotations

from collections.abc import Mapping

from generators.subject import Subject

__all__ = ["json_ld"]


def json_ld(subject: Subject) -> Mapping[str, object] | None:
    """The matter as search engines read it, in the language of the page."""
    author, edition = subject.author, subject.edition
    info, office = subject.selection.catalogue.info, subject.office
    found: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "identifier": edition.matter,
        "name": author.text(edition.name),
        "serviceType": author.label("matter-kind", edition.kind),
        "provider": {"@type": "GovernmentOrganization", "name": author.organ},
        "audience": [
            {"@type": "Audience", "audienceType": author.label("audience", term)} for term in edition.audience
        ],
        "inLanguage": author.phrases.language,
    }
    if edition.summary:
        found["description"] = author.text(edition.summary)
    if info.site:
        found["url"] = f"{info.site.rstrip('/')}/{edition.matter}.html"
    if edition.fees.charged:
        offers = [
            {
                "@type": "Offer",
                "name": author.text(item.name),
                "price": f"{item.amount:f}",
                "priceCurrency": "CNY",
            }
            for item in edition.fees.items
        ]
        if offers:
            found["offers"] = offers
    else:
        found["isAccessibleForFree"] = True
    if edition.result.name:
        found["serviceOutput"] = {"@type": "Thing", "name": author.text(edition.result.name)}
    if office:
        channels = [
            {
                "@type": "ServiceChannel",
                "serviceLocation": {
                    "@type": "Place",
                    "name": author.text(place.name),
                    "address": author.text(place.address),
                },
            }
            for place in office.places
        ]
        if office.enquiries.phone:
            phone = {"@type": "ContactPoint", "telephone": office.enquiries.phone}
            channels.append({"@type": "ServiceChannel", "servicePhone": phone})
        if office.online_address.startswith("https://"):
            channels.append({"@type": "ServiceChannel", "serviceUrl": office.online_address})
        if channels:
            found["availableChannel"] = channels
    return found
