"""A picture: whether it can be read to the end, whether it is large enough to be legible, and not blank.

In: an open file and the limits. Out: `Seen`.
The surprising thing: the size is read from the head of the file and judged before a single pixel is unpacked, because a few
hundred bytes can claim a picture of a gigabyte.
"""

from __future__ import annotations

import warnings
from typing import BinaryIO

from PIL import Image, ImageStat, UnidentifiedImageError

from checker.uploads.limits import Limits
from checker.uploads.report import Seen, Told

__all__ = ["see_picture"]

_FORMATS = {"jpeg": "JPEG", "png": "PNG"}
_EVEN = 3  # standard deviation of the grey values below which a sheet shows nothing


def see_picture(file: BinaryIO, kind: str, limits: Limits) -> Seen:
    """The picture as it is."""
    file.seek(0)
    Image.MAX_IMAGE_PIXELS = limits.pixels
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(file, formats=[_FORMATS[kind]]) as image:
                return _seen(image, kind, limits)
        except (Image.DecompressionBombWarning, Image.DecompressionBombError):
            return Seen(kind, told=(("U09", {"limit": limits.pixels // 10_000}),))
        except (UnidentifiedImageError, OSError, SyntaxError, ValueError, IndexError, KeyError):
            # Pillow's words for a file that is cut off or contradicts itself
            return Seen(kind, told=(("U06", {}),))


def _seen(image: Image.Image, kind: str, limits: Limits) -> Seen:
    width, height = image.size
    told: list[Told] = []
    if min(width, height) < limits.short_side:
        told.append(("U08", {"width": width, "height": height, "limit": limits.short_side}))
    image.draft("L", (width // 4, height // 4))  # a JPEG is unpacked at a quarter of its size
    grey = image.convert("L")
    grey.thumbnail((256, 256))
    if ImageStat.Stat(grey).stddev[0] < _EVEN:
        told.append(("U16", {}))
    return Seen(kind, 1, width, height, tuple(told))
