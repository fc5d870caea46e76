"""Charts as Mermaid text: every step and arrow is there, and a label can be nothing but a label."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.finding import Language
from generators.document import Document, Flowchart
from generators.flow.gateways import explicit
from generators.flow.graph import Arrow, Chart, Lane, Step, tidy
from generators.mermaid import mermaid

LINE = re.compile(
    r"flowchart TB"
    r'|  subgraph lane[0-9]+\["(?P<lane>[^"]*)"\]|  end|  style lane[0-9]+ [a-z0-9:#,]+'
    r'|    s[0-9]+(?:\(\["|\(\("|\{"|\[")(?P<step>[^"]*)(?:"\]\)|"\)\)|"\}|"\])'
    r'|  s[0-9]+ (?:-->|-\.->)(?:\|"(?P<arrow>[^"]*)"\|)? s[0-9]+'
    r"|  classDef [a-z]+ [a-z0-9:#, -]+|  class [s0-9,]+ [a-z]+"
)


def labels(text: str) -> list[str]:
    """The labels of all lines, decoded; each line must be one that we meant to write."""
    found = []
    for line in text.splitlines():
        match = LINE.fullmatch(line)
        assert match is not None, line
        label = next((part for part in match.groups() if part is not None), None)
        if label is not None:
            found.append(decoded(label))
    return found


def decoded(label: str) -> str:
    """As Mermaid shows it: codes to signs, breaks to line breaks."""
    bare = label.replace("<br/>", "\n")
    assert not re.search(r"[<>&\"`%{}\[\]|;#\\]", re.sub(r"#[0-9]+;", "", bare))
    return re.sub(r"#([0-9]+);", lambda code: chr(int(code[1])), bare)


def test_every_shipped_chart(guides: Callable[[Language], dict[str, Document]]) -> None:
    for matter, document in guides("zh-Hans").items():
        chart = next(
            block.chart
            for section in document.sections
            for block in section.blocks
            if isinstance(block, Flowchart)
        )
        drawn = explicit(tidy(chart))
        text = mermaid(chart)
        found = labels(text)
        for step in drawn.steps:
            assert any(" ".join(step.label.split()) in " ".join(label.split()) for label in found), (
                matter,
                step,
            )
        arrows = len(re.findall(r"(?:-->|-\.->)", text))
        assert arrows == len(drawn.arrows), matter
        assert sum(text.count(shape) for shape in ('(["', '{"', '["', '(("')) >= len(drawn.steps)


HOSTILE = (
    'a"b', "end", '%%{init: {"theme":"dark"}}%%', "x --> y", "`md`", "<b>x</b>", "#quot;", "a;b", "subgraph x", "a|b", "{x}",
    "[x]", 'click s0 "javascript:alert(1)"', "\\", "&lt;", "---", "@{shape: rect}", "%% c", "😀", "::icon(fa fa-x)",
    "```", "\x00",
)  # fmt: skip


@pytest.mark.parametrize("word", HOSTILE)
def test_a_label_is_only_a_label(word: str) -> None:
    assert labels(mermaid(chart_of(word))) == [word.strip()] * 3 + [
        f"{word.strip()}\n· {word.strip()} ·",
        word.strip(),
    ]


@given(st.text(min_size=1, max_size=30))
def test_any_label(text: str) -> None:
    found = labels(mermaid(chart_of(text)))
    said = "".join(text.replace("$$", "$\u200b$").split())
    assert "".join(found[0].split()) == said


def chart_of(word: str) -> Chart:
    steps = (
        Step("a", "l", "start", word),
        Step("b", "l", "decision", word),
        Step("c", "l", "end", word, word, "refusal"),
    )
    return Chart(word, (Lane("l", word),), steps, (Arrow("a", "b"), Arrow("b", "c", word, "return")))


def test_two_dollars_begin_no_formula() -> None:
    assert labels(mermaid(chart_of("$$x$$")))[0] == "$\u200b$x$\u200b$"


def test_no_chart() -> None:
    assert mermaid(Chart("", (), (), ())).startswith("flowchart TB\n")
