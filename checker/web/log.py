"""What the server writes down: one line a request, and where the program failed. Never what was asked or sent.

In: the end of a request. Out: lines on standard error. The surprising thing: a traceback is written without the message of its
exception and without values, because a message may quote what an applicant wrote; the lines of code are enough to find a fault.
"""

from __future__ import annotations

import logging
import sys
import traceback
from types import TracebackType

__all__ = ["ACCESS", "FAULTS", "start_logging"]

ACCESS = logging.getLogger("banshi.access")
FAULTS = logging.getLogger("banshi.faults")
_OURS = ("banshi.access", "banshi.faults", "uvicorn.error")


class _Quiet(logging.Formatter):
    """Time and line; of an exception its type and the places it passed through."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(message)s", "%Y-%m-%dT%H:%M:%S%z")

    def formatException(  # the name is logging's
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        kind, _, trace = ei
        lines = [f"  {kind.__name__ if kind else 'error'} (its message is not written down)"]
        lines += [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
        return "\n".join(lines)

    def formatStack(self, stack_info: str) -> str:  # the name is logging's
        return ""


def start_logging(*, access: bool) -> None:
    """Send our lines, and uvicorn's faults, to standard error in this form; uvicorn's own access log stays off."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Quiet())
    for name in _OURS:
        logger = logging.getLogger(name)
        logger.handlers[:] = [handler]
        logger.propagate = False
        logger.setLevel(logging.WARNING if name == "uvicorn.error" else logging.INFO)
    ACCESS.disabled = not access
    logging.getLogger("uvicorn.access").disabled = True
