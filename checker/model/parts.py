"""The small frozen parts that editions, overlays and registers share.

In: nothing. Out: `Verified`, `Citation`, `Organ`, `NamedCondition`.
The surprising thing: `Verified.by` is kept on every fact of law; "knowledge" means that nobody has
checked it, and it is printed so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from checker.conditions.tree import Node
from checker.finding import Place, Text

__all__ = ["Citation", "Effect", "NamedCondition", "Organ", "Service", "Verified", "VerifiedBy"]

VerifiedBy = Literal["text", "page", "knowledge", "sample"]
Effect = Literal["supplement", "refuse"]


@dataclass(frozen=True, slots=True)
class Verified:
    """How a statement was checked (核对情况): against the law's text, on a public page, from knowledge only, or a sample."""

    by: VerifiedBy
    on: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """One legal basis (设定依据) of an edition: `id` is what the edition's `basis:` lists name; `law` a register id.

    `article` is "32(4)" (article, then paragraph or item), or "" when a whole document is the basis.
    """

    id: str
    law: str
    article: str
    gist: Text | None
    note: Text | None
    verified: Verified
    place: Place


@dataclass(frozen=True, slots=True)
class Organ:
    """Which organ handles a case (办理机关); `here` means the office that publishes the edition."""

    here: bool
    agency_kind: str = ""
    level: str = ""
    name: Text | None = None


@dataclass(frozen=True, slots=True)
class NamedCondition:
    """A condition of rules/conditions/, resolved, with the words that stand for it."""

    id: str
    label: Text
    when: Node
    place: Place


@dataclass(frozen=True, slots=True)
class Service:
    """How the matter is handled (服务方式): visits, channels, depth of the online way."""

    visits: int
    visit_reason: Text | None
    channels: tuple[str, ...]
    online_depth: str
    appointment: bool
    express: bool
    scope: str
    place: Place
