"""The personal result: what one applicant has to know, on one page. One sentence, what to do, what to bring, when, where.

In: what the interview came to (a `Judged`, its `Standing`, the answers), the catalogue, phrases. Out: a `Document`.
The surprising thing: it judges nothing and repeats nothing private. Text, numbers of papers of identity and the like are
shown as "given"; the page can be printed at a counter or sent on without showing more than it must.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.catalogue import Catalogue
from checker.conditions.phrases import Speaker, value_in_words
from checker.conditions.values import NotGiven, normalise
from checker.interview.judging import Judged
from checker.interview.known import Answers
from checker.interview.standing import Standing
from checker.interview.told import steps as repair_steps
from checker.phrases import Phrases
from checker.verdict import AcceptanceOutcome
from generators.author import Author
from generators.document import (
    Block,
    Callout,
    Document,
    Facts,
    Fold,
    Item,
    ItemList,
    Legend,
    Link,
    Pair,
    Paragraph,
    Row,
    Section,
    Summary,
    SummaryFact,
    Table,
    Tone,
)
from generators.guide_service import contacts, steps, visits_in_short
from generators.language_note import language_note
from generators.money import money_in_words
from generators.notice import NoticeWriter
from generators.result_list import personal_list, to_bring

__all__ = ["result", "sentence"]

_SIGNS: dict[AcceptanceOutcome, tuple[Tone, str]] = {
    "accept": ("ok", "✓"),
    "accept_tolerating": ("ok", "✓"),
    "not_required": ("ok", "✓"),
    "correct_on_spot": ("warn", "！"),
    "supplement": ("warn", "！"),
    "undetermined": ("muted", "？"),
}
_STOP: tuple[Tone, str] = ("stop", "✕")
_ENDED = ("not_required", "not_competent", "refuse", "cannot_decide")
_MARKS = ("text", "page", "knowledge", "sample")
_PRIVATE = ("text", "person-id", "credit-code")


def result(
    judged: Judged,
    standing: Standing,
    answers: Answers,
    catalogue: Catalogue,
    phrases: Phrases,
    calendar: str = "",
) -> Document:
    """The personal result. `calendar`: the address of the calendar file beside it, if there is one."""
    verdict = judged.verdict
    edition = catalogue.at(verdict.matter, verdict.on, verdict.office)
    office = catalogue.office(verdict.matter, verdict.on, verdict.office) if verdict.office else None
    author = Author(edition, office, catalogue, phrases, verdict.catalogue_version)
    return _Result(author, judged, standing, answers, calendar).document()


def sentence(judged: Judged, standing: Standing, phrases: Phrases) -> tuple[Tone, str, str]:
    """The whole result in one sentence, with its tone and sign."""
    verdict, repair = judged.verdict, judged.repair
    tone, sign = _SIGNS.get(verdict.acceptance, _STOP)

    def say(key: str, n: int = 0) -> str:
        return phrases.say(f"result.sentence.{key}", **({"n": str(n)} if n else {}))

    if verdict.acceptance == "undetermined":
        return tone, sign, say("open", max(len(verdict.questions), 1))
    if verdict.acceptance == "accept" and judged.assumed:
        n = len(to_bring(standing))
        if any(line.need == "unknown" for line in standing.materials):
            return tone, sign, say("bring.list")
        return tone, sign, say("bring.one") if n == 1 else say("bring", n)
    if verdict.acceptance == "accept":
        return tone, sign, say("ready" if to_bring(standing) else "bring.none")
    if verdict.acceptance in ("supplement", "correct_on_spot") and repair.possible:
        n = len(repair.changes)
        if repair.after == "accept_tolerating":
            return tone, sign, say("repair.tolerating", n)
        if repair.after == "undetermined":
            return tone, sign, say("repair.open", n)
        return tone, sign, say("repair.one") if n == 1 else say("repair", n)
    return tone, sign, verdict.acceptance_text


class _Result:
    """One result being written."""

    def __init__(
        self, author: Author, judged: Judged, standing: Standing, answers: Answers, calendar: str
    ) -> None:
        self.author, self.phrases = author, author.phrases
        self.judged, self.verdict, self.standing = judged, judged.verdict, standing
        self.answers, self.calendar = answers, calendar
        self.parts = NoticeWriter(author, self.verdict)

    def say(self, key: str, **fields: str) -> str:
        return self.phrases.say(f"result.{key}", **fields)

    def document(self) -> Document:
        verdict = self.verdict
        sections = (
            self.repair(), self.defects(), self.parts.advice(), self.open(), self.list(), self.fees(), self.dates(),
            self.where(), self.next(), self.parts.grounds(), self.told(),
        )  # fmt: skip
        return Document(
            kind="notice",
            id=f"{verdict.matter}-result",
            language=self.phrases.language,
            title=self.say("title", matter=verdict.matter_name),
            running=self.say("running", organ=self.author.organ),
            summary="",
            meta=(
                Pair(self.phrases.say("notice.received"), self.phrases.full_day(verdict.on)),
                Pair(self.say("imprint.edition"), self.phrases.day(verdict.edition)),
            ),
            opening=tuple(self.opening()),
            sections=tuple(section for section in sections if section),
            imprint=(
                Pair(self.author.say("imprint.catalogue"), verdict.catalogue_version),
                Pair(self.phrases.say("notice.engines"), self.phrases.listed(verdict.engines)),
            ),
            closing=(*self.legend(), Paragraph(verdict.disclaimer), *language_note(self.phrases)),
            contents=False,
        )

    def legend(self) -> tuple[Block, ...]:
        """What the marks beside the papers mean."""
        if not self.goes_on:
            return ()
        say = self.author.say
        marks = tuple((by, say(f"mark.{by}"), say(f"legend.{by}")) for by in _MARKS)
        return (Legend(say("legend"), marks),)

    @property
    def goes_on(self) -> bool:
        """Whether there is anything to bring, to pay or to wait for."""
        return self.verdict.acceptance not in _ENDED

    def opening(self) -> Iterator[Block]:
        tone, sign, text = sentence(self.judged, self.standing, self.phrases)
        told = next((each.remedy for each in self.verdict.findings), "")
        yield Callout(tone, sign, text, self.verdict.eligibility_text if self.goes_on else told, large=True)
        if not self.goes_on:
            return
        yield Summary(tuple(self.key_facts()))
        if self.judged.assumed and self.verdict.acceptance != "undetermined":
            yield Paragraph(self.say("assumed"), "muted")
        if self.standing.office_facts:
            facts = self.phrases.listed(each.label for each in self.standing.office_facts)
            yield Callout("warn", "！", self.say("office", facts=facts))
        elif self.standing.question is not None and self.standing.stage == "facts":
            yield Callout("warn", "！", self.say("incomplete"))

    def key_facts(self) -> Iterator[SummaryFact]:
        standing, say = self.standing, self.say
        bring = len(to_bring(standing))
        spared = sum(line.need in ("shared", "waived") for line in standing.materials)
        yield SummaryFact(
            "who",
            say("fact.papers"),
            say("fact.papers.value", n=str(bring)) if bring else say("fact.papers.none"),
            say("fact.papers.spared", n=str(spared)) if spared else "",
        )
        yield SummaryFact("fee", say("fact.fee"), self.fee())
        for line in self.verdict.deadlines:
            if line.kind == "decision" and (day := line.promised_day or line.day):
                label = say("fact.limit.promised" if line.promised_day else "fact.limit")
                legal = line.day if line.promised_day else None
                note = say("fact.limit.day", day=self.phrases.day(legal)) if legal else ""
                yield SummaryFact("limit", label, self.phrases.day(day), note)
                break
        visits, _ = visits_in_short(self.author)
        yield SummaryFact("visits", say("fact.visits"), visits)

    def fee(self) -> str:
        fees = self.verdict.fees
        if not fees.charged or fees.total == 0:
            return self.say("fees.none")
        if fees.total is None:
            return fees.text
        words = self.phrases.name(money_in_words(fees.total))
        return self.say("fees.total", amount=self.phrases.amount(fees.total), words=words)

    def repair(self) -> Section | None:
        """The fewest changes; left out where it would only repeat the whole list of defects."""
        found = self.judged.repair
        if not found.changes or self.verdict.acceptance not in ("supplement", "correct_on_spot"):
            return None
        told = repair_steps(found, self.author.edition, self.phrases)
        items = tuple(Item(step.text) for step in told)
        after = self.phrases.say(f"verdict.outcome.{found.after}")
        return Section(
            "repair",
            self.say("heading.repair", n=str(len(items))),
            (
                ItemList(items, "numbers"),
                Paragraph(self.say("repair.after", outcome=after), "muted"),
            ),
            lead=True,
        )

    def defects(self) -> Section | None:
        found = self.parts.defects()
        if found is None or self.judged.repair.possible or not self.goes_on:
            return found
        return Section(
            found.id, found.title, (Callout("stop", "✕", self.say("repair.not")), *found.blocks), lead=True
        )

    def open(self) -> Section | None:
        return self.parts.questions()

    def list(self) -> Section | None:
        if not self.goes_on:
            return None
        blocks = tuple(personal_list(self.author, self.standing, self.judged))
        return Section("list", self.say("heading.list"), blocks, wide=True) if blocks else None

    def fees(self) -> Section | None:
        if not self.goes_on:
            return None
        fees = self.verdict.fees
        blocks: list[Block] = [Paragraph(self.fee())]
        if fees.items:
            columns = tuple(
                self.phrases.say(key)
                for key in ("guide.fee.column.item", "notice.column.times", "notice.column.total")
            )
            rows = tuple(
                Row(
                    (
                        item.name,
                        self.phrases.say("notice.times", n=str(item.times)),
                        self.phrases.say("notice.yuan", amount=self.phrases.amount(item.total)),
                    ),
                    "",
                    self.parts.basis(item.basis),
                )
                for item in fees.items
            )
            blocks.append(Table(self.say("heading.fees"), columns, rows, frozenset({1, 2})))
        blocks += [Paragraph(text, "muted") for text in fees.reductions]
        return Section("fees", self.say("heading.fees"), tuple(blocks))

    def dates(self) -> Section | None:
        found = self.parts.dates()
        if found is None or not self.calendar:
            return found
        link = Link(self.say("dates.calendar"), self.calendar)
        return Section(found.id, found.title, (*found.blocks, Paragraph("", links=(link,))))

    def where(self) -> Section | None:
        if self.verdict.acceptance in ("not_required", "not_competent"):
            return None  # nowhere, or not here
        return Section("where", self.say("heading.where"), contacts(self.author))

    def next(self) -> Section | None:
        if not self.goes_on:
            return None
        blocks: list[Block] = [steps(self.author)]
        if sample := self.author.edition.result.sample:
            blocks.append(Paragraph("", links=(Link(self.say("list.sample"), sample),)))
        return Section("next", self.say("heading.next"), tuple(blocks))

    def told(self) -> Section | None:
        """The answers that the result rests on, so that a wrong one is found."""
        facts = self.author.edition.facts
        speaker = Speaker(facts, self.phrases.words, self.phrases.language)
        items = []
        for name, fact in facts.items():
            label = self.phrases.text(fact.label)
            if name in self.answers.facts:
                value = normalise(self.answers.facts[name], fact)
                if isinstance(value, NotGiven):
                    continue
                shown = (
                    self.say("answers.given")
                    if fact.type in _PRIVATE
                    else value_in_words(speaker, name, value)
                )
                items.append(Pair(label, shown))
            elif name in self.answers.skipped:
                items.append(Pair(label, self.say("answers.skipped")))
        if not items:
            return None
        fold = Fold(self.say("answers.fold"), (Facts(tuple(items), compact=True),))
        return Section("answers", self.say("heading.answers"), (fold,))
