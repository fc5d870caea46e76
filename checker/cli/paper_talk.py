"""The papers at a terminal: have you got it, and is it as it must be?

In: a `PaperQuestion`, a `Terminal`. Out: documents as a submission holds them. The surprising thing: nothing more is asked of a
paper than its form demands, and nothing at all once the requirement is satisfied.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rich.text import Text as Line

from checker.cli.terminal import Terminal
from checker.interview.papers import Field, FieldName, PaperQuestion, Way
from checker.interview.typed import typed_day, typed_flag
from checker.phrases import Phrases
from checker.submission import Document

__all__ = ["PaperTalk"]

_MOST = 999
"""More copies of one paper than anybody hands in."""
_BETWEEN = re.compile(r"[\s,，、;；]+")
_Relief = tuple[str, str]
"""`promise` or `follow`, and what it means."""


@dataclass(slots=True)
class PaperTalk:
    """One paper question being asked; `satisfied` says whether these documents are enough."""

    terminal: Terminal
    question: PaperQuestion
    phrases: Phrases
    satisfied: Callable[[Sequence[Document]], bool]

    def ask(self) -> tuple[Document, ...]:
        """The documents there are, or the one promise that stands for them."""
        for note in (self.question.fill, self.question.standard):
            if note:
                self.terminal.show(Line(note, style="dim"))
        ways = self.question.ways
        materials = tuple(dict.fromkeys(way.material for way in ways))
        chosen = materials if len(materials) == 1 else self.pick(materials)
        documents: list[Document] = []
        for way in ways:
            if way.material not in chosen or self.satisfied(documents):
                continue
            found = self.of_way(way, self.reliefs if len(materials) == 1 else ())
            if isinstance(found, str):
                return self.relieved(found)
            documents.extend(found)
        if not chosen and self.reliefs:
            number = self.one_of(("none",), self.reliefs)
            return self.relieved(self.reliefs[number - 2][0]) if number > 1 else ()
        return tuple(documents)

    @property
    def reliefs(self) -> tuple[_Relief, ...]:
        """The lawful ways around the paper."""
        question = self.question
        offered = (("promise", question.may_promise), ("follow", question.may_follow))
        return tuple((kind, relief.text) for kind, relief in offered if relief is not None)

    def relieved(self, kind: str) -> tuple[Document, ...]:
        """A promise in place of the paper, or to hand it in later."""
        material = self.question.ways[0].material
        return (Document(material, promised=kind == "promise", follows=kind == "follow"),)

    def pick(self, materials: tuple[str, ...]) -> tuple[str, ...]:
        """Which of several papers there are."""
        say = self.terminal.say
        self.terminal.show(Line(say("paper.count", n=str(self.question.count))))
        ways = {way.material: way for way in reversed(self.question.ways)}
        self.terminal.options(tuple(f"{ways[each].name}　{ways[each].form}" for each in materials))
        self.terminal.show(Line(say("paper.which"), style="dim"))
        while True:
            line = self.terminal.entered(self.why)
            if line in ("-", "0"):
                return ()
            numbers = [part for part in _BETWEEN.split(line) if part]
            if numbers and all(
                number.isdecimal() and len(number) < 4 and 0 < int(number) <= len(materials)
                for number in numbers
            ):
                return tuple(dict.fromkeys(materials[int(number) - 1] for number in numbers))
            self.terminal.again(say("again.option"))

    def of_way(self, way: Way, reliefs: Sequence[_Relief]) -> tuple[Document, ...] | str:
        """The document of one paper; none; or the kind of a relief."""
        name = "" if way.name == self.question.name else f"{way.name}："
        self.terminal.show(Line(f"{name}{way.form}（{way.source}）"))
        self.terminal.show(Line(self.terminal.say("paper.have")))
        have = ("paper", "electronic", "none") if way.electronic else ("paper", "none")
        number = self.one_of(have, reliefs)
        if number > len(have):
            return reliefs[number - len(have) - 1][0]
        kind = have[number - 1]
        if kind == "none":
            return ()
        asked = [item for item in way.fields if kind == "paper" or item.type != "integer"]
        told = {item.name: self.of_field(item) for item in asked}
        return (_document(way, kind == "electronic", told),)

    def one_of(self, have: Sequence[str], reliefs: Sequence[_Relief]) -> int:
        """The number of an answer to "have you got it"; the reliefs follow, each with what it means."""
        kinds = (*have, *(kind for kind, _ in reliefs))
        self.terminal.options(tuple(self.terminal.say(f"paper.have.{kind}") for kind in kinds))
        for _, text in reliefs:
            self.terminal.show(Line(f"  {text}", style="dim"))
        return self.terminal.choice(len(kinds), self.why, skip=have.index("none") + 1)

    def of_field(self, item: Field) -> object:
        """One field of a paper; None when that is not known."""
        self.terminal.show(Line(f"{item.ask}{self.wanted(item)}"))
        if item.type == "boolean":
            self.terminal.options((self.terminal.say("yes"), self.terminal.say("no")))
        while True:
            line = self.terminal.entered(self.why, empty=item.type != "boolean")
            if line == "-":
                return None
            match item.type:
                case "boolean":
                    flag = typed_flag(line)
                    if isinstance(flag, bool):
                        return flag
                    self.terminal.again(self.terminal.say("again.flag"))
                case "integer":
                    number = line or item.wanted
                    if number.isdecimal() and len(number) < 4 and int(number) <= _MOST:
                        return int(number)
                    self.terminal.again(self.terminal.say("field.number.again"))
                case "date":
                    day = _day(typed_day(line))
                    if day is not None or not line:
                        return day
                    self.terminal.again(self.terminal.say("field.day.again"))

    def wanted(self, item: Field) -> str:
        """What the form demands, beside the question."""
        if not item.wanted:
            return ""
        if item.type == "integer":
            return self.terminal.say("paper.number.wanted", n=item.wanted)
        return self.terminal.say("paper.day.after", day=self.phrases.day(date.fromisoformat(item.wanted)))

    def why(self) -> None:
        """Why the paper is asked for."""
        question = self.question
        reason = f"{question.why}：{question.condition}" if question.condition else question.why
        self.terminal.why(reason, tuple(line.text for line in question.basis))


def _document(way: Way, electronic: bool, told: Mapping[FieldName, object]) -> Document:
    """What was told, as a document of a submission. A paper of which nothing is counted is one original."""
    originals, copies = told.get("originals"), told.get("copies")
    counted = any(item.type == "integer" for item in way.fields)
    return Document(
        way.material,
        originals=originals if isinstance(originals, int) else int(not counted and not electronic),
        copies=copies if isinstance(copies, int) else 0,
        electronic=electronic,
        holder=way.holder,
        issued_on=_as_day(told.get("issued_on")),
        valid_until=_as_day(told.get("valid_until")),
        signed=_as_flag(told.get("signed")),
        sealed=_as_flag(told.get("sealed")),
    )


def _as_day(value: object) -> date | None:
    return value if isinstance(value, date) else None


def _as_flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None
