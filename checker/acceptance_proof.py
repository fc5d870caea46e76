"""The proof of the acceptance table: every state in one row, and a decision exactly where nothing unknown matters any more.

In: the rows of rules/acceptance.yaml. Out: findings, each with an example state in words.
The surprising thing: "undetermined" is not left to the table's author. An outcome that an open fact could still change is found
(A03), and so is a doubt that no open fact can justify (A04): the first would mislead, the second would ask needless questions.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, get_args

from checker.acceptance_profile import Outcome
from checker.engines import Truth
from checker.finding import Finding, Place, Text
from checker.source import Code

__all__ = ["ACCEPTANCE_CODES", "EFFECTS", "Effect", "Row", "State", "proof"]

Effect = Literal["not_required", "not_competent", "refuse", "supplement", "on_the_spot", "tolerable"]
EFFECTS: tuple[Effect, ...] = get_args(Effect)
"""What a check can find, each certain (true), possible (unknown) or none (false)."""

State = tuple[Truth, ...]
"""One truth for each effect, in the order of EFFECTS."""

_STATE_WORDS = {
    Truth.FALSE: Text("没有", "none"),
    Truth.UNKNOWN: Text("可能有", "possible"),
    Truth.TRUE: Text("肯定有", "certain"),
}

_TABLE = (
    Code(
        "A01",
        "acceptance-gap",
        Text(
            "受理规则的各行合起来要覆盖每一种情况。",
            "The rows of the acceptance table together cover every state.",
        ),
        "rows:\n  - {outcome: supplement, when: {supplement: certain}}\n",
        "rows:\n  - {outcome: supplement, when: {supplement: certain}}\n"
        "  - {outcome: undetermined, when: {supplement: possible}}\n  - {outcome: accept, when: {supplement: none}}\n",
    ),
    Code(
        "A02",
        "acceptance-overlap",
        Text(
            "受理规则的两行不得都适用于同一种情况。",
            "No two rows of the acceptance table hold for one state.",
        ),
        "rows:\n  - {outcome: refuse, when: {refuse: certain}}\n  - {outcome: accept, when: {}}\n",
        "rows:\n  - {outcome: refuse, when: {refuse: certain}}\n  - {outcome: accept, when: {refuse: none}}\n",
    ),
    Code(
        "A03",
        "acceptance-too-early",
        Text(
            "还不知道的情况能改变结果的，不得先下结论。",
            "A row decides only when nothing unknown could change the outcome.",
        ),
        "rows:\n  - {outcome: accept, when: {refuse: possible}}\n",
        "rows:\n  - {outcome: undetermined, when: {refuse: possible}}\n",
    ),
    Code(
        "A04",
        "acceptance-needless-doubt",
        Text(
            "还不知道的情况不能改变结果的，应当下结论。",
            "A row says undetermined only when something unknown could change the outcome.",
        ),
        "rows:\n  - {outcome: undetermined, when: {refuse: certain}}\n",
        "rows:\n  - {outcome: refuse, when: {refuse: certain}}\n",
    ),
    Code(
        "A05",
        "acceptance-profile",
        Text(
            "每种结果在每个适用类型里写一次；每种事项类型恰好属于一个适用类型，最后一个写 otherwise。",
            "Each profile states each outcome once; each kind of matter has one profile, the last one says otherwise.",
        ),
        "profiles:\n  - {id: licence, kinds: [licence]}\n",
        "profiles:\n  - {id: licence, kinds: [licence]}\n  - {id: other, otherwise: true}\n",
    ),
)

ACCEPTANCE_CODES: Mapping[str, Code] = MappingProxyType({code.code: code for code in _TABLE})


@dataclass(frozen=True, slots=True)
class Row:
    """One row: `outcome` when every effect that is named has this truth; an effect that is not named does not
    matter."""

    outcome: Outcome
    when: Mapping[Effect, Truth]
    place: Place

    def holds(self, state: State) -> bool:
        """Whether the row is about this state."""
        return all(
            self.when.get(effect, truth) == truth for effect, truth in zip(EFFECTS, state, strict=True)
        )


def proof(rows: tuple[Row, ...], labels: Mapping[Effect, Text], place: Place) -> tuple[Finding, ...]:
    """Walk all 729 states; at most one finding for each kind of fault and row, with an example and how many more there are."""
    holding = {
        state: [row for row in rows if row.holds(state)]
        for state in itertools.product(Truth, repeat=len(EFFECTS))
    }
    faults: dict[tuple[str, Place, tuple[Place, ...]], list[State]] = {}
    for state, found in holding.items():
        if not found:
            faults.setdefault(("A01", place, ()), []).append(state)
        elif len(found) > 1:
            first, *others = (row.place for row in found)
            faults.setdefault(("A02", first, tuple(others)), []).append(state)
        else:
            outcomes = {row.outcome for definite in _completions(state) for row in holding[definite]}
            if code := _judged(found[0].outcome, settled=len(outcomes) == 1):
                faults.setdefault((code, found[0].place, ()), []).append(state)
    return tuple(
        _finding(code, at, related, states, labels) for (code, at, related), states in faults.items()
    )


def _completions(state: State) -> Iterator[State]:
    """All states in which every unknown has become known."""
    return itertools.product(
        *((Truth.FALSE, Truth.TRUE) if truth is Truth.UNKNOWN else (truth,) for truth in state)
    )


def _judged(outcome: Outcome, settled: bool) -> str:
    """A03 or A04 when the outcome comes too early or too late."""
    if outcome == "undetermined":
        return "A04" if settled else ""
    return "" if settled else "A03"


def _finding(
    code: str, place: Place, related: tuple[Place, ...], states: list[State], labels: Mapping[Effect, Text]
) -> Finding:
    kind = ACCEPTANCE_CODES[code]
    shown = _in_words(states[0], labels)
    zh, en = kind.summary.zh.removesuffix("。"), kind.summary.en.removesuffix(".")
    message = Text(
        f"{zh}；例如（{shown.zh}），共 {len(states)} 种",
        f"{en}; for example ({shown.en}), {len(states)} in all",
    )
    return Finding(code, kind.name, "error", place, message, _REMEDIES[code], related)


_REMEDIES: Mapping[str, Text] = {
    "A01": Text("为这种情况补一行", "add a row for this state"),
    "A02": Text("在其中一行的 when 里写明区别", "say in the `when` of one of the rows what sets it apart"),
    "A03": Text("把这种情况改为 undetermined", "make it undetermined"),
    "A04": Text("写出这种情况的结果", "state the outcome"),
}


def _in_words(state: State, labels: Mapping[Effect, Text]) -> Text:
    pairs = [(labels[effect], _STATE_WORDS[truth]) for effect, truth in zip(EFFECTS, state, strict=True)]
    return Text(
        "，".join(f"{label.zh}：{word.zh}" for label, word in pairs),
        ", ".join(f"{label.en}: {word.en}" for label, word in pairs),
    )
