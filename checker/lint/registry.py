"""What a check is: a pure function with its code, its name, its article, and its own page as docstring.

In: functions `(subject, scope) -> faults`, wrapped by `@per_edition`, `@per_office` and so on. Out: frozen
`Check` objects. The surprising thing: the decorator registers nothing. It returns the `Check`; each family
module lists its own in CHECKS, and `checker.lint` joins the tuples. The docstring is the check's page: a
Chinese line, an English line, and 错误 and 正确 in YAML.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from checker.catalogue import Catalogue
from checker.finding import Finding, Place, Severity, Text
from checker.lint.wordlists import WordLists
from checker.model.edition import Edition
from checker.model.parts import Citation
from checker.model.registers import Agency, Law, Material, Office

__all__ = [
    "LICENSING_LAW",
    "Check",
    "Fault",
    "Scope",
    "per_agency",
    "per_catalogue",
    "per_edition",
    "per_law",
    "per_material",
    "per_office",
]

T = TypeVar("T")
LICENSING_LAW = "administrative-licensing-law"
"""The one law that checks must know by its id: its limits hold where no special law says otherwise (行政许可法 §42)."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What a check found: where, what, what to do. Its code and name come from the check."""

    place: Place
    message: Text
    help: Text | None = None
    related: tuple[Place, ...] = ()
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """What checks may look at beside their subject: the whole catalogue, the word lists, and the day (None: not asked)."""

    catalogue: Catalogue
    lists: WordLists
    on: date | None = None
    hits: dict[str, list[tuple[Place, str]]] = field(default_factory=dict)

    def at(self, place: Place, *keys: str | int) -> Place:
        """Where the value at `keys` stands, below the item that begins at `place`; without it, the item."""
        source = self.catalogue.sources.get(place.path)
        if source is None:
            return place
        pointer = source.pointer_at(place)
        return place if pointer is None else source.place((*pointer, *keys))

    def rank(self, citation: Citation) -> int:
        """How high the cited law stands: 10 a law, 20 an administrative regulation ... (vocabulary law-rank); 99 when unknown."""
        law = self.catalogue.laws.get(citation.law)
        term = self.catalogue.vocabulary.term("law-rank", law.rank) if law else None
        return term.order if term else 99

    def special(self, basis: Iterable[Citation], lowest: int) -> bool:
        """Whether a law other than the licensing law, of this rank or higher, is among the basis."""
        return any(citation.law != LICENSING_LAW and self.rank(citation) <= lowest for citation in basis)

    def tagged(self, list_id: str, term_id: str, tag: str) -> bool:
        """Whether a vocabulary term carries the tag."""
        term = self.catalogue.vocabulary.term(list_id, term_id)
        return term is not None and tag in term.tags


Faults = Iterator[Fault]


@dataclass(frozen=True, slots=True)
class Check:
    """One check. `basis` is the article it rests on, `bad` and `good` fragments of catalogue files that the tests run."""

    code: str
    name: str
    severity: Severity
    family: str
    basis: str
    rule: Text
    bad: str
    good: str
    faults: Callable[[Scope], Faults]

    def findings(self, scope: Scope) -> Iterator[Finding]:
        """All findings of this check in the catalogue."""
        for fault in self.faults(scope):
            yield Finding(
                self.code,
                self.name,
                fault.severity or self.severity,
                fault.place,
                fault.message,
                fault.help,
                fault.related,
            )


def _check(
    code: str,
    name: str,
    basis: str,
    severity: Severity,
    page: Callable[..., Faults],
    faults: Callable[[Scope], Faults],
) -> Check:
    zh, en, bad, good = _page(page.__doc__ or "")
    return Check(
        code, name, severity, page.__module__.rpartition(".")[2], basis, Text(zh, en), bad, good, faults
    )


def _page(docstring: str) -> tuple[str, str, str, str]:
    """The four parts of a docstring."""
    head, _, rest = docstring.partition("错误:\n")
    bad, _, good = rest.partition("正确:\n")
    zh, _, en = textwrap.dedent("    " + head).strip().partition("\n")
    return zh.strip(), " ".join(en.split()), _yaml(bad), _yaml(good)


def _yaml(block: str) -> str:
    return textwrap.dedent(block.rstrip()).strip("\n") + "\n" if block.strip() else ""


def per_edition(
    code: str, name: str, basis: str, *, severity: Severity = "error"
) -> Callable[[Callable[[Edition, Scope], Faults]], Check]:
    """A check of one edition at a time, as the national file writes it."""

    def wrap(function: Callable[[Edition, Scope], Faults]) -> Check:
        def faults(scope: Scope) -> Faults:
            for editions in scope.catalogue.editions.values():
                for edition in editions:
                    yield from function(edition, scope)

        return _check(code, name, basis, severity, function, faults)

    return wrap


def per_office(
    code: str, name: str, basis: str, *, severity: Severity = "error"
) -> Callable[[Callable[[Office, Scope], Faults]], Check]:
    """A check of one implementation list at a time."""

    def wrap(function: Callable[[Office, Scope], Faults]) -> Check:
        def faults(scope: Scope) -> Faults:
            for offices in scope.catalogue.offices.values():
                for office in offices:
                    yield from function(office, scope)

        return _check(code, name, basis, severity, function, faults)

    return wrap


def per_law(
    code: str, name: str, basis: str, *, severity: Severity = "error"
) -> Callable[[Callable[[Law, Scope], Faults]], Check]:
    """A check of one register entry of a law at a time."""
    return _register(code, name, basis, severity, lambda catalogue: catalogue.laws)


def per_material(
    code: str, name: str, basis: str, *, severity: Severity = "error"
) -> Callable[[Callable[[Material, Scope], Faults]], Check]:
    """A check of one paper of the library at a time."""
    return _register(code, name, basis, severity, lambda catalogue: catalogue.materials)


def per_agency(
    code: str, name: str, basis: str, *, severity: Severity = "error"
) -> Callable[[Callable[[Agency, Scope], Faults]], Check]:
    """A check of one organ at a time."""
    return _register(code, name, basis, severity, lambda catalogue: catalogue.agencies)


def _register(
    code: str, name: str, basis: str, severity: Severity, entries: Callable[[Catalogue], Mapping[str, T]]
) -> Callable[[Callable[[T, Scope], Faults]], Check]:
    def wrap(function: Callable[[T, Scope], Faults]) -> Check:
        def faults(scope: Scope) -> Faults:
            for entry in entries(scope.catalogue).values():
                yield from function(entry, scope)

        return _check(code, name, basis, severity, function, faults)

    return wrap


def per_catalogue(
    code: str, name: str, basis: str, *, severity: Severity = "error"
) -> Callable[[Callable[[Catalogue, Scope], Faults]], Check]:
    """A check that needs all files at once."""

    def wrap(function: Callable[[Catalogue, Scope], Faults]) -> Check:
        return _check(code, name, basis, severity, function, lambda scope: function(scope.catalogue, scope))

    return wrap
