"""Runs a file of condition cases on engines and says what differs: the suite of tests/conformance and outside ones.

In: `{"cases": [{id, condition, types, facts, expected, why}], "refused": [{id, condition, types, why}]}`; `types` is
fact id -> {type, options?}, `facts` full fact id -> answer as handed in. Out: a `Report`.
The surprising thing: JSON numbers with a point keep the digits they were written with (`read_corpus`), because a
float would round what the language must refuse. A file without cases is not a pass.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from checker.conditions.facts import FACT_TYPES, Fact, FactType, Option
from checker.conditions.parse import parse
from checker.conditions.tree import Node
from checker.conditions.values import NotGiven, NumberText, normalise
from checker.engines import Engine, RuleSet, Truth, Value
from checker.engines.fault import EngineFault
from checker.finding import Finding, Text, nowhere

__all__ = ["Difference", "Report", "read_corpus", "run"]

Outcome = Literal["true", "false", "unknown"]
_OUTCOMES: Mapping[Truth, Outcome] = {Truth.TRUE: "true", Truth.FALSE: "false", Truth.UNKNOWN: "unknown"}
_PARSER = "parser"


@dataclass(frozen=True, slots=True)
class Difference:
    """One case that did not come out as expected. `engine` is "parser" when no engine was reached.

    `got` is true, false, unknown, refused, accepted, fault, or malformed when the case itself cannot be read.
    """

    id: str
    engine: str
    expected: str
    got: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What was run and what differs."""

    engines: tuple[str, ...]
    cases: int
    refused: int
    differences: tuple[Difference, ...]

    @property
    def ok(self) -> bool:
        """Nothing differs, and there was something to run."""
        return not self.differences and self.cases + self.refused > 0


class _MalformedError(Exception):
    """The case does not have the form of a case; the message says where."""


def read_corpus(text: str) -> object:
    """The data of a JSON file, numbers with a point or an exponent kept as they are written."""
    return json.loads(text, parse_float=NumberText, parse_int=_integer)


def _integer(digits: str) -> int | NumberText:
    """Python refuses to read a number of 4,301 digits; one that long is no answer anyway, but no crash either."""
    return int(digits) if len(digits) < 100 else NumberText(digits)


def run(data: object, engines: Iterable[Engine]) -> Report:
    """Run every case of `data` on every engine, and the parser on every condition that must be refused."""
    all_engines = tuple(engines)
    names = tuple(engine.name for engine in all_engines)
    differences: list[Difference] = []
    cases = _list(data, "cases", differences)
    refused = _list(data, "refused", differences)
    for index, case in enumerate(cases):
        label = _id(case, f"cases[{index}]")
        try:
            differences.extend(_case(label, case, all_engines))
        except _MalformedError as error:
            differences.append(Difference(label, _PARSER, "a case", "malformed", str(error)))
    for index, case in enumerate(refused):
        label = _id(case, f"refused[{index}]")
        try:
            if _parsed(case)[0] is not None:
                differences.append(Difference(label, _PARSER, "refused", "accepted"))
        except _MalformedError as error:
            differences.append(Difference(label, _PARSER, "a case", "malformed", str(error)))
    return Report(names, len(cases), len(refused), tuple(differences))


def _case(label: str, case: object, engines: Iterable[Engine]) -> Iterable[Difference]:
    wanted = _member(case, "expected")
    expected = next((outcome for outcome in _OUTCOMES.values() if outcome == wanted), None)
    if expected is None:
        raise _MalformedError("`expected` must be true, false or unknown, as text")
    node, findings = _parsed(case)
    facts = _facts(case)
    if node is None:
        detail = "; ".join(f"{finding.code} {finding.message.en}" for finding in findings)
        return [Difference(label, _PARSER, expected, "refused", detail)]
    values = _values(_member(case, "facts"), facts)
    rules = RuleSet("conformance", {label: node}, facts, {label: nowhere()})
    found = ((engine.name, *_evaluated(engine, rules, values)) for engine in engines)
    return [Difference(label, name, expected, got, detail) for name, got, detail in found if got != expected]


def _evaluated(engine: Engine, rules: RuleSet, values: Mapping[str, Value]) -> tuple[str, str]:
    try:
        (truth,) = engine.compile(rules).evaluate(values).values()
    except EngineFault as fault:
        return "fault", str(fault)
    return _OUTCOMES[truth], ""


def _parsed(case: object) -> tuple[Node | None, tuple[Finding, ...]]:
    return parse(_member(case, "condition"), ("condition",), lambda pointer: nowhere(), _facts(case), {})


def _values(given: object, facts: Mapping[str, Fact]) -> Mapping[str, Value]:
    if not isinstance(given, Mapping):
        raise _MalformedError("`facts` must be a mapping from fact id to answer")
    values: dict[str, Value] = {}
    for fact_id, raw in given.items():
        if fact_id in facts:  # an answer that no condition can ask for changes nothing
            value = normalise(raw, facts[fact_id])
            if not isinstance(value, NotGiven):
                values[fact_id] = value
    return values


def _facts(case: object) -> Mapping[str, Fact]:
    types = _member(case, "types")
    if not isinstance(types, Mapping):
        raise _MalformedError("`types` must be a mapping from fact id to {type, options?}")
    return {str(fact_id): _fact(str(fact_id), declared) for fact_id, declared in types.items()}


def _fact(fact_id: str, declared: object) -> Fact:
    wanted = _member(declared, "type")
    fact_type: FactType | None = next((each for each in FACT_TYPES if each == wanted), None)
    if fact_type is None:
        raise _MalformedError(f"`types` gives `{fact_id}` no type of the language")
    options = declared.get("options", []) if isinstance(declared, Mapping) else []
    if not isinstance(options, list) or not all(isinstance(option, str) for option in options):
        raise _MalformedError(f"the options of `{fact_id}` must be a list of ids")
    label = Text(fact_id, fact_id)
    return Fact(
        fact_id, fact_type, label, label, options=tuple(Option(id_, Text(id_, id_)) for id_ in options)
    )


def _member(owner: object, key: str) -> object:
    if not isinstance(owner, Mapping) or key not in owner:
        raise _MalformedError(f"`{key}` is missing")
    member: object = owner[key]
    return member


def _list(data: object, key: str, differences: list[Difference]) -> list[object]:
    found = data.get(key, []) if isinstance(data, Mapping) else None
    if isinstance(found, list):
        return found
    differences.append(Difference(key, _PARSER, "a list of cases", "malformed", f"`{key}` must be a list"))
    return []


def _id(case: object, otherwise: str) -> str:
    found = case.get("id") if isinstance(case, Mapping) else None
    return found if isinstance(found, str) else otherwise
