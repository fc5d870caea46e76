"""Every part of an edition as an `Item`: nothing that a file can say is left out.

In: an Edition and a Writer. Out: the items, by (kind, id).
The surprising thing: a test changes every single value of an edition in turn and asks for a difference, so a field
that is added to the model and forgotten here turns red.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from checker.conditions.facts import Fact
from checker.desk.edition_papers import fee_items, limit_items, paper_items, result_items
from checker.desk.items import Aspect, Item, Key, Writer, item
from checker.desk.weights import (
    applies_to,
    demanded,
    effect_of_failing,
    facilitated,
    more_is_heavier,
    more_is_lighter,
    neutral,
)
from checker.model.edition import (
    AfterGrant,
    Competence,
    CorrectionRule,
    Edition,
    NotRequired,
    Requirement,
    Step,
)
from checker.model.parts import Citation

__all__ = ["edition_items", "fact_item"]


def edition_items(edition: Edition, writer: Writer, heads: frozenset[str] | None = None) -> dict[Key, Item]:
    """The items of one edition; only those of these parts of its file, when `heads` are given."""
    found: dict[Key, Item] = {}
    for parts, make in _MAKERS:
        if heads is None or heads & parts or (not parts and heads - _SPECIAL):
            for identity, made in make(edition, writer):
                found[made.kind, identity] = made
    return found


def _whole(edition: Edition, w: Writer) -> Iterator[tuple[str, Item]]:
    """What is said of the matter as a whole."""
    e = edition
    aspects = (
        w.text("name", e.name),
        w.text("summary", e.summary),
        w.label("kind", "matter-kind", e.kind),
        w.label("state", "matter-state", e.state),
        w.string("effective_to", e.effective_to.isoformat() if e.effective_to else ""),
        w.number("version", e.version, neutral),
        *(w.string("codes", code, f"codes.{key}") for key, code in e.codes.items()),
        w.label("level", "exercise-level", e.level),
        w.label("agency_kind", "agency-kind", e.agency_kind),
        w.labels("audience", "audience", e.audience, more_is_lighter),
        w.labels("topics", "topic", e.topics),
        w.label("handling", "handling", e.handling),
        w.string("owner", e.owner),
        w.verified(e.verified),
        w.labels("joint", "agency-kind", e.joint),
        w.text("intermediary", e.intermediary),
        w.strings("needs_result_of", e.needs_result_of, more_is_heavier),
        w.texts("rights", e.rights),
        w.texts("duties", e.duties),
        w.texts("common_mistakes", e.common_mistakes),
        w.texts("faq", (text for each in e.faq for text in (each.question, each.answer))),
        w.texts("notes", e.notes),
    )
    name = w.phrases.text(e.name)
    yield "", item("matter", "", name, e.place, aspects, lambda: name)
    quota = (w.flag("limited", e.quota.limited), w.text("text", e.quota.text), w.basis(e.quota.basis))
    yield (
        "",
        item("quota", "quota", "", e.quota.place, quota, lambda: w.say("yes" if e.quota.limited else "no")),
    )
    yield "", item("service", "service", "", e.service.place, w.service(e.service), lambda: "")
    rule = e.acceptance or CorrectionRule()
    own = (
        w.office_time("notice_limit", rule.notice_limit, "correction.notice_limit"),
        w.string("silence", rule.silence, "correction.silence"),
        w.string("uncorrected", rule.uncorrected, "correction.uncorrected"),
        w.string("form", rule.form, "correction.form"),
        w.flag("only_on_the_spot", rule.only_on_the_spot, more_is_lighter, "correction.only_on_the_spot"),
        w.own_time("tolerance_due", rule.tolerance_due, "tolerance.due"),
        w.string("tolerance_overdue", rule.tolerance_overdue, "tolerance.overdue"),
        w.basis(rule.basis),
    )
    yield "", item("correction", "acceptance", "", e.place, own, lambda: "")


def _conditions(edition: Edition, w: Writer) -> Iterator[tuple[str, Item]]:
    for exempt in edition.not_required_when:
        yield exempt.id, _exemption(exempt, w)
    for line in edition.competence:
        yield line.id, _line(line, w)
    order = tuple(line.id for line in edition.competence)
    sequence = Aspect("order", "order", order, lambda: w.listed(order), neutral, True)
    yield "", item("competence-table", "competence", "", edition.place, (sequence,), lambda: "")
    for need in edition.requirements:
        yield need.id, _need(need, w)


def _exemption(exempt: NotRequired, w: Writer) -> Item:
    aspects = (
        w.condition("when", exempt.when, facilitated),
        w.text("text", exempt.text),
        w.string("instead", exempt.instead),
        w.text("remedy", exempt.remedy),
        w.basis(exempt.basis),
        w.verified(exempt.verified),
    )
    path = f"not_required_when.{exempt.id}"
    return item(
        "exemption", path, exempt.id, exempt.place, aspects, lambda: w.sentence(exempt.when), "lighter"
    )


def _line(line: Competence, w: Writer) -> Item:
    aspects = (
        w.condition("when", line.when, neutral),
        w.organ("organ", line.organ),
        w.basis(line.basis),
        w.verified(line.verified),
    )
    organ = w.say("here") if line.organ.here else w.phrases.organ(line.organ)
    return item(
        "competence", f"competence.{line.id}", organ, line.place, aspects, lambda: w.sentence(line.when)
    )


def _need(need: Requirement, w: Writer) -> Item:
    aspects = (
        w.string("stage", need.stage),
        w.string("kind", need.kind),
        w.condition("only_if", need.only_if, applies_to),
        w.condition("demand", need.when, demanded, "when"),
        w.text("text", need.text),
        Aspect("effect", "effect", need.effect, lambda: w.say(f"effect.{need.effect}"), effect_of_failing),
        w.text("remedy", need.remedy),
        w.basis(need.basis),
        w.verified(need.verified),
    )

    def said() -> str:
        if need.only_if is None:
            return w.sentence(need.when)
        return w.say("if_then", condition=w.sentence(need.only_if), text=w.sentence(need.when))

    return item("condition", f"conditions.{need.id}", need.id, need.place, aspects, said, "heavier")


def _rest(edition: Edition, w: Writer) -> Iterator[tuple[str, Item]]:
    """Citations, the facts of the edition's own, the steps of the procedure, the duties after the grant."""
    for law in edition.legal_basis:
        yield law.id, _citation(law, w)
    for fact in edition.facts.values():
        if fact.place.path == edition.place.path:  # the shared ones are told once, with rules/facts.yaml
            yield fact.id, fact_item(fact, w)
    roles = Aspect(
        "roles",
        "roles",
        edition.flow.roles,
        lambda: w.listed(w.term("flow-role", each) for each in edition.flow.roles),
    )
    yield "", item("flow", "flow", "", edition.flow.place, (roles,), lambda: "")
    for step in edition.flow.steps:
        yield step.id, _step(step, w)
    for duty in edition.after_grant:
        yield duty.id, _duty(duty, w)


def _citation(law: Citation, w: Writer) -> Item:
    aspects = (
        w.string("law", law.law),
        Aspect("article", "article", law.article, lambda: w.phrases.article(law.article)),
        w.text("gist", law.gist),
        w.text("note", law.note),
        w.verified(law.verified),
    )
    path = f"legal_basis.{law.id}"
    return item("basis", path, w.phrases.law(law), law.place, aspects, lambda: w.phrases.text(law.gist))


def _duty(duty: AfterGrant, w: Writer) -> Item:
    aspects = (w.text("text", duty.text), w.own_time("within", duty.within), w.basis(duty.basis))
    path = f"after_grant.{duty.id}"
    return item("duty", path, duty.id, duty.place, aspects, lambda: w.phrases.text(duty.text), "heavier")


def fact_item(fact: Fact, w: Writer) -> Item:
    """One declared fact."""
    options = {option.id: option.label for option in fact.options}
    derive = fact.derive
    aspects = (
        w.string("type", fact.type),
        w.text("label", fact.label),
        w.text("ask", fact.ask),
        w.text("hint", fact.hint),
        w.text("unit", fact.unit),
        Aspect(
            "options", "options", options, lambda: w.listed(w.phrases.text(text) for text in options.values())
        ),
        w.string("derive", f"{derive.kind} {derive.fact}" if derive else ""),
        w.flag("applicant_decides", fact.applicant_decides, neutral),
    )
    name = w.phrases.text(fact.label)
    return item("fact", f"facts.{fact.id}", name, fact.place, aspects, lambda: w.phrases.text(fact.ask))


def _step(step: Step, w: Writer) -> Item:
    aspects = (
        w.label("role", "flow-role", step.role),
        w.text("does", step.does),
        w.office_time("limit", step.limit),
        w.strings("after", step.after),
        w.string("parallel_with", step.parallel_with),
        w.condition("when", step.when, neutral),
        w.strings("branches", step.branches),
        w.string("special", step.special),
        w.basis(step.basis),
    )
    name = w.phrases.text(step.does)
    return item(
        "step", f"flow.steps.{step.id}", name, step.place, aspects, lambda: w.term("flow-role", step.role)
    )


_MAKERS: tuple[tuple[frozenset[str], Callable[[Edition, Writer], Iterator[tuple[str, Item]]]], ...] = (
    (frozenset(), _whole),
    (frozenset({"not_required_when", "competence", "conditions"}), _conditions),
    (frozenset({"materials"}), paper_items),
    (frozenset({"time_limits", "special_procedures"}), limit_items),
    (frozenset({"fees"}), fee_items),
    (frozenset({"result"}), result_items),
    (frozenset({"legal_basis", "facts", "flow", "after_grant"}), _rest),
)
"""Parts of the file and what makes their items; the first makes those of all other parts."""
_SPECIAL = frozenset(part for parts, _ in _MAKERS for part in parts)
