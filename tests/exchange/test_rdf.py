"""Linked data: the shapes of CPSV-AP as an outside judge, and what a page's head tells a search engine."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF

from checker.catalogue import Catalogue
from checker.finding import Language
from checker.loading import load_catalogue
from checker.phrases import Phrases
from generators.jsonld import json_ld
from generators.rdf import CPSV, CV, pages
from generators.subject import Selection, plan

ON = date(2026, 11, 22)
SHAPES = Path(__file__).parent.parent / "judges" / "cpsv-ap-SHACL.ttl"


@pytest.fixture(scope="module")
def catalogue(repository: Path) -> Catalogue:
    return load_catalogue(repository)


def selection(catalogue: Catalogue, language: Language = "zh-Hans", division: str = "") -> Selection:
    phrases = Phrases(catalogue.words, language, catalogue.laws, catalogue.vocabulary)
    return Selection(plan(catalogue, ON, (), division), catalogue, phrases, ON, "test")


@pytest.fixture(scope="module")
def files(catalogue: Catalogue) -> dict[str, bytes]:
    return {page.path: page.data for page in pages(selection(catalogue))}


def merged(files: Iterable[bytes]) -> Graph:
    found = Graph()
    for data in files:
        found.parse(data=data, format="turtle")
    return found


def conforms(graph: Graph) -> tuple[bool, str]:
    good, _, text = validate(graph, shacl_graph=Graph().parse(SHAPES), inference="none", advanced=False)
    return bool(good), str(text)


def test_every_matter_conforms_to_cpsv_ap(files: dict[str, bytes], catalogue: Catalogue) -> None:
    graph = merged(files.values())
    services = set(graph.subjects(RDF.type, CPSV.PublicService))
    assert len(services) == len(files) == len(catalogue.editions)
    good, text = conforms(graph)
    assert good, text[:3000]


def test_the_judge_can_say_no(files: dict[str, bytes]) -> None:
    graph = merged([files["rdf/labour-dispatch.ttl"]])
    service = next(graph.subjects(RDF.type, CPSV.PublicService))
    graph.remove((service, DCTERMS.title, None))
    assert not conforms(graph)[0]


def test_an_office_conforms_too_and_names_its_organ(catalogue: Catalogue) -> None:
    made = {page.path: page.data for page in pages(selection(catalogue, division="999922"))}
    graph = merged(made.values())
    good, text = conforms(graph)
    assert good, text[:3000]
    assert list(graph.subject_objects(CV.contactPoint))


def test_both_languages_are_said_whatever_the_pages_speak(
    catalogue: Catalogue, files: dict[str, bytes]
) -> None:
    english = {page.path: page.data for page in pages(selection(catalogue, "en"))}
    assert english == files
    graph = merged([files["rdf/labour-dispatch.ttl"]])
    service = next(graph.subjects(RDF.type, CPSV.PublicService))
    titles = [title for title in graph.objects(service, DCTERMS.title) if isinstance(title, Literal)]
    assert {str(title.language).lower() for title in titles} == {"zh-hans", "en"}


def test_money_is_written_as_in_the_catalogue(catalogue: Catalogue, files: dict[str, bytes]) -> None:
    graph = merged(files.values())
    told = {Decimal(str(value)) for value in graph.objects(None, CV.hasValue)}
    wanted = {item.amount for found in selection(catalogue).subjects for item in found.edition.fees.items}
    assert len(wanted) > 5
    assert told == wanted


def test_no_name_leads_to_a_place_that_nobody_keeps(files: dict[str, bytes]) -> None:
    graph = merged(files.values())
    for subject in set(graph.subjects()):
        assert isinstance(subject, URIRef)
        assert str(subject).startswith(("urn:banshi:", "http://publications.europa.eu/")), subject


def test_the_head_of_a_page(catalogue: Catalogue) -> None:
    for found in selection(catalogue, division="999922").subjects:
        told = json_ld(found)
        assert told is not None
        assert told["@type"] == "GovernmentService"
        assert told["name"] == found.edition.name.zh
        assert ("isAccessibleForFree" in told) != found.edition.fees.charged
        json.dumps(told)
