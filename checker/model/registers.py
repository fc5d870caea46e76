"""The registers that editions cite: laws, agencies, materials, offices and the catalogue's own title page.

In: built by checker/reading/registers.py. Out: read by lint, check and the generators.
The surprising thing: `Law.last_article` None means unknown, and then nobody may judge an article number of that law.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from checker.durations import Duration
from checker.finding import Place, Text
from checker.model.parts import Service, Verified

__all__ = [
    "Agency",
    "CatalogueInfo",
    "Contact",
    "Division",
    "Law",
    "LawText",
    "Material",
    "Office",
    "OfficePlace",
    "Term",
    "Vocabulary",
]


@dataclass(frozen=True, slots=True)
class LawText:
    """One text of a law: from when it applied (as far as known) and its last article."""

    begins: date | None
    last_article: int | None


@dataclass(frozen=True, slots=True)
class Law:
    """A law, regulation, rule or document (法律法规规章文件); `rank` is an id of the vocabulary list law-rank."""

    id: str
    title: str
    short: tuple[str, ...]
    rank: str
    document_number: str
    in_force_from: date | None
    in_force_to: date | None
    status: str
    replaced_by: str
    last_article: int | None
    gists: Mapping[str, str]
    verified: Verified
    place: Place
    adopted: date | None = None
    amendments: tuple[date, ...] = ()
    texts: tuple[LawText, ...] = ()
    region: str = ""

    @property
    def existed_from(self) -> date | None:
        """The first day on which any text of the law can have applied; None when unknown.

        `in_force_from` is the day of the present text, so a wholly revised law goes back to its adoption.
        """
        if self.in_force_from is None:
            return None
        revised = any(amended < self.in_force_from for amended in self.amendments)
        return (
            min(self.adopted or min(self.amendments), self.in_force_from) if revised else self.in_force_from
        )

    def in_force(self, on: date) -> bool:
        """Whether the law applied on that day; an unknown first day counts as in force."""
        begun = self.in_force_from is None or self.in_force_from <= on
        return begun and (self.in_force_to is None or on <= self.in_force_to)


@dataclass(frozen=True, slots=True)
class Material:
    """A paper, named once for all matters (材料库). `is_result_of` names the matters whose result it is.

    `issuer` says who makes it out: self, agency (then `issuer_kind` is an agency kind) or third-party.
    """

    id: str
    name: Text
    kind: str
    issuer: str
    issuer_kind: str
    also_called: tuple[str, ...]
    is_result_of: tuple[str, ...]
    data_sharing: bool
    verified: Verified
    place: Place
    earlier_issue_of: str = ""
    third_party: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach somebody (咨询、投诉方式)."""

    phone: str
    online: str = ""
    mail: str = ""


@dataclass(frozen=True, slots=True)
class Agency:
    """An organ (实施机关) with its credit code (GB 32100) and division."""

    id: str
    name: Text
    kind: str
    credit_code: str
    level: str
    division: str
    nature: str
    sample: bool
    place: Place
    also_kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OfficePlace:
    """A hall or window (办理地点)."""

    name: Text
    address: Text
    window: Text | None
    hours: Text
    transport: Text | None


@dataclass(frozen=True, slots=True)
class Office:
    """An implementation list (实施清单): how one division carries out one matter from a day on."""

    matter: str
    division: str
    effective_from: date
    effective_to: date | None
    verified: Verified
    agency: str
    power_source: str
    entrusted_by: Text | None
    implementation_code: str
    handling_codes: Mapping[str, str]
    places: tuple[OfficePlace, ...]
    in_hall: bool
    enquiries: Contact
    complaints: Contact
    reconsideration: Text | None
    court: Text | None
    online_address: str
    mobile_address: str
    online_payment: bool
    promised: Mapping[str, tuple[Duration, Place]]
    parameters: Mapping[str, tuple[str | int | bool | list[str], Place]]
    waived: Mapping[str, tuple[Text, Place]]
    service: Service | None
    tolerance_due: Duration | None
    tolerance_overdue: str
    notes: tuple[Text, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Term:
    """One code of a closed list: our id, the labels, and its code in each published list version."""

    id: str
    label: Text
    codes: Mapping[str, str]
    order: int
    tags: tuple[str, ...] = ()
    upload_as: str = ""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All closed code lists (rules/vocabulary.yaml): list id -> term id -> term."""

    lists: Mapping[str, Mapping[str, Term]]

    def label(self, list_id: str, term_id: str) -> Text:
        """The label of a term; the id itself when the list does not hold it (lint reports that)."""
        term = self.term(list_id, term_id)
        return term.label if term else Text(term_id, term_id)

    def term(self, list_id: str, term_id: str) -> Term | None:
        """The term, or None when the list does not hold it."""
        return self.lists.get(list_id, {}).get(term_id)


@dataclass(frozen=True, slots=True)
class Division:
    """A place whose organs carry out matters (行政区划); `within` is the code of the division above it."""

    code: str
    name: Text
    within: str


@dataclass(frozen=True, slots=True)
class CatalogueInfo:
    """The catalogue's title page (catalogue/catalogue.yaml)."""

    title: Text
    publisher: Text
    division: str
    place: Place
    code_list_version: str = ""
    divisions: tuple[Division, ...] = ()
    site: str = ""
    """Where the published site stands: an https address without the slash at its end."""
    sample: bool = False
    description: Text | None = None
