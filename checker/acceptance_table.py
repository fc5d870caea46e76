"""Art. 32 of the Administrative License Law as data: what was found (effects) -> what follows (outcome).

In: rules/acceptance.yaml, already judged by its schema. Out: an `AcceptanceTable`, or none and findings.
The surprising thing: the table is proven when it is read. All 729 states of the six effects are walked: each
must fall into exactly one row, and a row may say "undetermined" exactly where something still unknown could
change the outcome, so the interview neither stops too early nor asks a needless question.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from checker.acceptance_profile import OUTCOMES, Outcome, Profile, applied, read_profiles
from checker.acceptance_proof import ACCEPTANCE_CODES, EFFECTS, Effect, Row, proof
from checker.conditions.facts import Fact
from checker.conditions.tree import All, AnyOf, Compare, Node
from checker.engines import RuleSet, Truth, Values
from checker.finding import Finding, Place, Text
from checker.model.edition import CorrectionRule
from checker.reading.reader import Context, Reader, read_verified
from checker.source import Source

__all__ = [
    "ACCEPTANCE_CODES",
    "EFFECTS",
    "AcceptanceTable",
    "Effect",
    "Row",
    "as_rule_set",
    "proof",
    "read_acceptance",
]

_STATES: Mapping[str, Truth] = {"none": Truth.FALSE, "possible": Truth.UNKNOWN, "certain": Truth.TRUE}


@dataclass(frozen=True, slots=True)
class AcceptanceTable:
    """The proven table. The last profile is for all kinds of matter that no other one names."""

    rows: tuple[Row, ...]
    profiles: tuple[Profile, ...]
    labels: Mapping[Effect, Text]

    def decide(self, effects: Mapping[str, Truth]) -> Outcome:
        """The outcome, in plain Python. An effect that is not in the mapping was not found."""
        state = tuple(effects.get(effect, Truth.FALSE) for effect in EFFECTS)
        return next(row.outcome for row in self.rows if row.holds(state))

    def flags(self, effects: Mapping[str, Truth]) -> Values:
        """The effects as values for the engines (as_rule_set): two boolean facts each."""
        found = {effect: effects.get(effect, Truth.FALSE) for effect in EFFECTS}
        return {
            fact: truth >= least
            for effect, truth in found.items()
            for fact, least in ((_certain(effect), Truth.TRUE), (_possible(effect), Truth.UNKNOWN))
        }

    def outcome_of(self, holding: Collection[str]) -> Outcome | None:
        """The outcome that an engine came to, from the rules of as_rule_set that hold; None unless it is
        exactly one."""
        found = [outcome for outcome in OUTCOMES if outcome in holding]
        return found[0] if len(found) == len(holding) == 1 else None

    def profile(self, kind: str, override: CorrectionRule | None = None) -> Profile:
        """What holds for a kind of matter, and for an edition that departs from it."""
        general = next((profile for profile in self.profiles if kind in profile.kinds), self.profiles[-1])
        return applied(general, override)


def read_acceptance(source: Source) -> tuple[AcceptanceTable | None, tuple[Finding, ...]]:
    """The table of rules/acceptance.yaml; None when it is not total, not exclusive or not complete."""
    context = Context()
    top = Reader.of(source, context)
    context.verified = read_verified(top.must_child("verified"))
    labels = {effect: _label(top, effect) for effect in EFFECTS}
    rows = tuple(_row(item) for item in top.children("rows"))
    profiles = read_profiles(top)
    findings = (
        *context.findings,
        *proof(rows, labels, top.place("rows")),
        *_profile_faults(profiles, top.place("profiles")),
    )
    table = AcceptanceTable(rows, tuple(profile for profile, _ in profiles), labels)
    return (None if findings else table), findings


def as_rule_set(table: AcceptanceTable) -> RuleSet:
    """The same table for the engines: one rule an outcome, over the facts of `AcceptanceTable.flags`."""
    rules: dict[str, Node] = {}
    places: dict[str, Place] = {}
    for outcome in OUTCOMES:
        rows = [row for row in table.rows if row.outcome == outcome]
        if rows:
            rules[outcome] = AnyOf(tuple(All(tuple(_tests(row))) for row in rows))
            places[outcome] = rows[0].place
    names = [name(effect) for effect in EFFECTS for name in (_certain, _possible)]
    facts = {name: Fact(name, "boolean", Text("", ""), Text("", "")) for name in names}
    return RuleSet("acceptance", rules, facts, places)


def _tests(row: Row) -> Iterator[Node]:
    for effect, truth in row.when.items():
        if truth is not Truth.UNKNOWN:
            # certain implies possible, so one flag says it
            yield Compare(_certain(effect), "is", True) if truth else Compare(_possible(effect), "is", False)
        else:
            yield Compare(_possible(effect), "is", True)
            yield Compare(_certain(effect), "is", False)


def _certain(effect: Effect) -> str:
    return f"effect.{effect}.certain"


def _possible(effect: Effect) -> str:
    return f"effect.{effect}.possible"


def _row(item: Reader) -> Row:
    given = item.must_child("when")
    when = {effect: _STATES[word] for effect in EFFECTS if (word := given.string(effect)) in _STATES}
    return Row(item.one_of("outcome", OUTCOMES, "undetermined"), when, item.place())


def _label(top: Reader, effect: Effect) -> Text:
    return next(
        (item.must_text("label") for item in top.children("effects") if item.string("id") == effect),
        Text(effect, effect),
    )


def _profile_faults(profiles: tuple[tuple[Profile, Reader], ...], place: Place) -> Iterator[Finding]:
    seen: set[str] = set()
    for profile, item in profiles:
        missing = [outcome for outcome in OUTCOMES if outcome not in profile.outcomes]
        if missing:
            names = "、".join(missing)
            yield _fault(
                item.place("outcomes"),
                Text(f"没有写结果 {names}", f"these outcomes are missing: {', '.join(missing)}"),
            )
        for kind in profile.kinds:
            if kind in seen:
                yield _fault(
                    item.place("kinds"),
                    Text(f"事项类型 {kind} 已经属于另一个适用类型", f"{kind} has a profile already"),
                )
            seen.add(kind)
    rest = [item.flag("otherwise") for _, item in profiles]
    if not rest or not rest[-1] or any(rest[:-1]):
        yield _fault(
            place,
            Text(
                "最后一个适用类型、也只有最后一个，要写 otherwise",
                "the last profile, and only the last, says `otherwise`",
            ),
        )


def _fault(place: Place, message: Text) -> Finding:
    return Finding(
        "A05", ACCEPTANCE_CODES["A05"].name, "error", place, message, ACCEPTANCE_CODES["A05"].summary
    )
