"""Dates, durations and explanations in both languages, and no sentence that nobody can ever read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import get_args

import pytest

from checker.calendar import Calendar, DayKind
from checker.clock import Deadline, Interval, deadline
from checker.deadline_text import Speaker, acceptance_text, day_text, due_text, duration_text, entry_text, why
from checker.durations import AT_ONCE, UNITS, Duration
from checker.finding import Language, Text
from checker.timetable import (
    Acceptance,
    LimitInput,
    LimitKind,
    Timetable,
    TimetableEntry,
    procedure_deadlines,
    project,
)
from checker.words import Words

FRIDAY = date(2026, 2, 13)
FIVE = Duration(5, "working_days")
EVENTS = (
    "received", "full_papers", "accepted", "not_accepted", "notified", "corrected", "decided", "delivered", "expiry", "event",
)  # fmt: skip


def test_the_words_are_sound(words: Words) -> None:
    assert [finding for finding in words.findings() if "/clock." in finding.place.path] == []
    assert [key for key in words.sentences["en"] if key.startswith("clock.")]


@pytest.mark.parametrize(
    ("duration", "zh", "en"),
    [
        (AT_ONCE, "当场", "at once"),
        (Duration(0, "working_days"), "当场", "at once"),
        (FIVE, "5个工作日", "5 working days"),
        (Duration(1, "working_days"), "1个工作日", "1 working day"),
        (Duration(30, "days"), "30日（自然日）", "30 calendar days"),
        (Duration(3, "months"), "3个月", "3 months"),
        (Duration(1, "months"), "1个月", "1 month"),
        (Duration(6, "years"), "6年", "6 years"),
    ],
)
def test_durations(duration: Duration, zh: str, en: str, chinese: Speaker, english: Speaker) -> None:
    assert duration_text(duration, chinese) == zh
    assert duration_text(duration, english) == en


def test_days(chinese: Speaker, english: Speaker) -> None:
    assert day_text(FRIDAY, chinese) == "2026年2月13日"
    assert day_text(FRIDAY, english) == "13 February 2026"
    assert day_text(FRIDAY, chinese, near=date(2026, 12, 31)) == "2月13日"
    assert day_text(FRIDAY, chinese, near=date(2025, 12, 31), weekday=True) == "2026年2月13日（星期五）"
    assert day_text(FRIDAY, english, near=FRIDAY, weekday=True) == "Friday, 13 February"


def test_a_provisional_date_says_so(published: Calendar, chinese: Speaker, english: Speaker) -> None:
    found = deadline(date(2026, 12, 14), Duration(20, "working_days"), published)
    assert due_text(found, chinese) == "2027年1月11日（星期一）（暂定）"
    assert due_text(found, english, latest=True) == "Monday, 11 January 2027 at the latest (provisional)"
    assert due_text(deadline(FRIDAY, FIVE, published), chinese, latest=True) == "最迟2026年2月27日（星期五）"


def test_an_explanation_in_english(published: Calendar, english: Speaker) -> None:
    assert why(deadline(FRIDAY, FIVE, published), published, english) == (
        "5 working days counted from Friday, 13 February 2026; that day does not count.",
        "14 February (Saturday, worked to make up for Spring Festival): day 1",
        "15 to 23 February: Spring Festival, not counted",
        "24 to 27 February: days 2 to 5",
        "The limit ends on Friday, 27 February 2026.",
    )


def test_two_make_up_days_on_end(published: Calendar, chinese: Speaker) -> None:
    """2022-01-29 and 01-30, Saturday and Sunday before Spring Festival."""
    lines = why(deadline(date(2022, 1, 24), Duration(10, "working_days"), published), published, chinese)
    assert lines[1:5] == (
        "1月25日至28日 第1日至第4日",
        "1月29日至30日（春节补班）第5日至第6日",
        "1月31日至2月6日 春节放假不计",
        "2月7日至10日 第7日至第10日",
    )


def test_another_year_is_named(published: Calendar, chinese: Speaker) -> None:
    lines = why(deadline(date(2025, 12, 15), Duration(20, "working_days"), published), published, chinese)
    assert lines[1:] == (
        "12月16日至31日 第1日至第12日（周末不计）",
        "2026年1月1日至1月3日 元旦放假不计",
        "2026年1月4日（星期日，元旦补班）第13日",
        "2026年1月5日至1月13日 第14日至第20日（周末不计）",
        "期限到2026年1月13日（星期二）为止。",
    )


def test_no_advice_where_the_last_day_is_worked(published: Calendar, chinese: Speaker) -> None:
    found = deadline(date(2026, 5, 20), Duration(20, "days"), published, direction="backward")
    assert why(found, published, chinese) == (
        "从2026年5月20日（星期三）往前数20日（自然日），当日不计。",
        "5月19日至4月30日 倒数第1日至第20日",
        "最晚的一天是2026年4月30日（星期四）。",
    )


def test_weekends_beside_time_left_out(published: Calendar, chinese: Speaker) -> None:
    test = Interval(date(2026, 3, 3), date(2026, 3, 6), Text("检验", "testing"), told_in_writing=True)
    lines = why(deadline(date(2026, 3, 2), FIVE, published, excluded=[test]), published, chinese)
    assert lines[1:3] == ("3月3日至6日 检验时间不计", "3月9日至13日 第1日至第5日（周末不计）")
    both = [test, Interval(date(2026, 3, 9), date(2026, 3, 9), Text("听证", "hearing"), told_in_writing=True)]
    lines = why(deadline(date(2026, 3, 2), FIVE, published, excluded=both), published, chinese)
    assert lines[1:4] == ("3月3日至6日 检验时间不计", "3月7日至8日 周末不计", "3月9日 听证时间不计")


def test_a_name_without_english_is_said_in_chinese(published: Calendar, english: Speaker) -> None:
    test = Interval(date(2026, 3, 3), date(2026, 3, 6), Text("检验", ""), told_in_writing=True)
    lines = why(deadline(date(2026, 3, 2), FIVE, published, excluded=[test]), published, english)
    assert lines[1] == "3 to 6 March: 检验, not counted"


def test_braces_in_a_reason_stay_what_they_are(published: Calendar, chinese: Speaker) -> None:
    test = Interval(date(2026, 3, 3), date(2026, 3, 6), Text("{span}<b>", ""), told_in_writing=True)
    lines = why(deadline(date(2026, 3, 2), FIVE, published, excluded=[test]), published, chinese)
    assert lines[1] == "3月3日至6日 {span}<b>时间不计"


def test_an_entry_that_waits(published: Calendar, chinese: Speaker, english: Speaker) -> None:
    limit = LimitInput("decision", "decision", FIVE, starts="accepted")
    (entry,) = procedure_deadlines((limit,), {"received": FRIDAY}, published).entries
    assert entry_text(entry, chinese) == ("尚未起算，从受理起算。",)
    assert entry_text(entry, english) == ("Not running yet: it starts with acceptance.",)


def test_nothing_is_said_of_an_acceptance_that_is_not() -> None:
    assert acceptance_text(Timetable(()), Speaker(Words({"zh-Hans": {}, "en": {}}), "en")) is None


# ---- every sentence can be reached, and none is missing


class Recorder(dict[str, str]):
    """Sentences that remember which of them were looked up."""

    def __init__(self, sentences: dict[str, str]) -> None:
        super().__init__(sentences)
        self.asked: set[str] = set()

    def get(self, key: str, default: str | None = None) -> str | None:  # type: ignore[override]  # only as Words.say calls it
        self.asked.add(key)
        return super().get(key, default)


def deadlines(published: Calendar) -> Iterator[Deadline]:
    """One of each sort."""
    ten = Duration(10, "working_days")
    test = Interval(date(2026, 3, 3), date(2026, 3, 6), Text("检验", "testing"), told_in_writing=True)
    hearing = Interval(date(2026, 3, 9), date(2026, 3, 9), Text("听证", "hearing"))
    yield deadline(FRIDAY, AT_ONCE, published)
    yield deadline(FRIDAY, Duration(1, "working_days"), published)
    yield deadline(FRIDAY, FIVE, published)
    yield deadline(date(2022, 1, 24), ten, published)
    yield deadline(date(2026, 1, 16), Duration(30, "days"), published)
    yield deadline(date(2026, 3, 2), Duration(5, "days"), published)
    yield deadline(date(2026, 3, 2), Duration(2, "months"), published)
    yield deadline(date(2026, 3, 2), FIVE, published, excluded=[test, hearing], extension=FIVE)
    yield deadline(date(2026, 3, 2), FIVE, published, suspended=[test, hearing])
    yield deadline(date(2026, 6, 30), Duration(30, "days"), published, direction="backward")
    yield deadline(date(2026, 6, 30), Duration(1, "days"), published, direction="backward")
    yield deadline(date(2026, 12, 31), FIVE, published)


def entries(published: Calendar) -> Iterator[TimetableEntry]:
    """One of each sort."""
    decision = LimitInput("a", "decision", FIVE, promised=FIVE, starts="accepted", extension=FIVE)
    sooner = LimitInput("b", "decision", FIVE, promised=AT_ONCE, starts="accepted")
    own = LimitInput("c", "delivery", FIVE, promised=FIVE, starts="decided", extension=FIVE)
    without = LimitInput("d", "delivery", FIVE, starts="decided")
    yield from project((decision, own), FRIDAY, published).entries
    yield from project((sooner, without), FRIDAY, published).entries
    yield from (TimetableEntry(without, waits_for=event) for event in EVENTS)


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_every_sentence_can_be_reached(language: Language, published: Calendar, words: Words) -> None:
    own = {key: text for key, text in words.sentences[language].items() if key.startswith("clock.")}
    recorder = Recorder(own)
    say = Speaker(Words({language: recorder}), language)
    for month in range(1, 13):
        day_text(date(2026, month, 1), say)
    for weekday in range(1, 8):
        day_text(date(2026, 6, weekday), say, near=FRIDAY, weekday=True)
    for unit in UNITS:
        for amount in (1, 2):
            duration_text(AT_ONCE if unit == "at_once" else Duration(amount, unit), say)
    for found in deadlines(published):
        assert all(why(found, published, say))
        assert due_text(found, say, latest=True)
    for entry in entries(published):
        assert all(entry_text(entry, say))
    for acceptance in get_args(Acceptance):
        assert acceptance_text(Timetable((), FRIDAY, acceptance), say)
    for names, kinds in (
        ("limit", get_args(LimitKind)),
        ("kind-of-day", get_args(DayKind)),
    ):  # headings and legends
        for kind in kinds:
            assert say(f"{names}.{kind}")
    assert set(own) - recorder.asked == set()
