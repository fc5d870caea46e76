"""Interviews in the browser go as they go in Python: the same question at every step, for the same reason, to the same end.

Python leads each interview with random answers, some of them "don't know" and some unreadable; every moment is then put before
the browser, and the whole standing must be the same.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from checker.catalogue import Catalogue
from checker.check import Desk, check
from checker.desks import Desks
from checker.interview.asking import FactQuestion
from checker.interview.data import as_data
from checker.interview.known import Answers, submission_of
from checker.interview.papers import PaperQuestion
from checker.interview.plan import plan
from checker.interview.saved import Saved, read_saved, saved_data
from checker.interview.standing import Standing, standing
from checker.phrases import Phrases
from checker.source import Source, parse_json
from checker.submission import Document
from generators.offline.common import common
from generators.offline.program import program
from tests.offline.submissions import answer_text, office_desks

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

ON = date(2026, 3, 2)
RUN = """(text) => {
  const {programs, shared, moments, on} = JSON.parse(text);
  const matters = programs.map((program) => new banshi.check.Matter(program, shared));
  const day = banshi.values.normalise(on, {type: "date"});
  return JSON.stringify(moments.map(([matter, file]) => {
    const {saved} = banshi.saved.read(banshi.json.read(file, false));
    const standing = banshi.interview.standing(matters[matter], saved.answers, day);
    const written = banshi.saved.write(matters[matter], saved.answers, day);
    const verdict = standing.complete
      ? banshi.check.check(matters[matter], banshi.interview.submissionOf(matters[matter], saved.answers), day) : null;
    return {standing, written, acceptance: verdict && verdict.acceptance};
  }));
}"""


def raw(text: str) -> object:
    source, _ = parse_json(f'{{"x": {text}}}'.encode(), "-")
    assert source is not None
    assert isinstance(source.data, dict)
    value: object = source.data["x"]
    return value


def answered(standing: Standing, answers: Answers, desk: Desk, dice: random.Random) -> Answers:
    """One random answer to the question of this moment."""
    question = standing.question
    if isinstance(question, FactQuestion):
        luck = dice.random()
        if luck < 0.1:
            return answers.without_answer(question.fact)
        # what cannot be read is asked again at once, so it must not happen for ever
        odd = luck < 0.15 and question.fact not in answers.facts
        fact = desk.edition.facts[question.fact]
        return answers.told(question.fact, "?" if odd else raw(answer_text(fact, dice)))
    assert isinstance(question, PaperQuestion)
    return answers.with_papers(question.requirement, tuple(papers(question, dice)))


def papers(question: PaperQuestion, dice: random.Random) -> list[Document]:
    if question.may_promise and dice.random() < 0.3:
        return [Document(question.ways[0].material, promised=True)]
    if question.may_follow and dice.random() < 0.3:
        return [Document(question.ways[0].material, follows=True)]
    found = []
    for way in question.ways:
        if dice.random() < 0.2:
            continue
        good = dice.random() < 0.7
        found.append(
            Document(
                way.material,
                originals=2 if good else dice.randint(0, 1),
                copies=2 if good else dice.randint(0, 1),
                electronic=way.electronic and dice.random() < 0.2,
                holder=way.holder,
                issued_on=ON if good else dice.choice((None, date(2024, 1, 1))),
                valid_until=date(2027, 1, 1) if good else dice.choice((None, date(2026, 3, 1))),
                signed=good or dice.choice((None, True, False)),
                sealed=good or dice.choice((None, True, False)),
            )
        )
    return found


def moments(
    desk: Desk, phrases: Phrases, dice: random.Random
) -> list[tuple[str, dict[str, Any], str | None]]:
    """One whole interview: at each moment the file the applicant could keep, the standing, and at the end the verdict."""
    planned = plan(desk)
    answers = Answers()
    found: list[tuple[str, dict[str, Any], str | None]] = []
    while True:
        now = standing(planned, answers, ON, phrases)
        edition = desk.edition
        saved = Saved(
            edition.matter, answers, edition.office, ON, edition.effective_from, desk.catalogue_version
        )
        acceptance = None
        if now.complete:
            submission = submission_of(answers, edition.matter, ON, edition.office)
            acceptance = check(submission, desk, phrases, ON).acceptance
        found.append((json.dumps(saved_data(saved), ensure_ascii=False), as_data(now), acceptance))
        if now.complete:
            return found
        answers = answered(now, answers, desk, dice)


def browser_says(
    page: Page, catalogue: Catalogue, desks: list[Desk], phrases: Phrases, asked: list[tuple[int, str]]
) -> Any:
    data = {
        "programs": [program(desk, phrases) for desk in desks],
        "shared": common(catalogue, phrases),
        "moments": asked,
        "on": ON.isoformat(),
    }
    return json.loads(page.evaluate(RUN, json.dumps(data)))


def compare(
    page: Page, catalogue: Catalogue, desks: list[Desk], phrases: Phrases, dice: random.Random, each: int
) -> Counter[str]:
    asked, expected = [], []
    for index, desk in enumerate(desks):
        for _ in range(each):
            for file, now, acceptance in moments(desk, phrases, dice):
                asked.append((index, file))
                expected.append((now, acceptance))
    got = browser_says(page, catalogue, desks, phrases, asked)
    kinds: Counter[str] = Counter()
    for (_, file), (now, acceptance), have in zip(asked, expected, got, strict=True):
        differing = {
            key: (now[key], have["standing"].get(key)) for key in now if now[key] != have["standing"].get(key)
        }
        assert not differing, file
        assert now == have["standing"]
        assert acceptance == have["acceptance"]
        # what the page saves is what Python reads back to the same answers
        assert json.loads(have["written"]) == json.loads(file)
        kinds[now["question"]["kind"] if now["question"] else "done"] += 1
    return kinds


def test_every_interview_asks_the_same_questions(
    bench: Page, catalogue: Catalogue, all_desks: Desks, phrases: Phrases, on: date
) -> None:
    desks = [all_desks.at(matter, on) for matter in catalogue.editions]
    kinds = compare(bench, catalogue, desks, phrases, random.Random(4), 2)
    assert kinds["done"] == 2 * len(desks)
    assert kinds["fact"] > 400
    assert kinds["paper"] > 200


def test_an_office_asks_the_same_questions_in_english(
    bench: Page, catalogue: Catalogue, all_desks: Desks, english: Phrases, on: date
) -> None:
    desks = office_desks(catalogue, all_desks, "999922", on)[:12]
    assert len(desks) == 12
    assert compare(bench, catalogue, desks, english, random.Random(5), 1)["fact"] > 40


def test_a_file_that_the_page_saves_is_one_that_python_reads(
    bench: Page, catalogue: Catalogue, all_desks: Desks, phrases: Phrases
) -> None:
    desk = all_desks.at("labour-dispatch", ON)
    file, _, _ = moments(desk, phrases, random.Random(1))[-1]
    (got,) = browser_says(bench, catalogue, [desk], phrases, [(0, file)])
    saved, findings = read_saved(Source("-", json.loads(got["written"])))
    assert saved is not None, findings
    assert saved.on == ON
    assert saved_data(saved) == json.loads(file)
