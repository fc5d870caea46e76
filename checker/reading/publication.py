"""A file of catalogue/publications/ -> the recipe.

In: one Source that the schema door has judged. Out: a `Publication` and findings.
The surprising thing: nobody reads recipes while a catalogue is loaded. Their files are judged by the schema; the
few who print or lint them ask for `publications(sources)`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from checker.finding import LANGUAGES, Finding, Text
from checker.model.publication import ORDERS, Chapter, Choice, Named, Publication
from checker.reading.reader import Context, Reader
from checker.source import Source

__all__ = ["PUBLICATIONS", "bundle_members", "publications", "read_publication"]

PUBLICATIONS = "catalogue/publications/"
_BUNDLES = "catalogue/bundles/"


def publications(sources: Mapping[str, Source]) -> Iterator[Publication]:
    """The recipes of a catalogue, in the order of their files."""
    for path in sorted(path for path in sources if path.startswith(PUBLICATIONS)):
        yield read_publication(sources[path])[0]


def read_publication(source: Source) -> tuple[Publication, tuple[Finding, ...]]:
    """One recipe; what its schema does not allow becomes empty."""
    context = Context()
    top = Reader.of(source, context)
    cover = top.must_child("cover")
    found = Publication(
        id=top.string("publication"),
        title=top.must_text("title"),
        subtitle=cover.text("subtitle"),
        note=cover.text("note"),
        edition=cover.text("edition"),
        foreword=top.texts("foreword"),
        signed=top.text("signed"),
        choice=_choice(top.must_child("matters")),
        order=top.one_of("order", ORDERS, "agency"),
        chapters=tuple(
            Chapter(item.must_text("title"), item.text("text"), _named(item, "matters"), item.place())
            for item in top.children("chapters")
        ),
        offices=_named(top, "offices"),
        on=top.date("on"),
        language=top.one_of("language", LANGUAGES, "zh-Hans"),
        bilingual=top.flag("bilingual"),
        formats=_named(top, "formats"),
        place=top.place(),
    )
    return found, (*_misnamed(top, found.id), *context.findings)


def bundle_members(sources: Mapping[str, Source]) -> dict[str, tuple[str, ...]]:
    """Bundle -> its matters, of its newest edition: the last file of its folder."""
    found: dict[str, tuple[str, ...]] = {}
    for path in sorted(path for path in sources if path.startswith(_BUNDLES)):
        top = Reader.of(sources[path], Context())
        found[path.split("/")[2]] = tuple(item.string("matter") for item in top.children("members"))
    return found


def _choice(item: Reader) -> Choice:
    return Choice(
        everything=item.flag("all"),
        matters=_named(item, "ids"),
        bundles=_named(item, "bundles"),
        agencies=_named(item, "agencies"),
        audience=_named(item, "audience"),
        topics=_named(item, "topics"),
        but=_named(item, "except"),
    )


def _named(item: Reader, key: str) -> tuple[Named, ...]:
    """The strings of a list, each with its place."""
    value = item.data.get(key)
    return tuple(
        Named(name, item.place(key, index))
        for index, name in enumerate(value if isinstance(value, list) else ())
        if isinstance(name, str)
    )


def _misnamed(top: Reader, name: str) -> Iterator[Finding]:
    stem = top.source.path.rpartition("/")[2].removesuffix(".yaml")
    if name and name != stem:
        yield Finding(
            "R10",
            "name-and-content-differ",
            "error",
            top.place("publication"),
            Text(
                f"写的是 `{name}`，文件的名字却是 `{stem}`",
                f"`{name}` is written here, but the file is called `{stem}`",
            ),
            Text("改成一致", "make them the same"),
        )
