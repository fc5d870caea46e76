"""The shipped catalogue in every language, once: phrases, guides, and one notice with many defects."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from checker.catalogue import Catalogue
from checker.check import check
from checker.desks import desks
from checker.finding import LANGUAGES, Language
from checker.languages import phrases_in
from checker.loading import load_catalogue
from checker.phrases import Phrases
from checker.source import parse
from checker.submission import read_submission
from checker.verdict import Verdict
from generators.document import (
    Blanks,
    Block,
    Callout,
    Chip,
    Chips,
    Directory,
    Document,
    Entry,
    Facts,
    Flowchart,
    Fold,
    Group,
    Item,
    ItemList,
    Law,
    Laws,
    Legend,
    Link,
    Mark,
    Pair,
    Paper,
    Papers,
    Paragraph,
    Question,
    Questions,
    Row,
    Section,
    Step,
    Steps,
    Summary,
    SummaryFact,
    Table,
    Task,
    Tasks,
    TimeLine,
    TimeMark,
)  # fmt: skip
from generators.flow.graph import Arrow, Chart, Lane
from generators.flow.graph import Step as FlowStep
from generators.notice import notice
from generators.subject import Selection, plan

ON = date(2026, 11, 22)


@pytest.fixture(scope="session")
def catalogue(repository: Path) -> Catalogue:
    return load_catalogue(repository)


@pytest.fixture(scope="session")
def spoken(catalogue: Catalogue) -> Mapping[Language, Phrases]:
    return {language: phrases_in(catalogue, language) for language in LANGUAGES}


@pytest.fixture(scope="session")
def select(catalogue: Catalogue, spoken: Mapping[Language, Phrases]) -> Callable[..., Selection]:
    """What is published of these matters (all, where none is named) in this language."""

    def chosen(language: Language, *matters: str) -> Selection:
        return Selection(plan(catalogue, ON, matters), catalogue, spoken[language], ON, "test")

    return chosen


@pytest.fixture(scope="session")
def guides(select: Callable[..., Selection]) -> Callable[[Language], dict[str, Document]]:
    """Matter id -> its guide in this language, of all that is published."""

    @cache
    def made(language: Language) -> dict[str, Document]:
        found = {subject.matter: subject.guide() for subject in select(language).subjects}
        assert len(found) > 50, "the catalogue holds fewer guides than it did"
        return found

    return made


@pytest.fixture(scope="session")
def verdict(
    catalogue: Catalogue, spoken: Mapping[Language, Phrases], repository: Path
) -> Callable[[Language], Verdict]:
    """What is said of the example with many defects."""
    source, _ = parse(
        (repository / "examples/labour-dispatch/several-defects.yaml").read_bytes(), "defects.yaml"
    )
    assert source is not None
    submission, _ = read_submission(source)
    assert submission is not None
    assert submission.received_on is not None
    received = submission.received_on
    desk = desks(catalogue, "compiled", "test").at(submission.matter, received)
    return lambda language: check(submission, desk, spoken[language], received)


@pytest.fixture(scope="session")
def defects(
    catalogue: Catalogue, spoken: Mapping[Language, Phrases], verdict: Callable[[Language], Verdict]
) -> Callable[[Language], Document]:
    """The notice for it."""
    return lambda language: notice(verdict(language), catalogue, spoken[language])


def strings(value: object) -> Iterator[str]:
    """Every string below a value of dataclasses, tuples and mappings."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            yield from strings(getattr(value, each.name))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from strings(key)
            yield from strings(item)
    elif isinstance(value, tuple | list | set | frozenset):
        for item in value:
            yield from strings(item)


@pytest.fixture(scope="session")
def texts() -> Callable[[object], Iterator[str]]:
    return strings


_UNSEEN = {
    (Laws, "fold_title"), (Steps, "together"), (Document, "home"), (TimeLine, "legend"), (TimeLine, "month_names"),
    (TimeLine, "days"), (Papers, "columns"), (Flowchart, "chart"),
}  # fmt: skip


def told(value: object) -> Iterator[str]:
    """Every text of a document that a format has to show: whatever is not plain ASCII, which names, keys and addresses are."""
    if isinstance(value, str):
        if not value.isascii():
            yield value
    elif isinstance(value, Mark):
        return  # formats show its sign, each in its own way
    elif is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            if (type(value), each.name) not in _UNSEEN:
                yield from told(getattr(value, each.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from told(item)


@pytest.fixture(scope="session")
def shown() -> Callable[[object], Iterator[str]]:
    return told


def hostile(words: Iterator[str] | list[str]) -> Document:
    """A document of every kind of block in which every text is one of `words`, one after the other."""
    source = iter(words)

    def t() -> str:
        return next(source)

    mark = Mark("page", t(), t())
    chip, link = Chip(t(), "ok"), Link(t(), "https://example.gov.cn/x")
    chart = Chart(
        t(),
        (Lane("l", t()),),
        (
            FlowStep("a", "l", "start", t()),
            FlowStep("b", "l", "decision", t()),
            FlowStep("c", "l", "end", t(), t()),
        ),
        (Arrow("a", "b"), Arrow("b", "c", t())),
    )
    paper = Paper("1", t(), t(), (chip,), (t(),), t(), ((t(), (chip,), t()),), t(), mark)
    blocks: tuple[Block, ...] = (
        Paragraph(t(), links=(link, Link(t(), "javascript:alert(1)"), Link(t(), "#nowhere"), Link(t(), "other.html"))),
        Facts((Pair(t(), t(), t(), t(), mark, link),)),
        Summary((SummaryFact("limit", t(), t(), t()),), Link(t(), "#s"), t()),
        ItemList((Item(t(), t(), t(), mark), Item(t(), "", "", mark)), "numbers"),
        ItemList((Item(t(), t(), t(), mark),), "checks"),
        Table(t(), (t(), t()), (Row((t(), t()), t(), t(), mark), Row((t(), t()), "", "", mark)), frozenset({1}), t()),
        Papers(t(), t(), (t(), t(), t()), (paper,), False, t()),
        Papers(t(), t(), (t(), t(), t()), (Paper("2", t(), reason=t()),), True, t()),
        Steps(((Step(t(), t(), t(), t()), Step(t(), t())),), t()),
        Flowchart("chart", chart, t()),
        Callout("warn", "！", t(), t(), t(), mark, large=True),
        Chips((chip, Chip(t()))),
        Laws((Law(t(), t(), ((t(), t(), mark),)),), t()),
        Fold(t(), (Paragraph(t()),)),
        Questions((Question(t(), t(), (t(), t())),)),
        Tasks("补", t(), "warn", (Task("1", t(), t(), t(), (t(),)), Task("x", t(), t()))),
        TimeLine(t(), ((ON, "working-day"),), (TimeMark(ON, t(), t()),), (("working-day", t()),), (t(),) * 12),
        Blanks((t(), t()), t()),
        Legend(t(), (("text", t(), t()),)),
        Directory((Group("g", t(), (Entry(Link(t(), "other.html"), (t(),)),)),)),
    )  # fmt: skip
    return Document(
        kind="guide", id="hostile", language="zh-Hans", title=t(), running=t(), summary=t(), meta=(Pair(t(), t()),),
        opening=(Paragraph(t()),), sections=(Section("s", t(), blocks, (Section("p", t(), (Paragraph(t()),)),), "1"),),
        imprint=(Pair(t(), t()),), closing=(Paragraph(t()),), home=Link(t(), "index.html"),
    )  # fmt: skip


@pytest.fixture(scope="session")
def made_of() -> Callable[[Iterator[str]], Document]:
    return hostile
