"""What follows from each outcome of acceptance: how it is called, by when it is told, what silence means, by
which articles.

In: the `profiles:` of rules/acceptance.yaml, and an edition's own rules where a statute departs from Art. 32.
Out: the `Profile` that holds for one edition, and the sentences that go with an outcome.
The surprising thing: nothing here is true of all matters. The five working days and "silence is acceptance"
are for licences (行政许可法 §32(4), §82); for other kinds no limit is assumed at all, unless the matter
states one with its basis.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal, TypeVar, get_args

from checker.durations import AT_ONCE, Duration
from checker.finding import Text
from checker.model.edition import CorrectionRule
from checker.model.parts import Citation, Verified
from checker.reading.reader import Reader

__all__ = [
    "OUTCOMES",
    "Correction",
    "Outcome",
    "OutcomeRule",
    "Profile",
    "Sentence",
    "applied",
    "read_profiles",
]

Outcome = Literal[
    "not_required",
    "not_competent",
    "refuse",
    "supplement",
    "correct_on_spot",
    "accept_tolerating",
    "accept",
    "undetermined",
]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)

T = TypeVar("T", bound=str)
Silence = Literal["none", "deemed_accepted"]
Uncorrected = Literal["none", "deemed_withdrawn", "refused"]
NoticeForm = Literal["", "written", "oral"]
Overdue = Literal["", "acceptance_revoked", "deemed_withdrawn"]
_SILENCES: tuple[Silence, ...] = get_args(Silence)
_UNCORRECTED: tuple[Uncorrected, ...] = get_args(Uncorrected)
_FORMS: tuple[NoticeForm, ...] = get_args(NoticeForm)
_OVERDUE: tuple[Overdue, ...] = get_args(Overdue)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence for the applicant: a key of rules/words, and the duration that its field `limit` takes, if
    it has one."""

    key: str
    limit: Duration | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """The notice of corrections (补正告知): by when, and what follows if it or the corrections do not come.

    `notice_limit` None: no law sets one. `form` "": no law prescribes one.
    """

    notice_limit: Duration | None
    silence: Silence
    uncorrected: Uncorrected
    form: NoticeForm = ""
    only_on_the_spot: bool = False


@dataclass(frozen=True, slots=True)
class OutcomeRule:
    """One outcome: its short label, its sentence, by when it is told, and whether the decision clock starts
    (受理)."""

    outcome: Outcome
    label: Text
    sentence: Sentence
    notice: Duration | None
    accepted: bool
    consequences: tuple[Sentence, ...]
    basis: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """The rules of acceptance for one kind of matter, or for one edition after `applied`.

    `basis` are the edition's own articles where it departs from the general rules; empty otherwise.
    """

    id: str
    label: Text
    kinds: tuple[str, ...]
    correction: Correction
    outcomes: Mapping[Outcome, OutcomeRule]
    tolerance_due: Duration | None = None
    tolerance_overdue: Overdue = ""
    basis: tuple[Citation, ...] = ()

    def sentences(self, outcome: Outcome) -> tuple[Sentence, ...]:
        """What is told with an outcome, in order: the outcome itself, its limits, what follows."""
        rule = self.outcomes[outcome]
        more: Iterator[Sentence] = iter(())
        if outcome == "supplement":
            more = self._of_correction()
        elif outcome == "accept_tolerating":
            more = self._of_tolerance()
        return (rule.sentence, *more, *rule.consequences)

    def _of_correction(self) -> Iterator[Sentence]:
        rule = self.correction
        if rule.notice_limit is not None:
            yield _limited("correction.limit", rule.notice_limit)
        if rule.form:
            yield _sentence(f"correction.form.{rule.form}")
        if rule.silence != "none":
            yield _sentence(f"correction.silence.{rule.silence}")
        if rule.uncorrected != "none":
            yield _sentence(f"correction.uncorrected.{rule.uncorrected}")

    def _of_tolerance(self) -> Iterator[Sentence]:
        if self.tolerance_due is not None:
            yield _limited("tolerance.due", self.tolerance_due)
        if self.tolerance_overdue:
            yield _sentence(f"tolerance.overdue.{self.tolerance_overdue}")


def applied(profile: Profile, override: CorrectionRule | None) -> Profile:
    """The profile as an edition's own statute changes it; what the edition does not state stays as it is."""
    if override is None:
        return profile
    general = profile.correction
    limit = AT_ONCE if override.only_on_the_spot else override.notice_limit or general.notice_limit
    correction = Correction(
        notice_limit=limit,
        silence=_member(override.silence, _SILENCES, general.silence),
        uncorrected=_member(override.uncorrected, _UNCORRECTED, general.uncorrected),
        form=_member(override.form, _FORMS[1:], general.form),
        only_on_the_spot=override.only_on_the_spot,
    )
    return replace(
        profile,
        correction=correction,
        tolerance_due=override.tolerance_due or profile.tolerance_due,
        tolerance_overdue=_member(override.tolerance_overdue, _OVERDUE[1:], profile.tolerance_overdue),
        basis=override.basis,
    )


def read_profiles(top: Reader) -> tuple[tuple[Profile, Reader], ...]:
    """The profiles in the order of the file, each with its reader for messages about it. Shape was judged by
    the schema."""
    return tuple((_profile(item), item) for item in top.children("profiles"))


def _profile(item: Reader) -> Profile:
    correction = item.must_child("correction")
    rules = [_outcome(part) for part in item.children("outcomes")]
    return Profile(
        id=item.string("id"),
        label=item.must_text("label"),
        kinds=item.strings("kinds"),
        correction=Correction(
            notice_limit=correction.duration("notice_limit"),
            silence=correction.one_of("silence", _SILENCES, "none"),
            uncorrected=correction.one_of("uncorrected", _UNCORRECTED, "none"),
            form=correction.one_of("form", _FORMS, ""),
        ),
        outcomes={rule.outcome: rule for rule in rules},
    )


def _outcome(item: Reader) -> OutcomeRule:
    return OutcomeRule(
        outcome=item.one_of("outcome", OUTCOMES, "undetermined"),
        label=item.must_text("label"),
        sentence=_sentence(item.string("words")),
        notice=item.duration("notice"),
        accepted=item.flag("accepted"),
        consequences=tuple(_sentence(key) for key in item.strings("consequences")),
        basis=tuple(_citation(part) for part in item.children("basis")),
    )


def _citation(item: Reader) -> Citation:
    law, article = item.string("law"), item.string("article")
    own: Verified = item.verified()
    return Citation("", law, article, None, None, own, item.place())


def _sentence(key: str) -> Sentence:
    return Sentence(f"acceptance.{key}")


def _limited(key: str, limit: Duration) -> Sentence:
    """At once is not "within 0 days": it has its own sentence."""
    return _sentence(f"{key}.at_once") if limit.at_once else Sentence(f"acceptance.{key}", limit)


def _member(value: str, choices: tuple[T, ...], default: T) -> T:
    return next((choice for choice in choices if choice == value), default)
