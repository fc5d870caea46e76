"""Limits, fees and what follows from each outcome, for the browser engine.

In: the desk, the edition, the shared tables. Out: entries with durations as the catalogue writes them and finished sentences.
The surprising thing: which rules of acceptance hold for this edition is settled here: the browser gets the profile after the
edition's own statute has changed it, with the sentences of every outcome.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from checker.check import Desk
from checker.model.edition import Edition, FeeItem, Reduction, TimeLimit
from checker.phrases import Phrases

if TYPE_CHECKING:
    from generators.offline.program import Tables
    from generators.offline.trees import Plain

__all__ = ["conduct", "fees", "limits"]


def limits(edition: Edition, phrases: Phrases) -> list[Plain]:
    """Every time limit of the edition; whether it applies is asked of its case `limit/<id>`."""
    return [_limit(limit, edition, phrases) for limit in edition.time_limits]


def _limit(limit: TimeLimit, edition: Edition, phrases: Phrases) -> Plain:
    entry: dict[str, Plain] = {
        "id": limit.id,
        "kind": limit.kind,
        "label": phrases.text(limit.label),
        "statutory": str(limit.statutory) if limit.statutory else None,
        "promised": str(limit.promised) if limit.promised else None,
        "starts": limit.starts,
        "extension": str(limit.extension.amount) if limit.extension else None,
        "if": phrases.say("verdict.deadline.if", condition=phrases.sentence(limit.when, edition.facts))
        if limit.when
        else "",
    }
    return {key: value for key, value in entry.items() if value}


def fees(edition: Edition, tables: Tables) -> dict[str, Plain]:
    """The fee items and reductions; whether they apply is asked of the cases `fee/<id>` and `reduction/<id>`."""
    every = [item.id for item in edition.fees.items]
    return {
        "charged": edition.fees.charged,
        "items": [_item(item, tables) for item in edition.fees.items],
        "reductions": [_reduction(each, every, tables.phrases) for each in edition.fees.reductions],
    }


def _item(item: FeeItem, tables: Tables) -> Plain:
    return {
        "id": item.id,
        "name": tables.phrases.text(item.name),
        "amount": str(item.amount),
        "times": item.times,
        "basis": tables.basis(item.basis),
    }


def _reduction(reduction: Reduction, every: list[str], phrases: Phrases) -> Plain:
    covered: list[Plain] = [*(reduction.items or every)]
    return {"id": reduction.id, "items": covered, "text": phrases.text(reduction.text)}


def conduct(desk: Desk, tables: Tables) -> dict[str, Plain]:
    """What holds for the acceptance of this matter: the notice limit, what silence means, the words of each outcome."""
    edition, phrases = desk.edition, tables.phrases
    profile = desk.table.profile(edition.kind, edition.acceptance)
    dues = [paper.may_follow.due for paper in edition.materials if paper.may_follow]
    due = profile.tolerance_due or min(dues, key=lambda item: (item.unit, item.amount), default=None)
    outcomes: dict[str, Plain] = {}
    for outcome, rule in profile.outcomes.items():
        own = profile.basis if outcome in ("supplement", "accept_tolerating") else ()
        said: list[Plain] = []
        for sentence in profile.sentences(outcome):
            fields = {"limit": phrases.duration(sentence.limit)} if sentence.limit else {}
            said.append(phrases.say(sentence.key, **fields))
        outcomes[outcome] = {"basis": tables.basis((*own, *rule.basis)), "consequences": said}
    notice = profile.correction.notice_limit
    return {
        "notice": str(notice) if notice else None,
        "silence": "deemed_accepted" if profile.correction.silence == "deemed_accepted" else "nothing",
        "tolerated": str(due) if due else None,
        "outcomes": outcomes,
    }
