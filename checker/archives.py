"""A zip that a stranger packed, such as a workbook or a Word document: what is looked at before any of it is believed.

In: an open archive, or one part of it. Out: reasons not to open it, in words for the brackets of a finding.
The surprising thing: zipfile has no error of its own for most of what can be wrong inside; a broken stream comes out as zlib's, a
part under a password as RuntimeError. Whoever reads a stranger's archive catches `BROKEN`, all of it.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from xml.etree import ElementTree

__all__ = ["BROKEN", "DECLARED", "ZIP", "odd_packing", "reaches_out"]

BROKEN = (
    zipfile.BadZipFile, zlib.error, ElementTree.ParseError, OSError, EOFError, NotImplementedError, RuntimeError,
    KeyError, ValueError,
)  # fmt: skip
"""Everything that zipfile and the XML in a damaged or hostile archive raise."""
ZIP = b"PK\x03\x04"
"""How such a file begins."""
DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
"""An entity could grow without bound, or fetch another file: no part that declares one is parsed."""
_MOST_PARTS = 2000
_OUTSIDE = re.compile(rb"<[^>]*\bTargetMode\s*=\s*[\"']External[\"'][^>]*>", re.IGNORECASE)
_HYPERLINK = re.compile(rb"/relationships/hyperlink[\"']", re.IGNORECASE)


def odd_packing(archive: zipfile.ZipFile, most_parts: int = _MOST_PARTS) -> Iterator[str]:
    """What no office program does: too many parts, two of one name, a name that leads out of the folder."""
    names = [part.filename for part in archive.infolist()]
    if len(names) > most_parts or len(set(names)) != len(names):
        yield "too many parts, or two of one name"
    odd = next((name for name in names if _leads_away(name)), None)
    if odd is not None:
        yield f"a part is called {odd[:60]!r}"


def _leads_away(name: str) -> bool:
    return name.startswith("/") or any(sign in name for sign in "\\:\0") or ".." in PurePosixPath(name).parts


def reaches_out(relations: bytes) -> bool:
    """Whether a part of relations (.rels) has a program fetch another file on opening; a link that waits for a click does not."""
    return any(not _HYPERLINK.search(entry[0]) for entry in _OUTSIDE.finditer(relations))
