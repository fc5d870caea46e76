"""Words: nothing left open, nothing that only points elsewhere, no numbers that contradict the fields.

In: editions and the library, and the lists of rules/wording.yaml. Out: faults at the very string. The
surprising thing: which words are wrong is data of the legal office; here stands only in which fields each list
is looked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.catalogue import Catalogue
from checker.conditions.facts import Fact
from checker.conditions.tree import facts_of
from checker.finding import Place, Text
from checker.lint.registry import Fault, Scope, per_catalogue, per_edition, per_material
from checker.model.edition import Edition
from checker.model.registers import Material
from checker.provenance import effective_values
from checker.source import Pointer

__all__ = ["CHECKS"]

_REGULATION = 30


@per_edition("L94", "to-fill-in", "行政许可法 §30")
def to_fill_in(edition: Edition, scope: Scope) -> Iterator[Fault]:
    """写着“待填”的地方都要填好；`banshi new` 生成的事项用它提醒。
    What says 待填 is still to be filled in; a matter begun with `banshi new` is reminded by it.

    错误:
        owner: 待填：负责复核的处室  # <-
    正确:
        owner: 法规处
    """
    source = scope.catalogue.sources.get(edition.place.path)
    if source is None or "待填" not in str(source.data):  # spares the walk over a finished edition
        return
    for origin in effective_values(source, None):
        if isinstance(origin.value, str) and origin.value.startswith("待填"):
            yield Fault(
                origin.place,
                Text(f"`{origin.path}` 还没有填", f"`{origin.path}` is still to be filled in"),
                Text("填好以后删去“待填”二字", "fill it in and take 待填 away"),
            )


@per_material(
    "L01", "no-catch-all-paper", "北京优化营商环境条例 §31；广东优化营商环境条例 §29；安阳市政务服务条例 §13"
)
def no_catch_all_paper(material: Material, scope: Scope) -> Iterator[Fault]:
    """材料名称不得兜底（其他材料、有关材料、等材料）。
    The name of a paper is one paper, not a catch-all.

    错误:
        # file: catalogue/materials/sample-plan.yaml
        name: 平面图及其他有关材料  # <-
    正确:
        # file: catalogue/materials/sample-plan.yaml
        name: 经营场所平面图
    """
    words = scope.lists.hit("catch-all-material", material.name.zh)
    if words:
        yield Fault(
            scope.at(material.place, "name"),
            Text(f"“{words}”没有说清是哪一份材料", f"`{words}` does not say which paper"),
            Text(
                "写出这份材料的名称；说不出的，不得要求",
                "name the paper; what cannot be named may not be asked for",
            ),
        )


@per_edition("L79", "no-catch-all-name", "北京优化营商环境条例 §31；行政许可法 §30")
def no_catch_all_name(edition: Edition, scope: Scope) -> Iterator[Fault]:
    """事项里给材料另写的叫法和规格，同样不得兜底。
    The name or format that a matter gives a paper is no catch-all either.

    错误:
        materials:
          - {id: plan, material: sample-plan, name: 平面图和需要补充的材料, originals: 1, basis: [measures-9]}  # <-
    正确:
        materials:
          - {id: plan, material: sample-plan, name: 标明安全出口的平面图, originals: 1, basis: [measures-9]}
    """
    for paper in edition.materials:
        for form in paper.forms:
            place = form.place if len(paper.forms) > 1 else paper.place
            for key, text in (("name", form.name), ("format", form.format)):
                words = scope.lists.hit("catch-all-material", text.zh) if text else ""
                if words:
                    yield Fault(
                        scope.at(place, key),
                        Text(f"“{words}”没有说清要什么", f"`{words}` does not say what is wanted"),
                        Text(
                            "写出每一份材料；说不出的，不得要求",
                            "name each paper; what cannot be named may not be asked for",
                        ),
                    )


@per_edition("L02", "no-catch-all-condition", "上海优化营商环境条例 §24；北京优化营商环境条例 §31")
def no_catch_all_condition(edition: Edition, scope: Scope) -> Iterator[Fault]:
    """条件不得写“法律、法规规定的其他条件”。
    A condition is never "other conditions provided by law".

    错误:
        conditions:
          - id: others
            stage: decision
            when: {premises.fixed: true}
            text: 符合法律、法规规定的其他条件。  # <-
            remedy: 逐项达到后再申请。
            basis: [permit-20]
    正确:
        conditions:
          - id: others
            stage: decision
            when: {premises.fixed: true}
            text: 有固定的经营场所。
            remedy: 先落实经营场所。
            basis: [permit-20]
    """
    for requirement in edition.requirements:
        words = scope.lists.hit("catch-all-condition", requirement.text.zh) if requirement.text else ""
        if words:
            yield _open_condition(scope, requirement.place, "text", words)
    for fact in _own_facts(edition):
        words = scope.lists.hit("catch-all-condition", fact.label.zh)
        if words:
            yield _open_condition(scope, fact.place, "label", words)


def _open_condition(scope: Scope, place: Place, key: str, words: str) -> Fault:
    return Fault(
        scope.at(place, key),
        Text(f"“{words}”没有说清是什么条件", f"`{words}` does not say which condition"),
        Text(
            "把每一项写成能判断的条件；确实没有的，删去",
            "write each as a condition that can be decided, or take it out",
        ),
    )


@per_edition("L44", "condition-decidable", "优化营商环境条例 §35", severity="warning")
def condition_decidable(edition: Edition, scope: Scope) -> Iterator[Fault]:
    """“相适应”“良好”“必要”这类判断不了的条件，要有数目、清单，或者用 hint 说明怎么判断。
    A condition in words that nobody can decide needs a number, a list, or a `hint` that says how it is judged.

    错误:
        facts:
          - id: premises.suitable
            type: boolean
            label: 有与经营规模相适应的设备  # <-
        conditions:
          - {id: suitable, stage: decision, when: {premises.suitable: true}, remedy: 先配备设备。, basis: [permit-20]}
    正确:
        facts:
          - id: premises.suitable
            type: boolean
            label: 有与经营规模相适应的设备
            hint: 每100平方米至少一套通风设备。
        conditions:
          - {id: suitable, stage: decision, when: {premises.suitable: true}, remedy: 先配备设备。, basis: [permit-20]}
    """
    used = {name for requirement in edition.requirements for name in facts_of(requirement.when)}
    for fact in _own_facts(edition):
        if fact.type != "boolean" or fact.id not in used or (fact.hint and fact.hint.zh.strip()):
            continue
        words = scope.lists.hit("vague", fact.label.zh)
        if words:
            yield Fault(
                scope.at(fact.place, "label"),
                Text(f"“{words}”没有标准，申请人答不了", f"`{words}` has no measure; nobody can answer it"),
                Text(
                    "改成数目、清单或者检测结果，或者用 hint 说明怎么判断",
                    "use a number, a list or a test result, or say in `hint` how it is judged",
                ),
            )


@per_edition("L43", "condition-not-clerk-step", "行政许可法 §30")
def condition_not_clerk_step(edition: Edition, scope: Scope) -> Iterator[Fault]:
    """条件写申请人要达到什么，不写工作人员怎么核对。
    A condition says what the applicant must fulfil, not what the clerk does.

    错误:
        conditions:
          - id: complete
            stage: acceptance
            when: {premises.fixed: true}
            text: 核对申请材料是否齐全。  # <-
            remedy: 补齐后再申请。
            basis: [permit-20]
    正确:
        conditions:
          - id: complete
            stage: acceptance
            when: {premises.fixed: true}
            text: 有固定的经营场所。
            remedy: 先落实经营场所。
            basis: [permit-20]
    """
    for requirement in edition.requirements:
        words = scope.lists.hit("clerk-step", requirement.text.zh.strip()) if requirement.text else ""
        if words:
            yield Fault(
                scope.at(requirement.place, "text"),
                Text(
                    f"“{words}”是工作人员的动作，不是条件",
                    f"`{words}` is what the clerk does, not a condition",
                ),
                Text(
                    "写申请人要达到什么；材料要求写进 materials",
                    "write what the applicant must fulfil; papers belong under `materials`",
                ),
            )


@per_edition("L60", "no-locals-only", "行政许可法 §15、§41")
def no_locals_only(edition: Edition, scope: Scope) -> Iterator[Fault]:
    """没有法律、法规依据，许可不得限本地的人和企业。
    Without a law or regulation, a licence is not for locals only.

    错误:
        conditions:
          - id: local
            stage: acceptance
            when: {premises.fixed: true}
            text: 申请人是本市户籍居民。  # <-
            remedy: 向户籍地申请。
            basis: [measures-9]
    正确:
        conditions:
          - id: local
            stage: acceptance
            when: {premises.fixed: true}
            text: 申请人是本市户籍居民。
            remedy: 向户籍地申请。
            basis: [permit-20]
    """
    if edition.kind != "licence":
        return
    labels = {fact.id: fact.label.zh for fact in _own_facts(edition)}
    for requirement in edition.requirements:
        texts = (
            [requirement.text.zh]
            if requirement.text
            else [labels.get(name, "") for name in facts_of(requirement.when)]
        )
        words = next((hit for text in texts if (hit := scope.lists.hit("local-only", text))), "")
        if words and not scope.special(requirement.basis, _REGULATION):
            yield Fault(
                scope.at(requirement.place, "text"),
                Text(
                    f"“{words}”限制了外地的申请人，没有引用法律、法规",
                    f"`{words}` shuts out others, and no law or regulation is cited",
                ),
                Text(
                    "引用写明这项限制的法律、法规；没有的，删去",
                    "cite the law or regulation that says so; without one, take it out",
                ),
            )


_ANYWHERE = ("designated", "village-proof", "elsewhere", "mobile-number", "intranet")
_PUBLISHED = ("catalogue/matters/", "catalogue/offices/", "catalogue/materials/", "catalogue/bundles/")
_SHORT = 10  # a mobile number has eleven digits; shorter ASCII is ids and codes
_NOT_PROSE = frozenset(
    {
        "id",
        "law",
        "article",
        "basis",
        "on",
        "by",
        "material",
        "kind",
        "effective_from",
        "effective_to",
        "matter",
        "when",
        "codes",
    }
)


def _prose(data: object, pointer: Pointer = ()) -> Iterator[tuple[Pointer, str]]:
    """Every sentence of a file that people read, with its pointer."""
    if isinstance(data, str):
        yield pointer, data
    elif isinstance(data, dict):
        for key, value in data.items():
            if key not in _NOT_PROSE:
                yield from _prose(value, (*pointer, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _prose(value, (*pointer, index))


def _all_text(data: object) -> str:
    """Every text of a file, a line each: to see at once whether a closer look is worth while."""
    found: list[str] = []
    stack = [data]
    while stack:
        value = stack.pop()
        if type(value) is str:  # `type is`: the hot path of a catalogue without faults
            if len(value) > _SHORT or not value.isascii():
                found.append(value)
        elif type(value) is dict:
            stack.extend(value.values())
        elif type(value) is list:
            stack.extend(value)
    return "\n".join(found)


def _in_prose(scope: Scope, list_id: str) -> Iterator[tuple[Place, str]]:
    """The place and the words of each hit of one list. All lists are looked for together, once a run."""
    if not scope.hits:
        patterns = {name: scope.lists.patterns[name] for name in _ANYWHERE if name in scope.lists.patterns}
        anything = re.compile(
            "|".join(pattern.pattern for pattern in patterns.values()) or "(?!)", re.MULTILINE
        )
        scope.hits.update((name, []) for name in _ANYWHERE)
        for path, source in scope.catalogue.sources.items():
            published = path.startswith(_PUBLISHED) and not path.endswith("/cases.yaml")
            if not published or not anything.search(_all_text(source.data)):
                continue
            for pointer, text in _prose(source.data):
                for name in patterns:
                    if words := scope.lists.hit(name, text):
                        scope.hits[name].append((source.place(pointer), words))
    yield from scope.hits[list_id]


@per_catalogue("L20", "no-village-proof", "优化营商环境条例 §44；安阳市政务服务条例 §28(7)")
def no_village_proof(catalogue: Catalogue, scope: Scope) -> Iterator[Fault]:
    """不得要求村（居）民委员会开具它核实不了的证明。
    No proof is asked of a village or neighbourhood committee that it cannot verify.

    错误:
        # file: catalogue/materials/sample-plan.yaml
        name: 居委会出具的无违法证明  # <-
    正确:
        # file: catalogue/materials/sample-plan.yaml
        name: 经营场所平面图
    """
    for place, words in _in_prose(scope, "village-proof"):
        yield Fault(
            place,
            Text(f"“{words}”：村居核实不了，不得要求", f"`{words}`: a committee cannot verify this"),
            Text("由部门核查，或者改用告知承诺", "let the offices verify it, or accept a written promise"),
        )


@per_catalogue("L28", "no-designated-institution", "行政许可法 §27；优化营商环境条例 §43")
def no_designated_institution(catalogue: Catalogue, scope: Scope) -> Iterator[Fault]:
    """不得指定中介、检测、体检机构。
    No institution is designated for tests, appraisals or other services.

    错误:
        notes: [体检须到指定的医院进行。]  # <-
    正确:
        notes: [体检可以到任何一家有资质的医院进行。]
    """
    for place, words in _in_prose(scope, "designated"):
        yield Fault(
            place,
            Text(f"“{words}”指定了机构", f"`{words}` designates an institution"),
            Text("写成有资质的机构都可以", "any qualified institution will do"),
        )


@per_catalogue("L61", "content-not-reference", "行政许可法 §30", severity="warning")
def content_not_reference(catalogue: Catalogue, scope: Scope) -> Iterator[Fault]:
    """写明内容，不能只说“详见附件”“以窗口告知为准”。
    Say it here; "see annex" and "ask at the window" are no content.

    错误:
        notes: [详见附件2。]  # <-
    正确:
        notes: [营业时间变更后要在一个月内告知发证机关。]
    """
    for place, words in _in_prose(scope, "elsewhere"):
        yield Fault(
            place,
            Text(f"“{words}”没有内容", f"`{words}` says nothing"),
            Text("把内容写在这里", "write the content here"),
        )


@per_catalogue("L62", "no-private-contact", "个人信息保护法；政务公开要求", severity="warning")
def no_private_contact(catalogue: Catalogue, scope: Scope) -> Iterator[Fault]:
    """公开的文字里没有手机号码和内网地址。
    No mobile number and no intranet address in public text.

    错误:
        notes: [咨询请打 13800000000。]  # <-
    正确:
        notes: [咨询请打 12345。]
    """
    for list_id in ("mobile-number", "intranet"):
        for place, words in _in_prose(scope, list_id):
            yield Fault(
                place,
                Text(f"`{words}` 不该公开", f"`{words}` should not be public"),
                Text("写办公电话和外网地址", "give an office number and a public address"),
            )


def _own_facts(edition: Edition) -> Iterator[Fact]:
    """The facts that this edition declares itself."""
    return (fact for fact in edition.facts.values() if fact.place.path == edition.place.path)


CHECKS = (
    no_catch_all_paper,
    no_catch_all_name,
    no_catch_all_condition,
    condition_decidable,
    condition_not_clerk_step,
    no_locals_only,
    to_fill_in,
    no_village_proof,
    no_designated_institution,
    content_not_reference,
    no_private_contact,
)
