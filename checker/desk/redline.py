"""The official table of changes (修改前后对照表) as one HTML page that prints.

In: a `Comparison` and phrases. Out: the page as text; no script, no style from elsewhere.
The surprising thing: deleted and inserted words are marked inside both cells, as `<del>` and `<ins>`, found word by
word (character by character in Chinese) and only where the two texts have enough in common for a reader to follow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from html import escape

from checker.desk.comparison import Comparison
from checker.desk.differences import Change
from checker.desk.told import Sides, grouped, heading
from checker.phrases import Phrases

__all__ = ["marked", "parted", "redline"]

_WORD = re.compile(r"[A-Za-z0-9]+|\s+|.", re.DOTALL)
_ALIKE = 0.4
_LONG = 4000
_STYLE = """
:root{color-scheme:light dark;
--ink:#1b1f24;--muted:#57606a;--paper:#fff;--band:#f5f7fa;--rule:#d5dbe3;--stop:#b42318;--ok:#1a7f37}
@media screen and (prefers-color-scheme:dark){:root{
--ink:#e8ebef;--muted:#a4aeb9;--paper:#13171c;--band:#1b2128;--rule:#38424d;
--stop:#ff9c8f;--ok:#63cd80}}
*{box-sizing:border-box}
body{margin:0 auto;padding:1.5rem;max-width:78rem;background:var(--paper);color:var(--ink);line-height:1.6;overflow-wrap:anywhere;
font-family:"Noto Sans SC","Noto Sans CJK SC","PingFang SC","Microsoft YaHei",system-ui,sans-serif}
h1{font-size:1.6rem;text-align:center;margin:0 0 .3rem}
.compared,.legend{text-align:center;color:var(--muted);margin:.2rem 0}
h2{font-size:1.1rem;margin:1.8rem 0 .5rem}
table{border-collapse:collapse;width:100%;table-layout:fixed}
th,td{border:1px solid var(--rule);padding:.45rem .6rem;text-align:start;vertical-align:top;font-weight:400}
thead th{background:var(--band);font-weight:700}
.c1{width:22%}.c4{width:7rem}
del{color:var(--stop);text-decoration:line-through}
ins{color:var(--ok);text-decoration:underline;text-underline-offset:.2em}
.none{color:var(--muted)}
@media print{@page{size:A4 landscape;margin:15mm}
body{padding:0;font-size:10.5pt}thead{display:table-header-group}tr{break-inside:avoid}
h2{break-after:avoid}}
"""


def redline(comparison: Comparison, sides: Sides, phrases: Phrases) -> str:
    """The whole page."""
    return "\n".join(_page(comparison, sides, phrases)) + "\n"


def _page(comparison: Comparison, sides: Sides, phrases: Phrases) -> Iterator[str]:
    title = escape(phrases.say("desk.redline"))
    compared = escape(phrases.say("desk.redline.compared", before=sides.before, after=sides.after))
    yield "<!doctype html>"
    yield f'<html lang="{phrases.language}"><head><meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title}：{compared}</title><style>{_STYLE}</style></head><body>"
    yield f'<main><h1>{title}</h1><p class="compared">{compared}</p>'
    if not comparison.changes:
        yield f'<p class="compared">{escape(phrases.say("desk.nothing"))}</p>'
    else:
        yield f'<p class="legend">{escape(phrases.say("desk.redline.legend"))}</p>'
    for first, changes in grouped(comparison):
        caption = escape(heading(first, comparison, phrases))
        yield f"<h2>{caption}</h2>"
        columns = [
            escape(phrases.say(f"desk.redline.{name}")) for name in ("item", "before", "after", "burden")
        ]
        head = "".join(
            f'<th scope="col" class="c{number}">{name}</th>' for number, name in enumerate(columns, 1)
        )
        yield f'<table aria-label="{caption}"><thead><tr>{head}</tr></thead><tbody>'
        yield from (_row(change, phrases) for change in changes)
        yield "</tbody></table>"
    yield "</main></body></html>"


def _row(change: Change, phrases: Phrases) -> str:
    none = f'<span class="none">{escape(phrases.say("desk.redline.none"))}</span>'
    if change.before is None and change.after is None:
        before = after = escape(change.text)
    else:
        before, after = marked(change.before or "", change.after or "")
    burden = escape(phrases.say(f"diff.burden.{change.burden}"))
    item = escape(change.item or change.text)
    return f'<tr><th scope="row">{item}</th><td>{before or none}</td><td>{after or none}</td><td>{burden}</td></tr>'


def marked(before: str, after: str) -> tuple[str, str]:
    """Both texts as HTML, with what left and what came marked."""
    left, right = "", ""
    for old, new in parted(before, after):
        same = old == new
        left += escape(old) if same else _mark("del", old)
        right += escape(new) if same else _mark("ins", new)
    return left, right


def parted(before: str, after: str) -> tuple[tuple[str, str], ...]:
    """Both texts in pieces, side by side: equal where nothing changed, else what left and what came."""
    first, second = _WORD.findall(before), _WORD.findall(after)
    whole = ((before, after),)
    if len(first) + len(second) > _LONG:
        return whole
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    if matcher.ratio() < _ALIKE:
        return whole
    return tuple(("".join(first[a:b]), "".join(second[c:d])) for _, a, b, c, d in matcher.get_opcodes())


def _mark(tag: str, text: str) -> str:
    return f"<{tag}>{escape(text)}</{tag}>" if text else ""
