"""Just inside and just outside: what each check must let pass, and the second thing that some of them find.

In: the fragments of edges.txt, laid over the example. Out: nothing. The surprising thing: most of these are about silence,
because a linter that cries wolf is switched off.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

Judge = Callable[..., Any]

_HEADING = re.compile(r"^### (found|passed) (L[0-9]{2}) (\S+)$", re.MULTILINE)


def edges(wanted: str) -> dict[str, tuple[str, str]]:
    """Name -> code and fragment, of one kind."""
    parts = _HEADING.split(Path(__file__).with_name("edges.txt").read_text("utf-8"))[1:]
    cases = zip(parts[::4], parts[1::4], parts[2::4], parts[3::4], strict=True)
    return {f"{code}-{name}": (code, fragment) for kind, code, name, fragment in cases if kind == wanted}


LOUD, SILENT = edges("found"), edges("passed")


@pytest.mark.parametrize("name", LOUD)
def test_found(name: str, judge: Judge) -> None:
    code, fragment = LOUD[name]
    assert code in judge(fragment).codes


@pytest.mark.parametrize("name", SILENT)
def test_let_pass(name: str, judge: Judge) -> None:
    code, fragment = SILENT[name]
    judged = judge(fragment)
    assert code not in judged.codes, [finding for finding in judged.findings if finding.code == code]
    assert not {found for found in judged.codes if found[0] in "SFRC"}, judged.findings


def test_possibly_longer_says_so(judge: Judge) -> None:
    found = [finding for finding in judge(LOUD["L03-possibly"][1]).findings if finding.code == "L03"]
    assert ["可能" in finding.message.zh for finding in found] == [True]


def test_nothing_grows_old_without_a_day(judge: Judge) -> None:
    assert "L72" not in judge('verified: {by: text, on: "2001-01-01"}\n', on=None).codes


EXCEPTION = """\
handling: instant
# file: catalogue/lint-exceptions.yaml
format: 1
exceptions:
  - {{code: {code}, path: {path}, reason: 下个月修改。, until: "{until}"}}
"""


@pytest.mark.parametrize(
    ("code", "path", "until", "expected"),
    [
        ("L06", "catalogue/matters/sample-permit/", "2026-11-22", set()),
        ("L06", "catalogue/matters/sample-permit/2024-12-01.yaml", "2026-11-22", set()),
        ("L06", "catalogue/matters/sample-permit/", "2026-11-21", {"L06", "L90"}),
        ("L06", "catalogue/matters/sample", "2026-11-22", {"L06", "L90"}),
        ("L05", "catalogue/matters/sample-permit/", "2026-11-22", {"L06", "L90"}),
    ],
    ids=["folder", "file", "lapsed", "no-such-path", "other-code"],
)
def test_exceptions(code: str, path: str, until: str, expected: set[str], judge: Judge) -> None:
    assert judge(EXCEPTION.format(code=code, path=path, until=until)).codes == expected


def test_a_broken_pattern_is_a_finding(judge: Judge, example_root: Any) -> None:
    words = example_root / "rules" / "wording.yaml"
    text = words.read_text("utf-8")
    try:
        words.write_text(text.replace("words: [", "words: ['(', ", 1), encoding="utf-8")
        found = judge("").findings
        assert [(finding.code, finding.place.path) for finding in found] == [("R30", "rules/wording.yaml")]
    finally:
        words.write_text(text, encoding="utf-8")


def test_the_day_is_a_date(judge: Judge) -> None:
    assert judge("", on=date(2031, 1, 1)).codes == {"L72"}
