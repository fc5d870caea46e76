"""A matter edition (事项版本): what one government matter demands during one span of time, references resolved.

In: built by checker/reading/ from one YAML file (and an office overlay laid over it). Out: read by check, lint, guide and flow.
The surprising thing: every list item keeps the `place` of its YAML, so a verdict line leads back to the line a lawyer can edit.
Durations are checker.durations.Duration; money is Decimal yuan; conditions are closed trees.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from checker.conditions.facts import Fact
from checker.conditions.tree import Node
from checker.durations import Duration
from checker.finding import Place, Text
from checker.model.parts import Citation, Effect, Organ, Service, Verified
from checker.model.registers import Material

__all__ = [
    "AfterGrant",
    "Competence",
    "CorrectionRule",
    "Edition",
    "Entitlement",
    "Extension",
    "Faq",
    "FeeItem",
    "Fees",
    "Flow",
    "Form",
    "Holder",
    "MaterialRequirement",
    "MayFollow",
    "NotCounted",
    "NotRequired",
    "Promise",
    "Quota",
    "Reduction",
    "Renewal",
    "Requirement",
    "Result",
    "SpecialProcedure",
    "Step",
    "TimeLimit",
    "Validity",
]

Stage = Literal["acceptance", "decision"]
Start = Literal["received", "full_papers", "accepted", "decided", "notified", "expiry", "event"]


@dataclass(frozen=True, slots=True)
class NotRequired:
    """A case in which no licence is needed (行政许可法 §32(1)); `instead` is the matter to turn to."""

    id: str
    when: Node
    text: Text | None
    instead: str
    remedy: Text | None
    basis: tuple[Citation, ...]
    verified: Verified
    place: Place


@dataclass(frozen=True, slots=True)
class Competence:
    """One line of the competence table (管辖, 行政许可法 §32(2)); the first line that holds names the organ. None: otherwise."""

    id: str
    when: Node | None
    organ: Organ
    basis: tuple[Citation, ...]
    verified: Verified
    place: Place


@dataclass(frozen=True, slots=True)
class Requirement:
    """A condition of acceptance or decision (受理条件).

    `only_if`: it applies only then. `text`: the law's own wording, if it must stand.
    """

    id: str
    stage: Stage
    kind: str
    only_if: Node | None
    when: Node
    text: Text | None
    effect: Effect
    remedy: Text
    basis: tuple[Citation, ...]
    verified: Verified
    place: Place


@dataclass(frozen=True, slots=True)
class Holder:
    """One person of whom a paper is needed (持有人), when each needs their own."""

    id: str
    label: Text


@dataclass(frozen=True, slots=True)
class Form:
    """How one paper must be (材料的形式要求). Several Forms in one requirement are alternatives.

    `on_the_spot` names the defects that can be mended at the counter (行政许可法 §32(3)): signed, sealed, copies.
    """

    material: Material
    name: Text | None = None
    originals: int = 0
    copies: int = 0
    check_only: bool = False
    electronic: bool = False
    signed: bool = False
    sealed: bool = False
    on_the_spot: frozenset[str] = frozenset()
    valid_on_receipt: bool = False
    issued_within: Duration | None = None
    format: Text | None = None
    holders: tuple[Holder, ...] = ()
    shared_data: bool = False
    place: Place = field(default_factory=lambda: Place("-"))

    @property
    def label(self) -> Text:
        """What the paper is called in this matter."""
        return self.name or self.material.name


@dataclass(frozen=True, slots=True)
class MayFollow:
    """The paper may be supplied after acceptance (容缺后补) within `due`."""

    due: Duration
    basis: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Promise:
    """A written promise may stand for the paper (告知承诺), in the cases of `when`."""

    when: Node | None
    liability: Text
    later_check: Text
    basis: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class MaterialRequirement:
    """One entry of the material list (申请材料): one paper, or `count` of several alternatives, needed when `when` holds."""

    id: str
    forms: tuple[Form, ...]
    count: int
    when: Node | None
    may_follow: MayFollow | None
    promise: Promise | None
    fill: Text | None
    standard: Text | None
    basis: tuple[Citation, ...]
    verified: Verified
    place: Place
    waived: Text | None = None
    """Why this office does not ask for it (an office overlay may waive a paper)."""


@dataclass(frozen=True, slots=True)
class Extension:
    """By how much a limit may be lengthened, by whom (延长)."""

    amount: Duration
    by: Text
    when: Node | None
    reason: Text | None
    basis: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class NotCounted:
    """Time that does not count towards the limit (行政许可法 §45)."""

    kind: str
    text: Text
    basis: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """A time limit (办理时限): statutory and promised, its start event, extension and exclusions, for the cases of `when`."""

    id: str
    kind: Literal["notice", "decision", "delivery", "stage", "other"]
    label: Text | None
    when: Node | None
    statutory: Duration | None
    no_statutory: Text | None
    promised: Duration | None
    promise_note: Text | None
    unit_basis: Text | None
    starts: Start
    extension: Extension | None
    not_counted: tuple[NotCounted, ...]
    basis: tuple[Citation, ...]
    verified: Verified
    place: Place


@dataclass(frozen=True, slots=True)
class SpecialProcedure:
    """A hearing, test, appraisal or expert review (特别程序) and the time it takes."""

    kind: str
    text: Text
    limit: Duration | None
    when: Node | None
    basis: tuple[Citation, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class FeeItem:
    """A fee (收费项目) in yuan per unit; `times` is the integer fact that says how many units, else one."""

    id: str
    name: Text
    amount: Decimal
    per: Text | None
    times: str
    when: Node | None
    basis: tuple[Citation, ...]
    verified: Verified
    place: Place


@dataclass(frozen=True, slots=True)
class Reduction:
    """A case in which fee items fall away (减免); no items named means all."""

    id: str
    when: Node
    items: tuple[str, ...]
    text: Text
    basis: tuple[Citation, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Fees:
    """What the matter costs (收费, 行政许可法 §58)."""

    charged: bool
    items: tuple[FeeItem, ...]
    reductions: tuple[Reduction, ...]
    online_payment: bool
    basis: tuple[Citation, ...]
    verified: Verified
    place: Place


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the procedure (办理环节)."""

    id: str
    role: str
    does: Text
    limit: Duration | None
    after: tuple[str, ...]
    parallel_with: str
    when: Node | None
    branches: tuple[str, ...]
    special: str
    basis: tuple[Citation, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Flow:
    """The procedure after acceptance (办理流程); the branches of Art. 32 are added from the acceptance table."""

    roles: tuple[str, ...]
    steps: tuple[Step, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Validity:
    """How long the result is valid (有效期) in the cases of `when`; None for `duration` means without end (长期)."""

    when: Node | None
    duration: Duration | None
    basis: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Entitlement:
    """What is granted, how much or for how long, in the cases of `when` (可得待遇)."""

    id: str
    when: Node
    text: Text
    basis: tuple[Citation, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Renewal:
    """When to apply for renewal (延续), counted back from expiry."""

    no_later_than: Duration | None
    no_earlier_than: Duration | None
    text: Text | None
    basis: tuple[Citation, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Result:
    """What the applicant receives (审批结果)."""

    kind: str
    name: Text | None
    material: str
    sample: str
    no_sample: Text | None
    validity: tuple[Validity, ...]
    no_validity: Text | None
    entitlements: tuple[Entitlement, ...]
    renewal: Renewal | None
    region: Text | None
    place: Place


@dataclass(frozen=True, slots=True)
class Quota:
    """Whether the number of licences is limited (数量限制), and how applicants are ranked."""

    limited: bool
    text: Text | None
    basis: tuple[Citation, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class AfterGrant:
    """A duty that arises once the result is in hand (取得以后的义务)."""

    id: str
    text: Text
    within: Duration | None
    basis: tuple[Citation, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Faq:
    """A question people ask, and its answer (常见问题)."""

    question: Text
    answer: Text


@dataclass(frozen=True, slots=True)
class CorrectionRule:
    """Where a statute departs from Art. 32 (补正规则): the notice limit, what silence and what not correcting mean.

    None or "" in a field: the profile of the acceptance table holds.
    """

    notice_limit: Duration | None = None
    silence: str = ""
    uncorrected: str = ""
    form: str = ""
    only_on_the_spot: bool = False
    tolerance_due: Duration | None = None
    tolerance_overdue: str = ""
    basis: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of one matter, as an office applies it. `office` is the overlay laid over it, "" for the national edition.

    `origins` maps a value's path ("time_limits.decision.promised") to the place it came from, for `banshi show`.
    """

    matter: str
    effective_from: date
    effective_to: date | None
    version: int
    state: Literal["in-use", "suspended", "cancelled"]
    name: Text
    summary: Text | None
    kind: str
    codes: Mapping[str, str]
    level: str
    agency_kind: str
    audience: tuple[str, ...]
    topics: tuple[str, ...]
    handling: Literal["instant", "promised"]
    verified: Verified
    owner: str
    legal_basis: tuple[Citation, ...]
    facts: Mapping[str, Fact]
    not_required_when: tuple[NotRequired, ...]
    competence: tuple[Competence, ...]
    requirements: tuple[Requirement, ...]
    quota: Quota
    materials: tuple[MaterialRequirement, ...]
    time_limits: tuple[TimeLimit, ...]
    special_procedures: tuple[SpecialProcedure, ...]
    fees: Fees
    flow: Flow
    result: Result
    acceptance: CorrectionRule | None
    service: Service
    after_grant: tuple[AfterGrant, ...]
    joint: tuple[str, ...]
    intermediary: Text | None
    needs_result_of: tuple[str, ...]
    rights: tuple[Text, ...]
    duties: tuple[Text, ...]
    common_mistakes: tuple[Text, ...]
    faq: tuple[Faq, ...]
    notes: tuple[Text, ...]
    place: Place
    office: str = ""
