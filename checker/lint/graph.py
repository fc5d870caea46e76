"""Between matters: no circle of proofs, no name that leads nowhere, no bundle slower than its members.

In: the whole catalogue. Out: faults. The surprising thing: circles are found from the good side. What can be
obtained without anything else comes first, then what needs only that, and so on; a matter that is never reached
can be obtained by nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from checker.catalogue import Catalogue
from checker.durations import exceeds, read_duration
from checker.finding import Place, Text
from checker.lint.registry import Fault, Scope, per_catalogue, per_edition
from checker.model.edition import Edition
from checker.model.registers import Material

__all__ = ["CHECKS"]


@dataclass(frozen=True, slots=True)
class _Need:
    """One thing that a matter cannot do without, and the matters that give it."""

    place: Place
    name: Text
    givers: frozenset[str]


@per_catalogue("L18", "no-circular-proof", "优化营商环境条例 §44")
def no_circular_proof(catalogue: Catalogue, scope: Scope) -> Iterator[Fault]:
    """不得循环证明：办甲要乙的结果，办乙又要甲的结果。
    No circular proof: the one matter needs the result of the other, and the other that of the one.

    错误:
        needs_result_of: [other-permit]  # <-
        # file: catalogue/matters/other-permit/2024-12-01.yaml
        needs_result_of: [sample-permit]  # <-
    正确:
        needs_result_of: [other-permit]
        # file: catalogue/matters/other-permit/2024-12-01.yaml
        needs_result_of: []
    """
    current = {matter: editions[-1] for matter, editions in catalogue.editions.items()}
    needs = {matter: tuple(_needs(edition, scope, current)) for matter, edition in current.items()}
    obtainable: set[str] = set()
    while ready := [
        matter
        for matter, items in needs.items()
        if matter not in obtainable and all(need.givers & obtainable for need in items)
    ]:
        obtainable.update(ready)
    for matter, items in needs.items():
        for need in items:
            if (
                matter not in obtainable
                and not need.givers & obtainable
                and (way := _way_back(need.givers, matter, needs, obtainable))
            ):
                chain = " → ".join((matter, *way))
                yield Fault(
                    need.place,
                    Text(f"循环证明：{chain}", f"circular proof: {chain}"),
                    Text(
                        "去掉其中一份材料，或者改成共享核验",
                        "drop one of the papers, or verify it by data sharing",
                    ),
                    tuple(current[name].place for name in way if name != matter),
                )


def _needs(edition: Edition, scope: Scope, current: Mapping[str, Edition]) -> Iterator[_Need]:
    """Only what everybody must bring: not a paper of some cases, not one of several, not an old one to be replaced."""
    for index, matter in enumerate(edition.needs_result_of):
        if matter in current and matter != edition.matter:
            place = scope.at(edition.place, "needs_result_of", index)
            yield _Need(place, current[matter].name, frozenset({matter}))
    for paper in edition.materials:
        if paper.when is not None or len(paper.forms) != 1 or paper.promise or paper.forms[0].shared_data:
            continue
        material = paper.forms[0].material
        givers = frozenset(material.is_result_of)
        # a giver outside the catalogue, or this very matter (L19), cannot be part of a circle that we know of
        if (
            givers
            and not material.earlier_issue_of
            and givers <= set(current)
            and edition.matter not in givers
        ):
            yield _Need(paper.place, material.name, givers)


def _way_back(
    givers: frozenset[str], matter: str, needs: Mapping[str, tuple[_Need, ...]], obtainable: set[str]
) -> tuple[str, ...]:
    """The shortest way from one of the givers back to the matter; empty when there is none."""
    ways: list[tuple[str, ...]] = [(giver,) for giver in sorted(givers)]
    seen = set(givers)
    while ways:
        way = ways.pop(0)
        if way[-1] == matter:
            return way
        for need in needs.get(way[-1], ()):
            for giver in sorted(need.givers - obtainable):
                if giver not in seen:
                    seen.add(giver)
                    ways.append((*way, giver))
    return ()


@per_catalogue("L63", "one-name-a-paper", "材料标准化", severity="warning")
def one_name_a_paper(catalogue: Catalogue, scope: Scope) -> Iterator[Fault]:
    """一个名称只指一份材料：叫法不能与别的材料相同。
    A name means one paper: none is called like another.

    错误:
        materials:
          - {id: plan, material: sample-plan, name: 示例营业执照, originals: 1, basis: [measures-9]}  # <-
    正确:
        materials:
          - {id: plan, material: sample-plan, name: 一层平面图, originals: 1, basis: [measures-9]}
    """
    owner: dict[str, Material] = {}
    for material in catalogue.materials.values():
        for name in (material.name.zh, *material.also_called):
            first = owner.setdefault(name, material)
            if first is not material:
                yield _same_name(name, first, material.place)
    for editions in catalogue.editions.values():
        for edition in editions:
            for paper in edition.materials:
                for form in paper.forms:
                    other = owner.get(form.name.zh) if form.name else None
                    if other and other.id != form.material.id:
                        place = form.place if len(paper.forms) > 1 else paper.place
                        yield _same_name(other.name.zh, other, scope.at(place, "name"))


def _same_name(name: str, first: Material, place: Place) -> Fault:
    return Fault(
        place,
        Text(f"“{name}”是材料 `{first.id}` 的名称", f"`{name}` is the name of the paper `{first.id}`"),
        Text(
            "换一个名称；确实是同一份材料的，用同一个编号",
            "choose another name; where it is the same paper, use its id",
        ),
        (first.place,),
    )


@per_edition("L84", "matters-known", "行政许可法 §32(1)")
def matters_known(edition: Edition, scope: Scope) -> Iterator[Fault]:
    """提到的别的事项和结果材料要在目录里。
    The other matters and the result paper that an edition names are in the catalogue.

    错误:
        needs_result_of: [no-such-permit]  # <-
    正确:
        needs_result_of: []
    """
    catalogue = scope.catalogue
    named = [
        (item.instead, scope.at(item.place, "instead"))
        for item in edition.not_required_when
        if item.instead not in ("", *catalogue.editions)
    ]
    named += [
        (matter, scope.at(edition.place, "needs_result_of", index))
        for index, matter in enumerate(edition.needs_result_of)
        if matter not in catalogue.editions
    ]
    for matter, place in named:
        yield Fault(
            place,
            Text(f"目录里没有事项 `{matter}`", f"the catalogue has no matter `{matter}`"),
            Text(
                "先写这个事项；不在本目录的，写进 notes 或者 remedy",
                "write that matter first; what is not in this catalogue belongs in `notes` or `remedy`",
            ),
        )
    result = edition.result.material
    if result and result not in catalogue.materials:
        yield Fault(
            scope.at(edition.result.place, "material"),
            Text(f"材料库里没有 `{result}`", f"the library has no paper `{result}`"),
            Text("先在 catalogue/materials/ 写这份结果", "write it in catalogue/materials/ first"),
        )


@per_edition("L85", "fee-names-known", "行政许可法 §59")
def fee_names_known(edition: Edition, scope: Scope) -> Iterator[Fault]:
    """减免的收费项目要存在，收费数量要按一个整数情形计算。
    The fee items of a reduction exist, and a fee is multiplied by an integer fact.

    错误:
        fees:
          charged: true
          items:
            - {id: card, name: 工本费, amount: "80", times: premises.count, basis: [permit-30]}  # <-
          basis: [permit-30]
    正确:
        fees:
          charged: true
          items:
            - {id: card, name: 工本费, amount: "80", basis: [permit-30]}
          reductions:
            - {id: poor, when: {premises.tenure: leased}, items: [card], text: 租用场所的免收。, basis: [permit-30]}
          basis: [permit-30]
    """
    items = {item.id for item in edition.fees.items}
    for item in edition.fees.items:
        fact = edition.facts.get(item.times)
        if item.times and (fact is None or fact.type != "integer"):
            yield Fault(
                scope.at(item.place, "times"),
                Text(f"`{item.times}` 不是整数情形", f"`{item.times}` is no integer fact"),
                Text("在 facts 中声明一个 integer 情形", "declare an integer fact under `facts`"),
            )
    for reduction in edition.fees.reductions:
        for index, name in enumerate(reduction.items):
            if name not in items:
                yield Fault(
                    scope.at(reduction.place, "items", index),
                    Text(f"没有收费项目 `{name}`", f"there is no fee item `{name}`"),
                    Text("写 items 中的编号；不写表示全部", "name one of `items`; leave it out for all"),
                )


@per_catalogue("L59", "bundle-not-slower", "浙江“最多跑一次”规定 §2、§4")
def bundle_not_slower(catalogue: Catalogue, scope: Scope) -> Iterator[Fault]:
    """一件事的总时限不得超过最长的成员，成员要在目录里。
    A bundle is promised no later than its slowest member, and its members are in the catalogue.

    错误:
        # file: catalogue/bundles/sample-bundle/2025-01-01.yaml
        promised: 11 working_days  # <-
    正确:
        # file: catalogue/bundles/sample-bundle/2025-01-01.yaml
        promised: 10 working_days
    """
    for path, source in catalogue.sources.items():
        data = source.data
        if not path.startswith("catalogue/bundles/") or not isinstance(data, dict):
            continue
        members = [item.get("matter") for item in data.get("members") or () if isinstance(item, dict)]
        for index, matter in enumerate(members):
            if isinstance(matter, str) and matter not in catalogue.editions:
                yield Fault(
                    source.place(("members", index, "matter")),
                    Text(f"目录里没有事项 `{matter}`", f"the catalogue has no matter `{matter}`"),
                    Text(
                        "写 catalogue/matters/ 中的编号；别的环节写进 also",
                        "name one of catalogue/matters/; other steps belong under `also`",
                    ),
                )
        promised = read_duration(data["promised"]) if isinstance(data.get("promised"), str) else None
        limits = [
            limit.promised or limit.statutory
            for matter in members
            if isinstance(matter, str) and matter in catalogue.editions
            for limit in catalogue.editions[matter][-1].time_limits
            if limit.kind == "decision"
        ]
        known = [limit for limit in limits if limit]
        if (
            promised
            and known
            and len(known) == len(limits)
            and all(exceeds(promised, limit) == "certainly" for limit in known)
        ):
            yield Fault(
                source.place(("promised",)),
                Text(
                    f"总时限 {promised} 比每一个成员都长",
                    f"the bundle's {promised} is longer than every member's limit",
                ),
                Text(
                    "并行办理，不超过最长的成员", "handle them in parallel, within the slowest member's limit"
                ),
            )


CHECKS = (one_name_a_paper, no_circular_proof, matters_known, fee_names_known, bundle_not_slower)
