"""What is wrong with the papers handed in: the faults of one material requirement, all at once.

In: a MaterialRequirement, the documents of the submission, the day of receipt. Out: a `PaperState` with every visible fault.
The surprising thing: alternatives. When none of the alternatives is right, the faults told are those of the alternative that the
applicant comes nearest to, because that is the shortest way to mend it; the other alternatives are named beside.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from checker.clock import corresponding_day
from checker.model.edition import Form, Holder, MaterialRequirement
from checker.submission import Document

__all__ = ["Fault", "FaultKind", "PaperState", "state_of"]

FaultKind = Literal[
    "missing",
    "too_few_originals",
    "too_few_copies",
    "original_not_shown",
    "not_signed",
    "not_sealed",
    "expired",
    "expiry_not_shown",
    "outdated",
    "issue_date_not_shown",
    "dated_later",
]
_SPOT: dict[FaultKind, str] = {
    "not_signed": "signed",
    "not_sealed": "sealed",
    "too_few_originals": "copies",
    "too_few_copies": "copies",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of one paper. `wanted` and `given` are numbers of copies, or a day and a limit day, whichever fits the kind."""

    kind: FaultKind
    form: Form
    holder: Holder | None = None
    wanted: int | date | None = None
    given: int | date | None = None

    @property
    def on_the_spot(self) -> bool:
        """Whether it can be mended at the counter (行政许可法 §32(3))."""
        return _SPOT.get(self.kind, "-") in self.form.on_the_spot


@dataclass(frozen=True, slots=True)
class PaperState:
    """How a requirement stands, condition apart: its faults, and whether a promise or a later supply was offered."""

    faults: tuple[Fault, ...]
    promised: bool
    follows: bool

    @property
    def fine(self) -> bool:
        """Nothing is wrong with it."""
        return not self.faults

    @property
    def correctable(self) -> bool:
        """Something is wrong, and all of it can be mended on the spot."""
        return bool(self.faults) and all(fault.on_the_spot for fault in self.faults)

    @property
    def missing(self) -> bool:
        """Some paper is not there at all."""
        return any(fault.kind == "missing" for fault in self.faults)


def state_of(
    requirement: MaterialRequirement, documents: Sequence[Document], received_on: date
) -> PaperState:
    """The faults of this requirement on the papers handed in. Papers fetched by data sharing, or waived, have none."""
    if requirement.waived is not None:
        return PaperState((), False, False)
    mine = {form.material.id for form in requirement.forms}
    own = [document for document in documents if document.material in mine]
    promised = any(document.promised for document in own)
    follows = any(document.follows for document in own)
    real = [document for document in own if not (document.promised or document.follows)]
    tried = []
    for form in requirement.forms:
        given = [document for document in real if document.material == form.material.id]
        tried.append((bool(given), _faults(form, given, received_on)))
    lacking = requirement.count - sum(1 for _, faults in tried if not faults)
    if lacking <= 0:
        return PaperState((), promised, follows)
    # nearest alternatives first: handed in, then the fewest faults, then the order of the file
    order = sorted((not given, len(faults), index) for index, (given, faults) in enumerate(tried) if faults)
    told = tuple(fault for _, _, index in order[:lacking] for fault in tried[index][1])
    return PaperState(told, promised, follows)


def _faults(form: Form, documents: Sequence[Document], received_on: date) -> tuple[Fault, ...]:
    if form.shared_data:
        return ()
    if not form.holders:
        return _faults_of_one(form, documents, received_on, None)
    found: list[Fault] = []
    for holder in form.holders:
        theirs = [document for document in documents if document.holder == holder.id]
        found.extend(_faults_of_one(form, theirs, received_on, holder))
    return tuple(found)


def _faults_of_one(
    form: Form, documents: Sequence[Document], received_on: date, holder: Holder | None
) -> tuple[Fault, ...]:
    originals = sum(document.originals for document in documents)
    copies = sum(document.copies for document in documents)
    electronic = any(document.electronic for document in documents)
    if not documents or not (originals or copies or electronic):
        return (Fault("missing", form, holder),)
    faults: list[Fault] = []
    # a sound electronic copy counts as the paper (在线政务服务规定 §8-11)
    if not (electronic and form.electronic):
        faults.extend(_amounts(form, originals, copies, holder))
    if form.signed and not all(document.signed for document in documents):
        faults.append(Fault("not_signed", form, holder))
    if form.sealed and not all(document.sealed for document in documents):
        faults.append(Fault("not_sealed", form, holder))
    faults.extend(_dates(form, documents, received_on, holder))
    return tuple(faults)


def _amounts(form: Form, originals: int, copies: int, holder: Holder | None) -> list[Fault]:
    faults: list[Fault] = []
    if form.check_only:
        if not originals:
            faults.append(Fault("original_not_shown", form, holder))
        return faults
    if originals < form.originals:
        faults.append(Fault("too_few_originals", form, holder, form.originals, originals))
    # an original beyond those asked for may stand where a copy is asked for
    available = copies + max(0, originals - form.originals)
    if available < form.copies:
        faults.append(Fault("too_few_copies", form, holder, form.copies, available))
    return faults


def _dates(
    form: Form, documents: Sequence[Document], received_on: date, holder: Holder | None
) -> list[Fault]:
    """The newest paper of its kind counts: an old lease beside a valid one does no harm."""
    faults: list[Fault] = []
    if form.valid_on_receipt:
        ends = [document.valid_until for document in documents if document.valid_until]
        if not ends:
            faults.append(Fault("expiry_not_shown", form, holder, received_on))
        elif max(ends) < received_on:
            faults.append(Fault("expired", form, holder, received_on, max(ends)))
    if form.issued_within:
        issued = [document.issued_on for document in documents if document.issued_on]
        earliest = corresponding_day(received_on, form.issued_within, "backward")
        if not issued:
            faults.append(Fault("issue_date_not_shown", form, holder, earliest))
        elif max(issued) < earliest:
            faults.append(Fault("outdated", form, holder, earliest, max(issued)))
    later = [each.issued_on for each in documents if each.issued_on and each.issued_on > received_on]
    if later:
        faults.append(Fault("dated_later", form, holder, received_on, min(later)))
    return faults
