"""What the pages are made from: the catalogue, its desks and plans, phrases of each language, guides that were printed before.

In: a loaded `Catalogue` and `Settings`. Out: one `Service` a worker process.
The surprising thing: it is made before the workers are forked, so that all of them share the memory of one catalogue; what
is prepared later (rule programs, guides) each prepares for itself, and no more than it can hold.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from checker.catalogue import Catalogue, NoEdition
from checker.check import Desk
from checker.desks import Desks, desks
from checker.finding import Language
from checker.interview.plan import Plan, plan
from checker.languages import phrases_in
from checker.phrases import Phrases
from checker.uploads.limits import Limits
from checker.web.faults import Refusal
from checker.web.search import Index, index
from checker.web.settings import Settings
from generators.formats.html import Terms
from generators.subject import Selection, Subject
from generators.subject import plan as chosen

__all__ = ["Service"]

_KEPT_PAGES = 512
_KEPT_BYTES = 48 * 1024 * 1024


@dataclass(eq=False)
class Service:
    """All that requests share. Rules run in the loop's thread or the one of judging.py; each has desks of its own."""

    catalogue: Catalogue
    settings: Settings
    limits: Limits
    _phrases: dict[Language, Phrases] = field(default_factory=dict)
    _plans: dict[int, tuple[Desk, Plan]] = field(default_factory=dict)
    _pages: OrderedDict[tuple[object, ...], bytes] = field(default_factory=OrderedDict)
    _size: int = 0
    terms: dict[Language, Terms | None] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def phrases(self, language: Language) -> Phrases:
        """The phrases of a language, made when first asked for."""
        found = self._phrases.get(language)
        if found is None:
            found = self._phrases[language] = phrases_in(self.catalogue, language)
        return found

    @cached_property
    def desks(self) -> Desks:
        """The desks of the loop's thread."""
        return desks(self.catalogue, "both", self.settings.version)

    @cached_property
    def desks_aside(self) -> Desks:
        """The desks of the thread for large submissions: desks are not for two threads at once."""
        return desks(self.catalogue, "both", self.settings.version)

    def plan(self, desk: Desk) -> Plan:
        """The interview's plan of a desk, kept beside it."""
        found = self._plans.get(id(desk))
        if found is None:
            found = self._plans[id(desk)] = (desk, plan(desk))
        return found[1]

    def today(self) -> date:
        """The day on which the server is asked."""
        return self.settings.today()

    def subject(self, matter: str, on: date, office: str, phrases: Phrases) -> Subject:
        """One matter as it is published on that day. Raises NoEdition, or Refusal when its file has faults."""
        self.catalogue.at(matter, on, office)
        selection = Selection(
            chosen(self.catalogue, on, [matter], office),
            self.catalogue,
            phrases,
            on,
            self.settings.version,
            published=frozenset(self.in_force(on)),
        )
        if not selection.subjects:
            raise Refusal("H02", selection.plan.findings)
        return selection.subjects[0]

    @cached_property
    def index(self) -> Index:
        """The names of all matters, ready to be searched."""
        return index(self.catalogue)

    def in_force(self, on: date) -> dict[str, str]:
        """The matters that can be asked for on that day; id -> id, in the order of the catalogue."""
        found = {}
        for matter in self.catalogue.editions:
            try:
                edition = self.catalogue.national(matter, on)
            except NoEdition:
                continue
            if edition.state == "in-use" and edition.place.path not in self.catalogue.faulty:
                found[matter] = matter
        return found

    def offices(self, matter: str, on: date) -> tuple[str, ...]:
        """The divisions that have an implementation list of the matter on that day."""
        return tuple(
            sorted(
                division
                for (division, name), lists in self.catalogue.offices.items()
                if name == matter
                and any(
                    each.effective_from <= on and (each.effective_to is None or on <= each.effective_to)
                    for each in lists
                )
            )
        )

    def division(self, code: str, phrases: Phrases) -> str:
        """The name of a division, else its code."""
        for each in self.catalogue.info.divisions:
            if each.code == code:
                return phrases.text(each.name)
        return code

    def page(self, key: tuple[object, ...], make: Callable[[], bytes]) -> bytes:
        """`make()`, remembered: guides change only with the catalogue and the day."""
        with self._lock:
            found = self._pages.get(key)
            if found is not None:
                self._pages.move_to_end(key)
                return found
        made = make()
        with self._lock:
            if key not in self._pages:
                self._pages[key] = made
                self._size += len(made)
            while len(self._pages) > _KEPT_PAGES or self._size > _KEPT_BYTES:
                self._size -= len(self._pages.popitem(last=False)[1])
        return made
