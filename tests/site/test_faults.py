"""What is wrong with a matter is told with its place, and the rest of the site is built all the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from checker.catalogue import Catalogue
from checker.finding import Finding, Language, Text
from checker.languages import phrases_in
from checker.model.edition import Edition
from generators.site import pages
from generators.site.extra import Extra, pages_of
from generators.subject import Page, Selection, plan

ON = date(2026, 11, 22)
MATTER, OTHER = "labour-dispatch", "marriage-registration"


def changed(catalogue: Catalogue, **parts: object) -> Catalogue:
    """The catalogue with two matters, one of them changed."""
    edition = replace(catalogue.national(MATTER, ON), **parts)  # type: ignore[arg-type]  # parts of an edition
    editions: Mapping[str, tuple[Edition, ...]] = {
        edition.matter: (edition,),
        OTHER: catalogue.editions[OTHER],
    }
    return replace(catalogue, editions=editions)


def build(
    catalogue: Catalogue, language: Language = "zh-Hans", division: str = ""
) -> tuple[dict[str, bytes], list[Finding]]:
    what = plan(catalogue, ON, (), division)
    selection = Selection(what, catalogue, phrases_in(catalogue, language), ON, "test", some=True)
    made = list(pages(selection))
    files = {one.path: one.data for one in made if isinstance(one, Page)}
    assert f"html/{OTHER}.html" in files, "the rest of the site"
    assert "html/index.html" in files
    return files, [one for one in made if isinstance(one, Finding) and one.code.startswith("B8")]


def test_nothing_is_said_of_what_is_right(catalogue: Catalogue) -> None:
    assert build(changed(catalogue))[1] == []


@pytest.mark.parametrize(
    "name", ["index", "con", "nul.x", "a/b", "..", "A", "名", "x" * 101, "list", "-a", "a-"]
)
def test_an_id_that_breaks_file_names_gets_no_page(catalogue: Catalogue, name: str) -> None:
    files, found = build(changed(catalogue, matter=name))
    assert [finding.code for finding in found] == ["B80"]
    assert found[0].place.path.startswith(f"catalogue/matters/{MATTER}/")
    assert not [path for path in files if path.endswith((f"{name}/history.html", f"{name}/feed.xml"))]


def test_a_title_may_hold_anything(catalogue: Catalogue) -> None:
    """Titles are words, never names of files."""
    name = Text('../../etc/passwd "<q>" CON: ?*|', "")
    files, found = build(changed(catalogue, name=name))
    assert not found
    assert all(".." not in path for path in files)
    assert b"<q>" not in files[f"html/{MATTER}.html"]
    assert b"<q>" not in files["html/search-0.js"]


def test_a_matter_without_a_flow(catalogue: Catalogue) -> None:
    flow = catalogue.national(MATTER, ON).flow
    files, found = build(changed(catalogue, flow=replace(flow, steps=())))
    assert [(finding.code, finding.place) for finding in found] == [("B81", flow.place)]
    assert b"<svg" in files[f"html/{MATTER}.html"]


def test_a_flow_in_a_circle_and_one_that_leads_nowhere(catalogue: Catalogue) -> None:
    flow = catalogue.national(MATTER, ON).flow
    first, second, *rest = flow.steps
    circle = (replace(first, after=(second.id,)), replace(second, after=(first.id,), parallel_with=""), *rest)
    found = build(changed(catalogue, flow=replace(flow, steps=circle)))[1]
    assert "B82" in {finding.code for finding in found}
    assert all(finding.place.line for finding in found)
    nowhere = (first, replace(second, after=("no-such-step",), parallel_with=""), *rest)
    found = build(changed(catalogue, flow=replace(flow, steps=nowhere)))[1]
    assert [finding.code for finding in found] == ["B83"]
    assert "no-such-step" in found[0].message.zh


def test_two_matters_of_one_name_are_told_apart_by_their_organ(catalogue: Catalogue) -> None:
    name = catalogue.national(OTHER, ON).name
    files, found = build(changed(catalogue, name=name))
    assert [finding.code for finding in found] == ["B86"]
    assert len((found[0].place, *found[0].related)) == 2
    page = files["html/list/kinds.html"] + files["html/list/kind-licence.html"]
    assert b'class="by"' in page


def test_a_matter_without_english_is_told_on_the_english_site_only(catalogue: Catalogue) -> None:
    nameless = changed(catalogue, name=Text("劳务派遣经营许可", ""))
    assert build(nameless)[1] == []
    files, found = build(nameless, "en")
    assert [finding.code for finding in found] == ["B84"]
    assert "劳务派遣经营许可".encode() in files[f"html/{MATTER}.html"]


@pytest.mark.parametrize(
    ("address", "good"),
    [
        ("https://example.gov.cn/x?y=1#z", True),
        ("https://示例.政务.cn/", True),
        ("https://example.gov.cn:8443/", True),
        ("http://example.gov.cn/", False),
        ("https://example", False),
        ("https://", False),
        ("https://exa mple.gov.cn/", False),
        ("https://example..gov.cn/", False),
        ("https://example.gov.cn:99999/", False),
        ("javascript:alert(1)", False),
        ("www.example.gov.cn", False),
    ],
)
def test_an_address_is_judged_by_its_form(catalogue: Catalogue, address: str, good: bool) -> None:
    (division, _), lists = next(item for item in catalogue.offices.items() if item[0][1] == MATTER)
    office = replace(lists[-1], online_address=address)
    given = replace(changed(catalogue), offices={(division, MATTER): (office,)})
    found = build(given, division=division)[1]
    assert [finding.code for finding in found] == ([] if good else ["B85"])


def test_a_bundle_whose_member_is_gone_is_told(catalogue: Catalogue) -> None:
    two = ("birth-registration", "company-establishment")
    few = replace(catalogue, editions={matter: catalogue.editions[matter] for matter in two})
    selection = Selection(plan(few, ON), few, phrases_in(few, "zh-Hans"), ON, "test")
    found = [one for one in pages(selection) if isinstance(one, Finding) and one.code == "B87"]
    assert {finding.place.path.split("/")[2] for finding in found} >= {"newborn", "start-a-company"}


def test_the_button_leads_to_the_pre_check_where_there_is_one(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An addition that makes no page, but a finding, leaves the button where it was."""
    selection = Selection(
        plan(catalogue, ON, [MATTER]), catalogue, phrases_in(catalogue, "zh-Hans"), ON, "test"
    )
    subject = selection.subjects[0]

    class Addition:
        @staticmethod
        def pages(subject: object) -> list[Page]:
            return [Page(f"html/{MATTER}/check.html", b"")]

    monkeypatch.setattr("generators.site.extra.import_module", lambda name: Addition)
    with_page = pages_of(subject, (Extra("x", "{matter}/check.html"),))
    assert with_page[1] == f"{MATTER}/check.html"
    assert pages_of(subject, (Extra("x", "{matter}/other.html"),))[1] == ""
    assert pages_of(subject, (Extra("x"),))[1] == ""
    first = subject.guide(with_page[1]).opening[0]
    assert first.action.href == f"{MATTER}/check.html"  # type: ignore[union-attr]  # a Summary
    assert subject.guide().opening[0].action.href == "#materials"  # type: ignore[union-attr]  # as above
    served = replace(selection, precheck="/matters/{matter}/check").subjects[0]
    assert served.guide().opening[0].action.href == f"/matters/{MATTER}/check"  # type: ignore[union-attr]  # as above
