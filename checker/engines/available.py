"""Which engines run here, and whether they agree.

In: which engines are wanted; their results. Out: the engines, the reason why durable is absent, the names on
which they differ.
The surprising thing: this is the only place that may import checker.engines.durable, and it does so inside a
function, because durable-rules 2.0.28 builds but does not import on Python 3.13 and newer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from checker.engines import Engine, Truth
from checker.engines.compiled import ENGINE as COMPILED
from checker.engines.fault import EngineFault
from checker.finding import Text

__all__ = ["Disagreement", "Wanted", "agree", "engines", "why_not_durable"]

Wanted = Literal["compiled", "durable", "both"]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Engines that gave different answers, and the rules on which they did: the check must say "cannot
    decide"."""

    engines: tuple[str, ...]
    names: tuple[str, ...]


def engines(which: Wanted) -> tuple[Engine, ...]:
    """New engines; keep them, durable owns its compiled rulesets. `both` gives `compiled` alone where durable
    is absent (say so with why_not_durable); `durable` raises EngineFault there."""
    if which == "compiled":
        return (COMPILED,)
    durable = _durable()
    if isinstance(durable, Text):
        if which == "durable":
            raise EngineFault("durable", durable)
        return (COMPILED,)
    return (durable,) if which == "durable" else (COMPILED, durable)


def why_not_durable() -> Text | None:
    """Why durable does not run here; None when it does."""
    durable = _durable()
    return durable if isinstance(durable, Text) else None


def agree(results: Mapping[str, Mapping[str, Truth]]) -> Disagreement | None:
    """None when all engines (name -> answers) gave the same truth for the same rules."""
    names = dict.fromkeys(name for answers in results.values() for name in answers)
    differing = tuple(name for name in names if len({answers.get(name) for answers in results.values()}) > 1)
    return Disagreement(tuple(results), differing) if differing else None


def _durable() -> Engine | Text:
    try:
        from checker.engines.durable import DurableEngine
    except ImportError:
        return Text(
            zh="durable-rules 2.0.28 没有安装，或者不能在这里导入（Python 3.13 起）；只用 compiled 判定",
            en="durable-rules 2.0.28 is not installed or does not import here (Python 3.13 and newer); "
            "compiled decides alone",
        )
    return DurableEngine()
