"""rules/traditional.yaml -> the reviewed terms of conversion to traditional characters.

In: the parsed file. Out: `ReviewedTerm`s, and findings for a term that stands twice (B70) or changes its length (B71).
The surprising thing: `as` is one string for every traditional script, or a mapping for those that differ; a script that the
mapping leaves out is left to the converter.
"""

from __future__ import annotations

from collections.abc import Iterator

from checker.finding import TRADITIONAL, Finding, Language, Text
from checker.model.terms import ReviewedTerm
from checker.reading.reader import Context, Reader
from checker.source import Source

__all__ = ["read_terms"]


def read_terms(source: Source, context: Context) -> tuple[ReviewedTerm, ...]:
    """The terms, each once."""
    found: dict[str, ReviewedTerm] = {}
    for item in Reader.of(source, context).children("terms"):
        term = item.string("term")
        if term in found:
            context.findings.append(_twice(item, term, found[term]))
            continue
        written = dict(_written(item, term))
        if term and written:
            found[term] = ReviewedTerm(term, written, item.place())
    return tuple(found.values())


def _written(item: Reader, term: str) -> Iterator[tuple[Language, str]]:
    whole = item.data.get("as")
    for language in TRADITIONAL:
        text = whole.get(language) if isinstance(whole, dict) else whole
        if not isinstance(text, str):
            continue
        if len(text) != len(term):
            item.context.findings.append(_other_length(item, term, text))
            continue
        yield language, text


def _twice(item: Reader, term: str, first: ReviewedTerm) -> Finding:
    return Finding(
        "B70",
        "reviewed-term-twice",
        "error",
        item.place("term"),
        Text(f"“{term}”写了两次", f"`{term}` stands here twice"),
        Text("留下一条", "keep one of them"),
        (first.place,),
    )


def _other_length(item: Reader, term: str, text: str) -> Finding:
    return Finding(
        "B71",
        "reviewed-term-length",
        "error",
        item.place("as"),
        Text(f"“{term}”转换成“{text}”，字数不同", f"`{term}` becomes `{text}`, which is not as long"),
        Text(
            "只换字，不换词：字数要相同；改词的，改简体原文",
            "only characters may change, never words; mend the simplified text instead",
        ),
    )
