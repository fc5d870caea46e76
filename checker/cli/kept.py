"""Where results are kept between runs.

In: a root and what they are results of. Out: the path of a file, or None when nothing shall be kept.
The surprising thing: below the user's own cache folder, not below the root: a cache that came with a clone could say that all
is well.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

__all__ = ["cache_file"]


def cache_file(kind: str, root: Path, *more: str) -> Path | None:
    """The file of this kind for this root and these circumstances; BANSHI_CACHE=off means none."""
    if os.environ.get("BANSHI_CACHE") == "off":
        return None
    given = os.environ.get("XDG_CACHE_HOME", "")
    try:
        folder = Path(given) if given.startswith("/") else Path.home() / ".cache"
        name = "\0".join((str(root.resolve()), *more))
    except (OSError, RuntimeError):  # no home
        return None
    digest = hashlib.blake2b(name.encode("utf-8", "surrogateescape"), digest_size=12).hexdigest()
    return folder / "banshi" / f"{kind}-{digest}.sqlite"
