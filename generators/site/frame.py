"""What all pages of a site have in common: head, header with search, footer, the words for legal terms.

In: a `Selection`. Out: a `Frame` for each depth of folder.
The surprising thing: every address in a page is relative, so a page one folder down has a frame of its own. The site works from a
disk, a stick, or any folder of any server.
"""

from __future__ import annotations

from checker.phrases import Phrases
from generators.document import Link
from generators.formats.html import Frame, render, script_name, stylesheet_name
from generators.site.terms import glossary, terms_for
from generators.subject import Selection

__all__ = ["frame_for", "sections_of_the_site"]


def frame_for(selection: Selection, depth: int = 0) -> Frame:
    """The frame of pages `depth` folders below the top."""
    phrases, info, up = selection.phrases, selection.catalogue.info, "../" * depth
    header = render(
        "site_header.html",
        phrases,
        up=up,
        title=phrases.text(info.title),
        sample=info.sample,
        fulltext=selection.fulltext,
        links=sections_of_the_site(phrases),
    )
    footer = render(
        "site_footer.html",
        phrases,
        up=up,
        publisher=phrases.text(info.publisher),
        links=(
            *_links(
                phrases, ("glossary", "glossary.html"), ("about", "about.html"), ("changes", "changes.html")
            ),
            *_links(phrases, ("feed", "feed.xml")),
        ),
    )
    terms = glossary(selection.catalogue)
    return Frame(
        up,
        stylesheet_name(),
        str(header).strip(),
        str(footer).strip(),
        (script_name(),),
        terms_for(terms, phrases, up) if terms else None,
    )


def sections_of_the_site(phrases: Phrases) -> tuple[Link, ...]:
    """The ways into the catalogue, in the order of the header."""
    return _links(
        phrases,
        ("by.event", "index.html#events"),
        ("by.topic", "list/topics.html"),
        ("by.agency", "list/agencies.html"),
        ("by.audience", "list/audiences.html"),
        ("by.letter", "list/letters.html"),
        ("find", "find.html"),
    )


def _links(phrases: Phrases, *pairs: tuple[str, str]) -> tuple[Link, ...]:
    return tuple(Link(phrases.say(f"site.{key}"), href) for key, href in pairs)
