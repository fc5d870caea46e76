"""A decision about the catalogue (清理决定): which matters were kept, stopped, moved or made a service, from when, and why.

In: built by checker/reading/decisions.py. Out: read by lint, the clean-up table and the public notice.
The surprising thing: a decision never changes an edition. It is the reason on paper; the editions and implementation lists say
what applies, and lint holds the two against each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from checker.finding import Place, Text
from checker.model.parts import Verified

__all__ = ["ACTIONS", "GROUNDS", "Action", "Decision", "DecisionLine", "Ground"]

Action = Literal["kept", "suspended", "cancelled", "delegated", "taken_over", "converted_to_service"]
ACTIONS: tuple[Action, ...] = get_args(Action)
Ground = Literal["", "no-basis", "market", "later-control"]
GROUNDS: tuple[Ground, ...] = get_args(Ground)


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """What happens to one matter. `to`: the division that handles it afterwards; `successor`: the matter to apply for instead."""

    matter: str
    action: Action
    begins: date
    until: date | None
    to: str
    successor: str
    ground: Ground
    note: Text | None
    place: Place


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision. `division` is where it holds, "" for the whole country."""

    id: str
    decided: date
    published: date
    title: Text
    document: Text
    issuer: Text
    division: str
    reason: Text
    verified: Verified
    lines: tuple[DecisionLine, ...]
    place: Place
