"""A rule set laid out for durable-rules: which fields its records have, which rules it holds, how its answers
are read.

In: a `RuleSet`. Out: a `Plan` of one or more `Batch`es (a ruleset of C each) and the findings about
conditions that do not fit.
The surprising thing: nothing of the catalogue reaches the engine. Fields are called a0, a1 ..., rules 12t#0,
so no key of a submission can spoof `sid` or `id`, and the 32-bit hashes by which the engine compares names
are known in advance.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from checker.conditions.tree import Node
from checker.engines import RuleSet, Truth
from checker.engines.durable_atoms import Atom
from checker.engines.durable_terms import Probe, Reading, Term, reading
from checker.engines.fault import EngineFault
from checker.finding import Text

__all__ = [
    "DONE", "FIELDS_PER_BATCH", "FIXED_FIELDS", "RULES_PER_BATCH", "RULES_PER_GUARD", "SID",
    "Batch", "Bit", "Plan", "Slot", "lay_out", "slots_of",
]  # fmt: skip

SID = "c"
DONE = "~done"
"""The rule that fires on every record, and last (its `pri` is the highest): it proves that the agenda was
drained, and a state in which nothing has fired cannot be deleted without killing the process."""

RULES_PER_GUARD = 16
"""All first conditions that match at once stand on a stack of 64. A guard field, always 1, is the first
condition of 16 rules."""
RULES_PER_BATCH = 64
"""A batch is closed beyond this: the engine sets up about 12 KB for each rule of a ruleset at every check,
and small sets stay in the processor's cache (measured: 4 sets of 64 rules cost half of one of 256)."""
FIELDS_PER_BATCH = 200
"""A record has 252 properties at most; guards, `DONE`, `sid` and `id` need some."""

FIXED_FIELDS = {"sid": SID, "id": "x", "DONE": 1}

_TESTS: Mapping[str, tuple[str | None, int]] = {
    "true": (None, 2), "false": (None, 0), "not_true": ("$lte", 1), "not_false": ("$gte", 1),
}  # fmt: skip

_BEYOND = Text(zh="规则集超出引擎的上限，编译前要先检查", en="the rule set is beyond the engine's limits")
_BOTH = Text(zh="同一条件被判为既成立又不成立", en="a condition came out both true and false")


@dataclass(frozen=True, slots=True)
class Bit:
    """Where one yes/no answer is read: rules whose name begins with `prefix` fired, or none of them did."""

    prefix: str
    inverted: bool

    def read(self, fired: frozenset[str]) -> bool:
        """The answer, from the prefixes of the rules that fired."""
        return (self.prefix in fired) != self.inverted


@dataclass(frozen=True, slots=True)
class Slot:
    """One distinct condition: how "definitely true" and "definitely false" are asked."""

    true: Reading
    false: Reading

    @property
    def atoms(self) -> tuple[Atom, ...]:
        """The atoms of both readings, each once, in a fixed order."""
        probes = (probe for question in (self.true, self.false) for term in question.terms for probe in term)
        return tuple(sorted(dict.fromkeys(probe.atom for probe in probes), key=repr))

    @property
    def rules(self) -> int:
        """How many durable rules it takes."""
        return len(self.true.terms) + len(self.false.terms)


@dataclass(frozen=True, slots=True)
class Batch:
    """One ruleset of the engine. Each field is an index into the plan's atoms and its cell of the record for
    each truth: (',"a0":0', ',"a0":1', ',"a0":2')."""

    definition: str
    head: str
    fields: tuple[tuple[int, tuple[str, ...]], ...]

    def record(self, truths: Sequence[Truth]) -> str:
        """The record of one check: closed, flat, nothing but small integers under our own names."""
        return "".join([self.head, *[cells[truths[atom]] for atom, cells in self.fields], "}"])


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything needed to ask the engine. Several rule names may share one slot (the same condition under
    two names)."""

    atoms: tuple[Atom, ...]
    batches: tuple[Batch, ...]
    slot_of: Mapping[str, int]
    bits: tuple[tuple[Bit, Bit], ...]

    def answers(self, fired: frozenset[str]) -> dict[str, Truth]:
        """The truth of every rule name, from the prefixes of the durable rules that fired in all batches."""
        truths = [_truth(true.read(fired), false.read(fired)) for true, false in self.bits]
        return {name: truths[slot] for name, slot in self.slot_of.items()}


def slots_of(rules: RuleSet) -> dict[Node, Slot | None]:
    """Each distinct condition once; None for one that needs too many alternatives."""
    slots: dict[Node, Slot | None] = {}
    for node in rules.rules.values():
        if node not in slots:
            true, false = reading(node, "true"), reading(node, "false")
            slots[node] = Slot(true, false) if true is not None and false is not None else None
    return slots


def lay_out(rules: RuleSet) -> Plan:
    """The plan of a rule set whose limits were checked before (durable_limits.limits)."""
    numbers: dict[Node, int] = {}
    slots: list[Slot] = []
    for node, slot in slots_of(rules).items():
        if slot is None or len(slot.atoms) > FIELDS_PER_BATCH:
            raise EngineFault("durable", _BEYOND)
        numbers[node] = len(slots)
        slots.append(slot)
    atoms = _numbered(atom for slot in slots for atom in slot.atoms)
    return Plan(
        atoms=tuple(atoms),
        batches=tuple(_batch(group, atoms) for group in _groups(slots)),
        slot_of={name: numbers[node] for name, node in rules.rules.items()},
        bits=tuple(
            (Bit(f"{n}t", slot.true.holds_when_none_fires), Bit(f"{n}f", slot.false.holds_when_none_fires))
            for n, slot in enumerate(slots)
        ),
    )


Numbered = tuple[int, Slot]


def _groups(slots: Sequence[Slot]) -> Iterator[list[Numbered]]:
    group: list[Numbered] = []
    fields: set[Atom] = set()
    rules = 0
    for number, slot in enumerate(slots):
        wider = fields | set(slot.atoms)
        if group and (rules + slot.rules > RULES_PER_BATCH or len(wider) > FIELDS_PER_BATCH):
            yield group
            group, wider, rules = [], set(slot.atoms), 0
        group.append((number, slot))
        fields = wider
        rules += slot.rules
    if group:
        yield group


def _batch(group: Sequence[Numbered], atoms: Mapping[Atom, int]) -> Batch:
    field = _numbered(atom for _, slot in group for atom in slot.atoms)
    rules: dict[str, dict[str, object]] = {}
    for name, term in _named_terms(group):
        guard = {f"g{len(rules) // RULES_PER_GUARD}": 1}
        # `{a: 1, b: 0}` would test its first key only, and a long `$or` fails at compile: one `$and` a rule,
        # always.
        tests = [guard, *sorted((_test(probe, field) for probe in term), key=repr)]
        rules[name] = {"all": [{"m": {"$and": tests}}]}
    guards = {f"g{n}": 1 for n in range(-(-len(rules) // RULES_PER_GUARD))}
    rules[DONE] = {"all": [{"m": {"DONE": 1}}], "pri": 1}
    return Batch(
        definition=json.dumps(rules),
        head=json.dumps(FIXED_FIELDS | guards).removesuffix("}"),
        fields=tuple(
            (atoms[atom], tuple(f',"a{n}":{truth:d}' for truth in Truth)) for atom, n in field.items()
        ),
    )


def _numbered(atoms: Iterable[Atom]) -> dict[Atom, int]:
    return {atom: n for n, atom in enumerate(dict.fromkeys(atoms))}


def _named_terms(group: Sequence[Numbered]) -> Iterator[tuple[str, Term]]:
    for number, slot in group:
        for letter, question in (("t", slot.true), ("f", slot.false)):
            for n, term in enumerate(question.terms):
                yield f"{number}{letter}#{n}", term


def _test(probe: Probe, field: Mapping[Atom, int]) -> dict[str, object]:
    operator, number = _TESTS[probe.question]
    test: dict[str, object] = {f"a{field[probe.atom]}": number}
    return test if operator is None else {operator: test}


def _truth(true: bool, false: bool) -> Truth:
    if true and false:
        raise EngineFault("durable", _BOTH)
    return Truth.TRUE if true else Truth.FALSE if false else Truth.UNKNOWN
