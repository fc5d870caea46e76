"""What can be made of a selection of matters: one line each in `OUTPUTS`, in the order `banshi build --help` lists them.

In: a `Selection`. Out: `Page`s, one at a time, and `Finding`s about what could not be made; whoever asks writes the pages.
The surprising thing: an output's module is imported when it is asked for; its `pages(selection)` may yield a finding in place
of a page, and goes on with the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module

from checker.finding import Finding
from generators.formats import FORMATS
from generators.index import index_document
from generators.subject import Page, Selection

__all__ = ["OUTPUTS", "Output", "guides"]


@dataclass(frozen=True, slots=True)
class Output:
    """One output: its name is its folder below the output folder. Without a `module`, the guides in the format of that name,
    with `index` their index too."""

    name: str
    module: str = ""
    index: bool = False

    def pages(self, selection: Selection) -> Iterator[Page | Finding]:
        """Its files."""
        if not self.module:
            return guides(selection, self.name, index=self.index)
        made: Iterable[Page | Finding] = import_module(self.module).pages(selection)
        return iter(made)


OUTPUTS: Mapping[str, Output] = {
    output.name: output
    for output in (
        Output("html", "generators.site"),
        Output("text", index=True),
        Output("pdf", "generators.printed.guides"),
        Output("large-print", "generators.printed.large"),
        Output("leaflet", "generators.printed.leaflet"),
        Output("fold", "generators.printed.fold"),
        Output("poster", "generators.printed.poster"),
        Output("kiosk", "generators.printed.kiosk"),
        Output("docx", "generators.word_guides"),
        Output("epub", "generators.ebooks"),
        Output("markdown", index=True),
        Output("xlsx", "generators.workbooks"),
        Output("bpmn", "generators.bpmn"),
        Output("svg", "generators.drawings"),
        Output("png", "generators.pictures"),
        Output("rdf", "generators.rdf"),
    )
}


def guides(selection: Selection, name: str, *, index: bool = False) -> Iterator[Page]:
    """Every guide in one of the document formats, and their index."""
    form = FORMATS[name]
    for subject in selection.subjects:
        yield Page(f"{name}/{subject.matter}{form.suffix}", form.write(subject.guide(), selection.phrases))
    if index:
        yield Page(f"{name}/index{form.suffix}", form.write(index_document(selection), selection.phrases))
