"""A Word or OFD document: a zip that may unpack to anything, and may hold macros or fetch from elsewhere.

In: an open file and the limits. Out: `Seen`. The surprising thing: sizes that a zip declares are not believed. Every part is
unpacked into nothing, counted as it comes, and stopped at the limit.
"""

from __future__ import annotations

import re
import zipfile
from itertools import pairwise
from typing import BinaryIO

from checker.archives import BROKEN, odd_packing, reaches_out
from checker.uploads.limits import Limits
from checker.uploads.report import Seen, Told

__all__ = ["see_archive"]

_CHUNK = 64 * 1024
_MACROS = re.compile(rb"vbaProject|macroEnabled", re.IGNORECASE)
_CARRIED = ("word/embeddings/", "attachs/", "attachments/")
_MOST_KEPT = 4 * 1024 * 1024


def see_archive(file: BinaryIO, kind: str, limits: Limits) -> Seen:
    """The document as it is."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            return _seen(archive, kind, limits)
    except BROKEN:
        return Seen(kind, told=(("U06", {}),))


def _seen(archive: zipfile.ZipFile, kind: str, limits: Limits) -> Seen:
    parts = archive.infolist()
    if any(part.flag_bits & 1 for part in parts):
        return Seen(kind, told=(("U05", {}),))
    if any(odd_packing(archive, limits.entries)) or _overlap(parts):
        return Seen(kind, told=(("U12", {}),))
    codes: set[str] = set()
    total = 0
    for part in parts:
        name = part.filename.lower()
        if name.endswith(("vbaproject.bin", "vbadata.xml")):
            codes.add("U13")
        if name.startswith(_CARRIED) and not part.is_dir():
            codes.add("U11")
        read = name.endswith((".rels", "[content_types].xml"))
        size, kept = _unpacked(archive, part, limits.unpacked - total, keep=read)
        total += size
        if total > limits.unpacked or size > max(part.compress_size, 1024) * limits.ratio:
            return Seen(kind, told=(("U12", {}),))
        if read and _MACROS.search(kept):
            codes.add("U13")
        if name.endswith(".rels") and reaches_out(kept):
            codes.add("U14")
    told: tuple[Told, ...] = tuple((code, {}) for code in sorted(codes))
    return Seen(kind, told=told)


def _unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo, room: int, *, keep: bool) -> tuple[int, bytes]:
    """How large a part really is, read no further than `room`; and its text if it is to be looked at."""
    size, kept = 0, bytearray()
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if keep and len(kept) < _MOST_KEPT:
                kept += chunk
            if size > room:
                break
    return size, bytes(kept)


def _overlap(parts: list[zipfile.ZipInfo]) -> bool:
    """Parts that share their bytes: how 40 KB become 5 GB without a large ratio in any of them."""
    spans = sorted((part.header_offset, part.header_offset + part.compress_size) for part in parts)
    return any(later[0] < earlier[1] for earlier, later in pairwise(spans))
