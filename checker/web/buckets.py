"""How often a client may ask: one number a client, in memory that all worker processes share.

In: a client's address and the time. Out: the seconds to wait, 0 when the request may go on.
The surprising thing: no address is stored, no list grows and nothing is cleaned up. An address leads by a keyed hash to one
of 65,536 slots, which holds the time at which its bucket will be empty again (the generic cell rate algorithm); two clients
that share a slot share its rate.
"""

from __future__ import annotations

import hashlib
import ipaddress
import mmap
import secrets

__all__ = ["Buckets"]

_SLOTS = 1 << 16


class Buckets:
    """Made before the workers are forked, so that all of them count together."""

    def __init__(self, rate: float, burst: int) -> None:
        self._interval = 1 / rate if rate > 0 else 0.0
        self._room = self._interval * burst
        self._secret = secrets.token_bytes(16)
        self._times = memoryview(mmap.mmap(-1, _SLOTS * 8)).cast("d")

    def wait(self, client: str, now: float, cost: int = 1) -> float:
        """Count a request of this weight; the seconds to wait when there is no room for it."""
        if not self._interval:
            return 0.0
        slot = self._slot(client)
        empty = max(now, self._times[slot]) + self._interval * cost
        if empty - now > self._room:
            return empty - now - self._room
        self._times[slot] = empty
        return 0.0

    def _slot(self, client: str) -> int:
        digest = hashlib.blake2b(_network(client), key=self._secret, digest_size=4).digest()
        return int.from_bytes(digest, "big") % _SLOTS


def _network(client: str) -> bytes:
    """An IPv6 client has a whole /64 to itself: it counts as one."""
    try:
        address = ipaddress.ip_address(client)
    except ValueError:
        return client.encode("utf-8", "replace")
    return address.packed if address.version == 4 else address.packed[:8]
