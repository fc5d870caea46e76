"""The chart as a list: for those who do not see it, for the phone, for the guide's text. No chart is published without it.

In: a `Chart`. Out: `Item`s, numbered, in the order of time; exceptions are nested below the decision that leads to them.
`plain` writes them as text in a language, with the sentences of rules/words/flow.*.yaml.
The surprising thing: an item without `onward` goes on with the next item of its list; only what is not the next is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from checker.finding import Language
from checker.words import Words
from generators.flow.gateways import explicit, main_exit
from generators.flow.graph import Chart, Kind, Tone, Ways, tidy, ways

__all__ = ["Branch", "Item", "outline", "plain"]


@dataclass(frozen=True, slots=True)
class Branch:
    """A way on from an item: to the item numbered `number`; what is told only here is in `items`."""

    label: str
    tone: Tone
    back: bool
    number: str
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """A step in words. `together`: all of `onward` are begun at once. `after`: the items that must all be done before."""

    number: str
    step: str
    kind: Kind
    tone: Tone
    who: str
    what: str
    limit: str | None
    onward: tuple[Branch, ...]
    together: bool
    after: tuple[str, ...]


def outline(chart: Chart) -> tuple[Item, ...]:
    """The steps as a nested list."""
    chart = tidy(chart)
    net = ways(chart)
    return _Listing(chart, net).items()


class _Listing:
    """Finds first which steps are told where, then their numbers, then the items."""

    def __init__(self, chart: Chart, net: Ways) -> None:
        self.chart, self.net = chart, net
        self.leaving: list[list[int]] = [[] for _ in chart.steps]
        for arrow, source in enumerate(net.source):
            self.leaving[source].append(arrow)
        self.who = {lane.id: lane.label for lane in chart.lanes}
        self.nested: dict[int, tuple[int, ...]] = {}  # arrow -> the steps told below it
        self.number: dict[int, str] = {}
        self.main = self._main()
        self._count(self.main, "")
        self.after = self._waiting()

    def _main(self) -> list[int]:
        """The steps of the outermost list, in the order of time, and among equals as the author listed them."""
        net = self.net
        hidden: set[int] = set()
        for step in net.order:
            if self.chart.steps[step].kind != "decision":
                continue
            main = main_exit(self.chart, net, step)
            for arrow in net.outs[step]:
                if arrow != main and len(net.ins[net.target[arrow]]) == 1:
                    self.nested[arrow] = chain = self._chain(net.target[arrow])
                    hidden.update(chain)
        waiting = [len(arrows) for arrows in net.ins]
        ready = [step for step in range(len(waiting)) if not waiting[step]]
        heapify(ready)
        order = []
        while ready:
            step = heappop(ready)
            order.append(step)
            for arrow in net.outs[step]:
                goal = net.target[arrow]
                waiting[goal] -= 1
                if not waiting[goal]:
                    heappush(ready, goal)
        return [step for step in order if step not in hidden]

    def _chain(self, step: int) -> tuple[int, ...]:
        """The steps that follow one another and can be reached in this way only."""
        net, found = self.net, [step]
        while True:
            step = found[-1]
            if self.chart.steps[step].kind == "decision":
                onward = main_exit(self.chart, net, step)
            else:
                onward = net.outs[step][0] if len(net.outs[step]) == 1 else None
            if onward is None or len(net.ins[net.target[onward]]) > 1:
                return tuple(found)
            found.append(net.target[onward])

    def _count(self, steps: list[int] | tuple[int, ...], prefix: str) -> None:
        for place, step in enumerate(steps, start=1):
            self.number[step] = f"{prefix}{place}"
        for step in steps:
            below = [inner for arrow in self.leaving[step] for inner in self.nested.get(arrow, ())]
            if below:
                self._count(below, f"{self.number[step]}.")

    def _waiting(self) -> dict[str, tuple[str, ...]]:
        """For each step behind a joining bar, the numbers of the steps that lead into the bar."""
        drawn = explicit(self.chart)
        inserted = {step.id: step.kind for step in drawn.steps if step.id not in self.net.index}
        into: dict[str, list[str]] = {}
        for arrow in drawn.arrows:
            into.setdefault(arrow.target, []).append(arrow.source)

        def leads(step: str) -> list[str]:
            return [s for source in into[step] for s in (leads(source) if source in inserted else [source])]

        joins = {
            a.source: a.target
            for a in drawn.arrows
            if inserted.get(a.source) == "join" and a.target not in inserted
        }
        return {
            goal: tuple(self.number[self.net.index[source]] for source in leads(bar))
            for bar, goal in joins.items()
            if len(into[bar]) > 1
        }

    def items(self) -> tuple[Item, ...]:
        return self._items(tuple(self.main))

    def _items(self, steps: tuple[int, ...]) -> tuple[Item, ...]:
        out = []
        for place, number in enumerate(steps):
            following = steps[place + 1] if place + 1 < len(steps) else None
            step = self.chart.steps[number]
            arrows = self.leaving[number]
            only = len(arrows) == 1 and not self.chart.arrows[arrows[0]].label
            onward = (
                () if only and self.net.target[arrows[0]] == following else tuple(map(self._branch, arrows))
            )
            forward = len(self.net.outs[number]) > 1 and step.kind != "decision"
            after = self.after.get(step.id, ())
            out.append(
                Item(
                    self.number[number], step.id, step.kind, step.tone, self.who[step.lane], _joined(step.label),
                    step.limit, onward, forward, after,
                )
            )  # fmt: skip
        return tuple(out)

    def _branch(self, arrow: int) -> Branch:
        told = self.chart.arrows[arrow]
        goal = self.net.target[arrow]
        tone = self.chart.steps[goal].tone if told.tone == "normal" else told.tone
        items = self._items(self.nested[arrow]) if arrow in self.nested else ()
        return Branch(_joined(told.label), tone, arrow in self.net.back, self.number[goal], items)


def _joined(text: str) -> str:
    """The words on one line; a line feed between Latin letters is a space, between Chinese characters nothing."""
    out = ""
    for part in text.split("\n"):
        out += (" " if out and part and out[-1] < "\x7f" and part[0] < "\x7f" else "") + part
    return out


def plain(items: tuple[Item, ...], words: Words, language: Language) -> str:
    """The list as indented text."""
    return "\n".join(_lines(items, words, language, ""))


def _lines(items: tuple[Item, ...], words: Words, language: Language, indent: str) -> Iterator[str]:
    for item in items:
        key = "flow.decides" if item.kind == "decision" else "flow.does"
        text = words.say(key, language, number=item.number, who=item.who, what=item.what)
        if item.limit:
            text += words.say("flow.limit", language, limit=item.limit)
        if item.after:
            text += words.say("flow.after", language, numbers=_list(item.after, words, language))
        way = ""
        if item.together:
            numbers = tuple(branch.number for branch in item.onward)
            way = words.say("flow.together", language, numbers=_list(numbers, words, language))
        elif item.kind == "end":
            way = words.say("flow.ends", language)
        elif item.kind != "decision" and len(item.onward) == 1:
            if item.onward[0].label:
                text += words.say("flow.then", language, way=item.onward[0].label)
            way = _then(item.onward[0], words, language)
        if way:
            text += words.say("flow.then", language, way=way)
        yield indent + text
        if item.together or (item.kind != "decision" and len(item.onward) == 1):
            continue
        for branch in item.onward:
            label = words.say("flow.branch", language, label=branch.label or words.say("flow.else", language))
            if branch.items:
                yield f"{indent}  {label}".rstrip()
                yield from _lines(branch.items, words, language, f"{indent}    ")
            else:
                yield f"{indent}  {label}{_then(branch, words, language)}"


def _then(branch: Branch, words: Words, language: Language) -> str:
    return words.say("flow.goes_back" if branch.back else "flow.goes_on", language, number=branch.number)


def _list(numbers: tuple[str, ...], words: Words, language: Language) -> str:
    return words.say("flow.and", language).join(numbers)
