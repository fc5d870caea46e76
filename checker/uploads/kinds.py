"""Which kind of file this is, by its content alone.

In: an open file. Out: the id of an accepted kind, or "" with the name of what it seems to be.
The surprising thing: a PDF must begin with its signature at the very first byte. Readers forgive a kilobyte before it, and
that is where a file hides that is two kinds at once.
"""

from __future__ import annotations

import zipfile
from typing import BinaryIO

import puremagic

from checker.archives import BROKEN, ZIP

__all__ = ["kind_of", "seems"]

_SIGNATURES = ((b"%PDF-", "pdf"), (b"\xff\xd8\xff", "jpeg"), (b"\x89PNG\r\n\x1a\n", "png"))
_HEAD = 4096


def kind_of(file: BinaryIO) -> str:
    """pdf, jpeg, png, docx or ofd; "" for everything else."""
    file.seek(0)
    head = file.read(16)
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            return kind
    return _of_archive(file) if head.startswith(ZIP) else ""


def _of_archive(file: BinaryIO) -> str:
    """A Word or OFD document is a zip with a certain part in it; only the list of parts is read here."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
    except BROKEN:
        return ""
    if "OFD.xml" in names:
        return "ofd"
    return "docx" if "[Content_Types].xml" in names and "word/document.xml" in names else ""


def seems(file: BinaryIO) -> str:
    """What a file that is not accepted seems to be: the ending such files have (.heic, .exe), or ""."""
    file.seek(0)
    try:
        found: str = puremagic.from_string(file.read(_HEAD))
    except (puremagic.PureError, ValueError):
        return ""
    return found if found.isascii() and len(found) <= 8 else ""
