"""Lines in, lines out: the keys that every question understands, numbered options, and how something is said.

In: a `Session` and a way to read a line. Out: answers as plain text. The surprising thing: going back and leaving are exceptions,
because they can happen in the middle of a paper with five fields, and nothing of it must stay.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.text import Text as Line

from checker.cli.session import Session

__all__ = ["Back", "Quit", "Terminal"]

_WIDEST = 78


class Back(Exception):
    """The person wants the question before."""


class Quit(Exception):
    """The person wants to leave."""


@dataclass(slots=True)
class Terminal:
    """A person at a terminal. `save` keeps the answers so far, and says what came of it."""

    session: Session
    read: Callable[[], str]
    save: Callable[[], str]

    def entered(self, why: Callable[[], None], *, empty: bool = False) -> str:
        """A line that is an answer (`-`: no answer); the other keys are dealt with here."""
        while True:
            line = self.read().strip()
            match line:
                case "?" | "？":
                    why()
                case "<" | "《" | "〈":
                    raise Back
                case "q" | "Q":
                    raise Quit
                case "s" | "S":
                    self.show(Line(self.save(), style="green"))
                case "" if not empty:
                    continue
                case _:
                    return line

    def choice(self, count: int, why: Callable[[], None], *, skip: int = 0) -> int:
        """The number of one of `count` options; `skip` is the one that `-` stands for."""
        while True:
            line = self.entered(why)
            if line == "-" and skip:
                return skip
            if line.isdecimal() and len(line) < 3 and 0 < int(line) <= count:
                return int(line)
            self.again(self.say("again.option"))

    def options(self, labels: Sequence[str]) -> None:
        """Numbered options, on one line where a few fit; else the words begin below each other."""
        numbered = [f"{number} {label}" for number, label in enumerate(labels, 1)]
        if sum(cell_len(each) + 4 for each in numbered) <= _WIDEST and len(labels) < 4:
            self.show(Line("  " + "    ".join(numbered)))
            return
        width = len(str(len(labels)))
        for number, label in enumerate(labels, 1):
            self.show(Line(f"  {number:>{width}} {label}"))

    def why(self, reason: str, basis: Sequence[str]) -> None:
        """Why something is asked, and the articles."""
        self.show(Line(reason))
        if basis:
            self.show(Line(self.say("basis", basis=self.session.phrases.listed(basis)), style="dim"))

    def again(self, reason: str) -> None:
        """That an answer does not count, and why; the answer itself is not repeated."""
        self.show(Line(self.say("again", reason=reason), style="yellow"))

    def say(self, key: str, **fields: str) -> str:
        """A sentence of rules/words/ask."""
        return self.session.phrases.say(f"ask.{key}", **fields)

    def show(self, line: Line) -> None:
        """One line."""
        self.session.console.print(line)
