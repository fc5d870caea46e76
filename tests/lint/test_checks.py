"""Each check is held to its own page: what stands under 错误 is found at the marked lines, what stands under 正确 is not.

In: the docstrings of all checks, laid over tests/lint/example. The surprising thing: `bad` must give its own
code and nothing else, and `good` nothing at all, so that a page never teaches one thing while breaking another.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from checker.lint import CHECKS, Check

Judge = Callable[..., Any]


def test_the_example_is_clean(judge: Judge) -> None:
    assert judge("").findings == ()


def test_there_are_enough_checks() -> None:
    assert len(CHECKS) >= 31
    assert len({check.code for check in CHECKS}) == len({check.name for check in CHECKS}) == len(CHECKS)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_page_is_complete(check: Check) -> None:
    assert check.rule.zh.endswith("。")
    assert check.rule.en.endswith(".")
    assert check.basis
    assert check.bad != check.good
    assert "# <-" in check.bad
    assert "# <-" not in check.good


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_bad_is_found_where_it_stands(check: Check, judge: Judge) -> None:
    judged = judge(check.bad)
    assert judged.codes == {check.code}, [str(finding) for finding in judged.findings]
    assert judged.lines == judged.marks
    for finding in judged.findings:
        assert finding.name == check.name
        assert finding.help is not None
        assert all((finding.message.zh, finding.message.en, finding.help.zh, finding.help.en))


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_good_is_left_alone(check: Check, judge: Judge) -> None:
    assert judge(check.good).findings == ()
