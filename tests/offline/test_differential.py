"""The browser and Python say the same: the whole verdict, word for word, on thousands of random and hostile submissions.

One page for everything: the programs of all matters go in, the verdicts come out as JSON.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, get_args

import pytest

from checker.catalogue import Catalogue
from checker.check import Desk, check
from checker.desks import Desks
from checker.identity import Doubt
from checker.interview.repair import smallest_repair
from checker.interview.told import steps
from checker.phrases import Phrases
from checker.source import parse_json
from checker.submission import Submission, read_submission
from checker.verdict import as_data
from generators.offline.common import common
from generators.offline.program import program
from tests.offline.submissions import DAYS, office_desks, submission_text

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

EACH = 35
"""Submissions to each matter: with 59 matters more than two thousand."""
RUN = """(text) => {
  const {programs, shared, cases, repaired} = JSON.parse(text);
  const matters = programs.map((program) => new banshi.check.Matter(program, shared));
  return JSON.stringify(cases.map(([matter, text, on]) => {
    let data;
    try { data = banshi.json.read(text, false); } catch (error) {
      if (error instanceof banshi.json.Unreadable) return "unreadable";
      throw error;
    }
    const {submission, refused} = banshi.submission.read(data);
    if (submission === null) return refused.sort();
    const day = banshi.values.normalise(on, {type: "date"});
    const verdict = banshi.check.check(matters[matter], submission, day);
    return repaired ? {...verdict, repair: banshi.repair.said(matters[matter], submission, day)} : verdict;
  }));
}"""


def python_says(text: str, on: date, desk: Desk, phrases: Phrases, repaired: bool) -> object:
    source, _ = parse_json(text.encode(), "-")
    if source is None:
        return "unreadable"
    submission, findings = read_submission(source)
    if submission is None:
        return sorted(finding.code for finding in findings)
    verdict = as_data(check(submission, desk, phrases, on)) | {"engines": ["browser"]}
    doubts = set(looked_at_again(desk, phrases))
    verdict["remarks"] = [remark for remark in verdict["remarks"] if remark not in doubts]
    if repaired:
        repair = smallest_repair(submission, desk, on)
        verdict["repair"] = {
            "changes": [step.text for step in steps(repair, desk.edition, phrases)],
            "kinds": [change.kind for change in repair.changes],
            "possible": repair.possible,
            "before": repair.before,
            "after": repair.after,
            "outcome": phrases.say(f"verdict.outcome.{repair.after}"),
        }
    return verdict


def looked_at_again(desk: Desk, phrases: Phrases) -> Iterator[str]:
    """Whether an identity number is well formed needs tables that a page does not carry; it is never asked for there."""
    for fact in desk.edition.facts.values():
        if fact.type in ("person-id", "credit-code"):
            for doubt in get_args(Doubt):
                why = phrases.say(f"web.identity.{doubt}")
                yield phrases.say("web.identity.remark", fact=phrases.text(fact.label), why=why)


def asked(
    every: list[Desk],
    phrases: Phrases,
    dice: random.Random,
    materials: tuple[str, ...],
    examples: dict[str, tuple[Submission, ...]],
    each: int,
    repaired: bool = False,
) -> tuple[list[tuple[int, str, str]], list[object]]:
    """The questions for the browser, and what Python answers."""
    cases, expected = [], []
    for index, desk in enumerate(every):
        for _ in range(each):
            text = submission_text(desk.edition, dice, materials, examples[desk.edition.matter])
            on = dice.choice(DAYS)
            cases.append((index, text, on.isoformat()))
            expected.append(python_says(text, on, desk, phrases, repaired))
    return cases, expected


def browser_says(
    page: Page,
    catalogue: Catalogue,
    every: list[Desk],
    phrases: Phrases,
    cases: list[tuple[int, str, str]],
    repaired: bool = False,
) -> Any:
    data = {
        "programs": [program(desk, phrases) for desk in every],
        "shared": common(catalogue, phrases),
        "cases": cases,
        "repaired": repaired,
    }
    return json.loads(page.evaluate(RUN, json.dumps(data)))


def compare(cases: list[tuple[int, str, str]], expected: list[object], got: list[object]) -> None:
    assert len(got) == len(expected)
    for (_, text, on), want, have in zip(cases, expected, got, strict=True):
        if want != have and isinstance(want, dict) and isinstance(have, dict):
            differing = {key: (want[key], have.get(key)) for key in want if want[key] != have.get(key)}
            pytest.fail(f"{on} {text}\n{differing}")
        assert want == have, (on, text)


def without_names(desk: Desk) -> Desk:
    """A page knows the names of its own papers; a paper of another matter is called by its id there."""
    return replace(desk, material_names={})


def test_two_thousand_submissions_have_one_verdict(
    bench: Page,
    catalogue: Catalogue,
    all_desks: Desks,
    phrases: Phrases,
    examples: dict[str, tuple[Submission, ...]],
    on: date,
) -> None:
    every = [without_names(all_desks.at(matter, on)) for matter in catalogue.editions]
    dice = random.Random(20261122)
    cases, expected = asked(every, phrases, dice, tuple(catalogue.materials), examples, EACH)
    assert len(cases) >= 2000
    compare(cases, expected, browser_says(bench, catalogue, every, phrases, cases))
    seen = Counter(each["acceptance"] for each in expected if isinstance(each, dict))
    assert set(seen) == {
        "not_required", "not_competent", "refuse", "supplement", "correct_on_spot", "accept_tolerating", "accept", "undetermined",
    }  # fmt: skip
    assert min(seen.values()) >= 2, seen
    codes = Counter(
        finding["code"] for each in expected if isinstance(each, dict) for finding in each["findings"]
    )
    assert len(codes) >= 15, codes
    assert any(isinstance(each, list) for each in expected)
    assert sum(bool(each["fees"]["items"]) for each in expected if isinstance(each, dict)) > 50
    assert sum(bool(each["deadlines"]) for each in expected if isinstance(each, dict)) > 500


@pytest.mark.parametrize("division", ["999922", "999900"])
def test_an_office_with_its_own_list_says_the_same_in_english(
    bench: Page,
    catalogue: Catalogue,
    all_desks: Desks,
    english: Phrases,
    examples: dict[str, tuple[Submission, ...]],
    on: date,
    division: str,
) -> None:
    every = [without_names(desk) for desk in office_desks(catalogue, all_desks, division, on)]
    cases, expected = asked(every, english, random.Random(division), tuple(catalogue.materials), examples, 6)
    assert len(cases) > 80
    compare(cases, expected, browser_says(bench, catalogue, every, english, cases))


def test_the_smallest_repair_is_the_same(
    bench: Page,
    catalogue: Catalogue,
    all_desks: Desks,
    phrases: Phrases,
    examples: dict[str, tuple[Submission, ...]],
    on: date,
) -> None:
    every = [without_names(all_desks.at(matter, on)) for matter in catalogue.editions]
    materials = tuple(catalogue.materials)
    cases, expected = asked(every, phrases, random.Random(7), materials, examples, 5, repaired=True)
    compare(cases, expected, browser_says(bench, catalogue, every, phrases, cases, repaired=True))
    told = [each["repair"] for each in expected if isinstance(each, dict)]
    assert sum(bool(each["changes"]) for each in told) > 40
    assert {kind for each in told for kind in each["kinds"]} >= {"mend", "bring", "replace"}
