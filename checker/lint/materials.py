"""Papers: none that the offices hold themselves, none twice, none without its case, none that demands nothing.

In: editions. Out: faults. The surprising thing: a paper asked only in some cases, or one of several
alternatives, is judged leniently. Whether two cases can meet is a question for a lawyer, and a false alarm
costs more than a missed one.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import Text
from checker.lint.registry import Fault, Scope, per_edition
from checker.model.edition import Edition, Form, MaterialRequirement

__all__ = ["CHECKS"]

_MANY = 2
_REGULATION = 30
_INTERMEDIARIES = frozenset(
    {
        "accounting-firm",
        "asset-appraiser",
        "testing-institution",
        "inspection-body",
        "technical-institution",
        "safety-assessor",
        "survey-institution",
        "drawing-review-institution",
        "forensic-institution",
    }
)


@per_edition("L17", "shared-data-not-asked", "在线政务服务规定 §7；优化营商环境条例 §44")
def shared_data_not_asked(edition: Edition, scope: Scope) -> Iterator[Fault]:
    """能共享取得的证照不要申请人提交：写 shared_data: true；只核对原件的除外。
    A paper that the offices can fetch by data sharing is not asked for (`shared_data: true`), unless an original is only shown.

    错误:
        materials:
          - {id: business-licence, material: sample-business-licence, copies: 1, basis: [measures-9]}  # <-
    正确:
        materials:
          - {id: business-licence, material: sample-business-licence, copies: 1, shared_data: true, basis: [measures-9]}
    """
    for paper in edition.materials:
        for form in paper.forms:
            shared = form.material.data_sharing and form.material.issuer == "agency"
            if (
                shared
                and not form.shared_data
                and not form.check_only
                and (form.originals or form.copies or form.electronic)
            ):
                name = form.label
                yield Fault(
                    form.place if len(paper.forms) > 1 else paper.place,
                    Text(
                        f"“{name.zh}”可以共享取得，不应要求提交",
                        f"the offices can fetch `{form.material.id}` themselves; it should not be asked for",
                    ),
                    Text(
                        "加上 shared_data: true；必须看原件的写 check_only: true",
                        "add `shared_data: true`; where the original must be seen, `check_only: true`",
                    ),
                    (form.material.place,),
                )


@per_edition("L19", "own-result-not-asked", "优化营商环境条例 §44")
def own_result_not_asked(edition: Edition, scope: Scope) -> Iterator[Fault]:
    """不得要求提交本事项自己要发的结果；交旧证换新证的，用旧证那份材料。
    The result of this very matter cannot be asked for; where the old one is handed in, name the paper of the old one.

    错误:
        materials:
          - {id: licence, material: sample-licence, originals: 1, basis: [measures-9]}  # <-
    正确:
        materials:
          - {id: licence, material: sample-old-licence, originals: 1, basis: [measures-9]}
    """
    for paper in edition.materials:
        if paper.when is not None or len(paper.forms) != 1:
            continue
        material = paper.forms[0].material
        own = edition.matter in material.is_result_of or (
            bool(material.id) and material.id == edition.result.material
        )
        others = any(matter != edition.matter for matter in material.is_result_of)
        if own and not others and not material.earlier_issue_of:
            yield Fault(
                paper.place,
                Text(
                    f"“{material.name.zh}”就是本事项要发的结果，申请时不可能有",
                    f"`{material.id}` is what this matter issues; nobody can have it yet",
                ),
                Text(
                    "删去；要收旧证的，改用写有 earlier_issue_of 的材料",
                    "take it out; for an old one, use a paper with `earlier_issue_of`",
                ),
                (material.place,),
            )


@per_edition("L21", "paper-asked-once", "安阳市政务服务条例 §23；浙江“最多跑一次”规定 §7")
def paper_asked_once(edition: Edition, scope: Scope) -> Iterator[Fault]:
    """同一份材料只要求一次。
    The same paper is asked for once.

    错误:
        materials:
          - {id: plan, material: sample-plan, originals: 1, basis: [measures-9]}
          - {id: plan-again, material: sample-plan, copies: 1, basis: [measures-9]}  # <-
    正确:
        materials:
          - {id: plan, material: sample-plan, originals: 1, copies: 1, basis: [measures-9]}
    """
    seen: dict[tuple[str, str], MaterialRequirement] = {}
    for paper in edition.materials:
        if len(paper.forms) != 1:
            inside = [form.material.id for form in paper.forms]
            if len({(form.material.id, form.label.zh) for form in paper.forms}) != len(inside):
                yield Fault(
                    paper.place,
                    Text(
                        f"`{paper.id}` 的几种材料中有重复",
                        f"one paper stands twice among the alternatives of `{paper.id}`",
                    ),
                    Text("删去重复的一种", "take one of the two out"),
                )
            continue
        form = paper.forms[0]
        earlier = seen.setdefault((form.material.id, form.label.zh), paper)
        if earlier is not paper and form.material.id and earlier.when == paper.when and not form.holders:
            yield Fault(
                paper.place,
                Text(f"“{form.label.zh}”要求了两次", f"`{form.material.id}` is asked for twice"),
                Text(
                    "合成一项；确实是两份不同的，用 name 区分，按人的用 holders",
                    "make it one entry; tell two different papers apart by `name`, or list `holders`",
                ),
                (earlier.place,),
            )


@per_edition("L22", "conditional-paper-says-when", "GB/T 39554 handle_case")
def conditional_paper_says_when(edition: Edition, scope: Scope) -> Iterator[Fault]:
    """看情况才要的材料，要用 when 写明什么情形；什么形式都不要求的材料等于没有要求。
    A paper needed only sometimes says when; an entry that asks for no original, copy or electronic file asks for nothing.

    错误:
        materials:
          - {id: plan, material: sample-plan, name: 平面图（如有）, originals: 1, basis: [measures-9]}  # <-
    正确:
        materials:
          - {id: plan, material: sample-plan, name: 平面图, originals: 1, when: {premises.tenure: leased}, basis: [measures-9]}
    """
    for paper in edition.materials:
        for form in paper.forms:
            place = form.place if len(paper.forms) > 1 else paper.place
            texts = [text.zh for text in (form.name, form.format) if text] + [form.material.name.zh]
            words = next((hit for text in texts if (hit := scope.lists.hit("sometimes", text))), "")
            if words and paper.when is None:
                yield Fault(
                    place,
                    Text(f"“{words}”没有写明什么情形才要", f"`{words}` leaves open when the paper is needed"),
                    Text(
                        "用 when 写明情形，从名称里去掉这几个字",
                        "say so with `when`, and take the words out of the name",
                    ),
                )
            if not _asks_for_something(form):
                yield Fault(
                    place,
                    Text(
                        f"材料 `{paper.id}` 没有要求原件、复印件或者电子件",
                        f"the entry `{paper.id}` asks for no original, copy or electronic file",
                    ),
                    Text(
                        "写明 originals、copies、check_only、electronic 或者 shared_data",
                        "write `originals`, `copies`, `check_only`, `electronic` or `shared_data`",
                    ),
                )


def _asks_for_something(form: Form) -> bool:
    return bool(form.originals or form.copies or form.check_only or form.electronic or form.shared_data)


@per_edition("L25", "few-copies", "优化营商环境条例 §36", severity="warning")
def few_copies(edition: Edition, scope: Scope) -> Iterator[Fault]:
    """同一份材料不要超过两份。
    No more than two of the same paper.

    错误:
        materials:
          - {id: plan, material: sample-plan, copies: 3, basis: [measures-9]}  # <-
    正确:
        materials:
          - {id: plan, material: sample-plan, copies: 2, basis: [measures-9]}
    """
    for paper in edition.materials:
        for form in paper.forms:
            most = max(form.originals, form.copies)
            if most > _MANY and form.material.kind != "photo":
                key = "originals" if form.originals == most else "copies"
                yield Fault(
                    scope.at(form.place if len(paper.forms) > 1 else paper.place, key),
                    Text(
                        f"“{form.label.zh}”要 {most} 份，可以由机关复制",
                        f"{most} of `{form.material.id}`; the office can make copies itself",
                    ),
                    Text("减到1份，或者收电子件", "ask for one, or for an electronic file"),
                )


@per_edition("L26", "photo-specified", "GB/T 39554 page_format", severity="warning")
def photo_specified(edition: Edition, scope: Scope) -> Iterator[Fault]:
    """照片要写明尺寸和底色。
    A photograph says its size and background.

    错误:
        materials:
          - {id: photo, material: sample-photo, originals: 2, basis: [measures-9]}  # <-
    正确:
        materials:
          - {id: photo, material: sample-photo, originals: 2, format: 2寸白底免冠, basis: [measures-9]}
    """
    for paper in edition.materials:
        for form in paper.forms:
            if form.material.kind == "photo" and form.format is None and not form.shared_data:
                yield Fault(
                    form.place if len(paper.forms) > 1 else paper.place,
                    Text("照片没有写明尺寸和底色", "the photograph has no size and background"),
                    Text(
                        "写上 format，例如“2寸白底”，或者现场采集",
                        "add `format`, such as 2 inches on white, or take it at the counter",
                    ),
                )


@per_edition("L57", "promise-has-content", "国办发〔2020〕42号；安阳市政务服务条例 §26、§27")
def promise_has_content(edition: Edition, scope: Scope) -> Iterator[Fault]:
    """告知承诺要写明不实承诺的具体后果和事后怎么核查；申请书本身不能用承诺代替。
    A written promise names the consequence of a false one and the later check; the application itself cannot be promised.

    错误:
        materials:
          - id: plan
            material: sample-plan
            originals: 1
            promise: {liability: 依法处理。, later_check: 发证后1个月内到场核查。, basis: [permit-20]}  # <-
            basis: [measures-9]
    正确:
        materials:
          - id: plan
            material: sample-plan
            originals: 1
            promise: {liability: 撤销许可，一年内不再适用告知承诺。, later_check: 发证后1个月内到场核查。, basis: [permit-20]}
            basis: [measures-9]
    """
    for paper in edition.materials:
        promise = paper.promise
        if promise is None:
            continue
        for key, text in (("liability", promise.liability), ("later_check", promise.later_check)):
            words = scope.lists.hit("hollow", text.zh.strip())
            if words:
                yield Fault(
                    scope.at(paper.place, "promise", key),
                    Text(f"“{words}”没有内容", f"`{words}` says nothing"),
                    Text(
                        "写明具体的后果，或者什么时候怎样核查",
                        "name the consequence, or when and how it is checked",
                    ),
                )
        if _is_application(paper):
            yield Fault(
                scope.at(paper.place, "promise"),
                Text("申请书不能用承诺代替", "a promise cannot stand for the application itself"),
                Text("删去 promise", "take `promise` out"),
            )


@per_edition("L58", "main-paper-not-later", "广东优化营商环境条例 §32；浙江“最多跑一次”规定 §11")
def main_paper_not_later(edition: Edition, scope: Scope) -> Iterator[Fault]:
    """申请书是主要材料，不得容缺后补。
    The application is a main paper and cannot follow later.

    错误:
        materials:
          - id: application
            material: sample-application
            originals: 1
            signed: true
            may_follow: {due: 10 working_days, basis: [permit-20]}  # <-
            basis: [measures-9]
    正确:
        materials:
          - id: plan
            material: sample-plan
            originals: 1
            may_follow: {due: 10 working_days, basis: [permit-20]}
            basis: [measures-9]
    """
    for paper in edition.materials:
        if paper.may_follow is not None and _is_application(paper):
            yield Fault(
                scope.at(paper.place, "may_follow"),
                Text("申请书不能容缺后补", "the application cannot follow later"),
                Text("删去 may_follow", "take `may_follow` out"),
            )


def _is_application(paper: MaterialRequirement) -> bool:
    """A form that the applicant fills in and signs, needed in every case."""
    return paper.when is None and any(form.material.kind == "form" and form.signed for form in paper.forms)


@per_edition("L73", "choice-possible", "GB/T 39554 申请材料")
def choice_possible(edition: Edition, scope: Scope) -> Iterator[Fault]:
    """任选几份，要少于列出的种数；要全部的，分开写。
    How many of the alternatives are needed must be fewer than there are; where all are needed, write them apart.

    错误:
        materials:
          - id: proof
            count: 2  # <-
            one_of:
              - {material: sample-plan, originals: 1}
              - {material: sample-old-licence, originals: 1}
            basis: [measures-9]
    正确:
        materials:
          - id: proof
            count: 1
            one_of:
              - {material: sample-plan, originals: 1}
              - {material: sample-old-licence, originals: 1}
            basis: [measures-9]
    """
    for paper in edition.materials:
        if len(paper.forms) > 1 and paper.count >= len(paper.forms):
            yield Fault(
                scope.at(paper.place, "count"),
                Text(
                    f"列出 {len(paper.forms)} 种，却要 {paper.count} 种",
                    f"{paper.count} of {len(paper.forms)} alternatives are needed",
                ),
                Text(
                    "减少 count；都要的，分成几项写",
                    "lower `count`; where all are needed, make them separate entries",
                ),
            )


@per_edition("L27", "report-has-law", "优化营商环境条例 §43", severity="warning")
def report_has_law(edition: Edition, scope: Scope) -> Iterator[Fault]:
    """许可要求中介机构出具报告的，要有法律、法规或者国务院决定的依据。
    Where a licence asks for an intermediary's report, a law, a regulation or a State Council decision must say so.

    错误:
        materials:
          - {id: report, material: sample-test-report, originals: 1, basis: [measures-9]}  # <-
    正确:
        materials:
          - {id: report, material: sample-test-report, originals: 1, basis: [permit-20, measures-9]}
    """
    if edition.kind != "licence":
        return
    for paper in edition.materials:
        for form in paper.forms:
            made = form.material.issuer == "third-party" and form.material.third_party in _INTERMEDIARIES
            if made and len(paper.forms) == 1 and paper.basis and not scope.special(paper.basis, _REGULATION):
                yield Fault(
                    scope.at(paper.place, "basis"),
                    Text(
                        f"“{form.label.zh}”由中介机构出具，只引用了规章以下的依据",
                        f"`{form.material.id}` is made out by an intermediary, and only rules or documents are cited",
                    ),
                    Text(
                        "引用法律、法规或者国务院决定；没有的，不得要求",
                        "cite a law, a regulation or a State Council decision; without one it may not be asked for",
                    ),
                )


CHECKS = (
    shared_data_not_asked,
    own_result_not_asked,
    paper_asked_once,
    conditional_paper_says_when,
    few_copies,
    photo_specified,
    report_has_law,
    promise_has_content,
    main_paper_not_later,
    choice_possible,
)
