"""What an applicant or a window hands in: facts and documents, read strictly and kept raw.

In: one parsed file (YAML or JSON) that the schema has judged. Out: a `Submission`, or findings that say what is wrong and where.
The surprising thing: no message ever repeats a value of a fact or a holder (personal data), only the names of fields; and an
unknown fact, material or matter is an error with near names, never a guess.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from checker.conditions.facts import Fact
from checker.finding import Finding, Place, Text, near_names
from checker.reading.reader import Context, Reader
from checker.source import Source

__all__ = ["MAX_DOCUMENTS", "Document", "Submission", "name_findings", "read_submission"]

MAX_DOCUMENTS = 2000
_MAX_DEPTH = 8


@dataclass(frozen=True, slots=True)
class Document:
    """One paper handed in. None for `signed` or `sealed` means that the submission does not say."""

    material: str
    originals: int = 0
    copies: int = 0
    electronic: bool = False
    holder: str = ""
    issued_on: date | None = None
    valid_until: date | None = None
    signed: bool | None = None
    sealed: bool | None = None
    promised: bool = False
    follows: bool = False


@dataclass(frozen=True, slots=True)
class Submission:
    """A case as handed in. `facts` maps full fact ids to raw answers; what is not there is unknown, never false.

    `places` leads from a fact id or document index to the line of the file; `findings` are doubts that do not stop the check.
    """

    matter: str
    received_on: date | None
    office: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)
    documents: tuple[Document, ...] = ()
    places: Mapping[str, Place] = field(default_factory=dict)


def read_submission(source: Source) -> tuple[Submission | None, tuple[Finding, ...]]:
    """The submission of one parsed file; None when it cannot be used, with every reason."""
    context = Context()
    top = Reader.of(source, context)
    facts: dict[str, object] = {}
    places: dict[str, Place] = {}
    _flatten(top, facts, places)
    listed = top.data.get("documents")
    if isinstance(listed, list) and len(listed) > MAX_DOCUMENTS:
        context.findings.append(
            Finding(
                "B01",
                "too-many-documents",
                "error",
                top.place("documents"),
                Text(
                    f"列了 {len(listed)} 份材料，最多 {MAX_DOCUMENTS} 份",
                    f"{len(listed)} documents are listed, at most {MAX_DOCUMENTS} are read",
                ),
                Text(
                    "同一种材料合并成一条，写明份数",
                    "merge papers of one kind into one entry with its number",
                ),
            )
        )
        return None, tuple(context.findings)
    documents = []
    for index, item in enumerate(top.children("documents")):
        documents.append(_document(item))
        places[f"documents.{index}"] = item.place()
    for key in ("matter", "office", "received_on"):
        places[key] = top.place(key)
    submission = Submission(
        top.string("matter"), top.date("received_on"), top.string("office"), facts, tuple(documents), places
    )
    return (None if context.findings else submission), tuple(context.findings)


def _document(item: Reader) -> Document:
    form = item.string("form")
    originals, copies = item.integer("originals"), item.integer("copies")
    # a form without a number means one: {form: original} is one original
    if form == "original" and not item.has("originals"):
        originals = 1
    if form == "copy" and not item.has("copies"):
        copies = 1
    return Document(
        material=item.string("material"),
        originals=originals,
        copies=copies,
        electronic=form == "electronic" or item.flag("electronic"),
        holder=item.string("holder"),
        issued_on=item.date("issued_on"),
        valid_until=item.date("valid_until"),
        signed=item.flag("signed") if item.has("signed") else None,
        sealed=item.flag("sealed") if item.has("sealed") else None,
        promised=item.flag("promised"),
        follows=item.flag("follows"),
    )


def _flatten(top: Reader, facts: dict[str, object], places: dict[str, Place]) -> None:
    """`{applicant: {kind: x}}` and `{applicant.kind: x}` are the same fact; both at once is an error."""
    stack: list[tuple[str, object, tuple[str | int, ...]]] = [("", top.data.get("facts"), ("facts",))]
    while stack:
        name, value, pointer = stack.pop()
        if isinstance(value, dict) and len(pointer) <= _MAX_DEPTH:
            for key, item in value.items():
                stack.append((f"{name}.{key}" if name else str(key), item, (*pointer, key)))
            continue
        if not name:
            continue
        if name in facts:
            top.context.findings.append(
                Finding(
                    "B02",
                    "fact-given-twice",
                    "error",
                    top.place(*pointer),
                    Text(f"情形 `{name}` 写了两次", f"the fact `{name}` is given twice"),
                    Text("只留一处", "keep one of them"),
                    (places[name],),
                )
            )
            continue
        facts[name] = value
        places[name] = top.place(*pointer)


def name_findings(
    submission: Submission, facts: Mapping[str, Fact], materials: frozenset[str], used_here: frozenset[str]
) -> tuple[Finding, ...]:
    """Facts and materials that the edition does not know. A derived fact may not be given: it is counted from its date."""
    findings = []
    for name in submission.facts:
        place = submission.places.get(name, Place("-"))
        fact = facts.get(name)
        if fact is None:
            findings.append(_unknown("B03", "unknown-fact", place, name, tuple(facts), Text("情形", "fact")))
        elif fact.derive:
            findings.append(
                Finding(
                    "B04",
                    "derived-fact-given",
                    "error",
                    place,
                    Text(
                        f"`{name}` 由 `{fact.derive.fact}` 推算，不能直接填写",
                        f"`{name}` is counted from `{fact.derive.fact}` and cannot be given",
                    ),
                    Text(f"改填 `{fact.derive.fact}`", f"give `{fact.derive.fact}` instead"),
                )
            )
    for index, document in enumerate(submission.documents):
        if document.material not in materials:
            place = submission.places.get(f"documents.{index}", Place("-"))
            known = tuple(sorted(used_here)) + tuple(sorted(materials - used_here))
            findings.append(
                _unknown("B05", "unknown-material", place, document.material, known, Text("材料", "material"))
            )
    return tuple(findings)


def _unknown(
    code: Literal["B03", "B05"], name: str, place: Place, what: str, known: tuple[str, ...], kind: Text
) -> Finding:
    return Finding(
        code,
        name,
        "error",
        place,
        Text(f"不认识的{kind.zh} `{what}`", f"unknown {kind.en} `{what}`"),
        near_names(what, known)
        or Text(
            f"用 `banshi show` 看这个事项用到的{kind.zh}",
            f"run `banshi show` to see the {kind.en}s of this matter",
        ),
    )
