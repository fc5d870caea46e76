"""The parts of a verdict one by one: derived facts, articles in words, fees, the rulebook, the place of every value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from checker.catalogue import Catalogue, NoEdition
from checker.conditions.facts import Derivation, DerivationKind, Fact
from checker.conditions.tree import All, Compare, Not
from checker.derive import derived, source_of
from checker.durations import Duration
from checker.finding import Text
from checker.phrases import Phrases, chinese_number
from checker.provenance import effective_values
from checker.reading.office import overlaid
from checker.rulebook import rulebook
from checker.source import Source
from checker.verdict import Verdict

Judge = Callable[..., Verdict]
NOTHING = Text("", "")


@pytest.mark.parametrize(
    ("kind", "day", "expected"),
    [
        ("years_since", date(2008, 3, 2), 18),
        ("years_since", date(2008, 3, 3), 17),
        ("years_since", date(2004, 2, 29), 22),
        ("months_since", date(2025, 12, 2), 3),
        ("months_since", date(2025, 12, 3), 2),
        ("days_since", date(2026, 3, 2), 0),
        ("days_since", date(2026, 2, 28), 2),
        ("days_until", date(2026, 3, 22), 20),
        ("days_until", date(2026, 3, 1), -1),
    ],
)
def test_ages_and_windows_are_counted_to_the_day_of_receipt(
    kind: DerivationKind, day: date, expected: int
) -> None:
    fact = Fact("a.n", "integer", NOTHING, NOTHING, derive=Derivation(kind, "a.day"))
    assert derived({"a.n": fact}, {"a.day": day}, date(2026, 3, 2)) == {"a.n": expected}
    assert derived({"a.n": fact}, {}, date(2026, 3, 2)) == {}
    assert source_of(fact) == "a.day"


def test_a_leap_day_birthday_is_reached_on_the_first_of_march() -> None:
    fact = Fact("a.age", "integer", NOTHING, NOTHING, derive=Derivation("years_since", "a.day"))
    born = {"a.day": date(2008, 2, 29)}
    assert derived({"a.age": fact}, born, date(2026, 2, 28)) == {"a.age": 17}
    assert derived({"a.age": fact}, born, date(2026, 3, 1)) == {"a.age": 18}


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "一"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (32, "三十二"),
        (107, "一百零七"),
        (110, "一百一十"),
        (1077, "一千零七十七"),
        (1191, "一千一百九十一"),
        (1005, "一千零五"),
    ],
)
def test_articles_are_numbered_as_in_the_law(number: int, words: str) -> None:
    assert chinese_number(number) == words


@pytest.mark.parametrize(
    ("article", "zh"),
    [
        ("57", "第五十七条"),
        ("32(4)", "第三十二条第（四）项"),
        ("32[1](4)", "第三十二条第一款第（四）项"),
        ("6[2]", "第六条第二款"),
        ("8-10", "第八条至第十条"),
    ],
)
def test_an_article_in_words(phrases: Phrases, article: str, zh: str) -> None:
    assert phrases.article(article) == zh


def test_amounts_have_no_needless_decimals(phrases: Phrases) -> None:
    assert [phrases.amount(Decimal(text)) for text in ("80", "80.50", "2000000")] == [
        "80",
        "80.50",
        "2,000,000",
    ]


def fee(judge: Judge, **facts: object) -> Verdict:
    return judge({"matter": "property-transfer", "received_on": "2026-03-02", "facts": facts})


def test_fees_follow_the_tiers_and_the_number_of_certificates(catalogue: Catalogue, judge: Judge) -> None:
    edition = catalogue.at("property-transfer", date(2026, 3, 2))
    tiers = {item.id: item for item in edition.fees.items}
    assert {str(item.amount) for item in tiers.values()} >= {"80", "550", "10"}
    unknown = fee(judge).fees
    assert unknown.charged
    assert unknown.total is None
    assert unknown.depends_on


def test_a_matter_without_a_fee_costs_nothing(judge: Judge) -> None:
    fees = judge({"matter": "labour-dispatch", "received_on": "2026-03-02"}).fees
    assert (fees.charged, fees.total, fees.items) == (False, 0, ())


def test_competence_lines_exclude_each_other(catalogue: Catalogue) -> None:
    """The first line that holds names the organ: each later rule is joined to the failure of those before it."""
    for editions in catalogue.editions.values():
        for edition in editions:
            lines = [line for line in edition.competence if line.when is not None]
            rules = {
                rule.subject.id: rule.node
                for rule in rulebook(edition).rules.values()
                if rule.effect == "not_competent"
            }
            for index, line in enumerate(lines):
                if line.organ.here:
                    continue
                node = rules[line.id]
                before = node.children[:-1] if isinstance(node, All) and index else ()
                assert all(isinstance(child, Not) for child in before)
                assert len(before) == index


def test_a_paper_rule_needs_its_case_and_its_lack(catalogue: Catalogue) -> None:
    edition = catalogue.at("labour-dispatch", date(2026, 3, 2))
    rule = rulebook(edition).rules["material/lease"]
    assert isinstance(rule.node, All)
    assert rule.node.children[-1] == Compare("doc.lease.lacking", "is", True)


def test_the_overlay_shortens_a_promise_and_says_where(catalogue: Catalogue) -> None:
    on = date(2026, 3, 2)
    edition, office = (
        catalogue.at("labour-dispatch", on, "999922"),
        catalogue.office("labour-dispatch", on, "999922"),
    )
    limit = next(limit for limit in edition.time_limits if limit.id == "decision")
    assert str(limit.promised) == "7 working_days"
    values = effective_values(catalogue.sources[edition.place.path], catalogue.sources[office.place.path])
    origin = next(value for value in values if value.path == "time_limits.decision.promised")
    assert (origin.value, origin.instead_of) == ("7 working_days", "10 working_days")
    assert origin.place.path.startswith("catalogue/offices/999922/")


def test_an_overlay_that_promises_more_than_the_law_allows_is_not_applied(catalogue: Catalogue) -> None:
    on = date(2026, 3, 2)
    national, office = (
        catalogue.national("labour-dispatch", on),
        catalogue.office("labour-dispatch", on, "999922"),
    )
    late = replace(office, promised={"decision": (Duration(21, "working_days"), office.place)})
    limit = next(limit for limit in overlaid(national, late).time_limits if limit.id == "decision")
    assert str(limit.promised) == "10 working_days"


@pytest.mark.parametrize(
    ("matter", "on", "office"),
    [
        ("nothing", "2026-03-02", ""),
        ("labour-dispatch", "2000-01-01", ""),
        ("labour-dispatch", "2026-03-02", "000000"),
    ],
)
def test_no_edition_is_an_error_with_a_finding(
    catalogue: Catalogue, matter: str, on: str, office: str
) -> None:
    with pytest.raises(NoEdition) as caught:
        catalogue.at(matter, date.fromisoformat(on), office)
    assert caught.value.finding.help is not None


def test_two_editions_of_one_matter_hand_over_on_the_day(catalogue: Catalogue) -> None:
    several = {matter: found for matter, found in catalogue.editions.items() if len(found) > 1}
    assert several
    for matter, editions in several.items():
        for earlier, later in pairwise(editions):
            assert catalogue.at(matter, later.effective_from).effective_from == later.effective_from
            if earlier.effective_to:
                assert catalogue.at(matter, earlier.effective_to).effective_from == earlier.effective_from


def test_a_value_without_a_place_stands_at_its_ancestor() -> None:
    source = Source("x.yaml", {"a": {"b": 1}}, {(): (1, 1), ("a",): (2, 3)})
    assert str(next(iter(effective_values(source, None))).place) == "x.yaml:2:3"
