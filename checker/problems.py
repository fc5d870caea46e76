"""A rule that holds, said to a person: one Problem for each thing to do.

In: a Rule of the rulebook that came out true, and the state of the papers. Out: `Problem`s with text, remedy, article and place.
The surprising thing: one requirement can give several problems (unsigned and out of date), because the
notice must name everything that is visible now (一次告知, 行政许可法 §32(4)).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from checker.conditions.tree import Node
from checker.documents import Fault, PaperState
from checker.finding import Text
from checker.model.edition import Competence, Edition, MaterialRequirement, NotRequired, Requirement
from checker.model.parts import Citation
from checker.phrases import Phrases
from checker.rulebook import Rule
from checker.verdict import Action, BasisLine, Problem

__all__ = ["PROBLEM_CODES", "basis_lines", "problems_of"]

PROBLEM_CODES: Mapping[str, str] = {
    "not_required": "V01",
    "not_competent": "V02",
    "refuse": "V03",
    "unmet": "V04",
    "ineligible": "V05",
    "missing": "V11",
    "too_few_originals": "V12",
    "too_few_copies": "V13",
    "original_not_shown": "V14",
    "not_signed": "V15",
    "not_sealed": "V16",
    "expired": "V17",
    "expiry_not_shown": "V18",
    "outdated": "V19",
    "issue_date_not_shown": "V20",
    "following": "V21",
    "dated_later": "V22",
}
_ACTIONS: Mapping[str, Action] = {
    "missing": "supply",
    "too_few_originals": "supply",
    "too_few_copies": "supply",
    "original_not_shown": "supply",
    "not_signed": "correct",
    "not_sealed": "correct",
    "expiry_not_shown": "correct",
    "issue_date_not_shown": "correct",
    "dated_later": "correct",
    "expired": "replace",
    "outdated": "replace",
}
Explain = Callable[[Node], tuple[str, ...]]


def basis_lines(citations: Iterable[Citation], phrases: Phrases) -> tuple[BasisLine, ...]:
    """Citations as a verdict prints them."""
    return tuple(
        BasisLine(citation.law, citation.article, phrases.law(citation), citation.verified.by)
        for citation in citations
    )


def problems_of(
    rule: Rule,
    states: Mapping[str, PaperState],
    edition: Edition,
    phrases: Phrases,
    matter_names: Mapping[str, Text],
    explain: Explain,
) -> Iterator[Problem]:
    """What a rule that holds has to say."""
    subject = rule.subject
    if isinstance(subject, NotRequired):
        yield _not_required(subject, edition, phrases, matter_names, explain)
    elif isinstance(subject, Competence):
        yield _not_competent(subject, edition, phrases, explain)
    elif isinstance(subject, Requirement):
        yield _unmet(rule, subject, edition, phrases, explain)
    elif rule.effect == "tolerable":
        yield _following(subject, phrases, edition)
    else:
        yield from _faults(rule, subject, states[subject.id], phrases, edition, explain)


def _not_required(
    subject: NotRequired,
    edition: Edition,
    phrases: Phrases,
    matter_names: Mapping[str, Text],
    explain: Explain,
) -> Problem:
    condition = phrases.text(subject.text) or phrases.sentence(subject.when, edition.facts)
    remedy = phrases.text(subject.remedy) or phrases.say("verdict.not_required.remedy")
    if subject.instead and not subject.remedy:
        name = phrases.text(matter_names.get(subject.instead, Text(subject.instead, subject.instead)))
        remedy += phrases.say("verdict.not_required.instead", matter=name)
    return Problem(
        PROBLEM_CODES["not_required"],
        subject.id,
        "not_required",
        "none",
        phrases.say("verdict.not_required", condition=condition),
        remedy,
        basis_lines(subject.basis, phrases),
        subject.place,
        explain(subject.when),
    )


def _not_competent(subject: Competence, edition: Edition, phrases: Phrases, explain: Explain) -> Problem:
    if subject.when is None:
        text = phrases.say("verdict.not_competent.otherwise")
    else:
        text = phrases.say("verdict.not_competent", condition=phrases.sentence(subject.when, edition.facts))
    return Problem(
        PROBLEM_CODES["not_competent"],
        subject.id,
        "not_competent",
        "none",
        text,
        phrases.say("verdict.not_competent.remedy", organ=phrases.organ(subject.organ)),
        basis_lines(subject.basis, phrases),
        subject.place,
        explain(subject.when) if subject.when else (),
    )


def _unmet(rule: Rule, subject: Requirement, edition: Edition, phrases: Phrases, explain: Explain) -> Problem:
    text = phrases.say("verdict.unmet", condition=phrases.sentence(subject.when, edition.facts))
    if subject.only_if is not None:
        text = phrases.say(
            "verdict.unmet.only_if",
            only_if=phrases.sentence(subject.only_if, edition.facts),
            condition=phrases.sentence(subject.when, edition.facts),
        )
    code = PROBLEM_CODES["unmet" if rule.effect == "supplement" else rule.effect]
    return Problem(
        code,
        subject.id,
        rule.effect,
        "none",
        text,
        phrases.text(subject.remedy),
        basis_lines(subject.basis, phrases),
        subject.place,
        explain(subject.when),
    )


def _following(subject: MaterialRequirement, phrases: Phrases, edition: Edition) -> Problem:
    due = _due(subject, edition, phrases)
    name = phrases.paper(subject)
    return Problem(
        PROBLEM_CODES["following"],
        subject.id,
        "tolerable",
        "supply",
        phrases.say("verdict.following", name=name, due=due),
        phrases.say("verdict.following.remedy", name=name, due=due, form=phrases.form(subject.forms[0])),
        basis_lines(subject.basis, phrases),
        subject.place,
        (),
        subject.forms[0].material.id,
    )


def _due(subject: MaterialRequirement, edition: Edition, phrases: Phrases) -> str:
    local = edition.acceptance.tolerance_due if edition.acceptance else None
    due = local or (subject.may_follow.due if subject.may_follow else None)
    return phrases.duration(due) if due else ""


def _faults(
    rule: Rule,
    subject: MaterialRequirement,
    state: PaperState,
    phrases: Phrases,
    edition: Edition,
    explain: Explain,
) -> Iterator[Problem]:
    why = explain(subject.when) if subject.when else ()
    for fault in state.faults:
        fields = _fields(fault, phrases)
        if (
            fault.kind == "missing"
            and len(subject.forms) > 1
            and all(each.kind == "missing" for each in state.faults)
        ):
            fields["name"] = phrases.paper(subject)
        remedy = phrases.say(f"verdict.fault.{fault.kind}.remedy", **fields) + _ways(
            fault, subject, phrases, edition
        )
        yield Problem(
            PROBLEM_CODES[fault.kind],
            subject.id,
            rule.effect,
            _ACTIONS[fault.kind],
            phrases.say(f"verdict.fault.{fault.kind}", **fields),
            remedy,
            basis_lines(subject.basis, phrases),
            fault.form.place if len(subject.forms) > 1 else subject.place,
            why,
            fault.form.material.id,
            fault.holder.id if fault.holder else "",
        )


def _fields(fault: Fault, phrases: Phrases) -> dict[str, str]:
    name = phrases.text(fault.form.label)
    if fault.holder:
        name = phrases.say("verdict.holder", name=name, holder=phrases.text(fault.holder.label))
    wanted, given = (
        value if value is None else str(value) if isinstance(value, int) else phrases.day(value)
        for value in (fault.wanted, fault.given)
    )
    return {
        "name": name,
        "wanted": wanted or "",
        "given": given or "",
        "day": wanted or "",
        "form": phrases.form(fault.form),
    }


def _ways(fault: Fault, subject: MaterialRequirement, phrases: Phrases, edition: Edition) -> str:
    """Lawful alternatives: another paper of a one-of group, a promise, a later supply."""
    text = ""
    if fault.kind not in ("not_signed", "not_sealed", "missing"):
        for form in subject.forms:
            if form is not fault.form:
                text += phrases.say("verdict.or_instead", name=phrases.text(form.label))
    if subject.promise:
        text += phrases.say("verdict.promise_instead")
    if subject.may_follow and fault.kind == "missing":
        text += phrases.say("verdict.follow_instead", due=_due(subject, edition, phrases))
    return text
