"""What can be asked of an applicant: the declaration of a fact (情形要素) and its closed list of types.

In: the `facts:` of an edition and of rules/facts.yaml, already read. Out: `Fact`, which conditions, engines,
questions and guides share.
The surprising thing: a *derived* fact (an age, the days left until an event) is never asked or given; it is counted from a date
fact to the day of receipt, so that no condition needs date arithmetic.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from checker.finding import Place, Text, nowhere

__all__ = ["DERIVATIONS", "FACT_TYPES", "ORDERED_TYPES", "Derivation", "Fact", "FactType", "Option"]

FactType = Literal[
    "boolean", "choice", "choices", "integer", "decimal", "money", "date", "text", "person-id", "credit-code"
]
FACT_TYPES: tuple[FactType, ...] = (
    "boolean", "choice", "choices", "integer", "decimal", "money", "date", "text", "person-id", "credit-code",
)  # fmt: skip
ORDERED_TYPES: frozenset[FactType] = frozenset({"integer", "decimal", "money", "date"})

DerivationKind = Literal["years_since", "months_since", "days_since", "days_until"]
DERIVATIONS: tuple[DerivationKind, ...] = ("years_since", "months_since", "days_since", "days_until")


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a `choice` or `choices` fact: what the machine compares and what people read."""

    id: str
    label: Text


@dataclass(frozen=True, slots=True)
class Derivation:
    """How a derived integer is counted: whole years, months or days between the date fact `fact` and the day of receipt.

    `years_since` is the age in full years (周岁), reached on the birthday; `days_until` is negative once the day has passed.
    """

    kind: DerivationKind
    fact: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact that conditions may name.

    `label` is a noun phrase that fits into a sentence (注册资本); `ask` is the question put to people.
    `unit` follows a number in sentences (平方米; money is always 元 CNY). `id` holds at least one dot (capital.registered).
    `applicant_decides`: a choice that is open to the applicant (an agent or not), so that another answer is a lawful way out.
    """

    id: str
    type: FactType
    label: Text
    ask: Text
    unit: Text = Text("", "")
    options: tuple[Option, ...] = ()
    derive: Derivation | None = None
    hint: Text | None = None
    place: Place = nowhere()
    applicant_decides: bool = False

    @property
    def option_ids(self) -> tuple[str, ...]:
        """The ids of the options, in the order of the file."""
        return tuple(option.id for option in self.options)
