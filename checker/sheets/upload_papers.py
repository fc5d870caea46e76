"""The rows of the tables below a task: papers, fees, steps, questions.

In: a `Subject`. Out: rows. The surprising thing: alternatives of one paper are rows of their own, each with the remark
that one of
them is enough; the tables know no "or".
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.model.edition import Form, MaterialRequirement
from checker.sheets.upload_row import Row, Subject, flag, split, text, value

__all__ = ["faq_rows", "fee_rows", "link_rows", "material_rows"]


def material_rows(subject: Subject) -> Iterator[Row]:
    """One row a paper, in the order of the file; a paper that the office waives is not asked and not uploaded."""
    number = 0
    for paper in subject.edition.materials:
        if paper.waived is None:
            for form in paper.forms:
                number += 1
                yield _paper(subject, paper, form, number)


def _paper(subject: Subject, paper: MaterialRequirement, form: Form, number: int) -> Row:
    codes, phrases, material = subject.codes, subject.phrases, form.material
    copies = form.originals + form.copies
    kind = "original-and-copy" if form.originals and form.copies else "copy" if form.copies else "original"
    medium = (
        "both" if form.electronic else text(value(subject.materials.get(material.id), "medium")) or "paper"
    )
    need = "tolerable" if paper.may_follow else "conditional" if paper.when else "required"
    remarks = []
    if len(paper.forms) > 1:
        remarks.append(f"与同项的 {len(paper.forms) - 1} 种材料任选 {paper.count} 种")
    if form.shared_data:
        remarks.append("通过数据共享核验，申请人不用交")
    if paper.promise:
        remarks.append("可以告知承诺代替")
    standard = [text(paper.standard)] + [
        word for word, asked in (("签字", form.signed), ("盖章", form.sealed)) if asked
    ]
    issuer = "agency-kind" if material.issuer == "agency" else "third-party"
    source = material.issuer_kind if material.issuer == "agency" else material.third_party
    return {
        "row_guid": subject.guid("material", paper.id, material.id),
        "task_guid": subject.guid(),
        "order_num": str(number),
        "material_name": form.label.zh,
        "material_type": "" if form.shared_data and not copies else codes.code("material-type", kind),
        "material_format": codes.code("medium", medium),
        "is_need": codes.code("necessity", need),
        "source_type": codes.code("source-channel", material.issuer),
        "source_explain": subject.phrases.vocabulary.label(issuer, source).zh if source else "",
        "page_num": str(copies),
        "page_format": text(form.format),
        "fill_explain": text(paper.fill),
        "accept_stand": "；".join(part for part in standard if part),
        "material_by_law": phrases.basis(paper.basis),
        "handle_case": phrases.sentence(paper.when, subject.edition.facts) if paper.when else "",
        "issue_time": f"收到申请之日前{phrases.duration(form.issued_within)}内出具"
        if form.issued_within
        else "",
        "remark": "；".join(remarks),
    }


def fee_rows(subject: Subject) -> Iterator[Row]:
    """One row a fee item, with the reductions that touch it."""
    fees, phrases = subject.edition.fees, subject.phrases
    for item in fees.items if fees.charged else ():
        less = [each for each in fees.reductions if not each.items or item.id in each.items]
        unit = f"/{item.per.zh}" if item.per else ""
        case = f"（{phrases.sentence(item.when, subject.edition.facts)}）" if item.when else ""
        yield {
            "row_guid": subject.guid("fee", item.id),
            "task_guid": subject.guid(),
            "fee_name": item.name.zh,
            "fee_stand": f"{phrases.amount(item.amount).replace(',', '')}元{unit}{case}",
            "fee_by_law": phrases.basis(item.basis),
            "is_desc": flag(bool(less)),
            "desc_explain": "；".join(f"{each.text.zh}（{phrases.basis(each.basis)}）" for each in less),
        }


def link_rows(subject: Subject) -> Iterator[Row]:
    """One row a step. The name of the clerk is not in a public catalogue; its column stays empty."""
    for number, step in enumerate(subject.edition.flow.steps, 1):
        day, unit = split(step.limit, subject.codes)
        yield {
            "row_guid": subject.guid("link", step.id),
            "task_guid": subject.guid(),
            "order_num": str(number),
            "link_name": step.does.zh,
            "handle_dept_name": subject.phrases.vocabulary.label("flow-role", step.role).zh,
            "handle_person_name": "",
            "handle_day": day,
            "handle_type": unit,
            "is_special": flag(bool(step.special)),
        }


def faq_rows(subject: Subject) -> Iterator[Row]:
    """One row a question."""
    for number, item in enumerate(subject.edition.faq, 1):
        yield {
            "row_guid": subject.guid("faq", str(number)),
            "task_guid": subject.guid(),
            "order_num": str(number),
            "question": item.question.zh,
            "answer": item.answer.zh,
        }
