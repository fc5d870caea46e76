"""All proofs, in the order of their codes.

In: the families. Out: `PROOFS`, which `banshi explain`, the page and the runner share. The surprising thing: to add one, write
it in its family's module and name it in that module's PROOFS; its docstring is its page and its tests.
"""

from __future__ import annotations

from checker.prove import competence, conditions, papers, questions, rows
from checker.prove.registry import Proof

__all__ = ["PROOFS", "UNDECIDED"]

PROOFS: tuple[Proof, ...] = tuple(
    sorted(
        (*conditions.PROOFS, *competence.PROOFS, *papers.PROOFS, *rows.PROOFS, *questions.PROOFS),
        key=lambda proof: proof.code,
    )
)
UNDECIDED = "P90"
"""What z3 gave up on: neither proven nor refuted."""
