"""The paper that follows from a verdict: the one notice of all corrections, the receipt, the refusal, or the
list of open questions.

In: a `Verdict`, the catalogue it was given by, phrases. Out: a `Document`, a draft for the office with places
for number, handler, date and seal. The surprising thing: it is written from the verdict alone and judges
nothing again; what the applicant can do comes first on every line, the article second.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from checker.catalogue import Catalogue
from checker.phrases import Phrases
from checker.verdict import Action, BasisLine, DeadlineLine, Problem, Verdict
from generators.author import Author
from generators.document import (
    Blanks,
    Block,
    Callout,
    Document,
    Facts,
    Item,
    ItemList,
    Pair,
    Paragraph,
    Question,
    Questions,
    Row,
    Section,
    Table,
    Task,
    Tasks,
    TimeLine,
    TimeMark,
    Tone,
)  # fmt: skip
from generators.guide_rules import remedies
from generators.guide_service import contacts
from generators.language_note import language_note

__all__ = ["NoticeWriter", "notice"]

_SIGNS: dict[str, tuple[Tone, str]] = {
    "accept": ("ok", "✓"), "accept_tolerating": ("ok", "✓"), "not_required": ("ok", "✓"), "correct_on_spot": ("warn", "！"),
    "supplement": ("warn", "！"), "undetermined": ("muted", "？"), "refuse": ("stop", "✕"), "not_competent": ("stop", "✕"),
    "cannot_decide": ("stop", "✕"),
}  # fmt: skip
_TASK_TONES: dict[Action, Tone] = {"supply": "plain", "correct": "ok", "replace": "warn", "none": "muted"}
_ENDED = ("refuse", "not_competent", "not_required")
_LONGEST_LINE = 70


def notice(verdict: Verdict, catalogue: Catalogue, phrases: Phrases) -> Document:
    """The notice that goes with the verdict."""
    edition = catalogue.at(verdict.matter, verdict.on, verdict.office)
    office = catalogue.office(verdict.matter, verdict.on, verdict.office) if verdict.office else None
    author = Author(edition, office, catalogue, phrases, verdict.catalogue_version)
    return NoticeWriter(author, verdict).document()


class NoticeWriter:
    """One notice being written: its parts, which the personal result shows too."""

    def __init__(self, author: Author, verdict: Verdict) -> None:
        self.author, self.verdict, self.phrases = author, verdict, author.phrases
        self.kind = "licence" if verdict.kind == "licence" else "other"

    def say(self, key: str, **fields: str) -> str:
        return self.phrases.say(f"notice.{key}", **fields)

    def document(self) -> Document:
        verdict = self.verdict
        sections = [
            section
            for section in (
                self.defects(), self.advice(), self.questions(), self.materials(), self.dates(), self.fees(),
                self.grounds(), self.remedies(), self.asking(), self.signing(),
            )
            if section
        ]  # fmt: skip
        return Document(
            kind="notice",
            id=f"{verdict.matter}-{verdict.acceptance}",
            language=self.phrases.language,
            title=self.say(f"title.{verdict.acceptance}.{self.kind}"),
            running=self.say("running", organ=self.author.organ),
            summary="",
            meta=(
                Pair(self.say("matter"), verdict.matter_name),
                Pair(self.say("received"), self.phrases.full_day(verdict.on)),
                Pair(self.say("edition"), self.phrases.day(verdict.edition)),
            ),
            opening=tuple(self.opening()),
            sections=tuple(sections),
            imprint=(
                Pair(self.author.say("imprint.catalogue"), verdict.catalogue_version),
                Pair(self.say("engines"), self.phrases.listed(verdict.engines)),
            ),
            closing=(Paragraph(verdict.disclaimer), *language_note(self.phrases)),
            contents=False,
        )

    def opening(self) -> Iterable[Block]:
        verdict = self.verdict
        tone, sign = _SIGNS[verdict.acceptance]
        yield Callout(
            tone, sign, verdict.acceptance_text, verdict.eligibility_text if self.goes_on else "", large=True
        )
        due = next((line for line in verdict.deadlines if line.kind == "notice" and line.day), None)
        if verdict.acceptance == "supplement" and due and due.day:
            yield Facts((Pair(self.say("tell-by"), self.phrases.full_day(due.day), due.note),))

    @property
    def goes_on(self) -> bool:
        """Whether the application will be examined, so that the outlook matters."""
        return self.verdict.acceptance not in (*_ENDED, "cannot_decide")

    def grounds(self) -> Section | None:
        """The rule behind the outcome and what follows from it, after everything that is to be done."""
        lines = tuple(Item(text) for text in self.verdict.consequences)
        basis = self.basis(self.verdict.acceptance_basis)
        if not lines and not basis:
            return None
        blocks: list[Block] = [ItemList(lines)] if lines else []
        if basis:
            blocks.append(Paragraph(self.say("basis", basis=basis), "muted"))
        return Section("grounds", self.say("heading.grounds"), tuple(blocks))

    def basis(self, lines: Iterable[BasisLine]) -> str:
        """Citations, those that nobody compared with the text marked in words."""
        return self.phrases.listed(
            dict.fromkeys(
                line.text
                if line.verified == "text"
                else line.text + self.phrases.say(f"verdict.verified.{line.verified}")
                for line in lines
            )
        )

    def tasks(self, problems: Iterable[Problem], first: int) -> tuple[Task, ...]:
        return tuple(
            Task(str(number), problem.remedy, problem.text, self.basis(problem.basis))
            for number, problem in enumerate(problems, first)
        )

    def defects(self) -> Section | None:
        """Everything to do, by what is to be done; for a refusal, its reasons."""
        verdict = self.verdict
        formal = [problem for problem in verdict.findings if problem.effect != "ineligible"]
        if not formal:
            return None
        if verdict.acceptance in _ENDED:
            tasks = Tasks(self.say("sign.reason"), self.say("reasons"), "stop", self.tasks(formal, 1))
            return Section("reasons", self.say(f"heading.{verdict.acceptance}"), (tasks,), lead=True)
        blocks: list[Block] = []
        number = 1
        for action in ("supply", "correct", "replace", "none"):
            members = [problem for problem in formal if problem.action == action]
            if members:
                sign, title = (
                    self.phrases.say(f"verdict.action.{action}"),
                    self.say(f"action.{action}", n=str(len(members))),
                )
                blocks.append(Tasks(sign, title, _TASK_TONES[action], self.tasks(members, number)))
                number += len(members)
        heading = "heading.tolerated" if verdict.acceptance == "accept_tolerating" else "heading.defects"
        return Section("defects", self.say(heading, n=str(len(formal))), tuple(blocks), lead=True)

    def advice(self) -> Section | None:
        """What does not hinder acceptance but will be examined; said so in the heading."""
        unmet = [problem for problem in self.verdict.findings if problem.effect == "ineligible"]
        if not unmet:
            return None
        tasks = Tasks(
            self.phrases.say("verdict.action.none"),
            self.say("advice", n=str(len(unmet))),
            "muted",
            self.tasks(unmet, 1),
        )
        return Section("advice", self.say("heading.advice"), (tasks,))

    def questions(self) -> Section | None:
        asked = self.verdict.questions
        if not asked:
            return None
        lines = tuple(
            Question(item.ask, item.not_given_because or item.why, item.option_labels) for item in asked
        )
        title = self.say("heading.questions", n=str(len(asked)))
        return Section(
            "questions", title, (Questions(lines),), lead=self.verdict.acceptance == "undetermined"
        )

    def materials(self) -> Section | None:
        """The personal list; a receipt lists what was taken in."""
        verdict = self.verdict
        if not self.goes_on:
            return None
        shown = [line for line in verdict.materials if line.need != "not_needed"]
        columns = (self.say("column.paper"), self.say("column.form"), self.say("column.state"))
        rows = tuple(
            Row(
                (
                    line.name,
                    line.form if line.need in ("needed", "unknown") else "",
                    self.state(line.need, line.in_order),
                )
            )
            for line in shown
        )
        return Section(
            "materials", self.say("heading.materials"), (Table(self.say("heading.materials"), columns, rows),)
        )

    def state(self, need: str, in_order: bool) -> str:
        if need == "needed":
            return self.say("state.fine" if in_order else "state.lacking")
        return self.phrases.say(f"verdict.need.{need}")

    def dates(self) -> Section | None:
        lines = self.verdict.deadlines
        if not lines:
            return None
        waiting = tuple(
            Item(line.text, line.note) for line in lines if line.day is None and line.promised_day is None
        )
        blocks: list[Block] = [self.time_line(lines)]
        if waiting:
            blocks.append(ItemList(waiting))
        return Section("dates", self.say("heading.dates"), tuple(blocks))

    def time_line(self, lines: tuple[DeadlineLine, ...]) -> TimeLine:
        """The day of receipt and every last day; the days between, unless they would fill the page."""
        first = self.verdict.on
        marks = [self.mark(first, self.phrases.say("clock.event.received"), "muted")]
        for line in lines:
            provisional = self.say("provisional") if line.provisional else ""
            if line.promised_day:
                marks.append(
                    self.mark(line.promised_day, self.say("promised", label=line.label) + provisional, "ok")
                )
            if line.day:
                text = self.say("statutory", label=line.label, limit=line.limit) + provisional
                marks.append(
                    self.mark(
                        line.day,
                        self.author.joined((text, line.note)),
                        "plain" if line.kind != "notice" else "warn",
                    )
                )
            if line.extended_day:
                marks.append(self.mark(line.extended_day, self.say("extended", label=line.label), "muted"))
        marks.sort(key=lambda mark: mark.day)
        length = (marks[-1].day - first).days + 1
        calendar = self.author.catalogue.calendar
        days = tuple(first + timedelta(days=n) for n in range(length)) if 1 < length <= _LONGEST_LINE else ()
        kinds = tuple((day, calendar.kind(day)) for day in days)
        present = dict.fromkeys(kind for _, kind in kinds)
        legend = tuple((kind, self.phrases.say(f"clock.kind-of-day.{kind}")) for kind in present)
        months = tuple(self.phrases.say(f"clock.month.{month}") for month in range(1, 13))
        return TimeLine(self.say("time-line"), kinds, tuple(marks), legend, months)

    def mark(self, day: date, text: str, tone: Tone) -> TimeMark:
        return TimeMark(day, self.phrases.full_day(day), text, tone)

    def fees(self) -> Section | None:
        verdict = self.verdict
        if not self.goes_on:
            return None
        rows = tuple(
            Row(
                (
                    item.name,
                    self.say("times", n=str(item.times)),
                    self.say("yuan", amount=self.phrases.amount(item.total)),
                ),
                "",
                self.basis(item.basis),
            )
            for item in verdict.fees.items
        )
        blocks: list[Block] = [Paragraph(verdict.fees.text)]
        if rows:
            columns = (self.author.say("fee.column.item"), self.say("column.times"), self.say("column.total"))
            blocks.append(Table(self.say("heading.fees"), columns, rows, frozenset({1, 2})))
        blocks += [Paragraph(text, "muted") for text in verdict.fees.reductions]
        return Section("fees", self.say("heading.fees"), tuple(blocks))

    def remedies(self) -> Section | None:
        if self.verdict.acceptance not in ("refuse", "not_competent"):
            return None
        return Section("remedies", self.author.say("remedies.title"), remedies(self.author))

    def asking(self) -> Section | None:
        if self.author.office is None:
            return None
        return Section("contact", self.say("heading.contact"), contacts(self.author))

    def signing(self) -> Section:
        labels = tuple(self.say(f"blank.{name}") for name in ("number", "applicant", "handler", "date"))
        return Section(
            "signing",
            self.say("heading.signing"),
            (Blanks(labels, self.say("seal", organ=self.author.organ)),),
        )
