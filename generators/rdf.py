"""Matters as linked data: CPSV-AP 3.2 in Turtle, one file a matter.

In: a `Selection`. Out: `rdf/<matter>.ttl`. The only module that imports rdflib.
The surprising thing: the Turtle says everything in every language of the catalogue at once, whatever language the pages are in;
and each concept of a code list is typed and labelled in the file itself, because a validator follows no link.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import quote

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, FOAF, RDF, SKOS, XSD

from checker.durations import Duration
from checker.finding import Language, Text
from checker.model.edition import FeeItem, Form, Requirement, TimeLimit
from checker.model.parts import Citation
from checker.model.registers import Office
from checker.phrases import Phrases
from generators.author import Author
from generators.subject import Page, Selection, Subject

__all__ = ["graph_of", "pages"]

CPSV = Namespace("http://purl.org/vocab/cpsv#")
CV = Namespace("http://data.europa.eu/m8g/")
ELI = Namespace("http://data.europa.eu/eli/ontology#")
ADMS = Namespace("http://www.w3.org/ns/adms#")
SCHEMA = Namespace("https://schema.org/")
_AUTHORITY = "http://publications.europa.eu/resource/authority"
_PREFIXES = {
    "cpsv": CPSV,
    "cv": CV,
    "eli": ELI,
    "adms": ADMS,
    "dct": DCTERMS,
    "skos": SKOS,
    "foaf": FOAF,
    "schema": SCHEMA,
}
_LANGUAGES: tuple[Language, ...] = ("zh-Hans", "en")
_CALENDAR_UNITS = {"days": "D", "months": "M", "years": "Y"}


def pages(selection: Selection) -> Iterator[Page]:
    """One Turtle file for each matter."""
    for subject in selection.subjects:
        yield Page(f"rdf/{subject.matter}.ttl", graph_of(subject).serialize(format="turtle").encode())


def graph_of(subject: Subject) -> Graph:
    """One matter as a graph."""
    writer = _Writer(subject, Graph(bind_namespaces="none"))
    for prefix, space in _PREFIXES.items():
        writer.graph.bind(prefix, space)
    writer.service()
    return writer.graph


@dataclass(frozen=True, slots=True)
class _Writer:
    """Adds what is known of one matter to its graph."""

    subject: Subject
    graph: Graph

    # ---- names

    @property
    def base(self) -> str:
        """The site's address if the catalogue has one; else a name that leads nowhere and claims nothing."""
        info = self.subject.selection.catalogue.info
        return f"{info.site.rstrip('/')}/id/" if info.site else f"urn:banshi:{info.division}:"

    def name(self, kind: str, *parts: str) -> URIRef:
        separator = "/" if self.base.endswith("/") else ":"
        return URIRef(self.base + separator.join((kind, *(quote(part, safe="") for part in parts))))

    def authors(self) -> Iterator[tuple[Language, Author]]:
        """Who says the same in each language."""
        whole = self.subject.selection
        for language in _LANGUAGES:
            said = whole.phrases
            phrases = Phrases(said.words, language, said.laws, said.vocabulary)
            yield (
                language,
                Author(self.subject.edition, self.subject.office, whole.catalogue, phrases, whole.version),
            )

    # ---- small pieces

    def say(self, node: URIRef, predicate: URIRef, text: Text | None) -> None:
        """A text of the catalogue in each language it is written in."""
        if text is None:
            return
        self.graph.add((node, predicate, Literal(text.zh, lang="zh-Hans")))
        if text.en and text.en != text.zh:
            self.graph.add((node, predicate, Literal(text.en, lang="en")))

    def said(self, node: URIRef, predicate: URIRef, text_by: Iterable[tuple[Language, str]]) -> None:
        for language, text in text_by:
            if text:
                self.graph.add((node, predicate, Literal(text, lang=language)))

    def node(self, uri: URIRef, kind: URIRef, identifier: str = "") -> URIRef:
        self.graph.add((uri, RDF.type, kind))
        if identifier:
            self.graph.add((uri, DCTERMS.identifier, Literal(identifier)))
        return uri

    def concept(self, list_id: str, term: str) -> URIRef:
        node = self.node(self.name("code", list_id, term), SKOS.Concept)
        self.say(node, SKOS.prefLabel, self.subject.selection.phrases.vocabulary.label(list_id, term))
        return node

    def law(self, citation: Citation) -> URIRef:
        node = self.node(self.name("law", citation.law), ELI.LegalResource, citation.law)
        law = self.subject.selection.catalogue.laws.get(citation.law)
        if law is not None:
            self.graph.add((node, DCTERMS.title, Literal(law.title, lang="zh-Hans")))
            if law.document_number:
                self.graph.add((node, ELI.id_local, Literal(law.document_number)))
        return node

    # ---- the service

    def service(self) -> None:
        subject, graph = self.subject, self.graph
        edition = subject.edition
        node = self.node(self.name("matter", edition.matter), CPSV.PublicService, edition.matter)
        self.say(node, DCTERMS.title, edition.name)
        self.say(node, DCTERMS.description, edition.summary or edition.name)
        graph.add((node, DCTERMS.type, self.concept("matter-kind", edition.kind)))
        graph.add((node, ADMS.status, self.concept("matter-state", edition.state)))
        graph.add(
            (
                node,
                DCTERMS.language,
                self.node(URIRef(f"{_AUTHORITY}/language/ZHO"), DCTERMS.LinguisticSystem),
            )
        )
        graph.add((node, DCTERMS.issued, Literal(edition.effective_from.isoformat(), datatype=XSD.date)))
        graph.add((node, DCTERMS.hasVersion, Literal(str(edition.version))))
        for term in edition.audience:
            graph.add((node, DCTERMS.audience, self.concept("audience", term)))
        for term in edition.topics:
            graph.add((node, CV.thematicArea, self.concept("topic", term)))
        graph.add((node, CV.hasCompetentAuthority, self.authority()))
        graph.add((node, DCTERMS.spatial, self.place()))
        for citation in edition.legal_basis:
            graph.add((node, CV.hasLegalResource, self.law(citation)))
        for requirement in edition.requirements:
            graph.add((node, CV.holdsRequirement, self.requirement(requirement)))
        for paper in edition.materials:
            for form in paper.forms:
                graph.add((node, CV.hasInputType, self.evidence_type(form)))
        for limit in edition.time_limits:
            graph.add((node, CPSV.follows, self.limit(limit)))
        self.processing_time(node)
        for item in edition.fees.items:
            graph.add((node, CV.hasCost, self.cost(item)))
        if edition.result.name:
            output = self.node(
                self.name("matter", edition.matter, "result"), CV.Output, f"{edition.matter}/result"
            )
            self.say(output, DCTERMS.title, edition.result.name)
            graph.add((output, DCTERMS.type, self.concept("result-kind", edition.result.kind)))
            graph.add((node, CPSV.produces, output))
        for matter in edition.needs_result_of:
            graph.add((node, DCTERMS.relation, self.name("matter", matter)))
        for channel in edition.service.channels:
            graph.add((node, CV.hasChannel, self.channel(channel)))
        if subject.office:
            self.contact(node, subject.office)

    def authority(self) -> URIRef:
        """The organ of the implementation list; else the kind of organ that the law names."""
        edition, catalogue = self.subject.edition, self.subject.selection.catalogue
        agency = catalogue.agencies.get(self.subject.office.agency) if self.subject.office else None
        if agency is not None:
            node = self.node(self.name("agency", agency.id), CV.PublicOrganisation)
            self.say(node, SKOS.prefLabel, agency.name)
            if agency.credit_code:
                self.graph.add((node, DCTERMS.identifier, Literal(agency.credit_code)))
        else:
            node = self.node(self.name("organ", edition.level, edition.agency_kind), CV.PublicOrganisation)
            self.said(node, SKOS.prefLabel, ((language, author.organ) for language, author in self.authors()))
        self.graph.add((node, DCTERMS.spatial, self.place()))
        return node

    def place(self) -> URIRef:
        """The division of the office; without one the whole country."""
        office = self.subject.office
        if office is None:
            return self.node(URIRef(f"{_AUTHORITY}/country/CHN"), DCTERMS.Location)
        node = self.node(self.name("division", office.division), DCTERMS.Location)
        info = self.subject.selection.catalogue.info
        for division in info.divisions:
            if division.code == office.division:
                self.say(node, SKOS.prefLabel, division.name)
        return node

    def requirement(self, requirement: Requirement) -> URIRef:
        matter = self.subject.matter
        node = self.node(
            self.name("matter", matter, "requirement", requirement.id),
            CV.Requirement,
            f"{matter}/{requirement.id}",
        )
        if requirement.text:
            self.say(node, DCTERMS.title, requirement.text)
        else:
            told = ((language, author.sentence(requirement.when)) for language, author in self.authors())
            self.said(node, DCTERMS.title, told)
        self.graph.add((node, DCTERMS.type, self.stage(requirement.stage)))
        for citation in requirement.basis:
            self.graph.add((node, CV.isDerivedFrom, self.law(citation)))
        return node

    def stage(self, stage: str) -> URIRef:
        """Whether a condition stands before acceptance or before the decision: words of the guide, no code list."""
        node = self.node(self.name("code", "stage", stage), SKOS.Concept)
        self.said(
            node,
            SKOS.prefLabel,
            ((language, author.say(f"conditions.{stage}")) for language, author in self.authors()),
        )
        return node

    def evidence_type(self, form: Form) -> URIRef:
        material = form.material
        node = self.node(self.name("material", material.id), CV.EvidenceType, material.id)
        self.say(node, DCTERMS.title, material.name)
        if material.kind:
            self.graph.add(
                (node, CV.evidenceTypeClassification, self.concept("material-kind", material.kind))
            )
        return node

    def limit(self, limit: TimeLimit) -> URIRef:
        """A time limit as a rule: working days have no place in xsd:duration, so they are said in words."""
        matter = self.subject.matter
        node = self.node(self.name("matter", matter, "limit", limit.id), CPSV.Rule, f"{matter}/{limit.id}")
        for language, author in self.authors():
            label = author.text(limit.label) or author.say(f"limit.{limit.kind}")
            self.graph.add((node, DCTERMS.title, Literal(label, lang=language)))
            told = [
                author.say(
                    "limit.unit", label=author.say(f"limit.column.{name}"), text=author.duration(duration)
                )
                for name, duration in (("statutory", limit.statutory), ("promised", limit.promised))
                if duration
            ]
            text = author.joined(told) or author.text(limit.no_statutory) or label
            self.graph.add((node, DCTERMS.description, Literal(text, lang=language)))
        for citation in limit.basis:
            self.graph.add((node, CPSV.implements, self.law(citation)))
        return node

    def processing_time(self, node: URIRef) -> None:
        """Only where the limit is in calendar units: calendar days guessed for working days are wrong at each holiday."""
        for limit in self.subject.edition.time_limits:
            duration: Duration | None = limit.promised or limit.statutory
            if (
                limit.kind == "decision"
                and limit.when is None
                and duration
                and duration.unit in _CALENDAR_UNITS
            ):
                text = f"P{duration.amount}{_CALENDAR_UNITS[duration.unit]}"
                self.graph.add(
                    (node, CV.processingTime, Literal(text, datatype=XSD.duration, normalize=False))
                )
                return

    def cost(self, item: FeeItem) -> URIRef:
        matter = self.subject.matter
        node = self.node(self.name("matter", matter, "fee", item.id), CV.Cost, f"{matter}/{item.id}")
        self.say(node, DCTERMS.description, item.name)
        value = Literal(_decimal(item.amount), datatype=XSD.double, normalize=False)
        self.graph.add((node, CV.hasValue, value))
        self.graph.add((node, CV.currency, self.node(URIRef(f"{_AUTHORITY}/currency/CNY"), SKOS.Concept)))
        return node

    def channel(self, channel: str) -> URIRef:
        matter = self.subject.matter
        node = self.node(self.name("matter", matter, "channel", channel), CV.Channel, f"{matter}/{channel}")
        self.graph.add((node, DCTERMS.type, self.concept("channel", channel)))
        return node

    def contact(self, node: URIRef, office: Office) -> None:
        point = self.node(
            self.name("matter", self.subject.matter, "contact", office.division), CV.ContactPoint
        )
        if office.enquiries.phone:
            self.graph.add((point, CV.telephone, Literal(office.enquiries.phone)))
        if office.online_address.startswith("https://"):
            page = self.node(URIRef(quote(office.online_address, safe="/:?&=#%.-_~")), FOAF.Document)
            self.graph.add((point, CV.contactPage, page))
        self.graph.add((node, CV.contactPoint, point))


def _decimal(amount: Decimal) -> str:
    return f"{amount:f}"
