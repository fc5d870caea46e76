"""How many files are looked at at the same time: the processes that read them need memory and time.

In: a number. Out: `room()`, in which one request at a time may read.
The surprising thing: who does not get in within a few seconds is told so at once, instead of waiting in a line that only
grows.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from checker.web.faults import Refusal

__all__ = ["Readers"]

_PATIENCE = 10.0


class Readers:
    """The places for reading processes of one worker."""

    def __init__(self, places: int) -> None:
        self._places = asyncio.Semaphore(places)

    @asynccontextmanager
    async def room(self) -> AsyncIterator[None]:
        """A place. Raises Refusal when none becomes free."""
        try:
            await asyncio.wait_for(self._places.acquire(), _PATIENCE)
        except TimeoutError:
            raise Refusal("H10", headers={"retry-after": "5"}) from None
        try:
            yield
        finally:
            self._places.release()
