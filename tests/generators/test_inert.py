"""Text of the catalogue is text: no template, no markup, no script comes of it, whatever it holds."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest

from checker.catalogue import Catalogue
from checker.finding import Text
from checker.model.edition import Faq
from checker.model.registers import Contact, Office, OfficePlace
from checker.phrases import Phrases
from generators.document import Link
from generators.formats import html, text
from generators.guide import guide

Page = Any  # justhtml types every attribute as possibly absent

POISON = (
    "{{7*7}}{% for x in y %}<script>alert(1)</script><img src=x onerror=alert(2)>"
    '" onmouseover="alert(3)&amp;</title></style>--><![CDATA['
)
HOSTILE = "javascript:alert(document.cookie)"


def poisoned(value: Any) -> Any:
    """The value with every Text in it replaced."""
    if isinstance(value, Text):
        return Text(f"{value.zh}{POISON}", f"{value.en}{POISON}")
    if isinstance(value, tuple):
        return tuple(poisoned(item) for item in value)
    if isinstance(value, Mapping):
        return {key: poisoned(item) for key, item in value.items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        parts = {field.name: poisoned(getattr(value, field.name)) for field in dataclasses.fields(value)}
        return dataclasses.replace(value, **parts)
    return value


def hostile_office(catalogue: Catalogue, on: date) -> Office:
    words = Text(POISON, POISON)
    return Office(
        matter="labour-dispatch",
        division="999922",
        effective_from=on,
        effective_to=None,
        verified=catalogue.editions["labour-dispatch"][-1].verified,
        agency=next(iter(catalogue.agencies)),
        power_source="statutory",
        entrusted_by=words,
        implementation_code=POISON,
        handling_codes={},
        places=(OfficePlace(words, words, words, words, words),),
        in_hall=True,
        enquiries=Contact(HOSTILE, HOSTILE, POISON),
        complaints=Contact(POISON, "data:text/html,<script>alert(1)</script>", POISON),
        reconsideration=words,
        court=words,
        online_address=HOSTILE,
        mobile_address="//evil.example/x",
        online_payment=False,
        promised={},
        parameters={},
        waived={},
        service=None,
        tolerance_due=None,
        tolerance_overdue="",
        notes=(words,),
        place=catalogue.editions["labour-dispatch"][-1].place,
    )


def test_hostile_text_stays_text(
    catalogue: Catalogue, phrases: Phrases, on: date, read: Callable[[bytes], Page]
) -> None:
    edition = poisoned(catalogue.at("labour-dispatch", on))
    edition = dataclasses.replace(edition, faq=(*edition.faq, Faq(Text(POISON, ""), Text(POISON, ""))))
    document = guide(edition, catalogue, phrases, office=hostile_office(catalogue, on), version=POISON)
    page = read(html.write(document, phrases))
    assert not page.errors
    assert not page.query("script, img, iframe, object")
    for node in page.query("body *"):
        assert not [name for name in node.attrs if name.startswith("on")], node.name
    hrefs = [link.attrs["href"] for link in page.query("a[href]")]
    assert all(href.startswith(("#", "tel:", "mailto:", "https:")) for href in hrefs), hrefs
    words = page.query("body")[0].to_text()
    assert "{{7*7}}" in words
    assert "<script>alert(1)</script>" in words
    assert HOSTILE in words, "a refused address is still shown as words"
    assert "{{7*7}}" in page.query("title")[0].to_text()


def test_hostile_text_in_plain_text(catalogue: Catalogue, phrases: Phrases, on: date) -> None:
    edition = dataclasses.replace(
        catalogue.at("labour-dispatch", on), name=Text("甲\x1b[31m乙\r\n丙\x00丁", "")
    )
    written = text.write(guide(edition, catalogue, phrases), phrases).decode("utf-8")
    assert not [sign for sign in written if sign != "\n" and not sign.isprintable()]


@pytest.mark.parametrize(
    ("href", "kept"),
    [
        ("https://example.gov.cn/a?b=1&c=2", True),
        ("tel:0999-1234004", True),
        ("mailto:a@example.gov.cn", True),
        ("labour-dispatch.html", True),
        ("#materials", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        (" javascript:alert(1)", False),
        ("java\tscript:alert(1)", False),
        ("data:text/html,x", False),
        ("http://example.gov.cn/", False),
        ("//example.gov.cn/", False),
        ("\\\\example.gov.cn", False),
        ("vbscript:x", False),
        ("", False),
    ],
    ids=str,
)
def test_only_harmless_addresses_become_links(href: str, kept: bool) -> None:
    assert html.safe_href(Link("x", href).href) == (href if kept else "")
