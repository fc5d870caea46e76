"""One applicant's way through a pre-check: everything they said, carried in their own page and nowhere else.

In: the hidden field of a form, or a saved file. Out: a `Visit`, and the text of that field again.
The surprising thing: the two are the same data. Saving is sealing what the page holds anyway, so two tabs are two visits,
the back button is an earlier visit, and the server forgets everything the moment it has answered.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from checker.finding import Finding
from checker.interview.known import Answers
from checker.interview.saved import Saved, read_saved, saved_data
from checker.schema import Schemas
from checker.source import Source, parse_json
from checker.submission import Document

__all__ = ["EXTRA", "FACT", "PAPER", "AttachedFile", "Visit", "read_visit", "visit_of"]

FACT, PAPER = "fact:", "paper:"
_LIMIT = 256 * 1024
_MOST_STEPS = 1000
_MOST_FILES = 200
EXTRA = ("order", "given", "files", "saved_on", "valid_until", "outcome", "outline")
"""What a page or a saved file holds beside the answers (rules/schema/interview.schema.json judges those)."""


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file that was looked at: its fingerprint stays, with the name under which its owner knows it."""

    paper: str
    name: str
    sha256: str
    size: int
    kind: str
    pages: int
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Visit:
    """`order` are the steps that were answered, `fact:<id>` and `paper:<requirement>`, first to last; `given` the documents that
    each paper question was answered with; `loose` those that came with a file and belong to no question yet."""

    matter: str
    office: str
    on: date
    facts: Mapping[str, object] = field(default_factory=dict)
    skipped: frozenset[str] = frozenset()
    given: Mapping[str, tuple[Document, ...]] = field(default_factory=dict)
    loose: tuple[Document, ...] = ()
    order: tuple[str, ...] = ()
    files: tuple[AttachedFile, ...] = ()
    edition: date | None = None
    version: str = ""

    @property
    def answers(self) -> Answers:
        """What the interview sees."""
        documents = (*self.loose, *(document for found in self.given.values() for document in found))
        return Answers(self.facts, self.skipped, documents, frozenset(self.given))

    def with_fact(self, fact: str, raw: object) -> Visit:
        """With one more fact, or another answer to one."""
        facts = {**self.facts, fact: raw}
        return replace(
            self, facts=facts, skipped=self.skipped - {fact}, order=_added(self.order, FACT + fact)
        )

    def without_fact(self, fact: str) -> Visit:
        """With one fact that was asked and passed over."""
        facts = {name: raw for name, raw in self.facts.items() if name != fact}
        return replace(
            self, facts=facts, skipped=self.skipped | {fact}, order=_added(self.order, FACT + fact)
        )

    def with_paper(
        self, requirement: str, documents: tuple[Document, ...], files: tuple[AttachedFile, ...]
    ) -> Visit:
        """With the answer to one paper question, in the place of an earlier one."""
        others = tuple(each for each in self.files if each.paper != requirement)
        return replace(
            self,
            given={**self.given, requirement: documents},
            order=_added(self.order, PAPER + requirement),
            files=(*others, *files),
        )

    def text(self) -> str:
        """As it stands in the page."""
        return json.dumps(self.data(), ensure_ascii=False, separators=(",", ":"))

    def data(self) -> dict[str, Any]:
        """As plain data: what an interview saves, and beside it the order of the steps and the files."""
        saved = Saved(self.matter, self.answers, self.office, self.on, self.edition, self.version)
        given: dict[str, int] = {name: len(documents) for name, documents in self.given.items()}
        return {
            **saved_data(saved),
            "order": list(self.order),
            "given": given,
            "files": [
                {
                    "paper": each.paper, "name": each.name, "sha256": each.sha256, "size": each.size, "kind": each.kind,
                    "pages": each.pages, "codes": list(each.codes),
                }
                for each in self.files
            ],
        }  # fmt: skip


def _added(order: tuple[str, ...], step: str) -> tuple[str, ...]:
    return order if step in order else (*order, step)


def read_visit(text: str, schemas: Schemas, today: date) -> tuple[Visit | None, tuple[Finding, ...]]:
    """The visit in the hidden field of a page; None when somebody changed it so that it cannot be read."""
    source, findings = parse_json(text.encode("utf-8", "replace"), "state", _LIMIT)
    if source is None:
        return None, findings
    return visit_of(source, schemas, today)


def visit_of(source: Source, schemas: Schemas, today: date) -> tuple[Visit | None, tuple[Finding, ...]]:
    """The visit in a parsed page or saved file."""
    data = source.data if isinstance(source.data, dict) else {}
    inner = Source(
        source.path, {key: value for key, value in data.items() if key not in EXTRA}, source.positions
    )
    shape = schemas.check("interview", inner)
    if shape:
        return None, shape
    saved, findings = read_saved(inner)
    if saved is None:
        return None, findings
    given, loose = _given(data.get("given"), saved.answers)
    return Visit(
        matter=saved.matter,
        office=saved.office,
        on=saved.on or today,
        facts=saved.answers.facts,
        skipped=saved.answers.skipped,
        given=given,
        loose=loose,
        order=_texts(data.get("order"))[:_MOST_STEPS],
        files=tuple(_files(data.get("files")))[:_MOST_FILES],
        edition=saved.edition,
        version=saved.catalogue_version,
    ), ()


def _given(counts: object, answers: Answers) -> tuple[dict[str, tuple[Document, ...]], tuple[Document, ...]]:
    """The documents by the question that they answered; all of them loose when the counts do not add up."""
    papers = answers.papers or frozenset()
    numbers = counts if isinstance(counts, dict) else {}
    wanted = {
        str(name): number
        for name, number in numbers.items()
        if isinstance(number, int) and number >= 0 and name in papers
    }
    documents = list(answers.documents)
    loose = len(documents) - sum(wanted.values())
    if loose < 0 or len(wanted) < len(papers):
        return dict.fromkeys(sorted(papers), ()), answers.documents
    place, found = loose, {}
    for name, number in wanted.items():
        found[name] = tuple(documents[place : place + number])
        place += number
    return found, tuple(documents[:loose])


def _texts(value: object) -> tuple[str, ...]:
    return tuple(each for each in value if isinstance(each, str)) if isinstance(value, list) else ()


def _files(value: object) -> list[AttachedFile]:
    found = []
    for each in value if isinstance(value, list) else ():
        if not isinstance(each, dict):
            continue
        texts = {name: each.get(name) for name in ("paper", "name", "sha256", "kind")}
        numbers = {name: each.get(name) for name in ("size", "pages")}
        if all(isinstance(text, str) for text in texts.values()) and all(
            isinstance(n, int) for n in numbers.values()
        ):
            found.append(
                AttachedFile(
                    str(each["paper"]), str(each["name"])[:255], str(each["sha256"])[:64], each["size"], str(each["kind"])[:20],
                    each["pages"], _texts(each.get("codes"))[:20],
                )
            )  # fmt: skip
    return found
