"""Replaying: the quick second decision is the full one, and nothing of a submission is ever printed."""

from __future__ import annotations

import json
import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from checker.check import decide
from checker.desk.replay import pair
from checker.desk.submissions import Piece, Unread, understood
from checker.desks import desks
from checker.loading import load_catalogue
from checker.schema import Schemas
from checker.source import load, parse_json
from checker.submission import read_submission
from tests.desk.conftest import EDITION, MATTER, Desk, Store

SECRET = "欧阳某某110101199003070000"


def base(repository: Path) -> dict[str, Any]:
    source, _ = load(repository / "examples" / MATTER / "complete.yaml", repository)
    assert source is not None
    assert isinstance(source.data, dict)
    return source.data


def write(path: Path, submissions: list[object]) -> Path:
    path.write_text("".join(json.dumps(each, ensure_ascii=False) + "\n" for each in submissions), "utf-8")
    return path


def run(desk: Desk, path: Path, *options: object) -> Any:
    answer = desk("impact", "v1", "v2", "--submissions", path, "--format", "json", *options)
    assert answer.out, answer.err
    return json.loads(answer.out)


def test_who_changes_and_why(store: Store, desk: Desk, repository: Path, tmp_path: Path) -> None:
    store.change(
        EDITION,
        ("articles-of-association, copies: 1", "articles-of-association, copies: 2"),
        ("{at_least: 2000000}", "{at_least: 6000000}"),
    )
    store.commit("v2")
    good = base(repository)
    rich = {**good, "facts": {**good["facts"], "capital": {"registered": "9000000"}}}
    more = {
        **rich,
        "documents": [
            {**each, "copies": 5} if each["material"] == "articles-of-association" else each
            for each in good["documents"]
        ],
    }
    found = run(desk, write(tmp_path / "s.jsonl", [good, rich, more, good]))
    assert (found["submissions"], found["changed"], found["unchanged"], found["unread"]) == (4, 3, 1, [])
    assert found["transitions"] == [{"from": "accept", "to": "supplement", "count": 3}]
    first, second = found["groups"]
    assert (first["submissions"], first["prospects_from"], first["prospects_to"]) == (
        [1, 4],
        "met",
        "not_met",
    )
    assert [each["rule"] for each in first["appears"]] == ["condition/capital", "material/articles"]
    assert [each["id"] for each in first["facts"]] == ["capital.registered"]
    assert (second["submissions"], second["direction"]) == ([2], "harder")
    back = json.loads(
        desk("impact", "v2", "v1", "--submissions", tmp_path / "s.jsonl", "--format", "json").out
    )
    assert back["transitions"] == [{"from": "supplement", "to": "accept", "count": 3}]
    assert {each["direction"] for each in back["groups"]} == {"easier"}


def test_a_submission_is_never_printed(store: Store, desk: Desk, repository: Path, tmp_path: Path) -> None:
    store.change(EDITION, ("articles-of-association, copies: 1", "articles-of-association, copies: 2"))
    store.commit("v2")
    good = base(repository)
    odd: list[object] = [
        {**good, "facts": {**good["facts"], "applicant": {"kind": "enterprise", "name": SECRET}}},
        {**good, "matter": SECRET},
        {**good, "office": SECRET},
        {**good, "received_on": SECRET},
        {**good, SECRET: SECRET},
        {**good, "facts": {SECRET: SECRET}},
        SECRET,
    ]
    folder = tmp_path / "in"
    folder.mkdir()
    path = write(folder / f"{SECRET}.jsonl", odd)
    with path.open("a", encoding="utf-8") as file:
        file.write(f'{{"matter": 1e{SECRET}\n{{"{SECRET}": 1, "{SECRET}": 2}}\n')
    (folder / f"{SECRET}.yaml").write_text(f"matter: {SECRET}\nfacts: [\n", "utf-8")
    for form in ("text", "json", "markdown"):
        answer = desk("impact", "v1", "v2", "--submissions", folder, "--format", form)
        assert answer.code == 1
        assert SECRET not in answer.out + answer.err
        assert "110101199003070000" not in answer.out + answer.err
    assert (
        json.loads(desk("impact", "v1", "v2", "--submissions", folder, "--format", "json").out)["submissions"]
        == 10
    )


def test_a_matter_that_goes(store: Store, desk: Desk, repository: Path, tmp_path: Path) -> None:
    store.change(EDITION, ("state: in-use", "state: suspended"))
    store.commit("v2")
    found = run(desk, write(tmp_path / "s.jsonl", [base(repository)]))
    assert found["transitions"] == [{"from": "accept", "to": "not_available", "count": 1}]
    assert found["groups"][0]["appears"][0]["rule"] == "B10"


def test_two_days_of_one_matter(store: Store, desk: Desk, repository: Path, tmp_path: Path) -> None:
    text = (
        (store.root / EDITION)
        .read_text("utf-8")
        .replace('effective_from: "2013-07-01"', 'effective_from: "2027-01-01"')
    )
    newer = text.replace("articles-of-association, copies: 1", "articles-of-association, copies: 2")
    (store.root / EDITION.replace("2013-07-01", "2027-01-01")).write_text(newer, "utf-8")
    path = write(tmp_path / "s.jsonl", [base(repository)])
    answer = desk(
        "impact", f"{MATTER}@2026-01-01", f"{MATTER}@2027-01-01", "--submissions", path, "--format", "json"
    )
    assert json.loads(answer.out)["transitions"] == [{"from": "accept", "to": "supplement", "count": 1}]


def test_nothing_to_replay(store: Store, desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for path in (tmp_path / "nothing.jsonl", tmp_path / "empty"):
        answer = desk("impact", "v1", "v1", "--submissions", path)
        assert (answer.code, "G10" in answer.err) == (2, True)


OWNED = "      - {id: owned, label: {zh: 自有, en: owned}}\n"
EDITS = [
    ("articles-of-association, copies: 1", "articles-of-association, copies: 2"),
    ("{at_least: 2000000}", "{at_least: 6000000}"),
    ("when: {premises.tenure: leased}", "when: {premises.tenure: owned}"),
    ("when: {region.same: false}", "when: {region.same: true}"),
    ("effect: refuse", "effect: supplement"),
    ("issued_within: 12 months", "issued_within: 1 months"),
    ("{id: application, material", "{id: renamed, material"),
    (OWNED, OWNED + "      - {id: lent, label: {zh: 借用, en: lent}}\n"),
]  # fmt: skip


@pytest.mark.parametrize("edit", EDITS, ids=[str(number) for number in range(len(EDITS))])
def test_the_quick_decision_is_the_full_one(store: Store, repository: Path, edit: tuple[str, str]) -> None:
    before = desks(load_catalogue(store.root), "compiled", "a")
    store.change(EDITION, edit)
    after = desks(load_catalogue(store.root), "compiled", "b")
    on = date(2026, 3, 2)
    first, second = before.at(MATTER, on), after.at(MATTER, on)
    both = pair(first, second)
    assert not both.alike
    draw = random.Random(7)
    changed = 0
    for _ in range(150):
        submission, _found = read_submission(parsed(mixed(base(repository), draw)))
        assert submission is not None
        quick = both.replay(submission, on)
        one, other = decide(submission, first, on), decide(submission, second, on)
        assert (quick.before, quick.prospects_before) == (one.acceptance, one.eligibility)
        assert (quick.after, quick.prospects_after) == (other.acceptance, other.eligibility)
        changed += not quick.same
    assert pair(first, first).alike
    assert changed or edit in EDITS[-2:], "the edit must reach somebody"


def mixed(submission: dict[str, Any], draw: random.Random) -> dict[str, Any]:
    facts = {
        "region": {"same": draw.choice([True, False])},
        "licence": {"false-statement-within-a-year": draw.choice([True, False])},
        "capital": {"registered": draw.choice(["1000000", "5000000", "7000000"])},
        "premises": {"fixed": True, "tenure": draw.choice(["owned", "leased"])},
        "agent": {"used": draw.choice([True, False])},
    }
    chosen = {name: value for name, value in facts.items() if draw.random() < 0.8}
    documents = [each for each in submission["documents"] if draw.random() < 0.8]
    documents.append(
        {
            "material": "financial-audit-report",
            "form": "original",
            "issued_on": draw.choice(["2026-01-01", "2025-06-01"]),
        }
    )
    return {**submission, "facts": chosen, "documents": documents}


def parsed(data: object) -> Any:
    source, findings = parse_json(json.dumps(data).encode(), "-")
    assert source is not None, findings
    return source


LINES = [
    b'{"matter": "labour-dispatch", "facts": {"capital": {"registered": 1.50}}, "documents": []}',
    b'{"matter": "labour-dispatch", "facts": {"a.b": 123456789012345678}, "documents": []}',
    b'{"matter": "x", "matter": "y", "facts": {}, "documents": []}',
    b'{"matter": "x", "facts": {"a.b": NaN}, "documents": []}',
    b'{"matter": "x", "facts": {"a.b": 1e999}, "documents": []}',
    b'{"matter": "x", "facts": {"a.b": "\\ud800"}, "documents": []}',
    b'{"matter": "x", "facts": {"a.b": "\\u4e2d"}, "documents": []}',
    b'{"matter": "x", "facts": {"a.b": "\xff"}, "documents": []}',
    b'{"matter": "x", "facts": {"a.b": "\x00"}, "documents": []}',
    b"[" * 100_000,
    b"{broken",
    b"\xef\xbb\xbf{}",
]


@pytest.mark.parametrize("number", range(len(LINES)))
def test_a_line_is_read_as_the_careful_parser_reads_it(repository: Path, number: int) -> None:
    schemas, _ = Schemas.load(repository / "rules" / "schema")
    quick = understood(Piece(1, LINES[number], True), schemas)
    source, findings = parse_json(LINES[number], "-")
    problems = findings if source is None else schemas.check("submission", source)
    if source is None or problems:
        assert quick == Unread(problems[0].code, problems[0].name)
    else:
        submission, _ = read_submission(source)
        assert submission is not None
        assert not isinstance(quick, Unread)
        assert (quick.matter, quick.facts, quick.documents) == (
            submission.matter,
            submission.facts,
            submission.documents,
        )


def test_a_line_without_end_does_not_fill_the_memory(
    store: Store, desk: Desk, repository: Path, tmp_path: Path
) -> None:
    path = tmp_path / "s.jsonl"
    good = json.dumps(base(repository), ensure_ascii=False).encode()
    path.write_bytes(b'{"matter": "' + b"x" * 3_000_000 + b'"}\n' + good + b"\n")
    store.git("tag", "v2")
    found = run(desk, path)
    assert (found["submissions"], found["unchanged"]) == (2, 1)
    assert found["unread"][0]["submissions"] == [1]
