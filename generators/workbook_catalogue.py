"""The sheets of a whole selection: matters, who asks for which paper, the papers, the limits with what is saved, the laws.

In: a `Selection`. Out: `Sheet`s, and a finding (B73) for a matrix that is wider than a sheet can be. The surprising thing:
figures are numbers and can be added up, but working days and calendar days are summed in different rows, because no rate of
exchange between the two is true on every day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from checker.durations import Duration
from checker.finding import Finding, Place, Text
from checker.model.edition import Edition, MaterialRequirement, TimeLimit
from checker.model.registers import Material
from checker.savings import ROUNDING, percent_saved, speed
from checker.sheets.printed import MOST_COLUMNS, Cell, Column, Sheet
from generators.author import Author
from generators.formats.xlsx import columns_for
from generators.guide import last_verified
from generators.guide_papers import counts, source, spared
from generators.guide_service import visits_in_short
from generators.guide_terms import fee_in_short, limit_in_short
from generators.subject import Selection

__all__ = ["sheets"]

_ALWAYS, _SOMETIMES, _ONE_OF, _SPARED = "●", "○", "◇", "—"
_RANK = (_ALWAYS, _ONE_OF, _SOMETIMES, _SPARED)


def sheets(selection: Selection) -> tuple[tuple[Sheet, ...], tuple[Finding, ...]]:
    """All sheets in their order."""
    made = _Sheets(selection)
    matrix, findings = made.matrix()
    return (made.matters(), *matrix, made.papers(), made.limits(), *made.laws()), findings


def needs(edition: Edition) -> dict[str, str]:
    """Paper id -> how the matter asks for it; a paper asked for in several ways counts for the strongest."""
    found: dict[str, str] = {}
    for paper in edition.materials:
        sign = _need(paper)
        for form in paper.forms:
            known = found.get(form.material.id, sign)
            found[form.material.id] = min(known, sign, key=_RANK.index)
    return found


def _need(paper: MaterialRequirement) -> str:
    if spared(paper):
        return _SPARED
    if len(paper.forms) > 1:
        return _ONE_OF
    return _SOMETIMES if paper.when else _ALWAYS


class _Sheets:
    """The sheets being made; what several of them ask for is found once."""

    def __init__(self, selection: Selection) -> None:
        self.selection, self.phrases = selection, selection.phrases
        self.authors: Sequence[Author] = [subject.author for subject in selection.subjects]
        self.needs = {author.edition.matter: needs(author.edition) for author in self.authors}
        self.used = Counter(name for found in self.needs.values() for name in found)

    def say(self, key: str, **fields: str) -> str:
        return self.phrases.say(f"exchange.{key}", **fields)

    def heads(self, *names: str) -> list[str]:
        return [self.say(f"catalogue.{name}") for name in names]

    def lines(self) -> tuple[str, ...]:
        selection = self.selection
        day = self.phrases.day(selection.on)
        said = self.say("catalogue.as-of", day=day, n=str(len(self.authors)), version=selection.version)
        return (self.phrases.text(selection.catalogue.info.title), said)

    def sheet(
        self,
        name: str,
        heads: Sequence[str],
        rows: Sequence[Sequence[Cell]],
        frozen: int = 2,
        numeric: Sequence[int] = (),
    ) -> Sheet:
        title = self.say(f"catalogue.sheet.{name}")
        return Sheet(title, title, columns_for(heads, numeric), rows, self.lines(), frozen, paper="A3")

    def matters(self) -> Sheet:
        """One row a matter."""
        heads = self.heads(
            "id", "name", "kind", "agency", "level", "audience", "limit", "statutory", "fee", "visits", "papers-always",
            "papers-sometimes", "conditions", "handling", "depth", "result", "from", "verified", "state",
        )  # fmt: skip
        rows = [self.matter(author) for author in self.authors]
        return self.sheet("matters", heads, rows, 2, (10, 11, 12))

    def matter(self, author: Author) -> tuple[Cell, ...]:
        edition = author.edition
        always, sometimes = counts(author)
        decisions = [limit for limit in edition.time_limits if limit.kind == "decision"]
        statutory = dict.fromkeys(
            author.duration(limit.statutory) or author.say("limit.no-statutory") for limit in decisions
        )
        result = author.text(edition.result.name) or author.label("result-kind", edition.result.kind)
        return (
            edition.matter, author.text(edition.name), author.label("matter-kind", edition.kind), author.organ,
            author.label("exercise-level", edition.level), author.labels("audience", edition.audience),
            limit_in_short(author)[0], self.phrases.listed(statutory), fee_in_short(author)[0], visits_in_short(author)[0],
            always, sometimes, len(edition.requirements), author.label("handling", edition.handling),
            author.label("online-depth", edition.service.online_depth), result, edition.effective_from.isoformat(),
            last_verified(edition).isoformat(), author.label("matter-state", edition.state),
        )  # fmt: skip

    def matrix(self) -> tuple[tuple[Sheet, ...], tuple[Finding, ...]]:
        """Matters by papers; the papers that most matters ask for come first."""
        library = self.selection.catalogue.materials
        papers = [name for name, _ in sorted(self.used.items(), key=lambda item: (-item[1], item[0]))]
        if len(papers) > MOST_COLUMNS - 3:
            return (), (_too_wide(len(papers)),)
        rows: list[tuple[Cell, ...]] = []
        for author in self.authors:
            found = self.needs[author.edition.matter]
            signs = tuple(found.get(name, "") for name in papers)
            rows.append((author.edition.matter, author.text(author.edition.name), len(found), *signs))
        rows.append(
            ("", self.say("catalogue.matters-asking"), len(papers), *(self.used[name] for name in papers))
        )
        first = columns_for(self.heads("id", "name", "papers"))
        signs_of = tuple(
            Column(self.phrases.text(library[name].name) if name in library else name, "sign")
            for name in papers
        )
        title = self.say("catalogue.sheet.matrix")
        lines = (
            *self.lines(),
            self.say("catalogue.signs", always=_ALWAYS, sometimes=_SOMETIMES, one=_ONE_OF, spared=_SPARED),
        )
        return (Sheet(title, title, (*first, *signs_of), rows, lines, 3, filtered=False, paper="A3"),), ()

    def papers(self) -> Sheet:
        """The papers that the selection asks for, and by which matters."""
        library = self.selection.catalogue.materials
        names = {author.edition.matter: author.text(author.edition.name) for author in self.authors}
        asking: dict[str, list[str]] = {}
        for matter, found in self.needs.items():
            for paper in found:
                asking.setdefault(paper, []).append(names[matter])
        rows = [
            (*self.paper(library[paper]), len(matters), self.phrases.listed(matters))
            for paper, matters in sorted(asking.items(), key=lambda item: (-len(item[1]), item[0]))
            if paper in library
        ]
        heads = self.heads(
            "id", "paper", "also-called", "paper-kind", "issuer", "shared", "asked-by", "asked-by-which"
        )
        return self.sheet("papers", heads, rows, 2, (6,))

    def paper(self, paper: Material) -> tuple[Cell, ...]:
        phrases = self.phrases
        kind = phrases.text(phrases.vocabulary.label("material-kind", paper.kind))
        also = phrases.listed(phrases.name(name) for name in paper.also_called)
        shared = phrases.say("guide.yes") if paper.data_sharing else ""
        return paper.id, phrases.text(paper.name), also, kind, source(self.authors[0], paper), shared

    def limits(self) -> Sheet:
        """Each decision limit, then the sums in each unit."""
        rows = [row for author in self.authors for row in self.limits_of(author)]
        found = speed(author.edition for author in self.authors)
        for unit in found.sums:
            label = self.say("catalogue.sum", n=str(unit.limits))
            said = self.unit(unit.unit)
            saved = "" if unit.saved is None else unit.saved
            rows.append(("", label, "", unit.statutory, said, unit.promised, said, saved, ""))
        heads = self.heads(
            "id", "name", "which-limit", "by-law", "unit", "promised", "unit", "saved", "remark"
        )
        made = self.sheet("limits", heads, rows, 2, (3, 5, 7))
        lines = (*made.lines, self.say("catalogue.rounding", how=self.phrases.text(ROUNDING)))
        return replace(made, lines=lines)

    def limits_of(self, author: Author) -> Iterator[tuple[Cell, ...]]:
        for limit in author.edition.time_limits:
            if limit.kind == "decision":
                yield self.limit(author, limit)

    def limit(self, author: Author, limit: TimeLimit) -> tuple[Cell, ...]:
        statutory, promised = limit.statutory, limit.promised
        saved: Cell = ""
        if (
            statutory
            and promised
            and not statutory.at_once
            and (promised.at_once or promised.unit == statutory.unit)
        ):
            percent = percent_saved(statutory.amount, 0 if promised.at_once else promised.amount)
            saved = "" if percent is None else percent
        remark = "" if statutory else author.text(limit.no_statutory) or author.say("limit.no-statutory")
        return (
            author.edition.matter, author.text(author.edition.name), author.text(limit.label) or author.say("limit.decision"),
            *self.amount(author, statutory), *self.amount(author, promised), saved,
            author.joined((author.if_(limit.when), remark)),
        )  # fmt: skip

    def amount(self, author: Author, duration: Duration | None) -> tuple[Cell, Cell]:
        if duration is None:
            return "", ""
        return (
            ("", author.duration(duration))
            if duration.at_once
            else (duration.amount, self.unit(duration.unit))
        )

    def unit(self, unit: str) -> str:
        return self.say(f"catalogue.unit.{unit}")

    def laws(self) -> tuple[Sheet, Sheet]:
        """The laws that the selection cites, and each article with the matters that rest on it."""
        cited: dict[str, dict[str, list[str]]] = {}
        for author in self.authors:
            for citation in author.edition.legal_basis:
                matters = cited.setdefault(citation.law, {}).setdefault(citation.article, [])
                name = author.text(author.edition.name)
                if name not in matters:
                    matters.append(name)
        rows = [self.law(law, articles) for law, articles in sorted(cited.items())]
        heads = self.heads("id", "law", "law-number", "rank", "from", "until", "articles", "asked-by")
        first = self.sheet("laws", heads, rows, 2, (6, 7))
        lines = [
            (self.title(law), self.phrases.article(article) if article else "", self.phrases.listed(matters))
            for law, articles in sorted(cited.items())
            for article, matters in articles.items()
        ]
        return first, self.sheet("articles", self.heads("law", "article", "asked-by-which"), lines)

    def title(self, law_id: str) -> str:
        law = self.selection.catalogue.laws.get(law_id)
        return self.phrases.name(law.title) if law else law_id

    def law(self, law_id: str, articles: dict[str, list[str]]) -> tuple[Cell, ...]:
        phrases, law = self.phrases, self.selection.catalogue.laws.get(law_id)
        matters = len({matter for found in articles.values() for matter in found})
        if law is None:
            return law_id, law_id, "", "", "", "", len(articles), matters
        begins, ends = law.in_force_from, law.in_force_to
        return (
            law_id, phrases.name(law.title), phrases.name(law.document_number),
            phrases.text(phrases.vocabulary.label("law-rank", law.rank)),
            begins.isoformat() if begins else "", ends.isoformat() if ends else "", len(articles), matters,
        )  # fmt: skip


def _too_wide(papers: int) -> Finding:
    return Finding(
        "B73",
        "matrix-too-wide",
        "error",
        Place("catalogue/materials"),
        Text(
            f"{papers} 种材料，一张工作表放不下，没有生成材料矩阵",
            f"{papers} papers are more than a sheet has columns; the matrix of papers was left out",
        ),
        Text("用 `--matters` 分批生成", "build fewer matters at a time with `--matters`"),
    )
