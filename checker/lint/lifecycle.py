"""Decisions about the catalogue and local parameters: what was decided is done, and a list leaves no threshold open.

In: the decisions, editions and implementation lists. Out: faults. The surprising thing: a decision and a list that disagree are
both lawful papers taken alone; only side by side one of them is wrong, so each finding shows the two places.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.catalogue import Catalogue
from checker.finding import Text, near_names
from checker.lifecycle import conflicts
from checker.lint.registry import Fault, Scope, per_catalogue, per_edition, per_office
from checker.model.edition import Edition
from checker.model.registers import Office

__all__ = ["CHECKS", "LICENCE_LIST"]

LICENCE_LIST = "catalogue/licence-list.yaml"
"""The published list of licences (行政许可事项清单); a catalogue without it is not asked for one."""


@per_catalogue("L91", "decision-followed", "行政许可法 §20、§21；优化营商环境条例 §39")
def decision_followed(catalogue: Catalogue, scope: Scope) -> Iterator[Fault]:
    """清理决定怎样写，事项版本和实施清单就怎样执行：取消、暂停、移交的不再办，保留、承接的要办。
    Editions and lists do what was decided: what is cancelled, suspended or handed on ends, what is kept or taken over goes on.

    错误:
        # file: catalogue/decisions/2025-03-01-sample-review.yaml
        matters:
          - {matter: sample-permit, action: cancelled, from: "2025-04-01", ground: market}  # <-
    正确:
        # file: catalogue/decisions/2025-03-01-sample-review.yaml
        matters:
          - {matter: sample-permit, action: kept, from: "2025-04-01"}
    """
    for conflict in conflicts(catalogue):
        yield Fault(
            conflict.line.place,
            conflict.message,
            conflict.help,
            (conflict.other,) if conflict.other else (),
        )


@per_catalogue("L92", "decision-complete", "行政许可法 §13、§20")
def decision_complete(catalogue: Catalogue, scope: Scope) -> Iterator[Fault]:
    """清理决定不晚于公布，涉及的事项要存在；取消的写明理由，移交的写明由谁承接，没有列出两次的。
    A decision is published on its day or later, names matters that exist, says why it cancels and who receives, none twice.

    错误:
        # file: catalogue/decisions/2025-03-01-sample-review.yaml
        published: "2025-02-28"  # <-
    正确:
        # file: catalogue/decisions/2025-03-01-sample-review.yaml
        published: "2025-03-01"
    """
    for decision in catalogue.decisions:
        if decision.published < decision.decided:
            yield Fault(
                scope.at(decision.place, "published"),
                Text(
                    f"公布日期早于决定日期 {decision.decided}",
                    f"published before it was decided on {decision.decided}",
                ),
                Text("改正日期", "correct the dates"),
            )
        seen = set()
        for line in decision.lines:
            if line.matter in seen:
                yield Fault(
                    scope.at(line.place, "matter"),
                    Text(f"`{line.matter}` 在同一个决定里写了两次", f"`{line.matter}` is listed twice"),
                    Text("只留一处", "leave one of them"),
                )
            seen.add(line.matter)
            for key, name in (("matter", line.matter), ("successor", line.successor)):
                if name and name not in catalogue.editions:
                    yield Fault(
                        scope.at(line.place, key),
                        Text(f"没有事项 `{name}`", f"there is no matter `{name}`"),
                        near_names(name, tuple(catalogue.editions))
                        or Text("写 catalogue/matters/ 中的编号", "name one of catalogue/matters/"),
                    )
            if line.action == "cancelled" and not line.ground:
                yield Fault(
                    line.place,
                    Text("没有写明取消的理由", "it does not say why the matter is cancelled"),
                    Text(
                        "写上 ground：no-basis、market 或者 later-control",
                        "add `ground`: no-basis, market or later-control",
                    ),
                )
            if line.action in ("delegated", "taken_over") and not line.to:
                yield Fault(
                    line.place,
                    Text("没有写明由哪个区划承接", "it does not say which division handles the matter now"),
                    Text("写上 to", "add `to`"),
                )
            if line.until and line.until < line.begins:
                yield Fault(
                    scope.at(line.place, "until"),
                    Text(
                        f"暂停在开始（{line.begins}）以前就结束", f"it ends before it begins on {line.begins}"
                    ),
                    Text("改正日期", "correct the dates"),
                )


@per_office("L93", "local-parameters-given", "优化营商环境条例 §36、§37；GB/T 39554 实施清单")
def local_parameters_given(office: Office, scope: Scope) -> Iterator[Fault]:
    """事项声明的每一项地方参数（local.），实施清单都要给出本地的值。
    An implementation list gives a value to every local parameter (`local.`) that its matter declares.

    错误:
        facts:
          - {id: premises.area, type: decimal, label: {zh: 面积, en: area}, unit: {zh: 平方米, en: m2}}
          - {id: local.least-area, type: decimal, label: {zh: 本地最小面积, en: least area here}, unit: {zh: 平方米, en: m2}}
        conditions:
          - id: area
            stage: decision
            when: {premises.area: {at_least: {fact: local.least-area}}}
            remedy: 换大的场所。
            basis: [permit-20]
        # file: catalogue/offices/999922/sample-permit/2025-01-01.yaml
        parameters: []  # <-
    正确:
        facts:
          - {id: premises.area, type: decimal, label: {zh: 面积, en: area}, unit: {zh: 平方米, en: m2}}
          - {id: local.least-area, type: decimal, label: {zh: 本地最小面积, en: least area here}, unit: {zh: 平方米, en: m2}}
        conditions:
          - id: area
            stage: decision
            when: {premises.area: {at_least: {fact: local.least-area}}}
            remedy: 换大的场所。
            basis: [permit-20]
        # file: catalogue/offices/999922/sample-permit/2025-01-01.yaml
        parameters:
          - {fact: local.least-area, value: "20"}
    """
    declared = {
        name
        for edition in scope.catalogue.editions.get(office.matter, ())
        if (edition.effective_to is None or edition.effective_to >= office.effective_from)
        and (office.effective_to is None or edition.effective_from <= office.effective_to)
        for name in edition.facts
        if name.startswith("local.")
    }
    for name in sorted(declared - set(office.parameters)):
        yield Fault(
            scope.at(office.place, "parameters"),
            Text(f"没有给出地方参数 `{name}`", f"no value for the local parameter `{name}`"),
            Text(
                f"在 parameters 中写上 {name} 的本地值", f"add the local value of {name} under `parameters`"
            ),
        )


@per_edition("L14", "licence-in-published-list", "优化营商环境条例 §40；国办发〔2022〕2号")
def licence_in_published_list(edition: Edition, scope: Scope) -> Iterator[Fault]:
    """有 catalogue/licence-list.yaml 的，现行的许可事项都要在这张公布的清单里。
    Where there is a catalogue/licence-list.yaml, every licence in use stands in that published list.

    错误:
        kind: licence  # <-
        # file: catalogue/licence-list.yaml
        format: 1
        title: 示例县行政许可事项清单
        verified: {by: sample, on: "2026-11-22"}
        licences:
          - {matter: second-permit, basis: 清单第2项。}
    正确:
        kind: licence
        # file: catalogue/licence-list.yaml
        format: 1
        title: 示例县行政许可事项清单
        verified: {by: sample, on: "2026-11-22"}
        licences:
          - {matter: sample-permit, basis: 清单第1项。}
          - {matter: second-permit, basis: 清单第2项。}
    """
    source = scope.catalogue.sources.get(LICENCE_LIST)
    entries = source.data.get("licences") if source and isinstance(source.data, dict) else None
    if source is None or not isinstance(entries, list):
        return
    now = edition.kind == "licence" and edition.state == "in-use" and edition.effective_to is None
    if now and not any(isinstance(item, dict) and item.get("matter") == edition.matter for item in entries):
        yield Fault(
            scope.at(edition.place, "kind"),
            Text(
                f"许可 `{edition.matter}` 不在公布的行政许可事项清单里",
                f"the licence `{edition.matter}` is not in the published list of licences",
            ),
            Text(
                "清单里有的，补进 catalogue/licence-list.yaml；没有的，不得实施",
                "add it to catalogue/licence-list.yaml where the list holds it; otherwise it may not be required",
            ),
            (source.place(("licences",)),),
        )


@per_office("L47", "list-as-new-as-edition", "行政许可法 §30")
def list_as_new_as_edition(office: Office, scope: Scope) -> Iterator[Fault]:
    """事项有了新版本，实施清单要照新版本重新核对。
    When a new edition is in force, the implementation list has been checked against it.

    错误:
        # file: catalogue/offices/999922/sample-permit/2025-01-01.yaml
        verified: {by: sample, on: "2024-11-30"}  # <-
    正确:
        # file: catalogue/offices/999922/sample-permit/2025-01-01.yaml
        verified: {by: sample, on: "2024-12-01"}
    """
    met = [
        edition
        for edition in scope.catalogue.editions.get(office.matter, ())
        if scope.on
        and edition.effective_from <= min(scope.on, office.effective_to or scope.on)
        and (edition.effective_to is None or edition.effective_to >= office.effective_from)
    ]
    newest = max(met, key=lambda edition: edition.effective_from, default=None)
    # an edition published ahead may be read before it is in force, and so may the list made for it
    if newest and office.verified.on < min(newest.effective_from, newest.verified.on):
        yield Fault(
            scope.at(office.place, "verified"),
            Text(
                f"清单在 {office.verified.on} 核对，事项的新版本 {newest.effective_from} 起生效",
                f"the list was checked on {office.verified.on}; a newer edition is in force from {newest.effective_from}",
            ),
            Text("照新版本核对，再改日期", "check it against that edition, then change the date"),
            (newest.place,),
        )


CHECKS = (
    decision_followed,
    decision_complete,
    local_parameters_given,
    licence_in_published_list,
    list_as_new_as_edition,
)
