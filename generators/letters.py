"""The statutory letters of an application's first days: acceptance (受理通知书), corrections (补正告知书), refusal to accept
(不予受理决定书).

In: a `Verdict`, the catalogue it was given by, phrases; a number and a day, or places for them. Out: a `Document` that any format
writes, and `misfit`, why a letter may not be written. The surprising thing: nothing is judged here, and no article is known here.
What the law says comes with the verdict, from rules/acceptance.yaml; a kind of letter that the verdict does not bear is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal

from checker.catalogue import Catalogue
from checker.finding import Finding, Place, Text
from checker.phrases import Phrases
from checker.verdict import BasisLine, Problem, Verdict
from generators.author import Author
from generators.document import (
    Blanks,
    Block,
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
)  # fmt: skip
from generators.guide_rules import reviewable
from generators.guide_service import contacts
from generators.letter_limits import limits

__all__ = ["KINDS", "Kind", "letter", "misfit"]

Kind = Literal["acceptance", "supplement", "refusal"]
KINDS: Mapping[Kind, tuple[str, ...]] = {
    "acceptance": ("accept", "accept_tolerating"),
    "supplement": ("supplement",),
    "refusal": ("refuse", "not_competent", "not_required"),
}
"""Which outcomes each kind of letter can tell."""


def misfit(kind: Kind, verdict: Verdict, day: date | None = None) -> Finding | None:
    """Why this letter may not be written for this verdict; None when it may."""
    place = Place("-")
    if verdict.acceptance not in KINDS[kind]:
        fitting = next((name for name, outcomes in KINDS.items() if verdict.acceptance in outcomes), "")
        say = {
            "correct_on_spot": Text("只有可以当场更正的错误：当场更正以后再查一次，不发文书",
                                    "only errors that can be mended on the spot: mend them and check again; no letter goes out"),
            "undetermined": Text("还有情形没有弄清：先回答结论里的问题，再查一次",
                                 "facts are still open: answer the questions of the verdict and check again"),
            "cannot_decide": Text("引擎之间不一致，没有结论，不能发文书", "the engines disagreed; there is nothing to tell"),
        }  # fmt: skip
        remedy = say.get(verdict.acceptance) or Text(
            f"改用 --kind {fitting}", f"use --kind {fitting}"
        )  # fmt: skip
        return Finding(
            "B64", "letter-does-not-fit", "error", place,
            Text(f"结论是“{verdict.acceptance_text}”，不能发这种文书（{kind}）",
                 f"the verdict is {verdict.acceptance}, which this letter ({kind}) cannot tell"),
            remedy,
        )  # fmt: skip
    if day and day < verdict.on:
        return Finding(
            "B64", "letter-does-not-fit", "error", place,
            Text(f"文书的日期 {day} 早于收到申请的日期 {verdict.on}", f"its day {day} is before the day of receipt {verdict.on}"),
            Text("改正 --date", "mend --date"),
        )  # fmt: skip
    return _too_late(kind, verdict, day)


def _too_late(kind: Kind, verdict: Verdict, day: date | None) -> Finding | None:
    """A notice of corrections after its last day would tell what is no longer true, where silence means acceptance."""
    last = next((line for line in verdict.deadlines if line.kind == "notice" and line.day), None)
    if (
        kind != "supplement"
        or day is None
        or last is None
        or last.day is None
        or day <= last.day
        or not last.note
    ):
        return None
    return Finding(
        "B64", "letter-does-not-fit", "error", Place("-"),
        Text(f"告知补正的最后一日是 {last.day}，{day} 已经过了：{last.note}",
             f"the last day for this notice was {last.day}: {last.note}"),
        Text("不能再发补正告知书；按已经受理办理", "it can no longer be sent; handle the application as accepted"),
    )  # fmt: skip


def letter(
    kind: Kind,
    verdict: Verdict,
    catalogue: Catalogue,
    phrases: Phrases,
    *,
    number: str = "",
    day: date | None = None,
) -> Document:
    """The letter. It must fit the verdict (`misfit`)."""
    edition = catalogue.at(verdict.matter, verdict.on, verdict.office)
    office = catalogue.office(verdict.matter, verdict.on, verdict.office) if verdict.office else None
    return _Letter(
        Author(edition, office, catalogue, phrases, verdict.catalogue_version), kind, verdict, number, day
    ).document()


class _Letter:
    """One letter being written."""

    def __init__(self, author: Author, kind: Kind, verdict: Verdict, number: str, day: date | None) -> None:
        self.author, self.kind, self.verdict, self.number, self.day = author, kind, verdict, number, day
        self.phrases = author.phrases
        self.sort = "licence" if verdict.kind == "licence" else "other"

    def say(self, key: str, **fields: str) -> str:
        return self.phrases.say(f"letter.{key}", **fields)

    @property
    def organ(self) -> str:
        """The organ by name; without an implementation list nobody knows it."""
        return self.author.organ if self.author.agency else self.say("organ.blank")

    def document(self) -> Document:
        verdict, say = self.verdict, self.say
        edition = self.author.edition
        return Document(
            kind="notice",
            id=f"{verdict.matter}-{self.kind}",
            language=self.phrases.language,
            title=say(f"title.{self.kind}.{verdict.acceptance}.{self.sort}"),
            running=self.organ,
            summary="",
            meta=(Pair(say("number"), self.number or say("number.blank")),),
            opening=tuple(self.opening()),
            sections=tuple(self.sections()),
            imprint=(
                Pair(
                    say("edition"),
                    say(
                        "edition.value",
                        matter=verdict.matter_name,
                        day=self.phrases.day(edition.effective_from),
                        n=str(edition.version),
                    ),
                ),
                Pair(self.author.say("imprint.catalogue"), verdict.catalogue_version),
                Pair(say("draft"), say("draft.text")),
            ),
            contents=False,
        )

    def opening(self) -> Iterable[Block]:
        verdict = self.verdict
        yield Blanks((self.say("applicant"),))
        yield Paragraph(
            self.say("received", matter=verdict.matter_name, day=self.phrases.full_day(verdict.on))
        )
        ground = verdict.consequences[0] if verdict.consequences else verdict.acceptance_text
        basis = self.basis(verdict.acceptance_basis)
        told = [self.say("found", ground=ground), self.say("basis", basis=basis) if basis else ""]
        yield Paragraph(_joined([*told, self.say(f"decided.{self.kind}.{self.sort}")], self.phrases.language))

    def basis(self, lines: Iterable[BasisLine]) -> str:
        """Citations, each once; one that nobody compared with the text says so until somebody has."""
        told: dict[str, None] = {}
        before = ""
        listed = tuple(lines)
        named = {(line.law, line.article.split("(")[0]) for line in listed if "(" in line.article}
        for line in listed:
            if (line.law, line.article) in named:
                continue  # the article whose item is cited beside it
            text = line.text
            if line.verified != "text":
                text += self.phrases.say(f"verdict.verified.{line.verified}")
            # the law once, then its articles alone, as such sentences are written
            title = text[: text.find("》") + 1]
            told[text.removeprefix(title) if title and title == before and line.article else text] = None
            before = title
        return self.phrases.listed(told)

    def sections(self) -> Iterable[Section]:
        """The parts that have something to say, numbered; then the signature, and the receipt of service."""
        found = {
            "acceptance": (self.received, self.following, self.limits, self.fees),
            "supplement": (self.defects, self.questions, self.received, self.after),
            "refusal": (self.reasons, self.remedies),
        }[self.kind]
        numbers = self.say("numbers").split("｜")
        made = [section for section in (*(part() for part in found), self.contact()) if section]
        for number, section in zip(numbers, made, strict=False):
            title = self.say("heading", number=number, title=section.title)
            blocks = (*section.blocks, self.seal()) if section is made[-1] else section.blocks
            yield Section(section.id, title, blocks, lead=section.lead)
        yield self.service()

    def defects(self) -> Section:
        """Every defect: the one notice is whole or unlawful (行政许可法 §32(4))."""
        problems = [problem for problem in self.verdict.findings if problem.effect != "ineligible"]
        columns = tuple(self.say(f"column.{name}") for name in ("number", "remedy", "problem", "basis"))
        rows = tuple(
            Row((str(number), problem.remedy, problem.text, self.basis(problem.basis)))
            for number, problem in enumerate(problems, 1)
        )
        return Section(
            "defects",
            self.say("heading.defects", n=str(len(problems))),
            (Table("", columns, rows),),
            lead=True,
        )

    def questions(self) -> Section | None:
        asked = self.verdict.questions
        if not asked:
            return None
        lines = tuple(
            Question(item.ask, item.not_given_because or item.why, item.option_labels) for item in asked
        )
        return Section("questions", self.say("heading.questions", n=str(len(asked))), (Questions(lines),))

    def received(self) -> Section | None:
        """What was taken in and is in order."""
        lines = [line for line in self.verdict.materials if line.need == "needed" and line.in_order]
        if not lines:
            return None
        columns = tuple(self.say(f"column.{name}") for name in ("number", "paper", "form"))
        rows = tuple(Row((str(number), line.name, line.form)) for number, line in enumerate(lines, 1))
        return Section("received", self.say("heading.received-papers"), (Table("", columns, rows),))

    def following(self) -> Section | None:
        problems = [problem for problem in self.verdict.findings if problem.effect == "tolerable"]
        if not problems:
            return None
        after = tuple(Item(text) for text in self.verdict.consequences[1:])
        columns = tuple(self.say(f"column.{name}") for name in ("number", "remedy", "basis"))
        rows = tuple(
            Row((str(number), problem.remedy, self.basis(problem.basis)))
            for number, problem in enumerate(problems, 1)
        )
        blocks: list[Block] = [Table("", columns, rows)]
        if after:
            blocks.append(ItemList(after))
        return Section("following", self.say("heading.following"), tuple(blocks), lead=True)

    def limits(self) -> Section:
        lines = limits(self.author, self.verdict, self.day)
        if not lines:
            return Section("limits", self.say("heading.limits"), (Paragraph(self.say("limits.none")),))
        columns = tuple(self.say(f"column.{name}") for name in ("limit", "promised", "statutory"))
        none = self.author.say("none")
        rows = []
        for line in lines:
            note = self.say("limits.extended", day=self.phrases.day(line.extended)) if line.extended else ""
            provisional = self.say("limits.provisional") if line.provisional else ""
            rows.append(
                Row(
                    (
                        self.phrases.say("guide.labelled", label=line.label, value=line.limit),
                        self.phrases.full_day(line.promised) + provisional if line.promised else none,
                        self.phrases.full_day(line.statutory) + provisional if line.statutory else none,
                    ),
                    note,
                )
            )
        key = "limits.accepted-on" if self.day else "limits.assumed"
        told = Paragraph(self.say(key, day=self.phrases.day(self.day or self.verdict.on)))
        return Section("limits", self.say("heading.limits"), (Table("", columns, tuple(rows)), told))

    def fees(self) -> Section:
        fees = self.verdict.fees
        lines = tuple(Item(text) for text in fees.reductions)
        blocks: tuple[Block, ...] = (Paragraph(fees.text), *((ItemList(lines),) if lines else ()))
        return Section("fees", self.say("heading.fees"), blocks)

    def after(self) -> Section | None:
        lines = tuple(Item(text) for text in self.verdict.consequences[1:])
        return Section("after", self.say("heading.after"), (ItemList(lines),)) if lines else None

    def reasons(self) -> Section:
        problems = [problem for problem in self.verdict.findings if problem.effect in KINDS["refusal"]]
        columns = tuple(self.say(f"column.{name}") for name in ("number", "reason", "basis", "way"))
        rows = tuple(self.reason(number, problem) for number, problem in enumerate(problems, 1))
        return Section("reasons", self.say("heading.reasons"), (Table("", columns, rows),), lead=True)

    def reason(self, number: int, problem: Problem) -> Row:
        return Row((str(number), problem.text, self.basis(problem.basis), problem.remedy))

    def remedies(self) -> Section:
        """复议 and 诉讼 with organ and limit; against a service, the complaint."""
        author, say = self.author, self.say
        title = say("heading.remedies")
        if not reviewable(author.edition):
            return Section("remedies", title, (Paragraph(say("remedies.service")),))
        office = author.office
        places = {
            "reconsideration": author.text(office.reconsideration) if office else "",
            "litigation": author.text(office.court) if office else "",
        }
        lines = tuple(
            Item(
                say(
                    "remedy",
                    way=author.say(f"remedies.{way}"),
                    text=author.say(f"remedies.{way}.text"),
                    where=say("remedy.at", organ=place) if place else author.say(f"remedies.{way}.where"),
                    basis=author.say(f"remedies.{way}.basis"),
                )
            )
            for way, place in places.items()
        )
        return Section("remedies", title, (ItemList(lines, "numbers"),))

    def contact(self) -> Section | None:
        if self.author.office is None:
            return None
        return Section("contact", self.say("heading.contact"), contacts(self.author))

    def seal(self) -> Blanks:
        """Whose letter it is, and of which day: below its last part."""
        day = self.phrases.day(self.day) if self.day else self.say("date.blank")
        return Blanks((), f"{self.say('seal', organ=self.organ)}\n{day}")

    def service(self) -> Section:
        """Who received it when, and by when it had to be told."""
        blocks: list[Block] = []
        last = self.told_by()
        if last:
            blocks.append(Facts((last,)))
        labels = tuple(self.say(f"blank.{name}") for name in ("signed", "signed-on", "server", "way"))
        blocks.append(Blanks(labels))
        return Section("service", self.say("heading.service"), tuple(blocks))

    def told_by(self) -> Pair | None:
        """By when the letter must reach the applicant, where the law says so."""
        line = next((line for line in self.verdict.deadlines if line.kind == "notice" and line.day), None)
        if line and line.day and self.kind == "supplement":
            within = self.say("served.within", limit=line.limit)
            return Pair(
                self.say("served.by"),
                self.phrases.full_day(line.day),
                self.author.joined((within, line.note)),
            )
        table, edition = self.author.catalogue.acceptance, self.author.edition
        if table is None:
            return None
        profile = table.profile(edition.kind, edition.acceptance)
        rule = next(
            (rule for rule in profile.outcomes.values() if rule.outcome == self.verdict.acceptance), None
        )
        if rule and rule.notice and rule.notice.at_once:
            return Pair(self.say("served.by"), self.say("served.at-once"))
        return None


def _joined(sentences: Iterable[str], language: str) -> str:
    return (" " if language == "en" else "").join(sentence for sentence in sentences if sentence)
