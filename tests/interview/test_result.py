"""The personal result and its calendar: for every matter, in both languages, with papers gone through and without.

In: the office's examples. Out: documents and their bytes. The surprising thing: what must never stand there is tested as
well as what must: no name, no number of a person, no list to bring where nothing is to be brought.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta

import icalendar
import pytest

from checker.cases import Case
from checker.catalogue import Catalogue
from checker.interview.judging import Judged, judged
from checker.interview.known import Answers
from checker.interview.plan import Plan
from checker.interview.standing import Standing, standing
from checker.phrases import Phrases
from generators.document import Document, Papers, Summary, TimeLine
from generators.formats import FORMATS
from generators.ics import calendar_file
from generators.result import result, sentence

PlanAt = Callable[..., Plan]
LANGUAGES = ("zh-Hans", "en")


def spoken(catalogue: Catalogue, language: str) -> Phrases:
    return Phrases(
        catalogue.words, "en" if language == "en" else "zh-Hans", catalogue.laws, catalogue.vocabulary
    )


def told(plan: Plan, answers: Answers, on: date, phrases: Phrases) -> tuple[Judged, Standing]:
    return judged(plan, answers, on, phrases), standing(plan, answers, on, phrases)


def strings(part: object) -> list[str]:
    if isinstance(part, str):
        return [part]
    if is_dataclass(part) and not isinstance(part, type):
        return [text for item in fields(part) for text in strings(getattr(part, item.name))]
    if isinstance(part, tuple):
        return [text for item in part for text in strings(item)]
    return []


def blocks(document: Document) -> list[object]:
    return [*document.opening, *(block for section in document.sections for block in section.blocks)]


def document_of(plan: Plan, answers: Answers, on: date, catalogue: Catalogue, phrases: Phrases) -> Document:
    found, now = told(plan, answers, on, phrases)
    return result(found, now, answers, catalogue, phrases)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_matter_has_a_result_in_every_mode(
    cases: dict[str, tuple[Case, ...]], plan_at: PlanAt, catalogue: Catalogue, language: str
) -> None:
    phrases = spoken(catalogue, language)
    seen = set()
    for matter, examples in cases.items():
        ended_ = [case for case in examples if case.expect.acceptance in ("not_competent", "not_required")]
        mended = [case for case in examples if case.expect.acceptance in ("supplement", "correct_on_spot")]
        for case in (examples[0], *ended_[:1], *mended[:1]):
            plan = plan_at(matter, case.on, case.office)
            for answers in (
                Answers(case.submission.facts, frozenset(), case.submission.documents, None),
                Answers(case.submission.facts),
                Answers(skipped=frozenset(case.submission.facts)),
            ):
                found, now = told(plan, answers, case.on, phrases)
                document = result(found, now, answers, catalogue, phrases)
                seen.add(found.verdict.acceptance)
                if language == "en" and answers.papers is None:
                    continue  # words alone differ
                text = FORMATS["text"].write(document, phrases).decode()
                assert document.title.split()[0] in text
                assert sentence(found, now, phrases)[2]
                shown = [block for block in blocks(document) if isinstance(block, Papers | Summary)]
                ended = found.verdict.acceptance in ("not_required", "not_competent", "refuse")
                assert bool(shown) is not ended, (matter, case.name)
    assert {"accept", "supplement", "not_required", "not_competent", "undetermined"} <= seen


def test_what_is_brought_is_what_the_verdict_asks_for(
    cases: dict[str, tuple[Case, ...]], plan_at: PlanAt, catalogue: Catalogue, phrases: Phrases
) -> None:
    for matter, examples in cases.items():
        case = examples[0]
        plan = plan_at(matter, case.on, case.office)
        answers = Answers(case.submission.facts)
        found, now = told(plan, answers, case.on, phrases)
        document = result(found, now, answers, catalogue, phrases)
        listed = [block for block in blocks(document) if isinstance(block, Papers)]
        by_need = {
            False: sum(line.need in ("needed", "unknown") for line in now.materials),
            True: sum(line.need in ("shared", "waived") for line in now.materials),
        }
        for spared, number in by_need.items():
            assert sum(len(block.papers) for block in listed if block.spared is spared) == number, matter
        numbers = [paper.number for block in listed for paper in block.papers]
        assert numbers == [str(n) for n in range(1, len(numbers) + 1)]
        for line in now.materials:  # the assumption is made for papers that may be needed, and for no other
            if line.requirement in found.assumed:
                assert line.need in ("needed", "unknown")
        if found.verdict.acceptance == "accept":
            assert not found.verdict.findings or {p.effect for p in found.verdict.findings} == {"ineligible"}


def test_an_answer_in_words_is_never_repeated(
    plan_at: PlanAt, catalogue: Catalogue, phrases: Phrases
) -> None:
    secret = "张三不应出现"
    plan = plan_at("labour-dispatch")
    answers = Answers(
        {"region.same": True, "applicant.name": secret, "applicant.identity-number": "11010119900307123X"}
    )
    document = document_of(plan, answers, date(2026, 3, 2), catalogue, phrases)
    text = "".join(strings(document))
    assert secret not in text
    assert "11010119900307123X" not in text
    assert "已填写" in text
    found, _ = told(plan, answers, date(2026, 3, 2), phrases)
    assert secret.encode() not in calendar_file(found.verdict, phrases)


def test_a_fee_in_figures_and_in_words(
    cases: dict[str, tuple[Case, ...]], plan_at: PlanAt, catalogue: Catalogue, phrases: Phrases
) -> None:
    seen = 0
    for matter, examples in cases.items():
        for case in examples:
            if case.expect.fee in (None, "", "0"):
                continue
            plan = plan_at(matter, case.on, case.office)
            answers = Answers(case.submission.facts, frozenset(), case.submission.documents, None)
            text = "".join(strings(document_of(plan, answers, case.on, catalogue, phrases)))
            seen += 1
            assert "元（" in text
            assert "元整）" in text
            if case.expect.fee == "80":
                assert "80元（捌拾元整）" in text
            break
    assert seen > 2


def test_two_runs_give_the_same_bytes(
    cases: dict[str, tuple[Case, ...]], plan_at: PlanAt, catalogue: Catalogue, phrases: Phrases
) -> None:
    case = cases["labour-dispatch"][2]
    plan = plan_at("labour-dispatch", case.on)
    answers = Answers(case.submission.facts, frozenset(), case.submission.documents, None)
    pages = {
        FORMATS["html"].write(document_of(plan, answers, case.on, catalogue, phrases), phrases)
        for _ in range(2)
    }
    assert len(pages) == 1


def test_the_smallest_repair_stands_before_the_whole_list(
    cases: dict[str, tuple[Case, ...]], plan_at: PlanAt, catalogue: Catalogue, phrases: Phrases
) -> None:
    case = cases["labour-dispatch"][2]
    plan = plan_at("labour-dispatch", case.on)
    answers = Answers(case.submission.facts, frozenset(), case.submission.documents, None)
    document = document_of(plan, answers, case.on, catalogue, phrases)
    ids = [section.id for section in document.sections]
    assert ids[:2] == ["repair", "defects"]
    assert {"advice", "list", "fees", "dates", "where", "next", "answers"} <= set(ids)
    assert any(isinstance(block, TimeLine) for block in blocks(document))


def test_a_sample_of_the_result_is_linked_where_there_is_one(
    plan_at: PlanAt, catalogue: Catalogue, phrases: Phrases
) -> None:
    on = date(2026, 3, 2)
    plan = plan_at("labour-dispatch", on)
    address = "https://example.org/sample.pdf"
    edition = replace(plan.edition, result=replace(plan.edition.result, sample=address))
    shown = replace(catalogue, editions={**catalogue.editions, "labour-dispatch": (edition,)})
    text = "".join(strings(document_of(plan, Answers({"region.same": True}), on, shown, phrases)))
    assert address in text
    assert address not in "".join(
        strings(document_of(plan, Answers({"region.same": True}), on, catalogue, phrases))
    )


def test_a_paper_that_may_follow_says_until_when(
    cases: dict[str, tuple[Case, ...]], plan_at: PlanAt, phrases: Phrases
) -> None:
    kinds = set()
    for matter, examples in cases.items():
        case = examples[0]
        plan = plan_at(matter, case.on, case.office)
        found, _ = told(plan, Answers(case.submission.facts), case.on, phrases)
        for paper in plan.edition.materials:
            for way in found.ways.get(paper.id, ()):
                kinds.add(way.kind)
                assert way.text
                if way.kind == "later":
                    assert way.until is not None
                    assert way.until > case.on
                    assert phrases.full_day(way.until) in way.text
                assert way.basis, (matter, paper.id, way.kind)
    assert kinds == {"other-paper", "electronic", "promise", "later"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_calendar_holds_every_date_once(
    cases: dict[str, tuple[Case, ...]], plan_at: PlanAt, catalogue: Catalogue, language: str
) -> None:
    phrases = spoken(catalogue, language)
    events = 0
    for matter, examples in cases.items():
        case = examples[0]
        found, _ = told(
            plan_at(matter, case.on, case.office), Answers(case.submission.facts), case.on, phrases
        )
        data = calendar_file(found.verdict, phrases)
        assert data == calendar_file(found.verdict, phrases)
        assert all(len(line) <= 75 for line in data.split(b"\r\n"))
        calendar = icalendar.Calendar.from_ical(data)
        mine = calendar.walk("VEVENT")
        events += len(mine)
        assert len({str(event["uid"]) for event in mine}) == len(mine)
        days = {
            day
            for line in found.verdict.deadlines
            for day in (line.promised_day, line.day, line.extended_day)
            if day
        }
        assert {event.decoded("dtstart") for event in mine} == days | {case.on}
        for event in mine:
            assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(days=1)
            assert event.decoded("dtstamp").date() == case.on
    assert events > 100


def test_a_provisional_date_is_tentative(plan_at: PlanAt, phrases: Phrases) -> None:
    """A year whose holidays are not published yet."""
    plan = plan_at("labour-dispatch", date(2026, 3, 2))
    found, _ = told(plan, Answers({"region.same": True}), date(2026, 3, 2), phrases)
    line = replace(found.verdict.deadlines[0], day=date(2027, 1, 4), provisional=True)
    data = calendar_file(replace(found.verdict, deadlines=(line,)), phrases)
    assert b"STATUS:TENTATIVE" in data
    assert "暂定" in data.decode().replace("\r\n ", "")
