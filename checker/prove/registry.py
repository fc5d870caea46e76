"""What a proof is: a function over one edition, with its code, its name, its article, and its own page as docstring.

In: functions `subject -> faults`, wrapped by `@proof`. Out: frozen `Proof` objects. The surprising thing: nothing here or in the
modules of the proofs imports z3, so `banshi explain P01` and docs/proofs.md work without it; a proof asks its `Subject`. The
docstring is laid out as that of a lint check: a Chinese line, an English line, 错误 and 正确 in YAML.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checker.finding import Place, Severity, Text

if TYPE_CHECKING:  # pulls in z3
    from checker.prove.counterexample import Counterexample
    from checker.prove.subject import Subject

__all__ = ["Fault", "Faults", "Proof", "proof"]


@dataclass(frozen=True, slots=True)
class Fault:
    """What was proven: where, what, what to do, and the applicant who shows it (None only where there can be none)."""

    place: Place
    message: Text
    help: Text
    example: Counterexample | None
    related: tuple[Place, ...] = ()


Faults = Iterator[Fault]


@dataclass(frozen=True, slots=True)
class Proof:
    """One proof. `basis` is the article it rests on; `bad` and `good` are fragments of an edition that the tests run.

    `any_office`: about what is written, so proven for every value of the local parameters, also with `--office`. A parameter is a
    switch, and what it turns off at one office is no defect of the text.
    """

    code: str
    name: str
    severity: Severity
    basis: str
    rule: Text
    bad: str
    good: str
    faults: Callable[[Subject], Faults]
    any_office: bool = False


def proof(
    code: str, name: str, basis: str, *, severity: Severity = "error", any_office: bool = False
) -> Callable[[Callable[[Subject], Faults]], Proof]:
    """A proof about one edition at a time."""

    def wrap(function: Callable[[Subject], Faults]) -> Proof:
        zh, en, bad, good = _page(function.__doc__ or "")
        return Proof(code, name, severity, basis, Text(zh, en), bad, good, function, any_office)

    return wrap


def _page(docstring: str) -> tuple[str, str, str, str]:
    head, _, rest = docstring.partition("错误:\n")
    bad, _, good = rest.partition("正确:\n")
    zh, _, en = textwrap.dedent("    " + head).strip().partition("\n")
    return zh.strip(), " ".join(en.split()), _yaml(bad), _yaml(good)


def _yaml(block: str) -> str:
    return textwrap.dedent(block.rstrip()).strip("\n") + "\n"
