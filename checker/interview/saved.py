"""The file an applicant keeps: what was answered so far, and under which edition; and what changed when it is taken up again.

In: a parsed file (or the body of a request, which has the same shape). Out: `Saved`, or findings; `adopted` fits it to the
edition of today and says, one by one, what of it no longer holds.
The surprising thing: nothing is migrated in silence. An answer whose question is gone is dropped and named; one that no
longer counts is asked again; no message repeats an answer (personal data).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from checker.finding import Finding, Place, Text
from checker.interview.known import Answers, known
from checker.interview.plan import Plan
from checker.model.edition import Edition
from checker.source import Source
from checker.submission import Document, read_submission

__all__ = ["FORMAT", "Saved", "adopted", "document_data", "for_matter", "read_saved", "saved_data"]

FORMAT = 1
_RENAMED = {"answers": "facts", "on": "received_on"}


@dataclass(frozen=True, slots=True)
class Saved:
    """`edition` and `catalogue_version` say under what it was answered; a request leaves them out."""

    matter: str
    answers: Answers
    office: str = ""
    on: date | None = None
    edition: date | None = None
    catalogue_version: str = ""
    place: Place = Place("-")


def read_saved(source: Source) -> tuple[Saved | None, tuple[Finding, ...]]:
    """The content of one file that its schema (`interview`) has judged; None with every reason."""
    data = source.data if isinstance(source.data, dict) else {}
    inner = {_RENAMED.get(str(key), key): value for key, value in data.items()}
    positions = {
        (_RENAMED.get(str(pointer[0]), pointer[0]), *pointer[1:]) if pointer else pointer: found
        for pointer, found in source.positions.items()
    }
    submission, findings = read_submission(Source(source.path, inner, positions))
    if submission is None:
        return None, findings
    # without a list of papers asked for, documents are all there are, as in a submission
    papers: frozenset[str] | None = frozenset(_texts(data, "papers"))
    if "papers" not in data and "documents" in data:
        papers = None
    answers = Answers(
        facts=submission.facts,
        skipped=frozenset(_texts(data, "skipped")) - submission.facts.keys(),
        documents=submission.documents,
        papers=papers,
    )
    edition = data.get("edition")
    found = Saved(
        matter=submission.matter,
        answers=answers,
        office=submission.office,
        on=submission.received_on,
        edition=_day(edition),
        catalogue_version=str(data.get("catalogue_version") or ""),
        place=Place(source.path),
    )
    return found, findings


def _texts(data: Mapping[str, object], key: str) -> Iterator[str]:
    listed = data.get(key)
    return (each for each in listed if isinstance(each, str)) if isinstance(listed, list) else iter(())


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def saved_data(saved: Saved) -> dict[str, Any]:
    """The file as plain data, keys in a fixed order."""
    answers = saved.answers
    data: dict[str, Any] = {
        "format": FORMAT,
        "matter": saved.matter,
        "office": saved.office,
        "on": saved.on.isoformat() if saved.on else "",
        "edition": saved.edition.isoformat() if saved.edition else "",
        "catalogue_version": saved.catalogue_version,
        "answers": {name: _raw(answers.facts[name]) for name in answers.facts},
        "skipped": sorted(answers.skipped),
        "documents": [document_data(document) for document in answers.documents],
    }
    if answers.papers is not None:
        data["papers"] = sorted(answers.papers)
    return {key: value for key, value in data.items() if value != "" or key == "office"}


def _raw(value: object) -> object:
    if isinstance(value, list | tuple):
        return [_raw(each) for each in value]
    return value if isinstance(value, bool | int | str) or value is None else str(value)


def document_data(document: Document) -> dict[str, Any]:
    """One document as a submission writes it; what is not said is left out."""
    data: dict[str, Any] = {"material": document.material}
    if document.holder:
        data["holder"] = document.holder
    for name in ("originals", "copies"):
        if number := getattr(document, name):
            data[name] = number
    for name in ("issued_on", "valid_until"):
        if day := getattr(document, name):
            data[name] = day.isoformat()
    for name in ("electronic", "promised", "follows"):
        if getattr(document, name):
            data[name] = True
    for name in ("signed", "sealed"):
        if (said := getattr(document, name)) is not None:
            data[name] = said
    return data


def for_matter(saved: Saved, matter: str) -> Finding | None:
    """That the file belongs to another matter; None when it does not."""
    if saved.matter == matter:
        return None
    return Finding(
        "V30",
        "saved-for-another-matter",
        "error",
        saved.place,
        Text(f"这个文件是办理 `{saved.matter}` 时存的", f"this file was saved for `{saved.matter}`"),
        Text(f"运行 `banshi ask {saved.matter} --resume …`", f"run `banshi ask {saved.matter} --resume …`"),
    )


def adopted(
    saved: Saved, plan: Plan, on: date, materials: Collection[str]
) -> tuple[Answers, tuple[Finding, ...]]:
    """The answers as far as they fit the edition in force now, and what changed since they were given."""
    edition, answers = plan.edition, saved.answers
    findings = list(_since(saved, plan, on))
    declared = {name for name, fact in edition.facts.items() if not fact.derive}
    gone = [name for name in (*answers.facts, *sorted(answers.skipped)) if name not in declared]
    findings += [_gone(saved, name) for name in gone]
    kept = replace(
        answers,
        facts={name: raw for name, raw in answers.facts.items() if name in declared},
        skipped=answers.skipped & declared,
    )
    unread = known(plan.desk, kept, on).unread
    for name in unread:
        if name in kept.facts:
            findings.append(_no_longer(saved, name, edition, unread[name].reason))
    kept = replace(kept, facts={name: raw for name, raw in kept.facts.items() if name not in unread})
    papers = {paper.id for paper in edition.materials}
    lost = sorted(each for each in kept.papers or () if each not in papers)
    lost += list(dict.fromkeys(each.material for each in kept.documents if each.material not in materials))
    findings += [_lost(saved, name) for name in lost]
    return (
        replace(
            kept,
            documents=tuple(each for each in kept.documents if each.material in materials),
            papers=None if kept.papers is None else kept.papers & papers,
        ),
        tuple(findings),
    )


def _since(saved: Saved, plan: Plan, on: date) -> Iterator[Finding]:
    edition, desk = plan.edition, plan.desk
    if saved.edition and saved.edition != edition.effective_from:
        yield _warning(
            "V31",
            "edition-changed",
            saved,
            Text(
                f"存的时候依据 {saved.edition} 起施行的版本，现在依据 {edition.effective_from} 起施行的版本",
                f"saved under the edition of {saved.edition}; the edition of {edition.effective_from} applies now",
            ),
            Text("从下面改动的问题接着答", "go on with the questions that changed"),
        )
    elif saved.catalogue_version and saved.catalogue_version != desk.catalogue_version:
        yield _warning(
            "V32",
            "catalogue-changed",
            saved,
            Text(
                f"目录从 {saved.catalogue_version} 更新到 {desk.catalogue_version}",
                f"the catalogue went from {saved.catalogue_version} to {desk.catalogue_version}",
            ),
            Text(
                "答过的仍然有效，除非下面另外说明",
                "the answers still hold, unless the lines below say otherwise",
            ),
        )
    if saved.on and saved.on != on:
        yield _warning(
            "V36",
            "day-changed",
            saved,
            Text(
                f"收到申请的日期从 {saved.on} 改为 {on}，年龄、有效期按新的日期计算",
                f"the day of receipt moved from {saved.on} to {on}; ages and periods count from there",
            ),
            Text(f"要按原来的日期算，加 `--on {saved.on}`", f"to keep the day, add `--on {saved.on}`"),
        )
    if saved.office != edition.office:
        yield _warning(
            "V37",
            "office-changed",
            saved,
            Text(
                f"办理地从 {saved.office or '（没有选定）'} 改为 {edition.office or '（没有选定）'}",
                f"the office changed from {saved.office or 'none'} to {edition.office or 'none'}",
            ),
            Text("各地的限额、免交的材料可能不同", "limits and waived papers may differ"),
        )


def _gone(saved: Saved, name: str) -> Finding:
    return _warning(
        "V33",
        "question-gone",
        saved,
        Text(f"不再问 `{name}`，原来的回答没有用了", f"`{name}` is no longer asked; its answer was dropped"),
        Text("不用做什么", "nothing is to be done"),
    )


def _no_longer(saved: Saved, name: str, edition: Edition, reason: Text) -> Finding:
    label = edition.facts[name].label
    return _warning(
        "V34",
        "answer-no-longer-counts",
        saved,
        Text(
            f"“{label.zh}”的回答不能再用：{reason.zh}",
            f"the answer to {label.en or label.zh} no longer counts: {reason.en}",
        ),
        Text("会重新问一次", "it is asked again"),
    )


def _lost(saved: Saved, name: str) -> Finding:
    return _warning(
        "V35",
        "paper-gone",
        saved,
        Text(f"材料 `{name}` 不再需要", f"the paper `{name}` is no longer asked for"),
        Text("不用做什么", "nothing is to be done"),
    )


def _warning(code: str, name: str, saved: Saved, message: Text, remedy: Text) -> Finding:
    return Finding(code, name, "warning", saved.place, message, remedy)
