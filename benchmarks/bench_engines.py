"""CPU time of one evaluation on each engine, the same conditions and submissions for all: `python benchmarks/bench_engines.py`.

In: a seed, the number of conditions and of submissions. Out: a table on standard output; the ratio matters, not the number.
The surprising thing: no engine is timed before all of them have given the same answers on every pair, so a fast wrong engine
cannot win. zen-engine (a peer, `pip install zen-engine`) is compared when it is installed.
"""

from __future__ import annotations

import argparse
import importlib
import json
import random
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from checker.conditions.tree import All, AnyOf, Compare, Known, Node, Not, OneOf
from checker.engines import RuleSet, Truth, Value, Values
from checker.engines.available import engines, why_not_durable
from checker.engines.durable_atoms import Atom, atom_truth
from checker.engines.durable_plan import lay_out

__all__ = ["main"]

Evaluate = Callable[[Values], Mapping[str, Truth]]


def conditions(dice: random.Random, number: int) -> dict[str, Node]:
    """Conditions as matters have them: mostly one or two comparisons, some groups, one level of nesting."""
    facts = [f"fact.n{n}" for n in range(number // 2)]

    def atom() -> Node:
        fact = dice.choice(facts)
        match dice.randrange(6):
            case 0:
                return Known(fact)
            case 1:
                return OneOf(fact, (1, 3))
            case _:
                return Compare(fact, dice.choice(("is", "at_least", "less_than")), dice.randint(0, 4))

    def condition() -> Node:
        match dice.randrange(5):
            case 0 | 1:
                return atom()
            case 2:
                return All((atom(), Not(atom())))
            case 3:
                return AnyOf(tuple(atom() for _ in range(3)))
            case _:
                return All((atom(), AnyOf((atom(), All((atom(), atom()))))))

    return {f"r{n}": condition() for n in range(number)}


def submissions(dice: random.Random, number: int, facts: int) -> list[dict[str, Value]]:
    """Submissions with about a fifth of the facts not given."""
    return [
        {f"fact.n{n}": dice.randint(0, 4) for n in range(facts) if dice.random() < 0.8} for _ in range(number)
    ]


def zen(rules: RuleSet) -> Evaluate | None:
    """The same conditions for zen-engine: our atoms, then min and max for all and any. None when it is not installed."""
    try:
        module = importlib.import_module("zen")
    except ImportError:
        return None
    atoms = lay_out(rules).atoms
    names = {atom: f"a{n}" for n, atom in enumerate(atoms)}
    expressions = [
        {"id": name, "key": name, "value": _formula(node, names)} for name, node in rules.rules.items()
    ]
    nodes: list[dict[str, object]] = [
        {"id": "in", "type": "inputNode", "name": "in"},
        {"id": "rules", "type": "expressionNode", "name": "rules", "content": {"expressions": expressions}},
        {"id": "out", "type": "outputNode", "name": "out"},
    ]
    edges = [
        {"id": f"{source}-{target}", "sourceId": source, "targetId": target, "type": "edge"}
        for source, target in (("in", "rules"), ("rules", "out"))
    ]
    graph = {"nodes": [{**node, "position": {"x": 0, "y": 0}} for node in nodes], "edges": edges}
    decision: Any = module.ZenEngine().create_decision(json.dumps(graph))

    def evaluate(values: Values) -> Mapping[str, Truth]:
        record = {name: int(atom_truth(atom, values)) for atom, name in names.items()}
        return {name: Truth(truth) for name, truth in decision.evaluate(record)["result"].items()}

    return evaluate


def _formula(node: Node, names: Mapping[Atom, str]) -> str:
    match node:
        case All(children):
            return f"min([{', '.join(_formula(child, names) for child in children)}])"
        case AnyOf(children):
            return f"max([{', '.join(_formula(child, names) for child in children)}])"
        case Not(child):
            return f"(2 - {_formula(child, names)})"
        case _:
            return names[node]


def microseconds(evaluate: Evaluate, given: Sequence[Values], times: int) -> float:
    """CPU microseconds an evaluation, best of three runs."""
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        for _ in range(times):
            for values in given:
                evaluate(values)
        best = min(best, time.process_time() - start)
    return best / (times * len(given)) * 1e6


def main() -> None:
    """Compare and print."""
    parser = argparse.ArgumentParser(description="CPU time of one evaluation on each engine")
    parser.add_argument("--conditions", type=int, default=75)
    parser.add_argument("--submissions", type=int, default=200)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--seed", type=int, default=32)
    chosen = parser.parse_args()
    dice = random.Random(chosen.seed)
    rules = RuleSet("benchmark", conditions(dice, chosen.conditions), {}, {})
    given = submissions(dice, chosen.submissions, chosen.conditions // 2)

    candidates: dict[str, Evaluate] = {}
    compiled_in: dict[str, float] = {}
    for engine in engines("both"):
        start = time.process_time()
        candidates[engine.name] = engine.compile(rules).evaluate
        compiled_in[engine.name] = (time.process_time() - start) * 1e3
    start = time.process_time()
    peer = zen(rules)
    if peer is not None:
        candidates["zen-engine"] = peer
        compiled_in["zen-engine"] = (time.process_time() - start) * 1e3

    for values in given:
        answers = [evaluate(values) for evaluate in candidates.values()]
        if any(other != answers[0] for other in answers):
            raise SystemExit("the engines differ; nothing was timed")
    print(
        f"{chosen.conditions} conditions, {chosen.submissions} submissions, all {len(candidates)} engines agree on every pair"
    )
    measured = {name: microseconds(evaluate, given, chosen.times) for name, evaluate in candidates.items()}
    slowest = max(len(name) for name in measured)
    for name, spent in measured.items():
        ratio = f"{spent / measured['zen-engine']:6.2f} x zen-engine" if "zen-engine" in measured else ""
        print(
            f"{name:{slowest}}  {spent:8.1f} us an evaluation  {1e6 / spent:8.0f}/s  compile {compiled_in[name]:6.1f} ms  {ratio}"
        )
    reason = why_not_durable()
    if reason is not None:
        print(f"durable was not measured: {reason.en}")
    if peer is None:
        print("zen-engine was not measured: it is not installed")


if __name__ == "__main__":
    main()
