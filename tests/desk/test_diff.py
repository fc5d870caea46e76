"""What `banshi diff` says of the changes that offices make, and that no change of a file stays unsaid."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from tests.desk.conftest import EDITION, MATTER, Desk, Store

OFFICE = f"catalogue/offices/999922/{MATTER}/2026-01-01.yaml"

CHANGES = {
    "promise-shortened": (
        ("promised: 10 working_days", "promised: 8 working_days"),
        ("limit-shortened", "time_limits.decision.promised", "10 working days", "8 working days", "lighter"),
    ),
    "limit-lengthened": (
        ("statutory: 20 working_days\n    promised", "statutory: 30 working_days\n    promised"),
        ("limit-lengthened", "time_limits.decision.statutory", "20 working days", "30 working days", "heavier"),
    ),
    "copies": (
        ("articles-of-association, copies: 1", "articles-of-association, copies: 2"),
        ("material-changed", "materials.articles.copies", "1", "2", "heavier"),
    ),
    "condition-stricter": (
        ("{at_least: 2000000}", "{at_least: 3000000}"),
        ("condition-rewritten", "conditions.capital.when", "the registered capital is at least CNY 2,000,000",
         "the registered capital is at least CNY 3,000,000", "heavier"),
    ),
    "condition-looser": (
        ("{at_least: 2000000}", "{at_least: 1000000}"),
        ("condition-rewritten", "conditions.capital.when", "the registered capital is at least CNY 2,000,000",
         "the registered capital is at least CNY 1,000,000", "lighter"),
    ),
    "visits": (
        ("visits: 1,", "visits: 0,"),
        ("service-changed", "service.visits", "1", "0", "lighter"),
    ),
    "name": (
        ("zh: 劳务派遣经营许可, en: Labour dispatch business licence}\nsummary", "zh: 派遣许可, en: Dispatch licence}\nsummary"),
        ("name-changed", "name", "Labour dispatch business licence", "Dispatch licence", "same"),
    ),
}  # fmt: skip


def changes(desk: Desk, *names: str) -> list[dict[str, Any]]:
    run = desk("diff", *(names or ("v1", "v2")), "--format", "json")
    assert run.code == 0, run.err
    found: list[dict[str, Any]] = json.loads(run.out)
    return found


@pytest.mark.parametrize("name", CHANGES)
def test_one_change_is_one_line(store: Store, desk: Desk, name: str) -> None:
    pair, (kind, path, before, after, burden) = CHANGES[name]
    store.change(EDITION, pair)
    store.commit("v2")
    (found,) = changes(desk)
    told = tuple(found[key] for key in ("kind", "path", "before", "after", "burden"))
    assert told == (kind, path, before, after, burden)
    assert (found["matter"], found["edition"]) == (MATTER, "2013-07-01")
    for side in ("place_before", "place_after"):
        assert found[side]["path"] == EDITION
        assert found[side]["line"] > 0
    if kind == "condition-rewritten":
        assert before in found["text"]
        assert after in found["text"]
    (back,) = changes(desk, "v2", "v1")
    opposite = {"lighter": "heavier", "heavier": "lighter", "same": "same"}
    assert (back["before"], back["after"], back["burden"]) == (after, before, opposite[burden])


def test_papers_and_conditions_come_and_go(store: Store, desk: Desk) -> None:
    text = (store.root / EDITION).read_text("utf-8")
    line = next(line for line in text.splitlines() if "id: agreement-sample" in line)
    store.change(EDITION, (line + "\n", ""))
    store.commit("v2")
    (found,) = changes(desk)
    assert (found["kind"], found["path"], found["burden"]) == (
        "material-dropped",
        "materials.agreement-sample",
        "lighter",
    )
    assert found["after"] is found["place_after"] is None
    (back,) = changes(desk, "v2", "v1")
    assert (back["kind"], back["burden"], back["before"]) == ("material-added", "heavier", None)


def test_fees(store: Store, desk: Desk) -> None:
    free = "fees: {charged: false, online_payment: false, basis: [all-58]}"
    fee = (
        'fees: {charged: true, online_payment: false, basis: [all-58], items: [{id: copy, name: 工本费, amount: "10.00", '
        "basis: [all-58]}]}"
    )
    store.change(EDITION, (free, fee))
    store.commit("v2")
    store.change(EDITION, ('"10.00"', '"12.5"'))
    store.commit("v3")
    store.change(EDITION, ('"12.5"', '"12.50"'))
    store.commit("v4")
    assert [(each["kind"], each["path"], each["burden"]) for each in changes(desk)] == [
        ("fee-changed", "fees.charged", "heavier"),
        ("fee-added", "fees.items.copy", "heavier"),
    ]
    (raised,) = changes(desk, "v2", "v3")
    assert (raised["kind"], raised["before"], raised["after"]) == ("fee-raised", "10 yuan", "12.50 yuan")
    assert [each["kind"] for each in changes(desk, "v3", "v4")] == ["matter-changed"], (
        "told as a value of the file"
    )


def test_a_new_edition_is_held_against_the_one_it_follows(store: Store, desk: Desk) -> None:
    text = (store.root / EDITION).read_text("utf-8")
    newer = text.replace('effective_from: "2013-07-01"', 'effective_from: "2027-01-01"').replace(
        "promised: 10 working_days", "promised: 5 working_days"
    )
    (store.root / EDITION.replace("2013-07-01", "2027-01-01")).write_text(newer, "utf-8")
    store.commit("v2")
    assert [(each["kind"], each["edition"]) for each in changes(desk)] == [
        ("edition-added", "2027-01-01"),
        ("limit-shortened", "2027-01-01"),
    ]
    days = changes(desk, f"{MATTER}@2026-01-01", f"{MATTER}@2027-06-01")
    assert [each["kind"] for each in days] == ["limit-shortened"]
    assert [each["kind"] for each in changes(desk, "v2", "v1")] == ["edition-dropped"]


def test_a_whole_matter(store: Store, desk: Desk) -> None:
    folder = store.root / "catalogue" / "matters" / MATTER
    store.git("mv", str(folder), str(folder.with_name("other-matter")))
    other = store.root / EDITION.replace(MATTER, "other-matter")
    other.write_text(other.read_text("utf-8").replace(f"matter: {MATTER}", "matter: other-matter"), "utf-8")
    store.commit("v2")
    told = {(each["kind"], each["matter"]) for each in changes(desk)}
    assert {("matter-dropped", MATTER), ("matter-added", "other-matter")} <= told


def test_offices(store: Store, desk: Desk) -> None:
    store.change(
        OFFICE, ("promised: 7 working_days", "promised: 9 working_days"), ("0999-1234004", "0999-1234999")
    )
    store.commit("v2")
    first, second = changes(desk)
    assert (first["kind"], first["path"], first["burden"]) == (
        "limit-lengthened",
        "time_limits.decision.promised",
        "heavier",
    )
    assert first["office"] == second["office"] == "999922"
    assert (second["kind"], second["before"], second["after"]) == (
        "office-changed",
        "0999-1234004",
        "0999-1234999",
    )


def test_shared_files_name_the_matters_they_reach(store: Store, desk: Desk) -> None:
    store.change(
        "rules/requirements.yaml",
        ("power-of-attorney, originals: 1, signed: true", "power-of-attorney, originals: 2, signed: true"),
    )
    law = "catalogue/laws/labour-contract-law.yaml"
    title = re.search("title: (.*)", (store.root / law).read_text("utf-8"))
    assert title is not None
    store.change(law, (title[0], "title: 某法"))
    store.commit("v2")
    told = {each["kind"]: each for each in changes(desk)}
    assert set(told) == {"material-changed", "law-changed"}
    assert told["material-changed"]["path"].startswith("groups.agent.power-of-attorney")
    for each in told.values():
        assert (each["matter"], each["matters"]) == (None, [MATTER])


def test_layout_alone_is_no_change(store: Store, desk: Desk) -> None:
    path = store.root / EDITION
    path.write_text("# a comment\n" + path.read_text("utf-8"), "utf-8")
    store.commit("v2")
    assert changes(desk) == []
    assert "nothing in meaning" in desk("diff", "v1", "v2").out


def test_the_files_on_disk(store: Store, desk: Desk) -> None:
    assert changes(desk, "v1", ".") == []
    store.change(EDITION, ("promised: 10 working_days", "promised: 8 working_days"))
    assert [each["kind"] for each in changes(desk, "v1", ".")] == ["limit-shortened"]


def scalars(text: str) -> list[tuple[int, str]]:
    """Every line of the edition whose removal or change can be tried: (line number, changed line)."""
    return [
        (number, re.sub(r"(?<=: )([^\s{\[\"'#][^{}\[\],#]*)(?=[,}\]]|$)", r"\1x", line, count=1))
        for number, line in enumerate(text.splitlines())
    ]


def test_no_change_of_a_value_stays_unsaid(store: Store, desk: Desk) -> None:
    """Every line of an edition is changed in turn. Whatever it does to the file, the comparison says something."""
    text = (store.root / EDITION).read_text("utf-8")
    lines = text.splitlines()
    silent = []
    tried = 0
    for number, changed in scalars(text):
        if changed == lines[number] or lines[number].startswith("#"):
            continue
        tried += 1
        (store.root / EDITION).write_text(
            "\n".join([*lines[:number], changed, *lines[number + 1 :]]) + "\n", "utf-8"
        )
        run = desk("diff", "v1", ".", "--format", "json")
        if run.out.strip() in ("", "[]"):
            silent.append((number + 1, changed, run.err))
    assert tried > 60
    assert silent == []


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_every_format(store: Store, desk: Desk, language: str) -> None:
    store.change(EDITION, ("{at_least: 2000000}", "{at_least: 3000000}"), ("visits: 1,", "visits: 2,"))
    store.change(
        EDITION, ("faq:\n  - question: 分公司", "faq:\n  - question: <script>alert(1)</script>|分公司")
    )
    store.commit("v2")
    text = desk("diff", "v1", "v2", language=language).out
    assert "▲" in text
    markdown = desk("diff", "v1", "v2", "--format", "markdown", language=language).out
    assert "<script>" not in markdown
    changelog = desk("diff", "v1", "v2", "--format", "markdown", "--changelog", language=language).out
    assert changelog.startswith("## v2 (2026-03-02)\n")
    assert "| 2 | 0 | 1 |" in changelog
    page = desk("diff", "v1", "v2", "--format", "html", language=language).out
    assert ("<del>200</del>" if language == "zh-Hans" else "<del>2</del>,000,000") in page
    assert ("<ins>300</ins>" if language == "zh-Hans" else "<ins>3</ins>,000,000") in page
    assert "<script" not in page
    Checked().feed(page)


class Checked(HTMLParser):
    """Every tag that opens is closed, in order."""

    VOID = frozenset({"meta", "br"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_words_stand_in_both_languages(repository: Path) -> None:
    for area in ("diff", "desk"):
        keys = [
            re.findall(
                r'^"?([^\s#":]+)"?:',
                (repository / f"rules/words/{area}.{language}.yaml").read_text("utf-8"),
                re.M,
            )
            for language in ("zh-Hans", "en")
        ]
        assert keys[0] == keys[1]
