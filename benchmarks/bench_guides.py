"""CPU time of a thousand HTML guides with flowcharts: `python benchmarks/bench_guides.py`.

In: the shipped catalogue, its editions taken in turn until there are `--guides` of them. Out: a table on
standard output: document, chart, page, and the whole; beside it, as a measure, the same pages' text through the
plainest Jinja2 template that can hold it.
The surprising thing: the peer is given everything for free. Its texts are already sentences and its charts are
left out, so the ratio says what conditions in words, marks, material groups and charts cost beyond putting text
into HTML.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from itertools import cycle, islice
from pathlib import Path

from jinja2 import Environment

from checker.loading import load_catalogue
from checker.phrases import Phrases
from generators.author import Author
from generators.chart import flow_chart
from generators.flow.layout import layout
from generators.flow.svg import svg
from generators.formats import html, text
from generators.guide import guide
from generators.subject import plan

__all__ = ["main"]

ROOT = Path(__file__).resolve().parent.parent
ON = date(2026, 11, 22)
TARGET = 5.0
"""CPU seconds for a thousand guides that the project promises itself."""
PLAIN = (
    "<!DOCTYPE html><html lang=zh-Hans><meta charset=utf-8><title>{{ title }}</title><body>"
    "{% for line in lines %}<p>{{ line }}</p>{% endfor %}</body></html>"
)


class _Texts(HTMLParser):
    """The pieces of text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.pieces.append(data.strip())


def texts(page: bytes) -> list[str]:
    """What the plain template has to write."""
    reader = _Texts()
    reader.feed(page.decode("utf-8"))
    return reader.pieces


def seconds(call: Callable[[], object]) -> float:
    """CPU seconds of one call, the better of two."""
    best = float("inf")
    for _ in range(2):
        start = time.process_time()
        call()
        best = min(best, time.process_time() - start)
    return best


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--guides", type=int, default=1000)
    number = parser.parse_args().guides
    catalogue = load_catalogue(ROOT)
    phrases = Phrases(catalogue.words, "zh-Hans", catalogue.laws, catalogue.vocabulary)
    what = plan(catalogue, ON)
    editions = list(islice(cycle(edition for edition, _ in what.editions), number))
    documents = [guide(edition, catalogue, phrases, version="bench") for edition in editions]
    charts = [flow_chart(Author(edition, None, catalogue, phrases, "")) for edition in editions]
    pages = [html.page(document, phrases, "site.css") for document in documents]
    pieces = [texts(page) for page in pages]
    template = Environment(autoescape=True).from_string(PLAIN)  # our own constant, not the catalogue's text

    def whole() -> None:
        for edition in editions:
            html.page(guide(edition, catalogue, phrases, version="bench"), phrases, "site.css")

    rows = {
        "document": seconds(
            lambda: [guide(edition, catalogue, phrases, version="bench") for edition in editions]
        ),
        "chart drawn": seconds(lambda: [svg(layout(chart, 6)) for chart in charts]),
        "page (with chart)": seconds(
            lambda: [html.page(document, phrases, "site.css") for document in documents]
        ),
        "plain text": seconds(lambda: [text.write(document, phrases) for document in documents]),
        "whole guide, HTML": seconds(whole),
        "Jinja2, text only": seconds(
            lambda: [template.render(title="x", lines=lines).encode() for lines in pieces]
        ),
    }
    size = sum(map(len, pages)) / number / 1000
    print(f"{number} guides of {len(what.editions)} matters, {size:.0f} kB a page")
    for name, spent in rows.items():
        print(f"{name:20} {spent:7.2f} s CPU {spent / number * 1000:7.2f} ms each")
    ratio = rows["whole guide, HTML"] / rows["Jinja2, text only"]
    target = TARGET * number / 1000
    print(f"whole guide / Jinja2 with text only: {ratio:.1f}")
    print(f"target: {target:.1f} s CPU; {'met' if rows['whole guide, HTML'] < target else 'MISSED'}")


if __name__ == "__main__":
    main()
