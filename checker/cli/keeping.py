"""Files with somebody's answers in them: written whole, and readable by their owner only.

In: a path and bytes or plain data. Out: the file. Raises OSError when it cannot be written.
The surprising thing: nothing else the program writes is private; pages are for everybody, and their writer makes them so.
"""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import Any

__all__ = ["keep"]


def keep(path: Path, content: bytes | dict[str, Any]) -> None:
    """Write under a temporary name beside it (mkstemp: mode 600), then rename."""
    data = content
    if isinstance(data, dict):
        data = (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "surrogatepass")
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
