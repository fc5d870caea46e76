"""One matter as a JSON program: everything the browser engine needs to check a submission as checker/check.py does.

In: a `Desk` (the edition with its rules), the phrases of one language. Out: plain data for JSON, the same for the same input.
The surprising thing: whatever does not hang on an answer is said here, in Python, by the same functions that speak in a verdict:
findings, remedies, articles, conditions. The browser only chooses among these texts and fills in days and numbers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from checker.check import Desk
from checker.conditions.explain import Explained, explanation
from checker.conditions.facts import Fact
from checker.conditions.tree import Node
from checker.finding import Place
from checker.model.edition import Competence, Edition, MaterialRequirement, NotRequired
from checker.model.parts import Citation
from checker.phrases import Phrases
from checker.problems import basis_lines, problems_of
from checker.rulebook import Rule
from generators.offline.interview import interview
from generators.offline.limits import conduct, fees, limits
from generators.offline.papers import papers
from generators.offline.trees import Nodes, Plain

__all__ = ["FORMAT", "declared", "program"]

FORMAT = 1
"""The version of this shape: a page and the script beside it must agree on it."""


@dataclass(slots=True)
class Tables:
    """What many entries share, each said once: condition nodes, citations, files of the catalogue."""

    edition: Edition
    phrases: Phrases
    nodes: Nodes = field(default_factory=Nodes)
    bases: dict[tuple[str, ...], int] = field(default_factory=dict)
    files: dict[str, int] = field(default_factory=dict)

    def basis(self, citations: Iterable[Citation]) -> Plain:
        """The numbers of these citations in the table of articles."""
        lines = basis_lines(citations, self.phrases)
        rows = ((line.law, line.article, line.text, line.verified) for line in lines)
        return [self.bases.setdefault(row, len(self.bases)) for row in rows]

    def place(self, place: Place) -> Plain:
        """File number, line and column."""
        return [self.files.setdefault(place.path, len(self.files)), place.line, place.column]

    def explain(self, node: Node | None) -> Plain:
        """The condition as it is explained line by line: node, text, and below a heading its parts."""
        if node is None:
            return None
        phrases = self.phrases
        return self._explained(explanation(node, {}, self.edition.facts, phrases.words, phrases.language))

    def _explained(self, line: Explained) -> Plain:
        node = self.nodes.add(line.node)
        if line.actual is not None:
            return [node, line.text]
        return [node, line.text, [self._explained(child) for child in line.children]]


def program(desk: Desk, phrases: Phrases) -> dict[str, Plain]:
    """The matter of this desk in this language."""
    edition = desk.edition
    tables = Tables(edition, phrases)
    rules: list[Plain] = [_rule(rule, desk, tables) for rule in desk.rulebook.rules.values()]
    cases: dict[str, Plain] = {name: tables.nodes.add(node) for name, node in desk.rulebook.cases.items()}
    made: dict[str, Plain] = {
        "format": FORMAT,
        "language": phrases.language,
        "catalogue_version": desk.catalogue_version,
        "matter": edition.matter,
        "name": phrases.text(edition.name),
        "kind": edition.kind,
        "edition": edition.effective_from.isoformat(),
        "until": edition.effective_to.isoformat() if edition.effective_to else None,
        "version": edition.version,
        "office": edition.office,
        "facts": {name: declared(fact, phrases) for name, fact in edition.facts.items()},
        "parameters": {name: _parameter(value) for name, value in desk.parameters.items()},
        "rules": rules,
        "cases": cases,
        "papers": papers(desk, tables),
        "limits": limits(edition, phrases),
        "fees": fees(edition, tables),
        "conduct": conduct(desk, tables),
        "interview": interview(desk, tables),
    }
    made["nodes"] = list(tables.nodes.rows)
    made["bases"] = [list(row) for row in tables.bases]
    made["files"] = list(tables.files)
    return made


def declared(fact: Fact, phrases: Phrases) -> Plain:
    """A fact: its type, what it is called and how it is asked; what is empty is left out."""
    entry: dict[str, Plain] = {
        "type": fact.type,
        "label": phrases.text(fact.label),
        "ask": phrases.text(fact.ask),
        "hint": phrases.text(fact.hint),
        "unit": phrases.text(fact.unit),
        "options": [[option.id, phrases.text(option.label)] for option in fact.options],
        "derive": [fact.derive.kind, fact.derive.fact] if fact.derive else None,
        "free": fact.applicant_decides,
    }
    return {key: value for key, value in entry.items() if value}


def _parameter(value: object) -> Plain:
    """A local parameter as the office wrote it: text, a whole number, yes or no, or a list of options."""
    if isinstance(value, str | int):
        return value
    return [str(item) for item in value] if isinstance(value, list | tuple) else None


def _rule(rule: Rule, desk: Desk, tables: Tables) -> Plain:
    """A rule with what it says when it holds; of papers that have faults, the paper is named, for its faults are many."""
    subject = rule.subject
    entry: dict[str, Plain] = {
        "name": rule.name,
        "effect": rule.effect,
        "id": subject.id,
        "node": tables.nodes.add(rule.node),
        "label": _subject(rule, tables),
    }
    if isinstance(subject, MaterialRequirement) and rule.effect != "tolerable":
        return entry
    (said,) = problems_of(rule, {}, desk.edition, tables.phrases, desk.matter_names, lambda node: ())
    entry["finding"] = {
        "code": said.code,
        "action": said.action,
        "text": said.text,
        "remedy": said.remedy,
        "basis": tables.basis(subject.basis),
        "place": tables.place(said.place),
        "material": said.material or None,
    }
    if not isinstance(subject, MaterialRequirement):
        entry["explain"] = tables.explain(subject.when)
    return entry


def _subject(rule: Rule, tables: Tables) -> str:
    """What waits for an answer, as questions name it."""
    subject, phrases = rule.subject, tables.phrases
    if isinstance(subject, MaterialRequirement):
        return phrases.paper(subject)
    if isinstance(subject, Competence):
        return phrases.say("verdict.subject.competence")
    if isinstance(subject, NotRequired):
        return phrases.say("verdict.subject.not_required")
    return phrases.sentence(subject.when, tables.edition.facts)
