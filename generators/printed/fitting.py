"""Sheets that must not overflow: the type is made smaller step by step, then what may go goes in a fixed order, and then
it is refused.

In: a template, a job, the steps. Out: the PDF of the first step that has the wanted number of pages, with the step. Raises
`CannotPrint` B43 when none has.
The surprising thing: the number of pages of the finished file decides, not an estimate; as a smaller step never takes
more room than a larger one, half of the steps are skipped each time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from checker.finding import Finding, Place, Text
from generators.typeset.compiler import compressed, page_count, typeset
from generators.typeset.failures import CannotPrint

__all__ = ["Fitted", "Step", "fit", "steps"]


@dataclass(frozen=True, slots=True)
class Step:
    """A size of the type in points, and what is left out at it."""

    body: float
    drop: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fitted:
    """The file, and the step that it took."""

    data: bytes
    step: Step


def steps(sizes: Sequence[float], drops: Sequence[str]) -> tuple[Step, ...]:
    """All sizes with everything, then the smallest with ever less."""
    whole = [Step(size) for size in sizes]
    less = [Step(sizes[-1], tuple(drops[: number + 1])) for number in range(len(drops))]
    return (*whole, *less)


def fit(template: str, job: Mapping[str, object], tried: Sequence[Step], wanted: int, what: Text) -> Fitted:
    """The first of the steps that takes at most `wanted` pages."""
    low, high = 0, len(tried)
    found: dict[int, bytes] = {}
    sizes: dict[int, int] = {}
    while low < high:
        middle = (low + high) // 2
        step = tried[middle]
        data = typeset(template, {**job, "body": step.body, "drop": list(step.drop)}, compress=False)
        sizes[middle] = page_count(data)
        if sizes[middle] <= wanted:
            found[middle] = data
            high = middle
        else:
            low = middle + 1
    if low == len(tried):
        raise CannotPrint(_refused(str(job["title"]), tried[-1], wanted, sizes[len(tried) - 1], what))
    return Fitted(compressed(found[low]), tried[low])


def _refused(title: str, last: Step, wanted: int, took: int, what: Text) -> Finding:
    return Finding(
        "B43",
        "does-not-fit",
        "error",
        Place(title),
        Text(
            f"{what.zh}放不下：字号缩到 {last.body:g} pt、可以略去的都略去以后，还要 {took} 页，只能用 {wanted} 页",
            f"the {what.en} does not fit: at {last.body:g} pt and without all that may be left out it takes {took} pages,"
            f" and may take {wanted}",
        ),
        Text(
            "缩短材料的名称、条件和步骤的文字，或者这个事项只生成指南（pdf）",
            "shorten the names and conditions of the papers and the steps, or build only the guide (pdf) of this matter",
        ),
    )
