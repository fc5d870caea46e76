"""The flow of an edition as a chart: what happens before acceptance (行政许可法 §32), the edition's own steps,
and both ends.

In: an `Author`. Out: a `Chart` of generators/flow, words in the reader's language.
The surprising thing: an edition lists only its steps after acceptance. What comes before follows from the
acceptance profile of its kind and from what the edition itself says: a branch is drawn only where there is
something that can lead into it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from checker.durations import Duration
from checker.model.edition import Step
from generators.author import Author
from generators.flow import graph
from generators.flow.graph import Arrow, Chart, Lane, Tone
from generators.guide_rules import reviewable

__all__ = ["flow_chart"]


def flow_chart(author: Author) -> Chart:
    """The whole chart."""
    drawing = _Drawing(author)
    drawing.before_acceptance()
    ends = drawing.after_acceptance()
    drawing.finish(ends)
    roles = tuple(
        dict.fromkeys(
            ("applicant", "window", *author.edition.flow.roles, *(step.lane for step in drawing.steps))
        )
    )
    used = {step.lane for step in drawing.steps}
    lanes = tuple(Lane(role, author.label("flow-role", role)) for role in roles if role in used)
    return Chart(
        author.say("chart.title", matter=author.text(author.edition.name)),
        lanes,
        tuple(drawing.steps),
        tuple(drawing.arrows),
    )


Ends = list[tuple[str, str]]
"""Steps that the next one follows, each with the label of its arrow."""


@dataclass(slots=True)
class _Drawing:
    """The steps and arrows drawn so far."""

    author: Author
    steps: list[graph.Step] = field(default_factory=list)
    arrows: list[Arrow] = field(default_factory=list)
    accepted: str = ""

    def add(
        self,
        step_id: str,
        lane: str,
        kind: graph.Kind,
        words: str,
        limit: Duration | None = None,
        tone: Tone = "normal",
    ) -> str:
        self.steps.append(graph.Step(step_id, lane, kind, words, self.author.duration(limit) or None, tone))
        return step_id

    def lead(self, ends: Ends, target: str, tone: Tone = "normal") -> None:
        self.arrows += [Arrow(source, target, label, tone) for source, label in ends]

    def ask(self, ends: Ends, name: str, refusal: str) -> Ends:
        """A decision whose "no" ends the matter; `refusal` is what the applicant is told."""
        say = self.author.say
        self.add(f"~{name}", "window", "decision", say(f"chart.{name}"))
        self.lead(ends, f"~{name}")
        self.add(f"~{name}-no", "applicant", "end", refusal, None, "refusal")  # the one who is told
        yes, no = say("chart.yes"), say("chart.no")
        if name == "barred":
            yes, no = no, yes
        self.arrows.append(Arrow(f"~{name}", f"~{name}-no", no, "refusal"))
        return [(f"~{name}", yes)]

    def before_acceptance(self) -> None:
        """From the application to its acceptance. §32: not required, not competent, correct on the spot, supplement, accept."""
        author, edition = self.author, self.author.edition
        say, licence = author.say, edition.kind == "licence"
        kind = "licence" if licence else "other"
        ends: Ends = [(self.add("~submit", "applicant", "start", say("chart.submit")), "")]
        if edition.not_required_when or licence:
            ends = self.ask(ends, "needed", say("chart.needed.no"))
        if licence or any(line.when is not None and not line.organ.here for line in edition.competence):
            ends = self.ask(ends, "competent", say(f"chart.competent.no.{kind}"))
        if any(
            requirement.stage == "acceptance" and requirement.effect == "refuse"
            for requirement in edition.requirements
        ):
            ends = self.ask(ends, "barred", say(f"chart.barred.no.{kind}"))
        self.correct(ends)
        self.accepted = self.add("~accept", "window", "task", say(f"chart.accept.{kind}"))
        self.arrows.append(Arrow("~complete", "~accept", say("chart.yes")))

    def correct(self, ends: Ends) -> None:
        """The check of the papers, the notice, and the way back."""
        author, edition = self.author, self.author.edition
        say = author.say
        self.add("~complete", "window", "decision", say("chart.complete"))
        self.lead(ends, "~complete")
        if any(form.on_the_spot for paper in edition.materials for form in paper.forms):
            self.add("~mend", "applicant", "task", say("chart.mend"), None, "return")
            self.arrows.append(Arrow("~complete", "~mend", say("chart.mendable"), "return"))
            self.arrows.append(Arrow("~mend", "~complete", "", "return", jump=True))
        limit, silence, uncorrected, once = _correction(author)
        notice = say("chart.notice.spot" if once else "chart.notice")
        if silence == "deemed_accepted" and not once:
            notice += "\n" + say("chart.silence")
        self.add("~notice", "window", "task", notice, limit, "return")
        self.arrows.append(Arrow("~complete", "~notice", say("chart.no"), "return"))
        words = say("chart.supplement")
        if uncorrected in ("deemed_withdrawn", "refused"):
            words += "\n" + say(f"chart.uncorrected.{uncorrected}")
        self.add("~supplement", "applicant", "task", words, None, "return")
        self.arrows.append(Arrow("~notice", "~supplement", "", "return"))
        self.arrows.append(Arrow("~supplement", "~complete", "", "return", jump=True))

    def after_acceptance(self) -> Ends:
        """The edition's own steps, with what it says of order and of steps at the same time."""
        steps = self.author.edition.flow.steps
        ways: dict[str, Ends] = {}
        previous: Ends = [(self.accepted, "")]
        before: dict[str, Ends] = {}
        for step in steps:
            if step.parallel_with in before:
                ends = before[step.parallel_with]
            elif step.after:
                ends = [end for name in step.after for end in ways.get(name, [])] or previous
            else:
                ends = previous
            before[step.id] = ends
            if step.branches:
                ends = self.special(ends)
            ways[step.id] = self.own(step, ends)
            siblings = [
                other.id
                for other in steps
                if other.parallel_with == step.parallel_with and step.parallel_with and other.id in ways
            ]
            if step.parallel_with:
                previous = [end for name in (step.parallel_with, *siblings) for end in ways.get(name, [])]
            else:
                previous = ways[step.id]
        led = {(arrow.source, arrow.label) for arrow in self.arrows}
        return list(dict.fromkeys(end for step in steps for end in ways[step.id] if end not in led))

    def special(self, ends: Ends) -> Ends:
        """Special procedures that no step of the edition shows, once, before the decision."""
        author = self.author
        shown = {step.special for step in author.edition.flow.steps}
        kinds = dict.fromkeys(
            item.kind
            for item in author.edition.special_procedures
            if item.kind not in shown and item.kind != "extension"
        )
        if not kinds or any(step.id == "~special" for step in self.steps):
            return ends
        lane = "reviewer" if "reviewer" in author.edition.flow.roles else author.edition.flow.roles[-1]
        words = author.say("chart.special", kinds=author.labels("special-procedure", kinds))
        self.add("~special", lane, "task", words, None, "return")
        self.lead(ends, "~special")
        return [("~special", "")]

    def own(self, step: Step, ends: Ends) -> Ends:
        """One step of the edition; a decision step gets its two ways out."""
        author = self.author
        words = author.text(step.does)
        if step.when is not None:
            words = author.say("chart.sometimes", does=words)
        self.add(step.id, step.role, "task", words, step.limit)
        self.lead(ends, step.id)
        if not step.branches:
            return [(step.id, "")]
        licence = "licence" if author.edition.kind == "licence" else "other"
        remedy = "" if reviewable(author.edition) else ".service"
        decided = f"{step.id}~which"
        self.add(decided, step.role, "decision", author.say("chart.granted"))
        self.arrows.append(Arrow(step.id, decided))
        self.add(
            f"{step.id}~refused",
            step.role,
            "end",
            author.say(f"chart.refused.{licence}{remedy}"),
            None,
            "refusal",
        )
        self.arrows.append(Arrow(decided, f"{step.id}~refused", author.say("chart.no"), "refusal"))
        if sum(step.id in other.after for other in author.edition.flow.steps) < 2:
            return [(decided, author.say("chart.yes"))]
        # a decision has one way for "yes"; where several steps follow, they begin together behind a box
        granted = self.add(f"{step.id}~granted", step.role, "task", author.say(f"chart.granted.{licence}"))
        self.arrows.append(Arrow(decided, granted, author.say("chart.yes")))
        return [(granted, "")]

    def finish(self, ends: Ends) -> None:
        """The last box: the applicant has the result."""
        author = self.author
        name = author.text(author.edition.result.name)
        kind = author.edition.result.kind
        words = (
            author.say("chart.receive", result=name) if name and kind != "none" else author.say("chart.done")
        )
        self.add("~end", "applicant", "end", words)
        self.lead(ends, "~end")


def _correction(author: Author) -> tuple[Duration | None, str, str, bool]:
    """The notice limit, what silence means, what follows when nothing is corrected, and whether all is told on the spot."""
    edition, table = author.edition, author.catalogue.acceptance
    own = next((limit.statutory for limit in edition.time_limits if limit.kind == "notice"), None)
    if table is None:
        return own, "", "", False
    rule = table.profile(edition.kind, edition.acceptance).correction
    return rule.notice_limit or own, rule.silence, rule.uncorrected, rule.only_on_the_spot
