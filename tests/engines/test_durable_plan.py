"""The layout: names that cannot collide, rulesets that stay far below the C engine's limits, records without any text."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from checker.conditions.tree import All, AnyOf, Compare, Node
from checker.engines import RuleSet, Truth
from checker.engines.durable_plan import (
    DONE,
    FIELDS_PER_BATCH,
    RULES_PER_BATCH,
    RULES_PER_GUARD,
    lay_out,
)
from checker.engines.durable_terms import TERM_LIMIT

RuleSetOf = Callable[[Mapping[str, Node]], RuleSet]

# Words with a meaning of their own inside durable-rules, with the hashes that rete.c and state.h state for them.
KEYWORDS = {
    "all": 321211332, "any": 740945997, "pri": 1450887882, "count": 967958004, "cap": 41178555,
    "dist": 1281379241, "$lt": 542787579, "$lte": 2350824890, "$gt": 507407960, "$gte": 3645344263,
    "$eq": 256037865, "$neq": 2488026869, "$mt": 576092554, "$imt": 1472564215, "$iall": 3261766877,
    "$iany": 3379504400, "$ex": 373481198, "$nex": 2605470202, "$or": 340911698, "$and": 3746487396,
    "$m": 1690058490, "name": 2369371622, "$add": 4081054038, "$sub": 1040718071, "$mul": 304370403,
    "$l": 1706836109, "$r": 1203507539, "$forward": 739185624, "id": 926444256, "sid": 3593476751,
    "$i": 1622948014,
}  # fmt: skip


def fnv(name: str) -> int:
    """json.c, getStringAndHash: all that the engine keeps of a name."""
    value = 0x811C9DC5
    for byte in name.encode("ascii"):
        value = (value ^ byte) * 16777619 % 2**32
    return value


def most_guards() -> int:
    """A single condition of 2 x TERM_LIMIT rules makes the fullest batch."""
    fullest = max(RULES_PER_BATCH, 2 * TERM_LIMIT)
    return -(-fullest // RULES_PER_GUARD)


def test_our_hash_is_theirs() -> None:
    assert {name: fnv(name) for name in KEYWORDS} == KEYWORDS


def test_no_two_names_share_a_hash() -> None:
    fields = [f"a{n}" for n in range(FIELDS_PER_BATCH)] + [f"g{n}" for n in range(most_guards())]
    names = {*fields, "DONE", "$s", *KEYWORDS}
    assert len({fnv(name) for name in names}) == len(names)


def test_a_record_has_fewer_than_240_properties() -> None:
    assert FIELDS_PER_BATCH + most_guards() + len(("sid", "id", "DONE")) <= 240


def test_the_stack_of_64_cannot_overflow() -> None:
    """Before a guard is taken all guards and DONE wait; below it at most one entry waits for each of its rules."""
    assert most_guards() + len(("DONE",)) + RULES_PER_GUARD < 64


def test_nothing_of_the_catalogue_reaches_the_engine(rule_set: RuleSetOf) -> None:
    rules: dict[str, Node] = {
        "规则 'x'": Compare("applicant.name", "is", "张三"),
        'b"': AnyOf((Compare("sid", "is", "姓"), Compare("id", "is", "$s"))),
    }
    plan = lay_out(rule_set(rules))
    [batch] = plan.batches
    record = json.loads(batch.record([Truth.TRUE, Truth.UNKNOWN, Truth.FALSE]))
    assert record == {"sid": "c", "id": "x", "DONE": 1, "g0": 1, "a0": 2, "a1": 1, "a2": 0}
    assert (batch.definition + batch.record([Truth.TRUE] * 3)).isascii()
    assert set(json.loads(batch.definition)) == {"0t#0", "0f#0", "1t#0", "1f#0", DONE}


def test_guards_hold_sixteen_rules_each(rule_set: RuleSetOf) -> None:
    rules = {f"r{n}": Compare(f"f.{n}", "is", True) for n in range(30)}
    for batch in lay_out(rule_set(rules)).batches:
        taken: dict[str, int] = {}
        definition = json.loads(batch.definition)
        assert definition.pop(DONE) == {"all": [{"m": {"DONE": 1}}], "pri": 1}
        for rule in definition.values():
            [guard] = rule["all"][0]["m"]["$and"][0]
            taken[guard] = taken.get(guard, 0) + 1
        assert max(taken.values()) <= RULES_PER_GUARD
        assert json.loads(batch.record([Truth.TRUE] * 30)).keys() > taken.keys()


def test_a_large_rule_set_becomes_several_small_batches(rule_set: RuleSetOf) -> None:
    rules = {f"r{n}": Compare(f"f.{n}", "is", True) for n in range(700)}
    plan = lay_out(rule_set(rules))
    assert len(plan.atoms) == 700
    assert all(len(json.loads(batch.definition)) <= RULES_PER_BATCH + 1 for batch in plan.batches)
    wide = {f"r{n}": All(tuple(Compare(f"f.{n}-{i}", "is", True) for i in range(90))) for n in range(3)}
    assert [len(batch.fields) for batch in lay_out(rule_set(wide)).batches] == [180, 90]


def test_one_condition_under_many_names_is_laid_out_once(rule_set: RuleSetOf) -> None:
    same: dict[str, Node] = {f"r{n}": Compare("f.a", "is", True) for n in range(100)}
    [batch] = lay_out(rule_set(same)).batches
    assert len(json.loads(batch.definition)) == 3
