"""One edition under proof: its rulebook, its conditions, all its applicants, and how to find one of them.

In: an Edition, the days on which it receives papers, what the office has fixed, where its values stand. Out: `Subject`, which
every proof asks. The surprising thing: "nobody" is proven over more applicants than "somebody" is shown on. For a proof that
something never happens, an applicant counts unless a rule surely sends them away; for an example every such rule is surely false.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from checker.conditions.explain import sentence
from checker.conditions.tree import All, AnyOf, Compare, FactRef, Node
from checker.engines import Truth, Values
from checker.finding import Text
from checker.model.edition import Edition
from checker.prove.counterexample import Counterexample, Expected, asked, counterexample
from checker.prove.encode import World
from checker.prove.sites import Locate, Reach, sites
from checker.prove.solver import Term, no
from checker.rulebook import Rule, rulebook
from checker.words import Words

__all__ = ["Subject"]


class Subject:
    """What a proof may look at and ask."""

    def __init__(
        self,
        edition: Edition,
        received: tuple[date, date],
        at: Locate,
        words: Words,
        fixed: Values | None = None,
    ) -> None:
        self.edition = edition
        self.at = at
        self.book = rulebook(edition)
        self.sites = tuple(sites(edition, at))
        self.facts = self.book.rule_set.facts
        self._words = words
        self._fixed: Values = fixed or {}
        nodes = [*self.book.rule_set.rules.values(), *(site.node for site in self.sites)]
        self.world = World(self.facts, received, nodes, fixed)

    def rules(self, *effects: str) -> tuple[Rule, ...]:
        """The rules of the rulebook that bring about one of these effects."""
        return tuple(rule for rule in self.book.rules.values() if rule.effect in effects)

    @property
    def conditions(self) -> tuple[Rule, ...]:
        """The rules that say that a condition of acceptance or decision is not met."""
        return tuple(rule for name, rule in self.book.rules.items() if name.startswith("condition/"))

    def barriers(self, reach: Reach) -> tuple[Rule, ...]:
        """The rules that keep people out: exemptions and other organs; for `granted` every condition as well."""
        if reach == "everybody":
            return ()
        gates = self.rules("not_required", "not_competent")
        return gates if reach == "applicants" else (*gates, *self.conditions)

    def among(self, reach: Reach) -> tuple[Term, ...]:
        """Nobody whom a rule surely sends away: the widest circle, for proofs of "nobody"."""
        return tuple(no(self.world.holds(rule.node)) for rule in self.barriers(reach))

    def surely(self, rules: Iterable[Rule]) -> dict[Node, Truth]:
        """All these rules are surely false: the narrowest circle, for examples."""
        return {rule.node: Truth.FALSE for rule in rules}

    def can(self, *nodes: Node, reach: Reach = "everybody") -> bool:
        """Whether all these conditions hold for somebody of that circle."""
        held = [
            self.world.holds(node) for node in nodes
        ]  # first: a fact is declared to z3 when it is first named
        return self.world.solver.possible(*held, *self.among(reach))

    def example(
        self, expected: Expected, told: Sequence[Node] = (), wishes: Iterable[Term] = ()
    ) -> Counterexample | None:
        """An applicant on whom every tree comes out as expected, tried on the compiled engine; None: there is nobody."""
        terms = [self._term(node, truth) for node, truth in expected.items()]
        names = asked((*told, *expected), self.facts)
        plain = [name for name in names if name not in self._fixed]
        everything = [*wishes, *self.world.wishes(plain)]
        model = self.world.solver.example(terms, everything)
        if model is None:
            return None
        answers = {name: self.world.value(model, name) for name in plain}
        day = self.world.day(model)
        return counterexample(expected, told, day, answers, self.facts, self._words, self._fixed)

    def _term(self, node: Node, truth: Truth) -> Term:
        return self.world.holds(node) if truth is Truth.TRUE else self.world.fails(node)

    def parts(self, node: Node) -> tuple[Node, ...]:
        """What must hold together for the condition to hold: the members of an `all`, a `between` kept whole."""
        if not isinstance(node, All) or _between(node):
            return (node,)
        return tuple(part for child in node.children for part in self.parts(child))

    def clash(self, nodes: Sequence[Node], *beside: Node) -> tuple[int, ...]:
        """The numbers of a smallest group of these that cannot hold together beside the rest."""
        held = [self.world.holds(node) for node in nodes]
        return self.world.solver.conflict(held, *(self.world.holds(node) for node in beside))

    def misses(self, node: Node) -> Term:
        """The condition is not surely true."""
        return no(self.world.holds(node))

    def say(self, nodes: Iterable[Node]) -> Text:
        """Conditions in words, one after the other."""
        said = [
            (
                sentence(node, self.facts, self._words, "zh-Hans"),
                sentence(node, self.facts, self._words, "en"),
            )
            for node in nodes
        ]
        return Text("；".join(zh for zh, _ in said), "; ".join(en for _, en in said))

    def alternatives(self, node: Node) -> tuple[Node, ...]:
        """The members of an `any`; else the condition itself."""
        return node.children if isinstance(node, AnyOf) else (node,)


def _between(node: All) -> bool:
    match node.children:
        case (Compare(fact, "at_least", low), Compare(other, "at_most", high)):
            return fact == other and not isinstance(low, FactRef) and not isinstance(high, FactRef)
    return False
