"""The editions of a matter in time, with what changed from each to the next, in words.

In: a `Subject`, and whoever can compare two editions. Out: events for feeds and lists, and the page of a matter's history.
The surprising thing: comparing is not done here. The part of the program that compares stands above the generators, so the
front door hands it in with the selection; without it the page still lists the editions.
"""

from __future__ import annotations

from collections.abc import Sequence

from checker.model.edition import Edition
from checker.phrases import Phrases
from generators.formats.html import Frame, Head, framed
from generators.formats.html_pen import escaped, pieces
from generators.site.row import Event
from generators.subject import Difference, Page, Subject

__all__ = ["events", "history_page", "told"]

_CHIPS = {"now": "ok", "coming": "warn", "past": "plain"}
_SIGNS = {"heavier": "▲", "lighter": "▽", "same": "·"}
Told = tuple[tuple[Edition, tuple[Difference, ...] | None], ...]


def told(subject: Subject) -> Told:
    """Every edition that could be read, the oldest first, with its differences from the one before (None: not compared)."""
    whole = subject.selection
    editions = [
        edition
        for edition in whole.catalogue.editions.get(subject.matter, ())
        if edition.place.path not in whole.catalogue.faulty
    ]
    found: list[tuple[Edition, tuple[Difference, ...] | None]] = []
    for place, edition in enumerate(editions):
        compared = whole.tell(whole, editions[place - 1], edition) if place and whole.tell else None
        found.append((edition, compared))
    return tuple(found)


def events(editions: Told) -> tuple[Event, ...]:
    """The editions as events, the newest first."""
    found = []
    for place, (edition, differences) in enumerate(editions):
        burdens = [difference.burden for difference in differences or ()]
        found.append(
            Event(
                edition.effective_from.isoformat(),
                edition.version,
                edition.effective_to.isoformat() if edition.effective_to else "",
                burdens.count("heavier"),
                burdens.count("lighter"),
                burdens.count("same"),
                first=place == 0,
            )
        )
    return tuple(reversed(found))


def history_page(subject: Subject, editions: Told, frame: Frame, feed_title: str) -> Page:
    """`<matter>/history.html`, the newest edition first. Plain functions: there is one such page for every matter."""
    phrases = subject.selection.phrases
    say, t = phrases.say, pieces(phrases.language)[0]
    name = subject.author.text(subject.edition.name)
    title, back = say("site.history.title", name=name), escaped(f"../{subject.matter}.html")
    several = len(editions) > 1
    lead = say("site.history.lead", n=str(len(editions))) if several else say("site.history.lead.one")
    legend = f'<p class="muted small">{t(say("site.history.legend"))}</p>\n' if several else ""
    lines = [
        _line(subject, edition, differences, place == 0)
        for place, (edition, differences) in enumerate(editions)
    ]
    body = (
        f'<div class="hero">\n<p class="running"><a href="{back}">{t(name)}</a></p>\n<h1>{t(say("site.history"))}</h1>\n'
        f'<p class="lead-in">{t(lead)}</p>\n</div>\n<div class="body">\n{legend}<ol class="editions" reversed>\n'
        f"{''.join(reversed(lines))}</ol>\n"
        f'<p><a href="{back}">{t(say("site.history.back"))}</a></p>\n</div>'
    )
    head = Head(description=title, feed="feed.xml", feed_title=feed_title)
    data = framed(title, body, phrases, frame, kind="history", head=head)
    return Page(f"html/{subject.matter}/history.html", data)


def _line(subject: Subject, edition: Edition, differences: tuple[Difference, ...] | None, first: bool) -> str:
    phrases = subject.selection.phrases
    say, t = phrases.say, pieces(phrases.language)[0]
    day = phrases.day(edition.effective_from)
    state = _state(subject, edition)
    until = edition.effective_to
    ended = (
        f' <span class="muted">{t(say("site.history.until", day=phrases.day(until)))}</span>' if until else ""
    )
    heading = say("site.history.edition", day=day, n=str(edition.version))
    return (
        f'<li class="{state}">\n<h2 id="e{edition.effective_from}">{t(heading)}</h2>\n'
        f'<p class="state"><span class="chip {_CHIPS[state]}">{t(say(f"site.history.{state}"))}</span>{ended}</p>\n'
        f"<p>{t(_said(phrases, differences, first))}</p>\n{_tables(phrases, differences or (), day)}</li>\n"
    )


def _state(subject: Subject, edition: Edition) -> str:
    on, until = subject.selection.on, edition.effective_to
    if edition.effective_from > on:
        return "coming"
    ended = until is not None and until < on
    return "past" if ended or edition.effective_from != subject.edition.effective_from else "now"


def _said(phrases: Phrases, differences: tuple[Difference, ...] | None, first: bool) -> str:
    if first:
        return phrases.say("site.history.first")
    if differences is None:
        return phrases.say("site.history.unknown")
    if not differences:
        return phrases.say("site.history.same")
    burdens = [difference.burden for difference in differences]
    counts = {name: str(burdens.count(name)) for name in ("heavier", "lighter")}
    return phrases.say("site.history.changes", n=str(len(burdens)), **counts)


def _tables(phrases: Phrases, differences: tuple[Difference, ...], day: str) -> str:
    """What weighs on applicants in sight, the rest folded; all in sight when nothing weighs."""
    weighing = [each for each in differences if each.burden != "same"]
    rest = [each for each in differences if each.burden == "same"]
    if not weighing or not rest:
        return _table(phrases, differences, day)
    t = pieces(phrases.language)[0]
    more = t(phrases.say("site.history.rest", n=str(len(rest))))
    return f"{_table(phrases, weighing, day)}<details><summary>{more}</summary>{_table(phrases, rest, day)}</details>\n"


def _table(phrases: Phrases, differences: Sequence[Difference], day: str) -> str:
    if not differences:
        return ""
    t = pieces(phrases.language)[0]
    names = {key: phrases.say(f"site.history.{key}") for key in ("item", "before", "after", "burden", "none")}
    heads = "".join(f'<th scope="col">{t(names[key])}</th>' for key in ("item", "before", "after", "burden"))
    none = f'<span class="muted">{t(names["none"])}</span>'
    rows = []
    for each in differences:
        if each.text:
            values = (
                f'<td colspan="2" data-label="{escaped(names["after"])}"><span>{t(each.text)}</span></td>'
            )
        else:
            values = (
                f'<td data-label="{escaped(names["before"])}"><span>{each.before or none}</span></td>'
                f'<td data-label="{escaped(names["after"])}"><span>{each.after or none}</span></td>'
            )
        burden = (
            f'<span class="burden {each.burden}"><span aria-hidden="true">{_SIGNS[each.burden]}</span> '
            f"{t(phrases.say(f'site.burden.{each.burden}'))}</span>"
        )
        rows.append(
            f'<tr><th scope="row">{t(each.item)}</th>{values}'
            f'<td class="short" data-label="{escaped(names["burden"])}">{burden}</td></tr>\n'
        )
    caption = t(phrases.say("site.history.table", day=day))
    return (
        f'<div class="scroll"><table class="plain changes">\n<caption class="vh">{caption}</caption>\n'
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{''.join(rows)}</tbody></table></div>\n"
    )
