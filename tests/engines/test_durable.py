"""durable-rules gives Kleene's answers, also where its own traps lie. The traps are those of docs/engines.md."""

from __future__ import annotations

import random
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from checker.conditions.tree import All, AnyOf, Compare, FactRef, Known, Node, Not, OneOf, Operator
from checker.engines import RuleSet, Truth, Value, Values
from checker.engines.available import agree
from checker.engines.compiled import ENGINE as COMPILED
from checker.engines.fault import EngineFault

if TYPE_CHECKING:
    from checker.engines.durable import DurableEngine

RuleSetOf = Callable[[Mapping[str, Node]], RuleSet]
EngineOf = Callable[[int], "DurableEngine"]

NUMBERS = tuple(f"number.{n}" for n in range(4))
DAYS = tuple(f"day.{n}" for n in range(3))
FLAGS = tuple(f"flag.{n}" for n in range(3))
CHOICE, CHOICES = "choice.a", "choices.a"
OPTIONS = ("red", "green", "blue")


# ---- the meaning once more, as plainly as it can be written


def meaning(node: Node, values: Values) -> int:
    """0 false, 1 unknown, 2 true."""
    match node:
        case All(children):
            return min(meaning(child, values) for child in children)
        case AnyOf(children):
            return max(meaning(child, values) for child in children)
        case Not(child):
            return 2 - meaning(child, values)
        case Known(fact, given):
            return 2 if (fact in values) == given else 0
        case OneOf(fact, options):
            if fact not in values:
                return 1
            value = values[fact]
            ticked = set(value) if isinstance(value, tuple) else {value}
            return 2 if ticked & set(options) else 0
        case Compare(fact, operator, operand):
            other = values.get(operand.fact) if isinstance(operand, FactRef) else operand
            if fact not in values or other is None:
                return 1
            return 2 if compared(values[fact], operator, other) else 0


def compared(left: Any, operator: Operator, right: Any) -> bool:
    match operator:
        case "is":
            return bool(left == right)
        case "includes":
            return right in left
        case "at_least":
            return not left < right
        case "more_than" | "after":
            return not (left < right or left == right)
        case "at_most":
            return bool(left < right or left == right)
        case "less_than" | "before":
            return bool(left < right)


# ---- random conditions and submissions


def random_atom(dice: random.Random) -> Node:
    match dice.randrange(7):
        case 0:
            fact = dice.choice((*NUMBERS, *DAYS, *FLAGS, CHOICE, CHOICES))
            return Known(fact, dice.random() < 0.5)
        case 1:
            return OneOf(dice.choice((CHOICE, CHOICES)), tuple(dice.sample(OPTIONS, dice.randint(1, 2))))
        case 2:
            return Compare(CHOICES, "includes", dice.choice(OPTIONS))
        case 3:
            return Compare(dice.choice(FLAGS), "is", dice.random() < 0.5)
        case 4:
            order: Operator = dice.choice(("before", "after", "is", "at_least", "at_most"))
            operand = FactRef(dice.choice(DAYS)) if dice.random() < 0.4 else day(dice)
            return Compare(dice.choice(DAYS), order, operand)
        case 5:
            return Compare(CHOICE, "is", dice.choice(OPTIONS))
        case _:
            order = dice.choice(("is", "at_least", "more_than", "at_most", "less_than"))
            number = FactRef(dice.choice(NUMBERS)) if dice.random() < 0.3 else amount(dice)
            return Compare(dice.choice(NUMBERS), order, number)


def random_tree(dice: random.Random, depth: int = 0) -> Node:
    roll = dice.random()
    if depth == 3 or roll < 0.3:
        return random_atom(dice)
    if roll < 0.45:
        return Not(random_tree(dice, depth + 1))
    children = tuple(random_tree(dice, depth + 1) for _ in range(dice.randint(1, 3)))
    return All(children) if roll < 0.72 else AnyOf(children)


def amount(dice: random.Random) -> int | Decimal:
    return dice.choice((dice.randint(0, 3), Decimal(dice.randint(0, 6)) / 2))


def day(dice: random.Random) -> date:
    return date(2026, 2, dice.randint(12, 15))


def random_values(dice: random.Random) -> dict[str, Value]:
    everything: dict[str, Value] = {
        **{fact: amount(dice) for fact in NUMBERS},
        **{fact: day(dice) for fact in DAYS},
        **{fact: dice.random() < 0.5 for fact in FLAGS},
        CHOICE: dice.choice(OPTIONS),
        CHOICES: tuple(dice.sample(OPTIONS, dice.randint(0, 3))),
    }
    share = dice.choice((0.0, 0.4, 0.8, 1.0))
    return {fact: value for fact, value in everything.items() if dice.random() < share}


def test_random_conditions_on_random_submissions(durable: DurableEngine, rule_set: RuleSetOf) -> None:
    dice = random.Random(20260213)
    pairs = 0
    for _ in range(20):
        rules = {f"r{n}": random_tree(dice) for n in range(30)}
        program = durable.compile(rule_set(rules))
        reference = COMPILED.compile(rule_set(rules))
        for _ in range(25):
            values = random_values(dice)
            answers = program.evaluate(values)
            assert answers == {name: meaning(node, values) for name, node in rules.items()}
            assert agree({"durable": answers, "compiled": reference.evaluate(values)}) is None
            pairs += len(answers)
    assert pairs == 15_000


# ---- the traps


def run_alone(script: str) -> subprocess.CompletedProcess[str]:
    """A trap that ends the process must not end the tests."""
    return subprocess.run(
        [sys.executable, "-c", script],
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


PREPARE = """
from checker.conditions.tree import All, AnyOf, Compare, Not
from checker.engines import RuleSet, Truth
from checker.engines.durable import DurableEngine
def rule_set(n):
    return RuleSet("t", {f"r{i}": Compare(f"f.{i}", "is", True) for i in range(n)}, {}, {})
"""


@pytest.mark.usefixtures("durable")
def test_a_submission_on_which_nothing_fires_does_not_kill_the_process() -> None:
    script = (
        PREPARE
        + """
program = DurableEngine().compile(rule_set(5))
for _ in range(200):
    assert set(program.evaluate({}).values()) == {Truth.UNKNOWN}
print("alive")
"""
    )
    done = run_alone(script)
    assert (done.returncode, done.stdout.strip()) == (0, "alive"), done.stderr


@pytest.mark.usefixtures("durable")
def test_a_forked_worker_decides_and_so_does_its_parent() -> None:
    script = (
        PREPARE
        + """
import os, signal
engine = DurableEngine()
program = engine.compile(rule_set(40))
values = {"f.1": True, "f.2": False}
before = program.evaluate(values)
with engine.session._process().lock:  # as if another thread were in the middle of a check
    child = os.fork()
    if child == 0:
        signal.alarm(60)  # a child that waits for the lock of its parent would wait for ever
        os._exit(0 if program.evaluate(values) == before and engine.session.handle_count > 0 else 1)
assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
assert program.evaluate(values) == before
print("both")
"""
    )
    done = run_alone(script)
    assert (done.returncode, done.stdout.strip()) == (0, "both"), done.stderr


@pytest.mark.usefixtures("durable")
def test_the_import_starts_no_thread() -> None:
    script = (
        PREPARE
        + """
import sys, threading
DurableEngine().compile(rule_set(5)).evaluate({"f.1": True})
assert threading.active_count() == 1
assert not [name for name in sys.modules if name == "durable" or name.startswith("durable.")]
print("quiet")
"""
    )
    done = run_alone(script)
    assert (done.returncode, done.stdout.strip()) == (0, "quiet"), done.stderr


def test_names_that_hijack_the_engine_are_ordinary_facts(durable: DurableEngine, rule_set: RuleSetOf) -> None:
    facts = ("sid", "id", "$s", "$m", "DONE", "a0", "g0", "doc.sid", 'x"}', "pri", "m", "$and")
    rules: dict[str, Node] = {f"{fact}!": Compare(fact, "is", True) for fact in facts}
    values: dict[str, Value] = {fact: n % 2 == 0 for n, fact in enumerate(facts)}
    answers = durable.compile(rule_set(rules)).evaluate(values)
    assert answers == {f"{fact}!": 2 if n % 2 == 0 else 0 for n, fact in enumerate(facts)}


def test_no_text_of_the_applicant_matters(durable: DurableEngine, rule_set: RuleSetOf) -> None:
    nasty = ("'", '"', "\\", "}", "\x00", "😀", "姓名" * 40_000, "null", "{'$nex':1}")
    rules: dict[str, Node] = {f"r{n}": Compare("x.name", "is", text) for n, text in enumerate(nasty)}
    program = durable.compile(rule_set(rules))
    for n, text in enumerate(nasty):
        answers = program.evaluate({"x.name": text})
        assert [name for name, truth in answers.items() if truth is Truth.TRUE] == [f"r{n}"]


@pytest.mark.parametrize("count", [100, 300])
def test_many_rules_on_one_comparison(durable: DurableEngine, rule_set: RuleSetOf, count: int) -> None:
    """255 rules on one identical condition are the engine's limit, 64 matches at once its stack."""
    one = Compare("f.one", "is", True)
    rules: dict[str, Node] = {f"r{n}": All((one, Compare(f"f.{n}", "is", True))) for n in range(count)}
    program = durable.compile(rule_set(rules))
    every: dict[str, Value] = {"f.one": True, **{f"f.{n}": True for n in range(count)}}
    assert set(program.evaluate(every).values()) == {Truth.TRUE}
    assert set(program.evaluate(every | {"f.one": False}).values()) == {Truth.FALSE}
    answers = program.evaluate({"f.one": True, "f.7": False, "f.8": True})
    assert answers["r7"] is Truth.FALSE
    assert answers["r8"] is Truth.TRUE
    assert answers["r9"] is Truth.UNKNOWN


def test_everything_fires_at_once(durable: DurableEngine, rule_set: RuleSetOf) -> None:
    rules: dict[str, Node] = {f"r{n}": Compare(f"f.{n}", "is", True) for n in range(500)}
    answers = durable.compile(rule_set(rules)).evaluate({f"f.{n}": n % 3 == 0 for n in range(500)})
    assert answers == {f"r{n}": 2 if n % 3 == 0 else 0 for n in range(500)}


def test_a_choice_of_twenty_groups(durable: DurableEngine, rule_set: RuleSetOf) -> None:
    """An `$or` of 14 `$and`s does not compile; we emit one rule an alternative, and it is answered once."""
    pairs = [All((Compare(f"a.{n}", "is", True), Compare(f"b.{n}", "is", True))) for n in range(20)]
    program = durable.compile(rule_set({"twenty": AnyOf(tuple(pairs))}))
    all_false: dict[str, Value] = {f"a.{n}": False for n in range(20)}
    assert program.evaluate({"a.19": True, "b.19": True}) == {"twenty": 2}
    assert program.evaluate({f"{side}.{n}": True for side in "ab" for n in range(20)}) == {"twenty": 2}
    assert program.evaluate(all_false) == {"twenty": 0}
    assert program.evaluate(all_false | {"a.3": True}) == {"twenty": 1}


def test_two_names_for_one_condition_both_answer(durable: DurableEngine, rule_set: RuleSetOf) -> None:
    node = Compare("f.a", "is", True)
    assert durable.compile(rule_set({"x": node, "y": node})).evaluate({"f.a": True}) == {"x": 2, "y": 2}


def test_a_rule_set_without_rules(durable: DurableEngine, rule_set: RuleSetOf) -> None:
    assert durable.compile(rule_set({})).evaluate({"f.a": True}) == {}


def test_conditions_that_are_always_settled(durable: DurableEngine, rule_set: RuleSetOf) -> None:
    rules: dict[str, Node] = {"always": All(()), "never": AnyOf(()), "not-never": Not(AnyOf(()))}
    assert durable.compile(rule_set(rules)).evaluate({}) == {"always": 2, "never": 0, "not-never": 2}


# ---- values that no normaliser lets through are a fault, not an answer


@pytest.mark.parametrize(
    ("node", "value"),
    [
        pytest.param(Compare("f.a", "at_least", 100), "5", id="text-against-number"),
        pytest.param(Compare("f.a", "is", 1), True, id="truth-against-number"),
        pytest.param(Compare("f.a", "at_least", "a"), "b", id="order-of-texts"),
        pytest.param(Compare("f.a", "includes", "red"), "red", id="includes-in-text"),
        pytest.param(OneOf("f.a", ("1",)), 1, id="number-among-texts"),
        pytest.param(Compare("f.a", "before", date(2026, 1, 1)), 3, id="number-against-day"),
    ],
)
def test_incomparable_values_are_a_fault_without_the_value(
    durable: DurableEngine, rule_set: RuleSetOf, node: Node, value: Value
) -> None:
    program = durable.compile(rule_set({"r": node}))
    with pytest.raises(EngineFault, match=r"f\.a") as fault:
        program.evaluate({"f.a": value})
    assert fault.value.__cause__ is None
    assert program.evaluate({}) == {"r": 1}


# ---- threads, many rule sets, memory


def test_threads_share_one_program_while_others_are_evicted(
    durable_engine: EngineOf, rule_set: RuleSetOf
) -> None:
    engine = durable_engine(3)
    names = [f"f.{n}" for n in range(30)]
    programs = [
        engine.compile(
            rule_set({f"r{n}": Compare(fact, "is", kind % 2 == 0) for n, fact in enumerate(names)})
        )
        for kind in range(6)
    ]
    wrong: list[str] = []

    def work(number: int) -> None:
        dice = random.Random(number)
        for _ in range(60):
            kind = dice.randrange(6)
            values = {fact: dice.random() < 0.5 for fact in names}
            answers = programs[kind].evaluate(values)
            wanted = {f"r{n}": 2 if values[fact] == (kind % 2 == 0) else 0 for n, fact in enumerate(names)}
            if answers != wanted:
                wrong.append(f"thread {number}")

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert engine.session.handle_count <= 3


def test_the_least_recently_used_handles_are_given_back(
    durable_engine: EngineOf, rule_set: RuleSetOf
) -> None:
    engine = durable_engine(5)
    node = Compare("f.a", "is", True)
    programs = [engine.compile(rule_set({f"r{n}": node})) for n in range(20)]
    assert engine.session.handle_count == 5
    for n, program in enumerate(programs):
        assert program.evaluate({"f.a": True}) == {f"r{n}": 2}
    assert engine.session.handle_count == 5


def test_a_program_larger_than_the_whole_store_still_runs(
    durable_engine: EngineOf, rule_set: RuleSetOf
) -> None:
    engine = durable_engine(1)
    rules: dict[str, Node] = {f"r{n}": Compare(f"f.{n}", "is", True) for n in range(100)}
    program = engine.compile(rule_set(rules))
    assert len(program.plan.batches) > 1
    assert program.evaluate({"f.99": True})["r99"] is Truth.TRUE


def test_checks_and_compiles_do_not_grow_the_process(durable_engine: EngineOf, rule_set: RuleSetOf) -> None:
    resource = pytest.importorskip("resource", reason="the memory of a process is not told here")
    rules: dict[str, Node] = {f"r{n}": Compare(f"f.{n}", "is", True) for n in range(30)}

    def work(times: int) -> None:
        engine = durable_engine(2)  # collected at the end: its handles must go too
        for _ in range(times):
            program = engine.compile(rule_set(rules))
            for n in range(20):
                program.evaluate({f"f.{n}": True, f"f.{n + 1}": False})

    work(20)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(4):
        work(30)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    kilobytes = grown / 1024 if sys.platform == "darwin" else grown
    assert kilobytes < 20_000  # 120 compiled sets of 60 rules would be 100 MB
