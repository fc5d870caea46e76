"""The door to z3: terms put together, and questions to the solver.

In: conditions over integer and boolean unknowns (`Term`). Out: whether they can hold together, an example, the smallest part that
cannot. The surprising thing: a term may be a plain Python number or bool. What is known beforehand is folded away here and never
reaches z3, which has no Python types of its own worth the name (so `Term` is Any).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import z3

__all__ = [
    "Model",
    "Solver",
    "Term",
    "Undecided",
    "all_of",
    "any_of",
    "boolean",
    "choose",
    "integer",
    "no",
    "quotient",
    "remainder",
    "renamed",
    "same",
]

Term = Any
"""A z3 expression, or the Python bool or int that it is known to be."""

_MOST_STEPS = 50_000_000
"""z3's own count of work for one question, not seconds: the same question ends the same way on every machine."""


class Undecided(Exception):
    """z3 gave up on a question. Whoever asked must say so, and not take it for an answer."""


def integer(name: str) -> Term:
    """An unknown whole number."""
    return z3.Int(name)


def boolean(name: str) -> Term:
    """An unknown yes or no."""
    return z3.Bool(name)


def all_of(parts: Iterable[Term]) -> Term:
    """Every part holds."""
    left = []
    for part in parts:
        if part is False:
            return False
        if part is not True:
            left.append(part)
    return True if not left else left[0] if len(left) == 1 else z3.And(*left)


def any_of(parts: Iterable[Term]) -> Term:
    """At least one part holds."""
    left = []
    for part in parts:
        if part is True:
            return True
        if part is not False:
            left.append(part)
    return False if not left else left[0] if len(left) == 1 else z3.Or(*left)


def no(part: Term) -> Term:
    """The part does not hold."""
    return not part if isinstance(part, bool) else z3.Not(part)


def same(left: Term, right: Term) -> Term:
    """Both sides are equal."""
    if isinstance(left, bool) and not isinstance(right, bool):
        left, right = right, left
    if isinstance(right, bool) and not isinstance(left, bool):
        return left if right else z3.Not(left)
    return left == right


def choose(condition: Term, then: Term, otherwise: Term) -> Term:
    """One number or the other."""
    if isinstance(condition, bool):
        return then if condition else otherwise
    return z3.If(condition, then, otherwise)


def quotient(number: Term, by: int) -> Term:
    """Whole division downwards, as Python's `//`."""
    return number // by if isinstance(number, int) else number / by


def remainder(number: Term, by: int) -> Term:
    """What is left of it, never negative."""
    return number % by


def renamed(term: Term, names: Mapping[Term, Term]) -> Term:
    """The term with some unknowns replaced by others."""
    return term if isinstance(term, bool | int) else z3.substitute(term, *names.items())


class Model:
    """One example: a value for every unknown."""

    def __init__(self, model: Any) -> None:
        self._model = model

    def number(self, term: Term) -> int:
        """The value of a number."""
        if isinstance(term, int):
            return term
        value: int = self._model.eval(term, model_completion=True).as_long()
        return value

    def truth(self, term: Term) -> bool:
        """The value of a yes or no."""
        return term if isinstance(term, bool) else z3.is_true(self._model.eval(term, model_completion=True))


class Solver:
    """What always holds (`add`), and questions beside it. Asking changes nothing."""

    def __init__(self) -> None:
        self._solver = z3.Solver()
        self._solver.set("rlimit", _MOST_STEPS)
        self.asked = 0

    def add(self, term: Term) -> None:
        """From now on this holds."""
        self._solver.add(term)

    def possible(self, *terms: Term) -> bool:
        """Whether all this can hold together. Raises Undecided."""
        with self._beside(terms):
            return self._check()

    def example(self, terms: Iterable[Term], wishes: Iterable[Term] = ()) -> Model | None:
        """An example of all this, that also fulfils each wish that it can, the first ones first. Raises Undecided."""
        with self._beside(terms):
            if not self._check():
                return None
            fulfilled: list[Term] = []
            for wish in wishes:
                if wish is not True and wish is not False:
                    with self._beside([*fulfilled, wish]):
                        if self._check():
                            fulfilled.append(wish)
            with self._beside(fulfilled):
                self._check()
                return Model(self._solver.model())

    def conflict(self, parts: Sequence[Term], *terms: Term) -> tuple[int, ...]:
        """The numbers of a smallest set of parts that cannot hold together beside the terms; () when all of them can."""
        if self.possible(*parts, *terms):
            return ()
        kept = list(range(len(parts)))
        for index in range(len(parts)):
            without = [number for number in kept if number != index]
            if not self.possible(*(parts[number] for number in without), *terms):
                kept = without
        return tuple(kept)

    def _check(self) -> bool:
        self.asked += 1
        answer = self._solver.check()
        if answer == z3.unknown:
            raise Undecided(self._solver.reason_unknown())
        return bool(answer == z3.sat)

    @contextmanager
    def _beside(self, terms: Iterable[Term]) -> Iterator[None]:
        self._solver.push()
        try:
            for term in terms:
                self._solver.add(term)
            yield
        finally:
            self._solver.pop()
