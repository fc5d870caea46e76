"""The personal list of papers: what this applicant brings, what still depends, what stays at home and why.

In: an `Author` and where the interview stands. Out: `Papers` blocks. The surprising thing: it is the guide's own list, of
an edition that holds only this applicant's papers; so a chip, a source or an article never reads otherwise here than there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from checker.interview.judging import Judged
from checker.interview.standing import Standing
from checker.model.edition import MaterialRequirement
from checker.verdict import MaterialLine
from generators.author import Author
from generators.document import Block, Chip, Fold, Item, ItemList, Paper, Papers
from generators.guide_papers import papers

__all__ = ["personal_list", "to_bring"]


def to_bring(standing: Standing) -> tuple[MaterialLine, ...]:
    """The lines that surely have to be brought."""
    return tuple(line for line in standing.materials if line.need == "needed")


def personal_list(author: Author, standing: Standing, judged: Judged) -> Iterator[Block]:
    """The groups that are not empty. Papers that nobody went through (`judged.assumed`) bear no sign."""
    lines = {line.requirement: line for line in standing.materials}
    groups: tuple[tuple[str, tuple[str, ...]], ...] = (
        ("bring", ("needed",)),
        ("unknown", ("unknown",)),
        ("spared", ("shared", "waived")),
    )
    first, notes = 0, set[str]()
    for key, needs in groups:
        members = [paper for paper in author.edition.materials if lines[paper.id].need in needs]
        if not members:
            continue
        block = _group(author, members, key, lines, judged)
        numbered = tuple(
            replace(paper, number=str(first + number)) for number, paper in enumerate(block.papers, 1)
        )
        # the basis that most papers share is said once
        note = "" if block.note in notes else block.note
        yield replace(block, papers=numbered, again=bool(notes), note=note)
        first, notes = first + len(members), {*notes, block.note}
    yield from _not_needed(author, lines)


def _group(
    author: Author,
    members: list[MaterialRequirement],
    key: str,
    lines: Mapping[str, MaterialLine],
    judged: Judged,
) -> Papers:
    say = author.phrases.say
    # what is surely needed is needed; why is said below the name
    plain = [replace(paper, when=None) if key == "bring" else paper for paper in members]
    edition = replace(author.edition, materials=tuple(plain))
    found = papers(replace(author, edition=edition))
    block = found[0]
    told = tuple(
        _told(author, shown, paper, lines[paper.id], judged) if key == "bring" else shown
        for shown, paper in zip((each for group in found for each in group.papers), members, strict=True)
    )
    caption = say(f"result.list.{key}", n=str(len(members)))
    return replace(block, caption=caption, papers=told, spared=key == "spared")


def _told(
    author: Author,
    shown: Paper,
    paper: MaterialRequirement,
    line: MaterialLine,
    judged: Judged,
) -> Paper:
    say, seen = author.phrases.say, paper.id not in judged.assumed
    chips, notes = shown.chips, list(shown.notes)
    if seen:
        state = (
            Chip(say("result.list.ready"), "ok")
            if line.in_order
            else Chip(say("result.list.lacking"), "warn")
        )
        chips = (state, *chips)
    if seen and not line.in_order:
        # the guide's note already tells of the promise, and the alternatives stand in the list
        notes += [way.text for way in judged.ways[paper.id] if way.kind == "later"]
    condition = ""
    if paper.when is not None:
        condition = say("result.list.because", condition=author.sentence(paper.when))
    return replace(shown, condition=condition, chips=chips, notes=tuple(notes))


def _not_needed(author: Author, lines: Mapping[str, MaterialLine]) -> Iterator[Block]:
    names = [line for line in lines.values() if line.need == "not_needed"]
    if names:
        say = author.phrases.say
        items = tuple(
            Item(line.name, author.say("material.when", condition=line.condition) if line.condition else "")
            for line in names
        )
        yield Fold(say("result.list.not_needed", n=str(len(names))), (ItemList(items),))
