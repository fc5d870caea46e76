"""A case on the calendar: acceptance by law, what waits, what a pre-check may foresee, and the days for a drawing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.calendar import Calendar, CalendarYear, calendar_of
from checker.clock import Deadline, Interval, deadline
from checker.durations import AT_ONCE, Duration
from checker.finding import Text
from checker.timeline import TimelineDay, timeline
from checker.timetable import LimitInput, out_of_order, procedure_deadlines, project


def working_days(amount: int) -> Duration:
    return Duration(amount, "working_days")


NOTICE = LimitInput("correction", "notice", working_days(5), silence="deemed_accepted")
DECISION = LimitInput(
    "decision",
    "decision",
    working_days(20),
    promised=working_days(10),
    starts="accepted",
    extension=working_days(10),
)
DELIVERY = LimitInput("delivery", "delivery", working_days(10), starts="decided")
RENEWAL = LimitInput("renewal", "renewal", Duration(30, "days"), starts="expiry")
LIMITS = (NOTICE, DECISION, DELIVERY)
RECEIVED = date(2026, 3, 2)
NOTICE_DUE = date(2026, 3, 9)


def last(found: Deadline | None) -> date:
    assert found is not None
    return found.last_day


# ---- acceptance


def test_received_only(published: Calendar) -> None:
    found = procedure_deadlines(LIMITS, {"received": RECEIVED}, published)
    assert (found.accepted_on, found.acceptance) == (None, None)
    assert last(found.entry("correction").statutory) == NOTICE_DUE
    assert found.entry("decision").waits_for == "accepted"
    assert found.entry("delivery").waits_for == "decided"


@pytest.mark.parametrize(
    ("as_of", "accepted"),
    [(date(2026, 3, 9), None), (date(2026, 3, 10), RECEIVED)],
    ids=["last-day", "day-after"],
)
def test_silence_accepts_only_when_the_last_day_has_passed(
    as_of: date, accepted: date | None, published: Calendar
) -> None:
    """行政许可法 §32(4): from the day of receipt."""
    found = procedure_deadlines(LIMITS, {"received": RECEIVED}, published, as_of=as_of)
    assert found.accepted_on == accepted
    if accepted:
        assert found.acceptance == "deemed"
        assert last(found.entry("decision").statutory) == date(2026, 3, 30)


def test_silence_means_nothing_unless_a_law_says_so(published: Calendar) -> None:
    limits = (replace(NOTICE, silence="nothing"), DECISION)
    found = procedure_deadlines(limits, {"received": RECEIVED}, published, as_of=date(2026, 6, 1))
    assert found.accepted_on is None


def test_silence_is_not_concluded_from_a_provisional_day(
    published: Calendar, years: tuple[CalendarYear, ...]
) -> None:
    """While the holidays of the year are unknown, nobody can say that the notice came too late."""
    before = calendar_of(years, known_on=date(2025, 11, 1))
    events = {"received": RECEIVED}
    late = date(2026, 6, 1)
    assert procedure_deadlines(LIMITS, events, before, as_of=late).accepted_on is None
    assert procedure_deadlines(LIMITS, events, published, as_of=late).accepted_on == RECEIVED


@pytest.mark.parametrize("event", ["notified", "accepted", "not_accepted"])
def test_an_answer_on_the_last_day_is_in_time_and_one_day_later_is_not(
    event: str, published: Calendar
) -> None:
    in_time = procedure_deadlines(LIMITS, {"received": RECEIVED, event: NOTICE_DUE}, published)
    too_late = procedure_deadlines(LIMITS, {"received": RECEIVED, event: date(2026, 3, 10)}, published)
    assert in_time.acceptance != "deemed"
    assert (too_late.accepted_on, too_late.acceptance) == (RECEIVED, "deemed")


def test_an_acceptance_too_late_does_not_move_the_decision(published: Calendar) -> None:
    late = procedure_deadlines(LIMITS, {"received": RECEIVED, "accepted": date(2026, 3, 20)}, published)
    assert last(late.entry("decision").statutory) == date(2026, 3, 30)


def test_after_a_notice_the_case_waits_for_the_corrections(published: Calendar) -> None:
    found = procedure_deadlines(
        LIMITS, {"received": RECEIVED, "notified": NOTICE_DUE}, published, as_of=date(2026, 6, 1)
    )
    assert found.accepted_on is None
    assert found.entry("decision").waits_for == "corrected"


def test_accepted_on_the_day_of_the_corrections(published: Calendar) -> None:
    """行政许可法 §32(5): a later date of acceptance does not count."""
    events = {"received": RECEIVED, "notified": NOTICE_DUE, "corrected": date(2026, 3, 17)}
    for more in ({}, {"accepted": date(2026, 3, 19)}):
        found = procedure_deadlines(LIMITS, {**events, **more}, published)
        assert (found.accepted_on, found.acceptance) == (date(2026, 3, 17), "corrected")
        assert found.entry("decision").start == date(2026, 3, 17)


def test_where_silence_means_nothing_the_recorded_acceptance_stands(published: Calendar) -> None:
    limits = (replace(NOTICE, silence="nothing"), DECISION)
    events = {
        "received": RECEIVED,
        "notified": NOTICE_DUE,
        "corrected": date(2026, 3, 17),
        "accepted": date(2026, 3, 19),
    }
    found = procedure_deadlines(limits, events, published)
    assert (found.accepted_on, found.acceptance) == (date(2026, 3, 19), "accepted")


def test_accepted_before_the_corrections_by_tolerance(published: Calendar) -> None:
    """容缺受理: accepted at once, a paper follows; the decision clock runs, a clock for full papers waits for the paper."""
    full = LimitInput("registration", "other", working_days(3), starts="full_papers")
    events = {"received": RECEIVED, "notified": RECEIVED, "accepted": RECEIVED}
    found = procedure_deadlines((*LIMITS, full), {**events, "corrected": date(2026, 3, 17)}, published)
    assert (found.accepted_on, found.acceptance) == (RECEIVED, "accepted")
    assert found.entry("registration").start == date(2026, 3, 17)


def test_a_refusal_in_time_starts_nothing(published: Calendar) -> None:
    events = {"received": RECEIVED, "not_accepted": date(2026, 3, 4)}
    found = procedure_deadlines(LIMITS, events, published, as_of=date(2026, 6, 1))
    assert found.accepted_on is None
    assert found.entry("decision").waits_for == "accepted"


def test_full_papers_are_there_on_receipt_when_nothing_was_asked_for(published: Calendar) -> None:
    full = LimitInput("registration", "decision", working_days(3), starts="full_papers")
    waiting = procedure_deadlines((full,), {"received": RECEIVED}, published)
    assert waiting.entry("registration").waits_for == "full_papers"
    accepted = procedure_deadlines((full,), {"received": RECEIVED, "accepted": date(2026, 3, 3)}, published)
    assert accepted.entry("registration").start == RECEIVED
    given = {"received": RECEIVED, "accepted": date(2026, 3, 3), "full_papers": date(2026, 3, 4)}
    assert procedure_deadlines((full,), given, published).entry("registration").start == date(2026, 3, 4)


def test_deemed_acceptance_does_not_make_the_papers_complete(published: Calendar) -> None:
    full = LimitInput("registration", "decision", working_days(3), starts="full_papers")
    found = procedure_deadlines((NOTICE, full), {"received": RECEIVED}, published, as_of=date(2026, 6, 1))
    assert found.acceptance == "deemed"
    assert found.entry("registration").waits_for == "full_papers"


def test_a_clock_may_start_on_receipt_whatever_becomes_of_the_acceptance(published: Calendar) -> None:
    early = LimitInput("decision", "decision", working_days(30), starts="received")
    found = procedure_deadlines((early,), {"received": date(2026, 8, 20)}, published)
    assert last(found.entry("decision").statutory) == date(2026, 10, 8)


# ---- promise, extension, time left out


def test_law_and_promise_apart(published: Calendar) -> None:
    found = procedure_deadlines(LIMITS, {"received": RECEIVED, "accepted": RECEIVED}, published).entry(
        "decision"
    )
    assert last(found.statutory) == date(2026, 3, 30)
    assert last(found.promised) == date(2026, 3, 16)
    assert last(found.if_extended) == date(2026, 4, 14)
    assert found.binding == found.promised
    assert not found.extended


def test_an_extension_lengthens_only_when_granted(published: Calendar) -> None:
    events = {"received": RECEIVED, "accepted": RECEIVED}
    found = procedure_deadlines(LIMITS, events, published, granted={"decision"}).entry("decision")
    assert last(found.statutory) == date(2026, 4, 14)
    assert found.if_extended is None
    assert found.extended
    assert found.binding == found.statutory
    other = procedure_deadlines(LIMITS, events, published, granted={"correction"}).entry("correction")
    assert not other.extended  # no extension is allowed there


def test_a_promise_where_no_law_sets_a_limit(published: Calendar) -> None:
    limit = LimitInput("decision", "decision", None, promised=working_days(10), starts="received")
    found = procedure_deadlines((limit,), {"received": RECEIVED}, published).entry("decision")
    assert found.statutory is None
    assert found.binding == found.promised
    assert last(found.promised) == date(2026, 3, 16)


def test_time_left_out_is_named_by_limit(published: Calendar) -> None:
    review = Interval(
        date(2026, 3, 9), date(2026, 3, 20), Text("专家评审", "expert review"), told_in_writing=True
    )
    events = {"received": RECEIVED, "accepted": RECEIVED}
    excluded = procedure_deadlines(LIMITS, events, published, excluded={"decision": (review,)})
    suspended = procedure_deadlines(LIMITS, events, published, suspended={"decision": (review,)})
    assert last(excluded.entry("decision").statutory) == last(suspended.entry("decision").statutory)
    assert last(excluded.entry("decision").statutory) == date(2026, 4, 14)
    assert last(excluded.entry("correction").statutory) == NOTICE_DUE


def test_renewals_count_back(published: Calendar) -> None:
    found = (
        procedure_deadlines((RENEWAL,), {"expiry": date(2026, 6, 30)}, published).entry("renewal").statutory
    )
    assert last(found) == date(2026, 5, 31)
    assert found is not None
    assert found.advised_last_working_day == date(2026, 5, 29)
    forward = replace(RENEWAL, direction="forward")
    assert last(
        procedure_deadlines((forward,), {"expiry": date(2026, 6, 1)}, published).entries[0].statutory
    ) == date(2026, 7, 1)


# ---- foreseeing


def test_a_projection(published: Calendar) -> None:
    found = project((*LIMITS, RENEWAL), RECEIVED, published)
    assert (found.accepted_on, found.acceptance) == (RECEIVED, "projected")
    delivery = found.entry("delivery")
    assert delivery.latest
    assert delivery.start == last(found.entry("decision").statutory) == date(2026, 3, 30)
    assert last(delivery.statutory) == published.add_working_days(date(2026, 3, 30), 10).day
    # Kept promises: decided by 16 March, delivered ten working days later.
    assert last(delivery.promised) == published.add_working_days(date(2026, 3, 16), 10).day
    assert not found.entry("decision").latest
    assert found.entry("renewal").waits_for == "expiry"


def test_a_projection_without_promises_has_one_date(published: Calendar) -> None:
    found = project((replace(DECISION, promised=None), DELIVERY), RECEIVED, published)
    assert found.entry("delivery").promised is None
    assert last(found.entry("delivery").statutory) == date(2026, 4, 14)


def test_a_projection_of_what_is_done_on_the_spot(published: Calendar) -> None:
    limits = (
        LimitInput("decision", "decision", AT_ONCE, starts="full_papers"),
        replace(DELIVERY, statutory=AT_ONCE),
    )
    found = project(limits, RECEIVED, published)
    assert [last(entry.statutory) for entry in found.entries] == [RECEIVED, RECEIVED]


def test_a_projection_without_a_decision_limit_waits(published: Calendar) -> None:
    assert project((DELIVERY,), RECEIVED, published).entry("delivery").waits_for == "decided"


def test_several_decisions_deliver_after_the_last(published: Calendar) -> None:
    second = LimitInput("second", "decision", working_days(30), starts="accepted")
    found = project((DECISION, second, DELIVERY), RECEIVED, published)
    assert found.entry("delivery").start == last(found.entry("second").statutory)


EVENTS = ("received", "notified", "corrected", "accepted", "not_accepted", "decided", "expiry")
HISTORIES = st.dictionaries(st.sampled_from(EVENTS), st.dates(date(2024, 1, 1), date(2025, 12, 31)))


@given(HISTORIES, st.none() | st.dates(date(2024, 1, 1), date(2025, 12, 31)))
def test_no_history_raises_and_every_limit_is_dated_or_waits(
    published: Calendar, events: dict[str, date], as_of: date | None
) -> None:
    limits = (*LIMITS, RENEWAL, LimitInput("registration", "other", working_days(3), starts="full_papers"))
    found = procedure_deadlines(limits, events, published, as_of=as_of)
    assert [entry.limit for entry in found.entries] == list(limits)
    for entry in found.entries:
        assert (entry.start is None) == (entry.waits_for is not None) == (entry.binding is None)
    assert (found.accepted_on is None) == (found.acceptance is None)
    if found.acceptance == "deemed":
        assert found.accepted_on == events["received"]
    if found.accepted_on is not None:
        assert found.accepted_on in events.values()


def test_events_out_of_order() -> None:
    events = {"received": date(2026, 3, 2), "notified": date(2026, 3, 1), "corrected": date(2026, 3, 1)}
    assert out_of_order(events) == (("received", "notified"),)
    assert out_of_order({"received": date(2026, 3, 2), "accepted": date(2026, 3, 2)}) == ()


# ---- drawing


def test_a_timeline_knows_each_day(published: Calendar) -> None:
    limit = deadline(date(2026, 2, 13), working_days(5), published)
    days = timeline({"correction": limit}, published)
    assert [day.day for day in days] == [date(2026, 2, number) for number in range(13, 28)]
    assert [day.kind for day in days] == ["working", "makeup", *["holiday"] * 9, *["working"] * 4]
    assert [day.day.day for day in days if day.counts] == [14, 24, 25, 26, 27]
    assert days[0].starts == ("correction",)
    assert days[-1].ends == ("correction",)
    spring = Text("春节", "Spring Festival")
    assert days[1] == TimelineDay(date(2026, 2, 14), "makeup", True, spring, (), ("correction",), ())
    assert days[2].name == spring


def test_a_timeline_of_several_deadlines_and_a_window(published: Calendar) -> None:
    found = {
        "forward": deadline(date(2026, 12, 21), working_days(10), published),
        "backward": deadline(date(2026, 12, 25), Duration(3, "days"), published, direction="backward"),
    }
    days = timeline(found, published)
    assert days[0].day == date(2026, 12, 21)
    assert [day.day for day in days if "backward" in day.counts] == [
        date(2026, 12, number) for number in (22, 23, 24)
    ]
    assert {day.published for day in days if day.day.year == 2027} == {False}
    window = timeline(found, published, first=date(2026, 12, 24), last=date(2026, 12, 26))
    assert [day.kind for day in window] == ["working", "working", "weekend"]
    assert timeline({}, published) == ()
