"""What all matters of one site share, for the browser engine: sentences, holidays, the acceptance table, reasons.

In: the catalogue (for the table and the calendar), the phrases of a language. Out: plain data for JSON.
The surprising thing: a sentence goes out with its `{fields}` still open. It is fetched through the same `say` as everywhere, each
field filled with its own name, so that whatever the phrases do to a sentence (another script, a reviewed term) is done here too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from checker.catalogue import Catalogue
from checker.conditions.facts import FACT_TYPES, Fact
from checker.conditions.values import MAX_TEXT_BYTES, NotGiven, normalise
from checker.finding import Text
from checker.phrases import Phrases
from generators.offline.trees import Plain

__all__ = ["common"]

_KEYS = (
    "offline.", "verdict.fault.", "verdict.outcome.", "verdict.eligibility.", "verdict.fee.", "verdict.need.",
    "verdict.verified.", "verdict.action.", "verdict.holder",
    "verdict.or_instead", "verdict.promise_instead", "verdict.follow_instead", "verdict.question.",
    "verdict.remark.", "verdict.deadline.", "verdict.disclaimer", "clock.date", "clock.month.", "clock.weekday.",
    "clock.with-weekday", "clock.duration.", "clock.limit.", "clock.event.", "clock.due.", "clock.entry.", "clock.kind-of-day.",
    "conditions.sign_", "conditions.line", "conditions.not_given", "conditions.masked", "conditions.actual_", "conditions.money",
    "conditions.months", "conditions.number", "conditions.date", "conditions.quoted", "conditions.yes", "conditions.no",
    "conditions.list_separator", "ask.why", "ask.paper.why", "ask.paper.have",
    "ask.repair.", "ask.mend.", "ask.unit.yuan", "notice.heading.", "notice.action.", "notice.basis",
    "notice.time-line", "notice.promised", "notice.statutory", "notice.extended", "notice.provisional", "notice.times",
    "notice.yuan",
    "web.check.", "web.start.", "web.fact.", "web.errors.", "web.so_far.", "web.paper.", "web.result.",
    "result.sentence.", "result.event.", "result.calendar.name",
)  # fmt: skip
"""How the keys begin that the browser may say."""

_FIELD = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_NOTHING = Text("", "")
_UNREADABLE: tuple[object, ...] = (
    None, "", 1, "-", [], ["-"], "9" * 15, "0.00001", " \u3000", "a\nb", "\ud800", "x" * (MAX_TEXT_BYTES + 1),
)  # fmt: skip
"""One answer of each kind that counts as not given."""


def common(catalogue: Catalogue, phrases: Phrases) -> dict[str, Plain]:
    """The part of the data that is the same for every matter of a site in this language."""
    return {
        "language": phrases.language,
        "separator": phrases.listed(("", "")),
        "words": {**_sentences(phrases)},
        "reasons": {**_reasons(phrases)},
        "table": [
            [row.outcome, {effect: int(truth) for effect, truth in row.when.items()}]
            for row in (catalogue.acceptance.rows if catalogue.acceptance else ())
        ],
        "calendar": {
            "years": [*sorted(catalogue.calendar.years)],
            "off": _days(catalogue.calendar.off),
            "makeup": _days(catalogue.calendar.makeup),
        },
    }


def _sentences(phrases: Phrases) -> dict[str, str]:
    every = phrases.words.sentences.get(phrases.language) or phrases.words.sentences["zh-Hans"]
    return {
        key: phrases.say(key, **{name: "{" + name + "}" for name in _FIELD.findall(sentence)})
        for key, sentence in sorted(every.items())
        if key.startswith(_KEYS)
    }


def _days(days: Mapping[date, object]) -> list[Plain]:
    return [day.isoformat() for day in sorted(days)]


def _reasons(phrases: Phrases) -> dict[str, str]:
    """`type:code` -> why an answer does not count, asked of `normalise` itself; `code` alone where all types say the same."""
    found: dict[str, dict[str, str]] = {}
    for kind in FACT_TYPES:
        fact = Fact("a.b", kind, _NOTHING, _NOTHING)
        for raw in _UNREADABLE:
            value = normalise(raw, fact)
            if isinstance(value, NotGiven):
                found.setdefault(value.code, {})[kind] = phrases.text(value.reason)
    said: dict[str, str] = {}
    for code, by_type in found.items():
        if len(set(by_type.values())) == 1:
            said[code] = next(iter(by_type.values()))
        else:
            said.update((f"{kind}:{code}", reason) for kind, reason in by_type.items())
    return said
