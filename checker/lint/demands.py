"""What is demanded in which case: no case without any form, no paper kept that its holder needs, no stages mixed up.

In: editions. Out: faults. The surprising thing: a gap between two conditions is reported only when going through all cases
proves it; conditions on numbers, dates or several answers at once are left to the reader.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from math import prod

from checker.conditions.facts import Fact
from checker.conditions.tree import All, Compare, Node, OneOf, Scalar, facts_of
from checker.engines import Truth
from checker.engines.compiled import evaluator
from checker.finding import Text
from checker.lint.registry import Fault, Scope, per_edition
from checker.model.edition import Edition, Form, MaterialRequirement
from checker.model.parts import Citation

__all__ = ["CHECKS"]

_MOST_CASES = 256
_FEWEST = 2
_REGULATION = 20  # laws and administrative regulations


@per_edition("L23", "some-form-in-every-case", "行政许可法 §29")
def some_form_in_every_case(edition: Edition, scope: Scope) -> Iterator[Fault]:
    """申请书和承诺书都只在一部分情形要的，合起来要覆盖每一种情形。
    Where the application form and the promise form are both asked only in some cases, together they cover every case.

    错误:
        materials:
          - id: application  # <-
            material: sample-application
            originals: 1
            signed: true
            when: {premises.tenure: owned}
            basis: [measures-9]
          - id: promise
            material: sample-plan
            name: 承诺书
            originals: 1
            signed: true
            when: {premises.tenure: owned, premises.fixed: true}
            basis: [measures-9]
    正确:
        materials:
          - id: application
            material: sample-application
            originals: 1
            signed: true
            when: {premises.tenure: owned}
            basis: [measures-9]
          - id: promise
            material: sample-plan
            name: 承诺书
            originals: 1
            signed: true
            when: {premises.tenure: leased}
            basis: [measures-9]
    """
    forms = [paper for paper in edition.materials if any(_filled_in(form) for form in paper.forms)]
    main = next((paper for paper in forms if any(form.material.kind == "form" for form in paper.forms)), None)
    if main is None or main.when is None or any(paper.when is None for paper in forms):
        return
    asked = set(facts_of(main.when))
    related = [paper.when for paper in forms if paper.when and asked & set(facts_of(paper.when))]
    case = _uncovered(related, edition) if len(related) >= _FEWEST else None
    if case is not None:
        yield Fault(
            main.place,
            Text(
                f"申请书和承诺书都不要的情形：{'；'.join(zh for zh, _ in case)}",
                f"there is a case in which no form is asked for: {'; '.join(en for _, en in case)}",
            ),
            Text(
                "改 when，使每一种情形至少要其中一份",
                "change `when`, so that one of them is asked for in every case",
            ),
            tuple(paper.place for paper in forms if paper is not main),
        )


def _filled_in(form: Form) -> bool:
    """A form, or a statement of the applicant's own that is signed."""
    return form.material.kind == "form" or (form.signed and form.material.issuer == "self")


def _uncovered(conditions: list[Node], edition: Edition) -> list[tuple[str, str]] | None:
    """A case in which none of the conditions holds, in words; None when there is none or nobody can tell."""
    names = list(dict.fromkeys(name for node in conditions for name in facts_of(node)))
    facts = [edition.facts.get(name) for name in names]
    answers = [_answers(fact) for fact in facts]
    if not all(answers) or prod(len(options) for options in answers) > _MOST_CASES:
        return None
    tests = [evaluator(node) for node in conditions]
    for values in product(*answers):
        case = dict(zip(names, values, strict=True))
        if all(test(case) is Truth.FALSE for test in tests):
            return [_said(fact, value) for fact, value in zip(facts, values, strict=True) if fact]
    return None


def _answers(fact: Fact | None) -> tuple[bool | str, ...]:
    """All answers to a question, or () when they cannot be listed."""
    if fact is None or fact.derive is not None:
        return ()
    return (True, False) if fact.type == "boolean" else fact.option_ids if fact.type == "choice" else ()


def _said(fact: Fact, value: bool | str) -> tuple[str, str]:
    if isinstance(value, bool):
        return f"{fact.label.zh}：{'是' if value else '否'}", f"{fact.label.en}: {'yes' if value else 'no'}"
    label = next((option.label for option in fact.options if option.id == value), Text(value, value))
    return f"{fact.label.zh}：{label.zh}", f"{fact.label.en}: {label.en}"


@per_edition("L24", "holder-keeps-paper", "优化营商环境条例 §36；安阳市政务服务条例 §44")
def holder_keeps_paper(edition: Edition, scope: Scope) -> Iterator[Fault]:
    """身份证、户口簿这样持有人还要用的证件，只查验原件，不收走；写明交回、注销的除外。
    A paper that its holder goes on needing (identity card, household register) is shown and not kept, unless it is handed in
    for good.

    错误:
        materials:
          - {id: passport, material: passport, originals: 1, basis: [measures-9]}  # <-
    正确:
        materials:
          - {id: passport, material: passport, check_only: true, copies: 1, basis: [measures-9]}
    """
    if scope.lists.hit("handed-in", edition.name.zh):
        return
    for paper in edition.materials:
        for form in paper.forms:
            material = form.material
            kept = form.originals > 0 and not form.check_only and not form.shared_data
            if not kept or material.earlier_issue_of or not scope.lists.hit("needed-by-holder", material.id):
                continue
            words = (form.name, form.format, paper.fill, paper.standard)
            if edition.matter in material.is_result_of or any(
                text and scope.lists.hit("handed-in", text.zh) for text in words
            ):
                continue
            yield Fault(
                form.place if len(paper.forms) > 1 else paper.place,
                Text(
                    f"“{form.label.zh}”的原件被收走，持有人还要用",
                    f"the original of `{material.id}` is kept, though its holder goes on needing it",
                ),
                Text(
                    "改写 check_only: true，要存档的收复印件；确实要收回的，在 standard 里写明交回",
                    "write `check_only: true` and take a copy for the file; where it is handed in for good, say so in `standard`",
                ),
                (material.place,),
            )


@per_edition("L45", "stages-kept-apart", "行政许可法 §30")
def stages_kept_apart(edition: Edition, scope: Scope) -> Iterator[Fault]:
    """分阶段办理的，只有一个阶段引用的条文，材料引用它也要写明是那个阶段。
    Where a matter is decided in stages, a paper that rests on an article which only one stage uses says that it is of that stage.

    错误:
        legal_basis:
          - {id: permit-40, law: sample-regulations, article: "40"}
        materials:
          - {id: plan, material: sample-plan, originals: 1, when: {premises.tenure: leased}, basis: [permit-40]}
          - {id: old-licence, material: sample-old-licence, copies: 1, basis: [permit-40]}  # <-
        time_limits:
          - id: decision
            kind: decision
            when: {premises.tenure: owned}
            statutory: 20 working_days
            starts: accepted
            unit_basis: 条例写明工作日。
            basis: [permit-20]
          - id: second
            kind: decision
            when: {premises.tenure: leased}
            statutory: 15 working_days
            starts: accepted
            unit_basis: 条例写明工作日。
            basis: [permit-40]
    正确:
        legal_basis:
          - {id: permit-40, law: sample-regulations, article: "40"}
        materials:
          - {id: plan, material: sample-plan, originals: 1, when: {premises.tenure: leased}, basis: [permit-40]}
          - {id: old-licence, material: sample-old-licence, copies: 1, when: {premises.tenure: leased}, basis: [permit-40]}
        time_limits:
          - id: decision
            kind: decision
            when: {premises.tenure: owned}
            statutory: 20 working_days
            starts: accepted
            unit_basis: 条例写明工作日。
            basis: [permit-20]
          - id: second
            kind: decision
            when: {premises.tenure: leased}
            statutory: 15 working_days
            starts: accepted
            unit_basis: 条例写明工作日。
            basis: [permit-40]
    """
    stages = _stage_facts(edition)
    if not stages:
        return
    uses = _uses(edition)
    for paper in edition.materials:
        if paper.when is not None or not paper.basis:
            continue
        for stage in stages:
            found = {_one_stage(uses.get(_article(citation), ()), stage, paper) for citation in paper.basis}
            only = found.pop() if len(found) == 1 else None
            if only is None:
                continue
            option = next((part.label for part in edition.facts[stage].options if part.id == only), None)
            yield Fault(
                paper.place,
                Text(
                    f"每个阶段都要 `{paper.id}`，它引用的条文却只用于“{option.zh if option else only}”",
                    f"`{paper.id}` is asked for at every stage, yet its article is used for `{only}` alone",
                ),
                Text(
                    f"加上 when: {{{stage}: {only}}}，或者引用各阶段共用的条文",
                    f"add `when: {{{stage}: {only}}}`, or cite the article that holds for all stages",
                ),
            )
            break


_Use = tuple[object, tuple[Node, ...]]


def _stage_facts(edition: Edition) -> tuple[str, ...]:
    """The choices by which the limits of the decision are told apart, each limit having its own options."""
    decided = [limit.when for limit in edition.time_limits if limit.kind == "decision"]
    if len(decided) < _FEWEST:
        return ()
    found = []
    for name, fact in edition.facts.items():
        sets = [_options(node, name) for node in decided if node is not None] if fact.type == "choice" else []
        if len(sets) == len(decided) and all(sets) and len(set(sets)) > 1:
            found.append(name)
    return tuple(found)


def _options(node: Node, fact: str) -> frozenset[Scalar]:
    """The options of the fact that the condition allows; empty when it does not speak of it plainly."""
    if isinstance(node, Compare) and node.fact == fact and node.operator == "is":
        return frozenset([node.operand]) if isinstance(node.operand, str) else frozenset()
    if isinstance(node, OneOf) and node.fact == fact:
        return frozenset(node.options)
    if isinstance(node, All):
        return next((found for child in node.children if (found := _options(child, fact))), frozenset())
    return frozenset()


def _article(citation: Citation) -> tuple[str, str]:
    return citation.law, citation.article


def _uses(edition: Edition) -> dict[tuple[str, str], list[_Use]]:
    """Article -> the items that cite it, each with the conditions under which it applies."""
    found: dict[tuple[str, str], list[_Use]] = {}
    cited: list[tuple[object, tuple[Node | None, ...], tuple[Citation, ...]]] = [
        *((paper, (paper.when,), paper.basis) for paper in edition.materials),
        *((item, (item.only_if,), item.basis) for item in edition.requirements),
        *((limit, (limit.when,), limit.basis) for limit in edition.time_limits),
        *((special, (special.when,), special.basis) for special in edition.special_procedures),
        *((item, (item.when,), item.basis) for item in edition.fees.items),
        *((step, (step.when,), step.basis) for step in edition.flow.steps),
        *((line, (None,), line.basis) for line in edition.competence),
        *((part, (part.when,), part.basis) for part in edition.result.entitlements),
        *((part, (part.when,), part.basis) for part in edition.result.validity),
        *((duty, (None,), duty.basis) for duty in edition.after_grant),
    ]
    for item, conditions, basis in cited:
        for citation in basis:
            nodes = tuple(node for node in conditions if node is not None)
            found.setdefault(_article(citation), []).append((item, nodes))
    return found


def _one_stage(uses: list[_Use] | tuple[()], stage: str, paper: MaterialRequirement) -> str | None:
    """The single option under which all others cite the article; None when there are none, or several."""
    found: set[frozenset[Scalar]] = set()
    for item, nodes in uses:
        if item is not paper:
            found.add(next((options for node in nodes if (options := _options(node, stage))), frozenset()))
    only = found.pop() if len(found) == 1 else frozenset()
    return str(next(iter(only))) if len(only) == 1 else None


@per_edition("L56", "no-promise-where-excluded", "国办发〔2020〕42号")
def no_promise_where_excluded(edition: Edition, scope: Scope) -> Iterator[Fault]:
    """涉及公共安全、国家秘密、金融审慎监管等领域的，不适用告知承诺；法律、行政法规另有规定的除外。
    Where public safety, state secrets or financial supervision are at stake no promise stands for a paper, unless a law or an
    administrative regulation says so.

    错误:
        name: 烟花爆竹示例经营许可
        materials:
          - id: plan
            material: sample-plan
            originals: 1
            promise: {liability: 撤销许可，一年内不再适用。, later_check: 发证后1个月内到场核查。, basis: [measures-9]}  # <-
            basis: [measures-9]
    正确:
        name: 烟花爆竹示例经营许可
        materials:
          - id: plan
            material: sample-plan
            originals: 1
            promise: {liability: 撤销许可，一年内不再适用。, later_check: 发证后1个月内到场核查。, basis: [permit-20]}
            basis: [measures-9]
    """
    offered = [paper for paper in edition.materials if paper.promise is not None]
    if not offered:
        return
    organ = scope.catalogue.vocabulary.label("agency-kind", edition.agency_kind)
    words = scope.lists.hit("no-promise", edition.name.zh) or scope.lists.hit("no-promise", organ.zh)
    for paper in offered:
        if words and paper.promise and not scope.special(paper.promise.basis, _REGULATION):
            yield Fault(
                scope.at(paper.place, "promise"),
                Text(
                    f"“{words}”属于不适用告知承诺的领域",
                    f"`{words}` is a field in which no promise stands for a paper",
                ),
                Text(
                    "删去 promise；法律、行政法规有规定的，在它的 basis 中引用",
                    "take `promise` out; where a law or an administrative regulation provides it, cite that in its `basis`",
                ),
            )


CHECKS = (
    some_form_in_every_case,
    holder_keeps_paper,
    stages_kept_apart,
    no_promise_where_excluded,
)
