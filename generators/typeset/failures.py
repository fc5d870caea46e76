"""Why something could not be printed, as an exception that carries the finding to tell.

In: a `Finding`. Out: `CannotPrint`. The surprising thing: nobody below the front door prints it. An output turns it into
a finding in the place of the page, and goes on with the next matter.
"""

from __future__ import annotations

from checker.finding import Finding

__all__ = ["CannotPrint"]


class CannotPrint(Exception):
    """One document could not be printed; `finding` says where, why and what to do."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        super().__init__(finding.message.en)

    def __reduce__(self) -> tuple[type[CannotPrint], tuple[Finding]]:
        return (CannotPrint, (self.finding,))
