"""The row of the task table: the basics of one matter at one division.

In: a `Subject`. Out: field -> text, in the order of docs/elements.md. The surprising thing: a limit in months has no code in any
list version; number and unit then stay empty and the explanation says the whole of it.
"""

from __future__ import annotations

from checker.model.edition import Edition, TimeLimit
from checker.sheets.upload_row import Row, Subject, flag, split, text, value

__all__ = ["MANDATORY", "task_row"]

MANDATORY = (
    "task_name", "catalog_code", "task_code", "task_type", "task_version", "task_state", "by_law", "power_source", "use_level",
    "dept_name", "dept_code", "dept_type", "anticipate_day", "anticipate_type", "promise_day", "promise_type", "promise_explain",
    "accept_condition", "handle_flow", "special_procedure", "is_fee", "server_type", "project_type", "limit_scene_num",
    "transact_addr", "transact_time", "link_way", "supervise_way", "is_single_login", "app_is_single_login", "result_type",
    "is_entry_center", "is_online", "is_pay_online", "is_express",
)  # fmt: skip
_PERSON = "natural-person"


def task_row(subject: Subject) -> Row:
    """All fields; what is not known is empty."""
    return {
        **_exchange(subject),
        **_basics(subject),
        **_limits(subject),
        **_service(subject),
        **_contact(subject),
        **_rest(subject),
    }


def _exchange(subject: Subject) -> Row:
    """Columns of the exchange itself, made here (docs/elements.md): a first upload of that day."""
    return {
        "row_guid": subject.guid("task"),
        "task_guid": subject.guid(),
        "data_source": subject.office.division,
        "cd_operation": "I",
        "cd_time": subject.day.isoformat(),
        "cd_batch": subject.day.strftime("%Y%m%d"),
    }


def _basics(subject: Subject) -> Row:
    edition, office, agency, codes = subject.edition, subject.office, subject.agency, subject.codes
    return {
        "task_name": edition.name.zh,
        "catalog_code": edition.codes.get("basic", ""),
        "local_catalog_code": text(value(subject.national, "codes.local_basic")),
        "task_code": office.implementation_code,
        "local_task_code": text(value(subject.local, "codes.local_implementation")),
        "task_handle_item": ",".join(office.handling_codes.values()),
        "task_type": codes.code("matter-kind", edition.kind),
        "task_version": str(edition.version),
        "task_state": codes.code("matter-state", edition.state),
        "by_law": "；".join(
            f"{subject.phrases.law(item)}{'：' + item.gist.zh if item.gist else ''}"
            for item in edition.legal_basis
        ),
        "power_source": codes.code("power-source", office.power_source),
        "use_level": codes.code("exercise-level", edition.level),
        "dept_name": agency.name.zh if agency else "",
        "dept_code": agency.credit_code if agency else "",
        "dept_type": codes.code("agency-nature", agency.nature) if agency else "",
        "entrust_name": text(office.entrusted_by),
        "server_type": codes.codes("audience", edition.audience),
        "project_type": codes.code("handling", edition.handling),
        "user_topic_type": codes.codes("topic", _topics(subject, "person"))
        if _PERSON in edition.audience
        else "",
        "corp_topic_type": codes.codes("topic", _topics(subject, "organisation"))
        if set(edition.audience) - {_PERSON}
        else "",
        "plan_effective_date": text(value(subject.local, "planned.effective")),
        "plan_cancel_date": text(value(subject.local, "planned.cancel")),
    }


def _topics(subject: Subject, tag: str) -> tuple[str, ...]:
    terms = ((topic, subject.codes.vocabulary.term("topic", topic)) for topic in subject.edition.topics)
    return tuple(topic for topic, term in terms if term is None or tag in term.tags)


def _limits(subject: Subject) -> Row:
    edition, phrases = subject.edition, subject.phrases
    decisions = [limit for limit in edition.time_limits if limit.kind == "decision"]
    first = next((limit for limit in decisions if limit.when is None), decisions[0] if decisions else None)
    day, unit = split(first.statutory if first else None, subject.codes)
    promised = (first.promised or first.statutory) if first else None
    promise_day, promise_unit = split(promised, subject.codes)
    steps = " → ".join(step.does.zh for step in edition.flow.steps)
    special = "；".join(item.text.zh for item in edition.special_procedures)
    return {
        "anticipate_day": day,
        "anticipate_type": unit,
        "anticipate_explain": "；".join(_explained(subject, limit) for limit in decisions),
        "promise_day": promise_day,
        "promise_type": promise_unit,
        "promise_explain": (text(first.promise_note) if first else "")
        or (f"承诺{phrases.duration(promised)}" if promised else ""),
        "accept_condition": _conditions(edition, subject),
        "handle_flow": steps,
        "special_procedure": special or "无",
        "limit_explain": text(edition.quota.text) or ("有数量限制" if edition.quota.limited else "无"),
        "other_dept": "、".join(phrases.vocabulary.label("agency-kind", item).zh for item in edition.joint),
        "service_type": text(edition.intermediary),
    }


def _explained(subject: Subject, limit: TimeLimit) -> str:
    phrases = subject.phrases
    case = f"{phrases.sentence(limit.when, subject.edition.facts)}：" if limit.when else ""
    length = phrases.duration(limit.statutory) if limit.statutory else text(limit.no_statutory)
    return f"{case}{length}{'（' + limit.unit_basis.zh + '）' if limit.unit_basis else ''}"


def _conditions(edition: Edition, subject: Subject) -> str:
    found: list[str] = []
    for item in edition.requirements:
        said = item.text.zh if item.text else subject.phrases.sentence(item.when, edition.facts)
        case = f"{subject.phrases.sentence(item.only_if, edition.facts)}的，" if item.only_if else ""
        found.append(f"{len(found) + 1}. {case}{said}")
    return "\n".join(found)


def _service(subject: Subject) -> Row:
    service, codes, local = subject.edition.service, subject.codes, subject.local
    channels = tuple(channel for channel in service.channels if channel != "self-service")
    online = bool({"online", "mobile"} & set(service.channels))
    depth = text(value(local, "online.depth")) or service.online_depth
    return {
        "handle_type_list": codes.codes("channel", channels),
        "limit_scene_num": str(service.visits),
        "limit_scene_explain": text(service.visit_reason),
        "is_online": flag(online),
        "online_handle_url": subject.office.online_address if online else "",
        "online_handle_depth": codes.code("online-depth", depth) if depth else "",
        "is_single_login": flag(value(local, "online.single_sign_on") if online else False),
        "link_addr": subject.office.online_address if online else "",
        "app_is_single_login": flag(
            value(local, "online.mobile_single_sign_on") if subject.office.mobile_address else False
        ),
        "mobile_terminal_url": subject.office.mobile_address,
        "is_schedule": flag(service.appointment),
        "is_pay_online": flag(subject.office.online_payment),
        "is_express": flag(service.express),
        "is_service_terminals": flag("self-service" in service.channels),
        "handle_area": codes.code("service-area", service.scope) if service.scope else "",
        "is_entry_center": flag(subject.office.in_hall),
    }


def _contact(subject: Subject) -> Row:
    office = subject.office
    return {
        "transact_addr": "；".join(f"{place.name.zh}：{place.address.zh}" for place in office.places),
        "transact_time": "；".join(dict.fromkeys(place.hours.zh for place in office.places)),
        "link_way": "；".join(
            part for part in (office.enquiries.phone, office.enquiries.online, office.enquiries.mail) if part
        ),
        "supervise_way": "；".join(
            part
            for part in (office.complaints.phone, office.complaints.online, office.complaints.mail)
            if part
        ),
        "administrative_review": text(office.reconsideration) or text(value(subject.organ, "review_body")),
        "administrative_litigation": text(office.court) or text(value(subject.organ, "court")),
    }


def _rest(subject: Subject) -> Row:
    edition = subject.edition
    return {
        "result_type": subject.codes.code("result-kind", edition.result.kind),
        "result_name": text(edition.result.name),
        "result_guid": edition.result.sample,
        "is_fee": flag(edition.fees.charged),
        "fee_basis": subject.phrases.basis(edition.fees.basis) if edition.fees.charged else "",
        "right_enjoy_by_law": "；".join(item.zh for item in edition.rights),
        "duty_perform_by_law": "；".join(item.zh for item in edition.duties),
    }
