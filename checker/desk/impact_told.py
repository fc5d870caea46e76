"""An impact as text, Markdown or plain data.

In: an `Impact`, the sides' names, and the phrases of one language. Out: lines, or what `--format json` prints.
The surprising thing: a group says which rule appeared or vanished and which facts it looks at, never what anybody answered.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from checker.check import Desk
from checker.conditions.tree import facts_of
from checker.desk.impact import Group, GroupKey, Impact
from checker.desk.told import Sides, plain
from checker.model.edition import Competence, MaterialRequirement, NotRequired
from checker.phrases import Phrases
from checker.rulebook import Rule

__all__ = ["as_data", "as_markdown", "as_text"]

_FIRST = 10
_RANK: Mapping[str, int] = {
    "not_required": 0, "accept": 1, "accept_tolerating": 2, "correct_on_spot": 3, "undetermined": 4, "supplement": 5,
    "not_competent": 6, "refuse": 7, "cannot_decide": 8, "not_available": 8,
}  # fmt: skip
_PROSPECT: Mapping[str, int] = {"met": 0, "undetermined": 1, "not_met": 2, "none": 2}
_TURNS = ("appears", "vanishes", "opens")


def _ordered(impact: Impact) -> list[tuple[GroupKey, Group]]:
    """Changes of acceptance first, then the largest groups."""
    return sorted(
        impact.groups.items(),
        key=lambda item: (item[0].before == item[0].after, -len(item[1].numbers), item[1].numbers[0]),
    )


def _direction(key: GroupKey) -> str:
    was = _RANK[key.before], _PROSPECT[key.prospects_before]
    now = _RANK[key.after], _PROSPECT[key.prospects_after]
    if was == now:
        more = sum(1 for what, _ in key.turns if what != "vanishes") - sum(
            1 for what, _ in key.turns if what == "vanishes"
        )
        return "harder" if more > 0 else "easier" if more < 0 else "other"
    return "harder" if now > was else "easier"


def as_data(impact: Impact, sides: Sides, before: Phrases, after: Phrases) -> dict[str, Any]:
    """The whole impact as an object."""
    return {
        "before": {
            "revision": sides.before,
            "commit": sides.before_commit or None,
            "day": _day(sides.before_day),
        },
        "after": {
            "revision": sides.after,
            "commit": sides.after_commit or None,
            "day": _day(sides.after_day),
        },
        "submissions": impact.submissions,
        "changed": impact.count("acceptance"),
        "prospects_changed": impact.count("prospects"),
        "findings_changed": impact.count("findings"),
        "unchanged": impact.unchanged,
        "unread": [
            {"code": why.code, "name": why.name, "count": len(numbers), "submissions": numbers}
            for why, numbers in impact.unread.items()
        ],
        "transitions": [
            {"from": first, "to": second, "count": count}
            for (first, second), count in impact.transitions().items()
        ],
        "groups": [_group(key, group, before, after) for key, group in _ordered(impact)],
    }


def _day(day: object) -> str | None:
    return str(day) if day else None


def _group(key: GroupKey, group: Group, before: Phrases, after: Phrases) -> dict[str, Any]:
    desk = group.after or group.before
    phrases = after if group.after else before
    return {
        "matter": key.matter,
        "name": phrases.text(desk.edition.name) if desk else None,
        "office": key.office or None,
        "edition_before": key.edition_before or None,
        "edition_after": key.edition_after or None,
        "from": key.before,
        "to": key.after,
        "prospects_from": key.prospects_before,
        "prospects_to": key.prospects_after,
        "direction": _direction(key),
        **{
            turn: [_said(name, group, before, after) for what, name in key.turns if what == turn]
            for turn in _TURNS
        },
        "facts": [{"id": name, "label": label} for name, label in _facts(key, group, before, after).items()],
        "count": len(group.numbers),
        "submissions": group.numbers,
    }


def _said(name: str, group: Group, before: Phrases, after: Phrases) -> dict[str, str]:
    rule, desk, phrases = _rule(name, group, before, after)
    return {"rule": name, "text": _in_words(rule, desk, phrases) if rule and desk else name}


def _rule(
    name: str, group: Group, before: Phrases, after: Phrases
) -> tuple[Rule | None, Desk | None, Phrases]:
    for desk, phrases in ((group.after, after), (group.before, before)):
        if desk and name in desk.rulebook.rules:
            return desk.rulebook.rules[name], desk, phrases
    return None, None, after


def _in_words(rule: Rule, desk: Desk, phrases: Phrases) -> str:
    subject, facts = rule.subject, desk.edition.facts
    if isinstance(subject, MaterialRequirement):
        return phrases.say("diff.thing", kind=phrases.say("diff.kind.material"), name=phrases.paper(subject))
    if isinstance(subject, Competence):
        said = phrases.sentence(subject.when, facts) if subject.when else phrases.say("diff.always")
        return phrases.say("diff.thing", kind=phrases.say("diff.kind.competence"), name=said)
    kind = "exemption" if isinstance(subject, NotRequired) else "condition"
    name = phrases.sentence(subject.when, facts)
    return phrases.say("diff.thing", kind=phrases.say(f"diff.kind.{kind}"), name=name)


def _facts(key: GroupKey, group: Group, before: Phrases, after: Phrases) -> dict[str, str]:
    """The facts that the rules in question look at; the state of papers is none."""
    found: dict[str, str] = {}
    for _, name in key.turns:
        rule, desk, phrases = _rule(name, group, before, after)
        if rule and desk:
            for fact in facts_of(rule.node):
                if not fact.startswith("doc."):
                    found[fact] = phrases.text(desk.edition.facts[fact].label)
    return found


def as_text(impact: Impact, sides: Sides, before: Phrases, after: Phrases) -> Iterator[str]:
    """For a terminal."""
    say = after.say
    yield say("desk.impact.title", before=sides.before, after=sides.after, count=str(impact.submissions))
    yield _sum(impact, after)
    for (first, second), count in impact.transitions().items():
        yield f"  {say(f'desk.outcome.{first}')} → {say(f'desk.outcome.{second}')}: {count}"
    for key, group in _ordered(impact):
        yield ""
        yield f"{ {'harder': '▲', 'easier': '▽', 'other': '·'}[_direction(key)] } {_title(key, group, before, after)}"
        yield from (f"    {line}" for line in _why(key, group, before, after))
        yield f"    {say('desk.impact.lines', lines=_numbers(group.numbers, after))}"
    for why, numbers in impact.unread.items():
        yield ""
        yield _unread(why.code, why.name, numbers, after)


def as_markdown(impact: Impact, sides: Sides, before: Phrases, after: Phrases) -> Iterator[str]:
    """For a pull request."""
    say = after.say
    yield f"## {plain(say('desk.impact.title', before=sides.before, after=sides.after, count=str(impact.submissions)))}"
    yield ""
    yield plain(_sum(impact, after))
    if impact.groups:
        yield ""
        yield f"| {' | '.join(say(f'desk.impact.column.{name}') for name in ('matter', 'before', 'after', 'count', 'why'))} |"
        yield "|---|---|---|--:|---|"
    for key, group in _ordered(impact):
        cells = (
            plain(_name(key, group, before, after)),
            say(f"desk.outcome.{key.before}"),
            f"{say(f'desk.outcome.{key.after}')} ({say(f'desk.impact.{_direction(key)}')})",
            str(len(group.numbers)),
            "<br>".join(plain(line) for line in _why(key, group, before, after)),
        )
        yield f"| {' | '.join(cells)} |"
    for why, numbers in impact.unread.items():
        yield ""
        yield plain(_unread(why.code, why.name, numbers, after))


def _sum(impact: Impact, phrases: Phrases) -> str:
    return phrases.say(
        "desk.impact.sum",
        acceptance=str(impact.count("acceptance")),
        eligibility=str(impact.count("prospects")),
        findings=str(impact.count("findings")),
        same=str(impact.unchanged),
        unread=str(sum(len(numbers) for numbers in impact.unread.values())),
    )


def _title(key: GroupKey, group: Group, before: Phrases, after: Phrases) -> str:
    fields = {"name": _name(key, group, before, after), "count": str(len(group.numbers))}
    now = after.say(f"desk.outcome.{key.after}")
    if key.before == key.after:
        return after.say("desk.impact.group.findings", after=now, **fields)
    return after.say("desk.impact.group", before=after.say(f"desk.outcome.{key.before}"), after=now, **fields)


def _name(key: GroupKey, group: Group, before: Phrases, after: Phrases) -> str:
    desk = group.after or group.before
    name = (after if group.after else before).text(desk.edition.name) if desk else ""
    said = after.say("desk.matter", name=name, matter=key.matter) if name else key.matter
    return after.say("desk.at_office", name=said, office=key.office) if key.office else said


def _why(key: GroupKey, group: Group, before: Phrases, after: Phrases) -> Iterator[str]:
    if key.prospects_before != key.prospects_after:
        yield after.say(
            "desk.impact.eligibility",
            before=after.say(f"desk.eligible.{key.prospects_before}"),
            after=after.say(f"desk.eligible.{key.prospects_after}"),
        )
    for what, name in key.turns:
        yield after.say(f"desk.impact.{what}", rule=_said(name, group, before, after)["text"])
    facts = _facts(key, group, before, after)
    if facts:
        yield after.say("desk.impact.facts", facts=after.listed(facts.values()))


def _numbers(numbers: list[int], phrases: Phrases) -> str:
    shown = phrases.listed(str(number) for number in numbers[:_FIRST])
    return phrases.say("desk.impact.more", lines=shown) if len(numbers) > _FIRST else shown


def _unread(code: str, name: str, numbers: list[int], phrases: Phrases) -> str:
    lines = _numbers(numbers, phrases)
    return phrases.say("desk.impact.unread", count=str(len(numbers)), reason=f"{code} {name}", lines=lines)
