"""What changed from one edition to the next, for the site's pages of history.

In: a selection and two editions of a matter. Out: differences in words.
The surprising thing: this stands here because comparing lies above the generators; the command line sees both and hands it down.
"""

from __future__ import annotations

from checker.model.edition import Edition
from generators.subject import Difference, Selection

__all__ = ["differences"]


def differences(whole: Selection, before: Edition, after: Edition) -> tuple[Difference, ...]:
    """Every change in meaning, with the words that left and came marked."""
    from checker.desk.comparison import (
        compare_editions,
    )  # most matters have one edition, and a rebuild compares none
    from checker.desk.redline import marked

    phrases = whole.phrases
    found = []
    for change in compare_editions(before, after, whole.catalogue, phrases.words, phrases.language).changes:
        if change.before is None and change.after is None:
            found.append(Difference(change.item or change.text, change.text, "", "", change.burden))
        else:
            was, now = marked(change.before or "", change.after or "")
            found.append(Difference(change.item or change.text, "", was, now, change.burden))
    return tuple(found)
