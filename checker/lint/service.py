"""How the matter is handled and by which office: visits, channels, contacts, topics, and what an overlay may change.

In: editions and implementation lists. Out: faults. The surprising thing: an implementation list can only make
things easier. What would make them harder is a fault here and is not applied when the list is laid over the
edition.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from checker.durations import exceeds
from checker.finding import Text
from checker.lint.registry import Fault, Scope, per_edition, per_office
from checker.model.edition import Edition
from checker.model.registers import Office

__all__ = ["CHECKS"]

_PERSONS = frozenset({"natural-person", "individual-business"})
_AWAY = frozenset({"online", "mobile", "post", "self-service"})


@per_edition("L31", "visit-has-reason", "温州政务服务事项质检规则；GB/T 39554 limit_scene_explain")
def visit_has_reason(edition: Edition, scope: Scope) -> Iterator[Fault]:
    """要到现场的，写明必须到现场的原因。
    Where a visit is needed, the reason is given.

    错误:
        service: {visits: 1, channels: [window, online]}  # <-
    正确:
        service: {visits: 1, visit_reason: 当面核验身份。, channels: [window, online]}
    """
    if edition.service.visits > 0 and edition.service.visit_reason is None:
        yield Fault(
            scope.at(edition.service.place, "visits"),
            Text(
                f"要到现场 {edition.service.visits} 次，没有写明原因",
                f"{edition.service.visits} visits, and no reason given",
            ),
            Text("写上 visit_reason，或者改成 0 次", "add `visit_reason`, or make it 0 visits"),
        )


@per_edition("L32", "fully-online-without-visit", "温州政务服务事项质检规则", severity="warning")
def fully_online_without_visit(edition: Edition, scope: Scope) -> Iterator[Fault]:
    """全程在网上办的，不用到现场。
    What is handled online from end to end needs no visit.

    错误:
        service: {visits: 1, visit_reason: 领取许可证。, channels: [window, online], online_depth: result-feedback}  # <-
    正确:
        service: {visits: 0, channels: [window, online], online_depth: result-feedback}
    """
    service = edition.service
    if service.online_depth == "result-feedback" and service.visits > 0:
        yield Fault(
            scope.at(service.place, "visits"),
            Text(
                "网上能办到反馈结果，却还要到现场",
                "it is handled online from end to end, yet a visit is needed",
            ),
            Text("改成 0 次，或者改网上办理深度", "make it 0 visits, or correct `online_depth`"),
        )


@per_edition("L33", "no-visit-needs-channel", "温州政务服务事项质检规则")
def no_visit_needs_channel(edition: Edition, scope: Scope) -> Iterator[Fault]:
    """不用到现场的，要能在网上或者用邮寄办。
    Where no visit is needed, there is an online or postal way.

    错误:
        service: {visits: 0, channels: [window]}  # <-
    正确:
        service: {visits: 0, channels: [window, post]}
    """
    service = edition.service
    if service.visits == 0 and service.channels and not _AWAY & set(service.channels):
        yield Fault(
            scope.at(service.place, "visits"),
            Text("到现场0次，却只能在窗口办", "no visit is needed, yet the only way is the window"),
            Text(
                "在 channels 中加上 online 或者 post，或者改次数",
                "add `online` or `post` to `channels`, or correct the visits",
            ),
        )


@per_edition(
    "L36",
    "topic-fits-audience",
    "GB/T 39554 user_topic_type、corp_topic_type；温州政务服务事项质检规则",
    severity="warning",
)
def topic_fits_audience(edition: Edition, scope: Scope) -> Iterator[Fault]:
    """面向自然人的要有自然人的主题，面向法人的要有法人的主题。
    A matter for persons has a topic for persons, one for organisations a topic for organisations.

    错误:
        audience: [natural-person]
        topics: [labour-hr]  # <-
    正确:
        audience: [natural-person]
        topics: [employment]
    """
    audience = set(edition.audience)
    wants = []
    if "natural-person" in audience:
        wants.append(("person", Text("自然人", "persons")))
    if audience - _PERSONS:
        wants.append(("organisation", Text("法人和其他组织", "organisations")))
    for tag, who in wants:
        if not any(scope.tagged("topic", topic, tag) for topic in edition.topics):
            yield Fault(
                scope.at(edition.place, "topics"),
                Text(
                    f"服务对象有{who.zh}，却没有面向{who.zh}的主题",
                    f"the audience holds {who.en}, but no topic is for them",
                ),
                Text("从词表 topic 中加一个主题", "add a topic of the list `topic`"),
            )


@per_office("L34", "contact-numbers-differ", "温州政务服务事项质检规则；GB/T 39554 link_way、supervise_way")
def contact_numbers_differ(office: Office, scope: Scope) -> Iterator[Fault]:
    """咨询和投诉不能是同一个号码（12345 这样的热线除外）。
    Enquiries and complaints do not share a number, except a hotline such as 12345.

    错误:
        # file: catalogue/offices/999922/sample-permit/2025-01-01.yaml
        complaints: {phone: "0999-1234001"}  # <-
    正确:
        # file: catalogue/offices/999922/sample-permit/2025-01-01.yaml
        complaints: {phone: "0999-1235002"}
    """
    phone = office.complaints.phone
    if phone and phone == office.enquiries.phone and "-" in phone:
        yield Fault(
            scope.at(office.place, "complaints", "phone"),
            Text("投诉电话与咨询电话相同", "complaints go to the number for enquiries"),
            Text("写监督机构的电话", "give the number of the supervising body"),
            (scope.at(office.place, "enquiries", "phone"),),
        )


@per_office("L35", "complaints-have-channel", "优化营商环境条例 §49；GB/T 39554 supervise_way")
def complaints_have_channel(office: Office, scope: Scope) -> Iterator[Fault]:
    """实施清单要写监督投诉电话。
    An implementation list gives a telephone number for complaints.

    错误:
        # file: catalogue/offices/999922/sample-permit/2025-01-01.yaml
        complaints: {}  # <-
    正确:
        # file: catalogue/offices/999922/sample-permit/2025-01-01.yaml
        complaints: {phone: "12345"}
    """
    if not office.complaints.phone.strip():
        yield Fault(
            scope.at(office.place, "complaints"),
            Text("没有写监督投诉电话", "no telephone number for complaints is given"),
            Text(
                "写监督机构的电话，或者 12345",
                "give the number of the supervising body, or the hotline 12345",
            ),
        )


@per_office("L65", "office-promise-shorter", "优化营商环境条例 §36")
def office_promise_shorter(office: Office, scope: Scope) -> Iterator[Fault]:
    """地方的承诺时限只能比全国版本更短。
    A local promise is never longer than the national one.

    错误:
        # file: catalogue/offices/999922/sample-permit/2025-01-01.yaml
        promised:
          - {limit: decision, promised: 11 working_days}  # <-
    正确:
        # file: catalogue/offices/999922/sample-permit/2025-01-01.yaml
        promised:
          - {limit: decision, promised: 10 working_days}
    """
    for edition in _met(office, scope):
        for limit in edition.time_limits:
            local = office.promised.get(limit.id)
            most = limit.promised or limit.statutory
            if local and most and (longer := exceeds(local[0], most)) != "no":
                zh, en = (
                    ("可能长于", "may be longer than") if longer == "possibly" else ("长于", "is longer than")
                )
                yield Fault(
                    local[1],
                    Text(
                        f"本地承诺 {local[0]} {zh}全国版本的 {most}",
                        f"the local promise of {local[0]} {en} the national {most}",
                    ),
                    Text(f"不超过 {most}，用同一单位", f"at most {most}, in the same unit"),
                    (limit.place,),
                )


@per_office("L66", "office-names-known-things", "GB/T 39554 实施清单")
def office_names_known_things(office: Office, scope: Scope) -> Iterator[Fault]:
    """实施清单提到的事项、机关、时限和材料要求要存在。
    The matter, agency, limits and requirements that an implementation list names exist.

    错误:
        # file: catalogue/offices/999922/sample-permit/2025-01-01.yaml
        promised:
          - {limit: decide, promised: 5 working_days}  # <-
    正确:
        # file: catalogue/offices/999922/sample-permit/2025-01-01.yaml
        promised:
          - {limit: decision, promised: 5 working_days}
    """
    if office.agency not in scope.catalogue.agencies:
        yield Fault(
            scope.at(office.place, "agency"),
            Text(f"没有机关 `{office.agency}`", f"there is no agency `{office.agency}`"),
            Text("写 catalogue/agencies/ 中的编号", "name one of catalogue/agencies/"),
        )
    if office.matter not in scope.catalogue.editions:
        yield Fault(
            scope.at(office.place, "matter"),
            Text(f"没有事项 `{office.matter}`", f"there is no matter `{office.matter}`"),
            Text("写 catalogue/matters/ 中的编号", "name one of catalogue/matters/"),
        )
        return
    editions = tuple(_met(office, scope))
    limits = {limit.id for edition in editions for limit in edition.time_limits}
    papers = {paper.id for edition in editions for paper in edition.materials}
    for name, (_, place) in office.promised.items():
        if editions and name not in limits:
            yield Fault(
                place,
                Text(f"事项里没有时限 `{name}`", f"the matter has no limit `{name}`"),
                Text(f"可写：{'、'.join(sorted(limits))}", f"it has: {', '.join(sorted(limits))}"),
            )
    for name, (_, place) in office.waived.items():
        if editions and name not in papers:
            yield Fault(
                place,
                Text(f"事项里没有材料要求 `{name}`", f"the matter has no requirement `{name}`"),
                Text(f"可写：{'、'.join(sorted(papers))}", f"it has: {', '.join(sorted(papers))}"),
            )


@per_office("L81", "office-visits-not-more", "优化营商环境条例 §36、§37")
def office_visits_not_more(office: Office, scope: Scope) -> Iterator[Fault]:
    """地方要求到现场的次数不能多于全国版本；要到现场的写明原因。
    A local list asks for no more visits than the national edition, and gives the reason for each.

    错误:
        # file: catalogue/offices/999922/sample-permit/2025-01-01.yaml
        service: {visits: 2, visit_reason: 交材料、领证。, channels: [window]}  # <-
    正确:
        # file: catalogue/offices/999922/sample-permit/2025-01-01.yaml
        service: {visits: 1, visit_reason: 当面核验身份。, channels: [window]}
    """
    service = office.service
    if service is None:
        return
    for edition in _met(office, scope):
        if service.visits > edition.service.visits:
            yield Fault(
                scope.at(service.place, "visits"),
                Text(
                    f"要到现场 {service.visits} 次，全国版本是 {edition.service.visits} 次",
                    f"{service.visits} visits; the national edition has {edition.service.visits}",
                ),
                Text("不多于全国版本", "no more than the national edition"),
                (edition.service.place,),
            )
    if service.visits > 0 and service.visit_reason is None:
        yield Fault(
            scope.at(service.place, "visits"),
            Text("没有写明必须到现场的原因", "no reason is given for the visit"),
            Text("写上 visit_reason", "add `visit_reason`"),
        )


@per_office("L82", "office-agency-competent", "行政许可法 §22—§24；GB/T 39554 dept_type、entrust_name")
def office_agency_competent(office: Office, scope: Scope) -> Iterator[Fault]:
    """实施机关的类别要与事项一致；受委托组织要写明委托部门。
    The agency is of the kind that the matter names; an entrusted body says who entrusted it.

    错误:
        # file: catalogue/offices/999922/sample-permit/2025-01-01.yaml
        agency: sample-county-health  # <-
    正确:
        # file: catalogue/offices/999922/sample-permit/2025-01-01.yaml
        agency: sample-county-market-regulation
    """
    agency = scope.catalogue.agencies.get(office.agency)
    if agency is None:
        return
    for edition in _met(office, scope):
        if edition.agency_kind and edition.agency_kind not in (agency.kind, *agency.also_kinds):
            yield Fault(
                scope.at(office.place, "agency"),
                Text(
                    f"这个事项由 `{edition.agency_kind}` 实施，`{office.agency}` 是 `{agency.kind}`",
                    f"the matter belongs to `{edition.agency_kind}`; `{office.agency}` is `{agency.kind}`",
                ),
                Text(
                    "写有权实施的机关；一个机关兼几类的，在它的 also_kinds 写明",
                    "name the competent agency; one that fills several roles lists them in `also_kinds`",
                ),
                (agency.place,),
            )
            break
    if agency.nature == "entrusted" and office.entrusted_by is None:
        yield Fault(
            scope.at(office.place, "agency"),
            Text("受委托组织没有写明委托部门", "the entrusted body does not say who entrusted it"),
            Text("写上 entrusted_by", "add `entrusted_by`"),
        )


@per_office("L83", "office-code-in-list", "GB/T 39554 power_source")
def office_code_in_list(office: Office, scope: Scope) -> Iterator[Fault]:
    """权力来源要在词表里，文件夹要是这个区划。
    The source of the power is of the closed list, and the folder is that of the division.

    错误:
        # file: catalogue/offices/999922/sample-permit/2025-01-01.yaml
        power_source: by-law  # <-
    正确:
        # file: catalogue/offices/999922/sample-permit/2025-01-01.yaml
        power_source: statutory
    """
    known = scope.catalogue.vocabulary.lists.get("power-source", {})
    if office.power_source and office.power_source not in known:
        yield Fault(
            scope.at(office.place, "power_source"),
            Text(
                f"词表 power-source 里没有 `{office.power_source}`",
                f"the list power-source has no `{office.power_source}`",
            ),
            Text(f"可写：{'、'.join(known)}", f"one of: {', '.join(known)}"),
        )
    folder = PurePosixPath(office.place.path).parts  # catalogue/offices/<division>/<matter>/<date>.yaml
    if folder[:2] == ("catalogue", "offices") and folder[2] != office.division:
        yield Fault(
            scope.at(office.place, "division"),
            Text(
                f"区划是 {office.division}，文件夹却是 {folder[2]}",
                f"the division is {office.division}, but the folder is {folder[2]}",
            ),
            Text("改成一致", "make them the same"),
        )


def _met(office: Office, scope: Scope) -> Iterator[Edition]:
    """The editions that are in force on some day of the list's."""
    for edition in scope.catalogue.editions.get(office.matter, ()):
        if (edition.effective_to is None or edition.effective_to >= office.effective_from) and (
            office.effective_to is None or edition.effective_from <= office.effective_to
        ):
            yield edition


CHECKS = (
    fully_online_without_visit,
    visit_has_reason,
    no_visit_needs_channel,
    topic_fits_audience,
    contact_numbers_differ,
    complaints_have_channel,
    office_promise_shorter,
    office_names_known_things,
    office_visits_not_more,
    office_agency_competent,
    office_code_in_list,
)
