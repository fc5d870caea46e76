"""Why a condition is refused: the table behind `banshi explain C06`, and `Reading`, which collects the findings.

In: the parser's complaints. Out: `REFUSALS` (code, name, one sentence, a bad and a good example in YAML).
The surprising thing: the examples run. A test parses every `bad` (its code must appear and no other) and every
`good` (nothing may appear) against the facts of docs/conditions.md, so they use only those.
Codes are never reused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from types import MappingProxyType

from checker.conditions.facts import Fact
from checker.conditions.tree import Node
from checker.finding import Finding, Place, Text

__all__ = ["MAX_DEPTH", "REFUSALS", "Pointer", "Reading", "Refusal", "did_you_mean", "shown"]

Pointer = tuple[str | int, ...]
MAX_DEPTH = 64


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason to refuse a condition. `bad` and `good` are conditions in YAML."""

    code: str
    name: str
    summary: Text
    bad: str
    good: str


@dataclass(slots=True)
class Reading:
    """One run of the parser: what a condition may name, and the findings so far."""

    place_of: Callable[[Pointer], Place]
    facts: Mapping[str, Fact]
    named: Mapping[str, Node]
    findings: list[Finding] = field(default_factory=list)

    def refuse(self, code: str, at: Pointer, zh: str, en: str, remedy: Text | None = None) -> None:
        """Note one finding; its name comes from the table."""
        finding = Finding(code, REFUSALS[code].name, "error", self.place_of(at), Text(zh, en), remedy)
        self.findings.append(finding)


def did_you_mean(name: object, candidates: Mapping[str, object] | Sequence[str], otherwise: Text) -> Text:
    """The nearest name that exists, as a remedy."""
    near = get_close_matches(str(name), list(candidates), n=1)
    return Text(f"是不是“{near[0]}”？", f"did you mean `{near[0]}`?") if near else otherwise


def shown(raw: object) -> str:
    """What the author wrote, fit for one line of a message: as YAML writes it, cut, without control characters."""
    if isinstance(raw, int) and abs(raw) >= 10**40:  # Python refuses to print a number of 4,301 digits
        return "…"
    text = str(raw).lower() if isinstance(raw, bool) else str(raw)
    text = "".join(
        character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text
    )
    return text if len(text) <= 40 else f"{text[:40]}…"


def _refusal(code: str, name: str, zh: str, en: str, *, bad: str, good: str) -> tuple[str, Refusal]:
    return code, Refusal(code, name, Text(zh, en), bad, good)


_TABLE = (
    _refusal(
        "C01",
        "condition-is-mapping",
        "条件是若干行“情形编号: 值”，每一行都要满足",
        "a condition is a mapping; every line of it must hold",
        bad="[premises.shared]",
        good="premises.shared: true",
    ),
    _refusal(
        "C02",
        "nothing-to-test",
        "空的条件、空的 any、all、one_of 没有确定的意思",
        "an empty condition, any, all or one_of has no certain meaning",
        bad="premises.tenure: {one_of: []}",
        good="premises.tenure: {one_of: [owned, leased]}",
    ),
    _refusal(
        "C03",
        "unknown-line",
        "一行要么以带点的情形编号开头，要么是 any、all、not、use",
        "a line begins with a fact id, which holds a dot, or with any, all, not or use",
        bad="area: 100",
        good="premises.area: {at_least: 100}",
    ),
    _refusal(
        "C04",
        "unknown-fact",
        "条件用到的情形都要先声明",
        "every fact that a condition names must be declared",
        bad="premises.aera: {at_least: 100}",
        good="premises.area: {at_least: 100}",
    ),
    _refusal(
        "C05",
        "unknown-operator",
        "运算只有固定的十二个词",
        "the operators are a closed list of twelve words",
        bad='premises.area: {">=": 100}',
        good="premises.area: {at_least: 100}",
    ),
    _refusal(
        "C06",
        "operator-fits-type",
        "运算要与情形的类型相配",
        "the operator must fit the type of the fact",
        bad='lease.ends-on: {at_least: "2026-02-27"}',
        good='lease.ends-on: {after: "2026-02-26"}',
    ),
    _refusal(
        "C07",
        "null-constant",
        "不能与空值比较；问有没有填写用 known",
        "nothing compares with null; to ask whether a fact was given write known",
        bad="applicant.name: null",
        good="applicant.name: {known: false}",
    ),
    _refusal(
        "C08",
        "constant-fits-type",
        "用来比较的值要符合情形的类型",
        "a constant must be a value of the fact's type",
        bad='staff.count: {at_least: "2.5"}',
        good="staff.count: {at_least: 3}",
    ),
    _refusal(
        "C09",
        "unknown-option",
        "选项要先在情形里声明",
        "an option must be declared by the fact",
        bad="premises.tenure: rented",
        good="premises.tenure: leased",
    ),
    _refusal(
        "C10",
        "between-two-ends",
        "between 要写两个值，小的在前",
        "between takes two ends, the lower one first",
        bad="premises.area: {between: [500, 100]}",
        good="premises.area: {between: [100, 500]}",
    ),
    _refusal(
        "C11",
        "not-takes-one-line",
        "not 里面只能有一行",
        "not takes exactly one line",
        bad="not: {premises.shared: true, premises.tenure: leased}",
        good="not: {all: [{premises.shared: true}, {premises.tenure: leased}]}",
    ),
    _refusal(
        "C12",
        "list-expected",
        "any、all、one_of 后面是列表",
        "any, all and one_of take a list",
        bad="any: {premises.shared: true, premises.tenure: leased}",
        good="any: [{premises.shared: true}, {premises.tenure: leased}]",
    ),
    _refusal(
        "C13",
        "fact-on-the-right",
        "与另一个情形比较写 {fact: 编号}，只能用于等于、大小、先后和 between",
        "another fact is written {fact: id}, beside is, is_not, an order, before, after or between",
        bad="premises.tenure: {one_of: [{fact: premises.former-tenure}]}",
        good="premises.tenure: {is: {fact: premises.former-tenure}}",
    ),
    _refusal(
        "C14",
        "one-family",
        "互相比较的两个情形要是同一类",
        "two facts that are compared must be of one family",
        bad="capital.paid: {at_least: {fact: staff.count}}",
        good="capital.paid: {at_least: {fact: capital.registered}}",
    ),
    _refusal(
        "C15",
        "unknown-named-condition",
        "引用的条件要在 rules/conditions/ 里有名字",
        "use names a condition of rules/conditions/",
        bad="use: organization",
        good="use: organisation",
    ),
    _refusal(
        "C16",
        "named-condition-asks-undeclared-fact",
        "引用的条件用到的情形，这里也要声明",
        "the facts that a named condition reads must be declared here too",
        bad="use: dispatch-ready",
        good="use: organisation",
    ),
    _refusal(
        "C17",
        "known-takes-true-or-false",
        "known 后面只能是 true 或者 false",
        "known takes true or false",
        bad='applicant.name: {known: "yes"}',
        good="applicant.name: {known: true}",
    ),
    _refusal(
        "C18",
        "too-deep",
        f"条件套了超过{MAX_DEPTH}层，请拆成命名条件",
        f"a condition nested more than {MAX_DEPTH} levels deep: name its parts",
        bad="{not: " * (MAX_DEPTH + 1) + "{premises.shared: true}" + "}" * (MAX_DEPTH + 1),
        good="not: {premises.shared: true}",
    ),
)

REFUSALS: Mapping[str, Refusal] = MappingProxyType(dict(_TABLE))
