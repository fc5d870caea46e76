"""What is still to be asked: one question for each fact that could change an answer.

In: the rules that came out unknown, what is known, the declared facts. Out: `Question`s in the order of the rulebook.
The surprising thing: a fact is asked only if it is left in a rule after everything known has been put in
(Kleene simplification), and a derived fact asks for its date.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from checker.conditions.facts import Fact
from checker.conditions.simplify import simplify
from checker.conditions.tree import facts_of
from checker.conditions.values import NotGiven
from checker.derive import source_of
from checker.engines import Truth, Value
from checker.model.edition import Competence, MaterialRequirement, NotRequired
from checker.phrases import Phrases
from checker.rulebook import Rule
from checker.verdict import Question

__all__ = ["questions_of"]


def questions_of(
    rules: Iterable[Rule],
    values: Mapping[str, Value],
    facts: Mapping[str, Fact],
    phrases: Phrases,
    unread: Mapping[str, NotGiven],
) -> tuple[Question, ...]:
    """One question for each fact that is left in an undecided rule, in the order of the rulebook."""
    waiting: dict[str, dict[str, str]] = {}
    for rule in rules:
        left = simplify(rule.node, values)
        if isinstance(left, Truth):
            continue
        for name in facts_of(left):
            if name not in values:
                waiting.setdefault(source_of(facts[name]), {}).setdefault(
                    rule.subject.id, _subject(rule, facts, phrases)
                )
    found = []
    for name, subjects in waiting.items():
        fact = facts[name]
        local = name.startswith("local.")
        why = phrases.say(
            "verdict.question.because", subjects=phrases.listed(dict.fromkeys(subjects.values()))
        )
        reason = unread.get(name)
        found.append(
            Question(
                fact=name,
                type=fact.type,
                ask=phrases.text(fact.ask),
                hint=phrases.say("verdict.question.local") if local else phrases.text(fact.hint),
                options=fact.options,
                option_labels=tuple(phrases.text(option.label) for option in fact.options),
                because=tuple(subjects),
                why=why,
                not_given_because=phrases.say(
                    "verdict.question.given_but", reason=phrases.text(reason.reason)
                )
                if reason
                else "",
                local=local,
            )
        )
    return tuple(found)


def _subject(rule: Rule, facts: Mapping[str, Fact], phrases: Phrases) -> str:
    subject = rule.subject
    if isinstance(subject, MaterialRequirement):
        return phrases.paper(subject)
    if isinstance(subject, Competence):
        return phrases.say("verdict.subject.competence")
    if isinstance(subject, NotRequired):
        return phrases.say("verdict.subject.not_required")
    return phrases.sentence(subject.when, facts)
