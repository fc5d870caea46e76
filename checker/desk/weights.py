"""Whether a change makes it heavier or lighter for the applicant.

In: a value before and after (None: not there), and the facts of the edition. Out: `heavier`, `lighter` or `same`.
The surprising thing: heavier wins. A change is heavier when at least one applicant has more to bring, to meet, to pay
or to wait for than before, whatever others gain; lighter when only somebody gains. What cannot be tried out counts as
heavier, so that a person looks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sized
from decimal import Decimal
from typing import Any, Literal

from checker.conditions.facts import Fact
from checker.conditions.tree import Node
from checker.desk.strictness import compared
from checker.durations import Duration, exceeds

__all__ = [
    "Burden",
    "Facts",
    "Weigh",
    "allowed",
    "applies_to",
    "demanded",
    "effect_of_failing",
    "extended",
    "facilitated",
    "length_for_applicant",
    "length_for_office",
    "longer_validity",
    "more_is_heavier",
    "more_is_lighter",
    "neutral",
    "opposite",
    "ways",
]

Burden = Literal["lighter", "heavier", "same"]
_OPPOSITE: Mapping[Burden, Burden] = {"lighter": "heavier", "heavier": "lighter", "same": "same"}
Facts = Mapping[str, Fact]
Weigh = Callable[[Any, Any, Facts], Burden]
"""(before, after, facts) -> Burden. Any: each aspect weighs values of its own type."""


def opposite(burden: Burden) -> Burden:
    """What it means when the same thing is taken away."""
    return _OPPOSITE[burden]


def neutral(before: object, after: object, facts: Facts) -> Burden:
    """It asks for nothing more or less: names, wording, legal basis."""
    del before, after, facts
    return "same"


def more_is_heavier(before: Any, after: Any, facts: Facts) -> Burden:
    """Numbers of copies, signatures, fees, visits."""
    del facts
    first, second = _amount(before), _amount(after)
    return "heavier" if second > first else "lighter" if second < first else "same"


def more_is_lighter(before: Any, after: Any, facts: Facts) -> Burden:
    """What can be done online, mended on the spot, fetched by data sharing."""
    return opposite(more_is_heavier(before, after, facts))


def length_for_office(before: Duration | None, after: Duration | None, facts: Facts) -> Burden:
    """A limit that binds the office: longer, or none at all, is heavier."""
    del facts
    if before is None or after is None:
        return "lighter" if before is None else "heavier"
    if exceeds(after, before) != "no":
        return "heavier"
    return "lighter" if exceeds(before, after) != "no" else "same"


def length_for_applicant(before: Duration | None, after: Duration | None, facts: Facts) -> Burden:
    """A time within which the applicant must act, or a paper stays good: shorter is heavier."""
    if before is None or after is None:
        return "heavier" if before is None else "lighter"
    if exceeds(before, after) != "no":
        return "heavier"
    return "lighter" if exceeds(after, before) != "no" else "same"


def longer_validity(before: Duration | None, after: Duration | None, facts: Facts) -> Burden:
    """How long the result is valid; None is without end."""
    if before is None or after is None:
        return "heavier" if before is None else "lighter"
    return length_for_applicant(before, after, facts)


def demanded(before: Node | None, after: Node | None, facts: Facts) -> Burden:
    """A condition that the applicant must meet: heavier when somebody met it and meets it no longer."""
    found = compared(before, after, facts)
    if found is None or found.only_first:
        return "heavier"
    return "lighter" if found.only_second else "same"


def applies_to(before: Node | None, after: Node | None, facts: Facts) -> Burden:
    """The cases in which something is asked for: heavier when there are cases that there were not."""
    found = compared(before, after, facts)
    if found is None or found.only_second:
        return "heavier"
    return "lighter" if found.only_first else "same"


def facilitated(before: Node | None, after: Node | None, facts: Facts) -> Burden:
    """The cases in which something is spared or granted: heavier when somebody loses it."""
    return demanded(before, after, facts)


def allowed(before: Duration | None, after: Duration | None, facts: Facts) -> Burden:
    """A later supply that is allowed at all is lighter; of two times the longer one is."""
    return (
        opposite(length_for_office(before, after, facts))
        if before and after
        else "lighter"
        if after
        else "heavier"
    )


def extended(before: Duration | None, after: Duration | None, facts: Facts) -> Burden:
    """A way for the office to take longer is heavier; so is a day by which the applicant must come earlier."""
    return opposite(allowed(before, after, facts))


def effect_of_failing(before: object, after: object, facts: Facts) -> Burden:
    """A refusal is heavier than a notice to supplement."""
    del facts
    return "same" if before == after else "heavier" if after == "refuse" else "lighter"


def ways(before: frozenset[str] | None, after: frozenset[str] | None, facts: Facts) -> Burden:
    """The papers of which one will do: a paper that counted and counts no more is heavier."""
    del facts
    first, second = before or frozenset(), after or frozenset()
    return "heavier" if first - second else "lighter" if second - first else "same"


def _amount(value: object) -> Decimal:
    if value is None or value == "":
        return Decimal(0)
    if isinstance(value, int | Decimal):  # yes and no count one and nothing
        return Decimal(value)
    return Decimal(len(value)) if isinstance(value, Sized) and not isinstance(value, str) else Decimal(1)
