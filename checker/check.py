"""One submission against one edition: the verdict.

In: a `Submission` and a `Desk` (rulebook and compiled programs of one edition, and the catalogue's registers). Out: a `Verdict`.
The surprising thing: this module decides nothing by itself. Every engine evaluates the same rulebook, the acceptance table turns
the effects into Art. 32's outcome, and if two engines differ anywhere the answer is "cannot decide", never "accepted".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from checker.acceptance_profile import Profile
from checker.acceptance_table import AcceptanceTable
from checker.calendar import Calendar
from checker.conditions.explain import explanation, lines
from checker.conditions.tree import Node
from checker.conditions.values import NotGiven, normalise
from checker.deadlines import deadline_lines
from checker.derive import derived
from checker.documents import PaperState, state_of
from checker.engines import Program, Truth, Value
from checker.engines.available import agree
from checker.fees import fees_of
from checker.finding import Text
from checker.identity import identity_remarks
from checker.model.edition import Edition
from checker.model.parts import Citation
from checker.personal_list import material_lines, remarks
from checker.phrases import Phrases
from checker.problems import basis_lines, problems_of
from checker.questions import questions_of
from checker.rulebook import Rule, Rulebook, paper_values
from checker.submission import Submission
from checker.verdict import AcceptanceOutcome, Eligibility, Problem, Verdict

__all__ = ["Decision", "Desk", "check", "concluded", "decide"]

_ELIGIBILITY: Mapping[Truth, Eligibility] = {
    Truth.FALSE: "met",
    Truth.UNKNOWN: "undetermined",
    Truth.TRUE: "not_met",
}
"""By the worst decision-stage condition: whether one is unmet."""
_ACCEPTANCE_EFFECTS = ("not_required", "not_competent", "refuse", "supplement", "on_the_spot", "tolerable")


@dataclass(frozen=True, slots=True)
class Desk:
    """All that is needed to check submissions for one edition at one office: prepared once, used for many."""

    rulebook: Rulebook
    programs: Mapping[str, Program]
    table: AcceptanceTable
    table_programs: Mapping[str, Program]
    calendar: Calendar
    matter_names: Mapping[str, Text]
    material_names: Mapping[str, Text]
    parameters: Mapping[str, object]
    catalogue_version: str
    why_not_durable: Text | None = None

    @property
    def edition(self) -> Edition:
        """The edition that this desk applies."""
        return self.rulebook.edition


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided, before any word is said: enough to count outcomes over millions of submissions."""

    values: Mapping[str, Value]
    unread: Mapping[str, NotGiven]
    states: Mapping[str, PaperState]
    truths: Mapping[str, Truth]
    acceptance: AcceptanceOutcome
    eligibility: Eligibility


def decide(submission: Submission, desk: Desk, on: date) -> Decision:
    """The two answers on a submission received on `on`; facts that are missing or unreadable count as unknown."""
    edition = desk.edition
    values, unread = _values(submission, desk, on)
    states = {paper.id: state_of(paper, submission.documents, on) for paper in edition.materials}
    values.update(paper_values(edition, states))
    answers = {name: program.evaluate(values) for name, program in desk.programs.items()}
    truths = next(iter(answers.values()))
    outcome, agreed = _outcome(desk, _effects(desk.rulebook, truths))
    if not agreed or (len(answers) > 1 and agree(answers)):
        outcome = "cannot_decide"
    return Decision(values, unread, states, truths, outcome, _eligibility(desk.rulebook, truths))


def concluded(desk: Desk, truths: Mapping[str, Truth]) -> tuple[AcceptanceOutcome, Eligibility]:
    """The two answers that follow from the truths of one engine: for those who evaluate the rules themselves (a replay)."""
    outcome, agreed = _outcome(desk, _effects(desk.rulebook, truths))
    return outcome if agreed else "cannot_decide", _eligibility(desk.rulebook, truths)


def check(submission: Submission, desk: Desk, phrases: Phrases, on: date) -> Verdict:
    """The verdict: the decision, with every finding, question, date and fee that goes with it, in words."""
    edition = desk.edition
    made = decide(submission, desk, on)
    values, truths, outcome = made.values, made.truths, made.acceptance
    problems: list[Problem] = []
    for rule in _told(desk.rulebook, truths, outcome):
        problems.extend(
            problems_of(
                rule,
                made.states,
                edition,
                phrases,
                desk.matter_names,
                lambda node: _explained(node, values, edition, phrases),
            )
        )
    questions = questions_of(
        _open(desk.rulebook, truths, outcome), values, edition.facts, phrases, made.unread
    )
    profile = desk.table.profile(edition.kind, edition.acceptance)
    return Verdict(
        matter=edition.matter,
        matter_name=phrases.text(edition.name),
        kind=edition.kind,
        edition=edition.effective_from,
        version=edition.version,
        office=edition.office,
        on=on,
        catalogue_version=desk.catalogue_version,
        engines=tuple(desk.programs),
        language=phrases.language,
        acceptance=outcome,
        acceptance_text=phrases.say(f"verdict.outcome.{outcome}"),
        acceptance_basis=basis_lines(_general_basis(profile, outcome), phrases),
        eligibility=made.eligibility,
        eligibility_text=phrases.say(f"verdict.eligibility.{made.eligibility}"),
        findings=tuple(problems),
        questions=questions,
        materials=material_lines(edition, truths, made.states, phrases),
        deadlines=deadline_lines(edition, truths, on, outcome, profile, desk.calendar, phrases),
        fees=fees_of(edition, truths, values, phrases),
        remarks=(
            *remarks(
                edition,
                truths,
                submission,
                made.unread,
                phrases,
                desk.material_names,
                _engine_remark(desk, phrases),
            ),
            *identity_remarks(edition.facts, values, on, phrases),
        ),
        settled=outcome not in ("undetermined", "cannot_decide"),
        notice_complete=outcome in ("not_required", "not_competent") or not questions,
        consequences=tuple(_consequences(profile, outcome, phrases)),
        disclaimer=phrases.say("verdict.disclaimer"),
    )


def _values(submission: Submission, desk: Desk, on: date) -> tuple[dict[str, Value], dict[str, NotGiven]]:
    """Normalised facts, derived ones counted to the day of receipt, local ones from the office; and what was not readable."""
    facts = desk.edition.facts
    raw: dict[str, object] = {**submission.facts, **desk.parameters}
    values: dict[str, Value] = {}
    unread: dict[str, NotGiven] = {}
    for name, given in raw.items():
        fact = facts.get(name)
        if fact is None:
            continue
        value = normalise(given, fact)
        if isinstance(value, NotGiven):
            unread[name] = value
        else:
            values[name] = value
    values.update(derived(facts, values, on))
    return values, unread


def _effects(book: Rulebook, truths: Mapping[str, Truth]) -> dict[str, Truth]:
    effects = dict.fromkeys(_ACCEPTANCE_EFFECTS, Truth.FALSE)
    for name, rule in book.rules.items():
        if rule.effect in effects and truths[name] > effects[rule.effect]:
            effects[rule.effect] = truths[name]
    return effects


def _outcome(desk: Desk, effects: Mapping[str, Truth]) -> tuple[AcceptanceOutcome, bool]:
    """The table's outcome, and whether every engine that runs comes to it too."""
    outcome = desk.table.decide(effects)
    flags = desk.table.flags(effects)
    for program in desk.table_programs.values():
        chosen = [name for name, truth in program.evaluate(flags).items() if truth is Truth.TRUE]
        if desk.table.outcome_of(chosen) != outcome:
            return outcome, False
    return outcome, True


def _engine_remark(desk: Desk, phrases: Phrases) -> str:
    """That an engine did not run, and why; empty when all ran."""
    if desk.why_not_durable is None:
        return ""
    engine = phrases.listed(desk.programs)
    return phrases.say("verdict.remark.one_engine", engine=engine, why=phrases.text(desk.why_not_durable))


def _general_basis(profile: Profile, outcome: AcceptanceOutcome) -> tuple[Citation, ...]:
    """The articles on which the outcome itself rests: the matter's own statute where it departs, then the general rule."""
    if outcome == "cannot_decide":
        return ()
    own = profile.basis if outcome in ("supplement", "accept_tolerating") else ()
    return (*own, *profile.outcomes[outcome].basis)


def _consequences(profile: Profile, outcome: AcceptanceOutcome, phrases: Phrases) -> Iterator[str]:
    if outcome == "cannot_decide":
        return
    for sentence in profile.sentences(outcome):
        fields = {"limit": phrases.duration(sentence.limit)} if sentence.limit else {}
        yield phrases.say(sentence.key, **fields)


def _told(book: Rulebook, truths: Mapping[str, Truth], outcome: AcceptanceOutcome) -> list[Rule]:
    """The rules to tell: of the first two outcomes only their own; else every definite finding at once (行政许可法 §32(4))."""
    definite = [rule for name, rule in book.rules.items() if truths[name] is Truth.TRUE]
    if outcome in ("not_required", "not_competent"):
        return [rule for rule in definite if rule.effect == outcome]
    return [rule for rule in definite if rule.effect not in ("not_required", "not_competent")]


def _open(book: Rulebook, truths: Mapping[str, Truth], outcome: AcceptanceOutcome) -> list[Rule]:
    if outcome in ("not_required", "not_competent"):
        return []
    return [rule for name, rule in book.rules.items() if truths[name] is Truth.UNKNOWN]


def _eligibility(book: Rulebook, truths: Mapping[str, Truth]) -> Eligibility:
    worst = max(
        (truths[name] for name, rule in book.rules.items() if rule.effect == "ineligible"),
        default=Truth.FALSE,
    )
    return _ELIGIBILITY[worst]


def _explained(
    node: Node, values: Mapping[str, Value], edition: Edition, phrases: Phrases
) -> tuple[str, ...]:
    tree = explanation(node, values, edition.facts, phrases.words, phrases.language)
    return tuple(lines(tree, phrases.words, phrases.language))
