"""In which languages a reader can be spoken to, and the phrases of each.

In: a catalogue and a language. Out: `Phrases` that speak it. The surprising thing: two languages are written (simplified Chinese
and English); traditional Chinese is made from the simplified by conversion, word by word where the words of rules/ and the
catalogue are spoken. The converter is loaded when a traditional script is asked for, and not before.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from checker.catalogue import Catalogue
from checker.finding import TRADITIONAL, Language
from checker.model.terms import ReviewedTerm
from checker.phrases import Phrases
from checker.reading.reader import Context
from checker.reading.terms import read_terms
from checker.source import load
from checker.words import Words

__all__ = ["phrases_in", "speaking", "terms_below"]

_TERMS = "rules/traditional.yaml"


def phrases_in(catalogue: Catalogue, language: Language) -> Phrases:
    """The phrases of this catalogue in this language."""
    words = speaking(catalogue.words, language, catalogue.terms)
    return Phrases(words, language, catalogue.laws, catalogue.vocabulary)


def speaking(words: Words, language: Language, terms: Iterable[ReviewedTerm] = ()) -> Words:
    """The same words, able to speak this language too."""
    if language not in TRADITIONAL or language in words.made:
        return words
    from checker.traditional import converter

    reviewed = {term.term: term.written[language] for term in terms if language in term.written}
    return replace(words, made={**words.made, language: converter(language, reviewed)})


def terms_below(root: Path) -> tuple[ReviewedTerm, ...]:
    """The reviewed terms of a root whose catalogue is not loaded; what is wrong with them is for lint to say."""
    source, _ = load(root / _TERMS, root) if (root / _TERMS).is_file() else (None, ())
    return read_terms(source, Context()) if source else ()
