"""The rules engine of interactive checks: durable-rules 2.0.28, called directly. The only module that imports
it.

In: a `RuleSet`. Out: a `Program` whose `evaluate` asks the engine. Needs CPython 3.11 or 3.12: ask
checker.engines.available.
The surprising thing: the engine decides only between conditions, never about values. Python answers each
comparison with false, unknown or true; the engine matches combinations of those answers, and its verdict is
trusted only when `compiled` agrees.
"""

from __future__ import annotations

from dataclasses import dataclass

import durable_rules_engine

from checker.engines import RuleSet, Truth, Values
from checker.engines.durable_atoms import atom_truth
from checker.engines.durable_plan import Plan, lay_out
from checker.engines.durable_session import RuleModule, Session

__all__ = ["KEPT_HANDLES", "DurableEngine", "DurableProgram"]

KEPT_HANDLES = 64
"""Compiled rulesets kept; each takes about 1 MB. The least recently used is given back and compiled again
when asked."""


class DurableEngine:
    """Make one and keep it: it owns the compiled rulesets. Safe to share between threads and across a
    fork."""

    def __init__(self, keep: int = KEPT_HANDLES) -> None:
        module: RuleModule = durable_rules_engine
        self._session = Session(module, keep)

    @property
    def name(self) -> str:
        """`durable`."""
        return "durable"

    @property
    def session(self) -> Session:
        """The session, for tests and benchmarks that count handles."""
        return self._session

    def compile(self, rules: RuleSet) -> DurableProgram:
        """Compile; the limits (durable_limits.limits) were checked when the catalogue was loaded, else
        EngineFault."""
        plan = lay_out(rules)
        program = DurableProgram(plan, self._session, self._session.number())
        self._session.prepare(program.number, plan.batches)
        return program


@dataclass(frozen=True, slots=True)
class DurableProgram:
    """A compiled rule set. It may outlive its compiled handles: the session compiles again after an eviction
    or a fault."""

    plan: Plan
    session: Session
    number: int

    def evaluate(self, values: Values) -> dict[str, Truth]:
        """The truth of every rule on these values, or an EngineFault: never a guess."""
        truths = [atom_truth(atom, values) for atom in self.plan.atoms]
        records = [batch.record(truths) for batch in self.plan.batches]
        return self.plan.answers(self.session.fired(self.number, self.plan.batches, records))
