"""What a document in another language than the catalogue's own says about itself, at its foot.

In: the phrases of a language. Out: no or one paragraph. The surprising thing: the catalogue is written in simplified Chinese and
only that text counts; a reader of any other edition is told so on every page, because pages get copied one by one.
"""

from __future__ import annotations

from checker.finding import TRADITIONAL
from checker.phrases import Phrases
from generators.document import Block, Paragraph

__all__ = ["language_note"]


def language_note(phrases: Phrases) -> tuple[Block, ...]:
    """How this edition came about, and which text counts; nothing in the catalogue's own language."""
    if phrases.language in TRADITIONAL:
        return (Paragraph(phrases.say("exchange.note-traditional"), "muted"),)
    if phrases.language == "en":
        return (Paragraph(phrases.say("exchange.note-english"), "muted"),)
    return ()
