"""Codes: closed lists, the credit code's check character, and how the national codes are put together.

In: the whole catalogue. Out: faults. The surprising thing: our files write ids, never the national numbers; a
number is looked up in the list version that the catalogue declares, so the two contradictory national lists
cannot be mixed up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from checker.catalogue import Catalogue
from checker.finding import Place, Text
from checker.lint.registry import (
    Fault,
    Scope,
    per_agency,
    per_catalogue,
    per_edition,
    per_law,
    per_material,
    per_office,
)
from checker.model.edition import Edition
from checker.model.registers import Agency, Law, Material, Office

__all__ = ["CHECKS", "check_character"]

_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100: without I, O, S, V, Z
_CREDIT_CODE = 18
_SUB_ITEM = 3


def check_character(code: str) -> str:
    """The 18th character of a credit code, from the 17 before it (GB 32100: weights 3^i mod 31)."""
    total = sum(
        _LETTERS.index(character) * pow(3, index, 31)
        for index, character in enumerate(code[: _CREDIT_CODE - 1])
    )
    return _LETTERS[-total % 31]


Coded = tuple[str, str, Place, tuple[str | int, ...]]
"""A list, an id that should be of it, and where it stands: the item's place and the keys below it."""


def _unlisted(scope: Scope, coded: Iterable[Coded]) -> Iterator[Fault]:
    lists = scope.catalogue.vocabulary.lists
    for list_id, name, place, keys in coded:
        terms = lists.get(list_id, {})
        if not name or name in terms:
            continue
        near = get_close_matches(name, terms, n=1)
        yield Fault(
            scope.at(place, *keys),
            Text(f"词表 {list_id} 里没有 `{name}`", f"the list {list_id} has no `{name}`"),
            Text(f"是不是 `{near[0]}`？", f"did you mean `{near[0]}`?")
            if near
            else Text(
                f"用 rules/vocabulary.yaml 的词表 {list_id} 中的编号",
                f"use an id of the list {list_id} in rules/vocabulary.yaml",
            ),
        )


@per_edition("L37", "code-in-list", "GB/T 39554；GB/T 39046")
def code_in_list(edition: Edition, scope: Scope) -> Iterator[Fault]:
    """词表编号要在 rules/vocabulary.yaml 里。
    Every code is one of the closed lists in rules/vocabulary.yaml.

    错误:
        audience: [company]  # <-
    正确:
        audience: [enterprise]
    """
    yield from _unlisted(scope, _codes(edition))


def _codes(edition: Edition) -> Iterator[Coded]:
    """Every id of the edition that is of a closed list."""
    yield "matter-kind", edition.kind, edition.place, ("kind",)
    yield "exercise-level", edition.level, edition.place, ("level",)
    yield "agency-kind", edition.agency_kind, edition.place, ("agency_kind",)
    for index, name in enumerate(edition.audience):
        yield "audience", name, edition.place, ("audience", index)
    for index, name in enumerate(edition.topics):
        yield "topic", name, edition.place, ("topics", index)
    for index, name in enumerate(edition.joint):
        yield "agency-kind", name, edition.place, ("joint", index)
    for index, name in enumerate(edition.flow.roles):
        yield "flow-role", name, edition.flow.place, ("roles", index)
    yield "result-kind", edition.result.kind, edition.result.place, ("kind",)
    yield "online-depth", edition.service.online_depth, edition.service.place, ("online_depth",)
    yield "service-area", edition.service.scope, edition.service.place, ("scope",)
    for line in edition.competence:
        yield "agency-kind", line.organ.agency_kind, line.place, ("organ", "agency_kind")
        yield "exercise-level", line.organ.level, line.place, ("organ", "level")
    for special in edition.special_procedures:
        yield "special-procedure", special.kind, special.place, ("kind",)
    for step in edition.flow.steps:
        yield "special-procedure", step.special, step.place, ("special",)
    for limit in edition.time_limits:
        for index, part in enumerate(limit.not_counted):
            yield "special-procedure", part.kind, limit.place, ("not_counted", index, "kind")


@per_law("L76", "law-code-in-list", "立法法")
def law_code_in_list(law: Law, scope: Scope) -> Iterator[Fault]:
    """法律的位阶和效力状态要在词表里；取代它的法律要在登记册里。
    The rank and status of a law are of the closed lists, and the law that replaces it is in the register.

    错误:
        # file: catalogue/laws/sample-notice.yaml
        rank: notice  # <-
    正确:
        # file: catalogue/laws/sample-notice.yaml
        rank: normative-document
    """
    coded = (("law-rank", law.rank, law.place, ("rank",)), ("law-status", law.status, law.place, ("status",)))
    yield from _unlisted(scope, coded)
    if law.replaced_by and law.replaced_by not in scope.catalogue.laws:
        place = scope.at(law.place, "replaced_by")
        yield Fault(
            place,
            Text(f"登记册里没有 `{law.replaced_by}`", f"the register has no `{law.replaced_by}`"),
            Text("先登记取代它的法律", "enter that law first"),
        )


@per_material("L77", "paper-code-in-list", "GB/T 39554 材料")
def paper_code_in_list(material: Material, scope: Scope) -> Iterator[Fault]:
    """材料的种类和出具单位要在词表里；旧件所指的新件要在材料库里。
    The kind and issuer of a paper are of the closed lists, and the paper of which it is an earlier issue is in the library.

    错误:
        # file: catalogue/materials/sample-plan.yaml
        kind: drawing  # <-
    正确:
        # file: catalogue/materials/sample-plan.yaml
        kind: plan
    """
    yield from _unlisted(
        scope,
        (
            ("material-kind", material.kind, material.place, ("kind",)),
            ("agency-kind", material.issuer_kind, material.place, ("issuer", "agency_kind")),
            ("third-party", material.third_party, material.place, ("issuer", "third_party")),
        ),
    )
    newer = material.earlier_issue_of
    if newer and newer not in scope.catalogue.materials:
        place = scope.at(material.place, "earlier_issue_of")
        yield Fault(
            place,
            Text(f"材料库里没有 `{newer}`", f"the library has no `{newer}`"),
            Text("写新证那份材料的编号", "name the paper of the new one"),
        )


@per_agency("L78", "agency-code-in-list", "GB/T 39554 dept_type")
def agency_code_in_list(agency: Agency, scope: Scope) -> Iterator[Fault]:
    """机关的类别、性质和层级要在词表里。
    The kind, nature and level of an organ are of the closed lists.

    错误:
        # file: catalogue/agencies/sample-county-market-regulation.yaml
        nature: company  # <-
    正确:
        # file: catalogue/agencies/sample-county-market-regulation.yaml
        nature: statutory
    """
    yield from _unlisted(
        scope,
        (
            ("agency-kind", agency.kind, agency.place, ("kind",)),
            ("agency-nature", agency.nature, agency.place, ("nature",)),
            ("exercise-level", agency.level, agency.place, ("level",)),
            *(
                ("agency-kind", kind, agency.place, ("also_kinds", index))
                for index, kind in enumerate(agency.also_kinds)
            ),
        ),
    )


@per_agency("L38", "credit-code-check-character", "GB 32100")
def credit_code_check_character(agency: Agency, scope: Scope) -> Iterator[Fault]:
    """统一社会信用代码的第18位要等于由前17位算出的校验位。
    The 18th character of a credit code is computed from the 17 before it.

    错误:
        # file: catalogue/agencies/sample-county-market-regulation.yaml
        credit_code: "119999220000000000"  # <-
    正确:
        # file: catalogue/agencies/sample-county-market-regulation.yaml
        credit_code: "119999220000000007"
    """
    code = agency.credit_code
    if len(code) != _CREDIT_CODE or any(character not in _LETTERS for character in code):
        return  # the schema has said so
    right = check_character(code)
    if code[-1] != right:
        yield Fault(
            scope.at(agency.place, "credit_code"),
            Text(f"校验位应当是 {right}，不是 {code[-1]}", f"the check character is {right}, not {code[-1]}"),
            Text("对照登记证书核对全部18位", "compare all 18 characters with the certificate"),
        )


@per_office("L39", "implementation-code-composed", "GB/T 39554.1")
def implementation_code_composed(office: Office, scope: Scope) -> Iterator[Fault]:
    """实施编码由统一社会信用代码、行使层级和基本编码拼成；业务办理项编码由实施编码加两位拼成。
    An implementation code is credit code, level and basic code; the code of a handling item adds two digits to it.

    错误:
        codes: {basic: "010001642000"}
        # file: catalogue/offices/999922/sample-permit/2025-01-01.yaml
        codes: {implementation: "1199992200000000073010001642000"}  # <-
    正确:
        codes: {basic: "010001642000"}
        # file: catalogue/offices/999922/sample-permit/2025-01-01.yaml
        codes: {implementation: "1199992200000000074010001642000"}
    """
    code = office.implementation_code
    agency = scope.catalogue.agencies.get(office.agency)
    editions = scope.catalogue.editions.get(office.matter, ())
    for item, handling in office.handling_codes.items():
        if code and not handling.startswith(code):
            yield Fault(
                scope.at(office.place, "codes", "handling_items"),
                Text(
                    f"业务办理项 `{item}` 的编码没有以实施编码开头",
                    f"the code of the item `{item}` does not begin with the implementation code",
                ),
                Text("写成实施编码加两位", "write the implementation code and two digits"),
            )
    if not code or agency is None or not editions:
        return
    version = scope.catalogue.info.code_list_version
    level = scope.catalogue.vocabulary.term("exercise-level", agency.level)
    parts = (
        agency.credit_code,
        level.codes.get(version, "") if level else "",
        editions[-1].codes.get("basic", ""),
    )
    if all(parts) and code != "".join(parts):
        yield Fault(
            scope.at(office.place, "codes", "implementation"),
            Text(
                f"实施编码应当是 {''.join(parts)}（信用代码、层级、基本编码）",
                f"the implementation code should be {''.join(parts)} (credit code, level, basic code)",
            ),
            Text("按这三部分拼成", "put it together from the three"),
            (agency.place, editions[-1].place),
        )


@per_edition("L40", "basic-code-fits-kind", "GB/T 39554.1")
def basic_code_fits_kind(edition: Edition, scope: Scope) -> Iterator[Fault]:
    """基本编码的前两位是事项类型的代码。
    The first two digits of the basic code are the code of the kind of matter.

    错误:
        codes: {basic: "070001642000"}  # <-
    正确:
        codes: {basic: "010001642000"}
    """
    basic = edition.codes.get("basic", "")
    kind = scope.catalogue.vocabulary.term("matter-kind", edition.kind)
    wanted = kind.codes.get(scope.catalogue.info.code_list_version, "") if kind else ""
    if basic and wanted and not basic.startswith(wanted):
        yield Fault(
            scope.at(edition.place, "codes", "basic"),
            Text(
                f"{kind.label.zh if kind else ''}的基本编码以 {wanted} 开头，不是 {basic[:2]}",
                f"the basic code of a `{edition.kind}` begins with {wanted}, not {basic[:2]}",
            ),
            Text("核对事项类型和基本编码", "check the kind and the basic code"),
            (scope.at(edition.place, "kind"),),
        )


@per_catalogue("L41", "main-item-code", "GB/T 39554.1")
def main_item_code(catalogue: Catalogue, scope: Scope) -> Iterator[Fault]:
    """有子项的主项，基本编码以 00Y 结尾；没有子项的以 000 结尾。
    The basic code of a main item with sub-items ends in 00Y, without them in 000.

    错误:
        codes: {basic: "010001642000"}  # <-
        # file: catalogue/matters/other-permit/2024-12-01.yaml
        codes: {basic: "010001642001"}
    正确:
        codes: {basic: "010001642000"}
        # file: catalogue/matters/other-permit/2024-12-01.yaml
        codes: {basic: "010001643000"}
    """
    editions = [items[-1] for items in catalogue.editions.values() if "basic" in items[-1].codes]
    children = {
        edition.codes["basic"][:-_SUB_ITEM]
        for edition in editions
        if edition.codes["basic"][-_SUB_ITEM:] not in ("000", "00Y")
    }
    for edition in editions:
        main, sub = edition.codes["basic"][:-_SUB_ITEM], edition.codes["basic"][-_SUB_ITEM:]
        if (sub == "000" and main in children) or (sub == "00Y" and main not in children):
            zh, en, wanted = ("有子项", "has", "00Y") if sub == "000" else ("没有子项", "has no", "000")
            yield Fault(
                scope.at(edition.place, "codes", "basic"),
                Text(
                    f"这个主项在目录里{zh}，基本编码应当以 {wanted} 结尾",
                    f"this main item {en} sub-items here, so its basic code ends in {wanted}",
                ),
                Text("核对国家公布的基本编码", "check it against the published code"),
            )


CHECKS = (
    code_in_list,
    law_code_in_list,
    paper_code_in_list,
    agency_code_in_list,
    credit_code_check_character,
    implementation_code_composed,
    basic_code_fits_kind,
    main_item_code,
)
