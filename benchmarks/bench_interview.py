"""How many questions, and how fast: the interview over every shipped matter, on the office's own examples.

Run: `python benchmarks/bench_interview.py`. Prints the mean number of questions until the outcome is settled, until the
notice is complete and until nothing is left to ask, with their share of the facts that the conditions ask and of those
declared; beside it what a form does (every question, in the order of the file), and a yardstick (knowing all
answers beforehand, the fewest that prove the result). Then the CPU time of a step for the largest matter.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

from checker.cases import Case, read_cases
from checker.catalogue import NoEdition
from checker.desks import Desks, desks
from checker.engines import Truth
from checker.interview.choosing import Position, position
from checker.interview.known import LOCAL, Answers, known
from checker.interview.plan import Plan, plan
from checker.interview.standing import Standing, standing
from checker.loading import load_catalogue
from checker.phrases import Phrases
from checker.source import parse

ROOT = Path(__file__).resolve().parent.parent
Next = Callable[[Position], str | None]


@dataclass(frozen=True, slots=True)
class Walk:
    """One interview: questions until settled, until the notice is complete, in all; facts asked by conditions, and declared."""

    settled: int
    noticed: int
    asked: int
    used: int
    declared: int


def by_rules(at: Position) -> str | None:
    """The interview's own order."""
    candidate = at.next_fact
    return candidate.fact if candidate else None


def in_file_order(at: Position) -> str | None:
    """A form: every fact of the conditions, in the order of the rules, whether it matters or not."""
    facts = at.plan.edition.facts
    for name in at.plan.positions:
        if not name.startswith(LOCAL) and name not in at.known.values and name not in at.known.closed:
            return facts[name].id
    return None


def walked(made: Plan, case: Case, answers: Answers, following: Next, phrases: Phrases) -> Walk:
    """One interview with somebody who answers as the example does, and does not know what it does not say."""
    count, settled, noticed = 0, -1, -1
    while True:
        now = standing(made, answers, case.on, phrases)
        settled = count if settled < 0 and now.settled else settled
        noticed = count if noticed < 0 and now.notice_complete else noticed
        at = position(made, known(made.desk, answers, case.on))
        fact = following(at)
        if fact is None:
            break
        count += 1
        told = case.submission.facts.get(fact)
        answers = answers.without_answer(fact) if told is None else answers.told(fact, told)
    facts = made.edition.facts.values()
    return Walk(
        settled if settled >= 0 else count,
        noticed if noticed >= 0 else count,
        count,
        sum(not name.startswith(LOCAL) for name in made.positions),
        sum(not fact.derive and not fact.id.startswith(LOCAL) for fact in facts),
    )


def foreseen(made: Plan, case: Case, answers: Answers, phrases: Phrases) -> Walk:
    """How many answers are needed by somebody who knows all of them beforehand: a yardstick for any order of asking.

    Answers are left out one by one, the last first, as long as the result still stands.
    """
    told = {name: raw for name, raw in case.submission.facts.items() if name in made.positions}

    def needed(holds: Callable[[dict[str, object]], bool]) -> int:
        kept: dict[str, object] = dict(told)
        for name in sorted(kept, key=lambda name: -made.positions[name]):
            fewer = {each: raw for each, raw in kept.items() if each != name}
            kept = fewer if holds(fewer) else kept
        return len(kept)

    def at(facts: dict[str, object]) -> Standing:
        return standing(made, replace(answers, facts=facts), case.on, phrases)

    last = at(dict(told))
    settled = needed(lambda facts: at(facts).acceptance == last.acceptance)
    noticed = needed(lambda facts: at(facts).notice_complete) if last.notice_complete else len(told)
    used = sum(not name.startswith(LOCAL) for name in made.positions)
    declared = sum(not each.derive and not each.id.startswith(LOCAL) for each in made.edition.facts.values())
    return Walk(settled if last.settled else len(told), noticed, noticed, used, declared)


def examples() -> Iterator[Case]:
    """Every example of every matter."""
    for path in sorted((ROOT / "catalogue/matters").glob("*/cases.yaml")):
        source, _ = parse(path.read_bytes(), path.name)
        if source is not None:
            yield from read_cases(source)[0]


def print_walks(name: str, walks: list[Walk]) -> None:
    """Means, and their share of the facts."""
    number = len(walks)
    means = [sum(getattr(walk, part) for walk in walks) / number for part in ("settled", "noticed", "asked")]
    used = sum(walk.used for walk in walks) / number
    declared = sum(walk.declared for walk in walks) / number
    shown = " | ".join(f"{mean:5.2f} ({mean / used:4.0%}, {mean / declared:4.0%})" for mean in means)
    print(f"{name:<34} {shown}   of {used:.1f} facts in conditions, {declared:.1f} declared")


def main() -> int:
    """Print the tables."""
    catalogue = load_catalogue(ROOT)
    phrases = Phrases(catalogue.words, "zh-Hans", catalogue.laws, catalogue.vocabulary)
    every: Desks = desks(catalogue, "compiled", "bench")
    plans: dict[int, Plan] = {}
    found: dict[str, list[Walk]] = {}
    matters = set()
    for case in examples():
        try:
            desk = every.at(case.matter, case.on, case.office)
        except NoEdition:
            continue
        made = plans.setdefault(id(desk), plan(desk))
        matters.add(case.matter)
        at_counter = Answers(documents=case.submission.documents, papers=None)
        for name, order in (("order of the rules", by_rules), ("order of the file (a form)", in_file_order)):
            found.setdefault(name, []).append(walked(made, case, at_counter, order, phrases))
        found.setdefault("knowing all answers beforehand", []).append(
            foreseen(made, case, at_counter, phrases)
        )
        outcome = case.expect.acceptance
        kind = "ends early" if outcome in ("not_required", "not_competent", "refuse") else "goes on"
        found.setdefault(f"  of these: {kind}", []).append(walked(made, case, at_counter, by_rules, phrases))
    print(f"{len(matters)} matters, {len(found['order of the rules'])} examples; mean questions until")
    print(f"{'':<34} outcome settled     | notice complete     | nothing left")
    for name, walks in sorted(found.items(), key=lambda item: item[0].startswith(" ")):
        print_walks(name, walks)
    largest = max(plans.values(), key=lambda each: len(each.observations))
    print_speed(largest, phrases)
    return 0


def print_speed(made: Plan, phrases: Phrases) -> None:
    """CPU time of one step of the largest matter: the plan, the next question alone, the whole standing in words."""
    on = made.edition.effective_from
    began = time.process_time()
    for _ in range(50):
        plan(made.desk)
    planned = (time.process_time() - began) / 50
    steps, standings = [], []
    for _ in range(20):
        answers = Answers()
        while True:
            began = time.process_time()
            at = position(made, known(made.desk, answers, on))
            candidate = at.next_fact
            steps.append(time.process_time() - began)
            began = time.process_time()
            standing(made, answers, on, phrases)
            standings.append(time.process_time() - began)
            if candidate is None:
                break
            answers = answers.told(candidate.fact, harmless(made, candidate.fact, at))
    print(f"largest matter: {made.edition.matter}, {len(made.observations)} observations; CPU time")
    print(f"  the plan: {planned * 1000:.2f} ms")
    for name, times in (("the next question", steps), ("the whole standing in words", standings)):
        print(f"  {name}: p50 {median(times) * 1000:.2f} ms, worst {max(times) * 1000:.2f} ms")


def harmless(made: Plan, name: str, at: Position) -> object:
    """An answer that keeps the interview going for as long as it can."""
    fact = made.edition.facts[name]
    tries: tuple[object, ...] = {
        "boolean": (False, True),
        "choice": fact.option_ids,
        "choices": ((), fact.option_ids),
        "date": ("1990-01-01", "2026-01-01"),
    }.get(fact.type, ("0", "1", "1000", "100000000"))
    gates = [each for each, _ in at.rests if each.tier < 2 and each.decided]
    for answer in tries:
        values = known(made.desk, Answers({name: answer}), at.known.on).values
        if not any(
            each.decided and each.decided({**at.known.values, **values}) is Truth.TRUE for each in gates
        ):
            return answer
    return tries[0]


if __name__ == "__main__":
    sys.exit(main())
