"""The interview at a terminal: one thing at a time, in plain words.

In: a `Terminal`, a Plan, the answers so far. Out: the answers at the end, and how it ended.
The surprising thing: it holds no order and no rule. It shows the question that the standing names, and every line typed is judged
by the same code as a submission; what it cannot read it asks again, with the reason, and never repeats what was typed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from rich.text import Text as Line

from checker.cli.paper_talk import PaperTalk
from checker.cli.terminal import Back, Quit, Terminal
from checker.conditions.phrases import Speaker, value_in_words
from checker.conditions.values import NotGiven, normalise
from checker.documents import state_of
from checker.interview.asking import FactQuestion
from checker.interview.known import Answers
from checker.interview.papers import PaperQuestion
from checker.interview.plan import Plan
from checker.interview.standing import Standing, standing
from checker.interview.typed import typed
from checker.phrases import Phrases
from checker.submission import Document

__all__ = ["Dialogue", "Ending"]

Ending = Literal["done", "quit"]
_ECHOED = ("integer", "decimal", "money", "date")
"""Answers that are shown as they were read; a number can be mistyped without anybody noticing."""


@dataclass(slots=True)
class Dialogue:
    """One conversation. `before` are the answers at each step so far, for going back."""

    terminal: Terminal
    plan: Plan
    on: date
    phrases: Phrases
    answers: Answers
    before: list[Answers] = field(default_factory=list)
    checking: bool | None = None
    told_settled: bool = False

    def run(self) -> Ending:
        """Ask until nothing is left, or until the person leaves. Raises EOFError when the input ends."""
        show, say = self.terminal.show, self.terminal.say
        show(Line(say("title", matter=self.phrases.text(self.plan.edition.name)), style="bold"))
        show(Line(say("intro"), style="dim"))
        show(Line(say("keys"), style="dim"))
        while True:
            now = standing(self.plan, self.answers, self.on, self.phrases)
            self.announce(now)
            try:
                answers = self.step(now)
            except Back:
                self.back()
                continue
            except Quit:
                return "quit"
            if answers is None:
                return "done"
            self.before.append(self.answers)
            self.answers = answers

    def step(self, now: Standing) -> Answers | None:
        """The answers after one question; None when there is none, or none that the person wants."""
        if isinstance(now.question, FactQuestion):
            return self.fact(now.question, now)
        if now.question is None:
            return None
        if self.checking is None:
            self.checking = bool(self.answers.papers) or self.offer(now)
        return self.paper(now.question, now) if self.checking else None

    def back(self) -> None:
        """The answers without the last one; of answers that were read from a file, the last fact goes first."""
        self.checking = None
        if self.before:
            self.answers = self.before.pop()
        elif self.answers.facts:
            facts = dict(self.answers.facts)
            facts.popitem()
            self.answers = replace(self.answers, facts=facts)
        else:
            self.terminal.show(Line(self.terminal.say("nothing.back"), style="yellow"))

    def announce(self, now: Standing) -> None:
        """Once: that the outcome is certain, though more may have to be corrected."""
        if not now.settled or now.complete or self.told_settled or now.acceptance == "cannot_decide":
            return
        self.told_settled = True
        profile = self.plan.desk.table.profile(self.plan.edition.kind, self.plan.edition.acceptance)
        outcome = self.phrases.text(profile.outcomes[now.acceptance].label)
        self.terminal.show(Line(f"\n{self.terminal.say('settled', outcome=outcome)}", style="bold yellow"))
        self.terminal.show(Line(self.terminal.say("settled.more"), style="dim"))

    # ---- facts

    def fact(self, question: FactQuestion, now: Standing) -> Answers:
        """The answers with this fact, or with the fact passed over."""
        terminal, fact = self.terminal, self.plan.edition.facts[question.fact]
        key, fields = ("progress", {"left": str(now.left - 1)}) if now.left > 1 else ("progress.last", {})
        terminal.show(Line(f"\n{terminal.say(key, n=str(now.asked + 1), **fields)}", style="dim"))
        terminal.show(Line(question.ask, style="bold"))
        if question.given_but:
            terminal.show(Line(question.given_but, style="yellow"))
        if question.hint:
            terminal.show(Line(question.hint, style="dim"))
        self.how(question)
        while True:
            line = terminal.entered(lambda: terminal.why(question.why, question.basis_texts))
            if line == "-":
                terminal.show(Line(terminal.say("skipped"), style="dim"))
                return self.answers.without_answer(fact.id)
            raw = typed(line, fact, question.option_labels)
            value = normalise(raw, fact)
            if isinstance(value, NotGiven):
                terminal.again(self.reason(fact.type, value))
                continue
            if fact.type in _ECHOED:
                speaker = Speaker(self.plan.edition.facts, self.phrases.words, self.phrases.language)
                read = value_in_words(speaker, fact.id, value)
                terminal.show(Line(terminal.say("read.as", value=read), style="dim"))
            return self.answers.told(fact.id, raw)

    def how(self, question: FactQuestion) -> None:
        """The options, or how an answer of this kind is written."""
        terminal, say = self.terminal, self.terminal.say
        match question.type:
            case "boolean":
                terminal.options((say("yes"), say("no")))
            case "choice":
                terminal.options(question.option_labels)
            case "choices":
                terminal.options(question.option_labels)
                terminal.show(Line(say("choices.how"), style="dim"))
            case "date":
                terminal.show(Line(say("date.how"), style="dim"))
            case "integer" | "decimal" | "money":
                told = say("number.how", unit=question.unit) if question.unit else say("number.plain")
                terminal.show(Line(told, style="dim"))

    def reason(self, kind: str, value: NotGiven) -> str:
        """Why an answer does not count, as somebody at a terminal can mend it."""
        if value.code not in ("null", "empty"):
            if kind == "boolean":
                return self.terminal.say("again.flag")
            if kind in ("choice", "choices"):
                return self.terminal.say("again.option")
        return self.phrases.text(value.reason)

    # ---- papers

    def offer(self, now: Standing) -> bool:
        """Whether to go through the papers now."""
        terminal, say = self.terminal, self.terminal.say
        terminal.show(Line(f"\n{say('papers.offer')}", style="bold"))
        terminal.options((say("papers.offer.now", n=str(now.papers_left)), say("papers.offer.later")))
        return terminal.choice(2, lambda: terminal.why(say("papers.why"), ()), skip=2) == 1

    def paper(self, question: PaperQuestion, now: Standing) -> Answers:
        """The answers with the documents of one requirement."""
        asked = len(self.answers.papers or ())
        number, total = str(asked + 1), str(asked + now.papers_left)
        head = self.terminal.say("paper.head", n=number, total=total, name=question.name)
        self.terminal.show(Line(f"\n{head}", style="bold"))
        if question.condition:
            self.terminal.show(Line(f"{question.why}：{question.condition}", style="dim"))
        paper = next(each for each in self.plan.edition.materials if each.id == question.requirement)

        def satisfied(documents: Sequence[Document]) -> bool:
            return state_of(paper, (*self.answers.documents, *documents), self.on).fine

        documents = PaperTalk(self.terminal, question, self.phrases, satisfied).ask()
        return self.answers.with_papers(question.requirement, documents)
