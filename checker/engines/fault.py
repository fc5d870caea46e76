"""`EngineFault`: an engine cannot give a trustworthy answer, so the check must say "cannot decide" and never
"accepted".

In: the engines raise it. Out: the front door of a check catches it and fails closed.
The surprising thing: it never carries values or records, not even as its cause, because a fault may be logged
and a submission is personal data (个人信息).
"""

from __future__ import annotations

from checker.finding import Text

__all__ = ["EngineFault"]


class EngineFault(Exception):
    """The engine named `engine` cannot decide; `reason` says why in words that hold no applicant's data."""

    def __init__(self, engine: str, reason: Text) -> None:
        super().__init__(f"{engine}: {reason.en}")
        self.engine = engine
        self.reason = reason
