"""The material list of a guide: what everybody brings, what depends on the case, what need not be brought and
why.

In: an `Author`. Out: `Papers` blocks. The surprising thing: the three groups are the reader's, not the
catalogue's. A paper that the office fetches by data sharing, or waives, leaves the list of what to bring.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from checker.model.edition import Form, MaterialRequirement
from checker.model.parts import Citation
from checker.model.registers import Material
from generators.author import Author
from generators.document import Chip, Paper, Papers

__all__ = ["counts", "papers", "source", "spared"]


def spared(paper: MaterialRequirement) -> bool:
    """Whether the applicant need not bring it: waived here, or fetched by data sharing."""
    return paper.waived is not None or all(form.shared_data for form in paper.forms)


def counts(author: Author) -> tuple[int, int]:
    """How many papers everybody brings, and how many more some bring."""
    brought = [paper for paper in author.edition.materials if not spared(paper)]
    return sum(paper.when is None for paper in brought), sum(paper.when is not None for paper in brought)


def papers(author: Author) -> tuple[Papers, ...]:
    """The groups that are not empty."""
    materials = author.edition.materials
    brought = [paper for paper in materials if not spared(paper)]
    groups = (
        ("always", [paper for paper in brought if paper.when is None]),
        ("sometimes", [paper for paper in brought if paper.when is not None]),
        ("spared", [paper for paper in materials if spared(paper)]),
    )
    common = author.common_basis([paper.basis for paper in materials])
    electronic = mostly_electronic(brought)
    columns = (
        author.say("material.column.name"),
        author.say("material.column.form"),
        author.say("material.column.source"),
    )
    found: list[Papers] = []
    number = 0
    for key, members in groups:
        if not members:
            continue
        lines = []
        for paper in members:
            number += 1
            lines.append(_paper(author, paper, str(number), common, electronic))
        note = author.say("material.basis", basis=author.cites(common)) if common and not found else ""
        intro = author.say("material.electronic") if electronic and not found else ""
        if key == "spared":
            intro = author.say("material.spared.intro")
        caption = author.say(f"material.{key}", n=str(len(members)))
        found.append(Papers(caption, intro, columns, tuple(lines), key == "spared", note, bool(found)))
    return tuple(found)


def mostly_electronic(brought: list[MaterialRequirement]) -> bool:
    """Whether it is shorter to name the papers that must be of paper."""
    forms = [form for paper in brought for form in paper.forms if not form.shared_data]
    return 2 * sum(form.electronic for form in forms) > len(forms)


def _paper(
    author: Author, paper: MaterialRequirement, number: str, common: tuple[Citation, ...], electronic: bool
) -> Paper:
    away = spared(paper)
    forms = paper.forms
    several = len(forms) > 1
    key = "material.case" if away else "material.when"
    condition = author.say(key, condition=author.sentence(paper.when)) if paper.when else ""
    ways = tuple(
        (author.text(form.label), tuple(_chips(author, form, electronic)), source(author, form.material))
        for form in forms
    )
    if several and paper.count > 1:
        name = author.say("material.some_of", n=str(paper.count))
    else:
        name = author.say("material.one_of") if several else ways[0][0]
    chips: list[Chip] = [] if away or several else list(ways[0][1])
    if not away:
        chips += _relief(author, paper)
    return Paper(
        number=number,
        name=name,
        condition=condition,
        chips=tuple(chips),
        notes=tuple(_notes(author, paper)),
        source=ways[0][2] if not several else "",
        ways=ways if several else (),
        basis="" if paper.basis == common else author.cites(paper.basis),
        mark=author.mark(paper.verified),
        reason=_reason(author, paper) if away else "",
    )


def _reason(author: Author, paper: MaterialRequirement) -> str:
    if paper.waived is not None:
        return author.say("material.waived", reason=author.text(paper.waived))
    source = next((form.material for form in paper.forms if form.material.issuer_kind), None)
    if source and source.issuer == "agency":
        return author.say("material.shared.from", agency=author.label("agency-kind", source.issuer_kind))
    return author.say("material.shared")


def _chips(author: Author, form: Form, electronic: bool) -> Iterator[Chip]:
    """How the paper must be, in a few words each."""
    if form.shared_data:
        yield Chip(author.say("chip.shared"), "ok")
        return
    if form.check_only:
        yield Chip(author.say("chip.check"))
    if form.originals and not form.check_only:
        yield Chip(author.say("chip.original", n=str(form.originals)))
    if form.copies:
        yield Chip(author.say("chip.copy", n=str(form.copies)))
    if form.electronic is not electronic:
        yield Chip(author.say("chip.electronic" if form.electronic else "chip.paper"))
    if form.signed:
        yield Chip(author.say("chip.signed"))
    if form.sealed:
        yield Chip(author.say("chip.sealed"))
    if form.valid_on_receipt:
        yield Chip(author.say("chip.valid"))
    if form.issued_within:
        yield Chip(author.say("chip.within", within=author.duration(form.issued_within)))
    mendable = [name for name in ("signed", "sealed", "copies") if name in form.on_the_spot]
    if mendable:
        what = author.phrases.listed(author.say(f"chip.{name}.plain") for name in mendable)
        yield Chip(author.say("chip.on_the_spot", what=what), "ok")


def _relief(author: Author, paper: MaterialRequirement) -> Iterator[Chip]:
    if paper.may_follow:
        rule = author.edition.acceptance
        due = (rule.tolerance_due if rule else None) or paper.may_follow.due
        yield Chip(author.say("chip.may_follow", due=author.duration(due)), "ok")
    if paper.promise:
        yield Chip(author.say("chip.promise"), "ok")


def _notes(author: Author, paper: MaterialRequirement) -> Iterator[str]:
    """What to watch for: filling in, standard, format, holders, the promise that may stand for it."""
    yield from _texts(author, paper)
    for form in paper.forms:
        if form.format:
            yield author.text(form.format)
        if form.holders:
            yield author.say(
                "material.holders",
                holders=author.phrases.listed(author.text(holder.label) for holder in form.holders),
            )
    if paper.promise and not spared(paper):
        when = author.if_(paper.promise.when)
        key = "material.promise.if" if when else "material.promise"
        liability, check = author.text(paper.promise.liability), author.text(paper.promise.later_check)
        yield author.say(key, condition=when, liability=liability, check=check)


def _texts(author: Author, paper: MaterialRequirement) -> Iterable[str]:
    return (author.text(text) for text in (paper.fill, paper.standard) if text)


def source(author: Author, material: Material) -> str:
    """Where the paper comes from: who makes it out."""
    if material.issuer == "agency" and material.issuer_kind:
        return author.say("source.agency", agency=author.label("agency-kind", material.issuer_kind))
    if material.issuer == "third-party" and material.third_party:
        return author.say("source.agency", agency=author.label("third-party", material.third_party))
    return (
        author.say(f"source.{material.issuer}")
        if material.issuer in ("self", "third-party")
        else author.say("source.issued")
    )
