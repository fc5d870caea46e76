"""The legal basis: does each citation point at an article that exists and was law, and does it stand high enough?

In: editions and the register of laws. Out: faults. The surprising thing: what the register does not know is
never judged. A law whose last article is unknown, or whose text of the time is not listed, gets no finding
about article numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from checker.finding import Text
from checker.lint.registry import Fault, Scope, per_edition
from checker.model.edition import Edition
from checker.model.parts import Citation
from checker.model.registers import Law

__all__ = ["CHECKS"]

_NUMBER = re.compile("[0-9]+")
_REGULATION = 30
_RULE = 40


@per_edition("L11", "basis-names-article", "行政许可法 §30；GB/T 39554 by_law")
def basis_names_article(edition: Edition, scope: Scope) -> Iterator[Fault]:
    """设定依据要写到条；整部文件作依据的，在 note 里说明原因。
    A legal basis names its article; where a whole document is the basis, `note` says why.

    错误:
        legal_basis:
          - {id: whole, law: sample-regulations}  # <-
        fees: {charged: false, basis: [whole]}
    正确:
        legal_basis:
          - {id: whole, law: sample-regulations, note: 条例没有分条。}
        fees: {charged: false, basis: [whole]}
    """
    for citation in edition.legal_basis:
        if not citation.article and not citation.note:
            title = _title(citation, scope)
            yield Fault(
                citation.place,
                Text(
                    f"依据 `{citation.id}`（{title}）没有写到条",
                    f"the basis `{citation.id}` names no article",
                ),
                Text(
                    '写上 article，例如 "35"；确实不分条的在 note 里说明',
                    'add `article`, such as "35"; where there are no articles, say so in `note`',
                ),
            )


@per_edition("L12", "basis-was-law", "行政许可法 §5；立法法 §104")
def basis_was_law(edition: Edition, scope: Scope) -> Iterator[Fault]:
    """引用的条要存在，引用的法律在本版有效期间要一直有效。
    A cited article must exist, and the law must be in force as long as the edition is.

    错误:
        legal_basis:
          - {id: too-far, law: sample-regulations, article: "61"}  # <-
          - {id: ended, law: sample-old-rules, article: "5"}  # <-
        fees: {charged: false, basis: [too-far, ended]}
    正确:
        legal_basis:
          - {id: last, law: sample-regulations, article: "60"}
        fees: {charged: false, basis: [last]}
    """
    for citation in edition.legal_basis:
        law = scope.catalogue.laws.get(citation.law)
        if law is None:
            continue
        yield from _lifetime(citation, law, edition, scope)
        last = _last_article(law, edition.effective_from, edition.effective_to)
        article = _NUMBER.match(citation.article)
        if last is not None and article and int(article[0]) > last:
            yield Fault(
                scope.at(citation.place, "article"),
                Text(
                    f"《{law.title}》只有 {last} 条，没有第 {article[0]} 条",
                    f"{law.id} has {last} articles; there is no article {article[0]}",
                ),
                Text("对照现行文本改正条号", "correct the number after the text in force"),
                (law.place,),
            )


def _lifetime(citation: Citation, law: Law, edition: Edition, scope: Scope) -> Iterator[Fault]:
    begins = law.existed_from
    if begins and begins > edition.effective_from:
        yield Fault(
            scope.at(citation.place, "law"),
            Text(
                f"《{law.title}》从 {begins} 起施行，本版从 {edition.effective_from} 起有效，那时还没有这部法",
                f"{law.id} is in force from {begins}, after this edition takes effect on {edition.effective_from}",
            ),
            Text(
                "引用当时有效的文本，或者推迟本版的生效日期",
                "cite the text of that time, or let the edition take effect later",
            ),
            (law.place,),
        )
    ends = law.in_force_to
    if ends and (edition.effective_to is None or ends < edition.effective_to):
        instead = f"，由 `{law.replaced_by}` 取代" if law.replaced_by else ""
        yield Fault(
            scope.at(citation.place, "law"),
            Text(
                f"《{law.title}》到 {ends} 为止有效{instead}，本版在那以后仍然有效",
                f"{law.id} was in force until {ends}, but this edition is valid longer",
            ),
            Text(
                "把本版的 effective_to 写到那一天，再写引用新法的新版",
                "end this edition on that day, and write a new one that cites the new law",
            ),
            (law.place,),
        )


def _last_article(law: Law, begins: date, ends: date | None) -> int | None:
    """The highest last article of the texts that applied while the edition does; None where that is not known."""
    applied = []
    for index, text in enumerate(law.texts):
        until = law.texts[index + 1].begins if index + 1 < len(law.texts) else None
        started = text.begins is None or ends is None or text.begins <= ends
        if started and (until is None or until > begins):
            applied.append(text.last_article)
    known = [last for last in applied if last is not None]
    return max(known) if known and len(known) == len(applied) else None


def _title(citation: Citation, scope: Scope) -> str:
    law = scope.catalogue.laws.get(citation.law)
    return f"《{law.title}》" if law else citation.law


@per_edition("L13", "licence-set-high-enough", "行政许可法 §14—§17；优化营商环境条例 §43")
def licence_set_high_enough(edition: Edition, scope: Scope) -> Iterator[Fault]:
    """许可要有法律、行政法规、国务院决定或者地方性法规的依据；规章和文件不得设定许可。
    A licence rests on a law, an administrative regulation, a State Council decision or a local regulation; rules and documents
    cannot create one.

    错误:
        legal_basis:
          - {id: permit-20, law: sample-measures, article: "2"}  # <-
          - {id: permit-30, law: sample-measures, article: "3", gist: 罚则。}
    正确:
        legal_basis:
          - {id: permit-20, law: sample-regulations, article: "2"}
    """
    if edition.kind != "licence" or not edition.legal_basis:
        return
    if not scope.special(edition.legal_basis, _REGULATION):
        yield Fault(
            scope.at(edition.place, "legal_basis"),
            Text(
                "这项许可没有引用设定它的法律、法规或者国务院决定",
                "no law, regulation or State Council decision is cited that sets up this licence",
            ),
            Text(
                "引用设定许可的条文；行政许可法本身不设定某一项许可",
                "cite the provision that sets it up; the licensing law itself sets up none",
            ),
        )


@per_edition("L16", "material-has-basis", "优化营商环境条例 §35；GB/T 39554 by_law")
def material_has_basis(edition: Edition, scope: Scope) -> Iterator[Fault]:
    """每份材料都要有依据；许可的材料要有法律、法规、规章的依据，不能只靠文件和标准。
    Every paper has a basis; for a licence a law, regulation or rule, not a document or standard alone.

    错误:
        materials:
          - {id: plan, material: sample-plan, originals: 1}  # <-
    正确:
        materials:
          - {id: plan, material: sample-plan, originals: 1, basis: [measures-9]}
    """
    for paper in edition.materials:
        if not paper.basis:
            yield Fault(
                paper.place,
                Text(f"材料 `{paper.id}` 没有依据", f"the paper `{paper.id}` has no basis"),
                Text(
                    "写上 basis；没有依据的材料不得要求",
                    "add its `basis`; a paper without one may not be asked for",
                ),
            )
        elif edition.kind == "licence" and all(_RULE < scope.rank(citation) < 99 for citation in paper.basis):
            yield Fault(
                scope.at(paper.place, "basis"),
                Text(
                    f"材料 `{paper.id}` 只以规范性文件或者标准为依据",
                    f"the paper `{paper.id}` rests on a document or standard only",
                ),
                Text(
                    "引用法律、法规或者规章；没有的，不得要求这份材料",
                    "cite a law, regulation or rule; without one the paper may not be asked for",
                ),
            )


CHECKS = (basis_names_article, basis_was_law, licence_set_high_enough, material_has_basis)
