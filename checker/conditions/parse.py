"""A `when:` block as plain data -> a closed condition tree, or every reason why it is refused.

In: what the loader read (mappings, lists, text, integers, true/false, null), where it stands, the declared facts
and the named conditions. Out: the tree and no findings, or None and all findings at once (C01 to C18, refusals.py).
The surprising thing: sugar ends here. `is_not` becomes Not(is), `between` becomes at_least and at_most, several
operators become All, `use` is replaced by the tree it names. Lines with a fact are read by operations.py.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from checker.conditions.facts import Fact
from checker.conditions.operations import read_fact_line
from checker.conditions.operators import OPERATORS, RESERVED
from checker.conditions.refusals import MAX_DEPTH, Pointer, Reading, did_you_mean, shown
from checker.conditions.tree import All, AnyOf, Node, Not, facts_of
from checker.finding import Finding, Place, Text

__all__ = ["parse"]

_AROUND = Text(
    "几组条件都要满足写 {all: [...]}，满足其一写 {any: [...]}",
    "write {all: [...]} or {any: [...]} around a list of conditions",
)
_AS_LINE = Text(
    "写成“情形编号: 值”，例如 premises.shared: true", "write fact.id: value, such as premises.shared: true"
)
_FILL_IN = Text("写上内容，或者删掉这一行", "fill it in or leave the line out")
_AS_LIST = Text(
    "每一项前面加一个短横线，或者写在方括号里", "put a dash before each item, or square brackets around"
)


def parse(
    data: object,
    pointer: Pointer,
    source_place: Callable[[Pointer], Place],
    facts: Mapping[str, Fact],
    named: Mapping[str, Node],
) -> tuple[Node | None, tuple[Finding, ...]]:
    """The tree of the condition that stands at `pointer`; None as soon as there is one finding."""
    reading = Reading(source_place, facts, named)
    node = _condition(reading, data, pointer, 0)
    return (None if reading.findings else node), tuple(reading.findings)


def _condition(reading: Reading, data: object, at: Pointer, depth: int) -> Node | None:
    if not isinstance(data, Mapping):
        remedy = _AROUND if isinstance(data, list) else _AS_LINE
        reading.refuse(
            "C01", at, "条件应当是若干行“情形编号: 值”", "a condition must be a mapping of lines", remedy
        )
        return None
    if not data:
        reading.refuse("C02", at, "条件是空的", "the condition is empty", _FILL_IN)
        return None
    if depth > MAX_DEPTH:
        remedy = Text(
            "把里层写成命名条件，用 use 引用", "name the inner part in rules/conditions/ and use it"
        )
        en = f"the condition is nested more than {MAX_DEPTH} levels deep"
        reading.refuse("C18", at, f"条件套了超过{MAX_DEPTH}层", en, remedy)
        return None
    return _together([_line(reading, key, value, (*at, key), depth) for key, value in data.items()])


def _together(lines: Sequence[Node | None]) -> Node | None:
    """Every line must hold; a single line stays itself. None when a line was refused."""
    whole = tuple(line for line in lines if line is not None)
    if len(whole) != len(lines):
        return None
    return whole[0] if len(whole) == 1 else All(whole)


def _line(reading: Reading, key: object, value: object, at: Pointer, depth: int) -> Node | None:
    match key:
        case "all":
            children = _children(reading, value, at, key, depth)
            return None if children is None else All(children)
        case "any":
            children = _children(reading, value, at, key, depth)
            return None if children is None else AnyOf(children)
        case "not":
            return _negation(reading, value, at, depth)
        case "use":
            return _named(reading, value, at)
        case str() if "." in key:
            lines = read_fact_line(reading, key, value, at)
            return None if lines is None else _together(lines)
    _refuse_line(reading, key, at)
    return None


def _refuse_line(reading: Reading, key: object, at: Pointer) -> None:
    remedy = did_you_mean(key, (*RESERVED, *reading.facts), _AS_LINE)
    if isinstance(key, str) and key in OPERATORS:
        remedy = Text(
            f"运算写在情形后面：情形编号: {{{key}: ...}}", f"write it behind a fact: fact.id: {{{key}: ...}}"
        )
    elif key in reading.facts:
        remedy = Text("情形编号中间至少有一个点", "a fact id holds at least one dot")
    zh = f"“{shown(key)}”既不是情形编号（编号里有点），也不是 any、all、not、use"
    en = f"`{shown(key)}` is neither a fact id (which holds a dot) nor any, all, not or use"
    reading.refuse("C03", at, zh, en, remedy)


def _children(reading: Reading, data: object, at: Pointer, word: str, depth: int) -> tuple[Node, ...] | None:
    if not isinstance(data, list):
        reading.refuse("C12", at, f"{word} 后面应当是列表", f"`{word}` takes a list of conditions", _AS_LIST)
        return None
    if not data:
        reading.refuse("C02", at, f"{word} 是空的", f"`{word}` is empty", _FILL_IN)
        return None
    children = [_condition(reading, child, (*at, index), depth + 1) for index, child in enumerate(data)]
    whole = tuple(child for child in children if child is not None)
    return whole if len(whole) == len(children) else None


def _negation(reading: Reading, data: object, at: Pointer, depth: int) -> Node | None:
    if isinstance(data, Mapping) and len(data) > 1:
        remedy = Text(
            "写清楚：不同时满足写 {not: {all: [...]}}，都不满足写 {not: {any: [...]}}",
            "say which: not all of them {not: {all: [...]}}, or none of them {not: {any: [...]}}",
        )
        lines = len(data)
        reading.refuse(
            "C11",
            at,
            f"not 里面只能有一行，这里有{lines}行",
            f"`not` takes exactly one line, not {lines}",
            remedy,
        )
        return None
    child = _condition(reading, data, at, depth + 1)
    return None if child is None else Not(child)


def _named(reading: Reading, name: object, at: Pointer) -> Node | None:
    node = reading.named.get(name) if isinstance(name, str) else None
    if node is None:
        write = Text("在 rules/conditions/ 里写上这个条件", "write it in rules/conditions/")
        zh, en = f"没有叫“{shown(name)}”的命名条件", f"there is no named condition `{shown(name)}`"
        reading.refuse("C15", at, zh, en, did_you_mean(name, reading.named, write))
        return None
    missing = [fact for fact in facts_of(node) if fact not in reading.facts]
    if missing:
        zh = f"命名条件“{name}”用到这里没有声明的情形：{'、'.join(missing)}"
        en = f"the named condition `{name}` reads facts that are not declared here: {', '.join(missing)}"
        reading.refuse(
            "C16", at, zh, en, Text("在 facts 里声明这些情形", "declare these facts under `facts`")
        )
        return None
    return node
