"""What durable-rules cannot hold, said when the catalogue is loaded and not when a citizen stands at the
counter.

In: a `RuleSet`. Out: findings with the condition's place. Pure Python: the answer is the same where the
engine is not installed.
The surprising thing: the engine's own limits (252 fields, 64 matches at once, 255 rules on one condition, 512
first conditions) are out of reach, because durable_plan spreads a rule set over small batches; what is left
concerns single, overgrown conditions.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from checker.engines import RuleSet
from checker.engines.durable_plan import FIELDS_PER_BATCH, slots_of
from checker.engines.durable_terms import TERM_LIMIT
from checker.finding import Finding, Text, nowhere
from checker.source import Code

__all__ = ["ENGINE_CODES", "RULE_LIMIT", "limits"]

RULE_LIMIT = 4096
"""Durable rules of one rule set. Each costs about a microsecond a check; a matter of the sample takes about
200."""

_TABLE = (
    Code(
        "E01",
        "condition-too-branched",
        Text(
            zh=f"一个条件展开后最多 {TERM_LIMIT} 种情况。“或”里套“且”、“且”里再套“或”，层层相乘就会超过。",
            en=f"A condition unfolds into at most {TERM_LIMIT} alternatives. "
            "Groups of `any` inside `all` inside `any` multiply.",
        ),
        "any:  # 3 组，每组 4 个二选一 / 3 groups of 4 choices of two: 3 x 2^4 = 48\n"
        "  - all: [{any: [a, b]}, {any: [c, d]}, {any: [e, f]}, {any: [g, h]}]\n",
        "all:  # 只有一层“或” / one level of `any`\n  - any: [a, b]\n  - any: [c, d]\n",
    ),
    Code(
        "E02",
        "condition-too-wide",
        Text(
            zh=f"一个条件最多有 {FIELDS_PER_BATCH} 个不同的比较。",
            en=f"A condition makes at most {FIELDS_PER_BATCH} different comparisons.",
        ),
        f"all: [...]  # 超过 {FIELDS_PER_BATCH} 行 / more than {FIELDS_PER_BATCH} lines\n",
        "premises.use: {one_of: [shop, office, workshop]}  # 一个比较 / one comparison\n",
    ),
    Code(
        "E03",
        "matter-too-large",
        Text(
            zh=f"一个事项的全部条件展开后最多 {RULE_LIMIT} 条引擎规则。",
            en=f"All conditions of a matter together unfold into at most {RULE_LIMIT} rules of the engine.",
        ),
        "conditions: [...]  # 2,100 条 / 2,100 of them\n",
        "conditions: [...]  # 几十条 / a few dozen\n",
    ),
)

ENGINE_CODES: Mapping[str, Code] = MappingProxyType({code.code: code for code in _TABLE})

_SPLIT = Text(
    zh="把它拆成几个各有编号的条件或者材料要求，或者用 one_of 合并同一情形的几个值",
    en="split it into several conditions or requirements with their own ids, "
    "or merge values of one fact with `one_of`",
)
_SPLIT_MATTER = Text(zh="把事项拆成几个业务办理项", en="split the matter into several handling items")


def limits(rules: RuleSet) -> tuple[Finding, ...]:
    """Every condition that the engine would have to refuse; empty when the rule set compiles."""
    slots = slots_of(rules)
    found = []
    for name, node in rules.rules.items():
        slot = slots[node]
        if slot is None:
            found.append(_finding(rules, "E01", name, _branched(), _SPLIT))
        elif len(slot.atoms) > FIELDS_PER_BATCH:
            found.append(_finding(rules, "E02", name, _wide(len(slot.atoms)), _SPLIT))
    total = sum(slot.rules for slot in slots.values() if slot is not None)
    if total > RULE_LIMIT:
        found.append(_finding(rules, "E03", next(iter(rules.rules)), _large(total), _SPLIT_MATTER))
    return tuple(found)


def _branched() -> Text:
    return Text(
        zh=f"这个条件展开后超过 {TERM_LIMIT} 种情况，引擎无法可靠判断",
        en=f"this condition unfolds into more than {TERM_LIMIT} alternatives",
    )


def _wide(comparisons: int) -> Text:
    return Text(
        zh=f"这个条件有 {comparisons} 个不同的比较，最多 {FIELDS_PER_BATCH} 个",
        en=f"this condition makes {comparisons} different comparisons; {FIELDS_PER_BATCH} is the most",
    )


def _large(total: int) -> Text:
    return Text(
        zh=f"这个事项的条件展开后共有 {total} 条引擎规则，最多 {RULE_LIMIT} 条",
        en=f"the conditions of this matter unfold into {total} rules of the engine; {RULE_LIMIT} is the most",
    )


def _finding(rules: RuleSet, code: str, name: str, message: Text, remedy: Text) -> Finding:
    return Finding(code, ENGINE_CODES[code].name, "error", rules.places.get(name, nowhere()), message, remedy)
