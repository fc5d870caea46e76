"""Identity numbers and credit codes: a doubt is a sentence in the remarks, never a finding, and never repeats a digit."""

from __future__ import annotations

from datetime import date

import pytest

from checker.catalogue import Catalogue
from checker.check import check
from checker.desks import desks
from checker.identity import doubt_of
from checker.languages import phrases_in
from checker.submission import Submission

TODAY = date(2026, 2, 13)


def _checked(body: str) -> str:
    """A number with the last sign that makes it right (GB 11643)."""
    return body + "10X98765432"[sum(int(sign) * 2 ** (17 - at) for at, sign in enumerate(body)) % 11]


@pytest.mark.parametrize(
    ("number", "doubt"),
    [
        ("360426199101010071", None),
        ("11010519491231002X", None),
        ("11010519491231002x", None),
        (" 110105 19491231 002X ", None),
        ("830000199201300022", None),  # a Taiwan resident's permit
        ("810000199408230021", None),  # a Hong Kong resident's permit
        (_checked("91115619850101001"), None),  # a foreigner's permanent residence card of 2023
        ("E12345678", None),
        ("CAN110078091202", None),
        ("12345678", None),  # a permit of eight digits
        ("３60426199101010071", "full-width"),
        ("36042619910101007", "length"),
        ("3604261991010100712", "length"),
        ("110105491231002", "old-length"),
        ("36042619910101007O", "characters"),
        ("36O426199101010071", "characters"),
        ("360426199101010072", "checksum"),
        ("360426199101010701", "checksum"),
        (_checked("36042619910231007"), "birth-day"),
        (_checked("36042620990101007"), "birth-future"),
        (_checked("36042618000101007"), "birth-long-ago"),
        (_checked("99999919910101007"), None),
        (_checked("78042619910101007"), "place"),
    ],
)
def test_person_id(number: str, doubt: str | None) -> None:
    assert doubt_of("person-id", number, TODAY) == doubt


@pytest.mark.parametrize(
    ("code", "doubt"),
    [
        ("91110000600037341L", None),
        ("91350100M000100Y43", None),
        ("91110000600037341l", None),
        ("９1110000600037341L", "full-width"),
        ("9111000060003734", "length"),
        ("110000000000001", "old-length"),
        ("91110000600037341M", "checksum"),
        ("91110000600037I41L", "characters"),
        ("ABCDEFGHIJKLMNOPQR", "characters"),
    ],
)
def test_credit_code(code: str, doubt: str | None) -> None:
    assert doubt_of("credit-code", code, TODAY) == doubt


def test_every_single_wrong_digit_is_doubted() -> None:
    number = "360426199101010071"
    for at in range(18):
        for sign in "0123456789":
            if sign != number[at]:
                assert doubt_of("person-id", number[:at] + sign + number[at + 1 :], TODAY), (at, sign)


def test_the_organisation_code_inside_is_checked_too() -> None:
    """Two signs changed so that the outer check still holds; python-stdnum alone would pass it."""
    from stdnum.cn import uscc

    code = "91110000600037341L"
    other = code[:16] + "2"
    other += uscc.calc_check_digit(other + "0")
    assert uscc.is_valid(other)
    assert doubt_of("credit-code", other, TODAY) == "organisation"


def test_other_kinds_are_none_of_its_business() -> None:
    assert doubt_of("text", "1234", TODAY) is None


def test_a_doubt_is_a_remark_and_changes_nothing_else(catalogue: Catalogue) -> None:
    phrases = phrases_in(catalogue, "zh-Hans")
    desk = desks(catalogue, "compiled", "test").at("labour-dispatch", TODAY)
    wrong = {"applicant.identity-number": "360426199101010072", "applicant.credit-code": "91110000600037341M"}
    plain = check(Submission("labour-dispatch", TODAY, "", {}), desk, phrases, TODAY)
    doubted = check(Submission("labour-dispatch", TODAY, "", wrong), desk, phrases, TODAY)
    assert doubted.acceptance == plain.acceptance
    assert doubted.findings == plain.findings
    assert doubted.questions == plain.questions
    extra = [remark for remark in doubted.remarks if remark not in plain.remarks]
    assert len(extra) == 2
    assert all(remark.startswith("请核对") for remark in extra)
    assert not any(value in remark for remark in extra for value in wrong.values())
