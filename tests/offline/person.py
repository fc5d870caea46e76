"""A person at the offline pre-check: reads the screen, answers what is asked, does what is told.

In: a page, the edition (to know which fact a question is), the answers and papers the person has. Out: where the person gets.
The surprising thing: the person knows the page by what everybody sees, headings, labels and buttons, and nothing of its inside.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from checker.model.edition import Edition
from checker.submission import Document, Submission

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

__all__ = ["Person", "person_of"]


@dataclass
class Person:
    """Who holds these papers, and answers these questions so."""

    page: Page
    edition: Edition
    facts: Mapping[str, object]
    documents: list[Document]
    headings: list[str] = field(default_factory=list)

    def heading(self) -> str:
        return self.page.inner_text("main h1")

    def at_result(self) -> bool:
        return self.page.locator(".verdict-card").count() > 0

    def at_list(self) -> bool:
        return self.page.locator(".result.list").count() > 0

    def begin(self, day: str = "") -> None:
        if day and self.page.locator("#on").count():
            self.page.fill("#on", day)
        self.page.click("main .button")

    def go_on(self, steps: int = 80) -> None:
        """Answers until the result is there, or this many screens were gone through."""
        for _ in range(steps):
            if self.at_result():
                return
            self.step()
        assert steps < 80, self.headings

    def step(self) -> None:
        self.headings.append(self.heading())
        if self.at_list():
            self.page.click(".keep-panel .button")
        elif self.page.locator("section.way").count():
            self.show_paper()
        else:
            self.answer()

    def answer(self) -> None:
        fact = next(fact for fact in self.edition.facts.values() if fact.ask.zh == self.heading())
        if fact.id not in self.facts:
            self.page.click("button.second:has-text('不清楚')")
            return
        value = self.facts[fact.id]
        if fact.type == "boolean":
            self.page.check(f"input[value={'yes' if value else 'no'}]")
        elif fact.type in ("choice", "choices"):
            chosen = value if isinstance(value, list) else [value]
            for each in chosen or ["none-of-these"]:
                self.page.check(f"input[value='{each}']")
        else:
            self.page.fill("#answer-0", str(value))
        self.next()

    def next(self) -> None:
        self.page.click("form .button")

    def show_paper(self) -> None:
        paper = self.heading()
        requirement = next(
            each
            for each in self.edition.materials
            if paper in ("或者".join(form.label.zh for form in each.forms), each.forms[0].label.zh)
            or paper.endswith("、".join(form.label.zh for form in each.forms))
        )
        names = {form.label.zh: form.material.id for form in requirement.forms}
        ways = self.page.locator("section.way")
        holders = [(form, holder) for form in requirement.forms for holder in (form.holders or (None,))]
        wanted = [(form, holder) for form, holder in holders if not form.shared_data]
        for index in range(ways.count()):
            way = ways.nth(index)
            title = way.locator("h2").inner_text() if ways.count() > 1 else ""
            material, whose = wanted[index][0].material.id, wanted[index][1]
            if title:
                label = title.removesuffix(f"（{whose.label.zh}）") if whose else title
                material = names[label]
            self.show_way(way, material, whose.id if whose else "")
        self.next()

    def show_way(self, way: Locator, material: str, holder: str) -> None:
        mine = [each for each in self.documents if each.material == material and each.holder == holder]
        given = next(iter(mine), None)
        choices = {box.get_attribute("value"): box for box in way.locator(".tiles input").all()}
        if given is None or not (
            given.originals or given.copies or given.electronic or given.promised or given.follows
        ):
            choices["none"].check()
            return
        if given.promised or given.follows:
            choices["promise" if given.promised else "follow"].check()
            return
        paper = given.originals or given.copies or "electronic" not in choices
        choices["paper" if paper else "electronic"].check()
        for box in way.locator(".look input:visible").all():
            value = getattr(given, (box.get_attribute("name") or "").partition(".")[0])
            if box.get_attribute("type") == "checkbox":
                box.set_checked(bool(value))
            else:
                box.fill("" if value is None else str(value))

    def outcome(self) -> str:
        """What the office would do, in its words."""
        said = self.page.locator(".verdict-card .outcome-text")
        return said.inner_text() if said.count() else self.page.inner_text(".verdict-card h1")


def person_of(page: Page, edition: Edition, submission: Submission) -> Person:
    """The person who would hand in this submission."""
    return Person(page, edition, submission.facts, list(submission.documents))
