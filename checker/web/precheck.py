"""The pre-check in pages: one question a page, then one paper a page, then everything at once. It works without a script.

In: forms. Out: pages and files.
The surprising thing: there is one address and one form. The button that was pressed says what is wanted (`go`), the hidden
field what was said so far (`state`); the page that comes back is a function of these two and of nothing else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from urllib.parse import quote

from starlette.responses import Response

from checker.engines.fault import EngineFault
from checker.finding import Finding, Language, Place
from checker.identity import doubt_of
from checker.interview.asking import FactQuestion
from checker.interview.judging import Judged, judged
from checker.interview.papers import PaperQuestion
from checker.interview.plan import Plan
from checker.phrases import Phrases
from checker.web import framing
from checker.web.attaching import looked_at
from checker.web.faults import Refusal
from checker.web.fields import Wrong, fact_answer, paper_answer
from checker.web.forms import Form
from checker.web.framing import frame_at, html_answer
from checker.web.judging import Aside, desk_at
from checker.web.metrics import Metrics
from checker.web.reading import Readers
from checker.web.results import DOWNLOADS, result_values
from checker.web.saving import saved_file
from checker.web.service import Service
from checker.web.steps import Step, asked_again, fitted, next_step
from checker.web.views import beside, callout, fact_values, paper_values, told
from checker.web.visit import FACT, PAPER, Visit, read_visit
from generators.document import Document
from generators.formats import FORMATS, webpage
from generators.ics import calendar_file
from generators.result import result

__all__ = ["Precheck"]


@dataclass(frozen=True, slots=True)
class _Back:
    """What a page has to say beside its question: what is wrong, what was typed, what to look at again."""

    wrong: tuple[Wrong, ...] = ()
    typed: Mapping[str, str] = field(default_factory=dict)
    file_wrong: Mapping[int, Sequence[str]] = field(default_factory=dict)
    notices: tuple[dict[str, Any], ...] = ()
    looked: str = ""


@dataclass(frozen=True, slots=True)
class Precheck:
    """The pre-check of one matter in one language."""

    service: Service
    aside: Aside
    metrics: Metrics
    readers: Readers
    matter: str
    language: Language

    @property
    def phrases(self) -> Phrases:
        """The words of its pages."""
        return self.service.phrases(self.language)

    @property
    def path(self) -> str:
        """Where its pages stand."""
        return f"/matters/{self.matter}/check"

    def href(self, path: str) -> str:
        """An address in this language."""
        return framing.href(path, self.language, self.service.settings.language)

    # ---- the first page

    def start(self, office: str, on: date | None, wrong_on: str = "") -> Response:
        """Where, and when: what the first question depends on."""
        service, phrases, today = self.service, self.phrases, self.service.today()
        edition = desk_at(service.desks, self.matter, on or today, "").edition
        offices = service.offices(self.matter, on or today)
        values = {
            "matter": phrases.text(edition.name),
            "guide": self.href(f"/matters/{self.matter}"),
            "action": self.href(self.path),
            "resume": self.href("/resume"),
            "offices": [(code, service.division(code, phrases)) for code in offices],
            "office": office,
            "on": (on or today).isoformat(),
            "wrong_on": wrong_on,
            "errors": [{"anchor": "on", "text": wrong_on}] if wrong_on else [],
            "notices": [],
        }
        title = phrases.say("web.check.title", matter=phrases.text(edition.name))
        return self.page("start", title, values, "")

    # ---- every further page

    async def go(self, form: Form) -> Response:
        """The answer to a button."""
        wanted = form.get("go")
        if wanted == "start":
            return self.begin(form)
        visit = self.visit(form)
        desk = desk_at(self.service.desks, self.matter, visit.on, visit.office)
        plan = self.service.plan(desk)
        visit, changes = fitted(visit, plan, self.service.catalogue.materials)
        back = _Back(notices=tuple(self.said(changes)))
        try:
            return await self.answer(wanted, form, visit, plan, back)
        except EngineFault as fault:
            raise Refusal(
                "H15", (Finding("E90", "engine-fault", "error", Place("-"), fault.reason),)
            ) from None

    def visit(self, form: Form) -> Visit:
        """The visit that the page carried. Raises Refusal when it cannot be read."""
        visit, findings = read_visit(form.get("state"), self.service.catalogue.schemas, self.service.today())
        if visit is None or visit.matter != self.matter:
            raise Refusal("H17", findings)
        return visit

    async def answer(self, wanted: str, form: Form, visit: Visit, plan: Plan, back: _Back) -> Response:
        """What comes after this button."""
        step = form.get("step")
        kind, _, name = wanted.partition(":")
        if kind == "next" and step.startswith(FACT):
            return self.fact_answered(step.removeprefix(FACT), form, visit, plan, back)
        if kind == "next" and step.startswith(PAPER):
            return await self.paper_answered(step, form, visit, plan, back)
        if kind == "skip" and step.startswith(FACT) and step.removeprefix(FACT) in plan.edition.facts:
            return self.onward(visit.without_fact(step.removeprefix(FACT)), plan, back)
        if kind == "back":
            return self.backward(step, visit, plan, back)
        if kind == "change":
            found = asked_again(name, visit, plan, self.phrases)
            return self.question(found, back) if found else self.onward(visit, plan, back)
        if kind in ("save", "calendar", "file"):
            return await self.taken_away(kind, name, visit, plan)
        if kind == "result":
            return self.result_page(next_step(visit, plan, self.phrases), back)
        if kind == "papers":
            return self.question(next_step(visit, plan, self.phrases), back)
        return self.onward(visit, plan, back)

    def begin(self, form: Form) -> Response:
        """The first question, for that place and day."""
        try:
            on = date.fromisoformat(form.get("on"))
        except ValueError:
            return self.start(form.get("office"), None, self.phrases.say("web.paper.date.wrong"))
        office = form.get("office")
        if office not in ("", *self.service.offices(self.matter, on)):
            office = ""
        desk = desk_at(self.service.desks, self.matter, on, office)
        visit = Visit(
            self.matter, office, on, edition=desk.edition.effective_from, version=desk.catalogue_version
        )
        return self.onward(visit, self.service.plan(desk), _Back())

    def onward(self, visit: Visit, plan: Plan, back: _Back) -> Response:
        """The next question; the result when none is left, and the list of papers before the first of them."""
        step = next_step(visit, plan, self.phrases)
        if step.question is None or (isinstance(step.question, PaperQuestion) and not visit.given):
            return self.result_page(step, back)
        return self.question(step, back)

    def backward(self, here: str, visit: Visit, plan: Plan, back: _Back) -> Response:
        """The step before this one; the first page when there is none."""
        order = visit.order
        earlier = order[: order.index(here)] if here in order else order
        for name in reversed(earlier):
            found = asked_again(name, visit, plan, self.phrases)
            if found is not None:
                return self.question(found, back)
        return self.start(visit.office, visit.on)

    def fact_answered(self, name: str, form: Form, visit: Visit, plan: Plan, back: _Back) -> Response:
        """A fact, taken over or asked for again."""
        fact = plan.edition.facts.get(name)
        if fact is None or fact.derive:
            return self.onward(visit, plan, back)
        raw, wrong = fact_answer(form, fact)
        if wrong is not None:
            found = asked_again(FACT + name, visit, plan, self.phrases)
            assert found is not None
            return self.question(found, replace(back, wrong=(wrong,), typed={"answer": form.get("answer")}))
        told = visit.with_fact(name, raw)
        doubt = doubt_of(fact.type, str(raw), visit.on)
        looked = hashlib.sha256(str(raw).encode("utf-8", "replace")).hexdigest()[:16]
        if doubt and form.get("looked") != looked:
            found = asked_again(FACT + name, told, plan, self.phrases)
            assert found is not None
            say = self.phrases.say
            notice = callout(
                "warn",
                say("web.look.title"),
                say(f"web.identity.{doubt}") + say("web.stop") + say("web.look.go-on"),
            )
            return self.question(found, replace(back, notices=(*back.notices, notice), looked=looked))
        return self.onward(told, plan, back)

    async def paper_answered(self, step: str, form: Form, visit: Visit, plan: Plan, back: _Back) -> Response:
        """A paper, with the files that came with it."""
        found = asked_again(step, visit, plan, self.phrases)
        if found is None or not isinstance(found.question, PaperQuestion):
            return self.onward(visit, plan, back)
        question, requirement = found.question, step.removeprefix(PAPER)
        found_files = await looked_at(
            question, requirement, form, visit, self.service, self.readers, self.metrics, self.phrases
        )
        files, file_wrong, notices = found_files.good, found_files.wrong, found_files.doubts
        kept = tuple(
            dict.fromkeys((*(each for each in visit.files if each.paper == requirement), *files.values()))
        )
        attached = {number: 1 for number, _ in files}
        documents, wrong = paper_answer(form, question, attached)
        if wrong or file_wrong:
            others = tuple(each for each in visit.files if each.paper != requirement)
            again = replace(found, visit=replace(visit, files=(*others, *kept)))
            return self.question(
                again,
                replace(
                    back,
                    wrong=wrong,
                    typed=form.texts(),
                    file_wrong=file_wrong,
                    notices=(*back.notices, *notices),
                ),
            )
        if not documents:
            kept = ()
        told = visit.with_paper(requirement, documents, kept)
        return self.onward(told, plan, replace(back, notices=(*back.notices, *notices)))

    # ---- pages

    def question(self, step: Step, back: _Back) -> Response:
        """The page of the question of this step; the result when it has none."""
        question, visit, phrases = step.question, step.visit, self.phrases
        if question is None:
            return self.result_page(step, back)
        edition = step.plan.edition
        values: dict[str, Any]
        if isinstance(question, FactQuestion):
            fact = edition.facts[question.fact]
            wrong = back.wrong[0] if back.wrong else None
            values = fact_values(
                question, fact, visit, step.standing, phrases, wrong, back.typed.get("answer", "")
            )
            values["looked"], template, title = back.looked, "question", question.ask
        else:
            values = paper_values(
                question,
                visit,
                step.standing,
                phrases,
                self.service.limits,
                back.wrong,
                back.typed,
                back.file_wrong,
            )
            template, title = "paper", question.name
        if values["errors"]:
            title = phrases.say("web.title.error", title=title)
        values |= {"notices": back.notices, "side": beside(visit, step.standing, edition, phrases)}
        return self.page(template, title, self.common(step) | values, visit.text())

    def result_page(self, step: Step, back: _Back) -> Response:
        """Everything at once."""
        verdict = self.judged(step)
        document = self.document(step, verdict)
        around = frame_at(self.service, self.phrases, self.place(step.visit.text()))
        dates = any(line.day or line.promised_day for line in verdict.verdict.deadlines)
        values = result_values(
            step, verdict, document, self.phrases, around, self.service.settings.kept_days, calendar=dates
        )
        self.metrics.verdict(verdict.verdict.acceptance)
        data = webpage.page(
            "result",
            document.title,
            self.phrases,
            around,
            **(self.common(step) | values | {"notices": back.notices}),
        )
        return html_answer(data, private=True)

    def judged(self, step: Step) -> Judged:
        """The verdict on what was said."""
        return judged(step.plan, step.visit.answers, step.visit.on, self.phrases)

    def document(self, step: Step, verdict: Judged) -> Document:
        """The personal result as a document."""
        return result(verdict, step.standing, step.visit.answers, self.service.catalogue, self.phrases)

    def common(self, step: Step) -> dict[str, Any]:
        """What every page of a visit needs."""
        visit = step.visit
        query = (("office", visit.office),)
        return {
            "matter": self.phrases.text(step.plan.edition.name),
            "guide": framing.href(
                f"/matters/{self.matter}", self.language, self.service.settings.language, *query
            ),
            "action": self.href(self.path),
            "state": visit.text(),
        }

    def place(self, state: str) -> framing.Place:
        """Where its pages stand."""
        return framing.Place(self.path, self.language, state=state)

    def page(self, template: str, title: str, values: Mapping[str, Any], state: str) -> Response:
        """One page."""
        data = framing.page(self.service, template, title, self.phrases, self.place(state), values)
        return html_answer(data, private=True)

    def said(self, changes: Sequence[Finding]) -> list[dict[str, Any]]:
        """What changed in the catalogue since the page before."""
        lines = [told(each, self.phrases) for each in changes]
        return [callout("warn", self.phrases.say("web.resume.changed"), "", lines)] if lines else []

    # ---- files

    async def taken_away(self, kind: str, name: str, visit: Visit, plan: Plan) -> Response:
        """The saved visit, the dates, or the result as a document."""
        step = next_step(visit, plan, self.phrases)
        settings = self.service.settings
        if kind == "save":
            data = saved_file(
                visit,
                plan.edition,
                step.standing.acceptance,
                settings.key,
                self.service.today(),
                settings.kept_days,
            )
            return _attachment(data, f"banshi-{self.matter}-{self.service.today()}.json", "application/json")
        verdict = self.judged(step)
        if kind == "calendar":
            data = calendar_file(verdict.verdict, self.phrases)
            return _attachment(data, f"{self.matter}.ics", "text/calendar; charset=utf-8")
        form = FORMATS.get(name)
        if form is None or name not in DOWNLOADS:
            raise Refusal("H16")
        document = self.document(step, verdict)
        phrases = self.phrases
        data = await self.aside.run(lambda: form.write(document, phrases))
        return _attachment(data, f"{self.matter}{form.suffix}", "application/octet-stream")


def _attachment(data: bytes, name: str, kind: str) -> Response:
    headers = {
        "content-disposition": f"attachment; filename*=utf-8''{quote(name)}",
        "cache-control": "private, no-store",
    }
    return Response(data, media_type=kind, headers=headers)
