"""A condition tree -> the plain data of a `when:` block, as a person would have written it.

In: a tree. Out: mappings, lists, text, integers and true/false; `parse` reads them back to the same tree.
The surprising thing: a lone at_least or at_most with a day, which no author can write (simplify leaves it of a
`between`), comes out as `not: {fact: {before: ...}}`: the same meaning in other words. With another date fact on its
right it cannot be told from numbers here; parse would refuse it, so write back whole trees, not simplified ones.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from checker.conditions.tree import All, AnyOf, Compare, FactRef, Known, Node, Not, OneOf, Scalar

__all__ = ["unparse"]

Plain = dict[str, object]


def unparse(node: Node) -> Plain:
    """The condition as data for YAML or JSON."""
    if isinstance(node, All) and len(node.children) > 1 and not _is_one_line(node):
        lines = [_line(child) for child in node.children]
        if len({key for key, _ in lines}) == len(lines):
            return dict(lines)
    return dict([_line(node)])


def _is_one_line(node: All) -> bool:
    return _operation(node) is not None or _operators_of_all(node) is not None


def _line(node: Node) -> tuple[str, object]:
    """The node as exactly one line."""
    operation = _operation(node)
    if operation is not None:
        fact, word, operand = operation
        constant = word == "is" and not isinstance(operand, dict)
        return fact, operand if constant else {word: operand}
    match node:
        case All(children):
            operators = _operators_of_all(node)
            return operators if operators is not None else ("all", [unparse(child) for child in children])
        case AnyOf(children):
            return "any", [unparse(child) for child in children]
        case Not(child):
            return "not", dict([_line(child)])
        case Compare(fact, "at_least", operand):
            return "not", {fact: {"before": _plain(operand)}}
        case Compare(fact, _, operand):
            return "not", {fact: {"after": _plain(operand)}}
    raise AssertionError(node)  # _operation has taken every other kind


def _operation(node: Node) -> tuple[str, str, object] | None:
    """Fact, operator and operand, if one operator of the language says it all."""
    match node:
        case Compare(_, "at_least" | "at_most", operand) if isinstance(operand, date):
            return None
        case Compare(fact, operator, operand):
            return fact, operator, _plain(operand)
        case Not(Compare(fact, "is", operand)):
            return fact, "is_not", _plain(operand)
        case OneOf(fact, options):
            return fact, "one_of", [_plain(option) for option in options]
        case Known(fact, given):
            return fact, "known", given
        case All((Compare(fact, "at_least", low), Compare(other, "at_most", high))):
            if fact == other and _in_order(low, high):
                return fact, "between", [_plain(low), _plain(high)]
    return None


def _operators_of_all(node: All) -> tuple[str, Plain] | None:
    """`fact: {operator: operand, ...}` when every child is an operator on the same fact, none twice."""
    operations = [_operation(child) for child in node.children]
    words: Plain = {}
    facts: set[str] = set()
    for operation in operations:
        if operation is None:
            return None
        facts.add(operation[0])
        words[operation[1]] = operation[2]
    if len(facts) != 1 or len(words) != len(operations) or len(words) < 2:
        return None
    return facts.pop(), words


def _in_order(low: Scalar | FactRef, high: Scalar | FactRef) -> bool:
    if isinstance(low, FactRef) or isinstance(high, FactRef):
        return True
    return low <= high  # type: ignore[operator]  # both are constants of one fact


def _plain(operand: Scalar | FactRef) -> object:
    if isinstance(operand, FactRef):
        return {"fact": operand.fact}
    if isinstance(operand, Decimal):
        return format(operand, "f")
    return operand.isoformat() if isinstance(operand, date) else operand
