"""The result: what it is called, how long it is valid, when to renew it, and whether there are enough for everybody.

In: editions. Out: faults. The surprising thing: validity and renewal are asked of licences only; a registration
or a payment has none.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.durations import Duration, exceeds
from checker.finding import Text
from checker.lint.registry import Fault, Scope, per_edition
from checker.model.edition import Edition

__all__ = ["CHECKS"]

_THIRTY_DAYS = Duration(30, "days")
_RULE = 40


@per_edition("L29", "result-named-and-shown", "GB/T 39554 result_name、result_guid；温州政务服务事项质检规则")
def result_named_and_shown(edition: Edition, scope: Scope) -> Iterator[Fault]:
    """有结果文件的，要写明名称，并有样本或者说明为什么没有。
    A result document has a name, and a sample or the reason why there is none.

    错误:
        result:
          kind: certificate  # <-
          name: 示例经营许可证
          material: sample-licence
          validity: 5 years
          renewal: {no_later_than: 30 days, basis: [all-50]}
    正确:
        result:
          kind: certificate
          name: 示例经营许可证
          material: sample-licence
          no_sample: 样本在大厅展示。
          validity: 5 years
          renewal: {no_later_than: 30 days, basis: [all-50]}
    """
    result = edition.result
    if result.kind in ("", "none"):
        return
    if result.name is None:
        yield Fault(
            result.place,
            Text("没有写明结果的名称", "the result has no name"),
            Text(
                "写上 name；没有结果文件的写 kind: none",
                "add `name`; where there is no document, write `kind: none`",
            ),
        )
    if not result.sample and result.no_sample is None:
        yield Fault(
            result.place,
            Text("没有结果样本，也没有说明原因", "there is no sample of the result, and no reason why"),
            Text("写上 sample，或者用 no_sample 说明原因", "add `sample`, or say why in `no_sample`"),
        )


@per_edition("L30", "result-name-fits-kind", "GB/T 39554 result_type", severity="warning")
def result_name_fits_kind(edition: Edition, scope: Scope) -> Iterator[Fault]:
    """叫“…证”的是证照，叫“批复”“决定书”的是批文。
    What is called a certificate is of the kind certificate, what is called a decision of the kind approval.

    错误:
        result:
          kind: approval
          name: 示例经营许可证  # <-
          material: sample-licence
          no_sample: 样本在大厅展示。
          no_validity: 法律没有规定。
    正确:
        result:
          kind: approval
          name: 关于示例经营的批复
          material: sample-licence
          no_sample: 样本在大厅展示。
          no_validity: 法律没有规定。
    """
    result = edition.result
    if result.name is None:
        return
    name = result.name.zh
    wrong = (result.kind == "approval" and scope.lists.hit("certificate-name", name)) or (
        result.kind == "certificate" and scope.lists.hit("approval-name", name)
    )
    if wrong:
        label = scope.catalogue.vocabulary.label("result-kind", result.kind)
        yield Fault(
            scope.at(result.place, "name"),
            Text(
                f"名称是“{name}”，类型却写成{label.zh}",
                f"the name `{name}` does not fit the kind `{result.kind}`",
            ),
            Text("改正 kind 或者名称", "correct `kind` or the name"),
        )


@per_edition("L53", "renewal-in-time", "行政许可法 §50", severity="warning")
def renewal_in_time(edition: Edition, scope: Scope) -> Iterator[Fault]:
    """有期限的许可证要写明怎么延续；提前申请的时间少于30日的，要有法律、法规、规章另行规定。
    A licence that expires says how to renew it; less than 30 days before expiry needs a law, regulation or rule that says so.

    错误:
        result:
          kind: certificate
          name: 示例经营许可证
          material: sample-licence
          no_sample: 样本在大厅展示。
          validity: 5 years
          renewal: {no_later_than: 29 days, basis: [all-50]}  # <-
    正确:
        result:
          kind: certificate
          name: 示例经营许可证
          material: sample-licence
          no_sample: 样本在大厅展示。
          validity: 5 years
          renewal: {no_later_than: 30 days, basis: [all-50]}
    """
    result = edition.result
    if edition.kind != "licence" or result.kind != "certificate":
        return
    renewal = result.renewal
    if renewal is None:
        long = [
            part
            for part in result.validity
            if part.duration and exceeds(part.duration, Duration(1, "years")) == "certainly"
        ]
        if long and result.no_validity is None:
            yield Fault(
                result.place,
                Text(
                    "许可证有期限，没有写明怎么延续", "the licence expires, but nothing says how to renew it"
                ),
                Text("写上 renewal", "add `renewal`"),
            )
        return
    late = renewal.no_later_than
    if late and exceeds(_THIRTY_DAYS, late) == "certainly" and not scope.special(renewal.basis, _RULE):
        yield Fault(
            scope.at(renewal.place, "no_later_than"),
            Text(
                f"延续要提前 {late}，少于30日，没有引用另外的规定",
                f"renewal {late} before expiry is less than 30 days, and no special rule is cited",
            ),
            Text(
                "写成 30 days，或者引用另有规定的法律、法规、规章",
                "write `30 days`, or cite the rule that says otherwise",
            ),
            severity="error",
        )


@per_edition("L54", "licence-says-validity", "行政许可法 §50、§70")
def licence_says_validity(edition: Edition, scope: Scope) -> Iterator[Fault]:
    """许可要写明有效期；法律没有规定的，用 no_validity 说明。
    A licence says how long it is valid; where the law does not say, `no_validity` says so.

    错误:
        result: {kind: certificate, name: 示例经营许可证, material: sample-licence, no_sample: 样本在大厅展示。}  # <-
    正确:
        result:
          kind: certificate
          name: 示例经营许可证
          material: sample-licence
          no_sample: 样本在大厅展示。
          validity: long_term
    """
    result = edition.result
    if (
        edition.kind == "licence"
        and result.kind in ("certificate", "approval")
        and not result.validity
        and result.no_validity is None
    ):
        yield Fault(
            result.place,
            Text("许可没有写明有效期", "the licence says nothing about its validity"),
            Text(
                "写上 validity，长期有效写 long_term，法律没有规定的写 no_validity",
                "add `validity` (`long_term` for no end), or `no_validity` with the reason",
            ),
        )


@per_edition("L55", "quota-has-rule", "行政许可法 §30、§57")
def quota_has_rule(edition: Edition, scope: Scope) -> Iterator[Fault]:
    """有数量限制的，要公布数量和排序规则，并写明依据。
    Where the number is limited, the number, the order of applicants and the basis are public.

    错误:
        quota: {limited: true}  # <-
    正确:
        quota: {limited: true, text: 每个街道不超过两家，按受理先后确定。, basis: [permit-20]}
    """
    quota = edition.quota
    if quota.limited and (quota.text is None or not quota.basis):
        yield Fault(
            quota.place,
            Text(
                "有数量限制，没有写明数量、排序规则或者依据",
                "the number is limited, but the rule or its basis is missing",
            ),
            Text("写上 text 和 basis", "add `text` and `basis`"),
        )


CHECKS = (
    result_named_and_shown,
    result_name_fits_kind,
    renewal_in_time,
    licence_says_validity,
    quota_has_rule,
)
