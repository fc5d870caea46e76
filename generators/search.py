"""Search without a server: data for the site's own script, and an index by pagefind for the full text.

In: rows. Out: the files of both. The only module that imports pagefind, and only when its index is asked for.
The surprising thing: there are two because neither does both. Ours works from a disk (file://), knows pinyin, initials, codes
and the beginnings of names, and says the same at every keystroke. Pagefind finds words in the text of a guide, but a browser
lets it load its parts only over http.
"""

from __future__ import annotations

import asyncio
import json
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from html import escape
from operator import attrgetter
from typing import TYPE_CHECKING

from checker.phrases import Phrases
from generators.memory import Kept, Memory, digest
from generators.subject import Page

if TYPE_CHECKING:  # the site asks this module, and its folder imports itself
    from generators.site.listing import Lists
    from generators.site.row import Row

__all__ = ["data_files", "fulltext_pages"]

_IN_ONE_FILE = 1000
_NOT_NEEDED = ("component", "ui", "highlight", "modular", "playground", "mcp")
"""Files of pagefind that belong to its own search box; ours asks its library."""


def data_files(rows: Sequence[Row], every: Lists, memory: Memory) -> Iterator[Page | Kept]:
    """The files that the site's script loads: one line a matter, in the order of their ids."""
    ordered = sorted(rows, key=attrgetter("matter"))
    files = max(1, -(-len(ordered) // _IN_ONE_FILE))
    labels = _plain(_labels(every))
    for number in range(files):
        part = ordered[number * _IN_ONE_FILE : (number + 1) * _IN_ONE_FILE]
        path, matters = f"html/search-{number}.js", [row.matter for row in part]
        twice = [row.matter for row in part if row.name in every.twice] if every.twice else []
        if memory.keeps(path, digest(files, labels, matters, twice), matters):
            yield Kept(path)
            continue
        lines = ",\n".join(_plain(_values(row, every)) for row in part)
        head = f"banshi.begin({files},{labels});\n" if number == 0 else ""
        yield Page(path, f"{head}banshi.rows([\n{lines}\n]);\n".encode())


def _values(row: Row, every: Lists) -> list[object]:
    """What the script reads by place; keep in step with `rows` in site.js."""
    return [
        row.matter, row.name, row.sound, row.initials, row.also, row.summary, row.kind, row.agency, " ".join(row.audience),
        " ".join(row.topics), row.limit, row.fee, row.visits_said, int(row.free), row.visits, row.days,
        row.alike if row.name in every.twice else "",
    ]  # fmt: skip


def _labels(every: Lists) -> dict[str, dict[str, str]]:
    """The names of organs and topics, by which people search too."""
    return {
        way: {group.term: group.name for group in every.ways[way]} for way in ("agency", "topic", "audience")
    }


def _plain(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def fulltext_pages(rows: Sequence[Row], phrases: Phrases) -> Iterator[Page]:
    """The files of pagefind's index over what each row tells: names, pinyin, summary, papers, labels."""
    if not rows:
        return
    work = _indexed(sorted(rows, key=lambda row: row.matter), phrases)
    with ThreadPoolExecutor(1) as aside:  # whoever asks may have an event loop of their own
        files = aside.submit(asyncio.run, work).result()
    for path, data in sorted(files.items()):
        name = path.rpartition("/")[2]
        if not any(part in name for part in _NOT_NEEDED):
            yield Page(f"html/pagefind/{path}", data)


async def _indexed(rows: Sequence[Row], phrases: Phrases) -> dict[str, bytes]:
    from pagefind.index import IndexConfig, PagefindIndex

    language = phrases.language.lower()
    found: dict[str, bytes] = {}
    # pagefind writes its files at the end in any case, by default into the folder we happen to stand in
    with tempfile.TemporaryDirectory(prefix="banshi-pagefind-") as aside:
        config = IndexConfig(force_language=language, keep_index_url=True, output_path=aside)
        async with PagefindIndex(config=config) as index:
            for row in rows:
                await index.add_html_file(content=_record(row, phrases), url=f"{row.matter}.html")
            for file in await index.get_files():
                found[file["path"]] = file["content"]
    return found


def _record(row: Row, phrases: Phrases) -> str:
    """A small page for the index alone: the name weighs most, the pinyin is there to be found and not to be shown."""
    labels = [
        phrases.text(phrases.vocabulary.label(name, term))
        for name, terms in (
            ("agency-kind", (row.agency,)),
            ("topic", row.topics),
            ("audience", row.audience),
            ("matter-kind", (row.kind,)),
        )
        for term in terms
    ]
    found = " ".join((row.also, row.sound, row.sound.replace(" ", ""), row.initials))
    return (
        f'<!DOCTYPE html><html lang="{phrases.language}"><head><title>{escape(row.name)}</title></head>'
        "<body><main data-pagefind-body>"
        f'<h1 data-pagefind-meta="title" data-pagefind-weight="10">{escape(row.name)}</h1>'
        f'<p data-pagefind-weight="4">{escape(row.summary)}</p><p>{escape(row.papers)}</p><p>{escape(" ".join(labels))}</p>'
        f'<p data-pagefind-weight="2">{escape(found)}</p>'
        "</main></body></html>"
    )
